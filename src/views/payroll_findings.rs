//! What the pay of a file amounts to against the market, in sentences.

use super::offer::percent;
use super::payroll::SummaryUnit;
use super::range_names::range_points;
use crate::money::{Decimal, grouped};
use crate::pack::{DataError, Pack};
use crate::payroll::{CellTally, Status, Tally};
use crate::pricing::has_percentiles_only;

/// From this many people on, a share says more than a count.
const MIN_FOR_SHARE: u64 = 20;

/// The names of the low, the mid and the high of the market.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MarketNames {
    pub(super) low: &'static str,
    pub(super) mid: &'static str,
    pub(super) high: &'static str,
}

impl MarketNames {
    /// The names for a pack: percentiles where it has nothing else.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(super) fn of(pack: &Pack) -> Result<Self, DataError> {
        Ok(match has_percentiles_only(pack)? {
            true => {
                let [low, mid, high] = range_points(true);
                MarketNames { low, mid, high }
            }
            false => MarketNames { low: "the market low", mid: "the market mid", high: "the market high" },
        })
    }
}

/// All people of a file whose pay was compared.
pub(super) fn whole_file(tally: &Tally) -> CellTally {
    let mut whole = CellTally::default();
    tally.cells.values().for_each(|cell| whole.merge(cell));
    whole
}

/// How many people are below the market and what would close the gap, in one sentence without a full stop. Where rows are not
/// compared, it says first how many are; where amounts are implausible, it says how many.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn payroll_finding(pack: &Pack, tally: &Tally, unit: SummaryUnit) -> Result<String, DataError> {
    let count = not_all_compared(tally);
    let mut finding = finding(&whole_file(tally), MarketNames::of(pack)?, unit, count.is_some());
    if let Some(count) = count {
        finding = format!("{count}: {finding}");
    }
    match tally.far_amounts() {
        0 => {}
        1 => finding.push_str("; 1 amount may be in a wrong unit"),
        far => finding.push_str(&format!("; {} amounts may be in a wrong unit", grouped(far.into(), 0))),
    }
    Ok(finding)
}

/// How many of the rows of people are compared; `None` where all are, or none.
fn not_all_compared(tally: &Tally) -> Option<String> {
    let compared = tally.rows(Status::Priced);
    let of_nobody = [Status::TotalRow, Status::BlankRow, Status::HeaderRow].map(|status| tally.rows(status));
    let rows = tally.all_rows() - of_nobody.iter().sum::<u64>();
    let what = if tally.priced() == compared { "have a price" } else { "are compared" };
    (compared > 0 && compared < rows)
        .then(|| format!("{} of {} rows {what}", grouped(compared.into(), 0), grouped(rows.into(), 0)))
}

/// The finding; `all_are_said` tells that the number of people stands before it.
fn finding(whole: &CellTally, names: MarketNames, unit: SummaryUnit, all_are_said: bool) -> String {
    let of_all = if all_are_said { String::new() } else { format!(" of {}", grouped(whole.compared.into(), 0)) };
    let MarketNames { low, high, .. } = names;
    if whole.compared == 0 {
        return "no pay was compared with the market".to_owned();
    }
    if whole.below > 0 {
        let (verb, them) = if whole.below == 1 { ("is", "it") } else { ("are", "them") };
        let below = match whole.compared < MIN_FOR_SHARE {
            true => format!("{}{of_all} {verb}", grouped(whole.below.into(), 0)),
            false => format!("{}{of_all} are", share(whole.below, whole.compared)),
        };
        let them = if whole.compared < MIN_FOR_SHARE { them } else { "them" };
        return format!("{below} below {low}; {} brings {them} up to it", amount(whole.cost_to_low, unit));
    }
    match whole.above {
        0 => format!("none{of_all} is outside the market range"),
        above => format!(
            "none{of_all} is below {low}; {} {} above {high}",
            grouped(above.into(), 0),
            if above == 1 { "is" } else { "are" }
        ),
    }
}

/// The findings of a file in at most three lines: the finding, the median and the positions, and the cost of the market mid.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn payroll_findings(pack: &Pack, tally: &Tally, unit: SummaryUnit) -> Result<Vec<String>, DataError> {
    let (whole, names) = (whole_file(tally), MarketNames::of(pack)?);
    let mut lines = vec![finding(&whole, names, unit, false)];
    if whole.compared == 0 {
        return Ok(lines);
    }
    let median = tally.ratios.median().or_else(|| whole.ratios.median());
    let within = whole.compared.saturating_sub(whole.below + whole.above + whole.unknown);
    let positions: Vec<String> = [
        ("below", whole.below, true),
        ("within", within, true),
        ("above", whole.above, true),
        ("without a published end", whole.unknown, whole.unknown > 0),
    ]
    .into_iter()
    .filter(|(_, _, is_shown)| *is_shown)
    .map(|(name, count, _)| format!("{} {name}", share(count, whole.compared)))
    .collect();
    if let Some(median) = median {
        let mid = names.mid.trim_start_matches("the ");
        lines.push(format!("median ratio of pay to {mid} {}; {}", grouped(median, 2), positions.join(", ")));
    }
    if whole.cost_to_mid > Decimal::ZERO {
        lines.push(format!("{} brings everyone below {} up to it", amount(whole.cost_to_mid, unit), names.mid));
    }
    Ok(lines)
}

/// A count as a share of people, in percent.
fn share(count: u64, of: u64) -> String {
    if count == 0 {
        return "0%".to_owned();
    }
    percent(Decimal::from(count).checked_div(Decimal::from(of)).unwrap_or_default())
}

fn amount(cost: Decimal, unit: SummaryUnit) -> String {
    format!("{} {} {}", unit.currency, grouped(cost, unit.period.people_places()), unit.period.with_article())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Currency, Period};

    fn said(compared: u64, below: u64, above: u64) -> String {
        let cost_to_low = Decimal::from(19_020);
        let whole = CellTally { compared, below, above, cost_to_low, ..CellTally::default() };
        let names = MarketNames { low: "P25", mid: "P50", high: "P75" };
        finding(
            &whole,
            names,
            SummaryUnit { currency: "USD".parse::<Currency>().unwrap(), period: Period::Year },
            false,
        )
    }

    /// Catches a share of a handful, a wrong number of the verb, and a cost that nobody causes.
    #[test]
    fn the_finding_fits_the_counts() {
        assert_eq!(said(1_240, 533, 0), "43% of 1,240 are below P25; USD 19,020 a year brings them up to it");
        assert_eq!(said(7, 1, 2), "1 of 7 is below P25; USD 19,020 a year brings it up to it");
        assert_eq!(said(7, 3, 2), "3 of 7 are below P25; USD 19,020 a year brings them up to it");
        assert_eq!(said(7, 0, 2), "none of 7 is below P25; 2 are above P75");
        assert_eq!(said(7, 0, 0), "none of 7 is outside the market range");
        assert_eq!(said(0, 0, 0), "no pay was compared with the market");
    }
}
