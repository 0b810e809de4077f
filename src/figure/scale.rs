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

/// Where values lie between two ends, and the ticks between them. The ends are the domain of the axis, which depends on its
/// values alone; only the ticks depend on the room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    /// From one tick to the next.
    step: f64,
    /// The first tick.
    first: f64,
    /// How many steps there are between ticks.
    steps: u32,
    /// The step that decides how many places the numbers at the ticks have.
    unit: f64,
}

/// More steps than this are never drawn; it also bounds the work when floats run out of digits.
const MOST_STEPS: f64 = 100.0;
/// The ends of a domain are multiples of the round step of which at most so many cover its values.
const ENDS: f64 = 20.0;

impl Scale {
    /// The scale over a domain with the finest steps, up to `most` of them, that `fits`. Where none does, the ticks are
    /// the two ends.
    pub(super) fn fitting(domain: (f64, f64), most: u32, fits: impl Fn(&Scale) -> bool) -> Scale {
        let mut scales = (1..=most).rev().map(|steps| Scale::new(domain, steps)).filter(|scale| scale.steps > 0);
        scales.find(fits).unwrap_or_else(|| Scale::ends(domain))
    }

    /// From end to end, in about `steps` steps of 1, 2 or 5 times a power of ten; a tick a hair outside counts as inside.
    fn new((low, high): (f64, f64), steps: u32) -> Scale {
        let step = round_step((high - low) / f64::from(steps));
        let first = (low / step - 1e-6).ceil();
        let last = (high / step + 1e-6).floor().min(first + MOST_STEPS);
        Scale { low, high, step, first: first * step, steps: (last - first).max(0.0) as u32, unit: step }
    }

    /// A tick at either end, or at the next round number inside it.
    fn ends((low, high): (f64, f64)) -> Scale {
        let unit = round_step((high - low) / ENDS);
        let (first, last) = ((low / unit - 1e-6).ceil() * unit, (high / unit + 1e-6).floor() * unit);
        Scale { low, high, step: last - first, first, steps: 1, unit }
    }

    /// The step that decides how many places the numbers at the ticks have.
    pub(super) fn unit(&self) -> f64 {
        self.unit
    }

    /// What part of the whole lies between two ticks.
    pub(super) fn step_share(&self) -> f64 {
        self.step / (self.high - self.low)
    }

    /// Where a value lies, from 0 at the low end to 1 at the high one.
    pub(super) fn share(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The values at the ticks, from the low end.
    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> + Clone {
        let Scale { first, step, .. } = *self;
        // Adding zero makes a plain zero of a negative one.
        (0..=self.steps).map(move |at| first + f64::from(at) * step + 0.0)
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

/// The domain of an axis: what it must cover for these values, never nothing, and never so little that floats cannot tell its
/// ticks apart. Its ends are round numbers, except where lengths are read from zero: there the longest bar ends the axis.
pub(super) fn domain(axis: &Axis, values: impl Iterator<Item = f64>, origin: Origin) -> (f64, f64) {
    let (low, high) = bounds(axis, values, origin);
    if origin == Origin::Zero {
        return (low, high);
    }
    let step = round_step((high - low) / ENDS);
    let (first, last) = ((low / step + 1e-6).floor(), (high / step - 1e-6).ceil());
    (first * step + 0.0, last * step + 0.0)
}

/// What an axis must cover at least.
fn bounds(axis: &Axis, values: impl Iterator<Item = f64>, origin: Origin) -> (f64, f64) {
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
    use proptest::prelude::*;

    use super::*;

    fn ticks(values: &[f64], origin: Origin, most: u32) -> Vec<f64> {
        let domain = domain(&Axis::default(), values.iter().copied(), origin);
        Scale::fitting(domain, most, |_| true).ticks().collect()
    }

    #[test]
    fn ticks_are_round_and_lie_between_the_ends() {
        assert_eq!(ticks(&[52_000.0, 38_000.0], Origin::Zero, 6), [0.0, 1e4, 2e4, 3e4, 4e4, 5e4]);
        assert_eq!(ticks(&[51_000.0, 121_680.0], Origin::Around, 5), [40_000.0, 60_000.0, 80_000.0, 1e5, 120_000.0]);
        assert_eq!(ticks(&[0.0, 0.3], Origin::Zero, 3).len(), 4);
        assert_eq!(ticks(&[-5.0, 12.0], Origin::Zero, 5), [-5.0, 0.0, 5.0, 10.0]);
        assert_eq!(ticks(&[41.0, 49.0], Origin::Around, 1), [40.0, 50.0], "the ends are round");
        assert_eq!(
            ticks(&[63_840.0, 121_680.0], Origin::NearZero, 1),
            [60_000.0, 125_000.0],
            "the ends, for want of a step"
        );
    }

    proptest! {
        #[test]
        fn the_room_for_numbers_decides_ticks_and_never_the_domain(
            values in prop::collection::vec(prop_oneof![0.0..200_000.0_f64, -1e6..1e6_f64, any::<f64>()], 0..6),
            origin in prop_oneof![Just(Origin::Zero), Just(Origin::NearZero), Just(Origin::Around)],
            most in 0_u32..12,
            finest in any::<f64>(),
        ) {
            let domain = domain(&Axis::default(), values.iter().copied(), origin);
            let scale = Scale::fitting(domain, most, |scale| scale.step_share() > finest);
            prop_assert_eq!((scale.low, scale.high), domain);
            let ticks: Vec<f64> = scale.ticks().collect();
            prop_assert!(ticks.len() >= 2 && ticks.is_sorted_by(|one, other| one < other), "{:?}", ticks);
            let hair = (domain.1 - domain.0) * 1e-5;
            prop_assert!(ticks.iter().all(|tick| *tick >= domain.0 - hair && *tick <= domain.1 + hair), "{:?}", ticks);
            for value in values.iter().copied().filter_map(known) {
                prop_assert!(domain.0 - hair <= value && value <= domain.1 + hair, "{} outside {:?}", value, domain);
            }
        }
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
