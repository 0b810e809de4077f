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
mod whole_number;

pub use bonus::BonusUnit;
pub(crate) use bonus::LIKELY_SHARES;
pub(crate) use cell::{AddedBonus, NoPay, PayCell, bare_pay, times_per_year};
pub(crate) use market_distance::{MAX_LIKELY_RATIO, MAX_PLAUSIBLE_RATIO, MarketReference};
pub(crate) use row::{RowPayReader, UnreadableCell};
pub(crate) use unit::{AssumedParts, RowUnit};
pub use unit::{DecidedBy, GivenUnit, PayUnit};
pub(crate) use unit_decision::{UnitContext, decide_unit};
pub(crate) use whole_number::{whole, whole_in};
