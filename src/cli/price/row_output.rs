//! The format of the rows, and what must be known of a file to write its rows in it.

use super::conversion::RowConversion;
use super::delimiters::DelimiterChange;
use super::target::Target;
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::output::args::not_for_a_terminal;
use crate::payroll::{MarketColumn, replaced_columns};
use crate::render::{CellType, Format, Properties, RenderError, RowShape, WorkbookRows, column_types};
use crate::tabular::{Delimiter, FileKind, Input, KeptRows, OpenedFile, OriginalRows, SheetSummary};

/// The format of the rows: the one asked for, or that of the file. A workbook that is not written to a file named `.xlsx` gives
/// CSV.
pub(super) fn row_format(asked: Option<Format>, kind: FileKind) -> Format {
    match (asked, kind) {
        (Some(format), _) => format,
        (None, FileKind::JsonLines) => Format::Jsonl,
        (None, FileKind::JsonArray) => Format::Json,
        (None, FileKind::Delimited | FileKind::Workbook) => Format::Csv,
    }
}

/// What must be kept of the rows of a file, so that they can be written in a format.
pub(super) fn kept_rows(format: Format, kind: FileKind) -> KeptRows {
    let is_json = matches!(kind, FileKind::JsonLines | FileKind::JsonArray);
    match format {
        _ if kind == FileKind::Delimited => KeptRows::None,
        Format::Json | Format::Jsonl if is_json => KeptRows::Json,
        Format::Json | Format::Jsonl | Format::Xlsx => KeptRows::Cells,
        _ => KeptRows::None,
    }
}

/// The columns that a run appends to a file, and those of an earlier run that they replace, counted from 0.
#[derive(Debug)]
pub(super) struct ColumnChanges {
    pub(super) appended: Vec<MarketColumn>,
    pub(super) replaced: Vec<usize>,
}

impl ColumnChanges {
    /// The changes of a file to which `appended` adds columns. It is called with the number of columns of the file's own. `read`
    /// are the columns that the run reads.
    pub(super) fn of(file: &Input<'_>, read: &[usize], appended: impl Fn(usize) -> Vec<MarketColumn>) -> Self {
        let width = file.header().names().len();
        let replaced = replaced_columns(file, &appended(width), read);
        ColumnChanges { appended: appended(width - replaced.len()), replaced }
    }
}

/// Where the rows go, and in which format.
pub(super) struct RowOutput {
    /// `None` when only a summary is asked for.
    pub(super) target: Option<Target>,
    pub(super) format: Format,
    /// The format that was asked for.
    pub(super) asked: Option<Format>,
    kind: FileKind,
    rows: OriginalRows,
    sheet: Option<SheetSummary>,
}

impl RowOutput {
    /// The output for a file that has been opened, and its rows.
    pub(super) fn new(target: Option<Target>, asked: Option<Format>, file: OpenedFile<'_>) -> (Self, Input<'_>) {
        let OpenedFile { input, kind, rows, sheet } = file;
        (RowOutput { target, format: row_format(asked, kind), asked, kind, rows, sheet }, input)
    }

    /// Says which sheet of a workbook is read.
    pub(super) fn say_sheet(&self, context: &Context, is_named: bool) {
        let Some(summary) = &self.sheet else { return };
        if !is_named && !summary.others.is_empty() {
            let others = match summary.others.as_slice() {
                [other] => format!("the other is \"{other}\""),
                others => format!("there are {} others", others.len()),
            };
            context.console.message(&format!("note: the sheet \"{}\" is read; {others}, see --sheet", summary.sheet));
        }
        if summary.has_merged_rows {
            context.console.message("note: the value of cells that are merged stands in each of their rows");
        }
    }

    /// How the rows must be converted: `None` where they are written as they are priced.
    ///
    /// # Errors
    /// When the workbook cannot be begun, or would go to a terminal.
    pub(super) fn conversion(
        &self,
        context: &Context,
        file: &Input<'_>,
        changes: &ColumnChanges,
    ) -> Result<Option<RowConversion>, Failure> {
        let Some(target) = &self.target else { return Ok(None) };
        Ok(match self.format {
            Format::Json | Format::Jsonl => {
                Some(RowConversion::Json { shape: self.shape(file, changes), is_array: self.format == Format::Json })
            }
            Format::Xlsx => {
                if matches!(target, Target::Stdout) && context.console.stdout_is_terminal() {
                    return Err(not_for_a_terminal());
                }
                let pack = context.pack.descriptor()?;
                let properties = Properties {
                    title: String::new(),
                    comment: format!("payband price, pack {} {}", pack.name, pack.version),
                    created: context.console.today()?,
                };
                let shape = self.shape(file, changes);
                let name = self.sheet.as_ref().map_or("Rows", |summary| &summary.sheet);
                let rows = WorkbookRows::new(&shape, name, &properties).map_err(|error| {
                    let is_of_temporary_file = matches!(error, RenderError::Workbook(_));
                    let failure = Failure::from(error);
                    match is_of_temporary_file {
                        true => failure.hint("name a folder for temporary files that you may write to: TMPDIR=FOLDER"),
                        false => failure.hint("write CSV instead, which has no such limit: -o FILE.csv"),
                    }
                })?;
                Some(RowConversion::Workbook { shape, rows: Box::new(rows) })
            }
            format => self.delimiter_change(file, format).map(RowConversion::Delimiter),
        })
    }

    /// The change of the delimiter, if the format asked for is not that of the file.
    fn delimiter_change(&self, file: &Input<'_>, format: Format) -> Option<DelimiterChange> {
        self.asked?;
        let from = file.delimiter();
        let to = match format {
            Format::Tsv => Delimiter::TAB,
            // Files with semicolons are CSV too.
            Format::Csv if from == Delimiter::TAB => Delimiter::COMMA,
            _ => return None,
        };
        (from != to).then_some(DelimiterChange { from, to })
    }

    fn shape(&self, file: &Input<'_>, changes: &ColumnChanges) -> RowShape {
        let is_delimited = self.kind == FileKind::Delimited;
        let names = file.header().names();
        let types = if is_delimited { column_types(file) } else { vec![CellType::Text; names.len()] };
        let ColumnChanges { appended, replaced } = changes;
        let all = names.iter().cloned().zip(types).enumerate();
        let (left_out, kept): (Vec<_>, Vec<_>) = all.partition(|(at, _)| replaced.contains(at));
        RowShape {
            columns: kept.into_iter().map(|(_, column)| column).collect(),
            left_out: left_out.into_iter().map(|(at, (name, _))| (at, name)).collect(),
            appended: appended.iter().map(|column| (column.name().to_owned(), column.cell_type())).collect(),
            delimiter: file.delimiter(),
            first_line: file.first_line_of_rows(),
            originals: self.rows.clone(),
            formats: self.sheet.as_ref().map(|summary| summary.formats.clone()).unwrap_or_default(),
            is_delimited,
        }
    }
}
