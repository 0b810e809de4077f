//! The answers of `pack list` and `pack show`: the tables of a pack.

use crate::answer::{Answer, Column, Kind, Layout, Table, Value};
use crate::pack::{DataError, Pack, RawRows};

/// The answer of `pack list`: a row for each table.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn pack_tables(pack: &Pack) -> Result<Answer, DataError> {
    let descriptor = pack.descriptor()?;
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
        let overlaid = rows.iter().filter(|row| row.overlay.is_some()).count() as u64;
        let description = descriptor
            .resources
            .iter()
            .find(|resource| resource.name == name)
            .map_or("", |resource| &resource.description);
        table.rows.push(vec![
            name.into(),
            (rows.len() as u64).into(),
            if overlaid == 0 { Value::Missing } else { overlaid.into() },
            description.into(),
        ]);
    }
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
