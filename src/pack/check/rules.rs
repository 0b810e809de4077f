//! The rules of each table that its schema cannot express. They apply to the rows with overlays.

use super::broken_rules::{ABOVE_MINUS_HUNDRED, BrokenRules, CheckRules, LOWER_END_FIRST, NOTHING_LEFT};
use crate::money::{Currency, Decimal};
use crate::pack::convention;
use crate::pack::descriptor;
use crate::pack::error::DataError;
use crate::pack::record::Record;
use crate::pack::records::*;
use crate::pack::spelling::{LETTERS_PER_MISTAKE_AMONG_FEW, nearest};
use crate::pack::table::PackTable;
use crate::pack::wording_id::{self, AREA_PREFIX, FRAMEWORK_PREFIX, REFERENCE_RATE_PREFIX};

/// Declares tables without such rules.
macro_rules! without_rules {
    ($($row:ty),+ $(,)?) => {
        $(impl CheckRules for $row {
            fn check_rules(_: &PackTable<Self>, _: &mut BrokenRules<'_>) -> Result<(), DataError> {
                Ok(())
            }
        })+
    };
}

without_rules!(
    Source,
    Section,
    Segment,
    RoleAlias,
    CityAlias,
    LevelAlias,
    SkillAlias,
    NameWord,
    Abbreviation,
    ContextWord,
    GradeRow,
    GazetteerPlace,
    City,
    CityMarket,
    CityRole,
    Skill,
    RoleSkill,
    Employer,
    Finding,
    SearchTerm,
);

impl CheckRules for Role {
    fn check_rules(roles: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        let salaries = found.tables().read(&found.tables().salaries)?;
        let cells = found.tables().read(&found.tables().market_cells)?;
        for role in roles {
            let has_median =
                salaries.with_first_key(&role.id).next().is_some() || cells.with_first_key(&role.id).next().is_some();
            match (role.kind, has_median) {
                (RoleKind::Benchmark, false) => {
                    found.add_advisory(
                        role,
                        "kind",
                        "benchmark",
                        "no median in salaries.csv, nor percentiles in market_cells.csv",
                        "add the median, or slot the role",
                    );
                }
                // An overlay may give such a role a price. The pack itself may not: it says that the role has none.
                (RoleKind::Emerging | RoleKind::Mentioned, true)
                    if salaries.without_overlays().any(|salary| salary.role == role.id) =>
                {
                    found.add_advisory(
                        role,
                        "kind",
                        role.kind.as_str(),
                        "salaries.csv has a median for it",
                        "make it a benchmark role",
                    );
                }
                _ => {}
            }
            check_adjustment(role, found)?;
            match (&role.slotted_to, role.kind) {
                (Some(target), RoleKind::Covered | RoleKind::Adjacent | RoleKind::Mentioned) => {
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
                        found.add_advisory(
                            role,
                            "match_grade",
                            "",
                            "no match grade",
                            "say how well the benchmark role fits: A to D",
                        );
                    }
                }
                (None, RoleKind::Covered | RoleKind::Adjacent) if !has_median => {
                    found.add_advisory(
                        role,
                        "slotted_to",
                        "",
                        format!("the kind {} without a price", role.kind.as_str()),
                        "slot it to a benchmark role",
                    );
                }
                (Some(target), _) => {
                    let problem = format!("a role of the kind {} is not slotted", role.kind.as_str());
                    found.add(role, "slotted_to", target, problem, "empty the cell, or change the kind");
                }
                (None, _) => {}
            }
        }
        Ok(())
    }
}

/// Checks the adjustment of a slotted role over its benchmark role, with its sources and its basis.
fn check_adjustment(role: &Record<Role>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
    let ends = (role.slot_low_pct, role.slot_high_pct);
    match ends {
        (Some(low), Some(high)) => {
            if low > high {
                found.add(role, "slot_low_pct", low, format!("more than slot_high_pct, {high}"), LOWER_END_FIRST);
            }
            if low <= -Decimal::ONE_HUNDRED {
                found.add(role, "slot_low_pct", low, NOTHING_LEFT, ABOVE_MINUS_HUNDRED);
            }
        }
        (None, None) => {}
        (low, _) => {
            let column = if low.is_some() { "slot_high_pct" } else { "slot_low_pct" };
            found.add(role, column, "", "only one end of the range", "give both ends or neither");
        }
    }
    let adjustment = ends.0.or(ends.1);
    if let (Some(end), None) = (adjustment, &role.slotted_to) {
        let column = if ends.0.is_some() { "slot_low_pct" } else { "slot_high_pct" };
        found.add(role, column, end, "an adjustment of a role that is not slotted", "fill in slotted_to");
    }
    let sources = found.tables().read(&found.tables().sources)?;
    let unknown = role.slot_source.split(';').find(|id| !id.is_empty() && sources.get(id).is_none());
    if let Some(id) = unknown {
        found.add_advisory(role, "slot_source", id, "sources.csv has no such id", "add the document to sources.csv");
    }
    // An overlay is a source itself.
    if adjustment.is_some() && role.slot_source.is_empty() && role.origin.overlay.is_none() {
        let remedy = "name the documents with the figures, or the row of sources.csv for your own judgements";
        found.add_advisory(role, "slot_source", "", "an adjustment without a source", remedy);
    }
    if role.slotted_to.is_some() && role.basis == Some(Basis::Published) {
        let problem = "a slotted price is not published";
        found.add_advisory(role, "basis", "published", problem, "write editorial; role_basis says who names the role");
    }
    Ok(())
}

/// The problem of an amount of which the point may separate thousands.
pub(super) const AMBIGUOUS_POINT: &str = "the point may separate thousands or decimals";

/// How to write an amount of money of which the point may separate thousands: `62.000` is 62,000 in many countries. `None` for
/// other amounts.
pub(super) fn thousands_or_decimals(amount: Decimal) -> Option<String> {
    let is_ambiguous = amount.scale() == 3 && amount.abs() < Decimal::ONE_THOUSAND;
    is_ambiguous.then(|| {
        let thousands = amount.checked_mul(Decimal::ONE_THOUSAND).unwrap_or(amount).normalize();
        format!("write {thousands}, or {} if the point is a decimal one", amount.normalize())
    })
}

impl CheckRules for Salary {
    fn check_rules(salaries: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for salary in salaries {
            if salary.median <= Decimal::ZERO {
                found.add(salary, "median", salary.median, "not above zero", "give the median, in currency a year");
            }
            if let Some(remedy) = thousands_or_decimals(salary.median) {
                found.add(salary, "median", salary.median, AMBIGUOUS_POINT, remedy);
            }
            if let Some(growth) = salary.yoy_pct.filter(|growth| *growth <= -Decimal::ONE_HUNDRED) {
                found.add(salary, "yoy_pct", growth, "not above -100", "give growth in percentage points");
            }
        }
        Ok(())
    }
}

impl CheckRules for GeoDifferential {
    fn check_rules(rows: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for row in rows {
            found.check_range(row, row.low_pct, row.high_pct);
        }
        Ok(())
    }
}

impl CheckRules for Premium {
    fn check_rules(rows: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for row in rows {
            found.check_range(row, row.low_pct, row.high_pct);
        }
        let cities = found.tables().read(&found.tables().cities)?;
        for row in rows {
            for id in row.typical_cities.split(';').map(str::trim).filter(|id| !id.is_empty()) {
                if cities.get(id).is_none() {
                    found.add_advisory(row, "typical_cities", id, "no city has this id", "write ids of cities.csv");
                }
            }
        }
        // A premium over a sector is chosen by name. The premium for a kind of hire is not, so there may be one only.
        let hire = rows.iter().filter(|row| row.kind == PremiumKind::Hire);
        found.check_single("hire", hire.map(|row| (row.id.as_str(), row)));
        Ok(())
    }
}

impl CheckRules for Bonus {
    fn check_rules(rows: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for row in rows {
            found.check_range(row, row.low_pct, row.high_pct);
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
        found.check_single("retention", retention.map(|row| (row.id.as_str(), row)));
        Ok(())
    }
}

impl CheckRules for Level {
    fn check_rules(levels: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        check_min_years(levels, found);
        for level in levels {
            match (level.low_pct, level.high_pct) {
                (Some(low), Some(high)) => found.check_range(level, low, high),
                (None, None) => {}
                (low, _) => {
                    let column = if low.is_some() { "high_pct" } else { "low_pct" };
                    found.add(level, column, "", "only one end of the range", "give both ends or neither");
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

/// Checks that `min_years` rises from level to level. Levels that an overlay adds stand after the pack's own: their `min_years`
/// rise among themselves, and differ from those of every other level.
fn check_min_years(levels: &PackTable<Level>, found: &mut BrokenRules<'_>) {
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

impl CheckRules for Fact {
    fn check_rules(facts: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        for fact in facts {
            let is_money = fact.unit.parse::<Currency>().is_ok();
            for (column, amount) in [("low", fact.low), ("high", fact.high)] {
                if let Some(amount) = amount.filter(|_| is_money)
                    && let Some(remedy) = thousands_or_decimals(amount)
                {
                    found.add(fact, column, amount, AMBIGUOUS_POINT, remedy);
                }
            }
            let (wanted, fits) = match fact.qualifier {
                Qualifier::AtLeast => ("low alone", fact.low.is_some() && fact.high.is_none()),
                Qualifier::AtMost => ("high alone", fact.low.is_none() && fact.high.is_some()),
                Qualifier::Exact | Qualifier::About | Qualifier::Often => {
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

impl CheckRules for University {
    fn check_rules(rows: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
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

impl CheckRules for Convention {
    fn check_rules(rows: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        let known = || convention::OF_EVERY_PACK.iter().chain(convention::OF_A_PACK).copied();
        for row in rows.iter().filter(|row| !known().any(|id| row.id == *id)) {
            let remedy = did_you_mean(&row.id, known(), "the conventions are");
            found.add(row, "id", &row.id, "no convention has this id, so its value would not be used", remedy);
        }
        if let Some(row) = rows.get(convention::MEDIAN_LEVEL) {
            let levels = found.tables().read(&found.tables().levels)?;
            let priced = || levels.without_overlays().filter(|level| level.low_pct.is_some()).map(|level| &*level.id);
            if !priced().any(|level| level == &*row.unit) {
                let remedy = did_you_mean(&row.unit, priced(), "the levels with one are");
                found.add(row, "unit", &row.unit, "not the id of a level with a differential", remedy);
            }
        }
        for id in convention::OF_EVERY_PACK {
            match rows.get(id) {
                None => {
                    let file = found.tables().display_path("conventions.csv");
                    let error =
                        DataError::file(file, format!("the convention {id} is missing"), "add a row with this id");
                    found.add_advisory_error(error.in_column("id").with_value(*id));
                }
                Some(row) if row.value <= Decimal::ZERO => {
                    found.add(row, "value", row.value, "not above zero", format!("give it in {}", row.unit));
                }
                Some(_) => {}
            }
        }
        if let Some(row) = rows.get(convention::SECTOR_AGEING_RATE)
            && row.value <= Decimal::ZERO
        {
            found.add(row, "value", row.value, "not above zero", format!("give it in {}", row.unit));
        }
        if let Some(row) = rows.get(convention::LOCAL_CURRENCY)
            && row.unit.parse::<Currency>().is_err()
        {
            found.add(row, "unit", &row.unit, "not a currency code", "write the three capitals of ISO 4217: USD, CNY");
        }
        Ok(())
    }
}

impl CheckRules for Wording {
    /// Words with a wrong id would never be printed.
    fn check_rules(rows: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        let skills = found.tables().read(&found.tables().skills)?;
        let frameworks = skills.iter().map(|skill| format!("{FRAMEWORK_PREFIX}{}", skill.framework));
        let roles = found.tables().read(&found.tables().roles)?;
        let areas = roles.iter().filter(|role| !role.area.is_empty()).map(|role| format!("{AREA_PREFIX}{}", role.area));
        let mut known: Vec<String> = wording_id::FIXED.iter().map(|id| (*id).to_owned()).collect();
        let cities = found.tables().read(&found.tables().cities)?;
        let tiers = cities.iter().filter(|city| !city.tier.is_empty());
        let rates = tiers.map(|city| format!("{REFERENCE_RATE_PREFIX}{}", city.tier));
        for id in frameworks.chain(areas).chain(rates) {
            if !known.contains(&id) {
                known.push(id);
            }
        }
        for row in rows.iter().filter(|row| !known.iter().any(|id| row.id == *id)) {
            let remedy = did_you_mean(&row.id, known.iter().map(String::as_str), "the ids are");
            found.add_advisory(row, "id", &row.id, "no words of a pack have this id", remedy);
        }
        Ok(())
    }
}

/// The remedy for an id that is none of the known ones, which `list` introduces.
fn did_you_mean<'a>(wrong: &str, known: impl Iterator<Item = &'a str>, list: &str) -> String {
    let known: Vec<&str> = known.collect();
    match nearest(wrong, known.iter().copied(), LETTERS_PER_MISTAKE_AMONG_FEW) {
        Some(id) => format!("write \"{id}\""),
        None => format!("{list} {}", known.join(", ")),
    }
}

impl CheckRules for FxRate {
    fn check_rules(rows: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        // The date may be a day later in another time zone.
        let latest = found.tables().today().and_then(|today| today.tomorrow().ok());
        for rate in rows {
            if latest.is_some_and(|latest| rate.date > latest) {
                found.add(rate, "date", rate.date, "a date in the future", "give the day on which the rate held");
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

impl CheckRules for Caveat {
    /// A caveat with a wrong selector would never be printed.
    fn check_rules(caveats: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        let sources = found.tables().read(&found.tables().sources)?;
        for caveat in caveats {
            if let Some(id) = caveat.source.split(';').find(|id| !id.is_empty() && sources.get(id).is_none()) {
                found.add_advisory(
                    caveat,
                    "source",
                    id,
                    "sources.csv has no such id",
                    "add the document to sources.csv",
                );
            }
            for selector in caveat.selectors() {
                let (rest, key) = selector.split_once(':').map_or((selector, None), |(rest, key)| (rest, Some(key)));
                let (table, column) =
                    rest.split_once('.').map_or((rest, None), |(table, column)| (table, Some(column)));
                let known = descriptor::schema(table).is_ok_and(|schema| {
                    column.is_none_or(|column| schema.fields.iter().any(|field| field.name == column))
                });
                if !known {
                    found.add_advisory(
                        caveat,
                        "affects",
                        selector,
                        "names no table or column",
                        "write table, table.column, table:id or table.column:id",
                    );
                } else if let Some(key) = key
                    && !found
                        .tables()
                        .raw_rows(table)?
                        .rows
                        .iter()
                        .any(|row| row.cells.first().is_some_and(|cell| cell == key))
                {
                    found.add_advisory(
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
