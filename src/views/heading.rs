//! The title and the unit above a table of prices.

use std::fmt::Display;

use jiff::civil::Date;

use super::cell::Shared;
use crate::money::{Currency, Decimal, Period, grouped};
use crate::pack::{DataError, Pack, PlaceKind};
use crate::pricing::{Cell, GeoBasis, Quote};

/// The title and the unit of a table of prices, collected price by price, so that the prices need not be held.
#[derive(Debug, Default)]
pub(super) struct Heading(Option<Common>);

/// The first price, and what all prices share with it.
#[derive(Debug)]
struct Common {
    cell: Cell,
    geo_basis: GeoBasis,
    currency: Currency,
    period: Period,
    periods_a_year: Decimal,
    /// The day to which the prices are aged, and the growth in percentage points a year where they share it.
    ageing: Option<(Date, Option<Decimal>)>,
    /// The name of the segment of the market.
    segment: Option<String>,
    shared: Shared,
    shares_geo_basis: bool,
}

impl Heading {
    /// The heading of some prices.
    fn of(quotes: &[&Quote]) -> Self {
        let mut heading = Heading::default();
        quotes.iter().for_each(|quote| heading.add(quote));
        heading
    }

    /// Adds a price.
    pub(super) fn add(&mut self, quote: &Quote) {
        let Some(common) = &mut self.0 else {
            self.0 = Some(Common {
                cell: quote.cell.clone(),
                geo_basis: quote.geo_basis.clone(),
                currency: quote.currency,
                period: quote.period,
                periods_a_year: quote.periods_a_year(),
                ageing: quote.ageing().map(|(to, rate)| (to, Some(rate))),
                segment: quote.percentiles.as_ref().and_then(|percentiles| percentiles.segment.clone()),
                shared: Shared { role: true, city: true, level: true },
                shares_geo_basis: true,
            });
            return;
        };
        common.shared.role &= common.cell.role == quote.cell.role;
        common.shared.city &= common.cell.city == quote.cell.city;
        common.shared.level &= common.cell.level == quote.cell.level;
        common.shares_geo_basis &= common.geo_basis == quote.geo_basis;
        if let (Some((_, common)), Some((_, rate))) = (&mut common.ageing, quote.ageing()) {
            common.take_if(|common| *common != rate);
        }
    }

    /// The id of the city that all prices share.
    pub(super) fn city(&self) -> Option<&str> {
        self.0.as_ref().filter(|common| common.shared.city).and_then(|common| common.cell.city.as_deref())
    }

    /// The title of the table: the role, city and level that all prices share.
    pub(super) fn title(&self, pack: &Pack) -> Result<String, DataError> {
        let mut parts = Vec::new();
        if let Some(Common { cell, geo_basis, segment, shared, shares_geo_basis, .. }) = &self.0 {
            if shared.role {
                parts.push(pack.role_title(&cell.role)?.to_owned());
            }
            match &cell.city {
                Some(city) if shared.city => parts.push(named_place(pack, city)?),
                None if shared.city && *shares_geo_basis => parts.push(named_rate(pack, geo_basis)?),
                _ => {}
            }
            if let (Some(level), true) = (&cell.level, shared.level) {
                parts.push(pack.level_name(level)?.to_lowercase());
            }
            parts.extend(segment.clone());
        }
        if parts.is_empty() {
            parts.push("Market ranges".to_owned());
        }
        Ok(parts.join(", "))
    }

    /// The unit of the money, such as `USD a year` or `CNY a month, 13 paid a year`, and how it is aged.
    pub(super) fn unit(&self) -> String {
        let Some(Common { currency, period, periods_a_year, ageing, .. }) = &self.0 else { return String::new() };
        let unit = unit_of_money(*currency, *period, *periods_a_year);
        match ageing {
            Some((day, rate)) => format!("{unit}, {}", aged(*day, *rate)),
            None => unit,
        }
    }
}

/// To which day prices are aged, and at which growth in percentage points a year where they share it.
pub(crate) fn aged(to: impl Display, rate_pct: Option<Decimal>) -> String {
    match rate_pct {
        Some(rate) => format!("aged to {to} at {}% a year", rate.normalize()),
        None => format!("aged to {to}"),
    }
}

/// The unit of money, such as `USD a year` or `CNY a month, 13 paid a year`.
pub(super) fn unit_of_money(currency: Currency, period: Period, periods_a_year: Decimal) -> String {
    if period == Period::Year {
        return format!("{currency} a year");
    }
    let paid = grouped(periods_a_year, periods_a_year.normalize().scale());
    format!("{currency} {}, {paid} paid a year", period.with_article())
}

/// The title of a table of prices: the role, city and level that all quotes share.
pub(super) fn title(pack: &Pack, quotes: &[&Quote]) -> Result<String, DataError> {
    Heading::of(quotes).title(pack)
}

/// The unit of the money of quotes, such as `USD a year`.
pub(super) fn unit(quotes: &[&Quote]) -> String {
    Heading::of(quotes.get(..1).unwrap_or_default()).unit()
}

/// The market and the rate of a price without a city, in place of the name of a city: `China, reference rate`.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn rate_without_city(pack: &Pack, quote: &Quote) -> Result<String, DataError> {
    named_rate(pack, &quote.geo_basis)
}

/// The name of a place, with that of the market where it is any place: `Remote, China`.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn named_place(pack: &Pack, id: &str) -> Result<String, DataError> {
    let name = pack.city_name(id)?;
    let is_any_place = pack.cities()?.get(id).is_some_and(|place| place.kind == PlaceKind::Remote);
    let market = if is_any_place { pack.market_name()? } else { None };
    Ok(market.map_or_else(|| name.to_owned(), |market| format!("{name}, {market}")))
}

fn named_rate(pack: &Pack, basis: &GeoBasis) -> Result<String, DataError> {
    let rate = match basis {
        GeoBasis::WholeMarket(Some(name)) => return Ok(name.to_string()),
        GeoBasis::Given => "given city premium".to_owned(),
        basis => basis.to_string(),
    };
    Ok(match pack.market_name()? {
        Some(market) => format!("{market}, {rate}"),
        None => rate,
    })
}
