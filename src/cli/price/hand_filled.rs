//! Tables that a person fills in by hand. Rewriting one keeps what was filled in.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::file::failures::unreadable;
use crate::render::neutralised;
use crate::tabular::{self, BYTE_ORDER_MARK, Input, ProcessOptions, Ragged, ReadOptions};

/// The column to fill in.
const ID_COLUMN: &str = "id";
/// The column with the number of rows of the file.
const ROWS_COLUMN: &str = "rows";

/// The most bytes of rows of other files in which nothing is filled in. Without a limit, a table that nobody fills in would grow with
/// each file. Those that were added last are kept.
const MAX_OPEN_BYTES: usize = 2 << 20;

/// A table as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HandFilled {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl HandFilled {
    /// An empty table with these columns.
    pub(super) fn new(columns: &[&str]) -> Self {
        HandFilled { columns: columns.iter().map(|name| (*name).to_owned()).collect(), rows: Vec::new() }
    }

    /// Appends a row, with a cell for each column.
    pub(super) fn push(&mut self, cells: &[&str]) {
        self.rows.push(cells.iter().map(|cell| neutralised(cell).into_owned()).collect());
    }

    /// Whether it has no rows.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Reads a table, in any encoding and with any delimiter, because a spreadsheet may have saved it. `None` when the file
    /// does not exist or is empty.
    ///
    /// # Errors
    /// When the file cannot be read, lacks one of the `required` columns, or has a row of another length than the header.
    pub(super) fn read(path: &Path, required: &[&str]) -> Result<Option<Self>, Failure> {
        let name = path.display().to_string();
        let cannot_open = |error| unreadable(&name, error);
        // A pipe is not opened, because opening would wait for a writer.
        match fs::metadata(path) {
            Ok(found) if found.is_file() && found.len() > 0 => {}
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(cannot_open(error)),
        }
        let file = File::open(path).map_err(cannot_open)?;
        let cannot_read = |error: tabular::Error| {
            Failure::failed(error)
                .context(format!("{name} is there already, and cannot be read"))
                .hint("mend it, move it away, or name another place with --unmatched")
        };
        let input = match Input::open(file, &ReadOptions::default()) {
            Err(tabular::Error::NoHeader) => return Ok(None),
            opened => opened.map_err(cannot_read)?,
        };
        let columns: Vec<String> = input.header().names().iter().map(|name| name.trim().to_owned()).collect();
        if let Some(missing) = required.iter().find(|wanted| !columns.iter().any(|column| column == *wanted)) {
            return Err(Failure::usage(format!("{name} is there already, and has no column \"{missing}\""))
                .hint("it would be lost: name another place with --unmatched, or move the file away"));
        }
        let process = ProcessOptions { ragged: Ragged::Refuse, ..ProcessOptions::default() };
        let rows = input.fold(&process, Vec::new, |kept: &mut Vec<Vec<String>>, rows| {
            rows.each(|row| {
                let cell = |at| String::from_utf8_lossy(&row.value(at).unwrap_or_default()).into_owned();
                kept.push((0..row.len()).map(cell).collect());
                Ok::<(), tabular::Error>(())
            })
        });
        Ok(Some(HandFilled { columns, rows: rows.map_err(cannot_read)?.concat() }))
    }

    /// Merges this table with an earlier one. First come the earlier rows in which something is filled in: an id, or a column that
    /// only the earlier table has. Then come the rows of this table, and then the other earlier rows, which another file may need,
    /// unless `is_settled` says that their texts in the columns `key` need nothing. Rows with the same cells in these columns become one,
    /// which keeps what was filled in, and takes its other cells from this table. Where this table has no such row, there is no
    /// count. Returns the number of rows that are left out by [`MAX_OPEN_BYTES`] as well.
    pub(super) fn with_earlier(
        mut self,
        earlier: Self,
        key: &[&str],
        is_settled: impl Fn(&[&str]) -> bool,
    ) -> (Self, usize) {
        let added: Vec<String> =
            earlier.columns.iter().filter(|column| !self.columns.contains(column)).cloned().collect();
        self.columns.extend(added.iter().cloned());
        let width = self.columns.len();
        for row in &mut self.rows {
            row.resize(width, String::new());
        }
        let key_columns: Vec<usize> = key.iter().filter_map(|column| self.index_of(column)).collect();
        let key_of = |row: &[String]| -> Vec<String> {
            key_columns.iter().map(|at| row.get(*at).cloned().unwrap_or_default()).collect()
        };
        let rows_by_key: HashMap<Vec<String>, usize> =
            self.rows.iter().enumerate().map(|(at, row)| (key_of(row), at)).collect();
        let from: Vec<Option<usize>> = self.columns.iter().map(|column| earlier.index_of(column)).collect();
        let is_filled_in: Vec<bool> =
            self.columns.iter().map(|column| column == ID_COLUMN || added.contains(column)).collect();
        let is_kept: Vec<bool> =
            self.columns.iter().zip(&is_filled_in).map(|(name, own)| *own || name == "lang").collect();
        let (mut filled, mut open, mut again) = (Vec::new(), Vec::new(), HashSet::new());
        let (mut kept_keys, mut filled_rows) = (HashSet::new(), HashSet::new());
        for old in &earlier.rows {
            let cell = |from: Option<usize>| from.and_then(|at| old.get(at)).map(String::as_str).unwrap_or_default();
            let mut row: Vec<String> = from.iter().map(|from| neutralised(cell(*from)).into_owned()).collect();
            let key = key_of(&row);
            let new = rows_by_key.get(&key).copied();
            let is_open = !row.iter().zip(&is_filled_in).any(|(cell, is_column)| *is_column && !cell.trim().is_empty());
            if is_open {
                let texts: Vec<&str> = key.iter().map(String::as_str).collect();
                if new.is_none() && texts.iter().any(|text| !text.is_empty()) && !is_settled(&texts) {
                    if let Some(rows) = self.index_of(ROWS_COLUMN).and_then(|at| row.get_mut(at)) {
                        rows.clear();
                    }
                    open.push((key, row));
                }
                continue;
            }
            again.extend(new);
            let new = new.and_then(|at| self.rows.get(at));
            for (column, (cell, is_kept)) in row.iter_mut().zip(&is_kept).enumerate() {
                if !is_kept && !key_columns.contains(&column) {
                    *cell = new.and_then(|new| new.get(column)).cloned().unwrap_or_default();
                }
            }
            kept_keys.insert(key);
            if filled_rows.insert(row.clone()) {
                filled.push(row);
            }
        }
        let (mut bytes, mut left_out) = (0, 0);
        open.retain(|(key, row)| {
            if !kept_keys.insert(key.clone()) {
                return false;
            }
            bytes += row.iter().map(String::len).sum::<usize>();
            left_out += usize::from(bytes > MAX_OPEN_BYTES);
            bytes <= MAX_OPEN_BYTES
        });
        let open = open.into_iter().map(|(_, row)| row);
        let new = self.rows.into_iter().enumerate().filter(|(at, _)| !again.contains(at)).map(|(_, row)| row);
        filled.extend(new.chain(open));
        (HandFilled { columns: self.columns, rows: filled }, left_out)
    }

    fn index_of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|own| own == column)
    }

    /// The table as CSV for a spreadsheet, with a byte order mark.
    pub(super) fn csv(&self) -> Result<Vec<u8>, Failure> {
        let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.into());
        for row in std::iter::once(&self.columns).chain(&self.rows) {
            writer.write_record(row).map_err(Failure::failed)?;
        }
        writer.into_inner().map_err(|error| Failure::failed(anyhow::anyhow!("{error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [&str; 5] = ["alias", "id", "lang", "rows", "nearest"];

    fn table(columns: &[&str], rows: &[&[&str]]) -> HandFilled {
        let mut table = HandFilled::new(columns);
        rows.iter().for_each(|row| table.push(row));
        table
    }

    /// Catches an id that is lost, a count that is not refreshed, a row of another file that is lost before it is filled in, and
    /// one that stays when its name is understood.
    #[test]
    fn what_is_filled_in_or_open_stays_and_counts_are_refreshed() {
        let earlier = table(
            &["id", "alias", "note", "rows", "nearest"],
            &[
                &["architect", "Builder", "", "7", "a"],
                &["", "Of another file", "", "7", "b"],
                &["", "Understood now", "", "7", "c"],
                &["engineer", "No longer there", "ask Li", "7", "d"],
                &["", "Remarked", "ask Wang", "7", "e"],
                &["", "Again", "", "7", "f"],
                &["", "", "", "", ""],
            ],
        );
        let now = table(
            &COLUMNS,
            &[&["Again", "", "en", "3", "x"], &["Builder", "", "en", "2", "y"], &["Neu", "", "en", "1", "z"]],
        );
        let columns = ["alias", "id", "lang", "rows", "nearest", "note"];
        let expected = table(
            &columns,
            &[
                &["Builder", "architect", "", "2", "y", ""],
                &["No longer there", "engineer", "", "", "", "ask Li"],
                &["Remarked", "", "", "", "", "ask Wang"],
                &["Again", "", "en", "3", "x", ""],
                &["Neu", "", "en", "1", "z", ""],
                &["Of another file", "", "", "", "b", ""],
            ],
        );
        let is_settled = |key: &[&str]| key == ["Understood now"];
        let (merged, _) = now.clone().with_earlier(earlier, &["alias"], is_settled);
        assert_eq!(merged, expected);
        // Merging again changes nothing.
        assert_eq!(now.with_earlier(merged, &["alias"], is_settled), (expected, 0));
    }

    /// Catches a row that is lost because another one has the same alias.
    #[test]
    fn two_ids_of_one_alias_both_stay() {
        let earlier = table(&["alias", "id"], &[&["=x", "one"], &["=x", "two"]]);
        let now = table(&COLUMNS, &[&["=x", "", "en", "4", ""]]);
        let (merged, _) = now.with_earlier(earlier, &["alias"], |_| false);
        assert_eq!(merged.rows, [["'=x", "one", "", "4", ""], ["'=x", "two", "", "4", ""]]);
    }

    /// Catches rows that are repeated: open ones of a name, ones of a name that is filled in elsewhere, and equal ones.
    #[test]
    fn rows_are_not_repeated() {
        let rows: &[&[&str]] = &[&["a", ""], &["b", ""], &["a", ""], &["b", "one"], &["b", "one"], &["b", "two"]];
        let (merged, _) = table(&COLUMNS, &[]).with_earlier(table(&["alias", "id"], rows), &["alias"], |_| false);
        assert_eq!(merged.rows, [["b", "one", "", "", ""], ["b", "two", "", "", ""], ["a", "", "", "", ""]]);
    }

    /// Catches a table that grows with each file whose names are not filled in.
    #[test]
    fn open_rows_of_earlier_files_are_bounded() {
        let mut merged = table(&COLUMNS, &[]);
        for file in 0..4 {
            let mut now = table(&COLUMNS, &[]);
            (0..20).for_each(|at| now.push(&[&format!("{file} {at} {}", "x".repeat(50_000)), "", "", "1", ""]));
            let (next, left_out) = now.with_earlier(merged, &["alias"], |_| false);
            // Two earlier files of 1 MB each have room, and those of a third do not.
            assert_eq!((left_out > 0, next.rows.len()), (file > 2, (20 * (file + 1)).min(61)));
            assert!(next.rows[0][0].starts_with(&format!("{file} 0")));
            merged = next;
        }
    }
}
