//! The error for a row that does not have a cell for each column.

use std::borrow::Cow;

use super::descriptor::schema;
use super::error::DataError;
use super::file::SourceFile;
use crate::money::Decimal;

/// The error for a row of a table. Where cells are too many because a number has a comma, its remedy says how to write the number.
pub(super) fn ragged(
    table: &str,
    file: &SourceFile,
    line: u64,
    cells: &[Cow<'_, str>],
    headers: &[String],
) -> DataError {
    let remedy = match split_number(table, cells, headers) {
        Some(number) => remedy_of_comma(&number)
            .unwrap_or_else(|| "write numbers with a decimal point, without separators of thousands".to_owned()),
        None => {
            "every row needs as many cells as the header; put a cell that contains a comma in double quotes".to_owned()
        }
    };
    let problem = format!("the row has {} cells and the header {}", cells.len(), headers.len());
    DataError::file(&file.name, problem, remedy).at(line)
}

/// How to write a number with a comma, such as `4,5`, in a file with commas between cells; `None` for a text that is no such
/// number.
pub(super) fn remedy_of_comma(number: &str) -> Option<String> {
    let (whole, decimals) = number.split_once(',')?;
    let point: Decimal =
        format!("{whole}.{decimals}").parse().ok().filter(|_| is_number(whole) && is_digits(decimals))?;
    // Three digits after a comma may be thousands.
    if decimals.len() == 3 {
        return Some(format!("write {whole}{decimals}, or {} if the comma is a decimal one", point.normalize()));
    }
    Some(format!("write {point}, or save the file with semicolons between the cells"))
}

/// The number whose comma split a cell in two: the first, if with each such number in one cell the row has a cell for each column,
/// and every numeric column a number.
fn split_number(table: &str, cells: &[Cow<'_, str>], headers: &[String]) -> Option<String> {
    let fields = &schema(table).ok()?.fields;
    let kind = |header: &String| match fields.iter().find(|field| field.name == *header)?.kind.as_str() {
        "number" => Some(Numeric::Decimal),
        "integer" => Some(Numeric::Whole),
        _ => None,
    };
    let columns: Vec<Option<Numeric>> = headers.iter().map(kind).collect();
    let first = rejoined(cells, &columns)?;
    cells.get(first).zip(cells.get(first + 1)).map(|(whole, decimals)| format!("{whole},{decimals}"))
}

/// The numbers of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numeric {
    Decimal,
    /// A comma in them separates thousands.
    Whole,
}

/// The index of the first cell that belongs together with the next one, so that the cells fill the columns.
fn rejoined(cells: &[Cow<'_, str>], columns: &[Option<Numeric>]) -> Option<usize> {
    let extra = cells.len().checked_sub(columns.len()).filter(|extra| *extra > 0)?;
    let (cell, rest) = cells.split_first()?;
    let (column, columns) = columns.split_first()?;
    if column.is_some()
        && is_number(cell)
        && let Some((decimals, rest)) = rest.split_first()
        && is_digits(decimals)
        && (*column == Some(Numeric::Decimal) || decimals.len() == 3)
        && (if extra == 1 { fits(rest, columns) } else { rejoined(rest, columns).is_some() })
    {
        return Some(0);
    }
    let fits_here = column.is_none() || cell.is_empty() || is_number(cell);
    rejoined(rest, columns).filter(|_| fits_here).map(|at| at + 1)
}

/// Whether each numeric column has a number or an empty cell.
fn fits(cells: &[Cow<'_, str>], columns: &[Option<Numeric>]) -> bool {
    cells.iter().zip(columns).all(|(cell, column)| column.is_none() || cell.is_empty() || is_number(cell))
}

fn is_number(cell: &str) -> bool {
    Decimal::from_str_exact(cell).is_ok()
}

fn is_digits(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remedy(table: &str, header: &str, row: &str) -> String {
        let file = SourceFile::new("t.csv".to_owned(), Cow::Borrowed(""));
        let headers: Vec<String> = header.split(',').map(str::to_owned).collect();
        let cells: Vec<Cow<'_, str>> = row.split(',').map(Cow::Borrowed).collect();
        ragged(table, &file, 2, &cells, &headers).remedy.clone()
    }

    /// Would catch advice to quote a decimal comma, which is refused in quotes too, and advice on numbers for a comma in a text.
    #[test]
    fn a_comma_in_a_number_is_told_from_one_in_a_text() {
        let header = "city,relative_to,low_pct,high_pct,source";
        let semicolons = |number: &str| format!("write {number}, or save the file with semicolons between the cells");
        for (row, number) in [
            ("utrecht,the country,4,5,8,survey", "4.5"),
            ("utrecht,the country,4,8,5,survey", "4.8"),
            ("utrecht,the country,4,5,8,25,survey", "4.5"),
            ("utrecht,the country,-2,5,8,survey", "-2.5"),
        ] {
            assert_eq!(remedy("geo_differentials", header, row), semicolons(number), "{row}");
        }
        let quotes = "every row needs as many cells as the header; put a cell that contains a comma in double quotes";
        for row in ["utrecht,the country, all of it,4,8,survey", "utrecht,the country,4", "a,b,c,d,e,f"] {
            assert_eq!(remedy("geo_differentials", header, row), quotes, "{row}");
        }
        assert_eq!(
            remedy("salaries", "role,median,source", "it-manager,62,000,survey"),
            "write 62000, or 62 if the comma is a decimal one"
        );
    }
}
