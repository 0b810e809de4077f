//! Lays out bars: names at the left, a panel for each series with its own axis, side texts at the right.

use super::plot::{Extent, NameColumn, grid, headings, max_width, ticks};
use crate::figure::canvas::Canvas;
use crate::figure::chart::{Axis, Bar, Bars};
use crate::figure::number::drawable;
use crate::figure::scale::{AxisStart, LinearScale, domain};
use crate::figure::scene::{Anchor, DrawStyle};

const BAR_HEIGHT: f64 = 20.0;
/// The height of a row whose name takes one line.
const ROW_HEIGHT: f64 = 32.0;
/// The distance between two columns.
const GAP: f64 = 20.0;
/// The least width of the plot of a panel.
const MIN_PLOT_WIDTH: f64 = 24.0;

/// One series: its bars, and the values after them.
struct Panel<'a> {
    axis: &'a Axis,
    style: DrawStyle,
    values: Vec<Option<f64>>,
    /// The extent of bars and values.
    extent: Extent,
    /// The extent of the bars alone.
    plot: Extent,
    scale: LinearScale,
}

impl<'a> Panel<'a> {
    fn new(axis: &'a Axis, style: DrawStyle, values: Vec<Option<f64>>, extent: Extent) -> Self {
        let plot =
            Extent { left: extent.left, right: (extent.right - value_width(axis, &values)).max(extent.left + 20.0) };
        let scale = plot.scale(axis, domain(axis, values.iter().copied().flatten(), AxisStart::Zero));
        Panel { axis, style, values, extent, plot, scale }
    }

    fn bar(&self, canvas: &mut Canvas, value: Option<f64>, middle: f64) {
        let zero = self.plot.position(&self.scale, 0.0);
        let end = value.map_or(zero, |value| self.plot.position(&self.scale, value));
        if end != zero {
            canvas.rect(zero.min(end), middle - BAR_HEIGHT / 2.0, (end - zero).abs(), BAR_HEIGHT, self.style);
        }
        // To the left of a negative bar there may be a name, so the value always stands to the right.
        let words = printed_value(self.axis, value);
        canvas.centred_lines(zero.max(end) + 6.0, middle, Anchor::Start, DrawStyle::Value, &[words]);
    }
}

/// The width of the values after the longest bar.
fn value_width(axis: &Axis, values: &[Option<f64>]) -> f64 {
    max_width(DrawStyle::Value.face(), values.iter().map(|value| printed_value(axis, *value))) + 8.0
}

fn printed_value(axis: &Axis, value: Option<f64>) -> String {
    axis.unit.value(value.unwrap_or(f64::NAN))
}

pub(super) fn draw(canvas: &mut Canvas, chart: &Bars) {
    let side =
        chart.side_heading.as_ref().map(|heading| SideColumn::new(heading, &chart.bars, canvas.inner_width() * 0.19));
    let side_width = side.as_ref().map_or(0.0, |side| side.width + GAP);
    let mut series: Vec<(&Axis, DrawStyle, Vec<Option<f64>>, f64)> =
        vec![(&chart.axis, DrawStyle::First, chart.bars.iter().map(|bar| drawable(bar.value)).collect(), 1.0)];
    if let Some(axis) = &chart.second {
        let values = chart.bars.iter().map(|bar| bar.second.and_then(drawable)).collect();
        series.push((axis, DrawStyle::Second, values, 0.75));
    }

    // Names may take about a third of the width if the plots keep their least width. The panels share the rest.
    let value_widths: f64 = series.iter().map(|(axis, _, values, _)| value_width(axis, values) + GAP).sum();
    let plots = MIN_PLOT_WIDTH * series.len() as f64;
    let is_stacked = canvas.is_narrow();
    let limit = if is_stacked {
        canvas.inner_width()
    } else {
        (canvas.inner_width() * if series.len() > 1 { 0.28 } else { 0.34 })
            .min(canvas.inner_width() - side_width - value_widths - plots)
    };
    let name_column = NameColumn::new(canvas, chart.bars.iter().map(|bar| bar.label.as_str()), limit);
    let mut left = if is_stacked { canvas.margin } else { name_column.right + 12.0 };
    // Joined characters cannot be wrapped, so names may be wider than their limit.
    canvas.widen(name_column.right - canvas.right());
    canvas.widen(left + value_widths - GAP + plots - (canvas.right() - side_width));
    let right = canvas.right() - side_width;
    let free = right - left - value_widths + GAP;
    let shares: f64 = series.iter().map(|(.., share)| share).sum();
    let panels: Vec<Panel> = series
        .into_iter()
        .map(|(axis, style, values, share)| {
            let extent = Extent { left, right: left + value_width(axis, &values) + free * share / shares };
            left = extent.right + GAP;
            Panel::new(axis, style, values, extent)
        })
        .collect();

    let mut words: Vec<_> = panels
        .iter()
        .map(|panel| (panel.extent.left, panel.extent.width(), Anchor::Start, panel.axis.label.as_str()))
        .collect();
    if let Some(side) = &side {
        words.push((canvas.right(), side.width, Anchor::End, side.heading));
    }
    headings(canvas, &words);

    let top = canvas.y;
    let side_lines = |at: usize| side.as_ref().and_then(|side| side.lines.get(at)).map_or(&[][..], Vec::as_slice);
    let above = |name: &[String]| {
        if is_stacked { DrawStyle::Label.face().line_height() * name.len() as f64 } else { 0.0 }
    };
    // The heights of the bars of each row, without a name above.
    let heights: Vec<f64> = name_column
        .names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let beside = if is_stacked { 1 } else { name.len() };
            if beside.max(side_lines(at).len()) > 1 { ROW_HEIGHT + 8.0 } else { ROW_HEIGHT }
        })
        .collect();
    let bottom = top + heights.iter().sum::<f64>() + name_column.names.iter().map(|name| above(name)).sum::<f64>();
    for panel in &panels {
        grid(canvas, panel.plot, &panel.scale, top, bottom);
    }
    for (at, (name, height)) in name_column.names.iter().zip(&heights).enumerate() {
        let above = above(name);
        let middle = canvas.y + above + height / 2.0;
        if is_stacked {
            canvas.centred_lines(canvas.margin, canvas.y + above / 2.0 + 2.0, Anchor::Start, DrawStyle::Label, name);
        } else {
            canvas.centred_lines(name_column.right, middle, Anchor::End, DrawStyle::Label, name);
        }
        for panel in &panels {
            panel.bar(canvas, panel.values.get(at).copied().flatten(), middle);
        }
        canvas.centred_lines(canvas.right(), middle, Anchor::End, DrawStyle::Value, side_lines(at));
        canvas.skip(above + height);
    }
    let mut left = canvas.margin;
    for panel in &panels {
        let extent = Extent { left, right: panel.extent.right };
        ticks(canvas, panel.plot, extent, &panel.scale, panel.axis);
        left = panel.extent.right + 4.0;
    }
    canvas.skip(DrawStyle::Tick.face().line_height() + 4.0);
}

/// The column of text at the right.
struct SideColumn<'a> {
    heading: &'a str,
    lines: Vec<Vec<String>>,
    width: f64,
}

impl<'a> SideColumn<'a> {
    fn new(heading: &'a str, bars: &[Bar], limit: f64) -> Self {
        let face = DrawStyle::Value.face();
        let lines: Vec<_> =
            bars.iter().map(|bar| face.fitted(bar.side_text.as_deref().unwrap_or_default(), limit, 2)).collect();
        let heading_width =
            max_width(DrawStyle::Heading.face(), DrawStyle::Heading.face().balanced(heading, limit, 3).iter());
        let width = max_width(face, lines.iter().flatten()).max(heading_width);
        SideColumn { heading, lines, width }
    }
}
