//! Codes of currencies among the words of a header.

use super::language::Language;
use super::tokens::HeaderToken;
use crate::money::Currency;
use crate::pay::currency_named;

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
