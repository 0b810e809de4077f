//! Compares help, manual pages and README with the commands of the program.
//!
//! Would catch: a command that README or the manual forgets, an option without help, a help line too long for a terminal,
//! and an example in a help text that does not work.

use std::path::Path;
use std::process::{Command, Output};

use unicode_width::UnicodeWidthStr;

/// The width at which clap wraps help.
const WIDEST: usize = 100;

fn payband(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_payband"));
    command.env_clear().env("COLUMNS", "300").env("PAYBAND_TODAY", "2025-12-01").args(args).output().unwrap()
}

/// Standard output of a run that succeeds with empty standard error.
fn text(args: &[&str]) -> String {
    let output = payband(args);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that a help text lists under a command.
fn commands_in(help: &str) -> Vec<String> {
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    list.lines()
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// Every command with its help, also inner ones such as `pack list`; the program itself comes first.
fn pages() -> Vec<(Vec<String>, String)> {
    let mut pages = Vec::new();
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(command) = open.pop() {
        let words: Vec<&str> = command.iter().map(String::as_str).chain(["--help"]).collect();
        let help = text(&words);
        for inner in commands_in(&help).into_iter().rev() {
            open.push([command.clone(), vec![inner]].concat());
        }
        pages.push((command, help));
    }
    pages
}

#[test]
fn readme_lists_the_commands_that_there_are_in_their_order() {
    let listed = commands_in(&text(&["--help"]));
    assert!(listed.len() >= 8, "{listed:?}");
    let Ok(readme) = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")) else { return };
    // The table whose heading is `| command | does |`.
    let in_readme: Vec<String> = readme
        .lines()
        .skip_while(|line| !line.replace(' ', "").eq_ignore_ascii_case("|command|does|"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .filter_map(|line| line.split('`').nth(1))
        .filter_map(|cell| cell.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    assert_eq!(in_readme, listed);
}

#[test]
fn every_command_has_help_that_fits_and_says_what_each_option_does() {
    for (command, help) in pages() {
        let name = command.join(" ");
        assert!(help.contains("\nUsage: payband"), "{name}: {help}");
        let words: Vec<&str> = command.iter().map(String::as_str).chain(["-h"]).collect();
        for line in text(&words).lines().chain(help.lines()) {
            assert!(line.width() <= WIDEST, "{name}: {} columns: {line}", line.width());
        }
        let lines: Vec<&str> = help.lines().collect();
        let mut options = 0;
        for (at, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            // An option or argument is alone on its line, and its help follows on the next.
            if (2..=6).contains(&indent) && line.trim_start().starts_with(['-', '<', '[']) {
                let next = lines.get(at + 1).copied().unwrap_or_default();
                assert!(next.starts_with("          ") && !next.trim().is_empty(), "{name}: no help for {line}");
                options += 1;
            }
        }
        assert!(options >= 5, "{name}: {options} options only:\n{help}");
    }
}

/// The help of a command on a terminal of 80 columns.
fn at_80_columns(command: &[String], flag: &str) -> String {
    let words = command.iter().map(String::as_str).chain([flag]);
    let output =
        Command::new(env!("CARGO_BIN_EXE_payband")).env_clear().env("COLUMNS", "80").args(words).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{command:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The long names of the options in a part of a help text, in their order.
fn options_in(help: &str) -> Vec<&str> {
    let options = help.split("\nExamples:\n").next().unwrap_or_default();
    // Descriptions are indented further, and other text is not.
    let is_option =
        |line: &&str| line.trim_start().starts_with('-') && (2..=6).contains(&(line.len() - line.trim_start().len()));
    let names = options.lines().filter(is_option);
    names.filter_map(|line| line.split_once("--")?.1.split([' ', ',', '=']).next()).collect()
}

/// Would catch: a short help that scrolls off a terminal, that hides how to see all options, or that shows a global option; main
/// options that do not come first in `--help`, and global options that do not come last.
#[test]
fn the_short_help_fits_a_terminal_and_its_options_come_first_in_the_long_help() {
    let globals = ["pack", "overlay", "quiet", "color", "no-config"];
    for (command, _) in pages() {
        let name = command.join(" ");
        let (short, long) = (at_80_columns(&command, "-h"), at_80_columns(&command, "--help"));
        assert!(short.lines().count() <= 24, "{name}: {} lines:\n{short}", short.lines().count());
        assert!(short.lines().all(|line| line.width() <= 80), "{name}:\n{short}");
        if !command.is_empty() {
            assert!(short.ends_with(&format!("\n\nAll options: payband {name} --help\n")), "{name}:\n{short}");
        }
        let (main, all) = (options_in(&short), options_in(&long));
        assert!(!main.iter().any(|option| globals.contains(option)), "{name}: {main:?}");
        if !command.is_empty() {
            assert_eq!(all[..main.len()], main[..], "{name}: main options come first");
        }
        assert_eq!(all[all.len() - globals.len()..], globals, "{name}: global options come last");
    }
}

/// The default of each option that a help text states as a value of one word.
fn default_values(help: &str) -> std::collections::BTreeMap<&str, String> {
    let mut out = std::collections::BTreeMap::new();
    let mut option = "";
    let mut said = String::new();
    // A line that begins another option ends the help of the one before.
    for line in help.split("\nExamples:\n").next().unwrap_or_default().lines().chain(["--"]) {
        if let Some((_, name)) = line.split_once("--").filter(|(before, _)| before.trim().len() <= 3) {
            let default = said.split_once("[default: ").and_then(|(_, rest)| rest.split(']').next());
            if let Some(value) = default.filter(|value| !value.trim().contains(' ')) {
                out.insert(option, value.trim().to_owned());
            }
            option = name.split([' ', ',']).next().unwrap();
            said.clear();
        }
        said += line.trim();
        said += " ";
    }
    out
}

/// Would catch a default that changes in one help text and not in the other.
#[test]
fn the_short_and_the_long_help_state_the_same_defaults() {
    let mut compared = 0;
    for (command, _) in pages() {
        let (short, long) = (at_80_columns(&command, "-h"), at_80_columns(&command, "--help"));
        let short = default_values(&short);
        for (option, value) in default_values(&long) {
            if let Some(brief) = short.get(option) {
                assert_eq!(*brief, value, "{command:?} --{option}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 15, "{compared} defaults only");
}

/// Options without a default: without them nothing is named, compared, projected or filtered.
const WITHOUT_DEFAULT: [&str; 30] = [
    "against",
    "area",
    "bonus-column",
    "budget",
    "city-column",
    "country-column",
    "currency-column",
    "current",
    "default-level",
    "find",
    "framework",
    "fte-column",
    "geography",
    "have",
    "level-column",
    "months-column",
    "output",
    "overlay",
    "pay-period-column",
    "role",
    "role-column",
    "salary",
    "salary-column",
    "salary-high-column",
    "state-column",
    "summary-by",
    "unmatched",
    "year",
    "years",
    "years-column",
];

/// Would catch an option whose default is not said.
#[test]
fn every_option_with_a_value_says_its_default() {
    let mut silent = std::collections::BTreeSet::new();
    for (command, help) in pages() {
        for part in help.split("\n\n") {
            let heading = part.lines().find(|line| line.trim_start().starts_with('-')).unwrap_or_default();
            let takes_value = heading.contains('<');
            let option = heading.split_once("--").map_or("", |(_, rest)| rest.split(' ').next().unwrap());
            if takes_value
                && !help[help.find(heading).unwrap()..].split("\n      --").next().unwrap().contains("[default:")
            {
                silent.insert((option.to_owned(), command.join(" ")));
            }
        }
    }
    silent.retain(|(option, _)| !WITHOUT_DEFAULT.contains(&option.as_str()));
    assert!(silent.is_empty(), "{silent:?}");
}

/// Would catch a format that is offered where a command does not take it.
#[test]
fn only_the_formats_that_a_command_takes_are_offered() {
    for (command, formats) in [
        ("price", "csv tsv json jsonl xlsx"),
        ("survey", "table csv tsv json jsonl markdown xlsx"),
        ("report", "html markdown xlsx"),
        ("chart ranges", "text svg png"),
        ("benchmark", "table csv tsv json jsonl markdown xlsx"),
    ] {
        let words: Vec<String> = command.split(' ').map(str::to_owned).collect();
        let help = at_80_columns(&words, "--help");
        let (_, of_format) = help.split_once("--format <FORMAT>").unwrap();
        let listed = of_format.lines().skip_while(|line| line.trim() != "Possible values:").skip(1);
        let listed: Vec<&str> = listed
            .take_while(|line| line.starts_with("          "))
            .filter_map(|line| line.trim_start().strip_prefix("- ")?.split(':').next())
            .collect();
        assert_eq!(listed.join(" "), formats, "{command}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    for (command, help) in pages() {
        let name = command.join(" ");
        let words: Vec<&str> = if command.is_empty() { vec!["man"] } else { vec!["man", &name] };
        let page = text(&words);
        let title = [vec!["payband".to_owned()], command.clone()].concat().join("-");
        assert!(page.contains(&format!("\n.TH {title} 1 ")), "{name}: {page}");
        assert!(page.contains("\n.SH NAME\n") && page.contains("\n.SH SYNOPSIS\n"), "{name}");
        // The same options as in the help.
        for option in help.lines().filter_map(|line| line.trim_start().split("--").nth(1)) {
            let long = option.split([' ', '.', '`', ',']).next().unwrap();
            if help.contains(&format!("\n      --{long}")) {
                assert!(page.contains(&format!("\\-\\-{}", long.replace('-', "\\-"))), "{name}: no {long} in {page}");
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let output = payband(&["man", "--output", folder.path().join("man1").to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), &b""[..]));
    let mut written: Vec<String> = std::fs::read_dir(folder.path().join("man1"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut wanted: Vec<String> = pages()
        .into_iter()
        .map(|(command, _)| format!("{}.1", [vec!["payband".to_owned()], command].concat().join("-")))
        .collect();
    written.sort();
    wanted.sort();
    assert_eq!(written, wanted);
    let said = format!("{} pages written to {}\n", wanted.len(), folder.path().join("man1").display());
    assert_eq!(String::from_utf8(output.stderr).unwrap(), said);
}

#[test]
fn commands_can_be_asked_about_in_both_ways() {
    assert_eq!(text(&["help", "benchmark"]), text(&["benchmark", "--help"]));
    assert_eq!(text(&["help", "pack", "show"]), text(&["pack", "show", "--help"]));
}

/// The commands under `Examples:` in a help text, without their explanations.
fn examples_in(help: &str) -> Vec<String> {
    let Some((_, list)) = help.split_once("\nExamples:\n") else { return Vec::new() };
    list.lines()
        .take_while(|line| line.starts_with("  "))
        .map(|line| line.trim().split("     ").next().unwrap().to_owned())
        .collect()
}

#[test]
#[cfg(unix)]
fn every_example_in_the_help_works_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("ours")).unwrap();
    std::fs::write(folder.path().join("ours/geo_differentials.csv"), "city,low_pct,high_pct\nsuzhou,10,20\n").unwrap();
    write_files(folder.path());
    let programs = Path::new(env!("CARGO_BIN_EXE_payband")).parent().unwrap();
    let mut run = 0;
    for (command, help) in pages() {
        for example in examples_in(&help) {
            assert!(example.starts_with("payband"), "{command:?}: a line of an example is broken: {example}");
            // `payband` alone needs a terminal; the pipe into man needs man.
            let example = example.split(" | ").next().unwrap();
            if example == "payband" {
                continue;
            }
            let output = Command::new("sh")
                .args(["-c", example])
                .current_dir(folder.path())
                .env_clear()
                .env("PATH", format!("{}:/usr/bin:/bin", programs.display()))
                .env("HOME", folder.path())
                .env("PAYBAND_TODAY", "2025-12-01")
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "$ {example}\n{said}");
            run += 1;
        }
    }
    assert!(run >= 20, "{run} examples only");
}

/// The files that the examples price.
fn write_files(folder: &Path) {
    let payroll = "title,city,level,salary\nCloud Architect,Shanghai,senior,90000\n";
    std::fs::write(folder.join("payroll.csv"), payroll).unwrap();
    std::fs::write(folder.join("ads.csv"), "职位,工作地点,薪资\n云架构师,上海,30-50万/年\n园丁,上海,面议\n").unwrap();
    let rows = (0..5).map(|at| format!("Company {at},Cloud Architect,Shanghai,9{at}000\n")).collect::<String>();
    std::fs::write(folder.join("companies.csv"), format!("company,title,city,salary\n{rows}")).unwrap();
    let north = "company,title,level,salary\nA,Cloud Architect,senior,90000\n";
    std::fs::write(folder.join("north.csv"), north).unwrap();
    let counts = ["survey", "north.csv", "--by", "role,level", "--partial", "south-counts.csv"];
    let made =
        Command::new(env!("CARGO_BIN_EXE_payband")).args(counts).current_dir(folder).env_clear().output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let packed = std::fs::File::create(folder.join("payroll.csv.gz")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(packed, flate2::Compression::default());
    std::io::Write::write_all(&mut packed, payroll.as_bytes()).unwrap();
    packed.finish().unwrap();
}
