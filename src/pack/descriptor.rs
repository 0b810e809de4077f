//! `datapackage.json`: the name, title and version of a pack, and the schemas of its tables.

use std::sync::OnceLock;

use serde::Deserialize;

use super::bundled;
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

/// The schemas that apply to every pack: those of the bundled one. They are parsed once.
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
