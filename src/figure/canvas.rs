//! The canvas on which a chart is laid out.

use super::scene::{Anchor, Area, Ink, Mark, Scene, Text};

/// A canvas that grows downwards while a chart is laid out.
#[derive(Debug)]
pub(super) struct Canvas {
    /// How wide the canvas is.
    pub(super) width: f64,
    /// Where the next thing goes.
    pub(super) y: f64,
    marks: Vec<Mark>,
}

/// What is left free on every side.
pub(super) const MARGIN: f64 = 24.0;

impl Canvas {
    pub(super) fn new(width: f64) -> Canvas {
        Canvas { width, y: MARGIN, marks: Vec::new() }
    }

    /// How wide the room between the margins is.
    pub(super) fn inner(&self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    /// Makes the canvas wider, when what must stand side by side does not fit.
    pub(super) fn widen(&mut self, by: f64) {
        self.width += by.max(0.0).ceil();
    }

    /// The right end of that room.
    pub(super) fn right(&self) -> f64 {
        self.width - MARGIN
    }

    pub(super) fn draw(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    /// A rectangle; the line around an outline stays inside it.
    pub(super) fn block(&mut self, left: f64, top: f64, width: f64, height: f64, ink: Ink) {
        let stroke = ink.stroke();
        let (left, top) = (left + stroke / 2.0, top + stroke / 2.0);
        let (width, height) = ((width - stroke).max(0.0), (height - stroke).max(0.0));
        self.draw(Mark::Block(Area { left, top, width, height }, ink));
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink) {
        self.draw(Mark::Line(from, to, ink));
    }

    /// One line of words, with its baseline at `y`.
    pub(super) fn text(&mut self, x: f64, y: f64, anchor: Anchor, ink: Ink, words: impl Into<String>) {
        let words = words.into();
        if !words.is_empty() {
            self.draw(Mark::Text(Text { x, y, anchor, ink, words }));
        }
    }

    /// Lines of words whose middle is at `middle`.
    pub(super) fn centred(&mut self, x: f64, middle: f64, anchor: Anchor, ink: Ink, lines: &[String]) {
        let face = ink.face();
        let mut y = middle - face.leading() * (lines.len() as f64 - 1.0) / 2.0 + face.size * 0.36;
        for line in lines {
            self.text(x, y, anchor, ink, line.as_str());
            y += face.leading();
        }
    }

    /// The title, in lines of about one length.
    pub(super) fn title(&mut self, words: &str) {
        let lines = Ink::Title.face().balanced(words, self.inner(), usize::MAX);
        self.lines(lines, Ink::Title);
    }

    /// A paragraph from the left margin, under what is there.
    pub(super) fn paragraph(&mut self, words: &str, ink: Ink) {
        let lines = ink.face().wrapped(words, self.inner());
        self.lines(lines, ink);
    }

    fn lines(&mut self, lines: Vec<String>, ink: Ink) {
        let face = ink.face();
        for line in lines {
            self.y += face.leading();
            self.text(MARGIN, self.y - face.size * 0.35, Anchor::Start, ink, line);
        }
    }

    pub(super) fn space(&mut self, height: f64) {
        self.y += height;
    }

    /// The finished picture.
    pub(super) fn finished(self, title: &str, description: &str) -> Scene {
        Scene {
            width: self.width,
            height: (self.y + MARGIN).ceil(),
            title: title.to_owned(),
            description: description.to_owned(),
            marks: self.marks,
        }
    }
}
