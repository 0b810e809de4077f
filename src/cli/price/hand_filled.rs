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

/// The column with the language of a name, which a person may correct.
const LANGUAGE_COLUMN: &str = "lang";

/// The most bytes of rows of other files in which nothing is filled in. Without a limit, a table that nobody fills in would grow
/// with each file. Those that were added last are kept.
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

    /// Merges this table with an earlier one, and returns the number of rows that are left out by [`MAX_OPEN_BYTES`] as well.
    ///
    /// Rows are matched by their cells in the columns `key`. In order, the result has:
    /// 1. The earlier rows in which a person has filled in something: an id, or a cell of a column that only the earlier table has.
    ///    Their other cells come from the matching row of this table, if there is one; so there is no count of rows without one.
    /// 2. The other rows of this table.
    /// 3. The earlier rows without a match in which nothing is filled in. Another file may need them, unless `is_settled` says that
    ///    their cells in the columns `key` need nothing.
    pub(super) fn with_earlier(
        mut self,
        earlier: Self,
        key: &[&str],
        is_settled: impl Fn(&[&str]) -> bool,
    ) -> (Self, usize) {
        let columns = self.merge_columns(&earlier, key);
        let rows_by_key: HashMap<Vec<String>, usize> =
            self.rows.iter().enumerate().map(|(at, row)| (columns.key_of(row), at)).collect();
        let (mut filled, mut open, mut matched) = (Vec::new(), Vec::new(), HashSet::new());
        let (mut known_keys, mut known_rows) = (HashSet::new(), HashSet::new());
        for old in &earlier.rows {
            let row = columns.row_of(old);
            let key = columns.key_of(&row);
            let new = rows_by_key.get(&key).copied();
            if columns.has_filled_in(&row) {
                matched.extend(new);
                known_keys.insert(key);
                let row = columns.refreshed(row, new.and_then(|at| self.rows.get(at)));
                if known_rows.insert(row.clone()) {
                    filled.push(row);
                }
            } else if new.is_none() {
                let texts: Vec<&str> = key.iter().map(String::as_str).collect();
                if texts.iter().any(|text| !text.is_empty()) && !is_settled(&texts) {
                    open.push((columns.without_count(row), key));
                }
            }
        }
        open.retain(|(_, key)| known_keys.insert(key.clone()));
        let (open, left_out) = within_limit(open.into_iter().map(|(row, _)| row).collect());
        let new = self.rows.into_iter().enumerate().filter(|(at, _)| !matched.contains(at)).map(|(_, row)| row);
        filled.extend(new.chain(open));
        (HandFilled { columns: self.columns, rows: filled }, left_out)
    }

    /// Adds the columns that only the earlier table has, with empty cells.
    fn merge_columns(&mut self, earlier: &Self, key: &[&str]) -> MergedColumns {
        let own = self.columns.len();
        let added = earlier.columns.iter().filter(|column| !self.columns.contains(column)).cloned();
        self.columns.extend(added.collect::<Vec<_>>());
        for row in &mut self.rows {
            row.resize(self.columns.len(), String::new());
        }
        let is_filled_in = |(at, name): (usize, &String)| at >= own || name == ID_COLUMN;
        MergedColumns {
            in_earlier: self.columns.iter().map(|column| earlier.index_of(column)).collect(),
            is_filled_in: self.columns.iter().enumerate().map(is_filled_in).collect(),
            key: key.iter().filter_map(|column| self.index_of(column)).collect(),
            language: self.index_of(LANGUAGE_COLUMN),
            rows: self.index_of(ROWS_COLUMN),
        }
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

/// The columns of two tables that are merged.
struct MergedColumns {
    /// The index of each column in the earlier table.
    in_earlier: Vec<Option<usize>>,
    /// Whether a person fills in a column.
    is_filled_in: Vec<bool>,
    key: Vec<usize>,
    language: Option<usize>,
    rows: Option<usize>,
}

impl MergedColumns {
    /// A row of the earlier table. Formulas that a spreadsheet would run are neutralised.
    fn row_of(&self, earlier: &[String]) -> Vec<String> {
        let cell = |at: &Option<usize>| at.and_then(|at| earlier.get(at)).map(String::as_str).unwrap_or_default();
        self.in_earlier.iter().map(|at| neutralised(cell(at)).into_owned()).collect()
    }

    fn key_of(&self, row: &[String]) -> Vec<String> {
        self.key.iter().map(|at| row.get(*at).cloned().unwrap_or_default()).collect()
    }

    fn has_filled_in(&self, row: &[String]) -> bool {
        row.iter().zip(&self.is_filled_in).any(|(cell, is_filled_in)| *is_filled_in && !cell.trim().is_empty())
    }

    /// An earlier row with what was filled in, its language and its key. The other cells are those of `new`, or empty.
    fn refreshed(&self, mut row: Vec<String>, new: Option<&Vec<String>>) -> Vec<String> {
        for (at, (cell, is_filled_in)) in row.iter_mut().zip(&self.is_filled_in).enumerate() {
            if !is_filled_in && Some(at) != self.language && !self.key.contains(&at) {
                *cell = new.and_then(|new| new.get(at)).cloned().unwrap_or_default();
            }
        }
        row
    }

    /// A row without its number of rows, which is that of an earlier file.
    fn without_count(&self, mut row: Vec<String>) -> Vec<String> {
        if let Some(rows) = self.rows.and_then(|at| row.get_mut(at)) {
            rows.clear();
        }
        row
    }
}

/// The first rows that [`MAX_OPEN_BYTES`] leaves, and the number of the others.
fn within_limit(mut rows: Vec<Vec<String>>) -> (Vec<Vec<String>>, usize) {
    let (all, mut bytes) = (rows.len(), 0);
    rows.retain(|row| {
        bytes += row.iter().map(String::len).sum::<usize>();
        bytes <= MAX_OPEN_BYTES
    });
    let left_out = all - rows.len();
    (rows, left_out)
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
