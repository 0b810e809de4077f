//! The files of a computed pack: its tables as CSV, and the descriptor that other tools read them through.

use serde_json::json;

use super::bundled;
use super::delimited::quoted;
use super::descriptor::schema;
use super::error::DataError;
use super::scaffold::{pretty, resources};
use super::table_list::TABLES;

/// A table of a computed pack.
#[derive(Debug, Clone)]
pub struct TableText {
    name: &'static str,
    columns: Vec<String>,
    rows: usize,
    text: String,
}

impl TableText {
    /// A table without rows.
    ///
    /// # Errors
    /// [`DataError`] when there is no table of this name.
    pub fn new(name: &'static str) -> Result<Self, DataError> {
        let columns: Vec<String> = schema(name)?.fields.iter().map(|field| field.name.clone()).collect();
        let text = columns.join(",") + "\n";
        Ok(TableText { name, columns, rows: 0, text })
    }

    /// Adds a row. `cell` gives the cell of each column of the schema by its name; an empty one is missing.
    pub fn push(&mut self, mut cell: impl FnMut(&str) -> String) {
        for (at, column) in self.columns.iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.text.push_str(&quoted(&cell(column)));
        }
        self.text.push('\n');
        self.rows += 1;
    }

    /// Whether it has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }
}

/// What a computed pack says about itself.
#[derive(Debug, Clone)]
pub struct PackAbout {
    /// Its short name: lower-case letters, digits and hyphens.
    pub name: String,
    /// Its title for people.
    pub title: String,
    /// What is in it, for people.
    pub description: String,
    /// Its version.
    pub version: String,
}

/// The name and the text of each file of a computed pack. A table without rows is left out.
///
/// # Errors
/// [`DataError`] when a schema cannot be read.
pub fn computed_pack(about: &PackAbout, tables: &[TableText]) -> Result<Vec<(String, String)>, DataError> {
    let named = |name: &&str| tables.iter().find(|table| table.name == *name && !table.is_empty());
    let kept: Vec<&TableText> = TABLES.iter().filter_map(named).collect();
    let names: Vec<&str> = kept.iter().map(|table| table.name).collect();
    let descriptor = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "resources": resources(&names)?,
    });
    let mut files = vec![(bundled::DESCRIPTOR.to_owned(), pretty(&descriptor))];
    files.extend(kept.into_iter().map(|table| (format!("{}.csv", table.name), table.text.clone())));
    Ok(files)
}

/// The id that a text becomes: its ASCII letters and digits in lower case, with hyphens between; empty where it has none.
#[must_use]
pub fn id_of(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}
