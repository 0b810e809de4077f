//! Properties of all answers.

use payband::answer::{Age, Answer, Column, Kind, Layout, Mark, Marks, Note, Source, Table, Value};
use payband::money::Decimal;
use payband::render::{Detail, Format, RenderOptions, notes, render};
use payband::screen::Screen;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::sample::{NUMBER_KINDS, text};

/// Texts in English, Chinese and Arabic, with emoji, and with control and bidi characters.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9 ,.;/%()+-]{0,60}",
        3 => "[医疗云架构师工程（），。、0-9a-z ]{0,30}",
        2 => "\\PC{0,20}",
        1 => any::<String>(),
        1 => "[\\x00-\\x1f\u{7f}-\u{9f}\u{202a}-\u{202e}\u{2066}-\u{2069}a\u{fe0f}\u{200d}👩⚕🇨🇳لا]{0,12}",
    ]
}

/// A cell of a text column or of a number column.
fn column() -> impl Strategy<Value = (Column, Vec<Value>)> {
    let texts = prop::collection::vec(prop_oneof![3 => words().prop_map(Value::Text), 1 => Just(Value::Missing)], 5);
    let lists = prop::collection::vec(prop::collection::vec(words(), 0..3).prop_map(Value::List), 5);
    let marks = prop_oneof![
        3 => Just(Marks::NONE),
        1 => Just(Marks::NONE.with(Mark::Slotted)),
        1 => Just(Marks::NONE.with(Mark::Slotted).with(Mark::ReferenceRate)),
    ];
    let figure = (-99_999_999_i64..99_999_999, 0_u32..4, marks)
        .prop_map(|(digits, places, marks)| Value::Number(Decimal::new(digits, places)).marked(marks));
    let figures = prop::collection::vec(prop_oneof![3 => figure, 1 => Just(Value::Missing)], 5);
    let kinds = prop::sample::select(&NUMBER_KINDS[..]);
    let cells = prop_oneof![
        texts.prop_map(|cells| (Kind::Text, cells)),
        lists.prop_map(|cells| (Kind::List, cells)),
        (kinds, figures),
    ];
    let heading = prop_oneof![
        words(),
        prop::sample::select(vec!["Base\nlow", "Base\nhigh", "Base + retention\nmid"]).prop_map(str::to_owned)
    ];
    (cells, heading, 0_u8..4)
        .prop_map(|((kind, cells), heading, turn)| (Column::new("", heading, kind).drop_order(turn), cells))
}

prop_compose! {
    pub(crate) fn answer()(
        title in words(),
        unit in words(),
        columns in prop::collection::vec(column(), 0..12),
        height in 0_usize..5,
        card in any::<bool>(),
        lines in prop::collection::vec((words(), 0..5), 0..6),
        lead in words(),
        months_old in prop::option::of(-1_i32..30),
        publisher in words(),
    ) -> Answer {
        let mut table = Table { columns: Vec::new(), rows: vec![Vec::new(); height] };
        for (at, (mut column, cells)) in columns.into_iter().enumerate() {
            column.name = format!("c{at}").into();
            table.columns.push(column);
            for (row, cell) in table.rows.iter_mut().zip(cells) {
                row.push(cell);
            }
        }
        let notes = lines.into_iter().map(|(text, kind)| match kind {
            0 => Note::new(text),
            1 => Note::warning(text),
            2 => Note::fact(text),
            3 => Note::mark(Mark::Slotted, text),
            _ => Note::caveat("id", "low", text),
        });
        Answer {
            title,
            unit,
            table,
            layout: if card { Layout::Card } else { Layout::Grid },
            notes: notes.collect(),
            sources: vec![Source { id: "s".into(), title: "T".into(), publisher, ..Source::default() }],
            lead,
            age: months_old.map(|months| Age { effective: "2025-11-05".to_owned(), months }),
            condensed: None,
        }
    }
}

/// The text without ANSI codes, all of which end with `m` here.
fn stripped(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, rest)| rest))
}

proptest! {
    #[test]
    fn no_line_of_a_table_is_wider_than_the_screen(answer in answer(), width in 20_usize..220, sanitise: bool, full: bool) {
        let screen = Screen { width: Some(width), colour: false, sanitise };
        let detail = if full { Detail::Full } else { Detail::Short };
        let shown = text(&answer, &RenderOptions { screen, detail, ..RenderOptions::new(Format::Table) })
            + &notes(&answer, &screen, detail);
        for line in shown.split('\n') {
            prop_assert!(line.width() <= width, "{} > {width}: {line:?}\n{shown}", line.width());
        }
    }

    #[test]
    fn colour_changes_no_character(answer in answer(), width in prop::option::of(20_usize..220)) {
        let screen = Screen { width, colour: false, sanitise: true };
        let options = RenderOptions { screen, ..RenderOptions::new(Format::Table) };
        let coloured = RenderOptions { screen: Screen { colour: true, ..screen }, ..options.clone() };
        prop_assert_eq!(stripped(&text(&answer, &coloured)), text(&answer, &options));
    }

    #[test]
    fn csv_and_tsv_read_back_cell_for_cell(answer in answer()) {
        for (format, delimiter) in [(Format::Csv, b','), (Format::Tsv, b'\t')] {
            let bytes = render(&answer, &RenderOptions::new(format)).unwrap();
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes.as_slice());
            let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            if answer.table.columns.is_empty() {
                prop_assert!(bytes.is_empty());
                continue;
            }
            prop_assert_eq!(read.len(), answer.table.rows.len());
            for (record, row) in read.iter().zip(&answer.table.rows) {
                for ((field, value), column) in record.iter().zip(row).zip(&answer.table.columns) {
                    match value {
                        Value::Text(words) => prop_assert_eq!(field, words),
                        Value::List(words) => prop_assert_eq!(field, words.join("; ")),
                        Value::Number(exact) | Value::Marked(exact, _) => {
                            // Counts are whole; the coarsest of the others, money, has two places.
                            let half = if column.kind == Kind::Count { Decimal::new(5, 1) } else { Decimal::new(5, 3) };
                            let read: Decimal = field.parse().unwrap();
                            prop_assert!((read - exact).abs() <= half, "{field} {exact}");
                        }
                        _ => prop_assert_eq!(field, ""),
                    }
                }
            }
        }
    }

    #[test]
    fn json_always_parses_and_has_every_row(answer in answer(), sanitise: bool) {
        let options = RenderOptions { screen: Screen { sanitise, ..Screen::default() }, ..RenderOptions::new(Format::Json) };
        let document: serde_json::Value = serde_json::from_slice(&render(&answer, &options).unwrap()).unwrap();
        prop_assert_eq!(document["rows"].as_array().unwrap().len(), answer.table.rows.len());
        prop_assert_eq!(document["title"].as_str().unwrap(), &answer.title);
    }

    #[test]
    fn every_row_of_a_markdown_table_has_the_same_bars(answer in answer()) {
        let answer = Answer { layout: Layout::Grid, title: String::new(), unit: String::new(), lead: String::new(), notes: Vec::new(), sources: Vec::new(), ..answer };
        let markdown = text(&answer, &RenderOptions::new(Format::Markdown));
        let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        let counts: Vec<usize> = markdown.split_terminator('\n').filter(|line| *line != "*no rows*").map(bars).collect();
        prop_assert!(counts.windows(2).all(|pair| pair[0] == pair[1]), "{markdown}");
    }
}
