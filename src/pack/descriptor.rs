//! `datapackage.json`: what a pack says of itself, and the schema of every table.

use std::sync::OnceLock;

use serde::Deserialize;

use super::bundled;
use super::error::DataError;
use crate::once_lock::get_or_try_init;

/// A Frictionless Data Package, as far as payband reads it.
#[derive(Debug, Clone, Deserialize)]
pub struct Descriptor {
    /// A short name, such as `china-healthcare-it-2025`.
    pub name: String,
    /// A title for people.
    #[serde(default)]
    pub title: String,
    /// What is in it.
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
    /// The table with a name.
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
    /// What is in it.
    #[serde(default)]
    pub description: String,
    /// Its columns and keys.
    #[serde(default)]
    pub schema: TableSchema,
}

/// A Table Schema, as far as payband checks it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TableSchema {
    /// The columns, in order.
    pub fields: Vec<FieldSchema>,
    /// The columns that tell rows apart.
    pub primary_key: Vec<String>,
    /// Columns whose values have to stand in another table.
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
    /// What it means, with its unit.
    #[serde(default)]
    pub description: String,
    /// What its values have to keep.
    #[serde(default)]
    pub constraints: Constraints,
}

/// What the values of a column have to keep.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Constraints {
    /// Whether a cell may not be empty.
    pub required: bool,
    /// The only values allowed, where there is such a list.
    #[serde(rename = "enum")]
    pub allowed: Option<Vec<String>>,
    /// A regular expression that a text has to fit.
    pub pattern: Option<String>,
    /// The least number allowed.
    pub minimum: Option<serde_json::Number>,
    /// The greatest number allowed.
    pub maximum: Option<serde_json::Number>,
}

/// A column whose values have to stand in another table.
#[derive(Debug, Clone, Deserialize)]
pub struct ForeignKey {
    /// The column or columns here.
    pub fields: OneOrMany,
    /// Where they have to stand.
    pub reference: Reference,
}

/// Where the values of a foreign key have to stand.
#[derive(Debug, Clone, Deserialize)]
pub struct Reference {
    /// The other table; empty for the same one.
    #[serde(default)]
    pub resource: String,
    /// The column or columns there.
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
    /// The single name, where there is just one.
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

/// The schemas that every pack has to keep: those of the bundled one. They are parsed once.
pub(super) fn schemas() -> Result<&'static Descriptor, DataError> {
    static SCHEMAS: OnceLock<Descriptor> = OnceLock::new();
    get_or_try_init(&SCHEMAS, || parse(bundled::DESCRIPTOR, bundled::DESCRIPTOR_TEXT))
}

/// Parses a descriptor. `name` is the name of its file.
pub(super) fn parse(name: &str, text: &str) -> Result<Descriptor, DataError> {
    serde_json::from_str(text).map_err(|error| {
        DataError::file(name, format!("not a data package: {error}"), "correct the JSON").at(error.line() as u64)
    })
}
