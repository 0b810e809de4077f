//! Whole rows of a file in one buffer, and where each row and cell in it ends.

use std::borrow::Cow;

use super::dialect::{is_line_end, unquoted};
use super::error::Error;
use super::options::Ragged;
use super::quoted::QuotedBytes;
use crate::simd::{Chunk, LANES, at_best, equal};

/// A buffer reaches this far beyond its rows, so that chunks can be taken whole wherever they begin.
pub(super) const PAD: usize = LANES;

/// Rows, from the start of one (or from the blank lines before it) to the end of one.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The rows, and [`PAD`] zeros at least: no delimiter, quote or line ending is one, so that nobody need ask where the rows
    /// end.
    pub(super) bytes: Vec<u8>,
    /// How many of the bytes are rows.
    pub(super) length: usize,
    /// Counts the blocks of a file from 0.
    pub(super) number: u64,
    /// The line that the first byte is in.
    pub(super) line: u64,
    /// Whether the byte before the first was a carriage return, which a line feed would belong to.
    pub(super) after_return: bool,
    /// How many lines end in it.
    pub(super) lines: u64,
    pub(super) quoted: QuotedBytes,
    pub(super) has_returns: bool,
}

impl Block {
    pub(super) fn rows(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Ends the rows here: what is beyond them becomes zeros.
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

/// Lines that end in the bytes: at a line feed, a carriage return, or both together. Those who call this know whether there
/// are carriage returns.
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
        let returns = equal(chunk, b'\r');
        let alone = equal(chunk, b'\n') & !(returns << 1 | after);
        after = returns >> 63;
        ends + u64::from((returns | alone).count_ones())
    })
}

/// Where cells end in a block.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Each delimiter and each first byte of a line ending outside of quotes.
    cells: Vec<u32>,
    count: usize,
    /// Whether all rows have as many cells as expected.
    regular: bool,
    /// Whether a row may begin behind more than one byte of line endings.
    may_have_blank_lines: bool,
}

/// Positions are noted this many at a time, whether there are as many or not: that costs less than asking each time.
const CELLS_AT_ONCE: usize = 8;

impl Index {
    /// Finds the ends in a block whose rows should have `expected` cells.
    pub(super) fn of(&mut self, block: &Block, delimiter: u8, expected: usize) {
        // Zeroed memory is not touched until it is used.
        let most = block.bytes.len() + LANES + CELLS_AT_ONCE;
        if self.cells.len() < most {
            self.cells = vec![0; most];
        }
        // What a block does not have need not be looked for.
        let find = if block.has_returns { find_ends::<true> } else { find_ends::<false> };
        let mut ends = find(&block.bytes, block.quoted.inside(), delimiter, &mut self.cells);
        // Blank lines and line breaks in quotes make more lines than rows. Asked before a last row that no line ending ends.
        self.may_have_blank_lines = block.has_returns || block.lines > ends.rows as u64;
        // The last row of a file need not have a line ending.
        if block.rows().last().is_some_and(|byte| !is_line_end(*byte))
            && let Some(cell) = self.cells.get_mut(ends.cells)
        {
            *cell = block.length as u32;
            ends = Ends { cells: ends.cells + 1, rows: ends.rows + 1 };
        }
        self.count = ends.cells;
        // If every so many cells one ends a row, and there are as many of these as rows, no other cell does.
        self.regular = ends.rows.checked_mul(expected) == Some(ends.cells)
            && self.cells().chunks_exact(expected).all(|row| row.last().is_some_and(|cell| block.ends_row(*cell)));
    }

    fn cells(&self) -> &[u32] {
        self.cells.get(..self.count).unwrap_or_default()
    }
}

/// How many cells and rows end in a block.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    cells: usize,
    rows: usize,
}

at_best! {
    /// Notes where cells end outside of quotes, at a delimiter or at the first byte of a line ending.
    fn find_ends<const RETURNS: bool>(bytes: &[u8], inside: &[u64], delimiter: u8, cells: &mut [u32]) -> Ends {
        let mut ends = Ends::default();
        // A line ending at the very beginning belongs to the row before.
        let (mut base, mut after_end) = (0, 1);
        let (chunks, _) = bytes.as_chunks::<LANES>();
        for (chunk, inside) in chunks.iter().zip(inside) {
            let mut line_ends = equal(chunk, b'\n');
            if RETURNS {
                line_ends |= equal(chunk, b'\r');
            }
            line_ends &= !inside;
            let delimiters = equal(chunk, delimiter) & !inside;
            let first = line_ends & !(line_ends << 1 | after_end);
            after_end = line_ends >> 63;
            ends.rows += first.count_ones() as usize;
            ends.cells += note(cells.get_mut(ends.cells..).unwrap_or_default(), delimiters | first, base);
            base += LANES as u32;
        }
        ends
    }
}

/// Notes the positions of the bits, and returns how many there are.
#[inline(always)]
fn note(into: &mut [u32], mut bits: u64, base: u32) -> usize {
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

/// The rows of a block, one after the other.
#[derive(Debug)]
pub struct Rows<'b> {
    block: &'b Block,
    cells: &'b [u32],
    regular: bool,
    may_have_blank_lines: bool,
    start: usize,
    expected: usize,
    ragged: Ragged,
}

impl<'b> Rows<'b> {
    pub(super) fn new(block: &'b Block, index: &'b Index, expected: usize, ragged: Ragged) -> Self {
        let start = block.rows().iter().take_while(|byte| is_line_end(**byte)).count();
        Rows {
            block,
            cells: index.cells(),
            regular: index.regular,
            may_have_blank_lines: index.may_have_blank_lines,
            start,
            expected,
            ragged,
        }
    }

    /// Hands all rows over, one after the other, until one fails: what the iterator does, without wrapping each row up with an
    /// error that it might have been.
    ///
    /// # Errors
    /// The first error, be it a ragged row's or the caller's.
    #[inline(always)]
    pub fn each<E: From<Error>>(mut self, mut work: impl FnMut(&Row<'b>) -> Result<(), E>) -> Result<(), E> {
        while let Some((cells, rest)) = self.cells.split_at_checked(self.next_count()) {
            let Some(row) = self.row(cells) else { break };
            if !row.fits && self.ragged == Ragged::Refuse {
                return Err(self.refused(row).into());
            }
            work(&row)?;
            self.cells = rest;
            self.start = self.start_behind(row.end);
        }
        Ok(())
    }

    /// The next row, which has these cells.
    #[inline(always)]
    fn row(&self, cells: &'b [u32]) -> Option<Row<'b>> {
        let end = *cells.last()? as usize;
        Some(Row { block: self.block, cells, start: self.start, end, fits: cells.len() == self.expected })
    }

    /// How many cells the next row has, ragged or not; more than there are behind the last one.
    #[inline(always)]
    fn next_count(&self) -> usize {
        if self.regular { self.expected } else { cells_of_next(self.block, self.cells) }
    }

    /// Where the row behind one with this end begins.
    #[inline(always)]
    fn start_behind(&self, end: usize) -> usize {
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
        Error::Ragged { line: row.line(), expected: self.expected, found: row.len() }
    }
}

impl<'b> Iterator for Rows<'b> {
    type Item = Result<Row<'b>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (cells, rest) = self.cells.split_at_checked(self.next_count())?;
        let row = self.row(cells)?;
        self.cells = rest;
        self.start = self.start_behind(row.end);
        if row.is_ragged() && self.ragged == Ragged::Refuse {
            return Some(Err(self.refused(row)));
        }
        Some(Ok(row))
    }
}

/// How many cells there are up to the first that ends a row; more than there are if none does.
#[inline(never)]
fn cells_of_next(block: &Block, cells: &[u32]) -> usize {
    cells.iter().take_while(|cell| !block.ends_row(**cell)).count() + 1
}

/// One row of a file.
#[derive(Debug, Clone, Copy)]
pub struct Row<'b> {
    block: &'b Block,
    cells: &'b [u32],
    pub(super) start: usize,
    pub(super) end: usize,
    fits: bool,
}

impl<'b> Row<'b> {
    /// The number of the block of the file that it is in, counted from 0.
    #[must_use]
    #[inline(always)]
    pub fn block_number(&self) -> u64 {
        self.block.number
    }

    /// Its bytes without the line ending.
    #[must_use]
    pub fn bytes(&self) -> &'b [u8] {
        self.block.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// How many cells it has.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a row has at least one cell")]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has more or fewer cells than the header. Only with [`Ragged::Keep`].
    #[must_use]
    pub fn is_ragged(&self) -> bool {
        !self.fits
    }

    /// A cell as it stands in the file, quotes and all; `None` where the row has no such column. Columns count from 0.
    #[must_use]
    #[inline]
    pub fn raw(&self, column: usize) -> Option<&'b [u8]> {
        self.span(column, column)
    }

    /// Neighbouring cells as they stand in the file, with the delimiters between them: a key of several columns without
    /// putting one together. Rows that differ in nothing but quotes have different spans.
    #[must_use]
    #[inline]
    pub fn span(&self, first: usize, last: usize) -> Option<&'b [u8]> {
        let end = *self.cells.get(last)? as usize;
        self.block.bytes.get(self.start_of(first)?..end)
    }

    /// The 64 bytes that begin where a piece of the row from one cell to another does, and how many of them are the piece, as
    /// it stands in the file; what follows means nothing. `None` where it is longer, or the row has no such columns. So short
    /// a piece can be looked at without asking for its length at every turn.
    #[must_use]
    #[inline]
    pub fn window(&self, first: usize, last: usize) -> Option<(&'b Chunk, usize)> {
        let end = *self.cells.get(last)? as usize;
        let start = self.start_of(first)?;
        // One question for both: what ends before it begins is too long as well.
        let length = end.wrapping_sub(start);
        let window = self.block.bytes.get(start..)?.first_chunk()?;
        (length <= LANES).then_some((window, length))
    }

    /// Where a cell begins.
    #[inline(always)]
    fn start_of(&self, column: usize) -> Option<usize> {
        match column.checked_sub(1) {
            None => Some(self.start),
            Some(before) => self.cells.get(before).map(|end| *end as usize + 1),
        }
    }

    /// What a cell says, without quotes.
    #[must_use]
    pub fn value(&self, column: usize) -> Option<Cow<'b, [u8]>> {
        self.raw(column).map(unquoted)
    }

    /// The line in the file that it begins in, the header's first being 1. Counted when asked for.
    #[must_use]
    pub fn line(&self) -> u64 {
        let before = self.block.bytes.get(..self.start).unwrap_or_default();
        self.block.line + lines(before, self.block.has_returns, self.block.after_return)
    }
}
