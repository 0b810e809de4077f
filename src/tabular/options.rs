//! How a file is read and worked on.

use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;

use super::charset::Charset;
use super::dialect::Delimiter;

/// How to read a file. What is `None` is found out.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions {
    /// The encoding.
    pub charset: Option<Charset>,
    /// The delimiter.
    pub delimiter: Option<Delimiter>,
    /// Bytes read at once, 128 KiB unless there is a reason: a block, its index and its output fit in a core's cache.
    pub block: usize,
    /// The most bytes that a row may have with its line ending, 1 MiB unless there is a reason, and never
    /// more than 1 GiB. Blocks are not larger.
    pub row_limit: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { charset: None, delimiter: None, block: 128 << 10, row_limit: 1 << 20 }
    }
}

/// What to do with rows that have more or fewer cells than the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ragged {
    /// The first is an error.
    #[default]
    Refuse,
    /// They are handed over, and say so.
    Keep,
}

/// How to work on a file.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'p> {
    /// The most threads. With one, all is done on the caller's; where the system gives fewer, those do it.
    pub workers: NonZeroUsize,
    /// What to do with ragged rows.
    pub ragged: Ragged,
    /// Raised to stop between two blocks. A read that waits for its source is not broken off.
    pub stop: Option<&'p AtomicBool>,
}

impl Default for Plan<'_> {
    fn default() -> Self {
        Plan { workers: NonZeroUsize::MIN, ragged: Ragged::Refuse, stop: None }
    }
}
