//! The model of a page: parts under headings, with tables and charts.
//!
//! `brief` builds pages and `render` prints them. A page knows neither packs nor pricing, formats or files.

mod badge;
mod band;
mod calculator;

use jiff::civil::Date;

pub use badge::Badge;
pub use band::{Band, BandRow, Place, ThinRange, Waterfall, WaterfallStep};
pub use calculator::{Calculator, CalculatorPrice, Choice, PriceFinder, UnitPrice};

use crate::answer::{Answer, Note, NoteKind, Source};
use crate::figure::Chart;

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The title.
    pub title: String,
    /// The subtitle: the data that the page shows.
    pub subtitle: String,
    /// What it is.
    pub kind: PageKind,
    /// The answer in a sentence; `None` where the page has no single answer.
    pub headline: Option<Headline>,
    /// What it looks prices up with.
    pub prices: Option<PriceFinder>,
    /// Its date, program and data.
    pub imprint: Imprint,
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// The known problems in its data, in full.
    pub caveats: Vec<CaveatText>,
}

/// A kind of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// A hiring brief: a few sheets of paper about one role and place. Its caveats stand together.
    Brief,
    /// A long page with a table of contents.
    Report,
}

/// The answer of a page in a sentence, in the largest letters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headline {
    /// The sentence: `USD 87–101k base, about CNY 52–60k a month`.
    pub sentence: String,
    /// What else matters, in the order of importance.
    pub details: Vec<String>,
    /// What kind of figure it is: `published`, `slotted, grade C`.
    pub badges: Vec<Badge>,
}

/// The day on which a page was made, and the program and the pack that it was made with.
#[derive(Debug, Clone)]
pub struct Imprint {
    /// The day.
    pub on: Date,
    /// The program and its version.
    pub program: String,
    /// The pack and its version.
    pub pack: String,
}

/// A part of a page.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its id for links, in lower case with hyphens.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// Its width.
    pub width: Width,
    /// How a page with a script shows it.
    pub shown: Shown,
    /// The blocks, in order.
    pub blocks: Vec<PageBlock>,
}

/// How a page with a script shows a part. Without one, all parts are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// Open.
    #[default]
    Open,
    /// Folded on a phone.
    Folded,
    /// Not at all: the calculator has its figures.
    InCalculator,
}

/// The width of a part, where the page is wide enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// The whole width.
    Full,
    /// Half the width, beside another part.
    Half,
    /// The whole width, its pictures beside each other.
    Gallery,
}

/// A table or a picture of a part.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a page has a few dozen")]
pub enum PageBlock {
    /// A table.
    Table(Answer),
    /// A picture.
    Picture(Picture),
    /// Market ranges on one axis, with their table.
    Band(Band),
    /// The steps of a price.
    Waterfall(Waterfall),
}

/// A chart, and the answer whose figures it draws.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The chart. Its caption has notes and source, for a picture outside a page.
    pub chart: Chart,
    /// The figures, with their notes and sources.
    pub data: Answer,
}

/// A known problem in the data, in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaveatText {
    /// Its id, as in notes.
    pub id: String,
    /// A summary in one clause.
    pub summary: String,
    /// The full statement.
    pub statement: String,
}

/// The most caveats that stand beside the answer of a brief.
const MAX_HEAVY_CAVEATS: usize = 2;

/// The notes under a part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartNotes<'a> {
    /// The notes that are no caveats.
    pub remarks: Vec<&'a Note>,
    /// The numbers of its caveats in the list of the page, from 1, in ascending order.
    pub caveats: Vec<usize>,
}

impl PartNotes<'_> {
    /// The numbers of its caveats as ranges, such as `1–4, 7`; `None` without any.
    #[must_use]
    pub fn caveat_numbers(&self) -> Option<String> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for number in &self.caveats {
            match runs.last_mut() {
                Some((_, end)) if *end + 1 == *number => *end = *number,
                _ => runs.push((*number, *number)),
            }
        }
        let runs =
            runs.iter().map(|(start, end)| if start == end { start.to_string() } else { format!("{start}–{end}") });
        let words = runs.collect::<Vec<_>>().join(", ");
        (!words.is_empty()).then_some(words)
    }
}

impl PageBlock {
    /// The answer of the table or the picture.
    #[must_use]
    pub fn answer(&self) -> &Answer {
        match self {
            PageBlock::Table(answer) => answer,
            PageBlock::Picture(picture) => &picture.data,
            PageBlock::Band(band) => &band.figures,
            PageBlock::Waterfall(waterfall) => &waterfall.figures,
        }
    }
}

impl Page {
    /// The notes under each part, without duplicates. In a brief, a part also leaves out the remarks of the parts above.
    #[must_use]
    pub fn notes_by_part(&self) -> Vec<PartNotes<'_>> {
        let mut printed: Vec<&Note> = Vec::new();
        let mut out = Vec::new();
        for part in &self.parts {
            if self.kind == PageKind::Report {
                printed.clear();
            }
            let mut notes = PartNotes::default();
            for note in part.blocks.iter().flat_map(|block| &block.answer().notes) {
                if note.kind == NoteKind::Caveat {
                    let number = self.caveats.iter().position(|caveat| Some(&caveat.id) == note.id.as_ref());
                    notes.caveats.extend(number.map(|at| at + 1).filter(|number| !notes.caveats.contains(number)));
                } else if !printed.contains(&note) {
                    printed.push(note);
                    notes.remarks.push(note);
                }
            }
            notes.caveats.sort_unstable();
            out.push(notes);
        }
        out
    }

    /// The number of caveats that stand beside the answer: at most two, with the greatest effect on it. The others may be folded.
    #[must_use]
    pub fn heavy_caveats(&self) -> usize {
        match self.kind {
            PageKind::Brief => self.caveats.len().min(MAX_HEAVY_CAVEATS),
            PageKind::Report => 0,
        }
    }

    /// The documents that the figures come from, each once, in the order of their first use.
    #[must_use]
    pub fn sources(&self) -> Vec<&Source> {
        let mut out: Vec<&Source> = Vec::new();
        let answers = self.parts.iter().flat_map(|part| &part.blocks).map(PageBlock::answer);
        for source in answers.flat_map(|answer| &answer.sources) {
            if !out.iter().any(|known| known.id == source.id) {
                out.push(source);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(notes: &[&str], sources: &[&str]) -> Part {
        let source = |id: &&str| Source { id: (*id).to_owned(), ..Source::default() };
        let answer = Answer {
            notes: notes.iter().map(|text| Note::new(*text)).collect(),
            sources: sources.iter().map(source).collect(),
            ..Answer::default()
        };
        Part {
            id: String::new(),
            heading: String::new(),
            width: Width::Full,
            shown: Shown::Open,
            blocks: vec![PageBlock::Table(answer)],
        }
    }

    fn page(kind: PageKind, parts: Vec<Part>) -> Page {
        let imprint = Imprint { on: jiff::civil::date(2025, 12, 1), program: String::new(), pack: String::new() };
        let caveats = ["x", "y", "z", "w"].map(|id| CaveatText {
            id: id.to_owned(),
            summary: String::new(),
            statement: String::new(),
        });
        Page {
            title: String::new(),
            subtitle: String::new(),
            kind,
            headline: None,
            prices: None,
            imprint,
            parts,
            caveats: caveats.into(),
        }
    }

    fn printed(page: &Page) -> Vec<Vec<&str>> {
        page.notes_by_part()
            .into_iter()
            .map(|notes| notes.remarks.into_iter().map(|note| note.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn a_brief_says_a_line_once_and_a_long_page_once_in_each_part() {
        let parts = || vec![part(&["a", "b", "a"], &[]), part(&["b", "c"], &[]), part(&["a"], &[])];
        assert_eq!(printed(&page(PageKind::Brief, parts())), [vec!["a", "b"], vec!["c"], vec![]]);
        assert_eq!(printed(&page(PageKind::Report, parts())), [vec!["a", "b"], vec!["b", "c"], vec!["a"]]);
    }

    #[test]
    fn a_source_is_listed_once_where_it_is_first_met() {
        let page = page(PageKind::Report, vec![part(&[], &["report", "bank"]), part(&[], &["ours", "report"])]);
        let ids: Vec<&str> = page.sources().into_iter().map(|source| source.id.as_str()).collect();
        assert_eq!(ids, ["report", "bank", "ours"]);
    }

    #[test]
    fn a_part_names_its_caveats_by_their_numbers_in_the_list_of_the_page() {
        let with = |ids: &[&str]| {
            let mut part = part(&["a"], &[]);
            if let Some(PageBlock::Table(answer)) = part.blocks.first_mut() {
                answer.notes.extend(ids.iter().map(|id| Note::caveat(*id, "low", *id)));
            }
            part
        };
        for kind in [PageKind::Brief, PageKind::Report] {
            let page = page(kind, vec![with(&["z", "x", "y", "x"]), with(&["w", "x"]), with(&[])]);
            let numbers: Vec<Option<String>> = page.notes_by_part().iter().map(PartNotes::caveat_numbers).collect();
            assert_eq!(numbers, [Some("1–3".to_owned()), Some("1, 4".to_owned()), None], "{kind:?}");
        }
    }
}
