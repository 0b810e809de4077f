//! The title and the unit above a table of prices.

use crate::iter::common_value;
use crate::money::Period;
use crate::pack::{DataError, Pack};
use crate::pricing::{GeoBasis, Quote};

/// The title of a table of prices: the role, city and level that all quotes share.
pub(super) fn title(pack: &Pack, quotes: &[&Quote]) -> Result<String, DataError> {
    let mut parts = Vec::new();
    if let Some(role) = common_value(quotes.iter().map(|quote| &quote.cell.role)) {
        parts.push(pack.role_title(role)?.to_owned());
    }
    match common_value(quotes.iter().map(|quote| &quote.cell.city)) {
        Some(Some(city)) => parts.push(pack.city_name(city)?.to_owned()),
        Some(None) if common_value(quotes.iter().map(|quote| &quote.geo_basis)).is_some() => {
            parts.extend(quotes.first().map(|quote| rate_without_city(quote)));
        }
        _ => {}
    }
    if let Some(Some(level)) = common_value(quotes.iter().map(|quote| quote.cell.level.as_deref())) {
        parts.push(pack.level_name(level)?.to_lowercase());
    }
    if parts.is_empty() {
        parts.push("Market ranges".to_owned());
    }
    Ok(parts.join(", "))
}

/// The unit of the money, such as `USD a year` or `CNY a month, 13 paid a year`.
pub(super) fn unit(quotes: &[&Quote]) -> String {
    let Some(quote) = quotes.first() else { return String::new() };
    match quote.period {
        Period::Year => format!("{} a year", quote.currency),
        Period::Month => format!("{} a month, {} paid a year", quote.currency, quote.months.normalize()),
    }
}

/// The rate of a price without a city, in place of the name of a city.
pub(super) fn rate_without_city(quote: &Quote) -> String {
    match &quote.geo_basis {
        GeoBasis::Given => "given city premium".to_owned(),
        basis => basis.to_string(),
    }
}
