//! The rules of the table of percentiles.

use super::broken_rules::{BrokenRules, CheckRules};
use super::rules::{AMBIGUOUS_POINT, thousands_or_decimals};
use crate::money::Decimal;
use crate::pack::error::DataError;
use crate::pack::record::Record;
use crate::pack::records::MarketCell;
use crate::pack::table::PackTable;

/// The least number of people whose percentiles are passed on.
const LEAST_PEOPLE: u64 = 5;

impl CheckRules for MarketCell {
    fn check_rules(cells: &PackTable<Self>, found: &mut BrokenRules<'_>) -> Result<(), DataError> {
        let first = cells.iter().next();
        for cell in cells {
            check_amounts(cell, found);
            check_order(cell, found);
            if let Some(people) = cell.n.filter(|people| *people < LEAST_PEOPLE) {
                let remedy = "leave the row out: the pay of single people could be told from it";
                found.add_advisory(cell, "n", people, format!("fewer than {LEAST_PEOPLE} people"), remedy);
            }
            let Some(first) = first else { continue };
            if cell.population != first.population {
                let problem = format!("the first row has {}: a pack has one population", first.population.as_str());
                let remedy = "put the other population into a pack of its own";
                found.add(cell, "population", cell.population.as_str(), problem, remedy);
            }
            if cell.element != first.element {
                let problem = format!("the first row has {}: a pack has one pay element", first.element.as_str());
                let remedy = "put the other element into a pack of its own";
                found.add(cell, "element", cell.element.as_str(), problem, remedy);
            }
        }
        Ok(())
    }
}

/// The percentiles of a row, from the lowest.
fn percentiles(cell: &MarketCell) -> [(&'static str, Option<Decimal>); 5] {
    [("p10", cell.p10), ("p25", cell.p25), ("p50", cell.p50), ("p75", cell.p75), ("p90", cell.p90)]
}

fn check_amounts(cell: &Record<MarketCell>, found: &mut BrokenRules<'_>) {
    let others = [("mean", cell.mean), ("ci_low", cell.ci_low), ("ci_high", cell.ci_high)];
    for (column, amount) in percentiles(cell).into_iter().chain(others) {
        let Some(amount) = amount else { continue };
        if amount <= Decimal::ZERO {
            found.add(cell, column, amount, "not above zero", "give the amount, or empty the cell");
        }
        if let Some(remedy) = thousands_or_decimals(amount) {
            found.add(cell, column, amount, AMBIGUOUS_POINT, remedy);
        }
    }
}

fn check_order(cell: &Record<MarketCell>, found: &mut BrokenRules<'_>) {
    let ends = [("ci_low", cell.ci_low), ("p50", cell.p50), ("ci_high", cell.ci_high)];
    for amounts in [&percentiles(cell)[..], &ends] {
        let mut before: Option<(&str, Decimal)> = None;
        for (column, amount) in amounts {
            let Some(amount) = *amount else { continue };
            if let Some((lower, least)) = before.filter(|(_, least)| amount < *least) {
                let problem = format!("less than {lower}, {least}");
                found.add(cell, column, amount, problem, "correct one of the two: percentiles do not fall");
            }
            before = Some((column, amount));
        }
    }
}
