//! Errors in the data of a pack, written for its author.

use std::fmt;
use std::ops::Deref;

/// An error in a pack: where it is, what is wrong, and how to correct it.
///
/// Boxed, because most results of the crate can hold one and few do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataError(Box<Fault>);

/// The parts of a [`DataError`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as the user would name it.
    pub file: String,
    /// The line in the file, the header being line 1.
    pub line: Option<u64>,
    /// The name of the column.
    pub column: Option<String>,
    /// The value of the cell.
    pub value: Option<String>,
    /// What is wrong.
    pub problem: String,
    /// How to correct it.
    pub remedy: String,
}

impl DataError {
    /// An error about a whole file.
    pub fn file(file: impl Into<String>, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        DataError(Box::new(Fault {
            file: file.into(),
            line: None,
            column: None,
            value: None,
            problem: problem.into(),
            remedy: remedy.into(),
        }))
    }

    /// Adds the line.
    #[must_use]
    pub fn at(mut self, line: u64) -> Self {
        self.0.line = Some(line);
        self
    }

    /// Adds the column.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.0.column = Some(column.into());
        self
    }

    /// Replaces the problem.
    #[must_use]
    pub(super) fn with_problem(mut self, problem: impl Into<String>) -> Self {
        self.0.problem = problem.into();
        self
    }

    /// Adds the value of the cell.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.0.value = Some(value.into());
        self
    }
}

impl Deref for DataError {
    type Target = Fault;

    fn deref(&self) -> &Fault {
        &self.0
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        f.write_str(": ")?;
        match (&self.column, &self.value) {
            (Some(column), Some(value)) => write!(f, "column {column}, value \"{value}\": ")?,
            (Some(column), None) => write!(f, "column {column}: ")?,
            (None, Some(value)) => write!(f, "value \"{value}\": ")?,
            (None, None) => {}
        }
        f.write_str(&self.problem)
    }
}

impl std::error::Error for DataError {}
