//! The table for people: a title, headings, a rule, rows, and under them what must be known beside the figures.
//!
//! comfy-table draws and aligns; the plan has already said how wide each column is and the text is wrapped before it gets
//! there. comfy-table is built without its `tty` feature, so it can neither ask the terminal for its width nor write colours
//! of its own.

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Row, Table as Drawing, TableStyle, Width,
};

use super::card::cards;
use super::footer::{self, Detail};
use super::grid::Grid;
use super::plan::{GAP, Group, Member, Plan, plan};
use crate::answer::{Answer, Layout};
use crate::screen::{Screen, Styler, hanging, width, wrapped};

/// The rule under the headings.
const RULE: char = '─';

/// The answer as a table, as cards, or as a mere list of notes when it has no columns.
pub(super) fn table(answer: &Answer, screen: &Screen, detail: Detail) -> String {
    let styler = Styler::new(screen.colour);
    let grid = Grid::new(answer, screen);
    let mut hidden = Vec::new();
    let body = match answer.layout {
        _ if grid.lanes.is_empty() => Vec::new(),
        _ if grid.rows == 0 => vec![styler.dimmed("no rows")],
        Layout::Card => cards(&grid, screen),
        Layout::Grid => match plan(&grid, screen.columns()) {
            Some(plan) => {
                hidden.extend(plan.hidden.iter().filter(|lane| !lane.optional).map(|lane| lane.name()));
                drawn(&plan, grid.rows, styler)
            }
            None => cards(&grid, screen),
        },
    };
    let mut blocks = vec![title(answer, screen), body];
    let mut under = footer::blocks(answer, screen, detail);
    if let Some(first) = under.first_mut() {
        first.splice(0..0, footer::hidden(&hidden, screen));
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

/// The title and what the money is, and the answer in a sentence.
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

/// The lines of a grid.
fn drawn(plan: &Plan<'_>, rows: usize, styler: Styler) -> Vec<String> {
    let members: Vec<&Member<'_>> = plan.groups.iter().flat_map(|group| &group.members).collect();
    let headings = Headings::new(plan);

    let mut drawing = Drawing::new();
    drawing
        .load_style(TableStyle::new().header_separator(LineStyle::none().fill(RULE)))
        .set_content_arrangement(ContentArrangement::Disabled);
    drawing.set_header(Row::from(members.iter().map(|member| cell(member, headings.cell(member)))));
    for row in 0..rows {
        drawing.add_row(Row::from(members.iter().map(|member| {
            let lane = member.lane;
            cell(
                member,
                if lane.numeric { lane.aligned(row) } else { wrapped(lane.cell(row), member.width).join("\n") },
            )
        })));
    }
    let last = members.len().saturating_sub(1);
    for (at, (column, member)) in drawing.column_iter_mut().zip(&members).enumerate() {
        let gap = if at == last { 0 } else { GAP };
        let fixed = u16::try_from(member.width + gap).unwrap_or(u16::MAX);
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

fn cell(member: &Member<'_>, text: String) -> Cell {
    let alignment = if member.lane.numeric { CellAlignment::Right } else { CellAlignment::Left };
    Cell::new_owned(text).set_alignment(alignment)
}

/// How the headings stand on the rule: the shorter ones begin lower, and the labels of groups share one line.
struct Headings {
    height: usize,
    /// The line of the labels, when there are any.
    labels: Option<usize>,
}

impl Headings {
    fn new(plan: &Plan<'_>) -> Self {
        let tallest = |labelled: bool| {
            let groups = plan.groups.iter().filter(move |group| group.label.is_some() == labelled);
            groups.flat_map(|group| &group.members).map(|member| wrapped(member.heading, member.width).len()).max()
        };
        let grouped = tallest(true);
        let height = tallest(false).unwrap_or(0).max(grouped.map_or(0, |lines| lines + 1));
        Headings { height, labels: grouped.map(|lines| height - lines - 1) }
    }

    /// The heading of a column, with the empty lines above it.
    fn cell(&self, member: &Member<'_>) -> String {
        let lines = wrapped(member.heading, member.width);
        "\n".repeat(self.height.saturating_sub(lines.len())) + &lines.join("\n")
    }

    /// The line of the labels: each in the middle of its group, with a rule on both sides that shows how far it reaches.
    /// comfy-table cannot draw across columns, so that this one line replaces what it drew there.
    fn label_line(&self, groups: &[Group<'_>], at: usize, styler: Styler) -> String {
        let mut line = String::new();
        // Blanks are written when something follows them.
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
                let room = group.width().saturating_sub(width(label));
                let (left, right) = (side(room / 2, false), side(room - room / 2, true));
                push(0, &(styler.dimmed(&left) + &styler.heading(label) + &styler.dimmed(&right)), GAP);
                continue;
            }
            for member in &group.members {
                let heading = self.cell(member);
                let text = heading.split('\n').nth(at).unwrap_or_default();
                let room = member.width.saturating_sub(width(text));
                let (left, right) = if member.lane.numeric { (room, 0) } else { (0, room) };
                push(left, &styler.heading(text), right + GAP);
            }
        }
        line
    }
}

/// The rule beside a label, with a blank between them.
fn side(room: usize, right: bool) -> String {
    let rule: String = std::iter::repeat_n(RULE, room.saturating_sub(1)).collect();
    match (room, right) {
        (0, _) => rule,
        (_, false) => rule + " ",
        (_, true) => " ".to_owned() + &rule,
    }
}
