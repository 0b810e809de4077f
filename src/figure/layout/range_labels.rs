//! The numbers of a range beside its bar: low, mid and high above it, each as near to its mark as the others allow, and the high
//! end of the second range after the extension.

use super::plot::Extent;
use crate::figure::canvas::Canvas;
use crate::figure::chart::{IntervalRow, Intervals};
use crate::figure::ranges::{DrawableRow, PrintedNumbers};
use crate::figure::scene::{Anchor, DrawStyle};

/// The least distance between two numbers.
const GAP: f64 = 7.0;

/// The numbers of one row in print.
pub(super) struct RangeLabels {
    /// Low, mid and high; empty where a number is not printed.
    first: [String; 3],
    second: String,
}

/// The styles of low, mid and high.
const STYLES: [DrawStyle; 3] = [DrawStyle::Value, DrawStyle::Strong, DrawStyle::Value];

fn widths(first: &[String; 3]) -> [f64; 3] {
    let [low, mid, high] = first;
    let [of_low, of_mid, of_high] = STYLES;
    [of_low.face().width(low), of_mid.face().width(mid), of_high.face().width(high)]
}

impl RangeLabels {
    pub(super) fn of(row: &IntervalRow, chart: &Intervals) -> RangeLabels {
        let printed = PrintedNumbers::of(row, chart);
        let second = printed.second.clone();
        RangeLabels { first: printed.distinct(), second }
    }

    /// The width of the number after the extension; `None` where there is none.
    pub(super) fn second_width(&self) -> Option<f64> {
        (!self.second.is_empty()).then(|| DrawStyle::Value.face().width(&self.second))
    }

    /// The width that the numbers need, whatever the bar.
    pub(super) fn least_width(&self) -> f64 {
        let above = widths(&self.first).iter().sum::<f64>() + 2.0 * GAP;
        above.max(self.second_width().unwrap_or(0.0))
    }

    /// Draws the numbers: three with their middles at `above`, and the second at `end` with its middle at `beside`.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas,
        drawn: &DrawableRow,
        available: Extent,
        at: impl Fn(f64) -> f64,
        (above, beside): (f64, f64),
        end: f64,
    ) {
        let Some(range) = drawn.first else { return };
        let centre = (range.low + range.high) / 2.0;
        let wanted = [range.low, range.mid.unwrap_or(centre), range.high].map(at);
        for ((x, text), style) in
            spread(wanted, widths(&self.first), available).into_iter().zip(&self.first).zip(STYLES)
        {
            canvas.centred_lines(x, above, Anchor::Middle, style, std::slice::from_ref(text));
        }
        canvas.centred_lines(end, beside, Anchor::Start, DrawStyle::Value, std::slice::from_ref(&self.second));
    }

    /// Draws the numbers of a row without a bar.
    pub(super) fn draw_alone(&self, canvas: &mut Canvas, available: Extent, middle: f64) {
        let words: Vec<&str> =
            self.first.iter().chain([&self.second]).map(String::as_str).filter(|text| !text.is_empty()).collect();
        canvas.centred_lines(available.left + 2.0, middle, Anchor::Start, DrawStyle::Value, &[words.join(" ")]);
    }
}

/// The middles of three numbers, in order and without overlap, near to the wanted positions and inside the limits. A number without
/// a width takes no space.
fn spread(wanted: [f64; 3], widths: [f64; 3], limits: Extent) -> [f64; 3] {
    let [low, mid, high] = wanted;
    let [low_width, mid_width, high_width] = widths;
    let apart = |one: f64, other: f64| if one > 0.0 && other > 0.0 { (one + other) / 2.0 + GAP } else { 0.0 };
    // The mid keeps its place, and the ends move away from it. Without a mid, the ends move away from their centre.
    let (low, high) = if mid_width > 0.0 {
        (low.min(mid - apart(low_width, mid_width)), high.max(mid + apart(mid_width, high_width)))
    } else {
        let missing = (apart(low_width, high_width) - (high - low)).max(0.0) / 2.0;
        (low - missing, high + missing)
    };
    let mut places = [(low, low_width), (mid, mid_width), (high, high_width)];
    let mut free = limits.left - GAP;
    for (x, width) in places.iter_mut().filter(|(_, width)| *width > 0.0) {
        *x = x.max(free + GAP + *width / 2.0);
        free = *x + *width / 2.0;
    }
    let mut free = limits.right + GAP;
    for (x, width) in places.iter_mut().rev().filter(|(_, width)| *width > 0.0) {
        *x = x.min(free - GAP - *width / 2.0);
        free = *x - *width / 2.0;
    }
    places.map(|(x, _)| x)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Extent = Extent { left: 0.0, right: 300.0 };

    #[test]
    fn numbers_stand_over_their_marks_where_there_is_space() {
        assert_eq!(spread([60.0, 150.0, 240.0], [40.0, 40.0, 40.0], LIMITS), [60.0, 150.0, 240.0]);
        assert_eq!(spread([100.0, 105.0, 110.0], [40.0, 40.0, 40.0], LIMITS), [58.0, 105.0, 152.0]);
        assert_eq!(spread([100.0, 105.0, 110.0], [40.0, 0.0, 40.0], LIMITS), [81.5, 105.0, 128.5]);
    }

    #[test]
    fn numbers_move_inside_the_limits_in_their_order() {
        for x in [0.0, 3.0, 290.0, 300.0] {
            let places = spread([x, x, x], [40.0, 40.0, 40.0], LIMITS);
            assert!(places[0] >= 20.0 && places[2] <= 280.0, "{places:?}");
            assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 47.0 - 1e-9), "{places:?}");
        }
    }
}
