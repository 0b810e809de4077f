//! Finds the header of a file that has other lines before it, such as the title of a report.

use super::column_meaning::ColumnMeaning;
use super::first_row::looks_like_header;
use super::header::{MIN_CERTAINTY, parse_header};
use crate::tabular::{Input, Row};

/// The most rows that are searched.
const MAX_ROWS: usize = 30;

/// The line of a later row that looks like the header, where the first row does not.
#[must_use]
pub fn later_header_line(input: &Input<'_>) -> Option<u64> {
    // A report may have a title such as "Position" in a row of blank cells.
    let names = input.header().names();
    let filled = names.iter().filter(|name| !name.trim().is_empty()).count();
    if is_header_with_role(names) && filled * 2 >= names.len() {
        return None;
    }
    let (mut rows, mut found) = (0, None);
    input.first_rows(|row| {
        rows += 1;
        if rows <= MAX_ROWS && found.is_none() && is_header(row) {
            found = Some(row.line());
        }
    });
    found.map(|line| input.source_lines().of(line))
}

fn is_header(row: &Row<'_>) -> bool {
    let cells: Vec<String> = (0..row.len())
        .filter_map(|column| Some(String::from_utf8_lossy(&row.value(column)?).trim().to_owned()))
        .collect();
    match cells.as_slice() {
        // The delimiter was detected by the first row, and may be another one.
        [alone] => [',', ';', '\t', '|'].into_iter().any(|delimiter| {
            let cells: Vec<String> =
                alone.split(delimiter).map(|cell| cell.trim_matches(['"', ' ']).to_owned()).collect();
            cells.len() > 1 && is_header_with_role(&cells)
        }),
        cells => is_header_with_role(cells),
    }
}

/// Whether cells can only be the names of columns, and one of them is that of job titles.
#[must_use]
pub fn is_header_with_role(cells: &[String]) -> bool {
    let is_role = |cell: &String| matches!(parse_header(cell).meaning, Some((ColumnMeaning::Role, certainty)) if certainty >= MIN_CERTAINTY);
    looks_like_header(cells) && cells.iter().any(is_role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::ReadOptions;

    fn found(file: &str) -> Option<u64> {
        later_header_line(&Input::open(file.as_bytes(), &ReadOptions::default()).unwrap())
    }

    #[test]
    fn the_header_is_found_behind_other_lines() {
        for (file, line) in [
            ("Payroll report 2025\nJob Title,City,Salary\nData Scientist,Beijing,60000\n", 2),
            ("Payroll report 2025,,\n\nCompany: X,,\nJob Title,City,Salary\nData Scientist,Beijing,60000\n", 4),
            ("Position report\n\n职位;城市;薪资\n护士;北京;1万\n", 3),
            ("Report\n2025\n\"Job Title\"\t\"Pay\"\nx\t5\n", 3),
            ("\"a\nb\"\r\nTotal,12,2025-01-01\r\ntitle,pay\r\nx,1\r\n", 4),
        ] {
            assert_eq!(found(file), Some(line), "{file}");
        }
    }

    /// Catches a hint to skip the header, or rows of data.
    #[test]
    fn a_file_with_a_header_or_without_any_has_no_later_one() {
        for file in [
            "Job Title,City,Salary\nJob Title,City,Salary\nData Scientist,Beijing,60000\n",
            "Data Scientist,Beijing,60000\nTitle Clerk,Boston,60000\n",
            "a,b,c\n1,2,3\n",
            "name\nPosition\n",
        ] {
            assert_eq!(found(file), None, "{file}");
        }
    }
}
