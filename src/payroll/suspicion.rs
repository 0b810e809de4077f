//! Amounts that are far from the market as they were read, and what else they would be consistent with.

use super::job::Job;
use super::pay_cell::AssumedUnit;
use super::ratios::Ratios;
use super::tally::Tally;
use crate::money::{Currency, Decimal};
use crate::pay::PayPeriod;
use crate::tabular::Row;

/// The amounts of a file whose unit was assumed, against the market.
#[derive(Debug, Clone, Default)]
pub(super) struct Bare {
    /// How many there are.
    pub(super) count: u64,
    /// The ratios of those in the first blocks of the file.
    first: Ratios,
    /// Those below a fifth of the market mid.
    low: Group,
    /// Those above five times the market mid.
    high: Group,
}

/// Amounts on one side of the market.
#[derive(Debug, Clone, Default)]
struct Group {
    count: u64,
    /// How many leave out the currency, and how many what they are for.
    currencies: u64,
    periods: u64,
    ratios: Ratios,
    /// The lines of the first, in order.
    lines: Vec<u64>,
}

/// Market ratios × 10⁴ outside of which an amount is not likely to be what it was read as.
const LIKELY: std::ops::RangeInclusive<u64> = 2_000..=50_000;

/// Blocks of a file whose ratios make its median: the first MiB at the usual size of a block, whichever worker reads them.
const FIRST_BLOCKS: u64 = 8;

/// Lines that are named of each cluster.
const LINES: usize = 3;

impl Bare {
    #[inline(always)]
    pub(super) fn add(&mut self, ratio: u64, row: &Row<'_>, assumed: AssumedUnit) {
        self.count += 1;
        if row.block_number() < FIRST_BLOCKS {
            self.first.add(ratio);
        }
        if !LIKELY.contains(&ratio) {
            self.add_far_off(ratio, *row, assumed);
        }
    }

    #[cold]
    #[inline(never)]
    fn add_far_off(&mut self, ratio: u64, row: Row<'_>, assumed: AssumedUnit) {
        let group = if ratio < *LIKELY.start() { &mut self.low } else { &mut self.high };
        group.count += 1;
        group.currencies += u64::from(assumed.currency);
        group.periods += u64::from(assumed.period);
        group.ratios.add(ratio);
        if group.lines.len() < LINES {
            group.lines.push(row.line());
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.first.merge(&other.first);
        self.low.merge(&other.low);
        self.high.merge(&other.high);
    }
}

impl Group {
    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.currencies += other.currencies;
        self.periods += other.periods;
        self.ratios.merge(&other.ratios);
        // Each worker has the first of its own blocks, so the first of all are among them.
        self.lines.extend(&other.lines);
        self.lines.sort_unstable();
        self.lines.truncate(LINES);
    }
}

/// Amounts that are far from the market as they were read, on one side of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// How many they are.
    pub rows: u64,
    /// How many amounts were read in an assumed unit.
    pub of: u64,
    /// Whether they are above the market.
    pub above: bool,
    /// Their median market ratio.
    pub median: Decimal,
    /// The lines of the first, in order.
    pub lines: Vec<u64>,
    /// What would bring their median near the market.
    pub likely: Vec<Likely>,
}

/// Something else that an amount can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likely {
    /// Pay for another span of time.
    Period(PayPeriod),
    /// Thousands.
    Thousands,
    /// Ten thousands: 万.
    TenThousands,
    /// Pay in another currency, of which the file gives evidence.
    Currency(Currency),
    /// Pay in another currency and for another span of time.
    Both(Currency, PayPeriod),
    /// Pay in a currency of which the file gives evidence, and for which there is no rate.
    WithoutRate(Currency),
}

/// Spans of time for which people are paid.
const PERIODS: [PayPeriod; 5] = [PayPeriod::Year, PayPeriod::Month, PayPeriod::Week, PayPeriod::Day, PayPeriod::Hour];

/// A cluster is told from one in so many amounts on.
const ENOUGH: u64 = 10;

/// Near the market: not more than so many times, or so many parts, of its middle.
const NEAR: Decimal = Decimal::from_parts(25, 0, 0, false, 1);

impl Job<'_> {
    /// The median market ratio of the amounts in the first blocks of a file whose unit was assumed; `None` where there is none.
    #[must_use]
    pub fn median_ratio(&self, tally: &Tally) -> Option<Decimal> {
        tally.bare.first.median()
    }

    /// The clusters of amounts that are far from the market in the unit that was assumed: those below it, and those above.
    #[must_use]
    pub fn clusters(&self, tally: &Tally) -> Vec<Cluster> {
        let bare = &tally.bare;
        let groups = [(false, &bare.low), (true, &bare.high)];
        let told = groups.into_iter().filter(|(_, group)| group.count > 0 && group.count * ENOUGH >= bare.count);
        told.filter_map(|(above, group)| {
            let median = group.ratios.median()?;
            let (rows, of, lines) = (group.count, bare.count, group.lines.clone());
            Some(Cluster { rows, of, above, median, lines, likely: self.likely(group, median) })
        })
        .collect()
    }

    /// What else amounts with this median ratio can be, the simplest first.
    fn likely(&self, group: &Group, median: Decimal) -> Vec<Likely> {
        let is_near = |likely: &Likely| {
            let Some(ratio) = self.factor(*likely).and_then(|factor| median.checked_mul(factor)) else { return false };
            let apart = Decimal::ONE.checked_div(ratio).map(|inverse| ratio.max(inverse));
            apart.is_some_and(|apart| apart <= NEAR)
        };
        let unit = &self.unit;
        let periods = || PERIODS.into_iter().filter(|period| *period != unit.period);
        // What most of the rows say themselves is not in doubt.
        let (has_currencies, has_periods) = (group.currencies * 2 < group.count, group.periods * 2 < group.count);
        let evidence =
            || self.evident_currencies.iter().copied().filter(|other| *other != unit.currency && !has_currencies);
        let other_periods = || periods().filter(|_| !has_periods);
        let alone = other_periods().map(Likely::Period);
        let counted = [Likely::Thousands, Likely::TenThousands];
        let mut likely: Vec<Likely> =
            alone.chain(counted).chain(evidence().map(Likely::Currency)).filter(is_near).collect();
        if likely.is_empty() {
            let both =
                evidence().flat_map(|currency| other_periods().map(move |period| Likely::Both(currency, period)));
            likely.extend(both.filter(is_near));
        }
        likely.extend(evidence().filter(|other| self.unit_of(*other).is_none()).map(Likely::WithoutRate));
        likely
    }

    /// What an amount would come to, as one of what it was read as.
    fn factor(&self, likely: Likely) -> Option<Decimal> {
        let of_period = |other| self.year_of(other)?.checked_div(self.year_of(self.unit.period)?);
        let of_currency = |other| {
            let (amount, _) = self.pricer.exchange().convert(Decimal::ONE, other, self.unit.currency).ok()?;
            Some(amount)
        };
        match likely {
            Likely::Period(other) => of_period(other),
            Likely::Thousands => Some(Decimal::from(1_000)),
            Likely::TenThousands => Some(Decimal::from(10_000)),
            Likely::Currency(other) => of_currency(other),
            Likely::Both(currency, period) => of_currency(currency)?.checked_mul(of_period(period)?),
            Likely::WithoutRate(_) => None,
        }
    }
}
