//! The parts of a title, and which of them are context: a place, an organisation or a code beside the job.

use crate::names::level::accepted::accepts_level;
use crate::names::level::experience::years_of_remark;
use crate::names::place::index::PlaceIndex;
use crate::names::text::fold::{Folded, Token, is_han};
use crate::names::text::language_names::is_sharp_of_language;
use crate::names::text::separators::{is_separating_hyphen, separates_title_parts};
use crate::names::text::words::{MAX_CODE_PREFIX_LEN, WordLists};
use crate::pack::WordFunction;

/// A part of a title does not change the role if all of its words have one of these functions.
pub(super) const FIELD_FUNCTIONS: [WordFunction; 6] = [
    WordFunction::Field,
    WordFunction::System,
    WordFunction::Tool,
    WordFunction::Domain,
    WordFunction::Noise,
    WordFunction::Level,
];

/// The most parts at which a title is divided into the job and remarks.
const MAX_HEADS: usize = 4;

/// The functions of words that end the name of an organisation or a remark.
const ENDING_FUNCTIONS: [WordFunction; 2] = [WordFunction::Organisation, WordFunction::Remark];

/// A part of a title: a range of its bytes.
#[derive(Debug, Clone, Copy)]
struct TitlePart {
    start: usize,
    end: usize,
    /// Whether it is a place, an organisation or a code.
    is_context: bool,
    /// Whether it says that a level is accepted too.
    accepts_level: bool,
}

/// The texts of the parts of a title.
pub(super) fn title_parts(title: &str) -> Vec<&str> {
    let mut parts = TitleParts::default();
    parts.split(title);
    parts.parts(title, false).collect()
}

/// The parts of a title.
#[derive(Debug, Default)]
pub(super) struct TitleParts(Vec<TitlePart>);

impl TitleParts {
    /// Splits a title into parts and marks those that are context. Returns the weight of those.
    pub(super) fn mark_context(&mut self, title: &str, folded: &mut Folded, places: &PlaceIndex<'_>) -> usize {
        self.split(title);
        let mut weight = 0;
        if self.0.len() < 2 {
            return weight;
        }
        for part in &mut self.0 {
            folded.read(title.get(part.start..part.end).unwrap_or_default());
            let text = title.get(part.start..part.end).unwrap_or_default();
            part.accepts_level = accepts_level(folded, places.words());
            let is_context =
                || part.accepts_level || is_remark(text, folded, places.words()) || places.is_location(folded);
            if !folded.is_empty() && is_context() {
                part.is_context = true;
                weight += folded.weight();
            }
        }
        weight + self.mark_accepted_levels(title, folded, places.words())
    }

    /// Marks levels that share a remark with the part beside them, and returns the weight of these: `应届/实习均可`.
    fn mark_accepted_levels(&mut self, title: &str, folded: &mut Folded, words: WordLists<'_>) -> usize {
        let mut weight = 0;
        for at in 1..self.0.len() {
            let Some([one, other]) = self.0.get_mut(at - 1..=at) else { continue };
            let is_joined = title.get(one.end..other.start).is_some_and(is_mark_of_choice);
            let level = match (one.accepts_level, other.accepts_level) {
                (true, false) => other,
                (false, true) => one,
                _ => continue,
            };
            folded.read(title.get(level.start..level.end).unwrap_or_default());
            if is_joined && !level.is_context && words.consists_of(folded, &[WordFunction::Level]) {
                level.is_context = true;
                weight += folded.weight();
            }
        }
        weight
    }

    /// The number of parts that are not context.
    pub(super) fn remaining_count(&self) -> usize {
        self.0.iter().filter(|part| !part.is_context).count()
    }

    /// The parts that are not context.
    pub(super) fn remaining<'t>(&self, title: &'t str) -> impl Iterator<Item = &'t str> {
        self.parts(title, false)
    }

    /// The parts that are context.
    pub(in crate::names) fn context<'t>(&self, title: &'t str) -> impl Iterator<Item = &'t str> {
        self.parts(title, true)
    }

    fn parts<'t>(&self, title: &'t str, is_context: bool) -> impl Iterator<Item = &'t str> {
        let parts = self.0.iter().filter(move |part| part.is_context == is_context);
        parts.map(|part| title.get(part.start..part.end).unwrap_or_default())
    }

    /// The text from the first part that is not context to each of the others but the last, the longest first; each with those behind it.
    /// At most [`MAX_HEADS`] of them.
    pub(super) fn heads<'t>(&self, title: &'t str) -> Vec<(&'t str, Vec<&'t str>)> {
        let remaining: Vec<&TitlePart> = self.0.iter().filter(|part| !part.is_context).take(MAX_HEADS + 1).collect();
        let Some(first) = remaining.first() else { return Vec::new() };
        let head = |last: &TitlePart| title.get(first.start..last.end).unwrap_or_default();
        let behind = |at: usize| self.remaining(title).skip(at + 1).collect();
        let but_last = remaining.split_last().map_or(&[][..], |(_, others)| others);
        but_last.iter().enumerate().map(|(at, last)| (head(last), behind(at))).rev().collect()
    }

    /// The parts before a slash that share the job of the part behind it: of `硬件/软件工程师` the titles `硬件工程师` and shorter ones, then
    /// `软件工程师`, and both parts together. A Chinese job may be any end of the last word, the longest first.
    pub(super) fn sharing_job<'t>(&self, title: &'t str) -> Vec<(Vec<String>, &'t str, &'t str)> {
        let text = |part: &TitlePart| title.get(part.start..part.end).unwrap_or_default().trim();
        let pairs = self.0.windows(2).filter_map(|pair| {
            let [part, next] = pair else { return None };
            let is_joined = title.get(part.end..next.start).is_some_and(is_mark_of_choice);
            let titles = if is_joined { with_job_of(text(part), text(next)) } else { Vec::new() };
            let both = title.get(part.start..next.end).unwrap_or_default();
            (!titles.is_empty()).then(|| (titles, text(next), both))
        });
        pairs.collect()
    }

    /// Writes the parts that are not context to `rest`, with slashes between them.
    pub(super) fn join_remaining(&self, title: &str, rest: &mut String) {
        rest.clear();
        for part in self.remaining(title) {
            if !rest.is_empty() {
                rest.push_str(" / ");
            }
            rest.push_str(part);
        }
    }

    fn split(&mut self, title: &str) {
        self.0.clear();
        let mut start = 0;
        let mut before = ' ';
        let mut letters = title.char_indices().peekable();
        while let Some((at, mark)) = letters.next() {
            let after = letters.peek().map_or(' ', |(_, letter)| *letter);
            let is_separator = match mark {
                // `R&D` is one word.
                '&' if is_initial(title, at) && is_initial_after(title, at + 1) => false,
                '-' if follows_grade(title, at) => true,
                '#' if is_sharp_of_language(title, at) => false,
                mark if mark.is_ascii_alphanumeric() => false,
                mark if is_separating_hyphen(mark, before, after) || separates_title_parts(mark) => true,
                // Chinese has no spaces between words, so a space beside it separates parts.
                mark if is_space(mark) => !before.is_ascii() || !after.is_ascii(),
                _ => false,
            };
            if is_separator {
                self.add(start, at);
                start = at + mark.len_utf8();
            }
            before = mark;
        }
        self.add(start, title.len());
    }

    fn add(&mut self, start: usize, end: usize) {
        if start < end {
            self.0.push(TitlePart { start, end, is_context: false, accepts_level: false });
        }
    }
}

/// The titles made of `text` and the end of `other`: `硬件` and `软件工程师` make `硬件软件工程师`, `硬件件工程师` and so on to `硬件师`.
fn with_job_of(text: &str, other: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let Some(before_run) = other.rfind(|letter| !is_han(letter)) else { return with_ends_of(text, other, 1) };
    let behind = before_run + other.get(before_run..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let run = other.get(behind..).unwrap_or_default();
    if run.is_empty() {
        let job = other.split_whitespace().last().filter(|job| job.is_ascii() && *job != other);
        return job.map(|job| format!("{text} {job}")).into_iter().collect();
    }
    with_ends_of(text, run, 0)
}

/// A text before each end of a Chinese run, from a character on.
fn with_ends_of(text: &str, run: &str, from: usize) -> Vec<String> {
    run.char_indices().skip(from).filter_map(|(at, _)| Some(format!("{text}{}", run.get(at..)?))).collect()
}

/// Whether a text between two parts is a mark between two of which either is meant.
fn is_mark_of_choice(text: &str) -> bool {
    matches!(text.trim(), "/" | "／" | "&" | "＆" | "、" | "|" | "｜")
}

/// Whether a character counts as a space, as control characters do: they are no part of a word.
fn is_space(mark: char) -> bool {
    matches!(mark, ' ' | '\u{3000}') || mark.is_control()
}

/// Whether the word before byte `at` of a text is a grade in Roman numerals, behind which a hyphen separates: `Programmer II-Finance`.
fn follows_grade(text: &str, at: usize) -> bool {
    let mut words = text.get(..at).unwrap_or_default().rsplit(is_space);
    words.next().is_some_and(|word| matches!(word, "II" | "III" | "IV")) && words.next().is_some()
}

/// Whether a single letter ends before byte `at` of a text.
fn is_initial(text: &str, at: usize) -> bool {
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    before.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && !before.next().is_some_and(|letter| letter.is_ascii_alphanumeric())
}

/// Whether a single letter begins at byte `at` of a text.
fn is_initial_after(text: &str, at: usize) -> bool {
    let mut after = text.get(at..).unwrap_or_default().chars();
    after.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && !after.next().is_some_and(|letter| letter.is_ascii_alphanumeric())
}

/// Whether a part is a code, an organisation, a number of years, or names only fields, tools and systems.
fn is_remark(text: &str, part: &Folded, words: WordLists<'_>) -> bool {
    is_code(part)
        || is_organisation(part, words)
        || words.consists_of(part, &FIELD_FUNCTIONS)
        || years_of_remark(text).is_some()
}

/// Whether a part is a code, which may be split into tokens: `R-100293`.
fn is_code(part: &Folded) -> bool {
    let is_number = |token: Token<'_>| token.is_requisition() || token.is_grade();
    let is_code = |token: Token<'_>| is_number(token) || token.text.len() <= MAX_CODE_PREFIX_LEN && !token.han;
    let is_whole_code =
        |token: Token<'_>| is_number(token) && (token.is_grade() || token.text.len() > MAX_CODE_PREFIX_LEN);
    part.iter().any(is_whole_code) && part.iter().all(is_code)
}

/// Whether a part ends with a word for a company or a department, or with one that ends a remark; codes and noise left out.
fn is_organisation(part: &Folded, words: WordLists<'_>) -> bool {
    let Some(last) = part.iter().filter(|token| !token.is_code()).last() else { return false };
    words.is_word(last, &ENDING_FUNCTIONS)
        || last.han && words.run_ends(words.without_ending(last.text, WordFunction::Noise), &ENDING_FUNCTIONS)
}
