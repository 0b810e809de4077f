//! Renders pages: as HTML, as Markdown and as workbooks.

use super::error::RenderError;
use super::footer::reference;
use super::workbook::{Properties, Sheet, stacked_workbook, workbook};
use super::{html, markdown};
use crate::answer::{Answer, Column, Kind, NoteKind, Table};
use crate::page::{CaveatText, Page, PageBlock, PageKind};
use crate::screen::Screen;

/// A format for pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageFormat {
    /// One self-contained HTML file.
    Html,
    /// Headings and tables in Markdown, without charts.
    Markdown,
    /// A workbook with a sheet for each table, then notes and sources.
    Xlsx,
}

impl PageFormat {
    /// Every format.
    pub const ALL: [PageFormat; 3] = [PageFormat::Html, PageFormat::Markdown, PageFormat::Xlsx];

    /// Its name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PageFormat::Html => "html",
            PageFormat::Markdown => "markdown",
            PageFormat::Xlsx => "xlsx",
        }
    }

    /// The format that a file's extension asks for.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(PageFormat::Html),
            "md" | "markdown" => Some(PageFormat::Markdown),
            "xlsx" => Some(PageFormat::Xlsx),
            _ => None,
        }
    }
}

/// Renders a page.
///
/// # Errors
/// [`RenderError::CellTooLong`] and [`RenderError::SheetTooLarge`] for what a workbook cannot hold. Other errors come from writers,
/// which do not fail when they write to memory.
pub fn page(page: &Page, format: PageFormat) -> Result<Vec<u8>, RenderError> {
    match format {
        PageFormat::Html => Ok(html::html(page)?.into_bytes()),
        PageFormat::Markdown => Ok(as_markdown(page).into_bytes()),
        PageFormat::Xlsx => as_workbook(page),
    }
}

/// The tables of each part for a format without charts: its tables, and the data of charts that stands in no other table. Notes
/// have no advice, because a page has no command line.
fn tables(page: &Page) -> Vec<Vec<Answer>> {
    let own = page.parts.iter().flat_map(|part| &part.blocks).filter_map(|block| match block {
        PageBlock::Picture(_) => None,
        other => Some(&other.answer().table),
    });
    let mut there: Vec<&Table> = own.collect();
    let mut out = Vec::new();
    for part in &page.parts {
        let mut tables = Vec::new();
        for block in &part.blocks {
            let mut answer = match block {
                PageBlock::Picture(picture) if is_contained(&picture.data.table, &there) => continue,
                PageBlock::Picture(picture) => {
                    there.push(&picture.data.table);
                    let alone = part.blocks.len() == 1;
                    Answer {
                        title: if alone { String::new() } else { picture.data.title.clone() },
                        ..picture.data.clone()
                    }
                }
                other => other.answer().clone(),
            };
            for note in &mut answer.notes {
                note.advice = None;
            }
            tables.push(answer);
        }
        out.push(tables);
    }
    out
}

/// Whether other tables hold the figures of a table: for each row one with the same ids and numbers.
fn is_contained(table: &Table, others: &[&Table]) -> bool {
    let compared: Vec<(usize, &Column)> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.kind.is_numeric() || column.name == "key" || column.name.ends_with("_id"))
        .collect();
    table.rows.iter().all(|row| {
        others.iter().any(|other| {
            let place = |name: &str| other.columns.iter().position(|column| column.name == name);
            let places: Option<Vec<(usize, usize)>> =
                compared.iter().map(|(at, column)| place(&column.name).map(|there| (*at, there))).collect();
            places.is_some_and(|places| {
                other.rows.iter().any(|there| places.iter().all(|(one, other)| row.get(*one) == there.get(*other)))
            })
        })
    })
}

/// The page as Markdown: notes under each part, then caveats in full and sources.
fn as_markdown(page: &Page) -> String {
    let plain = |text: &str| markdown::escaped(text, " ");
    let mut out = format!("# {}\n\n{}\n", plain(&page.title), plain(&page.subtitle));
    if let Some(headline) = &page.headline {
        let badges: Vec<&str> = headline.badges.iter().map(|badge| badge.text.as_str()).collect();
        let badges = badges.join(", ");
        let details: Vec<&str> =
            std::iter::once(badges.as_str()).chain(headline.details.iter().map(String::as_str)).collect();
        out.push_str(&format!("\n**{}**\n\n{}\n", plain(&headline.sentence), plain(&details.join(" · "))));
    }
    let caveat = |(at, caveat): (usize, &CaveatText)| {
        format!("- **caveat {}:** {}. {}\n", at + 1, plain(&caveat.summary), plain(&caveat.statement))
    };
    let heavy = page.heavy_caveats();
    for ((at, part), (tables, notes)) in
        page.parts.iter().enumerate().zip(tables(page).into_iter().zip(page.notes_by_part()))
    {
        if tables.is_empty() {
            continue;
        }
        out.push_str(&format!("\n## {}\n", plain(&part.heading)));
        for mut answer in tables {
            answer.notes.clear();
            answer.sources.clear();
            out.push('\n');
            out.push_str(&markdown::markdown(&answer, &Screen::default()));
        }
        let mut lines: Vec<String> = Vec::new();
        for note in &notes.remarks {
            let label = if note.kind == NoteKind::Warning { "**warning:** " } else { "" };
            lines.push(format!("- {label}{}\n", plain(&note.document_text())));
        }
        if at == 0 {
            lines.extend(page.caveats.iter().enumerate().take(heavy).map(caveat));
        }
        if page.kind == PageKind::Report {
            lines.extend(notes.caveat_numbers().map(|numbers| format!("- **caveats:** {numbers}\n")));
        }
        if !lines.is_empty() {
            out.push_str(&format!("\n{}", lines.concat()));
        }
    }
    if page.caveats.len() > heavy {
        out.push_str("\n## Caveats\n\n");
        page.caveats.iter().enumerate().skip(heavy).map(caveat).for_each(|line| out.push_str(&line));
    }
    out.push_str("\n## Sources\n\n");
    for (at, source) in page.sources().into_iter().enumerate() {
        let url = if source.url.is_empty() { String::new() } else { format!(", <{}>", source.url) };
        out.push_str(&format!("{}. {}{url}\n", at + 1, plain(&reference(source))));
    }
    let imprint = &page.imprint;
    out.push_str(&format!(
        "\nMade on {} by {} from the data {}.\n",
        imprint.on,
        plain(&imprint.program),
        plain(&imprint.pack)
    ));
    out
}

/// The page as a workbook: its tables, the data of its charts, and its caveats in full.
fn as_workbook(page: &Page) -> Result<Vec<u8>, RenderError> {
    let tables = tables(page);
    let mut sheets = Vec::new();
    for (part, tables) in page.parts.iter().zip(&tables) {
        for answer in tables {
            let name = if answer.title.is_empty() { &part.heading } else { &answer.title };
            sheets.push(Sheet { name, answer });
        }
    }
    let columns = ["caveat_id", "summary", "statement"].map(|name| Column::data(name, Kind::Text));
    let row =
        |caveat: &CaveatText| [&caveat.id, &caveat.summary, &caveat.statement].map(|text| text.as_str().into()).into();
    let caveats = Answer {
        table: Table { columns: columns.into(), rows: page.caveats.iter().map(row).collect() },
        ..Answer::default()
    };
    if !page.caveats.is_empty() {
        sheets.push(Sheet { name: "Caveats", answer: &caveats });
    }
    let imprint = &page.imprint;
    let properties = Properties {
        title: format!("{} · {}", page.title, page.subtitle),
        comment: format!("{}, {}", imprint.program, imprint.pack),
        created: imprint.on,
    };
    match page.kind {
        PageKind::Brief => stacked_workbook("Hiring brief", &answer_lines(page), &sheets, &properties),
        PageKind::Report => workbook(&sheets, &properties),
    }
}

/// The answer of a page in lines of text: its title, its headline, and how an offer stands.
fn answer_lines(page: &Page) -> Vec<String> {
    let mut lines = vec![page.title.clone()];
    if let Some(headline) = &page.headline {
        lines.push(headline.sentence.clone());
        lines.extend(headline.details.iter().cloned());
    }
    let blocks = page.parts.iter().flat_map(|part| &part.blocks);
    let bands = blocks.filter_map(|block| if let PageBlock::Band(band) = block { Some(band) } else { None });
    let offers = bands.flat_map(|band| &band.rows).filter_map(|row| row.offer.as_ref());
    lines.extend(offers.map(|offer| offer.text.clone()));
    lines
}
