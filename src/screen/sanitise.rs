//! Escapes the characters that a terminal must not receive.
//!
//! Names come from packs and payrolls that others wrote. A control character can move the cursor, change the window title or
//! clear the screen; a bidi override can change how a line reads. Both are escaped for terminals; piped bytes stay exact.

use std::borrow::Cow;

/// Whether a character is a control character, a bidi control, or a line or paragraph separator.
pub(crate) fn is_control_or_bidi(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // The Arabic letter mark, left-to-right and right-to-left marks, line and paragraph separators,
            // embeddings and overrides, isolates.
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// The text with control and bidi characters escaped, line breaks and tabs included, so that it stays one line.
///
/// For diagnostics that quote a user or a file, and for all other text that goes to a terminal.
///
/// ```
/// use payband::screen::sanitised;
///
/// assert_eq!(sanitised("\u{1b}[2Jcloud\u{202e}"), r"\u{1b}[2Jcloud\u{202e}");
/// assert_eq!(sanitised("医疗云架构师"), "医疗云架构师");
/// ```
#[must_use]
pub fn sanitised(text: &str) -> Cow<'_, str> {
    escaped(text, is_control_or_bidi)
}

/// Like [`sanitised`], but line breaks stay, and `\r\n` becomes `\n`.
pub(crate) fn sanitised_lines(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") {
        return Cow::Owned(escaped(&text.replace("\r\n", "\n"), |c| c != '\n' && is_control_or_bidi(c)).into_owned());
    }
    escaped(text, |c| c != '\n' && is_control_or_bidi(c))
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_escaped(character) { out.extend(character.escape_default()) } else { out.push(character) }
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
