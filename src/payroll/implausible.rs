//! Pay that is implausibly far from the market in its assumed unit, and which other units would explain it.

use super::assumed_pay::{FarAmounts, FirstRatios};
use super::file_pricer::FilePricer;
use super::row_pricer::RowPricer;
use super::tally::Tally;
use crate::iter::common_value;
use crate::money::{Currency, Decimal};
use crate::pay::{PayPeriod, Scale};
use crate::people::{AssumedParts, DecidedBy, MAX_LIKELY_RATIO, times_per_year};
use crate::tabular::Input;

/// Amounts that are far from the market in their assumed or stated unit, on one side of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The number of amounts.
    pub amounts: u64,
    /// The number of all amounts whose unit was assumed, or stated in full, like theirs.
    pub all_amounts: u64,
    /// Whether the amounts state their unit in full. Then no other unit explains them.
    pub stated: bool,
    /// Whether they are above the market.
    pub above: bool,
    /// How many of them are not compared, because no cell of their row states the period: those with
    /// [`Status::ImplausiblePay`](super::Status::ImplausiblePay).
    pub not_compared: u64,
    /// The currency and the period in which they are read; `None` where these differ between them.
    pub read_as: (Option<Currency>, Option<PayPeriod>),
    /// Their median market ratio.
    pub median: Decimal,
    /// The lines of the first of them, in order.
    pub lines: Vec<u64>,
    /// The units that would bring their median near the market.
    pub explanations: Vec<Explanation>,
    /// Those of the units in which the whole column can be read: of the amounts in the first MiB that would change, most are far now,
    /// and fewer than a tenth of all would become far that are not far now.
    pub for_whole_column: Vec<Explanation>,
}

impl Cluster {
    /// Whether the amounts are few: then they say nothing about the unit of the column.
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.amounts * FEW_ARE_UNDER_ONE_IN < self.all_amounts
    }
}

/// Another unit in which an amount may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explanation {
    /// Another period.
    Period(PayPeriod),
    /// Thousands.
    Thousands,
    /// Ten thousands: 万.
    TenThousands,
    /// Amounts in full, in a column that is read in a larger unit.
    InFull,
    /// Another currency, for which the file gives evidence.
    Currency(Currency),
    /// Another currency and another period.
    Both(Currency, PayPeriod),
    /// A currency for which the file gives evidence, and the pack has no rate.
    WithoutRate(Currency),
}

/// The periods that are tried as explanations.
const PERIODS: [PayPeriod; 5] = [PayPeriod::Year, PayPeriod::Month, PayPeriod::Week, PayPeriod::Day, PayPeriod::Hour];

/// Amounts are few if they are fewer than one in this many of all.
const FEW_ARE_UNDER_ONE_IN: u64 = 10;

/// The largest market ratio, and the inverse of the smallest, that is near the market.
const MAX_NEAR_RATIO: Decimal = Decimal::from_parts(25, 0, 0, false, 1);

impl FilePricer<'_> {
    /// The median market ratio of the amounts in an assumed unit in the first MiB of a file; `None` where there are none.
    #[must_use]
    pub fn median_ratio(&self, tally: &Tally) -> Option<Decimal> {
        tally.assumed_pay.first.median()
    }

    /// The clusters of amounts that are far from the market: below it, then above it; those in an assumed unit before those
    /// that state theirs.
    #[must_use]
    pub fn clusters(&self, tally: &Tally) -> Vec<Cluster> {
        let sides = [(false, &tally.assumed_pay), (true, &tally.stated_pay)].into_iter();
        let sides = sides.flat_map(|(stated, all)| [(stated, false, all, &all.low), (stated, true, all, &all.high)]);
        sides
            .filter(|(.., far)| far.count > 0)
            .filter_map(|(stated, above, all, far)| {
                let median = far.ratios.median()?;
                let (amounts, all_amounts, lines) =
                    (far.count, all.count, far.lines.iter().map(|line| self.source_lines.of(*line)).collect());
                let read_as = self.read_as(far);
                let explanations = if stated { Vec::new() } else { self.explanations(far, read_as, median) };
                // Amounts in another currency may be read in another period than the column.
                let is_of_column = read_as.1.is_none_or(|period| period == self.pay_unit.period);
                let suits = |explanation: &Explanation| is_of_column && self.suits_column(*explanation, &all.first);
                // Nothing is known of amounts in a currency without a rate.
                let is_known = |explanation: &Explanation| !matches!(explanation, Explanation::WithoutRate(_));
                let for_whole_column = explanations.iter().copied().filter(is_known).filter(suits).collect();
                Some(Cluster {
                    amounts,
                    all_amounts,
                    stated,
                    above,
                    not_compared: far.not_compared,
                    read_as,
                    median,
                    lines,
                    explanations,
                    for_whole_column,
                })
            })
            .collect()
    }

    /// The currency and the period in which far amounts are read, where they are the same for all of them.
    fn read_as(&self, far: &FarAmounts) -> (Option<Currency>, Option<PayPeriod>) {
        let of_column = (self.pay_unit.currency, self.pay_unit.period);
        let units = || far.read_as.iter().map(|unit| unit.unwrap_or(of_column));
        (common_value(units().map(|unit| unit.0)), common_value(units().map(|unit| unit.1)))
    }

    /// The unit in a currency of the file's places in which most amounts would be nearer the market, and their median ratio in
    /// it; `None` where something in the file states or decides the currency, or where the amounts are near the market as they
    /// are read.
    #[must_use]
    pub fn likelier_unit(&self, tally: &Tally) -> Option<(Explanation, Decimal)> {
        let unit = &self.pay_unit;
        let median = self.median_ratio(tally).filter(|_| self.has_open_currency())?;
        let in_assumed = distance(median).filter(|distance| *distance > Decimal::from(MAX_LIKELY_RATIO))?;
        let periods = || PERIODS.into_iter().filter(|period| *period == PayPeriod::Year || *period == PayPeriod::Month);
        let all = self.evident_currencies.iter().copied().filter(|other| *other != unit.currency).flat_map(|other| {
            let both = periods().filter(|period| unit.period_by == DecidedBy::Pack && *period != unit.period);
            both.map(move |period| Explanation::Both(other, period)).chain([Explanation::Currency(other)])
        });
        let of_column = (unit.currency, unit.period);
        let ratio = |explanation: Explanation| median.checked_mul(self.factor(explanation, of_column)?);
        let ratios = all.filter_map(|explanation| Some((explanation, ratio(explanation)?)));
        let nearest = ratios.min_by_key(|(_, ratio)| distance(*ratio))?;
        distance(nearest.1).is_some_and(|other| other < in_assumed && other <= MAX_NEAR_RATIO).then_some(nearest)
    }

    /// The likelier unit of the rows of the first MiB, for a file that is not priced. Rows that cannot be priced tell nothing of it.
    #[must_use]
    pub fn likelier_unit_of_first_rows(&self, input: &Input<'_>) -> Option<Explanation> {
        if !self.has_open_currency() || self.evident_currencies.is_empty() {
            return None;
        }
        let mut pricer = RowPricer::for_evidence(self);
        input.sample(|row| drop(pricer.price(row)));
        self.likelier_unit(&pricer.finish()).map(|(unit, _)| unit)
    }

    /// Whether nothing in the file states or decides the currency.
    fn has_open_currency(&self) -> bool {
        self.pay_unit.currency_by == DecidedBy::Pack && self.columns.currency.is_none()
    }

    /// The parts of the unit that the rows of some amounts do not state. Where no amount has a market price, those that neither
    /// the amounts of the first rows nor a column beside them state.
    pub(crate) fn assumed_parts(&self, tally: &Tally) -> AssumedParts {
        let (unit, counts) = (&self.pay_unit, &tally.assumed_pay);
        let is_known = counts.count + tally.stated_pay.count > 0;
        let is_open = |stating: u64, column: Option<usize>| column.is_none() && stating < unit.amounts;
        let (currency, period) = match is_known {
            true => (counts.without_currency > 0, counts.without_period > 0),
            false => (
                is_open(unit.stating_currency, self.columns.currency),
                is_open(unit.stating_period, self.columns.pay_period),
            ),
        };
        AssumedParts { currency, period }
    }

    /// The units that explain amounts with this median ratio, the simplest first. `read_as` is the unit in which they are read.
    fn explanations(
        &self,
        far: &FarAmounts,
        read_as: (Option<Currency>, Option<PayPeriod>),
        median: Decimal,
    ) -> Vec<Explanation> {
        let unit = &self.pay_unit;
        let (currency, period) = (read_as.0.unwrap_or(unit.currency), read_as.1.unwrap_or(unit.period));
        let is_near = |explanation: &Explanation| {
            let factor = self.factor(*explanation, (currency, period));
            let ratio = factor.and_then(|factor| median.checked_mul(factor));
            ratio.and_then(distance).is_some_and(|distance| distance <= MAX_NEAR_RATIO)
        };
        // What most of the rows state themselves is not in doubt.
        let states_currency = far.without_currency * 2 < far.count;
        let states_period = far.without_period * 2 < far.count;
        let currencies =
            || self.evident_currencies.iter().copied().filter(|other| *other != currency && !states_currency);
        let periods = || PERIODS.into_iter().filter(|other| *other != period && !states_period);
        let scales = match unit.scale {
            Scale::Ones => [Explanation::Thousands, Explanation::TenThousands].as_slice(),
            _ => &[Explanation::InFull],
        };
        let mut explanations: Vec<Explanation> = periods()
            .map(Explanation::Period)
            .chain(scales.iter().copied())
            .chain(currencies().map(Explanation::Currency))
            .filter(is_near)
            .collect();
        if explanations.is_empty() {
            let both =
                currencies().flat_map(|currency| periods().map(move |period| Explanation::Both(currency, period)));
            explanations.extend(both.filter(is_near));
        }
        let without_rate = currencies().filter(|other| self.conversion_from(*other).is_none());
        explanations.extend(without_rate.map(Explanation::WithoutRate));
        explanations
    }

    /// Whether the column can be read in this unit: most of the amounts that would change are far from the market now, and fewer than a
    /// tenth of all would become far.
    fn suits_column(&self, explanation: Explanation, first: &FirstRatios) -> bool {
        let factor = |explanation| self.factor(explanation, (self.pay_unit.currency, self.pay_unit.period));
        let change = first.changed_by(|assumed| match explanation {
            Explanation::Period(_) if !assumed.period => Some(Decimal::ONE),
            Explanation::Currency(_) | Explanation::WithoutRate(_) if !assumed.currency => Some(Decimal::ONE),
            Explanation::Both(currency, _) if !assumed.period => factor(Explanation::Currency(currency)),
            Explanation::Both(_, period) if !assumed.currency => factor(Explanation::Period(period)),
            _ => factor(explanation),
        });
        change.plausible * 2 < change.changed.max(1)
            && change.made_implausible * FEW_ARE_UNDER_ONE_IN < change.all.max(1)
    }

    /// The factor by which an amount that is read in a unit changes if it is read as `explanation` says; `None` when there is no rate.
    fn factor(&self, explanation: Explanation, (currency, period): (Currency, PayPeriod)) -> Option<Decimal> {
        let unit = &self.pay_unit;
        let times = |period| times_per_year(period, currency, &self.options.conventions);
        let of_period = |other| times(other)?.checked_div(times(period)?);
        let of_currency = |other| {
            let (amount, _) = self.pricer.exchange().convert(Decimal::ONE, other, currency).ok()?;
            Some(amount)
        };
        match explanation {
            Explanation::Period(other) => of_period(other),
            Explanation::Thousands => Some(Decimal::from(1_000)),
            Explanation::TenThousands => Some(Decimal::from(10_000)),
            Explanation::InFull => Decimal::ONE.checked_div(Decimal::from(10_u64.pow(unit.scale.power()))),
            Explanation::Currency(other) => of_currency(other),
            Explanation::Both(currency, period) => of_currency(currency)?.checked_mul(of_period(period)?),
            Explanation::WithoutRate(_) => None,
        }
    }
}

/// How far a ratio is from 1: itself or its inverse, whichever is larger. `None` for zero.
fn distance(ratio: Decimal) -> Option<Decimal> {
    Decimal::ONE.checked_div(ratio).map(|inverse| ratio.max(inverse))
}
