//! The words beside a single amount of pay, for readers other than [`read`](super::read), such as the script of a page.

use super::annual::MONTHS_PAID;
use super::period::PayPeriod;
use super::signs;
use super::words::{Word, WordTable, beyond_ascii, latin};
use crate::money::{Currency, Period};

/// The letters whose meaning depends on where they stand, as they are read behind a number: powers of ten.
const LETTER_POWERS: [(&str, u32); 2] = [("m", 6), ("w", 4)];

/// The words beside a single amount of pay, each normalized: narrow, in small letters, in simplified Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountWords {
    /// Powers of ten: `k` is 3, 万 is 4.
    pub powers: Vec<(&'static str, u32)>,
    /// Codes, signs and words of some currencies. A sign that several of them share has an entry for each.
    pub currencies: Vec<(String, Currency)>,
    /// A year and a month: `annum`, `monthly`, 月.
    pub periods: Vec<(&'static str, Period)>,
    /// Words before a year or a month: `per`, 每.
    pub per: Vec<&'static str>,
    /// Words behind the number of months paid a year: 薪.
    pub months: Vec<&'static str>,
    /// The least and the greatest number of months paid a year.
    pub months_paid: (u8, u8),
}

impl AmountWords {
    /// The words, with the names of these currencies.
    #[must_use]
    pub fn of(currencies: &[Currency]) -> Self {
        let mut words = AmountWords {
            powers: LETTER_POWERS.to_vec(),
            currencies: Vec::new(),
            periods: Vec::new(),
            // `a` is a letter, whose meaning depends on where it stands, and `an` is read as `a`.
            per: vec!["a", "an"],
            months: Vec::new(),
            months_paid: (*MONTHS_PAID.start(), *MONTHS_PAID.end()),
        };
        for currency in currencies {
            words.currencies.extend(signs::codes_of(*currency).map(|code| (code.to_owned(), *currency)));
        }
        for (word, meaning) in notation() {
            words.add(word, meaning, currencies);
        }
        words
    }

    fn add(&mut self, word: &'static str, meaning: Word, currencies: &[Currency]) {
        let is_of = |currency: &&Currency| match meaning {
            Word::Code(code) => code == currency.as_str(),
            Word::Sign(sign) => sign.is_of(**currency),
            Word::Yuan => signs::called_yuan(**currency),
            _ => false,
        };
        self.currencies.extend(currencies.iter().filter(is_of).map(|currency| (word.to_owned(), *currency)));
        match meaning {
            Word::Power(power) | Word::ChinesePower(power) => self.powers.push((word, power)),
            Word::Span(PayPeriod::Year) | Word::Rate(PayPeriod::Year) => self.periods.push((word, Period::Year)),
            Word::Span(PayPeriod::Month) | Word::Rate(PayPeriod::Month) => self.periods.push((word, Period::Month)),
            Word::Per => self.per.push(word),
            Word::Salaries | Word::Months => self.months.push(word),
            _ => {}
        }
    }
}

/// All words of the notation.
fn notation() -> impl Iterator<Item = (&'static str, Word)> {
    let tables = (b'a'..=b'z').map(latin).chain(('\u{80}'..='\u{ffff}').map(beyond_ascii));
    let words = tables.flat_map(|table: WordTable| table.iter().copied());
    words.chain([("$", Word::Sign(signs::Sign::Dollar))])
}

#[cfg(test)]
mod tests {
    use super::super::{Defaults, PayPeriod, PayText, read};
    use super::*;
    use crate::money::Decimal;

    fn words(codes: &[&str]) -> AmountWords {
        AmountWords::of(&codes.iter().map(|code| code.parse().unwrap()).collect::<Vec<_>>())
    }

    /// Catches a word that a page would read otherwise than the command line.
    #[test]
    fn the_reader_of_pay_reads_each_word_alike() {
        for codes in [["USD", "CNY"], ["EUR", "JPY"], ["SEK", "INR"]] {
            for (word, currency) in words(&codes).currencies {
                let read = read(&format!("5000 {word}"), &Defaults::new(currency, PayPeriod::Year));
                assert!(matches!(&read, Ok(PayText::Stated(pay)) if pay.currency == currency), "{word}: {read:?}");
            }
        }
        let defaults = Defaults::new("CNY".parse().unwrap(), PayPeriod::Year);
        for (word, power) in words(&["CNY"]).powers {
            let read = read(&format!("5{word}"), &defaults);
            let wanted = Decimal::from(5 * 10_i64.pow(power));
            assert!(matches!(&read, Ok(PayText::Stated(pay)) if pay.low == Some(wanted)), "{word}: {read:?}");
        }
        for (word, period) in words(&["CNY"]).periods {
            let read = read(&format!("5000/{word}"), &defaults);
            assert!(matches!(&read, Ok(PayText::Stated(pay)) if pay.period == period.into()), "{word}: {read:?}");
        }
    }

    #[test]
    fn the_words_of_a_currency_are_its_own() {
        let of = |code: &str, word: &str| words(&[code]).currencies.iter().any(|(known, _)| known == word);
        for (code, word) in [("CNY", "¥"), ("CNY", "元"), ("CNY", "rmb"), ("USD", "$"), ("USD", "us$"), ("EUR", "€")]
        {
            assert!(of(code, word), "{code} {word}");
        }
        for (code, word) in [("USD", "¥"), ("CNY", "$"), ("EUR", "£"), ("USD", "元")] {
            assert!(!of(code, word), "{code} {word}");
        }
    }
}
