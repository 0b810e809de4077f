//! The words that every pack shares: what headers are called, and what amounts are for. They are tables of `data/language/`.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use serde::{Deserialize, Deserializer};

use super::header_text::Token;
use crate::money::Currency;
use crate::names::simplified;
use crate::pay::PayPeriod;

const HEADER_WORDS: &str = include_str!("../../data/language/header_words.csv");
const PERIOD_WORDS: &str = include_str!("../../data/language/period_words.csv");
const COUNTRIES: &str = include_str!("../../data/language/countries.csv");

/// What a word of a header means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum WordMeaning {
    Role,
    City,
    Level,
    Years,
    Salary,
    /// Pay, where an end of a range stands beside it.
    Amount,
    Low,
    High,
    Currency,
    Period,
    /// How often people are paid, which need not be what the amounts are for.
    Frequency,
    Months,
    Fte,
    Country,
    /// Pay after tax.
    Net,
    /// It says nothing more.
    Neutral,
    /// It makes the word behind it less sure.
    Weak,
    /// It makes the column something else.
    Other,
    /// What follows describes what stands before.
    Of,
    /// A cell that addresses a person.
    Honorific,
}

/// A row of `header_words`.
#[derive(Debug, Deserialize)]
struct HeaderWord {
    words: String,
    meaning: WordMeaning,
    weight: i32,
}

/// A row of `period_words`.
#[derive(Debug, Deserialize)]
struct PeriodWord {
    words: String,
    form: Form,
    #[serde(deserialize_with = "pay_period")]
    period: PayPeriod,
}

/// A span of time by the word that data columns have for it.
fn pay_period<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PayPeriod, D::Error> {
    let word = String::deserialize(deserializer)?;
    let found = PayPeriod::ALL.into_iter().find(|period| period.as_str() == word);
    found.ok_or_else(|| serde::de::Error::custom(format!("\"{word}\" is no span of time")))
}

/// Whether a word for a span of time says by itself that pay is for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Adjective,
    Noun,
}

/// A row of `countries`.
#[derive(Debug, Deserialize)]
struct Country {
    alpha2: String,
    alpha3: String,
    name: String,
    name_zh: String,
    currency: Currency,
}

/// A phrase found at the beginning of some tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<T> {
    pub(super) what: T,
    /// How many tokens it takes; a Han token may be taken in part.
    pub(super) tokens: usize,
    /// How many bytes of the last token it takes.
    pub(super) bytes: usize,
}

/// Phrases by what they mean, found by their first tokens.
#[derive(Debug)]
struct Phrases<T> {
    known: HashMap<String, T, RandomState>,
    /// The most words of a phrase, and the most letters of a Han word.
    words: usize,
    letters: usize,
}

impl<T: Copy> Phrases<T> {
    fn new(rows: impl Iterator<Item = (String, T)>) -> Self {
        let mut phrases = Phrases { known: HashMap::default(), words: 1, letters: 1 };
        for (words, what) in rows {
            // Most words are written as they are compared, and need not be cut.
            if words.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ') {
                phrases.words = phrases.words.max(words.split(' ').count());
                phrases.known.entry(words).or_insert(what);
                continue;
            }
            let tokens = super::header_text::tokens(&words);
            phrases.words = phrases.words.max(tokens.len());
            let letters = tokens.iter().filter(|token| token.is_han()).map(|token| token.text().chars().count());
            phrases.letters = phrases.letters.max(letters.max().unwrap_or(0));
            phrases.known.entry(joined(&tokens)).or_insert(what);
        }
        phrases
    }

    /// The longest phrase with which the tokens begin. A plural that ends in s is found under its singular.
    fn at(&self, tokens: &[Token]) -> Option<Found<T>> {
        let (first, _) = tokens.split_first()?;
        if first.is_han() {
            let ends: Vec<usize> =
                first.text().char_indices().map(|(at, letter)| at + letter.len_utf8()).take(self.letters).collect();
            return ends.into_iter().rev().find_map(|bytes| {
                let what = *self.known.get(first.text().get(..bytes)?)?;
                Some(Found { what, tokens: 1, bytes })
            });
        }
        (1..=self.words.min(tokens.len())).rev().find_map(|count| {
            let some = tokens.get(..count)?;
            let last = some.last()?;
            let text = joined(some);
            let singular = || text.strip_suffix('s').filter(|rest| rest.len() > 2).and_then(|one| self.known.get(one));
            let singulars = || {
                let each: Vec<&str> = some.iter().map(|token| token.singular()).collect();
                self.known.get(&each.join(" "))
            };
            let what = *self.known.get(&text).or_else(singular).or_else(singulars)?;
            Some(Found { what, tokens: count, bytes: last.text().len() })
        })
    }
}

fn joined(tokens: &[Token]) -> String {
    tokens.iter().map(Token::text).collect::<Vec<_>>().join(" ")
}

/// The tables, ready to look words up.
#[derive(Debug)]
pub(super) struct Language {
    header: Phrases<(WordMeaning, i32)>,
    honorifics: Phrases<()>,
    adjectives: Phrases<PayPeriod>,
    nouns: Phrases<PayPeriod>,
    countries: HashMap<String, Currency>,
}

impl Language {
    /// The tables that are compiled in, read when first asked for.
    pub(super) fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Language> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            let (addressing, header): (Vec<HeaderWord>, Vec<HeaderWord>) =
                rows(HEADER_WORDS).partition(|word: &HeaderWord| word.meaning == WordMeaning::Honorific);
            let (adjectives, nouns): (Vec<PeriodWord>, Vec<PeriodWord>) =
                rows(PERIOD_WORDS).partition(|word: &PeriodWord| word.form == Form::Adjective);
            let spans = |words: Vec<PeriodWord>| Phrases::new(words.into_iter().map(|word| (word.words, word.period)));
            let countries = rows(COUNTRIES).flat_map(|country: Country| {
                let Country { alpha2, alpha3, name, name_zh, currency } = country;
                [alpha2, alpha3, name, name_zh].map(|name| (key(&name), currency))
            });
            Language {
                header: Phrases::new(header.into_iter().map(|word| (word.words, (word.meaning, word.weight)))),
                honorifics: Phrases::new(addressing.into_iter().map(|word| (word.words, ()))),
                adjectives: spans(adjectives),
                nouns: spans(nouns),
                countries: countries.collect(),
            }
        })
    }

    /// What the header's word or words mean with which these tokens begin, and how surely.
    pub(super) fn header_word(&self, tokens: &[Token]) -> Option<Found<(WordMeaning, i32)>> {
        self.header.at(tokens)
    }

    /// The span of time that the tokens name by themselves: `annual`, `per hour`, `月薪`.
    pub(super) fn adjective(&self, tokens: &[Token]) -> Option<Found<PayPeriod>> {
        self.adjectives.at(tokens)
    }

    /// The span of time that the tokens name where a slash or the like stands before them: `hour`, `月`.
    pub(super) fn span(&self, tokens: &[Token]) -> Option<Found<PayPeriod>> {
        self.adjective(tokens).or_else(|| self.nouns.at(tokens))
    }

    /// The span of time that a whole cell names: `yearly`, `per Annum`, `Bi-weekly`, `元/天`.
    pub(super) fn span_of_cell(&self, cell: &str) -> Option<PayPeriod> {
        let tokens = super::header_text::tokens(cell);
        let mut found = None;
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            match self.span(rest) {
                Some(span) if found.is_some_and(|other| other != span.what) => return None,
                Some(span) => {
                    found = Some(span.what);
                    rest = rest.get(span.tokens..).unwrap_or_default();
                }
                None => rest = rest.get(1..).unwrap_or_default(),
            }
        }
        found
    }

    /// Whether a cell only addresses a person: `Mr`, `女士`.
    pub(super) fn addresses(&self, cell: &str) -> bool {
        let tokens = super::header_text::tokens(cell);
        self.honorifics.at(&tokens).is_some_and(|found| {
            found.tokens == tokens.len() && tokens.last().is_some_and(|last| last.text().len() == found.bytes)
        })
    }

    /// The currency of a country, by its code or name.
    pub(super) fn currency_of_country(&self, cell: &str) -> Option<Currency> {
        self.countries.get(&key(cell)).copied()
    }
}

/// A name without case and script.
fn key(name: &str) -> String {
    simplified(name.trim()).to_lowercase()
}

/// The rows of a bundled table; a test holds all of them to be readable.
fn rows<T: for<'de> Deserialize<'de>>(text: &'static str) -> impl Iterator<Item = T> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().filter_map(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a row with a meaning, number or currency that cannot be read: it would be left out in silence.
    #[test]
    fn every_row_is_read() {
        let lines = |text: &str| text.lines().count() - 1;
        assert_eq!(rows::<HeaderWord>(HEADER_WORDS).count(), lines(HEADER_WORDS));
        assert_eq!(rows::<PeriodWord>(PERIOD_WORDS).count(), lines(PERIOD_WORDS));
        assert_eq!(rows::<Country>(COUNTRIES).count(), lines(COUNTRIES));
    }

    /// Catches a word that means two things, of which one would never be found.
    #[test]
    fn no_word_of_headers_means_two_things() {
        let mut known: HashMap<String, WordMeaning> = HashMap::new();
        for word in rows::<HeaderWord>(HEADER_WORDS).filter(|word| word.meaning != WordMeaning::Honorific) {
            let text = joined(&super::super::header_text::tokens(&word.words));
            assert_eq!(*known.entry(text).or_insert(word.meaning), word.meaning, "{}", word.words);
        }
    }

    #[test]
    fn cells_that_name_a_span_of_time() {
        for (cell, expected) in [
            ("yearly", Some(PayPeriod::Year)),
            ("per Annum", Some(PayPeriod::Year)),
            ("HOUR", Some(PayPeriod::Hour)),
            ("per hour", Some(PayPeriod::Hour)),
            ("元/天", Some(PayPeriod::Day)),
            ("月", Some(PayPeriod::Month)),
            ("Bi-Weekly", Some(PayPeriod::TwoWeeks)),
            ("semi-monthly", Some(PayPeriod::HalfMonth)),
            ("monthly or hourly", None),
            ("Nursing", None),
            ("", None),
        ] {
            assert_eq!(Language::bundled().span_of_cell(cell), expected, "{cell}");
        }
    }
}
