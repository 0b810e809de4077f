//! Amounts in few letters, for sentences and pictures.

use rust_decimal::prelude::ToPrimitive;

use crate::money::{Currency, Decimal, Interval, Period, grouped, round_places};
use crate::pricing::{MissingEnds, Quote};

/// Amounts from here on are written in thousands.
const MIN_IN_THOUSANDS: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
/// Amounts from here on are written in millions.
const MIN_IN_MILLIONS: Decimal = Decimal::from_parts(10_000_000, 0, 0, false, 0);

/// A range of amounts, whose ends may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) low: Option<Decimal>,
    pub(super) mid: Decimal,
    pub(super) high: Option<Decimal>,
}

impl Ends {
    pub(super) fn of(range: &Interval, missing: MissingEnds) -> Self {
        Ends { low: missing.low_of(range), mid: range.mid, high: missing.high_of(range) }
    }

    /// The least range that contains several; `None` without any. An end is unknown if that of one of them is.
    pub(super) fn around(all: impl IntoIterator<Item = Ends>) -> Option<Self> {
        let end = |one: Option<Decimal>, other: Option<Decimal>, pick: fn(Decimal, Decimal) -> Decimal| {
            one.zip(other).map(|(one, other)| pick(one, other))
        };
        all.into_iter().reduce(|one, other| Ends {
            low: end(one.low, other.low, Decimal::min),
            mid: one.mid,
            high: end(one.high, other.high, Decimal::max),
        })
    }

    /// The range in few letters: `87–101k`, `5,200–6,380`, `12.4–14.4M`, `87k or more`.
    pub(super) fn short(&self) -> String {
        let shown = || [self.low, self.high].into_iter().flatten();
        let greatest = shown().fold(self.mid, Decimal::max);
        let least = shown().fold(self.mid, Decimal::min);
        let (unit, places, sign) = if greatest >= MIN_IN_MILLIONS {
            (Decimal::ONE_THOUSAND * Decimal::ONE_THOUSAND, 1, "M")
        } else if greatest >= MIN_IN_THOUSANDS {
            // Of less than ten thousand, whole thousands would be too coarse.
            (Decimal::ONE_THOUSAND, u32::from(least < MIN_IN_THOUSANDS), "k")
        } else {
            (Decimal::ONE, 0, "")
        };
        let digits = |amount: Decimal| {
            let amount = amount.checked_div(unit).unwrap_or(amount);
            grouped(round_places(amount, places), places)
        };
        match (self.low.map(digits), self.high.map(digits)) {
            (Some(low), Some(high)) if low == high => format!("{low}{sign}"),
            (Some(low), Some(high)) => format!("{low}–{high}{sign}"),
            (Some(low), None) => format!("{low}{sign} or more"),
            (None, Some(high)) => format!("{high}{sign} or less"),
            (None, None) => format!("{}{sign}", digits(self.mid)),
        }
    }
}

/// Some prices in another unit.
#[derive(Debug, Clone)]
pub(super) struct InUnit {
    pub(super) currency: Currency,
    pub(super) period: Period,
    /// The base salary of each.
    pub(super) base: Vec<Ends>,
}

impl InUnit {
    /// Prices for a year in one currency, in a period. `None` for no prices, or where an amount is too great.
    pub(super) fn of_year(annual: &[Quote], period: Period) -> Option<Self> {
        let currency = annual.first()?.currency;
        let mut base = Vec::with_capacity(annual.len());
        for quote in annual {
            let range = match period {
                Period::Year => quote.base,
                Period::Month => quote.base.divided_by(quote.months).ok()?,
            };
            base.push(Ends::of(&range, quote.missing));
        }
        Some(InUnit { currency, period, base })
    }

    /// Its name: `CNY a month`.
    pub(super) fn name(&self) -> String {
        format!("{} a {}", self.currency, self.period.as_str())
    }
}

/// An amount for people, without decimal places.
pub(super) fn whole(amount: Decimal) -> String {
    grouped(round_places(amount, 0), 0)
}

/// A number as a length, to draw.
pub(super) fn length(number: Decimal) -> f64 {
    number.to_f64().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(low: Option<i64>, mid: i64, high: Option<i64>) -> Ends {
        Ends { low: low.map(Decimal::from), mid: mid.into(), high: high.map(Decimal::from) }
    }

    /// Catches a range whose ends are rounded to different units, and an end that nobody published.
    #[test]
    fn a_range_is_short_and_both_ends_have_one_unit() {
        for (range, wanted) in [
            (ends(Some(87_360), 94_250, Some(101_400)), "87–101k"),
            (ends(Some(8_767), 9_900, Some(14_331)), "8.8–14.3k"),
            (ends(Some(5_200), 5_800, Some(6_380)), "5,200–6,380"),
            (ends(Some(12_400_000), 13_000_000, Some(14_360_000)), "12.4–14.4M"),
            (ends(Some(52_000), 52_000, Some(52_000)), "52k"),
            (ends(Some(52_000), 60_000, None), "52k or more"),
            (ends(None, 60_000, Some(71_000)), "71k or less"),
            (ends(None, 60_000, None), "60k"),
        ] {
            assert_eq!(range.short(), wanted, "{range:?}");
        }
    }

    #[test]
    fn a_range_around_others_has_an_unknown_end_where_one_of_them_has() {
        let around = Ends::around([ends(Some(1), 2, Some(3)), ends(Some(2), 4, Some(9))]).unwrap();
        assert_eq!((around.low, around.high), (Some(1.into()), Some(9.into())));
        assert_eq!(Ends::around([ends(Some(1), 2, None), ends(Some(2), 4, Some(9))]).unwrap().high, None);
        assert_eq!(Ends::around([]), None);
    }
}
