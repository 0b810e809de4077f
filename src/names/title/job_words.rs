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

/// Whether a part of a title has such a word, in the singular or the plural.
pub(super) fn names_job(part: &Folded) -> bool {
    part.iter().any(|Token { text, han }| match han {
        true => words().iter().any(|word| !word.is_ascii() && text.ends_with(word.as_str())),
        false => words().contains(text) || text.strip_suffix('s').is_some_and(|singular| words().contains(singular)),
    })
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
        for job in ["Payroll Clerk", "Nurses", "sales MANAGER", "Construction", "研发工程师", "会计"] {
            assert!(names_job(job), "{job}");
        }
        for other in ["Student Information Systems", "Mobile Games", "Customer Care Center", "研发部", ""] {
            assert!(!names_job(other), "{other}");
        }
    }
}
