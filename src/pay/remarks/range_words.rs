//! Words that join the ends of a range in other languages, and mean something else elsewhere.

use std::ops::Range;

use super::annotated::AnnotatedText;
use crate::pay::pieces::{Piece, PieceKind};
use crate::pay::vocabulary::{Meaning, VocabularyEntry};
use crate::pay::words::Word;

static TO: VocabularyEntry = VocabularyEntry::new("to", Some(Meaning::Same("to")));
static UP_TO: VocabularyEntry = VocabularyEntry::new("up to", Some(Meaning::Same("up to")));

impl AnnotatedText<'_> {
    /// Decides what words such as `bis`, `tot`, `et` and `a` mean. Between two amounts they join the ends of a range. Before one
    /// amount, `bis` and `tot` mean "up to". Elsewhere a word for "and" says nothing.
    pub(super) fn decide_range_words(&mut self) {
        for at in 0..self.pieces.len() {
            let Some(kind) = self.range_word(at) else { continue };
            if let Some(piece) = self.pieces.get_mut(at) {
                piece.kind = kind;
            }
        }
    }

    /// The new kind of a word that may join the ends of a range; `None` for other words.
    fn range_word(&self, at: usize) -> Option<PieceKind> {
        let is_foreign = matches!(self.meaning(at), Some(Meaning::Same(_)));
        let joins = self.has_amount_before(at) && self.has_amount_after(at);
        match self.notation(at)? {
            Word::To | Word::AtMost if is_foreign && joins => Some(PieceKind::Entry(&TO)),
            Word::To if is_foreign && self.has_amount_after(at) => Some(PieceKind::Entry(&UP_TO)),
            // "till further notice"
            Word::To if is_foreign && !self.has_amount_before(at) => Some(PieceKind::Unknown),
            Word::And if is_foreign && !(joins && self.starts_range_before(at)) => Some(PieceKind::Unknown),
            Word::And if is_foreign => Some(PieceKind::Entry(&TO)),
            // `an` is a letter `a` too, and joins nothing.
            Word::Letter(_) if !self.is_one_letter(at) => None,
            Word::Letter(b'a' | b'y') if joins && self.starts_range_before(at) => Some(PieceKind::Entry(&TO)),
            Word::Letter(b'a') if joins && self.is_between_currencies(at) => Some(PieceKind::Entry(&TO)),
            _ => None,
        }
    }

    fn is_one_letter(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.text.len() == 1)
    }

    /// Whether a word that opens a range stands anywhere before an index.
    fn starts_range_before(&self, at: usize) -> bool {
        (0..at).any(|at| {
            let entry = self.pieces.get(at).map(|piece| piece.kind);
            matches!(self.notation(at), Some(Word::Between | Word::From))
                || matches!(entry, Some(PieceKind::Entry(entry)) if entry.starts_range)
        })
    }

    /// Whether the amounts before and after an index both have a currency: `R$ 5.500 a R$ 7.000`, but not `$20 a 40`.
    fn is_between_currencies(&self, at: usize) -> bool {
        let is_number = |at: &usize| self.pieces.get(*at).is_some_and(Piece::is_number);
        let first = (0..at).rev().find(is_number).unwrap_or(at);
        let second = (at..self.pieces.len()).find(is_number).unwrap_or(at);
        self.has_currency(first, 0..at) && self.has_currency(second, at + 1..self.pieces.len())
    }

    /// Whether a currency stands next to a number, in a part of the pieces: `R$ 5`, `5 €`, `5k €`, but not `5 (US$ 7)`.
    fn has_currency(&self, number: usize, within: Range<usize>) -> bool {
        let multiplies = |at: &usize| self.notation(*at).is_some_and(Word::may_multiply);
        let before = number.checked_sub(1);
        let after = (number + 1..within.end).find(|at| !multiplies(at));
        before.into_iter().chain(after).any(|at| within.contains(&at) && self.may_be_currency(at))
    }

    /// Whether the word before, besides currencies, units and spans of time, is a number.
    fn has_amount_before(&self, at: usize) -> bool {
        let beside = |at: &usize| {
            self.may_be_currency(*at)
                || self.notation(*at).is_some_and(|word| {
                    word.may_multiply() || matches!(word, Word::Slash | Word::Per | Word::Span(_) | Word::Rate(_))
                })
                || matches!(self.meaning(*at), Some(Meaning::Label))
        };
        let before = (0..at).rev().find(|at| !beside(at)).and_then(|at| self.pieces.get(at));
        before.is_some_and(Piece::is_number)
    }

    /// Whether the word after, besides currencies and bounds, is a number.
    fn has_amount_after(&self, at: usize) -> bool {
        let beside =
            |at: &usize| self.may_be_currency(*at) || matches!(self.notation(*at), Some(Word::AtMost | Word::About));
        let after = (at + 1..self.pieces.len()).find(|at| !beside(at)).and_then(|at| self.pieces.get(at));
        after.is_some_and(Piece::is_number)
    }
}
