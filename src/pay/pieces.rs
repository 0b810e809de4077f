//! Splits a pay text into pieces: numbers, known words, unknown words, and marks.

use super::letters::continues;
use super::lexer::{longest, notation_sign, thousands_before_word};
use super::number::{number, opens_without_digit};
use super::signs;
use super::unreadable::Unreadable;
use super::vocabulary::{Meaning, VocabularyEntry, vocabulary};
use super::words::{Word, beyond_ascii, latin};
use crate::money::Currency;

/// The kind of a piece.
#[derive(Debug, Clone, Copy)]
pub(super) enum PieceKind {
    /// Digits, grouped or not, with an exponent.
    Number,
    /// A word or sign of the notation.
    Word(Word),
    /// The code of a currency.
    Code,
    /// A word of the vocabulary.
    Entry(&'static VocabularyEntry),
    /// An unknown word.
    Unknown,
    /// A punctuation mark.
    Mark(char),
}

/// A piece of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    /// Where it begins in the text, in bytes.
    pub(super) start: usize,
    pub(super) kind: PieceKind,
    /// Whether no blank stands before it.
    pub(super) attached: bool,
}

impl Piece<'_> {
    pub(super) fn meaning(&self) -> Option<Meaning> {
        match self.kind {
            PieceKind::Entry(entry) => entry.meaning,
            _ => None,
        }
    }

    pub(super) fn word(&self) -> Option<Word> {
        match self.kind {
            PieceKind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, PieceKind::Number)
    }

    /// Whether the piece holds Chinese characters.
    pub(super) fn is_chinese(&self) -> bool {
        self.text.contains(super::letters::is_han)
    }
}

/// Splits a normalized text into pieces. The code of `default` is known even where ISO 4217 lacks it.
pub(super) fn pieces(text: &str, default: Currency) -> Result<Vec<Piece<'_>>, Unreadable> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    let (mut rest, mut attached) = (text, false);
    while let Some(first) = rest.chars().next() {
        if first == ' ' {
            (rest, attached) = (rest.get(1..).unwrap_or_default(), false);
            continue;
        }
        let before = found.last().filter(|_| attached);
        let after_word = before.is_some_and(|piece| piece.text.ends_with(char::is_alphabetic));
        if opens_without_digit(rest, after_word) {
            return Err(Unreadable::MalformedNumber);
        }
        let (length, kind) = next(rest, first, &found, attached, default)?;
        let (piece, after) = rest.split_at_checked(length.max(1)).ok_or(Unreadable::UnknownWord)?;
        // Neighbouring Chinese characters that begin no known word form one piece.
        match found.last_mut() {
            Some(last)
                if attached
                    && matches!((kind, last.kind), (PieceKind::Unknown, PieceKind::Unknown))
                    && last.is_chinese() =>
            {
                let whole = text.get(text.len() - rest.len() - last.text.len()..text.len() - after.len());
                last.text = whole.unwrap_or(last.text);
            }
            _ => found.push(Piece { text: piece, start: text.len() - rest.len(), kind, attached }),
        }
        (rest, attached) = (after, true);
    }
    Ok(found)
}

/// The piece that a text begins with, and its length in bytes. `found` holds the pieces before.
fn next(
    rest: &str,
    first: char,
    found: &[Piece<'_>],
    attached: bool,
    default: Currency,
) -> Result<(usize, PieceKind), Unreadable> {
    let before = found.last();
    let known = vocabulary().longest(rest).filter(|entry| !splits_amount(entry, rest, before.filter(|_| attached)));
    if first.is_ascii_digit() {
        // The notation reads on over marks.
        let before = found.iter().rev().find(|piece| !matches!(piece.kind, PieceKind::Mark(_)));
        return match known.filter(|entry| stands_alone(entry, rest, before)) {
            Some(entry) => Ok((entry.word.len(), PieceKind::Entry(entry))),
            None => digits(rest),
        };
    }
    let notation = notation(rest, first);
    // In 4w/月 the w is 万, and no "w/" for "with".
    let is_unit = attached && before.is_some_and(Piece::is_number) && matches!(first, 'k' | 'm' | 'w' | 'l');
    let known = known.filter(|_| !is_unit || rest.get(1..).is_some_and(|after| after.starts_with(continues)));
    // In 600/w/wk the first w is a week, and no "w/" for "with".
    let after_slash = attached && before.is_some_and(|piece| piece.word() == Some(Word::Slash));
    let is_span = after_slash && matches!(notation, Some((_, Word::Letter(_))));
    let known = known.filter(|entry| !(is_span && entry.joins));
    // 4mwst may be 4m and a word that was cut short.
    if is_unit && known.is_some_and(|entry| !matches!(entry.meaning, Some(Meaning::Same(_)))) {
        return Err(Unreadable::UnknownWord);
    }
    let known = known.map(|entry| (entry.word.len(), entry));
    match (notation, known) {
        (Some((length, word)), Some((longer, entry))) => {
            let says_more =
                longer == length && word == Word::Filler && !matches!(entry.meaning, Some(Meaning::Same(_)));
            if longer > length || says_more {
                Ok((longer, PieceKind::Entry(entry)))
            } else {
                Ok((length, PieceKind::Word(word)))
            }
        }
        (Some((length, word)), None) => Ok((length, PieceKind::Word(word))),
        (None, Some((length, entry))) => Ok((length, PieceKind::Entry(entry))),
        (None, None) => unknown(rest, first, before, attached, default),
    }
}

/// Whether a word that ends with a digit (`w2`) would take the digit from an amount: 1w2 is 1万2, and `/w2 500` may be 2,500
/// a week.
fn splits_amount(entry: &VocabularyEntry, rest: &str, attached_to: Option<&Piece<'_>>) -> bool {
    let digit = |char: char| char.is_ascii_digit();
    let after = rest.get(entry.word.len()..).unwrap_or_default();
    let after_slash = attached_to.is_some_and(|piece| piece.word() == Some(Word::Slash));
    entry.word.ends_with(digit)
        && (attached_to.is_some_and(Piece::is_number)
            || after.starts_with(digit)
            || after_slash && after.trim_start().starts_with(digit))
}

/// Whether a word that begins with a digit (`401k`, `24/7`) is no amount: it is neither an end of a range nor beside a
/// currency.
fn stands_alone(entry: &VocabularyEntry, rest: &str, before: Option<&Piece<'_>>) -> bool {
    let range = |word: Option<Word>| matches!(word, Some(Word::Dash | Word::Tilde | Word::To));
    let money = before.is_some_and(|piece| {
        range(piece.word())
            || matches!(piece.kind, PieceKind::Code)
            || matches!(piece.word(), Some(Word::Sign(_) | Word::Code(_)))
    });
    let after = rest.get(entry.word.len()..).unwrap_or_default().trim_start();
    let is_factor = after.strip_prefix('x').is_some_and(|after| !after.starts_with(continues));
    let is_digit = |char: char| char.is_ascii_digit();
    !(money || is_factor || after.starts_with(['-', '~', '/', '·', '*']) || after.starts_with(is_digit))
}

fn digits(rest: &str) -> Result<(usize, PieceKind), Unreadable> {
    let (found, length) = number(rest.as_bytes())?;
    let (_, exponent) = found.with_exponent(rest.as_bytes().get(length..).unwrap_or_default())?;
    let length = length + exponent;
    let after = rest.get(length..).unwrap_or_default();
    Ok((length + without_cents(after), PieceKind::Number))
}

/// The length of `,-`, `.–` or `,=`, which mean that there are no cents: `50,- Kč`.
fn without_cents(after: &str) -> usize {
    let Some(dash) = after.strip_prefix([',', '.']).map(str::trim_start).filter(|dash| dash.starts_with(['-', '=']))
    else {
        return 0;
    };
    let rest = dash.trim_start_matches(['-', '=']);
    let ends = !rest.trim_start().starts_with(|char: char| char.is_ascii_digit() || "$¥£€".contains(char));
    if ends { after.len() - rest.len() } else { 0 }
}

/// The word or sign of the notation that a text begins with.
fn notation(rest: &str, first: char) -> Option<(usize, Word)> {
    match first {
        'a'..='z' => longest(rest, latin(u8::try_from(first).ok()?), |word| {
            let open = word.ends_with(continues);
            !(open && rest.get(word.len()..).is_some_and(|after| after.starts_with(continues)))
        }),
        '\u{80}'.. => longest(rest, beyond_ascii(first), |_| true),
        _ => notation_sign(rest),
    }
}

/// The first piece of a text that begins with no known word: a code, a `k` after a number, a word, or a mark.
fn unknown(
    rest: &str,
    first: char,
    before: Option<&Piece<'_>>,
    attached: bool,
    default: Currency,
) -> Result<(usize, PieceKind), Unreadable> {
    let after_number = before.is_some_and(Piece::is_number);
    if continues(first) {
        let letters: usize = rest.chars().take_while(|char| continues(*char)).map(char::len_utf8).sum();
        if letters == 3 && rest.get(..3).is_some_and(|code| signs::code_or_default(code, default).is_some()) {
            return Ok((3, PieceKind::Code));
        }
        return Ok(match first {
            'k' if attached && after_number && thousands_before_word(rest, default) => {
                (1, PieceKind::Word(Word::Power(3)))
            }
            'l' if after_number && letters == 1 => (1, PieceKind::Word(Word::Letter(b'l'))),
            // 5:kusd is not plainly 5k USD.
            'k' | 'm' | 'w' | 'l' if letters == 4 && rest.get(1..4).and_then(signs::code).is_some() => {
                return Err(Unreadable::UnknownWord);
            }
            _ => (word_length(rest), PieceKind::Unknown),
        });
    }
    match first {
        ',' | ';' | ':' | '|' | '!' | '?' | '&' | '[' | ']' | '{' | '}' | '"' | '\'' | '.' | '\t' => {
            Ok((1, PieceKind::Mark(first)))
        }
        _ if first.is_ascii() => Err(Unreadable::UnknownWord),
        _ if first.is_alphabetic() => Ok((first.len_utf8(), PieceKind::Unknown)),
        // With overrides of the direction a text shows something else than it holds.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Err(Unreadable::UnknownWord),
        _ if first.is_numeric() || first.is_control() => Err(Unreadable::UnknownWord),
        _ => Ok((first.len_utf8(), PieceKind::Mark(first))),
    }
}

/// The length of a word. It may hold dots, dashes and apostrophes, and end with up to two digits: `full-stack`, `w2`.
fn word_length(rest: &str) -> usize {
    let letters: Vec<(usize, char)> = rest.char_indices().collect();
    let at = |index: usize| letters.get(index).map(|(_, char)| *char);
    let mut end = 0;
    while let Some(letter) = at(end) {
        let inner = matches!(letter, '.' | '-' | '\'') && at(end + 1).is_some_and(continues);
        if !continues(letter) && !inner {
            break;
        }
        end += 1;
    }
    let digits = (0..3).take_while(|more| at(end + more).is_some_and(|char| char.is_ascii_digit())).count();
    let amount = at(end + digits).is_some_and(|char| char.is_ascii_digit() || ".,'".contains(char));
    if (1..=2).contains(&digits) && !amount {
        end += digits;
        while at(end).is_some_and(continues) {
            end += 1;
        }
    }
    letters.get(end).map_or(rest.len(), |(index, _)| *index)
}
