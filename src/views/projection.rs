//! Projects published figures to a later year by their published growth, compounded yearly.

use crate::money::{Decimal, Overflow};
use crate::pack::{CityMarket, Salary};
use crate::pricing::{AgeingMethod, growth_factor};

/// The workforce at the end of a year: `workforce × (1 + growth)^(year − effective year)`.
pub(super) fn workforce(market: &CityMarket, year: i16) -> Result<Decimal, Overflow> {
    projected(market.workforce.into(), market.cagr_pct, years(market.effective.year(), year))
}

/// The median at the end of a year: `median × (1 + growth on the year before)^(year − effective year)`; `None` where no growth is
/// published.
pub(super) fn median(salary: &Salary, year: i16) -> Option<Decimal> {
    projected(salary.median, salary.yoy_pct?, years(salary.effective.year(), year)).ok()
}

/// The whole years of growth; 0 for a year before the effective one.
pub(super) fn years(effective: i16, year: i16) -> i32 {
    (i32::from(year) - i32::from(effective)).max(0)
}

fn projected(value: Decimal, growth_pct: Decimal, years: i32) -> Result<Decimal, Overflow> {
    let months = Decimal::from(years).checked_mul(Decimal::from(12)).ok_or(Overflow)?;
    value.checked_mul(growth_factor(growth_pct, months, AgeingMethod::Compound)?).ok_or(Overflow)
}
