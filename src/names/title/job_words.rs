//! Words for jobs and for work that makes another job of many titles: a part of a title that has one is no remark about the job before it.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::names::text::fold::{Folded, Token};
use crate::pack::delimited::each_row;

const TABLE: &str = include_str!("../../../data/language/job_words.csv");

/// The words, in lower case.
fn words() -> &'static HashSet<String> {
    static KNOWN: OnceLock<HashSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut words = HashSet::new();
        each_row(TABLE, |cells| words.extend(cells.first().map(|word| word.to_lowercase())));
        words
    })
}

/// Endings of words for people in jobs: `dentist`, `musician`.
const ENDINGS: [&str; 2] = ["ist", "ician"];

/// The fewest letters of a word with such an ending, so that `list` is none.
const MIN_LEN_WITH_ENDING: usize = 6;

/// Whether a part of a title has such a word, in the singular or the plural.
pub(super) fn names_job(part: &Folded) -> bool {
    part.iter().any(|Token { text, han }| match han {
        true => words().iter().any(|word| !word.is_ascii() && text.ends_with(word.as_str())),
        false => singulars(text).iter().any(|word| is_word_for_job(word)),
    })
}

fn is_word_for_job(word: &str) -> bool {
    words().contains(word) || word.len() >= MIN_LEN_WITH_ENDING && ENDINGS.iter().any(|ending| word.ends_with(ending))
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
