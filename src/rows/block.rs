//! Whole rows of a file in one buffer, and where each row and cell in it ends.

use std::borrow::Cow;

use super::dialect::{is_line_end, unquoted};
use super::masks::{Chunk, LANES, equal};
use super::quotes::Quotes;
use super::{Error, Ragged, cut};

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
    /// Where the quotes are: a bit for each byte of each [`LANES`] of the rows.
    pub(super) quotes: Vec<u64>,
    pub(super) has_quotes: bool,
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
        cut::end_at(length, &mut self.quotes);
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

/// Where rows and cells end in a block.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Each delimiter and each first byte of a line ending outside of quotes.
    cells: Vec<u32>,
    cell_count: usize,
    /// Those that end a row.
    rows: Vec<u32>,
    row_count: usize,
}

/// Positions are noted this many at a time, whether there are as many or not: that costs less than asking each time.
const CELLS_AT_ONCE: usize = 8;

impl Index {
    /// Finds the ends in a block.
    pub(super) fn of(&mut self, block: &Block, delimiter: u8) {
        // What a block does not have need not be looked for.
        match (block.has_quotes, block.has_returns) {
            (false, false) => self.find::<false, false>(block, delimiter),
            (false, true) => self.find::<false, true>(block, delimiter),
            (true, false) => self.find::<true, false>(block, delimiter),
            (true, true) => self.find::<true, true>(block, delimiter),
        }
    }

    fn find<const QUOTES: bool, const RETURNS: bool>(&mut self, block: &Block, delimiter: u8) {
        // Zeroed memory is not touched until it is used.
        let most = block.bytes.len() + LANES + CELLS_AT_ONCE;
        if self.cells.len() < most {
            (self.cells, self.rows) = (vec![0; most], vec![0; most]);
        }
        let mut quotes = Quotes::outside(true);
        // A line ending at the very beginning belongs to the row before.
        let (mut cells, mut rows, mut after_end) = (0, 0, 1);
        let (chunks, _) = block.bytes.as_chunks::<LANES>();
        let mut base = 0;
        for (chunk, found) in chunks.iter().zip(&block.quotes) {
            let mut line_ends = equal(chunk, b'\n');
            if RETURNS {
                line_ends |= equal(chunk, b'\r');
            }
            let mut delimiters = equal(chunk, delimiter);
            if QUOTES {
                let inside = quotes.step(*found, delimiters | line_ends);
                line_ends &= !inside;
                delimiters &= !inside;
            }
            let first = line_ends & !(line_ends << 1 | after_end);
            after_end = line_ends >> 63;
            cells += note::<CELLS_AT_ONCE>(self.cells.get_mut(cells..).unwrap_or_default(), delimiters | first, base);
            rows += note_few(self.rows.get_mut(rows..).unwrap_or_default(), first, base);
            base += LANES as u32;
        }
        // The last row of a file need not have a line ending.
        if block.rows().last().is_some_and(|byte| !is_line_end(*byte)) {
            let end = block.length as u32;
            cells += note::<1>(self.cells.get_mut(cells..).unwrap_or_default(), 1, end);
            rows += note::<1>(self.rows.get_mut(rows..).unwrap_or_default(), 1, end);
        }
        (self.cell_count, self.row_count) = (cells, rows);
    }
}

/// Notes the positions of the bits, and returns how many there are.
#[inline(always)]
fn note<const AT_ONCE: usize>(into: &mut [u32], mut bits: u64, base: u32) -> usize {
    let count = bits.count_ones() as usize;
    let mut slots = into.chunks_exact_mut(AT_ONCE);
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

/// The same where there are seldom more than two: two are counted without what takes the plainest processors twenty
/// instructions.
#[inline(always)]
fn note_few(into: &mut [u32], bits: u64, base: u32) -> usize {
    let second = bits & bits.wrapping_sub(1);
    if second & second.wrapping_sub(1) != 0 {
        return note::<1>(into, bits, base);
    }
    if let Some(slots) = into.first_chunk_mut() {
        *slots = [bits, second].map(|bits| base.wrapping_add(bits.trailing_zeros()));
    }
    usize::from(bits != 0) + usize::from(second != 0)
}

/// The rows of a block, one after the other.
#[derive(Debug)]
pub struct Rows<'b> {
    block: &'b Block,
    cells: &'b [u32],
    ends: std::slice::Iter<'b, u32>,
    start: usize,
    expected: usize,
    ragged: Ragged,
}

impl<'b> Rows<'b> {
    pub(super) fn new(block: &'b Block, index: &'b Index, expected: usize, ragged: Ragged) -> Self {
        let ends = index.rows.get(..index.row_count).unwrap_or_default().iter();
        let cells = index.cells.get(..index.cell_count).unwrap_or_default();
        let start = block.rows().iter().take_while(|byte| is_line_end(**byte)).count();
        Rows { block, cells, ends, start, expected, ragged }
    }

    /// How many rows are left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.ends.len()
    }

    /// How many cells a row with this end has, if not as many as expected.
    #[cold]
    fn cells_up_to(&self, end: u32) -> usize {
        self.cells.iter().position(|cell| *cell == end).map_or(0, |at| at + 1)
    }

    /// Hands all rows over, one after the other, until one fails: what the iterator does, without wrapping each row up with an
    /// error that it might have been.
    ///
    /// # Errors
    /// The first error, be it a ragged row's or the caller's.
    #[inline(always)]
    pub fn each<E: From<Error>>(mut self, mut work: impl FnMut(&Row<'b>) -> Result<(), E>) -> Result<(), E> {
        while let Some(row) = self.step() {
            if row.is_ragged() && self.ragged == Ragged::Refuse {
                return Err(self.refused(&row).into());
            }
            work(&row)?;
        }
        Ok(())
    }

    /// The next row, ragged or not.
    #[inline(always)]
    fn step(&mut self) -> Option<Row<'b>> {
        let end = *self.ends.next()?;
        let fits = self.cells.get(self.expected - 1) == Some(&end);
        let count = if fits { self.expected } else { self.cells_up_to(end) };
        let (cells, rest) = self.cells.split_at_checked(count)?;
        self.cells = rest;
        let row = Row { block: self.block, cells, start: self.start, end: end as usize, fits };
        let rows = self.block.rows();
        self.start = row.end + 1;
        while rows.get(self.start).is_some_and(|byte| is_line_end(*byte)) {
            self.start += 1;
        }
        Some(row)
    }

    #[cold]
    fn refused(&self, row: &Row<'_>) -> Error {
        Error::Ragged { line: row.line(), expected: self.expected, found: row.len() }
    }
}

impl<'b> Iterator for Rows<'b> {
    type Item = Result<Row<'b>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let row = self.step()?;
        if row.is_ragged() && self.ragged == Ragged::Refuse {
            return Some(Err(self.refused(&row)));
        }
        Some(Ok(row))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ends.size_hint()
    }
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
        let start = match first.checked_sub(1) {
            None => self.start,
            Some(before) => *self.cells.get(before)? as usize + 1,
        };
        self.block.bytes.get(start..end)
    }

    /// The 64 bytes that begin where a piece of the row from one cell to another does, and how many of them are the piece, as
    /// it stands in the file; what follows means nothing. `None` where it is longer, or the row has no such columns. So short
    /// a piece can be looked at without asking for its length at every turn.
    #[must_use]
    #[inline]
    pub fn window(&self, first: usize, last: usize) -> Option<(&'b [u8; 64], usize)> {
        let end = *self.cells.get(last)? as usize;
        let start = match first.checked_sub(1) {
            None => self.start,
            Some(before) => *self.cells.get(before)? as usize + 1,
        };
        let length = end.checked_sub(start).filter(|length| *length <= PAD)?;
        Some((self.block.bytes.get(start..)?.first_chunk()?, length))
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
