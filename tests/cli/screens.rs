//! The main commands on a terminal of 80 columns and 24 lines, and on narrower and wider ones.
//!
//! Would catch: an answer that scrolls off because of its notes, a note longer than a line, a mark that is dropped in a narrow
//! window or with `--quiet`, and a line wider than the window.

use crate::pseudo_terminal::Terminal;
use unicode_width::UnicodeWidthStr;

/// Lines of a screen of 24, less one for the next prompt of the shell.
const MAX_LINES: usize = 23;

/// More than a year after the date of the figures, so that the note on their age is printed.
const LATER: (&str, &str) = ("PAYBAND_TODAY", "2026-11-28");

/// What a command prints on a terminal of so many columns.
fn screen(columns: u16, line: &str) -> String {
    let words: Vec<String> = line
        .split('\'')
        .enumerate()
        .flat_map(|(at, piece)| match at % 2 {
            1 => vec![piece.to_owned()],
            _ => piece.split_whitespace().map(str::to_owned).collect(),
        })
        .collect();
    let args: Vec<&str> = ["--color", "never"].into_iter().chain(words.iter().map(String::as_str)).collect();
    let ended = Terminal::payband(columns, &args, &[LATER]).ends();
    assert_eq!(ended.code, Some(0), "payband {line}: {}", ended.raw);
    ended.text()
}

/// Checks that an answer fits 80 x 24, that each warning or note has one line, and that the source comes last.
fn is_one_screen(line: &str, shown: &str) {
    let lines: Vec<&str> = shown.trim_end().lines().collect();
    assert!(lines.len() <= MAX_LINES, "payband {line} prints {} lines:\n{shown}", lines.len());
    for line in &lines {
        assert!(line.width() <= 80, "{} columns: {line}", line.width());
    }
    let under = lines.iter().rposition(|line| line.is_empty()).unwrap();
    let notes = &lines[under + 1..];
    assert!(notes.iter().all(|line| !line.starts_with("  ")), "a note takes more than a line:\n{shown}");
    assert!(notes.iter().filter(|line| line.starts_with("warning: ")).count() <= 2, "{shown}");
    assert!(notes.last().unwrap().starts_with("Source: Talenbrium, 2025-11-05"), "{shown}");
    assert!(notes.last().unwrap().contains("--caveats"), "{shown}");
}

#[test]
fn the_whole_answer_is_on_a_screen_of_80_columns_and_24_lines() {
    for (line, answer) in [
        ("benchmark --role 'Cloud Architect' --city Shanghai", "87,360  94,250  101,400"),
        (
            "benchmark --role 'Cloud Architect' --city Shanghai --level senior --salary ¥650,000",
            "Offer ¥650,000 = USD 91,721 a year: 97% of market mid, within the range, 2,529\nbelow mid (calibrated \
             reading: 139%)",
        ),
        (
            "benchmark --role 'Backend Engineer' --city Beijing --level senior --salary 35k*14 --currency CNY --period month",
            "36,570~  47,589~  59,952~",
        ),
        (
            "benchmark --role 'Software Engineer' --city Shenzhen --salary 35k*14",
            "Offer 35k*14, 12 of 14 months = CNY 420,000 a year = USD 59,266",
        ),
        (
            "compare --role 'Cloud Architect' --city Shanghai --city Beijing --city Shenzhen --city Hangzhou --city Guangzhou \
             --level senior",
            "3 cities*  62,400*  65,000*   67,600*",
        ),
        ("compare --role 'Cloud Architect' --city all --level senior", "5 cities*"),
        ("city", "Guangzhou"),
        ("skills --role 'Cloud Architect'", "Access management"),
    ] {
        let shown = screen(80, line);
        is_one_screen(line, &shown);
        assert!(shown.contains(answer), "payband {line}: no {answer} in\n{shown}");
    }
}

#[test]
fn the_answer_after_the_prompts_is_one_screen() {
    let mut terminal = Terminal::payband(80, &["--color", "never"], &[LATER]);
    for keys in ["cloud architect", "shanghai", ""] {
        terminal.shows("(type to search)");
        terminal.waits_for_a_key();
        terminal.types(keys);
        terminal.types("\r");
    }
    let ended = terminal.ends();
    assert_eq!(ended.code, Some(0), "{}", ended.raw);
    let answer = ended.from("Healthcare Cloud Architect, Shanghai · USD a year");
    let (table, again) = answer.split_once("\n\nthe same as a command: ").unwrap();
    is_one_screen("", table);
    assert!(table.lines().count() + 2 + again.lines().count() <= MAX_LINES, "{answer}");
}

#[test]
fn marks_stay_at_every_width_and_under_quiet() {
    for columns in [40, 60, 80, 120] {
        for quiet in ["", "-q "] {
            // A city without a premium, a slotted role, and both.
            for (line, marked) in [
                ("benchmark -r 'Cloud Architect' -c Shenzhen -l senior", "65,000*"),
                ("benchmark -r 'Software Engineer' -c Shanghai -l senior", "80,584~"),
                ("benchmark -r 'Software Engineer' -c Shenzhen -l senior", "55,575*~"),
                ("benchmark -r 'Software Engineer' -c Shenzhen -l senior --salary 50000", "55,575*~"),
                ("compare -r 'Cloud Architect' -c Shanghai -c Shenzhen -l senior", "65,000*"),
                ("compare -r 'Software Engineer' -r 'Cloud Architect' -c Shenzhen -l senior", "55,575*~"),
            ] {
                let shown = screen(columns, &format!("{quiet}{line}"));
                assert!(shown.contains(marked), "{columns} columns, {quiet}{line}: no {marked} in\n{shown}");
                for (mark, meaning) in [('*', "\n* "), ('~', "\n~ ")] {
                    assert_eq!(marked.contains(mark), shown.contains(meaning), "{columns} columns, {line}:\n{shown}");
                }
                let widest = shown.lines().map(UnicodeWidthStr::width).max().unwrap();
                assert!(widest <= usize::from(columns), "{widest} columns in {columns}: {line}\n{shown}");
                if line.contains("--salary") {
                    assert!(shown.contains("-5,575"), "the gap of an offer to mid is gone:\n{shown}");
                }
                if marked.contains('~') {
                    assert!(shown.contains("grade"), "the match grade is gone:\n{shown}");
                }
            }
            // Without a city there is no mark.
            let shown = screen(columns, &format!("{quiet}benchmark -r 'Cloud Architect' -l senior"));
            assert!(shown.contains("65,000") && !shown.contains('*'), "{shown}");
        }
    }
}

/// Would catch a name that takes two lines beside a column that could be left out.
#[test]
fn each_role_of_a_list_has_one_line() {
    for line in [
        "roles",
        "roles --all",
        "roles --budget ¥40k/month --city Shanghai --level senior",
        "roles --budget ¥40k/month --city Shanghai",
    ] {
        let shown = screen(80, line);
        let rows = shown.lines().skip_while(|line| !line.contains('─')).skip(1).take_while(|line| !line.is_empty());
        let names: Vec<&str> = rows.map(|row| row.split("  ").next().unwrap()).collect();
        let pack = payband::pack::Pack::bundled();
        let is_role = |name: &&str| pack.roles().unwrap().iter().any(|role| role.title == **name);
        assert!(names.len() >= 10 && names.iter().all(is_role), "payband {line}:\n{shown}");
    }
}
