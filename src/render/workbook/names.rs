//! Makes valid names of sheets.

use std::collections::{HashMap, HashSet};

use crate::xml::without_noncharacters;

/// The greatest length of a name, in UTF-16 code units.
const MAX_NAME_LEN: usize = 31;
/// The greatest length of the name of a table, in characters, less the number that may follow. Excel allows 255.
const MAX_TABLE_NAME_LEN: usize = 200;
/// The name that Excel reserves.
const RESERVED_NAME: &str = "History";
/// The name of a sheet whose wanted name has no valid character.
const DEFAULT_NAME: &str = "Sheet";

/// A valid name for each name: without duplicates in any case of letters, and different from the `taken` names.
pub(super) fn valid<'a>(names: impl IntoIterator<Item = &'a str>, taken: &[&str]) -> Vec<String> {
    let mut used: Vec<String> = taken.iter().chain([&RESERVED_NAME]).map(|name| name.to_lowercase()).collect();
    names
        .into_iter()
        .map(|name| {
            let plain = valid_characters(name);
            let mut candidate = plain.clone();
            let mut number = 2_u32;
            while used.contains(&candidate.to_lowercase()) {
                let ending = format!(" {number}");
                candidate = cut(&plain, MAX_NAME_LEN.saturating_sub(ending.len())).trim_end().to_owned() + &ending;
                number += 1;
            }
            used.push(candidate.to_lowercase());
            candidate
        })
        .collect()
}

/// The name without the characters that Excel refuses, in one line and cut to length. Apostrophes are allowed inside, but not at
/// either end.
fn valid_characters(name: &str) -> String {
    let refused = |character: char| "[]:*?/\\".contains(character) || character.is_control();
    let allowed: String =
        without_noncharacters(name).chars().map(|character| if refused(character) { ' ' } else { character }).collect();
    let single = allowed.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = |character: char| character == '\'' || character == ' ';
    let mended = cut(single.trim_matches(ends), MAX_NAME_LEN).trim_end_matches(ends);
    if mended.is_empty() { DEFAULT_NAME.to_owned() } else { mended.to_owned() }
}

/// The longest start of a text that fits into `units` UTF-16 code units: in whole words where the first one fits, otherwise in
/// whole characters.
fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, character)| {
        used += character.len_utf16();
        used > units
    });
    let Some((whole, rest)) = end.and_then(|(at, _)| text.split_at_checked(at)) else { return text };
    if rest.starts_with(' ') {
        return whole;
    }
    let word_end = whole.rfind(' ').and_then(|at| whole.get(..at)).filter(|words| !words.is_empty());
    word_end.map_or(whole, |words| words.trim_end_matches([',', ';', ':', '·', '-', ' ']))
}

/// The texts, each made different from the earlier ones in any case of letters by a number behind it.
pub(super) fn unique(texts: impl IntoIterator<Item = String>, separator: char) -> Vec<String> {
    let mut used: HashSet<String> = HashSet::new();
    // The next number for each text, so that a thousand equal texts do not each begin at 2.
    let mut next: HashMap<String, u32> = HashMap::new();
    let different = |text: String| {
        if used.insert(text.to_lowercase()) {
            return Some(text);
        }
        let number = next.entry(text.to_lowercase()).or_insert(2);
        (*number..).find_map(|at| {
            *number = at + 1;
            Some(format!("{text}{separator}{at}")).filter(|candidate| used.insert(candidate.to_lowercase()))
        })
    };
    texts.into_iter().filter_map(different).collect()
}

/// The names of tables for formulas: the letters and digits of the names of their sheets, joined by underscores. They begin with a
/// word, so that none of them is a reference to a cell such as `City1`.
pub(super) fn of_tables<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let words = |name: &str| {
        let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let name = format!("table_{}", words.collect::<Vec<_>>().join("_"));
        name.chars().take(MAX_TABLE_NAME_LEN).collect()
    };
    unique(names.map(words), '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_excel_refuses_are_mended() {
        for (name, expected) in [
            ("benchmark", "benchmark"),
            ("a/b:c[1]*?\\", "a b c 1"),
            ("'quoted'", "quoted"),
            ("it's", "it's"),
            ("two\nlines\u{7}", "two lines"),
            ("no\u{fffe}thing\u{ffff}\u{fdd0}", "nothing"),
            ("", "Sheet"),
            ("[]", "Sheet"),
            ("history", "history 2"),
            ("NOTES", "NOTES 2"),
            ("Healthcare Interoperability Specialists", "Healthcare Interoperability"),
            ("thirty characters and then, it 's", "thirty characters and then, it"),
            ("Certifications and frameworks, by role", "Certifications and frameworks"),
            ("Interoperabilitätsspezialistinnen", "Interoperabilitätsspezialistinn"),
            // Four bytes are two units: fifteen of them and no half.
            ("👩👩👩👩👩👩👩👩👩👩👩👩👩👩👩👩", "👩👩👩👩👩👩👩👩👩👩👩👩👩👩👩"),
        ] {
            assert_eq!(valid([name], &["Notes"]), [expected], "{name}");
        }
    }

    #[test]
    fn no_name_is_given_twice() {
        let long = "a name of exactly thirty-one ch";
        assert_eq!(long.len(), MAX_NAME_LEN);
        let names = valid(["City", "city", "CITY", "city 2", long, long], &[]);
        assert_eq!(names, ["City", "city 2", "CITY 3", "city 2 2", long, "a name of exactly thirty-one 2"]);
    }
}
