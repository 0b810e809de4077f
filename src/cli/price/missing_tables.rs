//! Columns whose texts stand for rows of a table that the pack lacks.

use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::file::columns::column_name;
use crate::people::Columns;

/// Leaves out the columns with cities and levels where the pack has no such table, and warns of each.
pub(super) fn leave_out_columns_without_table(
    context: &Context,
    headers: &[String],
    columns: &mut Columns,
) -> Result<(), Failure> {
    let pack = &context.pack;
    let tables = [
        ("cities", &mut columns.city, pack.cities()?.is_empty()),
        ("levels", &mut columns.level, pack.levels()?.is_empty()),
    ];
    for (table, column, is_empty) in tables {
        if let Some(at) = column.take_if(|_| is_empty) {
            let column = column_name(headers, at);
            context.console.message(&format!("warning: the pack has no {table}: {column} is not used"));
        }
    }
    Ok(())
}

/// Checks that the pack has cities, where a file is read for its places alone.
///
/// # Errors
/// Without cities, no place can be understood.
pub(super) fn require_cities(context: &Context) -> Result<(), Failure> {
    if context.pack.cities()?.is_empty() {
        return Err(Failure::failed(anyhow::anyhow!("the pack has no cities: no place can be understood"))
            .hint("choose another pack with --pack"));
    }
    Ok(())
}
