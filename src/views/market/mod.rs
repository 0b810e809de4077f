//! The answer of `market`: every figure and statement of a pack, section by section, in rows of one type.
//!
//! A pack holds each figure once, in the table made for it. This module collects the figures of a section from all tables. The pack
//! defines the sections.

mod base_row;
mod figure;
mod listed;
mod pay;
mod places;
mod projected;
mod row;
mod rows;
mod search;

pub(super) use base_row::home;
pub use row::PERCENT;

use super::provenance;
use crate::answer::{Answer, Column, Fields, Kind, Note, Value};
use crate::pack::{Caveat, DataError, Pack, Record};
pub(super) use row::place_names;
use row::{MarketRow, RowKind, ShownColumns, ShownRow};
use search::Search;

/// The rows to show.
#[derive(Debug, Clone, Default)]
pub struct MarketQuery {
    /// The section; `None` for the headlines of all sections.
    pub section: Option<String>,
    /// The words that a row must contain, or words for the same things. Without a section, all rows of all sections are searched.
    pub find: Vec<String>,
    /// The place of the figures: one of those that figures of the pack have.
    pub geography: Option<String>,
    /// The year to which workforces and pay are projected.
    pub year: Option<i16>,
}

/// The ids of the sections of a pack, in the order of its source.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn market_sections(pack: &Pack) -> Result<Vec<String>, DataError> {
    rows::sections_of(pack, &rows::all(pack)?)
}

/// The ids of the sections with figures that can be projected.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn projected_sections(pack: &Pack) -> Result<Vec<String>, DataError> {
    let mut out: Vec<String> = Vec::new();
    // Any year serves, because the figures with a growth are the same for all years.
    for row in projected::projected(pack, 0)? {
        if !out.contains(&row.section) {
            out.push(row.section);
        }
    }
    Ok(out)
}

/// The places of figures, as the pack writes them.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn market_geographies(pack: &Pack) -> Result<Vec<String>, DataError> {
    let mut out: Vec<String> = Vec::new();
    for row in rows::all(pack)? {
        for place in row.geography.split(';').map(str::trim).filter(|place| !place.is_empty()) {
            if !out.iter().any(|known| known == place) {
                out.push(place.to_owned());
            }
        }
    }
    Ok(out)
}

/// The answer of `market`.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn market(pack: &Pack, query: &MarketQuery) -> Result<Answer, DataError> {
    let mut found = rows::all(pack)?;
    let mut projections = match query.year {
        Some(year) => projected::projected(pack, year)?,
        None => Vec::new(),
    };
    let searching = !query.find.is_empty();
    let headlines = query.section.is_none() && !searching && query.year.is_none();
    if query.section.is_none() && !searching && query.year.is_some() {
        found.clear();
    }
    found.append(&mut projections);
    let home = home(pack)?;
    let search = Search::new(pack, &query.find)?;
    let mut kept: Vec<MarketRow> = Vec::new();
    for row in found {
        let here = query.section.as_ref().is_none_or(|section| row.section == *section);
        let there = match &query.geography {
            Some(place) => row.holds_in(pack, place, home)?,
            None => true,
        };
        if here && there && (!searching || search.matches(&row.searched(pack)?)) {
            kept.push(row);
        }
    }
    if headlines {
        kept = first_of_each_section(kept);
    }
    let notes = remarks(pack, query, &kept, headlines)?;
    let title = title(pack, query, &kept, headlines)?;
    let layout = ShownColumns { one_section: query.section.is_some(), headlines, section_titles: false };
    answer(pack, title, &kept, notes, layout)
}

/// Whether a figure is about the pack's country, about a place in it, or about no named place; true for all figures of a pack
/// without a country.
fn is_at_home(row: &MarketRow, pack: &Pack, home: &str) -> Result<bool, DataError> {
    Ok(home.is_empty() || row.geography.is_empty() || row.holds_in(pack, home, home)?)
}

/// The facts of a section in one unit that hold in the pack's own country.
fn facts_at_home(pack: &Pack, section: &str, unit: &str) -> Result<Vec<MarketRow>, DataError> {
    let home = home(pack)?;
    let mut kept = Vec::new();
    for row in rows::all(pack)? {
        let wanted = row.kind == RowKind::Fact && row.section == section && row.unit == unit;
        if wanted && is_at_home(&row, pack, home)? {
            kept.push(row);
        }
    }
    Ok(kept)
}

/// The facts of a section in one unit that hold in the pack's own country, as [`market`] shows them.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn facts_in_unit(pack: &Pack, section: &str, unit: &str) -> Result<Answer, DataError> {
    facts_answer(pack, section, &facts_at_home(pack, section, unit)?)
}

/// Facts of one section as an answer.
fn facts_answer(pack: &Pack, section: &str, facts: &[MarketRow]) -> Result<Answer, DataError> {
    let layout = ShownColumns { one_section: true, headlines: false, section_titles: false };
    answer(pack, pack.section_title(section)?.to_owned(), facts, Vec::new(), layout)
}

/// The first finding of each section, with the titles of the sections.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn market_findings(pack: &Pack) -> Result<Answer, DataError> {
    let mut kept: Vec<MarketRow> = Vec::new();
    for row in rows::all(pack)? {
        if row.kind == RowKind::Finding && !kept.iter().any(|known| known.section == row.section) {
            kept.push(row);
        }
    }
    let layout = ShownColumns { one_section: true, headlines: true, section_titles: true };
    answer(pack, "Market".to_owned(), &kept, Vec::new(), layout)
}

/// The rows of a section, as [`market`] shows them. People do not see those of some tables, which stand elsewhere.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn section_rows(pack: &Pack, section: &str, elsewhere: &[&str]) -> Result<Answer, DataError> {
    let query = MarketQuery { section: Some(section.to_owned()), ..MarketQuery::default() };
    let mut whole = market(pack, &query)?;
    let mut kept = rows::all(pack)?;
    kept.retain(|row| row.section == section && !elsewhere.contains(&row.table));
    if kept.len() < whole.table.rows.len() {
        let layout = ShownColumns { one_section: true, headlines: false, section_titles: false };
        whole.condensed = Some(answer(pack, String::new(), &kept, Vec::new(), layout)?.table);
    }
    Ok(whole)
}

/// Rows as an answer, with the caveats that affect them.
fn answer(
    pack: &Pack,
    title: String,
    kept: &[MarketRow],
    mut notes: Vec<Note>,
    layout: ShownColumns,
) -> Result<Answer, DataError> {
    let selectors: Vec<&str> = kept.iter().flat_map(|row| row.selectors.iter().map(String::as_str)).collect();
    notes.extend(provenance::caveats(pack, &selectors)?);
    let shown = kept.iter().map(|row| ShownRow::new(row, pack)).collect::<Result<Vec<_>, _>>()?;
    let table = row::fields(kept, layout).table(&shown);
    Ok(Answer {
        title,
        table,
        notes,
        sources: provenance::sources(pack, kept.iter().map(|row| row.source.as_str()))?,
        ..Answer::default()
    })
}

/// The headline of each section: its first figure or, in a section without figures, its first row. The figures of a section's own
/// tables come before facts.
fn first_of_each_section(rows: Vec<MarketRow>) -> Vec<MarketRow> {
    let mut out: Vec<MarketRow> = Vec::new();
    for row in rows {
        match out.last_mut() {
            Some(headline) if headline.section == row.section => {
                if !headline.has_figure() && row.has_figure() {
                    *headline = row;
                }
            }
            _ => out.push(row),
        }
    }
    out
}

fn title(pack: &Pack, query: &MarketQuery, rows: &[MarketRow], headlines: bool) -> Result<String, DataError> {
    let name = match (&query.section, query.year) {
        (Some(section), _) => pack.section_title(section)?.to_owned(),
        (None, Some(year)) if query.find.is_empty() => format!("Projections to {year}"),
        _ => "Market".to_owned(),
    };
    let name = match &query.geography {
        Some(place) => format!("{name}, {}", pack.city_name(place)?),
        None => name,
    };
    if !query.find.is_empty() {
        return Ok(format!("{name}: {} with \"{}\"", counted(rows.len(), "row"), query.find.join(" ")));
    }
    if headlines {
        return Ok(format!("{name}: a headline of each section"));
    }
    let figures = rows.iter().filter(|row| row.has_figure()).count();
    let parts = [
        (figures, "figure"),
        (rows.iter().filter(|row| row.kind == RowKind::Finding).count(), "finding"),
        (rows.iter().filter(|row| row.kind == RowKind::Listed && !row.has_figure()).count(), "name"),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| counted(count, what)).collect();
    Ok(if parts.is_empty() { name } else { format!("{name}: {}", parts.join(", ")) })
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn remarks(pack: &Pack, query: &MarketQuery, rows: &[MarketRow], headlines: bool) -> Result<Vec<Note>, DataError> {
    let mut notes = Vec::new();
    if headlines {
        notes.push(Note::new("the first figure of each section, or its first statement where it has no figure").advising(
            "`payband market SECTION` shows all of a section, --find TEXT searches every one, `payband market caveats` says what \
             is wrong with the data",
        ));
    }
    if rows.iter().any(|row| row.kind == RowKind::Projected) {
        notes.push(Note::new(
            "projections are computed, not published: value × (1 + growth)^years, compounded yearly from the year for which the \
             value holds",
        ));
        if rows.iter().any(|row| row.kind == RowKind::Projected && row.table == "salaries") {
            notes.push(Note::warning(
                "pay is projected by repeating the growth of one past year: this is neither a budget nor a forecast",
            ));
        }
    }
    if query.geography.is_some() {
        notes.push(Note::new("statements and names without a place are left out"));
    }
    if !query.find.is_empty() {
        let about = caveats_with(pack, &query.find)?.len();
        if about > 0 {
            let count = if about == 1 { "1 caveat contains".to_owned() } else { format!("{about} caveats contain") };
            let command = format!("`payband market caveats --find \"{}\"`", query.find.join(" "));
            notes.push(Note::new(format!("{count} these words too")).advising(command));
        }
    }
    if rows.is_empty() {
        notes.push(Note::warning("nothing matches").advising("`payband market` alone lists the sections"));
    }
    Ok(notes)
}

/// The caveats that contain all of the words, or words for the same things.
fn caveats_with<'p>(pack: &'p Pack, words: &[String]) -> Result<Vec<&'p Record<Caveat>>, DataError> {
    let search = Search::new(pack, words)?;
    let holds = |caveat: &&Record<Caveat>| {
        search.matches(&[caveat.id.as_str(), &caveat.summary, &caveat.statement, &caveat.affects].join("\n"))
    };
    Ok(pack.caveats()?.iter().filter(holds).collect())
}

/// The answer of `market caveats`: the known problems of the data in full, and the tables, columns and rows that they affect.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn market_caveats(pack: &Pack, find: &[String]) -> Result<Answer, DataError> {
    let rows = caveats_with(pack, find)?;
    let mut notes = vec![Note::new("each is printed wherever the figures that it affects are printed")];
    if rows.is_empty() {
        notes.push(Note::warning("no caveat matches").advising("`payband market caveats` lists them all"));
    }
    let fields = Fields::new()
        .with(Column::new("section", "Section", Kind::Text).drop_order(1), |caveat: &&Record<Caveat>| {
            caveat.section.as_str().into()
        })
        .with(Column::data("caveat_id", Kind::Text), |caveat| caveat.id.as_str().into())
        .with(Column::new("summary", "Caveat", Kind::Text), |caveat| caveat.summary.as_str().into())
        .with(Column::new("statement", "In full", Kind::Text), |caveat| caveat.statement.as_str().into())
        .with(Column::new("affects", "Affects", Kind::List).drop_order(2), |caveat| {
            Value::List(caveat.selectors().map(str::to_owned).collect())
        })
        .with(Column::data("overlay", Kind::Text), |caveat| {
            caveat.origin.overlay.as_deref().map(|name| format!("overlay:{name}")).into()
        })
        .with(Column::data("source", Kind::Text), |caveat| caveat.source.as_str().into());
    Ok(Answer {
        title: match rows.len() {
            1 => "1 caveat".to_owned(),
            count => format!("{count} caveats"),
        },
        table: fields.table(&rows),
        notes,
        sources: provenance::sources(pack, rows.iter().map(|caveat| caveat.source.as_str()))?,
        ..Answer::default()
    })
}
