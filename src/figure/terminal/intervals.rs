//! Draws ranges as bars, one line each where the screen is wide enough: the name, the bar with its extension, and the numbers in
//! columns. On a narrower screen the bar stands under its name and numbers.

use super::axis::{scale_between_ends, ticks};
use super::interval_legend::{legend, listed_legend};
use super::range_marks::draw_marks;
use super::text_canvas::{TextCanvas, max_width, pad_left, pad_right};
use crate::figure::chart::{IntervalRow, Intervals};
use crate::figure::ranges::{PrintedNumbers, name_lines, number_columns, rows, values};
use crate::figure::scale::{AxisStart, LinearScale, domain};
use crate::screen::width;

/// The least columns of bars beside names and numbers: a share of the screen, as a divisor, but not fewer than the second number.
const MIN_TRACK: (usize, usize) = (3, 24);
/// The least columns for bars. With fewer, only the numbers are printed.
const MIN_BAR_COLUMNS: usize = 10;
const MAX_TRACK: usize = 90;
/// The most columns and lines of names beside the bars.
const MAX_NAME_COLUMNS: usize = 36;
const MAX_LINES_BESIDE: usize = 2;
/// The columns between a name and a bar beside it, and before a bar under its name.
const GAP: usize = 2;
/// The least columns of a name before its numbers, where the bar stands under both.
const MIN_NAME_COLUMNS: usize = 12;
/// Charts with more lines have the numbers of the axis at the bottom too.
const MAX_LINES_WITH_ONE_AXIS: usize = 20;

/// A column of numbers: the lines of its heading, its index, and its width with the gap before it.
struct NumberColumn {
    heading: Vec<String>,
    at: usize,
    width: usize,
}

/// Where the names, bars and numbers of a row stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrangement {
    /// On one line, with names in this many columns.
    Beside(usize),
    /// The bar under the name and the numbers.
    NumbersAbove,
    /// The numbers under the bar, and the bar under the name.
    Stacked,
}

struct IntervalLayout {
    arrangement: Arrangement,
    /// The first column of the bars.
    indent: usize,
    /// The number of columns for the bars.
    track: usize,
    columns: Vec<NumberColumn>,
}

impl IntervalLayout {
    /// Takes the first arrangement that fits.
    fn new(canvas: &TextCanvas, chart: &Intervals) -> IntervalLayout {
        let columns = sized_columns(canvas, chart);
        let numbers: usize = columns.iter().map(|column| column.width).sum();
        let min_track = (canvas.columns / MIN_TRACK.0).max(MIN_TRACK.1);
        let available = canvas.columns.saturating_sub(GAP + numbers);
        let limit = available.saturating_sub(min_track).min(MAX_NAME_COLUMNS);
        let under = canvas.columns.saturating_sub(GAP).min(MAX_TRACK);
        let of = |arrangement, indent, track| IntervalLayout { arrangement, indent, track, columns };
        let names: Vec<Vec<String>> = rows(chart).map(|row| wrapped_name(canvas, row, limit)).collect();
        // Where most names need a second line, the bars can as well have it, with the whole width.
        let wrapped = names.iter().filter(|lines| lines.len() > 1).count();
        if wrapped * 2 <= names.len() && rows(chart).all(|row| fits_beside(canvas, row, limit)) {
            let names = max_width(names.iter().flatten());
            return of(Arrangement::Beside(names), names + GAP, (available - names).min(MAX_TRACK));
        }
        let has_space = canvas.columns >= numbers + MIN_NAME_COLUMNS;
        of(if has_space { Arrangement::NumbersAbove } else { Arrangement::Stacked }, GAP, under)
    }

    /// The columns of a line without the numbers.
    fn before_numbers(&self, canvas: &TextCanvas) -> usize {
        let numbers: usize = self.columns.iter().map(|column| column.width).sum();
        match self.arrangement {
            Arrangement::Beside(_) => self.indent + self.track,
            Arrangement::NumbersAbove => canvas.columns.min(self.indent + self.track).saturating_sub(numbers),
            Arrangement::Stacked => canvas.columns,
        }
    }

    /// The numbers of a row in their columns; empty where they stand under the bar.
    fn numbers(&self, canvas: &TextCanvas, printed: &PrintedNumbers) -> String {
        if self.arrangement == Arrangement::Stacked {
            return String::new();
        }
        let number = |column: &NumberColumn| pad_left(&canvas.one_line(printed.column(column.at)), column.width);
        self.columns.iter().map(number).collect()
    }
}

/// Whether a name with its marks fits into `limit` columns without a broken word.
fn fits_beside(canvas: &TextCanvas, row: &IntervalRow, limit: usize) -> bool {
    let marks = width(&row.marks);
    // Chinese may break between any two characters.
    let is_broken =
        |word: &str| width(word) + marks > limit && word.chars().all(|letter| width(&letter.to_string()) < 2);
    let label = canvas.one_line(&row.label);
    limit > marks
        && !label.split_whitespace().any(is_broken)
        && canvas.fitted(&label, limit - marks, usize::MAX).len() <= MAX_LINES_BESIDE
}

/// The lines of a name, none wider than `limit`.
fn wrapped_name(canvas: &TextCanvas, row: &IntervalRow, limit: usize) -> Vec<String> {
    name_lines(
        row,
        |text, max_lines| canvas.fitted(text, limit, max_lines),
        |text| canvas.fitted(text, limit, usize::MAX),
        |label, marks, max_lines| canvas.fitted_with_marks(label, &canvas.one_line(marks), limit, max_lines),
    )
}

/// The columns of numbers, as wide as their widest number or heading. A long heading is wrapped to the width of its numbers.
fn sized_columns(canvas: &TextCanvas, chart: &Intervals) -> Vec<NumberColumn> {
    let sized = |(heading, at): (&str, usize)| {
        let numbers: Vec<String> =
            rows(chart).map(|row| canvas.one_line(PrintedNumbers::of(row, chart).column(at))).collect();
        let word = canvas.one_line(heading).split_whitespace().map(width).max().unwrap_or(0);
        let least = max_width(numbers.iter()).max(word);
        NumberColumn { heading: canvas.fitted(heading, least, 3), at, width: least + 2 }
    };
    number_columns(chart).into_iter().map(sized).collect()
}

pub(super) fn draw(canvas: &mut TextCanvas, chart: &Intervals) {
    let layout = IntervalLayout::new(canvas, chart);
    if layout.track < MIN_BAR_COLUMNS {
        return listed(canvas, chart);
    }
    let covered = domain(&chart.axis, values(chart), AxisStart::NearZero);
    let scale = scale_between_ends(&chart.axis, covered, layout.track);
    legend(canvas, chart);
    axis(canvas, chart, &layout, &scale);
    let before = canvas.lines();
    for (at, group) in chart.groups.iter().enumerate() {
        if let Some(heading) = group.heading.as_ref().filter(|_| !group.rows.is_empty()) {
            if at > 0 {
                canvas.blank();
            }
            for line in canvas.fitted(heading, canvas.columns, usize::MAX) {
                let line = canvas.styler.heading(&line);
                canvas.line(&line);
            }
        }
        for row in &group.rows {
            draw_row(canvas, chart, row, &layout, &scale);
        }
    }
    if canvas.lines() - before > MAX_LINES_WITH_ONE_AXIS {
        tick_line(canvas, chart, &layout, &scale, "");
    }
}

/// Draws the label of the axis, the numbers of its ticks, and the headings of the numbers.
fn axis(canvas: &mut TextCanvas, chart: &Intervals, layout: &IntervalLayout, scale: &LinearScale) {
    let before = layout.before_numbers(canvas);
    let label =
        if layout.arrangement == Arrangement::Stacked { label_with_numbers(chart) } else { chart.axis.label.clone() };
    let labels = canvas.fitted(&label, before.saturating_sub(layout.indent).max(1), 3);
    let height = layout.columns.iter().map(|column| column.heading.len()).max().unwrap_or(0);
    let is_stacked = layout.arrangement == Arrangement::Stacked;
    let headings: Vec<String> = (0..if is_stacked { 0 } else { height })
        .map(|line| {
            let heading = |column: &NumberColumn| {
                let words = (line + column.heading.len()).checked_sub(height).and_then(|at| column.heading.get(at));
                pad_left(words.map_or("", String::as_str), column.width)
            };
            layout.columns.iter().map(heading).collect()
        })
        .collect();
    // Beside the bars, the last line of the headings stands on the line of the ticks; otherwise on that of the label.
    let on_ticks = usize::from(matches!(layout.arrangement, Arrangement::Beside(_)) && !headings.is_empty());
    let above = headings.get(..headings.len() - on_ticks).unwrap_or_default();
    let count = labels.len().max(above.len());
    let of = |lines: &[String], line: usize| {
        (line + lines.len()).checked_sub(count).and_then(|at| lines.get(at)).cloned().unwrap_or_default()
    };
    for line in 0..count {
        let text = format!("{}{}", " ".repeat(layout.indent), of(&labels, line));
        let line = canvas.styler.dimmed(format!("{}{}", pad_right(&text, before), of(above, line)).trim_end());
        canvas.line(&line);
    }
    let last = if on_ticks > 0 { headings.last().map_or("", String::as_str) } else { "" };
    tick_line(canvas, chart, layout, scale, last);
}

/// Draws the numbers of the ticks, and `after` behind the bars.
fn tick_line(canvas: &mut TextCanvas, chart: &Intervals, layout: &IntervalLayout, scale: &LinearScale, after: &str) {
    let numbers = pad_right(&ticks(scale, &chart.axis, layout.track), layout.track);
    let line = format!("{}{numbers}{after}", " ".repeat(layout.indent));
    let line = canvas.styler.dimmed(line.trim_end());
    canvas.line(&line);
}

fn draw_row(
    canvas: &mut TextCanvas,
    chart: &Intervals,
    row: &IntervalRow,
    layout: &IntervalLayout,
    scale: &LinearScale,
) {
    let printed = PrintedNumbers::of(row, chart);
    let numbers = layout.numbers(canvas, &printed);
    let bar = draw_marks(canvas, row, chart.show_mid, scale, layout.track);
    let indent = " ".repeat(layout.indent);
    match layout.arrangement {
        Arrangement::Beside(names) => {
            let name = wrapped_name(canvas, row, names);
            for at in 0..name.len().max(1) {
                let words = pad_left(name.get(at).map_or("", String::as_str), names);
                let rest = if at == 0 { format!("{bar}{numbers}") } else { String::new() };
                canvas.line(&format!("{words}{}{rest}", " ".repeat(GAP)));
            }
        }
        Arrangement::NumbersAbove => {
            let before = layout.before_numbers(canvas);
            let name = wrapped_name(canvas, row, before);
            let last = name.len().saturating_sub(1);
            for (at, line) in name.iter().enumerate() {
                let after = if at == last { numbers.as_str() } else { "" };
                canvas.line(&format!("{}{after}", pad_right(line, before)));
            }
            canvas.line(&format!("{indent}{bar}"));
        }
        Arrangement::Stacked => {
            for line in wrapped_name(canvas, row, canvas.columns) {
                canvas.line(&line);
            }
            canvas.line(&format!("{indent}{bar}"));
            print_numbers(canvas, &printed);
        }
    }
    for line in canvas.fitted(&row.members, canvas.columns.saturating_sub(layout.indent), usize::MAX) {
        let line = canvas.styler.dimmed(&format!("{indent}{line}"));
        canvas.line(&line);
    }
}

/// The label of the axis, and what the numbers are where they have no columns.
fn label_with_numbers(chart: &Intervals) -> String {
    let ends: Vec<&str> = number_columns(chart).into_iter().map(|(heading, _)| heading).collect();
    format!("{}: {}", chart.axis.label, ends.join(" · "))
}

/// Prints names and numbers alone, for a screen that is too narrow for bars.
fn listed(canvas: &mut TextCanvas, chart: &Intervals) {
    listed_legend(canvas, chart);
    for line in canvas.fitted(&label_with_numbers(chart), canvas.columns, 6) {
        let line = canvas.styler.dimmed(&line);
        canvas.line(&line);
    }
    for group in &chart.groups {
        for line in group
            .heading
            .iter()
            .flat_map(|heading| canvas.fitted(heading, canvas.columns, usize::MAX))
            .collect::<Vec<_>>()
        {
            let line = canvas.styler.heading(&line);
            canvas.line(&line);
        }
        for row in &group.rows {
            for line in wrapped_name(canvas, row, canvas.columns) {
                canvas.line(&line);
            }
            print_numbers(canvas, &PrintedNumbers::of(row, chart));
            for line in canvas.fitted(&row.members, canvas.columns.saturating_sub(GAP), usize::MAX) {
                let line = canvas.styler.dimmed(&format!("  {line}"));
                canvas.line(&line);
            }
        }
    }
}

/// Prints the numbers of a row on lines of their own.
fn print_numbers(canvas: &mut TextCanvas, printed: &PrintedNumbers) {
    let numbers = printed.first.iter().chain([&printed.second]);
    let words: Vec<&str> = numbers.map(String::as_str).filter(|number| !number.is_empty()).collect();
    for line in canvas.fitted(&words.join(" · "), canvas.columns.saturating_sub(2), 4) {
        canvas.line(&format!("  {line}"));
    }
}
