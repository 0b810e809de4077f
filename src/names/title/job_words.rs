//! Words that tell whether an unknown part behind a title is the department or site of the job: that part names no job, and the title is
//! about the same work wherever people do it.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::names::text::fold::{Folded, Token};
use crate::pack::delimited::each_row;

const TABLE: &str = include_str!("../../../data/language/job_words.csv");

/// What a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A job, or work that makes another job of many titles.
    Job,
    /// A job that people of every trade have, such as a manager.
    GeneralJob,
    /// Such a job at the head of others, as a director.
    HeadJob,
    /// A job, and before the name of another job a level: `associate`.
    Rank,
    /// Work that titles are about wherever people do it.
    Trade,
    /// Recruiting.
    Recruiting,
    /// A campaign of recruiting, such as that of graduates.
    RecruitingDrive,
}

/// The words, in lower case.
fn words() -> &'static HashMap<String, Kind> {
    static KNOWN: OnceLock<HashMap<String, Kind>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut words = HashMap::new();
        each_row(TABLE, |cells| {
            let [word, _, kind] = cells else { return };
            let kind = match &**kind {
                "trade" => Kind::Trade,
                "general_job" => Kind::GeneralJob,
                "head_job" => Kind::HeadJob,
                "rank" => Kind::Rank,
                "recruiting" => Kind::Recruiting,
                "recruiting_drive" => Kind::RecruitingDrive,
                _ => Kind::Job,
            };
            words.insert(word.to_lowercase(), kind);
        });
        words
    })
}

impl Kind {
    fn is_job(self) -> bool {
        matches!(self, Kind::Job | Kind::GeneralJob | Kind::HeadJob | Kind::Rank)
    }
}

/// A word for recruiting.
#[derive(Debug)]
pub(super) struct RecruitingWord {
    pub(in crate::names) text: String,
    /// Whether it is a campaign of recruiting, which people are recruited in: `产品经理（校招）`.
    pub(super) is_drive: bool,
}

/// The words for recruiting, the longest first.
pub(super) fn recruiting_words() -> &'static [RecruitingWord] {
    static KNOWN: OnceLock<Vec<RecruitingWord>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let is_recruiting = |kind: &Kind| matches!(kind, Kind::Recruiting | Kind::RecruitingDrive);
        let known = words().iter().filter(|(_, kind)| is_recruiting(kind));
        let mut known: Vec<RecruitingWord> = known
            .map(|(text, kind)| RecruitingWord { text: text.clone(), is_drive: *kind == Kind::RecruitingDrive })
            .collect();
        known.sort_by_key(|word| std::cmp::Reverse(word.text.len()));
        known
    })
}

/// Whether a token is a job that people of every trade have, or a Chinese one ends with such a job.
pub(super) fn is_general_job(token: Token<'_>, whole: bool) -> bool {
    let is_general = |word: &str| matches!(words().get(word), Some(Kind::GeneralJob | Kind::HeadJob | Kind::Rank));
    if !token.han || whole {
        return is_general(token.text);
    }
    token.text.char_indices().any(|(at, _)| token.text.get(at..).is_some_and(is_general))
}

/// Whether a word is a job, and before the name of another job a level.
pub(in crate::names) fn is_rank(word: &str) -> bool {
    words().get(word) == Some(&Kind::Rank)
}

/// Whether a word is a job at the head of others.
pub(in crate::names) fn is_head_job(word: &str) -> bool {
    words().get(word) == Some(&Kind::HeadJob)
}

/// Whether a title has a word for a trade. `QA Analyst` has none: people test food, too.
pub(super) fn names_trade(title: &Folded) -> bool {
    title.iter().any(|token| words().get(token.text) == Some(&Kind::Trade))
}

/// Endings of words for people in jobs: `dentist`, `musician`.
const ENDINGS: [&str; 2] = ["ist", "ician"];

/// The fewest letters of a word with such an ending, so that `list` is none.
const MIN_LEN_WITH_ENDING: usize = 6;

/// Whether a part of a title has a word for a job, in the singular or the plural.
pub(in crate::names) fn names_job(part: &Folded) -> bool {
    part.iter().any(|Token { text, han }| match han {
        true => words().iter().any(|(word, kind)| kind.is_job() && !word.is_ascii() && text.ends_with(word.as_str())),
        false => singulars(text).iter().any(|word| is_word_for_job(word)),
    })
}

fn is_word_for_job(word: &str) -> bool {
    words().get(word).is_some_and(|kind| kind.is_job())
        || word.len() >= MIN_LEN_WITH_ENDING && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// The word, and what it may be the plural of.
fn singulars(word: &str) -> Vec<String> {
    let ending = |plural: &str, singular: &str| word.strip_suffix(plural).map(|stem| format!("{stem}{singular}"));
    let singulars = [ending("s", ""), ending("ies", "y"), ending("men", "man")];
    std::iter::once(word.to_owned()).chain(singulars.into_iter().flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_told_from_a_department() {
        let names_job = |text: &str| {
            let mut part = Folded::default();
            part.read(text);
            names_job(&part)
        };
        for job in [
            "Payroll Clerk",
            "Nurses",
            "sales MANAGER",
            "Construction",
            "Secretaries",
            "Foremen",
            "dentists",
            "研发工程师",
            "会计",
        ] {
            assert!(names_job(job), "{job}");
        }
        for other in [
            "研发招聘",
            "Student Information Systems",
            "Mobile Games",
            "Customer Care Center",
            "price list",
            "研发部",
            "",
        ] {
            assert!(!names_job(other), "{other}");
        }
    }
}
