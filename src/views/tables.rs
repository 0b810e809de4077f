//! The answers of `pack list` and `pack show`: bundled packs, and the tables of a pack.

use std::path::Path;

use crate::answer::{Answer, Column, Fields, Kind, Layout, Table, Value};
use crate::pack::{DataError, MarketCell, Pack, RawRows, Record, Salary, table_description};

/// The answer of `pack list`: a row for each pack, then one for each bundled overlay.
///
/// `in_use` is the index of the pack that the other commands take. Each of `overlays` is a name with a pack that has it;
/// `used` is the pack of the other commands with its overlays.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn packs(packs: &[Pack], in_use: usize, overlays: &[(&str, Pack)], used: &Pack) -> Result<Answer, DataError> {
    let mut rows =
        packs.iter().enumerate().map(|(at, pack)| PackRow::new(pack, at == in_use)).collect::<Result<Vec<_>, _>>()?;
    for (name, pack) in overlays {
        rows.push(PackRow::of_overlay(name, pack, used.has_overlay(Path::new(name)))?);
    }
    let fields = Fields::new()
        .with(Column::new("pack", "Pack", Kind::Text), |row: &PackRow<'_>| row.name.into())
        .with(Column::new("title", "Title", Kind::Text).drop_order(1), |row| row.title.into())
        .with(Column::new("version", "Version", Kind::Text).drop_order(2), |row| row.version.into())
        .with(Column::new("market", "Market", Kind::Text), |row| match (row.medians.as_slice(), row.nation) {
            ([], Some(nation)) => nation.into(),
            _ => row.of_medians(|median| median.geography.as_str()),
        })
        .with(Column::new("currency", "Currency", Kind::Text), |row| match (row.medians.as_slice(), row.first_cell) {
            ([], Some(cell)) => cell.currency.as_str().into(),
            _ => row.of_medians(|median| median.currency.as_str()),
        })
        .with(Column::new("effective", "Effective", Kind::Date), |row| {
            let of_medians = row.medians.iter().map(|median| median.effective).max();
            of_medians.or(row.first_cell.map(|cell| cell.effective)).map(|date| date.to_string()).into()
        })
        .with(Column::new("medians", "Medians", Kind::Count), |row| (row.medians.len() as u64).into())
        .with(Column::new("roles", "Roles", Kind::Count), |row| (row.roles as u64).into())
        .with(Column::new("cities", "Cities", Kind::Count), |row| (row.cities as u64).into())
        .with(Column::new("levels", "Levels", Kind::Count), |row| (row.levels as u64).into())
        .with(Column::new("in_use", "In use", Kind::Text), |row| row.is_in_use.then_some("yes").into())
        .with(Column::new("kind", "Kind", Kind::Text).drop_order(3), |row| row.kind.into())
        .with(Column::new("roles_with_percentiles", "Roles with\npercentiles", Kind::Count), |row| {
            (row.with_percentiles as u64).into()
        });
    Ok(Answer { title: "Packs".to_owned(), table: fields.table(&rows), ..Answer::default() })
}

/// What a pack or a bundled overlay holds.
struct PackRow<'p> {
    name: &'p str,
    title: &'p str,
    /// `None` for an overlay, which has no descriptor.
    version: Option<&'p str>,
    /// `pack` or `overlay`.
    kind: &'static str,
    is_in_use: bool,
    medians: Vec<&'p Record<Salary>>,
    roles: usize,
    /// For an overlay, the cities with a differential.
    cities: usize,
    levels: usize,
    /// The name of the whole market, where it is a place of the pack.
    nation: Option<&'p str>,
    /// One of the percentiles.
    first_cell: Option<&'p Record<MarketCell>>,
    /// The number of roles that have percentiles.
    with_percentiles: usize,
}

impl<'p> PackRow<'p> {
    fn new(pack: &'p Pack, is_in_use: bool) -> Result<Self, DataError> {
        let descriptor = pack.descriptor()?;
        let mut with_percentiles = 0;
        for role in pack.roles()? {
            with_percentiles += usize::from(pack.has_cells_of(&role.id)?);
        }
        Ok(PackRow {
            name: &descriptor.name,
            title: &descriptor.title,
            version: Some(&descriptor.version),
            kind: "pack",
            is_in_use,
            medians: pack.salaries()?.iter().collect(),
            roles: pack.roles()?.len(),
            cities: pack.cities()?.iter().filter(|place| place.kind.has_figures()).count(),
            levels: pack.levels()?.len(),
            nation: pack.nation()?.map(|nation| nation.name.as_str()),
            first_cell: pack.first_cell()?,
            with_percentiles,
        })
    }

    /// The row of a bundled overlay; `pack` has it and no other. Its title is that of its source with its own name.
    fn of_overlay(name: &'p str, pack: &'p Pack, is_in_use: bool) -> Result<Self, DataError> {
        Ok(PackRow {
            name,
            title: pack.sources()?.get(name).map(|source| source.title.as_str()).unwrap_or_default(),
            version: None,
            kind: "overlay",
            is_in_use,
            medians: pack.overlay_rows(pack.salaries()?),
            roles: pack.overlay_rows(pack.roles()?).len(),
            cities: pack.overlay_rows(pack.geo_differentials()?).len(),
            levels: pack.overlay_rows(pack.levels()?).len(),
            nation: None,
            first_cell: None,
            with_percentiles: 0,
        })
    }

    /// The distinct texts of the medians in their order, with semicolons between them.
    fn of_medians(&self, text: fn(&'p Salary) -> &'p str) -> Value {
        let mut texts: Vec<&str> = Vec::new();
        for median in &self.medians {
            let text = text(&median.row);
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        if texts.is_empty() { Value::Missing } else { texts.join(";").into() }
    }
}

/// The answer of `pack show`: a row for each table that has rows.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn pack_tables(pack: &Pack) -> Result<Answer, DataError> {
    let mut table = Table {
        columns: vec![
            Column::new("table", "Table", Kind::Text),
            Column::new("rows", "Rows", Kind::Count),
            Column::new("overlay_rows", "From\noverlays", Kind::Count),
            Column::new("description", "What a row is", Kind::Text),
        ],
        rows: Vec::new(),
    };
    for name in Pack::table_names() {
        let RawRows { rows, .. } = pack.raw_rows(name)?;
        if rows.is_empty() {
            continue;
        }
        let overlaid = rows.iter().filter(|row| row.overlay.is_some()).count() as u64;
        let description = &table_description(name)?.description;
        table.rows.push(vec![
            name.into(),
            (rows.len() as u64).into(),
            if overlaid == 0 { Value::Missing } else { overlaid.into() },
            description.as_str().into(),
        ]);
    }
    let descriptor = pack.descriptor()?;
    let title = if descriptor.title.is_empty() { &descriptor.name } else { &descriptor.title };
    Ok(Answer { title: format!("{title}, version {}", descriptor.version), table, ..Answer::default() })
}

/// The answer of `pack show TABLE [KEY]`: the rows after overlays, or the row with a key.
///
/// # Errors
/// [`DataError`] when the table cannot be read.
pub fn table_rows(pack: &Pack, name: &str, key: Option<&str>) -> Result<Answer, DataError> {
    let RawRows { columns, numeric, rows } = pack.raw_rows(name)?;
    let mut out = Table {
        columns: columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let kind = if numeric.get(at).copied().unwrap_or(false) { Kind::Number } else { Kind::Text };
                Column::new(column.clone(), column.clone(), kind)
            })
            .collect(),
        rows: Vec::new(),
    };
    out.columns.push(Column::new("overlay", "overlay", Kind::Text));
    for row in rows.iter().filter(|row| key.is_none_or(|key| row.cells.first().is_some_and(|cell| cell == key))) {
        let mut cells: Vec<Value> = row
            .cells
            .iter()
            .enumerate()
            .map(|(at, cell)| match numeric.get(at) {
                Some(true) => {
                    cell.parse::<crate::money::Decimal>().map_or_else(|_| cell.as_str().into(), Value::Number)
                }
                _ => cell.as_str().into(),
            })
            .collect();
        cells.push(row.overlay.as_deref().into());
        out.rows.push(cells);
    }
    let layout = if out.rows.len() == 1 { Layout::Card } else { Layout::Grid };
    Ok(Answer { title: name.to_owned(), table: out, layout, ..Answer::default() })
}
