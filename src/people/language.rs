//! Three tables of `data/language/`: words of headers, words for periods, and countries. `total_rows` and `pay::vocabulary` read
//! the others.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use super::phrases::{Phrase, PhraseMatch, Phrases};
use super::tokens::{HeaderToken, tokens};
use crate::money::Currency;
use crate::names::simplified;
use crate::pack::delimited::each_row;
use crate::pay::PayPeriod;

const COUNTRIES: &str = include_str!("../../data/language/countries.csv");

/// What a word of a header means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum WordMeaning {
    Role,
    City,
    State,
    Level,
    Years,
    Salary,
    /// Pay that an employer offers: one rate, unless a high end stands beside it.
    OfferedRate,
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
    /// Hours that people work a week.
    WeeklyHours,
    Country,
    /// The bonus at target.
    TargetBonus,
    /// The bonus that was paid.
    PaidBonus,
    /// Numbers of the column are percentages. It does not change what else the header means.
    Percent,
    /// Pay after tax.
    Net,
    /// Of the time before a change, such as a raise. A column of the time after it comes first.
    Earlier,
    /// Of the year so far. Such pay is not that of a year.
    ToDate,
    /// A place of birth or of a household, which is not that of work.
    Origin,
    /// It does not change what the header means.
    Neutral,
    /// It makes the next word less certain.
    Weak,
    /// It gives the column another meaning, which is not used.
    Other,
    /// As the former, but it does not say which meaning: `type`, `category`.
    Classifier,
    /// The words after it only describe those before it.
    Of,
}

impl WordMeaning {
    /// Whether the word means pay by itself.
    pub(super) fn is_pay(self) -> bool {
        matches!(self, WordMeaning::Salary | WordMeaning::OfferedRate)
    }
}

/// The cells of a row of a table that is compiled in.
type Cells = [Cow<'static, str>];

/// A row of `countries`.
#[derive(Debug)]
struct Country {
    names: [Cow<'static, str>; 4],
    currency: Currency,
}

impl Country {
    fn of(cells: &mut Cells) -> Option<Self> {
        let [alpha2, alpha3, name, name_zh, currency] = cells else { return None };
        let currency = currency.parse().ok()?;
        Some(Country { names: [alpha2, alpha3, name, name_zh].map(std::mem::take), currency })
    }
}

/// The lengths of a word of a header that may be made of others, and the least length of those. A longer one takes as long as the
/// square of its length.
const JOINED_LENS: RangeInclusive<usize> = 8..=40;
const MIN_PART_LEN: usize = 3;

/// The tables `header_words` and `period_words`. The build script makes them.
static BUNDLED: Language = include!(concat!(env!("OUT_DIR"), "/language.rs"));

/// Words of headers and periods by their phrases.
#[derive(Debug)]
pub(super) struct Language {
    header: Phrases<(WordMeaning, i32)>,
    honorifics: Phrases<()>,
    /// Words that name the period of pay by themselves.
    adjectives: Phrases<PayPeriod>,
    /// Words that name it only after a slash or the like.
    nouns: Phrases<PayPeriod>,
    /// Whole cells: `H`.
    codes: Phrases<PayPeriod>,
}

impl Language {
    /// The tables that are compiled in.
    pub(super) fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// The tokens of a header. A word that is made of known ones, as `basesalary` and `yearsofexperience` are, is split into them.
    pub(super) fn header_tokens(&self, header: &str) -> Vec<HeaderToken> {
        let parts = |token: HeaderToken| match self.known_parts(&token) {
            Some(starts) => token.split_at(&starts),
            None => vec![token],
        };
        tokens(header).into_iter().flat_map(parts).collect()
    }

    /// The positions where the known words begin of which a token is made, the fewest words; `None` for any other token.
    fn known_parts(&self, token: &HeaderToken) -> Option<Vec<usize>> {
        let text = token.text();
        let is_word = |word: &str| {
            word.len() >= MIN_PART_LEN && (self.header.has(word) || self.adjectives.has(word) || self.nouns.has(word))
                || word == "of"
        };
        let is_known = |token| self.header_word(std::slice::from_ref(token)).is_some();
        if !JOINED_LENS.contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_lowercase()) || is_known(token)
        {
            return None;
        }
        // For each position, the fewest words that end there, and where the last of them begins.
        let mut fewest: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
        for end in 1..=text.len() {
            let words = (0..end).filter(|start| text.get(*start..end).is_some_and(is_word));
            let counted = words.filter_map(|start| Some((fewest.get(start).copied().flatten()?.0 + 1, start)));
            fewest.push(counted.min());
        }
        let mut starts = Vec::new();
        let mut at = text.len();
        while at > 0 {
            at = fewest.get(at).copied().flatten()?.1;
            starts.push(at);
        }
        starts.reverse();
        Some(starts)
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

    /// The period of a noun in Han characters with which the tokens begin, if a word for pay follows it: 月 in 月基本工资.
    pub(super) fn period_before_pay(&self, tokens: &[HeaderToken]) -> Option<PayPeriod> {
        let first = tokens.first().filter(|first| first.is_han())?;
        let noun = self.nouns.at(tokens)?;
        let rest = first.from(noun.bytes)?;
        let pay = self.header_word(&[rest]).filter(|word| word.meaning.0.is_pay());
        pay.map(|_| noun.meaning)
    }

    /// The period of a code, which is a whole cell: `H`.
    pub(super) fn period_of_code(&self, tokens: &[HeaderToken]) -> Option<PayPeriod> {
        self.codes.at(tokens).map(|code| code.meaning)
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
    // ISO 3166 reserves UK for what it calls GB.
    let code = if cell.trim().eq_ignore_ascii_case("UK") { "GB" } else { cell };
    currency_of_code(code).or_else(|| currency_of_name(code))
}

/// The currency of a country by its code of two letters, as packs have it.
fn currency_of_code(code: &str) -> Option<Currency> {
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let (_, rest) = is_code.then(|| COUNTRIES.split_once(&format!("\n{code},")))??;
    rest.lines().next()?.rsplit(',').next()?.parse().ok()
}

fn currency_of_name(name: &str) -> Option<Currency> {
    static COUNTRY_CURRENCIES: OnceLock<HashMap<String, Currency>> = OnceLock::new();
    let known = COUNTRY_CURRENCIES.get_or_init(|| {
        let mut currencies = HashMap::new();
        each_row(COUNTRIES, |cells| {
            if let Some(country) = Country::of(cells) {
                currencies.extend(country.names.map(|name| (folded(&name), country.currency)));
            }
        });
        currencies
    });
    known.get(&folded(name)).copied()
}

/// A name in lower case and simplified Chinese, for comparison.
fn folded(name: &str) -> String {
    simplified(name.trim()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    fn joined(tokens: &[HeaderToken]) -> String {
        tokens.iter().map(HeaderToken::text).collect::<Vec<_>>().join(" ")
    }

    /// Catches a country whose currency cannot be read: it would be left out in silence.
    #[test]
    fn every_country_is_read() {
        let mut countries = 0;
        each_row(COUNTRIES, |cells| countries += usize::from(Country::of(cells).is_some()));
        assert_eq!(countries, COUNTRIES.lines().count() - 1);
    }

    /// Catches a row that is not found by its words: an order that the search does not expect, and a word that means two things.
    #[test]
    fn every_word_is_found_with_its_meaning() {
        /// The word in data for a meaning, without hyphens.
        fn found<T: Copy + Debug>(phrases: &Phrases<T>, words: &str) -> Option<String> {
            let tokens = tokens(words);
            let found = phrases.at(&tokens).filter(|found| found.tokens == tokens.len());
            let found = found.filter(|found| tokens.last().is_some_and(|last| last.text().len() == found.bytes));
            Some(format!("{:?}", found?.meaning).to_lowercase())
        }
        let language = Language::bundled();
        each_row(include_str!("../../data/language/header_words.csv"), |cells| {
            let [words, _, meaning, weight] = cells else { panic!("{cells:?}") };
            if meaning == "honorific" {
                return assert!(language.is_honorific(words), "{words}");
            }
            let found = found(&language.header, words).unwrap_or_default();
            assert_eq!(found, format!("({}, {weight})", meaning.replace('-', "")), "{words}");
        });
        each_row(include_str!("../../data/language/period_words.csv"), |cells| {
            let [words, _, form, period] = cells else { panic!("{cells:?}") };
            let phrases = match form.as_ref() {
                "adjective" => &language.adjectives,
                "noun" => &language.nouns,
                _ => &language.codes,
            };
            assert_eq!(found(phrases, words), Some(period.replace('-', "")), "{words}");
        });
    }

    /// Catches a word that is cut into parts by chance.
    #[test]
    fn words_that_are_made_of_known_ones_are_split() {
        for (header, expected) in [
            ("basesalary", "base salary"),
            ("totalyearlycompensation", "total yearly compensation"),
            ("yearsofexperience", "years of experience"),
            ("HOURLYRATE", "hourly rate"),
            ("salaryrange", "salary range"),
            ("paytype", "paytype"),
            ("department", "department"),
            ("candidate", "candidate"),
            ("education", "education"),
            ("compensation", "compensation"),
            ("accountmanager", "accountmanager"),
            ("salaryxyz", "salaryxyz"),
        ] {
            let tokens = Language::bundled().header_tokens(header);
            assert_eq!(joined(&tokens), expected, "{header}");
        }
    }

    /// Catches a header whose time grows with the square of its length.
    #[test]
    fn the_words_of_a_long_header_are_bounded() {
        for (part, tokens) in [("a", 1), ("a b ", 500), ("职", 1), ("salary", 1)] {
            let found = Language::bundled().header_tokens(&part.repeat(100_000 / part.len()));
            assert_eq!(found.len(), tokens, "{part}");
        }
    }
}
