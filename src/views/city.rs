//! The answer of `city`: the job market of cities.

use super::{projection, provenance};
use crate::answer::{Answer, Column, Fields, Kind, Layout, Note, Value};
use crate::iter::common_value;
use crate::money::Decimal;
use crate::pack::{Basis, City, CityMarket, DataError, GeoDifferential, Origin, Pack, Record};
use crate::pricing::has_percentiles_only;
use crate::shell::shell_quoted;

/// The order of cities.
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

impl CitySort {
    /// Every order, in the order of the columns.
    pub const ALL: [CitySort; 9] = [
        CitySort::Name,
        CitySort::Workforce,
        CitySort::Vacancies,
        CitySort::Candidates,
        CitySort::VacancyRate,
        CitySort::SupplyRatio,
        CitySort::VacancyDays,
        CitySort::Cagr,
        CitySort::Premium,
    ];

    /// The word on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            CitySort::Name => "name",
            CitySort::Workforce => "workforce",
            CitySort::Vacancies => "vacancies",
            CitySort::Candidates => "candidates",
            CitySort::VacancyRate => "vacancy-rate",
            CitySort::SupplyRatio => "supply-ratio",
            CitySort::VacancyDays => "vacancy-days",
            CitySort::Cagr => "cagr",
            CitySort::Premium => "premium",
        }
    }
}

/// The answer of `city`: a row for each city, or a card when there is one.
///
/// With `year`, the workforce is also projected to the end of that year by the published growth, compounded yearly from the year of
/// the effective date.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn city(pack: &Pack, ids: &[String], sort: Option<CitySort>, year: Option<i16>) -> Result<Answer, DataError> {
    let mut rows: Vec<CityRow<'_>> = Vec::new();
    for id in ids {
        let Some(place) = pack.cities()?.get(id) else { continue };
        rows.push(CityRow::new(pack, place, year)?);
    }
    match sort {
        Some(CitySort::Name) => rows.sort_by(|one, other| one.place.name.cmp(&other.place.name)),
        // Few candidates first. Cities without the figure come last.
        Some(sort @ CitySort::SupplyRatio) => rows.sort_by_key(|row| (row.figure(sort).is_none(), row.figure(sort))),
        Some(sort) => {
            rows.sort_by_key(|row| (row.figure(sort).is_none(), std::cmp::Reverse(row.figure(sort))));
        }
        None => {}
    }
    let without_market: Vec<&str> =
        rows.iter().filter(|row| row.market.is_none()).map(|row| row.place.name.as_str()).collect();
    let sources: Vec<String> = rows.iter().map(CityRow::source).collect();
    let card = rows.len() == 1;
    let premiums = pack.geo_differentials()?;
    let references = premiums.iter().map(|row| premiums.text_of(row, |row| &row.relative_to));
    let mut notes = vec![
        Note::new(
            "candidates = vacancies × candidates per vacancy; vacancy rate = vacancies ÷ (workforce + vacancies)",
        ),
        Note::new(match common_value(references) {
            Some(reference) if !reference.is_empty() => {
                format!("{PLENTY}; the city premium is over the reference rate of {reference}")
            }
            _ => PLENTY.to_owned(),
        }),
    ];
    if let Some(year) = year {
        notes.push(Note::new(format!(
            "workforce at {year} is computed: today's, compounded yearly at the forecast growth; vacancies are not projected"
        )));
    }
    if !without_market.is_empty() {
        let note = no_market(&without_market);
        notes.push(match without_market.as_slice() {
            [only] if has_percentiles_only(pack)? => {
                note.advising(format!("`payband benchmark all {}` shows what roles pay there", shell_quoted(only)))
            }
            _ => note,
        });
    }
    notes.extend(provenance::caveats(pack, &["city_market", "city_roles", "geo_differentials"])?);
    Ok(Answer {
        title: match (ids, card) {
            ([only], true) => pack.city_name(only)?.to_owned(),
            _ => "City markets".to_owned(),
        },
        table: fields(year).table(&rows),
        layout: if card { Layout::Card } else { Layout::Grid },
        notes,
        sources: provenance::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// A published figure of the market of a city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CityFigure {
    /// The number of people at work.
    Workforce,
    /// The number of open positions.
    Vacancies,
    /// The number of candidates for each open position.
    SupplyRatio,
    /// The days that a position stays open.
    VacancyDays,
    /// The forecast growth a year. The source need not say of what.
    Cagr,
}

impl CityFigure {
    fn column(self) -> Column {
        match self {
            CityFigure::Workforce => Column::new("workforce", "Workforce", Kind::Count),
            CityFigure::Vacancies => Column::new("vacancies", "Vacancies", Kind::Count),
            CityFigure::SupplyRatio => Column::new("supply_ratio", "Candidates\nper vacancy", Kind::Number),
            CityFigure::VacancyDays => Column::new("vacancy_days", "Days to\nfill", Kind::Count),
            CityFigure::Cagr => Column::new("cagr_pct", "Forecast\nCAGR", Kind::Change),
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

/// Chosen figures of the markets of cities, with the notes, caveats and sources of these figures only.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn city_figures(pack: &Pack, ids: &[String], figures: &[CityFigure]) -> Result<Answer, DataError> {
    let mut fields = Fields::new()
        .with(Column::data("city_id", Kind::Text), |row: &CityMarketRow<'_>| row.id.into())
        .with(Column::new("city", "City", Kind::Text), |row| row.name.into());
    let mut selectors: Vec<String> = Vec::new();
    for figure in figures {
        let column = figure.column();
        selectors.extend(ids.iter().map(|id| format!("city_market.{}:{id}", column.name)));
        fields = fields.with(column, |row| row.market.map(|market| figure.of(market)).into());
    }
    let fields = fields
        .with(Column::data("effective", Kind::Date), |row| row.market.map(|market| market.effective.to_string()).into())
        .with(Column::data("basis", Kind::Text), |row| {
            row.market.map(|market| provenance::basis(Basis::Published, &[&market.origin])).into()
        })
        .with(Column::data("source", Kind::Text), |row| row.source().into())
        .with(Column::data("section", Kind::Text), |row| row.market.map(|market| market.section.as_str()).into());
    let mut rows: Vec<CityMarketRow<'_>> = Vec::new();
    for id in ids {
        rows.push(CityMarketRow { id, name: pack.city_name(id)?, market: pack.city_market()?.get(id) });
    }
    let without_market: Vec<&str> = rows.iter().filter(|row| row.market.is_none()).map(|row| row.name).collect();
    let sources: Vec<String> = rows.iter().filter_map(CityMarketRow::source).collect();
    let mut notes = Vec::new();
    if figures.contains(&CityFigure::SupplyRatio) {
        notes.push(Note::new(PLENTY));
    }
    if !without_market.is_empty() {
        notes.push(no_market(&without_market));
    }
    notes.extend(provenance::caveats(pack, &selectors)?);
    Ok(Answer {
        title: match ids {
            [only] => pack.city_name(only)?.to_owned(),
            _ => "City markets".to_owned(),
        },
        table: fields.table(&rows),
        notes,
        sources: provenance::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// Explains the number of candidates per vacancy.
const PLENTY: &str = "above 2 candidates per vacancy is plenty";

/// The most cities that a warning names.
const MAX_NAMED_CITIES: usize = 12;

/// A warning that names the cities without market figures, or counts them.
fn no_market(cities: &[&str]) -> Note {
    let named = if cities.len() <= MAX_NAMED_CITIES { cities.join(", ") } else { format!("{} places", cities.len()) };
    Note::warning(format!("no market figures are published for {named}"))
}

/// A city, and the row of its market where there is one.
struct CityMarketRow<'p> {
    id: &'p str,
    name: &'p str,
    market: Option<&'p Record<CityMarket>>,
}

impl CityMarketRow<'_> {
    /// The ids of the documents that its market comes from.
    fn source(&self) -> Option<String> {
        self.market.map(|market| market.origin.naming(&market.source))
    }
}

/// A city with its published and derived figures.
struct CityRow<'p> {
    place: &'p Record<City>,
    market: Option<&'p Record<CityMarket>>,
    premium: Option<&'p Record<GeoDifferential>>,
    dominant_roles: Vec<String>,
    projected: Option<Decimal>,
}

impl<'p> CityRow<'p> {
    fn new(pack: &'p Pack, place: &'p Record<City>, year: Option<i16>) -> Result<Self, DataError> {
        let market = pack.city_market()?.get(&place.id);
        let mut dominant: Vec<_> = pack.city_roles()?.iter().filter(|row| row.city == place.id).collect();
        dominant.sort_by_key(|row| row.position);
        let mut dominant_roles = Vec::new();
        for row in dominant {
            dominant_roles.push(pack.role_title(&row.role)?.to_owned());
        }
        Ok(CityRow {
            place,
            market,
            premium: pack.geo_differentials()?.get(&place.id),
            dominant_roles,
            projected: market.zip(year).and_then(|(market, year)| projection::workforce(market, year).ok()),
        })
    }

    fn workforce(&self) -> Option<Decimal> {
        self.market.map(|market| market.workforce.into())
    }

    fn vacancies(&self) -> Option<Decimal> {
        self.market.map(|market| market.vacancies.into())
    }

    /// Vacancies × candidates per vacancy.
    fn candidates(&self) -> Option<Decimal> {
        self.market.and_then(|market| Decimal::from(market.vacancies).checked_mul(market.supply_ratio))
    }

    /// Vacancies ÷ (workforce + vacancies).
    fn vacancy_rate(&self) -> Option<Decimal> {
        let (workforce, vacancies) = self.workforce().zip(self.vacancies())?;
        vacancies.checked_div(workforce.checked_add(vacancies)?)
    }

    /// The figure to sort by; `None` for names.
    fn figure(&self, sort: CitySort) -> Option<Decimal> {
        match sort {
            CitySort::Name => None,
            CitySort::Workforce => self.workforce(),
            CitySort::Vacancies => self.vacancies(),
            CitySort::Candidates => self.candidates(),
            CitySort::VacancyRate => self.vacancy_rate(),
            CitySort::SupplyRatio => self.market.map(|market| market.supply_ratio),
            CitySort::VacancyDays => self.market.map(|market| market.vacancy_days.into()),
            CitySort::Cagr => self.market.map(|market| market.cagr_pct),
            CitySort::Premium => self.premium.map(|premium| premium.high_pct),
        }
    }

    /// The origins of the rows with its figures.
    fn origins(&self) -> Vec<&Origin> {
        let market = self.market.map(|market| &market.origin);
        market.into_iter().chain(self.premium.map(|premium| &premium.origin)).collect()
    }

    /// The ids of the documents that its figures come from, or that the city itself comes from where it has no figures.
    fn source(&self) -> String {
        let mut named: Vec<String> = Vec::new();
        named.extend(self.market.map(|market| market.origin.naming(&market.source)));
        named.extend(self.premium.map(|premium| premium.origin.naming(&premium.source)));
        if named.is_empty() {
            named.push(self.place.origin.naming(&self.place.source));
        }
        provenance::joined(named.iter().map(String::as_str))
    }
}

fn fields<'p>(year: Option<i16>) -> Fields<'p, CityRow<'p>> {
    let fields = Fields::new()
        .with(Column::data("city_id", Kind::Text), |row: &CityRow<'_>| row.place.id.as_str().into())
        .with(Column::new("city", "City", Kind::Text), |row| row.place.name.as_str().into())
        .with(Column::new("city_zh", "Chinese", Kind::Text).drop_order(7), |row| row.place.name_zh.as_str().into())
        .with(Column::new("tier", "Tier", Kind::Text).drop_order(6), |row| row.place.tier.as_str().into())
        .with(Column::new("workforce", "Workforce", Kind::Count), |row| row.workforce().into())
        .with(Column::new("vacancies", "Vacancies", Kind::Count), |row| row.vacancies().into())
        .with(Column::new("candidates", "Candidates", Kind::Count).drop_order(5), |row| row.candidates().into())
        .with(Column::new("vacancy_rate", "Vacancy\nrate", Kind::Share).drop_order(4), |row| row.vacancy_rate().into())
        .with(Column::new("supply_ratio", "Candidates\nper vacancy", Kind::Number), |row| {
            row.market.map(|market| market.supply_ratio).into()
        })
        .with(Column::new("vacancy_days", "Days to\nfill", Kind::Count), |row| {
            row.market.map(|market| market.vacancy_days).into()
        })
        .with(Column::new("cagr_pct", "Forecast\nCAGR", Kind::Change), |row| {
            row.market.map(|market| market.cagr_pct).into()
        })
        .with(Column::new("premium_low_pct", "Premium\nlow", Kind::Change).drop_order(3), |row| {
            row.premium.map(|premium| premium.low_pct).into()
        })
        .with(Column::new("premium_high_pct", "Premium\nhigh", Kind::Change).drop_order(3), |row| {
            row.premium.map(|premium| premium.high_pct).into()
        })
        .with(Column::new("dominant_roles", "Dominant roles", Kind::List).drop_order(8), |row| {
            Value::list(row.dominant_roles.clone())
        })
        .with(Column::data("effective", Kind::Date), |row| row.market.map(|market| market.effective.to_string()).into())
        .with(Column::data("basis", Kind::Text), |row| {
            let origins = row.origins();
            (!origins.is_empty()).then(|| provenance::basis(Basis::Published, &origins)).into()
        })
        .with(Column::data("source", Kind::Text), |row| row.source().into())
        .with(Column::data("section", Kind::Text), |row| {
            row.market.map_or(&row.place.section, |market| &market.section).as_str().into()
        });
    match year {
        None => fields,
        // At the end, so that the positions of the others hold.
        Some(year) => fields
            .with(Column::new("workforce_projected", format!("Workforce\n{year}"), Kind::Count), |row| {
                row.projected.into()
            })
            .with(Column::data("projected_to", Kind::Number), move |_| Decimal::from(year).into()),
    }
}
