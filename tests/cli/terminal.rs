//! payband on a pseudo-terminal: prompts, interrupts, widths and colour.
//!
//! Would catch: a prompt that does not search or does not take Chinese, a printed command with another answer, a cursor or
//! terminal mode that is not restored after Ctrl-C or SIGTERM, a wrong exit code, a table wider than the window, and unwanted
//! colour codes.

use rustix::process::Signal;
use unicode_width::UnicodeWidthStr;

use crate::pseudo_terminal::{PAYBAND, Terminal};

const PROMPTS: [&str; 3] = ["Role (type to search)", "City (type to search)", "Level (type to search)"];

#[test]
fn the_prompts_search_take_chinese_and_answer_with_the_command_that_says_the_same() {
    for columns in [72, 110] {
        let mut terminal = Terminal::payband(columns, &[], &[]);
        terminal.shows(PROMPTS[0]);
        terminal.shows("EHR Systems Engineer  电子病历系统工程师");
        terminal.types("cloudarch");
        terminal.types("\r");
        terminal.shows(PROMPTS[1]);
        terminal.shows("Beijing  北京");
        // One letter too many, deleted again.
        terminal.types("上海州\u{7f}");
        terminal.types("\r");
        terminal.shows(PROMPTS[2]);
        terminal.types("senior\r");
        let asked = terminal.ends();
        assert_eq!(asked.code, Some(0));

        let answer = asked.from("Healthcare Cloud Architect, Shanghai, senior · USD a year");
        let (table, command) = answer.split_once("\n\nthe same as a command: ").unwrap();
        assert_eq!(command, "payband benchmark --role \"Healthcare Cloud Architect\" --city Shanghai --level senior\n");
        let widest = table.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= usize::from(columns), "{widest} columns in a window of {columns}:\n{table}");
        assert!(widest + 30 > usize::from(columns), "the window is hardly used:\n{table}");
        assert!(table.contains("101,400"), "{table}");

        let folder = std::path::Path::new(PAYBAND).parent().unwrap().to_str().unwrap();
        let path = [("PATH", folder)];
        let again = Terminal::open(columns, 30, "/bin/sh", &["-c", command.trim()], &path).ends();
        assert_eq!((again.code, again.text().trim_end()), (Some(0), table));
    }
}

#[test]
fn without_city_and_level_the_command_leaves_them_out() {
    let mut terminal = Terminal::payband(80, &["--quiet"], &[]);
    for prompt in PROMPTS {
        terminal.shows(prompt);
        terminal.waits_for_a_key();
        terminal.types("\r");
    }
    let ended = terminal.ends();
    let shown = ended.from("Healthcare Data Scientist, China, reference rate");
    assert_eq!(ended.code, Some(0));
    // With --quiet neither notes nor the command are printed.
    assert!(shown.trim_end().ends_with("70,200"), "{shown}");
}

#[test]
fn what_is_typed_ahead_or_pasted_is_neither_shown_as_it_comes_nor_lost() {
    let mut terminal = Terminal::payband(80, &[], &[]);
    terminal.shows(PROMPTS[0]);
    terminal.types("云架构\r成都州\u{7f}\rlead\r");
    let ended = terminal.ends();
    let command =
        "the same as a command: payband benchmark --role \"Healthcare Cloud Architect\" --city Chengdu --level lead\n";
    assert!(ended.text().ends_with(command), "{}", ended.text());
    assert!(!ended.raw.contains("成都州\u{8}"), "the terminal's own line editing was on: {:?}", ended.raw);
}

/// Would catch: scattered letters that match a title (`ciso` is in "medi-c-al dev-i-ce so-ftware"), a line that is chosen when
/// none matches, and names that the command line knows and the prompt does not.
#[test]
fn what_is_typed_is_matched_as_names_are() {
    let mut terminal = Terminal::payband(100, &[], &[]);
    terminal.shows(PROMPTS[0]);
    for letters in ["ciso", "\r"] {
        terminal.waits_for_a_key();
        terminal.types(letters);
    }
    terminal.shows("nothing matches \"ciso\"");
    // A typo.
    terminal.types("\u{7f}\u{7f}\u{7f}\u{7f}data scintist");
    terminal.shows("data scintist");
    terminal.shows("Healthcare Data Scientist");
    terminal.types("\r");
    terminal.shows(PROMPTS[1]);
    // A district in traditional characters; then no level.
    terminal.types("番禺區\r");
    terminal.shows(PROMPTS[2]);
    terminal.types("\r");
    let ended = terminal.ends();
    let command = "the same as a command: payband benchmark --role \"Healthcare Data Scientist\" --city Guangzhou\n";
    assert!(ended.text().ends_with(command), "{}", ended.text());
}

/// Would catch: a role without a price or a province in a list, a match in the middle of a word, and an ambiguous abbreviation
/// for which one meaning is chosen.
#[test]
fn the_lists_show_what_fits_by_title_and_nothing_else() {
    for (typed, shown, hidden) in [
        (
            "PM",
            ["Product Manager", "Clinical Product Manager", "Project Manager"].as_slice(),
            ["Development", "Data"].as_slice(),
        ),
        ("cloud", &["Healthcare Cloud Architect", "Cloud Infrastructure Engineer"], &["EHR"]),
        ("swe", &["Software Engineer"], &["EHR Systems"]),
        ("云架构", &["Healthcare Cloud Architect"], &["Systems Architect"]),
    ] {
        let mut terminal = Terminal::payband(100, &[], &[("NO_COLOR", "1")]);
        terminal.shows(PROMPTS[0]);
        terminal.waits_for_a_key();
        terminal.types(typed);
        terminal.shows(&format!("{typed}|"));
        // Until the list is drawn, the key would end the program in the middle of it.
        terminal.waits_for_a_key();
        terminal.types("\u{3}");
        let text = terminal.ends().text();
        let list = &text[text.rfind(&format!("{typed}|")).unwrap()..];
        assert!(shown.iter().all(|title| list.contains(title)), "{typed}: {list}");
        assert!(!hidden.iter().any(|title| list.contains(title)), "{typed}: {list}");
    }
    let mut terminal = at_prompt(1, &[]);
    terminal.waits_for_a_key();
    terminal.types("Guangdong");
    terminal.shows("nothing matches \"Guangdong\"");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends().code, Some(130));
}

#[test]
fn the_arrows_move_through_the_list() {
    let mut terminal = Terminal::payband(100, &[], &[]);
    terminal.shows(PROMPTS[0]);
    // Down twice and up once: the second role.
    for key in ["\u{1b}[B", "\u{1b}[B", "\u{1b}[A"] {
        terminal.waits_for_a_key();
        terminal.types(key);
    }
    terminal.types("\r");
    for prompt in &PROMPTS[1..] {
        terminal.shows(prompt);
        terminal.waits_for_a_key();
        terminal.types("\r");
    }
    let ended = terminal.ends();
    assert!(
        ended.text().ends_with("the same as a command: payband benchmark --role \"EHR Systems Engineer\"\n"),
        "{}",
        ended.text()
    );
}

/// Answers the prompts before one, and leaves that one open.
fn at_prompt(number: usize, environment: &[(&str, &str)]) -> Terminal {
    let mut terminal = Terminal::payband(80, &[], environment);
    for (at, prompt) in PROMPTS.iter().enumerate().take(number + 1) {
        terminal.shows(prompt);
        if at < number {
            terminal.types("\r");
        }
    }
    terminal
}

#[test]
fn control_c_at_each_prompt_ends_with_130_and_gives_the_cursor_back() {
    for (number, prompt) in PROMPTS.iter().enumerate() {
        // Before the terminal mode may have been set, and after it.
        for settled in [false, true] {
            let mut terminal = at_prompt(number, &[]);
            if settled {
                terminal.waits_for_a_key();
            }
            terminal.types("\u{3}");
            let ended = terminal.ends();
            assert_eq!(ended.code, Some(130), "at {prompt}");
            assert!(ended.raw.contains("\u{1b}[?25h"), "the cursor is not shown again");
            assert!(!ended.text().contains("error"), "{}", ended.text());
        }
    }
}

#[test]
fn control_c_works_during_a_search() {
    let mut terminal = at_prompt(0, &[]);
    terminal.types("云架");
    terminal.shows("云架");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends().code, Some(130));
}

#[test]
fn escape_ends_it_like_control_c() {
    let mut terminal = at_prompt(1, &[]);
    terminal.waits_for_a_key();
    terminal.types("\u{1b}");
    assert_eq!(terminal.ends().code, Some(130));
}

#[test]
fn signals_at_each_prompt_end_it_as_they_should() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        for (number, prompt) in PROMPTS.iter().enumerate() {
            for settled in [false, true] {
                let mut terminal = at_prompt(number, &[]);
                if settled {
                    terminal.waits_for_a_key();
                }
                terminal.signal(signal);
                let ended = terminal.ends();
                assert_eq!(ended.code, Some(code), "{signal:?} at {prompt}");
                assert!(!ended.text().contains("error"), "{}", ended.text());
            }
        }
    }
}

#[test]
fn a_table_is_the_default_and_fits_the_window() {
    let args = ["benchmark", "--role", "Cloud Architect", "--role", "ML Engineer", "--city", "上海", "--city", "苏州"];
    for columns in [20, 40, 60, 80, 120, 200] {
        let ended = Terminal::payband(columns, &args, &[]).ends();
        assert_eq!(ended.code, Some(0));
        let text = ended.text();
        assert!(text.starts_with("Market ranges · USD"), "{text}");
        for line in text.lines() {
            assert!(line.width() <= usize::from(columns), "{columns} columns: {line}");
        }
    }
    // COLUMNS, as a shell exports it on request, wins.
    let ended = Terminal::payband(200, &args, &[("COLUMNS", "60")]).ends();
    assert!(ended.text().lines().all(|line| line.width() <= 60), "{}", ended.text());
}

/// Would catch broken lines on a terminal without advice, and the advice where it does not apply.
#[test]
fn rows_on_a_terminal_come_with_advice_on_fewer_columns_and_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ads.csv");
    std::fs::write(&file, "title\nCloud Architect\n").unwrap();
    let file = file.to_str().unwrap();
    let says = |line: &[&str]| {
        let ended = Terminal::payband(80, line, &[]).ends();
        assert_eq!(ended.code, Some(0), "{}", ended.text());
        ended.text().contains("-o FILE.xlsx or FILE.csv writes the rows to a file")
    };
    assert!(says(&["price", file]));
    assert!(!says(&["price", file, "--columns", "mid"]));
    assert!(!says(&["price", file, "--summary-by", "role"]));
    let out = folder.path().join("out.csv");
    assert!(!says(&["price", file, "-o", out.to_str().unwrap()]));
}

#[test]
fn a_workbook_is_refused_and_a_file_of_it_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("market.xlsx");
    let line = ["city", "--format", "xlsx"];
    for (args, environment) in [(line.as_slice(), [].as_slice()), (&line[..1], &[("PAYBAND_FORMAT", "xlsx")])] {
        let ended = Terminal::payband(80, args, environment).ends();
        let refusal = "error: a workbook cannot be shown in a terminal\nhint: write it to a file, such as -o market.xlsx, or choose \
                       another --format\n";
        assert_eq!((ended.code, ended.text()), (Some(2), refusal.to_owned()));
        let ended = Terminal::payband(80, &[args, &["-o", file.to_str().unwrap()]].concat(), environment).ends();
        assert_eq!((ended.code, ended.text().as_str()), (Some(0), ""));
        assert!(std::fs::read(&file).unwrap().starts_with(b"PK"));
    }
}

#[test]
fn a_window_without_a_size_counts_as_80_columns() {
    let args = ["benchmark", "--role", "Cloud Architect", "--city", "Shanghai"];
    let none = Terminal::open(0, 0, PAYBAND, &args, &[]).ends();
    let usual = Terminal::open(80, 24, PAYBAND, &args, &[]).ends();
    assert_eq!((none.code, none.raw), (Some(0), usual.raw));
    // Prompts work in it too.
    let mut terminal = Terminal::open(0, 0, PAYBAND, &[], &[]);
    terminal.shows(PROMPTS[0]);
    terminal.types("privacy\r");
    for prompt in &PROMPTS[1..] {
        terminal.shows(prompt);
        terminal.waits_for_a_key();
        terminal.types("\r");
    }
    let ended = terminal.ends();
    assert_eq!(ended.code, Some(0));
    assert!(ended.text().contains("Privacy Officer, China, reference rate"), "{}", ended.text());
}

/// Whether any colour or weight is set: `ESC [ … m` other than a reset.
fn is_styled(raw: &str) -> bool {
    raw.split("\u{1b}[").skip(1).any(|piece| {
        let end = piece.find(|letter: char| ('@'..='~').contains(&letter));
        end.is_some_and(|end| piece[end..].starts_with('m') && !matches!(&piece[..end], "" | "0"))
    })
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    let table = ["benchmark", "--role", "Cloud Architect"];
    let error = ["benchmark", "--role", "plumber"];
    let usage = ["benchmark", "--rolle", "x"];
    let help = ["benchmark", "--help"];
    let version = ["--version"];
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], bool);
    let cases: [Case<'_>; 7] = [
        (&[], &[], true),
        (&[], &[("NO_COLOR", "1")], false),
        // An empty value counts as unset.
        (&[], &[("NO_COLOR", "")], true),
        (&[], &[("TERM", "dumb")], false),
        (&["--color", "never"], &[], false),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "always"], &[("TERM", "dumb")], true),
    ];
    for (flags, environment, styled) in cases {
        for args in [table.as_slice(), &error] {
            let args: Vec<&str> = flags.iter().chain(args).copied().collect();
            let ended = Terminal::payband(80, &args, environment).ends();
            assert_eq!(is_styled(&ended.raw), styled, "{args:?} {environment:?}: {:?}", ended.raw);
        }
    }
    // A usage error is coloured by the environment alone, because the options are not parsed yet.
    for args in [usage.as_slice(), &help] {
        assert!(is_styled(&Terminal::payband(80, args, &[]).ends().raw), "{args:?}");
        assert!(!is_styled(&Terminal::payband(80, args, &[("NO_COLOR", "1")]).ends().raw), "{args:?}");
    }
    assert!(!is_styled(&Terminal::payband(80, &version, &[]).ends().raw));
}

#[test]
fn prompts_keep_to_the_choice_of_colour() {
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], bool);
    let cases: [Case<'_>; 5] = [
        (&[], &[], true),
        (&[], &[("NO_COLOR", "1")], false),
        (&["--color", "never"], &[], false),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&[], &[("TERM", "dumb")], false),
    ];
    for (args, environment, styled) in cases {
        let mut terminal = Terminal::payband(80, args, environment);
        terminal.shows(PROMPTS[0]);
        // The line that the return key chooses is highlighted.
        terminal.types("privacy");
        terminal.shows("privacy");
        terminal.waits_for_a_key();
        terminal.types("\u{3}");
        let ended = terminal.ends();
        assert_eq!(
            (ended.code, is_styled(&ended.raw)),
            (Some(130), styled),
            "{args:?} {environment:?}: {:?}",
            ended.raw
        );
    }
}

/// Text that would set the title of a terminal's window, colour what follows, and reverse its direction.
const ACTS: &str = "x\u{1b}]0;PWN\u{7}\u{1b}[31m\u{202e}";

/// [`ACTS`], escaped.
const SHOWN: &str = "x\\u{1b}]0;PWN\\u{7}\\u{1b}[31m\\u{202e}";

/// Runs payband on a terminal with [`ACTS`] in a file, a pack, a flag or a variable, and checks that it is printed escaped.
fn nothing_acts(folder: &std::path::Path, line: &[&str], environment: &[(&str, &str)]) {
    let place = folder.to_str().unwrap();
    // The working folder is set through a shell.
    let mut args = vec!["-c", "cd \"$1\" && shift && exec \"$@\"", "sh", place, PAYBAND];
    args.extend(line);
    for colour in ["never", "auto"] {
        let environment: Vec<(&str, &str)> =
            environment.iter().copied().chain((colour == "never").then_some(("NO_COLOR", "1"))).collect();
        let ended = Terminal::open(200, 60, "/bin/sh", &args, &environment).ends();
        let raw = &ended.raw;
        assert!(!raw.contains("\u{1b}]") && !raw.contains(['\u{7}', '\u{202e}']), "{line:?}: {raw:?}");
        assert!(!raw.contains("\u{7}\u{1b}[31m") && !raw.contains("\u{1b}[31m\\u"), "{line:?}: {raw:?}");
        assert!(colour == "auto" || !raw.contains('\u{1b}'), "{line:?}: {raw:?}");
        // Markdown escapes brackets.
        assert!(raw.replace("\r\n", "").replace("\\[", "[").contains(SHOWN), "{line:?}: {raw:?}");
    }
}

/// Would catch output to the terminal that is not escaped: notes, rows, errors, usage errors, the version, brief lines, checks.
#[test]
fn control_characters_of_files_packs_flags_and_variables_are_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("in.csv", &format!("role,\"city{ACTS}\",level\nCloud Architect,Shanghai,mid\n"));
    write("cell.csv", &format!("role,level,note\nCloud Architect,mid,{ACTS}\n"));
    write(&format!("{ACTS}.csv"), "role,level\n\"Cloud Architect,mid\n");
    write("city/cities.csv", &format!("id,name\nevil,{ACTS}\n"));
    write("bad/fx.csv", &format!("base,quote,date,rate\nUSD,CNY,2025-11-03,{ACTS}\n"));
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs/china-healthcare-it-2025");
    for entry in std::fs::read_dir(data).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let escaped = ACTS.replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007");
        write(&format!("p/{name}"), &text.replacen("china-healthcare-it-2025", &escaped, 1));
    }
    let named = format!("{ACTS}.csv");
    let flag = format!("--{ACTS}");
    let value = format!("--columns={ACTS}");
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)]);
    let cases: &[Case<'_>] = &[
        // Notes, and the header and the cells of rows.
        (&["price", "in.csv", "--role-column", "1", "--city-column", "2"], &[]),
        (&["-q", "price", "cell.csv"], &[]),
        // Errors about files and packs.
        (&["price", &named], &[]),
        (&["price", "in.csv", "--role-column", ACTS], &[]),
        (&["--overlay", "bad", "benchmark", "Cloud Architect", "Shanghai"], &[]),
        (&["--overlay", "bad", "pack", "check"], &[]),
        (&["--pack", ACTS, "city"], &[]),
        // The name of a pack, and that of a city in it.
        (&["--pack", "p", "--version"], &[]),
        (&["--pack", "p", "pack", "check"], &[]),
        (&["--overlay", "city", "benchmark", "Cloud Architect", "evil", "--brief-line", "-l", "mid"], &[]),
        (&["--overlay", "city", "benchmark", "Cloud Architect", "evil", "-l", "mid", "--format", "csv"], &[]),
        (&["--overlay", "city", "benchmark", "Cloud Architect", "evil"], &[]),
        (&["--overlay", "city", "report", "-r", "Cloud Architect", "-c", "evil", "--format", "markdown"], &[]),
        (&["--overlay", "city", "chart", "ladder", "-r", "Cloud Architect", "-c", "evil"], &[]),
        // Wrong usage, and variables.
        (&[&flag], &[]),
        (&["price", &value], &[]),
        (&["benchmark", "Cloud Architect", "--currency", ACTS], &[]),
        (&["benchmark", "Cloud Architect", "--city-premium", ACTS], &[]),
        (&[ACTS], &[]),
        (&["benchmark", "Cloud Architect"], &[("PAYBAND_CURRENCY", ACTS)]),
        (&["benchmark", "Cloud Architect"], &[("PAYBAND_FORMAT", ACTS)]),
        (&["benchmark", "Cloud Architect", "--on", "today"], &[("PAYBAND_TODAY", ACTS)]),
        (&["benchmark", "Cloud Architect"], &[("PAYBAND_PACK", ACTS)]),
    ];
    for (line, environment) in cases {
        nothing_acts(folder.path(), line, environment);
    }
}

/// Would catch a prompt that prints names of a pack, or typed text, without escapes.
#[test]
fn prompts_escape_control_characters() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("cities.csv"), format!("id,name\nevil,{ACTS}\n")).unwrap();
    let args = ["--overlay", folder.path().to_str().unwrap()];
    let mut terminal = Terminal::payband(200, &args, &[("NO_COLOR", "1")]);
    terminal.shows(PROMPTS[0]);
    terminal.types("cloudarch\r");
    terminal.shows(PROMPTS[1]);
    terminal.waits_for_a_key();
    terminal.types("\u{202e}x");
    terminal.shows("\\u{202e}x|");
    terminal.types("\u{7f}\u{7f}evil");
    terminal.shows(SHOWN);
    terminal.types("\r");
    terminal.shows(PROMPTS[2]);
    terminal.types("senior\r");
    let ended = terminal.ends();
    assert_eq!(ended.code, Some(0), "{}", ended.raw);
    assert!(!ended.raw.contains("\u{1b}]") && !ended.raw.contains(['\u{7}', '\u{202e}']), "{:?}", ended.raw);
}

/// Would catch control characters that reach the terminal by another name than standard output's, or through a file that is
/// renamed over it.
#[test]
fn the_terminal_by_any_name_is_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("cell.csv", &format!("role,level,note\nCloud Architect,mid,{ACTS}\n"));
    std::fs::create_dir(folder.path().join("ov")).unwrap();
    write("ov/cities.csv", &format!("id,name\nevil,{ACTS}\n"));
    for target in ["/dev/stdout", "/dev/tty", "/dev/fd/1", "/dev/stderr", "/proc/self/fd/2"] {
        nothing_acts(folder.path(), &["-q", "price", "cell.csv", "-o", target], &[]);
        let line = ["-q", "--overlay", "ov", "benchmark", "Cloud Architect", "evil", "-l", "mid", "-o", target];
        for format in ["csv", "table", "markdown"] {
            nothing_acts(folder.path(), &[line.as_slice(), &["-f", format]].concat(), &[]);
        }
        nothing_acts(
            folder.path(),
            &["-q", "--overlay", "ov", "pack", "show", "cities", "evil", "-f", "tsv", "-o", target],
            &[],
        );
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

/// Would catch escapes in a pipe, where other programs need the exact bytes.
#[test]
fn pipes_get_every_byte() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.csv");
    let text = format!("role,\"city{ACTS}\",level\nCloud Architect,Shanghai,mid\n");
    std::fs::write(&file, &text).unwrap();
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(PAYBAND);
        command.env_clear().env("PAYBAND_TODAY", "2025-12-01").args(args).output().unwrap()
    };
    let file = file.to_str().unwrap();
    let priced = run(&["price", file, "--role-column", "1", "--city-column", "2", "--columns", "mid"]);
    assert!(String::from_utf8(priced.stdout).unwrap().starts_with(&format!("role,\"city{ACTS}\",level,")));
    assert!(String::from_utf8(priced.stderr).unwrap().contains(ACTS));
    // Errors are escaped in a pipe too, so that each part stays on one line.
    let failed = run(&["price", file, "--role-column", ACTS]);
    assert!(String::from_utf8(failed.stderr).unwrap().contains(SHOWN));
}

#[test]
fn control_characters_of_packs_and_arguments_are_escaped() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("roles.csv"),
        "id,title,area,kind,slotted_to,match_grade\nevil,Evil\u{1b}]0;owned\u{7} Role\u{202e},ai,covered,healthcare-data-scientist,C\n",
    )
    .unwrap();
    let overlay = folder.path().to_str().unwrap();
    for format in ["table", "csv", "json", "markdown"] {
        let args = ["--overlay", overlay, "--color", "never", "benchmark", "--role", "evil", "--format", format];
        let ended = Terminal::payband(80, &args, &[]).ends();
        assert_eq!(ended.code, Some(0), "{}", ended.raw);
        assert!(!ended.raw.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{format}: {:?}", ended.raw);
    }
    let ended = Terminal::payband(80, &["--color", "never", "benchmark", "--role", "x\u{1b}[2Jy\u{202e}"], &[]).ends();
    assert_eq!(ended.code, Some(1));
    assert!(!ended.raw.contains(['\u{1b}', '\u{202e}']), "{:?}", ended.raw);
}
