//! The result model: what a command answers, before anyone decides how it looks.
//!
//! An [`Answer`] is typed columns, rows, notes and sources. Every command makes one, every renderer takes one. It holds
//! exact values; rounding and words are the renderer's. Refuses to know of pricing, packs, files or terminals.

mod fields;
mod mark;
mod note;
mod table;

pub use fields::Fields;
pub use mark::{Mark, Marks};
pub use note::{Beside, Note, NoteKind};
pub use table::{Column, Kind, Place, Table, Value};

/// What a command answers.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// One line above the table, such as `Healthcare Cloud Architect, Shanghai`.
    pub title: String,
    /// What the money in the table is, such as `USD a year`; empty when there is none.
    pub unit: String,
    /// The answer in a sentence, above the table; empty where the table says it all.
    pub lead: String,
    /// The figures.
    pub table: Table,
    /// What people see in place of `table`, where several of its rows are shown as one.
    pub condensed: Option<Table>,
    /// How a person should see the table.
    pub layout: Layout,
    /// What a reader must know beside the figures, in the order to print.
    pub notes: Vec<Note>,
    /// The documents that the figures come from.
    pub sources: Vec<Source>,
    /// How many whole months old the oldest figures are; `None` where that says nothing.
    pub months_old: Option<i32>,
}

impl Answer {
    /// The table that people see.
    #[must_use]
    pub fn shown(&self) -> &Table {
        self.condensed.as_ref().unwrap_or(&self.table)
    }
}

/// How a person should see a table; data formats are the same for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// A row under the other.
    #[default]
    Grid,
    /// A name and a value on each line: for one thing with many attributes.
    Card,
}

/// A document that figures come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Its id, as in the `source` columns.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as an ISO date; empty when the pack does not say.
    pub published: String,
    /// Where it can be read; empty when the pack does not say.
    pub url: String,
}
