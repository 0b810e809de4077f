//! Codes of currencies among the words of a header.

use super::language::Language;
use super::tokens::HeaderToken;
use crate::money::Currency;
use crate::pay::{currency_named, currency_of_name};

/// Whether a cell can be nothing but the code, sign or name of a currency, or may be something else too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CurrencyName {
    Certain(Currency),
    /// `CAD` may be a skill, and `Won` the state of an offer.
    Ambiguous(Currency),
}

impl CurrencyName {
    /// What a cell is; `None` where it says anything else.
    pub(super) fn of(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        let native = "USD".parse().ok()?;
        let lower = cell.to_lowercase();
        let names_money =
            MONEY_WORDS.iter().any(|word| lower.strip_suffix(word).is_some_and(|rest| rest.ends_with(' ')));
        let currency =
            currency_of_name(cell, native).or_else(|| if names_money { currency_named(cell, native) } else { None })?;
        let letters = lower.trim_end_matches('.');
        let is_ambiguous = letters.bytes().all(|byte| byte.is_ascii_alphabetic())
            && (letters.len() < 3 || AMBIGUOUS_NAMES.contains(&letters));
        Some(if is_ambiguous { CurrencyName::Ambiguous(currency) } else { CurrencyName::Certain(currency) })
    }

    pub(super) fn currency(self) -> Currency {
        match self {
            CurrencyName::Certain(currency) | CurrencyName::Ambiguous(currency) => currency,
        }
    }
}

/// Words at the end of names of currencies: `US Dollar`.
const MONEY_WORDS: [&str; 10] =
    ["dollar", "dollars", "yuan", "renminbi", "pound", "pounds", "sterling", "euro", "yen", "rupee"];

/// Codes and names of currencies that are also words, names, trades or skills, or codes of airports and countries, which name sites.
const AMBIGUOUS_NAMES: [&str; 50] = [
    "all", "amd", "ang", "ars", "bam", "bif", "bob", "cad", "clp", "cop", "crc", "cup", "dop", "ern", "esc", "gel",
    "gip", "inr", "irr", "lak", "lei", "lsl", "mad", "mop", "mur", "nad", "nio", "par", "pen", "php", "pound", "rand",
    "real", "ron", "rub", "sar", "scr", "sdg", "sek", "sle", "sol", "som", "sos", "std", "sum", "tmt", "top", "try",
    "won", "zar",
];

/// Whether a token is the code of a currency.
pub(super) fn is_currency_code(token: &HeaderToken) -> bool {
    currency_of_code(token).is_some()
}

/// The currency whose code a token is; `None` where the code is also a word of headers.
pub(super) fn currency_of_code(token: &HeaderToken) -> Option<Currency> {
    let text = token.text();
    let is_code = text.len() == 3 && text.bytes().all(|letter| letter.is_ascii_lowercase());
    if !is_code || Language::bundled().header_word(std::slice::from_ref(token)).is_some() {
        return None;
    }
    let code: Currency = text.parse().ok()?;
    currency_named(text, "USD".parse().ok()?).filter(|named| *named == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a word, a skill or a country that is taken for a currency, and a currency that is not known.
    #[test]
    fn cells_that_are_currencies() {
        for (cell, expected) in [
            ("CNY", Some(("CNY", true))),
            ("usd", Some(("USD", true))),
            ("RMB", Some(("CNY", true))),
            ("人民币", Some(("CNY", true))),
            ("元", Some(("CNY", true))),
            ("€", Some(("EUR", true))),
            ("HK$", Some(("HKD", true))),
            ("US Dollar", Some(("USD", true))),
            ("Chinese yuan", Some(("CNY", true))),
            ("half a dollar a day", None),
            ("CAD", Some(("CAD", false))),
            ("TRY", Some(("TRY", false))),
            ("All", Some(("ALL", false))),
            ("MOP", Some(("MOP", false))),
            ("Won", Some(("KRW", false))),
            ("kr", None),
            ("DEU", None),
            ("CHN", None),
            ("US", None),
            ("Dev", None),
            ("万元", None),
            ("CNY/month", None),
            ("", None),
        ] {
            let found = CurrencyName::of(cell);
            let is_certain = matches!(found, Some(CurrencyName::Certain(_)));
            let found = found.map(|found| (found.currency().as_str().to_owned(), is_certain));
            assert_eq!(found, expected.map(|(code, is_certain)| (code.to_owned(), is_certain)), "{cell}");
        }
    }
}
