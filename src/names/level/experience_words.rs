//! The table `experience_words` of `data/language/`: words in texts about years of experience.

use std::sync::OnceLock;

use serde::Deserialize;

const TABLE: &str = include_str!("../../../data/language/experience_words.csv");

/// A row of the table.
#[derive(Debug, Deserialize)]
struct ExperienceWord {
    word: String,
    #[serde(rename = "part")]
    function: ExperienceWordFunction,
    /// The value of a numeral.
    number: String,
}

/// The function of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ExperienceWordFunction {
    AtMost,
    OrLess,
    AtLeast,
    OrMore,
    NoExperience,
    NoRequirement,
    Year,
    Month,
    BeforeUnit,
    NotExperience,
    OtherTime,
    AcceptedBefore,
    AcceptedAfter,
    Range,
    Joiner,
    Numeral,
    Experience,
    NotStated,
}

/// The words by their function, the longest first, in lower case.
#[derive(Debug)]
pub(super) struct ExperienceWords {
    /// Before a number, they make it an upper limit.
    pub(super) at_most: Vec<String>,
    /// After a number, they make it an upper limit.
    pub(super) or_less: Vec<String>,
    /// Before a number, they make it a lower limit or an estimate. Either way the number is taken.
    pub(super) at_least: Vec<String>,
    /// After a number, they make it a lower limit. The number is taken.
    pub(super) or_more: Vec<String>,
    /// In a text without a number, they mean no experience.
    pub(super) no_experience: Vec<String>,
    /// In a text without a number, they mean that experience is not asked for.
    pub(super) no_requirement: Vec<String>,
    /// Years, after a number.
    pub(in crate::names) years: Vec<String>,
    /// Months, after a number.
    pub(super) months: Vec<String>,
    /// Between a number and its unit, they change nothing.
    pub(super) before_unit: Vec<String>,
    /// After a unit, they make an age or a time in the past.
    pub(super) not_experience: Vec<String>,
    /// Before a number, they make it the length of something else, such as a contract.
    pub(super) other_time: Vec<String>,
    /// Before a level, they say that it is accepted too.
    pub(super) accepted_before: Vec<String>,
    /// After a level, they say that it is accepted too.
    pub(super) accepted_after: Vec<String>,
    /// Between the two ends of a range.
    pub(in crate::names) ranges: Vec<String>,
    /// Between years and further months: `2 years and 6 months`.
    pub(super) joiners: Vec<String>,
    /// At the end of a text, they say that its number counts years of experience.
    pub(in crate::names) experience: Vec<String>,
    /// As a whole text, they say that nothing is stated.
    pub(super) not_stated: Vec<String>,
    /// Numerals and their values in digits.
    pub(super) numerals: Vec<(String, String)>,
}

impl ExperienceWords {
    /// The words, parsed on first use.
    pub(in crate::names) fn get() -> &'static Self {
        static WORDS: OnceLock<ExperienceWords> = OnceLock::new();
        WORDS.get_or_init(|| {
            let mut all: Vec<ExperienceWord> = rows().collect();
            all.sort_by_key(|row| std::cmp::Reverse(row.word.len()));
            let of = |function: ExperienceWordFunction| {
                all.iter().filter(|row| row.function == function).map(|row| row.word.clone()).collect::<Vec<String>>()
            };
            ExperienceWords {
                at_most: of(ExperienceWordFunction::AtMost),
                or_less: of(ExperienceWordFunction::OrLess),
                at_least: of(ExperienceWordFunction::AtLeast),
                or_more: of(ExperienceWordFunction::OrMore),
                no_experience: of(ExperienceWordFunction::NoExperience),
                no_requirement: of(ExperienceWordFunction::NoRequirement),
                years: of(ExperienceWordFunction::Year),
                months: of(ExperienceWordFunction::Month),
                before_unit: of(ExperienceWordFunction::BeforeUnit),
                not_experience: of(ExperienceWordFunction::NotExperience),
                other_time: of(ExperienceWordFunction::OtherTime),
                accepted_before: of(ExperienceWordFunction::AcceptedBefore),
                accepted_after: of(ExperienceWordFunction::AcceptedAfter),
                ranges: of(ExperienceWordFunction::Range),
                joiners: of(ExperienceWordFunction::Joiner),
                experience: of(ExperienceWordFunction::Experience),
                not_stated: of(ExperienceWordFunction::NotStated),
                numerals: all
                    .iter()
                    .filter(|row| row.function == ExperienceWordFunction::Numeral)
                    .map(|row| (row.word.clone(), row.number.clone()))
                    .collect(),
            }
        })
    }
}

/// The rows of the table. A test checks that each can be read.
fn rows() -> impl Iterator<Item = ExperienceWord> {
    csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize().filter_map(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a row with a function that does not exist, which would be left out in silence.
    #[test]
    fn every_row_is_read() {
        assert_eq!(rows().count(), TABLE.lines().count() - 1);
    }
}
