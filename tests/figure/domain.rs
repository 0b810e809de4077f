//! The ends of an axis depend on its values alone, not on labels, numbers or headings; and ranges keep their share of the width.

use payband::figure::{
    Axis, AxisUnit, Chart, DrawStyle, IntervalGroup, IntervalRow, Intervals, LegendEntry, OpenEnd, Primitive, Scene,
    Span, scene, terminal,
};
use payband::screen::Screen;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

/// Ranges with these ends, each under a label.
fn ranges(ends: &[(f64, f64)], label: impl Fn(usize) -> String, heading: &str, unit: AxisUnit) -> Chart {
    let row = |(at, (low, high)): (usize, &(f64, f64))| IntervalRow {
        label: label(at),
        first: Span { low: *low, mid: Some(f64::midpoint(*low, *high)), high: *high },
        ..IntervalRow::default()
    };
    let rows = ends.iter().enumerate().map(row).collect();
    Chart::Intervals(Intervals {
        axis: Axis::new(heading, unit),
        show_mid: true,
        end_names: payband::figure::RANGE_ENDS,
        groups: vec![IntervalGroup { heading: Some(heading.to_owned()), rows }],
        ..Intervals::default()
    })
}

/// The ends of the axis of a scene, calculated from the positions and numbers of its ticks, the right side of the names and the left
/// side of the columns of numbers. `None` where some ticks have no number.
fn domain(scene: &Scene) -> Option<(f64, f64)> {
    let lines = scene.primitives.iter().filter_map(|primitive| match primitive {
        Primitive::Line(from, to, DrawStyle::Grid | DrawStyle::Baseline) if from.0 == to.0 => Some(from.0),
        _ => None,
    });
    let lines: Vec<f64> = lines.collect();
    let words =
        scene.texts().filter(|text| text.style == DrawStyle::Tick).map(|text| text.text.trim_start_matches("RMB¥"));
    let values: Vec<f64> = words.filter_map(|words| words.replace(',', "").parse().ok()).collect();
    if lines.len() != values.len() {
        return None;
    }
    let numbers: Vec<(f64, f64)> = lines.into_iter().zip(values).collect();
    let (first, last) = (numbers.first()?, numbers.last().filter(|last| last.0 > numbers[0].0)?);
    let per_pixel = (last.1 - first.1) / (last.0 - first.0);
    let names =
        scene.texts().filter(|text| text.style == DrawStyle::Label).map(|text| text.area().right()).fold(0.0, f64::max);
    let ends = |style: DrawStyle| scene.texts().filter(move |text| text.style == style).map(|text| text.area().left);
    let begin = ends(DrawStyle::Value).filter(|left| *left > names).fold(f64::INFINITY, f64::min);
    let at = |x: f64| first.1 + (x - first.0) * per_pixel;
    // 14 pixels and 2 from the names to the axis; 14, 4 and 2 from the axis to the numbers.
    Some((at(names + 16.0), at(begin - 20.0)))
}

fn ends() -> BoxedStrategy<Vec<(f64, f64)>> {
    let one = (30_000_u32..90_000, 2_000_u32..40_000);
    prop::collection::vec(one.prop_map(|(low, wide)| (f64::from(low), f64::from(low + wide))), 1..5).boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn longer_words_leave_the_domain_of_a_picture_as_it_is(
        ends in ends(), words in 1_usize..9, heading in "[a-zA-Z ]{0,60}", width in 600_u32..2400,
    ) {
        let short = ranges(&ends, |_| "Lead".to_owned(), "USD", AxisUnit::Number);
        let long = ranges(&ends, |at| format!("Interoperability {at} ").repeat(words), &heading, AxisUnit::Money("RMB¥".into()));
        let (Some(short), Some(long)) = (domain(&scene(&short, 960)), domain(&scene(&long, width))) else {
            return Ok(());
        };
        let hair = (short.1 - short.0) * 0.02;
        prop_assert!((short.0 - long.0).abs() < hair && (short.1 - long.1).abs() < hair, "{short:?} became {long:?}");
    }

    #[test]
    fn ranges_in_a_terminal_are_as_long_as_their_part_of_the_domain(
        ends in ends(), words in 1_usize..6, columns in 30_usize..160,
    ) {
        // The axis is drawn from a round number to a round number, so no range may shrink to less than this.
        let all = |pick: fn(f64, f64) -> f64, from: f64| ends.iter().flat_map(|(low, high)| [*low, *high]).fold(from, pick);
        let (low, high) = (all(f64::min, f64::INFINITY), all(f64::max, 0.0));
        let covered = if low < high * 0.35 { high } else { high - low };
        for label in ["Lead".to_owned(), "Interoperability lead ".repeat(words)] {
            let chart = ranges(&ends, |_| label.clone(), "USD", AxisUnit::Number);
            let shown = terminal(&chart, &Screen { width: Some(columns), colour: false, sanitise: true });
            let drawn = shown.lines().filter_map(|line| line.split_once('┣')).filter_map(|(_, rest)| rest.split_once('┫'));
            let longest = drawn.map(|(inside, _)| inside.width() + 2).max().unwrap_or(1);
            let widest = ends.iter().map(|(low, high)| high - low).fold(0.0, f64::max);
            // A third of the screen at least, 24 columns where there are so many; a fifth of the axis may be round numbers.
            let track = (columns / 3).max(24).min(columns - 2) as f64;
            let least = (widest / covered * 0.8 * (track - 1.0)).floor() as usize;
            prop_assert!(longest >= least, "{longest} < {least} at {columns}\n{shown}");
        }
    }
}

/// A role that is slotted, at the reference rate, with a long name.
fn marked() -> Chart {
    let row = IntervalRow {
        label: "Healthcare Interoperability Integration Engineering and Analytics Lead of a Very Large IntervalGroup"
            .into(),
        mark: Some('~'),
        detail: "grade C".into(),
        outlined: true,
        mid_mark: Some('*'),
        first: Span { low: 49_500.0, mid: Some(50_625.0), high: 51_750.0 },
        second: Some(Span { low: 56_925.0, mid: Some(59_484.0), high: 62_100.0 }),
        open: OpenEnd::Closed,
    };
    let short = IntervalRow { label: "Analyst".into(), ..row.clone() };
    let plain = IntervalRow {
        label: "Cloud Architect".into(),
        first: Span { low: 72_800.0, mid: Some(75_400.0), high: 78_000.0 },
        ..IntervalRow::default()
    };
    Chart::Intervals(Intervals {
        axis: Axis::new("USD a year", AxisUnit::Number),
        show_mid: true,
        end_names: payband::figure::RANGE_ENDS,
        series_names: ("Base".into(), Some("Total".into())),
        legend: vec![
            LegendEntry { outlined: true, mark: Some('*'), meaning: "reference rate".into() },
            LegendEntry { outlined: false, mark: Some('~'), meaning: "slotted".into() },
        ],
        groups: vec![IntervalGroup { heading: None, rows: vec![row, short, plain] }],
        ..Intervals::default()
    })
}

#[test]
fn marks_stay_at_every_width_and_are_explained() {
    for columns in [12, 20, 30, 40, 60, 80, 120, 160] {
        let shown = terminal(&marked(), &Screen { width: Some(columns), colour: false, sanitise: true });
        let plain: String = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in ["50,625*", "59,484*", "~", "Analyst~", "reference rate", "slotted"] {
            assert!(plain.contains(words), "{columns}: no {words}\n{shown}");
        }
        assert_eq!(shown.matches('*').count(), 5, "two mids of two rows, and the legend\n{shown}");
        assert_eq!(shown.matches('~').count(), 3, "two names and the legend\n{shown}");
        assert!(!plain.contains("75,400*") && !plain.contains("Architect~"), "{shown}");
        // Outlines have no stroke in common with the other ranges.
        let outlined = shown.lines().filter(|line| line.contains(['[', '◇', '(']) && !line.contains("grade")).count();
        assert!(columns < 14 || outlined >= 4, "{columns}\n{shown}");
    }
}

#[test]
fn a_grade_stands_behind_the_mark_where_there_is_room() {
    for (columns, expected) in [(40, "Analyst~ (grade C)"), (120, "Analyst~ (grade C)")] {
        let shown = terminal(&marked(), &Screen { width: Some(columns), colour: false, sanitise: true });
        assert!(shown.contains(expected), "{shown}");
    }
}

#[test]
fn a_picture_draws_outlines_and_says_what_they_mean() {
    for width in [600, 640, 960, 2_400] {
        let drawn = scene(&marked(), width);
        let inks = |wanted: DrawStyle| {
            let of = |primitive: &&Primitive| matches!(primitive, Primitive::Rect(_, style) | Primitive::Circle(_, _, style) if *style == wanted);
            drawn.primitives.iter().filter(of).count()
        };
        assert_eq!(
            (inks(DrawStyle::FirstOutline), inks(DrawStyle::SecondOutline)),
            (3, 2),
            "two rows, and a sample in the legend"
        );
        assert_eq!(inks(DrawStyle::First), 2, "one row, and a sample in the legend");
        let words: Vec<&str> = drawn.texts().map(|text| text.text.as_str()).collect();
        assert_eq!(words.iter().filter(|words| words.ends_with("50,625*")).count(), 2, "{words:?}");
        assert!(
            words.contains(&"75,400") && words.contains(&"reference rate") && words.contains(&"slotted"),
            "{words:?}"
        );
        assert!(
            words.iter().any(|words| words.contains("Lead") && words.contains('~') || words.ends_with("…~")),
            "{words:?}"
        );
    }
}

#[test]
fn a_mark_of_mids_stands_behind_the_name_where_mids_are_not_printed() {
    let Chart::Intervals(mut chart) = marked() else { unreachable!() };
    chart.show_mid = false;
    let shown = terminal(&Chart::Intervals(chart), &Screen { width: Some(120), colour: false, sanitise: true });
    assert!(shown.contains("Analyst~* (grade C)"), "{shown}");
}
