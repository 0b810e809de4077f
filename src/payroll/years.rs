//! Years of experience as people write them.
//!
//! What cannot be read for sure is unknown: a wrong number of years is a wrong level.

use crate::money::Decimal;

/// Words before a number that make it the most there can be.
const AT_MOST: [&str; 6] = ["less than", "under", "up to", "below", "<", "不超过"];
/// The same behind one.
const OR_LESS: [&str; 3] = ["以下", "以内", "or less"];
/// Words before a number that do not change it.
const AT_LEAST: [&str; 22] = [
    "at least",
    "more than",
    "over",
    "above",
    "from",
    "min",
    "min.",
    "minimum",
    "about",
    "around",
    "approx.",
    "circa",
    "~",
    ">",
    "≥",
    "+",
    "约",
    "大约",
    "超过",
    "至少",
    "满",
    "近",
];
/// Words behind a number that do not change it.
const OR_MORE: [&str; 6] = ["以上", "及以上", "or more", "and more", "and above", "plus"];
/// Texts that mean no experience at all.
const NONE: [&str; 7] = ["应届", "无经验", "在校", "经验不限", "不限", "fresh", "no experience"];
/// Units of a year behind a number.
const YEAR: [&str; 6] = ["years", "year", "yrs", "yr", "yoe", "年"];
/// The same, where no letter follows.
const YEAR_LETTER: &str = "y";
/// Units of a month behind a number.
const MONTH: [&str; 9] = ["months", "month", "mths", "mth", "mos", "mo", "个月", "個月", "月"];
/// Words between a number and its unit that do not change it.
const BEFORE_UNIT: [&str; 2] = ["working ", "full "];
/// What follows a unit where the text says an age or a date.
const NO_EXPERIENCE_BEHIND: [&str; 3] = ["old", "/o", "ago"];
/// Marks between the two ends of a range.
const RANGE: [&str; 9] = ["-", "–", "—", "~", "to", "up to", "至", "到", "or"];
/// Marks between years and the months besides.
const BESIDES: [&str; 6] = ["and", ",", "，", "零", "又", "&"];
/// Marks that make a number the beginning of another one, of a date, a time, a fraction or a share.
const GOES_ON: [char; 9] = ['.', ',', '/', ':', '\'', '%', '^', '*', '_'];
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
const MONTHS_A_YEAR: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// In what a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
}

/// The years that a text says somebody has, at least: the low end of a range; `None` when it says none.
pub(crate) fn years(text: &str) -> Option<Decimal> {
    let mut text = half_width(text.trim()).to_lowercase();
    if let Some((word, number)) = NUMBERS.iter().find(|(word, _)| text.starts_with(word)) {
        let rest = text.get(word.len()..)?;
        // 十二, 二十: more than one letter is more than this reads.
        if NUMBERS.iter().any(|(word, _)| rest.starts_with(word)) {
            return None;
        }
        text = format!("{number}{rest}");
    }
    let starts = text.find(|letter: char| letter.is_ascii_digit());
    let Some((before, rest)) = starts.and_then(|at| text.split_at_checked(at)) else {
        return NONE.iter().any(|word| text.contains(word)).then_some(Decimal::ZERO);
    };
    if goes_into(before) {
        return None;
    }
    let before = before.trim_end();
    let (number, rest) = number(rest)?;
    let own_unit = unit(rest).0;
    let (end, rest) = match range(rest) {
        Some((end, rest)) => (Some(end), rest),
        None => (None, rest),
    };
    let (unit, rest) = unit(rest);
    if unit.is_some() && is_age_or_date(rest) {
        return None;
    }
    // `6 months - 1 year`, or a range the wrong way round.
    if end.is_some_and(|end| end < number || own_unit.is_some() && own_unit != unit) {
        return None;
    }
    // Without a unit only a bare number, or one with words that leave it what it is, is a number of years.
    let is_bare = before.is_empty() || ends_with_any(before, &AT_LEAST) || ends_with_any(before, &AT_MOST);
    let or_less = OR_LESS.iter().any(|word| rest.contains(word));
    if unit.is_none() && !(is_bare && says_no_more(rest)) {
        return None;
    }
    let value = match unit {
        Some(Unit::Month) => number.checked_div(MONTHS_A_YEAR)?,
        Some(Unit::Year) if end.is_none() => number.checked_add(months_besides(rest).unwrap_or_default())?,
        Some(Unit::Year) | None => number,
    };
    let within = (Decimal::ZERO..=MOST).contains(&value);
    within.then_some(if or_less || ends_with_any(before, &AT_MOST) { Decimal::ZERO } else { value })
}

/// Full-width digits and signs as ASCII: `１５` is typed on a Chinese keyboard.
fn half_width(text: &str) -> String {
    /// How far the full-width forms of ASCII stand behind it.
    const BEHIND: u32 = 0xfee0;
    let narrow = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - BEHIND).unwrap_or(letter),
        '\u{3000}' => ' ',
        _ => letter,
    };
    text.chars().map(narrow).collect()
}

/// The number that a text begins with, and what follows it; `None` where it goes on as something else: `1,000`, `12/2015`,
/// `1e400`, `50%`, `5th`, another script's digits.
fn number(text: &str) -> Option<(Decimal, &str)> {
    let digits = |text: &str| text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let whole = digits(text);
    let fraction = text.get(whole..)?.strip_prefix('.').map_or(0, digits);
    let end = if fraction > 0 { whole + 1 + fraction } else { whole };
    let (number, rest) = text.split_at_checked(end)?;
    let mut behind = rest.chars();
    let goes_on = match (behind.next(), behind.next()) {
        (Some('%'), _) => true,
        (Some('.'), None | Some(' ')) => false,
        (Some(mark), Some(next)) if GOES_ON.contains(&mark) => next.is_numeric(),
        (Some('e'), Some(next)) => next.is_ascii_digit() || matches!(next, '+' | '-'),
        (Some(next), _) => next.is_numeric(),
        (None, _) => false,
    };
    if goes_on { None } else { Some((number.parse().ok()?, rest)) }
}

/// The second number of a range, and what follows it.
fn range(text: &str) -> Option<(Decimal, &str)> {
    // The unit may stand behind both numbers: `3年-5年`.
    let (_, rest) = unit(text);
    let rest = rest.trim_start_matches([' ', '+']);
    let mark = RANGE.iter().find(|mark| rest.starts_with(**mark))?;
    number(rest.strip_prefix(mark)?.trim_start())
}

/// The unit that a text begins with, and what follows it.
fn unit(text: &str) -> (Option<Unit>, &str) {
    let rest = text.trim_start_matches([' ', '+', '(']);
    let rest = OR_MORE.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '+', '(', '.', '-', '余', '多', '来', '整']);
    let rest = BEFORE_UNIT.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let after = |words: &[&str]| words.iter().find_map(|word| rest.strip_prefix(word));
    if let Some(rest) = after(&MONTH).filter(|rest| !rest.starts_with(|next: char| next.is_ascii_alphabetic())) {
        return (Some(Unit::Month), rest);
    }
    if let Some(rest) = after(&YEAR) {
        return (Some(Unit::Year), rest);
    }
    match rest.strip_prefix(YEAR_LETTER) {
        Some(rest) if !rest.starts_with(char::is_alphanumeric) => (Some(Unit::Year), rest),
        _ => (None, text),
    }
}

/// Whether what follows the unit makes it an age (`35 years old`), a time in the past (`3年前`) or a date (`15年3月`).
fn is_age_or_date(behind_unit: &str) -> bool {
    let rest = behind_unit.trim_start_matches([' ', '-']);
    let date = number(rest).is_some_and(|(_, rest)| rest.trim_start().starts_with('月'));
    date || rest.trim_end() == "前" || NO_EXPERIENCE_BEHIND.iter().any(|word| rest.starts_with(word))
}

/// The months behind the years, in years: `2 years 6 months`.
fn months_besides(text: &str) -> Option<Decimal> {
    let rest = text.trim_start();
    let rest = BESIDES.iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest).trim_start();
    let (months, rest) = number(rest)?;
    let is_month = unit(rest).0 == Some(Unit::Month);
    is_month.then(|| months.checked_div(MONTHS_A_YEAR)).flatten()
}

/// Whether what stands behind a number without a unit leaves it what it is: `5+`, `5以上`, `5 or more`.
fn says_no_more(text: &str) -> bool {
    let rest = text.trim_matches([' ', '+', '.']);
    rest.is_empty() || OR_MORE.contains(&rest) || OR_LESS.contains(&rest)
}

/// Whether the number belongs to what stands right before it: `P6`, `-3`, `$5`.
fn goes_into(before: &str) -> bool {
    before.chars().next_back().is_some_and(|last| {
        let is_word = ends_with_any(before, &AT_LEAST) || ends_with_any(before, &AT_MOST);
        !is_word && (last.is_ascii_alphanumeric() || matches!(last, '-' | '−' | '$' | '¥' | '€' | '£' | '#' | '/'))
    })
}

/// Whether a text ends with one of these words, and not only with a longer one: `Admin` does not end with `min`.
fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let is_latin = word.starts_with(|first: char| first.is_ascii_alphabetic());
        text.strip_suffix(word).is_some_and(|before| !(is_latin && before.ends_with(char::is_alphanumeric)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_low_end_is_what_somebody_has_at_least() {
        for (text, expected) in [
            ("3", "3"),
            ("3.5", "3.5"),
            ("05", "5"),
            (" 7 years ", "7"),
            ("7 yrs.", "7"),
            ("7y", "7"),
            ("5-year", "5"),
            ("3-5年", "3"),
            ("3年-5年", "3"),
            ("3 to 5", "3"),
            ("3 or 4 years", "3"),
            ("3-4年经验", "3"),
            ("5年以上", "5"),
            ("5以上", "5"),
            ("5 or more", "5"),
            ("5 or more years", "5"),
            ("5 or more years of experience", "5"),
            ("5 plus years", "5"),
            ("5+ to 8 years", "5"),
            ("3+ to 5", "3"),
            ("5 (years)", "5"),
            ("5（年）", "5"),
            ("12 mths", "1"),
            ("18mo", "1.5"),
            ("5 working years", "5"),
            ("5年前端开发经验", "5"),
            ("min 5", "5"),
            ("at least 5", "5"),
            ("experience: 5 years", "5"),
            ("约5年", "5"),
            ("三年以上", "3"),
            ("10+", "10"),
            ("10+ years", "10"),
            ("5 years of work in 3 places", "5"),
            ("1年以下", "0"),
            ("up to 3 years", "0"),
            ("<1", "0"),
            ("5 up to 10 years", "5"),
            ("6个月", "0.5"),
            ("18 months", "1.5"),
            ("6-12 months", "0.5"),
            ("2 years, 6 months", "2.5"),
            ("2年6个月", "2.5"),
            ("应届毕业生", "0"),
            ("经验不限", "0"),
            ("up to 100 years", "0"),
            // As Chinese keyboards write them, all of it or half.
            ("１５", "15"),
            ("１5", "15"),
            ("３－５年", "3"),
            ("１．５年", "1.5"),
        ] {
            assert_eq!(years(text), Some(expected.parse().unwrap()), "{text}");
        }
    }

    /// Would catch the first digits of something else, read as years.
    #[test]
    fn what_may_be_something_else_is_unknown() {
        for text in [
            "",
            "十二年",
            "2019",
            "-3",
            "senior",
            "100 days",
            "90天",
            "6 weeks",
            "40 hours",
            "5th",
            "12/2015",
            "2015-12",
            "2015年3月",
            "01.02.2020",
            "5-7-2020",
            "10:30",
            "1e400",
            "1e5",
            "1E+05",
            "1,000",
            "1,000 years",
            "3,5",
            "1'000",
            "10.5.2",
            "50%",
            "$5",
            "P6",
            "L5",
            "Grade 7",
            "level 3",
            "Q3 2020",
            "35岁",
            "一线城市",
            "3 roles",
            "Admin 7",
            "Thunder 9",
            "35 years old",
            "35-year-old",
            "10 y/o",
            "15年3月",
            "3 years ago",
            "3年前",
            "2 more years",
            "5-3 years",
            "6 months - 1 year",
            "2½ years",
            "1٥",
            "99999999999999999999999999999999999",
            "101",
            "5_000",
        ] {
            assert_eq!(years(text), None, "{text}");
        }
    }
}
