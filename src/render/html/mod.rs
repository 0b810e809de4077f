//! Renders a page as one HTML file. It needs no network, is readable without its script, and suits light and dark screens and A4 paper.

mod table;

use std::borrow::Cow;

use askama::Template;

use super::error::RenderError;
use super::footer::reference;
use crate::answer::{NoteKind, Source};
use crate::figure::{self, SvgTarget};
use crate::page::{Page, PageBlock, Part, PartNotes, Picture, Width};
use crate::xml::is_noncharacter;
use table::{HtmlTable, TableSpace};

/// The width of charts in pixels. The page scales them.
const PICTURE_WIDTH: u32 = 860;
/// The width of charts in parts of half width.
const HALF_PICTURE_WIDTH: u32 = 520;

#[derive(Template)]
#[template(path = "page.html", config = "src/render/html/askama.toml")]
struct HtmlPage<'a> {
    page: &'a Page,
    parts: Vec<HtmlPart<'a>>,
    sources: Vec<ListedSource<'a>>,
    style: &'static str,
    figure_style: &'static str,
    script: &'static str,
}

struct HtmlPart<'a> {
    id: &'a str,
    heading: &'a str,
    width: &'static str,
    blocks: Vec<HtmlBlock>,
    remarks: Vec<Remark<'a>>,
    caveats: Vec<CaveatLink<'a>>,
    /// The numbers of its caveats that are printed above.
    repeated: Option<String>,
}

enum HtmlBlock {
    Figure(String),
    Table(HtmlTable),
}

struct Remark<'a> {
    text: Cow<'a, str>,
    warning: bool,
}

struct CaveatLink<'a> {
    number: Option<usize>,
    id: &'a str,
    text: &'a str,
}

struct ListedSource<'a> {
    text: String,
    /// The address, if it is a web address.
    url: Option<&'a str>,
}

/// The page as HTML.
pub(super) fn html(page: &Page) -> Result<String, RenderError> {
    let sources = page.sources();
    let notes = page.notes_by_part();
    let parts =
        page.parts.iter().zip(&notes).map(|(part, notes)| part_of(part, notes, &sources, page.one_sheet)).collect();
    let references = sources.iter().map(|source| ListedSource {
        text: reference(source),
        url: Some(source.url.as_str()).filter(|url| url.starts_with("https://") || url.starts_with("http://")),
    });
    let whole = HtmlPage {
        page,
        parts,
        sources: references.collect(),
        style: include_str!("style.css"),
        figure_style: figure::STYLESHEET,
        script: include_str!("sort.js"),
    };
    let text = whole.render()?;
    // Template, style and script contain no such characters, so they can be removed from the finished text in one place.
    Ok(if text.contains(is_forbidden) { text.replace(is_forbidden, "") } else { text })
}

/// Whether HTML must not contain a character: a noncharacter, or a control character that is no whitespace.
fn is_forbidden(character: char) -> bool {
    is_noncharacter(character) || character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}

/// A part with its notes.
fn part_of<'a>(part: &'a Part, notes: &PartNotes<'a>, sources: &[&Source], one_sheet: bool) -> HtmlPart<'a> {
    let space = match (one_sheet, part.width) {
        (false, _) => TableSpace::LongPage,
        (true, Width::Full) => TableSpace::SheetLine,
        (true, Width::Half) => TableSpace::HalfSheetLine,
    };
    let mut blocks = Vec::new();
    for (at, block) in part.blocks.iter().enumerate() {
        blocks.push(match block {
            PageBlock::Table(answer) => HtmlBlock::Table(HtmlTable::new(answer, &part.heading, sources, space)),
            PageBlock::Picture(picture) => HtmlBlock::Figure(svg(picture, part, at, one_sheet)),
        });
    }
    let mut remarks = Vec::new();
    let mut caveats = Vec::new();
    for (number, note) in &notes.lines {
        match (note.kind, &note.id) {
            (NoteKind::Caveat, Some(id)) => {
                caveats.push(CaveatLink { number: *number, id, text: &note.text });
            }
            (kind, _) => remarks.push(Remark { text: note.document_text(), warning: kind == NoteKind::Warning }),
        }
    }
    HtmlPart {
        id: &part.id,
        heading: &part.heading,
        width: match part.width {
            Width::Full => "full",
            Width::Half => "half",
        },
        blocks,
        remarks,
        caveats,
        repeated: notes.repeated_numbers(),
    }
}

/// A chart as SVG, without the notes, which stand under the part. On a single sheet its sources stand at the end.
fn svg(picture: &Picture, part: &Part, at: usize, one_sheet: bool) -> String {
    let mut chart = picture.chart.clone();
    let caption = chart.caption_mut();
    caption.notes.clear();
    caption.details.clear();
    if one_sheet {
        caption.source.clear();
    }
    let width = if part.width == Width::Half { HALF_PICTURE_WIDTH } else { PICTURE_WIDTH };
    figure::svg(&figure::scene(&chart, width), SvgTarget::Page { id: &format!("figure-{}-{at}", part.id) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Answer, Column, Kind, Note, Table, Value};
    use crate::page::{CaveatText, Imprint};

    /// A page with the same text in every field.
    fn page_of(words: &str, url: &str) -> Page {
        let source = Source { id: words.into(), title: words.into(), url: url.into(), ..Source::default() };
        let answer = Answer {
            title: words.into(),
            unit: words.into(),
            table: Table {
                columns: vec![Column::new("a", words.to_owned(), Kind::Text)],
                rows: vec![vec![Value::text(words)]],
            },
            notes: vec![Note::new(words), Note::warning(words), Note::caveat(words, "low", words)],
            sources: vec![source],
            ..Answer::default()
        };
        Page {
            title: words.into(),
            subtitle: words.into(),
            one_sheet: false,
            imprint: Imprint { on: jiff::civil::date(2025, 12, 1), program: words.into(), pack: words.into() },
            parts: vec![Part {
                id: words.into(),
                heading: words.into(),
                width: Width::Full,
                blocks: vec![PageBlock::Table(answer)],
            }],
            caveats: vec![CaveatText { id: words.into(), summary: words.into(), statement: words.into() }],
        }
    }

    #[test]
    fn words_of_a_pack_are_never_markup() {
        let words = "\"><script>alert('x')</script><img src=x onerror=y>&";
        let page = html(&page_of(words, "")).unwrap();
        assert_eq!(page.matches("<script>").count(), 1, "the page's own");
        assert!(!page.contains("<img") && !page.contains("\"><script"), "{page}");
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let linked = |url: &str| html(&page_of("a", url)).unwrap().contains(&format!("<a href=\"{url}\">"));
        assert!(linked("https://example.org/report") && linked("http://example.org"));
        assert!(!linked("javascript:alert(1)") && !linked("data:text/html,x") && !linked("file:///etc/passwd"));
    }
}
