//! What a terminal is sent, and what goes to standard error.

use payband::answer::{Answer, Column, Kind, Layout, Note, Table, Value};
use payband::render::{Format, Options, Screen, notes};

use crate::sample::{benchmark, number, on_screen, text};

fn hostile() -> Answer {
    let columns = vec![
        Column::new("name", "Na\u{1b}me", Kind::Text),
        Column::new("words", "Words", Kind::List),
        Column::new("pay", "Pay", Kind::Money),
    ];
    let row = vec!["\u{1b}]0;owned\u{7}".into(), Value::List(vec!["a\u{202e}b".into()]), "x\u{9b}2J".into()];
    Answer {
        title: "T\u{1b}[31m".into(),
        unit: "U\u{2066}".into(),
        table: Table { columns, rows: vec![row] },
        notes: vec![Note::warning("w\u{1b}[2J\nwarning: forged"), Note::caveat("c", "c\u{200f}")],
        ..Answer::default()
    }
}

#[test]
fn nothing_that_acts_reaches_a_terminal_in_any_format_and_pipes_stay_exact() {
    let screen = Screen { width: Some(60), colour: false, sanitise: true };
    for layout in [Layout::Grid, Layout::Card] {
        let answer = Answer { layout, ..hostile() };
        // A workbook never reaches one.
        for format in Format::ALL.into_iter().filter(|format| *format != Format::Xlsx) {
            let shown = text(&answer, &Options { screen, ..Options::new(format) });
            let acting =
                |c: &char| (c.is_control() && !matches!(c, '\n' | '\t')) || "\u{202e}\u{2066}\u{200f}".contains(*c);
            assert_eq!(shown.chars().find(acting), None, "{format}: {shown}");
            if format != Format::Json && format != Format::Jsonl {
                assert!(text(&answer, &Options::new(format)).contains("a\u{202e}b"), "{format}");
            }
        }
    }
    let diagnostics = notes(&hostile(), &screen);
    assert_eq!(diagnostics, "warning: w\\u{1b}[2J\n  warning: forged\ncaveat: c\\u{200f}\n");
}

#[test]
fn notes_for_standard_error_say_what_they_are_and_hang_at_the_width() {
    let screen = Screen { width: Some(50), ..Screen::default() };
    let lines = notes(&benchmark(), &screen);
    assert!(lines.starts_with("note: Literal reading: premiums go on top of the\n  published median"), "{lines}");
    assert!(lines.contains("\nwarning: the data is 16 months old;"), "{lines}");
    assert!(lines.contains("\ncaveat: Ranges come"), "{lines}");
    assert!(
        lines.ends_with("\nsource: HealthTech Research, China Healthcare IT\n  Talent Report, 2025-07-01\n"),
        "{lines}"
    );
    assert_eq!(notes(&Answer::default(), &screen), "");
}

#[test]
fn a_screen_without_a_size_is_not_squeezed_to_nothing() {
    // A pseudo-terminal of 0 columns is real: CI runners have one.
    assert_eq!(on_screen(&benchmark(), 0), on_screen(&benchmark(), 20));
}

#[test]
fn nothing_to_show_says_so_and_nothing_at_all_is_empty() {
    let table = Table { columns: vec![Column::new("role", "Role", Kind::Text)], rows: Vec::new() };
    let answer = Answer { title: "Roles".into(), table, notes: vec![Note::new("none match")], ..Answer::default() };
    assert_eq!(on_screen(&answer, 80), "Roles\n\nno rows\n\nnone match\n");
    assert_eq!(text(&answer, &Options::new(Format::Markdown)), "**Roles**\n\n*no rows*\n\n- none match\n");
    assert_eq!(text(&answer, &Options::new(Format::Csv)), "role\n", "a header says what there could have been");
    for format in [Format::Table, Format::Markdown, Format::Csv, Format::Jsonl] {
        assert_eq!(text(&Answer::default(), &Options::new(format)), "", "{format}");
    }
}

#[test]
fn a_number_is_whole_even_where_it_does_not_fit() {
    let columns = vec![Column::new("pay", "Pay", Kind::Number)];
    let table = Table { columns, rows: vec![vec![number("0.1234567890123456789012345678")]] };
    let answer = Answer { table, ..Answer::default() };
    assert_eq!(on_screen(&answer, 20), "Pay\n  0.1234567890123456789012345678\n");
}

#[test]
fn markdown_rows_survive_bars_and_line_breaks() {
    let columns = vec![Column::new("a", "A", Kind::Text), Column::new("n", "N", Kind::Count)];
    let table = Table { columns, rows: vec![vec!["x|y\nz".into(), number("1000")]] };
    let answer = Answer { table, ..Answer::default() };
    let expected = "| A         |     N |\n| :-------- | ----: |\n| x\\|y<br>z | 1,000 |\n";
    assert_eq!(text(&answer, &Options::new(Format::Markdown)), expected);
}
