//! Whole rows of a file in one buffer, and the positions where its rows and cells end.

use std::borrow::Cow;

use super::dialect::{is_line_end, unquoted};
use super::error::Error;
use super::options::Ragged;
use super::quoted::QuotedBytes;
use super::stray_quote::{StrayQuote, last_row_within};
use crate::simd::{Chunk, LANES, equal_mask, multiversioned};

/// The bytes of a buffer beyond its rows, so that a whole chunk can be read from any position.
pub(super) const PAD: usize = LANES;

/// Whole rows, with the blank lines before them.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The rows, and at least [`PAD`] zeros after them. A zero is no delimiter, quote or line ending, so that scans need no
    /// bounds check at the end of the rows.
    pub(super) bytes: Vec<u8>,
    /// The length of the rows in bytes.
    pub(super) length: usize,
    /// The number of the block in its file, from 0.
    pub(super) number: u64,
    /// The bytes of all blocks before it.
    pub(super) offset: u64,
    /// The line of the first byte.
    pub(super) line: u64,
    /// Whether the byte before the first was a carriage return. A line feed at the start then belongs to it.
    pub(super) after_return: bool,
    /// The number of lines that end in the block.
    pub(super) lines: u64,
    pub(super) quoted: QuotedBytes,
    pub(super) has_returns: bool,
}

impl Block {
    pub(super) fn rows(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Ends the rows at a length, and zeroes the padding after them.
    pub(super) fn end_at(&mut self, length: usize) {
        self.length = length;
        if let Some(pad) = self.bytes.get_mut(length..length + PAD) {
            pad.fill(0);
        }
        self.quoted.truncate(length);
    }

    /// Whether a cell that ends here is the last of its row.
    #[inline(always)]
    fn ends_row(&self, cell: u32) -> bool {
        let at = cell as usize;
        at == self.length || self.bytes.get(at).is_some_and(|byte| is_line_end(*byte))
    }
}

/// The number of line ends in the bytes: line feeds, carriage returns, or both together. `has_returns` says whether there may
/// be carriage returns.
pub(super) fn lines(bytes: &[u8], has_returns: bool, after_return: bool) -> u64 {
    if !has_returns {
        let feeds = memchr::memchr_iter(b'\n', bytes).count() as u64;
        return feeds - u64::from(after_return && bytes.first() == Some(&b'\n'));
    }
    let (chunks, rest) = bytes.as_chunks::<LANES>();
    let mut last: Chunk = [0; LANES];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    let mut after = u64::from(after_return);
    chunks.iter().chain([&last]).fold(0, |ends, chunk| {
        let returns = equal_mask(chunk, b'\r');
        let alone = equal_mask(chunk, b'\n') & !(returns << 1 | after);
        after = returns >> 63;
        ends + u64::from((returns | alone).count_ones())
    })
}

/// The positions where the cells of a block end.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The positions of delimiters, and of the first bytes of line endings, outside of quotes.
    cell_ends: Vec<u32>,
    count: usize,
    /// Whether all rows have the expected number of cells.
    regular: bool,
    /// Whether more than one byte of line endings may stand between two rows.
    may_have_blank_lines: bool,
    /// The quoted cell that holds whole rows. The row with it and those after it have no cells here.
    stray_quote: Option<StrayQuote>,
}

/// Positions are written this many at a time, even where fewer are left: that costs less than a branch for each.
const CELLS_AT_ONCE: usize = 8;

impl Index {
    /// Indexes a block whose rows should have `expected` cells, up to a quoted cell that holds whole rows if `checks_quotes`.
    pub(super) fn of(&mut self, block: &Block, delimiter: u8, expected: usize, checks_quotes: bool) {
        // The allocator hands out zeroed pages without touching them.
        let most = block.bytes.len() + LANES + CELLS_AT_ONCE;
        if self.cell_ends.len() < most {
            self.cell_ends = vec![0; most];
        }
        // Blocks without carriage returns are searched faster.
        let find = if block.has_returns { find_ends::<true> } else { find_ends::<false> };
        let mut ends = find(&block.bytes, block.quoted.inside(), delimiter, &mut self.cell_ends);
        // Blank lines, and line breaks in quotes, make more lines than rows. Decided before a last row without a line ending is
        // counted.
        let has_more_lines = block.lines > ends.rows as u64;
        self.may_have_blank_lines = block.has_returns || has_more_lines;
        // The last row of a file need not have a line ending.
        if block.rows().last().is_some_and(|byte| !is_line_end(*byte))
            && let Some(cell) = self.cell_ends.get_mut(ends.cells)
        {
            *cell = block.length as u32;
            ends = EndCounts { cells: ends.cells + 1, rows: ends.rows + 1 };
        }
        self.count = ends.cells;
        // All rows have `expected` cells if the totals match and each `expected`-th cell ends a row.
        self.regular = ends.rows.checked_mul(expected) == Some(ends.cells)
            && self.cell_ends().chunks_exact(expected).all(|row| row.last().is_some_and(|cell| block.ends_row(*cell)));
        self.stray_quote = None;
        if checks_quotes && has_more_lines {
            self.end_at_stray_quote(block, delimiter, expected);
        }
    }

    /// Ends the index before the first row with a quoted cell that holds others.
    #[cold]
    fn end_at_stray_quote(&mut self, block: &Block, delimiter: u8, expected: usize) {
        let mut cells = 0;
        for row in Rows::new(block, self, expected, Ragged::Keep).flatten() {
            if let Some(found) = row.stray_quote(delimiter, expected) {
                (self.count, self.stray_quote) = (cells, Some(found));
                return;
            }
            cells += row.len();
        }
    }

    fn cell_ends(&self) -> &[u32] {
        self.cell_ends.get(..self.count).unwrap_or_default()
    }
}

/// The numbers of cells and of rows that end in a block.
#[derive(Debug, Clone, Copy, Default)]
struct EndCounts {
    cells: usize,
    rows: usize,
}

multiversioned! {
    /// Writes the positions of delimiters, and of the first bytes of line endings, outside of quotes to `cell_ends`.
    fn find_ends<const RETURNS: bool>(bytes: &[u8], inside: &[u64], delimiter: u8, cell_ends: &mut [u32]) -> EndCounts {
        let mut ends = EndCounts::default();
        // A line ending at the start of the block belongs to the row before.
        let (mut base, mut after_end) = (0, 1);
        let (chunks, _) = bytes.as_chunks::<LANES>();
        for (chunk, inside) in chunks.iter().zip(inside) {
            let mut line_ends = equal_mask(chunk, b'\n');
            if RETURNS {
                line_ends |= equal_mask(chunk, b'\r');
            }
            line_ends &= !inside;
            let delimiters = equal_mask(chunk, delimiter) & !inside;
            let first = line_ends & !(line_ends << 1 | after_end);
            after_end = line_ends >> 63;
            ends.rows += first.count_ones() as usize;
            ends.cells += write_positions(cell_ends.get_mut(ends.cells..).unwrap_or_default(), delimiters | first, base);
            base += LANES as u32;
        }
        ends
    }
}

/// Writes the positions of the set bits, and returns their number.
#[inline(always)]
fn write_positions(into: &mut [u32], mut bits: u64, base: u32) -> usize {
    let count = bits.count_ones() as usize;
    let mut slots = into.chunks_exact_mut(CELLS_AT_ONCE);
    loop {
        let Some(slots) = slots.next() else { return count };
        for slot in slots {
            *slot = base.wrapping_add(bits.trailing_zeros());
            bits &= bits.wrapping_sub(1);
        }
        if bits == 0 {
            return count;
        }
    }
}

/// An iterator over the rows of a block.
#[derive(Debug)]
pub struct Rows<'b> {
    block: &'b Block,
    cell_ends: &'b [u32],
    regular: bool,
    may_have_blank_lines: bool,
    start: usize,
    expected: usize,
    ragged: Ragged,
    /// What is wrong with the row after the last one.
    stray_quote: Option<StrayQuote>,
}

impl<'b> Rows<'b> {
    pub(super) fn new(block: &'b Block, index: &'b Index, expected: usize, ragged: Ragged) -> Self {
        let start = block.rows().iter().take_while(|byte| is_line_end(**byte)).count();
        Rows {
            block,
            cell_ends: index.cell_ends(),
            regular: index.regular,
            may_have_blank_lines: index.may_have_blank_lines,
            start,
            expected,
            ragged,
            stray_quote: index.stray_quote,
        }
    }

    /// Calls `work` for each row until one fails. Faster than the iterator, which wraps each row in a `Result`.
    ///
    /// # Errors
    /// The first error, be it a row's or the caller's.
    #[inline(always)]
    pub fn each<E: From<Error>>(mut self, mut work: impl FnMut(&Row<'b>) -> Result<(), E>) -> Result<(), E> {
        while let Some((cell_ends, rest)) = self.cell_ends.split_at_checked(self.next_count()) {
            let Some(row) = self.row(cell_ends) else { break };
            if !row.fits && self.ragged == Ragged::Refuse {
                return Err(self.refused(row).into());
            }
            work(&row)?;
            self.cell_ends = rest;
            self.start = self.start_after(row.end);
        }
        self.stray_quote.map_or(Ok(()), |found| Err(Error::from(found).into()))
    }

    /// Calls `work` for `N` rows at a time, the last ones fewer, until one call fails.
    ///
    /// # Errors
    /// As for [`Rows::each`].
    #[inline(always)]
    pub fn each_batch<const N: usize, E: From<Error>>(
        self,
        mut work: impl FnMut(&[Row<'b>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut batch = Vec::with_capacity(N);
        let refused = self.each(|row| {
            batch.push(*row);
            if batch.len() == N {
                work(&batch).map_err(Stopped::ByCaller)?;
                batch.clear();
            }
            Ok(())
        });
        match refused {
            Ok(()) => work(&batch),
            // The rows before a refused one come first.
            Err(Stopped::ByRow(error)) => work(&batch).and(Err(error.into())),
            Err(Stopped::ByCaller(error)) => Err(error),
        }
    }

    /// The next row, given the ends of its cells.
    #[inline(always)]
    fn row(&self, cell_ends: &'b [u32]) -> Option<Row<'b>> {
        let end = *cell_ends.last()? as usize;
        Some(Row { block: self.block, cell_ends, start: self.start, end, fits: cell_ends.len() == self.expected })
    }

    /// The number of cells of the next row; more than are left where there is no next row.
    #[inline(always)]
    fn next_count(&self) -> usize {
        if self.regular { self.expected } else { cells_of_next(self.block, self.cell_ends) }
    }

    /// The start of the row after one with this end.
    #[inline(always)]
    fn start_after(&self, end: usize) -> usize {
        let mut start = end + 1;
        if self.may_have_blank_lines {
            let rows = self.block.rows();
            while rows.get(start).is_some_and(|byte| is_line_end(*byte)) {
                start += 1;
            }
        }
        start
    }

    #[cold]
    fn refused(&self, row: Row<'_>) -> Error {
        let (expected, found) = (self.expected, row.len());
        let splits_number = found > expected && (1..found).any(|at| row.splits_number(at));
        Error::Ragged { line: row.line(), expected, found, splits_number }
    }
}

/// Why the rows of batches ended early.
enum Stopped<E> {
    ByRow(Error),
    ByCaller(E),
}

impl<E> From<Error> for Stopped<E> {
    fn from(error: Error) -> Self {
        Stopped::ByRow(error)
    }
}

impl<'b> Iterator for Rows<'b> {
    type Item = Result<Row<'b>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let Some((cell_ends, rest)) = self.cell_ends.split_at_checked(self.next_count()) else {
            return self.stray_quote.take().map(|found| Err(found.into()));
        };
        let row = self.row(cell_ends)?;
        self.cell_ends = rest;
        self.start = self.start_after(row.end);
        if row.is_ragged() && self.ragged == Ragged::Refuse {
            return Some(Err(self.refused(row)));
        }
        Some(Ok(row))
    }
}

/// The number of cells up to the first that ends a row; more than there are if none does.
#[inline(never)]
fn cells_of_next(block: &Block, cell_ends: &[u32]) -> usize {
    cell_ends.iter().take_while(|cell| !block.ends_row(**cell)).count() + 1
}

/// One row of a file.
#[derive(Debug, Clone, Copy)]
pub struct Row<'b> {
    block: &'b Block,
    cell_ends: &'b [u32],
    pub(super) start: usize,
    pub(super) end: usize,
    fits: bool,
}

/// The line of a row, from which that of a later row is counted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LineMark {
    block: u64,
    start: usize,
    /// The line; 0 before the first row.
    line: u64,
}

impl<'b> Row<'b> {
    /// The number of bytes of the rows before it. Unlike the number of its block, it does not depend on the size of blocks.
    #[must_use]
    #[inline(always)]
    pub fn offset(&self) -> u64 {
        self.block.offset + self.start as u64
    }

    /// The bytes of the row without its line ending.
    #[must_use]
    pub fn bytes(&self) -> &'b [u8] {
        self.block.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// The number of cells.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a row has at least one cell")]
    pub fn len(&self) -> usize {
        self.cell_ends.len()
    }

    /// Whether the row has more or fewer cells than the header. Only with [`Ragged::Keep`].
    #[must_use]
    pub fn is_ragged(&self) -> bool {
        !self.fits
    }

    /// The bytes of a cell in the file, quotes included; `None` where the row has no such column. Columns count from 0.
    #[must_use]
    #[inline]
    pub fn raw(&self, column: usize) -> Option<&'b [u8]> {
        self.span(column, column)
    }

    /// Whether the comma before a cell may separate the thousands of a number: `60,000` without quotes.
    fn splits_number(&self, column: usize) -> bool {
        let is_digit = |byte: &&u8| byte.is_ascii_digit();
        let (Some(last), Some(cell)) = (column.checked_sub(1), self.raw(column)) else { return false };
        let before = self.raw(last).unwrap_or_default();
        let leading = before.iter().rev().take_while(is_digit).count();
        let is_comma = self.span(last, column).and_then(|span| span.get(before.len())) == Some(&b',');
        is_comma && (1..=3).contains(&leading) && cell.iter().take_while(is_digit).count() == 3
    }

    /// The bytes of neighbouring cells in the file, with the delimiters between them: a key of several columns that needs no
    /// copy. Rows that differ only in quotes have different spans.
    #[must_use]
    #[inline]
    pub fn span(&self, first: usize, last: usize) -> Option<&'b [u8]> {
        let end = *self.cell_ends.get(last)? as usize;
        self.block.bytes.get(self.start_of(first)?..end)
    }

    /// The 64 bytes of the file from the start of one cell, and the length of the span from there to the end of another; bytes
    /// after the span mean nothing. `None` where the span is longer, or the row has no such columns. A window of fixed length
    /// can be compared without branches on its length.
    #[must_use]
    #[inline]
    pub fn window(&self, first: usize, last: usize) -> Option<(&'b Chunk, usize)> {
        let end = *self.cell_ends.get(last)? as usize;
        let start = self.start_of(first)?;
        // One check for both errors: a span that ends before it begins wraps to a huge length.
        let length = end.wrapping_sub(start);
        let window = self.block.bytes.get(start..)?.first_chunk()?;
        (length <= LANES).then_some((window, length))
    }

    /// The position where a cell begins.
    #[inline(always)]
    fn start_of(&self, column: usize) -> Option<usize> {
        match column.checked_sub(1) {
            None => Some(self.start),
            Some(before) => self.cell_ends.get(before).map(|end| *end as usize + 1),
        }
    }

    /// The value of a cell, without quotes.
    #[must_use]
    pub fn value(&self, column: usize) -> Option<Cow<'b, [u8]>> {
        self.raw(column).map(unquoted)
    }

    /// The line of the file in which the row begins, counted from that of an earlier row.
    pub(crate) fn line_after(&self, mark: &mut LineMark) -> u64 {
        let is_before = mark.line > 0 && mark.block == self.block.number && mark.start <= self.start;
        let line = match self.block.bytes.get(mark.start..self.start).filter(|_| is_before) {
            // A row begins behind a whole line end.
            Some(between) => mark.line + lines(between, self.block.has_returns, false),
            None => self.line(),
        };
        *mark = LineMark { block: self.block.number, start: self.start, line };
        line
    }

    /// The quote in the row whose cell holds other rows, where rows should have `expected` cells.
    fn stray_quote(&self, delimiter: u8, expected: usize) -> Option<StrayQuote> {
        // The line ends within a row are in quotes.
        memchr::memchr2(b'\n', b'\r', self.bytes())?;
        let cells: Vec<&[u8]> = (0..self.len()).filter_map(|column| self.raw(column)).collect();
        let at = last_row_within(self.bytes(), &cells, delimiter, expected)?;
        let before = self.bytes().get(..at).unwrap_or_default();
        let line = self.line();
        Some(StrayQuote { line, row_within: line + lines(before, true, false) })
    }

    /// The line of the file in which the row begins; the header's first is 1. Counted at each call.
    #[must_use]
    pub fn line(&self) -> u64 {
        let before = self.block.bytes.get(..self.start).unwrap_or_default();
        self.block.line + lines(before, self.block.has_returns, self.block.after_return)
    }
}
