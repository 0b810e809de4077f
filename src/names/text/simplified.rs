//! Traditional Chinese characters and their simplified forms.
//!
//! The table is OpenCC's `TSCharacters` (Apache-2.0), limited to the first choice for each character and to Unicode's block of
//! common characters. It is decoded at compile time. A character that is not traditional costs one bit test.

use std::borrow::Cow;

/// Pairs of a traditional and a simplified character, ordered by the traditional one.
const TEXT: &str = include_str!("simplified.txt");
/// The length of a common character in UTF-8, in bytes.
const BYTES: usize = 3;
/// The first and the last code point of the block.
const FIRST: u16 = 0x4e00;
const LAST: u16 = 0x9fff;
const LEN: usize = pairs_in(TEXT.as_bytes());

/// Each traditional character with its simplified form.
static PAIRS: [(u16, u16); LEN] = decoded(TEXT.as_bytes());
/// One bit for each character of the block: whether it is traditional.
static IS_TRADITIONAL: [u64; BLOCK_WORDS] = bits(&decoded(TEXT.as_bytes()));
const BLOCK_WORDS: usize = (LAST - FIRST) as usize / 64 + 1;

/// A text with each traditional Chinese character replaced by its simplified form: `數據科學家` becomes `数据科学家`.
///
/// It serves to compare names, not to translate: words that differ between regions (`軟體`, `软件`) stay different.
///
/// ```
/// assert_eq!(payband::names::simplified("職位 Title"), "职位 Title");
/// ```
#[must_use]
pub fn simplified(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|letter| simplified_letter(letter) == letter) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(simplified_letter).collect())
    }
}

/// The simplified form of a traditional character; any other character is returned unchanged.
pub(super) fn simplified_letter(letter: char) -> char {
    let Ok(code) = u16::try_from(u32::from(letter)) else { return letter };
    let Some(at) = code.checked_sub(FIRST).map(usize::from) else { return letter };
    let Some(word) = IS_TRADITIONAL.get(at / 64) else { return letter };
    if word >> (at % 64) & 1 == 0 {
        return letter;
    }
    let found = PAIRS.binary_search_by_key(&code, |(traditional, _)| *traditional).ok().and_then(|at| PAIRS.get(at));
    found.and_then(|(_, simplified)| char::from_u32(u32::from(*simplified))).unwrap_or(letter)
}

/// Whether a character is in Unicode's block of common Chinese characters, none of which is decomposed.
pub(crate) fn is_common_han(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}')
}

/// The number of pairs in a table.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn pairs_in(text: &[u8]) -> usize {
    let (mut at, mut letters) = (0, 0);
    while at < text.len() {
        if text[at] >= 0x80 {
            letters += 1;
            at += BYTES;
        } else {
            at += 1;
        }
    }
    letters / 2
}

/// The pairs of a table. A character outside the block is a compile error.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn decoded(text: &[u8]) -> [(u16, u16); LEN] {
    let mut pairs = [(0, 0); LEN];
    let (mut at, mut letters) = (0, 0);
    while at < text.len() {
        if text[at] < 0x80 {
            at += 1;
            continue;
        }
        assert!(text[at] >> 4 == 0xe, "a character outside the common block");
        let code = (text[at] as u16 & 0xf) << 12 | (text[at + 1] as u16 & 0x3f) << 6 | (text[at + 2] as u16 & 0x3f);
        assert!(code >= FIRST && code <= LAST, "a character outside the common block");
        if letters % 2 == 0 {
            pairs[letters / 2].0 = code;
        } else {
            pairs[letters / 2].1 = code;
        }
        letters += 1;
        at += BYTES;
    }
    assert!(letters % 2 == 0, "a character without a simplified form");
    pairs
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn bits(pairs: &[(u16, u16); LEN]) -> [u64; BLOCK_WORDS] {
    let mut bits = [0; BLOCK_WORDS];
    let mut at = 0;
    while at < LEN {
        let code = (pairs[at].0 - FIRST) as usize;
        bits[code / 64] |= 1 << (code % 64);
        at += 1;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a table in the wrong order, which binary search needs, and a form that has to be replaced again.
    #[test]
    fn the_table_is_in_order_and_replaces_in_one_step() {
        assert!(PAIRS.is_sorted_by(|(one, _), (other, _)| one < other));
        for (traditional, simplified) in PAIRS {
            let [traditional, simplified] =
                [traditional, simplified].map(|code| char::from_u32(u32::from(code)).unwrap());
            assert_eq!(simplified_letter(traditional), simplified);
            assert_eq!(simplified_letter(simplified), simplified, "{traditional}");
        }
    }

    #[test]
    fn letters_of_every_region_are_known() {
        for (traditional, wanted) in [
            ("數據科學家", "数据科学家"),
            ("廣州", "广州"),
            ("雲架構師", "云架构师"),
            ("臺灣", "台湾"),
            // Forms of Hong Kong.
            ("綫上説明", "线上说明"),
            ("裏", "里"),
            ("云架构师 Cloud", "云架构师 Cloud"),
            ("カタカナ 𠀀 é", "カタカナ 𠀀 é"),
            ("", ""),
        ] {
            assert_eq!(simplified(traditional), wanted);
        }
        assert!(matches!(simplified("云架构师"), Cow::Borrowed(_)));
    }
}
