//! Currency codes, signs that several currencies share, and the currencies of each convention.

use crate::money::Currency;

/// A sign that several currencies share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `$`
    Dollar,
    /// `£`
    Pound,
    /// `¥`
    Yen,
    /// `kr`
    Krona,
    /// `Rs`
    Rupee,
}

impl Sign {
    /// The currencies that are written with the sign.
    fn codes(self) -> &'static [&'static [u8; 3]] {
        match self {
            Sign::Dollar => &[
                b"USD", b"AUD", b"CAD", b"HKD", b"SGD", b"NZD", b"TWD", b"MXN", b"ARS", b"CLP", b"COP", b"UYU", b"BBD",
                b"BMD", b"BND", b"BSD", b"BZD", b"FJD", b"GYD", b"JMD", b"KYD", b"LRD", b"NAD", b"SBD", b"TTD", b"XCD",
            ],
            Sign::Pound => &[b"GBP", b"EGP", b"FKP", b"GIP", b"LBP", b"SDG", b"SHP", b"SSP", b"SYP"],
            Sign::Yen => &[b"CNY", b"JPY"],
            Sign::Krona => &[b"SEK", b"NOK", b"DKK", b"ISK"],
            Sign::Rupee => &[b"INR", b"PKR", b"LKR", b"NPR", b"MUR"],
        }
    }

    /// Whether this currency is written with the sign.
    pub(super) fn is_of(self, currency: Currency) -> bool {
        is_one_of(currency, self.codes())
    }

    /// The currency that the sign usually means; `None` where that would be a guess.
    pub(super) fn usual(self) -> Option<&'static str> {
        match self {
            Sign::Dollar => Some("USD"),
            Sign::Pound => Some("GBP"),
            Sign::Yen => Some("CNY"),
            Sign::Rupee => Some("INR"),
            Sign::Krona => None,
        }
    }
}

/// Whether `15-30万` in a file of this currency is in this currency.
pub(super) fn counted_in_chinese(currency: Currency) -> bool {
    is_one_of(currency, &[b"CNY", b"JPY", b"KRW", b"HKD", b"TWD", b"MOP", b"SGD"])
}

/// Whether `3,00,000` or `5 lakh` in a file of this currency is in this currency.
pub(super) fn counted_in_lakh(currency: Currency) -> bool {
    is_one_of(currency, &[b"INR", b"PKR", b"NPR", b"LKR", b"BDT"])
}

/// Whether `300元` in a file of this currency is in this currency.
pub(super) fn called_yuan(currency: Currency) -> bool {
    is_one_of(currency, &[b"CNY", b"HKD", b"TWD", b"MOP", b"SGD"])
}

/// Whether people who are paid in this currency write a decimal comma, and dots or blanks between thousands.
pub(super) fn decimal_comma(currency: Currency) -> bool {
    is_one_of(
        currency,
        &[
            b"EUR", b"DKK", b"SEK", b"NOK", b"ISK", b"PLN", b"CZK", b"HUF", b"RON", b"BGN", b"RSD", b"MKD", b"BAM",
            b"TRY", b"BRL", b"ARS", b"CLP", b"COP", b"UYU", b"PYG", b"VND", b"IDR", b"RUB", b"UAH", b"BYN", b"KZT",
            b"GEL", b"AZN",
        ],
    )
}

/// Whether the currency has no cents, so that three decimals cannot be meant.
pub(super) fn without_cents(currency: Currency) -> bool {
    is_one_of(currency, &[b"JPY", b"KRW"])
}

/// Whether a currency is in a list. Compares codes of fixed length, not strings, because every pay text asks.
fn is_one_of(currency: Currency, codes: &[&[u8; 3]]) -> bool {
    currency.as_str().as_bytes().first_chunk().is_some_and(|code| codes.contains(&code))
}

/// The currency of three small letters, if it is in use or was in recent years.
pub(super) fn code(letters: &str) -> Option<Currency> {
    CODES.binary_search(&letters).is_ok().then(|| letters.parse().ok()).flatten()
}

/// The codes of a currency in small letters: its own, and `rmb` for the yuan.
pub(super) fn codes_of(currency: Currency) -> impl Iterator<Item = &'static str> {
    CODES.into_iter().filter(move |letters| code(letters) == Some(currency))
}

/// The code of a currency in small letters, from its code in letters of either case; `None` where [`code`] knows none.
pub(super) fn static_code(letters: &str) -> Option<&'static str> {
    let mut small: [u8; 3] = letters.as_bytes().try_into().ok()?;
    small.make_ascii_lowercase();
    let at = CODES.binary_search_by_key(&small.as_slice(), |code| code.as_bytes()).ok()?;
    CODES.get(at).copied()
}

/// The currency of three letters: one of [`code`], or the default.
pub(super) fn code_or_default(letters: &str, default: Currency) -> Option<Currency> {
    code(letters).or_else(|| letters.eq_ignore_ascii_case(default.as_str()).then_some(default))
}

/// ISO 4217 without funds, units of account and metals, and `rmb`.
const CODES: [&str; 159] = [
    "aed", "afn", "all", "amd", "ang", "aoa", "ars", "aud", "awg", "azn", "bam", "bbd", "bdt", "bgn", "bhd", "bif",
    "bmd", "bnd", "bob", "brl", "bsd", "btn", "bwp", "byn", "bzd", "cad", "cdf", "chf", "clp", "cny", "cop", "crc",
    "cup", "cve", "czk", "djf", "dkk", "dop", "dzd", "egp", "ern", "etb", "eur", "fjd", "fkp", "gbp", "gel", "ghs",
    "gip", "gmd", "gnf", "gtq", "gyd", "hkd", "hnl", "hrk", "htg", "huf", "idr", "ils", "inr", "iqd", "irr", "isk",
    "jmd", "jod", "jpy", "kes", "kgs", "khr", "kmf", "kpw", "krw", "kwd", "kyd", "kzt", "lak", "lbp", "lkr", "lrd",
    "lsl", "lyd", "mad", "mdl", "mga", "mkd", "mmk", "mnt", "mop", "mru", "mur", "mvr", "mwk", "mxn", "myr", "mzn",
    "nad", "ngn", "nio", "nok", "npr", "nzd", "omr", "pab", "pen", "pgk", "php", "pkr", "pln", "pyg", "qar", "rmb",
    "ron", "rsd", "rub", "rwf", "sar", "sbd", "scr", "sdg", "sek", "sgd", "shp", "sle", "sos", "srd", "ssp", "stn",
    "svc", "syp", "szl", "thb", "tjs", "tmt", "tnd", "top", "try", "ttd", "twd", "tzs", "uah", "ugx", "usd", "uyu",
    "uzs", "ved", "ves", "vnd", "vuv", "wst", "xaf", "xcd", "xcg", "xof", "xpf", "yer", "zar", "zmw", "zwg",
];

/// Whether the code or abbreviation of a currency, without a dot at its end, is an everyday word too.
pub(super) fn is_everyday_word(word: &str) -> bool {
    EVERYDAY_WORDS.contains(&word)
}

/// Codes and abbreviations of currencies that are everyday words too, so that `PHP 7` may be no money.
const EVERYDAY_WORDS: [&str; 45] = [
    "all", "amd", "ang", "ar", "bam", "bob", "br", "bs", "cad", "cop", "cup", "db", "dh", "din", "esc", "fbu", "fg",
    "fr", "gel", "ks", "kz", "lei", "mad", "mop", "mt", "nad", "nt", "nu", "par", "pen", "php", "r", "ron", "rub",
    "sar", "sol", "som", "sos", "std", "sum", "top", "try", "u.s", "um", "won",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_is_searched() {
        assert!(CODES.is_sorted());
        assert_eq!(code("usd").map(|code| code.to_string()).as_deref(), Some("USD"));
        assert_eq!(code("rmb").map(|code| code.to_string()).as_deref(), Some("CNY"));
        assert_eq!((code("doe"), code("net"), code("k")), (None, None, None));
    }

    #[test]
    fn every_code_in_a_convention_is_a_currency() {
        for sign in [Sign::Dollar, Sign::Pound, Sign::Yen, Sign::Krona, Sign::Rupee] {
            for written in sign.codes() {
                let written = std::str::from_utf8(&written[..]).unwrap().to_lowercase();
                assert!(code(&written).is_some(), "{written}");
            }
        }
    }
}
