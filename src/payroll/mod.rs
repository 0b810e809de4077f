//! Files of people or job ads against the market: each row is identified, priced and compared, once for each distinct key.
//!
//! A [`FilePricer`] holds what the workers on a file share, a `RowPricer` prices the rows of one worker. Also here: the
//! columns that are appended ([`MarketColumn`], [`Status`]), and the counts of a file ([`Tally`]). Rows come from
//! [`tabular`](crate::tabular), which knows no pay, and are understood by [`people`](crate::people), which knows no prices.
//! This module opens no files, prints nothing, and puts no cell of a file into a message, because payrolls are private.

mod assumed_pay;
mod conversion;
mod earlier_run;
mod error;
mod file_pricer;
mod implausible;
mod integer_range;
mod key_cache;
mod key_table;
mod map_texts;
mod market_column;
mod options;
mod output;
mod pay_columns;
mod pay_unit;
mod price_file;
mod priced_cell;
mod ratio_histogram;
mod row_pricer;
mod status;
mod tally;
mod yearly_amounts;

pub(crate) use conversion::ConversionFactor;
pub use earlier_run::{appended_columns, replaced_columns};
pub use error::Error;
pub use file_pricer::FilePricer;
pub use implausible::{Cluster, Explanation};
pub(crate) use key_table::{KeyTable, ShortKey};
pub(crate) use map_texts::MappedText;
pub use market_column::{MarketColumn, PAY_COLUMNS, UnknownColumn};
pub use options::{CountOptions, PayrollOptions, SummaryCounts};
pub use status::Status;
pub use tally::{CellTally, Tally};
pub(crate) use tally::{MissingRates, MonthsStated, RaggedCounts};
pub use yearly_amounts::YearlyAmounts;
