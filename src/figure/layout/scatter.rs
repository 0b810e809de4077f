//! Named points. Every name stands beside its point, further off with a line to it, or under the plot: never over another.

use super::plot::{Strip, grid, headings, ticks, widest};
use super::point_labels::{Named, places};
use crate::figure::canvas::{Canvas, MARGIN};
use crate::figure::chart::{Point, Scatter};
use crate::figure::number::{known, numbers};
use crate::figure::scale::{Origin, Scale, domain};
use crate::figure::scene::{Anchor, Area, Ink, Mark};

/// The radius of a point.
const POINT: f64 = 6.0;
/// Up to so many points have their values in print.
const PRINTED: usize = 12;
/// How wide a name may be; a longer one takes two lines.
const NAME: f64 = 200.0;

/// Draws the points under what is on the sheet.
pub(super) fn draw(sheet: &mut Canvas, chart: &Scatter) {
    headings(sheet, &[(MARGIN, sheet.inner(), Anchor::Start, &chart.y.label)]);
    sheet.space(6.0);
    let known_points: Vec<(&Point, f64, f64)> =
        chart.points.iter().filter_map(|point| Some((point, known(point.x)?, known(point.y)?))).collect();

    let height = (sheet.inner() * 0.5).clamp(280.0, 460.0);
    let (top, bottom) = (sheet.y, sheet.y + height);
    let covered = domain(&chart.y, known_points.iter().map(|(_, _, y)| *y), Origin::Around);
    let rise = Scale::fitting(covered, (height / 48.0) as u32, |_| true);
    let face = Ink::Tick.face();
    let left = MARGIN + widest(face, rise.ticks().map(|tick| chart.y.unit.tick(tick, rise.unit()))) + 8.0;
    let plot = Strip { left, right: sheet.right() };
    let run = plot.scale(&chart.x, domain(&chart.x, known_points.iter().map(|(_, x, _)| *x), Origin::Around));

    grid(sheet, plot, &run, top, bottom);
    for tick in rise.ticks() {
        let y = bottom - height * rise.share(tick);
        sheet.line((left, y), (plot.right, y), Ink::Grid);
        let words = chart.y.unit.tick(tick, rise.unit());
        sheet.centred(left - 8.0, y, Anchor::End, Ink::Tick, &[words]);
    }
    sheet.line((left, top), (left, bottom), Ink::Base);
    sheet.line((left, bottom), (plot.right, bottom), Ink::Base);

    let frame = Area { left: left + 2.0, top: top + 2.0, width: plot.width() - 4.0, height: height - 4.0 };
    let at = |x, y| (plot.at(&run, x), bottom - height * rise.share(y));
    let named: Vec<Named> =
        known_points.iter().map(|(point, x, y)| Named { centre: at(*x, *y), lines: name_of(chart, point) }).collect();
    let mut unplaced = Vec::new();
    for ((point, _, _), placed) in known_points.iter().zip(places(&named, &frame, POINT + 2.0)) {
        let Some(placed) = placed else {
            unplaced.push(*point);
            continue;
        };
        if let Some((from, to)) = placed.leader {
            sheet.line(from, to, Ink::Leader);
        }
        placed.texts.into_iter().for_each(|text| sheet.draw(Mark::Text(text)));
    }
    for (_, x, y) in &known_points {
        sheet.draw(Mark::Disc(at(*x, *y), POINT, Ink::First));
    }

    // Clear of the number at the lower end of the other axis.
    sheet.y = bottom + 4.0;
    let room = Strip { left: MARGIN, right: sheet.width - 2.0 };
    ticks(sheet, plot, room, &run, &chart.x);
    sheet.space(face.leading() + 6.0);
    headings(sheet, &[(plot.right, plot.width(), Anchor::End, &chart.x.label)]);
    let unknown = chart.points.iter().filter(|point| known(point.x).is_none() || known(point.y).is_none());
    for (what, points) in [("Not named above", unplaced), ("Not drawn, for want of a number", unknown.collect())] {
        if !points.is_empty() {
            let names: Vec<String> = points.iter().map(|point| in_words(chart, point)).collect();
            sheet.paragraph(&format!("{what}: {}", names.join("; ")), Ink::Note);
        }
    }
}

/// A point in one line of words.
fn in_words(chart: &Scatter, point: &Point) -> String {
    format!("{} ({})", point.label, numbers(chart, point))
}

/// The lines that stand beside a point.
fn name_of(chart: &Scatter, point: &Point) -> Vec<(String, Ink)> {
    let mut lines: Vec<_> =
        Ink::Label.face().balanced(&point.label, NAME, 2).into_iter().map(|line| (line, Ink::Label)).collect();
    if chart.points.len() <= PRINTED {
        lines.push((numbers(chart, point), Ink::Tick));
    }
    lines
}
