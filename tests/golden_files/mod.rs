//! Compares output with the files in `tests/golden`, and prints the lines that differ.
//!
//! `PAYBAND_BLESS=1 cargo test` writes the files anew; then read `git diff`.

use std::path::Path;

/// How many equal lines stand before and after a difference.
const CONTEXT: usize = 3;

/// Fails with a diff when a file, named relative to `tests/golden`, does not hold the text.
#[track_caller]
pub(crate) fn compare(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("PAYBAND_BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        actual == expected,
        "tests/golden/{name} differs (-: in the file, +: now); PAYBAND_BLESS=1 writes it anew\n{}",
        diff(&expected, actual)
    );
}

/// The lines that differ, with line numbers of the first text and a few equal lines around them.
fn diff(expected: &str, actual: &str) -> String {
    let lines = changes(&expected.split('\n').collect::<Vec<_>>(), &actual.split('\n').collect::<Vec<_>>());
    let is_near = |at: usize| {
        let near = at.saturating_sub(CONTEXT)..lines.len().min(at + CONTEXT + 1);
        lines[near].iter().any(|(sign, _)| *sign != ' ')
    };
    let (mut out, mut number, mut is_skipping) = (String::new(), 1, true);
    for (at, (sign, line)) in lines.iter().enumerate() {
        if is_near(at) {
            if std::mem::take(&mut is_skipping) {
                out.push_str(&format!("@ line {number}\n"));
            }
            out.push_str(&format!("{sign} {line}\n"));
        } else {
            is_skipping = true;
        }
        number += usize::from(*sign != '+');
    }
    out
}

/// All lines of both texts in order: `-` for those of the first alone, `+` for those of the second alone.
fn changes<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<(char, &'t str)> {
    let start = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old_mid, new_mid) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    // The length of the longest common subsequence of the lines from each pair of places on.
    let mut common = vec![vec![0_usize; new_mid.len() + 1]; old_mid.len() + 1];
    for i in (0..old_mid.len()).rev() {
        for j in (0..new_mid.len()).rev() {
            common[i][j] = if old_mid[i] == new_mid[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let mut out: Vec<(char, &str)> = old[..start].iter().map(|line| (' ', *line)).collect();
    let (mut i, mut j) = (0, 0);
    while i < old_mid.len() || j < new_mid.len() {
        if i < old_mid.len() && j < new_mid.len() && old_mid[i] == new_mid[j] {
            out.push((' ', old_mid[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new_mid.len() || i < old_mid.len() && common[i + 1][j] >= common[i][j + 1] {
            out.push(('-', old_mid[i]));
            i += 1;
        } else {
            out.push(('+', new_mid[j]));
            j += 1;
        }
    }
    out.extend(old_rest[old_rest.len() - end..].iter().map(|line| (' ', *line)));
    out
}

#[test]
fn a_diff_shows_what_changed_and_a_few_lines_around_it() {
    let old: Vec<String> = (1..=20).map(|line| line.to_string()).collect();
    let mut new = old.clone();
    new[9] = "ten".to_owned();
    new.remove(18);
    let shown = diff(&old.join("\n"), &new.join("\n"));
    let expected = "@ line 7\n  7\n  8\n  9\n- 10\n+ ten\n  11\n  12\n  13\n@ line 16\n  16\n  17\n  18\n- 19\n  20\n";
    assert_eq!(shown, expected);
    assert_eq!(diff("a\nb", "a\nb"), "");
    assert_eq!(diff("", "a\nb\n"), "@ line 1\n+ a\n+ b\n  \n");
}
