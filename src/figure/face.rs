//! How wide a text will be, without the font that draws it.
//!
//! A figure is laid out before anyone knows its font, so widths are upper bounds: those of DejaVu Sans, the widest of the
//! common sans serif faces, rounded up; a test holds them against the fonts of the machine. A text may come out narrower than its box, never wider.

use unicode_width::UnicodeWidthChar;

use crate::screen::wrapped_by;

/// How large and how heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    /// The size in pixels.
    pub(super) size: f64,
    /// Whether it is bold, which is an eighth wider.
    pub(super) bold: bool,
}

/// What stands where a text was cut.
const CUT: &str = "…";

impl Face {
    /// How wide a text is at most, in pixels.
    pub(super) fn width(self, text: &str) -> f64 {
        self.thousandths(text) as f64 * self.size / 1000.0
    }

    /// How far apart the lines of a text are.
    pub(super) fn leading(self) -> f64 {
        (self.size * 1.35).round()
    }

    /// The lines of a text, none wider than `limit` pixels.
    pub(super) fn wrapped(self, text: &str, limit: f64) -> Vec<String> {
        let limit = self.limit(limit);
        let lines = wrapped_by(text, limit, limit, |piece| self.thousandths(piece));
        lines.into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// The same in no more than `most` lines, with … where something was left out.
    pub(super) fn fitted(self, text: &str, limit: f64, most: usize) -> Vec<String> {
        let mut lines = self.wrapped(text, limit);
        let is_cut = lines.len() > most;
        lines.truncate(most);
        if is_cut && let Some(last) = lines.last_mut() {
            let limit = self.limit(limit);
            last.push_str(CUT);
            while self.thousandths(last) > limit && last.chars().count() > 1 {
                last.pop();
                last.pop();
                *last = format!("{}{CUT}", last.trim_end());
            }
        }
        lines
    }

    /// The same with marks behind the last line, which make way for nothing.
    pub(super) fn marked(self, text: &str, marks: &str, limit: f64, most: usize) -> Vec<String> {
        let mut lines = self.fitted(text, limit, most);
        let Some(last) = lines.last_mut() else { return vec![marks.to_owned()] };
        let room = self.limit(limit).saturating_sub(self.thousandths(marks));
        if self.thousandths(last) > room {
            while self.thousandths(last) + self.thousandths(CUT) > room && last.pop().is_some() {}
            *last = format!("{}{CUT}", last.trim_end_matches(' ').trim_end_matches(CUT));
        }
        last.push_str(marks);
        lines
    }

    /// The same as [`fitted`](Face::fitted), in lines of about one length: no narrower room holds the text in as few.
    pub(super) fn balanced(self, text: &str, limit: f64, most: usize) -> Vec<String> {
        let lines = self.fitted(text, limit, most);
        let is_whole = lines.len() > 1 && lines.len() == self.wrapped(text, limit).len();
        if !is_whole {
            return lines;
        }
        let (mut narrow, mut wide) = (limit / lines.len() as f64 / 2.0, limit);
        while wide - narrow > 1.0 {
            let between = f64::midpoint(narrow, wide);
            if self.wrapped(text, between).len() > lines.len() { narrow = between } else { wide = between }
        }
        self.wrapped(text, wide)
    }

    /// Thousandths of an em.
    fn thousandths(self, text: &str) -> usize {
        let plain: usize = text.chars().map(advance).sum();
        if self.bold { plain * 113 / 100 + 1 } else { plain }
    }

    fn limit(self, pixels: f64) -> usize {
        (pixels * 1000.0 / self.size).max(0.0) as usize
    }
}

/// How far a character takes the pen, in thousandths of an em.
fn advance(character: char) -> usize {
    match character {
        'i' | 'j' | 'l' | '\'' => 305,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '|' | 'I' => 355,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '\u{ad}' | '!' | '/' | '\\' => 440,
        's' | 'c' | 'z' | 'k' | 'v' | 'x' | 'y' | '*' | '"' | '?' | 'J' => 600,
        '+' | '=' | '<' | '>' | '~' | '^' | '&' => 840,
        'O' | 'Q' | 'D' | 'G' | 'H' | 'N' | 'U' | 'C' | 'R' => 790,
        'm' | 'M' | 'w' | 'W' | '%' | '@' | 'Æ' | 'æ' | 'Œ' | 'œ' => 1020,
        'a'..='z' | '0'..='9' | '$' | '_' | '`' | '{' | '}' => 640,
        'A'..='Z' => 700,
        '#' => 840,
        // Fonts made for Chinese give punctuation such as · and “ and signs such as ≥ a whole em.
        _ => match character.width() {
            None | Some(0) => 0,
            Some(1) if character.is_alphabetic() && character < '\u{590}' => 850,
            Some(_) => 1000,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Face = Face { size: 10.0, bold: false };

    #[test]
    fn chinese_fills_an_em_and_bold_is_wider() {
        assert_eq!(FACE.width("医疗云"), 30.0);
        assert!(Face { bold: true, ..FACE }.width("Cloud") > FACE.width("Cloud"));
    }

    #[test]
    fn lines_fit_and_a_cut_is_shown() {
        let text = "Healthcare interoperability integration engineering lead";
        let lines = FACE.fitted(text, 120.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| FACE.width(line) <= 120.0), "{lines:?}");
        assert!(lines.last().unwrap().ends_with('…'), "{lines:?}");
        assert_eq!(FACE.fitted("short", 120.0, 2), ["short"]);
    }

    #[test]
    fn lines_are_of_about_one_length() {
        let text = "What a Healthcare Cloud Architect is paid, by city and level";
        assert_eq!(FACE.wrapped(text, 310.0).last().unwrap(), "level");
        assert_eq!(FACE.balanced(text, 310.0, 2), ["What a Healthcare Cloud", "Architect is paid, by city and level"]);
    }

    #[test]
    fn a_line_too_narrow_for_a_character_still_ends() {
        assert_eq!(FACE.wrapped("医疗", 1.0), ["医", "疗"]);
        assert_eq!(FACE.fitted("医疗云", 1.0, 1).len(), 1);
    }
}
