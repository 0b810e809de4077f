//! The published percentiles of a price, and the percentile that pay reaches among them.

use crate::money::{Decimal, Interval};
use crate::pack::{CellElement, Population};

/// The percentiles behind a price, in its currency and period. A percentile that is not published is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Percentiles {
    /// The 10th percentile.
    pub p10: Option<Decimal>,
    /// The 25th percentile.
    pub p25: Option<Decimal>,
    /// The median.
    pub p50: Decimal,
    /// The 75th percentile.
    pub p75: Option<Decimal>,
    /// The 90th percentile.
    pub p90: Option<Decimal>,
    /// The mean.
    pub mean: Option<Decimal>,
    /// The people in the job.
    pub employment: Option<u64>,
    /// The people or ads that were counted.
    pub n: Option<u64>,
    /// The employers that were counted.
    pub organisations: Option<u64>,
    /// The relative standard error of the mean, in percent.
    pub mean_rse_pct: Option<Decimal>,
    /// How certain the median is, from A to D; `None` where the pack does not say.
    pub certainty: Option<String>,
    /// Whose pay it is.
    pub population: Population,
    /// What is measured.
    pub element: CellElement,
    /// The name of the segment of the market; `None` for all.
    pub segment: Option<String>,
}

/// The ends of a market range that are not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MissingEnds {
    /// The low end.
    pub low: bool,
    /// The high end.
    pub high: bool,
}

impl MissingEnds {
    /// The low end of a range; `None` where it is not published.
    #[must_use]
    pub fn low_of(self, range: &Interval) -> Option<Decimal> {
        (!self.low).then_some(range.low)
    }

    /// The high end of a range; `None` where it is not published.
    #[must_use]
    pub fn high_of(self, range: &Interval) -> Option<Decimal> {
        (!self.high).then_some(range.high)
    }

    /// Whether an end is missing.
    #[must_use]
    pub fn any(self) -> bool {
        self.low || self.high
    }
}

/// The percentile that pay reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Less than the lowest published percentile, which is this.
    Below(u8),
    /// The amount of a published percentile.
    At(u8),
    /// Between two published percentiles: linear between their amounts, rounded to whole percents.
    Interpolated(u8),
    /// More than the highest published percentile, which is this.
    Above(u8),
}

impl Reached {
    /// The cell in data: `63`, `<10` or `>90`.
    #[must_use]
    pub fn data(self) -> String {
        match self {
            Reached::Below(lowest) => format!("<{lowest}"),
            Reached::At(percent) | Reached::Interpolated(percent) => percent.to_string(),
            Reached::Above(highest) => format!(">{highest}"),
        }
    }

    /// The words for people: `at P63, interpolated`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Reached::Below(lowest) => format!("below P{lowest}"),
            Reached::At(percent) => format!("at P{percent}"),
            Reached::Interpolated(percent) => format!("at P{percent}, interpolated"),
            Reached::Above(highest) => format!("above P{highest}"),
        }
    }
}

impl Percentiles {
    /// The published percentiles, from the lowest.
    fn published(&self) -> impl DoubleEndedIterator<Item = (u8, Decimal)> {
        let all = [(10, self.p10), (25, self.p25), (50, Some(self.p50)), (75, self.p75), (90, self.p90)];
        all.into_iter().filter_map(|(percent, amount)| Some((percent, amount?)))
    }

    /// The percentile that pay in the same unit reaches. Of several percentiles with one amount, the highest counts.
    ///
    /// ```
    /// use payband::money::Decimal;
    /// use payband::pack::{CellElement, Population};
    /// use payband::pricing::{Percentiles, Reached};
    ///
    /// let thousand = |amount: i64| Some(Decimal::from(amount * 1_000));
    /// let percentiles = Percentiles {
    ///     p10: None,
    ///     p25: thousand(80),
    ///     p50: Decimal::from(100_000),
    ///     p75: thousand(120),
    ///     p90: thousand(150),
    ///     mean: None,
    ///     employment: None,
    ///     n: None,
    ///     organisations: None,
    ///     mean_rse_pct: None,
    ///     certainty: None,
    ///     population: Population::Incumbents,
    ///     element: CellElement::Wages,
    ///     segment: None,
    /// };
    /// // 50 + (110 − 100) ÷ (120 − 100) × 25 = 62.5
    /// assert_eq!(percentiles.reached(Decimal::from(110_000)), Reached::Interpolated(63));
    /// assert_eq!(percentiles.reached(Decimal::from(79_000)), Reached::Below(25));
    /// ```
    #[must_use]
    pub fn reached(&self, pay: Decimal) -> Reached {
        let under = self.published().rev().find(|(_, amount)| *amount <= pay);
        let over = self.published().find(|(_, amount)| *amount > pay);
        match (under, over) {
            (None, over) => Reached::Below(over.map_or(50, |(percent, _)| percent)),
            (Some((percent, amount)), _) if amount == pay => Reached::At(percent),
            (Some((percent, _)), None) => Reached::Above(percent),
            (Some(under), Some(over)) => Reached::Interpolated(between(pay, under, over)),
        }
    }
}

/// The percentile of pay that lies between two published ones.
fn between(pay: Decimal, (low, least): (u8, Decimal), (high, most): (u8, Decimal)) -> u8 {
    let share = pay.checked_sub(least).and_then(|above| above.checked_div(most.checked_sub(least)?));
    let percent = share.and_then(|share| share.checked_mul(Decimal::from(high - low))?.checked_add(Decimal::from(low)));
    let rounded = percent.map(|percent| crate::money::round_places(percent, 0));
    rounded.and_then(|percent| u8::try_from(percent).ok()).unwrap_or(low)
}
