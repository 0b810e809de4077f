//! Finds the header behind titles, notes and blank lines.

use super::dialect::{Delimiter, RowScanner, ScannedRow, is_line_end, unquoted};

/// The most lines before the header.
pub(super) const MAX_LINES_BEFORE_HEADER: usize = 30;

/// The most rows after the header that are compared with it.
const MAX_ROWS: usize = 100;

/// The delimiters by which a line is first tried as a header.
const TRIED: [Delimiter; 3] = [Delimiter::COMMA, Delimiter::SEMICOLON, Delimiter::TAB];

/// The number of lines before the header of a file: 0 where the first row that is not blank may be the header.
///
/// A later row is the header if each row before it has fewer filled cells, most rows after it have as many cells, and it
/// consists of known names of columns, or all rows after it have as many cells and a column of numbers under a name.
pub(super) fn lines_before_header(
    head: &[u8],
    whole: bool,
    given: Option<Delimiter>,
    names_columns: fn(&[String]) -> bool,
) -> u64 {
    let is_filled = |line: &[u8]| line.iter().any(|byte| !is_line_end(*byte));
    let (mut at, mut seen_text) = (0, false);
    for number in 0..MAX_LINES_BEFORE_HEADER {
        let Some(rest) = head.get(at..).filter(|rest| !rest.is_empty()) else { return 0 };
        let length = line_length(rest);
        let line = rest.get(..length).unwrap_or(rest);
        if is_filled(line) {
            let delimiters = || given.map_or(TRIED.to_vec(), |given| vec![given]);
            if !seen_text {
                // A blank line before the header is part of it.
                seen_text = true;
                if delimiters().into_iter().any(|delimiter| is_full_header(rest, delimiter, names_columns)) {
                    return 0;
                }
            } else if could_be_header(line, given) {
                let delimiter = given.unwrap_or_else(|| Delimiter::of(rest, whole));
                let before = head.get(..at).unwrap_or_default();
                if is_header_after(before, rest, whole, delimiter, names_columns) {
                    return number as u64;
                }
            }
        }
        at += length;
    }
    0
}

/// The length of the first line with its ending.
fn line_length(text: &[u8]) -> usize {
    match memchr::memchr2(b'\r', b'\n', text) {
        Some(at) if text.get(at..at + 2) == Some(b"\r\n") => at + 2,
        Some(at) => at + 1,
        None => text.len(),
    }
}

/// Whether a line has two cells or more by some delimiter.
fn could_be_header(line: &[u8], given: Option<Delimiter>) -> bool {
    match given {
        Some(delimiter) => line.contains(&delimiter.byte()),
        None => line.iter().any(|byte| b",;\t|^~".contains(byte)),
    }
}

/// Whether the first row consists of several names of columns, and hardly any is missing.
fn is_full_header(text: &[u8], delimiter: Delimiter, names_columns: fn(&[String]) -> bool) -> bool {
    let Some(row) = RowScanner::new(text, delimiter.byte()).next() else { return false };
    let cells = values(&row, text);
    cells.len() > 1 && filled(&cells) * 2 >= cells.len() && names_columns(&cells)
}

fn is_header_after(
    before: &[u8],
    rest: &[u8],
    whole: bool,
    delimiter: Delimiter,
    names_columns: fn(&[String]) -> bool,
) -> bool {
    let mut rows = RowScanner::new(rest, delimiter.byte());
    let Some(header) = rows.next().filter(|row| row.ended || whole && !row.open) else { return false };
    let names = values(&header, rest);
    let are_fewer = before.split(|byte| is_line_end(*byte)).all(|line| {
        let row = RowScanner::new(line, delimiter.byte()).next();
        row.is_none_or(|row| filled(&values(&row, line)) < filled(&names))
    });
    if names.len() < 2 || !are_fewer {
        return false;
    }
    // The last row may be cut off.
    let rows: Vec<ScannedRow> = rows.take(MAX_ROWS).filter(|row| whole || row.ended).collect();
    let agree = rows.iter().filter(|row| row.ends.len() == names.len()).count();
    if names_columns(&names) {
        return agree * 2 >= rows.len();
    }
    let is_text = |name: &String| name.chars().any(char::is_alphabetic);
    let are_names = names.len() > 2
        && names.iter().all(is_text)
        && names.iter().enumerate().all(|(at, name)| names.iter().skip(at + 1).all(|other| other != name));
    if !are_names || agree < rows.len() || agree < 2 {
        return false;
    }
    let rows: Vec<Vec<String>> = rows.iter().map(|row| values(row, rest)).collect();
    (0..names.len())
        .any(|column| rows.iter().all(|cells| cells.get(column).is_some_and(|cell| cell.trim().parse::<f64>().is_ok())))
}

fn values(row: &ScannedRow, text: &[u8]) -> Vec<String> {
    row.cells(text).map(|cell| String::from_utf8_lossy(&unquoted(cell)).trim().to_owned()).collect()
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> u64 {
        lines_before_header(text.as_bytes(), true, None, |cells| cells.iter().any(|cell| cell == "title"))
    }

    /// Catches a title that is taken for the header.
    #[test]
    fn lines_before_the_header_are_counted() {
        for (text, lines) in [
            ("Report 2025\nPrinted 2025-01-07\n\ntitle,city,pay\nx,y,1\n", 3),
            ("Report, 2025\n\ntitle;city;pay\nx;y;1\nx;y;2,5\n", 2),
            ("Report,,\r\n,,\r\ntitle,city,pay\r\nx,y,1\r\n", 2),
            ("By \"us\n\"title\"\t\"pay\"\nx\t1\n", 1),
            ("\nReport\ntitle,pay\n", 2),
            ("title\ntitle,pay\nx,1\ny,2\n", 1),
            // Names that are not known stand over a column of numbers.
            ("Report\nwho,where,much\na,b,1\nc,d,2.5\n", 1),
        ] {
            assert_eq!(found(text), lines, "{text}");
        }
    }

    /// Catches a header, or a row of data, that is left out.
    #[test]
    fn nothing_is_left_out_where_the_first_row_may_be_the_header() {
        for text in [
            "title,pay\ntitle,pay\nx,1\n",
            "\n\ntitle,pay\nx,1\n",
            "name\nEngineer, Data\nEngineer, Software\n",
            "name\nEngineer, Data, 1\nEngineer, Software, 2\n",
            "a,b,c\nx,y,1\nx,y,2\n",
            "who,much\ntitle,x\na,1\n",
            "Report\nwho,where,much\na,b,1\nc,d\n",
            "Report\nwho,where,much\na,b,1\nc,d,\n",
            "title\nx\ny\n",
            "one, two\n",
            "",
            "\n",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
