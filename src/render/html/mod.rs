//! Renders a page as one HTML file. It needs no network, is readable without its script, and suits light and dark screens and A4 paper.

mod band;
mod calculator;
mod cells;
mod columns;
mod language;
mod publisher;
mod table;
mod waterfall;

use std::borrow::Cow;

use askama::Template;

use super::error::RenderError;
use super::footer::reference;
use crate::answer::{Note, NoteKind, Source};
use crate::figure::{self, Caption, SvgTarget};
use crate::money::grouped;
use crate::page::{CaveatText, Page, PageBlock, PageKind, Part, PartNotes, Picture, PriceFinder, Shown, Width};
use crate::xml::is_noncharacter;
use band::HtmlBand;
use language::marked;
use table::{HtmlTable, TableSpace};
use waterfall::HtmlWaterfall;

/// The widths of a chart in pixels, with the class of the screens that show it: phones, tablets and half pages, and whole pages.
/// `style.css` shows a drawing only where it has its width, so that no letter shrinks.
const PICTURE_WIDTHS: [(&str, u32); 3] = [("narrow", 360), ("medium", 640), ("wide", 960)];

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
    /// The prices of the calculator, as JSON.
    prices: Option<String>,
    /// The most prices that a page holds, where the pack has more.
    too_many: Option<String>,
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
    folded: bool,
    /// Whether the calculator has its figures.
    in_calculator: bool,
    blocks: Vec<HtmlBlock<'a>>,
    remarks: Vec<Remark<'a>>,
    caveats: Vec<CaveatLink<'a>>,
}

enum HtmlBlock<'a> {
    /// A chart for screens of each width.
    Figure(Vec<HtmlFigure>),
    Table(HtmlTable),
    Band(HtmlBand<'a>),
    Waterfall(HtmlWaterfall<'a>),
}

struct HtmlFigure {
    class: &'static str,
    markup: String,
}

struct Remark<'a> {
    text: Cow<'a, str>,
    warning: bool,
}

struct CaveatLink<'a> {
    number: usize,
    id: &'a str,
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
const REPORT_SCRIPT: &str = concat!(
    include_str!("print.js"),
    include_str!("sort.js"),
    include_str!("search.js"),
    include_str!("offer.js"),
    include_str!("calculator.js")
);

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
            let (prices, too_many) = match &page.prices {
                Some(PriceFinder::Calculator(found)) => (Some(calculator::data(found)), None),
                Some(PriceFinder::TooMany(most)) => (None, Some(grouped((*most as u64).into(), 0))),
                None => (None, None),
            };
            HtmlReport { page, prices, too_many, parts, sources, style, figure_style, script }.render()?
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
    let space = match (page.kind, part.shown) {
        (PageKind::Brief, _) => TableSpace::Brief,
        (PageKind::Report, Shown::InCalculator) => TableSpace::WithoutScript,
        (PageKind::Report, Shown::Open | Shown::Folded) => TableSpace::LongPage,
    };
    let mut blocks = Vec::new();
    for (at, block) in part.blocks.iter().enumerate() {
        if block.answer().shown().rows.is_empty() {
            continue;
        }
        let table = |answer| HtmlTable::new(answer, &part.heading, sources, space);
        blocks.push(match block {
            PageBlock::Table(answer) => HtmlBlock::Table(table(answer)),
            PageBlock::Picture(picture) => HtmlBlock::Figure(svgs(picture, part, at)),
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
        Some(CaveatLink { number: *number, id: &caveat.id })
    };
    HtmlPart {
        id: &part.id,
        heading: &part.heading,
        width: match part.width {
            Width::Full => "full",
            Width::Half => "half",
            Width::Gallery => "gallery",
        },
        folded: part.shown == Shown::Folded,
        in_calculator: part.shown == Shown::InCalculator,
        blocks,
        remarks: notes.remarks.iter().map(remark).collect(),
        caveats: notes.caveats.iter().filter_map(caveat).collect(),
    }
}

/// A chart as SVG in each width, without the notes and sources, which stand elsewhere on the page.
fn svgs(picture: &Picture, part: &Part, at: usize) -> Vec<HtmlFigure> {
    let mut chart = picture.chart.clone();
    let caption = std::mem::take(chart.caption_mut());
    *chart.caption_mut() = Caption {
        title: caption.title,
        subtitle: caption.subtitle,
        description: caption.description,
        when_empty: caption.when_empty,
        ..Caption::default()
    };
    let figure = |(class, width): (&'static str, u32)| {
        let id = format!("figure-{}-{at}-{class}", part.id);
        HtmlFigure { class, markup: figure::svg(&figure::scene(&chart, width), SvgTarget::Page { id: &id }) }
    };
    PICTURE_WIDTHS.map(figure).into()
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
            prices: None,
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
                shown: Shown::Open,
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
