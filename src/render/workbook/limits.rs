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
/// The greatest width of a text column, in characters. Longer texts are wrapped.
pub(super) const MAX_TEXT_WIDTH: usize = 50;
/// The width down to which text columns shrink so that a page holds the sheet, in characters.
pub(super) const MIN_TEXT_WIDTH: usize = 24;
/// The width of a page of A4 on its side, in characters of 7 points. A wider sheet is printed on several pages side by side.
pub(super) const MAX_PAGE_WIDTH: usize = 220;
/// The code of A4 in Excel.
pub(super) const A4: u8 = 9;

/// The index of the last column.
pub(super) fn last(columns: usize) -> Option<u16> {
    columns.checked_sub(1).and_then(|last| u16::try_from(last).ok())
}
