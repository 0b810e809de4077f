//! The charts: which columns of an answer each draws, and its title, axes and description.
//!
//! Each chart is a [`Picture`](crate::page::Picture), which carries the answer with its caveats and sources. `figure` draws it.

mod caption;
mod columns;
mod finding;
mod mark_legend;
mod medians;
mod merge;
mod percentages;
mod position;
mod range_rows;
mod ranges;
mod shapes;
mod survey;
mod words;
mod workforce;

pub use caption::details;
pub use medians::{growth, salary};
pub use percentages::percentages;
pub use position::position;
pub use ranges::{ladder, ranges};
pub use survey::{SurveyGroup, survey};
pub use workforce::workforce;
