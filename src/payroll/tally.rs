//! The counts of a file: rows by status, and the pay of each cell against its market.

use std::collections::{BTreeMap, BTreeSet};

use super::assumed_pay::AssumedPayCounts;
use super::conversion::ConversionFactor;
use super::integer_range::Comparison;
use super::options::SummaryCounts;
use super::ratio_histogram::RatioHistogram;
use super::status::{Status, StatusCounts};
use crate::money::{Currency, Decimal, Interval};
use crate::pay::{Pay, PayPeriod};
use crate::people::Unmatched;
use crate::pricing::{Cell, Position};

/// The counts of one cell.
#[derive(Debug, Clone)]
pub struct CellTally {
    /// All rows.
    pub rows: u64,
    /// Rows whose pay was compared.
    pub compared: u64,
    /// Rows whose position is not known, because an end of the range is not published.
    pub unknown: u64,
    /// Rows whose pay is below the range.
    pub below: u64,
    /// Rows whose pay is above the range.
    pub above: u64,
    /// Market ratios to three places, where they are counted by cell.
    pub(crate) ratios: RatioHistogram,
    /// Market low and high as ratios to mid; `None` without a comparison. Where the ranges of rows differ, as retention
    /// bonuses do by years, it is the lowest low and the highest high.
    pub(crate) band: Option<(Decimal, Decimal)>,
    /// The cost of raising all pay below the market low to it, in the currency and period of the answer.
    pub cost_to_low: Decimal,
    /// The cost of raising all pay below the market mid to it, in the same unit.
    pub cost_to_mid: Decimal,
}

impl Default for CellTally {
    fn default() -> Self {
        CellTally {
            rows: 0,
            compared: 0,
            below: 0,
            unknown: 0,
            above: 0,
            ratios: RatioHistogram::coarse(),
            band: None,
            cost_to_low: Decimal::ZERO,
            cost_to_mid: Decimal::ZERO,
        }
    }
}

impl CellTally {
    /// Adds the counts of another tally.
    pub fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.compared += other.compared;
        self.below += other.below;
        self.unknown += other.unknown;
        self.above += other.above;
        self.ratios.merge(&other.ratios);
        self.band = match (self.band, other.band) {
            (Some((low, high)), Some((other_low, other_high))) => Some((low.min(other_low), high.max(other_high))),
            (band, None) | (None, band) => band,
        };
        self.cost_to_low = self.cost_to_low.saturating_add(other.cost_to_low);
        self.cost_to_mid = self.cost_to_mid.saturating_add(other.cost_to_mid);
    }
}

/// Pay that is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum ComparedAmount {
    /// A whole number without a unit, as it stands in the file.
    Whole(u64),
    /// Any other pay, in the unit of the market range.
    Converted(Decimal),
}

/// Pay below a point of the market range: how much of it there is, and its sum. Whole numbers are added as integers, because
/// adding decimals for each row takes longer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shortfall {
    /// The number of whole numbers, and their sum in the unit of the file.
    whole: (u64, u128),
    /// The number of other amounts, and their sum in the unit of the market range.
    converted: (u64, Decimal),
}

impl Shortfall {
    fn add(&mut self, amount: ComparedAmount) {
        match amount {
            ComparedAmount::Whole(pay) => {
                self.whole.0 += 1;
                self.whole.1 += u128::from(pay);
            }
            ComparedAmount::Converted(pay) => {
                self.converted.0 += 1;
                self.converted.1 = self.converted.1.saturating_add(pay);
            }
        }
    }

    /// The cost of raising this pay to `point`. `factor` converts whole numbers to the unit of the range.
    fn cost(&self, point: Decimal, factor: ConversionFactor) -> Decimal {
        let people = Decimal::from(self.whole.0).saturating_add(Decimal::from(self.converted.0));
        let whole = i128::try_from(self.whole.1).ok().and_then(|sum| Decimal::try_from_i128_with_scale(sum, 0).ok());
        let paid =
            whole.and_then(|whole| factor.convert(whole)).unwrap_or(Decimal::MAX).saturating_add(self.converted.1);
        people.saturating_mul(point).saturating_sub(paid)
    }
}

/// What one worker counts for a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct CellCounts {
    pub(super) rows: u64,
    pub(super) compared: u64,
    pub(super) below: u64,
    pub(super) above: u64,
    pub(super) unknown: u64,
    pub(super) ratios: Option<RatioHistogram>,
    pub(super) to_low: Shortfall,
    pub(super) to_mid: Shortfall,
}

impl CellCounts {
    /// Counts pay that was compared.
    pub(super) fn add(&mut self, amount: ComparedAmount, compared: &Comparison) {
        if compared.position == Position::Below {
            self.to_low.add(amount);
        }
        if compared.below_mid {
            self.to_mid.add(amount);
        }
        self.compared += 1;
        self.below += u64::from(compared.position == Position::Below);
        self.above += u64::from(compared.position == Position::Above);
        self.unknown += u64::from(compared.position == Position::Unknown);
        if let Some(ratios) = &mut self.ratios {
            ratios.add(compared.ratio);
        }
    }

    /// The counts against a market range. `factor` converts whole numbers to its unit.
    pub(super) fn tally(self, range: &Interval, factor: ConversionFactor) -> CellTally {
        CellTally {
            rows: self.rows,
            compared: self.compared,
            below: self.below,
            above: self.above,
            unknown: self.unknown,
            ratios: self.ratios.unwrap_or_else(RatioHistogram::coarse),
            band: band(range).filter(|_| self.compared > 0),
            cost_to_low: self.to_low.cost(range.low, factor),
            cost_to_mid: self.to_mid.cost(range.mid, factor),
        }
    }
}

/// Low and high of a market range as ratios to its mid.
fn band(range: &Interval) -> Option<(Decimal, Decimal)> {
    Some((range.low.checked_div(range.mid)?, range.high.checked_div(range.mid)?))
}

/// Counts of rows whose pay was compared in decimals: all but whole numbers that are compared in integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct StatedPayCounts {
    /// All such rows.
    rows: u64,
    /// Rows with pay for a month or half a month.
    monthly: u64,
    /// Of the monthly ones, rows that state the months paid a year.
    with_months: u64,
}

impl StatedPayCounts {
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

/// How many rows with monthly pay state the months paid a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MonthsStated {
    /// Rows with monthly pay that was compared.
    pub(crate) monthly: u64,
    /// Of these, rows that do not state the months paid a year.
    pub(crate) without: u64,
}

/// Why rows have the status `currency-without-rate`.
#[derive(Debug, Clone, Default)]
pub(crate) struct MissingRates {
    /// Currencies from which the pack has no rate.
    pub(crate) currencies: BTreeSet<Currency>,
    /// Whether a pay cell has a sign that may be one of several currencies.
    pub(crate) has_ambiguous_sign: bool,
    /// Whether a currency cell names no currency that is known.
    pub(crate) has_unknown_currency: bool,
}

impl MissingRates {
    fn merge(&mut self, other: Self) {
        self.currencies.extend(other.currencies);
        self.has_ambiguous_sign |= other.has_ambiguous_sign;
        self.has_unknown_currency |= other.has_unknown_currency;
    }
}

/// Rows with more cells than the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct RaggedCounts {
    /// All of them.
    pub(crate) longer: u64,
    /// Those in which the cells of an earlier run were not found, and stay.
    pub(crate) kept_whole: u64,
}

/// The counts of a file, or of the rows of one worker.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub(super) statuses: StatusCounts,
    /// The counts of each cell; empty with [`SummaryCounts::None`].
    pub cells: BTreeMap<Cell, CellTally>,
    /// The market ratios of all rows, with [`SummaryCounts::Whole`] only.
    pub(crate) ratios: RatioHistogram,
    /// The texts that were not understood.
    pub unmatched: Unmatched,
    pub(super) stated: StatedPayCounts,
    pub(super) missing_rates: MissingRates,
    /// Of the rows that were written.
    pub(crate) ragged: RaggedCounts,
    /// Compared rows whose bonus, in the unit of its column, is below 1 % or above 150 % of base salary.
    pub(crate) unlikely_bonuses: u64,
    /// Priced rows whose title names a level, in a pack without levels.
    pub(crate) rows_at_missing_levels: u64,
    /// Priced rows whose title has a grade that is not read, at the default level.
    pub(crate) rows_with_unread_grades: u64,
    pub(super) assumed_pay: AssumedPayCounts,
    /// The amounts that state their unit in full, against the market.
    pub(super) stated_pay: AssumedPayCounts,
}

impl Tally {
    /// The number of rows with a status.
    #[must_use]
    pub fn rows(&self, status: Status) -> u64 {
        self.statuses.get(status)
    }

    /// The number of all rows.
    #[must_use]
    pub fn all_rows(&self) -> u64 {
        Status::ALL.into_iter().map(|status| self.rows(status)).sum()
    }

    /// The number of rows with a market range.
    #[must_use]
    pub fn priced(&self) -> u64 {
        Status::ALL.into_iter().filter(|status| status.is_priced()).map(|status| self.rows(status)).sum()
    }

    /// The number of compared amounts that are implausibly far from the market, as [`Cluster`](super::Cluster) counts them.
    pub(crate) fn far_amounts(&self) -> u64 {
        let all = [&self.assumed_pay, &self.stated_pay].into_iter().flat_map(|counts| [&counts.low, &counts.high]);
        all.map(|far| far.count - far.not_compared).sum()
    }

    /// How many rows with monthly pay state the months paid a year. `bare_period` is the period of numbers without a unit.
    pub(crate) fn months_stated(&self, bare_period: PayPeriod) -> MonthsStated {
        let StatedPayCounts { rows, monthly, with_months } = self.stated;
        let whole = self.rows(Status::Priced).saturating_sub(rows);
        let monthly = monthly + if is_monthly(bare_period) { whole } else { 0 };
        MonthsStated { monthly, without: monthly - with_months }
    }

    /// Why rows have the status `currency-without-rate`.
    pub(crate) fn missing_rates(&self) -> &MissingRates {
        &self.missing_rates
    }

    /// The number of rows that need no attention, see [`Status::needs_no_attention`].
    #[must_use]
    pub fn complete(&self) -> u64 {
        Status::ALL.into_iter().filter(|status| status.needs_no_attention()).map(|status| self.rows(status)).sum()
    }

    /// Counts a ratio × 10⁴ for the whole file, unless ratios are counted by cell.
    pub(super) fn add_ratio(&mut self, ratio: u64, summary: SummaryCounts) {
        if summary != SummaryCounts::ByCell {
            self.ratios.add(ratio);
        }
    }

    /// Adds the counts of another tally.
    pub fn merge(&mut self, other: Self) {
        self.statuses.merge(&other.statuses);
        for (key, cell) in other.cells {
            self.cells.entry(key).or_default().merge(&cell);
        }
        self.ratios.merge(&other.ratios);
        self.unmatched.merge(other.unmatched);
        self.assumed_pay.merge(&other.assumed_pay);
        self.stated_pay.merge(&other.stated_pay);
        self.stated.merge(other.stated);
        self.missing_rates.merge(other.missing_rates);
        self.ragged.longer += other.ragged.longer;
        self.ragged.kept_whole += other.ragged.kept_whole;
        self.unlikely_bonuses += other.unlikely_bonuses;
        self.rows_at_missing_levels += other.rows_at_missing_levels;
        self.rows_with_unread_grades += other.rows_with_unread_grades;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_is_what_each_lacks_whatever_the_unit() {
        let mut short = Shortfall::default();
        // 5,000 and 6,000 a month, and 70,000 a year, to 90,000 a year.
        short.add(ComparedAmount::Whole(5_000));
        short.add(ComparedAmount::Whole(6_000));
        short.add(ComparedAmount::Converted(Decimal::from(70_000)));
        let cost = short
            .cost(Decimal::from(90_000), ConversionFactor { numerator: Decimal::from(12), denominator: Decimal::ONE });
        assert_eq!(cost, Decimal::from(30_000 + 18_000 + 20_000));
        assert_eq!(Shortfall::default().cost(Decimal::from(90_000), ConversionFactor::ONE), Decimal::ZERO);
    }
}
