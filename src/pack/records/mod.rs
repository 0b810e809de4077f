//! One struct for each table of a pack: its columns, their units, and the primary key.
//!
//! The same columns stand in the bundled pack's Table Schemas; a test holds the two together. Columns with a default may
//! be left out by an overlay, which has to say only what it changes.

mod basis;
mod naming;
mod places;
mod rates;
mod report;
mod resource;

pub use basis::Basis;
pub(super) use naming::is_alias_table;
pub use naming::*;
pub use places::*;
pub use rates::*;
pub use report::*;
pub use resource::Resource;
