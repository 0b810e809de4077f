//! Renders GitHub-flavoured Markdown: the same grid as tables, never wrapped and without dropped columns.

use super::footer::references;
use super::grid::Grid;
use crate::answer::{Answer, Layout, Note, NoteKind};
use crate::screen::{Screen, width};

/// The answer as a title, a table, a list of notes and a line of sources.
pub(super) fn markdown(answer: &Answer, screen: &Screen) -> String {
    let grid = Grid::new(answer, screen);
    let inline = |text: &str| escaped(&screen.sanitised(text), " ");
    let mut blocks = Vec::new();
    match (answer.title.as_str(), answer.unit.as_str()) {
        ("", "") => {}
        ("", unit) => blocks.push(inline(unit)),
        (title, "") => blocks.push(format!("**{}**", inline(title))),
        (title, unit) => blocks.push(format!("**{}** · {}", inline(title), inline(unit))),
    }
    if !answer.lead.trim().is_empty() {
        blocks.push(inline(&answer.lead));
    }
    if !grid.columns.is_empty() {
        match answer.layout {
            _ if grid.rows == 0 => blocks.push("*no rows*".to_owned()),
            Layout::Grid => blocks.push(grid_table(&grid)),
            Layout::Card => blocks.extend((0..grid.rows).map(|row| card_table(&grid, row))),
        }
    }
    let notes = notes(answer.notes.iter(), inline);
    if !notes.is_empty() {
        blocks.push(notes);
    }
    blocks.extend(references(&answer.sources).map(|line| inline(&line)));
    blocks.join("\n\n") + if blocks.is_empty() { "" } else { "\n" }
}

/// Notes as a list.
pub(super) fn notes<'a>(notes: impl Iterator<Item = &'a Note>, inline: impl Fn(&str) -> String) -> String {
    let lines = notes.map(|note| {
        let label = match note.kind {
            NoteKind::Note | NoteKind::Fact => String::new(),
            NoteKind::Mark(mark) => format!("{} ", inline(&mark.sign().to_string())),
            NoteKind::Warning => "**warning:** ".to_owned(),
            NoteKind::Caveat => "**caveat:** ".to_owned(),
        };
        format!("- {label}{}", inline(&note.text_with_advice()))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A column of a Markdown table: its texts from the heading down, and whether it is right-aligned.
struct MarkdownColumn {
    texts: Vec<String>,
    right: bool,
}

fn grid_table(grid: &Grid) -> String {
    let columns = grid.columns.iter().map(|column| {
        let texts = std::iter::once(cell(&column.name())).chain(column.texts().map(cell));
        MarkdownColumn { texts: texts.collect(), right: column.numeric }
    });
    table_lines(&columns.collect::<Vec<_>>())
}

/// A card as a table. Its headings are empty, because GitHub requires them.
fn card_table(grid: &Grid, row: usize) -> String {
    let column = |texts: Vec<String>| MarkdownColumn {
        texts: std::iter::once(String::new()).chain(texts).collect(),
        right: false,
    };
    let names = grid.columns.iter().map(|column| cell(&column.name())).collect();
    let values = grid.columns.iter().map(|column| cell(column.cell(row))).collect();
    table_lines(&[column(names), column(values)])
}

/// The lines of a table, with aligned bars so that its source is readable.
fn table_lines(columns: &[MarkdownColumn]) -> String {
    let widths: Vec<usize> =
        columns.iter().map(|column| column.texts.iter().map(|text| width(text)).max().unwrap_or(0).max(3)).collect();
    let height = columns.iter().map(|column| column.texts.len()).max().unwrap_or(0);
    let mut lines = Vec::with_capacity(height + 1);
    for at in 0..height {
        let mut line = String::from("|");
        for (column, wide) in columns.iter().zip(&widths) {
            let text = column.texts.get(at).map_or("", String::as_str);
            let blanks = " ".repeat(wide.saturating_sub(width(text)));
            let (before, after) = if column.right { (blanks.as_str(), "") } else { ("", blanks.as_str()) };
            line.extend([" ", before, text, after, " |"]);
        }
        lines.push(line);
        if at == 0 {
            lines.push(rule(columns, &widths));
        }
    }
    lines.join("\n")
}

fn rule(columns: &[MarkdownColumn], widths: &[usize]) -> String {
    let mut line = String::from("|");
    for (column, wide) in columns.iter().zip(widths) {
        let dashes = "-".repeat(wide.saturating_sub(1));
        let (left, right) = if column.right { ("", ":") } else { (":", "") };
        line.extend([" ", left, &dashes, right, " |"]);
    }
    line
}

fn cell(text: &str) -> String {
    escaped(text, "<br>")
}

/// Escapes a text, so that Markdown shows it unchanged: no bar ends a cell, no line break ends a row, and nothing becomes emphasis,
/// strikethrough (`~` on GitHub), code, a link or HTML.
pub(super) fn escaped(text: &str, line_break: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim().chars().peekable();
    let mut before = None;
    while let Some(character) = rest.next() {
        match character {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str(line_break),
            // Inside a word an underscore is no emphasis, and ids stay readable.
            '_' if before.is_some_and(char::is_alphanumeric)
                && rest.peek().is_some_and(|next| next.is_alphanumeric()) =>
            {
                out.push('_');
            }
            '|' | '\\' | '*' | '_' | '`' | '~' | '<' | '[' => out.extend(['\\', character]),
            _ => out.push(character),
        }
        before = Some(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_act_on_is_escaped() {
        assert_eq!(escaped("a|b\r\nc", "<br>"), r"a\|b<br>c");
        assert_eq!(escaped(r"a\|b", " "), r"a\\\|b");
        assert_eq!(escaped("~40 % … ~50 % *new* <b> [x](y)", " "), r"\~40 % … \~50 % \*new\* \<b> \[x](y)");
        assert_eq!(escaped("role_id _one_", " "), r"role_id \_one\_");
    }
}
