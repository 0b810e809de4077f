//! What a terminal must not be sent.
//!
//! Names come from packs and payrolls that others wrote. A control character in one can move the cursor, change the title
//! or clear the screen; a bidi override can make a line read as another. Both are made visible, for terminals only.

use std::borrow::Cow;

/// Whether a character acts on the terminal, or on the text around it, instead of standing for itself.
pub(crate) fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // The Arabic letter mark, left-to-right and right-to-left marks, line and paragraph separators,
            // embeddings and overrides, isolates.
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// Whether a code point is for internal use and stands for no character (Unicode 23.7): XML forbids U+FFFE and U+FFFF, and
/// readers refuse files with them.
pub(crate) fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// The text without noncharacters.
pub(crate) fn without_noncharacters(text: &str) -> Cow<'_, str> {
    if text.contains(is_noncharacter) { Cow::Owned(text.replace(is_noncharacter, "")) } else { Cow::Borrowed(text) }
}

/// The text with control and bidi characters as visible escapes; line breaks and tabs too, so that it stays one line.
///
/// For diagnostics that quote what a user or a file says, and for everything else that goes to a terminal.
///
/// ```
/// use payband::render::sanitised;
///
/// assert_eq!(sanitised("\u{1b}[2Jcloud\u{202e}"), r"\u{1b}[2Jcloud\u{202e}");
/// assert_eq!(sanitised("医疗云架构师"), "医疗云架构师");
/// ```
#[must_use]
pub fn sanitised(text: &str) -> Cow<'_, str> {
    escaped(text, acts)
}

/// The same, but line breaks stay line breaks.
pub(crate) fn sanitised_lines(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") {
        return Cow::Owned(escaped(&text.replace("\r\n", "\n"), |c| c != '\n' && acts(c)).into_owned());
    }
    escaped(text, |c| c != '\n' && acts(c))
}

fn escaped(text: &str, must: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&must) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if must(character) { out.extend(character.escape_default()) } else { out.push(character) }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_bidi_become_visible() {
        assert_eq!(sanitised("a\u{7}b\tc\r\nd"), r"a\u{7}b\tc\r\nd");
        assert_eq!(sanitised("\u{9b}31m"), r"\u{9b}31m", "a C1 control starts a sequence in one character");
        for bidi in ['\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{200f}'] {
            assert_eq!(sanitised(&bidi.to_string()), format!("\\u{{{:x}}}", u32::from(bidi)));
        }
    }

    /// Catches one of the 66 that stays, and a character beside them that goes.
    #[test]
    fn noncharacters_are_left_out() {
        let all = (0..=0x10_FFFF_u32).filter_map(char::from_u32);
        assert_eq!(all.clone().filter(|character| is_noncharacter(*character)).count(), 66);
        let beside = "\u{fdcf}\u{fdf0}\u{fffd}\u{10000}\u{1fffd}";
        assert_eq!(without_noncharacters(&format!("{beside}\u{fdd0}\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}")), beside);
        assert!(matches!(without_noncharacters("云架构师"), Cow::Borrowed(_)));
    }

    #[test]
    fn harmless_text_is_not_copied() {
        for text in ["", "Cloud Architect", "北京 · é 👩‍⚕️ عربي"] {
            assert!(matches!(sanitised(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn a_cell_keeps_its_line_breaks() {
        assert_eq!(sanitised_lines("one\ntwo\r\nthree\rfour\u{1b}"), "one\ntwo\nthree\\rfour\\u{1b}");
    }
}
