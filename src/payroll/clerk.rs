//! One worker: takes rows, looks up what it knows of their key, sets their pay against the market.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cell::PricedCell;
use super::gauge::LARGEST;
use super::job::Job;
use super::line::Line;
use super::market_column::{MarketColumn, PAY_COLUMNS};
use super::memo::{Entry, Memo, Pieces, ShortKey};
use super::pay_cell::{PayCell, PayReader, whole, whole_in};
use super::status::Status;
use super::tally::{CellKey, Tally};
use super::unit::Unit;
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
    /// Whether some of them say how it was read; only then is it kept for the row at hand.
    explains: bool,
    /// Whether the header counts bare numbers in thousands or ten thousands, so that they are no plain ones.
    counted: bool,
    read: Option<PayCell>,
    /// The first and the last column of the key, where they stand side by side and are one piece of the row.
    side_by_side: Option<(usize, usize)>,
    key: Vec<u8>,
    out: Line,
    pieces: Pieces,
    scratch: TitleScratch,
    cells: Vec<PricedCell>,
    known_cells: HashMap<CellId<'j>, Result<u32, Status>>,
    ids: Vec<CellId<'j>>,
    pay: PayReader,
    /// What one a year in each currency that was met is in the unit of the market range.
    units: Vec<(Currency, Option<Unit>)>,
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
            side_by_side: job.columns.side_by_side(),
            explains: job.appended.iter().any(|column| PAY_COLUMNS.contains(column)),
            counted: job.columns.hints.counted_in.is_some(),
            read: None,
            key: Vec::new(),
            out: Line::default(),
            pieces: Pieces::default(),
            scratch: TitleScratch::default(),
            cells: Vec::new(),
            known_cells: HashMap::new(),
            ids: Vec::new(),
            pay: PayReader::new(job.terms.bare, job.terms.conventions, job.columns.hints.counted_in),
            units: Vec::new(),
            currencies: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// What is to be appended to a row, a delimiter first: so many of the bytes, which go on for 64 more.
    ///
    /// # Errors
    /// [`PricingError`] when the pack itself is at fault; a row that cannot be priced is none.
    #[inline]
    pub fn price(&mut self, row: &Row<'_>) -> Result<(&[u8], usize), PricingError> {
        let at = match self.known(row) {
            Some(at) => at,
            None => self.learn(row)?,
        };
        let Some(entry) = self.memo.entry(at) else { return Ok((&[], 0)) };
        entry.rows += 1;
        let cell = entry.cell;
        let (status, compared) = match cell {
            Ok(cell) => self.compare(cell as usize, row),
            Err(reason) => {
                if self.explains {
                    self.read = self.explained(row);
                }
                (reason, None)
            }
        };
        self.tally.statuses.add(status);
        self.write(at, status, compared);
        Ok(self.out.padded())
    }

    /// What this worker has counted.
    #[must_use]
    pub fn finish(mut self) -> Tally {
        self.forget();
        let unit = self.job.unit_of_bare(self.job.terms.bare.currency).unwrap_or(Unit::ONE);
        for ((role, city, level, _), cell) in self.ids.into_iter().zip(self.cells) {
            let key = CellKey { role: role.to_owned(), city: city.map(str::to_owned), level: level.to_owned() };
            let mut counted = cell.counts.tally(&cell.range, unit);
            counted.cost_to_low = self.job.in_period(counted.cost_to_low);
            counted.cost_to_mid = self.job.in_period(counted.cost_to_mid);
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
        let level = columns.level.and_then(|level| row.raw(level));
        let needs_years = columns.years.is_some() && (self.job.terms.with_retention || level.is_none_or(is_blank));
        if let Some((first, last)) = self.side_by_side
            && !needs_years
        {
            if let Some((window, length)) = row.window(first, last)
                && let Some(found) = self.memo.find_short(&ShortKey::new(window, length))
            {
                return Some(found);
            }
            self.key.clear();
            self.key.extend_from_slice(row.span(first, last).unwrap_or_default());
            return self.memo.find(&self.key);
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
        self.pieces.clear();
        for column in &self.job.appended {
            self.pieces.push(&[self.job.delimiter.byte()]);
            if column.is_of_pay() {
                self.pieces.end();
                continue;
            }
            let text = match (column, how) {
                (MarketColumn::Match, Some((found, _))) => Cow::Borrowed(found),
                (MarketColumn::MatchScore, Some((_, Some(score)))) => Cow::Owned(format!("{score:.4}")),
                _ => Cow::Borrowed(priced.and_then(|cell| cell.text(*column)).unwrap_or_default()),
            };
            self.pieces.push(&quoted(text.as_bytes(), self.job.delimiter));
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
    fn compare(&mut self, at: usize, row: &Row<'_>) -> (Status, Option<Compared>) {
        let job = self.job;
        let Some(column) = job.columns.salary else {
            if let Some(cell) = self.cells.get_mut(at) {
                cell.counts.rows += 1;
            }
            return (Status::Priced, None);
        };
        let pay = if self.counted { None } else { whole_cell(row, column) };
        let Some(cell) = self.cells.get_mut(at) else { return (Status::UnpricedRole, None) };
        cell.counts.rows += 1;
        if job.columns.currency.is_none() {
            if let Some(pay) = pay
                && let Some(gauge) = &cell.bare
            {
                let compared = Compared { ratio: gauge.ratio(pay), position: gauge.position(pay) };
                self.tally.bare.add(compared.ratio);
                if compared.ratio == 0 {
                    return self.too_little(PayCell::Whole(pay, job.terms.bare.currency));
                }
                if job.terms.summarise {
                    self.tally.count(compared.ratio, job.terms.by_cell);
                    cell.counts.add_whole(pay, compared.ratio, compared.position, gauge.is_below_mid(pay));
                }
                if self.explains {
                    self.read = Some(PayCell::Whole(pay, job.terms.bare.currency));
                }
                return (Status::Priced, Some(compared));
            }
            return self.compare_stated(at, row, column, Some(job.terms.bare.currency));
        }
        self.compare_in_currency(at, row, column, pay)
    }

    /// Pay whose currency stands in a cell of its own.
    fn compare_in_currency(
        &mut self,
        at: usize,
        row: &Row<'_>,
        column: usize,
        pay: Option<u64>,
    ) -> (Status, Option<Compared>) {
        let job = self.job;
        let Some(currency) = self.currency(row) else { return self.compare_stated(at, row, column, None) };
        if let Some(pay) = pay
            && let Some(cell) = self.cells.get_mut(at)
            && let Some((gauge, unit)) = cell.gauge(currency, || job.unit_of_bare(currency))
        {
            let compared = Compared { ratio: gauge.ratio(pay), position: gauge.position(pay) };
            self.tally.bare.add(compared.ratio);
            if compared.ratio == 0 {
                return self.too_little(PayCell::Whole(pay, currency));
            }
            if job.terms.summarise
                && let Some(amount) = unit.amount(Decimal::from(pay))
            {
                self.tally.count(compared.ratio, job.terms.by_cell);
                cell.counts.add(amount, compared.ratio, compared.position, gauge.is_below_mid(pay));
            }
            self.read = Some(PayCell::Whole(pay, currency));
            return (Status::Priced, Some(compared));
        }
        self.compare_stated(at, row, column, Some(currency))
    }

    /// How the pay of a row without a price is read, where that is asked for.
    fn explained(&mut self, row: &Row<'_>) -> Option<PayCell> {
        let column = self.job.columns.salary.filter(|_| self.explains && !row.is_ragged())?;
        let known = self.currency(row);
        let raw = row.raw(column).unwrap_or_default();
        if let (Some(pay), Some(currency)) = (whole(raw).filter(|_| !self.counted), known) {
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
    ) -> (Status, Option<Compared>) {
        let cell = row.value(column).unwrap_or_default();
        let read = self.pay.read(&cell, currency.unwrap_or(self.job.terms.bare.currency));
        if currency.is_none() && !read.names_its_currency() {
            return (Status::CurrencyWithoutRate, None);
        }
        self.read = Some(read);
        match read {
            PayCell::Stated { pay, annual } => {
                let Some(unit) = self.unit(pay.currency) else {
                    return (Status::CurrencyWithoutRate, None);
                };
                let range = self.cells.get(at).map(|cell| cell.range);
                let compared = range.and_then(|range| {
                    let amount = unit.amount(annual)?;
                    let ratio = round_places(amount.checked_div(range.mid)?, 4).checked_mul(Decimal::from(10_000))?;
                    let compared =
                        Compared { ratio: u64::try_from(ratio).ok()?, position: unit.position(annual, &range)? };
                    Some((amount, compared, unit.compare(annual, range.mid)?.is_lt()))
                });
                let Some((amount, compared, below_mid)) = compared else { return (Status::UnreadablePay, None) };
                if read.is_bare() {
                    self.tally.bare.add(compared.ratio);
                }
                if compared.ratio == 0 {
                    return self.too_little(read);
                }
                if self.job.terms.summarise
                    && let Some(cell) = self.cells.get_mut(at)
                {
                    self.tally.count(compared.ratio, self.job.terms.by_cell);
                    cell.counts.add(amount, compared.ratio, compared.position, below_mid);
                }
                (Status::Priced, Some(compared))
            }
            PayCell::Open(_) => (Status::OpenEndedPay, None),
            PayCell::Nothing(status) => (status, None),
            // Whole numbers that cannot be gauged were not read by this reader.
            PayCell::Whole(..) => (Status::UnreadablePay, None),
        }
    }

    /// Pay so little that its ratio would be 0.0000.
    #[cold]
    fn too_little(&mut self, read: PayCell) -> (Status, Option<Compared>) {
        self.read = Some(read);
        (Status::UnreadablePay, None)
    }

    fn unit(&mut self, currency: Currency) -> Option<Unit> {
        if let Some((_, unit)) = self.units.iter().find(|(known, _)| *known == currency) {
            return *unit;
        }
        let unit = self.job.unit_of(currency);
        self.units.push((currency, unit));
        unit
    }

    /// Puts what is appended together in `self.out`.
    #[inline]
    fn write(&mut self, at: usize, status: Status, compared: Option<Compared>) {
        self.out.clear();
        let pay = if self.explains { self.read.take() } else { None };
        let Some(entry) = self.memo.entry(at) else { return };
        let mut columns = self.of_pay.iter();
        for (piece, length) in entry.pieces() {
            self.out.push_padded(piece, length);
            match (columns.next(), compared) {
                (Some(MarketColumn::Ratio), Some(compared)) => write_ratio(&mut self.out, compared.ratio),
                (Some(MarketColumn::Position), Some(compared)) => {
                    self.out.push(compared.position.as_str().as_bytes());
                }
                (Some(MarketColumn::Status), _) => self.out.push(status.as_str().as_bytes()),
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

/// The whole number of pay that a cell is, small enough to be gauged.
#[inline(always)]
fn whole_cell(row: &Row<'_>, column: usize) -> Option<u64> {
    let short = row.window(column, column).and_then(|(window, length)| whole_in(window, length));
    short.or_else(|| whole(row.raw(column).unwrap_or_default())).filter(|pay| *pay <= LARGEST)
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
#[inline(always)]
fn write_ratio(out: &mut Line, ratio: u64) {
    let (whole, places) = (ratio / 10_000, ratio % 10_000);
    let digit = |divisor: u64| b'0' + (places / divisor % 10) as u8;
    let places = [b'.', digit(1000), digit(100), digit(10), digit(1)];
    if let Ok(first @ 0..=9) = u8::try_from(whole) {
        let [point, a, b, c, d] = places;
        out.push(&[b'0' + first, point, a, b, c, d]);
    } else {
        out.push(whole.to_string().as_bytes());
        out.push(&places);
    }
}

/// How the pay was read.
fn write_pay(out: &mut Line, column: MarketColumn, read: PayCell, job: &Job<'_>) {
    let (low, high, currency, period, months) = match read {
        PayCell::Whole(number, currency) => {
            let pay = job.bare_pay(number, currency);
            (pay.low, pay.high, pay.currency, pay.period, None)
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
    out.push(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::TitleIndex;
    use crate::pack::Pack;
    use crate::pay::{Conventions, Defaults, PayPeriod};
    use crate::payroll::{Columns, Tally, Terms, Wanted};
    use crate::pricing::Options;
    use crate::rows::{Delimiter, Input, Plan, Reading};

    /// What a file is written as, with how its rows ended, ratios, positions, and how pay was read.
    fn priced(file: &str, delimiter: char) -> (String, Tally) {
        let pack = Pack::bundled();
        let terms = Terms {
            bare: Defaults { currency: "USD".parse().unwrap(), period: PayPeriod::Year },
            conventions: Conventions {
                months_per_year: Decimal::from(12),
                paid_weeks_per_year: Decimal::from(52),
                paid_days_per_month: Decimal::new(2175, 2),
                paid_hours_per_day: Decimal::from(8),
            },
            with_retention: false,
            default_level: None,
            summarise: true,
            by_cell: true,
            keep_unmatched: false,
        };
        let reading = Reading { delimiter: Delimiter::new(delimiter), ..Reading::default() };
        let input = Input::open(file.as_bytes(), &reading).unwrap();
        let columns = Columns::find(input.header().names(), |_| Wanted::ByHeader).unwrap();
        let appended = vec![
            MarketColumn::Match,
            MarketColumn::Ratio,
            MarketColumn::Position,
            MarketColumn::Status,
            MarketColumn::PayLow,
        ];
        let titles = TitleIndex::new(&pack).unwrap();
        let job = Job::new(&pack, titles, &Options::default(), columns, terms, appended, input.delimiter()).unwrap();
        let mut written = Vec::new();
        let tally = job.run(input, &Plan::default(), &mut written, false).unwrap();
        (String::from_utf8(written).unwrap(), tally)
    }

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

    #[test]
    fn currencies_go_by_code_sign_and_word() {
        for (text, bare, expected) in [
            ("cny", "USD", Some("CNY")),
            ("RMB", "USD", Some("CNY")),
            ("人民币", "USD", Some("CNY")),
            ("元", "USD", Some("CNY")),
            ("¥", "USD", Some("CNY")),
            ("¥", "JPY", Some("JPY")),
            ("美元", "CNY", Some("USD")),
            ("$", "CNY", Some("USD")),
            ("€", "USD", Some("EUR")),
            ("kr", "USD", None),
            ("shells", "USD", None),
            ("?", "USD", None),
            ("1", "USD", None),
        ] {
            let found = named_currency(text, bare.parse().unwrap()).map(|code| code.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_pay_that_rounds_to_the_market_mid_still_lacks_what_it_lacks() {
        let (_, tally) = priced("title,level,salary\nCloud Architect,mid,58499\nCloud Architect,mid,$58499\n", ',');
        let [cell] = tally.cells.values().collect::<Vec<_>>()[..] else { panic!("one cell") };
        assert_eq!((cell.cost_to_low, cell.cost_to_mid), (Decimal::ZERO, Decimal::TWO));
    }

    #[test]
    fn a_ratio_that_rounds_to_nothing_is_none() {
        let (written, tally) = priced("title,level,salary\nCloud Architect,mid,1\nCloud Architect,mid,0.5\n", ',');
        let rows: Vec<&str> = written.lines().skip(1).collect();
        assert_eq!(
            rows,
            ["Cloud Architect,mid,1,tokens,,,unreadable-pay,1", "Cloud Architect,mid,0.5,tokens,,,unreadable-pay,0.5"]
        );
        let compared: u64 = tally.cells.values().map(|cell| cell.compared).sum();
        assert_eq!((tally.rows(Status::UnreadablePay), compared), (2, 0));
    }

    #[test]
    fn what_is_appended_is_one_cell_whatever_the_delimiter() {
        for delimiter in (0_u8..128).map(char::from).filter(|letter| Delimiter::new(*letter).is_some()) {
            let file = format!(
                "\"title\"{delimiter}\"level\"{delimiter}\"salary\"\n\"x\"{delimiter}\"mid\"{delimiter}\"90,000\"\n"
            );
            let (written, _) = priced(&file, delimiter);
            let mut rows = csv::ReaderBuilder::new();
            let rows = rows.has_headers(false).flexible(true).delimiter(delimiter as u8);
            let cells: Vec<usize> =
                rows.from_reader(written.as_bytes()).records().map(|row| row.unwrap().len()).collect();
            assert_eq!(cells, [8, 8], "{written}");
        }
        assert!("-.a1Z\"\n".chars().all(|letter| Delimiter::new(letter).is_none()));
    }
}
