//! What the layouts of all shapes share: extents, columns of names, headings, ticks and grid lines.

use crate::figure::canvas::Canvas;
use crate::figure::chart::Axis;
use crate::figure::face::Face;
use crate::figure::scale::{LinearScale, even_subsets_with_ends};
use crate::figure::scene::{Anchor, DrawStyle};

/// A horizontal extent, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Extent {
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The position of a value.
    pub(super) fn position(&self, scale: &LinearScale, value: f64) -> f64 {
        self.left + self.width() * scale.share(value)
    }

    /// The finest scale whose tick numbers fit.
    pub(super) fn scale(&self, axis: &Axis, domain: (f64, f64)) -> LinearScale {
        LinearScale::finest(domain, self.most_steps(), |scale| self.fits(axis, scale))
    }

    /// The finest scale with ticks at both ends whose tick numbers fit.
    pub(super) fn scale_between_ends(&self, axis: &Axis, domain: (f64, f64)) -> LinearScale {
        LinearScale::finest_between_ends(domain, self.most_steps(), |scale| self.fits(axis, scale))
    }

    fn most_steps(&self) -> u32 {
        (self.width() / 40.0).clamp(2.0, 10.0) as u32
    }

    fn fits(&self, axis: &Axis, scale: &LinearScale) -> bool {
        let numbers = scale.ticks().map(|tick| axis.unit.tick(tick, scale.label_step()));
        max_width(DrawStyle::Tick.face(), numbers) + 8.0 <= self.width() * scale.step_share()
    }
}

/// The width of the widest text.
pub(super) fn max_width(face: Face, texts: impl Iterator<Item = impl AsRef<str>>) -> f64 {
    texts.map(|text| face.width(text.as_ref())).fold(0.0, f64::max)
}

/// The names of rows, wrapped into a column at the left margin.
#[derive(Debug)]
pub(super) struct NameColumn {
    /// The lines of each name.
    pub(super) names: Vec<Vec<String>>,
    /// The right side of the column.
    pub(super) right: f64,
}

impl NameColumn {
    /// A column as wide as the names, up to `limit`. Longer names take two lines.
    pub(super) fn new<'a>(canvas: &Canvas, names: impl Iterator<Item = &'a str>, limit: f64) -> NameColumn {
        let face = DrawStyle::Label.face();
        NameColumn::of(canvas, names.map(|name| face.balanced(name, limit, 2)).collect())
    }

    /// A column of names that are already wrapped.
    pub(super) fn of(canvas: &Canvas, names: Vec<Vec<String>>) -> NameColumn {
        let width = max_width(DrawStyle::Label.face(), names.iter().flatten());
        NameColumn { names, right: canvas.margin + width }
    }
}

/// A heading: position, greatest width, anchor and text.
pub(super) type PlacedHeading<'a> = (f64, f64, Anchor, &'a str);

/// Draws headings side by side, their last lines on one baseline.
pub(super) fn headings(canvas: &mut Canvas, headings: &[PlacedHeading<'_>]) {
    let face = DrawStyle::Heading.face();
    let fitted: Vec<_> =
        headings.iter().map(|(x, width, anchor, words)| (*x, *anchor, face.balanced(words, *width, 3))).collect();
    let most = fitted.iter().map(|(_, _, lines)| lines.len()).max().unwrap_or(0);
    canvas.skip(face.line_height() * most as f64);
    for (x, anchor, lines) in fitted {
        for (up, line) in lines.iter().rev().enumerate() {
            let y = canvas.y - face.line_height() * up as f64 - face.size * 0.4;
            canvas.text(x, y, anchor, DrawStyle::Heading, line.as_str());
        }
    }
    if most > 0 {
        canvas.skip(4.0);
    }
}

/// Draws the numbers of the ticks: all of them or, where they would collide, every second, every third and so on. The numbers stay
/// inside `limits`.
pub(super) fn ticks(canvas: &mut Canvas, plot: Extent, limits: Extent, scale: &LinearScale, axis: &Axis) {
    let face = DrawStyle::Tick.face();
    let y = canvas.y + face.line_height();
    let numbers: Vec<(f64, f64, String)> = scale
        .ticks()
        .map(|tick| {
            let words = axis.unit.tick(tick, scale.label_step());
            let half = face.width(&words) / 2.0;
            (plot.position(scale, tick).min(limits.right - half).max(limits.left + half), half, words)
        })
        .collect();
    let shown = even_subsets_with_ends(numbers.len()).find(|shown| {
        let mut free = f64::NEG_INFINITY;
        shown.iter().filter_map(|at| numbers.get(*at)).all(|(x, half, _)| {
            let is_free = x - half >= free;
            free = x + half + 4.0;
            is_free
        })
    });
    for (x, _, words) in shown.into_iter().flatten().filter_map(|at| numbers.get(at)) {
        canvas.text(*x, y, Anchor::Middle, DrawStyle::Tick, words.as_str());
    }
}

/// Draws a vertical line at each tick. The line at zero is darker.
pub(super) fn grid(canvas: &mut Canvas, plot: Extent, scale: &LinearScale, top: f64, bottom: f64) {
    for tick in scale.ticks() {
        let x = plot.position(scale, tick);
        let style = if tick == 0.0 { DrawStyle::Baseline } else { DrawStyle::Grid };
        canvas.line((x, top), (x, bottom), style);
    }
}
