//! What the header of a column says of years: whether they are of experience, and what its numbers count.

use super::language::{Language, WordMeaning};
use super::tokens::{HeaderToken, each_rest, start_of_unit};
use crate::pay::PayPeriod;

/// Words for a number of years that do not say of what.
const BARE_YEARS: [&str; 7] = ["years", "yrs", "years worked", "years active", "年限", "工龄", "年资"];
/// Words for the employer, or for being employed, beside years.
const EMPLOYER_WORDS: [&str; 18] = [
    "company",
    "employer",
    "organization",
    "organisation",
    "organizational",
    "organisational",
    "firm",
    "agency",
    "org",
    "team",
    "employed",
    "hire",
    "hired",
    "service",
    "tenure",
    "公司",
    "企业",
    "单位",
];
/// Words that make a post that of today.
const CURRENT_WORDS: [&str; 8] = ["current", "present", "this", "same", "当前", "现", "本", "目前"];
/// Words that make the years beside a post a requirement of it.
const REQUIREMENT_WORDS: [&str; 8] =
    ["required", "requirement", "requirements", "needed", "minimum", "min", "要求", "最低"];

/// What the words of a header say of years.
#[derive(Debug, Default)]
pub(super) struct YearsInHeader {
    /// The word for years.
    word: String,
    /// Whether a word names a post or a level.
    names_post: bool,
    /// Whether a word names the employer.
    names_employer: bool,
    /// Whether a word says that the post is that of today.
    is_current: bool,
    /// Whether a word says that something is asked for.
    is_requirement: bool,
}

impl YearsInHeader {
    /// Adds what a word says.
    pub(super) fn add(&mut self, what: WordMeaning, text: &str) {
        match what {
            WordMeaning::Years if self.word.is_empty() => text.clone_into(&mut self.word),
            WordMeaning::Role | WordMeaning::Level => self.names_post = true,
            _ => {}
        }
        self.names_employer |= EMPLOYER_WORDS.contains(&text);
        self.is_current |= CURRENT_WORDS.contains(&text);
        self.is_requirement |= REQUIREMENT_WORDS.contains(&text);
    }

    /// Whether the years are those in a post or with an employer, which are no experience: `Years in Role`, 现岗位年限.
    pub(super) fn are_of_post(&self) -> bool {
        let is_bare = BARE_YEARS.contains(&self.word.as_str());
        // A file of job ads has the experience that the post or the company asks for.
        let is_experience = self.word.contains("经验") || self.is_requirement;
        let is_post = self.names_post && (is_bare || self.is_current);
        !self.word.is_empty() && !is_experience && (is_post || self.names_employer)
    }

    /// Adds what the words of the unit say, as in `Years (in role)`. A word for years there is a unit: `Tenure (years)`.
    pub(super) fn add_unit(&mut self, unit: &Self) {
        let YearsInHeader { word: _, names_post, names_employer, is_current, is_requirement } = unit;
        self.names_post |= *names_post;
        self.names_employer |= *names_employer;
        self.is_current |= *is_current;
        self.is_requirement |= *is_requirement;
    }
}

/// What numbers in a column of years of experience with this header count, if not years.
pub(super) fn unit_of_years(header: &str) -> Option<PayPeriod> {
    let all = Language::bundled().header_tokens(header);
    let (main, unit) = all.split_at_checked(start_of_unit(&all)).unwrap_or((&all, &[]));
    let names = |tokens: &[HeaderToken], wanted: PayPeriod| {
        each_rest(tokens, |rest| Language::bundled().period(rest).filter(|found| found.meaning == wanted)).is_some()
    };
    // 工作年限(月) counts months.
    for tokens in [unit, main] {
        let units = [PayPeriod::Year, PayPeriod::Month, PayPeriod::Week, PayPeriod::Day];
        if let Some(unit) = units.into_iter().find(|unit| names(tokens, *unit)) {
            return Some(unit).filter(|unit| *unit != PayPeriod::Year);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches months of experience that are read as years.
    #[test]
    fn a_header_of_experience_says_what_it_counts() {
        for (header, expected) in [
            ("Experience", None),
            ("Years of Experience", None),
            ("工作年限", None),
            ("Experience (yrs)", None),
            ("Experience (years and months)", None),
            ("Experience (months)", Some(PayPeriod::Month)),
            ("experience_months", Some(PayPeriod::Month)),
            ("Months of Experience", Some(PayPeriod::Month)),
            ("Exp in mths", Some(PayPeriod::Month)),
            ("工作年限(月)", Some(PayPeriod::Month)),
            ("工作年限（月数）", Some(PayPeriod::Month)),
            ("工作经验/月", Some(PayPeriod::Month)),
            ("工作月数", Some(PayPeriod::Month)),
            ("Experience (days)", Some(PayPeriod::Day)),
        ] {
            assert_eq!(unit_of_years(header), expected, "{header}");
        }
    }
}
