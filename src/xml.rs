//! Code points that XML and HTML must not contain.

use std::borrow::Cow;

/// Whether a code point is a noncharacter (Unicode, section 23.7). XML forbids U+FFFE and U+FFFF, and readers refuse files that
/// contain any of them.
pub(crate) fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// The text without noncharacters.
pub(crate) fn without_noncharacters(text: &str) -> Cow<'_, str> {
    if text.contains(is_noncharacter) { Cow::Owned(text.replace(is_noncharacter, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches one of the 66 noncharacters that stays, and a neighbouring character that is removed.
    #[test]
    fn noncharacters_are_left_out() {
        let all = (0..=0x10_FFFF_u32).filter_map(char::from_u32);
        assert_eq!(all.clone().filter(|character| is_noncharacter(*character)).count(), 66);
        let beside = "\u{fdcf}\u{fdf0}\u{fffd}\u{10000}\u{1fffd}";
        assert_eq!(without_noncharacters(&format!("{beside}\u{fdd0}\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}")), beside);
        assert!(matches!(without_noncharacters("云架构师"), Cow::Borrowed(_)));
    }
}
