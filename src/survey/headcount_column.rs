//! The column of a file with the number of people that a row stands for.

use super::header_words::words_of;
use crate::tabular::Input;

/// A column that may hold numbers of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadcountColumn {
    /// Its header and its cells say so.
    Known(usize),
    /// Its header may also mean the size of the employer, or some cells are no whole numbers.
    Likely(usize),
}

/// Headers of the number of people in the job of a row, in the form of [`words_of`].
const OF_ROW: [&str; 22] = [
    "headcount",
    "head count",
    "headcounts",
    "hc",
    "incumbents",
    "incumbent count",
    "no of incumbents",
    "num incumbents",
    "number of incumbents",
    "n incumbents",
    "number of people in job",
    "number of people in role",
    "在岗人数",
    "任职人数",
    "任职者人数",
    "岗位人数",
    "编制人数",
    "职位人数",
    "样本人数",
    "在崗人數",
    "任職人數",
    "崗位人數",
];

/// Headers that may also mean the people of the whole employer.
const OF_ROW_OR_EMPLOYER: [&str; 27] = [
    "employees",
    "employee count",
    "employee number",
    "no of employees",
    "num employees",
    "number of employees",
    "staff count",
    "no of staff",
    "number of staff",
    "people",
    "people count",
    "no of people",
    "number of people",
    "persons",
    "no of persons",
    "number of persons",
    "人数",
    "人數",
    "员工数",
    "员工人数",
    "員工人數",
    "在职人数",
    "在職人數",
    "人员数量",
    "mitarbeiterzahl",
    "anzahl mitarbeiter",
    "effectif",
];

/// The least percentage of filled cells that are whole numbers in a column that is read.
const MIN_WHOLE_PCT: u64 = 95;

/// The least percentage of filled cells that are numbers in a column that is named in a warning.
const MIN_LIKELY_PCT: u64 = 50;

/// The column whose header says that it holds numbers of people, if its cells of the first MiB do not say otherwise. Of several
/// columns, the first is likely.
#[must_use]
pub fn headcount_column(input: &Input<'_>) -> Option<HeadcountColumn> {
    let headers = input.header().names();
    let with = |words: &[&str]| -> Vec<usize> {
        let is_one = |header: &String| words.contains(&words_of(header).as_str());
        headers.iter().enumerate().filter(|(_, header)| is_one(header)).map(|(at, _)| at).collect()
    };
    let (of_row, of_either) = (with(&OF_ROW), with(&OF_ROW_OR_EMPLOYER));
    let at = *of_row.first().or(of_either.first())?;
    let (mut whole, mut numbers, mut filled) = (0_u64, 0_u64, 0_u64);
    input.sample(|row| {
        let cell = row.value(at).unwrap_or_default();
        let cell = cell.trim_ascii();
        filled += u64::from(!cell.is_empty());
        whole += u64::from(!cell.is_empty() && cell.iter().all(u8::is_ascii_digit));
        // Such as 12.0, as programs write whole numbers in a column with blank cells.
        let is_number = |byte: &u8| byte.is_ascii_digit() || b".,".contains(byte);
        numbers += u64::from(!cell.is_empty() && cell.iter().all(is_number));
    });
    let pct = |cells: u64| (cells * 100).checked_div(filled);
    if of_row.len() == 1 && pct(whole)? >= MIN_WHOLE_PCT {
        Some(HeadcountColumn::Known(at))
    } else {
        (pct(numbers)? >= MIN_LIKELY_PCT).then_some(HeadcountColumn::Likely(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::ReadOptions;

    fn found(header: &str, cells: &[&str]) -> Option<HeadcountColumn> {
        let rows: String = cells.iter().map(|cell| format!("Nurse,\"{cell}\"\n")).collect();
        let file = format!("title,\"{header}\"\n{rows}");
        headcount_column(&Input::open(file.as_bytes(), &ReadOptions::default()).unwrap())
    }

    /// Catches a row of many people that counts as one without a word, and the size of an employer that is taken for them.
    #[test]
    fn the_header_and_the_cells_tell_the_column() {
        for header in [
            "Headcount",
            "HC",
            "head_count",
            "# Incumbents",
            "No. of incumbents",
            "Incumbents (2025)",
            "在岗人数（人）",
        ] {
            assert_eq!(found(header, &["1", "12", ""]), Some(HeadcountColumn::Known(1)), "{header}");
            assert_eq!(found(header, &["1", "x", "2"]), Some(HeadcountColumn::Likely(1)), "{header}");
            assert_eq!(found(header, &["1.0", "12.0", ""]), Some(HeadcountColumn::Likely(1)), "{header}");
            assert_eq!(found(header, &["100-499", "x", ""]), None, "{header}");
        }
        for header in ["No. of employees", "#employees", "Number of Employees", "人数", "员工人数"] {
            assert_eq!(found(header, &["1", "12"]), Some(HeadcountColumn::Likely(1)), "{header}");
            assert_eq!(found(header, &["100-499"]), None, "{header}");
        }
        for header in ["Employee ID", "招聘人数", "Headcount plan", "team"] {
            assert_eq!(found(header, &["1", "12"]), None, "{header}");
        }
    }
}
