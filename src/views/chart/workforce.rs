//! The chart of the workforce of cities.

use super::caption::{as_of, subtitle};
use super::columns::{NamedRow, common_text, rows};
use super::shapes::{BarColumns, Words, bars};
use super::words::joined;
use crate::answer::Table;
use crate::figure::{Axis, AxisUnit};
use crate::money::{Decimal, grouped, round_places};
use crate::pack::{DataError, Pack};
use crate::page::Picture;
use crate::views::city::{CityFigure, city_figures};

/// Workforce and vacancies of every city that has them, the largest workforce first, with the forecast growth.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn workforce(pack: &Pack) -> Result<Picture, DataError> {
    let mut markets: Vec<_> = pack.city_market()?.iter().collect();
    markets.sort_by_key(|market| std::cmp::Reverse(market.workforce));
    let ids: Vec<String> = markets.iter().map(|market| market.city.owned()).collect();
    let data = city_figures(pack, &ids, &[CityFigure::Workforce, CityFigure::Vacancies, CityFigure::Cagr])?;
    let day = as_of(&common_text(&data.table, "effective"), &data.unit);
    let words = Words {
        title: largest_workforce(&data.table).unwrap_or_else(|| data.title.clone()),
        subtitle: subtitle(pack, &["people at work, open posts and forecast growth", &day])?,
        description: "{city} {workforce} people, {vacancies} vacancies, {cagr_pct} a year forecast",
    };
    let columns = BarColumns {
        label: "city",
        value: ("workforce", Axis::new("Workforce, persons", AxisUnit::Number)),
        second: Some(("vacancies", Axis::new("Vacancies, positions", AxisUnit::Number))),
        side: Some(("cagr_pct", "Forecast growth a year")),
    };
    Ok(bars(data, &words, columns))
}

/// The title: the city with the most people at work, and its share where there are several.
fn largest_workforce(table: &Table) -> Option<String> {
    let workforce = |row: &NamedRow<'_>| row.number("workforce");
    let most = rows(table).filter_map(|row| workforce(&row)).max()?;
    let of: Vec<NamedRow<'_>> = rows(table).filter(|row| workforce(row) == Some(most)).collect();
    let names: Vec<String> = of.iter().map(|row| row.text("city")).collect();
    let names = joined(&names.iter().map(String::as_str).collect::<Vec<_>>(), "cities");
    let cities = rows(table).filter(|row| workforce(row).is_some()).count();
    let all = rows(table).filter_map(|row| workforce(&row)).fold(Decimal::ZERO, |sum, one| sum.saturating_add(one));
    let share = (most.saturating_mul(Decimal::ONE_HUNDRED)).checked_div(all).filter(|_| of.len() == 1 && cities > 1);
    let amount = of.first()?.text("workforce");
    Some(match share {
        Some(share) => {
            let (share, all) = (round_places(share, 0), grouped(all, 0));
            format!("Largest workforce: {names}, {amount} people, {share}% of the {all} in {cities} cities")
        }
        None => format!("Largest workforce: {names}, {amount} people"),
    })
}
