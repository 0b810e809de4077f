//! Percentiles in the binary as columns of whole numbers, so that a price reads only the figures that it needs, and parses no text.
//! The build script writes them by `cell_columns_writer.rs`, and reads them again to compare.
//!
//! A table has one [`Layout`] and for each role a block of bytes. A block has a part for each stored column, one after the other. A
//! part has a code for each row, in as few bytes as the largest code of the column needs in the whole table, the lowest byte first:
//!
//! - for a key column, the index of the text among the sorted texts of the column;
//! - for a column of figures, 0 for an empty cell, or else 1 + the number × 10 to the power of the scale of the column;
//! - for all other columns together, the terms, the index of their combination among those of the table.
//!
//! A layout is text: the header of the table; a line `texts,WIDTH,COLUMN,TEXT,…` for each key column; a line
//! `numbers,WIDTH,COLUMN,SCALE` for each column of figures; a line `terms,WIDTH,COLUMN,…`; then a line for each combination of terms.

use std::cmp::Ordering;

/// The columns that identify a row.
pub(super) const KEY_COLUMNS: [&str; 4] = ["role", "place", "level", "segment"];

/// A column of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    P10,
    P25,
    P50,
    P75,
    P90,
    Mean,
    Employment,
    N,
    Organisations,
    CiLow,
    CiHigh,
    MeanRsePct,
}

impl Figure {
    /// All of them, with the names of their columns.
    pub(super) const ALL: [(Figure, &'static str); 12] = [
        (Figure::P10, "p10"),
        (Figure::P25, "p25"),
        (Figure::P50, "p50"),
        (Figure::P75, "p75"),
        (Figure::P90, "p90"),
        (Figure::Mean, "mean"),
        (Figure::Employment, "employment"),
        (Figure::N, "n"),
        (Figure::Organisations, "organisations"),
        (Figure::CiLow, "ci_low"),
        (Figure::CiHigh, "ci_high"),
        (Figure::MeanRsePct, "mean_rse_pct"),
    ];

    /// The column of this name.
    pub(super) fn of_name(column: &str) -> Option<Self> {
        Figure::ALL.iter().find(|(_, name)| *name == column).map(|(figure, _)| *figure)
    }
}

/// A number of a column of figures, which has no needless zeros: `mantissa` ÷ 10 to the power of `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) mantissa: u64,
    pub(super) scale: u32,
}

/// Where the part of a column is in a block.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    /// The bytes of all parts before it, for one row.
    start: usize,
    /// The bytes of a code.
    width: usize,
}

/// What a column of the table is.
#[derive(Debug, Clone, Copy)]
enum Column {
    /// One of [`KEY_COLUMNS`], by its index.
    Key(usize),
    Figure(Figure),
    /// One of the terms, which stand in the order of the header.
    Term,
}

/// What the columns of a table are, and where each is in a block.
#[derive(Debug)]
pub(super) struct Layout<'t> {
    header: &'t str,
    columns: Vec<Column>,
    /// The sorted texts of each key column.
    keys: [(Part, Vec<&'t str>); KEY_COLUMNS.len()],
    /// The columns of figures that have a part, with their scale.
    figures: [Option<(Part, u32)>; Figure::ALL.len()],
    terms_part: Part,
    /// The combinations of terms, as rows with commas.
    terms: Vec<&'t str>,
    /// The bytes of a row in all parts.
    row_len: usize,
}

/// The rows of a role.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'t> {
    layout: &'t Layout<'t>,
    bytes: &'t [u8],
    /// The number of rows.
    len: usize,
}

/// The codes of a place, a level and a segment. They hold for the blocks of one layout.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct KeyCodes([u32; KEY_COLUMNS.len() - 1]);

/// One of the rows of a role.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockRow<'t> {
    block: Block<'t>,
    at: usize,
}

impl<'t> Layout<'t> {
    /// The layout that a text describes; `None` where the text is damaged.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let mut lines = text.lines();
        let mut layout = Layout {
            header: lines.next()?,
            columns: Vec::new(),
            keys: Default::default(),
            figures: Default::default(),
            terms_part: Part::default(),
            terms: Vec::new(),
            row_len: 0,
        };
        let mut terms_columns = Vec::new();
        for line in lines.by_ref() {
            let mut cells = line.split(',');
            let (kind, width) = (cells.next()?, cells.next()?.parse().ok()?);
            let part = Part { start: layout.row_len, width };
            layout.row_len += width;
            match kind {
                "texts" => {
                    let column = cells.next()?;
                    let at = KEY_COLUMNS.iter().position(|key| *key == column)?;
                    *layout.keys.get_mut(at)? = (part, cells.collect());
                }
                "numbers" => {
                    let figure = Figure::of_name(cells.next()?)?;
                    *layout.figures.get_mut(figure as usize)? = Some((part, cells.next()?.parse().ok()?));
                }
                "terms" => {
                    (layout.terms_part, terms_columns) = (part, cells.collect());
                    break;
                }
                _ => return None,
            }
        }
        layout.terms = lines.collect();
        let column = |name: &str| {
            let key = KEY_COLUMNS.iter().position(|key| *key == name).map(Column::Key);
            let figure = || Figure::of_name(name).filter(|figure| layout.stores(*figure)).map(Column::Figure);
            let term = || terms_columns.contains(&name).then_some(Column::Term);
            key.or_else(figure).or_else(term)
        };
        layout.columns = layout.header.split(',').map(column).collect::<Option<_>>()?;
        Some(layout)
    }

    /// A table with the header and a row for each combination of terms, whose other cells are empty.
    pub(super) fn terms_table(&self) -> String {
        let mut table = format!("{}\n", self.header);
        for terms in &self.terms {
            self.write_row(&mut table, terms, None);
        }
        table
    }

    /// The key columns by which a row is found among those of its role.
    fn keys_in_role(&self) -> &[(Part, Vec<&'t str>)] {
        let [_, keys @ ..] = &self.keys;
        keys
    }

    /// Whether a column of figures has a part.
    fn stores(&self, figure: Figure) -> bool {
        self.figures.get(figure as usize).is_some_and(Option::is_some)
    }

    /// Writes a row with these terms. Without a row of a block its other cells are empty.
    fn write_row(&self, out: &mut String, terms: &str, row: Option<BlockRow<'_>>) {
        let mut terms = terms.split(',');
        for (at, column) in self.columns.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            match column {
                Column::Term => out.push_str(terms.next().unwrap_or_default()),
                Column::Key(at) => out.push_str(row.map(|row| row.key(*at)).unwrap_or_default()),
                Column::Figure(figure) => {
                    let number = row.and_then(|row| row.figure(*figure));
                    out.push_str(&number.map(Number::text).unwrap_or_default());
                }
            }
        }
        out.push('\n');
    }
}

impl<'t> Block<'t> {
    /// The rows of a block of bytes.
    pub(super) fn new(layout: &'t Layout<'t>, bytes: &'t [u8]) -> Self {
        Block { layout, bytes, len: bytes.len().checked_div(layout.row_len).unwrap_or_default() }
    }

    /// All rows.
    fn rows(self) -> impl Iterator<Item = BlockRow<'t>> {
        (0..self.len).map(move |at| BlockRow { block: self, at })
    }

    /// The codes of a place, a level and a segment in all blocks of the table; `None` where no row has one of them.
    pub(super) fn codes(self, place: &str, level: &str, segment: &str) -> Option<KeyCodes> {
        let mut codes = KeyCodes::default();
        for ((code, (_, texts)), text) in
            codes.0.iter_mut().zip(self.layout.keys_in_role()).zip([place, level, segment])
        {
            *code = texts.binary_search(&text).ok()?.try_into().ok()?;
        }
        Some(codes)
    }

    /// The row with these codes.
    pub(super) fn find(self, codes: KeyCodes) -> Option<BlockRow<'t>> {
        // The rows are sorted by place, level and segment. The row that is sought is at `first` or among the `size - 1` rows behind it.
        // Halves are chosen without a branch, which would be mispredicted every other time.
        let (mut first, mut size) = (0, self.len);
        while size > 1 {
            let half = size / 2;
            let middle = BlockRow { block: self, at: first + half };
            first = if middle.compare_codes(codes).is_gt() { first } else { first + half };
            size -= half;
        }
        let found = BlockRow { block: self, at: first };
        (size == 1 && found.compare_codes(codes).is_eq()).then_some(found)
    }

    /// The rows as CSV, without a header.
    pub(super) fn to_csv(self) -> String {
        let mut out = String::with_capacity(self.len * self.layout.header.len());
        for row in self.rows() {
            let terms = self.layout.terms.get(row.terms()).copied().unwrap_or_default();
            self.layout.write_row(&mut out, terms, Some(row));
        }
        out
    }

    /// A table of the header and the rows.
    pub(super) fn to_table(self) -> String {
        format!("{}\n{}", self.layout.header, self.to_csv())
    }
}

impl<'t> BlockRow<'t> {
    /// Compares its codes of place, level and segment, in this order, with these.
    #[inline(always)]
    fn compare_codes(self, codes: KeyCodes) -> Ordering {
        for ((part, _), code) in self.block.layout.keys_in_role().iter().zip(codes.0) {
            let order = self.code(*part).cmp(&code.into());
            if order.is_ne() {
                return order;
            }
        }
        Ordering::Equal
    }

    /// The figure in a column; `None` where the cell is empty, or the column is one of the terms.
    pub(super) fn figure(self, figure: Figure) -> Option<Number> {
        let (part, mut scale) = (*self.block.layout.figures.get(figure as usize)?)?;
        let mut mantissa = self.code(part).checked_sub(1)?;
        while scale > 0 && mantissa.is_multiple_of(10) {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        Some(Number { mantissa, scale })
    }

    /// Whether a column of figures has a part. Otherwise it is one of the terms.
    pub(super) fn stores(self, figure: Figure) -> bool {
        self.block.layout.stores(figure)
    }

    /// The index of its combination of terms, and of their row in [`Layout::terms_table`].
    pub(super) fn terms(self) -> usize {
        self.index(self.block.layout.terms_part)
    }

    /// The text of a key column, by its index in [`KEY_COLUMNS`].
    fn key(self, at: usize) -> &'t str {
        let text = self.block.layout.keys.get(at).and_then(|(part, texts)| texts.get(self.index(*part)));
        text.copied().unwrap_or_default()
    }

    fn index(self, part: Part) -> usize {
        usize::try_from(self.code(part)).unwrap_or(usize::MAX)
    }

    #[inline(always)]
    fn code(self, part: Part) -> u64 {
        let start = part.start * self.block.len + self.at * part.width;
        match self.block.bytes.get(start..start + part.width).unwrap_or_default() {
            [low] => (*low).into(),
            [low, high] => u16::from_le_bytes([*low, *high]).into(),
            bytes => bytes.iter().rev().fold(0, |code, byte| code << u8::BITS | u64::from(*byte)),
        }
    }
}

impl Number {
    /// The number in decimal digits.
    fn text(self) -> String {
        let digits = format!("{:0width$}", self.mantissa, width = self.scale as usize + 1);
        match digits.split_at_checked(digits.len() - self.scale as usize) {
            Some((whole, places)) if !places.is_empty() => format!("{whole}.{places}"),
            _ => digits,
        }
    }
}
