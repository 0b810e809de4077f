//! Three tables of `data/language/`: words of headers, words for periods, and countries. `total_rows` and `pay::vocabulary` read
//! the others.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use foldhash::fast::RandomState;

use super::tokens::{HeaderToken, tokens};
use crate::money::Currency;
use crate::names::simplified;
use crate::pack::delimited::each_row;
use crate::pay::PayPeriod;

const HEADER_WORDS: &str = include_str!("../../data/language/header_words.csv");
const PERIOD_WORDS: &str = include_str!("../../data/language/period_words.csv");
const COUNTRIES: &str = include_str!("../../data/language/countries.csv");

/// What a word of a header means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum WordMeaning {
    Role,
    City,
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
    Country,
    /// The bonus at target.
    TargetBonus,
    /// The bonus that was paid.
    PaidBonus,
    /// Numbers of the column are percentages. It does not change what else the header means.
    Percent,
    /// Pay after tax.
    Net,
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
    /// A form of address. It is looked for in cells, not in headers.
    Honorific,
}

impl WordMeaning {
    /// Whether the word means pay by itself.
    pub(super) fn is_pay(self) -> bool {
        matches!(self, WordMeaning::Salary | WordMeaning::OfferedRate)
    }

    /// The meaning by its word in data.
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "role" => WordMeaning::Role,
            "city" => WordMeaning::City,
            "level" => WordMeaning::Level,
            "years" => WordMeaning::Years,
            "salary" => WordMeaning::Salary,
            "offered-rate" => WordMeaning::OfferedRate,
            "amount" => WordMeaning::Amount,
            "low" => WordMeaning::Low,
            "high" => WordMeaning::High,
            "currency" => WordMeaning::Currency,
            "period" => WordMeaning::Period,
            "frequency" => WordMeaning::Frequency,
            "months" => WordMeaning::Months,
            "fte" => WordMeaning::Fte,
            "country" => WordMeaning::Country,
            "target-bonus" => WordMeaning::TargetBonus,
            "paid-bonus" => WordMeaning::PaidBonus,
            "percent" => WordMeaning::Percent,
            "net" => WordMeaning::Net,
            "neutral" => WordMeaning::Neutral,
            "weak" => WordMeaning::Weak,
            "other" => WordMeaning::Other,
            "classifier" => WordMeaning::Classifier,
            "of" => WordMeaning::Of,
            "honorific" => WordMeaning::Honorific,
            _ => return None,
        })
    }
}

/// The cells of a row of a table that is compiled in.
type Cells = [Cow<'static, str>];

/// A row of `header_words`.
#[derive(Debug)]
struct HeaderWord {
    words: Cow<'static, str>,
    meaning: WordMeaning,
    weight: i32,
}

impl HeaderWord {
    fn of(cells: &mut Cells) -> Option<Self> {
        let [words, _, meaning, weight] = cells else { return None };
        let (meaning, weight) = (WordMeaning::named(meaning)?, weight.parse().ok()?);
        Some(HeaderWord { words: std::mem::take(words), meaning, weight })
    }
}

/// A row of `period_words`.
#[derive(Debug)]
struct PeriodWord {
    words: Cow<'static, str>,
    form: PeriodForm,
    period: PayPeriod,
}

/// Where a word for a period names the period of pay: by itself (adjective), only after a slash or the like (noun), or as a whole
/// cell (code).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PeriodForm {
    Adjective,
    Noun,
    /// A whole cell: `H`.
    Code,
}

impl PeriodWord {
    fn of(cells: &mut Cells) -> Option<Self> {
        let [words, _, form, period] = cells else { return None };
        let form = match form.as_ref() {
            "adjective" => PeriodForm::Adjective,
            "noun" => PeriodForm::Noun,
            "code" => PeriodForm::Code,
            _ => return None,
        };
        let period = PayPeriod::ALL.into_iter().find(|known| known.as_str() == period.as_ref())?;
        Some(PeriodWord { words: std::mem::take(words), form, period })
    }
}

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
    known: HashMap<Cow<'static, str>, T, RandomState>,
    /// The most words of a phrase.
    max_words: usize,
    /// The most characters of a Han word.
    max_characters: usize,
}

impl<T: Copy> Phrases<T> {
    /// An empty table with room for so many phrases.
    fn with_capacity(phrases: usize) -> Self {
        let known = HashMap::with_capacity_and_hasher(phrases, RandomState::default());
        Phrases { known, max_words: 1, max_characters: 1 }
    }

    /// Adds a phrase. The first meaning of a phrase holds.
    fn add(&mut self, words: Cow<'static, str>, meaning: T) {
        // Most phrases are in the form of tokens already.
        if words.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ') {
            let blanks = words.bytes().filter(|byte| *byte == b' ').count();
            self.max_words = self.max_words.max(blanks + 1);
            self.known.entry(words).or_insert(meaning);
            return;
        }
        let tokens = tokens(&words);
        self.max_words = self.max_words.max(tokens.len());
        let letters = tokens.iter().filter(|token| token.is_han()).map(|token| token.text().chars().count());
        self.max_characters = self.max_characters.max(letters.max().unwrap_or(0));
        self.known.entry(Cow::Owned(joined(&tokens))).or_insert(meaning);
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
                self.known.get(each.join(" ").as_str())
            };
            let meaning = *self.known.get(text.as_str()).or_else(singular).or_else(singulars)?;
            Some(PhraseMatch { meaning, tokens: count, bytes: last.text().len() })
        })
    }
}

fn joined(tokens: &[HeaderToken]) -> String {
    tokens.iter().map(HeaderToken::text).collect::<Vec<_>>().join(" ")
}

/// The lengths of a word of a header that may be made of others, and the least length of those. A longer one takes as long as the
/// square of its length.
const JOINED_LENS: RangeInclusive<usize> = 8..=40;
const MIN_PART_LEN: usize = 3;

/// The tables, indexed by phrase.
#[derive(Debug)]
pub(super) struct Language {
    header: Phrases<(WordMeaning, i32)>,
    honorifics: Phrases<()>,
    adjectives: Phrases<PayPeriod>,
    nouns: Phrases<PayPeriod>,
    codes: Phrases<PayPeriod>,
}

impl Language {
    /// The tables that are compiled in, parsed on first use.
    pub(super) fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Language> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            let mut language = Language {
                header: Phrases::with_capacity(2048),
                honorifics: Phrases::with_capacity(64),
                adjectives: Phrases::with_capacity(1024),
                nouns: Phrases::with_capacity(1024),
                codes: Phrases::with_capacity(16),
            };
            each_row(HEADER_WORDS, |cells| match HeaderWord::of(cells) {
                Some(word) if word.meaning == WordMeaning::Honorific => language.honorifics.add(word.words, ()),
                Some(word) => language.header.add(word.words, (word.meaning, word.weight)),
                None => {}
            });
            each_row(PERIOD_WORDS, |cells| match PeriodWord::of(cells) {
                Some(PeriodWord { words, form: PeriodForm::Adjective, period }) => {
                    language.adjectives.add(words, period)
                }
                Some(PeriodWord { words, form: PeriodForm::Noun, period }) => language.nouns.add(words, period),
                Some(PeriodWord { words, form: PeriodForm::Code, period }) => language.codes.add(words, period),
                None => {}
            });
            language
        })
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
            word.len() >= MIN_PART_LEN
                && (self.header.known.contains_key(word)
                    || self.adjectives.known.contains_key(word)
                    || self.nouns.known.contains_key(word))
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
    currency_of_code(cell).or_else(|| currency_of_name(cell))
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
    use super::*;

    /// The rows of a table that can be read.
    fn rows<T>(text: &'static str, of: fn(&mut Cells) -> Option<T>) -> Vec<T> {
        let mut rows = Vec::new();
        each_row(text, |cells| rows.extend(of(cells)));
        rows
    }

    /// Catches a row with a meaning, number or currency that cannot be read: it would be left out in silence.
    #[test]
    fn every_row_is_read() {
        let lines = |text: &str| text.lines().count() - 1;
        assert_eq!(rows(HEADER_WORDS, HeaderWord::of).len(), lines(HEADER_WORDS));
        assert_eq!(rows(PERIOD_WORDS, PeriodWord::of).len(), lines(PERIOD_WORDS));
        assert_eq!(rows(COUNTRIES, Country::of).len(), lines(COUNTRIES));
    }

    /// Catches a word that means two things, of which one would never be found.
    #[test]
    fn no_word_of_headers_means_two_things() {
        let mut known: HashMap<String, WordMeaning> = HashMap::new();
        let words = rows(HEADER_WORDS, HeaderWord::of);
        for word in words.iter().filter(|word| word.meaning != WordMeaning::Honorific) {
            let text = joined(&tokens(&word.words));
            assert_eq!(*known.entry(text).or_insert(word.meaning), word.meaning, "{}", word.words);
        }
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
