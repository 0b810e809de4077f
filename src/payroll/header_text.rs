//! A header cut into words: at blanks, marks, changes of case and changes of script.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::names::simplified;

/// A word of a header: small letters without accents, or a run of Han letters in their simplified form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    text: String,
    han: bool,
    /// Whether a mark stands before it that opens a unit: `(`, `[`, `,`, `/`, `:`.
    opens_unit: bool,
    /// Whether it was written in capitals.
    capitals: bool,
}

impl Token {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is of a script without blanks between words.
    pub(super) fn is_han(&self) -> bool {
        self.han
    }

    pub(super) fn is_in_capitals(&self) -> bool {
        self.capitals
    }

    pub(super) fn opens_unit(&self) -> bool {
        self.opens_unit
    }

    /// The text without a final s, where something is left that may be a word.
    pub(super) fn singular(&self) -> &str {
        self.text.strip_suffix('s').filter(|rest| rest.len() > 2).unwrap_or(&self.text)
    }

    /// What is left behind so many bytes.
    pub(super) fn from(&self, bytes: usize) -> Option<Self> {
        let rest = self.text.get(bytes..).filter(|rest| !rest.is_empty())?;
        Some(Token { text: rest.to_owned(), opens_unit: false, ..*self })
    }
}

/// What kind of letter a character is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Small,
    Capital,
    Digit,
    Han,
}

fn kind(letter: char) -> Kind {
    match letter {
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Kind::Han,
        _ if letter.is_numeric() => Kind::Digit,
        _ if letter.is_uppercase() => Kind::Capital,
        _ => Kind::Small,
    }
}

/// The words of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = match text.is_ascii() {
        true => text.chars().collect(),
        false => simplified(text).nfkd().filter(|letter| !is_combining_mark(*letter)).collect(),
    };
    let mut words = Vec::new();
    let (mut word, mut opens_unit) = (String::new(), false);
    let mut end = |word: &mut String, opens_unit: &mut bool| {
        if !word.is_empty() {
            let han = word.chars().all(|letter| kind(letter) == Kind::Han);
            let capitals = word.chars().all(|letter| kind(letter) == Kind::Capital);
            words.push(Token { text: word.to_lowercase(), han, opens_unit: *opens_unit, capitals });
            word.clear();
            *opens_unit = false;
        }
    };
    let mut before: Option<Kind> = None;
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            // `don't`, `d'expérience`: an apostrophe parts words too, and is no unit's beginning.
            end(&mut word, &mut opens_unit);
            opens_unit |= matches!(letter, '(' | '[' | '【' | ',' | '，' | '/' | ':' | '、' | '|');
            before = None;
            continue;
        }
        let own = kind(*letter);
        let next = letters.get(at + 1).filter(|letter| letter.is_alphanumeric()).map(|letter| kind(*letter));
        let parts = match (before, own) {
            (None, _) => false,
            (Some(Kind::Small), Kind::Capital) => true,
            // `JOBTitle`: the last capital before small letters begins a word.
            (Some(Kind::Capital), Kind::Capital) => next == Some(Kind::Small),
            (Some(Kind::Capital | Kind::Small), Kind::Small) => false,
            (Some(one), other) => one != other,
        };
        if parts {
            end(&mut word, &mut opens_unit);
        }
        word.push(*letter);
        before = Some(own);
    }
    end(&mut word, &mut opens_unit);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_cut_into_words() {
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
