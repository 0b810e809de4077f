//! Splits a header into words: at whitespace, punctuation, changes of case and changes of script.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::names::{is_common_han, simplified};

/// A word of a header: in lower case without accents, or a run of Han characters in simplified form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeaderToken {
    text: String,
    is_han: bool,
    /// Whether punctuation that introduces a unit stands before it: `(`, `[`, `,`, `/`, `:`.
    opens_unit: bool,
    is_upper_case: bool,
}

impl HeaderToken {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is a run of Han characters, which may hold several words.
    pub(super) fn is_han(&self) -> bool {
        self.is_han
    }

    pub(super) fn is_upper_case(&self) -> bool {
        self.is_upper_case
    }

    pub(super) fn opens_unit(&self) -> bool {
        self.opens_unit
    }

    /// The text without a final s, if more than two bytes are left.
    pub(super) fn singular(&self) -> &str {
        self.text.strip_suffix('s').filter(|rest| rest.len() > 2).unwrap_or(&self.text)
    }

    /// The token in parts, which begin at these positions. The first is 0.
    pub(super) fn split_at(&self, starts: &[usize]) -> Vec<Self> {
        let ends = starts.iter().skip(1).copied().chain([self.text.len()]);
        let texts = starts.iter().zip(ends).filter_map(|(start, end)| self.text.get(*start..end));
        let parts = texts.enumerate().map(|(at, text)| HeaderToken {
            text: text.to_owned(),
            opens_unit: self.opens_unit && at == 0,
            ..*self
        });
        parts.collect()
    }

    /// The token without its first `bytes`; `None` where nothing is left.
    pub(super) fn from(&self, bytes: usize) -> Option<Self> {
        let rest = self.text.get(bytes..).filter(|rest| !rest.is_empty())?;
        Some(HeaderToken { text: rest.to_owned(), opens_unit: false, ..*self })
    }
}

/// The most characters of a text that are read. A key of JSON may be long, and its words take as long as the square of their number.
const MAX_LETTERS: usize = 1_000;

/// What kind of character a letter is, for splitting words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LetterKind {
    Lower,
    Upper,
    Digit,
    Han,
}

fn kind(letter: char) -> LetterKind {
    match letter {
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => LetterKind::Han,
        _ if letter.is_numeric() => LetterKind::Digit,
        _ if letter.is_uppercase() => LetterKind::Upper,
        _ => LetterKind::Lower,
    }
}

/// The words of a text.
pub(super) fn tokens(text: &str) -> Vec<HeaderToken> {
    let text = simplified(text);
    let is_decomposed = text.chars().all(|letter| letter.is_ascii() || is_common_han(letter));
    let letters: Vec<char> = match is_decomposed {
        true => text.chars().take(MAX_LETTERS).collect(),
        false => text.nfkd().filter(|letter| !is_combining_mark(*letter)).take(MAX_LETTERS).collect(),
    };
    let mut words = Vec::new();
    let (mut word, mut opens_unit) = (String::new(), false);
    let mut end = |word: &mut String, opens_unit: &mut bool| {
        if !word.is_empty() {
            let is_han = word.chars().all(|letter| kind(letter) == LetterKind::Han);
            let is_upper_case = word.chars().all(|letter| kind(letter) == LetterKind::Upper);
            words.push(HeaderToken { text: word.to_lowercase(), is_han, opens_unit: *opens_unit, is_upper_case });
            word.clear();
            *opens_unit = false;
        }
    };
    let mut before: Option<LetterKind> = None;
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            // An apostrophe separates words too (`d'expérience`), and introduces no unit.
            end(&mut word, &mut opens_unit);
            opens_unit |= matches!(letter, '(' | '[' | '【' | ',' | '，' | '/' | ':' | '、' | '|');
            before = None;
            continue;
        }
        let own = kind(*letter);
        let next = letters.get(at + 1).filter(|letter| letter.is_alphanumeric()).map(|letter| kind(*letter));
        let is_boundary = match (before, own) {
            (None, _) => false,
            (Some(LetterKind::Lower), LetterKind::Upper) => true,
            // `JOBTitle`: the last capital before lower-case letters begins a word.
            (Some(LetterKind::Upper), LetterKind::Upper) => next == Some(LetterKind::Lower),
            (Some(LetterKind::Upper | LetterKind::Lower), LetterKind::Lower) => false,
            (Some(one), other) => one != other,
        };
        if is_boundary {
            end(&mut word, &mut opens_unit);
        }
        word.push(*letter);
        before = Some(own);
    }
    end(&mut word, &mut opens_unit);
    words
}

/// Tokens as a phrase: their texts with spaces between them.
pub(super) fn phrase(tokens: &[HeaderToken]) -> String {
    tokens.iter().map(HeaderToken::text).collect::<Vec<_>>().join(" ")
}

/// The position of the first token of a unit, as in `Salary (USD/month)`; the number of tokens where there is none.
pub(super) fn start_of_unit(tokens: &[HeaderToken]) -> usize {
    tokens.iter().skip(1).position(HeaderToken::opens_unit).map_or(tokens.len(), |at| at + 1)
}

/// What `find` returns first for the tokens from each position on, and whether that position is in Han characters. Each Han
/// character is a position of its own.
pub(super) fn each_rest<T>(all: &[HeaderToken], find: impl Fn(&[HeaderToken]) -> Option<T>) -> Option<(T, bool)> {
    let mut rest = all.to_vec();
    while let Some(first) = rest.first() {
        let han = first.is_han();
        if let Some(found) = find(&rest) {
            return Some((found, han));
        }
        let letter = first.text().chars().next().map_or(0, char::len_utf8);
        let left = if han { first.from(letter) } else { None };
        rest = left.into_iter().chain(rest.into_iter().skip(1)).collect();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_split_into_words() {
        for (header, expected) in [
            ("Employee Position Title", "employee position title"),
            ("job_title", "job title"),
            ("workYear", "work year"),
            ("JOBTitle", "job title"),
            ("JOB TITLE", "job title"),
            ("薪酬low", "薪酬 low"),
            ("職稱", "职称"),
            ("Salary(USD/month)", "salary usd month"),
            ("Années d’expérience", "annees d experience"),
            ("Ｓalary", "salary"),
            ("FY2025 pay", "fy 2025 pay"),
            ("", ""),
        ] {
            let found: Vec<String> = tokens(header).iter().map(|token| token.text().to_owned()).collect();
            assert_eq!(found.join(" "), expected, "{header}");
        }
    }
}
