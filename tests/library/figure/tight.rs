//! Charts whose texts once overlapped or left the screen. The property tests generate such charts only once in many thousand cases.

use payband::figure::{
    Axis, AxisUnit, Bar, Bars, Chart, DrawStyle, IntervalGroup, IntervalRow, Intervals, OpenEnd, Point, Scatter, Span,
    scene, terminal,
};
use payband::screen::Screen;
use unicode_width::UnicodeWidthStr;

use super::properties::misplaced;
use super::sample::money;

/// A currency sign of the greatest length, in the widest characters.
const WIDE: &str = "云。（，";

fn holds(chart: &Chart) {
    for width in [300, 600, 640, 960] {
        assert_eq!(misplaced(&scene(chart, width)), None, "{width}");
    }
    for width in 20..100 {
        let shown = terminal(chart, &Screen { width: Some(width), colour: false, sanitise: true });
        let widest = shown.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= width, "{widest} > {width}\n{shown}");
    }
}

fn bars(unit: AxisUnit, label: &str, values: &[f64]) -> Bars {
    let bar = |value: &f64| Bar { label: label.into(), value: *value, second: Some(*value), side_text: None };
    Bars { axis: Axis::new("pay", unit), bars: values.iter().map(bar).collect(), ..Bars::default() }
}

#[test]
fn numbers_with_a_wide_sign_leave_room_for_names_and_ranges() {
    let row = |low, mid, high, open| IntervalRow {
        label: "Interoperability lead".into(),
        first: Span { low, mid: Some(mid), high },
        open,
        ..IntervalRow::default()
    };
    let rows = vec![
        row(132_822.2, -886_992.7, 0.0, OpenEnd::Above),
        row(0.0, 5.0, -901_082.1, OpenEnd::Below),
        row(-999_999_999.0, -999_999_999.0, -999_999_998.0, OpenEnd::Below),
    ];
    holds(&Chart::Intervals(Intervals {
        axis: Axis::new("pay", AxisUnit::Money(WIDE.into())),
        show_mid: true,
        end_names: payband::figure::RANGE_ENDS,
        groups: vec![IntervalGroup { heading: None, rows }],
        ..Intervals::default()
    }));
}

#[test]
fn a_value_that_leaves_no_room_for_a_bar_stands_alone() {
    let chart = bars(AxisUnit::Money(WIDE.into()), "Lead", &[-999_999_999.0, 5.0]);
    holds(&Chart::Bars(chart.clone()));
    let screen = Screen { width: Some(20), colour: false, sanitise: true };
    let shown = terminal(&Chart::Bars(chart), &screen);
    assert!(shown.contains("云。（，5") && shown.replace("\n  ", "").contains("999,999,999"), "{shown}");
}

#[test]
fn bars_on_both_sides_of_zero_end_where_the_screen_does() {
    for letters in 1..16 {
        let label = "M".repeat(letters);
        for values in [[162_911.3, -922_469.9], [922_469.9, -162_911.3], [0.1, -922_469.9], [922_469.9, -0.1]] {
            let one = bars(AxisUnit::Change, &label, &values);
            let wide = Bars { axis: one.axis.clone().covering(-2e6, 3e6), ..one.clone() };
            let change = Some(Axis::new("change", AxisUnit::Change));
            let two = Bars { second: change, side_heading: Some("note".into()), ..one.clone() };
            [one, wide, two].map(Chart::Bars).iter().for_each(holds);
        }
    }
}

#[test]
fn the_corner_of_two_axes_has_room_for_both_their_numbers() {
    let point = |x, y| Point { label: "Lead".into(), x, y };
    for low in [-420_000.0, -400_000.0, -4_200.0, 0.0] {
        let points = vec![point(low, 0.0), point(-180_000.0, 90.0)];
        holds(&Chart::Scatter(Scatter {
            x: money("x"),
            y: Axis::new("y", AxisUnit::Number),
            points,
            ..Scatter::default()
        }));
    }
}

#[test]
fn characters_joined_to_one_are_broken_or_given_room() {
    for joined in [
        "a\u{200d}医\u{200d}疗\u{200d}云\u{200d}架\u{200d}构\u{200d}师".repeat(6),
        "👩\u{200d}⚕\u{fe0f}".repeat(20),
        "👩\u{200d}".repeat(60),
    ] {
        let chart = Bars { second: Some(money("pay")), ..bars(AxisUnit::Money(WIDE.into()), &joined, &[-1e8, 2.0]) };
        holds(&Chart::Bars(chart));
    }
}

#[test]
fn an_axis_leaves_out_numbers_evenly() {
    let row = |low, high| IntervalRow {
        label: "Lead".into(),
        first: Span { low, mid: None, high },
        ..IntervalRow::default()
    };
    for low in (0..60).map(|at| f64::from(at) * 1_000.0) {
        let chart = Chart::Intervals(Intervals {
            axis: money("USD a year").covering(low, 121_000.0),
            groups: vec![IntervalGroup { heading: None, rows: vec![row(62_000.0, 97_344.0)] }],
            ..Intervals::default()
        });
        for width in (30..161).step_by(3) {
            let shown = terminal(&chart, &Screen { width: Some(width), colour: false, sanitise: true });
            let axis = shown.lines().find(|line| line.ends_with(" high") && !line.contains('·'));
            assert!(axis.is_none_or(|axis| is_even(axis.split_whitespace())), "{width}\n{shown}");
        }
        let drawn = scene(&chart, 600);
        let ticks: Vec<&str> =
            drawn.texts().filter(|text| text.style == DrawStyle::Tick).map(|text| text.text.as_str()).collect();
        assert!(is_even(ticks.iter().copied()), "{ticks:?}");
    }
}

/// Whether there are at least two numbers among the words, at equal distances.
fn is_even<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let numbers: Vec<f64> = words.filter_map(|word| word.replace(',', "").parse().ok()).collect();
    let steps: Vec<f64> = numbers.windows(2).map(|pair| pair[1] - pair[0]).collect();
    !steps.is_empty() && steps.windows(2).all(|pair| pair[0] == pair[1])
}
