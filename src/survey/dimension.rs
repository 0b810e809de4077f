//! What the rows of a survey are grouped by.

/// What rows are grouped by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// The role that the title names.
    Role,
    /// The city that the place names.
    City,
    /// The level.
    Level,
    /// The organisation.
    Organisation,
    /// The text of a column of the file, counted from 0.
    Column {
        /// The column.
        at: usize,
        /// Its header.
        name: String,
    },
}

impl Dimension {
    /// The name of its column in the result.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Dimension::Role => "role",
            Dimension::City => "city",
            Dimension::Level => "level",
            Dimension::Organisation => "organisation",
            Dimension::Column { name, .. } => name,
        }
    }
}

/// The value of each dimension: the id of a role, city or level, or the text of a column.
pub type GroupKey = Vec<Box<str>>;
