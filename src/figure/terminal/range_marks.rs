//! The characters of a bar: solid for a published range, dashes and outlines for others, lighter for the extension.

use super::axis::column;
use super::text_canvas::{TextCanvas, pad_right};
use crate::figure::chart::{IntervalRow, OpenEnd};
use crate::figure::ranges::DrawableRow;
use crate::figure::scale::LinearScale;
use crate::screen::Series;

/// The characters that draw a bar. They differ without colour.
pub(super) struct Strokes {
    low: char,
    line: char,
    high: char,
    point: char,
    extension: char,
}

impl Strokes {
    pub(super) fn of(outlined: bool, dashed: bool) -> Strokes {
        match (outlined, dashed) {
            (false, false) => Strokes { low: '█', line: '█', high: '█', point: '●', extension: '░' },
            (true, false) => Strokes { low: '[', line: '─', high: ']', point: '○', extension: '╌' },
            (false, true) => Strokes { low: '╍', line: '╍', high: '╍', point: '◆', extension: '┄' },
            (true, true) => Strokes { low: '[', line: '┄', high: ']', point: '◇', extension: '┈' },
        }
    }

    /// A short bar with its mid, for the legend.
    pub(super) fn sample_with_mid(&self) -> String {
        [self.low, MID, self.high].iter().collect()
    }

    /// A short bar, for the legend.
    pub(super) fn sample(&self) -> String {
        [self.low, self.line, self.high].iter().collect()
    }

    /// A short extension, for the legend.
    pub(super) fn extension_sample(&self) -> String {
        [self.extension; 3].iter().collect()
    }
}

/// The mid of a range.
const MID: char = '┃';
/// Stands in place of a bar that is not shown.
const HATCH: &str = "╱╱╱";
/// Whiskers, from their outer end to the bar.
pub(super) const WHISKER: [char; 3] = ['├', '─', '┤'];

/// The bar of a row in `columns` columns, with blanks after it.
pub(super) fn draw_marks(
    canvas: &TextCanvas,
    row: &IntervalRow,
    show_mid: bool,
    scale: &LinearScale,
    columns: usize,
) -> String {
    let drawn = DrawableRow::of(row);
    let Some(range) = drawn.first else {
        let text = if row.absent.is_empty() { String::new() } else { format!("{HATCH} {}", row.absent) };
        return pad_right(&canvas.fitted(&text, columns, 1).concat(), columns);
    };
    let strokes = Strokes::of(row.outlined, row.dashed);
    let at = |value| column(scale, value, columns);
    let (mut low, mut high) = (at(range.low), at(range.high));
    let middle = range.mid.filter(|_| show_mid).map(at);
    let is_point = low == high && range.open == OpenEnd::Closed;
    let mut cells: Vec<(char, Series)> = vec![(' ', Series::First); columns];
    let mut fill = |from: usize, to: usize, mark: &dyn Fn(usize) -> char, series: Series| {
        for (place, cell) in cells.iter_mut().enumerate().skip(from).take((to + 1).saturating_sub(from)) {
            *cell = (mark(place), series);
        }
    };
    if let Some((outer_low, outer_high)) = drawn.outer {
        let (start, end) = (at(outer_low), at(outer_high));
        let [left, line, right] = WHISKER;
        let mark = |place| match place {
            place if place == start => left,
            place if place == end => right,
            _ => line,
        };
        fill(start, end, &mark, Series::First);
    }
    if let Some(end) = drawn.extension {
        fill(high + 1, at(end), &|_| strokes.extension, Series::Second);
    }
    // An arrow takes three columns, with its line.
    match range.open {
        OpenEnd::Closed => {}
        OpenEnd::Above => high = (high + 3).min(columns.saturating_sub(1)),
        OpenEnd::Below => low = low.saturating_sub(3),
    }
    let mark = |place: usize| match place {
        _ if is_point => strokes.point,
        place if place == high && range.open == OpenEnd::Above => '▶',
        place if place == low && range.open == OpenEnd::Below => '◀',
        place if Some(place) == middle && high - low > 1 => MID,
        place if place == low => strokes.low,
        place if place == high => strokes.high,
        _ => strokes.line,
    };
    fill(low, high, &mark, Series::First);
    coloured(canvas, &cells)
}

/// The characters, each run in the colour of its series.
fn coloured(canvas: &TextCanvas, cells: &[(char, Series)]) -> String {
    let runs =
        cells.chunk_by(|(one, of_one), (other, of_other)| of_one == of_other && (*one == ' ') == (*other == ' '));
    runs.map(|run| {
        let text: String = run.iter().map(|(mark, _)| *mark).collect();
        run.first().map_or(String::new(), |(_, series)| canvas.coloured(*series, &text))
    })
    .collect()
}
