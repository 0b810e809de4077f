//! The rows about places: the market of each city, its dominant roles, and the places themselves.

use super::base_row::{PERCENT_A_YEAR, dated, row, section};
use super::row::{MarketRow, RowKind, joined};
use crate::money::Decimal;
use crate::pack::{Basis, City, DataError, Pack, PlaceKind, Record};

/// A row about a city.
pub(super) fn of_city(pack: &Pack, id: &str, base: MarketRow) -> Result<MarketRow, DataError> {
    let city = pack.cities()?.get(id);
    Ok(MarketRow {
        subject: pack.city_name(id)?.to_owned(),
        subject_zh: city.map(|city| city.name_zh.owned()).unwrap_or_default(),
        geography: id.to_owned(),
        ..base
    })
}

/// The market of each city, its dominant roles, and the kind of each place.
pub(super) fn cities(pack: &Pack, rows: &mut Vec<MarketRow>) -> Result<(), DataError> {
    let table = pack.city_market()?;
    for market in table {
        let section = section(table, market, |row| &row.section);
        let base = row(RowKind::Table, market, section, Basis::Published, &market.source);
        let period = dated(market.effective, market.effective_basis);
        let base = MarketRow { period, ..of_city(pack, &market.city, base)? };
        let figures: [(&str, &str, Decimal, &str); 5] = [
            ("workforce", "workforce", market.workforce.into(), "persons"),
            ("vacancies", "vacancies", market.vacancies.into(), "positions"),
            ("supply_ratio", "candidates per vacancy", market.supply_ratio, "ratio"),
            ("vacancy_days", "time to fill a vacancy", market.vacancy_days.into(), "days"),
            ("cagr_pct", "forecast CAGR", market.cagr_pct, PERCENT_A_YEAR),
        ];
        for (column, metric, value, unit) in figures {
            let key = format!("{}.{column}", base.key);
            let selectors = vec![format!("city_market.{column}:{}", market.city)];
            let qualifier = market.workforce_qualifier.filter(|_| column == "workforce");
            let row = MarketRow { metric: metric.to_owned(), key, selectors, qualifier, ..base.clone() };
            rows.push(row.figure(value, unit));
        }
    }
    let table = pack.city_roles()?;
    for dominant in table {
        let section = section(table, dominant, |row| &row.section);
        let base = row(RowKind::Listed, dominant, section, Basis::Published, &dominant.source);
        rows.push(MarketRow {
            metric: "dominant role".to_owned(),
            statement: pack.role_title(&dominant.role)?.to_owned(),
            ..of_city(pack, &dominant.city, base)?
        });
    }
    let table = pack.cities()?;
    // The other places are names only: nothing is published about them.
    let is_listed = |city: &&Record<City>| matches!(city.kind, PlaceKind::City | PlaceKind::Province);
    for city in table.iter().filter(is_listed) {
        let section = section(table, city, |row| &row.section);
        let base = row(RowKind::Listed, city, section, city.basis, &city.source);
        rows.push(MarketRow {
            metric: "place".to_owned(),
            statement: kind_of_place(city),
            selectors: vec![format!("cities.tier:{}", city.id)],
            ..of_city(pack, &city.id, base)?
        });
    }
    Ok(())
}

fn kind_of_place(city: &City) -> String {
    let kind = match city.kind {
        PlaceKind::NamedCity => PlaceKind::City.as_str(),
        kind => kind.as_str(),
    };
    joined(&[&city.tier, kind], " ")
}
