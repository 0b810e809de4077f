//! Words by which a row is known as the total of other rows.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::pack::delimited::each_row;

const TABLE: &str = include_str!("../../data/language/row_words.csv");

/// What may stand before a word for a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// The name of the group that is added up, as spreadsheets write subtotals: `Engineering Total`.
    Group,
}

/// Words for a total, in lower case.
fn totals() -> &'static HashMap<String, Before> {
    static KNOWN: OnceLock<HashMap<String, Before>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut words = HashMap::new();
        each_row(TABLE, |cells| {
            let [word, _, kind] = cells else { return };
            let before = match kind.as_ref() {
                "total" => Before::Nothing,
                "group_total" => Before::Group,
                _ => return,
            };
            words.insert(word.to_lowercase(), before);
        });
        words
    })
}

/// Units of a count of people or rows.
const COUNTED: &str = "人名行条";

/// A cell without a count.
fn without_count(cell: &str) -> &str {
    cell.trim_matches(|letter: char| !letter.is_alphabetic() || COUNTED.contains(letter))
}

/// Whether a cell is a word for a total, with or without a count: `Total:`, 合计 35 人, "Grand total (12)".
pub(crate) fn is_total(cell: &str) -> bool {
    let cell = cell.trim().to_lowercase();
    totals().contains_key(without_count(&cell)) || totals().contains_key(cell.as_str())
}

/// Whether the cell of a title is a word for a total, perhaps behind the name of a group: `Engineering Total`, 技术部小计.
pub(super) fn is_total_title(title: &str) -> bool {
    if is_total(title) {
        return true;
    }
    let cell = title.trim().to_lowercase();
    let word = without_count(&cell);
    let ends_word = |group: &str, total: &str| !total.is_ascii() || group.ends_with(char::is_whitespace);
    totals().iter().any(|(total, before)| {
        let group = word.strip_suffix(total.as_str()).filter(|_| *before == Before::Group);
        group.is_some_and(|group| !group.trim().is_empty() && ends_word(group, total))
    })
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
            assert!(is_total(cell) && is_total_title(cell), "{cell}");
        }
        for title in ["Engineering Total", "Data & AI Subtotal: 12", "技术部小计", "研发中心 汇总"] {
            assert!(is_total_title(title) && !is_total(title), "{title}");
        }
        for cell in [
            "",
            "Total Rewards Manager",
            "Count Manager",
            "35",
            "合计员",
            "Totalis",
            "人",
            "Subtotal Analyst",
            "Account",
            "Grandtotal Systems",
            "Team Average Analyst",
            "Cycle Count",
            "Account Director - EMEA Average",
        ] {
            assert!(!is_total_title(cell), "{cell}");
        }
    }
}
