//! The market range of cells, a row each.

use jiff::civil::Date;

use super::cell::{Shared, cell_fields, unless};
use super::explain;
use super::grounds;
use super::labels::{self, Labels, common};
use crate::answer::{Answer, Column, Fields, Kind, Note, Value};
use crate::money::{Decimal, Interval, Period};
use crate::pack::{DataError, Pack};
use crate::pricing::{Conversion, GeoBasis, Offer, Quote, Reading, Step, StepBasis, StepKind, Uplift};

/// A priced cell, and the pay that the caller sets beside it.
#[derive(Debug, Clone)]
pub struct BenchmarkRow {
    /// The price.
    pub quote: Quote,
    /// An offer or salary against it.
    pub offer: Option<Offer>,
    /// The gain from a candidate's present pay.
    pub uplift: Option<Uplift>,
}

impl From<Quote> for BenchmarkRow {
    fn from(quote: Quote) -> Self {
        BenchmarkRow { quote, offer: None, uplift: None }
    }
}

impl BenchmarkRow {
    /// How the pay beside the price was changed into the price's currency.
    fn converted(&self) -> impl Iterator<Item = &Conversion> {
        let offer = self.offer.iter().flat_map(|offer| &offer.converted);
        offer.chain(self.uplift.iter().flat_map(|uplift| &uplift.converted))
    }

    /// What the offer says; nothing without one.
    fn offer<T: Into<Value>>(&self, pick: impl FnOnce(&Offer) -> T) -> Value {
        self.offer.as_ref().map(pick).into()
    }

    /// The documents behind the row, those behind rates of exchange for the pay beside it included.
    fn sources(&self) -> String {
        let own = self.quote.sources();
        grounds::joined(std::iter::once(own.as_str()).chain(self.converted().map(|conversion| conversion.source())))
    }
}

/// The answer of `benchmark`.
///
/// `with_salary` and `with_current` say whether the caller gave such pay at all: their columns are there even where an
/// open-ended pay leaves every cell empty.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn benchmark(
    pack: &Pack,
    rows: &[BenchmarkRow],
    with_salary: bool,
    with_current: bool,
    today: Date,
) -> Result<Answer, DataError> {
    let quotes: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
    let notes = notes(pack, &quotes, today)?;
    answer(pack, rows, with_salary, with_current, notes)
}

/// The same ranges where the market of their cities is told elsewhere, or not at all: pictures, and a part of a page.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn ranges(pack: &Pack, rows: &[BenchmarkRow], today: Date) -> Result<Answer, DataError> {
    let quotes: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
    let notes = price_notes(pack, &quotes, Vec::new(), today)?;
    answer(pack, rows, false, false, notes)
}

fn answer(
    pack: &Pack,
    rows: &[BenchmarkRow],
    with_salary: bool,
    with_current: bool,
    mut notes: Vec<Note>,
) -> Result<Answer, DataError> {
    let quotes: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
    let mut rates: Vec<String> = rows.iter().flat_map(BenchmarkRow::converted).map(Conversion::describe).collect();
    rates.dedup();
    notes.splice(0..0, rates.into_iter().map(|rate| Note::new(format!("the pay given is converted at {rate}"))));
    let fields = fields(Labels::of(pack)?, &quotes, with_salary, with_current);
    Ok(Answer {
        title: title(pack, &quotes)?,
        unit: unit(&quotes),
        table: fields.table(rows),
        notes,
        sources: grounds::sources(
            pack,
            rows.iter().map(BenchmarkRow::sources).collect::<Vec<_>>().iter().map(String::as_str),
        )?,
        ..Answer::default()
    })
}

/// What all quotes have in common, for the line above a table.
pub(super) fn title(pack: &Pack, quotes: &[&Quote]) -> Result<String, DataError> {
    let mut parts = Vec::new();
    if let Some(role) = common(quotes.iter().map(|quote| &quote.cell.role)) {
        parts.push(labels::role(pack, role)?.to_owned());
    }
    match common(quotes.iter().map(|quote| &quote.cell.city)) {
        Some(Some(city)) => parts.push(labels::city(pack, city)?.to_owned()),
        Some(None) => {
            if let Some(basis) = common(quotes.iter().map(|quote| &quote.geo_basis)) {
                parts.push(if *basis == GeoBasis::Given { "given city premium".to_owned() } else { basis.to_string() });
            }
        }
        None => {}
    }
    if let Some(level) = common(quotes.iter().map(|quote| &quote.cell.level)) {
        parts.push(labels::level(pack, level)?.to_lowercase());
    }
    if parts.is_empty() {
        parts.push("Market ranges".to_owned());
    }
    Ok(parts.join(", "))
}

/// What the money is, such as `USD a year` or `CNY a month (of 13)`.
pub(super) fn unit(quotes: &[&Quote]) -> String {
    let Some(quote) = quotes.first() else { return String::new() };
    match quote.period {
        Period::Year => format!("{} a year", quote.currency),
        Period::Month => format!("{} a month, {} paid a year", quote.currency, quote.months.normalize()),
    }
}

/// The three points of a range as columns of money. A narrow screen drops the ends and the mid in these turns.
fn range<'a, R: 'a>(
    name: &'static str,
    heading: &str,
    (ends_go, mid_goes): (u8, u8),
    range: impl Fn(&R) -> Option<Interval> + Copy + 'a,
) -> Fields<'a, R> {
    let column = |end: &str, goes: u8| {
        Column::new(format!("{name}_{end}"), format!("{heading}\n{end}"), Kind::Money).sacrificed(goes)
    };
    Fields::new()
        .with(column("low", ends_go), move |row| range(row).map(|range| range.low).into())
        .with(column("mid", mid_goes), move |row| range(row).map(|range| range.mid).into())
        .with(column("high", ends_go), move |row| range(row).map(|range| range.high).into())
}

/// The columns of a price.
fn price_fields<'a>(labels: Labels<'a>, quotes: &[&Quote]) -> Fields<'a, Quote> {
    let shared = Shared::of(quotes);
    // Where some rows have a city and some have none, this column says what those without are.
    let some_without_city = quotes.iter().any(|quote| quote.cell.city.is_none());
    let all_published_places = !quotes.is_empty()
        && (shared.city || !some_without_city)
        && quotes.iter().all(|quote| matches!(quote.geo_basis, GeoBasis::Published | GeoBasis::National(_)));
    let all_own_medians = !quotes.is_empty() && quotes.iter().all(|quote| quote.match_grade == "A");
    cell_fields(labels, shared)
        .with(Column::data("currency", Kind::Text), |quote| quote.currency.as_str().into())
        .with(Column::data("period", Kind::Text), |quote| quote.period.as_str().into())
        .and(range("base", "Base salary", (0, 0), |quote: &Quote| Some(quote.base)))
        .and(range("retention", "Retention", (7, 3), |quote: &Quote| quote.retention))
        .and(range("total", "Base + retention", (2, 0), |quote: &Quote| Some(quote.total)))
        .with(Column::new("yoy_pct", "Year on\nyear", Kind::Change).sacrificed(5), |quote| quote.yoy_pct.into())
        .with(Column::data("effective", Kind::Date), |quote| quote.effective.to_string().into())
        .with(Column::data("reading", Kind::Text), |quote| quote.reading.as_str().into())
        .with(
            unless(all_published_places, Column::new("geo_basis", "City\npremium", Kind::Text).sacrificed(4)),
            |quote| quote.geo_basis.to_string().into(),
        )
        .with(Column::data("basis", Kind::Text), |quote| quote.basis().as_str().into())
        .with(unless(all_own_medians, Column::new("match_grade", "Match\ngrade", Kind::Text).sacrificed(4)), |quote| {
            quote.match_grade.as_str().into()
        })
}

/// The columns of pay set against a price.
fn offer_fields<'a>() -> Fields<'a, BenchmarkRow> {
    Fields::new()
        .with(Column::data("salary", Kind::Money), |row: &BenchmarkRow| row.offer(|offer| offer.salary))
        .with(Column::new("market_ratio", "Market\nratio", Kind::Ratio), |row| row.offer(|offer| offer.market_ratio))
        .with(Column::new("gap", "Gap to\nmid", Kind::Money).sacrificed(6), |row| row.offer(|offer| offer.gap))
        .with(Column::new("range_penetration", "Range\npenetration", Kind::Share).sacrificed(6), |row| {
            row.offer(|offer| offer.range_penetration)
        })
        .with(Column::new("position", "Position", Kind::Text), |row| row.offer(|offer| offer.position.as_str()))
}

/// The columns of the gain from present pay.
fn uplift_fields<'a>() -> Fields<'a, BenchmarkRow> {
    let uplift = |row: &BenchmarkRow, pick: fn(&Interval) -> Decimal| -> Value {
        row.uplift.as_ref().map(|uplift| pick(&uplift.uplift)).into()
    };
    Fields::new()
        .with(Column::data("current", Kind::Money), |row: &BenchmarkRow| {
            row.uplift.as_ref().map(|uplift| uplift.current).into()
        })
        .with(Column::new("uplift_low", "Uplift to\nlow", Kind::ShareChange), move |row| uplift(row, |range| range.low))
        .with(Column::new("uplift_mid", "Uplift to\nmid", Kind::ShareChange), move |row| uplift(row, |range| range.mid))
        .with(Column::new("uplift_high", "Uplift to\nhigh", Kind::ShareChange), move |row| {
            uplift(row, |range| range.high)
        })
}

fn fields<'a>(
    labels: Labels<'a>,
    quotes: &[&Quote],
    with_salary: bool,
    with_current: bool,
) -> Fields<'a, BenchmarkRow> {
    let mut fields = price_fields(labels, quotes)
        .of(|row: &BenchmarkRow| &row.quote)
        .with(Column::data("source", Kind::Text), |row| row.sources().into());
    if with_salary {
        fields = fields.and(offer_fields());
    }
    if with_current {
        fields = fields.and(uplift_fields());
    }
    fields.with(Column::data("trace", Kind::Nested), |row| Value::Nested(explain::steps(&row.quote.trace)))
}

/// The notes under ranges: the markets of the cities, how the figures were made, what could mislead, the caveats.
pub(super) fn notes(pack: &Pack, quotes: &[&Quote], today: Date) -> Result<Vec<Note>, DataError> {
    let mut out = Vec::new();
    let mut uses: Vec<&str> = Vec::new();
    let mut cities: Vec<&str> = Vec::new();
    for city in quotes.iter().filter_map(|quote| quote.cell.city.as_deref()) {
        if !cities.contains(&city) {
            cities.push(city);
        }
    }
    for id in cities {
        if let Some(market) = pack.city_market()?.get(id) {
            out.push(Note::new(format!(
                "{}: {} vacancies, {} candidates per vacancy, {} days to fill",
                labels::city(pack, id)?,
                crate::money::grouped(market.vacancies.into(), 0),
                market.supply_ratio.normalize(),
                market.vacancy_days
            )));
            uses.extend(["city_market.vacancies", "city_market.supply_ratio", "city_market.vacancy_days"]);
        }
    }
    out.extend(price_notes(pack, quotes, uses, today)?);
    Ok(out)
}

/// The caveats that affect base salary as it was priced, without those of the bonus.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn base_caveats(pack: &Pack, quotes: &[Quote]) -> Result<Vec<Note>, DataError> {
    let steps = quotes.iter().flat_map(|quote| &quote.trace);
    let mut uses: Vec<&str> = Vec::new();
    for step in steps.filter(|step| step.kind != StepKind::Retention) {
        uses.push(&step.used);
        if step.basis == StepBasis::Slotted {
            uses.push("roles.slotted_to");
        }
    }
    uses.retain(|used| !used.is_empty());
    grounds::caveats(pack, &uses)
}

/// How prices were made, what could mislead, and the caveats that affect them and what else is used beside them.
pub(super) fn price_notes<'a>(
    pack: &Pack,
    quotes: &'a [&Quote],
    mut uses: Vec<&'a str>,
    today: Date,
) -> Result<Vec<Note>, DataError> {
    let mut out = Vec::new();
    let steps = || quotes.iter().flat_map(|quote| &quote.trace);
    uses.extend(steps().map(|step| step.used.as_str()).filter(|used| !used.is_empty()));
    if let Some(quote) = quotes.first() {
        let (text, advice) = match quote.reading {
            Reading::Literal => (
                "literal reading: the median is taken as the second-tier rate at entry level, and premiums go on top; an \
                 analyst may prefer the calibrated reading",
                "--reading calibrated gives it",
            ),
            Reading::Calibrated => (
                "calibrated reading: the median is taken as the mean over the cities with a known workforce, at mid level; \
                 the literal reading puts the premiums on top of it",
                "--reading literal gives that",
            ),
        };
        out.push(Note::new(text).advising(advice));
    }
    let reading = quotes.first().map_or(Reading::Literal, |quote| quote.reading);
    out.push(Note::new(grounds::not_percentiles(reading)));
    out.extend(assumptions(pack, quotes)?);
    if let Some(oldest) = quotes.iter().map(|quote| quote.effective).min() {
        out.extend(grounds::age(oldest, today));
    }
    if steps().any(|step| step.basis == StepBasis::Slotted) {
        uses.push("roles.slotted_to");
    }
    uses.sort_unstable();
    uses.dedup();
    out.extend(grounds::caveats(pack, &uses)?);
    Ok(out)
}

/// Says that a role is priced from another one's median, where it is.
pub(super) fn slotted(pack: &Pack, role: &str, trace: &[Step]) -> Result<Option<Note>, DataError> {
    let title = labels::role(pack, role)?;
    let step = trace.iter().find(|step| step.kind == StepKind::Median && step.basis == StepBasis::Slotted);
    Ok(step.map(|step| Note::warning(format!("{title} has no published median: priced from the {}", step.name))))
}

/// What was taken for what in some rows: slotting, cities and levels without a figure of their own, the rate of exchange.
fn assumptions(pack: &Pack, quotes: &[&Quote]) -> Result<Vec<Note>, DataError> {
    let mut out: Vec<Note> = Vec::new();
    let mut add = |note: Note| {
        if !out.contains(&note) {
            out.push(note);
        }
    };
    for quote in quotes {
        slotted(pack, &quote.cell.role, &quote.trace)?.into_iter().for_each(&mut add);
        for step in &quote.trace {
            match (step.kind, &step.basis) {
                (StepKind::Currency, _) => add(Note::new(format!("converted at {}", step.name))),
                (StepKind::City | StepKind::Retention, StepBasis::Given)
                | (StepKind::ForeignHire | StepKind::Ageing, _) => {
                    add(Note::new(format!("used: {}", step.name)));
                }
                _ => {}
            }
        }
        if quote.geo_basis == GeoBasis::NonePublished
            && let Some(city) = &quote.cell.city
        {
            let city = labels::city(pack, city)?;
            add(Note::warning(format!("no city premium is published for {city}: priced at the reference rate"))
                .advising("--city-premium gives one"));
        }
        if let Some(level) = &quote.priced_as {
            let (asked, used) = (labels::level(pack, &quote.cell.level)?, labels::level(pack, level)?);
            add(Note::warning(format!(
                "no figure is published for {}: priced as {}",
                asked.to_lowercase(),
                used.to_lowercase()
            )));
        }
    }
    Ok(out)
}
