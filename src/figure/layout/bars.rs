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

/// A series of values, which gets a panel.
struct Series<'a> {
    axis: &'a Axis,
    style: DrawStyle,
    values: Vec<Option<f64>>,
    /// Its share of the free width, relative to the shares of the other series.
    share: f64,
}

impl<'a> Series<'a> {
    /// The series of a chart: one or two.
    fn of(chart: &'a Bars) -> Vec<Self> {
        let values = chart.bars.iter().map(|bar| drawable(bar.value)).collect();
        let first = Series { axis: &chart.axis, style: DrawStyle::First, values, share: 1.0 };
        let second = chart.second.as_ref().map(|axis| {
            let values = chart.bars.iter().map(|bar| bar.second.and_then(drawable)).collect();
            Series { axis, style: DrawStyle::Second, values, share: 0.75 }
        });
        std::iter::once(first).chain(second).collect()
    }

    /// The width of its values with the gap to the next column.
    fn value_width(&self) -> f64 {
        value_width(self.axis, &self.values) + GAP
    }
}

/// Draws bars: the columns of the chart from left to right, then its rows.
pub(super) fn draw(canvas: &mut Canvas, chart: &Bars) {
    let side =
        chart.side_heading.as_ref().map(|heading| SideColumn::new(heading, &chart.bars, canvas.inner_width() * 0.19));
    let side_width = side.as_ref().map_or(0.0, |side| side.width + GAP);
    let series = Series::of(chart);
    let names = name_column(canvas, chart, &series, side_width);
    let panels = panels(canvas, &names, series, side_width);
    draw_headings(canvas, &panels, side.as_ref());
    draw_rows(canvas, &names, &panels, side.as_ref());
    let mut left = canvas.margin;
    for panel in &panels {
        let extent = Extent { left, right: panel.extent.right };
        ticks(canvas, panel.plot, extent, &panel.scale, panel.axis);
        left = panel.extent.right + 4.0;
    }
    canvas.skip(DrawStyle::Tick.face().line_height() + 4.0);
}

/// The column of names. They may take about a third of the width if the plots keep their least width; above the bars, all of it.
fn name_column(canvas: &Canvas, chart: &Bars, series: &[Series<'_>], side_width: f64) -> NameColumn {
    let taken = side_width + series.iter().map(|series| series.value_width() + MIN_PLOT_WIDTH).sum::<f64>();
    let limit = if canvas.is_narrow() {
        canvas.inner_width()
    } else {
        (canvas.inner_width() * if series.len() > 1 { 0.28 } else { 0.34 }).min(canvas.inner_width() - taken)
    };
    NameColumn::new(canvas, chart.bars.iter().map(|bar| bar.label.as_str()), limit)
}

/// The panels, which share the width that names and the side column leave.
fn panels<'a>(canvas: &mut Canvas, names: &NameColumn, series: Vec<Series<'a>>, side_width: f64) -> Vec<Panel<'a>> {
    let mut left = if canvas.is_narrow() { canvas.margin } else { names.right + 12.0 };
    let value_widths: f64 = series.iter().map(Series::value_width).sum();
    let plots = MIN_PLOT_WIDTH * series.len() as f64;
    // Joined characters cannot be wrapped, so names may be wider than their limit.
    canvas.widen(names.right - canvas.right());
    canvas.widen(left + value_widths - GAP + plots - (canvas.right() - side_width));
    let free = canvas.right() - side_width - left - value_widths + GAP;
    let shares: f64 = series.iter().map(|series| series.share).sum();
    let mut panels = Vec::with_capacity(series.len());
    for Series { axis, style, values, share } in series {
        let extent = Extent { left, right: left + value_width(axis, &values) + free * share / shares };
        left = extent.right + GAP;
        panels.push(Panel::new(axis, style, values, extent));
    }
    panels
}

fn draw_headings(canvas: &mut Canvas, panels: &[Panel<'_>], side: Option<&SideColumn<'_>>) {
    let mut words: Vec<_> = panels
        .iter()
        .map(|panel| (panel.extent.left, panel.extent.width(), Anchor::Start, panel.axis.label.as_str()))
        .collect();
    if let Some(side) = side {
        words.push((canvas.right(), side.width, Anchor::End, side.heading));
    }
    headings(canvas, &words);
}

/// Draws the grids, and for each row its name, its bars and its side text. On a narrow canvas names stand above the bars.
fn draw_rows(canvas: &mut Canvas, names: &NameColumn, panels: &[Panel<'_>], side: Option<&SideColumn<'_>>) {
    let is_stacked = canvas.is_narrow();
    let side_lines = |at: usize| side.and_then(|side| side.lines.get(at)).map_or(&[][..], Vec::as_slice);
    // The height of the name above the bars, and of the bars.
    let heights = names.names.iter().enumerate().map(|(at, name)| {
        let line_height = DrawStyle::Label.face().line_height();
        let (above, lines) = if is_stacked { (line_height * name.len() as f64, 1) } else { (0.0, name.len()) };
        (above, if lines.max(side_lines(at).len()) > 1 { ROW_HEIGHT + 8.0 } else { ROW_HEIGHT })
    });
    let heights: Vec<(f64, f64)> = heights.collect();
    let top = canvas.y;
    let bottom = top + heights.iter().map(|(above, height)| above + height).sum::<f64>();
    for panel in panels {
        grid(canvas, panel.plot, &panel.scale, top, bottom);
    }
    for (at, (name, (above, height))) in names.names.iter().zip(&heights).enumerate() {
        let middle = canvas.y + above + height / 2.0;
        if is_stacked {
            canvas.centred_lines(canvas.margin, canvas.y + above / 2.0 + 2.0, Anchor::Start, DrawStyle::Label, name);
        } else {
            canvas.centred_lines(names.right, middle, Anchor::End, DrawStyle::Label, name);
        }
        for panel in panels {
            panel.bar(canvas, panel.values.get(at).copied().flatten(), middle);
        }
        canvas.centred_lines(canvas.right(), middle, Anchor::End, DrawStyle::Value, side_lines(at));
        canvas.skip(above + height);
    }
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
