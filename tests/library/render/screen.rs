//! The output for terminals and for standard error.

use payband::answer::{Age, Answer, Column, Kind, Layout, Mark, Marks, Note, NoteTarget, Table, Value};
use payband::render::{Detail, Format, RenderOptions, notes};
use payband::screen::Screen;

use super::sample::{benchmark, number, on_screen, text};

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
        notes: vec![Note::warning("w\u{1b}[2J\nwarning: forged"), Note::caveat("c", "low", "c\u{200f}")],
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
            let shown = text(&answer, &RenderOptions { screen, ..RenderOptions::new(format) });
            let acting =
                |c: &char| (c.is_control() && !matches!(c, '\n' | '\t')) || "\u{202e}\u{2066}\u{200f}".contains(*c);
            assert_eq!(shown.chars().find(acting), None, "{format}: {shown}");
            if format != Format::Json && format != Format::Jsonl {
                assert!(text(&answer, &RenderOptions::new(format)).contains("a\u{202e}b"), "{format}");
            }
        }
    }
    let diagnostics = notes(&hostile(), &screen, Detail::Full);
    assert_eq!(diagnostics, "warning: w\\u{1b}[2J\n  warning: forged\ncaveat (low): c\\u{200f}\n");
}

#[test]
fn notes_for_standard_error_say_what_they_are_and_hang_at_the_width() {
    let screen = Screen { width: Some(50), ..Screen::default() };
    let lines = notes(&benchmark(), &screen, Detail::Full);
    assert!(lines.starts_with("note: Literal reading: premiums go on top of the\n  published median"), "{lines}");
    assert!(lines.contains("\nwarning: the data is 16 months old;"), "{lines}");
    assert!(lines.contains("\ncaveat (high): Ranges come"), "{lines}");
    assert!(
        lines.ends_with("\nsource: HealthTech Research, China Healthcare IT\n  Talent Report, 2025-07-01\n"),
        "{lines}"
    );
    assert_eq!(notes(&Answer::default(), &screen, Detail::Full), "");
    // A script hears of warnings only.
    let short = notes(&benchmark(), &screen, Detail::Short);
    assert_eq!(short, "warning: the data is 16 months old; --on ages it\n  to a date\n");
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
    assert_eq!(on_screen(&answer, 80), "Roles\n\nno rows\n\nnotes: --caveats\n");
    assert_eq!(text(&answer, &RenderOptions::new(Format::Markdown)), "**Roles**\n\n*no rows*\n\n- none match\n");
    assert_eq!(text(&answer, &RenderOptions::new(Format::Csv)), "role\n", "a header says what there could have been");
    for format in [Format::Table, Format::Markdown, Format::Csv, Format::Jsonl] {
        assert_eq!(text(&Answer::default(), &RenderOptions::new(format)), "", "{format}");
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
    assert_eq!(text(&answer, &RenderOptions::new(Format::Markdown)), expected);
}

/// A price with two marks beside one without, and a note of every kind.
fn marked() -> Answer {
    let money = |amount: &str, marks: Marks| number(amount).marked(marks);
    let both = Marks::NONE.with(Mark::Slotted).with(Mark::ReferenceRate);
    Answer {
        title: "Product Manager".into(),
        lead: "Offer 40,000 = USD 40,000 a year: within the range".into(),
        table: Table {
            columns: vec![Column::new("city", "City", Kind::Text), Column::new("base_mid", "Base", Kind::Money)],
            rows: vec![
                vec!["Shanghai".into(), money("55100", Marks::NONE)],
                vec!["Shenzhen".into(), money("38000", both)],
                vec!["Hangzhou".into(), money("38000", both)],
            ],
        },
        notes: vec![
            Note::new("how it was made"),
            Note::fact("Shanghai: 2,400 vacancies"),
            Note::fact("a second fact"),
            Note::warning("for tables").only_for(NoteTarget::Tables),
            Note::warning("for data").only_for(NoteTarget::Data),
            Note::warning("for both").advising("--fx"),
            Note::warning("a third one"),
            Note::mark(Mark::ReferenceRate, "reference rate"),
            Note::mark(Mark::Slotted, "slotted"),
            Note::caveat("c", "high", "no sample"),
        ],
        age: Some(Age { effective: "2025-07-01".to_owned(), months: 12 }),
        ..benchmark()
    }
}

#[test]
fn under_a_table_stand_marks_a_fact_two_warnings_and_a_line_on_the_source() {
    let mut answer = marked();
    let mut condensed = answer.table.clone();
    condensed.rows.truncate(2);
    condensed.rows[1][0] = "2 cities*".into();
    answer.condensed = Some(condensed);
    assert_eq!(
        on_screen(&answer, 80),
        "\
Product Manager · USD a year
Offer 40,000 = USD 40,000 a year: within the range

City           Base
───────────────────
Shanghai   55,100
2 cities*  38,000*~

* reference rate
~ slotted
Shanghai: 2,400 vacancies
a second fact
warning: for tables
warning: for both; --fx
Source: HealthTech Research, 2025-07-01, 12 months old · 1 more warning, 1
  caveat: --caveats
"
    );
    // Data keep a row for each, without marks, and their own warnings.
    assert_eq!(
        text(&answer, &RenderOptions::new(Format::Csv)),
        "city,base_mid\nShanghai,55100.00\nShenzhen,38000.00\nHangzhou,38000.00\n"
    );
    assert_eq!(
        notes(&answer, &Screen::default(), Detail::Short),
        "warning: for data\nwarning: for both; --fx\nwarning: a third one\nwarning: reference rate\nwarning: slotted\n"
    );
}

#[test]
fn a_mark_stands_behind_its_figure_at_every_width_and_hangs_out_of_the_digits() {
    for width in [20, 40, 60, 80, 120] {
        let shown = on_screen(&marked(), width);
        assert_eq!(shown.matches("38,000*~").count(), 2, "{width}:\n{shown}");
    }
    let shown = on_screen(&marked(), 80);
    let ends: Vec<usize> = shown.lines().filter_map(|line| line.find("000").map(|at| at + 3)).skip(1).collect();
    assert!(ends.windows(2).all(|pair| pair[0] == pair[1]), "{shown}");
}
