//! What holds for any chart: whatever the words and however wild the numbers.

use payband::figure::{
    Area, Axis, Bar, Bars, Caption, Chart, Group, IntervalRow, Intervals, Open, Point, Scatter, Scene, Setting, Span,
    Unit, scene, svg, terminal,
};
use payband::render::Screen;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn words() -> BoxedStrategy<String> {
    prop_oneof![
        4 => "[A-Za-z]{1,12}( [a-z&<]{1,14}){0,5}",
        3 => "[医疗云架构师北京上海（），。]{0,24}",
        1 => "[WM]{1,60}",
        1 => "\\PC{0,30}",
        1 => any::<String>(),
    ]
    .boxed()
}

fn number() -> BoxedStrategy<f64> {
    prop_oneof![6 => 0.0..200_000.0_f64, 2 => 0.0..100.0_f64, 1 => -1e6..1e6_f64, 1 => any::<f64>()].boxed()
}

fn axis() -> BoxedStrategy<Axis> {
    let unit = prop_oneof![Just(Unit::Number), words().prop_map(Unit::Money), Just(Unit::Percent), Just(Unit::Change)];
    (words(), unit, prop::option::of((number(), number())))
        .prop_map(|(label, unit, span)| Axis { label, unit, span })
        .boxed()
}

fn caption() -> BoxedStrategy<Caption> {
    (words(), words(), prop::collection::vec(words(), 0..3), words(), words())
        .prop_map(|(title, subtitle, notes, source, empty)| Caption {
            description: title.clone(),
            title,
            subtitle,
            notes,
            source,
            empty,
        })
        .boxed()
}

fn bars() -> BoxedStrategy<Chart> {
    let bar = (words(), number(), prop::option::of(number()), prop::option::of(words()))
        .prop_map(|(label, value, second, aside)| Bar { label, value, second, aside });
    let parts =
        (caption(), axis(), prop::option::of(axis()), prop::option::of(words()), prop::collection::vec(bar, 0..12));
    parts
        .prop_map(|(caption, axis, second, aside, bars)| Chart::Bars(Bars { caption, axis, second, aside, bars }))
        .boxed()
}

fn intervals() -> BoxedStrategy<Chart> {
    let span = || (number(), prop::option::of(number()), number()).prop_map(|(low, mid, high)| Span { low, mid, high });
    let open = prop_oneof![Just(Open::Closed), Just(Open::Above), Just(Open::Below)];
    let row = (words(), span(), prop::option::of(span()), open).prop_map(|(label, first, second, open)| IntervalRow {
        label,
        first,
        second,
        open,
    });
    let group = (prop::option::of(words()), prop::collection::vec(row, 0..5))
        .prop_map(|(heading, rows)| Group { heading, rows });
    let names = (words(), prop::option::of(words()));
    (caption(), axis(), any::<bool>(), names, prop::collection::vec(group, 0..4))
        .prop_map(|(caption, axis, mid, names, groups)| {
            Chart::Intervals(Intervals { caption, axis, mid, names, groups })
        })
        .boxed()
}

fn scatter() -> BoxedStrategy<Chart> {
    let point = (words(), number(), number()).prop_map(|(label, x, y)| Point { label, x, y });
    (caption(), axis(), axis(), prop::collection::vec(point, 0..20))
        .prop_map(|(caption, x, y, points)| Chart::Scatter(Scatter { caption, x, y, points }))
        .boxed()
}

fn chart() -> BoxedStrategy<Chart> {
    prop_oneof![bars(), intervals(), scatter()].boxed()
}

fn overlaps(scene: &Scene) -> Option<String> {
    let texts: Vec<_> = scene.texts().map(|text| (text, text.area())).collect();
    let pairs = texts.iter().enumerate().flat_map(|(at, one)| texts[at + 1..].iter().map(move |other| (one, other)));
    pairs
        .filter(|((_, one), (_, other))| one.overlaps(other))
        .map(|((one, _), (other, _))| format!("{one:?} runs into {other:?}"))
        .next()
}

/// A terminal's colours taken out.
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
        let scene = scene(&chart, width);
        let canvas = Area { left: 0.0, top: 0.0, width: scene.width, height: scene.height };
        for text in scene.texts() {
            prop_assert!(canvas.contains(&text.area()), "{text:?} leaves {canvas:?}");
        }
        prop_assert_eq!(overlaps(&scene), None);
    }

    #[test]
    fn an_svg_is_xml_without_nan_and_always_the_same(chart in chart(), width in any::<u32>(), id in words()) {
        let drawn = scene(&chart, width);
        for setting in [Setting::File, Setting::Page { id: &id }] {
            let text = svg(&drawn, setting);
            let tags = text.split('<').skip(1).filter_map(|tag| tag.split('>').next());
            for tag in tags {
                prop_assert!(!tag.contains("NaN") && !tag.contains("inf"), "{tag}");
            }
            let forbidden = |c: char| (c.is_control() && c != '\n') || c == '\u{fffe}' || c == '\u{ffff}';
            prop_assert_eq!(text.find(forbidden), None);
            prop_assert_eq!(&text, &svg(&scene(&chart, width), setting));
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
