//! Currencies that a text names: by a code, a sign or a word.

use super::language::Language;
use super::tokens::HeaderToken;
use crate::money::Currency;
use crate::pay::{Defaults, PayPeriod, PayText, read};

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

/// The currency that a text names beside an amount: by its code, or by a sign or word such as `¥` or `美元`. `native` decides
/// signs that several currencies share.
pub(super) fn currency_named(text: &str, native: Currency) -> Option<Currency> {
    let beside = |pay: String| match read(&pay, &Defaults::new(native, PayPeriod::Year)) {
        Ok(PayText::Stated(pay)) if pay.states_currency() => Some(pay.currency),
        _ => None,
    };
    beside(format!("1000 {text}")).or_else(|| beside(format!("{text} 1000")))
}

#[cfg(test)]
mod tests {
    use super::*;

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
