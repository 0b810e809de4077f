//! The header of a file.

use super::dialect::{Delimiter, RowScanner, quoted};

/// The first row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub(super) names: Vec<String>,
    /// The row, and blank lines before it.
    pub(super) bytes: Vec<u8>,
    pub(super) ending: &'static str,
    /// The line in which the row begins, from 1.
    pub(super) line: u64,
}

impl Header {
    /// The names of the columns without quotes; they may be empty or repeat.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The line ending: `"\n"`, `"\r\n"`, `"\r"`, or empty where the file ends with the header.
    #[must_use]
    pub fn ending(&self) -> &'static str {
        self.ending
    }

    /// The header without some columns, counted from 0. The others keep their bytes.
    #[must_use]
    pub fn without(&self, columns: &[usize], delimiter: Delimiter) -> Self {
        let Some(row) = RowScanner::new(&self.bytes, delimiter.byte()).next().filter(|_| !columns.is_empty()) else {
            return self.clone();
        };
        let mut bytes = self.bytes.get(..row.start).unwrap_or_default().to_vec();
        let kept = row.cells(&self.bytes).enumerate().filter(|(at, _)| !columns.contains(at));
        for (place, (_, cell)) in kept.enumerate() {
            bytes.extend((place > 0).then_some(delimiter.byte()));
            bytes.extend_from_slice(cell);
        }
        let names = self.names.iter().enumerate().filter(|(at, _)| !columns.contains(at));
        Header { names: names.map(|(_, name)| name.clone()).collect(), bytes, ..self.clone() }
    }

    /// The bytes of the header and its line ending, with more names appended.
    #[must_use]
    pub fn with<'n>(&self, names: impl IntoIterator<Item = &'n str>, delimiter: Delimiter) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        for name in names {
            bytes.push(delimiter.byte());
            bytes.extend_from_slice(&quoted(name.as_bytes(), delimiter));
        }
        bytes.extend_from_slice(self.ending.as_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a header whose other cells change when some are left out: their quotes, and the line ends before it.
    #[test]
    fn columns_are_left_out_of_the_header() {
        for (header, columns, expected) in [
            ("\n\"a\";b;\"c;d\";e", [1, 3].as_slice(), "\n\"a\";\"c;d\""),
            ("a;b;c;d", &[0], "b;c;d"),
            ("a;b;c;d", &[], "a;b;c;d"),
        ] {
            let names = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
            let header = Header { names, bytes: header.into(), ending: "\n", line: 1 };
            let left = header.without(columns, Delimiter::SEMICOLON);
            assert_eq!(String::from_utf8_lossy(&left.bytes), expected);
            assert_eq!(left.names().len(), header.names().len() - columns.len());
        }
    }
}
