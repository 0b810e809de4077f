//! Names that sheets can have.

use crate::xml::without_noncharacters;

/// The longest name, in UTF-16 units, as Excel counts.
const LONGEST: usize = 31;
/// What Excel keeps for itself.
const EXCELS_OWN: &str = "History";
/// What a sheet is called whose own name has nothing left.
const NAMELESS: &str = "Sheet";

/// A valid name for each name: none twice in any case of letters, and none of those that are taken.
pub(super) fn valid<'a>(names: impl IntoIterator<Item = &'a str>, taken: &[&str]) -> Vec<String> {
    let mut used: Vec<String> = taken.iter().chain([&EXCELS_OWN]).map(|name| name.to_lowercase()).collect();
    names
        .into_iter()
        .map(|name| {
            let plain = mended(name);
            let mut candidate = plain.clone();
            let mut number = 2_u32;
            while used.contains(&candidate.to_lowercase()) {
                let ending = format!(" {number}");
                candidate = cut(&plain, LONGEST.saturating_sub(ending.len())).trim_end().to_owned() + &ending;
                number += 1;
            }
            used.push(candidate.to_lowercase());
            candidate
        })
        .collect()
}

/// Without the marks that Excel refuses, in one line, and not too long. An apostrophe may stand inside, not at an end.
fn mended(name: &str) -> String {
    let refused = |character: char| "[]:*?/\\".contains(character) || character.is_control();
    let allowed: String =
        without_noncharacters(name).chars().map(|character| if refused(character) { ' ' } else { character }).collect();
    let single = allowed.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = |character: char| character == '\'' || character == ' ';
    let mended = cut(single.trim_matches(ends), LONGEST).trim_end_matches(ends);
    if mended.is_empty() { NAMELESS.to_owned() } else { mended.to_owned() }
}

/// As many whole characters as fit.
fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, character)| {
        used += character.len_utf16();
        used > units
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
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
            ("Healthcare Interoperability Specialists", "Healthcare Interoperability Spe"),
            ("thirty characters and then, it 's", "thirty characters and then, it"),
            // Four bytes are two units: fifteen of them and no half.
            ("👩👩👩👩👩👩👩👩👩👩👩👩👩👩👩👩", "👩👩👩👩👩👩👩👩👩👩👩👩👩👩👩"),
        ] {
            assert_eq!(valid([name], &["Notes"]), [expected], "{name}");
        }
    }

    #[test]
    fn no_name_is_given_twice() {
        let long = "a name of exactly thirty-one ch";
        assert_eq!(long.len(), LONGEST);
        let names = valid(["City", "city", "CITY", "city 2", long, long], &[]);
        assert_eq!(names, ["City", "city 2", "CITY 3", "city 2 2", long, "a name of exactly thirty-one 2"]);
    }
}
