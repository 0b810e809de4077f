//! Leaves out the remarks around the amount of a pay text.
//!
//! A text that the notation alone does not explain is split into pieces. Words of other languages become words of the
//! notation, words that say nothing about the amount are left out, and the rest is read like any other text. So a remark
//! cannot change an amount. Digits are left out only where they count something else than money.

mod annotated;
#[cfg(test)]
mod asian;
mod counted;
#[cfg(test)]
mod european;
mod joining_signs;
mod part_time;
mod range_words;
mod segments;
#[cfg(test)]
mod tests;

use super::normalized::MAX_LEN;
use super::period::PayPeriod;
use super::pieces::{Piece, PieceKind, pieces};
use super::signs;
use super::unreadable::Unreadable;
use super::vocabulary::{Meaning, vocabulary};
use super::words::Word;
use crate::money::Currency;
pub(crate) use part_time::MIN_FULL_TIME_HOURS;

use annotated::{AnnotatedText, PieceStatus, Segment};

/// A text without its remarks.
#[derive(Debug, Default)]
pub(super) struct StrippedText<'t> {
    /// The text in the notation of pay.
    pub(super) text: String,
    /// The part of the original text from the first segment with a kept piece to the last.
    pub(super) source_span: &'t str,
    /// Whether remarks were left out that are written in Chinese.
    pub(super) chinese: bool,
    /// Whether variable pay stood beside the base salary and was left out.
    pub(super) variable: bool,
    /// Whether the text says that the pay is for a part of full time.
    pub(super) part_time: bool,
}

/// Leaves out the remarks of a normalized text.
///
/// `Ok(None)` means that nothing could be left out. `Err` says why the text cannot be read even without its remarks.
pub(super) fn without_remarks(text: &str, default: Currency) -> Result<Option<StrippedText<'_>>, Unreadable> {
    let pieces = pieces(text, default)?;
    let mut annotated = AnnotatedText { statuses: vec![PieceStatus::Kept; pieces.len()], pieces, variable: false };
    annotated.decide_range_words();
    annotated.refuse_other_elements()?;
    annotated.drop_counted()?;
    let segments = annotated.segments();
    if !annotated.has_amount(0..annotated.pieces.len()) {
        return annotated.without_amount();
    }
    annotated.choose_base(&segments);
    for segment in &segments {
        let numbers =
            segment.clone().any(|at| annotated.is_kept(at) && annotated.pieces.get(at).is_some_and(Piece::is_number));
        if numbers {
            annotated.drop_beside_amount(segment)?;
        } else {
            annotated.drop_segment(segment)?;
        }
    }
    annotated.drop_joining_signs();
    annotated.drop_marks();
    annotated.stripped_text(annotated.source_span(text, &segments))
}

impl<'t> AnnotatedText<'t> {
    /// Refuses pay after tax, and pay that includes variable pay.
    fn refuse_other_elements(&self) -> Result<(), Unreadable> {
        for at in 0..self.pieces.len() {
            match self.notation(at) {
                Some(Word::Refused(why)) => return Err(why),
                _ if self.meaning(at) == Some(Meaning::Total) => return Err(Unreadable::Variable),
                _ if self.includes_variable(at) => return Err(Unreadable::Variable),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a word says that the amount includes a payment on top of base salary: `incl. 8% vakantiegeld`.
    fn includes_variable(&self, at: usize) -> bool {
        let includes =
            matches!(self.pieces.get(at).map(|piece| piece.kind), Some(PieceKind::Entry(entry)) if entry.includes);
        let skipped = |at: &usize| {
            self.pieces.get(*at).is_some_and(Piece::is_number)
                || matches!(self.meaning(*at), Some(Meaning::Counted))
                || matches!(self.pieces.get(*at).map(|piece| piece.kind), Some(PieceKind::Mark('.' | ':')))
        };
        let after = (at + 1..self.pieces.len()).find(|at| !skipped(at));
        includes && after.is_some_and(|after| self.meaning(after) == Some(Meaning::Variable))
    }

    /// The result for a text without an amount: not stated where a word says so, else an error or nothing to leave out.
    fn without_amount(&self) -> Result<Option<StrippedText<'t>>, Unreadable> {
        let says_nothing = |at| matches!(self.notation(at), Some(Word::Absent | Word::Negotiable));
        if (0..self.pieces.len()).any(says_nothing) {
            return Ok(Some(StrippedText { text: "n/a".to_owned(), ..StrippedText::default() }));
        }
        let unknown = self.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Unknown));
        if unknown { Err(Unreadable::UnknownWord) } else { Ok(None) }
    }

    /// Leaves out punctuation marks.
    fn drop_marks(&mut self) {
        for at in 0..self.pieces.len() {
            if matches!(self.pieces.get(at).map(|piece| piece.kind), Some(PieceKind::Mark(_))) {
                self.set_status(at, PieceStatus::Dropped);
            }
        }
    }

    /// The text from the first segment with a kept piece to the end of the last, without marks at its beginning.
    fn source_span(&self, text: &'t str, segments: &[Segment]) -> &'t str {
        let mut holding = segments.iter().filter(|segment| (*segment).clone().any(|at| self.is_kept(at)));
        let Some(first) = holding.next() else { return "" };
        let last = holding.next_back().unwrap_or(first);
        let is_mark = |at: &usize| matches!(self.pieces.get(*at).map(|piece| piece.kind), Some(PieceKind::Mark(_)));
        let start = first.clone().find(|at| !is_mark(at)).unwrap_or(first.start);
        let start_of = |at: usize| self.pieces.get(at).map_or(text.len(), |piece| piece.start);
        text.get(start_of(start)..start_of(last.end)).unwrap_or_default()
    }

    /// The text that is left; `None` where nothing was left out or changed. It must be plainly pay where unknown words were
    /// left out.
    fn stripped_text(&self, source_span: &'t str) -> Result<Option<StrippedText<'t>>, Unreadable> {
        let (variable, part_time) = (self.variable, self.says_part_time());
        let mut stripped = StrippedText { source_span, variable, part_time, ..StrippedText::default() };
        let mut changed = false;
        for (at, piece) in self.pieces.iter().enumerate() {
            let kept = self.is_kept(at);
            let text = match piece.meaning() {
                Some(Meaning::Same(word)) => word,
                _ => without_dash(piece),
            };
            changed |= !kept && !matches!(piece.kind, PieceKind::Mark(_)) || text != piece.text;
            stripped.chinese |= (!kept || text != piece.text) && piece.is_chinese();
            if kept {
                // After a tab no number continues the one before it.
                stripped.text.push(if piece.is_number() { '\t' } else { ' ' });
                stripped.text.push_str(text);
            }
        }
        if !changed && !self.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Mark(_))) {
            return Ok(None);
        }
        if self.statuses.contains(&PieceStatus::Unknown) && !self.is_plainly_pay() {
            return Err(Unreadable::UnknownWord);
        }
        if self.leaves_out_span() || self.ends_with_weeks() {
            return Err(Unreadable::UnclearPeriod);
        }
        if self.leaves_out_currency() {
            return Err(Unreadable::UnclearCurrency);
        }
        if stripped.text.len() > MAX_LEN { Err(Unreadable::TooLong) } else { Ok(Some(stripped)) }
    }

    /// Whether a word that was left out may name the span of time: where no kept word does.
    fn leaves_out_span(&self) -> bool {
        let mut unknown = self.pieces.iter().zip(&self.statuses).filter(|(_, status)| **status == PieceStatus::Unknown);
        let may_name_span = unknown.any(|(piece, _)| vocabulary().begins_with_span(piece.text));
        may_name_span && !(0..self.pieces.len()).any(|at| self.names_kept_span(at))
    }

    /// Whether a number of weeks ends the text, which names no other span of time: `2500 € toutes les 4 semaines` is no pay a
    /// week, and may be pay for four.
    fn ends_with_weeks(&self) -> bool {
        let Some(last) = self.pieces.len().checked_sub(1) else { return false };
        let is_number = last.checked_sub(1).and_then(|before| self.pieces.get(before)).is_some_and(Piece::is_number);
        let is_week = matches!(self.notation(last), Some(Word::Span(PayPeriod::Week)));
        is_week && is_number && !self.is_kept(last) && !(0..last).any(|at| self.names_kept_span(at))
    }

    /// Whether a kept piece names a span of time, or the months paid a year.
    pub(super) fn names_kept_span(&self, at: usize) -> bool {
        let word = self.notation(at).filter(|_| self.is_kept(at));
        matches!(word, Some(Word::Span(_) | Word::Rate(_) | Word::Salaries | Word::Paid(_) | Word::Slash))
    }

    /// Whether a word that was left out may name the currency: where no kept word does, or only a sign that the currency
    /// shares, as in "$60k CAD", or 元, which may be the unit of any currency.
    fn leaves_out_currency(&self) -> bool {
        let all = || 0..self.pieces.len();
        let left_out =
            || all().filter(|at| !self.is_kept(*at) && self.may_be_currency(*at) && !self.is_beside_dropped(*at));
        let named = all().any(|at| self.is_kept(at) && self.is_currency(at));
        let shares = |at: usize| {
            let currency = self.currency(at);
            all().filter(|sign| self.is_kept(*sign)).any(|sign| match self.notation(sign) {
                Some(Word::Sign(sign)) => currency.is_some_and(|currency| sign.is_of(currency)),
                // 美金5000元 is in dollars.
                Some(Word::Yuan) => currency.is_some(),
                _ => false,
            })
        };
        left_out().any(|at| !named || shares(at))
    }

    /// The currency that a piece names by its code or by a synonym.
    fn currency(&self, at: usize) -> Option<Currency> {
        let piece = self.pieces.get(at)?;
        signs::code(match piece.meaning() {
            Some(Meaning::Same(word)) => word,
            _ => piece.text,
        })
    }

    /// Whether a number among unknown words is plainly pay: beside it stands a currency, a unit, a span of time, a number of
    /// months, or a word for pay. A house number, a year or a telephone number has none of these.
    fn is_plainly_pay(&self) -> bool {
        (0..self.pieces.len()).filter(|at| self.is_kept(*at)).any(|at| match self.notation(at) {
            _ if self.is_currency(at) => !self.is_doubtful(at),
            Some(word) if word.multiplies() => {
                self.pieces.get(at).is_some_and(|piece| piece.attached || !piece.text.is_ascii())
            }
            Some(Word::Rate(_) | Word::Slash | Word::Per | Word::Salaries | Word::Paid(_)) => true,
            _ => self.is_amount(at) && self.stands_after_label(at),
        })
    }

    /// Whether a currency belongs to a number that was left out: the bonus beside a base salary.
    fn is_beside_dropped(&self, at: usize) -> bool {
        self.variable && self.is_beside_number(at)
    }

    /// Whether a word for pay stands right before a number.
    fn stands_after_label(&self, at: usize) -> bool {
        let skipped = |at: &usize| matches!(self.pieces.get(*at).map(|piece| piece.kind), Some(PieceKind::Mark(':')));
        let before = (0..at).rev().find(|at| !skipped(at));
        before.is_some_and(|before| {
            matches!(self.meaning(before), Some(Meaning::Label | Meaning::Base))
                || self.word(before) == Some(Word::Filler)
        })
    }
}

/// The text of a piece; of a number, without a trailing `,-` (no cents).
fn without_dash<'t>(piece: &Piece<'t>) -> &'t str {
    if piece.is_number() { piece.text.trim_end_matches(|char: char| !char.is_ascii_digit()) } else { piece.text }
}
