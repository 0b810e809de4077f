//! The encoding of a file, and its detection.

use super::limits::MAX_DETECTED_LEN;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The byte order mark, with which a file in UTF-8 may begin.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// An encoding of text, as the WHATWG standard knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

/// The evidence for the encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodingEvidence {
    /// The caller gave it.
    Given,
    /// The file begins with a byte order mark.
    ByteOrderMark,
    /// The first MiB is valid UTF-8, which text in another encoding hardly ever is.
    ValidUtf8,
    /// The first MiB has invalid bytes, but more characters of UTF-8. Reading ends at the first invalid byte.
    MostlyUtf8,
    /// The first MiB has the zero bytes that ASCII characters have in UTF-16.
    ZeroBytes,
    /// The first MiB is not valid UTF-8, and this is the likeliest of the older encodings.
    Guessed,
}

impl Charset {
    /// UTF-8.
    pub const UTF8: Charset = Charset(UTF_8);

    /// The encoding with this name (`gbk`, `GB2312`, `utf-16le`, `big5`); `None` for an unknown name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let encoding = Encoding::for_label(name.as_bytes())?;
        // The replacement encoding stands for encodings that browsers refuse to decode.
        (encoding != encoding_rs::REPLACEMENT).then_some(Charset(wide(encoding)))
    }

    /// The name of the encoding, such as `UTF-8` or `gb18030`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub(super) fn encoding(self) -> &'static Encoding {
        self.0
    }

    /// Detects the encoding by the first bytes of a file; `whole` says that there are no more. Returns the length of the byte
    /// order mark as well.
    pub(super) fn of(sample: &[u8], whole: bool, given: Option<Charset>) -> (Charset, EncodingEvidence, usize) {
        let mark = Encoding::for_bom(sample);
        if let Some(given) = given {
            // The name "UTF-16" means little-endian; the mark tells the true order of bytes.
            let is_wide = |encoding| encoding == UTF_16LE || encoding == UTF_16BE;
            return match mark {
                Some((marked, length)) if marked == given.0 || is_wide(marked) && is_wide(given.0) => {
                    (Charset(marked), EncodingEvidence::Given, length)
                }
                _ => (given, EncodingEvidence::Given, 0),
            };
        }
        if let Some((encoding, length)) = mark {
            return (Charset(encoding), EncodingEvidence::ByteOrderMark, length);
        }
        if let Some(wide) = utf16_without_mark(sample, whole) {
            return (Charset(wide), EncodingEvidence::ZeroBytes, 0);
        }
        match std::str::from_utf8(sample) {
            Ok(_) => (Charset(UTF_8), EncodingEvidence::ValidUtf8, 0),
            Err(error) if error.error_len().is_none() && !whole => (Charset(UTF_8), EncodingEvidence::ValidUtf8, 0),
            Err(_) if is_mostly_utf8(sample) && !is_common_chinese(sample, whole) => {
                (Charset(UTF_8), EncodingEvidence::MostlyUtf8, 0)
            }
            Err(_) => (Charset(guess(sample, whole)), EncodingEvidence::Guessed, 0),
        }
    }
}

/// GBK is read as GB18030, which is the same and more: Excel writes the name of the one and the bytes of the other.
fn wide(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// The order of bytes of UTF-16 without a byte order mark; `None` for other text. The delimiters, digits and line ends of a
/// file are ASCII, so one byte of their units is zero. No unit is zero, and all surrogates are in pairs.
fn utf16_without_mark(sample: &[u8], whole: bool) -> Option<&'static Encoding> {
    memchr::memchr(0, sample)?;
    let (units, _) = sample.as_chunks::<2>();
    if units.contains(&[0, 0]) {
        return None;
    }
    let count = |of: &dyn Fn(u8) -> bool| {
        let little = units.iter().filter(|[low, high]| *high == 0 && of(*low)).count();
        let big = units.iter().filter(|[high, low]| *high == 0 && of(*low)).count();
        (little, big)
    };
    let ascii = count(&|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~'));
    // In the other order, U+4E00 looks like a letter, but no character of living scripts looks like a line end.
    let by = match count(&|byte| matches!(byte, b'\n' | b'\r')) {
        (0, 0) => ascii,
        ends => ends,
    };
    let (encoding, more, fewer, in_order) =
        if by.0 >= by.1 { (UTF_16LE, by.0, by.1, ascii.0) } else { (UTF_16BE, by.1, by.0, ascii.1) };
    // Text with zeros in it is valid UTF-8, as is UTF-16 of scripts below U+0900: there, each high byte is a control character.
    let may_be_other = std::str::from_utf8(sample).is_ok();
    let high = usize::from(encoding == UTF_16LE);
    let low_scripts = units.iter().filter(|unit| unit.get(high).is_some_and(|byte| *byte < b'\t')).count();
    let is_enough = in_order >= units.len() / 32 && (!may_be_other || low_scripts * 4 >= units.len() * 3);
    let is_clear = in_order >= 2 && more / 4 >= fewer && is_enough;
    (is_clear && decodes(encoding, sample, whole && may_be_other)).then_some(encoding)
}

/// Whether bytes that are not valid UTF-8 hold at least as many characters of several bytes as errors. In text of another
/// encoding, few characters look like UTF-8: a fifth of GBK, hardly any of the western ones.
fn is_mostly_utf8(sample: &[u8]) -> bool {
    let (mut characters, mut errors) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        characters += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        errors += usize::from(!chunk.invalid().is_empty());
    }
    characters > 0 && characters >= errors
}

/// The likeliest encoding of bytes that are not UTF-8.
fn guess(sample: &[u8], whole: bool) -> &'static Encoding {
    let (mut telling, cut) = telling_lines(sample);
    let signs = blank_currency_signs(&mut telling);
    if signs && telling.is_ascii() {
        return WINDOWS_1252;
    }
    let mut likeliest = detected(&[&telling], whole && !cut);
    // The lines beyond those that the detector read may be in no encoding that it took for likely.
    if cut && let Some(wrong) = first_invalid(likeliest, sample, whole) {
        let before = sample.get(..wrong).and_then(|before| memchr::memrchr(b'\n', before));
        let rest = sample.get(before.map_or(0, |at| at + 1)..).unwrap_or_default();
        let (mut others, cut) = telling_lines(rest);
        blank_currency_signs(&mut others);
        likeliest = detected(&[&telling, &others], whole && !cut);
    }
    // The detector takes a few short cells for western text: 1-2万/月 for Greek.
    if likeliest.is_single_byte() && is_common_chinese(sample, whole) {
        return GB18030;
    }
    // The detector knows GBK, to which the four-byte characters of GB18030 are errors.
    if likeliest != GB18030 && has_four_bytes(sample) && decodes(GB18030, sample, whole) {
        return GB18030;
    }
    likeliest
}

/// The likeliest encoding of pieces of text; `whole` says that the last one is the end of the text.
fn detected(pieces: &[&[u8]], whole: bool) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for (at, piece) in pieces.iter().enumerate() {
        detector.feed(piece, whole && at + 1 == pieces.len());
    }
    wide(detector.guess(None, Utf8Detection::Deny))
}

/// The first lines with bytes beyond ASCII, up to [`MAX_DETECTED_LEN`] bytes, and whether there are more. No encoding that the
/// detector knows has a line feed within a character.
fn telling_lines(sample: &[u8]) -> (Vec<u8>, bool) {
    let mut telling = Vec::new();
    for line in sample.split_inclusive(|byte| *byte == b'\n').filter(|line| !line.is_ascii()) {
        let free = MAX_DETECTED_LEN - telling.len();
        if line.len() > free {
            if telling.is_empty() {
                telling.extend_from_slice(line.get(..free).unwrap_or(line));
            }
            return (telling, true);
        }
        telling.extend_from_slice(line);
    }
    (telling, false)
}

/// Writes spaces over the bytes that are a currency sign in windows-1252 and stand before or behind a number: `£60000`, which
/// the detector takes for the letter `Ł` of windows-1250. Returns whether there are any.
fn blank_currency_signs(text: &mut [u8]) -> bool {
    let mut found = false;
    for at in 0..text.len() {
        let near = |distance: isize| at.checked_add_signed(distance).and_then(|at| text.get(at)).copied();
        let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
        // Beside a letter or a byte beyond ASCII it may be a letter, or half of a character.
        let stands_apart = |byte: Option<u8>| byte.is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic());
        let number_follows = is_digit(near(1)) || near(1) == Some(b' ') && is_digit(near(2));
        let number_before = is_digit(near(-1)) || near(-1) == Some(b' ') && is_digit(near(-2));
        // A digit between two bytes beyond ASCII is part of a character in GB18030.
        let is_part = number_follows && near(2).is_some_and(|byte| !byte.is_ascii());
        if matches!(near(0), Some(0x80 | 0xa3 | 0xa5))
            && (number_follows || number_before)
            && stands_apart(near(-1))
            && stands_apart(near(1))
            && !is_part
            && let Some(byte) = text.get_mut(at)
        {
            (*byte, found) = (b' ', true);
        }
    }
    found
}

/// Whether all bytes beyond ASCII form pairs, each a sign or one of the 3,755 common characters of GB 2312. In western text
/// such bytes stand alone; in Greek or Russian they have other values, or are odd in number.
fn is_common_chinese(sample: &[u8], whole: bool) -> bool {
    let (mut bytes, mut found) = (sample.iter(), false);
    while let Some(&first) = bytes.next() {
        if first.is_ascii() {
            continue;
        }
        match (first, bytes.next()) {
            (0xb0..=0xd7, Some(0xa1..=0xfe)) => found = true,
            (0xa1..=0xa3, Some(0xa1..=0xfe)) => {}
            (_, None) if !whole => {}
            _ => return false,
        }
    }
    found
}

/// Whether the bytes hold the pattern of a four-byte character of GB18030: byte, digit, byte, digit.
fn has_four_bytes(sample: &[u8]) -> bool {
    sample.windows(4).any(|window| matches!(window, [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39]))
}

fn decodes(encoding: &'static Encoding, sample: &[u8], whole: bool) -> bool {
    first_invalid(encoding, sample, whole).is_none()
}

/// The offset of the end of the first invalid bytes.
fn first_invalid(encoding: &'static Encoding, sample: &[u8], whole: bool) -> Option<usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut at, mut text) = (0, vec![0; 16 << 10]);
    loop {
        let rest = sample.get(at..).unwrap_or_default();
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut text, whole);
        at += read;
        match result {
            DecoderResult::InputEmpty => return None,
            DecoderResult::Malformed(..) => return Some(at),
            DecoderResult::OutputFull => {}
        }
    }
}
