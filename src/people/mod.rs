//! The rows of a file of people or job ads: which column holds what, whom a row is about, and what it says about pay.
//!
//! Finds the [`Columns`] of a file by its headers and cells, turns the title, place, level and years of a row into ids of the
//! pack, decides in which unit unlabelled pay is read ([`PayUnit`]), and reads the pay cells of a row. It knows no prices: a
//! caller that has some can bring them as evidence for the unit. It opens no files, prints nothing, and puts no cell of a file
//! into a message, because payrolls are private.

mod bare_ends;
mod column_finder;
mod column_meaning;
mod column_samples;
mod columns;
mod currency_names;
mod first_row;
mod header;
mod header_line;
mod identify;
mod language;
mod organisation_column;
mod pay_object;
mod period_cells;
mod period_column;
mod phrases;
mod row_pay;
mod text_cache;
mod tokens;
mod total_rows;
mod unit_cells;
mod unit_column;
mod unmatched;
mod years_in_header;

pub use column_meaning::ColumnMeaning;
pub use column_samples::ColumnSamples;
pub use columns::{ColumnChoice, ColumnError, Columns};

pub use first_row::looks_like_header;
pub(crate) use header::{mentions_bonus, names_city, names_origin, names_titles};
pub use header_line::{is_header_with_role, later_header_line};
pub(crate) use identify::{
    Identity, MeaningNumbers, RowIdentifier, RowTexts, Unidentified, UnreadLevel, is_blank, untitled_row,
};
pub use organisation_column::organisation_column;
pub(crate) use period_column::PeriodColumn;
pub(crate) use row_pay::{
    AddedBonus, AssumedParts, LIKELY_SHARES, MAX_LIKELY_RATIO, MAX_PLAUSIBLE_RATIO, MarketReference, NoPay, PayCell,
    RowPayReader, RowUnit, UnitContext, UnreadableCell, bare_pay, decide_unit, times_per_year, whole, whole_in,
};
pub use row_pay::{BonusUnit, DecidedBy, GivenUnit, PayUnit};
pub(crate) use total_rows::is_total;
pub(crate) use unmatched::UnmatchedNames;
pub use unmatched::{TextCounts, Unmatched};
