//! Renders the table for people: title, headings, a rule, rows and notes.
//!
//! comfy-table draws and aligns. The plan sets the widths, and text is wrapped beforehand. comfy-table is built without its `tty`
//! feature, so it neither queries the width of the terminal nor writes colours.

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Row, Table as Drawing, TableStyle, Width,
};

use super::card::cards;
use super::footer::{self, Detail};
use super::grid::Grid;
use super::plan::{ColumnGroup, GAP, PlacedColumn, Plan, plan};
use crate::answer::{Answer, Layout};
use crate::screen::{Screen, Styler, hanging, width, wrapped};

/// The rule under the headings.
const RULE: char = '─';

/// The answer as a table, as cards, or as notes alone where it has no columns.
pub(super) fn table(answer: &Answer, screen: &Screen, detail: Detail) -> String {
    let styler = Styler::new(screen.colour);
    let grid = Grid::new(answer, screen);
    let mut dropped = Vec::new();
    let body = match answer.layout {
        _ if grid.columns.is_empty() => Vec::new(),
        _ if grid.rows == 0 => vec![styler.dimmed("no rows")],
        Layout::Card => cards(&grid, screen),
        Layout::Grid => match plan(&grid, screen.columns()) {
            Some(plan) => {
                // A list without some of them would say that the others are shown.
                if plan.dropped.iter().any(|column| !column.optional) {
                    dropped.extend(plan.dropped.iter().filter_map(|column| column.data_name.as_deref()));
                }
                drawn(&plan, grid.rows, styler)
            }
            None => cards(&grid, screen),
        },
    };
    let mut blocks = vec![title(answer, screen), body];
    let mut under = footer::blocks(answer, screen, detail);
    if let Some(first) = under.first_mut() {
        first.splice(0..0, footer::dropped_columns(&dropped, screen));
    }
    blocks.extend(under);
    let mut out = String::new();
    for block in blocks.iter().filter(|block| !block.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        for line in block {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The title with the unit, and the answer in a sentence.
fn title(answer: &Answer, screen: &Screen) -> Vec<String> {
    let words: Vec<&str> =
        [&answer.title, &answer.unit].into_iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
    let styler = Styler::new(screen.colour);
    let mut lines: Vec<String> = Vec::new();
    if !words.is_empty() {
        let title = hanging("", &screen.sanitised(&words.join(" · ")), 2, screen.columns());
        lines.extend(title.iter().map(|line| styler.heading(line)));
    }
    if !answer.lead.trim().is_empty() {
        lines.extend(hanging("", &screen.sanitised(&answer.lead), 0, screen.columns()));
    }
    lines
}

/// The lines of a table.
fn drawn(plan: &Plan<'_>, rows: usize, styler: Styler) -> Vec<String> {
    let columns: Vec<&PlacedColumn<'_>> = plan.groups.iter().flat_map(|group| &group.columns).collect();
    let headings = Headings::new(plan);

    let mut drawing = Drawing::new();
    drawing
        .load_style(TableStyle::new().header_separator(LineStyle::none().fill(RULE)))
        .set_content_arrangement(ContentArrangement::Disabled);
    drawing.set_header(Row::from(columns.iter().map(|placed| cell(placed, headings.cell(placed)))));
    for row in 0..rows {
        drawing.add_row(Row::from(columns.iter().map(|placed| {
            let column = placed.column;
            cell(
                placed,
                if column.numeric { column.aligned(row) } else { wrapped(column.cell(row), placed.width).join("\n") },
            )
        })));
    }
    let last = columns.len().saturating_sub(1);
    for (at, (column, placed)) in drawing.column_iter_mut().zip(&columns).enumerate() {
        let gap = if at == last { 0 } else { GAP };
        let fixed = u16::try_from(placed.width + gap).unwrap_or(u16::MAX);
        column.set_padding((0, u16::try_from(gap).unwrap_or_default()));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(fixed)));
    }

    let lines = drawing.lines().enumerate().map(|(at, line)| {
        let line = line.trim_end_matches(' ');
        match at {
            _ if headings.labels == Some(at) => headings.label_line(&plan.groups, at, styler),
            _ if at < headings.height => styler.heading(line),
            _ if at == headings.height => styler.dimmed(line),
            _ => line.to_owned(),
        }
    });
    lines.collect()
}

fn cell(placed: &PlacedColumn<'_>, text: String) -> Cell {
    let alignment = if placed.column.numeric { CellAlignment::Right } else { CellAlignment::Left };
    Cell::new_owned(text).set_alignment(alignment)
}

/// The lines of the headings. Short headings begin lower, and the labels of groups share one line.
struct Headings {
    height: usize,
    /// The index of the line of group labels; `None` without groups.
    labels: Option<usize>,
}

impl Headings {
    fn new(plan: &Plan<'_>) -> Self {
        let tallest = |labelled: bool| {
            let groups = plan.groups.iter().filter(move |group| group.label.is_some() == labelled);
            groups.flat_map(|group| &group.columns).map(|placed| wrapped(placed.heading, placed.width).len()).max()
        };
        let grouped = tallest(true);
        let height = tallest(false).unwrap_or(0).max(grouped.map_or(0, |lines| lines + 1));
        Headings { height, labels: grouped.map(|lines| height - lines - 1) }
    }

    /// The heading of a column, with empty lines above it.
    fn cell(&self, placed: &PlacedColumn<'_>) -> String {
        let lines = wrapped(placed.heading, placed.width);
        "\n".repeat(self.height.saturating_sub(lines.len())) + &lines.join("\n")
    }

    /// The line of group labels, each centred above its group between two rules. It replaces the line that comfy-table drew,
    /// because comfy-table cannot draw across columns.
    fn label_line(&self, groups: &[ColumnGroup<'_>], at: usize, styler: Styler) -> String {
        let mut line = String::new();
        // Blanks are written only before the next text, so that none ends the line.
        let mut blanks = 0;
        let mut push = |left: usize, text: &str, right: usize| {
            if text.is_empty() {
                blanks += left + right;
                return;
            }
            line.push_str(&" ".repeat(std::mem::take(&mut blanks) + left));
            line.push_str(text);
            blanks = right;
        };
        for group in groups {
            if let Some(label) = group.label {
                let padding = group.width().saturating_sub(width(label));
                let (left, right) = (side(padding / 2, false), side(padding - padding / 2, true));
                push(0, &(styler.dimmed(&left) + &styler.heading(label) + &styler.dimmed(&right)), GAP);
                continue;
            }
            for placed in &group.columns {
                let heading = self.cell(placed);
                let text = heading.split('\n').nth(at).unwrap_or_default();
                let padding = placed.width.saturating_sub(width(text));
                let (left, right) = if placed.column.numeric { (padding, 0) } else { (0, padding) };
                push(left, &styler.heading(text), right + GAP);
            }
        }
        line
    }
}

/// The rule beside a label, with a blank between the two.
fn side(padding: usize, right: bool) -> String {
    let rule: String = std::iter::repeat_n(RULE, padding.saturating_sub(1)).collect();
    match (padding, right) {
        (0, _) => rule,
        (_, false) => rule + " ",
        (_, true) => " ".to_owned() + &rule,
    }
}
