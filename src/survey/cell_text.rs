//! The text of a cell, and what identifies the organisation that it names.

use crate::tabular::Row;

/// The text of a cell, without quotes and the blanks around it.
pub(super) fn text(row: &Row<'_>, column: usize) -> Box<str> {
    let cell = row.value(column).unwrap_or_default();
    String::from_utf8_lossy(&cell).trim().into()
}

/// What identifies the organisation that a cell names: its text in lower case, with one blank for each run of them. One employer is
/// often written in several ways, and must not count as several.
pub(super) fn organisation_key(row: &Row<'_>, column: usize) -> Box<str> {
    key_of(&text(row, column))
}

fn key_of(text: &str) -> Box<str> {
    let lower = text.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches one employer that counts as several, and two that count as one.
    #[test]
    fn spellings_of_one_organisation_have_one_key() {
        for text in ["Acme Ltd", "ACME  LTD", " acme\u{3000}ltd ", "aCme\tLtd"] {
            assert_eq!(&*key_of(text), "acme ltd", "{text:?}");
        }
        assert_ne!(key_of("Acme"), key_of("Acme Ltd"));
        assert_eq!(&*key_of("阿里健康"), "阿里健康");
        assert_eq!(&*key_of(" "), "");
    }
}
