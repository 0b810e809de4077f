//! How the bonuses of rows were added to their pay.

use std::collections::BTreeMap;

use crate::money::Currency;
use crate::people::AddedBonus;

/// How the bonuses of the rows of a subgroup were added to their pay.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct BonusCounts {
    /// The number of rows whose bonus is unlikely in the unit of its column.
    pub(super) unlikely: u64,
    /// The number of rows whose bonus was converted to the currency of the pay, by its own currency and that of the pay.
    pub(super) converted: BTreeMap<(Currency, Currency), u64>,
}

impl BonusCounts {
    /// Counts the bonus of a row.
    pub(super) fn add_row(&mut self, bonus: AddedBonus) {
        self.unlikely += u64::from(bonus.is_unlikely);
        if let Some(pair) = bonus.converted {
            *self.converted.entry(pair).or_default() += 1;
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.unlikely = self.unlikely.saturating_add(other.unlikely);
        for (pair, rows) in other.converted {
            let known = self.converted.entry(pair).or_default();
            *known = known.saturating_add(rows);
        }
    }
}
