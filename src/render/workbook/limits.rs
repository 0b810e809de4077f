//! What a sheet can hold, and the measures of its columns.

/// The greatest length of a text in a cell, in UTF-16 code units.
pub(super) const MAX_TEXT_LEN: usize = 32_767;
pub(super) const MAX_ROWS: usize = 1_048_576;
pub(super) const MAX_COLUMNS: usize = 16_384;
/// The least width of a column, in characters.
pub(super) const MIN_COLUMN_WIDTH: usize = 6;
/// The space beside a text, in characters.
pub(super) const PADDING: usize = 1;
/// The space for the arrow of the filter beside a heading, in characters.
pub(super) const FILTER_ARROW_WIDTH: usize = 4;
/// The code of A4 in Excel.
pub(super) const A4: u8 = 9;

/// The index of the last column.
pub(super) fn last(columns: usize) -> Option<u16> {
    columns.checked_sub(1).and_then(|last| u16::try_from(last).ok())
}
