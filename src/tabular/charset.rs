//! The encoding of a file, and its detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

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
        match std::str::from_utf8(sample) {
            Ok(_) => (Charset(UTF_8), EncodingEvidence::ValidUtf8, 0),
            Err(error) if error.error_len().is_none() && !whole => (Charset(UTF_8), EncodingEvidence::ValidUtf8, 0),
            Err(_) => (Charset(guess(sample, whole)), EncodingEvidence::Guessed, 0),
        }
    }
}

/// GBK is read as GB18030, which is the same and more: Excel writes the name of the one and the bytes of the other.
fn wide(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// The likeliest encoding of bytes that are not UTF-8.
fn guess(sample: &[u8], whole: bool) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, whole);
    let likeliest = wide(detector.guess(None, Utf8Detection::Deny));
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
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut rest, mut text) = (sample, vec![0; 16 << 10]);
    loop {
        match decoder.decode_to_utf8_without_replacement(rest, &mut text, whole) {
            (DecoderResult::InputEmpty, ..) => return true,
            (DecoderResult::Malformed(..), ..) => return false,
            (DecoderResult::OutputFull, read, _) => rest = rest.get(read..).unwrap_or_default(),
        }
    }
}
