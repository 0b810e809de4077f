//! Where the names of points stand: beside their point, further off with a line to it, never over another.

use crate::figure::scene::{Anchor, Area, Ink, Text};

/// How far a name may stand from its point; beyond the first there is a line to it.
const DISTANCES: [f64; 5] = [10.0, 22.0, 38.0, 58.0, 84.0];

/// How far names stay apart.
const APART: f64 = 4.0;
/// What the next best side costs, in pixels of distance.
const LESS_GOOD: f64 = 0.5;

/// The sides to try, the one that reads best first, in halves of the name's own size.
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

/// A point and the lines of its name.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) centre: (f64, f64),
    pub(super) lines: Vec<(String, Ink)>,
}

/// Where a name stands, and the line to it.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) texts: Vec<Text>,
    pub(super) leader: Option<((f64, f64), (f64, f64))>,
    /// How far from ideal it is.
    cost: f64,
}

/// What has no place costs more than any distance.
const UNPLACED: f64 = 1e6;

/// A place for every name, inside the frame and clear of points of this radius and of each other; `None` where none is free.
///
/// Each name takes the nearest free place in its turn. Which turn decides how well it goes, so several orders are tried and
/// the one is taken that leaves out the fewest names and keeps the rest nearest.
pub(super) fn places(named: &[Named], frame: &Area, radius: f64) -> Vec<Option<Placed>> {
    let keys: [fn(&Named) -> f64; 5] =
        [|_| 0.0, |named| named.centre.0, |named| -named.centre.0, |named| named.centre.1, |named| -named.centre.1];
    let tried = keys.into_iter().map(|key| {
        let mut order: Vec<(usize, &Named)> = named.iter().enumerate().collect();
        order.sort_by(|(_, one), (_, other)| key(one).total_cmp(&key(other)));
        in_turn(named, &order, frame, radius)
    });
    let cost = |placed: &[Option<Placed>]| {
        placed.iter().map(|placed| placed.as_ref().map_or(UNPLACED, |placed| placed.cost)).sum::<f64>()
    };
    tried.min_by(|one, other| cost(one).total_cmp(&cost(other))).unwrap_or_default()
}

fn in_turn(named: &[Named], order: &[(usize, &Named)], frame: &Area, radius: f64) -> Vec<Option<Placed>> {
    let mut taken: Vec<Area> = named.iter().map(|named| around(named.centre, radius)).collect();
    let mut all = vec![None; named.len()];
    for (at, named) in order {
        let placed = place(named, frame, &taken, radius);
        if let Some(placed) = &placed {
            taken.extend(placed.texts.iter().map(Text::area));
            taken.extend(placed.leader.iter().flat_map(|line| along(*line)).map(|spot| around(spot, 1.0)));
        }
        if let Some(slot) = all.get_mut(*at) {
            *slot = placed;
        }
    }
    all
}

/// The nearest place for a name that is free.
fn place(named: &Named, frame: &Area, taken: &[Area], radius: f64) -> Option<Placed> {
    let Named { centre, lines } = named;
    let width = lines.iter().map(|(line, ink)| ink.face().width(line)).fold(0.0, f64::max);
    let height: f64 = lines.iter().map(|(_, ink)| ink.face().leading()).sum();
    let tries = DISTANCES.iter().enumerate().flat_map(|(ring, distance)| {
        SIDES.into_iter().enumerate().map(move |(turn, side)| (ring, *distance, turn, side))
    });
    tries
        .filter_map(|(ring, distance, turn, side)| {
            let x = centre.0 + side.0 * (width / 2.0 + distance);
            let y = centre.1 + side.1 * (height / 2.0 + distance);
            let block = Area { left: x - width / 2.0, top: y - height / 2.0, width, height };
            let near = (centre.0.clamp(block.left, block.right()), centre.1.clamp(block.top, block.bottom()));
            let leader = (ring > 0).then_some((*centre, near));
            let own = around(*centre, radius);
            let is_crossed = |area: &Area| {
                *area != own && leader.is_some_and(|line| along(line).any(|spot| area.overlaps(&around(spot, 1.0))))
            };
            let room = Area { top: block.top - APART, height: height + 2.0 * APART, ..block };
            let is_free = frame.contains(&block) && !taken.iter().any(|area| area.overlaps(&room) || is_crossed(area));
            is_free.then(|| Placed {
                texts: texts(lines, &block, side.0),
                leader,
                cost: distance + LESS_GOOD * turn as f64,
            })
        })
        .next()
}

/// The lines of a name in its block, held at the side where the point is.
fn texts(lines: &[(String, Ink)], block: &Area, side: f64) -> Vec<Text> {
    let (anchor, x) = match side {
        side if side >= 1.0 => (Anchor::Start, block.left),
        side if side <= -1.0 => (Anchor::End, block.right()),
        _ => (Anchor::Middle, block.left + block.width / 2.0),
    };
    let mut top = block.top;
    let text = |(words, ink): &(String, Ink)| {
        let face = ink.face();
        let y = top + (face.leading() + face.size * 0.72) / 2.0;
        top += face.leading();
        Text { x, y, anchor, ink: *ink, words: words.clone() }
    };
    lines.iter().map(text).collect()
}

/// Spots along a line, close enough that nothing of note fits between two.
fn along((from, to): ((f64, f64), (f64, f64))) -> impl Iterator<Item = (f64, f64)> {
    const SPOTS: u32 = 24;
    (0..=SPOTS).map(move |at| {
        let share = f64::from(at) / f64::from(SPOTS);
        (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
    })
}

fn around((x, y): (f64, f64), radius: f64) -> Area {
    Area { left: x - radius, top: y - radius, width: 2.0 * radius, height: 2.0 * radius }
}
