//! Identifies and prices a key that is not in the cache.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use foldhash::HashMap;

use super::named_ids::WrittenId;
use super::pricer::{Appended, BeforePay, ByYears, CellId, EntryId, KnownRole, LastTerms, PayColumn, RowPricer};
use crate::money::Decimal;
use crate::payroll::file_pricer::FilePricer;
use crate::payroll::key_cache::{EntryNotes, KeyEntry};
use crate::payroll::market_column::MarketColumn;
use crate::payroll::priced_cell::{PriceTerms, PricedCell, WorkerCell};
use crate::payroll::status::Status;
use crate::people::{Identity, RowTexts};
use crate::pricing::{
    CellFigures, CellPercentiles, MatchGrade, PercentileKeys, PriceKind, PricingError, RolePercentiles,
};
use crate::tabular::Row;

/// The most scores whose text is kept.
const MAX_SCORE_TEXTS: usize = 4_096;

impl<'f, 'p> RowPricer<'f, 'p> {
    /// The index of the entry of a row whose key is not in the cache. The row is identified and priced if nothing like it is known.
    pub(super) fn entry_of_new_key(&mut self, row: &Row<'_>) -> Result<usize, Box<PricingError>> {
        if row.is_ragged() {
            let identity = self.identifier.identify(row);
            return self.add_entry(identity, None);
        }
        let texts = self.identifier.read_texts(row);
        let by_years = self.needs_years(row).then(|| self.by_years(row, &texts));
        let id = EntryId { meanings: texts.numbers(), by_years };
        // A blank title and an unknown one mean the same, but only the unknown one is counted among the names that match nothing: rows
        // with such names share no entry.
        if self.file_pricer.options.counts.unmatched {
            let identity = self.identifier.identify_by(row, &texts);
            if identity.unmatched.is_some() {
                return self.add_entry(identity, None);
            }
        }
        if let Some(known) = self.known_entries.get(&id) {
            return Ok(*known as usize);
        }
        let identity = self.identifier.identify_by(row, &texts);
        self.add_entry(identity, Some(id))
    }

    /// What the years of a row decide.
    fn by_years(&mut self, row: &Row<'_>, texts: &RowTexts<'f>) -> ByYears {
        let identity = self.identifier.identify_by(row, texts);
        let years = self.years_for_bonus(&identity);
        ByYears {
            level: self.level_number(&identity),
            bonuses: years.map(|years| self.file_pricer.bonuses_reached(years)),
        }
    }

    /// The years of a row, where they decide its retention bonus.
    fn years_for_bonus(&self, identity: &Identity<'f>) -> Option<Decimal> {
        identity.years.filter(|_| self.file_pricer.options.with_retention)
    }

    fn level_number(&mut self, identity: &Identity<'f>) -> u32 {
        let file_pricer = self.file_pricer;
        self.levels.number(identity.level, |id| written_id(file_pricer, id, file_pricer.labels.level(id)))
    }

    /// Adds an entry for rows with this identity, and returns its index. Rows with the same `id` share the entry.
    #[cold]
    fn add_entry(&mut self, identity: Identity<'f>, id: Option<EntryId>) -> Result<usize, Box<PricingError>> {
        if self.cache.is_full() {
            self.empty_cache();
        }
        let (entry, notes) = self.new_entry(identity)?;
        let at = self.cache.push(entry, notes, &self.suffix_builder);
        if let Some(id) = id {
            self.known_entries.insert(id, u32::try_from(at).unwrap_or(u32::MAX));
        }
        Ok(at)
    }

    /// The entry of rows with this identity. Its suffix is left in the builder.
    fn new_entry(&mut self, mut identity: Identity<'f>) -> Result<(KeyEntry, EntryNotes), PricingError> {
        let file_pricer = self.file_pricer;
        let years = self.years_for_bonus(&identity);
        let id = CellId {
            role: self.roles.number(identity.role, |id| written_id(file_pricer, id, file_pricer.labels.role(id))),
            city: self.cities.number(identity.city, |id| written_id(file_pricer, id, file_pricer.labels.city(id))),
            level: self.level_number(&identity),
            bonuses: years.map(|years| file_pricer.bonuses_reached(years)),
        };
        let is_graded_a = file_pricer.min_grade() == Some(MatchGrade::A);
        let cell = match (identity.unidentified, identity.role, identity.level) {
            (Some(reason), ..) => Err(reason.into()),
            _ if identity.is_covered_job && is_graded_a => Err(Status::UnpricedRole),
            (None, Some(_), level) if level.is_some() || !file_pricer.has_levels => self.cell(id, years)?,
            (None, ..) => Err(Status::UnknownLevel),
        };
        self.build_suffix(id, &identity, cell);
        let priced = cell.ok().and_then(|at| self.cells.get(at as usize)).map(|cell| &cell.priced);
        let integer_range =
            priced.zip(self.whole_factor.as_ref()).and_then(|(priced, factor)| priced.integer_range(factor));
        let notes = EntryNotes { unread_level: identity.unread_level, unmatched: identity.unmatched.take() };
        Ok((KeyEntry::new(integer_range, cell), notes))
    }

    /// Builds the appended cells that do not depend on pay.
    fn build_suffix(&mut self, id: CellId, identity: &Identity<'f>, cell: Result<u32, Status>) {
        let score = identity.match_score.map(|score| score_text(&mut self.score_texts, score));
        let priced = cell.ok().and_then(|at| self.cells.get(at as usize)).map(|cell| &cell.priced);
        let delimiter = self.file_pricer.delimiter.byte();
        let suffix = &mut self.suffix_builder;
        suffix.begin();
        for one in &self.appended {
            let column = match *one {
                Appended::OfPay(PayColumn { before: BeforePay::Delimiter, .. }) => continue,
                Appended::OfPay(_) => {
                    suffix.push_byte(delimiter);
                    continue;
                }
                Appended::OfKey { column, begins_segment } => {
                    if begins_segment {
                        suffix.next_segment();
                    }
                    suffix.push_byte(delimiter);
                    column
                }
            };
            match column {
                MarketColumn::Role => suffix.push(self.roles.written_name(id.role)),
                MarketColumn::RoleId => suffix.push(self.roles.written_id(id.role)),
                MarketColumn::City => suffix.push(self.cities.written_name(id.city)),
                MarketColumn::CityId => suffix.push(self.cities.written_id(id.city)),
                MarketColumn::Level => suffix.push(self.levels.written_name(id.level)),
                MarketColumn::LevelId => suffix.push(self.levels.written_id(id.level)),
                MarketColumn::Match => suffix.push(identity.match_kind.unwrap_or_default().as_bytes()),
                MarketColumn::MatchScore => suffix.push(score.unwrap_or_default().as_bytes()),
                column => {
                    if let Some(priced) = priced {
                        priced.write(column, identity.is_covered_job, suffix);
                    }
                }
            }
        }
        suffix.finish();
    }

    /// The index of the priced cell with these ids, or why it has no price. `years` decide its retention bonus.
    fn cell(&mut self, id: CellId, years: Option<Decimal>) -> Result<Result<u32, Status>, PricingError> {
        if let Some(known) = self.known_cells.get(&id) {
            return Ok(*known);
        }
        let priced = match self.price_cell(id, years) {
            Ok(Some(priced)) => {
                let at = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
                self.cells.push(WorkerCell::new(priced, self.file_pricer.options.counts.summary));
                Ok(at)
            }
            Err(PricingError::NoPrice { .. } | PricingError::GradeTooLow { .. } | PricingError::NoGrowth { .. }) => {
                Err(Status::UnpricedRole)
            }
            Ok(None) | Err(PricingError::NoCell { .. }) => Err(Status::UnpricedCity),
            Err(PricingError::LevelWithoutPrice { .. }) => Err(Status::UnpricedLevel),
            Err(error) => return Err(error),
        };
        self.known_cells.insert(id, priced);
        Ok(priced)
    }

    /// Prices the cell with these ids; `None` where its percentiles are not published. The error for that, which names the nearest
    /// figures, is not made: a file may have thousands of such cells.
    fn price_cell(&mut self, id: CellId, years: Option<Decimal>) -> Result<Option<PricedCell>, PricingError> {
        let file_pricer = self.file_pricer;
        let of_role = self.known_role(id.role)?.percentiles;
        let keys = of_role.as_ref().map(|of_role| self.percentile_keys(of_role, id));
        match file_pricer.pricer.cell_figures(of_role.as_ref().zip(keys.as_ref())) {
            CellFigures::Percentiles(found) => {
                let terms = self.terms_of(&found, id)?;
                file_pricer.price_from_percentiles(terms, &found).map(Some)
            }
            CellFigures::Median => file_pricer.priced_from_median(self.cell_of(id), id.bonuses, years).map(Some),
            CellFigures::Unpublished => Ok(None),
        }
    }

    /// What is known of a role.
    fn known_role(&mut self, role: u32) -> Result<&mut KnownRole<'f, 'p>, PricingError> {
        match self.known_roles.entry(role) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(new) => {
                let id = self.roles.id(role).unwrap_or_default();
                let percentiles = self.file_pricer.pricer.role_percentiles(id)?;
                Ok(new.insert(KnownRole { percentiles, last_terms: None }))
            }
        }
    }

    /// The keys of the percentiles that may price a cell.
    fn percentile_keys(&mut self, of_role: &RolePercentiles<'p>, id: CellId) -> PercentileKeys<'f> {
        let (pricer, cities, levels) = (&self.file_pricer.pricer, &self.cities, &self.levels);
        let find = || pricer.percentile_keys(of_role, cities.id(id.city), levels.id(id.level));
        *self.known_keys.entry((id.city, id.level)).or_insert_with(find)
    }

    /// The terms of a price.
    fn terms_of(&mut self, found: &CellPercentiles<'p>, id: CellId) -> Result<Arc<PriceTerms>, PricingError> {
        let published = found.terms();
        let (city, level) = (self.cities.id(id.city), self.levels.id(id.level));
        let last = &self.known_role(id.role)?.last_terms;
        if let Some(last) = last
            && std::ptr::eq(last.published, published)
            && (last.city, last.level) <= (city, level)
        {
            return Ok(last.terms.clone());
        }
        let terms = self.terms_of_kind(found.kind(), id)?;
        self.known_role(id.role)?.last_terms = Some(LastTerms { published, city, level, terms: terms.clone() });
        Ok(terms)
    }

    /// The terms of prices of a kind. The pricer of the file, which all workers share, keeps the first cell of each kind in the order
    /// of ids. So it is asked again for a cell that comes before the one for which this worker asked last.
    fn terms_of_kind(&mut self, kind: PriceKind<'p>, id: CellId) -> Result<Arc<PriceTerms>, PricingError> {
        let ids = (self.roles.id(id.role).unwrap_or_default(), self.cities.id(id.city), self.levels.id(id.level));
        if let Some((terms, first)) = self.known_terms.get(&kind)
            && (first.role.as_str(), first.city.as_deref(), first.level.as_deref()) <= ids
        {
            return Ok(terms.clone());
        }
        let cell = self.cell_of(id);
        let terms = self.file_pricer.terms_of(kind, &cell)?;
        self.known_terms.insert(kind, (terms.clone(), cell));
        Ok(terms)
    }
}

/// The text of a score. Many keys have the same.
fn score_text(texts: &mut HashMap<u64, Box<str>>, score: f64) -> &str {
    if texts.len() >= MAX_SCORE_TEXTS {
        texts.clear();
    }
    texts.entry(score.to_bits()).or_insert_with(|| format!("{score:.4}").into())
}

/// An id and its name, as they are written into the file.
fn written_id(file_pricer: &FilePricer<'_>, id: &str, name: &str) -> WrittenId {
    WrittenId { id: file_pricer.written(id), name: file_pricer.written(name) }
}
