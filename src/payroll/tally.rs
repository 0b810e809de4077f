//! What a file comes to: rows by how they ended, and each cell's people against its market.

use std::collections::BTreeMap;

use super::gauge::Compared;
use super::job::Summary;
use super::ratios::Ratios;
use super::status::{Status, StatusCounts};
use super::suspicion::Bare;
use super::unit::Unit;
use super::unmatched::Unmatched;
use crate::money::{Decimal, Interval};
use crate::pay::{Pay, PayPeriod};
use crate::pricing::Position;

/// A cell that rows were priced as: ids of role, city and level.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    /// The role.
    pub role: String,
    /// The city; `None` for the reference rate.
    pub city: Option<String>,
    /// The level.
    pub level: String,
}

/// The rows of one cell.
#[derive(Debug, Clone)]
pub struct CellTally {
    /// How many there are.
    pub rows: u64,
    /// How many have a pay that was compared.
    pub compared: u64,
    /// Of these, how many are below the range.
    pub below: u64,
    /// How many are above it.
    pub above: u64,
    /// Their market ratios, to three places, where they are counted by cell.
    pub ratios: Ratios,
    /// What it would cost to bring everyone below the market low up to it, in the currency and period of the answer.
    pub cost_to_low: Decimal,
    /// The same for the market mid.
    pub cost_to_mid: Decimal,
}

impl Default for CellTally {
    fn default() -> Self {
        CellTally {
            rows: 0,
            compared: 0,
            below: 0,
            above: 0,
            ratios: Ratios::coarse(),
            cost_to_low: Decimal::ZERO,
            cost_to_mid: Decimal::ZERO,
        }
    }
}

impl CellTally {
    /// Adds the rows of another.
    pub fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.compared += other.compared;
        self.below += other.below;
        self.above += other.above;
        self.ratios.merge(&other.ratios);
        self.cost_to_low = self.cost_to_low.saturating_add(other.cost_to_low);
        self.cost_to_mid = self.cost_to_mid.saturating_add(other.cost_to_mid);
    }
}

/// Pay that is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Amount {
    /// A whole number in the file's own unit.
    Whole(u64),
    /// Any other, in the range's unit.
    Other(Decimal),
}

/// The pay that is missing to some point of the range, added up without a decimal for each row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shortfall {
    /// How many whole numbers are below the point, and what they add up to in the file's unit.
    whole: (u64, u128),
    /// The same for other pay, in the range's unit.
    other: (u64, Decimal),
}

impl Shortfall {
    fn add(&mut self, amount: Amount) {
        match amount {
            Amount::Whole(pay) => {
                self.whole.0 += 1;
                self.whole.1 += u128::from(pay);
            }
            Amount::Other(pay) => {
                self.other.0 += 1;
                self.other.1 = self.other.1.saturating_add(pay);
            }
        }
    }

    /// What is missing to `point`, when a whole number of one is `unit` in the range's unit.
    fn cost(&self, point: Decimal, unit: Unit) -> Decimal {
        let people = Decimal::from(self.whole.0).saturating_add(Decimal::from(self.other.0));
        let whole = i128::try_from(self.whole.1).ok().and_then(|sum| Decimal::try_from_i128_with_scale(sum, 0).ok());
        let paid = whole.and_then(|whole| unit.amount(whole)).unwrap_or(Decimal::MAX).saturating_add(self.other.1);
        people.saturating_mul(point).saturating_sub(paid)
    }
}

/// What a worker counts for a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct CellCounts {
    pub(super) rows: u64,
    pub(super) compared: u64,
    pub(super) below: u64,
    pub(super) above: u64,
    pub(super) ratios: Option<Ratios>,
    pub(super) to_low: Shortfall,
    pub(super) to_mid: Shortfall,
}

impl CellCounts {
    /// Counts pay that was compared.
    pub(super) fn add(&mut self, amount: Amount, compared: &Compared) {
        if compared.position == Position::Below {
            self.to_low.add(amount);
        }
        if compared.below_mid {
            self.to_mid.add(amount);
        }
        self.compared += 1;
        self.below += u64::from(compared.position == Position::Below);
        self.above += u64::from(compared.position == Position::Above);
        if let Some(ratios) = &mut self.ratios {
            ratios.add(compared.ratio);
        }
    }

    /// What they come to, against this range.
    pub(super) fn tally(self, range: &Interval, unit: Unit) -> CellTally {
        CellTally {
            rows: self.rows,
            compared: self.compared,
            below: self.below,
            above: self.above,
            ratios: self.ratios.unwrap_or_else(Ratios::coarse),
            cost_to_low: self.to_low.cost(range.low, unit),
            cost_to_mid: self.to_mid.cost(range.mid, unit),
        }
    }
}

/// Pay that was compared and is no bare whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct StatedPay {
    /// How many rows have it.
    rows: u64,
    /// Of these, how many are paid by the month, or twice a month.
    monthly: u64,
    /// Of those, how many say how many months are paid a year.
    with_months: u64,
}

impl StatedPay {
    pub(super) fn add(&mut self, pay: &Pay) {
        let monthly = is_monthly(pay.period);
        self.rows += 1;
        self.monthly += u64::from(monthly);
        self.with_months += u64::from(monthly && pay.months.is_some());
    }

    fn merge(&mut self, other: Self) {
        self.rows += other.rows;
        self.monthly += other.monthly;
        self.with_months += other.with_months;
    }
}

fn is_monthly(period: PayPeriod) -> bool {
    matches!(period, PayPeriod::Month | PayPeriod::HalfMonth)
}

/// How many rows with pay by the month say how many months are paid a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthsStated {
    /// Rows whose pay was compared and is by the month.
    pub monthly: u64,
    /// Of these, rows that do not say how many months are paid.
    pub without: u64,
}

/// What a file, or a worker's part of it, comes to.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub(super) statuses: StatusCounts,
    /// The rows of each cell.
    pub cells: BTreeMap<CellKey, CellTally>,
    /// The market ratios of all rows, with [`Summary::Whole`] only.
    pub ratios: Ratios,
    /// Titles and cities that found nothing, and texts of pay that could not be read.
    pub unmatched: Unmatched,
    pub(super) stated: StatedPay,
    pub(super) bare: Bare,
}

impl Tally {
    /// How many rows ended so.
    #[must_use]
    pub fn rows(&self, status: Status) -> u64 {
        self.statuses.of(status)
    }

    /// How many rows there are.
    #[must_use]
    pub fn all_rows(&self) -> u64 {
        Status::ALL.into_iter().map(|status| self.rows(status)).sum()
    }

    /// How many rows got a market range.
    #[must_use]
    pub fn priced(&self) -> u64 {
        Status::ALL.into_iter().filter(|status| status.is_priced()).map(|status| self.rows(status)).sum()
    }

    /// How many rows have pay by the month, and do not say how many months are paid; `bare` is what bare numbers are for.
    #[must_use]
    pub fn months_stated(&self, bare: PayPeriod) -> MonthsStated {
        let StatedPay { rows, monthly, with_months } = self.stated;
        let whole = self.rows(Status::Priced).saturating_sub(rows);
        let monthly = monthly + if is_monthly(bare) { whole } else { 0 };
        MonthsStated { monthly, without: monthly - with_months }
    }

    /// How many rows were priced with all that they say.
    #[must_use]
    pub fn complete(&self) -> u64 {
        Status::ALL.into_iter().filter(|status| status.is_complete()).map(|status| self.rows(status)).sum()
    }

    /// Counts a ratio among those of all, unless they are counted by cell.
    pub(super) fn count(&mut self, ratio: u64, summary: Summary) {
        if summary != Summary::ByCell {
            self.ratios.add(ratio);
        }
    }

    /// Adds what another worker has counted.
    pub fn merge(&mut self, other: Self) {
        self.statuses.merge(&other.statuses);
        for (key, cell) in other.cells {
            self.cells.entry(key).or_default().merge(&cell);
        }
        self.ratios.merge(&other.ratios);
        self.unmatched.merge(other.unmatched);
        self.bare.merge(&other.bare);
        self.stated.merge(other.stated);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_is_what_each_lacks_whatever_the_unit() {
        let mut short = Shortfall::default();
        // 5,000 and 6,000 a month, and 70,000 a year, to 90,000 a year.
        short.add(Amount::Whole(5_000));
        short.add(Amount::Whole(6_000));
        short.add(Amount::Other(Decimal::from(70_000)));
        let cost = short.cost(Decimal::from(90_000), Unit { times: Decimal::from(12), by: Decimal::ONE });
        assert_eq!(cost, Decimal::from(30_000 + 18_000 + 20_000));
        assert_eq!(Shortfall::default().cost(Decimal::from(90_000), Unit::ONE), Decimal::ZERO);
    }
}
