//! Draws the bar of a range: a box from low to high, a line at the mid, an arrow at an open end, an extension and whiskers.

use crate::figure::canvas::Canvas;
use crate::figure::chart::OpenEnd;
use crate::figure::ranges::DrawableRow;
use crate::figure::scene::{DrawStyle, Primitive};

pub(super) const BOX_HEIGHT: f64 = 12.0;
pub(super) const ARROW_LENGTH: f64 = 22.0;
/// The height of the line of a whisker and the width of its cap.
const WHISKER: f64 = 2.0;
const CAP_HEIGHT: f64 = 8.0;
/// The paper that keeps the line at the mid apart from the bar.
const MID_GAP: f64 = 1.5;
const MID_WIDTH: f64 = 3.0;

/// The positions of a bar, in pixels.
pub(super) struct BarPosition {
    low: f64,
    mid: Option<f64>,
    high: f64,
    open: OpenEnd,
    extension: Option<f64>,
    outer: Option<(f64, f64)>,
    middle: f64,
}

impl BarPosition {
    /// The positions of a row whose middle is at `middle`.
    pub(super) fn of(drawn: &DrawableRow, middle: f64, at: impl Fn(f64) -> f64) -> BarPosition {
        let range = drawn.first;
        BarPosition {
            low: range.map_or(0.0, |range| at(range.low)),
            mid: range.and_then(|range| range.mid).map(&at),
            high: range.map_or(0.0, |range| at(range.high)),
            open: range.map_or(OpenEnd::Closed, |range| range.open),
            extension: drawn.extension.map(&at),
            outer: drawn.outer.map(|(low, high)| (at(low), at(high))),
            middle,
        }
    }

    /// A closed bar, for a legend, with a mid where `has_mid` is true.
    pub(super) fn sample(left: f64, width: f64, middle: f64, has_mid: bool) -> BarPosition {
        let (low, high) = (left, left + width);
        let mid = has_mid.then_some(left + width / 2.0);
        BarPosition { low, mid, high, open: OpenEnd::Closed, extension: None, outer: None, middle }
    }
}

pub(super) fn draw_bar(canvas: &mut Canvas, bar: &BarPosition, outlined: bool, dashed: bool) {
    let (first, second) = (DrawStyle::First.textured(outlined, dashed), DrawStyle::Second.textured(outlined, dashed));
    let BarPosition { low, high, middle, .. } = *bar;
    let top = middle - BOX_HEIGHT / 2.0;
    if let Some((outer_low, outer_high)) = bar.outer {
        whisker(canvas, outer_low, low, middle);
        whisker(canvas, outer_high, high, middle);
    }
    if let Some(end) = bar.extension {
        // The extension begins under the bar, so that no paper shows between the two.
        canvas.rect(high - 1.0, top, (end - high + 1.0).max(2.0), BOX_HEIGHT, second);
    }
    // An outline needs space for its two sides and for a gap between them.
    let is_point = high - low < 2.0 + 2.0 * first.stroke();
    if is_point {
        let radius = (BOX_HEIGHT - first.stroke()) / 2.0;
        canvas.draw(Primitive::Circle(((low + high) / 2.0, middle), radius, first));
    } else {
        canvas.rect(low, top, high - low, BOX_HEIGHT, first);
    }
    let arrow = match bar.open {
        OpenEnd::Closed => None,
        OpenEnd::Above => Some((high, 1.0)),
        OpenEnd::Below => Some((low, -1.0)),
    };
    if let Some((end, way)) = arrow {
        let neck = end + way * (ARROW_LENGTH - 9.0);
        canvas.rect(end.min(neck), middle - 1.5, (neck - end).abs(), 3.0, first);
        canvas.draw(Primitive::Polygon(
            vec![(neck, middle - 5.5), (neck, middle + 5.5), (end + way * ARROW_LENGTH, middle)],
            first,
        ));
    }
    if let Some(mid) = bar.mid.filter(|_| !is_point) {
        let wide = MID_WIDTH + 2.0 * MID_GAP;
        canvas.rect((mid - wide / 2.0).max(low), top, wide.min(high - low), BOX_HEIGHT, DrawStyle::Gap);
        canvas.rect(mid - MID_WIDTH / 2.0, top - 2.0, MID_WIDTH, BOX_HEIGHT + 4.0, DrawStyle::Mid);
    }
}

/// Draws a whisker from its outer end to the bar.
pub(super) fn whisker(canvas: &mut Canvas, outer: f64, inner: f64, middle: f64) {
    let (left, right) = (outer.min(inner), outer.max(inner));
    canvas.rect(left, middle - WHISKER / 2.0, right - left, WHISKER, DrawStyle::First);
    canvas.rect(outer - WHISKER / 2.0, middle - CAP_HEIGHT / 2.0, WHISKER, CAP_HEIGHT, DrawStyle::First);
}
