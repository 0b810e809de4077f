//! Years of experience as people write them, and the level that they mean.
//!
//! A text that has two readings is not read: wrong years would mean a wrong level.

use super::experience_words::ExperienceWords;
use crate::money::Decimal;
use crate::names::is_han;
use crate::names::text::fold::Folded;
use crate::names::text::separators::{is_separating_hyphen, separates_remarks, separates_title_parts};
use crate::names::text::words::WordLists;
use crate::names::title::job_words::names_job;
use crate::pack::{Level, PackTable, Record, WordFunction};

/// A unit of years where no letter or digit follows it.
const YEAR_LETTER: &str = "y";
/// Characters after which a further digit makes a longer number, a date, a time, a fraction or a percentage.
const CONTINUATIONS: [char; 9] = ['.', ',', '/', ':', '\'', '%', '^', '*', '_'];

/// The most years that are taken for experience in a title, where `19年` is a year.
const MAX_YEARS_IN_TITLE: Decimal = Decimal::from_parts(15, 0, 0, false, 0);

/// The most years that are taken for experience.
const MAX_YEARS: Decimal = Decimal::ONE_HUNDRED;
const MONTHS_PER_YEAR: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TimeUnit {
    Year,
    Month,
}

/// The level that begins at or below a number of years of experience, the highest of them; `None` when every level begins
/// later.
pub(crate) fn level_for_years(levels: &PackTable<Level>, years: Decimal) -> Option<&Record<Level>> {
    levels.iter().filter(|level| level.min_years.is_some_and(|from| from <= years)).max_by_key(|level| level.min_years)
}

/// Whether a number needs a unit to be read as years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExperienceUnit {
    /// It does: the text may be about anything.
    Stated,
    /// It does not: the text stands in a column of years.
    Optional,
}

/// The least years of experience that a text in a column of years states: the low end of a range, 0 for an upper limit. `None`
/// when the text has no single reading, or more than 100 years.
pub(crate) fn years_of_experience(text: &str) -> Option<Decimal> {
    read_years(text, ExperienceUnit::Optional)
}

/// The years of experience that a title states, as [`stated_years`].
pub(super) fn years_in(text: &str, words: WordLists<'_>) -> Option<Decimal> {
    /// The first byte of full-width digits, and of some other characters.
    const FULL_WIDTH: u8 = 0xef;
    if !text.bytes().any(|byte| byte.is_ascii_digit() || byte == FULL_WIDTH) {
        return None;
    }
    stated_years(text, words).map(|(_, years)| years)
}

/// The text in a title that states years of experience, and the years: `5+ years` of `Software Engineer 5+ years Shanghai`, `3-5年` of
/// `Java开发工程师3-5年·本科`. Chinese characters right behind have to be a job or remarks.
pub(in crate::names) fn stated_years<'t>(text: &'t str, words: WordLists<'_>) -> Option<(&'t str, Decimal)> {
    let whole = text.split(separates_remarks).find_map(|part| Some((part.trim(), years_of_remark(part)?)));
    whole.or_else(|| number_starts(text).find_map(|at| years_at(text.get(at..)?, words)))
}

/// The bytes of a text at which a number begins that may be one of years: behind a space, a separator or a Chinese word.
fn number_starts(text: &str) -> impl Iterator<Item = usize> {
    let is_digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
    let (mut before_last, mut last) = (' ', ' ');
    text.char_indices().filter_map(move |(at, letter)| {
        let begins = last.is_whitespace()
            || last != '#' && separates_title_parts(last)
            || is_separating_hyphen(last, before_last, letter) && !is_digit(before_last)
            || is_han(last);
        (before_last, last) = (last, letter);
        (is_digit(letter) && begins && !ends_with_other_time(text.get(..at)?)).then_some(at)
    })
}

/// Whether a text ends with a word before years that are none of experience, or only an upper limit: `合同期3年`, `不超过3年`.
fn ends_with_other_time(text: &str) -> bool {
    let (text, words) = (text.trim_end().to_lowercase(), ExperienceWords::get());
    ends_with_any(&text, &words.other_time) || ends_with_any(&text, &words.at_most)
}

/// The years of experience that a text begins with, and their text.
fn years_at<'t>(text: &'t str, words: WordLists<'_>) -> Option<(&'t str, Decimal)> {
    /// The longest text of years that is sought, in characters: `10 or more years of experience`.
    const MAX_CHARS: usize = 32;
    let mut folded = Folded::default();
    let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(MAX_CHARS);
    ends.filter_map(|end| text.split_at_checked(end)).find_map(|(stated, rest)| {
        let is_inside_word = stated.ends_with(|last: char| last.is_ascii_alphanumeric())
            && rest.starts_with(|next: char| next.is_ascii_alphanumeric());
        if is_inside_word {
            return None;
        }
        let years = years_of_remark(stated)?;
        let run = rest.split(|letter| !is_han(letter)).next().unwrap_or_default();
        folded.read(run);
        let is_remark = || words.consists_of(&folded, &[WordFunction::Noise, WordFunction::Field]);
        // Years that are only preferred are not those of the job.
        if ends_with_any(run, &ExperienceWords::get().not_experience) {
            return None;
        }
        let is_free = run.is_empty() || names_job(&folded) || is_remark();
        (is_free && !is_age_or_date(&half_width(rest).to_lowercase())).then_some((stated.trim(), years))
    })
}

/// The years of experience that a text states when it says nothing else: `3年相关经验`.
pub(in crate::names) fn years_of_remark(part: &str) -> Option<Decimal> {
    let part = part.trim();
    let starts_with_digit = part.starts_with(|first: char| first.is_ascii_digit() || ('０'..='９').contains(&first));
    if !starts_with_digit {
        return None;
    }
    let words = ExperienceWords::get();
    let lower = half_width(part).to_lowercase();
    let after_digits = lower.trim_start_matches(|letter: char| {
        letter.is_ascii_digit()
            || letter == ' '
            || words.ranges.iter().any(|mark| mark.starts_with(letter) && mark.len() < 4)
    });
    let (unit, rest) = unit(after_digits);
    let rest = rest.trim();
    let says_experience = words.experience.iter().any(|word| rest.ends_with(word.as_str()));
    (unit == Some(TimeUnit::Year) && (says_experience || is_limit_word(rest)))
        .then(|| read_years(part, ExperienceUnit::Stated))?
        .filter(|years| *years <= MAX_YEARS_IN_TITLE)
}

/// The words by which [`is_not_stated`] decides, in lower case and half-width.
pub(crate) struct NotStatedWords<'w> {
    /// Texts that say it.
    pub(crate) whole: Vec<&'w str>,
    /// Words that say it at the end of a text.
    pub(crate) endings: Vec<&'w str>,
}

impl NotStatedWords<'static> {
    /// The words of the bundled languages.
    pub(crate) fn bundled() -> Self {
        let words = ExperienceWords::get();
        let sorted = |mut all: Vec<&'static str>| {
            all.sort_unstable();
            all
        };
        NotStatedWords {
            whole: sorted(words.not_stated.iter().map(String::as_str).collect()),
            endings: sorted(words.no_requirement.iter().map(String::as_str).collect()),
        }
    }
}

/// Whether a text says that something is not stated, or that no experience is asked for: `N/A`, `经验不限`.
pub(crate) fn is_not_stated(text: &str) -> bool {
    let words = ExperienceWords::get();
    let text = half_width(text.trim()).to_lowercase();
    words.not_stated.contains(&text) || words.no_requirement.iter().any(|word| text.ends_with(word.as_str()))
}

/// The years of experience that a text states, by [`years_of_experience`].
pub(super) fn read_years(text: &str, needs: ExperienceUnit) -> Option<Decimal> {
    let words = ExperienceWords::get();
    let mut text = half_width(text.trim()).to_lowercase();
    if let Some((word, number)) = words.numerals.iter().find(|(word, _)| text.starts_with(word.as_str())) {
        let rest = text.get(word.len()..)?;
        // Numerals of several characters (十二, 二十) are not read.
        if words.numerals.iter().any(|(word, _)| rest.starts_with(word.as_str())) {
            return None;
        }
        text = format!("{number}{rest}");
    }
    let starts = text.find(|letter: char| letter.is_ascii_digit());
    let Some((before, rest)) = starts.and_then(|at| text.split_at_checked(at)) else {
        // Beside the experience a cell may state what education is asked for: `在校/应届 学历不限`.
        let has_han = text.chars().any(is_han);
        let parts = text.split(|letter: char| "/|,，、;；".contains(letter) || has_han && letter.is_whitespace());
        let has_one_of = |part: &str, words: &[String]| words.iter().any(|word| part.contains(word));
        let none = |part: &str| has_one_of(part, &words.no_experience) && !has_one_of(part, &words.no_requirement);
        return parts.into_iter().any(none).then_some(Decimal::ZERO);
    };
    if is_attached(before) {
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
    if unit.is_some() && is_age_or_date(rest) || unit.is_none() && needs == ExperienceUnit::Stated {
        return None;
    }
    // `6 months - 1 year`, or a range the wrong way round.
    if end.is_some_and(|end| end < number || own_unit.is_some() && own_unit != unit) {
        return None;
    }
    // A number without a unit is years only if nothing stands beside it but words for a limit or an estimate.
    let is_bare = before.is_empty() || ends_with_any(before, &words.at_least) || ends_with_any(before, &words.at_most);
    let or_less = words.or_less.iter().any(|word| rest.contains(word));
    if unit.is_none() && !(is_bare && is_limit_word(rest)) {
        return None;
    }
    // `3月5日` is a date.
    if unit == Some(TimeUnit::Month) && rest.starts_with(|next: char| next.is_ascii_digit()) {
        return None;
    }
    let value = match unit {
        Some(TimeUnit::Month) => number.checked_div(MONTHS_PER_YEAR)?,
        Some(TimeUnit::Year) if end.is_none() => number.checked_add(further_months(rest).unwrap_or_default())?,
        Some(TimeUnit::Year) | None => number,
    };
    let within = (Decimal::ZERO..=MAX_YEARS).contains(&value);
    within.then_some(if or_less || ends_with_any(before, &words.at_most) { Decimal::ZERO } else { value })
}

/// Full-width digits and signs as ASCII: Chinese keyboards type `１５`.
fn half_width(text: &str) -> String {
    /// The distance of the full-width forms from ASCII.
    const OFFSET: u32 = 0xfee0;
    let narrow = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - OFFSET).unwrap_or(letter),
        '\u{3000}' => ' ',
        _ => letter,
    };
    text.chars().map(narrow).collect()
}

/// The number that a text begins with, and the rest of the text. `None` where the number is part of something else: `1,000`,
/// `12/2015`, `1e400`, `50%`, digits of another script.
fn number(text: &str) -> Option<(Decimal, &str)> {
    let digits = |text: &str| text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let whole = digits(text);
    let fraction = text.get(whole..)?.strip_prefix('.').map_or(0, digits);
    let end = if fraction > 0 { whole + 1 + fraction } else { whole };
    let (number, rest) = text.split_at_checked(end)?;
    let mut next = rest.chars();
    let continues = match (next.next(), next.next()) {
        (Some('%'), _) => true,
        (Some('.'), None | Some(' ')) => false,
        (Some(mark), Some(next)) if CONTINUATIONS.contains(&mark) => next.is_numeric(),
        (Some('e'), Some(next)) => next.is_ascii_digit() || matches!(next, '+' | '-'),
        (Some(next), _) => next.is_numeric(),
        (None, _) => false,
    };
    if continues { None } else { Some((number.parse().ok()?, rest)) }
}

/// The second number of a range, and the rest of the text.
fn range(text: &str) -> Option<(Decimal, &str)> {
    let words = ExperienceWords::get();
    // Both numbers may have a unit: `3年-5年`.
    let (_, rest) = unit(text);
    let rest = rest.trim_start_matches([' ', '+']);
    let mark = words.ranges.iter().find(|mark| rest.starts_with(mark.as_str()))?;
    number(rest.strip_prefix(mark)?.trim_start())
}

/// The unit that a text begins with, and the rest of the text.
fn unit(text: &str) -> (Option<TimeUnit>, &str) {
    let words = ExperienceWords::get();
    let rest = text.trim_start_matches([' ', '+', '(']);
    let rest = words.or_more.iter().find_map(|word| rest.strip_prefix(word.as_str())).unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '+', '(', '.', '-', '余', '多', '来', '整']);
    let rest =
        words.before_unit.iter().find_map(|word| rest.strip_prefix(word.as_str())?.strip_prefix(' ')).unwrap_or(rest);
    let after = |units: &[String]| units.iter().find_map(|word| rest.strip_prefix(word.as_str()));
    if let Some(rest) = after(&words.months).filter(|rest| !rest.starts_with(|next: char| next.is_ascii_alphabetic())) {
        return (Some(TimeUnit::Month), rest);
    }
    if let Some(rest) = after(&words.years) {
        return (Some(TimeUnit::Year), rest);
    }
    match rest.strip_prefix(YEAR_LETTER) {
        Some(rest) if !rest.starts_with(char::is_alphanumeric) => (Some(TimeUnit::Year), rest),
        _ => (None, text),
    }
}

/// Whether what follows the unit makes it an age (`35 years old`), a time in the past (`3年前`) or a date (`15年3月`).
fn is_age_or_date(after_unit: &str) -> bool {
    let words = ExperienceWords::get();
    let rest = after_unit.trim_start_matches([' ', '-']);
    let date = number(rest).is_some_and(|(_, rest)| rest.trim_start().starts_with('月'));
    date || rest.trim_end() == "前" || words.not_experience.iter().any(|word| rest.starts_with(word.as_str()))
}

/// The months after the years, in years: the half year of `2 years 6 months`.
fn further_months(text: &str) -> Option<Decimal> {
    let words = ExperienceWords::get();
    let rest = text.trim_start();
    let rest = words.joiners.iter().find_map(|mark| rest.strip_prefix(mark.as_str())).unwrap_or(rest).trim_start();
    let (months, rest) = number(rest)?;
    let is_month = unit(rest).0 == Some(TimeUnit::Month);
    is_month.then(|| months.checked_div(MONTHS_PER_YEAR)).flatten()
}

/// Whether the text after a number is empty or only makes it a limit: `5+`, `5以上`, `5 or more`.
fn is_limit_word(text: &str) -> bool {
    let words = ExperienceWords::get();
    let rest = text.trim_matches([' ', '+', '.']);
    rest.is_empty() || words.or_more.iter().chain(&words.or_less).any(|word| word == rest)
}

/// Whether a number is attached to the text before it, and so part of a code, an amount or a negative number: `P6`, `$5`, `-3`.
fn is_attached(before: &str) -> bool {
    let words = ExperienceWords::get();
    before.chars().next_back().is_some_and(|last| {
        let is_word = ends_with_any(before, &words.at_least) || ends_with_any(before, &words.at_most);
        !is_word && (last.is_ascii_alphanumeric() || matches!(last, '-' | '−' | '$' | '¥' | '€' | '£' | '#' | '/'))
    })
}

/// Whether a text ends with one of these words, and not only with a longer one: `Admin` does not end with `min`.
fn ends_with_any(text: &str, endings: &[String]) -> bool {
    endings.iter().any(|word| {
        let is_latin = word.starts_with(|first: char| first.is_ascii_alphabetic());
        // A single Chinese character may end another word: 前 in 售前.
        let is_single = word.chars().nth(1).is_none();
        text.strip_suffix(word.as_str()).is_some_and(|before| {
            !(is_latin && before.ends_with(char::is_alphanumeric) || is_single && before.ends_with(is_han))
        })
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
            ("在校/应届 学历不限", "0"),
            ("应届毕业生，专业不限", "0"),
            ("6个月", "0.5"),
            ("18 months", "1.5"),
            ("6-12 months", "0.5"),
            ("2 years, 6 months", "2.5"),
            ("2年6个月", "2.5"),
            ("应届毕业生", "0"),
            ("无经验", "0"),
            ("No experience", "0"),
            ("up to 100 years", "0"),
            // As Chinese keyboards write them, in full or in part.
            ("１５", "15"),
            ("１5", "15"),
            ("３－５年", "3"),
            ("１．５年", "1.5"),
            ("3 Jahre", "3"),
            ("mindestens 5 Jahre Berufserfahrung", "5"),
            ("3 bis 5 Jahre", "3"),
            ("18 Monate", "1.5"),
            ("3 ans d'expérience", "3"),
            ("3 à 5 ans", "3"),
            ("más de 2 años", "2"),
        ] {
            assert_eq!(years_of_experience(text), Some(expected.parse().unwrap()), "{text}");
        }
    }

    /// Would catch the first digits of something else, read as years.
    #[test]
    fn what_may_be_something_else_is_unknown() {
        for text in [
            "",
            "不限",
            "经验不限",
            "不限经验",
            "经验不限/本科",
            "无经验要求",
            "无需经验",
            "any",
            "Any experience",
            "no requirement",
            "No experience required",
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
            "3月5日",
            "3-Jan",
            "10-May",
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
            assert_eq!(years_of_experience(text), None, "{text}");
        }
    }
}
