//! Prices every cell of a pack for the calculator of the market page, places of equal differentials once.

use crate::brief::PricedMarket;
use crate::cli::args::pricing::in_each_currency;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::names::resolve_places::{AllowedCities, resolve_cities};
use crate::cli::names::resolve_roles::resolve_priced_roles;
use crate::money::{Currency, Decimal};
use crate::names::NameWords;
use crate::pack::Pack;
use crate::pricing::{Cell, Options, Pricer, PricingError, Quote, local_currency, native_currency, own_median};

/// The most cells that a page holds.
const MAX_CELLS: usize = 2_000;

/// The prices of all roles in all places at some levels, in the currency of the options, of the pack, and of the country; an
/// error with the most cells that a page holds, where there are more.
pub(super) fn priced_market(
    context: &Context,
    options: &Options,
    levels: Vec<Option<String>>,
) -> Result<Result<PricedMarket, usize>, Failure> {
    let pack = &context.pack;
    let (words, all) = (NameWords::default(), ["all".to_owned()]);
    let mut roles: Vec<String> = Vec::new();
    for role in resolve_priced_roles(pack, &words, &all, options.min_grade, &mut Vec::new())? {
        if has_figures(pack, &role.id)? {
            roles.push(role.id);
        }
    }
    if pack.has_market_cells()? {
        let mut cells = 0;
        for role in &roles {
            cells += pack.cells_of(role)?.len();
            if cells > MAX_CELLS {
                return Ok(Err(MAX_CELLS));
            }
        }
    }
    let mut places = vec![vec![None]];
    if !pack.cities()?.is_empty() {
        places.extend(groups(pack, resolve_cities(pack, &words, &all, AllowedCities::Known, &mut Vec::new())?)?);
    }
    if roles.len() * places.len() * levels.len() > MAX_CELLS && !pack.has_market_cells()? {
        return Ok(Err(MAX_CELLS));
    }
    let mut pricers = Vec::new();
    for options in currencies(context, options)? {
        pricers.push(Pricer::new(pack, options)?);
    }
    let mut cells = Vec::with_capacity(roles.len() * places.len() * levels.len());
    for role in &roles {
        for group in &places {
            for level in &levels {
                let city = group.first().cloned().flatten();
                cells.push(in_each(&pricers, &Cell { role: role.clone(), city, level: level.clone() })?);
            }
        }
    }
    Ok(Ok(PricedMarket { roles, places, levels, cells }))
}

/// Whether a role, or the one that prices it, has a median or percentiles. A slotted role of a pack without medians has none.
fn has_figures(pack: &Pack, role: &str) -> Result<bool, Failure> {
    let has_own = |id: &str| -> Result<bool, Failure> { Ok(own_median(pack, id)?.is_some() || pack.has_cells_of(id)?) };
    let target = pack.roles()?.get(role).and_then(|role| role.slotted_to.as_deref());
    Ok(has_own(role)? || target.map(has_own).transpose()?.unwrap_or(false))
}

/// The options for a year in each currency of the calculator: that of the options first, then those of the pack and of the country.
fn currencies(context: &Context, options: &Options) -> Result<Vec<Options>, Failure> {
    let pack = &context.pack;
    let wanted: Vec<Currency> =
        [options.currency, native_currency(pack)?, local_currency(pack)?].into_iter().flatten().collect();
    let mut out = in_each_currency(context, options)?;
    out.retain(|options| options.currency.is_some_and(|currency| wanted.contains(&currency)));
    out.sort_by_key(|options| wanted.iter().position(|currency| Some(*currency) == options.currency));
    Ok(out)
}

/// A price in each currency; empty where nothing is published for the cell. Without a rate a currency is left out.
fn in_each(pricers: &[Pricer<'_>], cell: &Cell) -> Result<Vec<Quote>, Failure> {
    let mut out = Vec::with_capacity(pricers.len());
    for pricer in pricers {
        match pricer.quote(cell) {
            Ok(quote) => out.push(quote),
            Err(
                PricingError::NoCell { .. }
                | PricingError::NoGrowth { .. }
                | PricingError::BeforeEffective { .. }
                | PricingError::NoRate { .. },
            ) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(out)
}

/// A geographic differential, and the overlay that it comes from.
type Differential = (Decimal, Decimal, Option<String>);

/// The cities in groups that are priced alike: those with the same differential, and those without one. In a pack of percentiles
/// each place has prices of its own.
fn groups(pack: &Pack, cities: Vec<Option<String>>) -> Result<Vec<Vec<Option<String>>>, Failure> {
    if pack.has_market_cells()? {
        return Ok(cities.into_iter().map(|city| vec![city]).collect());
    }
    let table = pack.geo_differentials()?;
    let mut out: Vec<(Option<Differential>, Vec<Option<String>>)> = Vec::new();
    for city in cities {
        let row = city.as_deref().and_then(|city| table.get(city));
        let key = row.map(|row| (row.low_pct, row.high_pct, row.origin.overlay.as_ref().map(ToString::to_string)));
        match out.iter_mut().find(|(known, _)| *known == key) {
            Some((_, members)) => members.push(city),
            None => out.push((key, vec![city])),
        }
    }
    Ok(out.into_iter().map(|(_, members)| members).collect())
}
