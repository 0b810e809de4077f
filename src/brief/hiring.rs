//! The hiring brief: a page on one role in one city that fits one sheet of paper.

use jiff::civil::Date;

use super::offer_check::offer_check;
use super::parts::{caveats, half, horizon, part, untitled, without_empty};
use crate::answer::{Answer, Column, Fields, Kind, Note, Table, Value, Visibility};
use crate::pack::{DataError, Pack, section};
use crate::page::{Imprint, Page, PageBlock};
use crate::pricing::Quote;
use crate::views::{self, BenchmarkRow, CityFigure, chart};

/// The unit of facts about how long a position stays open.
const MONTHS: &str = "months";

/// The figures that show how hard it is to hire in a city.
const MARKET: [CityFigure; 5] =
    [CityFigure::Workforce, CityFigure::Vacancies, CityFigure::SupplyRatio, CityFigure::VacancyDays, CityFigure::Cagr];

/// The priced request of a hiring brief.
#[derive(Debug, Clone)]
pub struct Hire {
    /// The requested cells, of one role and place, in the requested currency and period.
    pub quotes: Vec<Quote>,
    /// The same role and place at every level.
    pub ladder: Vec<Quote>,
    /// The requested cells for a year, once for each currency of the offer check.
    pub offers: Vec<Vec<Quote>>,
    /// Notes on how the request was understood.
    pub notes: Vec<Note>,
}

/// The page of a hiring brief.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn hiring(pack: &Pack, hire: Hire, today: Date, imprint: Imprint) -> Result<Page, DataError> {
    let Hire { quotes, ladder, offers, notes } = hire;
    let (role, city) = match quotes.first() {
        Some(quote) => (quote.cell.role.clone(), quote.cell.city.clone()),
        None => (String::new(), None),
    };
    let rows: Vec<BenchmarkRow> = quotes.into_iter().map(BenchmarkRow::from).collect();
    // The part "How hard the hire is" has the market of the city, with its caveats.
    let mut ranges = views::ranges(pack, &rows, today)?;
    let title = std::mem::take(&mut ranges.title);
    ranges.notes.splice(0..0, notes);
    let markets = match &city {
        Some(city) => vec![city.clone()],
        None => pack.city_market()?.iter().map(|market| market.city.owned()).collect(),
    };
    let all = |place: &str| format!("The whole market {place}, all roles");
    let mut difficulty = vec![PageBlock::Table(views::facts_in_unit(pack, section::DEMAND, MONTHS)?)];
    if !pack.city_market()?.is_empty() {
        let title = match &city {
            Some(city) => all(&format!("in {}", pack.city_name(city)?)),
            None => all("by city"),
        };
        difficulty.insert(0, PageBlock::Table(Answer { title, ..views::city_figures(pack, &markets, &MARKET)? }));
    }
    let future = vec![
        PageBlock::Table(views::emerging(pack, &role)?),
        PageBlock::Table(views::facts_in_unit(pack, section::AUTOMATION, views::PERCENT)?),
    ];
    // A single level, or none, is no ladder.
    let ladder = if ladder.iter().all(|quote| quote.cell.level.is_none()) { Vec::new() } else { ladder };
    let parts = vec![
        part("range", "Market range", vec![untitled(ranges)]),
        half(
            "ladder",
            "Where it stands on the ladder",
            vec![PageBlock::Picture(chart::ladder(pack, ladder, Vec::new(), today)?)],
        ),
        half("offer", "Offer check", vec![untitled(offer_check(pack, &offers)?)]),
        part("made", "How the range is made", vec![untitled(merged_steps(views::explain(pack, &rows, today)?))]),
        half("difficulty", "How hard the hire is", difficulty),
        half("employers", "Who else is hiring", vec![untitled(views::employers(pack)?)]),
        half(
            "skills",
            "What to screen for",
            vec![untitled(by_framework(views::skills(pack, std::slice::from_ref(&role), None)?))],
        ),
        half("future", emerging_heading(pack, &role)?, future),
    ];
    let parts = without_empty(parts);
    Ok(Page {
        title: format!("Hiring brief: {title}"),
        subtitle: pack.descriptor()?.title.clone(),
        one_sheet: true,
        imprint,
        caveats: caveats(pack, &parts)?,
        parts,
    })
}

/// The heading of the part with the emerging roles of a role's functional area.
fn emerging_heading(pack: &Pack, role: &str) -> Result<String, DataError> {
    let area = pack.roles()?.get(role).map(|role| pack.area_name(&role.area)).transpose()?.unwrap_or_default();
    let area = if area.is_empty() { String::new() } else { format!(" in {area}") };
    let year = horizon(pack)?.map(|year| format!(" by {year}")).unwrap_or_default();
    Ok(format!("What comes up{area}{year}"))
}

/// The trace without its `section` column, which would not fit a sheet. Steps that several levels share stand once.
fn merged_steps(mut answer: Answer) -> Answer {
    for column in answer.table.columns.iter_mut().filter(|column| column.name == "section") {
        column.visibility = Visibility::Data;
    }
    let Some(level) = position(&answer.table, "level") else { return answer };
    let mut levels: Vec<String> = Vec::new();
    let mut steps: Vec<(Vec<Value>, Vec<String>)> = Vec::new();
    for mut row in std::mem::take(&mut answer.table.rows) {
        // Without levels the cells are empty.
        let name = match row.get_mut(level).map(std::mem::take) {
            Some(Value::Text(name)) => name,
            _ => String::new(),
        };
        if !levels.contains(&name) {
            levels.push(name.clone());
        }
        match steps.iter_mut().find(|(known, _)| *known == row) {
            Some((_, of)) => of.push(name),
            None => steps.push((row, vec![name])),
        }
    }
    let rows = steps.into_iter().map(|(mut row, of)| {
        if let Some(cell) = row.get_mut(level) {
            *cell = if of.len() == levels.len() && levels.len() > 1 { "all".into() } else { of.join(", ").into() };
        }
        row
    });
    answer.table.rows = rows.collect();
    answer
}

/// Skills of one framework, basis and source.
struct SkillLine {
    of: [Value; 3],
    skills: Vec<String>,
}

/// The skills in one row for each framework, basis and source.
fn by_framework(mut answer: Answer) -> Answer {
    let wanted = ["framework", "skill", "basis", "source"].map(|name| position(&answer.table, name));
    let [Some(framework), Some(skill), Some(basis), Some(source)] = wanted else { return answer };
    let mut lines: Vec<SkillLine> = Vec::new();
    for row in &answer.table.rows {
        let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
        let Some(Value::Text(name)) = row.get(skill) else { continue };
        let of = [cell(framework), cell(basis), cell(source)];
        match lines.iter_mut().find(|line| line.of == of) {
            Some(line) => line.skills.push(name.clone()),
            None => lines.push(SkillLine { of, skills: vec![name.clone()] }),
        }
    }
    let fields = Fields::new()
        .with(Column::new("framework", "Framework", Kind::Text), |line: &SkillLine| line.of[0].clone())
        .with(Column::new("skills", "Skills", Kind::List), |line| Value::list(line.skills.clone()))
        .with(Column::new("basis", "Basis", Kind::Text), |line| line.of[1].clone())
        .with(Column::data("source", Kind::Text), |line| line.of[2].clone());
    answer.table = fields.table(&lines);
    answer
}

/// The index of a column.
fn position(table: &Table, name: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.name == name)
}
