//! Years of experience as people write them.

use crate::money::Decimal;

/// Words before a number that make it the most there can be.
const AT_MOST: [&str; 6] = ["less than", "under", "up to", "below", "<", "不超过"];
/// The same behind one.
const OR_LESS: [&str; 3] = ["以下", "以内", "or less"];
/// Texts that mean no experience at all.
const NONE: [&str; 7] = ["应届", "无经验", "在校", "经验不限", "不限", "fresh", "no experience"];
/// Chinese numbers before 年.
const NUMBERS: [(&str, &str); 11] = [
    ("十", "10"),
    ("一", "1"),
    ("二", "2"),
    ("两", "2"),
    ("三", "3"),
    ("四", "4"),
    ("五", "5"),
    ("六", "6"),
    ("七", "7"),
    ("八", "8"),
    ("九", "9"),
];

/// More than anybody has.
const MOST: Decimal = Decimal::ONE_HUNDRED;

/// The years that a text says somebody has, at least: the low end of a range; `None` when it says none.
pub(crate) fn years(text: &str) -> Option<Decimal> {
    let mut text = text.trim().to_lowercase();
    if let Some((word, number)) = NUMBERS.iter().find(|(word, _)| text.starts_with(word)) {
        let rest = text.get(word.len()..)?;
        // 十二, 二十: more than one letter is more than this reads.
        if NUMBERS.iter().any(|(word, _)| rest.starts_with(word)) {
            return None;
        }
        text = format!("{number}{rest}");
    }
    let within = |years: Decimal| (Decimal::ZERO..=MOST).contains(&years).then_some(years);
    if let Ok(number) = text.parse::<Decimal>() {
        return within(number);
    }
    let starts = text.find(|letter: char| letter.is_ascii_digit());
    let Some((before, rest)) = starts.and_then(|at| text.split_at_checked(at)) else {
        return NONE.iter().any(|word| text.contains(word)).then_some(Decimal::ZERO);
    };
    if AT_MOST.iter().any(|word| before.trim_end().ends_with(word)) || OR_LESS.iter().any(|word| rest.contains(word)) {
        return Some(Decimal::ZERO);
    }
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
    let number: Decimal = rest.get(..end)?.trim_end_matches('.').parse().ok()?;
    // Months, where no years stand beside them.
    let months = ["month", "个月", "月"].iter().any(|word| rest.contains(word))
        && !rest.contains('年')
        && !rest.contains("year");
    within(if months { number.checked_div(Decimal::from(12))? } else { number })
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
            ("三年以上", Some("3")),
            ("10+", Some("10")),
            ("1年以下", Some("0")),
            ("up to 3 years", Some("0")),
            ("5 up to 10 years", Some("5")),
            ("6个月", Some("0.5")),
            ("18 months", Some("1.5")),
            ("应届毕业生", Some("0")),
            ("经验不限", Some("0")),
            ("十二年", None),
            ("", None),
            ("2019", None),
            ("-3", None),
            ("senior", None),
        ] {
            assert_eq!(years(text), expected.map(|number| number.parse().unwrap()), "{text}");
        }
    }
}
