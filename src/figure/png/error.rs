//! The errors of drawing a PNG.

use std::collections::BTreeSet;

use resvg::usvg;

/// A picture could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// No font is installed.
    #[error("no font is installed, so the text of the figure cannot be drawn")]
    NoFont,
    /// No font has these characters.
    #[error("no installed font can draw {}", quoted(.0))]
    NoGlyph(BTreeSet<char>),
    /// The scale is not above zero, or the picture would not fit in memory.
    #[error("a picture of {0:.0} × {1:.0} pixels cannot be drawn")]
    Size(f64, f64),
    /// resvg could not read the SVG.
    #[error("the figure could not be read back from SVG")]
    Svg(#[from] usvg::Error),
    /// The pixels could not be written as PNG.
    #[error("the figure could not be written as PNG: {0}")]
    Encoding(String),
}

impl PngError {
    /// The remedy, for a `hint:` line.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let font = match self {
            PngError::NoFont => "a font, such as Noto Sans (Debian: fonts-noto-core) or DejaVu (fonts-dejavu-core)",
            PngError::NoGlyph(characters) if characters.iter().copied().any(is_east_asian) => {
                "a font with Chinese glyphs, such as Noto Sans CJK (Debian: fonts-noto-cjk)"
            }
            PngError::NoGlyph(_) => "a font that has them, such as those of Noto (Debian: fonts-noto)",
            PngError::Size(..) => return Some("take a smaller width or scale".to_owned()),
            PngError::Svg(_) | PngError::Encoding(_) => return None,
        };
        Some(format!("install {font}, or write .svg, which is drawn with the fonts of whoever opens it"))
    }
}

/// The first characters of a set, for a message.
fn quoted(characters: &BTreeSet<char>) -> String {
    const MAX_SHOWN: usize = 5;
    let mut words: Vec<String> =
        characters.iter().take(MAX_SHOWN).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
    if characters.len() > MAX_SHOWN {
        words.push(format!("and {} more", characters.len() - MAX_SHOWN));
    }
    words.join(", ")
}

/// Whether a font with Chinese, Japanese and Korean glyphs has the character.
fn is_east_asian(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_names_the_font_for_the_script() {
        let missing = |text: &str| PngError::NoGlyph(text.chars().collect());
        let chinese = missing("医疗");
        assert_eq!(chinese.to_string(), "no installed font can draw 医 (U+533B), 疗 (U+7597)");
        assert!(chinese.hint().unwrap().contains("fonts-noto-cjk"));
        assert!(!missing("ش").hint().unwrap().contains("Chinese"));
        assert!(missing("abcdefg").to_string().ends_with("and 2 more"));
    }
}
