//! The rows of the market, from every table that belongs to a section of the source.

use super::row::{Part, Row, joined};
use super::{pay, places};
use crate::pack::{Basis, DataError, Pack, Record, Resource, RoleKind, Table};
use crate::views::{labels, provenance};

/// The unit of a premium, a share or a growth without a period.
pub const PERCENT: &str = "percent";
/// The unit of growth by the year.
pub(super) const PERCENT_A_YEAR: &str = "percent a year";

/// Every row of the pack that belongs to a section, in the pack's order of sections; in a section, the figures of its own
/// tables come first, then facts, findings, and what is only listed.
pub(super) fn all(pack: &Pack) -> Result<Vec<Row>, DataError> {
    let mut rows = Vec::new();
    pay::salaries(pack, &mut rows)?;
    pay::premiums(pack, &mut rows)?;
    places::cities(pack, &mut rows)?;
    organisations(pack, &mut rows)?;
    told(pack, &mut rows)?;
    names(pack, &mut rows)?;
    rows.retain(|row| !row.section.is_empty());
    let order = sections_of(pack, &rows)?;
    rows.sort_by_key(|row| (order.iter().position(|section| *section == row.section), row.part));
    Ok(rows)
}

/// The sections that have rows, in the order of the source; those that its table of sections lacks come last.
pub(super) fn sections_of(pack: &Pack, rows: &[Row]) -> Result<Vec<String>, DataError> {
    let of_rows = |section: &str| rows.iter().any(|row| row.section == section);
    let listed = pack.sections()?.iter().map(|section| section.id.owned());
    let mut out: Vec<String> = listed.filter(|section| of_rows(section)).collect();
    for row in rows {
        if !row.section.is_empty() && !out.contains(&row.section) {
            out.push(row.section.clone());
        }
    }
    Ok(out)
}

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

/// Universities and employers.
fn organisations(pack: &Pack, rows: &mut Vec<Row>) -> Result<(), DataError> {
    let home = home(pack)?;
    let table = pack.universities()?;
    for university in table {
        let section = section(table, university, |row| &row.section);
        let base = Row {
            subject: university.name.owned(),
            subject_zh: university.name_zh.owned(),
            statement: university.teaches.owned(),
            geography: home.to_owned(),
            ..row(Part::Listed, university, section, Basis::Published, &university.source)
        };
        rows.push(if university.share_low.is_some() || university.share_high.is_some() {
            Row {
                part: Part::Table,
                metric: "share of graduates who enter the sector".to_owned(),
                qualifier: university.qualifier,
                low: university.share_low,
                high: university.share_high,
                unit: PERCENT.to_owned(),
                ..base
            }
        } else {
            Row { metric: "teaches".to_owned(), ..base }
        });
    }
    let table = pack.employers()?;
    for employer in table {
        let section = section(table, employer, |row| &row.section);
        let base = Row {
            subject: employer.name.owned(),
            subject_zh: employer.name_zh.owned(),
            geography: home.to_owned(),
            ..row(Part::Listed, employer, section, Basis::Published, &employer.source)
        };
        if employer.share_low.is_some() || employer.share_high.is_some() {
            rows.push(Row {
                part: Part::Table,
                metric: "share of hiring".to_owned(),
                low: employer.share_low,
                high: employer.share_high,
                unit: PERCENT.to_owned(),
                key: format!("{}.share", base.key),
                ..base.clone()
            });
        }
        let statement = joined(&[&employer.hires, &employer.note], ". ");
        rows.push(Row { metric: "hires".to_owned(), statement, ..base });
    }
    Ok(())
}

/// Facts and findings.
fn told(pack: &Pack, rows: &mut Vec<Row>) -> Result<(), DataError> {
    for fact in pack.facts()? {
        rows.push(Row {
            subject: fact.subject.owned(),
            metric: fact.metric.owned(),
            statement: fact.statement.owned(),
            qualifier: Some(fact.qualifier),
            low: fact.low,
            high: fact.high,
            unit: fact.unit.owned(),
            geography: fact.geography.owned(),
            period: fact.period.owned(),
            attributed_to: fact.attributed_to.owned(),
            ..row(Part::Fact, fact, &fact.section, Basis::Published, &fact.source)
        });
    }
    for finding in pack.findings()? {
        rows.push(Row {
            subject: finding.subject.owned(),
            statement: finding.statement.owned(),
            attributed_to: finding.attributed_to.owned(),
            ..row(Part::Finding, finding, &finding.section, Basis::Published, &finding.source)
        });
    }
    Ok(())
}

/// Skills, and the roles that the source names.
fn names(pack: &Pack, rows: &mut Vec<Row>) -> Result<(), DataError> {
    let table = pack.skills()?;
    for skill in table {
        let section = section(table, skill, |row| &row.section);
        rows.push(Row {
            subject: skill.name.owned(),
            subject_zh: skill.name_zh.owned(),
            metric: "skill".to_owned(),
            statement: skill.framework.label().to_owned(),
            ..row(Part::Listed, skill, section, skill.basis, &skill.source)
        });
    }
    let table = pack.roles()?;
    for role in table {
        let section = section(table, role, |row| &row.section);
        let mut uses = vec![format!("roles:{}", role.id)];
        // Which kind a role is was open to choice only among those that have a price.
        if matches!(role.kind, RoleKind::Benchmark | RoleKind::Covered) {
            uses.push("roles.kind".to_owned());
        }
        rows.push(Row {
            subject: role.title.owned(),
            subject_zh: role.title_zh.owned(),
            metric: "role".to_owned(),
            statement: joined(&[role.kind.as_str(), &role.area], ", "),
            uses,
            ..row(Part::Listed, role, section, role.basis, &role.source)
        });
    }
    Ok(())
}
