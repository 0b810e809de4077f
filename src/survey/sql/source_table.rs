//! The table of the rows in SQL, and its cells.

use super::dialect::SqlDialect;
use super::request::SqlRequest;
use crate::survey::Dimension;

/// The table of the file.
pub(super) fn table(request: &SqlRequest<'_>) -> String {
    let (dialect, source) = (request.dialect, &request.source);
    let Some(delimiter) = source.delimiter else {
        return dialect.name(source.name.split('.').next().unwrap_or_default());
    };
    let names: Vec<&str> = match dialect {
        // The names replace the header, so all of them are given.
        SqlDialect::DuckDb => source.headers.iter().map(String::as_str).collect(),
        SqlDialect::ClickHouse => {
            let columns = &request.columns;
            let own = columns.titles.iter().chain(&columns.pay).map(|(_, header)| header);
            let more = [
                &columns.place,
                &columns.organisation,
                &columns.headcount,
                &columns.employment,
                &columns.id,
                &columns.date,
            ]
            .into_iter()
            .flatten();
            let grouped = request.options.by.iter().filter_map(|by| match by {
                Dimension::Column { name, .. } => Some(name),
                _ => None,
            });
            let mut names: Vec<&str> = own.chain(more).chain(grouped).map(String::as_str).collect();
            names.sort_unstable();
            names.dedup();
            names
        }
    };
    dialect.csv(&source.name, delimiter, &names)
}

/// The text of a cell of the table `file`. A missing one is empty.
pub(super) fn cell(dialect: SqlDialect, header: &str) -> String {
    format!("coalesce(file.{}, '')", dialect.name(header))
}
