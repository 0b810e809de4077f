//! What a schema cannot say and pricing relies on: rules about the rows of a table, with its overlays applied.

use std::fmt::Display;

use crate::money::{Currency, Decimal};
use crate::pack::error::DataError;
use crate::pack::{
    Bonus, BonusKind, Caveat, City, CityAlias, CityMarket, CityRole, ContextWord, Convention, Employer, Fact, Finding,
    FxRate, GeoDifferential, Level, LevelAlias, NameWord, Origin, Pack, Premium, PremiumKind, Qualifier, Record,
    Resource, Role, RoleAlias, RoleKind, RoleSkill, Salary, Section, Skill, SkillAlias, Source, Table, University,
    convention,
};

/// A table with rules.
pub(in crate::pack) trait Ruled: Resource + Sized {
    /// Finds the rows that break a rule. Other tables are read without their own rules, which may need this one.
    ///
    /// # Errors
    /// [`DataError`] when another table cannot be read.
    fn rules(table: &Table<Self>, broken: &mut BrokenRules<'_>) -> Result<(), DataError>;
}

/// Tables whose schema says everything.
macro_rules! without_rules {
    ($($row:ty),+ $(,)?) => {
        $(impl Ruled for $row {
            fn rules(_: &Table<Self>, _: &mut BrokenRules<'_>) -> Result<(), DataError> {
                Ok(())
            }
        })+
    };
}

without_rules!(
    Source,
    Section,
    RoleAlias,
    CityAlias,
    LevelAlias,
    SkillAlias,
    NameWord,
    ContextWord,
    City,
    CityMarket,
    CityRole,
    Skill,
    RoleSkill,
    Employer,
    Finding,
);

/// The broken rules found so far.
pub(in crate::pack) struct BrokenRules<'p> {
    pack: &'p Pack,
    /// Each with whether prices rest on the rule.
    found: Vec<(bool, DataError)>,
}

impl<'p> BrokenRules<'p> {
    pub(in crate::pack) fn of(pack: &'p Pack) -> Self {
        BrokenRules { pack, found: Vec::new() }
    }

    /// The first rule that is broken of those that prices rest on.
    pub(in crate::pack) fn first(self) -> Option<DataError> {
        self.found.into_iter().find(|(prices_rest_on_it, _)| *prices_rest_on_it).map(|(_, error)| error)
    }

    /// Every rule that is broken.
    pub(in crate::pack) fn all(self) -> Vec<DataError> {
        self.found.into_iter().map(|(_, error)| error).collect()
    }

    fn add<R: Resource>(
        &mut self,
        record: &Record<R>,
        column: &str,
        value: impl Display,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let error = self.error(record, column, value, problem, remedy);
        self.found.push((true, error));
    }

    /// The same for a rule that says what a pack should have: no price rests on what is not there.
    fn add_beside<R: Resource>(
        &mut self,
        record: &Record<R>,
        column: &str,
        value: impl Display,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let error = self.error(record, column, value, problem, remedy);
        self.found.push((false, error));
    }

    fn error<R: Resource>(
        &self,
        record: &Record<R>,
        column: &str,
        value: impl Display,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> DataError {
        let file = self.file_of::<R>(&record.origin);
        DataError::file(file, problem, remedy).at(record.origin.line).in_column(column).with_value(value.to_string())
    }

    /// The file that a row stands in, as the user would name it.
    fn file_of<R: Resource>(&self, origin: &Origin) -> String {
        self.pack.file_of(origin, R::NAME)
    }

    /// A range of percentages: the right way round, and leaving something to pay.
    fn range<R: Resource>(&mut self, record: &Record<R>, low: Decimal, high: Decimal) {
        if low > high {
            self.add(record, "low_pct", low, format!("more than high_pct, {high}"), "put the lower end first");
        }
        if low <= -Decimal::ONE_HUNDRED {
            self.add(record, "low_pct", low, "takes away all of the pay", "give a percentage above -100");
        }
    }

    /// The rows of a kind of which there may be one only: with a second, nobody could say which one is used.
    fn one_of_a_kind<'r, R: Resource + 'r>(
        &mut self,
        kind: &str,
        rows: impl Iterator<Item = (&'r str, &'r Record<R>)>,
    ) {
        let mut first = None;
        for (id, row) in rows {
            let Some(first) = first else {
                first = Some(id);
                continue;
            };
            let problem = format!("the row {first} has this kind already; only one row may");
            self.add(row, "kind", kind, problem, format!("give it the id {first} to replace that rule, or remove it"));
        }
    }
}

impl Ruled for Role {
    fn rules(roles: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        let salaries = found.pack.unruled(&found.pack.tables.salaries)?;
        for role in roles {
            let has_median = salaries.beginning(&role.id).next().is_some();
            match (role.kind, has_median) {
                (RoleKind::Benchmark, false) => {
                    found.add_beside(
                        role,
                        "kind",
                        "benchmark",
                        "no median in salaries.csv",
                        "add the median, or slot the role",
                    );
                }
                // An overlay may well give such a role a price; the pack itself would contradict itself.
                (RoleKind::Emerging | RoleKind::Mentioned, true)
                    if salaries.without_overlays().any(|salary| salary.role == role.id) =>
                {
                    found.add_beside(
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
                        found.add(
                            role,
                            "slotted_to",
                            target,
                            "not a benchmark role",
                            "slot it to a role with a median",
                        );
                    }
                    if role.match_grade.is_empty() {
                        found.add_beside(
                            role,
                            "match_grade",
                            "",
                            "no match grade",
                            "say how well the benchmark role fits: A to D",
                        );
                    }
                }
                (None, RoleKind::Covered) if !has_median => {
                    found.add_beside(
                        role,
                        "slotted_to",
                        "",
                        "a covered role without a price",
                        "slot it to a benchmark role",
                    );
                }
                (Some(target), _) => {
                    found.add(role, "slotted_to", target, "only a covered role is slotted", "empty the cell");
                }
                (None, _) => {}
            }
        }
        Ok(())
    }
}

impl Ruled for Salary {
    fn rules(salaries: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for salary in salaries {
            if salary.median <= Decimal::ZERO {
                found.add(salary, "median", salary.median, "not above zero", "give the median, in currency a year");
            }
            if let Some(growth) = salary.yoy_pct.filter(|growth| *growth <= -Decimal::ONE_HUNDRED) {
                found.add(salary, "yoy_pct", growth, "not above -100", "give growth in percentage points");
            }
        }
        Ok(())
    }
}

impl Ruled for GeoDifferential {
    fn rules(rows: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for row in rows {
            found.range(row, row.low_pct, row.high_pct);
        }
        Ok(())
    }
}

impl Ruled for Premium {
    fn rules(rows: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for row in rows {
            found.range(row, row.low_pct, row.high_pct);
        }
        // Premiums over sectors are asked for by name, the one for how somebody is hired is not.
        let hire = rows.iter().filter(|row| row.kind == PremiumKind::Hire);
        found.one_of_a_kind("hire", hire.map(|row| (row.id.as_str(), row)));
        Ok(())
    }
}

impl Ruled for Bonus {
    fn rules(rows: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for row in rows {
            found.range(row, row.low_pct, row.high_pct);
            if row.low_pct < Decimal::ZERO {
                found.add(
                    row,
                    "low_pct",
                    row.low_pct,
                    "a bonus below zero",
                    "give the percentage of base that is paid",
                );
            }
        }
        let retention = rows.iter().filter(|row| row.kind == BonusKind::Retention);
        found.one_of_a_kind("retention", retention.map(|row| (row.id.as_str(), row)));
        Ok(())
    }
}

impl Ruled for Level {
    fn rules(levels: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        rising_years(levels, found);
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
}

/// The years from which levels hold rise from level to level. Levels that an overlay adds stand behind the pack's own,
/// wherever they belong: they rise among themselves, and share no number with another level.
fn rising_years(levels: &Table<Level>, found: &mut BrokenRules<'_>) {
    let of_the_pack: Vec<&str> = levels.without_overlays().map(|level| level.id.as_str()).collect();
    let added_by = |level: &Record<Level>| {
        let is_added = !of_the_pack.contains(&level.id.as_str());
        level.origin.overlay.clone().filter(|_| is_added)
    };
    let mut before: Vec<(Decimal, &Record<Level>)> = Vec::new();
    for level in levels {
        let Some(years) = level.min_years else { continue };
        let conflict =
            before.iter().find(|(other, row)| *other == years || *other > years && added_by(row) == added_by(level));
        if let Some((other, row)) = conflict {
            let problem = format!("must be more than {other}, the min_years of {}", row.id);
            found.add(level, "min_years", years, problem, "give each level more years than the one below it");
        }
        before.push((years, level));
    }
}

impl Ruled for Fact {
    fn rules(facts: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for fact in facts {
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
        Ok(())
    }
}

impl Ruled for University {
    fn rules(rows: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for row in rows {
            if let (Some(low), Some(high)) = (row.share_low, row.share_high)
                && low > high
            {
                found.add(row, "share_low", low, format!("more than share_high, {high}"), "put the lower end first");
            }
        }
        Ok(())
    }
}

impl Ruled for Convention {
    fn rules(rows: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for id in convention::ALL {
            match rows.get(id) {
                None => {
                    let file = found.pack.name_of("conventions.csv");
                    let error =
                        DataError::file(file, format!("the convention {id} is missing"), "add a row with this id");
                    found.found.push((false, error.in_column("id").with_value(*id)));
                }
                Some(row) if row.value <= Decimal::ZERO => {
                    found.add(row, "value", row.value, "not above zero", format!("give it in {}", row.unit));
                }
                Some(_) => {}
            }
        }
        if let Some(row) = rows.get(convention::LOCAL_CURRENCY)
            && row.unit.parse::<Currency>().is_err()
        {
            found.add(row, "unit", &row.unit, "not a currency code", "write the three capitals of ISO 4217: USD, CNY");
        }
        Ok(())
    }
}

impl Ruled for FxRate {
    fn rules(rows: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        // The day of a place further east may have begun already.
        let latest = found.pack.today.and_then(|today| today.tomorrow().ok());
        for rate in rows {
            if latest.is_some_and(|latest| rate.date > latest) {
                found.add(rate, "date", rate.date, "the day is in the future", "give the day on which the rate held");
            }
            if rate.rate <= Decimal::ZERO {
                found.add(rate, "rate", rate.rate, "not above zero", "give units of quote for one unit of base");
            }
            if rate.base == rate.quote {
                found.add(rate, "quote", rate.quote, "the same as base", "name two currencies");
            }
        }
        Ok(())
    }
}

impl Ruled for Caveat {
    /// A selector that names no table or column would keep its caveat from ever being printed.
    fn rules(caveats: &Table<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        let schemas = crate::pack::descriptor::schemas()?;
        for caveat in caveats {
            for selector in caveat.selectors() {
                let table = selector.split(['.', ':']).next().unwrap_or_default();
                let resource = schemas.resources.iter().find(|resource| resource.name == table);
                let known = match (resource, selector.split_once('.')) {
                    (None, _) => false,
                    (Some(resource), Some((_, column))) => {
                        resource.schema.fields.iter().any(|field| field.name == column)
                    }
                    (Some(_), None) => true,
                };
                if !known {
                    found.add_beside(
                        caveat,
                        "affects",
                        selector,
                        "names no table or column",
                        "write table, table.column or table:id",
                    );
                } else if let Some((table, key)) = selector.split_once(':')
                    && !found
                        .pack
                        .raw_rows(table)?
                        .rows
                        .iter()
                        .any(|row| row.cells.first().is_some_and(|cell| cell == key))
                {
                    found.add_beside(
                        caveat,
                        "affects",
                        selector,
                        "names no row",
                        format!("name a row of {table}.csv by its id"),
                    );
                }
            }
        }
        Ok(())
    }
}
