//! Numbers without a unit in cells beside pay, and how large a share can be.

use crate::money::Decimal;

/// The largest share: of full time, or of base salary. A larger number is a percentage, or something else.
pub(super) const MAX_SHARE: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

/// The meaning of a comma with three digits behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comma {
    /// A decimal comma, in a column without amounts.
    Decimal,
    /// A separator of thousands, unless nothing but zero stands before it.
    Thousands,
}

/// A number with a decimal point or a decimal comma.
pub(super) fn number(text: &str, comma: Comma) -> Option<Decimal> {
    let text = text.trim();
    let is_decimal = match comma {
        Comma::Decimal => true,
        Comma::Thousands => text
            .split_once(',')
            .is_some_and(|(whole, part)| matches!(whole, "0" | "-0") || (1..=2).contains(&part.len())),
    };
    text.replace(',', if is_decimal { "." } else { "" }).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_decimal_or_separates_thousands() {
        for (text, decimal, thousands) in [
            ("0,8", Some("0.8"), Some("0.8")),
            ("0,125", Some("0.125"), Some("0.125")),
            ("28,125", Some("28.125"), Some("28125")),
            ("54,000.50", None, Some("54000.50")),
            ("1,234,567", None, Some("1234567")),
            ("12.5", Some("12.5"), Some("12.5")),
            ("ask", None, None),
        ] {
            let expected = |text: Option<&str>| text.map(|text| text.parse::<Decimal>().unwrap());
            assert_eq!(number(text, Comma::Decimal), expected(decimal), "{text}");
            assert_eq!(number(text, Comma::Thousands), expected(thousands), "{text}");
        }
    }
}
