//! The charts: which columns of an answer each draws, and its title, axes and description.
//!
//! Each chart is a [`Picture`](crate::page::Picture), which carries the answer with its caveats and sources. `figure` draws it.

mod caption;
mod columns;
mod medians;
mod percentages;
mod position;
mod ranges;
mod shapes;
mod workforce;

pub use medians::{growth, salary};
pub use percentages::percentages;
pub use position::position;
pub use ranges::{ladder, ranges};
pub use workforce::workforce;
