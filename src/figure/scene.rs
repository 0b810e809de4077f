//! A laid-out chart: primitives with their positions in pixels.

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
    /// The primitives, from the back to the front.
    pub primitives: Vec<Primitive>,
}

impl Scene {
    /// The texts, in the order in which they are drawn.
    pub fn texts(&self) -> impl Iterator<Item = &TextLine> {
        self.primitives.iter().filter_map(|drawn| if let Primitive::Text(text) = drawn { Some(text) } else { None })
    }
}

/// A shape or a line of text that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Primitive {
    /// A rectangle.
    Rect(Rect, DrawStyle),
    /// A line between two points.
    Line((f64, f64), (f64, f64), DrawStyle),
    /// A circle: centre and radius.
    Circle((f64, f64), f64, DrawStyle),
    /// A polygon.
    Polygon(Vec<(f64, f64)>, DrawStyle),
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
    pub style: DrawStyle,
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

/// The purpose of a primitive, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawStyle {
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
    /// A bar, line or point of the first series.
    First,
    /// A bar, line or point of the second series.
    Second,
    /// The outline of a bar, line or point of the first series.
    FirstOutline,
    /// The outline of a bar, line or point of the second series.
    SecondOutline,
    /// A bar of the first series with dashes.
    FirstDashed,
    /// A bar of the second series with dashes.
    SecondDashed,
    /// The outline of a bar of the first series, with dashes.
    FirstDashedOutline,
    /// The outline of a bar of the second series, with dashes.
    SecondDashedOutline,
    /// The mid of a range.
    Mid,
    /// The gap around the mid of a range.
    Gap,
    /// The line from a name to its point.
    Leader,
    /// A range behind values.
    Band,
    /// The outline of a range behind values.
    BandOutline,
    /// A range behind values with dashes.
    BandDashed,
    /// The outline of a range behind values, with dashes.
    BandDashedOutline,
    /// A part of the axis that is shaded.
    Shade,
    /// The line from a box to the ends of its whiskers.
    Whisker,
}

impl DrawStyle {
    /// Its class in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            DrawStyle::Title => "figure-title",
            DrawStyle::Subtitle => "figure-subtitle",
            DrawStyle::Heading => "figure-heading",
            DrawStyle::GroupHeading => "figure-group",
            DrawStyle::Label => "figure-label",
            DrawStyle::Value => "figure-value",
            DrawStyle::Strong => "figure-strong",
            DrawStyle::Tick => "figure-tick",
            DrawStyle::Note => "figure-note",
            DrawStyle::Grid => "figure-grid",
            DrawStyle::Baseline => "figure-base",
            DrawStyle::First => "figure-first",
            DrawStyle::Second => "figure-second",
            DrawStyle::FirstOutline => "figure-first-outline",
            DrawStyle::SecondOutline => "figure-second-outline",
            DrawStyle::FirstDashed => "figure-first-dashed",
            DrawStyle::SecondDashed => "figure-second-dashed",
            DrawStyle::FirstDashedOutline => "figure-first-dashed-outline",
            DrawStyle::SecondDashedOutline => "figure-second-dashed-outline",
            DrawStyle::Mid => "figure-mid",
            DrawStyle::Gap => "figure-gap",
            DrawStyle::Leader => "figure-leader",
            DrawStyle::Band => "figure-band",
            DrawStyle::BandOutline => "figure-band-outline",
            DrawStyle::BandDashed => "figure-band-dashed",
            DrawStyle::BandDashedOutline => "figure-band-dashed-outline",
            DrawStyle::Shade => "figure-shade",
            DrawStyle::Whisker => "figure-whisker",
        }
    }

    /// The style of a bar of a series or of a band that is an outline, dashed or both; any other style is returned unchanged.
    pub(super) fn textured(self, outlined: bool, dashed: bool) -> Self {
        match (self, outlined, dashed) {
            (DrawStyle::First, true, false) => DrawStyle::FirstOutline,
            (DrawStyle::Second, true, false) => DrawStyle::SecondOutline,
            (DrawStyle::First, false, true) => DrawStyle::FirstDashed,
            (DrawStyle::Second, false, true) => DrawStyle::SecondDashed,
            (DrawStyle::First, true, true) => DrawStyle::FirstDashedOutline,
            (DrawStyle::Second, true, true) => DrawStyle::SecondDashedOutline,
            (DrawStyle::Band, true, false) => DrawStyle::BandOutline,
            (DrawStyle::Band, false, true) => DrawStyle::BandDashed,
            (DrawStyle::Band, true, true) => DrawStyle::BandDashedOutline,
            (other, _, _) => other,
        }
    }

    /// The width of its outline in pixels; 0 where it has none.
    pub(super) fn stroke(self) -> f64 {
        match self {
            DrawStyle::FirstOutline
            | DrawStyle::SecondOutline
            | DrawStyle::FirstDashed
            | DrawStyle::SecondDashed
            | DrawStyle::FirstDashedOutline
            | DrawStyle::SecondDashedOutline => 2.0,
            _ => 0.0,
        }
    }

    /// The face of its text. A test holds it to the style sheet.
    pub(super) fn face(self) -> Face {
        let (size, bold) = match self {
            DrawStyle::Title => (19.0, true),
            DrawStyle::Subtitle => (13.0, false),
            DrawStyle::Heading => (12.0, false),
            DrawStyle::GroupHeading | DrawStyle::Strong => (13.0, true),
            DrawStyle::Tick | DrawStyle::Note => (11.0, false),
            _ => (13.0, false),
        };
        Face { size, bold }
    }
}
