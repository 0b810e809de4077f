//! From values to a place between two ends, with ticks at round numbers.

use super::chart::Axis;
use super::number::known;

/// Where an axis must begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// At zero, because a length is read from there.
    Zero,
    /// At zero when that is not far away.
    NearZero,
    /// Where the values are, with room around them.
    Around,
}

/// An axis that begins and ends at ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// The first tick, in steps.
    first: f64,
    step: f64,
    /// How many steps there are; at least one.
    steps: u32,
}

/// More ticks than this are never asked for; it also bounds the work when floats run out of digits.
const MOST_STEPS: f64 = 100.0;

impl Scale {
    /// The scale with the most steps, up to `most`, that `fits`; with one or two steps when none does.
    pub(super) fn fitting(bounds: (f64, f64), most: u32, fits: impl Fn(&Scale) -> bool) -> Scale {
        (2..=most).rev().map(|steps| Scale::new(bounds, steps)).find(fits).unwrap_or_else(|| Scale::new(bounds, 1))
    }

    /// Covers the bounds in about `steps` steps of 1, 2 or 5 times a power of ten.
    fn new((low, high): (f64, f64), steps: u32) -> Scale {
        let step = round_step((high - low) / f64::from(steps));
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil();
        Scale { first, step, steps: (last - first).clamp(1.0, MOST_STEPS) as u32 }
    }

    /// How far apart two ticks are.
    pub(super) fn step(&self) -> f64 {
        self.step
    }

    /// How many steps there are.
    pub(super) fn steps(&self) -> u32 {
        self.steps
    }

    /// Where a value lies, from 0 at the low end to 1 at the high one.
    pub(super) fn share(&self, value: f64) -> f64 {
        let share = (value / self.step - self.first) / f64::from(self.steps);
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The values at the ticks, from the low end.
    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> {
        let Scale { first, step, steps } = *self;
        (0..=steps).map(move |at| (first + f64::from(at)) * step)
    }
}

/// The smallest of 1, 2 and 5 times a power of ten that is not smaller.
fn round_step(wanted: f64) -> f64 {
    let power = 10_f64.powf(wanted.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|by| by * power).into_iter().find(|step| *step >= wanted * (1.0 - 1e-9));
    step.filter(|step| step.is_normal()).unwrap_or(1.0)
}

/// What an axis must cover for these values: never nothing, and never so little that floats cannot tell its ticks apart.
pub(super) fn bounds(axis: &Axis, values: impl Iterator<Item = f64>, origin: Origin) -> (f64, f64) {
    let fixed = axis.span.into_iter().flat_map(|(low, high)| [low, high]).filter_map(known);
    let all = || values_of(fixed.clone());
    let (low, high) = values.filter_map(known).fold(all(), widened);
    let (Some(mut low), Some(mut high)) = (low, high) else { return (0.0, 1.0) };
    let has_zero_near = low >= 0.0 && low < high * 0.35 || high <= 0.0 && high > low * 0.35;
    if origin == Origin::Zero || origin == Origin::NearZero && has_zero_near {
        (low, high) = (low.min(0.0), high.max(0.0));
    } else if axis.span.is_none() {
        // Marks do not stand on the frame; but what has no negative values does not get a negative axis.
        let room = (high - low) * 0.07;
        (low, high) = (if low >= 0.0 { (low - room).max(0.0) } else { low - room }, high + room);
    }
    if high - low <= low.abs().max(high.abs()) * 1e-6 {
        let room = (high.abs() * 0.1).max(0.5);
        (low, high) = (if low >= 0.0 { (low - room).max(0.0) } else { low - room }, high + room);
    }
    (low, high)
}

type Ends = (Option<f64>, Option<f64>);

fn values_of(values: impl Iterator<Item = f64>) -> Ends {
    values.fold((None, None), widened)
}

fn widened((low, high): Ends, value: f64) -> Ends {
    (Some(low.map_or(value, |low| low.min(value))), Some(high.map_or(value, |high| high.max(value))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(values: &[f64], origin: Origin, most: u32) -> Vec<f64> {
        let bounds = bounds(&Axis::default(), values.iter().copied(), origin);
        Scale::fitting(bounds, most, |_| true).ticks().collect()
    }

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        assert_eq!(ticks(&[52_000.0, 38_000.0], Origin::Zero, 6), [0.0, 1e4, 2e4, 3e4, 4e4, 5e4, 6e4]);
        assert_eq!(
            ticks(&[51_000.0, 121_680.0], Origin::Around, 5),
            [40_000.0, 60_000.0, 80_000.0, 1e5, 120_000.0, 140_000.0]
        );
        assert_eq!(ticks(&[0.0, 0.3], Origin::Zero, 3).len(), 4);
        assert_eq!(ticks(&[-5.0, 12.0], Origin::Zero, 5), [-5.0, 0.0, 5.0, 10.0, 15.0]);
    }

    #[test]
    fn a_span_is_covered_and_grows_for_what_lies_outside() {
        let axis = Axis::default().over(0.0, 100.0);
        assert_eq!(bounds(&axis, [45.0, 55.0].into_iter(), Origin::Around), (0.0, 100.0));
        assert_eq!(bounds(&axis, [220.0].into_iter(), Origin::Around), (0.0, 220.0));
    }

    #[test]
    fn nothing_equal_and_extreme_values_still_make_an_axis() {
        for values in
            [&[][..], &[f64::NAN], &[0.0], &[1e15, 1e15], &[-1e15, 1e15], &[1e15, 1e15 - 1.0], &[f64::MAX], &[1e-12]]
        {
            for origin in [Origin::Zero, Origin::NearZero, Origin::Around] {
                let ticks = ticks(values, origin, 8);
                assert!(ticks.len() >= 2 && ticks.len() <= 20, "{values:?} {ticks:?}");
                assert!(ticks.is_sorted_by(|one, other| one < other), "{values:?} {ticks:?}");
            }
        }
    }
}
