//! Merges the rows and groups of a chart of ranges that draw the same.

use crate::figure::{IntervalGroup, IntervalRow};
use crate::views::capitalised::capitalised;

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

/// The name of a group, in the parts of its heading; empty parts are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct GroupName {
    pub(super) role: String,
    pub(super) place: String,
    /// What follows the place, or several places.
    pub(super) premium: String,
    pub(super) level: String,
}

impl GroupName {
    /// The heading: `Healthcare Cloud Architect, Beijing, senior`. A level alone is capitalised.
    pub(super) fn heading(&self) -> String {
        let place = format!("{}{}", self.place, self.premium);
        let parts = [self.role.as_str(), &place, &self.level.to_lowercase()];
        capitalised(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
    }
}

/// Groups under one heading, in the order of their first rows. Groups with the same rows that differ in one part of their names
/// become one, as in `Beijing = Shanghai, senior = lead`.
pub(super) fn merged_groups(groups: Vec<(GroupName, Vec<IntervalRow>)>) -> Vec<IntervalGroup> {
    let groups = merged_in(groups, |name| &mut name.place);
    let groups = merged_in(groups, |name| &mut name.level);
    let groups = merged_in(groups, |name| &mut name.role);
    let group = |(name, rows): (GroupName, Vec<IntervalRow>)| {
        let heading = name.heading();
        IntervalGroup { heading: (!heading.is_empty()).then_some(heading), rows }
    };
    groups.into_iter().map(group).collect()
}

/// The groups, those with the same rows that differ in nothing but this part of their names merged.
fn merged_in(
    groups: Vec<(GroupName, Vec<IntervalRow>)>,
    part: impl Fn(&mut GroupName) -> &mut String,
) -> Vec<(GroupName, Vec<IntervalRow>)> {
    let without_part = |name: &GroupName| {
        let mut name = name.clone();
        part(&mut name).clear();
        name
    };
    let mut merged: Vec<(GroupName, Vec<IntervalRow>)> = Vec::new();
    for (mut name, rows) in groups {
        let rest = without_part(&name);
        match merged.iter_mut().find(|(known, of_known)| *of_known == rows && without_part(known) == rest) {
            Some((known, _)) => {
                let joined = format!("{} = {}", part(known), part(&mut name));
                *part(known) = joined;
            }
            None => merged.push((name, rows)),
        }
    }
    merged
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
        let name =
            |place: &str, level: &str| GroupName { place: place.into(), level: level.into(), ..GroupName::default() };
        let group = |place: &str, level: &str, mid: f64| (name(place, level), vec![row("Architect", "", mid)]);
        let groups = merged_groups(vec![
            group("Beijing", "Entry", 4.0),
            group("Beijing", "Senior", 5.0),
            group("Beijing", "Lead", 5.0),
            group("Shanghai", "Senior", 5.0),
            group("Shanghai", "Lead", 5.0),
            group("Wuhan", "Lead", 4.0),
        ]);
        let headings: Vec<&str> = groups.iter().filter_map(|group| group.heading.as_deref()).collect();
        assert_eq!(headings, ["Beijing, entry", "Beijing = Shanghai, senior = lead", "Wuhan, lead"]);
        let level = GroupName { level: "Senior".into(), ..GroupName::default() };
        assert_eq!(level.heading(), "Senior");
    }
}
