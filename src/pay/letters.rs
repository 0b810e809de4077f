//! Letters that belong to one word.

/// Whether this is a Chinese character. Hangul and emoji, which Unicode places after them, are not.
pub(super) fn is_han(char: char) -> bool {
    matches!(char, '\u{4e00}'..='\u{9fff}' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a letter continues the word of a letter beside it. Chinese characters do not.
pub(super) fn continues(letter: char) -> bool {
    letter.is_alphabetic() && letter < '\u{2e80}'
}
