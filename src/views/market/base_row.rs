//! What the rows of every table begin with: section, key, basis and source.

use super::row::{Part, Row, joined};
use crate::pack::{Basis, DataError, Pack, Record, Resource, Table};
use crate::views::{labels, provenance};

/// The unit of a premium, a share or a growth without a period.
pub const PERCENT: &str = "percent";
/// The unit of growth by the year.
pub(super) const PERCENT_A_YEAR: &str = "percent a year";

/// The country that figures without a place of their own hold for: that of the medians, when they have one in common.
pub(in crate::views) fn home(pack: &Pack) -> Result<&str, DataError> {
    Ok(labels::common(pack.salaries()?.iter().map(|salary| salary.geography.as_str())).unwrap_or_default())
}

/// What a row of a table begins with.
pub(super) fn row<R: Resource>(part: Part, record: &Record<R>, section: &str, basis: Basis, source: &str) -> Row {
    let key = record.row.key();
    let key = joined(&[&key[0], &key[1], &key[2]], "/");
    Row {
        part,
        section: section.to_owned(),
        table: R::NAME,
        uses: vec![format!("{}:{key}", R::NAME)],
        key,
        subject: String::new(),
        subject_zh: String::new(),
        metric: String::new(),
        statement: String::new(),
        qualifier: None,
        low: None,
        high: None,
        unit: String::new(),
        geography: String::new(),
        period: String::new(),
        attributed_to: String::new(),
        basis: provenance::basis(basis, &[&record.origin]),
        source: record.origin.naming(source),
    }
}

/// The section of a row. An overlay need not say it: its row belongs where the one that it replaces does, and a new one
/// where the others of its table do. A row of the pack without a section is no part of the source.
pub(super) fn section<'t, R: Resource>(
    table: &'t Table<R>,
    record: &'t Record<R>,
    of: impl Fn(&'t R) -> &'t str,
) -> &'t str {
    let own = of(&record.row);
    if !own.is_empty() || record.origin.overlay.is_none() {
        return own;
    }
    match table.without_overlays().find(|replaced| replaced.row.key() == record.row.key()) {
        Some(replaced) => of(&replaced.row),
        None => table.iter().map(|other| of(&other.row)).find(|section| !section.is_empty()).unwrap_or_default(),
    }
}
