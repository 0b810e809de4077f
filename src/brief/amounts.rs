//! Amounts in few letters, for sentences and pictures.

use rust_decimal::prelude::ToPrimitive;

use crate::money::{Currency, Decimal, Interval, Period, ShortUnit, grouped, people_places, round_places};
use crate::pricing::{MissingEnds, Quote};

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
        let unit = ShortUnit::of(least, greatest);
        let alone = |amount: Decimal| unit.range(amount, amount);
        match (self.low, self.high) {
            (Some(low), Some(high)) => unit.range(low, high),
            (Some(low), None) => format!("{} or more", alone(low)),
            (None, Some(high)) => format!("{} or less", alone(high)),
            (None, None) => alone(self.mid),
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
                Period::Hour => quote.base.divided_by(quote.hours).ok()?,
            };
            base.push(Ends::of(&range, quote.missing));
        }
        Some(InUnit { currency, period, base })
    }

    /// Its name: `CNY a month`.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.currency, self.period.with_article())
    }
}

/// A number for people, without decimal places.
pub(super) fn whole(number: Decimal) -> String {
    grouped(round_places(number, 0), 0)
}

/// An amount of pay for people.
pub(super) fn money(amount: Decimal) -> String {
    grouped(amount, people_places(amount))
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

    /// Catches an end that nobody published.
    #[test]
    fn a_range_is_short_and_may_have_an_unknown_end() {
        for (range, wanted) in [
            (ends(Some(87_360), 94_250, Some(101_400)), "87–101k"),
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
