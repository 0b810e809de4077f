//! What rows with a new key get.

use std::borrow::Cow;

use super::{CellId, Clerk};
use crate::money::Decimal;
use crate::names::{LevelWord, NoRole};
use crate::payroll::cell::PricedCell;
use crate::payroll::job::Job;
use crate::payroll::market_column::MarketColumn;
use crate::payroll::memo::Entry;
use crate::payroll::row_words::is_total;
use crate::payroll::status::Status;
use crate::payroll::years::years;
use crate::pricing::{Cell, PricingError};
use crate::tabular::{Row, quoted};

impl<'j> Clerk<'j, '_> {
    /// Works out what rows with the key of this one get.
    #[cold]
    pub(super) fn learn(&mut self, row: &Row<'_>) -> Result<usize, Box<PricingError>> {
        if self.memo.is_full() {
            self.forget();
        }
        let entry = self.worked_out(row)?;
        Ok(self.memo.keep(&self.key, entry))
    }

    fn worked_out(&mut self, row: &Row<'_>) -> Result<Entry, PricingError> {
        if row.is_ragged() {
            return Ok(self.entry(&Found::default(), Err(Status::RaggedRow), None));
        }
        let title = self.text(row, Some(self.job.columns.role)).unwrap_or_default();
        let title = title.trim();
        let (mut found, level_word, no_role) = self.role(title);
        let no_city = self.city(row, &mut found);
        let (stated, career) = self.stated_level(row, level_word);
        // The word may be somebody's own level after all, which a default would be wrong for.
        let silent = self.text(row, self.job.columns.level).is_none_or(|cell| cell.trim().is_empty());
        let default = self.job.terms.default_level.as_deref().filter(|_| silent && level_word == LevelWord::Unstated);
        let level = stated.or(default);
        found.level = if no_role.is_some() { stated } else { level };
        let keep = self.job.terms.counting.unmatched;
        if let Some(status) = no_role {
            let unmatched = keep && !title.is_empty() && status != Status::TotalRow;
            return Ok(self.entry(&found, Err(status), unmatched.then(|| (false, title.into()))));
        }
        if let Some(part) = no_city {
            let unmatched = (keep && !part.is_empty()).then_some((true, part));
            return Ok(self.entry(&found, Err(Status::UnknownCity), unmatched));
        }
        let (Some(role), Some(level)) = (found.role, level) else {
            return Ok(self.entry(&found, Err(Status::UnknownLevel), None));
        };
        let reached = career.filter(|_| self.job.terms.with_retention);
        let bonuses = reached.map(|years| self.job.bonuses_reached(years));
        let cell = self.cell((role, found.city, level, bonuses), reached)?;
        Ok(self.entry(&found, cell, None))
    }

    fn text(&self, row: &Row<'_>, column: Option<usize>) -> Option<String> {
        row.value(column?).map(|cell| String::from_utf8_lossy(&cell).into_owned())
    }

    /// The role of a title, the level that it names, and the status of a row without a role.
    fn role(&mut self, title: &str) -> (Found<'j>, LevelWord<'j>, Option<Status>) {
        let reading = self.job.titles.read(title, &mut self.scratch);
        let mut found = Found::default();
        let status = match reading.role {
            Ok(role) => {
                found =
                    Found { how: Some(role.kind.as_str()), score: Some(role.score), role: Some(role.role), ..found };
                None
            }
            Err(reason) => {
                let (status, near) = match reason {
                    NoRole::Ambiguous => (Status::AmbiguousRole, None),
                    NoRole::Unknown(near) => (Status::NoRoleMatch, near),
                    NoRole::Empty | NoRole::OtherDomain => (Status::NoRoleMatch, None),
                };
                found = Found { how: Some("none"), score: near.map(|near| near.score), ..found };
                Some(if status == Status::NoRoleMatch && is_total(title) { Status::TotalRow } else { status })
            }
        };
        (found, reading.level, status)
    }

    /// Finds the city of a row; the part of the cell that names none of the pack, where there is a column.
    fn city(&self, row: &Row<'_>, found: &mut Found<'j>) -> Option<Box<str>> {
        let cell = self.text(row, Some(self.job.columns.city?)).unwrap_or_default();
        let places = self.job.titles.places();
        match places.read(&cell) {
            Ok((city, _)) => {
                found.city = Some(city);
                None
            }
            Err(_) => Some(places.city_part(&cell).into()),
        }
    }

    /// The level of a row by its own cell, the title or the years; and its years of experience.
    fn stated_level(&self, row: &Row<'_>, word: LevelWord<'j>) -> (Option<&'j str>, Option<Decimal>) {
        let job = self.job;
        let career = self.text(row, job.columns.years).and_then(|cell| years(&cell));
        let cell = self.text(row, job.columns.level).filter(|cell| !cell.trim().is_empty());
        let level = match (cell, word) {
            (Some(cell), _) => job.titles.levels().find(&cell).map(|(level, _)| level),
            (None, LevelWord::One(level)) => Some(level),
            (None, LevelWord::Several) => None,
            (None, LevelWord::Unstated | LevelWord::SetAside) => career
                .and_then(|years| crate::pricing::level_for_years(job.levels, years))
                .map(|level| level.id.as_str()),
        };
        (level, career)
    }

    /// The priced cell with these ids.
    fn cell(&mut self, id: CellId<'j>, years: Option<Decimal>) -> Result<Result<u32, Status>, PricingError> {
        if let Some(known) = self.known_cells.get(&id) {
            return Ok(*known);
        }
        let (role, city, level, _) = id;
        let asked = Cell { role: role.to_owned(), city: city.map(str::to_owned), level: level.to_owned() };
        let priced = match self.job.pricer.quote_for_years(&asked, years) {
            Ok(quote) => {
                let at = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
                let unit = self.job.unit_of_bare(self.job.unit.currency);
                let yearly = self.job.yearly.quote_for_years(&asked, years)?;
                self.cells.push(PricedCell::new(self.job, &quote, &yearly, unit)?);
                self.ids.push(id);
                Ok(at)
            }
            Err(PricingError::NoPrice { .. } | PricingError::NotPublished { .. } | PricingError::NoGrowth { .. }) => {
                Err(Status::UnpricedRole)
            }
            Err(PricingError::LevelWithoutPrice { .. }) => Err(Status::UnpricedLevel),
            Err(error) => return Err(error),
        };
        self.known_cells.insert(id, priced);
        Ok(priced)
    }

    /// An entry with everything that does not depend on pay. Without a price it has what was found.
    fn entry(&mut self, found: &Found<'_>, cell: Result<u32, Status>, unmatched: Option<(bool, Box<str>)>) -> Entry {
        let priced = cell.ok().and_then(|at| self.cells.get(at as usize));
        self.pieces.begin();
        for column in &self.job.appended {
            self.pieces.push(&[self.job.delimiter.byte()]);
            if column.is_of_pay() {
                self.pieces.next_piece();
                continue;
            }
            let text = match priced.and_then(|cell| cell.text(*column)) {
                Some(text) => Cow::Borrowed(text),
                None => found.text(self.job, *column),
            };
            self.pieces.push(&quoted(text.as_bytes(), self.job.delimiter));
        }
        let gauge = priced.filter(|_| self.bare_pay.is_some()).and_then(|cell| cell.bare.clone());
        Entry { pieces: self.pieces.pieces(), gauge, cell, unmatched, rows: 0 }
    }
}

/// What was found of a row, priced or not: ids of role, city and level.
#[derive(Debug, Default)]
struct Found<'j> {
    /// How the role was found, `none` where it was not.
    how: Option<&'static str>,
    /// How well its name fits, or that of the nearest one.
    score: Option<f64>,
    role: Option<&'j str>,
    city: Option<&'j str>,
    level: Option<&'j str>,
}

impl Found<'_> {
    /// The cell of a column that does not depend on a price.
    fn text<'t>(&'t self, job: &'t Job<'_>, column: MarketColumn) -> Cow<'t, str> {
        let borrowed = match column {
            MarketColumn::Role => self.role.map(|role| job.labels.role(role)),
            MarketColumn::City => self.city.map(|city| job.labels.city(city)),
            MarketColumn::Level => self.level.map(|level| job.labels.level(level)),
            MarketColumn::Match => self.how,
            MarketColumn::MatchScore => {
                return self.score.map(|score| Cow::Owned(format!("{score:.4}"))).unwrap_or_default();
            }
            MarketColumn::RoleId => self.role,
            MarketColumn::CityId => self.city,
            MarketColumn::LevelId => self.level,
            _ => None,
        };
        Cow::Borrowed(borrowed.unwrap_or_default())
    }
}
