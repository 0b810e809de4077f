//! The limit of prices that are held until all of them are known, as a table or a workbook needs them.

use super::failure::Failure;
use crate::money::grouped;

/// The most prices that are held. One takes 10 kB, and beside another one 16 kB.
const MAX_PRICES: usize = 50_000;

/// The most prices that are held with the text of their steps, which takes 50 kB.
const MAX_EXPLAINED_PRICES: usize = 10_000;

/// Checks that prices can be held in about half a GB of memory.
///
/// # Errors
/// When there are too many. `hint` says what to do.
pub(super) fn require_few(prices: usize, has_steps: bool, hint: &'static str) -> Result<(), Failure> {
    let most = if has_steps { MAX_EXPLAINED_PRICES } else { MAX_PRICES };
    if prices <= most {
        return Ok(());
    }
    let steps = if has_steps { " with their steps" } else { "" };
    let grouped = |count: usize| grouped(count.into(), 0);
    let text =
        anyhow::anyhow!("{} prices are too many to print at once{steps}: at most {}", grouped(prices), grouped(most));
    Err(Failure::failed(text).hint(hint))
}
