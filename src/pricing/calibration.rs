//! The calibrated reading: the reference rate under a national median that already includes the premiums of large cities.
//!
//! With `w` a city's share of the workforce and `p` its published differential (0 where there is none),
//!
//! ```text
//! rate(city) = median × (1 + p(city)) ÷ (1 + Σ w·p)
//! ```
//!
//! Differentials with the same source, section and range are one variable: they rise together. Others vary independently.
//! Low and high of the result are the true extremes over all variables.

use super::error::PricingError;
use crate::money::{Decimal, Interval, Overflow};
use crate::pack::{GeoDifferential, Pack, Record};

/// The pack column whose figures weight the cities of the calibrated reading, as caveats name it.
pub(crate) const WORKFORCE: &str = "city_market.workforce";

/// The published differentials, each with its share of the workforce.
#[derive(Debug)]
pub(super) struct Calibration {
    groups: Vec<CityGroup>,
    /// Source and section of the workforce figures.
    weights_from: (String, String),
}

/// Cities whose differential is one variable.
#[derive(Debug)]
struct CityGroup {
    source: String,
    section: String,
    /// Shares, not percentage points.
    differential: Interval,
    /// The share of the workforce in these cities, 0 to 1.
    weight: Decimal,
}

impl Calibration {
    /// Reads the pack's own tables: overlays multiply the reference rate and do not change it.
    pub(super) fn new(pack: &Pack) -> Result<Self, PricingError> {
        let market: Vec<_> = pack.city_market()?.without_overlays().collect();
        let workforce: Decimal = market.iter().map(|city| Decimal::from(city.workforce)).sum();
        if workforce.is_zero() {
            return Err(PricingError::NoWorkforce);
        }
        let mut groups: Vec<CityGroup> = Vec::new();
        for row in pack.geo_differentials()?.without_overlays() {
            let people = market
                .iter()
                .filter(|city| city.city == row.city)
                .map(|city| Decimal::from(city.workforce))
                .sum::<Decimal>();
            let weight = people.checked_div(workforce).ok_or(Overflow)?;
            let differential = Interval::between(row.low_pct, row.high_pct)?.divided_by(Decimal::ONE_HUNDRED)?;
            match groups.iter_mut().find(|group| group.holds(row, &differential)) {
                Some(group) => group.weight += weight,
                None => groups.push(CityGroup {
                    source: row.source.owned(),
                    section: row.section.owned(),
                    differential,
                    weight,
                }),
            }
        }
        let weights_from = market.first().map(|city| (city.source.owned(), city.section.owned())).unwrap_or_default();
        Ok(Calibration { groups, weights_from })
    }

    /// Source and section of the workforce figures that weight the cities.
    pub(super) fn weights_from(&self) -> (String, String) {
        self.weights_from.clone()
    }

    /// The reference rate as a fraction of the median: `1 ÷ (1 + Σ w·p)`. The low end goes with the highest differentials.
    pub(super) fn reference_rate(&self) -> Result<Interval, Overflow> {
        let part = |pick: fn(&Interval) -> Decimal| inverse(self.one_plus_mean(None, pick)?);
        Ok(Interval { low: part(|p| p.high)?, mid: part(|p| p.mid)?, high: part(|p| p.low)? })
    }

    /// The rate of a city as a fraction of the median. Its differential and the reference rate move together.
    pub(super) fn city_rate(&self, row: &Record<GeoDifferential>) -> Result<Interval, Overflow> {
        let own = Interval::between(row.low_pct, row.high_pct)?.divided_by(Decimal::ONE_HUNDRED)?;
        let Some(at) = self.groups.iter().position(|group| group.holds(row, &own)) else {
            return self.reference_rate()?.times(&own.map(|p| p.checked_add(Decimal::ONE).ok_or(Overflow))?);
        };
        let weight = self.groups.get(at).map(|group| group.weight).unwrap_or_default();
        let part = |p: Decimal, others: fn(&Interval) -> Decimal| -> Result<Decimal, Overflow> {
            let under = weight
                .checked_mul(p)
                .and_then(|own| self.one_plus_mean(Some(at), others).ok()?.checked_add(own))
                .ok_or(Overflow)?;
            p.checked_add(Decimal::ONE).and_then(|over| over.checked_div(under)).ok_or(Overflow)
        };
        // A quotient of two linear terms is monotone, so its extremes over p are at the ends of p's range. The differentials
        // of other groups only lower it.
        let (least, most) = (|p: &Interval| p.high, |p: &Interval| p.low);
        Ok(Interval {
            low: part(own.low, least)?.min(part(own.high, least)?),
            mid: part(own.mid, |p| p.mid)?,
            high: part(own.low, most)?.max(part(own.high, most)?),
        })
    }

    /// `1 + Σ w·p` over all groups but one.
    fn one_plus_mean(&self, without: Option<usize>, pick: impl Fn(&Interval) -> Decimal) -> Result<Decimal, Overflow> {
        let mut sum = Decimal::ONE;
        for (at, group) in self.groups.iter().enumerate() {
            if Some(at) != without {
                sum = group
                    .weight
                    .checked_mul(pick(&group.differential))
                    .and_then(|term| sum.checked_add(term))
                    .ok_or(Overflow)?;
            }
        }
        Ok(sum)
    }
}

impl CityGroup {
    fn holds(&self, row: &GeoDifferential, differential: &Interval) -> bool {
        self.source == row.source && self.section == row.section && self.differential == *differential
    }
}

fn inverse(value: Decimal) -> Result<Decimal, Overflow> {
    Decimal::ONE.checked_div(value).ok_or(Overflow)
}
