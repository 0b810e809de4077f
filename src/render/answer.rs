//! Renders an answer in any format.

use super::error::RenderError;
use super::format::Format;
use super::options::{Meta, RenderOptions};
use super::workbook::{Properties, Sheet, workbook};
use super::{delimited, json, markdown, table};
use crate::answer::Answer;

/// Renders an answer.
///
/// Text formats end with a line break. CSV, TSV and JSON lines hold only the rows; print [`notes`](super::notes) beside them.
///
/// ```
/// use payband::answer::{Answer, Column, Kind, Table, Value};
/// use payband::money::Decimal;
/// use payband::render::{Format, RenderOptions, render};
///
/// let answer = Answer {
///     title: "Cloud Architect, Shanghai".into(),
///     unit: "USD a year".into(),
///     table: Table {
///         columns: vec![Column::new("level", "Level", Kind::Text), Column::new("base", "Base", Kind::Money)],
///         rows: vec![vec!["Senior".into(), Decimal::new(94_250, 0).into()], vec!["Intern".into(), Value::Missing]],
///     },
///     ..Answer::default()
/// };
/// let csv = render(&answer, &RenderOptions::new(Format::Csv))?;
/// assert_eq!(csv, b"level,base\nSenior,94250.00\nIntern,\n");
/// let table = render(&answer, &RenderOptions::new(Format::Table))?;
/// assert_eq!(String::from_utf8_lossy(&table), "\
/// Cloud Architect, Shanghai · USD a year
///
/// Level     Base
/// ──────────────
/// Senior  94,250
/// Intern       –
/// ");
/// # Ok::<(), payband::render::RenderError>(())
/// ```
///
/// # Errors
/// [`RenderError::CellTooLong`] and [`RenderError::SheetTooLarge`] for what a workbook cannot hold. The other errors come from
/// writers, which do not fail when they write to memory.
pub fn render(answer: &Answer, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    match options.format {
        Format::Table => Ok(table::table(answer, &options.screen, options.detail).into_bytes()),
        Format::Csv => delimited::delimited(answer, b',', options),
        Format::Tsv => delimited::delimited(answer, b'\t', options),
        Format::Json => json::document(answer, options),
        Format::Jsonl => json::lines(&answer.table, options),
        Format::Markdown => Ok(markdown::markdown(answer, &options.screen).into_bytes()),
        Format::Xlsx => one_sheet(answer, options),
    }
}

/// A workbook with one answer, on a sheet named after the command.
fn one_sheet(answer: &Answer, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    let Meta { command, pack_name, pack_version } = &options.meta;
    let comment = match pack_name.as_str() {
        "" => String::new(),
        _ => format!("payband {command}, pack {pack_name} {pack_version}"),
    };
    let properties = Properties { title: answer.title.clone(), comment, created: options.created };
    workbook(&[Sheet { name: command, answer }], &properties)
}
