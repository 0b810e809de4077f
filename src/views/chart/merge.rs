//! Merges the rows and groups of a chart of ranges that draw the same.

use crate::figure::{IntervalGroup, IntervalRow};

/// The most names that stand in the place of one name.
const MAX_JOINED: usize = 3;
/// The most characters of joined names.
const MAX_JOINED_CHARS: usize = 64;

/// A row, and the noun for several of its kind: `roles`, `cities`.
pub(super) fn merged_rows(rows: Vec<IntervalRow>, noun: &str) -> Vec<IntervalRow> {
    let mut merged: Vec<(IntervalRow, Vec<(String, String)>)> = Vec::new();
    for row in rows {
        let name = (row.label.clone(), row.detail.clone());
        match merged.iter_mut().find(|(first, _)| draw_the_same(first, &row)) {
            Some((_, names)) => names.push(name),
            None => merged.push((row, vec![name])),
        }
    }
    merged.into_iter().map(|(row, names)| joined(row, &names, noun)).collect()
}

/// Whether two rows differ in nothing but their names.
fn draw_the_same(one: &IntervalRow, other: &IntervalRow) -> bool {
    let nameless = |row: &IntervalRow| IntervalRow { label: String::new(), detail: String::new(), ..row.clone() };
    nameless(one) == nameless(other)
}

/// The row that stands for items of these names and details.
fn joined(row: IntervalRow, names: &[(String, String)], noun: &str) -> IntervalRow {
    if names.len() < 2 {
        return row;
    }
    let shared_detail = names.iter().all(|(_, detail)| *detail == row.detail);
    let detail = if shared_detail { row.detail.clone() } else { String::new() };
    let labels: Vec<&str> = names.iter().map(|(label, _)| label.as_str()).collect();
    match equal_names(&labels) {
        Some(label) if shared_detail => IntervalRow { label, detail, ..row },
        _ => {
            let member = |(label, detail): &(String, String)| match detail.as_str() {
                "" => label.clone(),
                _ if shared_detail => label.clone(),
                detail => format!("{label} ({detail})"),
            };
            let members: Vec<String> = names.iter().map(member).collect();
            IntervalRow { label: format!("{} {noun}", names.len()), detail, members: members.join(", "), ..row }
        }
    }
}

/// The names of equal items, as in `Beijing = Shanghai`; `None` where they are too many or too long.
fn equal_names(names: &[&str]) -> Option<String> {
    let joined = names.join(" = ");
    (names.len() <= MAX_JOINED && joined.chars().count() <= MAX_JOINED_CHARS).then_some(joined)
}

/// The heading of a group, in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GroupName {
    /// What stands before the place, with a separator; empty where nothing does.
    pub(super) before: String,
    /// The place: the part in which merged groups differ.
    pub(super) place: String,
    /// What stands after the place.
    pub(super) after: String,
}

/// Groups under one heading, in the order of their first rows. Groups with the same rows that differ in their place become one.
pub(super) fn merged_groups(groups: Vec<(GroupName, Vec<IntervalRow>)>) -> Vec<IntervalGroup> {
    let mut merged: Vec<(GroupName, Vec<IntervalRow>, Vec<String>)> = Vec::new();
    for (name, rows) in groups {
        let same = merged
            .iter_mut()
            .find(|(first, of_first, _)| first.before == name.before && first.after == name.after && *of_first == rows);
        match same {
            Some((_, _, places)) => places.push(name.place),
            None => merged.push((name.clone(), rows, vec![name.place])),
        }
    }
    let group = |(name, rows, places): (GroupName, Vec<IntervalRow>, Vec<String>)| {
        let heading = format!("{}{}{}", name.before, places.join(" = "), name.after);
        IntervalGroup { heading: (!heading.is_empty()).then_some(heading), rows }
    };
    merged.into_iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Span;

    fn row(label: &str, detail: &str, mid: f64) -> IntervalRow {
        let first = Span { low: mid - 1.0, mid: Some(mid), high: mid + 1.0 };
        IntervalRow { label: label.into(), detail: detail.into(), first, ..IntervalRow::default() }
    }

    #[test]
    fn rows_that_draw_the_same_become_one_with_all_their_names() {
        let rows =
            merged_rows(vec![row("Beijing", "", 5.0), row("Wuhan", "", 3.0), row("Shanghai", "", 5.0)], "cities");
        let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(labels, ["Beijing = Shanghai", "Wuhan"]);
        let many = ["A", "B", "C", "D"].map(|name| row(name, if name == "D" { "grade D" } else { "grade C" }, 5.0));
        let rows = merged_rows(many.to_vec(), "roles");
        assert_eq!((rows[0].label.as_str(), rows[0].detail.as_str()), ("4 roles", ""));
        assert_eq!(rows[0].members, "A (grade C), B (grade C), C (grade C), D (grade D)");
    }

    #[test]
    fn a_marked_row_is_never_merged_with_one_without_the_mark() {
        let marked = IntervalRow { marks: "*".into(), outlined: true, ..row("Wuhan", "", 5.0) };
        assert_eq!(merged_rows(vec![row("Beijing", "", 5.0), marked], "cities").len(), 2);
    }

    #[test]
    fn groups_with_the_same_rows_become_one_group() {
        let name = |place: &str| GroupName { before: String::new(), place: place.into(), after: ", senior".into() };
        let groups = merged_groups(vec![
            (name("Beijing"), vec![row("Entry", "", 5.0)]),
            (name("Shanghai"), vec![row("Entry", "", 5.0)]),
            (name("Wuhan"), vec![row("Entry", "", 4.0)]),
        ]);
        let headings: Vec<&str> = groups.iter().filter_map(|group| group.heading.as_deref()).collect();
        assert_eq!(headings, ["Beijing = Shanghai, senior", "Wuhan, senior"]);
    }
}
