//! Normalized pay texts: narrow, lower case, simplified Chinese, one kind of dash and of blank.

use super::unreadable::Unreadable;

/// The most bytes of a normalized text. Pay texts in job ads stay below 60.
pub(super) const MAX_LEN: usize = 192;

/// A normalized text in a buffer on the stack.
pub(super) struct NormalizedText {
    bytes: [u8; MAX_LEN],
    length: usize,
    /// Whether the last mark was `,-` behind a whole amount, which is left out.
    ends_whole_amount: bool,
}

impl NormalizedText {
    pub(super) fn new() -> Self {
        NormalizedText { bytes: [0; MAX_LEN], length: 0, ends_whole_amount: false }
    }

    /// Normalizes a text into this buffer. A constructor would have to copy the bytes into its result.
    pub(super) fn write(&mut self, text: &str) -> Result<(), Unreadable> {
        let text = text.trim();
        if text.is_ascii() {
            for byte in text.bytes() {
                self.push_ascii(byte)?;
            }
        } else {
            for char in text.chars() {
                match normalized(char) {
                    '\0' => {}
                    char if char.is_ascii() => self.push_ascii(u8::try_from(char).unwrap_or(b'?'))?,
                    char => {
                        self.ends_whole_amount = false;
                        for byte in char.encode_utf8(&mut [0; 4]).bytes() {
                            self.push(byte)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn as_str(&self) -> &str {
        // Only whole characters were pushed, so this is valid UTF-8; the check costs less than a cache miss.
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    fn push_ascii(&mut self, byte: u8) -> Result<(), Unreadable> {
        // In `15,-18,-` the first `-` also joins the ends of a range.
        if self.ends_whole_amount && byte != b' ' {
            self.ends_whole_amount = false;
            if byte.is_ascii_digit() {
                self.push(b'-')?;
            }
        }
        match byte {
            // A run of blanks becomes one. A line break becomes a tab, which never groups digits.
            b' ' if self.last() == b' ' => Ok(()),
            b'\t' | b'\n' | b'\r' => self.push(b'\t'),
            // `58.000,-` is a whole amount.
            b'-' if self.last() == b',' && self.has_digit_before_last() => {
                self.length -= 1;
                self.ends_whole_amount = true;
                Ok(())
            }
            byte => self.push(byte.to_ascii_lowercase()),
        }
    }

    fn has_digit_before_last(&self) -> bool {
        let before = self.length.checked_sub(2).and_then(|at| self.bytes.get(at));
        before.is_some_and(u8::is_ascii_digit)
    }

    fn last(&self) -> u8 {
        self.length.checked_sub(1).and_then(|last| self.bytes.get(last)).copied().unwrap_or(0)
    }

    fn push(&mut self, byte: u8) -> Result<(), Unreadable> {
        *self.bytes.get_mut(self.length).ok_or(Unreadable::TooLong)? = byte;
        self.length += 1;
        Ok(())
    }
}

/// The normalized form of a character; `\0` for one that is invisible.
fn normalized(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => {
            u8::try_from(u32::from(char) - 0xff01 + 0x21).map_or(char::REPLACEMENT_CHARACTER, char::from)
        }
        '￥' => '¥',
        '￡' => '£',
        '￦' => '₩',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2028}' | '\u{2029}' | '。' => '\t',
        // Byte order marks, joiners and direction marks, as text copied from web pages has them. Overrides of the direction
        // stay, and are refused later: with them a text shows something else than it holds.
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => '\0',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{301c}' | '\u{223c}' | '\u{2053}' => '~',
        '×' | '✕' | '✖' | '∗' => '*',
        '•' | '∙' | '⋅' | '‧' | '・' | '･' => '·',
        '‘' | '’' => '\'',
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        '\u{2044}' | '\u{2215}' => '/',
        'ł' | 'Ł' => 'l',
        // Traditional characters of words in the vocabulary.
        '萬' => '万',
        '億' => '亿',
        '個' => '个',
        '時' => '时',
        '週' => '周',
        '鐘' | '鍾' => '钟',
        '圓' | '圆' => '元',
        '塊' => '块',
        '錢' => '钱',
        '幣' => '币',
        '資' => '资',
        '議' => '议',
        '談' => '谈',
        '詳' => '详',
        '無' => '无',
        '稅' => '税',
        '後' => '后',
        '於' => '于',
        '過' => '过',
        '約' => '约',
        '內' => '内',
        '從' => '从',
        '間' => '间',
        '雙' => '双',
        '終' => '终',
        '韓' => '韩',
        '歐' => '欧',
        '鎊' => '镑',
        '臺' => '台',
        // Capitals of other alphabets; Chinese characters have none.
        'À'..='\u{2e7f}' => char.to_lowercase().next().unwrap_or(char),
        char => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_normalized_alike() {
        for (text, expected) in [
            ("１５－３０Ｋ", "15-30k"),
            ("  ￥430，000 ", "¥430,000"),
            ("15–30\u{2009}K", "15-30 k"),
            ("\u{feff}2萬\u{3000}／\u{200b}月", "2万 /月"),
            ("a  b\r\nc", "a b\t\tc"),
            ("58.000,- €", "58.000 €"),
            ("15,-18,- €/h", "15-18 €/h"),
            ("58.000,-65.000,- €", "58.000-65.000 €"),
            ("58.000,- - 65.000,- €", "58.000 - 65.000 €"),
            ("58.000,- 65.000,-", "58.000 -65.000"),
            ("58.000,-\n65.000,-", "58.000\t65.000"),
        ] {
            let mut normalized = NormalizedText::new();
            normalized.write(text).unwrap();
            assert_eq!(normalized.as_str(), expected);
        }
        assert_eq!(NormalizedText::new().write(&"x".repeat(MAX_LEN + 1)), Err(Unreadable::TooLong));
        assert_eq!(NormalizedText::new().write(&" ".repeat(MAX_LEN + 1)), Ok(()), "blanks around a text do not count");
    }
}
