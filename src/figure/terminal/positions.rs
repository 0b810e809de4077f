//! Draws values against a band in characters: a line for the histogram, then a line for each group.

use super::axis::{column, scale, ticks};
use super::text_canvas::{TextCanvas, max_width, pad_left, pad_right};
use crate::figure::chart::{PositionRow, PositionValues, Positions};
use crate::figure::number::drawable;
use crate::figure::positions::{Side, extent, largest_count};
use crate::figure::scale::LinearScale;
use crate::screen::{Series, width};

/// The heights of a bar that takes one line.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const BAND: char = '░';
/// A band that is drawn as an outline.
const OUTLINE: char = '·';
const MID: char = '│';
const BELOW: char = '●';
const WITHIN: char = '○';
const ABOVE: char = '◆';
/// The most lines of a name.
const MAX_NAME_LINES: usize = 3;
/// The least width of the plot, in columns.
const MIN_PLOT: usize = 20;
/// The distance between two columns of text.
const GAP: usize = 2;

pub(super) fn draw(canvas: &mut TextCanvas, chart: &Positions) {
    let columns = Columns::new(canvas, chart);
    let scale = scale(&chart.axis, extent(chart), columns.plot);
    let indent = " ".repeat(columns.name + GAP);

    if let Some((low, high, name)) = &chart.shaded {
        let line = shaded_line(column(&scale, *low, columns.plot), column(&scale, *high, columns.plot), name);
        let line = canvas.styler.dimmed(&format!("{indent}{line}"));
        canvas.line(&line);
    }
    let heading = canvas.fitted(&chart.counted, columns.name, 1).concat();
    let bars = canvas.coloured(Series::First, &histogram(chart, &scale, columns.plot));
    let heading = pad_left(&heading, columns.name);
    canvas.line(&format!("{heading}{}{bars}", " ".repeat(GAP)));
    canvas.line(&format!("{indent}{}", ticks(&scale, &chart.axis, columns.plot)));
    let label = canvas.fitted(&chart.axis.label, columns.plot, 1).concat();
    let headings = columns.beside(chart.side_headings.iter());
    let line = format!("{indent}{}{headings}", pad_right(&label, columns.plot));
    let line = canvas.styler.dimmed(line.trim_end());
    canvas.line(&line);

    for row in &chart.rows {
        let whole = canvas.fitted(&format!("{}{}", row.label, row.marks), columns.name, usize::MAX);
        let names = match whole.len() <= MAX_NAME_LINES {
            true => whole,
            false => canvas.fitted_with_marks(&row.label, &row.marks, columns.name, MAX_NAME_LINES),
        };
        let plot = row_line(canvas, row, &scale, columns.plot);
        let texts = columns.beside(row.side_texts.iter());
        for (at, name) in names.iter().enumerate() {
            let name = pad_right(name, columns.name);
            let rest = if at == 0 { format!("{}{plot}{texts}", " ".repeat(GAP)) } else { String::new() };
            canvas.line(&format!("{name}{rest}"));
        }
    }
    canvas.blank();
    let has_several =
        chart.rows.iter().any(|row| values_by_column(row, &scale, columns.plot).iter().any(|(count, _)| *count > 1));
    legend(canvas, chart, has_several);
}

/// The widths of the columns.
struct Columns {
    name: usize,
    plot: usize,
    /// The columns of text beside the plot; none where there is no space for them.
    sides: Vec<usize>,
}

impl Columns {
    fn new(canvas: &TextCanvas, chart: &Positions) -> Columns {
        let widest = |at: usize| {
            let texts = chart.rows.iter().filter_map(|row| row.side_texts.get(at)).map(|text| width(text)).max();
            texts.unwrap_or(0).max(chart.side_headings.get(at).map_or(0, |heading| width(heading)))
        };
        let mut sides: Vec<usize> = (0..chart.side_headings.len()).map(widest).collect();
        let names: Vec<String> = chart.rows.iter().map(|row| format!("{}{}", row.label, row.marks)).collect();
        let name = max_width(names.iter()).max(width(&chart.counted)).min(canvas.columns * 3 / 10).max(8);
        let plot = |sides: &[usize]| {
            let beside: usize = sides.iter().map(|side| side + GAP).sum();
            canvas.columns.saturating_sub(name + GAP + beside)
        };
        while plot(&sides) < MIN_PLOT && sides.pop().is_some() {}
        Columns { name, plot: plot(&sides).max(1), sides }
    }

    /// Texts in the columns beside the plot.
    fn beside<'t>(&self, texts: impl Iterator<Item = &'t String>) -> String {
        self.sides.iter().zip(texts).map(|(wide, text)| " ".repeat(GAP) + &pad_left(text, *wide)).collect()
    }
}

/// The name of a range over it, with its ends: `├ 0.9–1.1 ┤`.
fn shaded_line(low: usize, high: usize, name: &str) -> String {
    let (low, high) = (low.min(high), low.max(high));
    if high == low {
        return format!("{}│", " ".repeat(low));
    }
    let inside = high - low - 1;
    let name = if width(name) <= inside { name } else { "" };
    let before = (inside - width(name)) / 2;
    let after = inside - width(name) - before;
    format!("{}├{}{name}{}┤", " ".repeat(low), "─".repeat(before), "─".repeat(after))
}

/// A bar for each column: how many values lie in it, as far as the bins tell.
fn histogram(chart: &Positions, scale: &LinearScale, columns: usize) -> String {
    let mut counts = vec![0_u64; columns];
    for bin in &chart.histogram {
        if let Some(count) = counts.get_mut(column(scale, (bin.low + bin.high) / 2.0, columns)) {
            *count = count.saturating_add(bin.count);
        }
    }
    let largest = counts.iter().copied().max().unwrap_or(0).max(largest_count(chart));
    let bar = |count: u64| match count {
        0 => ' ',
        count => {
            let eighths = u128::from(count) * HEIGHTS.len() as u128;
            let at = eighths.div_ceil(u128::from(largest)).saturating_sub(1);
            usize::try_from(at).ok().and_then(|at| HEIGHTS.get(at)).copied().unwrap_or('█')
        }
    };
    counts.into_iter().map(bar).collect()
}

/// How many values of a row stand in each column, and the mark of the last one.
fn values_by_column(row: &PositionRow, scale: &LinearScale, columns: usize) -> Vec<(usize, char)> {
    let mut counts = vec![(0, BELOW); columns];
    let (low, high) = scale.ends_of_domain();
    for (value, side) in row.values.each() {
        let mark = match side {
            _ if value < low => '◂',
            _ if value > high => '▸',
            Side::Below => BELOW,
            Side::Within => WITHIN,
            Side::Above => ABOVE,
        };
        if let Some((count, of)) = counts.get_mut(column(scale, value, columns)) {
            *count += 1;
            *of = mark;
        }
    }
    counts
}

/// The band of a row, its mid, and its values in front.
fn row_line(canvas: &TextCanvas, row: &PositionRow, scale: &LinearScale, columns: usize) -> String {
    let mut cells: Vec<(char, Option<Series>)> = vec![(' ', None); columns];
    let mut put = |at: usize, mark: char, series: Option<Series>| {
        if let Some(cell) = cells.get_mut(at) {
            *cell = (mark, series);
        }
    };
    if let Some(band) = row.band {
        for at in column(scale, band.low, columns)..=column(scale, band.high, columns) {
            put(at, if row.outlined { OUTLINE } else { BAND }, None);
        }
        if let Some(mid) = band.mid.and_then(drawable) {
            put(column(scale, mid, columns), MID, None);
        }
    }
    match &row.values {
        PositionValues::Spread(spread) => {
            let [p10, p25, p50, p75, p90] = spread.map(|value| column(scale, value, columns));
            (p10..=p90).for_each(|at| put(at, '─', Some(Series::First)));
            (p25..=p75).for_each(|at| put(at, '▓', Some(Series::First)));
            put(p10, '├', Some(Series::First));
            put(p90, '┤', Some(Series::First));
            put(p50, '┃', None);
        }
        PositionValues::Each { .. } => {
            for (at, (count, mark)) in values_by_column(row, scale, columns).into_iter().enumerate() {
                let series = if mark == ABOVE { Series::Second } else { Series::First };
                match count {
                    0 => {}
                    1 => put(at, mark, Some(series)),
                    2..=9 => put(at, char::from_digit(count as u32, 10).unwrap_or('+'), Some(series)),
                    _ => put(at, '+', Some(series)),
                }
            }
        }
    }
    let mut line = String::new();
    for (mark, series) in cells {
        match series {
            Some(series) => line.push_str(&canvas.coloured(series, &mark.to_string())),
            None => line.push(mark),
        }
    }
    line
}

/// What the characters mean, as far as the rows use them.
fn legend(canvas: &mut TextCanvas, chart: &Positions, has_several: bool) {
    let names = &chart.names;
    let has = |side: Side| chart.rows.iter().flat_map(|row| row.values.each()).any(|(_, of)| of == side);
    let is_each = |row: &PositionRow| matches!(row.values, PositionValues::Each { .. });
    let mut parts = Vec::new();
    for (mark, name, side) in
        [(BELOW, &names.below, Side::Below), (WITHIN, &names.within, Side::Within), (ABOVE, &names.above, Side::Above)]
    {
        if has(side) && !name.is_empty() {
            parts.push(format!("{mark} {name}"));
        }
    }
    if has_several {
        parts.push("2 to 9, +: several in one place".to_owned());
    }
    if !chart.rows.iter().all(is_each) && !names.spread.is_empty() {
        parts.push(format!("├▓┃▓┤ {}", names.spread));
    }
    if chart.rows.iter().any(|row| row.band.is_some()) && !names.band.is_empty() {
        parts.push(format!("{BAND} {}", names.band));
    }
    canvas.prose("", &parts.join(" · "), |styler, line| styler.dimmed(line));
    for entry in &chart.legend {
        let sample: String = entry.outlined.then_some(OUTLINE).into_iter().chain(entry.mark).collect();
        let line = format!("{} {}", canvas.one_line(&sample), entry.meaning);
        canvas.prose("", line.trim_start(), |styler, line| styler.dimmed(line));
    }
}
