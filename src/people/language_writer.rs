//! Writes the tables of `Language` as Rust code, for the build script: the words of headers and periods.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::tokens::{phrase, tokens};

/// The expression for the tables `header_words` and `period_words`, which are CSV without quotes. It is a value of `Language`.
///
/// # Errors
/// What is wrong with a table.
pub(super) fn write(header_words: &str, period_words: &str) -> Result<String, String> {
    let (mut header, mut honorifics) = (Phrases::default(), Phrases::default());
    for [words, _, meaning, weight] in rows("header_words.csv", header_words)? {
        if meaning == "honorific" {
            honorifics.add(words, "()".to_owned())?;
        } else {
            weight.parse::<i32>().map_err(|error| format!("header_words.csv: the weight of {words}: {error}"))?;
            let meaning = format!("(WordMeaning::{}, {weight})", variant(meaning));
            header.add(words, meaning).map_err(|error| format!("header_words.csv: {error}"))?;
        }
    }
    let mut forms: BTreeMap<&str, Phrases> = BTreeMap::new();
    for [words, _, form, period] in rows("period_words.csv", period_words)? {
        let phrases = forms.entry(form).or_default();
        let meaning = format!("PayPeriod::{}", variant(period));
        phrases.add(words, meaning).map_err(|error| format!("period_words.csv: {error}"))?;
    }
    let mut code = format!("Language {{ header: {}, honorifics: {},", header.code()?, honorifics.code()?);
    for (form, field) in [("adjective", "adjectives"), ("noun", "nouns"), ("code", "codes")] {
        let phrases = forms.remove(form).unwrap_or_default();
        write!(code, "{field}: {},", phrases.code()?).map_err(|error| error.to_string())?;
    }
    match forms.keys().next() {
        Some(form) => Err(format!("period_words.csv: no such form of a word: {form}")),
        None => Ok(code + "}"),
    }
}

/// The cells of each row after the header.
fn rows<'t>(file: &str, table: &'t str) -> Result<Vec<[&'t str; 4]>, String> {
    if table.contains(['"', '\r']) {
        return Err(format!("{file}: quotes and carriage returns are not supported"));
    }
    let cells = |line| <[&str; 4]>::try_from(str::split(line, ',').collect::<Vec<_>>());
    table.lines().skip(1).map(|line| cells(line).map_err(|_| format!("{file}: not four cells: {line}"))).collect()
}

/// The variant of an enum that a word in data stands for: `HalfYear` for `half-year`. The compiler refuses an unknown one.
fn variant(word: &str) -> String {
    let capitalised = |part: &str| {
        let mut letters = part.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
    };
    word.split('-').filter_map(capitalised).collect()
}

/// Phrases, each with the expression for its meaning.
#[derive(Default)]
struct Phrases {
    meanings: BTreeMap<String, String>,
    max_words: usize,
    max_characters: usize,
}

impl Phrases {
    /// Adds a phrase. Two rows may have the same phrase (`experience` and `expérience`) if they have the same meaning.
    fn add(&mut self, words: &str, meaning: String) -> Result<(), String> {
        let tokens = tokens(words);
        self.max_words = self.max_words.max(tokens.len());
        let letters = tokens.iter().filter(|token| token.is_han()).map(|token| token.text().chars().count());
        self.max_characters = self.max_characters.max(letters.max().unwrap_or(0));
        let phrase = phrase(&tokens);
        match self.meanings.insert(phrase.clone(), meaning.clone()) {
            Some(other) if other != meaning => Err(format!("\"{phrase}\" has two meanings: {other} and {meaning}")),
            _ => Ok(()),
        }
    }

    /// The expression for the phrases.
    fn code(&self) -> Result<String, String> {
        let (mut text, mut phrases) = (String::new(), String::new());
        for (phrase, meaning) in &self.meanings {
            let (start, len) = (text.len(), phrase.len());
            if start > usize::from(u16::MAX) || len > usize::from(u8::MAX) {
                return Err(format!("too long for the numbers of `Phrase` in phrases.rs: {phrase}"));
            }
            writeln!(phrases, "Phrase {{ start: {start}, len: {len}, meaning: {meaning} }},")
                .map_err(|error| error.to_string())?;
            text += phrase;
        }
        let (words, characters) = (self.max_words, self.max_characters);
        Ok(format!(
            "Phrases {{ text: {text:?}, phrases: &[{phrases}], max_words: {words}, max_characters: {characters} }}"
        ))
    }
}
