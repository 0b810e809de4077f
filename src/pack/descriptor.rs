//! `datapackage.json`: the name, title and version of a pack, and the schemas of its tables.

use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::bundled::SCHEMAS;
use super::error::DataError;
use crate::once_lock::get_or_try_init;

/// The parts of a Frictionless Data Package that payband reads.
#[derive(Debug, Clone, Deserialize)]
pub struct Descriptor {
    /// A short name, such as `china-healthcare-it-2025`.
    pub name: String,
    /// A title for people.
    #[serde(default)]
    pub title: String,
    /// A description of the contents.
    #[serde(default)]
    pub description: String,
    /// The version of the data.
    #[serde(default)]
    pub version: String,
    /// The tables.
    #[serde(default)]
    pub resources: Vec<ResourceDescriptor>,
}

impl Descriptor {
    /// The table of this name.
    #[must_use]
    pub fn resource(&self, name: &str) -> Option<&ResourceDescriptor> {
        self.resources.iter().find(|resource| resource.name == name)
    }
}

/// One table of a package.
#[derive(Debug, Clone, Deserialize)]
pub struct ResourceDescriptor {
    /// Its name.
    pub name: String,
    /// Its file, relative to the descriptor.
    #[serde(default)]
    pub path: String,
    /// A description of the contents.
    #[serde(default)]
    pub description: String,
    /// Its columns and keys.
    #[serde(default)]
    pub schema: TableSchema,
}

/// The parts of a Table Schema that payband checks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TableSchema {
    /// The columns, in order.
    pub fields: Vec<FieldSchema>,
    /// The columns of the primary key.
    pub primary_key: Vec<String>,
    /// Columns whose values are keys of another table.
    pub foreign_keys: Vec<ForeignKey>,
}

/// One column.
#[derive(Debug, Clone, Deserialize)]
pub struct FieldSchema {
    /// Its name.
    pub name: String,
    /// Its type: string, number, integer or date.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// What its values mean, with the unit.
    #[serde(default)]
    pub description: String,
    /// The constraints on its values.
    #[serde(default)]
    pub constraints: Constraints,
}

/// Constraints on the values of a column.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Constraints {
    /// Whether a cell may not be empty.
    pub required: bool,
    /// The allowed values; `None` when there is no such list.
    #[serde(rename = "enum")]
    pub allowed: Option<Vec<String>>,
    /// A regular expression that values match.
    pub pattern: Option<String>,
    /// The lowest number allowed.
    pub minimum: Option<serde_json::Number>,
    /// The highest number allowed.
    pub maximum: Option<serde_json::Number>,
}

/// A column whose values are keys of another table.
#[derive(Debug, Clone, Deserialize)]
pub struct ForeignKey {
    /// The column or columns of this table.
    pub fields: OneOrMany,
    /// The other table.
    pub reference: Reference,
}

/// The table and the column to which a foreign key refers.
#[derive(Debug, Clone, Deserialize)]
pub struct Reference {
    /// The other table; empty for the same table.
    #[serde(default)]
    pub resource: String,
    /// The column or columns of that table.
    pub fields: OneOrMany,
}

/// A name or a list of names: the standard allows both.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// A list.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The name, when there is exactly one.
    #[must_use]
    pub fn single(&self) -> Option<&str> {
        match self {
            OneOrMany::One(name) => Some(name),
            OneOrMany::Many(names) => match names.as_slice() {
                [name] => Some(name),
                _ => None,
            },
        }
    }
}

/// A table as `data/schemas` describes it.
#[derive(Debug, Clone, Deserialize)]
pub struct TableDescription {
    /// A title for people.
    pub title: String,
    /// What a row is.
    pub description: String,
    /// Its columns and keys.
    pub schema: TableSchema,
}

/// The description of a table, which applies to every pack. It is parsed once.
///
/// # Errors
/// [`DataError`] when there is no table of this name.
pub fn table_description(table: &str) -> Result<&'static TableDescription, DataError> {
    static PARSED: [OnceLock<TableDescription>; SCHEMAS.len()] = [const { OnceLock::new() }; SCHEMAS.len()];
    let known = SCHEMAS.iter().zip(&PARSED).find(|((name, _), _)| *name == table);
    let ((_, text), parsed) =
        known.ok_or_else(|| DataError::file(table, "no table of a pack has this name", "correct the name"))?;
    get_or_try_init(parsed, || parse(table, text))
}

/// The schema of a table, which applies to every pack.
///
/// # Errors
/// [`DataError`] when there is no table of this name.
pub(super) fn schema(table: &str) -> Result<&'static TableSchema, DataError> {
    table_description(table).map(|description| &description.schema)
}

/// Parses a descriptor or a description of a table. `name` is the name of its file, or of the table.
///
/// # Errors
/// [`DataError`] with the line at which the JSON is wrong.
pub(super) fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, DataError> {
    serde_json::from_str(text).map_err(|error| {
        DataError::file(name, format!("not a data package: {error}"), "correct the JSON").at(error.line() as u64)
    })
}
