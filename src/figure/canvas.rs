//! The canvas on which a chart is laid out, from the top down.

use super::scene::{Anchor, DrawStyle, Primitive, Rect, Scene, TextLine};

/// A canvas of a fixed width that grows downwards. Lengths are pixels.
#[derive(Debug)]
pub(super) struct Canvas {
    pub(super) width: f64,
    /// The empty margin on every side.
    pub(super) margin: f64,
    /// The upper side of what is laid out next.
    pub(super) y: f64,
    primitives: Vec<Primitive>,
}

/// The margin of a canvas for a page, and of one for a phone.
const MARGINS: (f64, f64) = (24.0, 12.0);
/// Below this width a canvas is for a phone: names stand above their bars.
const MIN_PAGE_WIDTH: f64 = 560.0;

impl Canvas {
    pub(super) fn new(width: f64) -> Canvas {
        let margin = if width < MIN_PAGE_WIDTH { MARGINS.1 } else { MARGINS.0 };
        Canvas { width, margin, y: margin, primitives: Vec::new() }
    }

    /// Whether the canvas is for a phone, so that names stand above their bars.
    pub(super) fn is_narrow(&self) -> bool {
        self.margin < MARGINS.0
    }

    /// The width between the margins.
    pub(super) fn inner_width(&self) -> f64 {
        self.width - 2.0 * self.margin
    }

    /// Makes the canvas wider where `by` is positive.
    pub(super) fn widen(&mut self, by: f64) {
        self.width += by.max(0.0).ceil();
    }

    /// The left side of the right margin.
    pub(super) fn right(&self) -> f64 {
        self.width - self.margin
    }

    pub(super) fn draw(&mut self, primitive: Primitive) {
        self.primitives.push(primitive);
    }

    /// Draws a rectangle. Its outline stays inside it.
    pub(super) fn rect(&mut self, left: f64, top: f64, width: f64, height: f64, style: DrawStyle) {
        let stroke = style.stroke();
        let (left, top) = (left + stroke / 2.0, top + stroke / 2.0);
        let (width, height) = ((width - stroke).max(0.0), (height - stroke).max(0.0));
        self.draw(Primitive::Rect(Rect { left, top, width, height }, style));
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), style: DrawStyle) {
        self.draw(Primitive::Line(from, to, style));
    }

    /// Draws a line of text with its baseline at `y`.
    pub(super) fn text(&mut self, x: f64, y: f64, anchor: Anchor, style: DrawStyle, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.draw(Primitive::Text(TextLine { x, y, anchor, style, text }));
        }
    }

    /// Draws lines of text that are centred vertically at `middle`.
    pub(super) fn centred_lines(&mut self, x: f64, middle: f64, anchor: Anchor, style: DrawStyle, lines: &[String]) {
        let face = style.face();
        let mut y = middle - face.line_height() * (lines.len() as f64 - 1.0) / 2.0 + face.size * 0.36;
        for line in lines {
            self.text(x, y, anchor, style, line.as_str());
            y += face.line_height();
        }
    }

    /// Lays out the title, in lines of similar length. No line ends between a currency and its amount.
    pub(super) fn title(&mut self, text: &str) {
        let lines = DrawStyle::Title.face().balanced(&with_tied_amounts(text), self.inner_width(), usize::MAX);
        let lines = lines.into_iter().map(|line| line.replace(NO_BREAK_SPACE, " ")).collect();
        self.lines(lines, DrawStyle::Title);
    }

    /// Lays out a paragraph.
    pub(super) fn paragraph(&mut self, text: &str, style: DrawStyle) {
        let lines = style.face().wrapped(text, self.inner_width());
        self.lines(lines, style);
    }

    /// Lays out the parts of a subtitle.
    pub(super) fn subtitle(&mut self, text: &str) {
        let lines = DrawStyle::Subtitle.face().wrapped_in_parts(text, self.inner_width());
        self.lines(lines, DrawStyle::Subtitle);
    }

    fn lines(&mut self, lines: Vec<String>, style: DrawStyle) {
        let face = style.face();
        for line in lines {
            self.y += face.line_height();
            self.text(self.margin, self.y - face.size * 0.35, Anchor::Start, style, line);
        }
    }

    /// Moves down without drawing.
    pub(super) fn skip(&mut self, height: f64) {
        self.y += height;
    }

    pub(super) fn into_scene(self, title: &str, description: &str) -> Scene {
        Scene {
            width: self.width,
            height: (self.y + self.margin).ceil(),
            title: title.to_owned(),
            description: description.to_owned(),
            primitives: self.primitives,
        }
    }
}

const NO_BREAK_SPACE: char = '\u{a0}';

/// The text with a no-break space between the code of a currency and a number.
fn with_tied_amounts(text: &str) -> String {
    let is_code = |word: &str| word.len() == 3 && word.bytes().all(|letter| letter.is_ascii_uppercase());
    let mut out = String::with_capacity(text.len());
    let mut before = "";
    for word in text.split(' ') {
        if !out.is_empty() {
            let is_amount = word.starts_with(|first: char| first.is_ascii_digit());
            out.push(if is_code(before) && is_amount { NO_BREAK_SPACE } else { ' ' });
        }
        out.push_str(word);
        before = word;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_stays_on_the_line_of_its_currency() {
        let mut canvas = Canvas::new(320.0);
        canvas.title("Highest median: Cloud Architect, USD 52k a year, 37% above others");
        let scene = canvas.into_scene("", "");
        let lines: Vec<&str> = scene.texts().map(|line| line.text.as_str()).collect();
        assert!(lines.iter().any(|line| line.contains("USD 52k")), "{lines:?}");
        assert_eq!(lines.join(" "), "Highest median: Cloud Architect, USD 52k a year, 37% above others");
    }
}
