//! Identifies a row: its title, place, level and years as ids of a role, a city and a level of the pack.

use super::columns::Columns;
use super::language::currency_of_country;
use super::text_cache::{Known, TextCache};
use super::total_rows::{is_total, is_total_title};
use super::unmatched::UnmatchedNames;
use crate::money::Decimal;
use crate::names::{
    LevelText, LevelWord, MatchKind, NoCity, NoRole, PlaceIndex, TitleIndex, TitleScratch, has_grade, is_not_stated,
    level_for_years, years_of_experience,
};
use crate::pack::{Level, PackTable};
use crate::pay::PayPeriod;
use crate::tabular::Row;

/// What was found of a row, as ids of the pack. A row that is not identified may still have some of them.
#[derive(Debug, Default)]
pub(crate) struct Identity<'i> {
    /// The role that the title names.
    pub(crate) role: Option<&'i str>,
    /// The city that the place names.
    pub(crate) city: Option<&'i str>,
    /// The level of the level cell, the title, the years or the default.
    pub(crate) level: Option<&'i str>,
    /// How the title matched, `none` where it names no role; `None` where it was not read.
    pub(crate) match_kind: Option<&'static str>,
    /// The score of the role, or of the nearest one where none matched.
    pub(crate) match_score: Option<f64>,
    /// Whether the title names one of several jobs that the role covers.
    pub(crate) is_covered_job: bool,
    /// Years of experience.
    pub(crate) years: Option<Decimal>,
    /// The level in the title that is not read, if there is one.
    pub(crate) unread_level: Option<UnreadLevel>,
    /// Why the row is not identified; `None` where it has a role, a level, and a city if the file has cities.
    pub(crate) unidentified: Option<Unidentified>,
    /// The title, place and level that named nothing, where they are asked for.
    pub(crate) unmatched: Option<UnmatchedNames>,
}

/// A level in a title that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnreadLevel {
    /// A word for a level, in a pack without levels.
    PackHasNone,
    /// A grade such as `IV`. The row has the default level.
    Grade,
}

/// Why a row has no role, city or level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Unidentified {
    /// No role has the title as a name.
    NoRoleMatch,
    /// Several roles fit the title.
    AmbiguousRole,
    /// The city cell is blank, or names no city of the pack.
    UnknownCity,
    /// The city cell names two cities or more.
    TwoCities,
    /// The city cell has a name that several cities have.
    AmbiguousCity,
    /// No level is stated, several are, or none of the pack's.
    UnknownLevel,
    /// The row has more or fewer cells than the header.
    RaggedRow,
    /// The row is a total of others.
    TotalRow,
    /// The row repeats the header of the file.
    HeaderRow,
    /// No cell of the row is filled.
    BlankRow,
}

/// What the texts of a row mean that are read whatever its years: its title, place and level cells. Each distinct meaning of a
/// column has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct MeaningNumbers {
    title: u32,
    /// 0 where the file has no such column.
    place: u32,
    /// 0 where the file has no such column.
    level: u32,
}

/// The city of a row, or the reason why it has none. `Ok(None)` if the file has no column of cities.
type PlaceResult<'i> = Result<Option<&'i str>, Unidentified>;

/// What the texts of a row mean, see [`MeaningNumbers`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowTexts<'i> {
    title: Known<KnownTitle<'i>>,
    /// The city, or why the row has none; `None` where the file has no column of places.
    place: Option<Known<PlaceResult<'i>>>,
    /// `None` where the file has no such column.
    level: Option<Known<LevelText<'i>>>,
}

/// What a title says: the parts of an [`Identity`] that it decides, and the level that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct KnownTitle<'i> {
    role: Option<&'i str>,
    match_kind: &'static str,
    /// The bits of the score, so that meanings can be compared and hashed.
    match_score: Option<u64>,
    is_covered_job: bool,
    unidentified: Option<Unidentified>,
    level: LevelWord<'i>,
    /// Whether it has a grade of an employer's own.
    has_grade: bool,
}

/// Weeks of a year, for experience that is counted in weeks.
const WEEKS_PER_YEAR: Decimal = Decimal::from_parts(52, 0, 0, false, 0);
/// Days of a year, for experience that is counted in days.
const DAYS_PER_YEAR: Decimal = Decimal::from_parts(365, 0, 0, false, 0);

/// Identifies the rows of one file.
#[derive(Debug)]
pub(crate) struct RowIdentifier<'i, 'p> {
    titles: &'i TitleIndex<'p>,
    levels: &'i PackTable<Level>,
    columns: &'i Columns,
    /// The level, by id, of rows that state none.
    default_level: Option<&'i str>,
    /// Whether names that match nothing are returned.
    lists_unmatched: bool,
    scratch: TitleScratch,
    known_titles: TextCache<KnownTitle<'i>>,
    known_places: TextCache<PlaceResult<'i>>,
    known_levels: TextCache<LevelText<'i>>,
    /// A buffer for the cells of a place.
    place_key: Vec<u8>,
}

impl<'i, 'p> RowIdentifier<'i, 'p> {
    pub(crate) fn new(
        titles: &'i TitleIndex<'p>,
        levels: &'i PackTable<Level>,
        columns: &'i Columns,
        default_level: Option<&'i str>,
        lists_unmatched: bool,
    ) -> Self {
        RowIdentifier {
            titles,
            levels,
            columns,
            default_level,
            lists_unmatched,
            scratch: TitleScratch::default(),
            known_titles: TextCache::default(),
            known_places: TextCache::default(),
            known_levels: TextCache::default(),
            place_key: Vec::new(),
        }
    }

    /// Reads the texts of a row that is not ragged.
    pub(crate) fn read_texts(&mut self, row: &Row<'_>) -> RowTexts<'i> {
        RowTexts { title: self.title(row), place: self.city(row), level: self.level_cell(row) }
    }

    /// Whether the level cell of a row is blank, a placeholder or a span, or the file has no such column.
    pub(crate) fn has_blank_level(&mut self, row: &Row<'_>) -> bool {
        self.level_cell(row).is_none_or(|known| matches!(known.meaning, LevelText::Blank | LevelText::Several))
    }

    /// Identifies a row.
    pub(crate) fn identify(&mut self, row: &Row<'_>) -> Identity<'i> {
        if row.is_ragged() {
            return Identity { unidentified: Some(Unidentified::RaggedRow), ..Identity::default() };
        }
        let texts = self.read_texts(row);
        self.identify_by(row, &texts)
    }

    /// Identifies a row that is not ragged, by its texts.
    pub(crate) fn identify_by(&self, row: &Row<'_>, texts: &RowTexts<'i>) -> Identity<'i> {
        let title = texts.title.meaning;
        let mut identity = Identity {
            role: title.role,
            match_kind: Some(title.match_kind),
            match_score: title.match_score.map(f64::from_bits),
            is_covered_job: title.is_covered_job,
            unread_level: (title.level == LevelWord::PackHasNone).then_some(UnreadLevel::PackHasNone),
            unidentified: title.unidentified,
            ..Identity::default()
        };
        let city = texts.place.map(|known| known.meaning);
        identity.city = city.and_then(Result::ok).flatten();
        let no_city = city.and_then(Result::err);
        identity.years = text(row, self.columns.years).and_then(|cell| years_in(&cell, self.columns.unit_of_years));
        let level_cell = texts.level.map_or(LevelText::Blank, |known| known.meaning);
        let stated = self.stated_level(level_cell, title.level, identity.years);
        let is_no_person = matches!(identity.unidentified, Some(Unidentified::TotalRow | Unidentified::HeaderRow));
        if self.lists_unmatched && !is_no_person {
            identity.unmatched = self.unmatched_names(row, level_cell, &identity).if_any();
        }
        if identity.unidentified.is_some() {
            identity.level = stated;
            return identity;
        }
        identity.level = stated.or_else(|| self.default_level(row, level_cell, title.level, identity.years));
        if stated.is_none() && identity.level.is_some() && title.has_grade {
            identity.unread_level = Some(UnreadLevel::Grade);
        }
        if let Some(reason) = no_city {
            identity.unidentified = Some(reason);
        } else if identity.level.is_none() && !self.levels.is_empty() {
            identity.unidentified = Some(Unidentified::UnknownLevel);
        }
        identity
    }

    /// The names of a row that match nothing.
    fn unmatched_names(&self, row: &Row<'_>, level_cell: LevelText<'_>, identity: &Identity<'_>) -> UnmatchedNames {
        let title = text(row, Some(self.columns.role)).unwrap_or_default();
        // No alias gives a city abroad a price.
        let is_listed = identity.city.is_none() && !is_abroad(row, self.columns, self.titles.places());
        let place = if is_listed { place_text(row, self.columns) } else { String::new() };
        let level = text(row, self.columns.level.or(self.columns.unknown_levels)).unwrap_or_default();
        let is_unknown = match self.columns.unknown_levels {
            Some(_) => self.titles.read_level(&level) == LevelText::Unknown,
            None => matches!(level_cell, LevelText::Unknown | LevelText::Several),
        };
        let name = |name: &str| Some(name.trim()).filter(|name| !name.is_empty()).map(Box::from);
        let places = self.titles.places();
        // An alias for several cities has to be the whole cell.
        let has_several = matches!(places.read(&place), Err(NoCity::Ambiguous | NoCity::TwoCities));
        UnmatchedNames {
            title: name(&title).filter(|_| identity.role.is_none()),
            city: name(if has_several { &place } else { places.city_part(&place) }),
            level: name(&level).filter(|_| is_unknown),
            total_rows: 0,
        }
    }

    /// What the title of a row says.
    fn title(&mut self, row: &Row<'_>) -> Known<KnownTitle<'i>> {
        let RowIdentifier { titles, scratch, columns, .. } = self;
        self.known_titles.get_or_read(raw(row, columns.role), || {
            let title = text(row, Some(columns.role)).unwrap_or_default();
            read_title(titles, columns, title.trim(), scratch)
        })
    }

    /// The city of a row, or why it has none; `None` where the file has no column of places.
    fn city(&mut self, row: &Row<'_>) -> Option<Known<PlaceResult<'i>>> {
        let (titles, columns) = (self.titles, self.columns);
        let first = columns.of_place().next()?;
        let read = || match read_place(row, columns, titles.places()) {
            _ if is_abroad(row, columns, titles.places()) => Err(Unidentified::UnknownCity),
            _ if columns.city.is_none() => Ok(None),
            Ok((city, _)) => Ok(Some(city)),
            Err(NoCity::TwoCities) => Err(Unidentified::TwoCities),
            Err(NoCity::Ambiguous) => Err(Unidentified::AmbiguousCity),
            Err(_) => Err(Unidentified::UnknownCity),
        };
        if columns.of_place().count() == 1 {
            return Some(self.known_places.get_or_read(raw(row, first), read));
        }
        self.place_key.clear();
        for column in columns.of_place() {
            self.place_key.extend_from_slice(raw(row, column));
            // A line end is within a cell only if that has quotes, so that no cell ends with it.
            self.place_key.push(b'\n');
        }
        Some(self.known_places.get_or_read(&self.place_key, read))
    }

    /// The level of a row by its own cell, the title or the years, in this order. A span of levels states none.
    fn stated_level(&self, cell: LevelText<'i>, word: LevelWord<'i>, years: Option<Decimal>) -> Option<&'i str> {
        match (cell, word) {
            (LevelText::Level(level), _) => Some(level),
            (LevelText::Unknown, _) => None,
            (LevelText::Blank | LevelText::Several, LevelWord::One(level)) => Some(level),
            (LevelText::Blank | LevelText::Several, _) => {
                years.and_then(|years| level_for_years(self.levels, years)).map(|level| level.id.as_str())
            }
        }
    }

    /// The default level, for a row that states none. A level word in a part of the title that was set aside may be the
    /// person's own after all, and so may a number in the column of years that is read as no years, such as the date `3-Jan`.
    /// Such rows get no default.
    fn default_level(
        &self,
        row: &Row<'_>,
        cell: LevelText<'_>,
        word: LevelWord<'_>,
        years: Option<Decimal>,
    ) -> Option<&'i str> {
        let is_unstated = cell == LevelText::Blank && word == LevelWord::Unstated;
        let has_number = |cell: String| cell.contains(char::is_numeric);
        let has_unread_number = years.is_none() && text(row, self.columns.years).is_some_and(has_number);
        self.default_level.filter(|_| is_unstated && !has_unread_number)
    }

    /// What the level cell says; `None` where the file has no such column.
    fn level_cell(&mut self, row: &Row<'_>) -> Option<Known<LevelText<'i>>> {
        let column = self.columns.level?;
        let titles = self.titles;
        Some(self.known_levels.get_or_read(raw(row, column), || {
            text(row, Some(column)).map_or(LevelText::Blank, |cell| titles.read_level(&cell))
        }))
    }
}

impl RowTexts<'_> {
    /// The numbers of their meanings. The identities of rows with the same numbers are equal in all but the names that match nothing,
    /// unless years decide them.
    pub(crate) fn numbers(&self) -> MeaningNumbers {
        MeaningNumbers {
            title: self.title.number,
            place: self.place.map_or(0, |known| known.number),
            level: self.level.map_or(0, |known| known.number),
        }
    }
}

/// The years of experience that a cell states, where its column counts them in this unit, or in years.
fn years_in(cell: &str, unit: Option<PayPeriod>) -> Option<Decimal> {
    // A cell with a unit of its own, such as `3 years`, holds against the header.
    let has_unit = cell.contains(char::is_alphabetic);
    match unit {
        Some(PayPeriod::Month) if !has_unit => years_of_experience(&format!("{} months", cell.trim())),
        Some(PayPeriod::Week) if !has_unit => cell.trim().parse::<Decimal>().ok()?.checked_div(WEEKS_PER_YEAR),
        Some(PayPeriod::Day) if !has_unit => cell.trim().parse::<Decimal>().ok()?.checked_div(DAYS_PER_YEAR),
        _ => years_of_experience(cell),
    }
}

/// Whether the column of countries says that the city of a row is in another country than those of the pack.
fn is_abroad(row: &Row<'_>, columns: &Columns, places: &PlaceIndex<'_>) -> bool {
    let country = text(row, columns.country_of_city).unwrap_or_default();
    let Some(currency) = currency_of_country(country.trim()) else { return false };
    // A territory counts as a country too, as Puerto Rico. The code of another country may be that of a state: `CA`.
    let is_territory = || places.is_state(&country) && places.nation().and_then(currency_of_country) == Some(currency);
    !places.is_nation(&country) && !is_territory()
}

/// Reads the place of a row. `New York` in a column of states is the state.
fn read_place<'p>(
    row: &Row<'_>,
    columns: &Columns,
    places: &PlaceIndex<'p>,
) -> Result<(&'p str, MatchKind), NoCity<'p>> {
    let filled = |column| filled(row, column);
    match (filled(columns.city.filter(|city| columns.state != Some(*city))), filled(columns.state)) {
        (None, Some(state)) => places.read_state(&state),
        _ => places.read(&place_text(row, columns)),
    }
}

/// The text of a cell; `None` where it is blank or a placeholder.
fn filled(row: &Row<'_>, column: Option<usize>) -> Option<String> {
    text(row, column).filter(|text| !text.trim().is_empty() && !is_not_stated(text))
}

/// The place of a row: its city, with the state of a column of its own.
fn place_text(row: &Row<'_>, columns: &Columns) -> String {
    if columns.state.is_none() || columns.state == columns.city {
        return text(row, columns.city).unwrap_or_default();
    }
    let place: Vec<String> = [columns.city, columns.state].into_iter().filter_map(|at| filled(row, at)).collect();
    place.join(", ")
}

/// What a title says.
fn read_title<'i>(
    titles: &'i TitleIndex<'_>,
    columns: &Columns,
    title: &str,
    scratch: &mut TitleScratch,
) -> KnownTitle<'i> {
    let reading = titles.read(title, scratch);
    let no_role = |unidentified, match_score: Option<f64>| KnownTitle {
        role: None,
        match_kind: "none",
        match_score: match_score.map(f64::to_bits),
        is_covered_job: false,
        unidentified: Some(unidentified),
        level: reading.level,
        has_grade: false,
    };
    match reading.role {
        Ok(role) => KnownTitle {
            role: Some(role.role),
            match_kind: role.kind.as_str(),
            match_score: Some(role.score.to_bits()),
            is_covered_job: role.is_covered_job,
            unidentified: None,
            level: reading.level,
            has_grade: has_grade(title),
        },
        Err(reason) if columns.repeated_header() == Some(title) => {
            no_role(Unidentified::HeaderRow, nearest_role(&reason))
        }
        Err(NoRole::Ambiguous) => no_role(Unidentified::AmbiguousRole, None),
        Err(reason) if is_total_title(title) => no_role(Unidentified::TotalRow, nearest_role(&reason)),
        Err(reason) => no_role(Unidentified::NoRoleMatch, nearest_role(&reason)),
    }
}

/// What a row without a title is, by its other cells: a total, blank, or a row of an unknown role.
pub(crate) fn untitled_row(row: &Row<'_>) -> Unidentified {
    let mut blank = true;
    for column in 0..row.len() {
        let cell = row.value(column).unwrap_or_default();
        let cell = String::from_utf8_lossy(&cell);
        // Spreadsheets write the label of a subtotal into the first column.
        if is_total(&cell) || column == 0 && is_total_title(&cell) {
            return Unidentified::TotalRow;
        }
        blank &= cell.trim().is_empty();
    }
    if blank { Unidentified::BlankRow } else { Unidentified::NoRoleMatch }
}

/// The score of the role that came nearest to a title that names none.
fn nearest_role(reason: &NoRole<'_>) -> Option<f64> {
    match reason {
        NoRole::Unknown(nearest) => nearest.map(|nearest| nearest.score),
        NoRole::Ambiguous | NoRole::Empty | NoRole::OtherDomain => None,
    }
}

/// The bytes of a cell as they stand in the file.
fn raw<'r>(row: &'r Row<'_>, column: usize) -> &'r [u8] {
    row.raw(column).unwrap_or_default()
}

/// The text of a cell, without quotes.
fn text(row: &Row<'_>, column: Option<usize>) -> Option<String> {
    row.value(column?).map(|cell| String::from_utf8_lossy(&cell).into_owned())
}

/// Whether a cell, quoted or not, is empty or has only whitespace of any script.
#[inline(always)]
pub(crate) fn is_blank(cell: &[u8]) -> bool {
    !cell.first().is_some_and(u8::is_ascii_alphanumeric) && is_blank_text(cell)
}

#[cold]
fn is_blank_text(cell: &[u8]) -> bool {
    std::str::from_utf8(cell).is_ok_and(|cell| cell.chars().all(|letter| letter == '"' || letter.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_blanks_and_quotes_say_nothing() {
        for blank in ["", " ", "\t", "\"\"", "\" \"", "\"\r\n\"", "\u{3000}", "\"\u{a0}\"", "\u{2003} "] {
            assert!(is_blank(blank.as_bytes()), "{blank:?}");
        }
        for cell in ["a", "0", "-", "级", "\"x\"", " x", "\u{200b}"] {
            assert!(!is_blank(cell.as_bytes()), "{cell:?}");
        }
        assert!(!is_blank(b"\xff"));
    }
}
