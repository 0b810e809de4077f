//! Bars: names at the left, a panel for each series with its own axis, words at the right.

use super::plot::{Gutter, Strip, grid, headings, ticks, widest};
use crate::figure::canvas::{Canvas, MARGIN};
use crate::figure::chart::{Axis, Bar, Bars};
use crate::figure::number::known;
use crate::figure::scale::{Origin, Scale, domain};
use crate::figure::scene::{Anchor, Ink};

/// How thick a bar is.
const BAR: f64 = 20.0;
/// From the top of one row to the top of the next, when names take one line.
const ROW: f64 = 32.0;
/// Between two columns.
const GAP: f64 = 20.0;
/// The shortest that the longest bar may be.
const SHORTEST: f64 = 24.0;

/// One series, with the room for its bars and for the values at their ends.
struct Panel<'a> {
    axis: &'a Axis,
    ink: Ink,
    values: Vec<Option<f64>>,
    room: Strip,
    plot: Strip,
    scale: Scale,
}

impl<'a> Panel<'a> {
    fn new(axis: &'a Axis, ink: Ink, values: Vec<Option<f64>>, room: Strip) -> Self {
        let plot = Strip { left: room.left, right: (room.right - behind(axis, &values)).max(room.left + 20.0) };
        let scale = plot.scale(axis, domain(axis, values.iter().copied().flatten(), Origin::Zero));
        Panel { axis, ink, values, room, plot, scale }
    }

    fn bar(&self, sheet: &mut Canvas, value: Option<f64>, middle: f64) {
        let zero = self.plot.at(&self.scale, 0.0);
        let end = value.map_or(zero, |value| self.plot.at(&self.scale, value));
        if end != zero {
            sheet.block(zero.min(end), middle - BAR / 2.0, (end - zero).abs(), BAR, self.ink);
        }
        // Beyond a bar to the left of zero there may be a name: the value stands on the free side.
        let words = value_of(self.axis, value);
        sheet.centred(zero.max(end) + 6.0, middle, Anchor::Start, Ink::Value, &[words]);
    }
}

/// The room for the values behind the longest bar.
fn behind(axis: &Axis, values: &[Option<f64>]) -> f64 {
    widest(Ink::Value.face(), values.iter().map(|value| value_of(axis, *value))) + 8.0
}

fn value_of(axis: &Axis, value: Option<f64>) -> String {
    axis.unit.value(value.unwrap_or(f64::NAN))
}

/// Draws the bars under what is on the sheet.
pub(super) fn draw(sheet: &mut Canvas, chart: &Bars) {
    let aside = chart.aside.as_ref().map(|heading| Aside::new(heading, &chart.bars, sheet.inner() * 0.19));
    let aside_width = aside.as_ref().map_or(0.0, |aside| aside.width + GAP);
    let mut series: Vec<(&Axis, Ink, Vec<Option<f64>>, f64)> =
        vec![(&chart.axis, Ink::First, chart.bars.iter().map(|bar| known(bar.value)).collect(), 1.0)];
    if let Some(axis) = &chart.second {
        let values = chart.bars.iter().map(|bar| bar.second.and_then(known)).collect();
        series.push((axis, Ink::Second, values, 0.75));
    }

    // Names may take a third, as long as there is a plot left; what is over, the panels share.
    let numbers: f64 = series.iter().map(|(axis, _, values, _)| behind(axis, values) + GAP).sum();
    let plots = SHORTEST * series.len() as f64;
    let limit =
        (sheet.inner() * if series.len() > 1 { 0.28 } else { 0.34 }).min(sheet.inner() - aside_width - numbers - plots);
    let gutter = Gutter::new(chart.bars.iter().map(|bar| bar.label.as_str()), limit);
    let mut left = gutter.right + 12.0;
    // Characters that are joined into one cannot be wrapped, however narrow the room.
    sheet.widen(left + numbers - GAP + plots - (sheet.right() - aside_width));
    let right = sheet.right() - aside_width;
    let free = right - left - numbers + GAP;
    let shares: f64 = series.iter().map(|(.., share)| share).sum();
    let panels: Vec<Panel> = series
        .into_iter()
        .map(|(axis, ink, values, share)| {
            let room = Strip { left, right: left + behind(axis, &values) + free * share / shares };
            left = room.right + GAP;
            Panel::new(axis, ink, values, room)
        })
        .collect();

    let mut words: Vec<_> = panels
        .iter()
        .map(|panel| (panel.room.left, panel.room.width(), Anchor::Start, panel.axis.label.as_str()))
        .collect();
    if let Some(aside) = &aside {
        words.push((sheet.right(), aside.width, Anchor::End, aside.heading));
    }
    headings(sheet, &words);

    let top = sheet.y;
    let heights: Vec<f64> = gutter
        .names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let lines = name.len().max(aside.as_ref().and_then(|aside| aside.lines.get(at)).map_or(0, Vec::len));
            if lines > 1 { ROW + 8.0 } else { ROW }
        })
        .collect();
    let bottom = top + heights.iter().sum::<f64>();
    for panel in &panels {
        grid(sheet, panel.plot, &panel.scale, top, bottom);
    }
    for (at, (name, height)) in gutter.names.iter().zip(&heights).enumerate() {
        let middle = sheet.y + height / 2.0;
        sheet.centred(gutter.right, middle, Anchor::End, Ink::Label, name);
        for panel in &panels {
            panel.bar(sheet, panel.values.get(at).copied().flatten(), middle);
        }
        if let Some(lines) = aside.as_ref().and_then(|aside| aside.lines.get(at)) {
            sheet.centred(sheet.right(), middle, Anchor::End, Ink::Value, lines);
        }
        sheet.space(*height);
    }
    let mut left = MARGIN;
    for panel in &panels {
        let room = Strip { left, right: panel.room.right };
        ticks(sheet, panel.plot, room, &panel.scale, panel.axis);
        left = panel.room.right + 4.0;
    }
    sheet.space(Ink::Tick.face().leading() + 4.0);
}

/// The column of words at the right.
struct Aside<'a> {
    heading: &'a str,
    lines: Vec<Vec<String>>,
    width: f64,
}

impl<'a> Aside<'a> {
    fn new(heading: &'a str, bars: &[Bar], limit: f64) -> Self {
        let face = Ink::Value.face();
        let lines: Vec<_> =
            bars.iter().map(|bar| face.fitted(bar.aside.as_deref().unwrap_or_default(), limit, 2)).collect();
        let heading_width = widest(Ink::Heading.face(), Ink::Heading.face().balanced(heading, limit, 3).iter());
        let width = widest(face, lines.iter().flatten()).max(heading_width);
        Aside { heading, lines, width }
    }
}
