//! The market of cities: how many work there, how many posts are open, how fast it grows.

use super::caption::{caption, length};
use crate::answer::Kind;
use crate::figure::{Axis, Bar, Bars, Chart, Unit};
use crate::money::grouped;
use crate::pack::{DataError, Pack};
use crate::page::Picture;
use crate::render::people_number;
use crate::views::{CityFigure, city_figures, labels};

/// Workforce and vacancies of every city that has them, the largest first, each with its growth.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn workforce(pack: &Pack) -> Result<Picture, DataError> {
    let mut markets: Vec<_> = pack.city_market()?.iter().collect();
    markets.sort_by_key(|market| std::cmp::Reverse(market.workforce));
    let ids: Vec<String> = markets.iter().map(|market| market.city.owned()).collect();
    let data = city_figures(pack, &ids, &[CityFigure::Workforce, CityFigure::Vacancies, CityFigure::Cagr])?;
    let mut bars = Vec::new();
    let mut said = Vec::new();
    for market in &markets {
        let name = pack.city_name(&market.city)?;
        let growth = people_number(Kind::Change, market.cagr_pct);
        bars.push(Bar {
            label: name.to_owned(),
            value: length(market.workforce.into()),
            second: Some(length(market.vacancies.into())),
            aside: Some(growth.clone()),
        });
        said.push(format!(
            "{name} {} people, {} vacancies, {growth} a year forecast",
            grouped(market.workforce.into(), 0),
            grouped(market.vacancies.into(), 0)
        ));
    }
    let day = labels::common(markets.iter().map(|market| market.effective));
    let subtitle = day.map(|day| format!("people at work, open posts and forecast growth, as published {day}"));
    Ok(Picture {
        chart: Chart::Bars(Bars {
            caption: caption(&data, "Workforce by city", subtitle.unwrap_or_default(), said.join("; ")),
            axis: Axis::new("Workforce, persons", Unit::Number),
            second: Some(Axis::new("Vacancies, positions", Unit::Number)),
            aside: Some("Forecast growth a year".to_owned()),
            bars,
        }),
        data,
    })
}
