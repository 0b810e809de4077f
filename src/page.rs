//! The model of a page: parts under headings, with tables and charts.
//!
//! `brief` builds pages and `render` prints them. A page knows neither packs nor pricing, formats or files.

use jiff::civil::Date;

use crate::answer::{Answer, Note, NoteKind, Source};
use crate::figure::Chart;

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The title.
    pub title: String,
    /// The subtitle: the data that the page shows.
    pub subtitle: String,
    /// Whether it must fit one sheet of paper. Other pages have a table of contents.
    pub one_sheet: bool,
    /// Its date, program and data.
    pub imprint: Imprint,
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// The known problems in its data, in full.
    pub caveats: Vec<CaveatText>,
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
    /// The blocks, in order.
    pub blocks: Vec<PageBlock>,
}

/// The width of a part, where the page is wide enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// The whole width.
    Full,
    /// Half the width, beside another part.
    Half,
}

/// A table or a picture of a part.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a page has a few dozen")]
pub enum PageBlock {
    /// A table.
    Table(Answer),
    /// A picture.
    Picture(Picture),
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

/// The notes under a part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartNotes<'a> {
    /// The notes to print here. On a single sheet caveats have numbers.
    pub lines: Vec<(Option<usize>, &'a Note)>,
    /// The numbers of the caveats of this part that are printed under a part above.
    pub repeated: Vec<usize>,
}

impl PartNotes<'_> {
    /// The numbers in `repeated` as ranges, such as `1–4, 7`; `None` without any.
    #[must_use]
    pub fn repeated_numbers(&self) -> Option<String> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for number in &self.repeated {
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
        }
    }
}

impl Page {
    /// The notes under each part, without duplicates. On a single sheet, a part also leaves out the notes of the parts above, and
    /// repeats only the numbers of their caveats.
    #[must_use]
    pub fn notes_by_part(&self) -> Vec<PartNotes<'_>> {
        let mut printed: Vec<&Note> = Vec::new();
        let mut caveats: Vec<&Note> = Vec::new();
        let mut out = Vec::new();
        for part in &self.parts {
            if !self.one_sheet {
                printed.clear();
            }
            let before = printed.len();
            let mut notes = PartNotes::default();
            for note in part.blocks.iter().flat_map(|block| &block.answer().notes) {
                let known = printed.iter().position(|known| *known == note);
                let is_caveat = self.one_sheet && note.kind == NoteKind::Caveat;
                if known.is_none() {
                    printed.push(note);
                    if is_caveat {
                        caveats.push(note);
                    }
                }
                let number = caveats.iter().position(|known| *known == note).map(|at| at + 1).filter(|_| is_caveat);
                match (known, number) {
                    (None, _) => notes.lines.push((number, note)),
                    (Some(at), Some(number)) if at < before && !notes.repeated.contains(&number) => {
                        notes.repeated.push(number)
                    }
                    _ => {}
                }
            }
            notes.repeated.sort_unstable();
            out.push(notes);
        }
        out
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
        Part { id: String::new(), heading: String::new(), width: Width::Full, blocks: vec![PageBlock::Table(answer)] }
    }

    fn page(one_sheet: bool, parts: Vec<Part>) -> Page {
        let imprint = Imprint { on: jiff::civil::date(2025, 12, 1), program: String::new(), pack: String::new() };
        Page { title: String::new(), subtitle: String::new(), one_sheet, imprint, parts, caveats: Vec::new() }
    }

    fn printed(page: &Page) -> Vec<Vec<&str>> {
        page.notes_by_part()
            .into_iter()
            .map(|notes| notes.lines.into_iter().map(|(_, note)| note.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn a_sheet_says_a_line_once_and_a_long_page_once_in_each_part() {
        let parts = || vec![part(&["a", "b", "a"], &[]), part(&["b", "c"], &[]), part(&["a"], &[])];
        assert_eq!(printed(&page(true, parts())), [vec!["a", "b"], vec!["c"], vec![]]);
        assert_eq!(printed(&page(false, parts())), [vec!["a", "b"], vec!["b", "c"], vec!["a"]]);
    }

    #[test]
    fn a_source_is_listed_once_where_it_is_first_met() {
        let page = page(false, vec![part(&[], &["report", "bank"]), part(&[], &["ours", "report"])]);
        let ids: Vec<&str> = page.sources().into_iter().map(|source| source.id.as_str()).collect();
        assert_eq!(ids, ["report", "bank", "ours"]);
    }

    #[test]
    fn a_sheet_numbers_its_caveats_and_says_which_of_those_above_concern_a_part() {
        let with = |ids: &[&str]| {
            let mut part = part(&["a"], &[]);
            if let Some(PageBlock::Table(answer)) = part.blocks.first_mut() {
                answer.notes.extend(ids.iter().map(|id| Note::caveat(*id, "low", *id)));
            }
            part
        };
        let page = |one_sheet| {
            page(one_sheet, vec![with(&["x", "y", "z", "x"]), with(&["z", "w", "x", "y", "z"]), with(&["w", "x"])])
        };
        let sheet = page(true);
        let notes = sheet.notes_by_part();
        let numbers: Vec<Vec<Option<usize>>> =
            notes.iter().map(|notes| notes.lines.iter().map(|(number, _)| *number).collect()).collect();
        assert_eq!(numbers, [vec![None, Some(1), Some(2), Some(3)], vec![Some(4)], vec![]]);
        let again: Vec<Option<String>> = notes.iter().map(PartNotes::repeated_numbers).collect();
        assert_eq!(again, [None, Some("1–3".to_owned()), Some("1, 4".to_owned())]);
        // A long page links to them instead.
        let long = page(false);
        assert!(
            long.notes_by_part()
                .iter()
                .all(|notes| notes.repeated.is_empty() && notes.lines.iter().all(|(number, _)| number.is_none()))
        );
    }
}
