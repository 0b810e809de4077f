//! Three tables of `data/language/`: words of headers, words for periods, and countries. `total_rows` and `pay::vocabulary` read
//! the others.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use serde::{Deserialize, Deserializer};

use super::tokens::{HeaderToken, tokens};
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
    /// Pay, but only beside a word for an end of a range.
    Amount,
    Low,
    High,
    Currency,
    Period,
    /// How often people are paid. That need not be the period of the amounts.
    Frequency,
    Months,
    Fte,
    Country,
    /// Pay after tax.
    Net,
    /// It does not change what the header means.
    Neutral,
    /// It makes the next word less certain.
    Weak,
    /// It gives the column another meaning, which is not used.
    Other,
    /// The words after it only describe those before it.
    Of,
    /// A form of address. It is looked for in cells, not in headers.
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
    form: PeriodForm,
    #[serde(deserialize_with = "pay_period")]
    period: PayPeriod,
}

/// A period by its word in data.
fn pay_period<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PayPeriod, D::Error> {
    let word = String::deserialize(deserializer)?;
    let found = PayPeriod::ALL.into_iter().find(|period| period.as_str() == word);
    found.ok_or_else(|| serde::de::Error::custom(format!("\"{word}\" is no period")))
}

/// Whether a word for a period names the period of pay by itself (adjective) or only after a slash or the like (noun).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PeriodForm {
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

/// A phrase at the beginning of some tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct PhraseMatch<T> {
    pub(super) meaning: T,
    /// The number of tokens of the phrase. The last of them may belong to it in part, if it is in Han characters.
    pub(super) tokens: usize,
    /// The number of bytes of the last token that belong to the phrase.
    pub(super) bytes: usize,
}

/// Phrases with their meanings.
#[derive(Debug)]
struct Phrases<T> {
    known: HashMap<String, T, RandomState>,
    /// The most words of a phrase.
    max_words: usize,
    /// The most characters of a Han word.
    max_characters: usize,
}

impl<T: Copy> Phrases<T> {
    fn new(rows: impl Iterator<Item = (String, T)>) -> Self {
        let mut phrases = Phrases { known: HashMap::default(), max_words: 1, max_characters: 1 };
        for (words, meaning) in rows {
            // Most phrases are in the form of tokens already.
            if words.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ') {
                phrases.max_words = phrases.max_words.max(words.split(' ').count());
                phrases.known.entry(words).or_insert(meaning);
                continue;
            }
            let tokens = tokens(&words);
            phrases.max_words = phrases.max_words.max(tokens.len());
            let letters = tokens.iter().filter(|token| token.is_han()).map(|token| token.text().chars().count());
            phrases.max_characters = phrases.max_characters.max(letters.max().unwrap_or(0));
            phrases.known.entry(joined(&tokens)).or_insert(meaning);
        }
        phrases
    }

    /// The longest phrase with which the tokens begin. A plural in s is found under its singular.
    fn at(&self, tokens: &[HeaderToken]) -> Option<PhraseMatch<T>> {
        let (first, _) = tokens.split_first()?;
        if first.is_han() {
            let ends: Vec<usize> = first
                .text()
                .char_indices()
                .map(|(at, letter)| at + letter.len_utf8())
                .take(self.max_characters)
                .collect();
            return ends.into_iter().rev().find_map(|bytes| {
                let meaning = *self.known.get(first.text().get(..bytes)?)?;
                Some(PhraseMatch { meaning, tokens: 1, bytes })
            });
        }
        (1..=self.max_words.min(tokens.len())).rev().find_map(|count| {
            let some = tokens.get(..count)?;
            let last = some.last()?;
            let text = joined(some);
            let singular = || text.strip_suffix('s').filter(|rest| rest.len() > 2).and_then(|one| self.known.get(one));
            let singulars = || {
                let each: Vec<&str> = some.iter().map(|token| token.singular()).collect();
                self.known.get(&each.join(" "))
            };
            let meaning = *self.known.get(&text).or_else(singular).or_else(singulars)?;
            Some(PhraseMatch { meaning, tokens: count, bytes: last.text().len() })
        })
    }
}

fn joined(tokens: &[HeaderToken]) -> String {
    tokens.iter().map(HeaderToken::text).collect::<Vec<_>>().join(" ")
}

/// The tables, indexed by phrase.
#[derive(Debug)]
pub(super) struct Language {
    header: Phrases<(WordMeaning, i32)>,
    honorifics: Phrases<()>,
    adjectives: Phrases<PayPeriod>,
    nouns: Phrases<PayPeriod>,
}

impl Language {
    /// The tables that are compiled in, parsed on first use.
    pub(super) fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Language> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            let (honorifics, header): (Vec<HeaderWord>, Vec<HeaderWord>) =
                rows(HEADER_WORDS).partition(|word: &HeaderWord| word.meaning == WordMeaning::Honorific);
            let (adjectives, nouns): (Vec<PeriodWord>, Vec<PeriodWord>) =
                rows(PERIOD_WORDS).partition(|word: &PeriodWord| word.form == PeriodForm::Adjective);
            let periods =
                |words: Vec<PeriodWord>| Phrases::new(words.into_iter().map(|word| (word.words, word.period)));
            Language {
                header: Phrases::new(header.into_iter().map(|word| (word.words, (word.meaning, word.weight)))),
                honorifics: Phrases::new(honorifics.into_iter().map(|word| (word.words, ()))),
                adjectives: periods(adjectives),
                nouns: periods(nouns),
            }
        })
    }

    /// The meaning and weight of the header phrase with which the tokens begin.
    pub(super) fn header_word(&self, tokens: &[HeaderToken]) -> Option<PhraseMatch<(WordMeaning, i32)>> {
        self.header.at(tokens)
    }

    /// The period that the tokens begin with in the form of an adjective: `annual`, `per hour`, `月薪`.
    pub(super) fn period_adjective(&self, tokens: &[HeaderToken]) -> Option<PhraseMatch<PayPeriod>> {
        self.adjectives.at(tokens)
    }

    /// The period that the tokens begin with, as an adjective or as a noun, which must follow a slash or the like: `hour`, `月`.
    pub(super) fn period(&self, tokens: &[HeaderToken]) -> Option<PhraseMatch<PayPeriod>> {
        self.period_adjective(tokens).or_else(|| self.nouns.at(tokens))
    }

    /// The one period that a cell names: `yearly`, `per Annum`, `Bi-weekly`, `元/天`.
    pub(super) fn period_of_cell(&self, cell: &str) -> Option<PayPeriod> {
        let tokens = tokens(cell);
        let mut found = None;
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            match self.period(rest) {
                Some(period) if found.is_some_and(|other| other != period.meaning) => return None,
                Some(period) => {
                    found = Some(period.meaning);
                    rest = rest.get(period.tokens..).unwrap_or_default();
                }
                None => rest = rest.get(1..).unwrap_or_default(),
            }
        }
        found
    }

    /// Whether a cell is a form of address: `Mr`, `女士`.
    pub(super) fn is_honorific(&self, cell: &str) -> bool {
        let tokens = tokens(cell);
        self.honorifics.at(&tokens).is_some_and(|found| {
            found.tokens == tokens.len() && tokens.last().is_some_and(|last| last.text().len() == found.bytes)
        })
    }
}

/// The currency of a country, by its code or name. The table of countries is parsed on first use, by files with a column of
/// countries.
pub(super) fn currency_of_country(cell: &str) -> Option<Currency> {
    static COUNTRY_CURRENCIES: OnceLock<HashMap<String, Currency>> = OnceLock::new();
    let known = COUNTRY_CURRENCIES.get_or_init(|| {
        let countries = rows(COUNTRIES).flat_map(|country: Country| {
            let Country { alpha2, alpha3, name, name_zh, currency } = country;
            [alpha2, alpha3, name, name_zh].map(|name| (folded(&name), currency))
        });
        countries.collect()
    });
    known.get(&folded(cell)).copied()
}

/// A name in lower case and simplified Chinese, for comparison.
fn folded(name: &str) -> String {
    simplified(name.trim()).to_lowercase()
}

/// The rows of a bundled table. A test checks that each can be read.
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
            let text = joined(&tokens(&word.words));
            assert_eq!(*known.entry(text).or_insert(word.meaning), word.meaning, "{}", word.words);
        }
    }

    #[test]
    fn cells_that_name_a_period() {
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
            assert_eq!(Language::bundled().period_of_cell(cell), expected, "{cell}");
        }
    }
}
