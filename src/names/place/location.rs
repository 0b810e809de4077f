//! Whether a part of a title is a location, such as `Nanjing, China`. The location may lie outside the pack.

use super::place_names::{MAX_NAME_CHARS, MAX_NAME_TOKENS, MAX_RUN_CHARS, PlaceNames};
use crate::names::text::fold::{Folded, Token};
use crate::names::text::words::WordLists;
use crate::pack::WordFunction;

/// The functions of words that name no place when they stand alone.
const FILLER_FUNCTIONS: [WordFunction; 3] =
    [WordFunction::Noise, WordFunction::CitySuffix, WordFunction::ProvinceSuffix];

/// What some words say about a location.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextKind {
    /// They name a place.
    Place,
    /// They name no place, and may stand beside the name of one.
    Filler,
    /// They are not known. A text with such words is no location.
    Unknown,
}

/// What is needed to tell whether a part of a title is a location.
#[derive(Debug, Clone, Copy)]
pub(super) struct LocationReader<'a, 'p> {
    pub(in crate::names) names: &'a PlaceNames<'p>,
    pub(in crate::names) words: WordLists<'a>,
}

impl LocationReader<'_, '_> {
    /// Whether a whole text is a location: `武汉市洪山区`, `Nanjing, China`.
    pub(in crate::names) fn is_location(self, text: &Folded) -> bool {
        let mut has_place = false;
        let mut at = 0;
        while let Some(token) = text.get(at) {
            if let Some(used) = self.words.token_count(text, at, WordFunction::Place) {
                has_place = true;
                at += used;
                continue;
            }
            let (kind, used) =
                if token.han { (self.read_run(token.text, has_place), 1) } else { self.read_words(text, at) };
            match kind {
                TextKind::Place => has_place = true,
                TextKind::Filler => {}
                TextKind::Unknown => return false,
            }
            at += used;
        }
        has_place
    }

    /// Reads the words at a token that is not Chinese. Returns the number of tokens used, too.
    fn read_words(self, text: &Folded, at: usize) -> (TextKind, usize) {
        // `Shen Zhen` and `Shenzhen City` have two tokens each.
        for used in (1..=MAX_NAME_TOKENS).rev() {
            if text.joined_range(at, used).is_some_and(|name| self.names.has_name(name)) {
                return (TextKind::Place, used);
            }
        }
        let is_filler = text
            .get(at)
            .is_some_and(|token| self.is_filler(token) || self.words.is_word(token, &[WordFunction::District]));
        (if is_filler { TextKind::Filler } else { TextKind::Unknown }, 1)
    }

    fn is_filler(self, token: Token<'_>) -> bool {
        self.words.is_word(token, &FILLER_FUNCTIONS)
    }

    /// Reads a Chinese run. `has_place` says that a place stands before it.
    fn read_run(self, run: &str, has_place: bool) -> TextKind {
        match self.read_run_of_pack(run) {
            TextKind::Unknown => self.read_run_outside(run, has_place),
            kind => kind,
        }
    }

    /// Reads a Chinese run with places of the pack, such as `浙江省杭州市余杭区`.
    fn read_run_of_pack(self, run: &str) -> TextKind {
        if run.chars().count() > MAX_RUN_CHARS {
            return TextKind::Unknown;
        }
        let mut has_place = false;
        for (segment, ending) in self.words.place_segments(run) {
            match self.read_segment(segment) {
                TextKind::Place => has_place = true,
                TextKind::Filler => {}
                // A district of a city that is known may be unknown, and so may a province.
                TextKind::Unknown if ending == Some(WordFunction::District) && has_place => {}
                TextKind::Unknown if ending == Some(WordFunction::ProvinceSuffix) => {}
                TextKind::Unknown => return TextKind::Unknown,
            }
        }
        if has_place { TextKind::Place } else { TextKind::Filler }
    }

    /// Reads a segment of a run: a name, a name with a suffix, or several names.
    fn read_segment(self, segment: &str) -> TextKind {
        if segment.is_empty() {
            return TextKind::Filler;
        }
        if self.names.of_pack(segment).is_some() {
            return TextKind::Place;
        }
        if self.is_filler(Token { text: segment, han: true }) {
            return TextKind::Filler;
        }
        // The longest known name at the front, then the rest in the same way.
        let ends: Vec<usize> = segment.char_indices().skip(1).map(|(at, _)| at).take(MAX_NAME_CHARS).collect();
        for end in ends.into_iter().rev() {
            let Some((front, back)) = segment.split_at_checked(end) else { continue };
            if self.names.of_pack(front).is_none() {
                continue;
            }
            // In `北京朝阳区` the district may be unknown when it has two characters or more and a suffix.
            let is_district = |back: &str| {
                let mut segments = self.words.place_segments(back).into_iter();
                back.chars().count() > 2 && segments.all(|(_, ending)| ending == Some(WordFunction::District))
            };
            if self.read_segment(back) != TextKind::Unknown || is_district(back) {
                return TextKind::Place;
            }
        }
        TextKind::Unknown
    }

    /// Reads a Chinese run with places outside the pack, of which the districts are not known by name.
    fn read_run_outside(self, run: &str, mut has_place: bool) -> TextKind {
        for (segment, ending) in self.words.place_segments(run) {
            let outside = self.words.run_begins(segment, WordFunction::Place);
            let rest = outside.and_then(|name| segment.strip_prefix(name)).unwrap_or(segment);
            let kind = self.read_segment(rest);
            has_place |= outside.is_some() || kind == TextKind::Place;
            let is_known = rest.is_empty() || ending.is_some() || kind != TextKind::Unknown;
            if !has_place || !is_known {
                return TextKind::Unknown;
            }
        }
        TextKind::Place
    }
}
