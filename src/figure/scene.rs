//! A laid out chart: marks with their places in pixels, before anyone writes them down.

use super::face::Face;

/// A chart on a canvas. The origin is the top left corner; lengths are pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// How wide the canvas is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The title, for those who do not see the picture.
    pub title: String,
    /// The text alternative.
    pub description: String,
    /// What is drawn, from the back to the front.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// The texts, in the order in which they are drawn.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.marks.iter().filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None })
    }
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Block(Area, Ink),
    /// A line between two points.
    Line((f64, f64), (f64, f64), Ink),
    /// A filled disc: centre and radius.
    Disc((f64, f64), f64, Ink),
    /// A filled polygon.
    Shape(Vec<(f64, f64)>, Ink),
    /// Words.
    Text(Text),
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// The left side.
    pub left: f64,
    /// The upper side.
    pub top: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

impl Area {
    /// Whether two areas share more than a side.
    #[must_use]
    pub fn overlaps(&self, other: &Area) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }

    /// Whether the other lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: &Area) -> bool {
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

/// Words on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where the line is held: its left end, middle or right end, by the anchor.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// What `x` holds.
    pub anchor: Anchor,
    /// How it looks.
    pub ink: Ink,
    /// The words.
    pub words: String,
}

impl Text {
    /// The room that it takes, in the widest of the usual fonts.
    #[must_use]
    pub fn area(&self) -> Area {
        let face = self.ink.face();
        let width = face.width(&self.words);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Area { left, top: self.y - face.size * ASCENT, width, height: face.size * (ASCENT + DESCENT) }
    }
}

/// How far a text reaches above its baseline, in ems: Chinese higher than Latin capitals.
const ASCENT: f64 = 0.9;
/// How far below.
const DESCENT: f64 = 0.25;

/// Which end of a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// What a mark is, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// The title.
    Title,
    /// The line under it.
    Subtitle,
    /// The heading of a column, and what an axis measures.
    Heading,
    /// The heading of a group of rows.
    Group,
    /// The name of a row or a point.
    Label,
    /// A value in print.
    Value,
    /// The value that counts among several.
    Strong,
    /// A number at a tick.
    Tick,
    /// A note or the source.
    Note,
    /// The line at a tick.
    Grid,
    /// The line from which lengths are read.
    Base,
    /// A mark of the first series.
    First,
    /// A mark of the second series.
    Second,
    /// The outline of a mark of the first series.
    FirstOutline,
    /// The outline of a mark of the second series.
    SecondOutline,
    /// The middle of a range.
    Mid,
    /// The line from a name to its point.
    Leader,
}

impl Ink {
    /// Its class in a style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Ink::Title => "figure-title",
            Ink::Subtitle => "figure-subtitle",
            Ink::Heading => "figure-heading",
            Ink::Group => "figure-group",
            Ink::Label => "figure-label",
            Ink::Value => "figure-value",
            Ink::Strong => "figure-strong",
            Ink::Tick => "figure-tick",
            Ink::Note => "figure-note",
            Ink::Grid => "figure-grid",
            Ink::Base => "figure-base",
            Ink::First => "figure-first",
            Ink::Second => "figure-second",
            Ink::FirstOutline => "figure-first-outline",
            Ink::SecondOutline => "figure-second-outline",
            Ink::Mid => "figure-mid",
            Ink::Leader => "figure-leader",
        }
    }

    /// The outline of a mark of a series; of anything else, itself.
    pub(super) fn outline(self) -> Self {
        match self {
            Ink::First => Ink::FirstOutline,
            Ink::Second => Ink::SecondOutline,
            other => other,
        }
    }

    /// How wide the line around a mark is, in pixels; nothing where it is filled.
    pub(super) fn stroke(self) -> f64 {
        if matches!(self, Ink::FirstOutline | Ink::SecondOutline) { 2.0 } else { 0.0 }
    }

    /// How large and heavy its text is; the style sheet says the same, and a test holds it to that.
    pub(super) fn face(self) -> Face {
        let (size, bold) = match self {
            Ink::Title => (19.0, true),
            Ink::Subtitle => (13.0, false),
            Ink::Heading => (12.0, false),
            Ink::Group | Ink::Strong => (13.0, true),
            Ink::Tick | Ink::Note => (11.0, false),
            _ => (13.0, false),
        };
        Face { size, bold }
    }
}
