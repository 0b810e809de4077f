//! Pages: parts under headings, each made of answers and pictures.
//!
//! The result model of what is longer than one answer; `brief` fills it, `render` prints it. Refuses to know of packs,
//! pricing, formats and files.

use jiff::civil::Date;

use crate::answer::{Answer, Note, NoteKind, Source};
use crate::figure::Chart;

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// Where, for whom and for when it holds.
    pub subtitle: String,
    /// Whether it has to fit one sheet of paper; a longer page gets a list of its parts.
    pub one_sheet: bool,
    /// What made it.
    pub imprint: Imprint,
    /// What it says, in order.
    pub parts: Vec<Part>,
    /// The known problems in the data that concern it, in full.
    pub caveats: Vec<Caveat>,
}

/// What made a page, since program, data and day all decide what it says.
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
    /// What links call it: lower case with hyphens.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// How much of a line it takes.
    pub width: Width,
    /// What it holds, in order.
    pub blocks: Vec<Block>,
}

/// How much of a line a part takes, where the page is wide enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// All of it.
    Full,
    /// Half, beside another.
    Half,
}

/// A piece of a part.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a page has a few dozen")]
pub enum Block {
    /// A table.
    Table(Answer),
    /// A picture; the table behind it stands elsewhere on the page.
    Picture(Picture),
}

/// A picture, and the answer whose figures it draws.
#[derive(Debug, Clone)]
pub struct Picture {
    /// What to draw. Its caption is complete in itself, with notes and source, for a picture that stands alone.
    pub chart: Chart,
    /// The figures drawn, with their notes and sources.
    pub data: Answer,
}

/// A known problem in the data, in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caveat {
    /// Its id, as in notes.
    pub id: String,
    /// One clause.
    pub summary: String,
    /// The whole of it.
    pub statement: String,
}

/// What has to be known beside the figures of a part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notes<'a> {
    /// The lines that are said here; on a single sheet caveats have numbers.
    pub said: Vec<(Option<usize>, &'a Note)>,
    /// The numbers of the caveats that concern this part too and are said in a part above.
    pub again: Vec<usize>,
}

impl Notes<'_> {
    /// The numbers of [`Notes::again`] in few letters: `1–4, 7`; `None` without any.
    #[must_use]
    pub fn numbers_again(&self) -> Option<String> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for number in &self.again {
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

impl Block {
    /// The answer that it shows, or whose figures it draws.
    #[must_use]
    pub fn answer(&self) -> &Answer {
        match self {
            Block::Table(answer) => answer,
            Block::Picture(picture) => &picture.data,
        }
    }
}

impl Page {
    /// For each part what has to be known beside its figures, each line once; on a single sheet not again what a part above
    /// has said, except for the numbers of its caveats.
    #[must_use]
    pub fn notes(&self) -> Vec<Notes<'_>> {
        let mut said: Vec<&Note> = Vec::new();
        let mut caveats: Vec<&Note> = Vec::new();
        let mut out = Vec::new();
        for part in &self.parts {
            if !self.one_sheet {
                said.clear();
            }
            let before = said.len();
            let mut notes = Notes::default();
            for note in part.blocks.iter().flat_map(|block| &block.answer().notes) {
                let known = said.iter().position(|known| *known == note);
                let is_caveat = self.one_sheet && note.kind == NoteKind::Caveat;
                if known.is_none() {
                    said.push(note);
                    if is_caveat {
                        caveats.push(note);
                    }
                }
                let number = caveats.iter().position(|known| *known == note).map(|at| at + 1).filter(|_| is_caveat);
                match (known, number) {
                    (None, _) => notes.said.push((number, note)),
                    (Some(at), Some(number)) if at < before && !notes.again.contains(&number) => {
                        notes.again.push(number)
                    }
                    _ => {}
                }
            }
            notes.again.sort_unstable();
            out.push(notes);
        }
        out
    }

    /// The documents behind all of its figures, each once, in the order in which they are first met.
    #[must_use]
    pub fn sources(&self) -> Vec<&Source> {
        let mut out: Vec<&Source> = Vec::new();
        let answers = self.parts.iter().flat_map(|part| &part.blocks).map(Block::answer);
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
        Part { id: String::new(), heading: String::new(), width: Width::Full, blocks: vec![Block::Table(answer)] }
    }

    fn page(one_sheet: bool, parts: Vec<Part>) -> Page {
        let imprint = Imprint { on: jiff::civil::date(2025, 12, 1), program: String::new(), pack: String::new() };
        Page { title: String::new(), subtitle: String::new(), one_sheet, imprint, parts, caveats: Vec::new() }
    }

    fn said(page: &Page) -> Vec<Vec<&str>> {
        page.notes()
            .into_iter()
            .map(|notes| notes.said.into_iter().map(|(_, note)| note.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn a_sheet_says_a_line_once_and_a_long_page_once_in_each_part() {
        let parts = || vec![part(&["a", "b", "a"], &[]), part(&["b", "c"], &[]), part(&["a"], &[])];
        assert_eq!(said(&page(true, parts())), [vec!["a", "b"], vec!["c"], vec![]]);
        assert_eq!(said(&page(false, parts())), [vec!["a", "b"], vec!["b", "c"], vec!["a"]]);
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
            if let Some(Block::Table(answer)) = part.blocks.first_mut() {
                answer.notes.extend(ids.iter().map(|id| Note::caveat(*id, "low", *id)));
            }
            part
        };
        let page = |one_sheet| {
            page(one_sheet, vec![with(&["x", "y", "z", "x"]), with(&["z", "w", "x", "y", "z"]), with(&["w", "x"])])
        };
        let sheet = page(true);
        let notes = sheet.notes();
        let numbers: Vec<Vec<Option<usize>>> =
            notes.iter().map(|notes| notes.said.iter().map(|(number, _)| *number).collect()).collect();
        assert_eq!(numbers, [vec![None, Some(1), Some(2), Some(3)], vec![Some(4)], vec![]]);
        let again: Vec<Option<String>> = notes.iter().map(Notes::numbers_again).collect();
        assert_eq!(again, [None, Some("1–3".to_owned()), Some("1, 4".to_owned())]);
        // A long page links to them instead.
        let long = page(false);
        assert!(
            long.notes()
                .iter()
                .all(|notes| notes.again.is_empty() && notes.said.iter().all(|(number, _)| number.is_none()))
        );
    }
}
