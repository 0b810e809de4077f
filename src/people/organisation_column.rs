//! The column of a file that names the employer of each row.

use std::collections::HashSet;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/language/organisation_words.csv");

/// The headers of such a column, in lower case.
fn words() -> &'static HashSet<String> {
    static KNOWN: OnceLock<HashSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
        reader.records().flatten().filter_map(|record| record.get(0).map(str::to_lowercase)).collect()
    })
}

/// The only column whose header is a word for an employer, counted from 0, but for those that are `read` as something else; `None`
/// where there is none, or more than one.
#[must_use]
pub fn organisation_column(headers: &[String], read: &[usize]) -> Option<usize> {
    let is_word = |header: &str| words().contains(header.replace(['_', '-', '.'], " ").trim().to_lowercase().as_str());
    let mut found =
        headers.iter().enumerate().filter(|(at, header)| is_word(header) && !read.contains(at)).map(|(at, _)| at);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_a_word_for_an_employer_and_nothing_else() {
        let column =
            |headers: &str| organisation_column(&headers.split(',').map(str::to_owned).collect::<Vec<_>>(), &[]);
        assert_eq!(column("title,Company_Name,pay"), Some(1));
        assert_eq!(column("职位,公司名称"), Some(1));
        assert_eq!(column("title,company size"), None);
        assert_eq!(column("company,employer"), None, "one of them may be an agency");
        let unit = ["职位", "薪资", "单位"].map(str::to_owned);
        assert_eq!((organisation_column(&unit, &[]), organisation_column(&unit, &[2])), (Some(2), None));
    }
}
