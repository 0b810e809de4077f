//! What every command that takes a file of people or job ads needs: the arguments for the file and its columns, opening it,
//! reading its rows, and failures.

pub(in crate::cli) mod columns;
pub(in crate::cli) mod failures;
pub(in crate::cli) mod input;
pub(in crate::cli) mod pay_unit;
pub(in crate::cli) mod reading;
mod separators;
