//! Draws bars in eighths of a character, with a panel for each series.

use super::text_canvas::{TextCanvas, max_width, pad_left, pad_right};
use crate::figure::chart::{Axis, Bars};
use crate::figure::number::drawable;
use crate::figure::scale::{AxisStart, domain};
use crate::screen::{Series, width};

/// The last character of a bar, by eighths of its width.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// The least columns for the bars of a panel. With less, every bar has a line of its own.
const MIN_BAR_COLUMNS: usize = 6;

/// One series: its bars, and the values after them.
struct Panel<'a> {
    axis: &'a Axis,
    series: Series,
    values: Vec<Option<f64>>,
    numbers: Vec<String>,
    /// The number of columns for the bars.
    columns: usize,
}

impl<'a> Panel<'a> {
    fn new(axis: &'a Axis, series: Series, values: Vec<Option<f64>>) -> Self {
        let numbers = values.iter().map(|value| axis.unit.value(value.unwrap_or(f64::NAN))).collect();
        Panel { axis, series, values, numbers, columns: 0 }
    }

    /// The number of columns for the values.
    fn number_width(&self) -> usize {
        max_width(self.numbers.iter()) + 1
    }

    fn width(&self) -> usize {
        self.columns + self.number_width()
    }

    /// A bar with its value, and the number of columns that both fill.
    fn bar(&self, canvas: &TextCanvas, at: usize) -> (String, usize) {
        let (low, high) = domain(self.axis, self.values.iter().copied().flatten(), AxisStart::Zero);
        let share = |value: f64| ((value - low) / (high - low)).clamp(0.0, 1.0) * self.columns as f64;
        let value = self.values.get(at).copied().flatten().unwrap_or(0.0);
        let number = self.numbers.get(at).map_or("", String::as_str);
        // Unicode has eighths of a block from the left, but not from the right, so negative bars are whole characters.
        let zero = share(0.0).round();
        let last = self.columns.saturating_sub(1);
        let (start, marks) = if value < 0.0 {
            let start = share(value).round();
            let marks = "█".repeat((zero - start) as usize);
            ((start as usize).min(last), if marks.is_empty() { "▐".to_owned() } else { marks })
        } else {
            ((zero as usize).min(last), blocks(share(value) - zero, value > 0.0))
        };
        let used = start + width(&marks) + usize::from(!marks.is_empty()) + width(number);
        let gap = if marks.is_empty() { "" } else { " " };
        (format!("{}{}{gap}{number}", " ".repeat(start), canvas.coloured(self.series, &marks)), used)
    }
}

/// A bar of a length in characters, rounded to eighths; at least one eighth where `is_something`.
fn blocks(length: f64, is_something: bool) -> String {
    let eighths = ((length * 8.0).round() as usize).max(usize::from(is_something));
    "█".repeat(eighths / 8) + EIGHTHS.get(eighths % 8).copied().unwrap_or_default()
}

pub(super) fn draw(canvas: &mut TextCanvas, chart: &Bars) {
    let first = Panel::new(&chart.axis, Series::First, chart.bars.iter().map(|bar| drawable(bar.value)).collect());
    let mut panels = vec![first];
    if let Some(axis) = &chart.second {
        let values = chart.bars.iter().map(|bar| bar.second.and_then(drawable)).collect();
        panels.push(Panel::new(axis, Series::Second, values));
    }
    let columns = canvas.columns;
    // One panel leaves more space for names than two.
    let limit = if panels.len() > 1 { columns / 3 } else { columns * 2 / 5 }.min(36);
    let names: Vec<Vec<String>> = chart.bars.iter().map(|bar| canvas.fitted(&bar.label, limit, 2)).collect();
    let name_width = max_width(names.iter().flatten());
    let side_texts: Vec<Vec<String>> = chart
        .bars
        .iter()
        .map(|bar| canvas.fitted(bar.side_text.as_deref().unwrap_or_default(), (columns / 5).max(8), 2))
        .collect();
    let side_heading = chart.side_heading.as_ref().map(|heading| canvas.fitted(heading, (columns / 5).max(8), 3));
    let side_width = side_heading
        .as_ref()
        .map_or(0, |heading| max_width(side_texts.iter().flatten()).max(max_width(heading.iter())) + 2);

    // The panels share the columns that are left. Where these are too few, every bar has a line of its own.
    let fixed = name_width + side_width + panels.iter().map(|panel| panel.number_width() + 2).sum::<usize>();
    let each = columns.saturating_sub(fixed) / panels.len();
    if each < MIN_BAR_COLUMNS {
        return stacked(canvas, chart, panels);
    }
    for panel in &mut panels {
        panel.columns = each.min(60);
    }

    let mut headings: Vec<(usize, Vec<String>, bool)> =
        panels.iter().map(|panel| (panel.width(), canvas.fitted(&panel.axis.label, panel.width(), 3), false)).collect();
    headings.extend(side_heading.map(|heading| (side_width - 2, heading, true)));
    let height = headings.iter().map(|(_, lines, _)| lines.len()).max().unwrap_or(0);
    for at in 0..height {
        let mut line = " ".repeat(name_width);
        for (wide, lines, is_right) in &headings {
            let words = (at + lines.len()).checked_sub(height).and_then(|at| lines.get(at)).map_or("", String::as_str);
            line.push_str("  ");
            line.push_str(&if *is_right { pad_left(words, *wide) } else { pad_right(words, *wide) });
        }
        let line = canvas.styler.dimmed(line.trim_end());
        canvas.line(&line);
    }
    for (at, name) in names.iter().enumerate() {
        let side = side_texts.get(at).map_or(&[][..], Vec::as_slice);
        for row in 0..name.len().max(side.len()).max(1) {
            let mut line = pad_left(name.get(row).map_or("", String::as_str), name_width);
            for panel in &panels {
                let (bar, used) = if row == 0 { panel.bar(canvas, at) } else { (String::new(), 0) };
                line.push_str("  ");
                line.push_str(&bar);
                line.push_str(&" ".repeat(panel.width().saturating_sub(used)));
            }
            if side_width > 0 {
                line.push_str(&pad_left(side.get(row).map_or("", String::as_str), side_width));
            }
            canvas.line(&line);
        }
    }
}

/// Draws the bars on a narrow screen: the name, then each bar with its value on a line of its own, or only the value where the bar
/// does not fit.
fn stacked(canvas: &mut TextCanvas, chart: &Bars, mut panels: Vec<Panel>) {
    for panel in &mut panels {
        panel.columns = canvas.columns.saturating_sub(panel.number_width() + 2);
        let sample = canvas.coloured(panel.series, "█");
        let words = canvas.fitted(&panel.axis.label, canvas.columns.saturating_sub(2), 3);
        for (row, words) in words.iter().enumerate() {
            canvas.line(&format!("{} {words}", if row == 0 { sample.as_str() } else { " " }));
        }
    }
    for (at, bar) in chart.bars.iter().enumerate() {
        let side = bar.side_text.as_ref().map(|side| format!(" · {side}")).unwrap_or_default();
        for line in canvas.fitted(&format!("{}{side}", bar.label), canvas.columns, 3) {
            canvas.line(&line);
        }
        for panel in &panels {
            if panel.columns == 0 {
                let number = panel.numbers.get(at).map_or("", String::as_str);
                for line in canvas.fitted(number, canvas.columns.saturating_sub(2), 2) {
                    canvas.line(&format!("  {line}"));
                }
                continue;
            }
            let (line, _) = panel.bar(canvas, at);
            canvas.line(&format!("  {line}"));
        }
    }
}
