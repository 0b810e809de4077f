//! Pay in the rows of a file: the unit of a pay column, and what the pay cells of a row say.

mod amounts_beside;
pub(super) mod bonus;
mod cell;
mod country_currencies;
mod evidence;
mod market_distance;
pub(super) mod months_and_fte;
pub(super) mod pay_header;
mod plain_number;
mod row;
mod unit;
mod unit_decision;

pub use bonus::BonusUnit;
pub(crate) use bonus::LIKELY_SHARES;
pub(crate) use cell::{AddedBonus, AssumedParts, NoPay, PayCell, RowUnit, bare_pay, times_per_year, whole, whole_in};
pub(crate) use market_distance::{MAX_LIKELY_RATIO, MAX_PLAUSIBLE_RATIO, MarketReference};
pub(crate) use row::{RowPayReader, UnreadableCell};
pub use unit::{DecidedBy, GivenUnit, PayUnit};
pub(crate) use unit_decision::{UnitContext, decide_unit};
