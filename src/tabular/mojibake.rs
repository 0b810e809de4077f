//! Text that was decoded with the wrong encoding before it was saved: `JosÃ©` for `José`.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use super::block::lines;
use super::input::Input;

impl Input<'_> {
    /// The first line of the first MiB with UTF-8 that was taken for windows-1252 and encoded again.
    #[must_use]
    pub fn mojibake_line(&self) -> Option<u64> {
        if self.header().names().iter().any(|name| is_mojibake(name)) {
            return Some(self.header_line());
        }
        let (text, line) = self.first_text();
        let mut checked = 0;
        // The first byte of UTF-8 beyond ASCII is a letter of windows-1252 that begins with C3 in UTF-8.
        let found = memchr::memchr_iter(0xc3, text).find(|&at| {
            // Runs of one letter, such as é, are the most.
            if at < checked || text.get(at + 2).is_none_or(u8::is_ascii) {
                return false;
            }
            let run = run_around(text, at);
            checked = run.end;
            text.get(run).is_some_and(|run| std::str::from_utf8(run).is_ok_and(is_mojibake))
        });
        let before = text.get(..found?).unwrap_or_default();
        Some(line + lines(before, true, false))
    }
}

/// The bytes beyond ASCII around a position.
fn run_around(text: &[u8], at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let start = before.iter().rposition(u8::is_ascii).map_or(0, |ascii| ascii + 1);
    let end = after.iter().position(u8::is_ascii).map_or(text.len(), |length| at + length);
    start..end
}

/// Whether a run of characters beyond ASCII is UTF-8 when it is encoded as windows-1252. Letters of rare scripts do not count:
/// `É»` is such a run too.
fn is_mojibake(text: &str) -> bool {
    text.split(|character: char| character.is_ascii()).filter(|run| run.len() > 2).any(|run| {
        let (bytes, _, lossy) = WINDOWS_1252.encode(run);
        let is_common = |character: char| matches!(character, '\u{80}'..='\u{24f}' | '\u{2000}'..='\u{20cf}' | '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
        !lossy && std::str::from_utf8(&bytes).is_ok_and(|text| text.chars().all(is_common))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_was_decoded_twice_is_told_from_text() {
        for text in ["JosÃ©", "a,ZoÃ«,b", "Â£60000", "itâ€™s", "ä¸Šæµ·"] {
            assert!(is_mojibake(text), "{text}");
        }
        for text in ["José", "CAFÉ»", "«Às»", "上海", "£60000", "São Paulo", "Ã la carte", "plain", "Zürich–Genève"]
        {
            assert!(!is_mojibake(text), "{text}");
        }
    }
}
