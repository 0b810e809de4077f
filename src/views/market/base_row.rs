//! Rows with the fields that all tables share: section, key, basis and source.

use jiff::civil::Date;

use super::row::{MarketRow, RowKind, joined};
use crate::pack::{Basis, DataError, Pack, PackTable, Record, Resource};
use crate::pricing::home_country;
use crate::views::provenance;

/// The unit of growth by the year.
pub(super) const PERCENT_A_YEAR: &str = "percent a year";

/// The pack's country; empty where an overlay adds a median of another country. Figures are then shown whatever their country.
pub(in crate::views) fn home(pack: &Pack) -> Result<&str, DataError> {
    let country = home_country(pack)?;
    let is_of_all = pack.salaries()?.iter().all(|salary| salary.geography == country);
    Ok(if is_of_all { country } else { "" })
}

/// The date of a figure, with a word where the pack's authors chose it.
pub(super) fn dated(effective: Date, basis: Basis) -> String {
    match basis {
        Basis::Published => effective.to_string(),
        Basis::Editorial => format!("{effective} ({})", basis.as_str()),
    }
}

/// A row for a record, without subject and figure.
pub(super) fn row<R: Resource>(
    kind: RowKind,
    record: &Record<R>,
    section: &str,
    basis: Basis,
    source: &str,
) -> MarketRow {
    let key = record.row.key();
    let key = joined(&[&key[0], &key[1], &key[2]], "/");
    MarketRow {
        kind,
        section: section.to_owned(),
        table: R::NAME,
        selectors: vec![format!("{}:{key}", R::NAME)],
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

/// The section of a record. The section of a record from an overlay defaults to that of the record it replaces or, for a new
/// record, to that of the other records of the table. Other records without a section are not part of the source.
pub(super) fn section<'t, R: Resource>(
    table: &'t PackTable<R>,
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
