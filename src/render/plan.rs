//! How a grid fits a screen: how wide each column is, which are hidden, and when a grid is no use at all.
//!
//! comfy-table would split numbers and shrink every column alike; here numbers keep their width, text gives way as far as
//! it stays readable, then whole columns go in the order that the view gave them, and then there is no plan.

use super::grid::{Grid, Lane};
use crate::screen::{longest_unbreakable, max_width, width};

/// The blanks between two columns.
pub(super) const GAP: usize = 2;
/// A word of a heading or a cell up to this width is never broken.
const LONGEST_WHOLE_WORD: usize = 16;
/// A text column is not squeezed below this, unless its text is narrower.
const NARROWEST_TEXT: usize = 12;
/// A long text needs no more than this, however long it is.
const ENOUGH_FOR_TEXT: usize = 24;
/// comfy-table counts columns in 16 bits; nobody reads a line that is wider.
const WIDEST_LINE: usize = 60_000;

/// A grid that fits.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// The columns that are shown, in groups.
    pub(super) groups: Vec<Group<'a>>,
    /// The columns that are not.
    pub(super) hidden: Vec<&'a Lane>,
}

/// Neighbours whose headings begin with the same line: it is printed once, across all of them.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// The common line; `None` for a column that stands alone.
    pub(super) label: Option<&'a str>,
    /// Its columns.
    pub(super) members: Vec<Member<'a>>,
}

/// A column in its place.
#[derive(Debug)]
pub(super) struct Member<'a> {
    /// The column.
    pub(super) lane: &'a Lane,
    /// Its heading, less the line that it shares with its group.
    pub(super) heading: &'a str,
    /// How wide it is.
    pub(super) width: usize,
    /// The width at which nothing in it wraps.
    natural: usize,
}

impl Group<'_> {
    /// How many columns of the screen the group fills.
    pub(super) fn width(&self) -> usize {
        self.members.iter().map(|member| member.width).sum::<usize>() + GAP * self.members.len().saturating_sub(1)
    }
}

/// Fits the grid into a number of columns, `None` for any number; no plan when it cannot be read that way.
pub(super) fn plan(grid: &Grid, columns: Option<usize>) -> Option<Plan<'_>> {
    let mut shown: Vec<&Lane> = grid.lanes.iter().collect();
    let mut hidden = Vec::new();
    let limit = columns.unwrap_or(WIDEST_LINE).min(WIDEST_LINE);
    loop {
        let mut groups = groups(&shown);
        if total(&groups) <= limit {
            widen(&mut groups, limit);
            return Some(Plan { groups, hidden });
        }
        // All columns of a turn go together: a low without its high would mislead.
        let turn = shown.iter().map(|lane| lane.drop_order).max().filter(|turn| *turn > 0)?;
        hidden.extend(shown.iter().copied().filter(|lane| lane.drop_order == turn));
        shown.retain(|lane| lane.drop_order != turn);
    }
}

/// Columns in groups, each as narrow as it may be.
fn groups<'a>(lanes: &[&'a Lane]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for lane in lanes.iter().copied() {
        let shared = lane.heading.split_once('\n').filter(|(label, _)| !label.trim().is_empty());
        match (groups.last_mut(), shared) {
            (Some(group), Some((label, heading))) if group.label == Some(label) => {
                group.members.push(Member::new(lane, heading));
            }
            (_, Some((label, heading))) => {
                groups.push(Group { label: Some(label), members: vec![Member::new(lane, heading)] });
            }
            (_, None) => groups.push(Group { label: None, members: vec![Member::new(lane, &lane.heading)] }),
        }
    }
    for group in &mut groups {
        match group.members.as_mut_slice() {
            // A group of one has nothing to share: its heading is whole.
            [only] => {
                *only = Member::new(only.lane, &only.lane.heading);
                group.label = None;
            }
            _ => make_room_for_label(group),
        }
    }
    groups
}

impl<'a> Member<'a> {
    fn new(lane: &'a Lane, heading: &'a str) -> Self {
        let content = lane.content();
        let needed = if lane.numeric {
            content
        } else {
            let word = lane.texts().map(longest_unbreakable).max().unwrap_or(0).min(LONGEST_WHOLE_WORD);
            content.min(word.max(NARROWEST_TEXT).max((content / 4).min(ENOUGH_FOR_TEXT)))
        };
        let head = max_width(heading);
        let least_head = longest_unbreakable(heading).min(LONGEST_WHOLE_WORD);
        Member { lane, heading, width: needed.max(least_head).max(1), natural: content.max(head).max(1) }
    }
}

/// Widens the columns of a group until its label fits above them.
fn make_room_for_label(group: &mut Group<'_>) {
    let lacking = group.label.map_or(0, width).saturating_sub(group.width());
    let each = lacking.checked_div(group.members.len()).unwrap_or(0);
    let odd = lacking.checked_rem(group.members.len()).unwrap_or(0);
    for (at, member) in group.members.iter_mut().enumerate() {
        member.width += each + usize::from(at < odd);
        member.natural = member.natural.max(member.width);
    }
}

fn total(groups: &[Group<'_>]) -> usize {
    groups.iter().map(Group::width).sum::<usize>() + GAP * groups.len().saturating_sub(1)
}

/// Gives what is left of the line to the columns that wrap, the narrowest first, so that short texts get all they need
/// and long ones share the rest.
fn widen(groups: &mut [Group<'_>], limit: usize) {
    let mut left = limit.saturating_sub(total(groups));
    let mut wrapping: Vec<&mut Member<'_>> =
        groups.iter_mut().flat_map(|group| &mut group.members).filter(|member| member.width < member.natural).collect();
    if wrapping.iter().map(|member| member.natural - member.width).sum::<usize>() <= left {
        wrapping.iter_mut().for_each(|member| member.width = member.natural);
        return;
    }
    while left > 0 {
        let Some(narrowest) = wrapping.iter_mut().filter(|m| m.width < m.natural).min_by_key(|m| m.width) else {
            return;
        };
        narrowest.width += 1;
        left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane(heading: &str, numeric: bool, drop_order: u8, cell: &str) -> Lane {
        Lane {
            heading: heading.into(),
            numeric,
            drop_order,
            optional: false,
            cells: vec![Some(cell.into())],
            room_for_marks: 0,
        }
    }

    fn widths(plan: &Plan<'_>) -> Vec<usize> {
        plan.groups.iter().flat_map(|group| &group.members).map(|member| member.width).collect()
    }

    #[test]
    fn numbers_keep_their_width_and_text_gives_way() {
        let long = "ranges come without sample sizes, medians without level or date";
        let grid = Grid { lanes: vec![lane("Statement", false, 0, long), lane("Base", true, 0, "1,234,567")], rows: 1 };
        assert_eq!(widths(&plan(&grid, None).unwrap()), [63, 9]);
        assert_eq!(widths(&plan(&grid, Some(40)).unwrap()), [29, 9]);
        assert!(plan(&grid, Some(20)).is_none());
    }

    #[test]
    fn columns_go_by_turns_the_highest_first_and_a_turn_goes_whole() {
        let lanes = vec![
            lane("A", true, 0, "1,000"),
            lane("B", true, 3, "1,000"),
            lane("C", true, 1, "1,000"),
            lane("D", true, 3, "1,000"),
        ];
        let grid = Grid { lanes, rows: 1 };
        let names = |limit| -> Vec<String> {
            plan(&grid, Some(limit)).unwrap().hidden.iter().map(|lane| lane.name()).collect()
        };
        assert!(names(26).is_empty());
        assert_eq!(names(25), ["B", "D"]);
        assert_eq!(names(12), ["B", "D"]);
        assert_eq!(names(11), ["B", "D", "C"]);
    }

    #[test]
    fn a_label_above_a_group_gets_its_room() {
        let lanes = vec![lane("Base + retention\nlow", true, 0, "1"), lane("Base + retention\nhigh", true, 0, "2")];
        let grid = Grid { lanes, rows: 1 };
        let plan = plan(&grid, None).unwrap();
        assert_eq!(plan.groups.len(), 1);
        assert_eq!(plan.groups[0].label, Some("Base + retention"));
        assert_eq!(plan.groups[0].width(), 16);
    }
}
