//! The answer of `benchmark`: the market range of each cell.

use std::collections::HashSet;

use jiff::civil::Date;

use super::benchmark_row::BenchmarkRow;
use super::cell::{
    Priced, Shared, Shown, cell_fields, has_bonus, is_hourly, other_mid, other_reading_fields, range_fields, unless,
};
use super::heading::Heading;
use super::notes::NoteFacts;
use super::percentiles::{outer_percentile, percentile_fields};
use super::range_names::RangeNames;
use super::step_text::rate_of_exchange;
use super::{explain, notes, provenance};
use crate::answer::{Answer, Column, Fields, Kind, Note, Table, Value};
use crate::money::{Decimal, Interval};
use crate::pack::{DataError, Labels, Pack};
use crate::pricing::{GeoBasis, MissingEnds, Quote, Reached, Reading};

/// What an answer has beside prices. Columns are there even where open-ended pay leaves all of their cells empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BenchmarkParts {
    /// The columns of an offer or salary.
    pub salary: bool,
    /// The columns of a candidate's present pay.
    pub current: bool,
    /// The steps of each price, for formats that can hold them. They take more memory than the rest of a row.
    pub traces: bool,
    /// Caveats and sources, for output that prints them. To read and choose them takes a tenth of the time of one price.
    pub footnotes: bool,
}

impl Default for BenchmarkParts {
    fn default() -> Self {
        BenchmarkParts { salary: false, current: false, traces: false, footnotes: true }
    }
}

/// The answer of `benchmark`.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn benchmark(pack: &Pack, rows: &[BenchmarkRow], parts: BenchmarkParts, today: Date) -> Result<Answer, DataError> {
    let mut summary = BenchmarkSummary::default();
    summary.add(pack, rows)?;
    let mut answer = summary.answer(pack, parts, today)?;
    let reached = |row: &BenchmarkRow| row.offer.as_ref().and_then(|offer| offer.reached);
    if rows.iter().any(|row| matches!(reached(row), Some(Reached::Interpolated(_)))) {
        answer
            .notes
            .push(Note::new("a percentile between two published ones is interpolated, linear between their amounts"));
    }
    with_rows(pack, rows, parts, answer)
}

/// Like [`benchmark`], without the note on the market of the city: for charts and for parts of a page.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn ranges(pack: &Pack, rows: &[BenchmarkRow], today: Date) -> Result<Answer, DataError> {
    let mut summary = BenchmarkSummary::default();
    summary.add(pack, rows)?;
    with_rows(pack, rows, BenchmarkParts::default(), summary.without_city(pack, BenchmarkParts::default(), today)?)
}

/// The table of some rows, for data. The data columns are the same whatever the rows, so that a long table can be made piece by
/// piece.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn benchmark_rows(pack: &Pack, rows: &[BenchmarkRow], parts: BenchmarkParts) -> Result<Table, DataError> {
    let quotes: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
    Ok(fields(pack.labels()?, &quotes, has_bonus(pack, &quotes)?, parts)
        .table(&Shown::each(rows))
        .in_small_money(is_hourly(&quotes)))
}

/// What an answer of `benchmark` says beside its rows. Rows are added piece by piece and need not be held.
#[derive(Debug, Default)]
pub struct BenchmarkSummary {
    heading: Heading,
    facts: NoteFacts,
    /// The exchange rates of the pay given, as they follow each other.
    rates: Vec<String>,
    /// The distinct `source` cells, in the order of their first row.
    sources: Vec<String>,
    seen_sources: HashSet<String>,
}

impl BenchmarkSummary {
    /// Adds rows.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn add(&mut self, pack: &Pack, rows: &[BenchmarkRow]) -> Result<(), DataError> {
        for row in rows {
            self.heading.add(&row.quote);
            self.facts.add(pack, &row.quote)?;
            self.rates.extend(row.converted().map(rate_of_exchange));
            self.rates.dedup();
            let sources = row.sources();
            if !self.seen_sources.contains(&sources) {
                self.seen_sources.insert(sources.clone());
                self.sources.push(sources);
            }
        }
        Ok(())
    }

    /// The answer about the rows added so far, without a table.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn answer(&self, pack: &Pack, parts: BenchmarkParts, today: Date) -> Result<Answer, DataError> {
        let mut answer = self.without_city(pack, parts, today)?;
        if let Some(city) = self.heading.city() {
            answer.notes.splice(self.rates.len()..self.rates.len(), notes::market_of(pack, city)?);
        }
        Ok(answer)
    }

    /// Like [`BenchmarkSummary::answer`], without the note on the market of the city.
    fn without_city(&self, pack: &Pack, parts: BenchmarkParts, today: Date) -> Result<Answer, DataError> {
        let rates = self.rates.iter().map(|rate| Note::new(format!("the pay given is converted at {rate}")));
        let mut notes: Vec<Note> = rates.chain(self.facts.notes(pack, today)?).collect();
        let mut sources = Vec::new();
        if parts.footnotes {
            notes.extend(self.facts.caveats(pack)?);
            sources = provenance::sources(pack, self.sources.iter().map(String::as_str))?;
        }
        Ok(Answer {
            title: self.heading.title(pack)?,
            unit: self.heading.unit(),
            notes,
            sources,
            age: self.facts.age(today),
            ..Answer::default()
        })
    }
}

fn with_rows(pack: &Pack, rows: &[BenchmarkRow], parts: BenchmarkParts, answer: Answer) -> Result<Answer, DataError> {
    let quotes: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
    let labels = pack.labels()?;
    let (has_bonus, is_small) = (has_bonus(pack, &quotes)?, is_hourly(&quotes));
    Ok(Answer {
        table: fields(labels, &quotes, has_bonus, parts).table(&Shown::each(rows)).in_small_money(is_small),
        condensed: Shown::condensed(rows)
            .map(|shown| fields(labels, &quotes, has_bonus, parts).table(&shown).in_small_money(is_small)),
        ..answer
    })
}

/// A row of the table for people or data.
type Row<'a> = Shown<'a, BenchmarkRow>;

/// The columns of a price. A narrow screen drops growth and the ends of the bonus first, then the bonus, the ends of base +
/// retention and of base salary, base + retention, and the other reading. The mid of base salary, the match grade and the gap of
/// an offer stay. Beside an offer, base + retention is dropped before the ends of base salary.
fn price_fields<'a>(labels: Labels<'a>, quotes: &[&Quote], has_bonus: bool, has_offer: bool) -> Fields<'a, Row<'a>> {
    let shared = Shared::of(quotes);
    // Where only some rows have a city, `geo_basis` says which rate the other rows are at.
    let some_without_city = quotes.iter().any(|quote| quote.cell.city.is_none());
    let marks_say_it = (shared.city || !some_without_city)
        && quotes.iter().all(|quote| !matches!(quote.geo_basis, GeoBasis::Given | GeoBasis::Overlay(_)));
    let all_own_medians = quotes.iter().all(|quote| quote.is_own_role());
    let names = RangeNames::of(quotes);
    // An offer is said to be within the range or not, so the range stays longer.
    let (ends, sum_mid) = if has_offer { (2, 3) } else { (3, 2) };
    let base = |column: Column, is_end: bool| if is_end { column.optional(ends) } else { column };
    let sum = |column: Column, is_end: bool| unless(!has_bonus, column.optional(if is_end { 4 } else { sum_mid }));
    let bonus = |column: Column, is_end: bool| unless(!has_bonus, column.optional(if is_end { 8 } else { 5 }));
    cell_fields::<BenchmarkRow>(labels, shared, |_| Value::Missing)
        .and(outer_percentile(&names, (10, "p10"), |percentiles| percentiles.p10))
        .and(range_fields("base", &names, base, |quote| Some(quote.base)))
        .and(outer_percentile(&names, (90, "p90"), |percentiles| percentiles.p90))
        .and(other_mid(quotes))
        .and(range_fields("retention", &RangeNames::ends_of("Bonus"), bonus, |quote| quote.retention))
        .and(range_fields("total", &RangeNames::ends_of("Base + retention"), sum, |quote| Some(quote.total)))
        .with(Column::new("yoy_pct", "Year on\nyear", Kind::Change).optional(9), |row| row.quote().yoy_pct.into())
        .with(Column::data("effective", Kind::Date), |row| row.quote().effective.to_string().into())
        .with(Column::data("reading", Kind::Text), |row| row.quote().reading.map(Reading::as_str).into())
        .with(unless(marks_say_it, Column::new("geo_basis", "City\npremium", Kind::Text).drop_order(6)), |row| {
            row.quote().geo_basis.to_string().into()
        })
        .with(Column::data("basis", Kind::Text), |row| row.quote().basis().as_str().into())
        .with(unless(all_own_medians, Column::new("match_grade", "Match\ngrade", Kind::Text)), |row| {
            row.quote().match_grade.as_str().into()
        })
        .with(Column::data("source", Kind::Text), |row| row.row.sources().into())
}

/// The columns of an offer or a salary set against a price.
fn offer_fields<'a>(names: &RangeNames, has_percentiles: bool) -> Fields<'a, Row<'a>> {
    let gap = match names.are_percentiles() {
        // The line above says how far the offer is from P50, and P25 and P75 say more.
        true => Column::new("gap", "Gap to\nP50", Kind::Money).drop_order(3),
        false => Column::new("gap", "Gap to\nmid", Kind::Money),
    };
    Fields::new()
        .with(Column::data("salary", Kind::Money), |row: &Row<'_>| row.row.offer(|offer| offer.salary))
        .with(Column::new("market_ratio", "Market\nratio", Kind::Ratio), |row| {
            row.row.offer(|offer| offer.market_ratio)
        })
        .with(gap, |row| row.row.offer(|offer| offer.gap))
        .with(Column::new("range_penetration", "Range\npenetration", Kind::Share).optional(7), |row| {
            row.row.offer(|offer| offer.range_penetration)
        })
        .with(Column::new("position", "Position", Kind::Text), |row| row.row.offer(|offer| offer.position.word()))
        .with(Column::data("alt_market_ratio", Kind::Ratio), |row| row.row.offer(|offer| offer.other_market_ratio))
        .with(
            unless(!has_percentiles, Column::new("percentile", "Percentile\nreached", Kind::Text).drop_order(3)),
            |row| row.row.offer(|offer| offer.reached.map(Reached::data)),
        )
}

/// The columns of the gain from present pay.
fn uplift_fields<'a>(names: &RangeNames) -> Fields<'a, Row<'a>> {
    let uplift = |row: &Row<'_>, pick: fn(MissingEnds, &Interval) -> Option<Decimal>| -> Value {
        row.row.uplift.as_ref().and_then(|uplift| pick(row.quote().missing, &uplift.uplift)).into()
    };
    let [low, mid, high] = names.of_ends("Uplift to");
    Fields::new()
        .with(Column::data("current", Kind::Money), |row: &Row<'_>| {
            row.row.uplift.as_ref().map(|uplift| uplift.current).into()
        })
        .with(Column::new("uplift_low", low, Kind::ShareChange), move |row| {
            uplift(row, |missing, range| missing.low_of(range))
        })
        .with(Column::new("uplift_mid", mid, Kind::ShareChange), move |row| uplift(row, |_, range| Some(range.mid)))
        .with(Column::new("uplift_high", high, Kind::ShareChange), move |row| {
            uplift(row, |missing, range| missing.high_of(range))
        })
}

fn fields<'a>(labels: Labels<'a>, quotes: &[&Quote], has_bonus: bool, parts: BenchmarkParts) -> Fields<'a, Row<'a>> {
    let names = RangeNames::of(quotes);
    let prices = price_fields(labels, quotes, has_bonus, parts.salary);
    let mut fields = prices.and(other_reading_fields()).and(percentile_fields(quotes));
    // Columns of options follow those of every answer, so that the positions of columns hold.
    if parts.salary {
        fields = fields.and(offer_fields(&names, quotes.iter().any(|quote| quote.percentiles.is_some())));
    }
    if parts.current {
        fields = fields.and(uplift_fields(&names));
    }
    if parts.traces {
        fields =
            fields.with(Column::data("trace", Kind::Nested), |row| Value::nested(explain::steps(&row.quote().trace)));
    }
    fields
}
