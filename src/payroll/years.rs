//! Years of experience as people write them.

use crate::money::Decimal;

/// Words after or before a number that make it the most there can be.
const AT_MOST: [&str; 8] = ["以下", "以内", "less than", "under", "up to", "below", "<", "不超过"];
/// Texts that mean no experience at all.
const NONE: [&str; 7] = ["应届", "无经验", "在校", "经验不限", "不限", "fresh", "no experience"];

/// More than anybody has.
const MOST: Decimal = Decimal::ONE_HUNDRED;

/// The years that a text says somebody has, at least: the low end of a range; `None` when it says none.
pub(super) fn years(text: &str) -> Option<Decimal> {
    let text = text.trim().to_lowercase();
    if let Ok(number) = text.parse::<Decimal>() {
        return Some(number).filter(|years| (Decimal::ZERO..=MOST).contains(years));
    }
    let starts = text.find(|letter: char| letter.is_ascii_digit());
    let Some(rest) = starts.and_then(|at| text.get(at..)) else {
        return NONE.iter().any(|word| text.contains(word)).then_some(Decimal::ZERO);
    };
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
    let number: Decimal = rest.get(..end)?.trim_end_matches('.').parse().ok()?;
    if AT_MOST.iter().any(|word| text.contains(word)) {
        return Some(Decimal::ZERO);
    }
    Some(number).filter(|years| *years <= MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_low_end_is_what_somebody_has_at_least() {
        for (text, expected) in [
            ("3", Some("3")),
            ("3.5", Some("3.5")),
            (" 7 years ", Some("7")),
            ("3-5年", Some("3")),
            ("3-4年经验", Some("3")),
            ("5年以上", Some("5")),
            ("10+", Some("10")),
            ("1年以下", Some("0")),
            ("应届毕业生", Some("0")),
            ("经验不限", Some("0")),
            ("", None),
            ("2019", None),
            ("-3", None),
            ("senior", None),
        ] {
            assert_eq!(years(text), expected.map(|number| number.parse().unwrap()), "{text}");
        }
    }
}
