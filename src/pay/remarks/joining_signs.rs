//! Leaves out dashes, slashes, plus signs and parentheses that joined a remark to the amount.

use super::annotated::{AnnotatedText, PieceStatus};
use crate::pay::pieces::PieceKind;
use crate::pay::words::{Word, whole};

impl AnnotatedText<'_> {
    /// Leaves out the signs that joined a remark to the amount.
    pub(super) fn drop_joining_signs(&mut self) {
        for at in 0..self.pieces.len() {
            let joins_remark = self.is_kept(at)
                && match self.word(at) {
                    Some(Word::Dash) => self.is_separating_dash(at),
                    Some(Word::Slash) => self.joins_dropped(at) && !self.begins_rate(at),
                    Some(Word::Plus) => self.is_joining_plus(at),
                    Some(Word::Times) => self.is_footnote(at),
                    Some(Word::And | Word::To) => {
                        self.statuses.get(at + 1).is_some_and(|status| *status != PieceStatus::Kept)
                    }
                    Some(Word::Open | Word::Close) => !self.is_accounting(at),
                    _ => false,
                };
            if joins_remark {
                self.set_status(at, PieceStatus::Dropped);
            }
        }
    }

    fn next_kept(&self, at: usize) -> Option<usize> {
        (at + 1..self.pieces.len()).find(|at| self.is_kept(*at))
    }

    /// Whether a number or a currency stands at an index.
    pub(super) fn begins_amount(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.is_number()) || self.is_currency(at)
    }

    /// Whether a span of time stands after a slash.
    fn begins_rate(&self, at: usize) -> bool {
        self.is_kept(at + 1) && matches!(self.notation(at + 1), Some(Word::Span(_) | Word::Letter(_)))
    }

    /// Whether asterisks end the text or stand before a word: `34,50 € *`.
    fn is_footnote(&self, at: usize) -> bool {
        let asterisks = |at: &usize| self.pieces.get(*at).is_some_and(|piece| piece.text == "*");
        let after = (at..self.pieces.len()).find(|at| !asterisks(at));
        // In 13 * $75k the number before the asterisk is that of months paid.
        let follows_months = at.checked_sub(1).is_some_and(|before| self.may_be_months_paid(before));
        let begins_factor = |after: usize| {
            self.pieces.get(after).is_some_and(|piece| piece.is_number()) || follows_months && self.is_currency(after)
        };
        asterisks(&at) && !after.is_some_and(begins_factor)
    }

    /// Whether a piece beside the sign was left out.
    fn joins_dropped(&self, at: usize) -> bool {
        let dropped = |at: usize| self.statuses.get(at).is_some_and(|status| *status != PieceStatus::Kept);
        dropped(at + 1) || at.checked_sub(1).is_some_and(dropped)
    }

    /// Whether a dash only separates: an amount stands on one side only, and the dash is no minus sign (`Salary -5000`).
    fn is_separating_dash(&self, at: usize) -> bool {
        let amount_before = (0..at).any(|at| self.is_amount(at));
        let amount_after = (at + 1..self.pieces.len()).any(|at| self.is_amount(at));
        let attached = |at: usize| self.pieces.get(at).is_some_and(|piece| piece.attached);
        let is_sign = attached(at + 1) && !attached(at) && amount_after;
        let label = at.checked_sub(1).is_some_and(|before| self.word(before) == Some(Word::Filler));
        !(is_sign || amount_before && amount_after) && (self.joins_dropped(at) || label)
    }

    /// Whether a plus sign only joins a remark. `15k + bonus` is 15k; in `15k+ bonus` the sign is a bound, from 15k.
    fn is_joining_plus(&self, at: usize) -> bool {
        let next = self.next_kept(at);
        if next.is_some_and(|next| self.begins_amount(next)) {
            return false;
        }
        // In "15k+, full-time" the comma ends the segment of the plus. In "15k+ base" no remark follows it.
        let segment = (at + 1..self.pieces.len()).take_while(|more| *more == at + 1 || !self.begins_segment(*more));
        let remark = |at: usize| {
            let piece = self.pieces.get(at).filter(|piece| !matches!(piece.kind, PieceKind::Mark(_)));
            !self.is_kept(at) && piece.is_some_and(|piece| whole(piece.text).is_none())
        };
        let after = self.pieces.get(at + 1).map(|piece| piece.kind);
        let marked = matches!(after, Some(PieceKind::Mark(_) | PieceKind::Word(Word::Open)));
        if marked || !segment.into_iter().any(remark) {
            return false;
        }
        let attached = |at: usize| self.pieces.get(at).is_none_or(|piece| piece.attached);
        let range = (0..at).filter(|at| self.is_amount(*at)).count() > 1;
        range || !attached(at) || attached(at + 1)
    }

    /// Whether parentheses hold one bare amount, as accountants write a negative number.
    fn is_accounting(&self, at: usize) -> bool {
        let is = |at: usize, word: Word| self.word(at) == Some(word);
        let (open, close) = if is(at, Word::Open) {
            (Some(at), (at + 1..self.pieces.len()).find(|at| is(*at, Word::Close)))
        } else {
            ((0..at).rev().find(|at| is(*at, Word::Open)), Some(at))
        };
        // An unmatched parenthesis is kept, so that the reader refuses it.
        let (Some(open), Some(close)) = (open, close) else { return true };
        let amounts = (open + 1..close).filter(|at| self.is_amount(*at)).count();
        let whole = (open + 1..close).all(|at| self.is_kept(at));
        let first = (0..open).all(|at| !self.is_amount(at));
        amounts == 1 && whole && first
    }
}
