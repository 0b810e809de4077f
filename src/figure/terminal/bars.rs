//! Bars in eighths of a character, a panel for each series.

use super::text_canvas::{TextCanvas, left, right, widest};
use crate::figure::chart::{Axis, Bars};
use crate::figure::number::known;
use crate::figure::scale::{Origin, domain};
use crate::screen::{Series, width};

/// The end of a bar: so many eighths of a character.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// The shortest room for bars that is worth a panel.
const SHORTEST: usize = 6;

/// One series: its bars are drawn in so many columns, the values behind them.
struct Panel<'a> {
    axis: &'a Axis,
    series: Series,
    values: Vec<Option<f64>>,
    numbers: Vec<String>,
    /// The columns for bars.
    columns: usize,
}

impl<'a> Panel<'a> {
    fn new(axis: &'a Axis, series: Series, values: Vec<Option<f64>>) -> Self {
        let numbers = values.iter().map(|value| axis.unit.value(value.unwrap_or(f64::NAN))).collect();
        Panel { axis, series, values, numbers, columns: 0 }
    }

    /// What the values need behind the longest bar.
    fn number_width(&self) -> usize {
        widest(self.numbers.iter()) + 1
    }

    fn width(&self) -> usize {
        self.columns + self.number_width()
    }

    /// A bar and its value, and how many columns both fill.
    fn bar(&self, paper: &TextCanvas, at: usize) -> (String, usize) {
        let (low, high) = domain(self.axis, self.values.iter().copied().flatten(), Origin::Zero);
        let share = |value: f64| ((value - low) / (high - low)).clamp(0.0, 1.0) * self.columns as f64;
        let value = self.values.get(at).copied().flatten().unwrap_or(0.0);
        let number = self.numbers.get(at).map_or("", String::as_str);
        // Bars begin between characters: there are no blocks that grow from the right, so those to the left are whole.
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
        (format!("{}{}{gap}{number}", " ".repeat(start), paper.coloured(self.series, &marks)), used)
    }
}

/// So many characters of bar, in eighths; the thinnest there is for what is not quite nothing.
fn blocks(length: f64, is_something: bool) -> String {
    let eighths = ((length * 8.0).round() as usize).max(usize::from(is_something));
    "█".repeat(eighths / 8) + EIGHTHS.get(eighths % 8).copied().unwrap_or_default()
}

/// Draws the bars.
pub(super) fn draw(paper: &mut TextCanvas, chart: &Bars) {
    let first = Panel::new(&chart.axis, Series::First, chart.bars.iter().map(|bar| known(bar.value)).collect());
    let mut panels = vec![first];
    if let Some(axis) = &chart.second {
        let values = chart.bars.iter().map(|bar| bar.second.and_then(known)).collect();
        panels.push(Panel::new(axis, Series::Second, values));
    }
    let columns = paper.columns;
    // One panel leaves more room for names than two.
    let limit = if panels.len() > 1 { columns / 3 } else { columns * 2 / 5 }.min(36);
    let names: Vec<Vec<String>> = chart.bars.iter().map(|bar| paper.fitted(&bar.label, limit, 2)).collect();
    let name_width = widest(names.iter().flatten());
    let asides: Vec<Vec<String>> = chart
        .bars
        .iter()
        .map(|bar| paper.fitted(bar.aside.as_deref().unwrap_or_default(), (columns / 5).max(8), 2))
        .collect();
    let aside_heading = chart.aside.as_ref().map(|heading| paper.fitted(heading, (columns / 5).max(8), 3));
    let aside_width =
        aside_heading.as_ref().map_or(0, |heading| widest(asides.iter().flatten()).max(widest(heading.iter())) + 2);

    // What is left for bars, shared between the panels; when that is too little, each stands on lines of its own.
    let fixed = name_width + aside_width + panels.iter().map(|panel| panel.number_width() + 2).sum::<usize>();
    let each = columns.saturating_sub(fixed) / panels.len();
    if each < SHORTEST {
        return stacked(paper, chart, panels);
    }
    for panel in &mut panels {
        panel.columns = each.min(60);
    }

    let mut headings: Vec<(usize, Vec<String>, bool)> =
        panels.iter().map(|panel| (panel.width(), paper.fitted(&panel.axis.label, panel.width(), 3), false)).collect();
    headings.extend(aside_heading.map(|heading| (aside_width - 2, heading, true)));
    let height = headings.iter().map(|(_, lines, _)| lines.len()).max().unwrap_or(0);
    for at in 0..height {
        let mut line = " ".repeat(name_width);
        for (wide, lines, is_right) in &headings {
            let words = (at + lines.len()).checked_sub(height).and_then(|at| lines.get(at)).map_or("", String::as_str);
            line.push_str("  ");
            line.push_str(&if *is_right { right(words, *wide) } else { left(words, *wide) });
        }
        let line = paper.styler.dimmed(line.trim_end());
        paper.line(&line);
    }
    for (at, name) in names.iter().enumerate() {
        let aside = asides.get(at).map_or(&[][..], Vec::as_slice);
        for row in 0..name.len().max(aside.len()).max(1) {
            let mut line = right(name.get(row).map_or("", String::as_str), name_width);
            for panel in &panels {
                let (bar, used) = if row == 0 { panel.bar(paper, at) } else { (String::new(), 0) };
                line.push_str("  ");
                line.push_str(&bar);
                line.push_str(&" ".repeat(panel.width().saturating_sub(used)));
            }
            if aside_width > 0 {
                line.push_str(&right(aside.get(row).map_or("", String::as_str), aside_width));
            }
            paper.line(&line);
        }
    }
}

/// The same for a narrow screen: the name, then every bar with its value on a line of its own; the value alone where it
/// leaves no room for a bar.
fn stacked(paper: &mut TextCanvas, chart: &Bars, mut panels: Vec<Panel>) {
    for panel in &mut panels {
        panel.columns = paper.columns.saturating_sub(panel.number_width() + 2);
        let sample = paper.coloured(panel.series, "█");
        let words = paper.fitted(&panel.axis.label, paper.columns.saturating_sub(2), 3);
        for (row, words) in words.iter().enumerate() {
            paper.line(&format!("{} {words}", if row == 0 { sample.as_str() } else { " " }));
        }
    }
    for (at, bar) in chart.bars.iter().enumerate() {
        let aside = bar.aside.as_ref().map(|aside| format!(" · {aside}")).unwrap_or_default();
        for line in paper.fitted(&format!("{}{aside}", bar.label), paper.columns, 3) {
            paper.line(&line);
        }
        for panel in &panels {
            if panel.columns == 0 {
                let number = panel.numbers.get(at).map_or("", String::as_str);
                for line in paper.fitted(number, paper.columns.saturating_sub(2), 2) {
                    paper.line(&format!("  {line}"));
                }
                continue;
            }
            let (line, _) = panel.bar(paper, at);
            paper.line(&format!("  {line}"));
        }
    }
}
