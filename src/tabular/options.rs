//! How a file is read and processed.

use std::num::NonZeroUsize;

use super::charset::Charset;
use super::dialect::Delimiter;
use super::quoting::Quoting;

/// How to read a file. What is `None` is detected.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions {
    /// The encoding.
    pub charset: Option<Charset>,
    /// The delimiter.
    pub delimiter: Option<Delimiter>,
    /// The quotes of cells. Given ones are taken as they stand: cells are not checked for whole rows in them.
    pub quoting: Option<Quoting>,
    /// The number of lines before the header. They are not read, whatever quotes they have, and not written. Without a number,
    /// `sep=;`, comments and titles are found.
    pub skipped_lines: Option<u64>,
    /// Whether cells are known names of columns, by which titles and notes before the header are found; without it, none are.
    pub names_columns: Option<fn(&[String]) -> bool>,
    /// Bytes read at once. With the default of 128 KiB a block, its index and its output fit in a core's cache.
    pub block: usize,
    /// The most bytes of a row with its line ending, by default 1 MiB and never more than 1 GiB. Blocks are not larger.
    pub row_limit: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions {
            charset: None,
            delimiter: None,
            quoting: None,
            skipped_lines: None,
            names_columns: None,
            block: 128 << 10,
            row_limit: 1 << 20,
        }
    }
}

impl ReadOptions {
    /// Whether quoted cells are checked for whole rows in them.
    pub(super) fn checks_quotes(&self) -> bool {
        self.quoting.is_none()
    }
}

/// What to do with rows that have more or fewer cells than the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ragged {
    /// The first such row is an error.
    #[default]
    Refuse,
    /// Such rows are handed over; [`Row::is_ragged`](super::Row::is_ragged) tells them.
    Keep,
}

/// How to process a file.
#[derive(Debug, Clone, Copy)]
pub struct ProcessOptions {
    /// The most threads. One means the caller's thread; where the system gives fewer, those share the work.
    pub workers: NonZeroUsize,
    /// What to do with ragged rows.
    pub ragged: Ragged,
}

impl Default for ProcessOptions {
    fn default() -> Self {
        ProcessOptions { workers: NonZeroUsize::MIN, ragged: Ragged::Refuse }
    }
}
