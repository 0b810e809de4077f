//! Reads a currency on the command line: a code, a sign or a word.

use std::str::FromStr;

use crate::cli::failure::Failure;
use crate::money::{Currency, UnknownCurrency};
use crate::pack::Pack;
use crate::pay::currency_of_name;
use crate::pricing::{Exchange, native_currency};

/// The currency that a text names: a code of three letters, or a sign or word that pay is written with (`¥`, `元`, `RMB`,
/// `人民币`, `$`, `US$`, `€`). A sign that several currencies share means the first of them that the pack knows: its own
/// currency comes before those that it has rates for.
///
/// # Errors
/// A usage error when the text names no currency, or a sign that several currencies share of which the pack knows none.
pub(in crate::cli) fn currency(pack: &Pack, flag: &str, text: &str) -> Result<Currency, Failure> {
    if let Ok(code) = Currency::from_str(text) {
        return Ok(code);
    }
    let known = known(pack)?;
    let own = known.iter().copied().find(|currency| currency_of_name(text, *currency) == Some(*currency));
    let usual = || known.first().and_then(|first| currency_of_name(text, *first));
    own.or_else(usual).ok_or_else(|| {
        let failure = Failure::usage(format!("{flag}: \"{text}\" names no currency"));
        let codes: Vec<&str> = known.iter().map(Currency::as_str).collect();
        match codes.as_slice() {
            [] => failure.hint("write its code of three letters, like USD"),
            _ => failure.hint(format!("the pack has rates for {}", codes.join(", "))),
        }
    })
}

/// The currency of pay in a file, by its code, or by a sign or word that pay is written with. A sign that several currencies share
/// means the usual one: `¥` the yuan.
///
/// # Errors
/// Where the text names no currency.
pub(in crate::cli) fn pay_currency(text: &str) -> Result<Currency, UnknownCurrency> {
    text.parse().or_else(|error| currency_of_name(text, "USD".parse()?).ok_or(error))
}

/// The pack's own currency, then those that it has rates for.
fn known(pack: &Pack) -> Result<Vec<Currency>, Failure> {
    let Some(native) = native_currency(pack)? else { return Ok(Vec::new()) };
    Ok(Exchange::new(pack)?.currencies_to(native))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        currency(&Pack::bundled(), "--currency", text).ok().map(|currency| currency.to_string())
    }

    #[test]
    fn codes_signs_and_words_are_read() {
        for (text, expected) in [
            ("CNY", "CNY"),
            ("usd", "USD"),
            ("RMB", "CNY"),
            ("¥", "CNY"),
            ("￥", "CNY"),
            ("元", "CNY"),
            ("人民币", "CNY"),
            ("yuan", "CNY"),
            ("$", "USD"),
            ("US$", "USD"),
            ("美元", "USD"),
            ("€", "EUR"),
            ("£", "GBP"),
            ("HK$", "HKD"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "kr", "dollars and cents", "5", "k", "¥ a month", "元/月", "¥20", "-", "14薪", "万"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_currency_of_pay_is_a_code_a_sign_or_a_word() {
        for (text, expected) in
            [("cny", "CNY"), ("元", "CNY"), ("人民币", "CNY"), ("¥", "CNY"), ("$", "USD"), ("£", "GBP")]
        {
            assert_eq!(pay_currency(text).map(|currency| currency.to_string()).as_deref(), Ok(expected), "{text}");
        }
        assert!(["", "kr", "5", "元/月"].iter().all(|text| pay_currency(text).is_err()));
    }

    #[test]
    fn a_sign_that_several_currencies_share_is_one_that_the_pack_knows() {
        let pack = Pack::bundled();
        let [usd, cny, jpy, hkd] = ["USD", "CNY", "JPY", "HKD"].map(|code| code.parse().unwrap());
        assert_eq!(
            (currency_of_name("¥", cny), currency_of_name("¥", jpy), currency_of_name("¥", usd)),
            (Some(cny), Some(jpy), Some(cny))
        );
        assert_eq!((currency_of_name("$", hkd), currency_of_name("$", cny)), (Some(hkd), Some(usd)));
        assert_eq!(known(&pack).unwrap(), [usd, cny]);
    }

    #[test]
    fn an_unknown_currency_lists_those_of_the_pack() {
        let failure = currency(&Pack::bundled(), "--currency", "kr").unwrap_err();
        assert_eq!(failure.error.to_string(), "--currency: \"kr\" names no currency");
        assert_eq!(failure.hints, ["the pack has rates for USD, CNY"]);
    }
}
