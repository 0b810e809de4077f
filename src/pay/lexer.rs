//! Splits a pay text into tokens.

use super::letters::{continues, is_han};
use super::number::{Number, number, opens_without_digit};
use super::signs;
use super::unreadable::Unreadable;
use super::words::{Word, beyond_ascii, latin, whole};
use crate::money::Currency;

/// A token of a pay text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PayToken {
    Number(Number),
    Word(Word),
    Currency(Currency),
}

/// The strongest separator between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    /// A tab or a line break.
    Tab,
    Mark,
}

/// Reads a normalized text from left to right, once.
pub(super) struct Lexer<'t> {
    rest: &'t str,
    /// Whether a letter or Chinese character stands right before `rest`.
    after_word: bool,
    /// Whether the last token is a number. A `k` right after one may be a unit: `35kusd`.
    after_number: bool,
    /// Whether a Chinese word other than a currency has been read.
    chinese: bool,
    /// The default currency. Its code is known even where ISO 4217 lacks it.
    default: Currency,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str, default: Currency) -> Self {
        Lexer { rest: text, after_word: false, after_number: false, chinese: false, default }
    }

    /// Whether the text read so far holds Chinese words. A text with them and without a currency is in yuan.
    pub(super) fn chinese(&self) -> bool {
        self.chinese
    }

    /// The next token; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<PayToken>, Unreadable> {
        let mut gap = Gap::None;
        while let Some(first) = self.rest.bytes().next() {
            match first {
                b' ' => gap = gap.max(Gap::Blank),
                b'\t' => gap = gap.max(Gap::Tab),
                b':' | b'|' | b'"' => gap = Gap::Mark,
                b'.' | b',' | b'\'' => {
                    if opens_without_digit(self.rest, self.after_word) {
                        return Err(Unreadable::MalformedNumber);
                    }
                    gap = Gap::Mark;
                }
                b'0'..=b'9' => return self.number().map(Some),
                b'a'..=b'z' => return self.latin(first, gap).map(Some),
                0x80.. => return self.beyond_ascii().map(Some),
                _ => return self.sign().map(Some),
            }
            self.skip(1);
        }
        Ok(None)
    }

    fn skip(&mut self, bytes: usize) {
        self.after_word = self.rest.starts_with(|first: char| first.is_ascii_alphabetic() || is_han(first));
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn byte(&self, index: usize) -> u8 {
        self.rest.as_bytes().get(index).copied().unwrap_or(0)
    }

    /// Whether a letter stands at an index that continues the word before it. Chinese characters do not.
    #[inline]
    fn continues_word(&self, index: usize) -> bool {
        match self.byte(index) {
            byte @ ..0x80 => byte.is_ascii_alphabetic(),
            _ => self.rest.get(index..).is_some_and(|after| after.starts_with(continues)),
        }
    }

    fn word(&mut self, bytes: usize, word: Word) -> PayToken {
        self.skip(bytes);
        self.after_number = false;
        PayToken::Word(word)
    }

    fn number(&mut self) -> Result<PayToken, Unreadable> {
        let (number, length) = number(self.rest.as_bytes())?;
        self.skip(length);
        let (number, length) = number.with_exponent(self.rest.as_bytes())?;
        self.skip(length);
        self.after_number = true;
        Ok(PayToken::Number(number))
    }

    /// Reads a word, code or unit in Latin letters.
    fn latin(&mut self, first: u8, gap: Gap) -> Result<PayToken, Unreadable> {
        // A letter after a mark or on another line is no unit of the number before it. 1w2 is 1万2, but "$45 W2" is paid on
        // a W2 form.
        let alone = !self.byte(1).is_ascii_alphabetic();
        let form = first == b'w' && gap != Gap::None && self.byte(1).is_ascii_digit();
        if alone && gap >= Gap::Tab || form {
            return Err(Unreadable::UnknownWord);
        }
        let longest = longest(self.rest, latin(first), |word| {
            let open = word.as_bytes().last().is_some_and(u8::is_ascii_alphabetic);
            !(open && self.continues_word(word.len()))
        });
        if let Some((bytes, word)) = longest {
            return Ok(self.word(bytes, word));
        }
        let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters == 3
            && let Some(code) = self.rest.get(..3)
            && let Some(currency) = signs::code_or_default(code, self.default)
        {
            self.skip(3);
            self.after_number = false;
            return Ok(PayToken::Currency(currency));
        }
        if first == b'l' && self.after_number && !self.continues_word(1) {
            return Ok(self.word(1, Word::Letter(first)));
        }
        if self.after_number && gap == Gap::None && thousands_before_word(self.rest, self.default) {
            return Ok(self.word(1, Word::Power(3)));
        }
        Err(Unreadable::UnknownWord)
    }

    fn beyond_ascii(&mut self) -> Result<PayToken, Unreadable> {
        let first = self.rest.chars().next().unwrap_or_default();
        let (bytes, word) = longest(self.rest, beyond_ascii(first), |_| true).ok_or(Unreadable::UnknownWord)?;
        // 美元 means dollars in a text of any language.
        self.chinese |= is_han(first) && !matches!(word, Word::Code(_) | Word::Yuan);
        Ok(self.word(bytes, word))
    }

    fn sign(&mut self) -> Result<PayToken, Unreadable> {
        let (bytes, word) = notation_sign(self.rest).ok_or(Unreadable::UnknownWord)?;
        Ok(self.word(bytes, word))
    }
}

/// Whether a text begins with the `k` of an amount right before it, and the rest of the word is plainly a currency or a span of
/// time: `35kusd`, `45kpa`. Any other word that begins with the letter of a unit is no unit: `5600mits`.
pub(super) fn thousands_before_word(text: &str, default: Currency) -> bool {
    let Some(word) = text.strip_prefix('k') else { return false };
    let length = word.find(|letter: char| !continues(letter)).unwrap_or(word.len());
    let word = word.get(..length).unwrap_or_default();
    let code = || signs::code_or_default(word, default).is_some() && !signs::is_everyday_word(word);
    matches!(whole(word), Some(Word::Rate(_))) || code()
}

/// The sign that a text begins with, and its length in bytes.
pub(super) fn notation_sign(text: &str) -> Option<(usize, Word)> {
    let bytes = text.as_bytes();
    let or_equal = 1 + usize::from(bytes.get(1) == Some(&b'='));
    Some(match bytes.first()? {
        b'-' => (bytes.iter().take_while(|byte| **byte == b'-').count(), Word::Dash),
        b'~' => (1, Word::Tilde),
        b'+' => (1, Word::Plus),
        b'/' => (1, Word::Slash),
        b'*' => (1, Word::Times),
        b'(' => (1, Word::Open),
        b')' => (1, Word::Close),
        b'>' => (or_equal, Word::NotBelow),
        b'<' => (or_equal, Word::NotAbove),
        b'$' => (1, Word::Sign(signs::Sign::Dollar)),
        // Spreadsheets write this for a missing value.
        b'#' if text == "#n/a" => (text.len(), Word::Absent),
        _ => return None,
    })
}

/// The longest of the words that the text begins with.
pub(super) fn longest(
    text: &str,
    words: &'static [(&'static str, Word)],
    stands: impl Fn(&str) -> bool,
) -> Option<(usize, Word)> {
    let mut found: Option<(usize, Word)> = None;
    for (word, meaning) in words {
        let longer = found.is_none_or(|(length, _)| length < word.len());
        // Compared byte by byte: most words differ in the second, and a call to compare memory costs more.
        if longer && word.len() <= text.len() && text.bytes().zip(word.bytes()).all(|(t, w)| t == w) && stands(word) {
            found = Some((word.len(), *meaning));
        }
    }
    found
}
