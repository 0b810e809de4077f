//! The charts of the bundled packs at every size.
//!
//! Would catch: labels that overlap, that are clipped or stand on a bar, a line that is wider than the terminal, a text too small
//! to read, a footer of more than two lines, and a title that does not state a finding.

use jiff::civil::{Date, date};
use payband::figure::{Chart, DrawStyle, Primitive, Rect, Scene, scene, terminal};
use payband::pack::{Pack, section};
use payband::page::Picture;
use payband::pricing::{Cell, Options, Pricer, Quote};
use payband::screen::Screen;
use payband::views::chart;
use unicode_width::UnicodeWidthStr;

use super::properties::misplaced;

fn today() -> Date {
    date(2025, 12, 1)
}

/// The prices of every combination that has one.
fn quotes(pack: &Pack, roles: &[&str], cities: &[Option<&str>], levels: &[Option<&str>]) -> Vec<Quote> {
    let pricer = Pricer::new(pack, Options::default()).unwrap();
    let mut out = Vec::new();
    for role in roles {
        for city in cities {
            for level in levels {
                let cell =
                    Cell { role: (*role).to_owned(), city: city.map(str::to_owned), level: level.map(str::to_owned) };
                out.extend(pricer.quote(&cell));
            }
        }
    }
    out
}

/// The charts of the bundled packs, with their names.
fn pictures() -> Vec<(String, Picture)> {
    let pack = Pack::bundled();
    let roles: Vec<&str> = pack.roles().unwrap().iter().map(|role| role.id.as_str()).collect();
    let cities: Vec<Option<&str>> = pack.cities().unwrap().iter().map(|city| Some(city.id.as_str())).collect();
    let levels = [Some("entry"), Some("mid"), Some("senior")];
    let ranges = |roles: &[&str], cities: &[Option<&str>], levels: &[Option<&str>]| {
        chart::ranges(&pack, quotes(&pack, roles, cities, levels), Vec::new(), today()).unwrap()
    };
    let architect: Vec<&str> = roles.iter().copied().filter(|id| id.contains("cloud-architect")).take(1).collect();
    assert_eq!(architect.len(), 1, "the sample needs the role");
    let ladder = quotes(&pack, &architect, &cities, &levels);
    let us = Pack::open(Some(std::path::Path::new("us-oews-2025")), &[] as &[&std::path::Path]).unwrap();
    let us_roles: Vec<&str> = us.roles().unwrap().iter().map(|role| role.id.as_str()).collect();
    let us_ranges = chart::ranges(&us, quotes(&us, &us_roles, &[None], &[None]), Vec::new(), today()).unwrap();
    let all = [
        ("salary", chart::salary(&pack).unwrap()),
        ("growth", chart::growth(&pack).unwrap()),
        ("workforce", chart::workforce(&pack).unwrap()),
        ("automation", chart::percentages(&pack, section::AUTOMATION).unwrap()),
        ("ranges", ranges(&roles, &[Some("shanghai")], &[Some("senior")])),
        ("cities", ranges(&architect, &cities, &[Some("senior")])),
        ("one cell", ranges(&architect, &[Some("shanghai")], &[Some("senior")])),
        ("grid", ranges(&roles[..8], &[Some("beijing"), Some("shanghai"), cities[3]], &levels)),
        ("ladder", chart::ladder(&pack, ladder, Vec::new(), today()).unwrap()),
        ("percentiles", us_ranges),
    ];
    all.map(|(name, picture)| (name.to_owned(), picture)).into()
}

/// Describes a number that stands on a bar or a whisker; `None` where there is none. Bars have their values behind them, and names
/// of points stand beside the points.
fn covered(scene: &Scene) -> Option<String> {
    let is_bar = |style: DrawStyle| {
        use DrawStyle::{
            First, FirstDashed, FirstDashedOutline, FirstOutline, Mid, Second, SecondDashed, SecondDashedOutline,
            SecondOutline,
        };
        let bars = [
            First,
            FirstDashed,
            FirstDashedOutline,
            FirstOutline,
            Mid,
            Second,
            SecondDashed,
            SecondDashedOutline,
            SecondOutline,
        ];
        bars.contains(&style)
    };
    let bars: Vec<&Rect> = scene
        .primitives
        .iter()
        .filter_map(|primitive| match primitive {
            Primitive::Rect(area, style) if is_bar(*style) => Some(area),
            _ => None,
        })
        .collect();
    let texts = scene.texts().find(|text| {
        // The box of a text has space for accents, and digits leave it empty.
        let area = text.area();
        let digits = Rect { top: area.top + 3.0, height: area.height - 6.0, ..area };
        bars.iter().any(|bar| bar.overlaps(&digits))
    });
    texts.map(|text| format!("{text:?} stands on a bar"))
}

#[test]
fn labels_of_every_chart_stand_apart_and_on_the_canvas_at_three_sizes() {
    for (name, picture) in pictures() {
        for width in [360, 640, 960] {
            let drawn = scene(&picture.chart, width);
            assert_eq!(misplaced(&drawn), None, "{name} at {width}");
            assert_eq!(covered(&drawn), None, "{name} at {width}");
            assert_eq!(drawn.width, f64::from(width), "{name} at {width} does not fit");
        }
    }
}

#[test]
fn no_line_of_a_chart_is_wider_than_the_terminal() {
    for (name, picture) in pictures() {
        for width in [60, 80, 120, 200] {
            let shown = terminal(&picture.chart, &Screen { width: Some(width), colour: false, sanitise: true });
            let widest = shown.lines().map(UnicodeWidthStr::width).max().unwrap();
            assert!(widest <= width, "{name}: {widest} > {width}\n{shown}");
        }
    }
}

#[test]
fn a_footer_has_two_lines_at_most_and_a_title_states_figures() {
    for (name, picture) in pictures() {
        let caption = picture.chart.caption();
        assert!(caption.title.contains(|letter: char| letter.is_ascii_digit()), "{name}: {}", caption.title);
        assert!(caption.source.starts_with("Source: "), "{name}: {}", caption.source);
        for width in [360, 640, 960] {
            let mut bare = picture.chart.clone();
            bare.caption_mut().notes.clear();
            bare.caption_mut().source.clear();
            bare.caption_mut().short_source.clear();
            let notes =
                |chart: &Chart| scene(chart, width).texts().filter(|text| text.style == DrawStyle::Note).count();
            assert!(notes(&picture.chart) - notes(&bare) <= 2, "{name} at {width}");
            let drawn = scene(&picture.chart, width);
            let cut: Vec<&str> =
                drawn.texts().map(|text| text.text.as_str()).filter(|text| text.ends_with('…')).collect();
            assert!(cut.iter().all(|text| text.contains("Source: ")), "{name} at {width}: {cut:?}");
        }
    }
}

#[test]
fn rows_that_draw_the_same_are_drawn_once() {
    for (name, picture) in pictures() {
        let Chart::Intervals(chart) = &picture.chart else { continue };
        for group in &chart.groups {
            for (at, row) in group.rows.iter().enumerate() {
                let same = |other: &&payband::figure::IntervalRow| {
                    (other.first, other.second, other.outer, &other.marks)
                        == (row.first, row.second, row.outer, &row.marks)
                };
                let is_priced = row.first.mid.is_some();
                assert!(!is_priced || !group.rows[at + 1..].iter().any(|other| same(&other)), "{name}: {row:?}");
            }
        }
    }
}
