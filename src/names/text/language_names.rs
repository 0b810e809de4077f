//! Names of programming languages that only a sign tells from other names: `C#`, `F#`, `C++`.

use memchr::memchr2;

/// The signs behind a letter that make the name of a programming language, with the letters that stand for them.
const LANGUAGE_SIGNS: [(&str, &str); 5] =
    [("#", "sharp"), ("＃", "sharp"), ("♯", "sharp"), ("++", "pp"), ("＋＋", "pp")];

/// The sign that makes the letter at the beginning of a text the name of a programming language (`C#`, `F#`, `C++`), and the letters
/// that stand for it.
pub(super) fn language_name(text: &str) -> Option<(&'static str, &'static str)> {
    let mut letters = text.chars();
    let first = letters.next()?;
    let found = LANGUAGE_SIGNS.into_iter().find(|(sign, _)| letters.as_str().starts_with(sign))?;
    let is_sharp = found.1 == "sharp";
    let is_language = match first {
        'c' | 'C' | 'ｃ' | 'Ｃ' => true,
        'f' | 'F' | 'ｆ' | 'Ｆ' => is_sharp,
        _ => false,
    };
    is_language.then_some(found)
}

/// Whether the character at byte `at` of a text is the sign of `C#` or `F#`, and so belongs to a word.
pub(in crate::names) fn is_sharp_of_language(text: &str, at: usize) -> bool {
    let Some((before, rest)) = text.split_at_checked(at) else { return false };
    let Some((start, _)) = before.char_indices().next_back() else { return false };
    let is_word =
        before.get(..start).is_some_and(|before| before.ends_with(|other: char| other.is_ascii_alphanumeric()));
    !is_word && rest.starts_with(['#', '＃', '♯']) && text.get(start..).and_then(language_name).is_some()
}

/// A text with the names of programming languages that differ from other names by their signs in letters: `Csharp` for `C#`, `Cpp`
/// for `C++`. `None` where there is none.
pub(in crate::names) fn with_language_names(text: &str) -> Option<String> {
    // Most texts have no such sign.
    let has_sign = match text.is_ascii() {
        true => memchr2(b'#', b'+', text.as_bytes()).is_some(),
        false => text.contains(['#', '+', '＃', '＋', '♯']),
    };
    if !has_sign {
        return None;
    }
    let (mut spelled, mut copied, mut before) = (String::new(), 0, ' ');
    for (at, letter) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        if !before.is_ascii_alphanumeric()
            && let Some((sign, letters)) = language_name(rest)
        {
            let end = at + letter.len_utf8();
            spelled.push_str(text.get(copied..end).unwrap_or_default());
            spelled.push_str(letters);
            copied = end + sign.len();
            // The sign ended the word: `C#5`.
            if text.get(copied..).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_alphanumeric())) {
                spelled.push(' ');
            }
        }
        before = letter;
    }
    spelled.push_str(text.get(copied..).unwrap_or_default());
    (copied > 0).then_some(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a sign that is taken for a mark between two parts of a title, and a mark that is taken for a sign.
    #[test]
    fn a_sharp_belongs_to_the_letter_of_a_language_alone() {
        assert!(is_sharp_of_language("C# Developer", 1) && is_sharp_of_language("高级F#", 7));
        assert!(!is_sharp_of_language("ABC# 5", 3) && !is_sharp_of_language("D#", 1));
    }
}
