//! The chart of the workforce of cities.

use super::columns::common_text;
use super::shapes::{BarColumns, Words, bars};
use crate::figure::{Axis, AxisUnit};
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
    let day = common_text(&data.table, "effective");
    let subtitle = match day.as_str() {
        "" => String::new(),
        day => format!("people at work, open posts and forecast growth, as published {day}"),
    };
    let words = Words {
        title: "Workforce by city",
        subtitle,
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
