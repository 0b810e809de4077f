//! The rows about pay: medians, premiums, bonuses and constants.

use super::base_row::{dated, home, row, section};
use super::places::of_city;
use super::row::{MarketRow, PERCENT, RowKind, joined};
use crate::pack::{Basis, DataError, Pack, PremiumKind};

/// Medians and their growth.
pub(super) fn salaries(pack: &Pack, rows: &mut Vec<MarketRow>) -> Result<(), DataError> {
    let table = pack.salaries()?;
    for salary in table {
        let section = section(table, salary, |row| &row.section);
        let role = pack.roles()?.get(&salary.role);
        let base = MarketRow {
            subject: pack.role_title(&salary.role)?.to_owned(),
            subject_zh: role.map(|role| role.title_zh.owned()).unwrap_or_default(),
            geography: salary.geography.owned(),
            period: dated(salary.effective, salary.terms_basis),
            ..row(RowKind::Table, salary, section, Basis::Published, &salary.source)
        };
        let element = if salary.element.is_empty() { "pay" } else { &salary.element };
        let period = salary.period.as_str();
        let (metric, statement) = match salary.terms_basis {
            Basis::Published => (format!("median {element}"), salary.comment.owned()),
            Basis::Editorial => {
                let terms = format!("taken as {element} a {period} ({})", Basis::Editorial.as_str());
                ("median".to_owned(), joined(&[&terms, &salary.comment], "; "))
            }
        };
        rows.push(
            MarketRow {
                metric,
                statement,
                selectors: vec![format!("salaries.median:{}", base.key)],
                key: format!("{}.median", base.key),
                ..base.clone()
            }
            .figure(salary.median, format!("{} a {period}", salary.currency)),
        );
        if let Some(growth) = salary.yoy_pct {
            rows.push(
                MarketRow {
                    metric: "growth on the year before".to_owned(),
                    selectors: vec![format!("salaries.yoy_pct:{}", base.key)],
                    key: format!("{}.yoy_pct", base.key),
                    ..base
                }
                .figure(growth, PERCENT),
            );
        }
    }
    Ok(())
}

/// The metric of a premium, with what it is relative to.
fn premium_over(relative_to: &str) -> String {
    if relative_to.is_empty() { "premium".to_owned() } else { format!("premium over {relative_to}") }
}

/// Geographic differentials.
pub(super) fn city_premiums(pack: &Pack, rows: &mut Vec<MarketRow>) -> Result<(), DataError> {
    let table = pack.geo_differentials()?;
    for premium in table {
        let section = section(table, premium, |row| &row.section);
        let base = row(RowKind::Table, premium, section, Basis::Published, &premium.source);
        let base = MarketRow { metric: premium_over(table.text_of(premium, |row| &row.relative_to)), ..base };
        rows.push(of_city(pack, &premium.city, base)?.range(premium.low_pct, premium.high_pct, PERCENT));
    }
    Ok(())
}

/// Seniority differentials.
pub(super) fn level_premiums(pack: &Pack, rows: &mut Vec<MarketRow>) -> Result<(), DataError> {
    let (home, table) = (home(pack)?, pack.levels()?);
    for level in table {
        let section = section(table, level, |row| &row.section);
        let (Some(low), Some(high)) = (level.low_pct, level.high_pct) else { continue };
        rows.push(
            MarketRow {
                subject: format!("{} level", level.name),
                subject_zh: level.name_zh.owned(),
                metric: premium_over(table.text_of(level, |row| &row.relative_to)),
                statement: match level.relative_to_basis {
                    Basis::Published => String::new(),
                    Basis::Editorial => "the source does not say over whom; this is how we read it".to_owned(),
                },
                qualifier: level.qualifier,
                geography: home.to_owned(),
                ..row(RowKind::Table, level, section, level.basis, &level.source)
            }
            .range(low, high, PERCENT),
        );
    }
    Ok(())
}

/// Premiums by sector and by kind of hire.
pub(super) fn premiums(pack: &Pack, rows: &mut Vec<MarketRow>) -> Result<(), DataError> {
    let (home, table) = (home(pack)?, pack.premiums()?);
    for premium in table {
        let section = section(table, premium, |row| &row.section);
        let relative_to = table.text_of(premium, |row| &row.relative_to);
        let applies_to = premium.applies_to.owned();
        let (subject, metric, statement) = match premium.kind {
            PremiumKind::Hire => (premium.name.owned(), premium_over(relative_to), applies_to),
            PremiumKind::Sector if !applies_to.is_empty() => (applies_to, premium_over(relative_to), String::new()),
            // The subject of the row is the other sector: the pack's own sector pays this premium over it.
            PremiumKind::Sector => (premium.name.owned(), "premium over its pay".to_owned(), String::new()),
        };
        rows.push(
            MarketRow {
                subject,
                metric,
                statement,
                qualifier: premium.qualifier,
                geography: home.to_owned(),
                ..row(RowKind::Table, premium, section, Basis::Published, &premium.source)
            }
            .range(premium.low_pct, premium.high_pct, PERCENT),
        );
    }
    Ok(())
}

/// Bonuses.
pub(super) fn bonuses(pack: &Pack, rows: &mut Vec<MarketRow>) -> Result<(), DataError> {
    let (home, table) = (home(pack)?, pack.bonuses()?);
    for bonus in table {
        let section = section(table, bonus, |row| &row.section);
        let of = if bonus.of.is_empty() { "pay" } else { &bonus.of };
        let share = joined(&[&bonus.measure, "share of", of], " ");
        let years_of = if bonus.years_of.is_empty() { String::new() } else { format!(" of {}", bonus.years_of) };
        let recurrence =
            if bonus.recurrence.is_empty() { String::new() } else { format!("; how often: {}", bonus.recurrence) };
        rows.push(
            MarketRow {
                subject: format!("{} bonus", bonus.id.replace('-', " ")),
                metric: share,
                statement: format!("for more than {} years{years_of}{recurrence}", bonus.over_years),
                geography: home.to_owned(),
                ..row(RowKind::Table, bonus, section, Basis::Published, &bonus.source)
            }
            .range(bonus.low_pct, bonus.high_pct, PERCENT),
        );
    }
    Ok(())
}

/// The constants of the source.
pub(super) fn constants(pack: &Pack, rows: &mut Vec<MarketRow>) -> Result<(), DataError> {
    let (home, table) = (home(pack)?, pack.conventions()?);
    for constant in table {
        let section = section(table, constant, |row| &row.section);
        rows.push(
            MarketRow {
                subject: constant.id.replace('-', " "),
                statement: constant.note.owned(),
                attributed_to: constant.attributed_to.owned(),
                geography: home.to_owned(),
                ..row(RowKind::Table, constant, section, constant.basis, &constant.source)
            }
            .figure(constant.value, constant.unit.as_str()),
        );
    }
    Ok(())
}
