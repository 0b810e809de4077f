//! Why a table of counts cannot be read, written or added to others.

/// The version of the tables.
pub(super) const COUNTS_VERSION: u64 = 5;

/// Why a table of counts cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum CountsError {
    /// The table cannot be read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The file is no table of counts.
    #[error("it is no table of counts")]
    NoCounts,
    /// The table is of another version.
    #[error("it has version {0} of the tables of counts, and {version} is read", version = COUNTS_VERSION)]
    Version(u64),
    /// A line cannot be read.
    #[error("line {line}: {what} cannot be read")]
    Line {
        /// The line, from 1.
        line: u64,
        /// The column.
        what: &'static str,
    },
    /// The rows of a file are in an earlier table, too.
    #[error("it counts {name}, which an earlier table has counted{}", named_otherwise(name, earlier))]
    CountedTwice {
        /// The name of the file in this table.
        name: String,
        /// Its name in the earlier one.
        earlier: String,
    },
    /// A table was made in another way.
    #[error("its {name} is {other}, and that of the first table is {first}")]
    Differs {
        /// What differs.
        name: String,
        /// Its value in the first table.
        first: String,
        /// Its value in the other table.
        other: String,
    },
}

/// The other name of a file, where it has one.
fn named_otherwise(name: &str, earlier: &str) -> String {
    if name == earlier { String::new() } else { format!(" as {earlier}") }
}
