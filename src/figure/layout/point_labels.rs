//! Places the names of points so that none overlaps another: beside its point, or further away with a line to it.

use crate::figure::scene::{Anchor, DrawStyle, Rect, TextLine};

/// The distances between a point and its name that are tried. Beyond the first, a line joins them.
const DISTANCES: [f64; 5] = [10.0, 22.0, 38.0, 58.0, 84.0];

/// The least vertical distance between two names.
const MIN_GAP: f64 = 4.0;
/// The cost that each further side in [`SIDES`] adds, in pixels of distance.
const SIDE_COST: f64 = 0.5;

/// The directions to try, the most readable first: the centre of the name relative to the point, in halves of the size of the name.
const SIDES: [(f64, f64); 12] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (1.0, -0.6),
    (1.0, 0.6),
    (-1.0, -0.6),
    (-1.0, 0.6),
    (0.6, -1.0),
    (0.6, 1.0),
    (-0.6, -1.0),
    (-0.6, 1.0),
];

/// A point and the lines of its label.
#[derive(Debug, Clone)]
pub(super) struct LabelledPoint {
    pub(super) centre: (f64, f64),
    pub(super) lines: Vec<(String, DrawStyle)>,
}

/// A label with its position, and the line to its point.
#[derive(Debug, Clone)]
pub(super) struct PlacedLabel {
    pub(super) texts: Vec<TextLine>,
    pub(super) leader: Option<((f64, f64), (f64, f64))>,
    /// The cost of the position: lower is better.
    cost: f64,
}

/// The cost of a label without a position. It is more than that of any distance.
const UNPLACED_COST: f64 = 1e6;

/// Positions for labels inside the frame, which overlap neither the points, of this radius, nor each other; `None` for a label
/// that has no such position.
///
/// A greedy search: labels are placed one after the other, each in the nearest free position. The result depends on the order,
/// so several orders are tried, and the one with the least total cost is used.
pub(super) fn place_labels(points: &[LabelledPoint], frame: &Rect, radius: f64) -> Vec<Option<PlacedLabel>> {
    let keys: [fn(&LabelledPoint) -> f64; 5] =
        [|_| 0.0, |point| point.centre.0, |point| -point.centre.0, |point| point.centre.1, |point| -point.centre.1];
    let tried = keys.into_iter().map(|key| {
        let mut order: Vec<(usize, &LabelledPoint)> = points.iter().enumerate().collect();
        order.sort_by(|(_, one), (_, other)| key(one).total_cmp(&key(other)));
        placed_in_order(points, &order, frame, radius)
    });
    let cost = |placed: &[Option<PlacedLabel>]| {
        placed.iter().map(|placed| placed.as_ref().map_or(UNPLACED_COST, |placed| placed.cost)).sum::<f64>()
    };
    tried.min_by(|one, other| cost(one).total_cmp(&cost(other))).unwrap_or_default()
}

fn placed_in_order(
    points: &[LabelledPoint],
    order: &[(usize, &LabelledPoint)],
    frame: &Rect,
    radius: f64,
) -> Vec<Option<PlacedLabel>> {
    let mut taken: Vec<Rect> = points.iter().map(|point| around(point.centre, radius)).collect();
    let mut all = vec![None; points.len()];
    for (at, point) in order {
        let placed = place(point, frame, &taken, radius);
        if let Some(placed) = &placed {
            taken.extend(placed.texts.iter().map(TextLine::area));
            taken.extend(placed.leader.iter().flat_map(|line| along(*line)).map(|point| around(point, 1.0)));
        }
        if let Some(slot) = all.get_mut(*at) {
            *slot = placed;
        }
    }
    all
}

/// The nearest free position of a label.
fn place(point: &LabelledPoint, frame: &Rect, taken: &[Rect], radius: f64) -> Option<PlacedLabel> {
    let LabelledPoint { centre, lines } = point;
    let width = lines.iter().map(|(line, style)| style.face().width(line)).fold(0.0, f64::max);
    let height: f64 = lines.iter().map(|(_, style)| style.face().line_height()).sum();
    let tries = DISTANCES.iter().enumerate().flat_map(|(distance_index, distance)| {
        SIDES.into_iter().enumerate().map(move |(side_index, side)| (distance_index, *distance, side_index, side))
    });
    tries
        .filter_map(|(distance_index, distance, side_index, side)| {
            let x = centre.0 + side.0 * (width / 2.0 + distance);
            let y = centre.1 + side.1 * (height / 2.0 + distance);
            let block = Rect { left: x - width / 2.0, top: y - height / 2.0, width, height };
            let near = (centre.0.clamp(block.left, block.right()), centre.1.clamp(block.top, block.bottom()));
            let leader = (distance_index > 0).then_some((*centre, near));
            let own = around(*centre, radius);
            let is_crossed = |area: &Rect| {
                *area != own && leader.is_some_and(|line| along(line).any(|point| area.overlaps(&around(point, 1.0))))
            };
            let available = Rect { top: block.top - MIN_GAP, height: height + 2.0 * MIN_GAP, ..block };
            let is_free =
                frame.contains(&block) && !taken.iter().any(|area| area.overlaps(&available) || is_crossed(area));
            is_free.then(|| PlacedLabel {
                texts: texts(lines, &block, side.0),
                leader,
                cost: distance + SIDE_COST * side_index as f64,
            })
        })
        .next()
}

/// The lines of a label in its block, aligned to the side of the point.
fn texts(lines: &[(String, DrawStyle)], block: &Rect, side: f64) -> Vec<TextLine> {
    let (anchor, x) = match side {
        side if side >= 1.0 => (Anchor::Start, block.left),
        side if side <= -1.0 => (Anchor::End, block.right()),
        _ => (Anchor::Middle, block.left + block.width / 2.0),
    };
    let mut top = block.top;
    let text = |(words, style): &(String, DrawStyle)| {
        let face = style.face();
        let y = top + (face.line_height() + face.size * 0.72) / 2.0;
        top += face.line_height();
        TextLine { x, y, anchor, style: *style, text: words.clone() }
    };
    lines.iter().map(text).collect()
}

/// Points along a line, close enough to find every overlap with a label.
fn along((from, to): ((f64, f64), (f64, f64))) -> impl Iterator<Item = (f64, f64)> {
    const POINTS: u32 = 24;
    (0..=POINTS).map(move |at| {
        let share = f64::from(at) / f64::from(POINTS);
        (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
    })
}

/// The square around a circle.
fn around((x, y): (f64, f64), radius: f64) -> Rect {
    Rect { left: x - radius, top: y - radius, width: 2.0 * radius, height: 2.0 * radius }
}
