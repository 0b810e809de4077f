//! The level that a text means: a cell of a column of levels, or the words for levels in a title.

use super::experience::{ExperienceUnit, is_not_stated, level_for_years, years_in};
use crate::names::lexicon::Lexicon;
use crate::names::text::fold::tokens;
use crate::names::text::words::{Parsed, WordLists};
use crate::names::title::reading::LevelWord;
use crate::pack::{DataError, Level, Pack, PackTable, PackText, Record};

/// What a cell of a column of levels says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LevelText<'i> {
    /// One level, by id.
    Level(&'i str),
    /// Nothing: it is empty or a placeholder, such as `-` or `不限`.
    Blank,
    /// Something that is no level of the pack.
    Unknown,
}

/// The levels of a pack, by their names and in their order.
#[derive(Debug)]
pub(in crate::names) struct Levels<'p> {
    lexicon: Lexicon,
    table: &'p PackTable<Level>,
}

impl<'p> Levels<'p> {
    /// The levels of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(in crate::names) fn new(pack: &'p Pack) -> Result<Self, DataError> {
        Ok(Levels { lexicon: Lexicon::levels(pack)?, table: pack.levels()? })
    }

    /// The names of the levels.
    pub(in crate::names) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The level that some words mean together; the higher of two.
    pub(in crate::names) fn of_words(&self, words: &[PackText]) -> LevelWord<'_> {
        if self.table.is_empty() && !words.is_empty() {
            return LevelWord::PackHasNone;
        }
        let named = words.iter().filter_map(|word| self.lexicon.find(word)).map(|(id, _)| LevelWord::One(id));
        named.fold(LevelWord::Unstated, |one, other| self.combine(one, other))
    }

    /// The level of two parts together. [`LevelWord::SetAside`] gives way to a level of the parts that name the role.
    pub(in crate::names) fn combine<'w>(&self, one: LevelWord<'w>, other: LevelWord<'w>) -> LevelWord<'w> {
        match (one, other) {
            (LevelWord::Unstated, said) | (said, LevelWord::Unstated) => said,
            (LevelWord::SetAside, said) | (said, LevelWord::SetAside) => said,
            (LevelWord::PackHasNone, LevelWord::PackHasNone) => LevelWord::PackHasNone,
            (LevelWord::One(one), LevelWord::One(other)) => self.higher(one, other),
            _ => LevelWord::Several,
        }
    }

    /// The higher of two levels. Beside a level without a price, an intern's, the lowest level with a price says the same of
    /// somebody: `应届实习生`. Any other level contradicts it.
    fn higher<'w>(&self, one: &'w str, other: &'w str) -> LevelWord<'w> {
        let has_price = |level: &Record<Level>| level.low_pct.is_some() || level.priced_as.is_some();
        let place = |id: &str| self.table.iter().position(|level| level.id == *id);
        let is_priced = |id: &str| self.table.get(id).is_some_and(has_price);
        let lowest = self.table.iter().find(|level| has_price(level));
        let is_lowest = |id: &str| lowest.is_some_and(|level| level.id == *id);
        match (is_priced(one), is_priced(other)) {
            _ if one == other => LevelWord::One(one),
            (true, false) if is_lowest(one) => LevelWord::One(other),
            (false, true) if is_lowest(other) => LevelWord::One(one),
            (true, true) if place(one) > place(other) => LevelWord::One(one),
            (true, true) => LevelWord::One(other),
            _ => LevelWord::Several,
        }
    }

    /// The level for the years of experience that a title states, where it does.
    pub(in crate::names) fn of_years(&self, title: &str, words: WordLists<'_>) -> LevelWord<'p> {
        match years_in(title, words) {
            Some(_) if self.table.is_empty() => LevelWord::PackHasNone,
            Some(years) => {
                level_for_years(self.table, years).map_or(LevelWord::Unstated, |level| LevelWord::One(&level.id))
            }
            None => LevelWord::Unstated,
        }
    }

    /// The level that a cell names: by a name of the level, by words for levels with anything beside them, or by years.
    pub(in crate::names) fn read(&self, text: &str, words: WordLists<'_>) -> LevelText<'_> {
        if let Some((id, _)) = self.lexicon.find(text) {
            return LevelText::Level(id);
        }
        let folded = tokens(text);
        if folded.is_empty() || is_not_stated(text) {
            return LevelText::Blank;
        }
        let mut parsed = Parsed::default();
        words.parse(&folded, &mut parsed);
        let mut level = self.of_words(&parsed.levels);
        if let Some((id, _)) = self.lexicon.find(parsed.content.joined()) {
            level = self.combine(level, LevelWord::One(id));
        }
        if level == LevelWord::Unstated {
            let years = super::experience::read_years(text, ExperienceUnit::Stated);
            let of_years = years.and_then(|years| level_for_years(self.table, years));
            level = of_years.map_or(LevelWord::Unstated, |level| LevelWord::One(&level.id));
        }
        match level {
            LevelWord::One(id) => LevelText::Level(id),
            LevelWord::Unstated | LevelWord::SetAside | LevelWord::Several | LevelWord::PackHasNone => {
                LevelText::Unknown
            }
        }
    }
}
