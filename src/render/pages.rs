//! Pages: as HTML, as Markdown and as a workbook.

use super::footer::reference;
use super::{Format, Options, Properties, RenderError, Sheet, html, markdown, render, workbook};
use crate::page::{Block, Page};

/// A format that a page can be printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageFormat {
    /// One self-contained file for a browser.
    Html,
    /// Headings and tables for GitHub, chat and wikis; without pictures.
    Markdown,
    /// A sheet for each table, then notes and sources.
    Xlsx,
}

impl PageFormat {
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

/// Prints a page.
///
/// # Errors
/// [`RenderError`] when a writer refuses, which memory never does.
pub fn page(page: &Page, format: PageFormat) -> Result<Vec<u8>, RenderError> {
    match format {
        PageFormat::Html => Ok(html::html(page)?.into_bytes()),
        PageFormat::Markdown => as_markdown(page).map(String::into_bytes),
        PageFormat::Xlsx => as_workbook(page),
    }
}

/// The page as Markdown: what has to be known stands once under each part, caveats in full and sources at the end.
fn as_markdown(page: &Page) -> Result<String, RenderError> {
    let plain = |text: &str| markdown::escaped(text, " ");
    let mut out = format!("# {}\n\n{}\n", plain(&page.title), plain(&page.subtitle));
    for (part, notes) in page.parts.iter().zip(page.notes()) {
        if !part.blocks.iter().any(|block| matches!(block, Block::Table(_))) {
            continue;
        }
        out.push_str(&format!("\n## {}\n", plain(&part.heading)));
        for block in &part.blocks {
            let Block::Table(answer) = block else { continue };
            let mut answer = answer.clone();
            answer.notes.clear();
            answer.sources.clear();
            let table = render(&answer, &Options::new(Format::Markdown))?;
            out.push('\n');
            out.push_str(&String::from_utf8_lossy(&table));
        }
        let notes = markdown::notes(notes.into_iter(), plain);
        if !notes.is_empty() {
            out.push_str(&format!("\n{notes}\n"));
        }
    }
    if !page.one_sheet && !page.caveats.is_empty() {
        out.push_str("\n## Caveats\n\n");
        for caveat in &page.caveats {
            out.push_str(&format!("- **{}**: {}\n", plain(&caveat.summary), plain(&caveat.statement)));
        }
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
    Ok(out)
}

/// The tables of the page; pictures stay behind, since the figures that they draw are in the tables.
fn as_workbook(page: &Page) -> Result<Vec<u8>, RenderError> {
    let mut sheets = Vec::new();
    for part in &page.parts {
        for block in &part.blocks {
            let Block::Table(answer) = block else { continue };
            let name = if answer.title.is_empty() { &part.heading } else { &answer.title };
            sheets.push(Sheet { name, answer });
        }
    }
    let imprint = &page.imprint;
    workbook(
        &sheets,
        &Properties {
            title: format!("{} · {}", page.title, page.subtitle),
            comment: format!("{}, {}", imprint.program, imprint.pack),
            created: imprint.on,
        },
    )
}
