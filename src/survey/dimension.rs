//! What the rows of a survey are grouped by.

use std::borrow::Cow;

use super::result_columns::is_column_of_result;

/// What stands before the header of a column of the file.
const COLUMN: &str = "column:";

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
    /// Its name: a word, or the header of the column of the file.
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

    /// Whether its values are ids of the pack.
    #[must_use]
    pub fn has_id(&self) -> bool {
        matches!(self, Dimension::Role | Dimension::City | Dimension::Level)
    }

    /// The header of its column in the result, which no other column has: its name, or `column:` and the header of the file where that
    /// is the name of another column.
    #[must_use]
    pub fn header(&self) -> Cow<'_, str> {
        match self {
            Dimension::Column { name, .. } if is_column_of_result(name) || name.starts_with(COLUMN) => {
                format!("{COLUMN}{name}").into()
            }
            other => other.name().into(),
        }
    }
}

/// The value of each dimension: the id of a role, city or level, or the text of a column.
pub type GroupKey = Vec<Box<str>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_header_is_that_of_another_column() {
        let header = |name: &str| Dimension::Column { at: 0, name: name.to_owned() }.header().into_owned();
        assert_eq!(header("Department"), "Department");
        assert_eq!([header("n"), header("City"), header("level_id")], ["column:n", "column:City", "column:level_id"]);
        assert_eq!(header("column:n"), "column:column:n");
        assert_eq!(Dimension::City.header(), "city");
    }
}
