//! The segments of a text between commas, parentheses and plus signs, and the words that are left out of each.

use std::ops::Range;

use super::annotated::{AnnotatedText, PieceStatus, Segment};
use crate::pay::pieces::{Piece, PieceKind};
use crate::pay::unreadable::Unreadable;
use crate::pay::vocabulary::Meaning;
use crate::pay::words::{Word, names_currency};

impl AnnotatedText<'_> {
    /// The segments of the text. The mark, sign or word between two belongs to the second.
    pub(super) fn segments(&self) -> Vec<Segment> {
        let mut starts: Vec<usize> = (1..self.pieces.len()).filter(|at| self.begins_segment(*at)).collect();
        starts.insert(0, 0);
        starts.push(self.pieces.len());
        starts.windows(2).filter_map(|ends| Some(*ends.first()?..*ends.last()?)).collect()
    }

    /// Whether a piece begins a new segment.
    pub(super) fn begins_segment(&self, at: usize) -> bool {
        match self.pieces.get(at).map(|piece| piece.kind) {
            Some(PieceKind::Mark(mark)) => !matches!(mark, ':' | '.' | '"' | '\'' | '!' | '?'),
            Some(PieceKind::Word(Word::Plus | Word::Open | Word::Close | Word::MiddleDot | Word::And)) => true,
            // In 15-25K 年终奖 the word after the blank is a benefit; 5000奖金 is a bonus.
            Some(PieceKind::Entry(entry)) => entry.joins || self.is_listed(at),
            _ => false,
        }
    }

    /// Whether a Chinese word for variable pay stands after a blank.
    fn is_listed(&self, at: usize) -> bool {
        let listed = |piece: &Piece<'_>| piece.is_chinese() && !piece.attached;
        self.meaning(at) == Some(Meaning::Variable) && self.pieces.get(at).is_some_and(listed)
    }

    /// Leaves out the amounts of variable pay where the words name exactly one amount as base.
    pub(super) fn choose_base(&mut self, segments: &[Segment]) {
        let amounts: Vec<&Segment> = segments.iter().filter(|segment| self.has_amount((*segment).clone())).collect();
        if amounts.len() < 2 {
            return;
        }
        let says = |segment: &Segment, meaning| segment.clone().any(|at| self.meaning(at) == Some(meaning));
        let is_base = |segment: &&&Segment| says(segment, Meaning::Base) && !says(segment, Meaning::Variable);
        let bases = amounts.iter().filter(is_base).count();
        let variable: Vec<Segment> = amounts
            .iter()
            .filter(|segment| says(segment, Meaning::Variable) && !says(segment, Meaning::Base))
            .map(|segment| (*segment).clone())
            .collect();
        if bases == 1 && bases + variable.len() == amounts.len() {
            variable.into_iter().flatten().for_each(|at| self.set_status(at, PieceStatus::Dropped));
            self.variable = true;
        }
    }

    /// Leaves out the words around an amount that say nothing about it.
    pub(super) fn drop_beside_amount(&mut self, segment: &Segment) -> Result<(), Unreadable> {
        let base = segment.clone().any(|at| self.meaning(at) == Some(Meaning::Base));
        for at in segment.clone().filter(|at| self.statuses.get(*at) == Some(&PieceStatus::Kept)).collect::<Vec<_>>() {
            match self.meaning(at) {
                Some(Meaning::Variable) if !base && self.names_amount(at, segment) => return Err(Unreadable::Variable),
                Some(
                    Meaning::Label
                    | Meaning::Remark
                    | Meaning::PartTime
                    | Meaning::FullTime
                    | Meaning::Base
                    | Meaning::Variable,
                ) => self.set_status(at, PieceStatus::Dropped),
                Some(Meaning::Same(_)) if self.is_notation(at) => {}
                None if self.opens_range(at, segment) => self.set_status(at, PieceStatus::Dropped),
                _ if !self.is_notation(at) => self.drop_unknown(at)?,
                _ => {}
            }
        }
        let spans = segment.clone().filter(|at| self.is_kept(*at) && self.qualifies(*at));
        if spans.clone().any(|at| self.is_apart(at, segment)) { Err(Unreadable::UnknownWord) } else { Ok(()) }
    }

    /// Whether a word opens a range (`von 4.000 bis 5.000`), which the word between its ends shows.
    fn opens_range(&self, at: usize, segment: &Segment) -> bool {
        let opens =
            matches!(self.pieces.get(at).map(|piece| piece.kind), Some(PieceKind::Entry(entry)) if entry.starts_range);
        opens && (at..segment.end).any(|to| self.is_kept(to) && self.notation(to) == Some(Word::To))
    }

    /// Whether a word for variable pay describes the amount of its segment, as in "$10,000 bonus" but not "$60k, 10% bonus".
    fn names_amount(&self, at: usize, segment: &Segment) -> bool {
        let share = at.checked_sub(1).is_some_and(|before| self.statuses.get(before) == Some(&PieceStatus::Dropped));
        let after = self.has_amount(at..segment.end);
        self.has_amount(segment.clone()) && (after || !share)
    }

    /// Whether a piece belongs to the notation of pay: a number, a sign, a word, or plainly a currency.
    fn is_notation(&self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at) else { return false };
        let letter = |after: bool| after || self.follows_per(at) || matches!(self.word(at + 1), Some(Word::Span(_)));
        match piece.kind {
            PieceKind::Unknown => false,
            PieceKind::Number | PieceKind::Mark(_) => true,
            PieceKind::Code => self.is_currency(at),
            PieceKind::Word(Word::Letter(_)) => letter(
                at.checked_sub(1).and_then(|before| self.pieces.get(before)).is_some_and(|piece| piece.is_number()),
            ),
            PieceKind::Word(_) => true,
            PieceKind::Entry(entry) => match entry.meaning {
                Some(Meaning::Same(word)) if names_currency(word) => self.is_currency(at),
                Some(Meaning::Same(_)) => true,
                _ => false,
            },
        }
    }

    /// Whether a slash or a "per" stands before a piece, with nothing but marks, dots and parentheses between: `/h`, `/·h`.
    fn follows_per(&self, at: usize) -> bool {
        let is_mark = |at: &usize| {
            let kind = self.pieces.get(*at).map(|piece| piece.kind);
            matches!(kind, Some(PieceKind::Mark(_) | PieceKind::Word(Word::MiddleDot | Word::Open)))
        };
        let before = (0..at).rev().find(|at| !is_mark(at));
        before.is_some_and(|before| matches!(self.word(before), Some(Word::Slash | Word::Per)))
    }

    /// Leaves out an unknown word, unless a number beside it may belong to it: "Band 7", 3000字, `15k/lesson`.
    fn drop_unknown(&mut self, at: usize) -> Result<(), Unreadable> {
        let before = at.checked_sub(1);
        let after_number = before.is_some_and(|before| self.pieces.get(before).is_some_and(|piece| piece.is_number()));
        let attached = self.pieces.get(at).is_some_and(|piece| piece.attached);
        let after_per = before.is_some_and(|before| matches!(self.word(before), Some(Word::Slash | Word::Per)));
        // Three letters may be the code of an unknown currency.
        let letters = self.pieces.get(at).map_or(0, |piece| piece.text.chars().count());
        let others = || (0..self.pieces.len()).any(|at| self.is_currency(at));
        let may_be_code = letters == 3 && self.is_latin(at) && self.is_beside_number(at) && !others();
        let is_own = self.word(at).is_some_and(Word::may_multiply)
            || after_number && (attached || !self.is_latin(at))
            || self.is_bare_number(at + 1);
        if is_own || after_per || may_be_code {
            return Err(Unreadable::UnknownWord);
        }
        self.set_status(at, PieceStatus::Unknown);
        Ok(())
    }

    fn is_latin(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.text.chars().all(crate::pay::letters::continues))
    }

    /// Whether a piece is a number without a currency, a unit or a span of time after it.
    fn is_bare_number(&self, at: usize) -> bool {
        let is_number = self.is_kept(at) && self.pieces.get(at).is_some_and(|piece| piece.is_number());
        let own = self.is_currency(at + 1)
            || self.notation(at + 1).is_some_and(|word| {
                word.multiplies()
                    || matches!(word, Word::Letter(_) | Word::Slash | Word::Per | Word::Rate(_) | Word::Salaries)
            });
        is_number && !own
    }

    /// Whether a word of the notation qualifies an amount from any position: a span of time or a bound.
    fn qualifies(&self, at: usize) -> bool {
        matches!(
            self.notation(at),
            Some(
                Word::Rate(_)
                    | Word::Per
                    | Word::Slash
                    | Word::AtLeast
                    | Word::AtMost
                    | Word::From
                    | Word::NotBelow
                    | Word::NotAbove
            )
        )
    }

    /// Whether an unknown word stands between a piece and the amount nearest to it.
    fn is_apart(&self, at: usize, segment: &Segment) -> bool {
        let unknown = |mut among: Range<usize>| among.any(|at| self.statuses.get(at) == Some(&PieceStatus::Unknown));
        let before = (segment.start..at).rev().find(|at| self.is_amount(*at)).map(|amount| (at - amount, amount..at));
        let after = (at..segment.end).find(|at| self.is_amount(*at)).map(|amount| (amount - at, at..amount));
        let nearest = before.into_iter().chain(after).min_by_key(|(distance, _)| *distance);
        nearest.is_some_and(|(_, between)| unknown(between))
    }

    /// Leaves out a segment without an amount, if a word in it shows that it is a remark.
    pub(super) fn drop_segment(&mut self, segment: &Segment) -> Result<(), Unreadable> {
        let statuses = |at: &usize| self.statuses.get(*at) == Some(&PieceStatus::Kept);
        let kept: Vec<usize> = segment.clone().filter(statuses).collect();
        let remark = |at: &usize| {
            matches!(
                self.meaning(*at),
                Some(
                    Meaning::Label
                        | Meaning::Remark
                        | Meaning::PartTime
                        | Meaning::FullTime
                        | Meaning::Variable
                        | Meaning::Base
                        | Meaning::Counted
                )
            ) || !self.is_notation(*at)
        };
        if !kept.iter().any(remark) {
            return Ok(());
        }
        let variable = kept.iter().any(|at| self.meaning(*at) == Some(Meaning::Variable));
        for at in kept {
            let word = self.notation(at);
            let begins = at == segment.start && self.begins_segment(at);
            let span = matches!(word, Some(Word::Rate(_) | Word::Per | Word::Slash));
            let bound = self.qualifies(at) && !span;
            let number = self.pieces.get(at).is_some_and(|piece| piece.is_number());
            if (span || bound) && !variable && !self.separates_remarks(at)
                || number
                || word.is_some_and(Word::may_multiply)
            {
                return Err(Unreadable::UnknownWord);
            }
            let keeps = self.is_currency(at)
                || matches!(word, Some(Word::Absent | Word::Paid(_)))
                || (begins && self.is_joining_sign(at));
            if !keeps {
                let unknown = self.meaning(at).is_none()
                    && matches!(
                        self.pieces.get(at).map(|piece| piece.kind),
                        Some(PieceKind::Unknown | PieceKind::Code)
                    );
                self.set_status(at, if unknown && !variable { PieceStatus::Unknown } else { PieceStatus::Dropped });
            }
        }
        Ok(())
    }

    /// Whether a slash only separates remarks: `$60k/yr, remote / Berlin`.
    fn separates_remarks(&self, at: usize) -> bool {
        self.word(at) == Some(Word::Slash) && !matches!(self.notation(at + 1), Some(Word::Span(_) | Word::Letter(_)))
    }

    /// Whether a piece is a plus sign or a parenthesis, on which [`AnnotatedText::drop_joining_signs`] decides.
    fn is_joining_sign(&self, at: usize) -> bool {
        matches!(self.word(at), Some(Word::Plus | Word::Open | Word::Close))
    }
}
