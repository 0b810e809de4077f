//! Linear scales with ticks at round numbers.

use std::cmp::Reverse;

use super::chart::Axis;
use super::number::drawable;

/// Where an axis begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AxisStart {
    /// At zero: for bars, whose length is read from zero.
    Zero,
    /// At zero where the values are near it. Both ends are ticks.
    NearZero,
    /// Near the least value.
    NearValues,
}

/// A linear scale from the low end to the high end of a domain, with ticks. The domain depends on the values alone; only the ticks
/// depend on the available space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LinearScale {
    low: f64,
    high: f64,
    /// The distance between two ticks.
    step: f64,
    /// The first tick.
    first: f64,
    /// The number of steps between the first tick and the last.
    steps: u32,
    /// The step that decides how many decimal places the numbers of the ticks have.
    label_step: f64,
}

/// The most steps. The limit also bounds the work where the precision of `f64` is exhausted.
const MAX_STEPS: f64 = 100.0;
/// The ends of a domain are rounded to a step, of which about this many cover the domain.
const DOMAIN_STEPS: f64 = 20.0;

impl LinearScale {
    /// The scale over a domain with the most steps, up to `max_steps`, for which `fits` is true. Where there is none, only the
    /// two ends have ticks.
    pub(super) fn finest(domain: (f64, f64), max_steps: u32, fits: impl Fn(&LinearScale) -> bool) -> LinearScale {
        let mut scales =
            (1..=max_steps).rev().map(|steps| LinearScale::new(domain, steps)).filter(|scale| scale.steps > 0);
        scales.find(fits).unwrap_or_else(|| LinearScale::ends(domain))
    }

    /// The scale over a domain of ranges with the most steps, up to `max_steps`, for which `fits` is true. Both ends have ticks,
    /// and the steps between them are round. Where none fits, the steps are the widest round ones, and not every tick gets its
    /// number.
    pub(super) fn finest_between_ends(
        domain: (f64, f64),
        max_steps: u32,
        fits: impl Fn(&LinearScale) -> bool,
    ) -> LinearScale {
        let (low, high) = domain;
        let of = |steps: u32| {
            let step = (high - low) / f64::from(steps);
            LinearScale { low, high, step, first: low, steps, label_step: step }
        };
        let is_round = |scale: &LinearScale| {
            let round = nice_step(scale.step);
            (round - scale.step).abs() <= scale.step * 1e-6 && is_multiple(low, round)
        };
        let mut fine = (2..=max_steps).rev().map(of).filter(is_round);
        fine.find(fits)
            .or_else(|| (2..=MAX_FINE_AXIS_STEPS).map(of).find(is_round))
            .unwrap_or_else(|| LinearScale { label_step: round_step((high - low) / DOMAIN_STEPS), ..of(1) })
    }

    /// A scale with about `steps` steps of 1, 2 or 5 times a power of ten. A tick outside by a rounding error counts as inside.
    fn new((low, high): (f64, f64), steps: u32) -> LinearScale {
        let step = round_step((high - low) / f64::from(steps));
        let first = (low / step - 1e-6).ceil();
        let last = (high / step + 1e-6).floor().min(first + MAX_STEPS);
        LinearScale { low, high, step, first: first * step, steps: (last - first).max(0.0) as u32, label_step: step }
    }

    /// A scale with two ticks: at the ends, or at the nearest round numbers inside them.
    fn ends((low, high): (f64, f64)) -> LinearScale {
        let label_step = round_step((high - low) / DOMAIN_STEPS);
        let (first, last) =
            ((low / label_step - 1e-6).ceil() * label_step, (high / label_step + 1e-6).floor() * label_step);
        LinearScale { low, high, step: last - first, first, steps: 1, label_step }
    }

    /// The low and the high end of the domain.
    pub(super) fn ends_of_domain(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// The step that decides how many decimal places the numbers of the ticks have.
    pub(super) fn label_step(&self) -> f64 {
        self.label_step
    }

    /// The distance between two ticks as a share of the domain.
    pub(super) fn step_share(&self) -> f64 {
        self.step / (self.high - self.low)
    }

    /// The position of a value as a share of the domain: 0 at the low end, 1 at the high end.
    pub(super) fn share(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The values at the ticks, from the low end.
    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> + Clone {
        let LinearScale { first, step, .. } = *self;
        // Adding 0.0 turns -0.0 into 0.0.
        (0..=self.steps).map(move |at| first + f64::from(at) * step + 0.0)
    }
}

/// The evenly spaced subsets of `count` ticks, in the order of preference: those with more ticks first, then those with both ends,
/// then those with one end. Only evenly spaced ticks show that the steps of an axis are equal.
pub(super) fn even_subsets(count: usize) -> impl Iterator<Item = impl Iterator<Item = usize> + Clone> {
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

/// The evenly spaced subsets of `count` ticks that have both ends and a tick between them, those with more ticks first; then the
/// other [`even_subsets`].
pub(super) fn even_subsets_with_ends(count: usize) -> impl Iterator<Item = Vec<usize>> {
    let steps = count.saturating_sub(1);
    let every = (1..=steps / 2).filter(move |every| steps.is_multiple_of(*every));
    every.map(move |every| (0..count).step_by(every).collect()).chain(even_subsets(count).map(Iterator::collect))
}

/// The smallest number of the form 1, 2 or 5 times a power of ten that is at least `wanted`.
fn round_step(wanted: f64) -> f64 {
    let power = 10_f64.powf(wanted.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|by| by * power).into_iter().find(|step| *step >= wanted * (1.0 - 1e-9));
    step.filter(|step| step.is_normal()).unwrap_or(1.0)
}

/// The smallest number of the form 1, 2, 2.5 or 5 times a power of ten that is at least `wanted`.
fn nice_step(wanted: f64) -> f64 {
    let power = 10_f64.powf(wanted.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|by| by * power).into_iter().find(|step| *step >= wanted * (1.0 - 1e-6));
    step.filter(|step| step.is_normal()).unwrap_or(1.0)
}

fn is_multiple(value: f64, step: f64) -> bool {
    let steps = value / step;
    (steps - steps.round()).abs() < 1e-6
}

/// The most steps of an axis between two ticks.
const MAX_AXIS_STEPS: u32 = 10;
/// The most steps where fewer would leave too much of the axis empty.
const MAX_FINE_AXIS_STEPS: u32 = 20;
/// The share of an axis that its values should take.
const MIN_COVERAGE: f64 = 0.8;

/// The ends of an axis as round numbers, so that the steps between them are round too. Of all such ends the closest are taken.
fn round_ends((low, high): (f64, f64)) -> (f64, f64) {
    let ends = |steps: u32| {
        // A step that is rounded up may need fewer steps.
        let step = nice_step((high - low) / f64::from(steps));
        let (first, last) = ((low / step + 1e-6).floor(), (high / step - 1e-6).ceil());
        ((first * step + 0.0, last * step + 0.0), last - first)
    };
    let closest = |most: u32| {
        let all = (1..=most).map(ends).filter(|(_, steps)| *steps >= 2.0 && *steps <= f64::from(most));
        all.map(|(ends, _)| ends).min_by(|one, other| (one.1 - one.0).total_cmp(&(other.1 - other.0)))
    };
    let is_filled = |ends: &(f64, f64)| (high - low) / (ends.1 - ends.0) >= MIN_COVERAGE;
    let coarse = closest(MAX_AXIS_STEPS).filter(is_filled);
    coarse.or_else(|| closest(MAX_FINE_AXIS_STEPS)).filter(|ends| ends.1 > ends.0).unwrap_or((low, high))
}

impl AxisStart {
    /// The space before the least value and after the greatest, as a share of the range between them. Points need more, for names.
    fn padding(self) -> f64 {
        if self == AxisStart::NearValues { 0.1 } else { 0.0 }
    }
}

/// The domain of an axis with these values. It is never empty, nor so small that `f64` cannot distinguish its ticks. Its ends are
/// round numbers, except for bars, where the longest bar ends the axis.
pub(super) fn domain(axis: &Axis, values: impl Iterator<Item = f64>, start: AxisStart) -> (f64, f64) {
    let (low, high) = bounds(axis, values, start);
    if start == AxisStart::Zero {
        return (low, high);
    }
    if start == AxisStart::NearZero {
        return round_ends((low, high));
    }
    let step = round_step((high - low) / DOMAIN_STEPS);
    let (first, last) = ((low / step + 1e-6).floor(), (high / step - 1e-6).ceil());
    (first * step + 0.0, last * step + 0.0)
}

/// The least range that an axis must cover.
fn bounds(axis: &Axis, values: impl Iterator<Item = f64>, start: AxisStart) -> (f64, f64) {
    let fixed = axis.covers.into_iter().flat_map(|(low, high)| [low, high]).filter_map(drawable);
    let all = || values_of(fixed.clone());
    let (low, high) = values.filter_map(drawable).fold(all(), widened);
    let (Some(mut low), Some(mut high)) = (low, high) else { return (0.0, 1.0) };
    let has_zero_near = low >= 0.0 && low < high * 0.35 || high <= 0.0 && high > low * 0.35;
    if start == AxisStart::Zero || start == AxisStart::NearZero && has_zero_near {
        (low, high) = (low.min(0.0), high.max(0.0));
    } else if axis.covers.is_none() {
        // No point or line stands on the frame. Values without a negative one get no negative axis.
        let padding = (high - low) * start.padding();
        (low, high) = (if low >= 0.0 { (low - padding).max(0.0) } else { low - padding }, high + padding);
    }
    if high - low <= low.abs().max(high.abs()) * 1e-6 {
        let padding = (high.abs() * 0.1).max(0.5);
        (low, high) = (if low >= 0.0 { (low - padding).max(0.0) } else { low - padding }, high + padding);
    }
    (low, high)
}

/// The least and the greatest of some values.
type Extremes = (Option<f64>, Option<f64>);

fn values_of(values: impl Iterator<Item = f64>) -> Extremes {
    values.fold((None, None), widened)
}

fn widened((low, high): Extremes, value: f64) -> Extremes {
    (Some(low.map_or(value, |low| low.min(value))), Some(high.map_or(value, |high| high.max(value))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ticks(values: &[f64], start: AxisStart, most: u32) -> Vec<f64> {
        let domain = domain(&Axis::default(), values.iter().copied(), start);
        LinearScale::finest(domain, most, |_| true).ticks().collect()
    }

    #[test]
    fn ticks_are_round_and_lie_between_the_ends() {
        assert_eq!(ticks(&[52_000.0, 38_000.0], AxisStart::Zero, 6), [0.0, 1e4, 2e4, 3e4, 4e4, 5e4]);
        assert_eq!(
            ticks(&[51_000.0, 121_680.0], AxisStart::NearValues, 5),
            [40_000.0, 60_000.0, 80_000.0, 1e5, 120_000.0]
        );
        assert_eq!(ticks(&[0.0, 0.3], AxisStart::Zero, 3).len(), 4);
        assert_eq!(ticks(&[-5.0, 12.0], AxisStart::Zero, 5), [-5.0, 0.0, 5.0, 10.0]);
        assert_eq!(ticks(&[41.0, 49.0], AxisStart::NearValues, 1), [40.0, 50.0], "the ends are round");
        assert_eq!(
            between_ends(&[63_840.0, 121_680.0], 10),
            [60_000.0, 70_000.0, 80_000.0, 90_000.0, 1e5, 110_000.0, 120_000.0, 130_000.0]
        );
        assert_eq!(
            between_ends(&[38_000.0, 81_120.0], 6),
            [
                35_000.0, 40_000.0, 45_000.0, 50_000.0, 55_000.0, 60_000.0, 65_000.0, 70_000.0, 75_000.0, 80_000.0,
                85_000.0
            ],
            "no fewer round steps lie between these ends"
        );
    }

    fn between_ends(values: &[f64], most: u32) -> Vec<f64> {
        let domain = domain(&Axis::default(), values.iter().copied(), AxisStart::NearZero);
        LinearScale::finest_between_ends(domain, most, |_| true).ticks().collect()
    }

    proptest! {
        #[test]
        fn an_axis_of_ranges_has_round_ticks_at_both_ends_and_is_filled(
            low in 0.0..200_000.0_f64, wide in 1.0..200_000.0_f64, most in 0_u32..12,
        ) {
            let ends = domain(&Axis::default(), [low, low + wide].into_iter(), AxisStart::NearZero);
            let ticks = between_ends(&[low, low + wide], most);
            prop_assert_eq!((ticks.first().copied(), ticks.last().copied()), (Some(ends.0), Some(ends.1)));
            let covered = if low < (low + wide) * 0.35 { low + wide } else { wide };
            prop_assert!(covered / (ends.1 - ends.0) > 0.75, "{:?}", ends);
        }

        #[test]
        fn the_room_for_numbers_decides_ticks_and_never_the_domain(
            values in prop::collection::vec(prop_oneof![0.0..200_000.0_f64, -1e6..1e6_f64, any::<f64>()], 0..6),
            start in prop_oneof![Just(AxisStart::Zero), Just(AxisStart::NearZero), Just(AxisStart::NearValues)],
            most in 0_u32..12,
            finest in any::<f64>(),
        ) {
            let domain = domain(&Axis::default(), values.iter().copied(), start);
            let scale = LinearScale::finest(domain, most, |scale| scale.step_share() > finest);
            prop_assert_eq!((scale.low, scale.high), domain);
            let ticks: Vec<f64> = scale.ticks().collect();
            prop_assert!(ticks.len() >= 2 && ticks.is_sorted_by(|one, other| one < other), "{:?}", ticks);
            let hair = (domain.1 - domain.0) * 1e-5;
            prop_assert!(ticks.iter().all(|tick| *tick >= domain.0 - hair && *tick <= domain.1 + hair), "{:?}", ticks);
            for value in values.iter().copied().filter_map(drawable) {
                prop_assert!(domain.0 - hair <= value && value <= domain.1 + hair, "{} outside {:?}", value, domain);
            }
        }
    }

    #[test]
    fn numbers_are_left_out_evenly_and_the_ends_are_kept() {
        let choices = |count| even_subsets(count).map(Iterator::collect).collect::<Vec<Vec<usize>>>();
        assert_eq!(choices(3), [vec![0, 1, 2], vec![0, 2], vec![0], vec![2], vec![1]]);
        assert_eq!(choices(5).get(..3).unwrap(), [vec![0, 1, 2, 3, 4], vec![0, 2, 4], vec![0, 4]]);
        assert_eq!(choices(4).get(..4).unwrap(), [vec![0, 1, 2, 3], vec![0, 3], vec![0, 2], vec![1, 3]]);
        assert_eq!(choices(0), [[0; 0]; 0]);
        let with_ends = |count, at: usize| even_subsets_with_ends(count).nth(at).unwrap();
        assert_eq!((with_ends(11, 1), with_ends(11, 2)), (vec![0, 2, 4, 6, 8, 10], vec![0, 5, 10]));
        assert_eq!(with_ends(8, 2), [0, 2, 4, 6], "two ends alone say less than four even ticks");
    }

    #[test]
    fn a_span_is_covered_and_grows_for_what_lies_outside() {
        let axis = Axis::default().covering(0.0, 100.0);
        assert_eq!(bounds(&axis, [45.0, 55.0].into_iter(), AxisStart::NearValues), (0.0, 100.0));
        assert_eq!(bounds(&axis, [220.0].into_iter(), AxisStart::NearValues), (0.0, 220.0));
    }

    #[test]
    fn nothing_equal_and_extreme_values_still_make_an_axis() {
        for values in
            [&[][..], &[f64::NAN], &[0.0], &[1e15, 1e15], &[-1e15, 1e15], &[1e15, 1e15 - 1.0], &[f64::MAX], &[1e-12]]
        {
            for start in [AxisStart::Zero, AxisStart::NearZero, AxisStart::NearValues] {
                let ticks = ticks(values, start, 8);
                assert!(ticks.len() >= 2 && ticks.len() <= 20, "{values:?} {ticks:?}");
                assert!(ticks.is_sorted_by(|one, other| one < other), "{values:?} {ticks:?}");
            }
        }
    }
}
