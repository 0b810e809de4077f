//! Tables with semicolons between cells and decimal commas, as spreadsheets save them where the comma is the decimal separator.

use std::borrow::Cow;

use super::delimited::{Rows, quoted};
use super::descriptor::schema;
use super::error::DataError;
use super::file::{Changes, SourceFile};

/// The file with commas between cells and decimal points. Every row keeps its line. A file whose header has a comma, or no
/// semicolon, is returned as it is. A number whose point may be a decimal point or a separator of thousands stays as it is, and
/// [`SourceFile::refused`] has an error about it.
///
/// # Errors
/// [`DataError`] for a file that is not CSV.
pub(super) fn with_commas(table: &str, file: SourceFile) -> Result<SourceFile, DataError> {
    let header = file.body().lines().find(|line| !line.is_empty()).unwrap_or_default();
    if header.contains(',') || !header.contains(';') {
        return Ok(file);
    }
    let is_number = |column: &str| -> Result<bool, DataError> {
        let field = schema(table)?.fields.iter().find(|field| field.name == column);
        Ok(field.is_some_and(|field| matches!(field.kind.as_str(), "number" | "integer")))
    };
    let mut reader = Rows::with_delimiter(file.body(), b';');
    let mut text = String::with_capacity(file.text.len());
    let mut cells: Vec<Cow<'_, str>> = Vec::new();
    let mut headers: Option<Vec<(String, bool)>> = None;
    let mut changes = Changes::default();
    let mut lines = 1;
    while let Some(line) = reader.next_into(&mut cells).map_err(|error| file.malformed(error))? {
        while lines < line {
            text.push('\n');
            lines += 1;
        }
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            match headers.as_ref().and_then(|headers| headers.get(at)) {
                Some((column, true)) => {
                    let number = with_point(cell).unwrap_or_else(|problem| {
                        let remedy = "write the number without separators of thousands: 45000, 8,2";
                        let error = DataError::file(&file.name, problem, remedy).at(line).in_column(column);
                        changes.refused.push(error.with_value(cell.as_ref()));
                        Cow::Borrowed(cell)
                    });
                    if number != *cell {
                        changes.own_texts.insert((line, column.clone()), cell.to_string());
                    }
                    text.push_str(&quoted(&number));
                }
                _ => text.push_str(&quoted(cell)),
            }
        }
        if headers.is_none() {
            let names = cells.iter().map(|cell| Ok((cell.to_string(), is_number(cell)?)));
            headers = Some(names.collect::<Result<_, DataError>>()?);
        }
        text.push('\n');
        lines = line + 1 + cells.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
    }
    Ok(SourceFile { name: file.name, text: Cow::Owned(text), changes: Some(Box::new(changes)) })
}

/// A number with a decimal point instead of a comma.
fn with_point(cell: &str) -> Result<Cow<'_, str>, &'static str> {
    let marks: Vec<&str> = cell.matches([',', '.']).collect();
    match (marks.as_slice(), cell.split_once('.')) {
        ([], _) => Ok(Cow::Borrowed(cell)),
        ([_, _, ..], _) => Err("the number has more than one comma or point"),
        (_, Some((_, after))) if after.len() == 3 => Err("the point may separate thousands or decimals"),
        (_, Some(_)) => Ok(Cow::Borrowed(cell)),
        (_, None) => Ok(Cow::Owned(cell.replace(',', "."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str, text: &str) -> SourceFile {
        with_commas(table, SourceFile::new("t.csv".to_owned(), Cow::Owned(text.to_owned()))).unwrap()
    }

    /// Would catch a decimal comma that splits a cell, a text whose commas are changed, and a row that moves to another line.
    #[test]
    fn semicolons_become_commas_and_decimal_commas_points() {
        let text = "\u{feff}base;quote;date;rate;source\r\n\r\nEUR;USD;2026-01-02;1,08;\"ECB; daily\"\r\nEUR;CHF;2026-01-02;0.95;a, b\r\n";
        let expected =
            "base,quote,date,rate,source\n\nEUR,USD,2026-01-02,1.08,ECB; daily\nEUR,CHF,2026-01-02,0.95,\"a, b\"\n";
        assert_eq!(read("fx", text).text, expected);
        let commas = "base,quote,date,rate,source\nEUR,USD,2026-01-02,1.08,a;b\n";
        assert_eq!(read("fx", commas).text, commas);
    }

    /// Would catch 45.000 that is read as 45, a second wrong number that is not reported, and an error that shows a number as it
    /// was rewritten.
    #[test]
    fn a_point_that_may_separate_thousands_is_refused() {
        let numbers = ["45.000", "1.234,5", "1.234.567", "1,234.5", "1,234,567"];
        let rows: Vec<String> = numbers.iter().map(|number| format!("clerk;{number}\n")).collect();
        let file = read("salaries", &format!("role;median\n{}", rows.concat()));
        let refused: Vec<_> =
            file.refused().iter().map(|error| (error.line, error.column.as_deref(), error.value.as_deref())).collect();
        let wanted: Vec<_> =
            numbers.iter().zip(2..).map(|(number, line)| (Some(line), Some("median"), Some(*number))).collect();
        assert_eq!(refused, wanted);
        let file = read("salaries", "role;median\nclerk;-45000,5\n");
        assert_eq!((file.text.as_ref(), file.refused().len()), ("role,median\nclerk,-45000.5\n", 0));
        let error = DataError::file("t.csv", "below 0", "").at(2).in_column("median").with_value("-45000.5");
        assert_eq!(file.in_own_text(error).value.as_deref(), Some("-45000,5"));
    }
}
