//! The level that a text means: a cell of a column of levels, or the words for levels in a title.

use super::accepted::accepts_level;
use super::experience::{ExperienceUnit, is_not_stated, level_for_years, years_in};
use crate::names::lexicon::Lexicon;
use crate::names::text::fold::tokens;
use crate::names::text::words::{Parsed, WordLists};
use crate::names::title::reading::LevelWord;
use crate::pack::{DataError, Level, Pack, PackTable, PackText};

/// What a cell of a column of levels says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LevelText<'i> {
    /// One level, by id.
    Level(&'i str),
    /// Nothing: it is empty or a placeholder, such as `-` or `不限`.
    Blank,
    /// Levels that are not next to each other: `Junior to Senior`. None is stated.
    Several,
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

    /// Whether the pack has none.
    pub(in crate::names) fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The names of the levels.
    pub(in crate::names) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The level that some words mean together: the higher of two next to each other. Others state none.
    pub(in crate::names) fn of_words(&self, words: &[PackText]) -> LevelWord<'_> {
        if self.table.is_empty() && !words.is_empty() {
            return LevelWord::PackHasNone;
        }
        self.of_names(words.iter().map(PackText::as_str))
    }

    fn of_names<'n>(&self, names: impl Iterator<Item = &'n str>) -> LevelWord<'_> {
        let named: Vec<(&str, bool)> =
            names.filter_map(|name| Some((self.lexicon.find(name)?.0, is_numeral(name)))).collect();
        // A numeral divides the level of a word: `Senior Engineer I` is no span.
        let of_words = named.iter().filter(|(_, is_numeral)| !is_numeral).map(|(id, _)| self.step(id)).max();
        let counts = |(id, is_numeral): &&(&str, bool)| !is_numeral || of_words.is_none_or(|step| self.step(id) > step);
        let named: Vec<&str> = named.iter().filter(counts).map(|(id, _)| *id).collect();
        let steps = || named.iter().filter(|id| self.has_price(id)).map(|id| self.step(id));
        let is_span = steps().max().unwrap_or_default() > steps().min().unwrap_or_default() + 1;
        let together = named.iter().fold(LevelWord::Unstated, |one, other| self.combine(one, LevelWord::One(other)));
        if is_span { LevelWord::Several } else { together }
    }

    /// The position of a level among those with a threshold of years. Levels above the last threshold, such as lead and
    /// principal, share its position.
    fn step(&self, id: &str) -> usize {
        let end = self.table.iter().position(|level| level.id == *id).map_or(0, |at| at + 1);
        self.table.iter().take(end).filter(|level| level.min_years.is_some()).count()
    }

    fn has_price(&self, id: &str) -> bool {
        self.table.get(id).is_some_and(|level| level.low_pct.is_some() || level.priced_as.is_some())
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

    /// The higher of two levels next to each other. Beside a level without a price, an intern's, the lowest level with a price says the same of
    /// somebody: `应届实习生`. Any other level contradicts it.
    fn higher<'w>(&self, one: &'w str, other: &'w str) -> LevelWord<'w> {
        let place = |id: &str| self.table.iter().position(|level| level.id == *id);
        let is_priced = |id: &str| self.has_price(id);
        let lowest = self.table.iter().find(|level| self.has_price(&level.id));
        let is_lowest = |id: &str| lowest.is_some_and(|level| level.id == *id);
        match (is_priced(one), is_priced(other)) {
            _ if one == other => LevelWord::One(one),
            (true, false) if is_lowest(one) => LevelWord::One(other),
            (false, true) if is_lowest(other) => LevelWord::One(one),
            (true, true) if self.step(one).abs_diff(self.step(other)) > 1 => LevelWord::Several,
            (true, true) if place(one) > place(other) => LevelWord::One(one),
            (true, true) => LevelWord::One(other),
            _ => LevelWord::Several,
        }
    }

    /// The level of a title whose words name `named`: where these state no level, that of the years of experience in the title.
    pub(in crate::names) fn of_title<'w>(
        &'w self,
        named: LevelWord<'w>,
        title: &str,
        words: WordLists<'_>,
    ) -> LevelWord<'w> {
        match named {
            LevelWord::One(_) | LevelWord::PackHasNone => named,
            LevelWord::Unstated | LevelWord::Several | LevelWord::SetAside => match self.of_years(title, words) {
                LevelWord::Unstated => named,
                of_years => of_years,
            },
        }
    }

    /// The level for the years of experience that a title states, where it does.
    fn of_years(&self, title: &str, words: WordLists<'_>) -> LevelWord<'p> {
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
        if accepts_level(&folded, words) {
            return LevelText::Unknown;
        }
        let mut parsed = Parsed::default();
        words.parse(&folded, &mut parsed);
        let names = parsed.levels.iter().map(PackText::as_str);
        let mut level = if self.table.is_empty() {
            self.of_words(&parsed.levels)
        } else {
            self.of_names(names.chain([parsed.content.joined()]))
        };
        if level == LevelWord::Unstated {
            let years = super::experience::read_years(text, ExperienceUnit::Stated);
            let of_years = years.and_then(|years| level_for_years(self.table, years));
            level = of_years.map_or(LevelWord::Unstated, |level| LevelWord::One(&level.id));
        }
        match level {
            LevelWord::One(id) => LevelText::Level(id),
            LevelWord::Several => LevelText::Several,
            LevelWord::Unstated | LevelWord::SetAside | LevelWord::PackHasNone => LevelText::Unknown,
        }
    }
}

/// Whether a name of a level is a number: `ii`, `level 2`.
fn is_numeral(name: &str) -> bool {
    let number = name.strip_prefix("level").unwrap_or(name).trim_start();
    !number.is_empty() && number.chars().all(|letter| letter == 'i' || letter.is_ascii_digit())
}
