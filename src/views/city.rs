//! The market of cities.

use super::{grounds, labels, projection};
use crate::answer::{Answer, Column, Kind, Layout, Note, Table, Value};
use crate::money::Decimal;
use crate::pack::{Basis, City, CityMarket, DataError, GeoDifferential, Origin, Pack, Record};

/// By what cities are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitySort {
    /// By name.
    Name,
    /// By workforce, the largest first.
    Workforce,
    /// By open positions, the most first.
    Vacancies,
    /// By candidates, the most first.
    Candidates,
    /// By vacancy rate, the highest first.
    VacancyRate,
    /// By candidates per vacancy, the scarcest first.
    SupplyRatio,
    /// By days to fill, the slowest first.
    VacancyDays,
    /// By growth, the fastest first.
    Cagr,
    /// By published premium, the highest first; cities without one come last, unranked.
    Premium,
}

/// The answer of `city`: a row for each city, or a card when there is one.
///
/// `year` projects the workforce to the end of that year by the published growth, compounded yearly from the effective date's
/// year.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn city(pack: &Pack, ids: &[String], sort: Option<CitySort>, year: Option<i16>) -> Result<Answer, DataError> {
    let mut rows: Vec<(Option<Decimal>, String, Vec<Value>)> = Vec::new();
    let mut source_cells: Vec<String> = Vec::new();
    let mut without_market: Vec<&str> = Vec::new();
    for id in ids {
        let Some(place) = pack.cities()?.get(id) else { continue };
        let market = pack.city_market()?.get(id);
        if market.is_none() {
            without_market.push(&place.name);
        }
        let premium = pack.geo_differentials()?.get(&place.id);
        // The figures' own rows; the place's where there are none.
        let mut named: Vec<String> = Vec::new();
        named.extend(market.map(|market| market.origin.naming(&market.source)));
        named.extend(premium.map(|premium| premium.origin.naming(&premium.source)));
        if named.is_empty() {
            named.push(place.origin.naming(&place.source));
        }
        let source = grounds::joined(named.iter().map(String::as_str));
        let (order, cells) = cells(pack, place, market, premium, &source, sort, year)?;
        rows.push((order, place.name.owned(), cells));
        source_cells.push(source);
    }
    match sort {
        Some(CitySort::Name) => rows.sort_by(|one, other| one.1.cmp(&other.1)),
        // The scarcest first; a city without the figure comes last.
        Some(CitySort::SupplyRatio) => rows.sort_by_key(|row| (row.0.is_none(), row.0)),
        Some(_) => rows.sort_by_key(|row| (row.0.is_none(), std::cmp::Reverse(row.0))),
        None => {}
    }
    let card = rows.len() == 1;
    let mut notes = vec![
        Note::new(
            "candidates = vacancies × candidates per vacancy; vacancy rate = vacancies ÷ (workforce + vacancies)",
        ),
        Note::new(format!("{PLENTY}; the city premium is over the reference rate of second-tier cities")),
    ];
    if let Some(year) = year {
        notes.push(Note::new(format!(
            "workforce at {year} is computed: today's, compounded yearly at the forecast growth; vacancies are not projected"
        )));
    }
    if !without_market.is_empty() {
        notes.push(no_market(&without_market));
    }
    notes.extend(grounds::caveats(pack, &["city_market", "city_roles", "geo_differentials"])?);
    Ok(Answer {
        title: match (ids, card) {
            ([only], true) => labels::city(pack, only)?.to_owned(),
            _ => "City markets".to_owned(),
        },
        unit: String::new(),
        table: Table { columns: columns(year), rows: rows.into_iter().map(|(_, _, cells)| cells).collect() },
        layout: if card { Layout::Card } else { Layout::Grid },
        notes,
        sources: grounds::sources(pack, source_cells.iter().map(String::as_str))?,
    })
}

/// One of the published figures of a city's market.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CityFigure {
    /// How many work there.
    Workforce,
    /// How many posts are open.
    Vacancies,
    /// Candidates for each of them.
    SupplyRatio,
    /// How long one stays open.
    VacancyDays,
    /// How fast the workforce is forecast to grow.
    Cagr,
}

impl CityFigure {
    fn column(self) -> Column {
        match self {
            CityFigure::Workforce => Column::new("workforce", "Workforce", Kind::Count),
            CityFigure::Vacancies => Column::new("vacancies", "Vacancies", Kind::Count),
            CityFigure::SupplyRatio => Column::new("supply_ratio", "Candidates\nper vacancy", Kind::Number),
            CityFigure::VacancyDays => Column::new("vacancy_days", "Days to\nfill", Kind::Count),
            CityFigure::Cagr => Column::new("cagr_pct", "Growth\na year", Kind::Change),
        }
    }

    fn of(self, market: &CityMarket) -> Decimal {
        match self {
            CityFigure::Workforce => market.workforce.into(),
            CityFigure::Vacancies => market.vacancies.into(),
            CityFigure::SupplyRatio => market.supply_ratio,
            CityFigure::VacancyDays => market.vacancy_days.into(),
            CityFigure::Cagr => market.cagr_pct,
        }
    }
}

/// Some figures of the markets of some cities and nothing besides: the notes, the caveats and the grounds are those of these
/// figures.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn city_figures(pack: &Pack, ids: &[String], figures: &[CityFigure]) -> Result<Answer, DataError> {
    let shown: Vec<Column> = figures.iter().map(|figure| figure.column()).collect();
    let uses: Vec<String> = shown.iter().map(|column| format!("city_market.{}", column.name)).collect();
    let mut columns = vec![Column::data("city_id", Kind::Text), Column::new("city", "City", Kind::Text)];
    columns.extend(shown);
    columns.extend([
        Column::data("effective", Kind::Date),
        Column::data("basis", Kind::Text),
        Column::data("source", Kind::Text),
        Column::data("section", Kind::Text),
    ]);
    let mut table = Table { columns, rows: Vec::new() };
    let mut source_cells: Vec<String> = Vec::new();
    let mut without_market: Vec<&str> = Vec::new();
    for id in ids {
        let market = pack.city_market()?.get(id);
        let source = market.map(|market| market.origin.naming(&market.source));
        if market.is_none() {
            without_market.push(labels::city(pack, id)?);
        }
        let mut row: Vec<Value> = vec![id.as_str().into(), labels::city(pack, id)?.into()];
        row.extend(figures.iter().map(|figure| Value::from(market.map(|market| figure.of(market)))));
        row.extend([
            market.map(|market| market.effective.to_string()).into(),
            market.map(|market| grounds::basis(Basis::Published, &[&market.origin])).into(),
            source.clone().into(),
            market.map(|market| market.section.as_str()).into(),
        ]);
        table.rows.push(row);
        source_cells.extend(source);
    }
    let mut notes = Vec::new();
    if figures.contains(&CityFigure::SupplyRatio) {
        notes.push(Note::new(PLENTY));
    }
    if !without_market.is_empty() {
        notes.push(no_market(&without_market));
    }
    notes.extend(grounds::caveats(pack, &uses.iter().map(String::as_str).collect::<Vec<_>>())?);
    Ok(Answer {
        title: match ids {
            [only] => labels::city(pack, only)?.to_owned(),
            _ => "City markets".to_owned(),
        },
        table,
        notes,
        sources: grounds::sources(pack, source_cells.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// How candidates per vacancy are read.
const PLENTY: &str = "above 2 candidates per vacancy is plenty";

/// Says of which cities the source has no figures.
fn no_market(cities: &[&str]) -> Note {
    Note::warning(format!("no market figures are published for {}", cities.join(", ")))
}

fn columns(year: Option<i16>) -> Vec<Column> {
    let mut out = vec![
        Column::data("city_id", Kind::Text),
        Column::new("city", "City", Kind::Text),
        Column::new("city_zh", "Chinese", Kind::Text).sacrificed(7),
        Column::new("tier", "Tier", Kind::Text).sacrificed(6),
        Column::new("workforce", "Workforce", Kind::Count),
    ];
    if let Some(year) = year {
        out.push(Column::new("workforce_projected", format!("Workforce\n{year}"), Kind::Count));
        out.push(Column::data("projected_to", Kind::Number));
    }
    out.extend([
        Column::new("vacancies", "Vacancies", Kind::Count),
        Column::new("candidates", "Candidates", Kind::Count).sacrificed(5),
        Column::new("vacancy_rate", "Vacancy\nrate", Kind::Share).sacrificed(4),
        Column::new("supply_ratio", "Candidates\nper vacancy", Kind::Number),
        Column::new("vacancy_days", "Days to\nfill", Kind::Count),
        Column::new("cagr_pct", "Growth\na year", Kind::Change),
        Column::new("premium_low_pct", "Premium\nlow", Kind::Change).sacrificed(3),
        Column::new("premium_high_pct", "Premium\nhigh", Kind::Change).sacrificed(3),
        Column::new("dominant_roles", "Dominant roles", Kind::List).sacrificed(2),
        Column::data("effective", Kind::Date),
        Column::data("basis", Kind::Text),
        Column::data("source", Kind::Text),
        Column::data("section", Kind::Text),
    ]);
    out
}

fn cells(
    pack: &Pack,
    place: &Record<City>,
    market: Option<&Record<CityMarket>>,
    premium: Option<&Record<GeoDifferential>>,
    source: &str,
    sort: Option<CitySort>,
    year: Option<i16>,
) -> Result<(Option<Decimal>, Vec<Value>), DataError> {
    let workforce = market.map(|market| Decimal::from(market.workforce));
    let vacancies = market.map(|market| Decimal::from(market.vacancies));
    let candidates = market.and_then(|market| Decimal::from(market.vacancies).checked_mul(market.supply_ratio));
    let vacancy_rate = workforce
        .zip(vacancies)
        .and_then(|(workforce, vacancies)| vacancies.checked_div(workforce.checked_add(vacancies)?));
    let mut dominant: Vec<_> = pack.city_roles()?.iter().filter(|row| row.city == place.id).collect();
    dominant.sort_by_key(|row| row.rank);
    let mut roles = Vec::new();
    for row in dominant {
        roles.push(labels::role(pack, &row.role)?.to_owned());
    }
    let order = match sort {
        None | Some(CitySort::Name) => None,
        Some(CitySort::Workforce) => workforce,
        Some(CitySort::Vacancies) => vacancies,
        Some(CitySort::Candidates) => candidates,
        Some(CitySort::VacancyRate) => vacancy_rate,
        Some(CitySort::SupplyRatio) => market.map(|market| market.supply_ratio),
        Some(CitySort::VacancyDays) => market.map(|market| market.vacancy_days.into()),
        Some(CitySort::Cagr) => market.map(|market| market.cagr_pct),
        Some(CitySort::Premium) => premium.map(|premium| premium.high_pct),
    };
    let mut out: Vec<Value> = vec![
        place.id.as_str().into(),
        place.name.as_str().into(),
        place.name_zh.as_str().into(),
        place.tier.as_str().into(),
        workforce.into(),
    ];
    if let Some(year) = year {
        out.push(market.and_then(|market| projection::workforce(market, year).ok()).into());
        out.push(Decimal::from(year).into());
    }
    let origins: Vec<&Origin> =
        market.map(|market| &market.origin).into_iter().chain(premium.map(|premium| &premium.origin)).collect();
    let basis = (!origins.is_empty()).then(|| grounds::basis(Basis::Published, &origins));
    out.extend([
        vacancies.into(),
        candidates.into(),
        vacancy_rate.into(),
        market.map(|market| market.supply_ratio).into(),
        market.map(|market| market.vacancy_days).into(),
        market.map(|market| market.cagr_pct).into(),
        premium.map(|premium| premium.low_pct).into(),
        premium.map(|premium| premium.high_pct).into(),
        if roles.is_empty() { Value::Missing } else { Value::List(roles) },
        market.map(|market| market.effective.to_string()).into(),
        basis.into(),
        source.into(),
        market.map_or(&place.section, |market| &market.section).as_str().into(),
    ]);
    Ok((order, out))
}
