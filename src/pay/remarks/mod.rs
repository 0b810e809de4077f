//! Pay texts with words around the amount: what the words are, and the text without them.
//!
//! A text that the notation alone does not explain is taken apart. Words of other languages become words of the notation,
//! words that say nothing about the amount are left out, and the rest is read like any other text. So a remark cannot
//! change an amount. Nothing with digits is left out, unless the digits plainly count something else than money.

mod counted;
mod segments;
mod strokes;
#[cfg(test)]
mod tests;

use super::pieces::{Kind, Piece, pieces};
use super::signs;
use super::vocabulary::Meaning;
use super::words::Word;
use super::{Unreadable, text::MOST_BYTES};
use crate::money::Currency;
use segments::Segment;

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

/// What becomes of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    /// Left out: known, or a mark.
    Dropped,
    /// Left out without being known.
    Unknown,
}

/// A text in pieces, and what becomes of each.
struct Draft<'t> {
    pieces: Vec<Piece<'t>>,
    fates: Vec<Fate>,
    variable: bool,
}

/// Leaves out what stands beside the amount of a text in its one spelling.
///
/// `Ok(None)` says that the text has nothing that could be left out, `Err` why it cannot be read even so.
pub(super) fn without_remarks(text: &str, default: Currency) -> Result<Option<Remains<'_>>, Unreadable> {
    let pieces = pieces(text, default)?;
    let mut draft = Draft { fates: vec![Fate::Kept; pieces.len()], pieces, variable: false };
    draft.refuse_what_is_no_base()?;
    draft.drop_counted()?;
    let segments = draft.segments();
    if !draft.has_amount(0..draft.pieces.len()) {
        return draft.without_amount();
    }
    draft.choose_base(&segments);
    for segment in &segments {
        let numbers = segment.clone().any(|at| draft.kept(at) && draft.pieces.get(at).is_some_and(Piece::is_number));
        if numbers {
            draft.drop_beside_amount(segment)?;
        } else {
            draft.drop_segment(segment)?;
        }
    }
    draft.drop_strokes();
    draft.drop_marks();
    draft.remains(draft.span(text, &segments))
}

impl<'t> Draft<'t> {
    fn kept(&self, at: usize) -> bool {
        self.fates.get(at) == Some(&Fate::Kept)
    }

    fn drop_at(&mut self, at: usize, fate: Fate) {
        if let Some(slot) = self.fates.get_mut(at) {
            *slot = fate;
        }
    }

    fn word(&self, at: usize) -> Option<Word> {
        self.pieces.get(at).and_then(Piece::word)
    }

    fn meaning(&self, at: usize) -> Option<Meaning> {
        self.pieces.get(at).and_then(Piece::meaning)
    }

    /// A word of the notation, or the one that a word of another language stands for.
    fn notation(&self, at: usize) -> Option<Word> {
        match self.meaning(at) {
            Some(Meaning::Same(word)) => super::words::whole(word),
            _ => self.word(at),
        }
    }

    /// Whether a piece is a number of money that is kept: not one of months paid.
    fn is_amount(&self, at: usize) -> bool {
        let is_number = self.kept(at) && self.pieces.get(at).is_some_and(Piece::is_number);
        let months = matches!(self.notation(at + 1), Some(Word::Salaries | Word::Months));
        let times = at.checked_sub(1).is_some_and(|before| self.word(before) == Some(Word::Times));
        is_number && !months && !times
    }

    fn has_amount(&self, mut among: Segment) -> bool {
        among.any(|at| self.is_amount(at))
    }

    /// Whether a piece names a currency. A word of every day does so only right beside a number: `try`, `all`, `php`.
    fn is_currency(&self, at: usize) -> bool {
        self.may_be_currency(at) && (!self.is_doubtful(at) || self.is_beside_number(at))
    }

    /// Whether a piece is a sign, a code or an abbreviation of a currency, if it is no word of every day.
    fn may_be_currency(&self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at) else { return false };
        match piece.kind {
            Kind::Code => true,
            Kind::Word(Word::Code(_) | Word::Sign(_) | Word::Yuan) => true,
            Kind::Entry(_) => matches!(piece.meaning(), Some(Meaning::Same(word)) if signs::named(word)),
            _ => false,
        }
    }

    /// Whether nothing but a unit, a sign or a mark stands between a piece and a number.
    fn is_beside_number(&self, at: usize) -> bool {
        let between = |at: &usize| {
            matches!(self.pieces.get(*at).map(|piece| piece.kind), Some(Kind::Mark('.' | ':')))
                || matches!(
                    self.notation(*at),
                    Some(
                        Word::Sign(_) | Word::Power(_) | Word::IndianPower(_) | Word::ChinesePower(_) | Word::Letter(_)
                    )
                )
        };
        let number = |at: Option<usize>| at.and_then(|at| self.pieces.get(at)).is_some_and(Piece::is_number);
        let before = (0..at).rev().find(|at| !between(at));
        let behind = (at + 1..self.pieces.len()).find(|at| !between(at));
        number(before) || number(behind)
    }

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
        let unknown = self.pieces.iter().any(|piece| matches!(piece.kind, Kind::Unknown));
        if unknown { Err(Unreadable::UnknownWord) } else { Ok(None) }
    }

    /// Marks say nothing between words, but one that opens a number leaves out its first digit: `.5M`.
    fn drop_marks(&mut self) {
        for at in 0..self.pieces.len() {
            if matches!(self.pieces.get(at).map(|piece| piece.kind), Some(Kind::Mark(_))) {
                self.drop_at(at, Fate::Dropped);
            }
        }
    }

    /// From the first part with something that is kept to the end of the last, without the mark that parts it from the text
    /// before it.
    fn span(&self, text: &'t str, segments: &[Segment]) -> &'t str {
        let mut holding = segments.iter().filter(|segment| (*segment).clone().any(|at| self.kept(at)));
        let Some(first) = holding.next() else { return "" };
        let last = holding.next_back().unwrap_or(first);
        let is_mark = |at: &usize| matches!(self.pieces.get(*at).map(|piece| piece.kind), Some(Kind::Mark(_)));
        let start = first.clone().find(|at| !is_mark(at)).unwrap_or(first.start);
        let start_of = |at: usize| self.pieces.get(at).map_or(text.len(), |piece| piece.start);
        text.get(start_of(start)..start_of(last.end)).unwrap_or_default()
    }

    /// The text that is left, if anything was left out or put into the notation, and if it is plainly pay.
    fn remains(&self, span: &'t str) -> Result<Option<Remains<'t>>, Unreadable> {
        let mut remains = Remains { text: String::new(), span, chinese: false, variable: self.variable };
        let mut changed = false;
        for (at, piece) in self.pieces.iter().enumerate() {
            let kept = self.kept(at);
            let text = match piece.meaning() {
                Some(Meaning::Same(word)) => word,
                _ => without_dash(piece),
            };
            changed |= !kept && !matches!(piece.kind, Kind::Mark(_)) || text != piece.text;
            remains.chinese |= (!kept || text != piece.text) && piece.is_chinese();
            if kept {
                // Behind a tab no number continues the one before it.
                remains.text.push(if piece.is_number() { '\t' } else { ' ' });
                remains.text.push_str(text);
            }
        }
        if !changed && !self.pieces.iter().any(|piece| matches!(piece.kind, Kind::Mark(_))) {
            return Ok(None);
        }
        if self.fates.contains(&Fate::Unknown) && !self.is_plainly_pay() {
            return Err(Unreadable::UnknownWord);
        }
        if self.leaves_out_currency() {
            return Err(Unreadable::UnclearCurrency);
        }
        if remains.text.len() > MOST_BYTES { Err(Unreadable::TooLong) } else { Ok(Some(remains)) }
    }

    /// Whether a word that was left out may say what the currency is: no other word does, or only a sign that it shares, as
    /// in "$60k CAD", or 元, which may be the unit of any currency.
    fn leaves_out_currency(&self) -> bool {
        let all = || 0..self.pieces.len();
        let left_out =
            || all().filter(|at| !self.kept(*at) && self.may_be_currency(*at) && !self.is_beside_dropped(*at));
        let named = all().any(|at| self.kept(at) && self.is_currency(at));
        let shares = |at: usize| {
            let currency = self.currency(at);
            all().filter(|sign| self.kept(*sign)).any(|sign| match self.notation(sign) {
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
        (0..self.pieces.len()).filter(|at| self.kept(*at)).any(|at| match self.notation(at) {
            _ if self.is_currency(at) => !self.is_doubtful(at),
            Some(Word::Power(_) | Word::ChinesePower(_) | Word::IndianPower(_) | Word::LakhPerAnnum) => {
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
        let skipped = |at: &usize| matches!(self.pieces.get(*at).map(|piece| piece.kind), Some(Kind::Mark(':')));
        let before = (0..at).rev().find(|at| !skipped(at));
        before.is_some_and(|before| {
            matches!(self.meaning(before), Some(Meaning::Label | Meaning::Base))
                || self.word(before) == Some(Word::Filler)
        })
    }

    /// Whether a currency is a word of every day too, so that `PHP 7` may be no money.
    fn is_doubtful(&self, at: usize) -> bool {
        const WORDS: [&str; 45] = [
            "all", "amd", "ang", "ar", "bam", "bob", "br", "bs", "cad", "cop", "cup", "db", "dh", "din", "esc", "fbu",
            "fg", "fr", "gel", "ks", "kz", "lei", "mad", "mop", "mt", "nad", "nt", "nu", "par", "pen", "php", "r",
            "ron", "rub", "sar", "sol", "som", "sos", "std", "sum", "top", "try", "u.s", "um", "won",
        ];
        self.pieces.get(at).is_some_and(|piece| WORDS.contains(&piece.text.trim_end_matches('.')))
    }
}

/// The digits of a number without the `,-` that says that there are no cents.
fn without_dash<'t>(piece: &Piece<'t>) -> &'t str {
    if piece.is_number() { piece.text.trim_end_matches(|char: char| !char.is_ascii_digit()) } else { piece.text }
}
