//! Prices the rows of a file, on one worker.

mod compare;
mod named_ids;
mod new_key;
mod price_row;
mod pricer;
#[cfg(test)]
mod tests;

pub(super) use price_row::AppendedCells;
pub(super) use pricer::RowPricer;
