//! Texts that name a currency without an amount: codes, signs and words.

use super::defaults::Defaults;
use super::period::PayPeriod;
use super::reader::read;
use super::signs;
use super::stated::{Pay, PayText};
use super::words::{Word, whole};
use crate::money::{Currency, Decimal};

/// An amount beside which a currency is read.
const AMOUNT: u32 = 52_000;

/// The currency that a text names beside an amount, by its code, or by a sign or word such as `¥` or `美元`. Other words of the
/// text are ignored where the reader of pay takes them for remarks. `native` decides signs that several currencies share.
pub(crate) fn currency_named(text: &str, native: Currency) -> Option<Currency> {
    let amounts = [format!("1000 {text}"), format!("{text} 1000")];
    amounts.iter().find_map(|amount| pay_with_currency(amount, native)).map(|pay| pay.currency)
}

/// The currency whose code, sign or word a text is; `None` if the text says anything else. `native` decides
/// signs that several currencies share.
pub(crate) fn currency_of_name(text: &str, native: Currency) -> Option<Currency> {
    // The reader of pay would ignore further words as remarks.
    if text.trim().contains(|letter: char| letter.is_numeric() || letter.is_whitespace()) {
        return None;
    }
    // A text such as `万元` scales the amount too.
    let is_plain = |pay: &Pay| {
        let is_amount = |end: Option<Decimal>| end == Some(Decimal::from(AMOUNT));
        is_amount(pay.low) && is_amount(pay.high) && pay.months.is_none() && !pay.states_period()
    };
    let amounts = [format!("{text}{AMOUNT}"), format!("{AMOUNT}{text}")];
    amounts.iter().find_map(|amount| pay_with_currency(amount, native).filter(is_plain)).map(|pay| pay.currency)
}

/// Whether a currency is in use, or was in recent years.
pub(crate) fn is_currency_in_use(currency: Currency) -> bool {
    signs::code(&currency.as_str().to_lowercase()) == Some(currency)
}

/// Whether a text is a sign that several currencies share: `$`, `kr`.
pub(crate) fn is_shared_sign(text: &str) -> bool {
    matches!(whole(&text.trim().to_lowercase()), Some(Word::Sign(_)))
}

/// Reads a text as pay; `None` unless it is pay that states its currency.
fn pay_with_currency(text: &str, native: Currency) -> Option<Pay> {
    match read(text, &Defaults::new(native, PayPeriod::Year)) {
        Ok(PayText::Stated(pay)) if pay.states_currency() => Some(pay),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a scale, a period or a remark that is lost with a currency.
    #[test]
    fn a_text_that_says_more_than_a_currency_is_none() {
        let usd = "USD".parse().unwrap();
        for text in ["万元", "kUSD", "k$", "USD/", "千元", "元/月", "1 USD", "USD base"] {
            assert_eq!(currency_of_name(text, usd), None, "{text}");
        }
        for (text, code) in [("元", "CNY"), ("USD", "USD"), ("€", "EUR"), ("RMB", "CNY")] {
            assert_eq!(currency_of_name(text, usd).unwrap().to_string(), code, "{text}");
        }
    }

    #[test]
    fn currencies_go_by_code_sign_and_word() {
        for (text, bare, expected) in [
            ("月薪", "USD", None),
            ("lakh", "USD", None),
            ("cny", "USD", Some("CNY")),
            ("RMB", "USD", Some("CNY")),
            ("人民币", "USD", Some("CNY")),
            ("元", "USD", Some("CNY")),
            ("¥", "USD", Some("CNY")),
            ("¥", "JPY", Some("JPY")),
            ("美元", "CNY", Some("USD")),
            ("$", "CNY", Some("USD")),
            ("€", "USD", Some("EUR")),
            ("kr", "USD", None),
            ("shells", "USD", None),
            ("?", "USD", None),
            ("1", "USD", None),
        ] {
            let found = currency_named(text, bare.parse().unwrap()).map(|code| code.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
