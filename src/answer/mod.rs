//! The result model, independent of the output format.
//!
//! An [`Answer`] has typed columns, rows, notes and sources. Commands return one, and renderers print one. Its values are exact:
//! renderers round and format them. It knows neither pricing nor packs, files or terminals.

mod fields;
mod mark;
mod note;
mod table;

pub use fields::Fields;
pub use mark::{Mark, Marks};
pub use note::{Note, NoteKind, NoteTarget};
pub use table::{Column, Kind, Table, Value, Visibility};

/// The result of a command.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The title above the table, such as `Healthcare Cloud Architect, Shanghai`.
    pub title: String,
    /// The unit of the money in the table, such as `USD a year`; empty where it has none.
    pub unit: String,
    /// The answer in a sentence above the table; empty where there is none.
    pub lead: String,
    /// The figures, a row each.
    pub table: Table,
    /// The table that people see instead of `table`, where several rows are shown as one.
    pub condensed: Option<Table>,
    /// The layout of the table for people.
    pub layout: Layout,
    /// The notes beside the figures, in the order to print.
    pub notes: Vec<Note>,
    /// The documents that the figures come from.
    pub sources: Vec<Source>,
    /// The age of the oldest figures; `None` where it does not apply.
    pub age: Option<Age>,
}

impl Answer {
    /// The table that people see.
    #[must_use]
    pub fn shown(&self) -> &Table {
        self.condensed.as_ref().unwrap_or(&self.table)
    }
}

/// The age of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Age {
    /// The date for which they hold, in ISO 8601.
    pub effective: String,
    /// The whole months since then.
    pub months: i32,
}

/// The layout of a table for people. Data formats ignore it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// Rows and columns.
    #[default]
    Grid,
    /// A name and a value on each line, for one thing with many attributes.
    Card,
}

/// A document that figures come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Its id, as in the `source` columns.
    pub id: String,
    /// The title.
    pub title: String,
    /// The publisher.
    pub publisher: String,
    /// The date of publication in ISO 8601; empty where the pack has none.
    pub published: String,
    /// The address; empty where the pack has none.
    pub url: String,
}
