//! The rows about organisations, facts, findings, skills and roles.

use super::base_row::{home, row, section};
use super::row::{MarketRow, PERCENT, RowKind, joined};
use crate::pack::{Basis, DataError, Pack, RoleKind};

/// Universities and employers.
pub(super) fn organisations(pack: &Pack, rows: &mut Vec<MarketRow>) -> Result<(), DataError> {
    let home = home(pack)?;
    let table = pack.universities()?;
    for university in table {
        let section = section(table, university, |row| &row.section);
        let base = MarketRow {
            subject: university.name.owned(),
            subject_zh: university.name_zh.owned(),
            statement: university.teaches.owned(),
            attributed_to: university.attributed_to.owned(),
            geography: home.to_owned(),
            ..row(RowKind::Listed, university, section, Basis::Published, &university.source)
        };
        rows.push(if university.share_low.is_some() || university.share_high.is_some() {
            MarketRow {
                kind: RowKind::Table,
                metric: "share of graduates who enter the sector".to_owned(),
                qualifier: university.qualifier,
                low: university.share_low,
                high: university.share_high,
                unit: PERCENT.to_owned(),
                ..base
            }
        } else {
            MarketRow { metric: "teaches".to_owned(), ..base }
        });
    }
    let table = pack.employers()?;
    for employer in table {
        let section = section(table, employer, |row| &row.section);
        let base = MarketRow {
            subject: employer.name.owned(),
            subject_zh: employer.name_zh.owned(),
            geography: home.to_owned(),
            ..row(RowKind::Listed, employer, section, Basis::Published, &employer.source)
        };
        if employer.share_low.is_some() || employer.share_high.is_some() {
            rows.push(MarketRow {
                kind: RowKind::Table,
                metric: "share of hiring".to_owned(),
                low: employer.share_low,
                high: employer.share_high,
                unit: PERCENT.to_owned(),
                key: format!("{}.share", base.key),
                ..base.clone()
            });
        }
        let statement = joined(&[&employer.hires, &employer.note], ". ");
        rows.push(MarketRow { metric: "hires".to_owned(), statement, ..base });
    }
    Ok(())
}

/// Facts and findings.
pub(super) fn facts_and_findings(pack: &Pack, rows: &mut Vec<MarketRow>) -> Result<(), DataError> {
    for fact in pack.facts()? {
        rows.push(MarketRow {
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
            ..row(RowKind::Fact, fact, &fact.section, Basis::Published, &fact.source)
        });
    }
    for finding in pack.findings()? {
        rows.push(MarketRow {
            subject: finding.subject.owned(),
            statement: finding.statement.owned(),
            attributed_to: finding.attributed_to.owned(),
            ..row(RowKind::Finding, finding, &finding.section, Basis::Published, &finding.source)
        });
    }
    Ok(())
}

/// Skills, and the roles that the source names.
pub(super) fn skills_and_roles(pack: &Pack, rows: &mut Vec<MarketRow>) -> Result<(), DataError> {
    let table = pack.skills()?;
    for skill in table {
        let section = section(table, skill, |row| &row.section);
        rows.push(MarketRow {
            subject: skill.name.owned(),
            subject_zh: skill.name_zh.owned(),
            metric: "skill".to_owned(),
            statement: pack.framework_name(&skill.framework)?,
            ..row(RowKind::Listed, skill, section, skill.basis, &skill.source)
        });
    }
    let table = pack.roles()?;
    for role in table {
        let section = section(table, role, |row| &row.section);
        let mut selectors = vec![format!("roles.title:{}", role.id)];
        // The pack's authors chose the kind only of roles that have a price.
        if matches!(role.kind, RoleKind::Benchmark | RoleKind::Covered | RoleKind::Adjacent) {
            selectors.push(format!("roles.kind:{}", role.id));
        }
        let mut area = role.area.owned();
        if !area.is_empty() && role.area_basis == Basis::Editorial {
            selectors.push(format!("roles.area:{}", role.id));
            area = format!("{area} ({})", role.area_basis.as_str());
        }
        rows.push(MarketRow {
            subject: role.title.owned(),
            subject_zh: role.title_zh.owned(),
            metric: "role".to_owned(),
            statement: joined(&[role.kind.as_str(), &area], ", "),
            selectors,
            ..row(RowKind::Listed, role, section, role.role_basis, &role.source)
        });
    }
    Ok(())
}
