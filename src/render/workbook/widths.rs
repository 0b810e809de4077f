//! The widths of the columns of a sheet: as wide as their texts, and narrower where a printed page would not hold them.

use std::borrow::Cow;

use super::columns::SheetColumns;
use super::limits::{FILTER_ARROW_WIDTH, MAX_PAGE_WIDTH, MAX_TEXT_WIDTH, MIN_COLUMN_WIDTH, MIN_TEXT_WIDTH, PADDING};
use crate::answer::{Kind, Table, Value};
use crate::money::grouped;
use crate::render::cell::{data_number, data_text, people_number};
use crate::screen::{longest_unbreakable, max_width, width, wrapped};

/// The greatest width of a column in Excel, in characters.
const MAX_EXCEL_WIDTH: usize = 255;
/// The most lines of the heading of a column that is not printed.
const MAX_HEADING_LINES: usize = 2;

/// A column before its width is decided.
struct Measured {
    /// The width of its widest value.
    text: usize,
    /// The width of its heading with the arrow of the filter.
    heading: usize,
    /// The space before its texts.
    indent: usize,
    may_wrap: bool,
}

impl Measured {
    fn wraps(&self, text_width: usize) -> bool {
        self.may_wrap && self.text > text_width
    }

    fn width(&self, text_width: usize) -> usize {
        let text = if self.wraps(text_width) { text_width } else { (self.text + PADDING).min(MAX_EXCEL_WIDTH) };
        (text + self.indent).max(self.heading).max(MIN_COLUMN_WIDTH)
    }
}

/// The widths of the columns of a table.
pub(super) struct Widths {
    columns: Vec<Measured>,
    printed: usize,
    /// The width of columns whose texts are wrapped.
    text_width: usize,
}

impl Widths {
    /// The widths of a table that has its sheet to itself.
    pub(super) fn new(table: &Table, found: &SheetColumns<'_>) -> Widths {
        let mut alone = [Widths::widest(table, found)];
        Widths::fit(&mut alone);
        let [alone] = alone;
        alone
    }

    /// The widths of a table without regard to the page. [`Widths::fit`] makes them narrower.
    pub(super) fn widest(table: &Table, found: &SheetColumns<'_>) -> Widths {
        let columns = found.columns.iter().enumerate().map(|(place, one)| {
            let values = table.rows.iter().map(|row| row.get(one.at).unwrap_or(&Value::Missing));
            let is_printed = place < found.printed;
            let word = longest_unbreakable(&one.heading);
            let heading = if is_printed { Some(word) } else { width_for_lines(&one.heading, word) };
            let indent = usize::from(found.follows_number(place));
            Measured {
                text: values.map(|value| shown_width(one.column.kind, value)).max().unwrap_or(0),
                heading: heading.unwrap_or(word) + FILTER_ARROW_WIDTH + indent,
                indent,
                may_wrap: is_printed && !one.column.kind.is_numeric(),
            }
        });
        Widths { columns: columns.collect(), printed: found.printed, text_width: MAX_TEXT_WIDTH }
    }

    /// Makes text columns of the tables of one sheet narrower, until a page holds the printed columns or the columns are as
    /// narrow as text may be.
    pub(super) fn fit(tables: &mut [Widths]) {
        let narrower = (MIN_TEXT_WIDTH..=MAX_TEXT_WIDTH).rev().find(|text_width| {
            tables.iter_mut().for_each(|one| one.text_width = *text_width);
            printed_width(tables) <= MAX_PAGE_WIDTH
        });
        tables.iter_mut().for_each(|one| one.text_width = narrower.unwrap_or(MIN_TEXT_WIDTH));
    }

    /// The width of a column.
    pub(super) fn of(&self, place: usize) -> usize {
        self.columns.get(place).map_or(MIN_COLUMN_WIDTH, |column| column.width(self.text_width))
    }

    /// Whether the texts of a column are wrapped.
    pub(super) fn wraps(&self, place: usize) -> bool {
        self.columns.get(place).is_some_and(|column| column.wraps(self.text_width))
    }

    /// How many lines the heading of a column takes.
    pub(super) fn heading_lines(&self, place: usize, heading: &str) -> usize {
        wrapped(heading, self.of(place).saturating_sub(FILTER_ARROW_WIDTH).max(1)).len()
    }
}

/// The width of each column of a sheet with tables under each other.
pub(super) fn sheet_widths(tables: &[Widths]) -> Vec<usize> {
    let most = tables.iter().map(|one| one.columns.len()).max().unwrap_or(0);
    let widest = |place| tables.iter().filter(|one| place < one.columns.len()).map(|one| one.of(place)).max();
    (0..most).map(|place| widest(place).unwrap_or(MIN_COLUMN_WIDTH)).collect()
}

/// How many columns of a sheet, from the left, are printed.
pub(super) fn printed_columns(tables: &[Widths]) -> usize {
    tables.iter().map(|one| one.printed).max().unwrap_or(0)
}

/// How many pages side by side the printed columns of a sheet take.
pub(super) fn pages(printed: &[usize]) -> u16 {
    let pages = printed.iter().sum::<usize>().div_ceil(MAX_PAGE_WIDTH).max(1);
    u16::try_from(pages).unwrap_or(u16::MAX)
}

/// The least width from `least` in which a heading takes at most [`MAX_HEADING_LINES`].
fn width_for_lines(heading: &str, least: usize) -> Option<usize> {
    (least.max(1)..=width(heading)).find(|width| wrapped(heading, *width).len() <= MAX_HEADING_LINES)
}

fn printed_width(tables: &[Widths]) -> usize {
    sheet_widths(tables).iter().take(printed_columns(tables)).sum()
}

/// The width of a value in characters. Chinese characters count double.
fn shown_width(kind: Kind, value: &Value) -> usize {
    let text: Cow<'_, str> = match value {
        Value::Number(exact) | Value::Marked(exact, _) => match kind {
            Kind::Money | Kind::SmallMoney => grouped(*exact, 2).into(),
            Kind::Number => data_number(kind, *exact).into(),
            _ => people_number(kind, *exact).into(),
        },
        _ => data_text(kind, value).unwrap_or_default(),
    };
    // Another number of the column may give this one a point and two decimal places.
    let padding = if matches!(kind, Kind::Percent | Kind::Change) { ".00".len() } else { 0 };
    max_width(&text) + padding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Column;

    fn table(texts: usize, numbers: usize) -> Table {
        let text = |at: usize| Column::new(format!("text_{at}"), format!("Text {at}"), Kind::Text);
        let number = |at: usize| Column::new(format!("number_{at}"), format!("Number {at}"), Kind::Money);
        let words = Value::text("word ".repeat(30).trim_end().to_owned());
        let amount = Value::from(crate::money::Decimal::from(100_000));
        Table {
            columns: (0..texts).map(text).chain((0..numbers).map(number)).collect(),
            rows: vec![std::iter::repeat_n(words, texts).chain(std::iter::repeat_n(amount, numbers)).collect()],
        }
    }

    /// Catches a sheet of letters that nobody can read, and columns narrower than needed.
    #[test]
    fn text_columns_shrink_until_a_page_holds_the_sheet() {
        let widths = |tables: &[Table]| {
            let mut all: Vec<Widths> =
                tables.iter().map(|table| Widths::widest(table, &SheetColumns::of(table))).collect();
            Widths::fit(&mut all);
            sheet_widths(&all)
        };
        assert_eq!(widths(&[table(4, 0)]), [50; 4]);
        assert_eq!(widths(&[table(6, 0)]), [36; 6], "six columns on one page");
        let stacked = widths(&[table(4, 0), table(0, 12)]);
        assert!(stacked[0] < 50 && stacked.iter().sum::<usize>() <= MAX_PAGE_WIDTH, "{stacked:?}");
        let wide = widths(&[table(12, 0)]);
        assert_eq!((wide.as_slice(), pages(&wide)), ([24; 12].as_slice(), 2));
    }
}
