//! Sample charts.

use payband::figure::{
    Axis, AxisUnit, Bar, Bars, Bin, Caption, Chart, IntervalGroup, IntervalRow, Intervals, LegendEntry, OpenEnd, Point,
    PositionNames, PositionRow, PositionValues, Positions, Scatter, Span,
};

const SOURCE: &str = "Source: China Healthcare IT Talent Report, HealthTech Research, July 2025, sections 3 and 9";

/// An axis of money.
pub(crate) fn money(label: &str) -> Axis {
    Axis::new(label, AxisUnit::Money(String::new()))
}

fn caption(title: &str, subtitle: &str, notes: &[&str]) -> Caption {
    Caption {
        title: title.into(),
        subtitle: subtitle.into(),
        notes: notes.iter().map(|note| (*note).to_owned()).collect(),
        details: Vec::new(),
        source: SOURCE.into(),
        short_source: String::new(),
        description: format!("{title}: every value stands in print beside its mark."),
        when_empty: "Nothing is published.".into(),
    }
}

const ROLES: [(&str, f64, f64); 5] = [
    ("Healthcare Cloud Architect", 52_000.0, 15.0),
    ("Clinical Informatics Specialist", 46_000.0, 11.0),
    ("Healthcare Data Scientist", 45_000.0, 12.0),
    ("Cybersecurity Analyst, Healthcare", 42_000.0, 10.0),
    ("EHR Systems Engineer", 38_000.0, 9.0),
];

/// Medians of roles with their growth beside them.
pub(crate) fn medians() -> Chart {
    let bar = |(label, value, growth): (&str, f64, f64)| Bar {
        label: label.into(),
        value,
        side_text: Some(format!("+{growth}%")),
        ..Bar::default()
    };
    Chart::Bars(Bars {
        caption: caption(
            "Cloud architects are paid the highest median in healthcare IT",
            "Published median annual base salary by role, China, 2025",
            &["Medians come without level, base or cash, sample or date: read them as levels, not as offers."],
        ),
        axis: money("Median base salary, USD a year"),
        side_heading: Some("Change on the year before".into()),
        bars: ROLES.map(bar).to_vec(),
        ..Bars::default()
    })
}

/// Workforce and vacancies of five cities.
pub(crate) fn cities() -> Chart {
    let bar = |(label, workforce, vacancies): (&str, f64, f64)| Bar {
        label: label.into(),
        value: workforce,
        second: Some(vacancies),
        ..Bar::default()
    };
    let cities = [
        ("北京 Beijing", 45_000.0, 2_800.0),
        ("上海 Shanghai", 38_000.0, 2_400.0),
        ("深圳 Shenzhen", 22_000.0, 1_650.0),
        ("广州 Guangzhou", 18_000.0, 1_150.0),
        ("杭州 Hangzhou", 15_000.0, 950.0),
    ];
    Chart::Bars(Bars {
        caption: caption(
            "六成以上的人才在北京和上海 · Beijing and Shanghai employ six in ten",
            "Healthcare IT professionals and active vacancies, 2025. The two panels have axes of their own",
            &[
                "Workforce figures are rounded to thousands by the publisher.",
                "Vacancies are those advertised; the survey date is not given.",
            ],
        ),
        axis: Axis::new("Workforce, people", AxisUnit::Number),
        second: Some(Axis::new("Active vacancies", AxisUnit::Number)),
        bars: cities.map(bar).to_vec(),
        ..Bars::default()
    })
}

/// The share of the work of eight functions that can be automated.
pub(crate) fn automation() -> Chart {
    let row = |(label, low, high, open): (&str, f64, f64, OpenEnd)| IntervalRow {
        label: label.into(),
        first: Span { low, mid: None, high },
        open,
        ..IntervalRow::default()
    };
    let functions = [
        ("Reporting", 65.0, 75.0, OpenEnd::Closed),
        ("Quality assurance", 60.0, 70.0, OpenEnd::Closed),
        ("Engineering", 45.0, 55.0, OpenEnd::Closed),
        ("Operations", 40.0, 50.0, OpenEnd::Closed),
        ("Junior testing and data entry: fewer of the traditional responsibilities", 40.0, 60.0, OpenEnd::Closed),
        ("Architects: productivity", 25.0, 35.0, OpenEnd::Closed),
        ("Imaging departments that pilot AI", 35.0, 35.0, OpenEnd::Above),
        ("Rural hospitals", 20.0, 20.0, OpenEnd::Below),
    ];
    Chart::Intervals(Intervals {
        caption: caption(
            "Reporting and testing are the easiest to automate",
            "Share of tasks that can be automated, as published",
            &["QA is called the most automated function, at 60–70%; reporting has 65–75%."],
        ),
        axis: Axis::new("% of tasks", AxisUnit::Percent).covering(0.0, 100.0),
        show_mid: false,
        end_names: payband::figure::RANGE_ENDS,
        series_names: ("automation".into(), None),
        groups: vec![IntervalGroup { heading: None, rows: functions.map(row).to_vec() }],
        ..Intervals::default()
    })
}

/// One role over cities and levels, base and base with retention.
pub(crate) fn ladder() -> Chart {
    let cities = [
        ("Shanghai 上海", 0.40, 0.50),
        ("Beijing 北京", 0.40, 0.50),
        ("Shenzhen 深圳", 0.0, 0.0),
        ("Guangzhou 广州", 0.0, 0.0),
        ("Hangzhou 杭州", 0.0, 0.0),
    ];
    let levels = [
        ("Entry", 0.0, 0.0, false),
        ("Mid", 0.10, 0.15, true),
        ("Senior", 0.20, 0.30, true),
        ("Lead (as senior)", 0.20, 0.30, true),
    ];
    let span = |low: f64, high: f64| Span { low, mid: Some(f64::midpoint(low, high)), high };
    let groups = cities.map(|(city, city_low, city_high)| IntervalGroup {
        heading: Some(city.into()),
        rows: levels
            .map(|(level, low, high, retained)| {
                let is_published = city_high > 0.0;
                let (low, high) =
                    (52_000.0 * (1.0 + city_low) * (1.0 + low), 52_000.0 * (1.0 + city_high) * (1.0 + high));
                IntervalRow {
                    label: level.into(),
                    outlined: !is_published,
                    marks: if is_published { String::new() } else { "*".into() },
                    first: span(low, high),
                    second: retained.then(|| span(low * 1.15, high * 1.20)),
                    ..IntervalRow::default()
                }
            })
            .to_vec(),
    });
    Chart::Intervals(Intervals {
        caption: caption(
            "What a Healthcare Cloud Architect is paid, by city and level",
            "Market range in USD a year, literal reading of the published premiums",
            &[
                "Low and high are the published ends of the premiums, carried through; they are not percentiles.",
                "The reference rate is a statement about the data and not about these cities.",
            ],
        ),
        axis: money("USD a year"),
        show_mid: true,
        end_names: payband::figure::RANGE_ENDS,
        series_names: ("base salary".into(), Some("base + retention bonus".into())),
        second_heading: "with bonus".into(),
        outer_name: None,
        legend: vec![LegendEntry {
            outlined: true,
            dashed: false,
            mark: Some('*'),
            meaning: "no premium is published for the city: reference rate".into(),
        }],
        groups: groups.to_vec(),
    })
}

/// Percentiles of four roles with whiskers: one slotted, one that stands for several, and one with an open end.
pub(crate) fn percentiles() -> Chart {
    let row = |label: &str, mid: f64| IntervalRow {
        label: label.into(),
        first: Span { low: mid * 0.8, mid: Some(mid), high: mid * 1.25 },
        outer: Some((mid * 0.6, mid * 1.6)),
        ..IntervalRow::default()
    };
    let slotted = IntervalRow {
        marks: "~".into(),
        detail: "grade B".into(),
        dashed: true,
        second: Some(Span { low: 99_000.0, mid: None, high: 150_000.0 }),
        ..row("IT Project Manager", 90_000.0)
    };
    let several = IntervalRow {
        marks: "~*".into(),
        dashed: true,
        outlined: true,
        members: "Web Developer, UX Designer, Technical Writer, Support Engineer, Release Manager".into(),
        ..row("5 roles", 70_000.0)
    };
    let open = IntervalRow { open: OpenEnd::Above, outer: None, ..row("Surgeon", 160_000.0) };
    Chart::Intervals(Intervals {
        caption: caption("Surgeons are paid most", "P25, P50 and P75 of wages", &[]),
        axis: money("USD a year"),
        show_mid: true,
        end_names: ["P25", "P50", "P75"],
        series_names: ("Wages: P25, P50, P75".into(), None),
        outer_name: Some("P10 to P90".into()),
        legend: vec![LegendEntry {
            dashed: true,
            mark: Some('~'),
            meaning: "slotted".into(),
            ..LegendEntry::default()
        }],
        groups: vec![IntervalGroup {
            heading: None,
            rows: vec![open, row("医疗数据科学家 Data Scientist", 120_000.0), slotted, several],
        }],
        ..Intervals::default()
    })
}

/// Pay against growth.
pub(crate) fn growth() -> Chart {
    let point = |(label, x, y): (&str, f64, f64)| Point { label: label.into(), x, y };
    Chart::Scatter(Scatter {
        caption: caption(
            "The better a role is paid, the faster its pay grows",
            "Median base salary against its change on the year before, China, 2025",
            &["Five roles make no trend. Neither axis begins at zero."],
        ),
        x: money("Median base salary, USD a year"),
        y: Axis::new("Change on the year before", AxisUnit::Change),
        points: ROLES.map(point).to_vec(),
    })
}

/// Pay of a few people and of many against their market.
pub(crate) fn positions() -> Chart {
    let row = |label: &str, values: PositionValues, counts: [&str; 3]| PositionRow {
        label: label.into(),
        band: Some(Span { low: 0.92, mid: Some(1.0), high: 1.08 }),
        values,
        side_texts: counts.map(str::to_owned).to_vec(),
        ..PositionRow::default()
    };
    let few = PositionValues::Each { below: vec![0.1, 0.84, 0.85], within: vec![0.95, 0.955, 1.0], above: vec![1.2] };
    let many = PositionValues::Spread([0.78, 0.88, 0.97, 1.05, 1.2]);
    let bin = |at: u32, count: u64| Bin { low: f64::from(at) / 20.0, high: f64::from(at + 1) / 20.0, count };
    Chart::Positions(Positions {
        caption: caption(
            "3 of 7 are below the market low; USD 28,424 a year brings them up to it",
            "Ratio of pay to the market mid",
            &["1 of 7 lies outside 0.7 to 1.3 and so not in the histogram"],
        ),
        axis: Axis::new("pay ÷ market mid", AxisUnit::Number).covering(0.7, 1.3),
        histogram: (14..26).zip([0, 1, 4, 9, 14, 22, 17, 12, 6, 3, 1, 0]).map(|(at, count)| bin(at, count)).collect(),
        counted: "people".into(),
        shaded: Some((0.9, 1.1, "0.9–1.1".into())),
        names: PositionNames {
            below: "below market low".into(),
            within: "within the range".into(),
            above: "above market high".into(),
            band: "market low to high".into(),
            spread: "P10, P25, P50, P75 and P90 of your pay".into(),
        },
        legend: vec![
            LegendEntry {
                outlined: true,
                mark: Some('*'),
                meaning: "reference rate: Shenzhen".into(),
                ..LegendEntry::default()
            },
            LegendEntry { dashed: true, mark: Some('~'), meaning: "slotted".into(), ..LegendEntry::default() },
        ],
        side_headings: ["people", "below", "cost to low"].map(str::to_owned).to_vec(),
        rows: vec![
            row("Healthcare Cloud Architect 云架构师, Shanghai, senior", few, ["7", "3", "28,424"]),
            PositionRow {
                marks: "*~".into(),
                outlined: true,
                dashed: true,
                ..row("Data Analyst, Shenzhen, mid", many, ["1,240", "533", "1,902,000"])
            },
        ],
    })
}

/// All sample charts with their names.
pub(crate) fn all() -> [(&'static str, Chart); 7] {
    [
        ("medians", medians()),
        ("cities", cities()),
        ("automation", automation()),
        ("ladder", ladder()),
        ("growth", growth()),
        ("positions", positions()),
        ("percentiles", percentiles()),
    ]
}
