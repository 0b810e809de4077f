//! Named points. Every name stands beside its point, further off with a line to it, or under the plot: never over another.

use super::chart::{Point, Scatter};
use super::layout::{Strip, grid, headings, ticks, widest};
use super::number::known;
use super::scale::{Origin, Scale, bounds};
use super::scene::{Anchor, Area, Ink, MARGIN, Mark, Sheet, Text};

/// The radius of a point.
const POINT: f64 = 6.0;
/// Up to so many points have their values in print.
const PRINTED: usize = 12;
/// How far a name may stand from its point; beyond the first there is a line to it.
const DISTANCES: [f64; 5] = [10.0, 24.0, 40.0, 60.0, 84.0];
/// The directions to try, the one that reads best first.
const DIRECTIONS: [(f64, f64); 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (0.7, -0.7), (0.7, 0.7), (-0.7, -0.7), (-0.7, 0.7)];

/// Draws the points under what is on the sheet.
pub(super) fn draw(sheet: &mut Sheet, chart: &Scatter) {
    headings(sheet, &[(MARGIN, sheet.inner(), Anchor::Start, &chart.y.label)]);
    sheet.space(6.0);
    let known_points: Vec<(&Point, f64, f64)> =
        chart.points.iter().filter_map(|point| Some((point, known(point.x)?, known(point.y)?))).collect();

    let height = (sheet.inner() * 0.5).clamp(280.0, 460.0);
    let (top, bottom) = (sheet.y, sheet.y + height);
    let covered = bounds(&chart.y, known_points.iter().map(|(_, _, y)| *y), Origin::Around);
    let rise = Scale::fitting(covered, (height / 48.0) as u32, |_| true);
    let face = Ink::Tick.face();
    let left = MARGIN + widest(face, rise.ticks().map(|tick| chart.y.unit.tick(tick, rise.step()))) + 8.0;
    let plot = Strip { left, right: sheet.right() };
    let run = plot.scale(&chart.x, bounds(&chart.x, known_points.iter().map(|(_, x, _)| *x), Origin::Around));

    grid(sheet, plot, &run, top, bottom);
    for tick in rise.ticks() {
        let y = bottom - height * rise.share(tick);
        sheet.line((left, y), (plot.right, y), Ink::Grid);
        let words = chart.y.unit.tick(tick, rise.step());
        sheet.centred(left - 8.0, y, Anchor::End, Ink::Tick, &[words]);
    }
    sheet.line((left, top), (left, bottom), Ink::Base);
    sheet.line((left, bottom), (plot.right, bottom), Ink::Base);

    let frame = Area { left: left + 2.0, top: top + 2.0, width: plot.width() - 4.0, height: height - 4.0 };
    let at = |x, y| (plot.at(&run, x), bottom - height * rise.share(y));
    let mut taken: Vec<Area> = known_points.iter().map(|(_, x, y)| around(at(*x, *y), POINT + 2.0)).collect();
    let mut unplaced = Vec::new();
    for (point, x, y) in &known_points {
        let lines = name_of(chart, point);
        match place(at(*x, *y), &lines, &frame, &taken) {
            Some(placed) => {
                taken.extend(placed.texts.iter().map(Text::area));
                if let Some((from, to)) = placed.leader {
                    sheet.line(from, to, Ink::Leader);
                }
                placed.texts.into_iter().for_each(|text| sheet.draw(Mark::Text(text)));
            }
            None => unplaced.push(*point),
        }
    }
    for (_, x, y) in &known_points {
        sheet.draw(Mark::Disc(at(*x, *y), POINT, Ink::First));
    }

    sheet.y = bottom;
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
pub(super) fn in_words(chart: &Scatter, point: &Point) -> String {
    format!("{} ({})", point.label, numbers(chart, point))
}

/// The values of a point.
pub(super) fn numbers(chart: &Scatter, point: &Point) -> String {
    format!("{} · {}", chart.x.unit.value(point.x), chart.y.unit.value(point.y))
}

/// The lines that stand beside a point.
fn name_of(chart: &Scatter, point: &Point) -> Vec<(String, Ink)> {
    let mut lines: Vec<_> =
        Ink::Label.face().fitted(&point.label, 170.0, 2).into_iter().map(|line| (line, Ink::Label)).collect();
    if chart.points.len() <= PRINTED {
        lines.push((numbers(chart, point), Ink::Tick));
    }
    lines
}

/// Where a name stands, and the line to it.
struct Placed {
    texts: Vec<Text>,
    leader: Option<((f64, f64), (f64, f64))>,
}

/// The nearest place for a name that is free and inside the frame.
fn place(centre: (f64, f64), lines: &[(String, Ink)], frame: &Area, taken: &[Area]) -> Option<Placed> {
    let width = lines.iter().map(|(line, ink)| ink.face().width(line)).fold(0.0, f64::max);
    let height: f64 = lines.iter().map(|(_, ink)| ink.face().leading()).sum();
    DISTANCES.iter().enumerate().flat_map(|(ring, distance)| DIRECTIONS.map(|way| (ring, *distance, way))).find_map(
        |(ring, distance, (right, down))| {
            // The middle of the block, so far out that its nearest side is `distance` from the centre.
            let x = centre.0 + right * distance + right.signum() * if right == 0.0 { 0.0 } else { width / 2.0 };
            let y = centre.1 + down * distance + down.signum() * if down == 0.0 { 0.0 } else { height / 2.0 };
            let block = Area { left: x - width / 2.0, top: y - height / 2.0, width, height };
            if !frame.contains(&block) || taken.iter().any(|area| area.overlaps(&block)) {
                return None;
            }
            let (anchor, hold) = match right {
                right if right > 0.0 => (Anchor::Start, block.left),
                right if right < 0.0 => (Anchor::End, block.right()),
                _ => (Anchor::Middle, x),
            };
            let mut line_top = block.top;
            let texts = lines.iter().map(|(words, ink)| {
                let face = ink.face();
                let y = line_top + (face.leading() + face.size * 0.72) / 2.0;
                line_top += face.leading();
                Text { x: hold, y, anchor, ink: *ink, words: words.clone() }
            });
            let near = (centre.0.clamp(block.left, block.right()), centre.1.clamp(block.top, block.bottom()));
            Some(Placed { texts: texts.collect(), leader: (ring > 0).then_some((centre, near)) })
        },
    )
}

fn around((x, y): (f64, f64), radius: f64) -> Area {
    Area { left: x - radius, top: y - radius, width: 2.0 * radius, height: 2.0 * radius }
}
