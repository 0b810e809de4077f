//! Measures and wraps text without the font that draws it.
//!
//! A chart is laid out before its font is known, so widths are upper bounds: those of DejaVu Sans, the widest of the common sans
//! serif fonts, rounded up. A test compares them with the fonts of the machine.

use unicode_width::UnicodeWidthChar;

use crate::screen::wrapped_by;

/// The size and the weight of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    /// The size in pixels.
    pub(super) size: f64,
    /// Whether it is bold, which makes it an eighth wider.
    pub(super) bold: bool,
}

/// Separates the parts of a subtitle.
const SEPARATOR: &str = " · ";
/// Marks the place where a text was cut.
const ELLIPSIS: &str = "…";

impl Face {
    /// The greatest possible width of a text, in pixels.
    pub(super) fn width(self, text: &str) -> f64 {
        self.thousandths_of_em(text) as f64 * self.size / 1000.0
    }

    /// The distance between two baselines, in pixels.
    pub(super) fn line_height(self) -> f64 {
        (self.size * 1.35).round()
    }

    /// The lines of a text, none wider than `limit` pixels.
    pub(super) fn wrapped(self, text: &str, limit: f64) -> Vec<String> {
        let limit = self.limit(limit);
        let lines = wrapped_by(text, limit, limit, |piece| self.thousandths_of_em(piece));
        lines.into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// The lines of a text in parts that ` · ` separates. A part that fits a line is not broken.
    pub(super) fn wrapped_in_parts(self, text: &str, limit: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for part in text.split_inclusive(SEPARATOR) {
            let fits = |line: &String| self.width(&format!("{line} {}", part.trim_end())) <= limit;
            match lines.last_mut().filter(|line| fits(line)) {
                Some(line) => {
                    line.push(' ');
                    line.push_str(part.trim_end());
                }
                None => lines.extend(self.wrapped(part.trim_end(), limit)),
            }
        }
        lines
    }

    /// The lines of a text, at most `max_lines`, with `…` where the text was cut.
    pub(super) fn fitted(self, text: &str, limit: f64, max_lines: usize) -> Vec<String> {
        let mut lines = self.wrapped(text, limit);
        let is_cut = lines.len() > max_lines;
        lines.truncate(max_lines);
        if is_cut && let Some(last) = lines.last_mut() {
            let limit = self.limit(limit);
            last.push_str(ELLIPSIS);
            while self.thousandths_of_em(last) > limit && last.chars().count() > 1 {
                last.pop();
                last.pop();
                *last = format!("{}{ELLIPSIS}", last.trim_end());
            }
        }
        lines
    }

    /// Like [`fitted`](Face::fitted), with marks after the last line that are never cut.
    pub(super) fn fitted_with_marks(self, text: &str, marks: &str, limit: f64, max_lines: usize) -> Vec<String> {
        let mut lines = self.fitted(text, limit, max_lines);
        let Some(last) = lines.last_mut() else { return vec![marks.to_owned()] };
        let available = self.limit(limit).saturating_sub(self.thousandths_of_em(marks));
        if self.thousandths_of_em(last) > available {
            while self.thousandths_of_em(last) + self.thousandths_of_em(ELLIPSIS) > available && last.pop().is_some() {}
            *last = format!("{}{ELLIPSIS}", last.trim_end_matches(' ').trim_end_matches(ELLIPSIS));
        }
        last.push_str(marks);
        lines
    }

    /// Like [`fitted`](Face::fitted), in lines of similar length: wrapped at the least width that needs no more lines.
    pub(super) fn balanced(self, text: &str, limit: f64, max_lines: usize) -> Vec<String> {
        let lines = self.fitted(text, limit, max_lines);
        let is_whole = lines.len() > 1 && lines.len() == self.wrapped(text, limit).len();
        if !is_whole {
            return lines;
        }
        // A narrower line would break the longest word.
        let longest =
            text.split_whitespace().map(|word| self.width(word)).filter(|width| *width <= limit).fold(0.0, f64::max);
        let (mut narrow, mut wide) = ((limit / lines.len() as f64 / 2.0).max(longest), limit);
        while wide - narrow > 1.0 {
            let between = f64::midpoint(narrow, wide);
            if self.wrapped(text, between).len() > lines.len() { narrow = between } else { wide = between }
        }
        self.wrapped(text, wide)
    }

    /// The width of a text in thousandths of an em.
    fn thousandths_of_em(self, text: &str) -> usize {
        let plain: usize = text.chars().map(advance).sum();
        if self.bold { plain * 113 / 100 + 1 } else { plain }
    }

    fn limit(self, pixels: f64) -> usize {
        (pixels * 1000.0 / self.size).max(0.0) as usize
    }
}

/// The advance width of a character, in thousandths of an em.
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
        // In Chinese fonts punctuation such as · and “ and signs such as ≥ are one em wide.
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
    fn a_part_stays_whole_where_it_fits_a_line() {
        let text = "China, healthcare IT · USD a year · as of 2025-11-05";
        assert_eq!(FACE.wrapped_in_parts(text, 210.0), ["China, healthcare IT · USD a year ·", "as of 2025-11-05"]);
        assert_eq!(FACE.wrapped_in_parts("医疗 · 上海", 10.0).concat(), "医疗·上海");
        assert_eq!(FACE.wrapped_in_parts("", 10.0), Vec::<String>::new());
    }

    #[test]
    fn no_word_is_broken_to_make_lines_of_one_length() {
        let lines = FACE.balanced("Forecast growth a year", 64.0, 3);
        assert_eq!(lines, ["Forecast", "growth", "a year"]);
    }

    #[test]
    fn a_line_too_narrow_for_a_character_still_ends() {
        assert_eq!(FACE.wrapped("医疗", 1.0), ["医", "疗"]);
        assert_eq!(FACE.fitted("医疗云", 1.0, 1).len(), 1);
    }
}
