//! Pictures: which figures a chart draws, under which words; drawing them is another room's work.
//!
//! Each picture carries the answer whose figures it draws, so that caveats and sources come with it.

mod caption;
mod intervals;
mod medians;
mod places;
mod shares;

pub use intervals::{ladder, ranges};
pub use medians::{growth, salary};
pub use places::workforce;
pub use shares::shares;
