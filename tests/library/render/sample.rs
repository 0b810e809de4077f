//! Sample answers, like those of the views.

use payband::answer::{Answer, Column, Kind, Layout, Note, Source, Table, Value, Visibility};
use payband::money::Decimal;
use payband::render::{Format, RenderOptions, render};
use payband::screen::Screen;

/// The kinds of numbers.
pub(crate) const NUMBER_KINDS: [Kind; 8] =
    [Kind::Money, Kind::Percent, Kind::Change, Kind::Ratio, Kind::Share, Kind::ShareChange, Kind::Count, Kind::Number];

/// A number as written.
pub(crate) fn number(text: &str) -> Value {
    text.parse::<Decimal>().unwrap().into()
}

/// Three levels of one role in one city, as `benchmark` answers.
pub(crate) fn benchmark() -> Answer {
    let money = |name: &'static str, heading: &'static str| Column::new(name, heading, Kind::Money);
    let columns = vec![
        Column::data("role_id", Kind::Text),
        Column::data("role", Kind::Text),
        Column::new("level", "Level", Kind::Text),
        money("base_low", "Base salary\nlow"),
        money("base_mid", "Base salary\nmid"),
        money("base_high", "Base salary\nhigh"),
        money("retention_low", "Retention\nlow").drop_order(3),
        money("retention_mid", "Retention\nmid"),
        money("retention_high", "Retention\nhigh").drop_order(3),
        money("total_low", "Base + retention\nlow"),
        money("total_mid", "Base + retention\nmid"),
        money("total_high", "Base + retention\nhigh"),
        Column::new("yoy_pct", "Year on\nyear", Kind::Change),
        Column::new("skills", "Skills", Kind::List).only(Visibility::Data),
        Column::new("trace", "Trace", Kind::Nested).only(Visibility::Data),
    ];
    let row = |level: &str, figures: [&str; 10]| -> Vec<Value> {
        let mut row = vec!["cloud-architect".into(), "Healthcare Cloud Architect".into(), level.into()];
        row.extend(figures.map(|figure| if figure.is_empty() { Value::Missing } else { number(figure) }));
        row.push(Value::List(vec!["FHIR".into(), "等保 2.0".into()]));
        row.push(Value::nested(Table {
            columns: vec![Column::data("step", Kind::Text), Column::data("low", Kind::Money)],
            rows: vec![vec!["median".into(), number("52000")]],
        }));
        row
    };
    let rows = vec![
        row("Entry", ["72800", "75400", "78000", "", "", "", "72800", "75400", "78000", "15"]),
        row("Mid", ["80080", "84825", "89700", "12012", "14844.375", "17940", "92092", "99669.375", "107640", "15"]),
        row(
            "Senior",
            ["87360", "94250", "101400", "13104", "16493.75", "20280", "100464", "110743.75", "121680", "15"],
        ),
    ];
    Answer {
        title: "Healthcare Cloud Architect, Shanghai".into(),
        unit: "USD a year".into(),
        table: Table { columns, rows },
        layout: Layout::Grid,
        notes: vec![
            Note::new(
                "Literal reading: premiums go on top of the published median, taken as the second-tier rate at entry level; --reading calibrated takes it as the national median at mid level",
            ),
            Note::new("Low and high are the published ends of the premiums, carried through; they are not percentiles"),
            Note::new("A retention bonus is paid above three years of healthcare experience"),
            Note::warning("the data is 16 months old; --on ages it to a date"),
            Note::caveat(
                "no-sample-size",
                "high",
                "Ranges come without sample sizes; medians come without level, base or cash, sample or date",
            ),
            Note::caveat(
                "premium-base",
                "high",
                "The city premium is over second-tier cities, the medians are for the whole country, and Shenzhen, Guangzhou (both tier one) and Hangzhou (杭州) have no premium",
            ),
            Note::caveat(
                "seniority",
                "medium",
                "Entry parity and 10–15% at mid level disagree with 15–25% across comparable experience levels",
            ),
        ],
        sources: vec![Source {
            id: "china-hit-2025".into(),
            title: "China Healthcare IT Talent Report".into(),
            publisher: "HealthTech Research".into(),
            published: "2025-07-01".into(),
            url: "https://example.com/report".into(),
        }],
        ..Answer::default()
    }
}

/// Texts in two languages and numbers, as `roles` answers.
pub(crate) fn catalogue() -> Answer {
    let columns = vec![
        Column::new("title", "Role", Kind::Text),
        Column::new("title_zh", "中文名", Kind::Text),
        Column::new("area", "Area", Kind::Text).drop_order(1),
        Column::new("median", "Median", Kind::Money),
        Column::new("comment", "Comment", Kind::Text).drop_order(2),
    ];
    let rows = vec![
        vec![
            "Healthcare Cloud Architect".into(),
            "医疗云架构师".into(),
            "Infrastructure".into(),
            number("52000"),
            "Hybrid-cloud migration of hospital groups drives demand; 等保三级 experience is asked for".into(),
        ],
        vec![
            "Medical AI Engineer".into(),
            "医疗人工智能（影像诊断）工程师".into(),
            "Data".into(),
            number("58000"),
            Value::Missing,
        ],
        vec![
            "Telemedicine Nurse Coordinator".into(),
            "远程医疗协调员".into(),
            "Care".into(),
            Value::Missing,
            Value::Missing,
        ],
    ];
    Answer {
        title: "Roles 岗位目录".into(),
        unit: "USD a year".into(),
        table: Table { columns, rows },
        ..Answer::default()
    }
}

/// One city with all its attributes, as `city` answers.
pub(crate) fn city() -> Answer {
    let columns = vec![
        Column::new("city", "City", Kind::Text),
        Column::new("workforce", "Workforce", Kind::Count),
        Column::new("vacancy_rate", "Vacancy rate", Kind::Share),
        Column::new("supply_ratio", "Candidates per vacancy", Kind::Ratio),
        Column::new("cagr_pct", "Growth", Kind::Percent),
        Column::new("premium", "Premium", Kind::Change),
        Column::new("roles", "Dominant roles", Kind::List),
    ];
    let roles = ["Healthcare Cloud Architect", "Medical AI Engineer", "医疗数据分析师", "Interoperability Specialist"];
    let row = vec![
        "Hangzhou 杭州".into(),
        number("12500"),
        number("0.10834"),
        number("2.1"),
        number("18.20"),
        Value::Missing,
        Value::List(roles.map(str::to_owned).to_vec()),
    ];
    Answer {
        title: "Hangzhou 杭州".into(),
        table: Table { columns, rows: vec![row] },
        layout: Layout::Card,
        notes: vec![Note::new("No premium is published for Hangzhou")],
        ..Answer::default()
    }
}

/// The answer as a terminal of a width shows it, without colour.
pub(crate) fn on_screen(answer: &Answer, width: usize) -> String {
    let screen = Screen { width: Some(width), colour: false, sanitise: true };
    text(answer, &RenderOptions { screen, ..RenderOptions::new(Format::Table) })
}

/// The answer as text.
pub(crate) fn text(answer: &Answer, options: &RenderOptions) -> String {
    String::from_utf8(render(answer, options).unwrap()).unwrap()
}
