//! What can be wrong with a pack, said so that its author can mend it.

use std::fmt;
use std::ops::Deref;

/// Something wrong with a pack: where, what, and what to do about it.
///
/// Boxed, because it travels in almost every result of the crate and is almost never there.
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
    /// The value that stands there.
    pub value: Option<String>,
    /// What is wrong.
    pub problem: String,
    /// What to do.
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

    /// The same error at a line.
    #[must_use]
    pub fn at(mut self, line: u64) -> Self {
        self.0.line = Some(line);
        self
    }

    /// The same error in a column.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.0.column = Some(column.into());
        self
    }

    /// The same error about a value.
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
