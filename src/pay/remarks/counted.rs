//! Leaves out numbers that count something else than money: `72小时反馈`, `5+ years`, `10% bonus`.

use super::annotated::{AnnotatedText, PieceStatus};
use crate::pay::number::number;
use crate::pay::period::PayPeriod;
use crate::pay::pieces::PieceKind;
use crate::pay::unreadable::Unreadable;
use crate::pay::vocabulary::Meaning;
use crate::pay::words::{Word, follows_number};

impl AnnotatedText<'_> {
    /// Leaves out each number that counts time, people or shares, with its words.
    pub(super) fn drop_counted(&mut self) -> Result<(), Unreadable> {
        let mut at = 0;
        while at < self.pieces.len() {
            match self.counted(at) {
                Some(end) => {
                    if self.pays_for_span(at, end) {
                        return Err(Unreadable::UnclearPeriod);
                    }
                    let start = self.start_of_counted(at)?;
                    let end = self.end_of_counted(end)?;
                    (start..end).for_each(|at| self.set_status(at, PieceStatus::Dropped));
                    at = end;
                }
                None => at += 1,
            }
        }
        Ok(())
    }

    /// The index after a number, or range of numbers, and the noun that it counts; `None` where it counts none.
    fn counted(&self, at: usize) -> Option<usize> {
        let is_number = |at: usize| self.pieces.get(at).is_some_and(|piece| piece.is_number());
        if !is_number(at) || self.has_currency_before(at) {
            return None;
        }
        let mut next = self.after_plus(at + 1);
        if matches!(self.notation(next), Some(Word::Dash | Word::Tilde | Word::To)) && is_number(next + 1) {
            next = self.after_plus(next + 2);
        }
        let before = at.checked_sub(1);
        let word_before = before.and_then(|before| self.word(before));
        let counts = match self.notation(next) {
            _ if word_before == Some(Word::Times) => false,
            // 15k·13月 is 15k·13薪; 15k·3年 is not.
            Some(Word::Span(PayPeriod::Month)) => word_before != Some(Word::MiddleDot) || !self.may_be_months_paid(at),
            Some(Word::Span(_)) => true,
            Some(Word::Months) => {
                let term =
                    self.makes_contract_term(next + 1) || before.is_some_and(|before| self.makes_contract_term(before));
                term || !self.may_be_months_paid(at)
            }
            _ => self.meaning(next) == Some(Meaning::Counted),
        };
        counts.then_some(next + 1)
    }

    /// Whether a number of months, weeks or years is the span that an amount without a period of its own pays for: `$60k for 6 months`,
    /// `$90k/9 months`, `$60k (6 months)`. Years without a preposition are rather those of experience.
    fn pays_for_span(&self, at: usize, end: usize) -> bool {
        let Some(noun) = end.checked_sub(1).filter(|noun| self.is_ascii(*noun)) else { return false };
        let text = |at: usize| self.pieces.get(at).map_or("", |piece| piece.text);
        let Some(before) = at.checked_sub(1) else { return false };
        let is_per = matches!(self.word(before), Some(Word::Slash | Word::Per));
        let has_preposition = is_per || matches!(text(before), "for" | "over" | "during" | "across");
        let ends_remark = self.pieces.len() <= end || self.is_mark(end);
        let is_span = match self.notation(noun) {
            Some(Word::Months | Word::Span(PayPeriod::Month)) => {
                has_preposition || ends_remark && self.is_alone_behind_amount(at)
            }
            Some(Word::Span(PayPeriod::Year | PayPeriod::Week)) => has_preposition && ends_remark,
            _ => has_preposition && ends_remark && matches!(text(noun), "years" | "yrs" | "weeks" | "wks"),
        };
        let states_period = || {
            let mut others = (0..before).chain(end..self.pieces.len());
            others.any(|at| matches!(self.notation(at), Some(Word::Span(_) | Word::Rate(_))))
        };
        is_span && !states_period()
    }

    /// Whether nothing but marks stands between a number and the amount before it.
    fn is_alone_behind_amount(&self, at: usize) -> bool {
        let before = (0..at).rev().find(|at| !self.is_mark(*at));
        before.is_some_and(|before| self.is_part_of_amount(before))
    }

    fn after_plus(&self, at: usize) -> usize {
        at + usize::from(matches!(self.word(at), Some(Word::Plus | Word::AtLeast)))
    }

    /// Whether a number can be one of months paid a year.
    pub(super) fn may_be_months_paid(&self, at: usize) -> bool {
        let piece = self.pieces.get(at).filter(|piece| piece.is_number());
        piece
            .and_then(|piece| number(piece.text.as_bytes()).ok())
            .is_some_and(|(number, _)| number.may_be_months_paid())
    }

    /// Whether "6 months" beside a word are a term, not months paid.
    fn makes_contract_term(&self, at: usize) -> bool {
        matches!(self.pieces.get(at).map(|piece| piece.kind), Some(PieceKind::Entry(entry)) if entry.makes_contract_term)
    }

    fn has_currency_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let sign = matches!(self.notation(before), Some(Word::Sign(_) | Word::Code(_)));
        sign || matches!(self.pieces.get(before).map(|piece| piece.kind), Some(PieceKind::Code))
            || self.is_currency(before)
    }

    /// The index of the first word that belongs to a counted number: bounds before it do, as in "at least 5 years".
    ///
    /// 每天8小时 after an amount is an error: the pay may be for a day, or the words may only give the length of the day.
    fn start_of_counted(&self, at: usize) -> Result<usize, Unreadable> {
        let bound = |at: &usize| {
            matches!(
                self.notation(*at),
                Some(
                    Word::AtLeast
                        | Word::AtMost
                        | Word::About
                        | Word::NotBelow
                        | Word::NotAbove
                        | Word::From
                        | Word::Between
                )
            )
        };
        let mut start = at;
        while let Some(before) = start.checked_sub(1).filter(bound) {
            start = before;
        }
        let unknown = |at: &usize| matches!(self.pieces.get(*at).map(|piece| piece.kind), Some(PieceKind::Unknown));
        let known = (0..start).rev().find(|at| !unknown(at));
        let each = known.filter(|at| matches!(self.word(*at), Some(Word::Span(_)))).and_then(|at| at.checked_sub(1));
        let is_each = each.is_some_and(|at| self.word(at) == Some(Word::Per) && !self.is_ascii(at));
        if is_each { Err(Unreadable::UnclearPeriod) } else { Ok(start) }
    }

    fn is_ascii(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.text.is_ascii())
    }

    /// The index after the last word that belongs to a counted number: "40 hours per week", 5年以上. `end` is the index after the
    /// noun.
    fn end_of_counted(&self, mut end: usize) -> Result<usize, Unreadable> {
        let noun_at = end.saturating_sub(1);
        let noun = self.notation(noun_at);
        while matches!(self.word(end), Some(Word::AtLeast | Word::AtMost | Word::About)) && !self.bounds_amount(end) {
            end += 1;
        }
        let per = matches!(self.notation(end), Some(Word::Per | Word::Slash | Word::Letter(b'a')));
        let span = |at: usize| matches!(self.notation(at), Some(Word::Span(_) | Word::Letter(_)));
        match self.notation(end) {
            Some(Word::Rate(rate)) if is_counted_within(noun, rate) && !self.names_pay(end) => {
                // In "40 hours weekly $500" the amount may be for the week, or the hours.
                let names_other = |at: usize| at != noun_at && at != end && self.names_kept_span(at);
                let is_clear = !self.begins_amount(end + 1) || (0..self.pieces.len()).any(names_other);
                if is_clear { Ok(end + 1) } else { Err(Unreadable::UnclearPeriod) }
            }
            _ if per && span(end + 1) => Ok(end + 2),
            _ => Ok(end),
        }
    }

    /// Whether a bound belongs to the amount after it: "5 years up to $60k", 3-5年 最高20k. In 5年以上 20k it follows its number.
    fn bounds_amount(&self, at: usize) -> bool {
        self.begins_amount(at + 1) && !self.pieces.get(at).is_some_and(|piece| follows_number(piece.text))
    }

    /// Whether a word for a span of time names pay, and not how often something is counted: 月薪. 一天 names no pay.
    fn names_pay(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.is_chinese() && !piece.text.starts_with('一'))
    }
}

/// Whether people count a noun within a span of time: hours weekly, but not years weekly.
fn is_counted_within(noun: Option<Word>, rate: PayPeriod) -> bool {
    let place = |period: PayPeriod| PayPeriod::ALL.iter().position(|known| *known == period);
    match noun {
        Some(Word::Span(counted)) => place(rate) < place(counted),
        Some(Word::Months) => rate == PayPeriod::Year,
        _ => true,
    }
}
