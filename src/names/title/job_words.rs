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
    /// Work that titles are about wherever people do it.
    Trade,
}

/// The words, in lower case.
fn words() -> &'static HashMap<String, Kind> {
    static KNOWN: OnceLock<HashMap<String, Kind>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut words = HashMap::new();
        each_row(TABLE, |cells| {
            let [word, _, kind] = cells else { return };
            let kind = if kind == "trade" { Kind::Trade } else { Kind::Job };
            words.insert(word.to_lowercase(), kind);
        });
        words
    })
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
pub(super) fn names_job(part: &Folded) -> bool {
    part.iter().any(|Token { text, han }| match han {
        true => words().keys().any(|word| !word.is_ascii() && text.ends_with(word.as_str())),
        false => singulars(text).iter().any(|word| is_word_for_job(word)),
    })
}

fn is_word_for_job(word: &str) -> bool {
    words().get(word) == Some(&Kind::Job)
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
        for other in ["Student Information Systems", "Mobile Games", "Customer Care Center", "price list", "研发部", ""]
        {
            assert!(!names_job(other), "{other}");
        }
    }
}
