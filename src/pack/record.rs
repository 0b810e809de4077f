//! A row of a table and its origin.

use std::ops::Deref;
use std::sync::Arc;

use super::overlaid::{Layered, write_key};
use super::records::Resource;

/// The origin of a row: its layer, and its line in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The overlay of the row; `None` for the pack itself and for the words that every pack shares.
    pub overlay: Option<Arc<str>>,
    /// Whether it is one of the rows that every pack shares.
    pub is_shared: bool,
    /// The line in the file; the header is line 1.
    pub line: u64,
}

impl Origin {
    /// The source of a row as answers name it: its overlay, and the source that the row states.
    #[must_use]
    pub fn naming(&self, source: &str) -> String {
        match (&self.overlay, source) {
            (Some(name), "") => format!("overlay:{name}"),
            (Some(name), source) => format!("overlay:{name};{source}"),
            (None, source) => source.to_owned(),
        }
    }
}

/// A row and its origin.
#[derive(Debug, Clone)]
pub struct Record<R> {
    /// The row.
    pub row: R,
    /// Its origin.
    pub origin: Origin,
}

impl<R> Deref for Record<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.row
    }
}

impl<R: Resource> Layered for Record<R> {
    fn write_key(&self, key: &mut String) {
        write_key(R::NAME, self.row.key().iter().map(AsRef::as_ref), key);
    }
}
