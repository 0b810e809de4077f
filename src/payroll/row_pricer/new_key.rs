//! Identifies and prices a key that is not in the cache.

use std::borrow::Cow;

use super::pricer::{CellId, EntryId, RowPricer};
use crate::money::Decimal;
use crate::payroll::file_pricer::FilePricer;
use crate::payroll::key_cache::KeyEntry;
use crate::payroll::market_column::MarketColumn;
use crate::payroll::priced_cell::WorkerCell;
use crate::payroll::status::Status;
use crate::people::Identity;
use crate::pricing::{Cell, MatchGrade, PricingError};
use crate::tabular::{Row, quoted};

/// The most combinations of texts whose entries are known: as many as fit into a table of 65,536 slots, 2 MB.
const MAX_KNOWN_TEXTS: usize = 57_344;

impl<'f> RowPricer<'f, '_> {
    /// The index of the entry of a row whose key is not in the cache. The row is identified and priced if nothing like it is known.
    pub(super) fn entry_of_new_key(&mut self, row: &Row<'_>) -> Result<usize, Box<PricingError>> {
        // Rows with unmatched names share no entry, and years are not among the texts.
        let is_of_texts = !row.is_ragged() && !self.file_pricer.options.counts.unmatched && !self.needs_years(row);
        if !is_of_texts {
            return self.entry_of_identity(row);
        }
        let texts = self.identifier.text_numbers(row);
        if let Some(known) = self.known_texts.get(&texts) {
            return Ok(*known as usize);
        }
        let at = self.entry_of_identity(row)?;
        if self.known_texts.len() >= MAX_KNOWN_TEXTS {
            self.known_texts.clear();
        }
        self.known_texts.insert(texts, u32::try_from(at).unwrap_or(u32::MAX));
        Ok(at)
    }

    /// Identifies a row, and returns the index of the entry of such rows.
    #[cold]
    fn entry_of_identity(&mut self, row: &Row<'_>) -> Result<usize, Box<PricingError>> {
        let identity = self.identifier.identify(row);
        let years = identity.years.filter(|_| self.file_pricer.options.with_retention);
        let id = EntryId {
            cell: CellId {
                role: self.ids.number(identity.role),
                city: self.ids.number(identity.city),
                level: self.ids.number(identity.level),
                bonuses: years.map(|years| self.file_pricer.bonuses_reached(years)),
            },
            match_kind: self.ids.number(identity.match_kind),
            match_score: identity.match_score.map(f64::to_bits),
            is_covered_job: identity.is_covered_job,
            names_missing_level: identity.names_missing_level,
            unidentified: identity.unidentified,
        };
        // Unmatched names are those of one key.
        let is_shared = identity.unmatched.is_none();
        let known = self.known_entries.get(&id).filter(|_| is_shared).copied();
        if let Some(at) = known {
            return Ok(at as usize);
        }
        if self.cache.is_full() {
            self.empty_cache();
        }
        let entry = self.new_entry(id, identity, years)?;
        let at = self.cache.push(entry);
        if is_shared {
            self.known_entries.insert(id, u32::try_from(at).unwrap_or(u32::MAX));
        }
        Ok(at)
    }

    /// The entry of rows with this identity. `years` decide the retention bonus.
    fn new_entry(
        &mut self,
        id: EntryId,
        mut identity: Identity<'f>,
        years: Option<Decimal>,
    ) -> Result<KeyEntry, PricingError> {
        let unmatched = identity.unmatched.take().map(Box::new);
        let cell = match (identity.unidentified, identity.role, identity.level) {
            (Some(reason), ..) => Err(reason.into()),
            _ if id.is_covered_job && self.file_pricer.min_grade() == Some(MatchGrade::A) => Err(Status::UnpricedRole),
            (None, Some(role), level) if level.is_some() || !self.file_pricer.has_levels => {
                let cell = || asked_cell(role, identity.city, level);
                self.cell(id.cell, cell, years)?
            }
            (None, ..) => Err(Status::UnknownLevel),
        };
        let of_worker = cell.ok().and_then(|at| self.cells.get(at as usize));
        let priced = of_worker.map(|cell| &*cell.priced);
        self.suffix_builder.begin();
        for column in &self.file_pricer.appended {
            self.suffix_builder.push(&[self.file_pricer.delimiter.byte()]);
            if column.depends_on_pay() {
                self.suffix_builder.next_segment();
                continue;
            }
            let text = match priced.and_then(|cell| cell.text(*column)) {
                Some(grade) if *column == MarketColumn::Grade && id.is_covered_job => {
                    Cow::Borrowed(MatchGrade::of_covered_job(grade))
                }
                Some(text) => Cow::Borrowed(text),
                None => identity_text(&identity, self.file_pricer, *column),
            };
            self.suffix_builder.push(&quoted(text.as_bytes(), self.file_pricer.delimiter));
        }
        let integer_range =
            of_worker.filter(|_| self.bare_pay_column.is_some()).and_then(|cell| cell.integer_range.clone());
        Ok(KeyEntry {
            suffix: self.suffix_builder.build(),
            integer_range,
            cell,
            unmatched,
            names_missing_level: id.names_missing_level,
            rows: 0,
        })
    }

    /// The index of the priced cell with these ids, or why it has no price. `asked` makes the cell, and `years` decide its retention
    /// bonus.
    fn cell(
        &mut self,
        id: CellId,
        asked: impl FnOnce() -> Cell,
        years: Option<Decimal>,
    ) -> Result<Result<u32, Status>, PricingError> {
        if let Some(known) = self.known_cells.get(&id) {
            return Ok(*known);
        }
        let priced = match self.file_pricer.priced_cell(&asked(), id.bonuses, years) {
            Ok(priced) => {
                let at = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
                self.cells.push(WorkerCell::new(priced, self.file_pricer.options.counts.summary, self.bare_factor));
                self.cell_ids.push(id);
                Ok(at)
            }
            Err(PricingError::NoPrice { .. } | PricingError::GradeTooLow { .. } | PricingError::NoGrowth { .. }) => {
                Err(Status::UnpricedRole)
            }
            Err(PricingError::NoCell { .. }) => Err(Status::UnpricedCity),
            Err(PricingError::LevelWithoutPrice { .. }) => Err(Status::UnpricedLevel),
            Err(error) => return Err(error),
        };
        self.known_cells.insert(id, priced);
        Ok(priced)
    }
}

fn asked_cell(role: &str, city: Option<&str>, level: Option<&str>) -> Cell {
    Cell { role: role.to_owned(), city: city.map(str::to_owned), level: level.map(str::to_owned) }
}

/// The cell of a column that depends on the identity of a row, and not on its price; empty for any other column.
fn identity_text<'t>(identity: &Identity<'t>, file_pricer: &'t FilePricer<'_>, column: MarketColumn) -> Cow<'t, str> {
    let borrowed = match column {
        MarketColumn::Role => identity.role.map(|role| file_pricer.labels.role(role)),
        MarketColumn::City => identity.city.map(|city| file_pricer.labels.city(city)),
        MarketColumn::Level => identity.level.map(|level| file_pricer.labels.level(level)),
        MarketColumn::Match => identity.match_kind,
        MarketColumn::MatchScore => {
            return identity.match_score.map(|score| Cow::Owned(format!("{score:.4}"))).unwrap_or_default();
        }
        MarketColumn::RoleId => identity.role,
        MarketColumn::CityId => identity.city,
        MarketColumn::LevelId => identity.level,
        _ => None,
    };
    Cow::Borrowed(borrowed.unwrap_or_default())
}
