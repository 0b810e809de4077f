//! The computed rows: workforces and medians projected to a later year.

use super::row::{MarketRow, RowKind};
use super::{pay, places};
use crate::money::{Decimal, grouped, round_money, round_places};
use crate::pack::{DataError, Pack};
use crate::views::projection;

/// The published workforces and medians with a growth, projected to a year.
pub(super) fn projected(pack: &Pack, year: i16) -> Result<Vec<MarketRow>, DataError> {
    let mut rows = Vec::new();
    let mut medians = Vec::new();
    pay::salaries(pack, &mut medians)?;
    for salary in pack.salaries()? {
        let key = format!("{}/{}", salary.role, salary.effective);
        let base = medians.iter().find(|row| row.key == format!("{key}.median"));
        let (Some(base), Some(growth), Some(value)) = (base, salary.yoy_pct, projection::median(salary, year)) else {
            continue;
        };
        let statement = formula(salary.median, growth, salary.effective.year(), year);
        let selectors = vec![format!("salaries.median:{key}"), format!("salaries.yoy_pct:{key}")];
        rows.push(MarketRow { selectors, ..base.projected(round_money(value), statement, year) });
    }
    let mut markets = Vec::new();
    places::cities(pack, &mut markets)?;
    for market in pack.city_market()? {
        let city = &market.city;
        let base = markets.iter().find(|row| row.key == format!("{city}.workforce"));
        let (Some(base), Ok(value)) = (base, projection::workforce(market, year)) else { continue };
        let statement = formula(market.workforce.into(), market.cagr_pct, market.effective.year(), year);
        let selectors = vec![format!("city_market.workforce:{city}"), format!("city_market.cagr_pct:{city}")];
        rows.push(MarketRow { selectors, ..base.projected(round_places(value, 0), statement, year) });
    }
    Ok(rows)
}

/// The formula of a projection with its numbers.
fn formula(value: Decimal, growth_pct: Decimal, effective: i16, year: i16) -> String {
    let value = grouped(value, value.normalize().scale().min(2));
    format!("{value} × (1 + {}%)^{}, from {effective}", growth_pct.normalize(), projection::years(effective, year))
}

impl MarketRow {
    /// The row of the same figure in a later year.
    fn projected(&self, value: Decimal, statement: String, year: i16) -> MarketRow {
        let row = MarketRow {
            kind: RowKind::Projected,
            metric: format!("{}, projected", self.metric),
            statement,
            period: year.to_string(),
            // The publisher of the figure did not publish its projection.
            attributed_to: String::new(),
            basis: "computed",
            ..self.clone()
        };
        MarketRow { qualifier: None, ..row.figure(value, self.unit.clone()) }
    }
}
