//! One worker: takes rows, looks up what it knows of their key, sets their pay against the market.

use std::collections::HashMap;

use super::cell::PricedCell;
use super::gauge::{Gauge, LARGEST};
use super::job::Job;
use super::market_column::{MarketColumn, PAY_COLUMNS};
use super::memo::{Entry, Memo, Pieces};
use super::pay_cell::{PayCell, PayReader, whole};
use super::status::Status;
use super::tally::{CellKey, Tally};
use super::years::years;
use crate::money::{Currency, Decimal, round_places};
use crate::names::{LevelWord, NoRole, TitleScratch};
use crate::pay::{Assumption, Defaults, PayPeriod, Reading, read};
use crate::pricing::{Cell, Position, PricingError};
use crate::rows::{Row, quoted};

/// A cell by its ids, and how many bonuses its years have reached, where years decide.
type CellId<'j> = (&'j str, Option<&'j str>, &'j str, Option<usize>);

/// One worker on a file.
#[derive(Debug)]
pub struct Clerk<'j, 'p> {
    job: &'j Job<'p>,
    memo: Memo,
    /// The columns that depend on pay, in order.
    of_pay: Vec<MarketColumn>,
    /// Whether some of them say how pay was read.
    explains: bool,
    key: Vec<u8>,
    out: Vec<u8>,
    pieces: Pieces,
    scratch: TitleScratch,
    cells: Vec<PricedCell>,
    known_cells: HashMap<CellId<'j>, Result<u32, Status>>,
    ids: Vec<CellId<'j>>,
    pay: PayReader,
    /// What one a year in each currency that was met is in the unit of the market range.
    units: Vec<(Currency, Option<Decimal>)>,
    currencies: Vec<(Box<[u8]>, Option<Currency>)>,
    tally: Tally,
}

/// How the pay of a row compares.
#[derive(Debug, Clone, Copy)]
struct Compared {
    /// Market ratio × 10⁴.
    ratio: u64,
    position: Position,
}

/// The most spellings of currencies that are remembered.
const CURRENCIES: usize = 256;

impl<'j, 'p> Clerk<'j, 'p> {
    pub(super) fn new(job: &'j Job<'p>) -> Self {
        Clerk {
            job,
            memo: Memo::default(),
            of_pay: job.appended.iter().copied().filter(|column| column.is_of_pay()).collect(),
            explains: job.appended.iter().any(|column| PAY_COLUMNS.contains(column)),
            key: Vec::new(),
            out: Vec::new(),
            pieces: Pieces::default(),
            scratch: TitleScratch::default(),
            cells: Vec::new(),
            known_cells: HashMap::new(),
            ids: Vec::new(),
            pay: PayReader::new(job.terms.bare, job.terms.conventions),
            units: Vec::new(),
            currencies: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// What is to be appended to a row, a delimiter first.
    ///
    /// # Errors
    /// [`PricingError`] when the pack itself is at fault; a row that cannot be priced is none.
    #[inline]
    pub fn price(&mut self, row: &Row<'_>) -> Result<&[u8], PricingError> {
        let at = match self.known(row) {
            Some(at) => at,
            None => self.learn(row)?,
        };
        let Some(entry) = self.memo.entry(at) else { return Ok(&[]) };
        entry.rows += 1;
        let cell = entry.cell;
        let (status, compared, pay) = match cell {
            Ok(cell) => self.compare(cell as usize, row),
            Err(reason) => (reason, None, self.explained(row)),
        };
        self.tally.statuses.add(status);
        self.write(at, status, compared, pay);
        Ok(&self.out)
    }

    /// What this worker has counted.
    #[must_use]
    pub fn finish(mut self) -> Tally {
        self.forget();
        let unit = self.job.unit_of_bare(self.job.terms.bare.currency).unwrap_or_default();
        for ((role, city, level, _), cell) in self.ids.into_iter().zip(self.cells) {
            let key = CellKey { role: role.to_owned(), city: city.map(str::to_owned), level: level.to_owned() };
            let counted = cell.counts.tally(&cell.range, unit);
            self.tally.cells.entry(key).or_default().merge(&counted);
        }
        self.tally
    }

    /// The entry of a row's key, where there is one. Afterwards `self.key` holds the key, unless it was found.
    #[inline]
    fn known(&mut self, row: &Row<'_>) -> Option<usize> {
        if row.is_ragged() {
            self.key.clear();
            self.key.push(b'"');
            return self.memo.find(&self.key);
        }
        let columns = &self.job.columns;
        let span = match (columns.city, columns.level) {
            // The usual order: the three stand side by side, and are one piece of the row.
            (Some(city), Some(level)) if city == columns.role + 1 && level == city + 1 => row.span(columns.role, level),
            _ => None,
        };
        let level = columns.level.and_then(|level| row.raw(level));
        let needs_years = columns.years.is_some() && (self.job.terms.with_retention || level.is_none_or(is_blank));
        if let Some(span) = span
            && !needs_years
        {
            let found = self.memo.find(span);
            if found.is_none() {
                self.key.clear();
                self.key.extend_from_slice(span);
            }
            return found;
        }
        self.key.clear();
        let years = columns.years.filter(|_| needs_years);
        for column in [Some(columns.role), columns.city, columns.level, years].into_iter().flatten() {
            // What parts cells in the file parts them here: no two rows can be mixed up.
            self.key.push(self.job.delimiter.byte());
            self.key.extend_from_slice(row.raw(column).unwrap_or_default());
        }
        self.memo.find(&self.key)
    }

    /// Works out what rows with the key of this one get.
    #[cold]
    fn learn(&mut self, row: &Row<'_>) -> Result<usize, PricingError> {
        if self.memo.is_full() {
            self.forget();
        }
        let entry = self.worked_out(row)?;
        Ok(self.memo.keep(&self.key, entry))
    }

    /// Forgets all entries, and keeps what they counted.
    fn forget(&mut self) {
        for entry in self.memo.take() {
            match entry.unmatched {
                Some((true, city)) => self.tally.unmatched.cities.add(&city, entry.rows),
                Some((false, title)) => self.tally.unmatched.titles.add(&title, entry.rows),
                None => {}
            }
        }
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
                let keep = job.terms.keep_unmatched && !title.is_empty();
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
                    let keep = job.terms.keep_unmatched && !part.is_empty();
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
            (None, LevelWord::Unstated) => career
                .and_then(|years| crate::pricing::level_for_years(job.levels, years))
                .map(|level| level.id.as_str())
                .or(job.terms.default_level.as_deref()),
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
                self.cells.push(PricedCell::new(self.job.pack, &quote, self.job.terms.with_retention)?);
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
        self.pieces.clear();
        for column in &self.job.appended {
            self.pieces.push(&[self.job.delimiter.byte()]);
            if column.is_of_pay() {
                self.pieces.end();
                continue;
            }
            match (column, how) {
                (MarketColumn::Match, Some((found, _))) => self.pieces.push(found.as_bytes()),
                (MarketColumn::MatchScore, Some((_, Some(score)))) => {
                    self.pieces.push(format!("{score:.4}").as_bytes());
                }
                _ => {
                    let text = priced.and_then(|cell| cell.text(*column)).unwrap_or_default();
                    self.pieces.push(&quoted(text.as_bytes(), self.job.delimiter));
                }
            }
        }
        self.pieces.end();
        Entry::new(&self.pieces, cell, unmatched)
    }

    /// The currency of a row's bare numbers; `None` when its currency cell names none.
    fn currency(&mut self, row: &Row<'_>) -> Option<Currency> {
        let bare = self.job.terms.bare.currency;
        let Some(column) = self.job.columns.currency else { return Some(bare) };
        let raw = row.raw(column).unwrap_or_default();
        if let Some((_, known)) = self.currencies.iter().find(|(text, _)| **text == *raw) {
            return *known;
        }
        let text = row.value(column).map(|cell| String::from_utf8_lossy(&cell).trim().to_owned()).unwrap_or_default();
        let currency = if text.is_empty() { Some(bare) } else { named_currency(&text, bare) };
        if self.currencies.len() < CURRENCIES {
            self.currencies.push((raw.into(), currency));
        }
        currency
    }

    /// Sets the pay of a row against a priced cell.
    #[inline]
    fn compare(&mut self, at: usize, row: &Row<'_>) -> (Status, Option<Compared>, Option<PayCell>) {
        let job = self.job;
        let Some(column) = job.columns.salary else {
            if let Some(cell) = self.cells.get_mut(at) {
                cell.counts.rows += 1;
            }
            return (Status::Priced, None, None);
        };
        let raw = row.raw(column).unwrap_or_default();
        let currency = if job.columns.currency.is_none() { Some(job.terms.bare.currency) } else { self.currency(row) };
        let Some(cell) = self.cells.get_mut(at) else { return (Status::UnpricedRole, None, None) };
        cell.counts.rows += 1;
        let Some(currency) = currency else { return self.compare_stated(at, row, column, None) };
        if let Some(pay) = whole(raw).filter(|pay| *pay <= LARGEST)
            && let Some(gauge) = cell.gauge(currency, || job.unit_of_bare(currency))
        {
            let compared = Compared { ratio: gauge.ratio(pay), position: gauge.position(pay) };
            self.tally.bare.add(compared.ratio);
            if job.terms.summarise {
                // Shortfalls of whole numbers are added up in the file's own currency only.
                if currency == job.terms.bare.currency {
                    self.count_whole(at, pay, gauge, compared);
                } else if let Some(unit) = job.unit_of_bare(currency) {
                    self.count(at, Decimal::from(pay).saturating_mul(unit), compared);
                }
            }
            return (Status::Priced, Some(compared), Some(PayCell::Whole(pay, currency)));
        }
        self.compare_stated(at, row, column, Some(currency))
    }

    /// How the pay of a row without a price is read, where that is asked for.
    fn explained(&mut self, row: &Row<'_>) -> Option<PayCell> {
        let column = self.job.columns.salary.filter(|_| self.explains && !row.is_ragged())?;
        let known = self.currency(row);
        let raw = row.raw(column).unwrap_or_default();
        if let (Some(pay), Some(currency)) = (whole(raw), known) {
            return Some(PayCell::Whole(pay, currency));
        }
        let cell = row.value(column).unwrap_or_default();
        let read = self.pay.read(&cell, known.unwrap_or(self.job.terms.bare.currency));
        (known.is_some() || read.names_its_currency()).then_some(read)
    }

    /// The long way: pay as people write it. `currency` is that of bare numbers, where it is known.
    fn compare_stated(
        &mut self,
        at: usize,
        row: &Row<'_>,
        column: usize,
        currency: Option<Currency>,
    ) -> (Status, Option<Compared>, Option<PayCell>) {
        let cell = row.value(column).unwrap_or_default();
        let read = self.pay.read(&cell, currency.unwrap_or(self.job.terms.bare.currency));
        if currency.is_none() && !read.names_its_currency() {
            return (Status::CurrencyWithoutRate, None, None);
        }
        match read {
            PayCell::Stated { pay, annual } => {
                let Some(unit) = self.unit(pay.currency) else {
                    return (Status::CurrencyWithoutRate, None, Some(read));
                };
                let range = self.cells.get(at).map(|cell| cell.range);
                let compared = range.and_then(|range| {
                    let amount = annual.checked_mul(unit)?;
                    let ratio = round_places(amount.checked_div(range.mid)?, 4).checked_mul(Decimal::from(10_000))?;
                    let ratio = u64::try_from(ratio).ok()?;
                    Some((amount, Compared { ratio, position: Position::of(amount, &range) }))
                });
                let Some((amount, compared)) = compared else { return (Status::UnreadablePay, None, Some(read)) };
                if read.is_bare() {
                    self.tally.bare.add(compared.ratio);
                }
                if self.job.terms.summarise {
                    self.count(at, amount, compared);
                }
                (Status::Priced, Some(compared), Some(read))
            }
            PayCell::Open(_) => (Status::OpenEndedPay, None, Some(read)),
            PayCell::Nothing(status) => (status, None, None),
            // Whole numbers that cannot be gauged were not read by this reader.
            PayCell::Whole(..) => (Status::UnreadablePay, None, None),
        }
    }

    fn unit(&mut self, currency: Currency) -> Option<Decimal> {
        if let Some((_, unit)) = self.units.iter().find(|(known, _)| *known == currency) {
            return *unit;
        }
        let unit = self.job.unit_of(currency);
        self.units.push((currency, unit));
        unit
    }

    fn count_whole(&mut self, at: usize, pay: u64, gauge: Gauge, compared: Compared) {
        let Some(counts) = self.cells.get_mut(at).map(|cell| &mut cell.counts) else { return };
        if gauge.position(pay) == Position::Below {
            counts.to_low.whole(pay);
        }
        if gauge.is_below_mid(pay) {
            counts.to_mid.whole(pay);
        }
        self.count_compared(at, compared);
    }

    fn count(&mut self, at: usize, amount: Decimal, compared: Compared) {
        let Some(cell) = self.cells.get_mut(at) else { return };
        if amount < cell.range.low {
            cell.counts.to_low.other(amount);
        }
        if amount < cell.range.mid {
            cell.counts.to_mid.other(amount);
        }
        self.count_compared(at, compared);
    }

    fn count_compared(&mut self, at: usize, compared: Compared) {
        let Some(counts) = self.cells.get_mut(at).map(|cell| &mut cell.counts) else { return };
        counts.compared += 1;
        counts.below += u64::from(compared.position == Position::Below);
        counts.above += u64::from(compared.position == Position::Above);
        counts.ratios.add(compared.ratio);
    }

    /// Puts what is appended together in `self.out`.
    #[inline]
    fn write(&mut self, at: usize, status: Status, compared: Option<Compared>, pay: Option<PayCell>) {
        self.out.clear();
        let Some(entry) = self.memo.entry(at) else { return };
        let mut columns = self.of_pay.iter();
        for piece in entry.pieces() {
            self.out.extend_from_slice(piece);
            match (columns.next(), compared) {
                (Some(MarketColumn::Ratio), Some(compared)) => write_ratio(&mut self.out, compared.ratio),
                (Some(MarketColumn::Position), Some(compared)) => {
                    self.out.extend_from_slice(compared.position.as_str().as_bytes());
                }
                (Some(MarketColumn::Status), _) => self.out.extend_from_slice(status.as_str().as_bytes()),
                (Some(column), _) => {
                    if let Some(pay) = pay {
                        write_pay(&mut self.out, *column, pay, self.job);
                    }
                }
                (None, _) => {}
            }
        }
    }
}

/// The currency that a cell names: by its code, or by a sign or word that stands beside pay, such as `¥` or `美元`.
fn named_currency(text: &str, bare: Currency) -> Option<Currency> {
    let beside = |pay: String| {
        let defaults = Defaults { currency: bare, period: PayPeriod::Year };
        match read(&pay, &defaults) {
            Ok(Reading::Stated(pay)) if !pay.assumed.iter().any(|one| one == Assumption::Currency) => {
                Some(pay.currency)
            }
            _ => None,
        }
    };
    text.parse().ok().or_else(|| beside(format!("{text}1000"))).or_else(|| beside(format!("1000{text}")))
}

/// Whether a cell says nothing, quoted or not: blanks of every script are none.
#[inline]
fn is_blank(cell: &[u8]) -> bool {
    if cell.first().is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    std::str::from_utf8(cell).is_ok_and(|cell| cell.chars().all(|letter| letter == '"' || letter.is_whitespace()))
}

/// A market ratio with four places.
#[inline]
fn write_ratio(out: &mut Vec<u8>, ratio: u64) {
    let (whole, places) = (ratio / 10_000, ratio % 10_000);
    if let Ok(digit @ 0..=9) = u8::try_from(whole) {
        out.push(b'0' + digit);
    } else {
        out.extend_from_slice(whole.to_string().as_bytes());
    }
    #[expect(clippy::cast_possible_truncation, reason = "a digit is below ten")]
    let digit = |divisor: u64| b'0' + (places / divisor % 10) as u8;
    out.extend_from_slice(&[b'.', digit(1000), digit(100), digit(10), digit(1)]);
}

/// How the pay was read.
fn write_pay(out: &mut Vec<u8>, column: MarketColumn, read: PayCell, job: &Job<'_>) {
    let (low, high, currency, period, months) = match read {
        PayCell::Whole(number, currency) => {
            let amount = Some(Decimal::from(number));
            (amount, amount, currency, job.terms.bare.period, None)
        }
        PayCell::Stated { pay, .. } | PayCell::Open(pay) => (pay.low, pay.high, pay.currency, pay.period, pay.months),
        PayCell::Nothing(_) => return,
    };
    let number = |amount: Option<Decimal>| amount.map(|amount| amount.normalize().to_string()).unwrap_or_default();
    let text = match column {
        MarketColumn::PayLow => number(low),
        MarketColumn::PayHigh => number(high),
        MarketColumn::PayCurrency => currency.as_str().to_owned(),
        MarketColumn::PayPeriod => period.as_str().to_owned(),
        MarketColumn::PayMonths => number(months),
        _ => String::new(),
    };
    out.extend_from_slice(text.as_bytes());
}
