//! From values to a place between two ends, with ticks at round numbers.

use std::cmp::Reverse;

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

/// Where values lie between two ends, and the ticks between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

/// More steps than this are never drawn; it also bounds the work when floats run out of digits.
const MOST_STEPS: f64 = 100.0;

impl Scale {
    /// The scale with the finest steps, up to `most` of them, that `fits`. One with fewer than two ticks tells nothing: when
    /// there is no other, the axis is widened to a tick at each end.
    pub(super) fn fitting(bounds: (f64, f64), most: u32, fits: impl Fn(&Scale) -> bool) -> Scale {
        let finest = |steps| Scale::new(bounds, steps);
        let mut scales = (1..=most).rev().map(finest).filter(|scale| scale.steps() > 0);
        scales.find(fits).unwrap_or_else(|| finest(1).widened())
    }

    /// From bound to bound, in about `steps` steps of 1, 2 or 5 times a power of ten.
    fn new((low, high): (f64, f64), steps: u32) -> Scale {
        Scale { low, high, step: round_step((high - low) / f64::from(steps)) }
    }

    fn widened(self) -> Scale {
        let first = (self.low / self.step).floor();
        let last = (self.high / self.step).ceil().max(first + 1.0);
        Scale { low: first * self.step, high: last * self.step, ..self }
    }

    /// How far apart two ticks are.
    pub(super) fn step(&self) -> f64 {
        self.step
    }

    /// What part of the whole lies between two ticks.
    pub(super) fn step_share(&self) -> f64 {
        self.step / (self.high - self.low)
    }

    /// The first and the last tick, in steps; a hair outside counts as inside.
    fn ends(&self) -> (f64, f64) {
        let first = (self.low / self.step - 1e-6).ceil();
        (first, (self.high / self.step + 1e-6).floor().min(first + MOST_STEPS))
    }

    /// How many steps there are between ticks.
    fn steps(&self) -> u32 {
        let (first, last) = self.ends();
        (last - first).max(0.0) as u32
    }

    /// Where a value lies, from 0 at the low end to 1 at the high one.
    pub(super) fn share(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The values at the ticks, from the low end.
    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> + Clone {
        let (first, step) = (self.ends().0, self.step);
        // Adding zero makes a plain zero of a negative one.
        (0..=self.steps()).map(move |at| (first + f64::from(at)) * step + 0.0)
    }
}

/// Which of so many ticks may keep their numbers when there is no room for all: the first and then every so many-th. The most
/// numbers come first; of as many, those with both ends, then those with the first. An axis that left out one number and
/// kept its neighbours would read as if its steps were not equal.
pub(super) fn evenly(count: usize) -> impl Iterator<Item = impl Iterator<Item = usize> + Clone> {
    let mut choices: Vec<(usize, usize)> = (1..=count)
        .flat_map(|every| (0..every).map(move |first| (first, every)))
        .filter(|(first, every)| first + every < count || *every == count)
        .collect();
    choices.sort_by_key(|(first, every)| {
        let steps = (count - 1 - first) / every;
        let is_last = first + steps * every == count - 1;
        (Reverse(steps), Reverse(usize::from(*first == 0) + usize::from(is_last)), *first)
    });
    choices.into_iter().map(move |(first, every)| (first..count).step_by(every))
}

/// The smallest of 1, 2 and 5 times a power of ten that is not smaller.
fn round_step(wanted: f64) -> f64 {
    let power = 10_f64.powf(wanted.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|by| by * power).into_iter().find(|step| *step >= wanted * (1.0 - 1e-9));
    step.filter(|step| step.is_normal()).unwrap_or(1.0)
}

impl Origin {
    /// What stays free before the first mark and behind the last, as a share of what lies between: points have names.
    fn room(self) -> f64 {
        if self == Origin::Around { 0.1 } else { 0.04 }
    }
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
        let room = (high - low) * origin.room();
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
    fn ticks_are_round_and_lie_between_the_ends() {
        assert_eq!(ticks(&[52_000.0, 38_000.0], Origin::Zero, 6), [0.0, 1e4, 2e4, 3e4, 4e4, 5e4]);
        assert_eq!(ticks(&[51_000.0, 121_680.0], Origin::Around, 5), [60_000.0, 80_000.0, 1e5, 120_000.0]);
        assert_eq!(ticks(&[0.0, 0.3], Origin::Zero, 3).len(), 4);
        assert_eq!(ticks(&[-5.0, 12.0], Origin::Zero, 5), [-5.0, 0.0, 5.0, 10.0]);
        assert_eq!(ticks(&[41.0, 49.0], Origin::Around, 1), [40.0, 50.0], "widened until there are two");
    }

    #[test]
    fn numbers_are_left_out_evenly_and_the_ends_are_kept() {
        let choices = |count| evenly(count).map(Iterator::collect).collect::<Vec<Vec<usize>>>();
        assert_eq!(choices(3), [vec![0, 1, 2], vec![0, 2], vec![0], vec![2], vec![1]]);
        assert_eq!(choices(5).get(..3).unwrap(), [vec![0, 1, 2, 3, 4], vec![0, 2, 4], vec![0, 4]]);
        assert_eq!(choices(4).get(..4).unwrap(), [vec![0, 1, 2, 3], vec![0, 3], vec![0, 2], vec![1, 3]]);
        assert_eq!(choices(0), [[0; 0]; 0]);
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
