//! Most modules that compute name no option of the command line: their errors say what is wrong, and `cli` adds what to type.
//!
//! `pack`, `people`, `survey` and `tabular` have hints of their own, which name options.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules without options in their messages.
const MODULES: [&str; 7] = ["answer", "money", "names", "page", "pay", "payroll", "pricing"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Whether a line of code has `--` and a letter behind it, outside a comment of its own.
fn names_option(line: &str) -> bool {
    let is_option =
        |at: usize| line.get(at + 2..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    !line.trim_start().starts_with("//") && line.match_indices("--").any(|(at, _)| is_option(at))
}

/// Would catch an error of pricing that tells a caller of the library to type an option.
#[test]
fn computing_modules_name_no_option() {
    assert!(names_option("\"leave out --on\"") && !names_option("/// `--on`") && !names_option("\"a -- b\""));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    MODULES.iter().for_each(|module| files(&source.join(module), &mut found));
    assert!(found.len() > MODULES.len());
    let naming: Vec<String> = found
        .iter()
        .flat_map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let lines = text.lines().enumerate().filter(|(_, line)| names_option(line));
            lines.map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim())).collect::<Vec<_>>()
        })
        .collect();
    assert!(naming.is_empty(), "{}", naming.join("\n"));
}
