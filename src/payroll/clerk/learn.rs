//! What rows with a new key get.

use std::borrow::Cow;

use super::{CellId, Clerk};
use crate::money::Decimal;
use crate::names::{LevelWord, NoRole};
use crate::payroll::cell::PricedCell;
use crate::payroll::market_column::MarketColumn;
use crate::payroll::memo::Entry;
use crate::payroll::status::Status;
use crate::payroll::years::years;
use crate::pricing::{Cell, PricingError};
use crate::rows::{Row, quoted};

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
            return Ok(self.entry(None, Err(Status::RaggedRow), None));
        }
        let job = self.job;
        let text = |column: usize| row.value(column).map(|cell| String::from_utf8_lossy(&cell).into_owned());
        let title = text(job.columns.role).unwrap_or_default();
        let reading = job.titles.read(&title, &mut self.scratch);
        let found = reading.role.map(|found| (found.role, found.kind.as_str(), found.score));
        let (role, how) = match found {
            Ok((role, how, score)) => (role, (how, Some(score))),
            Err(reason) => {
                let (status, near) = match reason {
                    NoRole::Ambiguous => (Status::AmbiguousRole, None),
                    NoRole::Unknown(near) => (Status::NoRoleMatch, near),
                    NoRole::Empty | NoRole::OtherDomain => (Status::NoRoleMatch, None),
                };
                let title = title.trim();
                let keep = job.terms.counting.unmatched && !title.is_empty();
                let unmatched = keep.then(|| (false, title.into()));
                return Ok(self.entry(Some(("none", near.map(|near| near.score))), Err(status), unmatched));
            }
        };
        let city = match job.columns.city.map(|column| text(column).unwrap_or_default()) {
            None => None,
            Some(cell) => match job.titles.places().read(&cell) {
                Ok((city, _)) => Some(city),
                Err(_) => {
                    let part = job.titles.places().city_part(&cell);
                    let keep = job.terms.counting.unmatched && !part.is_empty();
                    let unmatched = keep.then(|| (true, part.into()));
                    return Ok(self.entry(Some(how), Err(Status::UnknownCity), unmatched));
                }
            },
        };
        let career = job.columns.years.and_then(text).and_then(|cell| years(&cell));
        let cell = job.columns.level.and_then(text).filter(|cell| !cell.trim().is_empty());
        let level = match (cell, reading.level) {
            (Some(cell), _) => job.titles.levels().find(&cell).map(|(level, _)| level),
            (None, LevelWord::One(level)) => Some(level),
            (None, LevelWord::Several) => None,
            (None, word) => career
                .and_then(|years| crate::pricing::level_for_years(job.levels, years))
                .map(|level| level.id.as_str())
                // The word may be somebody's own level after all, which a default would be wrong for.
                .or(job.terms.default_level.as_deref().filter(|_| word != LevelWord::SetAside)),
        };
        let Some(level) = level else { return Ok(self.entry(Some(how), Err(Status::UnknownLevel), None)) };
        let reached = career.filter(|_| job.terms.with_retention);
        let cell = self.cell((role, city, level, reached.map(|years| job.bonuses_reached(years))), reached)?;
        Ok(self.entry(Some(how), cell, None))
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
                let unit = self.job.unit_of_bare(self.job.terms.bare.currency);
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

    /// An entry with everything that does not depend on pay. Without a price all is empty but how the title was found.
    fn entry(
        &mut self,
        how: Option<(&str, Option<f64>)>,
        cell: Result<u32, Status>,
        unmatched: Option<(bool, Box<str>)>,
    ) -> Entry {
        let priced = cell.ok().and_then(|at| self.cells.get(at as usize));
        self.pieces.begin();
        for column in &self.job.appended {
            self.pieces.push(&[self.job.delimiter.byte()]);
            if column.is_of_pay() {
                self.pieces.next_piece();
                continue;
            }
            let text = match (column, how) {
                (MarketColumn::Match, Some((found, _))) => Cow::Borrowed(found),
                (MarketColumn::MatchScore, Some((_, Some(score)))) => Cow::Owned(format!("{score:.4}")),
                _ => Cow::Borrowed(priced.and_then(|cell| cell.text(*column)).unwrap_or_default()),
            };
            self.pieces.push(&quoted(text.as_bytes(), self.job.delimiter));
        }
        let gauge = priced.filter(|_| self.bare_pay.is_some()).and_then(|cell| cell.bare.clone());
        Entry { pieces: self.pieces.pieces(), gauge, cell, unmatched, rows: 0 }
    }
}
