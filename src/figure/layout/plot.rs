//! What the layouts of all shapes share: extents, columns of names, headings, ticks and grid lines.

use crate::figure::canvas::{Canvas, MARGIN};
use crate::figure::chart::Axis;
use crate::figure::face::Face;
use crate::figure::scale::{Scale, evenly};
use crate::figure::scene::{Anchor, Ink};

/// The room between two ends of a line, left and right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Strip {
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Strip {
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Where a value lies.
    pub(super) fn at(&self, scale: &Scale, value: f64) -> f64 {
        self.left + self.width() * scale.share(value)
    }

    /// The finest scale whose ticks can be read in this room.
    pub(super) fn scale(&self, axis: &Axis, domain: (f64, f64)) -> Scale {
        let face = Ink::Tick.face();
        let most = (self.width() / 40.0).clamp(2.0, 10.0) as u32;
        Scale::fitting(domain, most, |scale| {
            let widest = widest(face, scale.ticks().map(|tick| axis.unit.tick(tick, scale.unit())));
            widest + 8.0 <= self.width() * scale.step_share()
        })
    }
}

/// The widest of several texts.
pub(super) fn widest(face: Face, texts: impl Iterator<Item = impl AsRef<str>>) -> f64 {
    texts.map(|text| face.width(text.as_ref())).fold(0.0, f64::max)
}

/// The names of rows, wrapped into a gutter at the left margin.
#[derive(Debug)]
pub(super) struct Gutter {
    /// The lines of each name.
    pub(super) names: Vec<Vec<String>>,
    /// Where the gutter ends.
    pub(super) right: f64,
}

impl Gutter {
    /// A gutter as wide as the names need, up to `limit`; a longer name takes two lines.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>, limit: f64) -> Gutter {
        let face = Ink::Label.face();
        Gutter::of(names.map(|name| face.balanced(name, limit, 2)).collect())
    }

    /// A gutter for names that are in lines already.
    pub(super) fn of(names: Vec<Vec<String>>) -> Gutter {
        let width = widest(Ink::Label.face(), names.iter().flatten());
        Gutter { names, right: MARGIN + width }
    }
}

/// Headings that stand on one line together: as many lines as the longest needs, the last ones level.
pub(super) fn headings(sheet: &mut Canvas, headings: &[(f64, f64, Anchor, &str)]) {
    let face = Ink::Heading.face();
    let fitted: Vec<_> =
        headings.iter().map(|(x, width, anchor, words)| (*x, *anchor, face.balanced(words, *width, 3))).collect();
    let most = fitted.iter().map(|(_, _, lines)| lines.len()).max().unwrap_or(0);
    sheet.space(face.leading() * most as f64);
    for (x, anchor, lines) in fitted {
        for (up, line) in lines.iter().rev().enumerate() {
            let y = sheet.y - face.leading() * up as f64 - face.size * 0.4;
            sheet.text(x, y, anchor, Ink::Heading, line.as_str());
        }
    }
    if most > 0 {
        sheet.space(4.0);
    }
}

/// The numbers of the ticks under what is on the sheet; every second, or every third, where there is no room for all. `room`
/// is what the numbers may not leave.
pub(super) fn ticks(sheet: &mut Canvas, plot: Strip, room: Strip, scale: &Scale, axis: &Axis) {
    let face = Ink::Tick.face();
    let y = sheet.y + face.leading();
    let numbers: Vec<(f64, f64, String)> = scale
        .ticks()
        .map(|tick| {
            let words = axis.unit.tick(tick, scale.unit());
            let half = face.width(&words) / 2.0;
            (plot.at(scale, tick).min(room.right - half).max(room.left + half), half, words)
        })
        .collect();
    let shown = evenly(numbers.len()).find(|shown| {
        let mut free = f64::NEG_INFINITY;
        shown.clone().filter_map(|at| numbers.get(at)).all(|(x, half, _)| {
            let is_free = x - half >= free;
            free = x + half + 4.0;
            is_free
        })
    });
    for (x, _, words) in shown.into_iter().flatten().filter_map(|at| numbers.get(at)) {
        sheet.text(*x, y, Anchor::Middle, Ink::Tick, words.as_str());
    }
}

/// The lines at the ticks, behind everything else; the one at zero is darker.
pub(super) fn grid(sheet: &mut Canvas, plot: Strip, scale: &Scale, top: f64, bottom: f64) {
    for tick in scale.ticks() {
        let x = plot.at(scale, tick);
        let ink = if tick == 0.0 { Ink::Base } else { Ink::Grid };
        sheet.line((x, top), (x, bottom), ink);
    }
}
