//! Properties of all charts, with any text and any numbers.

use payband::figure::{
    Axis, AxisUnit, Bar, Bars, Bin, Caption, Chart, IntervalGroup, IntervalRow, Intervals, LegendEntry, OpenEnd, Point,
    PositionNames, PositionRow, PositionValues, Positions, Rect, Scatter, Scene, Span, SvgTarget, scene, svg, terminal,
};
use payband::screen::Screen;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

// Every strategy is boxed: proptest keeps the parts of a tuple by value, one inside the other, and a debug build copies them
// at every level.

fn words() -> BoxedStrategy<String> {
    prop_oneof![
        4 => "[A-Za-z]{1,12}( [a-z&<]{1,14}){0,5}",
        3 => "[医疗云架构师北京上海（），。]{0,24}",
        1 => "[WM]{1,60}",
        1 => "\\PC{0,30}",
        1 => "[a医👩⚕1#\\u{200d}\\u{fe0f}\\u{301} ]{0,24}",
        1 => any::<String>(),
    ]
    .boxed()
}

fn number() -> BoxedStrategy<f64> {
    prop_oneof![6 => 0.0..200_000.0_f64, 2 => 0.0..100.0_f64, 1 => -1e6..1e6_f64, 1 => -1e9..1e9_f64, 1 => any::<f64>()]
        .boxed()
}

fn axis() -> BoxedStrategy<Axis> {
    let sign = prop_oneof![words(), "[W医]{4}"];
    let unit = prop_oneof![
        Just(AxisUnit::Number),
        sign.prop_map(AxisUnit::Money),
        Just(AxisUnit::Percent),
        Just(AxisUnit::Change)
    ];
    (words(), unit, prop::option::of((number(), number())))
        .prop_map(|(label, unit, span)| Axis { label, unit, covers: span })
        .boxed()
}

fn caption() -> BoxedStrategy<Caption> {
    let notes = || prop::collection::vec(words(), 0..3);
    (words(), words(), notes(), notes(), (words(), words()), words())
        .prop_map(|(title, subtitle, notes, details, (source, short_source), empty)| Caption {
            description: title.clone(),
            title,
            subtitle,
            notes,
            details,
            source,
            short_source,
            when_empty: empty,
        })
        .boxed()
}

fn bars() -> BoxedStrategy<Chart> {
    let bar = (words(), number(), prop::option::of(number()), prop::option::of(words()))
        .prop_map(|(label, value, second, side_text)| Bar { label, value, second, side_text })
        .boxed();
    let parts =
        (caption(), axis(), prop::option::of(axis()), prop::option::of(words()), prop::collection::vec(bar, 0..12));
    parts
        .prop_map(|(caption, axis, second, side_heading, bars)| {
            Chart::Bars(Bars { caption, axis, second, side_heading, bars })
        })
        .boxed()
}

/// A mark after a name.
fn mark() -> BoxedStrategy<Option<char>> {
    prop::option::of(prop_oneof![Just('*'), Just('~'), Just('医'), any::<char>()]).boxed()
}

fn legend() -> BoxedStrategy<Vec<LegendEntry>> {
    let entry = (any::<bool>(), any::<bool>(), mark(), words())
        .prop_map(|(outlined, dashed, mark, meaning)| LegendEntry { outlined, dashed, mark, meaning });
    prop::collection::vec(entry, 0..3).boxed()
}

fn intervals() -> BoxedStrategy<Chart> {
    let span = || {
        (number(), prop::option::of(number()), number()).prop_map(|(low, mid, high)| Span { low, mid, high }).boxed()
    };
    let open = prop_oneof![Just(OpenEnd::Closed), Just(OpenEnd::Above), Just(OpenEnd::Below)];
    let signs = (mark(), mark(), words(), words(), any::<bool>(), any::<bool>(), words()).boxed();
    let outer = prop::option::of((number(), number())).boxed();
    let row = (words(), signs, span(), prop::option::of(span()), (outer, open))
        .prop_map(|(label, (one, other, detail, members, outlined, dashed, absent), first, second, (outer, open))| {
            IntervalRow {
                label,
                marks: one.into_iter().chain(other).collect(),
                detail,
                members,
                outlined,
                dashed,
                first,
                second,
                outer,
                open,
                absent,
            }
        })
        .boxed();
    let group = (prop::option::of(words()), prop::collection::vec(row, 0..5))
        .prop_map(|(heading, rows)| IntervalGroup { heading, rows })
        .boxed();
    let names = (words(), prop::option::of(words()), words(), prop::option::of(words()));
    let legend = (names, legend()).boxed();
    (caption(), axis(), any::<bool>(), legend, prop::collection::vec(group, 0..4))
        .prop_map(|(caption, axis, mid, ((first, second, second_heading, outer_name), legend), groups)| {
            Chart::Intervals(Intervals {
                caption,
                axis,
                show_mid: mid,
                end_names: payband::figure::RANGE_ENDS,
                series_names: (first, second),
                second_heading,
                outer_name,
                legend,
                groups,
            })
        })
        .boxed()
}

fn scatter() -> BoxedStrategy<Chart> {
    let point = (words(), number(), number()).prop_map(|(label, x, y)| Point { label, x, y });
    (caption(), axis(), axis(), prop::collection::vec(point, 0..20))
        .prop_map(|(caption, x, y, points)| Chart::Scatter(Scatter { caption, x, y, points }))
        .boxed()
}

/// Values against a band. The marks of a name are signs of payband, so they are short.
fn positions() -> BoxedStrategy<Chart> {
    let many = || prop::collection::vec(number(), 0..9);
    let each = (many(), many(), many())
        .prop_map(|(below, within, above)| PositionValues::Each { below, within, above })
        .boxed();
    let spread = prop::array::uniform5(number()).prop_map(PositionValues::Spread).boxed();
    let band = prop::option::of((number(), prop::option::of(number()), number()))
        .prop_map(|band| band.map(|(low, mid, high)| Span { low, mid, high }));
    let row = (
        words(),
        "[*~]{0,2}",
        any::<(bool, bool)>(),
        band,
        prop_oneof![each, spread],
        prop::collection::vec("[0-9,]{0,9}", 2),
    )
        .prop_map(|(label, marks, (outlined, dashed), band, values, side_texts)| PositionRow {
            label,
            marks,
            outlined,
            dashed,
            band,
            values,
            side_texts,
        })
        .boxed();
    let bin = (number(), number(), any::<u64>()).prop_map(|(low, high, count)| Bin { low, high, count });
    let names = (words(), words(), words(), words(), words())
        .prop_map(|(below, within, above, band, spread)| PositionNames { below, within, above, band, spread });
    let shaded = prop::option::of((number(), number(), words()));
    (
        caption(),
        axis(),
        prop::collection::vec(bin, 0..30),
        words(),
        shaded,
        (names, legend()).boxed(),
        prop::collection::vec(row, 0..6),
    )
        .prop_map(|(caption, axis, histogram, counted, shaded, (names, legend), rows)| {
            let side_headings = ["people", "cost to low"].map(str::to_owned).to_vec();
            Chart::Positions(Positions {
                caption,
                axis,
                histogram,
                counted,
                shaded,
                names,
                legend,
                side_headings,
                rows,
            })
        })
        .boxed()
}

/// The lengths in the attributes of an SVG element. Texts are not checked, because a name may be `inf`.
fn lengths(tag: &str) -> Vec<&str> {
    let parts = tag.split_whitespace().filter_map(|part| part.split_once("=\""));
    let of_length = |name: &str| ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height"].contains(&name);
    parts.filter(|(name, _)| of_length(name)).filter_map(|(_, value)| value.split('"').next()).collect()
}

fn chart() -> BoxedStrategy<Chart> {
    prop_oneof![bars(), intervals(), scatter(), positions()].boxed()
}

/// Describes a text that leaves the canvas or overlaps another; `None` where there is none.
pub(crate) fn misplaced(scene: &Scene) -> Option<String> {
    let canvas = Rect { left: 0.0, top: 0.0, width: scene.width, height: scene.height };
    let leaves = scene.texts().find(|text| !canvas.contains(&text.area()));
    leaves.map(|text| format!("{text:?} leaves {canvas:?}")).or_else(|| overlaps(scene))
}

fn overlaps(scene: &Scene) -> Option<String> {
    let texts: Vec<_> = scene.texts().map(|text| (text, text.area())).collect();
    let pairs = texts.iter().enumerate().flat_map(|(at, one)| texts[at + 1..].iter().map(move |other| (one, other)));
    pairs
        .filter(|((_, one), (_, other))| one.overlaps(other))
        .map(|((one, _), (other, _))| format!("{one:?} runs into {other:?}"))
        .next()
}

/// The text without ANSI colours.
fn stripped(text: &str) -> String {
    text.split('\u{1b}').enumerate().fold(String::new(), |plain, (at, part)| {
        plain + if at == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) }
    })
}

proptest! {
    // A failure is kept as a test of its own, not in a file that other tests share.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_two_texts_overlap_and_all_stay_on_the_canvas(chart in chart(), width in 300_u32..1400) {
        prop_assert_eq!(misplaced(&scene(&chart, width)), None);
    }

    #[test]
    fn an_svg_is_xml_without_nan_and_always_the_same(chart in chart(), width in any::<u32>(), id in words()) {
        let drawn = scene(&chart, width);
        for target in [SvgTarget::File, SvgTarget::Page { id: &id }] {
            let text = svg(&drawn, target);
            let tags = text.split('<').skip(1).filter_map(|tag| tag.split('>').next());
            for tag in tags {
                for length in lengths(tag) {
                    prop_assert!(length.parse::<f64>().is_ok_and(f64::is_finite), "{tag}");
                }
                let corners = tag.split_once("points=\"").map_or("", |(_, corners)| corners);
                prop_assert!(!corners.contains("NaN") && !corners.contains("inf"), "{tag}");
            }
            let forbidden = |c: char| (c.is_control() && c != '\n') || c == '\u{fffe}' || c == '\u{ffff}';
            prop_assert_eq!(text.find(forbidden), None);
            prop_assert_eq!(&text, &svg(&scene(&chart, width), target));
        }
    }

    #[test]
    fn no_line_of_a_terminal_is_wider_than_the_screen(chart in chart(), width in 20_usize..220) {
        let screen = Screen { width: Some(width), colour: false, sanitise: true };
        let text = terminal(&chart, &screen);
        for line in text.split('\n') {
            prop_assert!(line.width() <= width, "{} > {width}: {line:?}\n{text}", line.width());
        }
        let coloured = terminal(&chart, &Screen { colour: true, ..screen });
        let blank = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(blank(&stripped(&coloured)), blank(&text));
    }
}
