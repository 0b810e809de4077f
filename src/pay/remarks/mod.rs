//! Pay texts with words around the amount: what the words are, and the text without them.
//!
//! A text that the notation alone does not explain is taken apart. Words of other languages become words of the notation,
//! words that say nothing about the amount are left out, and the rest is read like any other text. So a remark cannot
//! change an amount. Nothing with digits is left out, unless the digits plainly count something else than money.

mod annotated;
mod counted;
mod joining_signs;
mod segments;
#[cfg(test)]
mod tests;

use super::pieces::{Piece, PieceKind, pieces};
use super::signs;
use super::text::MAX_BYTES;
use super::unreadable::Unreadable;
use super::vocabulary::Meaning;
use super::words::Word;
use crate::money::Currency;
use annotated::{AnnotatedText, PieceStatus, Segment};

/// What is left of a text without its remarks.
#[derive(Debug)]
pub(super) struct Remains<'t> {
    /// A text in the notation of pay.
    pub(super) text: String,
    /// The parts of the original text that hold what is left, and what stands between them.
    pub(super) span: &'t str,
    /// Whether what was left out was written in Chinese.
    pub(super) chinese: bool,
    /// Whether variable pay stood beside the base salary and was left out.
    pub(super) variable: bool,
}

/// Leaves out what stands beside the amount of a text in its one spelling.
///
/// `Ok(None)` says that the text has nothing that could be left out, `Err` why it cannot be read even so.
pub(super) fn without_remarks(text: &str, default: Currency) -> Result<Option<Remains<'_>>, Unreadable> {
    let pieces = pieces(text, default)?;
    let mut annotated = AnnotatedText { statuses: vec![PieceStatus::Kept; pieces.len()], pieces, variable: false };
    annotated.refuse_what_is_no_base()?;
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
    annotated.remains(annotated.span(text, &segments))
}

impl<'t> AnnotatedText<'t> {
    /// Pay after tax is none that can be compared, and pay that holds a bonus is no base salary.
    fn refuse_what_is_no_base(&self) -> Result<(), Unreadable> {
        for at in 0..self.pieces.len() {
            match self.notation(at) {
                Some(Word::Refused(why)) => return Err(why),
                _ if self.meaning(at) == Some(Meaning::Total) => return Err(Unreadable::Variable),
                _ => {}
            }
        }
        Ok(())
    }

    /// A text that has words and no amount says that it will not say, or nothing.
    fn without_amount(&self) -> Result<Option<Remains<'t>>, Unreadable> {
        let says_nothing = |at| matches!(self.notation(at), Some(Word::Absent | Word::Negotiable));
        if (0..self.pieces.len()).any(says_nothing) {
            return Ok(Some(Remains { text: "n/a".to_owned(), span: "", chinese: false, variable: false }));
        }
        let unknown = self.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Unknown));
        if unknown { Err(Unreadable::UnknownWord) } else { Ok(None) }
    }

    /// Marks say nothing between words, but one that opens a number leaves out its first digit: `.5M`.
    fn drop_marks(&mut self) {
        for at in 0..self.pieces.len() {
            if matches!(self.pieces.get(at).map(|piece| piece.kind), Some(PieceKind::Mark(_))) {
                self.drop_at(at, PieceStatus::Dropped);
            }
        }
    }

    /// From the first part with something that is kept to the end of the last.
    fn span(&self, text: &'t str, segments: &[Segment]) -> &'t str {
        let start_of = |at: usize| self.pieces.get(at).map_or(text.len(), |piece| piece.start);
        let mut holding = segments.iter().filter(|segment| (*segment).clone().any(|at| self.is_kept(at)));
        let Some(first) = holding.next() else { return "" };
        let last = holding.next_back().unwrap_or(first);
        text.get(start_of(first.start)..start_of(last.end)).unwrap_or_default()
    }

    /// The text that is left, if anything was left out or put into the notation, and if it is plainly pay.
    fn remains(&self, span: &'t str) -> Result<Option<Remains<'t>>, Unreadable> {
        let mut remains = Remains { text: String::new(), span, chinese: false, variable: self.variable };
        let mut changed = false;
        for (at, piece) in self.pieces.iter().enumerate() {
            let kept = self.is_kept(at);
            let text = match piece.meaning() {
                Some(Meaning::Same(word)) => word,
                _ => without_dash(piece),
            };
            changed |= !kept && !matches!(piece.kind, PieceKind::Mark(_)) || text != piece.text;
            remains.chinese |= (!kept || text != piece.text) && piece.is_chinese();
            if kept {
                remains.text.push_str(text);
                // A tab parts words, and never continues a number.
                remains.text.push('\t');
            }
        }
        if !changed && !self.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Mark(_))) {
            return Ok(None);
        }
        if self.statuses.contains(&PieceStatus::Unknown) && !self.is_plainly_pay() {
            return Err(Unreadable::UnknownWord);
        }
        if self.leaves_out_currency() {
            return Err(Unreadable::UnclearCurrency);
        }
        if remains.text.len() > MAX_BYTES { Err(Unreadable::TooLong) } else { Ok(Some(remains)) }
    }

    /// Whether a word that was left out may say what the currency is: no other word does, or only a sign that it shares, as
    /// in "$60k CAD", or 元, which may be the unit of any currency.
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

    /// The currency whose code a piece is, or stands for.
    fn currency(&self, at: usize) -> Option<Currency> {
        let piece = self.pieces.get(at)?;
        signs::code(match piece.meaning() {
            Some(Meaning::Same(word)) => word,
            _ => piece.text,
        })
    }

    /// Whether a number among unknown words is plainly pay: it has a currency, a unit, a span of time, a number of months,
    /// or a word for pay right before it. A house number, a year or a telephone number has none of them.
    fn is_plainly_pay(&self) -> bool {
        (0..self.pieces.len()).filter(|at| self.is_kept(*at)).any(|at| match self.notation(at) {
            _ if self.is_currency(at) => !self.is_doubtful(at),
            Some(word) if word.multiplies() => {
                self.pieces.get(at).is_some_and(|piece| piece.glued || !piece.text.is_ascii())
            }
            Some(Word::Rate(_) | Word::Slash | Word::Per | Word::Salaries | Word::Paid(_)) => true,
            _ => self.is_amount(at) && self.stands_behind_label(at),
        })
    }

    /// Whether the number beside a currency was left out with it: the bonus beside a base salary.
    fn is_beside_dropped(&self, at: usize) -> bool {
        self.variable && self.is_beside_number(at)
    }

    /// Whether a word for pay stands right before a number.
    fn stands_behind_label(&self, at: usize) -> bool {
        let skipped = |at: &usize| matches!(self.pieces.get(*at).map(|piece| piece.kind), Some(PieceKind::Mark(':')));
        let before = (0..at).rev().find(|at| !skipped(at));
        before.is_some_and(|before| {
            matches!(self.meaning(before), Some(Meaning::Label | Meaning::Base))
                || self.word(before) == Some(Word::Filler)
        })
    }
}

/// The digits of a number without the `,-` that says that there are no cents.
fn without_dash<'t>(piece: &Piece<'t>) -> &'t str {
    if piece.is_number() { piece.text.trim_end_matches(|char: char| !char.is_ascii_digit()) } else { piece.text }
}
