//! The prices that the calculator of a page looks up: distinct prices, places of equal prices together, and positions to draw them.

use std::collections::HashMap;

use super::amounts::{Ends, length};
use super::band::{amounts, axis_of};
use super::headline::{badges, condition};
use crate::iter::common_value;
use crate::money::{Currency, Decimal, Interval, Period, round_places};
use crate::pack::{DataError, Pack};
use crate::page::{Badge, Calculator, CalculatorPrice, Choice, UnitPrice};
use crate::pay::AmountWords;
use crate::pricing::{MissingEnds, Quote};
use crate::views::range_points;

/// The prices of all cells in several currencies, for a year.
#[derive(Debug, Clone, Default)]
pub struct PricedMarket {
    /// The ids of the roles.
    pub roles: Vec<String>,
    /// Places that are priced alike: their ids, `None` for no place.
    pub places: Vec<Vec<Option<String>>>,
    /// The ids of the levels; `None` alone where the pack has none.
    pub levels: Vec<Option<String>>,
    /// For each role, in it for each group of places, and in it for each level: the price in each currency, the first that of the
    /// page. Empty where nothing is published.
    pub cells: Vec<Vec<Quote>>,
}

/// The calculator of some prices; `None` without any.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn calculator(pack: &Pack, market: &PricedMarket) -> Result<Option<Calculator>, DataError> {
    let quotes: Vec<&Quote> = market.cells.iter().flatten().collect();
    let Some(first) = market.cells.iter().find(|cell| !cell.is_empty()) else { return Ok(None) };
    let currencies: Vec<Currency> = first.iter().map(|quote| quote.currency).collect();
    let units = first.iter().flat_map(|quote| {
        [Period::Year, Period::Month].map(|period| (quote.currency.to_string(), period.as_str().to_owned()))
    });
    let element = common_value(quotes.iter().map(|quote| quote.percentiles.as_ref().map(|of| of.element)));
    let element = element.flatten();
    let points = range_points(element.is_some());
    let element = element.map_or("base", |element| element.name());
    let mut kinds: Vec<Vec<Badge>> = Vec::new();
    let mut prices: Vec<CalculatorPrice> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut cells = Vec::with_capacity(market.cells.len());
    for cell in &market.cells {
        let Some(quote) = cell.first() else {
            cells.push(None);
            continue;
        };
        let badges = badges(&[quote]);
        let badge = kinds.iter().position(|kind| *kind == badges).unwrap_or_else(|| {
            kinds.push(badges);
            kinds.len() - 1
        });
        let priced = price(cell);
        let key = format!("{:?}", priced.in_unit);
        let at = *known.entry(key).or_insert_with(|| {
            prices.push(priced);
            prices.len() - 1
        });
        cells.push(Some((at, badge)));
    }
    let condition = quotes.iter().find_map(|quote| quote.other).map(|other| condition(other.reading));
    Ok(Some(Calculator {
        units: units.collect(),
        words: AmountWords::of(&currencies),
        element: element.to_owned(),
        points,
        roles: roles(pack, &market.roles)?,
        places: places(pack, &market.places)?,
        levels: levels(pack, &market.levels)?,
        groups: market.places.len(),
        condition: condition.unwrap_or_default().to_owned(),
        badges: kinds,
        prices,
        cells,
    }))
}

/// One price in each currency, a year and a month.
fn price(cell: &[Quote]) -> CalculatorPrice {
    let mut in_unit = Vec::with_capacity(cell.len() * 2);
    for quote in cell {
        for period in [Period::Year, Period::Month] {
            in_unit.push(unit_price(quote, period));
        }
    }
    let Some(quote) = cell.first() else { return CalculatorPrice { in_unit, shape: Vec::new(), offer: (0, 0) } };
    // An offer within a third of the range beside it has room on the axis.
    let all = amounts(quote);
    let widest = all.iter().copied().fold(quote.base.mid, Decimal::max);
    let least = all.iter().copied().fold(quote.base.mid, Decimal::min);
    let axis = axis_of(all.into_iter().chain([times(least, 90), times(widest, 110)]));
    let thousandths = |amount: Decimal| (axis.at(amount) * 10.0).round() as i64;
    let ends = Ends::of(&quote.base, quote.missing);
    let other = quote.other.map(|other| other.base);
    let shape = [
        ends.low,
        Some(ends.mid),
        ends.high,
        quote.retention.map(|_| quote.total.high),
        other.map(|other| other.low),
        other.map(|other| other.mid),
        other.map(|other| other.high),
    ];
    let (factor, less) = axis.line(length(quote.base.mid));
    CalculatorPrice {
        in_unit,
        shape: shape.into_iter().map(|amount| amount.map(thousandths)).collect(),
        offer: ((factor * 1000.0).round() as i64, (less * 1000.0).round() as i64),
    }
}

fn times(amount: Decimal, percent: i64) -> Decimal {
    amount.checked_mul(Decimal::new(percent, 2)).unwrap_or(amount)
}

/// The amounts of a price in a period.
fn unit_price(quote: &Quote, period: Period) -> UnitPrice {
    let in_period = |range: Interval| match period {
        Period::Year => range,
        // What cannot be divided is zero paid months, which no command line accepts.
        Period::Month => range.divided_by(quote.months).unwrap_or(range),
        Period::Hour => range.divided_by(quote.hours).unwrap_or(range),
    };
    let base = Ends::of(&in_period(quote.base), quote.missing);
    let total = quote.retention.map(|_| Ends::of(&in_period(quote.total), quote.missing));
    let other = quote.other.map(|other| Ends::of(&in_period(other.base), MissingEnds::default()));
    let mut amounts = Vec::with_capacity(9);
    for range in [Some(base), total, other] {
        let ends = range.map_or([None; 3], |range| [range.low, Some(range.mid), range.high]);
        amounts.extend(ends.map(|amount| amount.map(|amount| round_places(amount, 0).normalize().to_string())));
    }
    UnitPrice { short: base.short(), amounts }
}

fn roles(pack: &Pack, ids: &[String]) -> Result<Vec<Choice>, DataError> {
    let mut out = Vec::with_capacity(ids.len());
    for (group, id) in ids.iter().enumerate() {
        let role = pack.roles()?.get(id);
        out.push(Choice { id: id.clone(), name: role.map_or_else(|| id.clone(), |role| role.title.owned()), group });
    }
    out.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(out)
}

fn places(pack: &Pack, groups: &[Vec<Option<String>>]) -> Result<Vec<Choice>, DataError> {
    let mut out = Vec::new();
    for (group, members) in groups.iter().enumerate() {
        for id in members {
            let place = id.as_deref().map(|id| (id, pack.cities().map(|cities| cities.get(id))));
            out.push(match place {
                None => Choice { id: String::new(), name: "no city".to_owned(), group },
                Some((id, place)) => {
                    let place = place?;
                    Choice {
                        id: id.to_owned(),
                        name: place.map_or_else(|| id.to_owned(), |place| place.name.owned()),
                        group,
                    }
                }
            });
        }
    }
    out.sort_by_key(|place| (!place.id.is_empty(), place.name.clone()));
    Ok(out)
}

fn levels(pack: &Pack, ids: &[Option<String>]) -> Result<Vec<Choice>, DataError> {
    let mut out = Vec::with_capacity(ids.len());
    for (group, id) in ids.iter().enumerate() {
        let id = id.clone().unwrap_or_default();
        let name = if id.is_empty() { "all levels".to_owned() } else { pack.level_name(&id)?.to_owned() };
        out.push(Choice { id, name, group });
    }
    Ok(out)
}
