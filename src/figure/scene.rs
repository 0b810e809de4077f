//! A laid-out chart: marks with their positions in pixels.

use super::face::Face;

/// A chart on a canvas. The origin is the top left corner; lengths are pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// The width of the canvas.
    pub width: f64,
    /// The height of the canvas.
    pub height: f64,
    /// The title, for readers who do not see the picture.
    pub title: String,
    /// The text alternative.
    pub description: String,
    /// The marks, from the back to the front.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// The texts, in the order in which they are drawn.
    pub fn texts(&self) -> impl Iterator<Item = &TextLine> {
        self.marks.iter().filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None })
    }
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A rectangle.
    Rect(Rect, MarkStyle),
    /// A line between two points.
    Line((f64, f64), (f64, f64), MarkStyle),
    /// A circle: centre and radius.
    Circle((f64, f64), f64, MarkStyle),
    /// A polygon.
    Polygon(Vec<(f64, f64)>, MarkStyle),
    /// A line of text.
    Text(TextLine),
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// The left side.
    pub left: f64,
    /// The upper side.
    pub top: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Rect {
    /// Whether two rectangles share more than a side.
    #[must_use]
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }

    /// Whether the other lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: &Rect) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// The right side.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// The lower side.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    /// The position of its left end, middle or right end, as `anchor` says.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// Which part of the line `x` fixes.
    pub anchor: Anchor,
    /// How it looks.
    pub style: MarkStyle,
    /// The text.
    pub text: String,
}

impl TextLine {
    /// The area that it covers at most, in the widest of the usual fonts.
    #[must_use]
    pub fn area(&self) -> Rect {
        let face = self.style.face();
        let width = face.width(&self.text);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Rect { left, top: self.y - face.size * ASCENT, width, height: face.size * (ASCENT + DESCENT) }
    }
}

/// The height of a text above its baseline, in ems. Chinese is higher than Latin capitals.
const ASCENT: f64 = 0.9;
/// The depth of a text below its baseline, in ems.
const DESCENT: f64 = 0.25;

/// The part of a line of text that its position fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// The purpose of a mark, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkStyle {
    /// The title.
    Title,
    /// The subtitle.
    Subtitle,
    /// The heading of a column, or the label of an axis.
    Heading,
    /// The heading of a group of rows.
    GroupHeading,
    /// The name of a row or a point.
    Label,
    /// A value in print.
    Value,
    /// The most important of several values in print.
    Strong,
    /// The number at a tick.
    Tick,
    /// A note or the source.
    Note,
    /// The grid line at a tick.
    Grid,
    /// The line of zero, or an axis line.
    Baseline,
    /// A mark of the first series.
    First,
    /// A mark of the second series.
    Second,
    /// The outline of a mark of the first series.
    FirstOutline,
    /// The outline of a mark of the second series.
    SecondOutline,
    /// The mid of a range.
    Mid,
    /// The line from a name to its point.
    Leader,
}

impl MarkStyle {
    /// Its class in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            MarkStyle::Title => "figure-title",
            MarkStyle::Subtitle => "figure-subtitle",
            MarkStyle::Heading => "figure-heading",
            MarkStyle::GroupHeading => "figure-group",
            MarkStyle::Label => "figure-label",
            MarkStyle::Value => "figure-value",
            MarkStyle::Strong => "figure-strong",
            MarkStyle::Tick => "figure-tick",
            MarkStyle::Note => "figure-note",
            MarkStyle::Grid => "figure-grid",
            MarkStyle::Baseline => "figure-base",
            MarkStyle::First => "figure-first",
            MarkStyle::Second => "figure-second",
            MarkStyle::FirstOutline => "figure-first-outline",
            MarkStyle::SecondOutline => "figure-second-outline",
            MarkStyle::Mid => "figure-mid",
            MarkStyle::Leader => "figure-leader",
        }
    }

    /// The outline style of a series; any other style is returned unchanged.
    pub(super) fn outline(self) -> Self {
        match self {
            MarkStyle::First => MarkStyle::FirstOutline,
            MarkStyle::Second => MarkStyle::SecondOutline,
            other => other,
        }
    }

    /// The width of its outline in pixels; 0 where the mark is filled.
    pub(super) fn stroke(self) -> f64 {
        if matches!(self, MarkStyle::FirstOutline | MarkStyle::SecondOutline) { 2.0 } else { 0.0 }
    }

    /// The face of its text. A test holds it to the style sheet.
    pub(super) fn face(self) -> Face {
        let (size, bold) = match self {
            MarkStyle::Title => (19.0, true),
            MarkStyle::Subtitle => (13.0, false),
            MarkStyle::Heading => (12.0, false),
            MarkStyle::GroupHeading | MarkStyle::Strong => (13.0, true),
            MarkStyle::Tick | MarkStyle::Note => (11.0, false),
            _ => (13.0, false),
        };
        Face { size, bold }
    }
}
