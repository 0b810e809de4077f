//! The answer of `roles --budget`: the roles and levels whose market range a budget reaches.

use std::collections::HashSet;

use jiff::civil::Date;

use super::cell::{
    Priced, Shared, Shown, cell_fields, is_hourly, other_mid, other_reading_fields, range_fields, unless,
};
use super::heading::{named_place, rate_without_city, unit};
use super::percentiles::percentile_fields;
use super::range_names::RangeNames;
use super::{notes, provenance};
use crate::answer::{Answer, Column, Fields, Kind, Note, NoteTarget, Value, Visibility};
use crate::iter::common_value;
use crate::money::{Decimal, grouped};
use crate::pack::{DataError, Labels, Pack};
use crate::pricing::{Conversion, Offer, Position, Quote, Reached, Reading};

/// A priced cell, and the budget compared with its market range.
#[derive(Debug, Clone)]
pub struct BudgetRow {
    /// The price.
    pub quote: Quote,
    /// The budget compared with the price.
    pub offer: Offer,
}

impl Priced for BudgetRow {
    fn quote(&self) -> &Quote {
        &self.quote
    }
}

impl BudgetRow {
    /// Whether the budget is at least the low end of the range.
    fn is_reached(&self) -> bool {
        matches!(self.offer.position, Position::Within | Position::Above)
    }

    /// The order of the rows: roles of match grade D last; else those with a mid at the budget or below first, the nearest first,
    /// then those with a mid above it, the nearest first.
    fn order(&self) -> (bool, bool, Decimal) {
        let gap = self.offer.gap;
        (self.quote.is_stretch(), gap.is_sign_negative() && !gap.is_zero(), gap.abs())
    }

    /// The order of levels by how well they fit the budget: ranges that hold it first, then the smallest gap to the mid.
    fn distance(&self) -> (bool, Decimal) {
        (self.offer.position != Position::Within, self.offer.gap.abs())
    }

    /// The ids of the documents that the row comes from, including those of the exchange rate for the budget.
    fn source(&self) -> String {
        let own = self.quote.sources();
        let rates = self.offer.converted.iter().map(Conversion::source);
        provenance::joined(std::iter::once(own.as_str()).chain(rates))
    }

    /// The words for a price from a median, or for percentiles.
    fn words(&self, of_range: &'static str, of_percentiles: &'static str) -> &'static str {
        if self.quote.percentiles.is_some() { of_percentiles } else { of_range }
    }

    /// The position of the budget in the range, for people.
    fn position_in_words(&self) -> &'static str {
        match self.offer.position {
            Position::Below => "below range",
            Position::Above => "above range",
            Position::Unknown => "",
            Position::Within if self.offer.gap.is_zero() => self.words("at mid", "at P50"),
            Position::Within if self.offer.gap.is_sign_negative() => self.words("below mid", "below P50"),
            Position::Within => self.words("above mid", "above P50"),
        }
    }
}

/// The rows that a budget reaches: first those with a mid at the budget or below, the nearest first, then those with a mid above
/// it; roles of match grade D last. People see one level of each role in a place, the nearest to the budget. A note counts the rows
/// that are out of reach.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn budget(pack: &Pack, rows: Vec<BudgetRow>, today: Date) -> Result<Answer, DataError> {
    let unit = unit(&rows.iter().map(|row| &row.quote).collect::<Vec<_>>());
    let (rows, unknown): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.offer.position != Position::Unknown);
    let (mut reached, beyond): (Vec<_>, Vec<_>) = rows.into_iter().partition(BudgetRow::is_reached);
    reached.sort_by_key(BudgetRow::order);
    let nearest_levels = nearest_levels(&reached);
    let quotes: Vec<&Quote> = reached.iter().map(|row| &row.quote).collect();
    let labels = pack.labels()?;
    let has_one_city = common_value(reached.iter().chain(&beyond).map(|row| &row.quote.cell.city)).is_some();
    // The title names what all rows share, also those that are not shown, and never the role.
    let in_title =
        Shared { role: false, ..Shared::of(&reached.iter().chain(&beyond).map(|row| &row.quote).collect::<Vec<_>>()) };
    let mut remarks: Vec<Note> = Vec::new();
    if nearest_levels.len() < reached.len() {
        let text = "the level nearest to the budget is shown for each role";
        remarks.push(Note::fact(text).advising("-f csv has every level").only_for(NoteTarget::Tables));
    }
    remarks.extend(out_of_reach(labels, &beyond, has_one_city).map(|text| match reached.as_slice() {
        // An empty table alone would look like a failure.
        [] => Note::warning(text),
        _ => Note::fact(text),
    }));
    if !unknown.is_empty() {
        remarks.push(Note::warning(format!(
            "{} left out: the end of the range at the budget is not published",
            unknown.len()
        )));
    }
    if !reached.is_empty() {
        if reached.iter().any(|row| row.quote.percentiles.is_none()) {
            remarks.push(Note::new("the budget is set against base salary, without the retention bonus"));
        }
        remarks.extend(notes::of_base_and_city(pack, &quotes, today)?);
    }
    let lead = reached.first().or(beyond.first()).map(|row| lead(row, &reached, &beyond)).unwrap_or_default();
    let sources: Vec<String> = reached.iter().map(BudgetRow::source).collect();
    Ok(Answer {
        title: title(pack, labels, &reached, &beyond)?,
        unit,
        lead,
        table: fields(labels, &quotes, in_title).table(&Shown::each(&reached)).in_small_money(is_hourly(&quotes)),
        condensed: Shown::condensed(&nearest_levels)
            .or_else(|| (nearest_levels.len() < reached.len()).then(|| Shown::each(&nearest_levels)))
            .map(|shown| fields(labels, &quotes, in_title).table(&shown).in_small_money(is_hourly(&quotes))),
        notes: remarks,
        sources: provenance::sources(pack, sources.iter().map(String::as_str))?,
        age: notes::age(&quotes, today),
        ..Answer::default()
    })
}

/// The nearest level of each role in each city, in the order of the rows.
fn nearest_levels(rows: &[BudgetRow]) -> Vec<BudgetRow> {
    let mut nearest: Vec<&BudgetRow> = rows.iter().collect();
    nearest.sort_by_key(|row| row.distance());
    let mut seen = HashSet::new();
    nearest.retain(|row| seen.insert((&row.quote.cell.role, &row.quote.cell.city)));
    nearest.sort_by_key(|row| row.order());
    nearest.into_iter().cloned().collect()
}

/// The title, with the city and level that all rows share.
fn title(pack: &Pack, labels: Labels<'_>, reached: &[BudgetRow], beyond: &[BudgetRow]) -> Result<String, DataError> {
    let cells = || reached.iter().chain(beyond).map(|row| &row.quote.cell);
    let place = match common_value(cells().map(|cell| cell.city.as_deref())) {
        Some(Some(city)) => Some(named_place(pack, city)?),
        Some(None) => reached.iter().chain(beyond).next().map(|row| rate_without_city(pack, &row.quote)).transpose()?,
        None => None,
    };
    let level =
        common_value(cells().map(|cell| &cell.level)).and_then(|level| labels.level_of(level)).map(str::to_lowercase);
    let parts = ["Roles within reach".to_owned()].into_iter().chain(place).chain(level);
    Ok(parts.collect::<Vec<_>>().join(", "))
}

/// A sentence that says how many ranges the budget reaches. `any` is one of the rows.
fn lead(any: &BudgetRow, reached: &[BudgetRow], beyond: &[BudgetRow]) -> String {
    let BudgetRow { quote, offer } = any;
    let within = reached.iter().filter(|row| row.offer.position == Position::Within).count();
    let (reach, above, all) = (reached.len(), reached.len() - within, reached.len() + beyond.len());
    let places = quote.period.people_places();
    let budget = format!("{} {} {}", quote.currency, grouped(offer.salary, places), quote.period.with_article());
    let by_other = match reach_by_other_reading(reached, beyond) {
        Some((reading, count)) if count != reach => format!(" ({}: {count})", reading.as_str()),
        _ => String::new(),
    };
    format!("{budget} reaches {reach} of {all} ranges{by_other}: within {within}, above {above}")
}

/// The other reading of the medians, and how many ranges the budget reaches by it; `None` where there is none.
fn reach_by_other_reading(reached: &[BudgetRow], beyond: &[BudgetRow]) -> Option<(Reading, usize)> {
    let rows = || reached.iter().chain(beyond);
    let reading = rows().find_map(|row| row.quote.other.as_ref())?.reading;
    // Percentiles have one reading only.
    let is_reached = |row: &&BudgetRow| match &row.quote.other {
        Some(other) => other.base.low <= row.offer.salary,
        None => row.is_reached(),
    };
    Some((reading, rows().filter(is_reached).count()))
}

/// The number of ranges above the budget, and the one with the lowest low end.
fn out_of_reach(labels: Labels<'_>, beyond: &[BudgetRow], has_one_city: bool) -> Option<String> {
    let cheapest = &beyond.iter().min_by_key(|row| row.quote.base.low)?.quote;
    let cell = &cheapest.cell;
    let place = cell.city.as_ref().filter(|_| !has_one_city);
    let place = place.map(|city| format!(", {}", labels.city(city))).unwrap_or_default();
    let level = labels.level_of(&cell.level).map(|level| format!(", {}", level.to_lowercase())).unwrap_or_default();
    let name = format!("{}{level}{place}", labels.role(&cell.role));
    let from = format!("{} {}", cheapest.currency, grouped(cheapest.base.low, cheapest.period.people_places()));
    Some(format!("{} out of reach, the cheapest {name}, from {from}", beyond.len()))
}

type Row<'a> = Shown<'a, BudgetRow>;

/// The columns; those that the title covers are for data only. A narrow screen drops the penetration first, then the ends of the
/// range, the ratio, the match grade and the other reading, and never the mid or the position.
fn fields<'a>(labels: Labels<'a>, quotes: &[&Quote], in_title: Shared) -> Fields<'a, Row<'a>> {
    let all_own_medians = quotes.iter().all(|quote| quote.is_own_role());
    let base = |column: Column, is_end: bool| if is_end { column.optional(4) } else { column };
    cell_fields::<BudgetRow>(labels, in_title, |_| Value::Missing)
        .with(Column::data("budget", Kind::Money), |row: &Row<'_>| row.row.offer.salary.into())
        .and(range_fields("base", &RangeNames::of(quotes), base, |quote| Some(quote.base)))
        .and(other_mid(quotes))
        .with(Column::new("market_ratio", "Market\nratio", Kind::Ratio).optional(3), |row| {
            row.row.offer.market_ratio.into()
        })
        .with(Column::new("range_penetration", "Range\npenetration", Kind::Share).optional(5), |row| {
            row.row.offer.range_penetration.into()
        })
        .with(Column::data("position", Kind::Text), |row| row.row.offer.position.word().into())
        .with(Column::new("position_in_words", "Budget is", Kind::Text).only(Visibility::People), |row| {
            row.row.position_in_words().into()
        })
        .with(Column::data("geo_basis", Kind::Text), |row| row.quote().geo_basis.to_string().into())
        .with(Column::data("basis", Kind::Text), |row| row.quote().basis().as_str().into())
        .with(unless(all_own_medians, Column::new("match_grade", "Match\ngrade", Kind::Text).drop_order(2)), |row| {
            row.quote().match_grade.as_str().into()
        })
        .with(Column::data("reading", Kind::Text), |row| row.quote().reading.map(Reading::as_str).into())
        .with(Column::data("effective", Kind::Date), |row| row.quote().effective.to_string().into())
        .with(Column::data("source", Kind::Text), |row| row.row.source().into())
        .and(other_reading_fields())
        .with(Column::data("alt_market_ratio", Kind::Ratio), |row| row.row.offer.other_market_ratio.into())
        .and(percentile_fields(quotes))
        .with(Column::data("percentile", Kind::Text), |row| row.row.offer.reached.map(Reached::data).into())
        .in_one_line("role")
}
