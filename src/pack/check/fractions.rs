//! A warning for percentages that look like fractions: `0.4` where 40 is meant.

use crate::money::Decimal;
use crate::pack::error::DataError;
use crate::pack::package::Pack;
use crate::pack::raw_file::RawFile;

/// The suffix of columns in percentage points.
const IN_PERCENT: &str = "_pct";

/// A column of percentages that are often below 1: the standard error of a mean.
const OFTEN_SMALL: &str = "mean_rse_pct";

/// Warnings about the percentages of a pack and its overlays that may be fractions.
///
/// A row is reported when all its percentages lie between -1 and 1 and not all of them are whole numbers.
///
/// # Errors
/// [`DataError`] when a file cannot be read.
pub(super) fn warnings(pack: &Pack) -> Result<Vec<DataError>, DataError> {
    let mut found = Vec::new();
    for layer in pack.layers() {
        for table in Pack::table_names() {
            let Some(file) = layer.read_table(table)? else { continue };
            let raw = RawFile::parse(table, &file);
            let is_percentage = |header: &str| header.ends_with(IN_PERCENT) && header != OFTEN_SMALL;
            let columns: Vec<(usize, &String)> =
                raw.headers.iter().enumerate().filter(|(_, header)| is_percentage(header)).collect();
            for (line, row) in raw.rows() {
                let numbers = columns.iter().filter_map(|(at, column)| {
                    let number = Decimal::from_str_exact(row.get(*at)?).ok()?;
                    Some((column, number))
                });
                let numbers: Vec<(&&String, Decimal)> = numbers.collect();
                let small = numbers.iter().all(|(_, number)| number.abs() <= Decimal::ONE);
                let Some((column, number)) = numbers.iter().find(|(_, number)| !number.is_integer()).filter(|_| small)
                else {
                    continue;
                };
                let percent = number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(*number).normalize();
                let remedy = format!("percentages are in points: write {percent} if that is meant");
                found.push(
                    DataError::file(&file.name, format!("looks like a fraction: it is read as {number}%"), remedy)
                        .at(line)
                        .in_column(column.as_str())
                        .with_value(number.to_string()),
                );
            }
        }
    }
    Ok(found)
}
