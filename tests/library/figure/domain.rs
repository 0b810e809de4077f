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

/// The ends of the axis of a scene, at the first and the last line of its grid. `None` where no two numbers tell them.
///
/// A number at an end may be moved inwards, so numbers that stand exactly at their lines are read where there are two.
fn domain(scene: &Scene) -> Option<(f64, f64)> {
    let lines = scene.primitives.iter().filter_map(|primitive| match primitive {
        Primitive::Line(from, to, DrawStyle::Grid | DrawStyle::Baseline) if from.0 == to.0 => Some(from.0),
        _ => None,
    });
    let lines: Vec<f64> = lines.collect();
    let value = |words: &str| words.trim_start_matches("RMB¥").replace(',', "").parse::<f64>().ok();
    let ticks = scene.texts().filter(|text| text.style == DrawStyle::Tick);
    let ticks: Vec<(f64, f64)> = ticks.filter_map(|text| Some((text.x, value(&text.text)?))).collect();
    let (left, right) = (*lines.first()?, *lines.last()?);
    let exact: Vec<_> = ticks.iter().filter(|(x, _)| lines.iter().any(|line| (line - x).abs() < 0.01)).collect();
    if let (Some((from, low)), Some((to, high))) = (exact.first(), exact.last())
        && to > from
    {
        let at = |x: f64| (low + (x - from) * (high - low) / (to - from)).round();
        return Some((at(left), at(right)));
    }
    let (first, last) = (ticks.first()?, ticks.last()?);
    let stands_at = |at: f64, x: f64| (at - x).abs() <= 60.0;
    (stands_at(first.0, left) && stands_at(last.0, right) && ticks.len() > 1).then_some((first.1, last.1))
}

fn ends() -> BoxedStrategy<Vec<(f64, f64)>> {
    let one = (30_000_u32..90_000, 2_000_u32..40_000);
    prop::collection::vec(one.prop_map(|(low, wide)| (f64::from(low), f64::from(low + wide))), 1..5).boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn longer_words_leave_the_domain_of_a_picture_as_it_is(
        ends in ends(), words in 1_usize..9, heading in "[a-zA-Z ]{0,60}", width in 320_u32..2400,
    ) {
        let short = ranges(&ends, |_| "Lead".to_owned(), "USD", AxisUnit::Number);
        let long = ranges(&ends, |at| format!("Interoperability {at} ").repeat(words), &heading, AxisUnit::Money("RMB¥".into()));
        let (short, long) = (domain(&scene(&short, 960)), domain(&scene(&long, width)));
        prop_assert!(short.is_some(), "the axis has two numbers");
        prop_assert_eq!(short, long);
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
            let longest = shown.lines().map(longest_bar).max().unwrap_or(1).max(1);
            let widest = ends.iter().map(|(low, high)| high - low).fold(0.0, f64::max);
            // A third of the screen at least, 24 columns where there are so many; a fifth of the axis may be round numbers.
            let track = (columns / 3).max(24).min(columns - 2) as f64;
            let least = (widest / covered * 0.8 * (track - 1.0)).floor() as usize;
            prop_assert!(longest >= least, "{longest} < {least} at {columns}\n{shown}");
        }
    }
}

/// The columns of the longest bar of a line, with its mid.
fn longest_bar(line: &str) -> usize {
    line.split(|mark| !"█┃".contains(mark)).map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// A role that is slotted, at the reference rate, with a long name.
fn marked() -> Chart {
    let row = IntervalRow {
        label: "Healthcare Interoperability Integration Engineering and Analytics Lead of a Very Large IntervalGroup"
            .into(),
        marks: "~*".into(),
        detail: "grade C".into(),
        members: String::new(),
        outlined: true,
        dashed: true,
        first: Span { low: 49_500.0, mid: Some(50_625.0), high: 51_750.0 },
        second: Some(Span { low: 56_925.0, mid: Some(59_484.0), high: 62_100.0 }),
        outer: None,
        open: OpenEnd::Closed,
        absent: String::new(),
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
            LegendEntry { outlined: true, dashed: false, mark: Some('*'), meaning: "reference rate".into() },
            LegendEntry { outlined: false, dashed: true, mark: Some('~'), meaning: "slotted".into() },
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
        for words in ["50,625", "62,100", "Analyst~*", "reference rate", "slotted"] {
            assert!(plain.contains(words), "{columns}: no {words}\n{shown}");
        }
        assert_eq!(shown.matches('*').count(), 3, "two names and the legend\n{shown}");
        assert_eq!(shown.matches('~').count(), 3, "two names and the legend\n{shown}");
        assert!(!plain.contains("Architect~") && !plain.contains("Architect*"), "{shown}");
        // Outlined and dashed bars have no character in common with the others.
        let outlined = shown.lines().filter(|line| line.contains(['[', '◇']) && !line.contains('█')).count();
        assert!(columns < 20 || outlined >= 2, "{columns}\n{shown}");
    }
}

#[test]
fn a_grade_stands_behind_the_mark_where_there_is_room() {
    for (columns, expected) in [(40, "Analyst~* (grade C)"), (120, "Analyst~* (grade C)")] {
        let shown = terminal(&marked(), &Screen { width: Some(columns), colour: false, sanitise: true });
        assert!(shown.contains(expected), "{shown}");
    }
}

#[test]
fn a_picture_draws_outlines_and_says_what_they_mean() {
    for width in [360, 600, 640, 960, 2_400] {
        let drawn = scene(&marked(), width);
        let styles = |wanted: DrawStyle| {
            let of = |primitive: &&Primitive| matches!(primitive, Primitive::Rect(_, style) | Primitive::Circle(_, _, style) if *style == wanted);
            drawn.primitives.iter().filter(of).count()
        };
        assert_eq!((styles(DrawStyle::FirstDashedOutline), styles(DrawStyle::SecondDashedOutline)), (2, 2), "two rows");
        assert_eq!((styles(DrawStyle::FirstOutline), styles(DrawStyle::FirstDashed)), (1, 1), "samples of the legend");
        assert_eq!((styles(DrawStyle::First), styles(DrawStyle::Second)), (2, 1), "one row, and samples in the legend");
        let words: Vec<&str> = drawn.texts().map(|text| text.text.as_str()).collect();
        for text in ["50,625", "62,100"] {
            assert_eq!(words.iter().filter(|words| **words == text).count(), 2, "{text}: {words:?}");
        }
        assert!(
            words.contains(&"75,400") && words.contains(&"reference rate") && words.contains(&"slotted"),
            "{words:?}"
        );
        assert!(words.iter().any(|words| words.contains("~*")), "{words:?}");
    }
}

#[test]
fn a_row_is_one_line_where_names_fit_and_its_bar_has_the_whole_width_where_they_do_not() {
    let chart = |label: &str| {
        ranges(&[(60_000.0, 70_000.0), (80_000.0, 90_000.0)], |_| label.to_owned(), "USD", AxisUnit::Number)
    };
    let shown =
        |label: &str, columns| terminal(&chart(label), &Screen { width: Some(columns), colour: false, sanitise: true });
    let one_line = shown("Lead", 80);
    assert_eq!(one_line.lines().filter(|line| line.contains("Lead") && line.contains('█')).count(), 2, "{one_line}");
    let long = shown("Healthcare Interoperability Integration Lead", 80);
    let bars: Vec<&str> = long.lines().filter(|line| line.contains('█')).collect();
    assert!(bars.len() == 2 && bars.iter().all(|bar| bar.starts_with("  ") && !bar.contains("Lead")), "{long}");
    assert!(bars.iter().all(|bar| longest_bar(bar) >= 20), "{long}");
}
