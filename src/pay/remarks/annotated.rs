//! A pay text in pieces, each kept or left out.

use std::ops::Range;

use crate::pay::pieces::{Piece, PieceKind};
use crate::pay::signs;
use crate::pay::vocabulary::Meaning;
use crate::pay::words::{Word, names_currency, whole};

/// A segment of a text, as a range of piece indices.
pub(super) type Segment = Range<usize>;

/// Whether a piece stays in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceStatus {
    Kept,
    /// Left out as a known word or a mark.
    Dropped,
    /// Left out as an unknown word.
    Unknown,
}

/// A text in pieces, each with its status.
pub(super) struct AnnotatedText<'t> {
    pub(super) pieces: Vec<Piece<'t>>,
    /// The status of each piece, by its index.
    pub(super) statuses: Vec<PieceStatus>,
    /// Whether variable pay stood beside the base salary and was left out.
    pub(super) variable: bool,
}

impl AnnotatedText<'_> {
    pub(super) fn is_kept(&self, at: usize) -> bool {
        self.statuses.get(at) == Some(&PieceStatus::Kept)
    }

    pub(super) fn set_status(&mut self, at: usize, status: PieceStatus) {
        if let Some(slot) = self.statuses.get_mut(at) {
            *slot = status;
        }
    }

    pub(super) fn word(&self, at: usize) -> Option<Word> {
        self.pieces.get(at).and_then(Piece::word)
    }

    pub(super) fn meaning(&self, at: usize) -> Option<Meaning> {
        self.pieces.get(at).and_then(Piece::meaning)
    }

    /// Whether a piece is a number, a unit, a currency or a span of time of an amount.
    pub(super) fn is_part_of_amount(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(Piece::is_number)
            || self.is_currency(at)
            || self.notation(at).is_some_and(|word| word.multiplies() || matches!(word, Word::Span(_) | Word::Rate(_)))
    }

    /// Whether a piece is a punctuation mark or a bracket.
    pub(super) fn is_mark(&self, at: usize) -> bool {
        let kind = self.pieces.get(at).map(|piece| piece.kind);
        matches!(kind, Some(PieceKind::Mark(_) | PieceKind::Word(Word::Open | Word::Close | Word::MiddleDot)))
    }

    /// The word of the notation at an index, or the one that a synonym at the index stands for.
    pub(super) fn notation(&self, at: usize) -> Option<Word> {
        match self.meaning(at) {
            Some(Meaning::Same(word)) => whole(word),
            _ => self.word(at),
        }
    }

    /// Whether a piece is a kept number of money, not of months paid.
    pub(super) fn is_amount(&self, at: usize) -> bool {
        let is_number = self.is_kept(at) && self.pieces.get(at).is_some_and(Piece::is_number);
        let months = matches!(self.notation(at + 1), Some(Word::Salaries | Word::Months));
        let times = at.checked_sub(1).is_some_and(|before| self.word(before) == Some(Word::Times));
        is_number && !months && !times
    }

    pub(super) fn has_amount(&self, mut among: Segment) -> bool {
        among.any(|at| self.is_amount(at))
    }

    /// Whether a piece names a currency. An everyday word does so only right beside a number: `try`, `all`, `php`.
    pub(super) fn is_currency(&self, at: usize) -> bool {
        self.may_be_currency(at) && (!self.is_doubtful(at) || self.is_beside_number(at))
    }

    /// Whether a piece is a sign, a code or an abbreviation of a currency, everyday words included.
    pub(super) fn may_be_currency(&self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at) else { return false };
        match piece.kind {
            PieceKind::Code => true,
            PieceKind::Word(Word::Code(_) | Word::Sign(_) | Word::Yuan) => true,
            PieceKind::Entry(_) => matches!(piece.meaning(), Some(Meaning::Same(word)) if names_currency(word)),
            _ => false,
        }
    }

    /// Whether only units, signs and marks stand between a piece and a number.
    pub(super) fn is_beside_number(&self, at: usize) -> bool {
        let between = |at: &usize| {
            matches!(self.pieces.get(*at).map(|piece| piece.kind), Some(PieceKind::Mark('.' | ':')))
                || self
                    .notation(*at)
                    .is_some_and(|word| word.is_power() || matches!(word, Word::Sign(_) | Word::Letter(_)))
        };
        let number = |at: Option<usize>| at.and_then(|at| self.pieces.get(at)).is_some_and(Piece::is_number);
        let before = (0..at).rev().find(|at| !between(at));
        let after = (at + 1..self.pieces.len()).find(|at| !between(at));
        number(before) || number(after)
    }

    /// Whether the name of a currency is an everyday word too, so that `PHP 7` may be no money.
    pub(super) fn is_doubtful(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| signs::is_everyday_word(piece.text.trim_end_matches('.')))
    }
}
