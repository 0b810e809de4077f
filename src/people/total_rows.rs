//! Words by which a row is known as the total of other rows.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::pack::delimited::each_row;

const TABLE: &str = include_str!("../../data/language/row_words.csv");

/// Words for a total, in lower case.
fn totals() -> &'static HashSet<String> {
    static KNOWN: OnceLock<HashSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut words = HashSet::new();
        each_row(TABLE, |cells| {
            if let [word, _, kind] = cells
                && kind == "total"
            {
                words.insert(word.to_lowercase());
            }
        });
        words
    })
}

/// Whether a cell is a word for a total, with or without a count: `Total:`, 合计 35 人, "Grand total (12)".
pub(crate) fn is_total(cell: &str) -> bool {
    /// Units of a count of people or rows.
    const COUNTED: &str = "人名行条";
    let cell = cell.trim().to_lowercase();
    let counted = |letter: char| !letter.is_alphabetic() || COUNTED.contains(letter);
    let word = cell.trim_matches(counted);
    totals().contains(word) || totals().contains(cell.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a total that is priced or reported as an unknown title, and a title that is taken for a total.
    #[test]
    fn totals_are_known_by_their_word() {
        for cell in [
            "Total",
            "TOTAL:",
            " 合计 ",
            "合计：35人",
            "Grand total (12)",
            "Summe",
            "--- Total ---",
            "总计 3 行",
            "Average",
            "Count: 2",
            "平均",
        ] {
            assert!(is_total(cell), "{cell}");
        }
        for cell in ["", "Total Rewards Manager", "Count Manager", "35", "合计员", "Totalis", "人"] {
            assert!(!is_total(cell), "{cell}");
        }
    }
}
