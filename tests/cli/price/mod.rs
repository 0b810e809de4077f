//! `payband price`: a file in, the same file out with the market beside each row.
//!
//! Each run is also checked for privacy: its messages may hold no pay and no name of a person.

mod columns;
mod currencies;
mod encodings;
mod failures;
mod foreign;
mod header_hints;
mod json;
mod levels;
mod mapping;
mod pay;
mod period_columns;
mod priced_again;
mod reasons;
mod rows;
mod sheets;
mod signals;
mod spreadsheets;
mod statuses;
mod streams;
mod summary;
mod threads;
mod unit_columns;
mod units;
mod unmatched;
mod workbooks;
mod yearly;

use crate::sandbox::Sandbox;

/// How a run ended, and what it wrote.
pub(super) struct Ended {
    pub(super) code: Option<i32>,
    pub(super) out: Vec<u8>,
    pub(super) said: String,
}

/// Prices a file in a sandbox of its own.
pub(super) fn price(file: impl AsRef<[u8]>, arguments: &str) -> Ended {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", file.as_ref());
    price_in(&sandbox, file, &format!("price in.csv {arguments}"))
}

/// Runs a command line on a file that is in a sandbox already.
pub(super) fn price_in(sandbox: &Sandbox, file: impl AsRef<[u8]>, line: &str) -> Ended {
    let (code, out, said) = sandbox.payband(line).raw();
    is_silent_about(file.as_ref(), &said);
    Ended { code, out, said }
}

/// Parts of the headers of private columns.
const PRIVATE: [&str; 9] = ["name", "姓名", "pay", "salary", "薪", "wish", "note", "备注", "home"];

/// Checks that the messages hold no name and no pay.
pub(super) fn is_silent_about(file: &[u8], said: &str) {
    let Ok(text) = std::str::from_utf8(file) else { return };
    let delimiter = if text.lines().next().is_some_and(|line| line.contains('\t')) { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers: Vec<String> = reader.headers().map(|all| all.iter().map(str::to_owned).collect()).unwrap_or_default();
    for record in reader.records().map_while(Result::ok) {
        for (at, cell) in record.iter().enumerate() {
            let header = headers.get(at).map(|header| header.to_lowercase()).unwrap_or_default();
            let is_private = PRIVATE.iter().any(|word| header.contains(word));
            let cell = cell.trim();
            if is_private && cell.chars().count() >= 3 {
                assert!(!said.contains(cell), "a cell of the file, {cell}, is told:\n{said}");
            }
        }
    }
}

impl Ended {
    /// Checks that the run ended with 0.
    pub(super) fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.said);
        self
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// All cells of the output, the header's first.
    pub(super) fn records(&self) -> Vec<Vec<String>> {
        let text = self.text().trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b'\t', b';'].into_iter().find(|byte| first.contains(char::from(*byte))).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    /// The cells of an appended column, separated by spaces.
    pub(super) fn column(&self, name: &str) -> Vec<String> {
        let records = self.records();
        let at = records[0].iter().rposition(|header| header == name).unwrap_or_else(|| panic!("no column {name}"));
        records[1..].iter().map(|record| record.get(at).cloned().unwrap_or_default()).collect()
    }

    /// Some columns of one row.
    pub(super) fn cells(&self, row: usize, names: &str) -> Vec<String> {
        names.split(',').map(|name| self.column(name)[row].clone()).collect()
    }
}

/// Cells of a row, as `Ended::cells` gives them, written in one line.
pub(super) fn cells(line: &str) -> Vec<String> {
    line.split(',').map(str::to_owned).collect()
}
