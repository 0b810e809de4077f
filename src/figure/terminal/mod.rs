//! A chart in a terminal: block characters, as wide as the screen, readable without colour.
//!
//! One file a chart; [`Paper`] holds what they share. The numbers stand in print beside every mark, because a character is
//! a coarse thing to measure with.

mod bars;
mod intervals;
mod scatter;

use anstyle::{AnsiColor, Style};

use super::chart::{Axis, Chart};
use super::layout::empty;
use super::scale::{Scale, evenly};
use crate::render::Screen;
use crate::render::ink::Ink;
use crate::render::wrap::{hanging, width, wrapped};

/// How wide a chart is when nobody says how wide the screen is.
const USUAL: usize = 80;
/// A wider chart is no easier to read.
const WIDEST: usize = 160;

/// Draws a chart for a terminal, as wide as the screen and at most 160 columns, or 80 when the width is not known; no line is
/// wider than the screen. Ends with a line break.
#[must_use]
pub fn terminal(chart: &Chart, screen: &Screen) -> String {
    let mut paper = Paper::new(screen);
    let caption = chart.caption();
    paper.prose("", &caption.title, |ink, line| ink.heading(line));
    paper.prose("", &caption.subtitle, |ink, line| ink.quiet(line));
    paper.blank();
    match chart {
        _ if chart.is_empty() => paper.prose("", empty(caption), |_, line| line.to_owned()),
        Chart::Bars(chart) => bars::draw(&mut paper, chart),
        Chart::Intervals(chart) => intervals::draw(&mut paper, chart),
        Chart::Scatter(chart) => scatter::draw(&mut paper, chart),
    }
    if !caption.notes.is_empty() || !caption.source.is_empty() {
        paper.blank();
    }
    let mark = if caption.notes.len() > 1 { "- " } else { "" };
    for note in &caption.notes {
        paper.prose(mark, note, |ink, line| ink.quiet(line));
    }
    paper.prose("", &caption.source, |ink, line| ink.quiet(line));
    paper.out
}

/// Which series a mark belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Series {
    First,
    Second,
}

/// What is written on, line by line.
struct Paper<'a> {
    screen: &'a Screen,
    ink: Ink,
    /// How many columns a line has.
    columns: usize,
    out: String,
}

impl<'a> Paper<'a> {
    fn new(screen: &'a Screen) -> Self {
        let columns = screen.columns().unwrap_or(USUAL).min(WIDEST);
        Paper { screen, ink: Ink::new(screen.colour), columns, out: String::new() }
    }

    /// A text on one line, as this screen may be sent it.
    fn shown(&self, text: &str) -> String {
        let line = text.replace(['\n', '\r', '\t'], " ");
        self.screen.shown(&line).into_owned()
    }

    /// The lines of a text, none wider than `limit`; at most `most`, with … where something was left out.
    fn fitted(&self, text: &str, limit: usize, most: usize) -> Vec<String> {
        let text = self.shown(text);
        let mut lines: Vec<String> =
            wrapped(text.trim(), limit).into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while width(last) + 1 > limit && last.pop().is_some() {}
                *last = format!("{}…", last.trim_end());
            }
        }
        lines
    }

    /// The same with marks behind the last line, which make way for nothing.
    fn marked(&self, text: &str, marks: &str, limit: usize, most: usize) -> Vec<String> {
        let mut lines = self.fitted(text, limit, most);
        let Some(last) = lines.last_mut() else { return vec![marks.to_owned()] };
        if width(last) + width(marks) > limit {
            while width(last) + 1 + width(marks) > limit && last.pop().is_some() {}
            *last = format!("{}…", last.trim_end_matches([' ', '…']));
        }
        last.push_str(marks);
        lines
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end_matches(' '));
        self.out.push('\n');
    }

    /// An empty line, unless there is nothing above it to part from.
    fn blank(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// A paragraph, with a mark that hangs before it; none when there are no words.
    fn prose(&mut self, mark: &str, text: &str, styled: impl Fn(Ink, &str) -> String) {
        if text.is_empty() {
            return;
        }
        let text = self.shown(text);
        let limit = self.screen.prose().unwrap_or(USUAL);
        for line in hanging(mark, &text, width(mark), Some(limit)) {
            let line = styled(self.ink, &line);
            self.line(&line);
        }
    }

    /// Marks in the colour of their series.
    fn coloured(&self, series: Series, marks: &str) -> String {
        if !self.screen.colour || marks.trim().is_empty() {
            return marks.to_owned();
        }
        let style: Style = match series {
            Series::First => AnsiColor::Cyan.on_default(),
            Series::Second => AnsiColor::Yellow.on_default(),
        };
        format!("{style}{marks}{style:#}")
    }
}

/// A text with blanks up to a width, before it or after it.
fn right(text: &str, columns: usize) -> String {
    " ".repeat(columns.saturating_sub(width(text))) + text
}

fn left(text: &str, columns: usize) -> String {
    text.to_owned() + &" ".repeat(columns.saturating_sub(width(text)))
}

/// The widest of several texts.
fn widest<'t>(texts: impl Iterator<Item = &'t String>) -> usize {
    texts.map(|text| width(text)).max().unwrap_or(0)
}

/// The finest scale whose numbers can stand under so many columns.
fn scale(axis: &Axis, domain: (f64, f64), columns: usize) -> Scale {
    Scale::fitting(domain, (columns / 8).clamp(2, 10) as u32, |scale| {
        let numbers: Vec<String> = scale.ticks().map(|tick| axis.unit.tick(tick, scale.unit())).collect();
        widest(numbers.iter()) as f64 + 2.0 <= columns as f64 * scale.step_share()
    })
}

/// The column at which a value stands, of so many.
fn column(scale: &Scale, value: f64, columns: usize) -> usize {
    (scale.share(value) * columns.saturating_sub(1) as f64).round() as usize
}

/// The numbers of the ticks in a line of so many columns, each under its tick; every second, or every third, where there is no
/// room for all.
fn ticks(scale: &Scale, axis: &Axis, columns: usize) -> String {
    let numbers: Vec<(usize, String)> = scale
        .ticks()
        .map(|tick| {
            let words = axis.unit.tick(tick, scale.unit());
            let size = width(&words);
            (column(scale, tick, columns).saturating_sub(size / 2).min(columns.saturating_sub(size)), words)
        })
        .collect();
    evenly(numbers.len()).find_map(|shown| row(shown.filter_map(|at| numbers.get(at)), columns)).unwrap_or_default()
}

/// Numbers in one line, none touching the next; `None` where they would. One may stand a column beside its place: half of
/// them are as far off anyhow, for want of a middle.
fn row<'t>(numbers: impl Iterator<Item = &'t (usize, String)>, columns: usize) -> Option<String> {
    let mut line = String::new();
    for (place, words) in numbers {
        let used = width(&line);
        let start = if line.is_empty() { *place } else { (*place).max(used + 1) };
        if start > place + 1 || start + width(words) > columns {
            return None;
        }
        line.push_str(&" ".repeat(start - used));
        line.push_str(words);
    }
    Some(line)
}
