//! The texts of charts: missing values, empty charts, and characters that a terminal must not receive.

use payband::figure::{
    Axis, AxisUnit, Bar, Bars, Caption, Chart, Intervals, Point, STYLESHEET, Scatter, SvgTarget, scene, svg, terminal,
};
use payband::screen::Screen;

use super::sample::{growth, ladder, money};

fn narrow() -> Screen {
    Screen { width: Some(60), colour: false, sanitise: true }
}

#[test]
fn a_chart_without_items_says_so() {
    let caption =
        Caption { title: "Bonuses".into(), when_empty: "No bonus is published.".into(), ..Caption::default() };
    let charts = [
        Chart::Bars(Bars { caption: caption.clone(), ..Bars::default() }),
        Chart::Intervals(Intervals { caption: caption.clone(), ..Intervals::default() }),
        Chart::Scatter(Scatter { caption, ..Scatter::default() }),
    ];
    for chart in charts {
        assert!(svg(&scene(&chart, 640), SvgTarget::File).contains(">No bonus is published.</text>"));
        assert_eq!(terminal(&chart, &narrow()), "Bonuses\n\nNo bonus is published.\n");
    }
    assert!(svg(&scene(&Chart::Bars(Bars::default()), 640), SvgTarget::File).contains(">no data</text>"));
}

#[test]
fn what_is_not_known_is_missing_and_not_zero() {
    let bar = |value| Bar { label: "Lead".into(), value, ..Bar::default() };
    let chart = Chart::Bars(Bars { axis: money("USD"), bars: vec![bar(f64::NAN), bar(0.0)], ..Bars::default() });
    let drawn = svg(&scene(&chart, 640), SvgTarget::File);
    assert_eq!(
        (drawn.matches(">–</text>").count(), drawn.matches("class=\"figure-first\"").count()),
        (1, 0),
        "{drawn}"
    );
    assert_eq!(terminal(&chart, &narrow()), "      USD\nLead  –\nLead  0\n");
}

#[test]
fn points_that_cannot_be_named_in_the_plot_are_named_under_it() {
    let point = |at: u32| Point { label: format!("Role number {at}"), x: 1.0 + f64::from(at) / 1e4, y: 1.0 };
    let points: Vec<Point> =
        (0..80).map(point).chain([Point { label: "Unpaid".into(), x: f64::NAN, y: 1.0 }]).collect();
    let chart = Chart::Scatter(Scatter {
        x: Axis::new("x", AxisUnit::Number).covering(0.0, 9.0),
        points,
        ..Scatter::default()
    });
    let drawn: Vec<String> = scene(&chart, 640).texts().map(|text| text.text.clone()).collect();
    let drawn = drawn.join(" ");
    for at in 0..80 {
        assert!(drawn.contains(&format!("number {at}")), "{at} is lost: {drawn}");
    }
    assert!(drawn.contains("Not drawn, because a value is missing: Unpaid"), "{drawn}");
}

#[test]
fn a_page_has_no_colour_of_its_own_and_names_itself() {
    let drawn = svg(&scene(&growth(), 640), SvgTarget::Page { id: "a b\"c" });
    assert!(drawn.starts_with("<svg class=\"figure\""), "{drawn}");
    assert!(drawn.contains("role=\"img\" aria-labelledby=\"a-b-c-title a-b-c-description\""), "{drawn}");
    assert!(
        drawn.contains("<title id=\"a-b-c-title\">") && drawn.contains("<desc id=\"a-b-c-description\">"),
        "{drawn}"
    );
    assert!(!drawn.contains('#') && !drawn.contains("style"), "a colour that dark mode cannot change: {drawn}");
    for class in drawn.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(STYLESHEET.contains(&format!(".{class}")) || class == "figure-label", "no rule for {class}");
    }
    let (dark, print) =
        (STYLESHEET.find("prefers-color-scheme: dark").unwrap(), STYLESHEET.find("@media print").unwrap());
    assert!(dark < print, "paper must have the last word");
}

#[test]
fn nothing_that_acts_reaches_a_terminal() {
    let label = "Lead\u{1b}[2J\u{202e}".to_owned();
    let bars = vec![Bar { label: label.clone(), value: 1.0, side_text: Some(label.clone()), ..Bar::default() }];
    let caption =
        Caption { title: label.clone(), notes: vec![label.clone()], source: label.clone(), ..Caption::default() };
    let chart = Chart::Bars(Bars {
        caption,
        axis: Axis::new(label.as_str(), AxisUnit::Money(label.clone())),
        side_heading: Some(label),
        bars,
        ..Bars::default()
    });
    let shown = terminal(&chart, &narrow());
    assert_eq!(shown.find(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), None, "{shown}");
}

#[test]
fn without_a_width_a_terminal_has_eighty_columns() {
    let screen = Screen { width: Some(80), colour: false, sanitise: false };
    assert_eq!(terminal(&ladder(), &Screen::default()), terminal(&ladder(), &screen));
}
