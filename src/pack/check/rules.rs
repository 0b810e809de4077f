//! What a schema cannot say and pricing relies on.

use std::fmt::Display;

use crate::money::Decimal;
use crate::pack::error::DataError;
use crate::pack::{Pack, Qualifier, Record, Resource, RoleKind, convention};

/// The broken rules found so far.
struct Found(Vec<DataError>);

impl Found {
    fn add<R: Resource>(
        &mut self,
        record: &Record<R>,
        column: &str,
        value: impl Display,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let file = match &record.origin.overlay {
            Some(overlay) => format!("{overlay}/{}.csv", R::NAME),
            None => format!("{}.csv", R::NAME),
        };
        self.0.push(
            DataError::file(file, problem, remedy)
                .at(record.origin.line)
                .in_column(column)
                .with_value(value.to_string()),
        );
    }

    /// A range of percentages: the right way round, and leaving something to pay.
    fn range<R: Resource>(&mut self, record: &Record<R>, low: Decimal, high: Decimal) {
        if low > high {
            self.add(record, "low_pct", low, format!("more than high_pct, {high}"), "put the lower end first");
        }
        if low <= -Decimal::ONE_HUNDRED {
            self.add(record, "low_pct", low, "takes away all of the pay", "a differential is above -100");
        }
    }
}

pub(super) fn check(pack: &Pack) -> Result<Vec<DataError>, DataError> {
    let mut found = Found(Vec::new());
    roles(pack, &mut found)?;
    differentials(pack, &mut found)?;
    facts(pack, &mut found)?;
    constants(pack, &mut found)?;
    caveats(pack, &mut found)?;
    Ok(found.0)
}

fn roles(pack: &Pack, found: &mut Found) -> Result<(), DataError> {
    let roles = pack.roles()?;
    for role in roles {
        let has_median = pack.salaries()?.iter().any(|salary| salary.role == role.id);
        match (role.kind, has_median) {
            (RoleKind::Benchmark, false) => {
                found.add(role, "kind", "benchmark", "no median in salaries.csv", "add the median, or slot the role");
            }
            // An overlay may well give such a role a price; the pack itself would contradict itself.
            (RoleKind::Emerging | RoleKind::Mentioned, true)
                if pack.salaries()?.without_overlays().any(|salary| salary.role == role.id) =>
            {
                found.add(
                    role,
                    "kind",
                    role.kind.as_str(),
                    "salaries.csv has a median for it",
                    "make it a benchmark role",
                );
            }
            _ => {}
        }
        match (&role.slotted_to, role.kind) {
            (Some(target), RoleKind::Covered) => {
                if !roles.get(target).is_some_and(|target| target.kind == RoleKind::Benchmark) {
                    found.add(role, "slotted_to", target, "not a benchmark role", "slot it to a role with a median");
                }
                if role.match_grade.is_empty() {
                    found.add(
                        role,
                        "match_grade",
                        "",
                        "no match grade",
                        "say how well the benchmark role fits: A to D",
                    );
                }
            }
            (None, RoleKind::Covered) if !has_median => {
                found.add(role, "slotted_to", "", "a covered role without a price", "slot it to a benchmark role");
            }
            (Some(target), _) => {
                found.add(role, "slotted_to", target, "only a covered role is slotted", "empty the cell");
            }
            (None, _) => {}
        }
    }
    for salary in pack.salaries()? {
        if salary.median <= Decimal::ZERO {
            found.add(salary, "median", salary.median, "not above zero", "give the median, in currency a year");
        }
        if let Some(growth) = salary.yoy_pct.filter(|growth| *growth <= -Decimal::ONE_HUNDRED) {
            found.add(salary, "yoy_pct", growth, "not above -100", "give growth in percentage points");
        }
    }
    Ok(())
}

fn differentials(pack: &Pack, found: &mut Found) -> Result<(), DataError> {
    for row in pack.geo_differentials()? {
        found.range(row, row.low_pct, row.high_pct);
    }
    for row in pack.premiums()? {
        found.range(row, row.low_pct, row.high_pct);
    }
    for row in pack.bonuses()? {
        found.range(row, row.low_pct, row.high_pct);
        if row.low_pct < Decimal::ZERO {
            found.add(row, "low_pct", row.low_pct, "a bonus below zero", "give the percentage of base that is paid");
        }
    }
    let levels = pack.levels()?;
    for level in levels {
        match (level.low_pct, level.high_pct) {
            (Some(low), Some(high)) => found.range(level, low, high),
            (None, None) => {}
            (low, _) => {
                let column = if low.is_some() { "high_pct" } else { "low_pct" };
                found.add(level, column, "", "half a range", "give both ends or neither");
            }
        }
        if let Some(other) = &level.priced_as
            && levels.get(other).is_none_or(|other| other.low_pct.is_none())
        {
            found.add(level, "priced_as", other, "a level without a differential", "name one that has its own");
        }
    }
    Ok(())
}

fn facts(pack: &Pack, found: &mut Found) -> Result<(), DataError> {
    for fact in pack.facts()? {
        let (wanted, fits) = match fact.qualifier {
            Qualifier::AtLeast => ("low alone", fact.low.is_some() && fact.high.is_none()),
            Qualifier::AtMost => ("high alone", fact.low.is_none() && fact.high.is_some()),
            Qualifier::Exact | Qualifier::About => {
                ("low and high, low first", matches!((fact.low, fact.high), (Some(low), Some(high)) if low <= high))
            }
        };
        if !fits {
            found.add(
                fact,
                "qualifier",
                fact.qualifier.as_str(),
                format!("does not fit low and high: it wants {wanted}"),
                "correct the ends or the qualifier",
            );
        }
    }
    for row in pack.universities()? {
        if let (Some(low), Some(high)) = (row.share_low, row.share_high)
            && low > high
        {
            found.add(row, "share_low", low, format!("more than share_high, {high}"), "put the lower end first");
        }
    }
    Ok(())
}

fn constants(pack: &Pack, found: &mut Found) -> Result<(), DataError> {
    for id in convention::ALL {
        match pack.conventions()?.get(id) {
            None => found.0.push(
                DataError::file("conventions.csv", format!("the convention {id} is missing"), "add a row with this id")
                    .in_column("id")
                    .with_value(*id),
            ),
            Some(row) if row.value <= Decimal::ZERO => {
                found.add(row, "value", row.value, "not above zero", format!("give it in {}", row.unit));
            }
            Some(_) => {}
        }
    }
    for rate in pack.fx()? {
        if rate.rate <= Decimal::ZERO {
            found.add(rate, "rate", rate.rate, "not above zero", "give units of quote for one unit of base");
        }
        if rate.base == rate.quote {
            found.add(rate, "quote", rate.quote, "the same as base", "name two currencies");
        }
    }
    Ok(())
}

/// A selector that names no table or column would keep its caveat from ever being printed.
fn caveats(pack: &Pack, found: &mut Found) -> Result<(), DataError> {
    let schemas = crate::pack::descriptor::schemas()?;
    for caveat in pack.caveats()? {
        for selector in caveat.selectors() {
            let table = selector.split(['.', ':']).next().unwrap_or_default();
            let resource = schemas.resources.iter().find(|resource| resource.name == table);
            let known = match (resource, selector.split_once('.')) {
                (None, _) => false,
                (Some(resource), Some((_, column))) => resource.schema.fields.iter().any(|field| field.name == column),
                (Some(_), None) => true,
            };
            if !known {
                found.add(
                    caveat,
                    "affects",
                    selector,
                    "names no table or column",
                    "write table, table.column or table:id",
                );
            } else if let Some((table, key)) = selector.split_once(':')
                && !pack.raw_rows(table)?.rows.iter().any(|row| row.cells.first().is_some_and(|cell| cell == key))
            {
                found.add(caveat, "affects", selector, "names no row", format!("name a row of {table}.csv by its id"));
            }
        }
    }
    Ok(())
}
