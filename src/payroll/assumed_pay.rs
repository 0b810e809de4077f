//! Counts of pay that was read in an assumed unit, and how far it is from the market.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use super::ratio_histogram::RatioHistogram;
use crate::money::{Currency, Decimal};
use crate::pay::PayPeriod;
use crate::people::{AssumedParts, DecidedBy, MAX_PLAUSIBLE_RATIO, PayUnit};
use crate::tabular::Row;

/// The unit in which an amount is read; `None` for that of the column.
pub(super) type ReadAs = Option<(Currency, PayPeriod)>;

/// The amounts of a file whose unit was assumed, against the market.
#[derive(Debug, Clone, Default)]
pub(super) struct AssumedPayCounts {
    /// The number of amounts.
    pub(super) count: u64,
    /// The number of amounts whose row does not state the currency.
    pub(super) without_currency: u64,
    /// The number of amounts whose row does not state the period.
    pub(super) without_period: u64,
    /// The ratios of the amounts in the first MiB of the file.
    pub(super) first: FirstRatios,
    /// The amounts below a fifth of the market mid.
    pub(super) low: FarAmounts,
    /// The amounts above five times the market mid.
    pub(super) high: FarAmounts,
    /// The amounts without a period, read in that of the column, from twice to five times the market mid, by tenths of the ratio.
    pub(super) above: BTreeMap<u64, AmountsAbove>,
}

/// Amounts above the market that are plausible for themselves.
#[derive(Debug, Clone, Default)]
pub(super) struct AmountsAbove {
    pub(super) count: u64,
    /// The lines of the first of them, in order.
    pub(super) lines: Vec<u64>,
}

/// The ratios of the amounts in the first MiB of a file, by the parts of the unit that were assumed.
#[derive(Debug, Clone, Default)]
pub(super) struct FirstRatios {
    without_unit: RatioHistogram,
    without_currency: RatioHistogram,
    without_period: RatioHistogram,
}

/// Amounts that are far from the market, on one side of it.
#[derive(Debug, Clone, Default)]
pub(super) struct FarAmounts {
    pub(super) count: u64,
    /// The number of amounts whose row does not state the currency.
    pub(super) without_currency: u64,
    /// The number of amounts whose row does not state the period.
    pub(super) without_period: u64,
    /// The number of amounts that are not compared, because of [`ComparableRatios`].
    pub(super) not_compared: u64,
    /// The units in which they are read, up to [`MAX_UNITS`]; `None` for that of the column.
    pub(super) read_as: Vec<ReadAs>,
    pub(super) ratios: RatioHistogram,
    /// The lines of the first of them, in order.
    pub(super) lines: Vec<u64>,
}

/// Market ratios × 10⁴ that are plausible for pay.
const PLAUSIBLE: RangeInclusive<u64> = {
    let limit = MAX_PLAUSIBLE_RATIO as u64;
    10_000 / limit..=10_000 * limit
};

/// Market ratios × 10⁴ of most pay.
const USUAL: RangeInclusive<u64> = *PLAUSIBLE.start()..=20_000;

/// A tenth of a ratio × 10⁴.
const TENTH: u64 = 1_000;

/// The bytes of rows whose ratios make the median of a file. The median does not depend on which worker reads them, nor on the size
/// of blocks.
const FIRST_LEN: u64 = 1 << 20;

/// The most lines that are kept of each side of the market.
const MAX_LINES: usize = 3;

/// The most units of far amounts that are kept. Messages name one, or say that there are several.
const MAX_UNITS: usize = 8;

/// The market ratios × 10⁴ at which an amount is compared whose period no cell of the row states. Beyond them, the period is taken to
/// be another one: the amount for an hour among amounts for a year, or for a year among those for a month.
#[derive(Debug, Clone)]
pub(super) struct ComparableRatios {
    /// The period of the column.
    period: PayPeriod,
    /// The ratios of amounts that are read as pay a year.
    of_year: RangeInclusive<u64>,
    /// The ratios of other amounts.
    of_less: RangeInclusive<u64>,
}

impl ComparableRatios {
    /// The ratios for a column of pay. All amounts are compared where the caller gives the period, or the header says a year. Pay
    /// for less than a year is compared up to five times the market mid, because a year's pay of half the mid is six times the mid
    /// as a month's; so amounts for a year are found under a header that says a month.
    pub(super) fn of(unit: &PayUnit) -> Self {
        let (least, most) = (*PLAUSIBLE.start() / 2, *PLAUSIBLE.end());
        let (of_year, of_less) = match unit.period_by {
            DecidedBy::Flag => (0..=u64::MAX, 0..=u64::MAX),
            DecidedBy::Header => (0..=u64::MAX, least..=most),
            _ => (least..=2 * most, least..=most),
        };
        ComparableRatios { period: unit.period, of_year, of_less }
    }

    /// Whether an amount that is read in this unit is compared.
    fn contain(&self, ratio: u64, read_as: ReadAs) -> bool {
        let ratios = match read_as.map_or(self.period, |(_, period)| period) {
            PayPeriod::Year => &self.of_year,
            _ => &self.of_less,
        };
        ratios.contains(&ratio)
    }
}

impl AssumedPayCounts {
    /// Counts an amount, with the parts of its unit that were assumed and the unit in which it is read. Returns whether it is
    /// compared.
    #[inline(always)]
    pub(super) fn add(
        &mut self,
        ratio: u64,
        row: &Row<'_>,
        (assumed, read_as): (AssumedParts, ReadAs),
        comparable: &ComparableRatios,
    ) -> bool {
        self.count += 1;
        self.without_currency += u64::from(assumed.currency);
        self.without_period += u64::from(assumed.period);
        if row.offset() < FIRST_LEN {
            self.first.of(assumed).add(ratio);
        }
        USUAL.contains(&ratio) || self.add_unusual(ratio, *row, (assumed, read_as), comparable)
    }

    /// Counts an amount that states its unit in full. `read_as` is that unit.
    #[inline]
    pub(super) fn add_stated(&mut self, ratio: u64, row: &Row<'_>, read_as: ReadAs) {
        self.count += 1;
        if !PLAUSIBLE.contains(&ratio) {
            self.add_far(ratio, *row, (AssumedParts { currency: false, period: false }, read_as), true);
        }
    }

    #[cold]
    #[inline(never)]
    fn add_unusual(
        &mut self,
        ratio: u64,
        row: Row<'_>,
        (assumed, read_as): (AssumedParts, ReadAs),
        comparable: &ComparableRatios,
    ) -> bool {
        if !PLAUSIBLE.contains(&ratio) {
            let is_compared = !assumed.period || comparable.contain(ratio, read_as);
            self.add_far(ratio, row, (assumed, read_as), is_compared);
            return is_compared;
        }
        // Amounts in another currency may be read in another period already.
        if !assumed.period || read_as.is_some_and(|(_, period)| period != comparable.period) {
            return true;
        }
        let above = self.above.entry(ratio / TENTH).or_default();
        above.count += 1;
        if above.lines.len() < MAX_LINES {
            above.lines.push(row.line());
        }
        true
    }

    #[cold]
    #[inline(never)]
    fn add_far(&mut self, ratio: u64, row: Row<'_>, (assumed, read_as): (AssumedParts, ReadAs), is_compared: bool) {
        let far = if ratio < *PLAUSIBLE.start() { &mut self.low } else { &mut self.high };
        far.count += 1;
        far.without_currency += u64::from(assumed.currency);
        far.without_period += u64::from(assumed.period);
        far.not_compared += u64::from(!is_compared);
        far.add_unit(read_as);
        far.ratios.add(ratio);
        if far.lines.len() < MAX_LINES {
            far.lines.push(row.line());
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.without_currency += other.without_currency;
        self.without_period += other.without_period;
        self.first.merge(&other.first);
        self.low.merge(&other.low);
        self.high.merge(&other.high);
        for (tenths, above) in &other.above {
            self.above.entry(*tenths).or_default().merge(above);
        }
    }
}

impl AmountsAbove {
    pub(super) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        merge_lines(&mut self.lines, &other.lines);
    }
}

/// Adds the first lines that another worker found. Each worker has the first lines of its own blocks, so the first of all are among
/// them.
fn merge_lines(lines: &mut Vec<u64>, others: &[u64]) {
    lines.extend(others);
    lines.sort_unstable();
    lines.truncate(MAX_LINES);
}

/// What another unit would make of amounts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct UnitChange {
    /// The number of amounts.
    pub(super) all: u64,
    /// How many of them would change.
    pub(super) changed: u64,
    /// How many of those that would change are plausible as they are read.
    pub(super) plausible: u64,
    /// How many are plausible as they are read, and would not be.
    pub(super) made_implausible: u64,
}

impl FirstRatios {
    #[inline(always)]
    fn of(&mut self, assumed: AssumedParts) -> &mut RatioHistogram {
        match assumed {
            AssumedParts { currency: true, period: true } => &mut self.without_unit,
            AssumedParts { currency: true, period: false } => &mut self.without_currency,
            AssumedParts { currency: false, .. } => &mut self.without_period,
        }
    }

    /// The histograms, each with the parts of the unit that were assumed.
    fn by_parts(&self) -> [(AssumedParts, &RatioHistogram); 3] {
        let parts = |currency, period| AssumedParts { currency, period };
        [
            (parts(true, true), &self.without_unit),
            (parts(true, false), &self.without_currency),
            (parts(false, true), &self.without_period),
        ]
    }

    /// The median ratio of all amounts; `None` where there are none.
    pub(super) fn median(&self) -> Option<Decimal> {
        self.median_of(|_| true)
    }

    /// The median ratio of the amounts whose row does not state the period; `None` where there are none.
    pub(super) fn median_without_period(&self) -> Option<Decimal> {
        self.median_of(|assumed| assumed.period)
    }

    fn median_of(&self, is_counted: impl Fn(AssumedParts) -> bool) -> Option<Decimal> {
        let mut all = RatioHistogram::default();
        let counted = self.by_parts().into_iter().filter(|(assumed, _)| is_counted(*assumed));
        counted.for_each(|(_, ratios)| all.merge(ratios));
        all.median()
    }

    /// What becomes of the amounts when the ratio of each is multiplied by what `factor` returns for the parts of its unit that were
    /// assumed. `None` means that the amount cannot be compared then.
    pub(super) fn changed_by(&self, factor: impl Fn(AssumedParts) -> Option<Decimal>) -> UnitChange {
        let mut change = UnitChange::default();
        for (assumed, ratios) in self.by_parts() {
            let counts: Vec<(Decimal, u64)> = ratios.counts().collect();
            let count = |ratios: Range<usize>| -> u64 {
                counts.get(ratios).unwrap_or_default().iter().map(|(_, count)| count).sum()
            };
            let now = plausible(&counts, Decimal::ONE);
            let factor = factor(assumed);
            let then = factor.map_or(0..0, |factor| plausible(&counts, factor));
            let still = now.start.max(then.start)..now.end.min(then.end);
            change.all += count(0..counts.len());
            if factor != Some(Decimal::ONE) {
                change.changed += count(0..counts.len());
                change.plausible += count(now.clone());
            }
            change.made_implausible += count(now) - count(still);
        }
        change
    }

    fn merge(&mut self, other: &Self) {
        self.without_unit.merge(&other.without_unit);
        self.without_currency.merge(&other.without_currency);
        self.without_period.merge(&other.without_period);
    }
}

/// The range of those of the sorted `ratios` that are plausible when they are multiplied by a factor and cut to four places.
fn plausible(ratios: &[(Decimal, u64)], factor: Decimal) -> Range<usize> {
    let ten_thousandths = |number: u64| Decimal::from_i128_with_scale(number.into(), 4);
    let first_from = |least: Decimal| {
        ratios.partition_point(|(ratio, _)| ratio.checked_mul(factor).is_some_and(|product| product < least))
    };
    first_from(ten_thousandths(*PLAUSIBLE.start()))..first_from(ten_thousandths(PLAUSIBLE.end() + 1))
}

impl FarAmounts {
    fn add_unit(&mut self, unit: ReadAs) {
        if self.read_as.len() < MAX_UNITS && !self.read_as.contains(&unit) {
            self.read_as.push(unit);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.without_currency += other.without_currency;
        self.without_period += other.without_period;
        self.not_compared += other.not_compared;
        other.read_as.iter().for_each(|unit| self.add_unit(*unit));
        self.ratios.merge(&other.ratios);
        merge_lines(&mut self.lines, &other.lines);
    }
}
