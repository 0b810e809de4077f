//! Renders a page as one HTML file. It needs no network, is readable without its script, and suits light and dark screens and A4 paper.

mod band;
mod table;
mod waterfall;

use std::borrow::Cow;

use askama::Template;

use super::error::RenderError;
use super::footer::reference;
use crate::answer::{Note, NoteKind, Source};
use crate::figure::{self, SvgTarget};
use crate::page::{CaveatText, Page, PageBlock, PageKind, Part, PartNotes, Picture, Width};
use crate::xml::is_noncharacter;
use band::HtmlBand;
use table::{HtmlTable, TableSpace};
use waterfall::HtmlWaterfall;

/// The width of charts in pixels. The page scales them.
const PICTURE_WIDTH: u32 = 860;
/// The width of charts in parts of half width.
const HALF_PICTURE_WIDTH: u32 = 520;

/// A hiring brief.
#[derive(Template)]
#[template(path = "brief.html", config = "src/render/html/askama.toml")]
struct HtmlBrief<'a> {
    page: &'a Page,
    parts: Vec<HtmlPart<'a>>,
    /// The caveats beside the answer, and the others.
    heavy: &'a [CaveatText],
    folded: &'a [CaveatText],
    sources: Vec<ListedSource<'a>>,
    style: &'static str,
    figure_style: &'static str,
    script: &'static str,
}

/// A long page.
#[derive(Template)]
#[template(path = "report.html", config = "src/render/html/askama.toml")]
struct HtmlReport<'a> {
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
    blocks: Vec<HtmlBlock<'a>>,
    remarks: Vec<Remark<'a>>,
    caveats: Vec<CaveatLink<'a>>,
}

enum HtmlBlock<'a> {
    Figure(String),
    Table(HtmlTable),
    Band(HtmlBand<'a>),
    Waterfall(HtmlWaterfall<'a>),
}

struct Remark<'a> {
    text: Cow<'a, str>,
    warning: bool,
}

struct CaveatLink<'a> {
    number: usize,
    id: &'a str,
    summary: &'a str,
}

struct ListedSource<'a> {
    text: String,
    /// The address, if it is a web address.
    url: Option<&'a str>,
}

/// The style of every page.
const STYLE: &str = concat!(include_str!("style.css"), include_str!("band.css"), include_str!("print.css"));
/// Opens what is folded before a page is printed.
const BRIEF_SCRIPT: &str = include_str!("print.js");
const REPORT_SCRIPT: &str = concat!(include_str!("print.js"), include_str!("sort.js"));

/// The page as HTML.
pub(super) fn html(page: &Page) -> Result<String, RenderError> {
    let sources = page.sources();
    let notes = page.notes_by_part();
    let parts = page.parts.iter().zip(&notes).map(|(part, notes)| part_of(page, part, notes, &sources)).collect();
    let references = sources.iter().map(|source| ListedSource {
        text: reference(source),
        url: Some(source.url.as_str()).filter(|url| url.starts_with("https://") || url.starts_with("http://")),
    });
    let sources = references.collect();
    let text = match page.kind {
        PageKind::Brief => {
            let (heavy, folded) = page.caveats.split_at(page.heavy_caveats());
            let (style, figure_style, script) = (STYLE, figure::STYLESHEET, BRIEF_SCRIPT);
            HtmlBrief { page, parts, heavy, folded, sources, style, figure_style, script }.render()?
        }
        PageKind::Report => {
            let (style, figure_style, script) = (STYLE, figure::STYLESHEET, REPORT_SCRIPT);
            HtmlReport { page, parts, sources, style, figure_style, script }.render()?
        }
    };
    // Template, style and script contain no such characters, so they can be removed from the finished text in one place.
    Ok(if text.contains(is_forbidden) { text.replace(is_forbidden, "") } else { text })
}

/// Whether HTML must not contain a character: a noncharacter, or a control character that is no whitespace.
fn is_forbidden(character: char) -> bool {
    is_noncharacter(character) || character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}

/// A part with its notes.
fn part_of<'a>(page: &'a Page, part: &'a Part, notes: &PartNotes<'a>, sources: &[&Source]) -> HtmlPart<'a> {
    let space = match page.kind {
        PageKind::Report => TableSpace::LongPage,
        PageKind::Brief => TableSpace::Brief,
    };
    let mut blocks = Vec::new();
    for (at, block) in part.blocks.iter().enumerate() {
        let table = |answer| HtmlTable::new(answer, &part.heading, sources, space);
        blocks.push(match block {
            PageBlock::Table(answer) => HtmlBlock::Table(table(answer)),
            PageBlock::Picture(picture) => HtmlBlock::Figure(svg(picture, part, at, page.kind)),
            PageBlock::Band(band) => {
                // On half the width the amounts at the marks say all of it.
                let table = (part.width == Width::Full).then(|| table(&band.figures));
                HtmlBlock::Band(HtmlBand::new(band, table))
            }
            PageBlock::Waterfall(waterfall) => HtmlBlock::Waterfall(HtmlWaterfall::new(waterfall, sources)),
        });
    }
    let remark = |note: &&'a Note| Remark { text: note.document_text(), warning: note.kind == NoteKind::Warning };
    let caveat = |number: &usize| {
        let caveat = page.caveats.get(number.checked_sub(1)?)?;
        Some(CaveatLink { number: *number, id: &caveat.id, summary: &caveat.summary })
    };
    HtmlPart {
        id: &part.id,
        heading: &part.heading,
        width: match part.width {
            Width::Full => "full",
            Width::Half => "half",
        },
        blocks,
        remarks: notes.remarks.iter().map(remark).collect(),
        caveats: notes.caveats.iter().filter_map(caveat).collect(),
    }
}

/// A chart as SVG, without the notes, which stand under the part. In a brief its sources stand at the end.
fn svg(picture: &Picture, part: &Part, at: usize, kind: PageKind) -> String {
    let mut chart = picture.chart.clone();
    let caption = chart.caption_mut();
    caption.notes.clear();
    if kind == PageKind::Brief {
        caption.source.clear();
    }
    let width = if part.width == Width::Half { HALF_PICTURE_WIDTH } else { PICTURE_WIDTH };
    figure::svg(&figure::scene(&chart, width), SvgTarget::Page { id: &format!("figure-{}-{at}", part.id) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Answer, Column, Kind, Note, Table, Value};
    use crate::page::{Badge, Headline, Imprint};

    /// A page with the same text in every field.
    fn page_of(kind: PageKind, words: &str, url: &str) -> Page {
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
            kind,
            headline: Some(Headline {
                sentence: words.into(),
                details: vec![words.into()],
                badges: vec![Badge { text: words.into(), is_weak: true }],
            }),
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
        for kind in [PageKind::Brief, PageKind::Report] {
            let page = html(&page_of(kind, words, "")).unwrap();
            assert_eq!(page.matches("<script>").count(), 1, "the page's own");
            assert!(!page.contains("<img") && !page.contains("\"><script"), "{page}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let linked =
            |url: &str| html(&page_of(PageKind::Report, "a", url)).unwrap().contains(&format!("<a href=\"{url}\">"));
        assert!(linked("https://example.org/report") && linked("http://example.org"));
        assert!(!linked("javascript:alert(1)") && !linked("data:text/html,x") && !linked("file:///etc/passwd"));
    }
}
