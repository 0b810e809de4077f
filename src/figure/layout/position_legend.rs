//! The marks of values against a band, and the legend that explains them. The marks differ in shape as well as in colour.

use super::interval_legend::{SAMPLE_WIDTH, mark_legend};
use crate::figure::canvas::Canvas;
use crate::figure::chart::{PositionValues, Positions};
use crate::figure::positions::Side;
use crate::figure::scene::{Anchor, DrawStyle, Primitive};

/// The radius of the mark of a value.
const MARK_RADIUS: f64 = 3.2;
/// The distance from the centre of a diamond to its corners, which gives it the area of a dot.
const DIAMOND_RADIUS: f64 = 4.0;
/// The height of the sample of a band.
const BAND_HEIGHT: f64 = 12.0;
/// The distance between two entries on one line.
const GAP: f64 = 16.0;

/// The style of a value on a side of its band.
pub(super) fn value_style(side: Side) -> DrawStyle {
    match side {
        Side::Below => DrawStyle::First,
        Side::Within => DrawStyle::FirstOutline,
        Side::Above => DrawStyle::Second,
    }
}

/// Draws the mark of a value: a dot, a ring or a diamond.
pub(super) fn value_mark(canvas: &mut Canvas, side: Side, (x, y): (f64, f64)) {
    let style = value_style(side);
    let mark = match side {
        Side::Below | Side::Within => Primitive::Circle((x, y), MARK_RADIUS - style.stroke() / 4.0, style),
        Side::Above => {
            let far = DIAMOND_RADIUS;
            Primitive::Polygon(vec![(x, y - far), (x + far, y), (x, y + far), (x - far, y)], style)
        }
    };
    canvas.draw(mark);
}

/// A sample of a mark with its meaning.
enum Sample {
    Value(Side),
    Band,
    Spread,
}

/// Draws the meaning of the marks that the rows use, side by side as far as they fit, then that of outlines, dashes and signs.
pub(super) fn legend(canvas: &mut Canvas, chart: &Positions) {
    let has = |side: Side| chart.rows.iter().flat_map(|row| row.values.each()).any(|(_, of)| of == side);
    let has_spread = chart.rows.iter().any(|row| matches!(row.values, PositionValues::Spread(_)));
    let names = &chart.names;
    let entries = [
        (Sample::Value(Side::Below), &names.below, has(Side::Below)),
        (Sample::Value(Side::Within), &names.within, has(Side::Within)),
        (Sample::Value(Side::Above), &names.above, has(Side::Above)),
        (Sample::Spread, &names.spread, has_spread),
        (Sample::Band, &names.band, chart.rows.iter().any(|row| row.band.is_some())),
    ];
    let face = DrawStyle::Heading.face();
    let mut x = canvas.margin;
    canvas.skip(face.line_height());
    for (sample, name, _) in entries.into_iter().filter(|(_, name, is_used)| *is_used && !name.is_empty()) {
        let sample_width = if matches!(sample, Sample::Value(_)) { 12.0 } else { 24.0 };
        let name = face.fitted(name, canvas.inner_width() - sample_width, 1).concat();
        let text_width = face.width(&name);
        if x > canvas.margin && x + sample_width + text_width > canvas.right() {
            x = canvas.margin;
            canvas.skip(face.line_height());
        }
        let middle = canvas.y - face.size * 0.36;
        match sample {
            Sample::Value(side) => value_mark(canvas, side, (x + MARK_RADIUS, middle)),
            Sample::Band => canvas.rect(x, middle - 6.0, 18.0, BAND_HEIGHT, DrawStyle::Band),
            Sample::Spread => {
                canvas.line((x, middle), (x + 18.0, middle), DrawStyle::Whisker);
                canvas.rect(x + 4.0, middle - 4.0, 10.0, 8.0, DrawStyle::First);
            }
        }
        canvas.text(x + sample_width, canvas.y, Anchor::Start, DrawStyle::Heading, name);
        x += sample_width + text_width + GAP;
    }
    canvas.skip(8.0);
    mark_legend(canvas, &chart.legend, |canvas, left, middle, entry| {
        let style = DrawStyle::Band.textured(entry.outlined, entry.dashed);
        canvas.rect(left, middle - BAND_HEIGHT / 2.0, SAMPLE_WIDTH, BAND_HEIGHT, style);
    });
}
