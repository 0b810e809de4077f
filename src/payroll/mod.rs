//! Whole files of people or job ads against the market: each row read, priced and told apart, once for each distinct key.
//!
//! Owns which column of a file means what ([`Columns`]), in which unit its pay is read ([`PayUnit`]), what is appended to a
//! row ([`MarketColumn`], [`Status`]), the one look-up for each distinct role, city and level, and what a file comes to as a
//! whole ([`Tally`]). It joins `rows`, which knows no pay, with `names`, `pay` and `pricing`, which know no files. Refuses to
//! open files, to print, and to put any cell of a file into a message: payrolls are private.

mod calendar_year;
mod cell;
mod clerk;
mod columns;
mod contents;
mod evidence;
mod gauge;
mod header_row;
mod header_text;
mod headers;
mod job;
mod language;
mod mapping;
mod market_column;
mod memo;
mod pay_cell;
mod pay_header;
mod pay_unit;
mod ratios;
mod row_context;
mod row_words;
mod run;
mod status;
mod suspicion;
mod tally;
mod unit;
mod unmatched;
mod years;

pub use clerk::{Appended, Clerk};
pub use columns::{Columns, NoColumn, Wanted};
pub use contents::Contents;
pub use header_row::looks_like_header;
pub use headers::Meaning;
pub use job::{Counting, Job, Summary, Terms};
pub use mapping::{MappingOf, MappingTally};
pub use market_column::{ID_COLUMNS, MarketColumn, PAY_COLUMNS, UnknownColumn};
pub use pay_unit::{AskedUnit, DecidedBy, PayUnit};
pub use ratios::Ratios;
pub use run::Error;
pub use status::Status;
pub use suspicion::{Cluster, Likely};
pub use tally::{CellKey, CellTally, MonthsStated, Tally};
pub use unmatched::Unmatched;
pub(crate) use years::years as least_years;
