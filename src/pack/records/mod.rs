//! The row type of each table of a pack: its columns with their units, and the primary key.
//!
//! A test compares the columns with the Table Schemas. A column with a default may be missing.

mod basis;
mod market_cell;
mod naming;
mod places;
mod rates;
mod report;
mod resource;

pub use basis::Basis;
pub use market_cell::*;
pub(super) use naming::is_alias_table;
pub use naming::*;
pub use places::*;
pub use rates::*;
pub use report::*;
pub use resource::{Resource, TableName};
