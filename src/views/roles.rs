//! The catalogue of roles.

use super::grounds;
use super::labels::{self, common};
use crate::answer::{Answer, Column, Kind, Note, Place, Table, Value};
use crate::pack::{DataError, Origin, Pack, Role};
use crate::pricing::{has_price, own_median};

/// Which roles to list.
#[derive(Debug, Clone, Default)]
pub struct RoleFilter {
    /// Those whose id, titles, aliases or area hold all of these words, whatever their case.
    pub text: Vec<String>,
    /// Those of one functional area.
    pub area: Option<String>,
    /// Those with a price only.
    pub priced: bool,
}

/// The answer of `roles`.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn roles(pack: &Pack, filter: &RoleFilter) -> Result<Answer, DataError> {
    let mut table = Table {
        columns: vec![
            Column::new("role_id", "Id", Kind::Text).sacrificed(4),
            Column::new("role", "Role", Kind::Text),
            Column::new("role_zh", "Chinese", Kind::Text).sacrificed(5),
            Column::new("area", "Area", Kind::Text).sacrificed(2),
            Column::new("kind", "Kind", Kind::Text),
            Column::new("currency", "Currency", Kind::Text).only(Place::Data),
            Column::new("median", "Median\na year", Kind::Money),
            Column::new("yoy_pct", "Year on\nyear", Kind::Change),
            Column::data("effective", Kind::Date),
            Column::data("slotted_to", Kind::Text),
            Column::new("slotted_to_title", "Priced from", Kind::Text).sacrificed(1),
            Column::new("match_grade", "Match\ngrade", Kind::Text),
            Column::data("basis", Kind::Text),
            Column::data("source", Kind::Text),
            Column::data("section", Kind::Text),
        ],
        rows: Vec::new(),
    };
    let mut sources: Vec<String> = Vec::new();
    for role in pack.roles()? {
        if !wanted(pack, role, filter)? {
            continue;
        }
        let salary = own_median(pack, &role.id)?;
        let origins: Vec<&Origin> = std::iter::once(&role.origin).chain(salary.map(|salary| &salary.origin)).collect();
        let named = [
            role.origin.naming(&role.source),
            salary.map(|salary| salary.origin.naming(&salary.source)).unwrap_or_default(),
        ];
        let source = grounds::joined(named.iter().map(String::as_str));
        let slotted = match &role.slotted_to {
            Some(target) => labels::role(pack, target)?,
            None => "",
        };
        table.rows.push(vec![
            role.id.as_str().into(),
            role.title.as_str().into(),
            role.title_zh.as_str().into(),
            role.area.as_str().into(),
            role.kind.as_str().into(),
            salary.map(|salary| salary.currency.as_str()).into(),
            salary.map(|salary| salary.median).into(),
            salary.and_then(|salary| salary.yoy_pct).into(),
            salary.map(|salary| salary.effective.to_string()).into(),
            if salary.is_some() { Value::Missing } else { role.slotted_to.as_deref().into() },
            if salary.is_some() { Value::Missing } else { slotted.into() },
            if salary.is_some() { "A".into() } else { role.match_grade.as_str().into() },
            grounds::basis(role.basis, &origins).into(),
            source.as_str().into(),
            role.section.as_str().into(),
        ]);
        sources.push(source);
    }
    // The heading names the currency of the medians, where it is one; else a column does.
    let currencies = table.rows.iter().filter_map(|row| row.get(5)).filter(|cell| !cell.is_missing());
    let one = common(currencies.map(|cell| match cell {
        Value::Text(code) => code.clone(),
        _ => String::new(),
    }));
    for column in &mut table.columns {
        match (&one, column.name.as_ref()) {
            (Some(currency), "median") => column.heading = format!("Median\n{currency} a year").into(),
            (None, "currency") => column.place = Place::Everywhere,
            _ => {}
        }
    }
    let found = table.rows.len();
    let mut notes = vec![Note::new(
        "benchmark roles have a published median; covered ones are priced from the role named, match grade A (the role itself) \
         to D (a stretch); emerging and mentioned ones have no price",
    )];
    if found == 0 {
        notes.push(Note::warning("no role matches; `payband roles` alone lists them all"));
    }
    notes.extend(grounds::caveats(pack, &["salaries.median", "salaries.yoy_pct", "roles.slotted_to", "roles.kind"])?);
    Ok(Answer {
        title: format!("{found} role{}", if found == 1 { "" } else { "s" }),
        table,
        notes,
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

fn wanted(pack: &Pack, role: &Role, filter: &RoleFilter) -> Result<bool, DataError> {
    if filter.priced && !has_price(pack, role, false)? {
        return Ok(false);
    }
    if filter.area.as_ref().is_some_and(|area| !role.area.eq_ignore_ascii_case(area)) {
        return Ok(false);
    }
    let mut names =
        vec![role.id.to_lowercase(), role.title.to_lowercase(), role.title_zh.to_lowercase(), role.area.to_lowercase()];
    if !filter.text.is_empty() {
        names.extend(
            pack.role_aliases()?.iter().filter(|alias| alias.id == role.id).map(|alias| alias.alias.to_lowercase()),
        );
    }
    Ok(filter.text.iter().all(|word| {
        let word = word.to_lowercase();
        names.iter().any(|name| name.contains(&word))
    }))
}
