//! Reads rows into counts, on one worker.

use std::collections::BTreeMap;

use foldhash::HashMap;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::counted::{Amount, Amounts, Count, CountedPay, DuplicateKey, Repeated, StatedAmount};
use super::dates::date_of;
use super::dimension::{Dimension, GroupKey};
use super::options::{Duplicates, SurveyOptions};
use super::row_status::RowStatus;
use crate::money::{Currency, Decimal};
use crate::pay::Conventions;
use crate::payroll::{FilePricer, Status};
use crate::people::{Identity, PayCell, RowIdentifier, RowPayReader, Unidentified, is_blank, untitled_row};
use crate::tabular::Row;

/// The most distinct keys that are cached.
const MAX_KEYS: usize = 1 << 16;

/// What is known of rows with the same title, place, level and years, and the same text in each column they are grouped by.
#[derive(Debug, Clone)]
struct Known {
    /// The index of the counts, or why the rows are in no group.
    counts: Result<usize, RowStatus>,
    /// Role, city and level, which tell duplicates.
    ids: [Box<str>; 3],
}

/// The amounts of one organisation in one group.
#[derive(Debug)]
struct Counts {
    group: GroupKey,
    organisation: Box<str>,
    amounts: Amounts,
}

/// Reads the rows of one worker.
pub(super) struct RowReader<'f, 'p> {
    options: &'f SurveyOptions,
    conventions: Conventions,
    identifier: RowIdentifier<'f, 'p>,
    pay: RowPayReader<'f>,
    /// The columns that decide the group of a row.
    key_columns: Vec<usize>,
    level_column: Option<usize>,
    /// The column of years, which decide the level of a row whose level cell is blank.
    years_column: Option<usize>,
    role_column: usize,
    key: Vec<u8>,
    /// The index of what is known of each key.
    keys: HashMap<Box<[u8]>, usize>,
    known: Vec<Known>,
    /// The index of the counts of each group and organisation.
    indexes: HashMap<(GroupKey, Box<str>), usize>,
    counts: Vec<Counts>,
    dates: HashMap<Box<[u8]>, Option<Date>>,
    counted: CountedPay,
}

impl<'f, 'p> RowReader<'f, 'p> {
    pub(super) fn new(file: &'f FilePricer<'p>, options: &'f SurveyOptions) -> Self {
        let columns = file.columns();
        let grouped = options.by.iter().filter_map(|dimension| match dimension {
            Dimension::Column { at, .. } => Some(*at),
            _ => None,
        });
        let tells_duplicates = options.duplicates == Duplicates::Drop && options.organisation.is_some();
        let needs = |dimension: &Dimension| tells_duplicates || options.by.contains(dimension);
        let city = columns.city.filter(|_| needs(&Dimension::City));
        let level = columns.level.filter(|_| needs(&Dimension::Level));
        let named = [Some(columns.role), city, level, options.organisation];
        RowReader {
            options,
            conventions: file.conventions(),
            identifier: file.identifier(),
            pay: file.pay_reader(),
            key_columns: named.into_iter().flatten().chain(grouped).collect(),
            level_column: columns.level,
            years_column: columns.years.filter(|_| needs(&Dimension::Level)),
            role_column: columns.role,
            key: Vec::new(),
            keys: HashMap::default(),
            known: Vec::new(),
            indexes: HashMap::default(),
            counts: Vec::new(),
            dates: HashMap::default(),
            counted: CountedPay::default(),
        }
    }

    /// Reads a row.
    pub(super) fn read(&mut self, row: &Row<'_>) {
        if let Err(status) = self.count(row) {
            self.counted.unused.add(status, 1);
        }
    }

    /// Counts the pay of a row, or returns why it has none.
    fn count(&mut self, row: &Row<'_>) -> Result<(), RowStatus> {
        if row.is_ragged() {
            return Err(RowStatus::Unused(Status::RaggedRow));
        }
        let key = self.key_of(row);
        let counts = self.known.get(key).map_or(Err(RowStatus::Unused(Status::NoRoleMatch)), |known| known.counts);
        if counts.is_err() && is_blank(row.raw(self.role_column).unwrap_or_default()) {
            let reason = untitled_row(row);
            if matches!(reason, Unidentified::TotalRow | Unidentified::BlankRow) {
                return Err(RowStatus::Unused(reason.into()));
            }
        }
        let at = counts?;
        let (amount, currency) = self.amount(row)?;
        let date = match self.options.date {
            Some(column) => self.date(row, column),
            None => None,
        };
        if let Some(ageing) = &self.options.ageing {
            let date = date.ok_or(RowStatus::UnknownDate)?;
            if is_older(date, ageing.on, ageing.max_months) {
                return Err(RowStatus::TooOld);
            }
        }
        let people = self.people(row)?;
        let aged_from = date.filter(|_| self.options.ageing.is_some());
        let stated = StatedAmount { amount, currency, date: aged_from };
        if let Some(counts) = self.counts.get_mut(at) {
            counts.amounts.entry(stated).or_default().add(Count { rows: 1, people });
        }
        if self.options.duplicates == Duplicates::Drop {
            self.remember(row, key, stated, date, people);
        }
        Ok(())
    }

    /// The index of what is known of the key of a row.
    fn key_of(&mut self, row: &Row<'_>) -> usize {
        self.key.clear();
        let states_level = self.level_column.and_then(|column| row.raw(column)).is_some_and(|cell| !is_blank(cell));
        let years = self.years_column.filter(|_| !states_level);
        for column in self.key_columns.iter().chain(&years) {
            let cell = row.raw(*column).unwrap_or_default();
            self.key.extend_from_slice(&(cell.len() as u64).to_le_bytes());
            self.key.extend_from_slice(cell);
        }
        if let Some(at) = self.keys.get(self.key.as_slice()) {
            return *at;
        }
        if self.known.len() >= MAX_KEYS {
            self.keys.clear();
            self.known.clear();
        }
        let at = self.known.len();
        let known = self.identify(row);
        self.known.push(known);
        self.keys.insert(self.key.as_slice().into(), at);
        at
    }

    fn identify(&mut self, row: &Row<'_>) -> Known {
        let identity = self.identifier.identify(row);
        let id = |found: Option<&str>| Box::from(found.unwrap_or_default());
        let ids = [id(identity.role), id(identity.city), id(identity.level)];
        let organisation = self.options.organisation.map(|column| text(row, column)).unwrap_or_default();
        let counts = group_of(&self.options.by, &identity, &organisation, row).map(|group| {
            let key = (group, organisation);
            if let Some(at) = self.indexes.get(&key) {
                return *at;
            }
            let at = self.counts.len();
            self.indexes.insert(key.clone(), at);
            let (group, organisation) = key;
            self.counts.push(Counts { group, organisation, amounts: Amounts::default() });
            at
        });
        Known { counts, ids }
    }

    /// The pay of a row with its currency.
    fn amount(&mut self, row: &Row<'_>) -> Result<(Amount, Currency), RowStatus> {
        let no_pay = |status| RowStatus::Unused(status);
        let (pay, unit) = self.pay.read(row, &mut |_| {}).map_err(|_| no_pay(Status::CurrencyWithoutRate))?;
        match pay {
            PayCell::Whole(0, _) => Err(no_pay(Status::PayNotStated)),
            PayCell::Whole(number, currency) => Ok((Amount::Whole(number, unit.period), currency)),
            PayCell::Stated { pay, annual } => {
                let year = pay.annual(&self.conventions).map_err(|_| no_pay(Status::UnreadablePay))?;
                let (low, high) = match (year.low, year.high, year.midpoint()) {
                    // Part-time pay has been grossed up, which changes the middle.
                    (Some(low), Some(high), Some(mid)) if mid != annual && mid > Decimal::ZERO => {
                        let full_time = |end: Decimal| end.checked_mul(annual)?.checked_div(mid);
                        full_time(low).zip(full_time(high)).ok_or(no_pay(Status::UnreadablePay))?
                    }
                    (Some(low), Some(high), _) => (low, high),
                    _ => return Err(no_pay(Status::OpenEndedPay)),
                };
                if low <= Decimal::ZERO {
                    return Err(no_pay(Status::UnreadablePay));
                }
                Ok((Amount::Annual { low, high }, pay.currency))
            }
            PayCell::Open(_) => Err(no_pay(Status::OpenEndedPay)),
            PayCell::Nothing(reason) => Err(no_pay(reason.into())),
        }
    }

    /// The number of people that a row stands for.
    fn people(&self, row: &Row<'_>) -> Result<u64, RowStatus> {
        let Some(column) = self.options.headcount else { return Ok(1) };
        let people = text(row, column).parse().ok().filter(|people| *people > 0);
        people.ok_or(RowStatus::UnreadableHeadcount)
    }

    /// The date of a row.
    fn date(&mut self, row: &Row<'_>, column: usize) -> Option<Date> {
        let raw = row.raw(column)?;
        if let Some(known) = self.dates.get(raw) {
            return *known;
        }
        let date = date_of(&text(row, column));
        if self.dates.len() < MAX_KEYS {
            self.dates.insert(raw.into(), date);
        }
        date
    }

    /// Keeps what a later row would repeat: without organisations the whole row; otherwise organisation, role, city, level,
    /// group and pay, and the date apart.
    fn remember(&mut self, row: &Row<'_>, key: usize, amount: StatedAmount, date: Option<Date>, people: u64) {
        let Some(Known { counts: Ok(at), ids }) = self.known.get(key) else { return };
        let Some(Counts { group, organisation, .. }) = self.counts.get(*at) else { return };
        let mut hash = Sha256::new();
        match self.options.organisation {
            None => hash.update(row.bytes()),
            Some(_) => {
                let texts = ids.iter().map(|id| &**id).chain([&**organisation]).chain(group.iter().map(|text| &**text));
                for text in texts {
                    hash.update((text.len() as u64).to_le_bytes());
                    hash.update(text);
                }
                hash.update(format!("{:?} {} {people}", amount.amount, amount.currency));
            }
        }
        let key: DuplicateKey = hash.finalize().into();
        let date = date.filter(|_| self.options.organisation.is_some());
        let seen = self.counted.repeated.entry(key).or_insert_with(|| Repeated {
            group: group.clone(),
            organisation: organisation.clone(),
            amount,
            people,
            dates: BTreeMap::new(),
        });
        *seen.dates.entry(date).or_default() += 1;
    }

    /// The counts of this worker.
    pub(super) fn finish(mut self) -> CountedPay {
        for Counts { group, organisation, amounts } in self.counts {
            if !amounts.is_empty() {
                self.counted.groups.entry(group).or_default().insert(organisation, amounts);
            }
        }
        self.counted
    }
}

/// The group of a row, or why it has none.
fn group_of(
    by: &[Dimension],
    identity: &Identity<'_>,
    organisation: &str,
    row: &Row<'_>,
) -> Result<GroupKey, RowStatus> {
    let reason = identity.unidentified;
    if let Some(reason @ (Unidentified::TotalRow | Unidentified::BlankRow | Unidentified::RaggedRow)) = reason {
        return Err(RowStatus::Unused(reason.into()));
    }
    let found = |id: Option<&str>, reasons: &[Unidentified], otherwise: Status| {
        let unused = reason.filter(|reason| reasons.contains(reason)).map_or(otherwise, Status::from);
        id.map(Box::from).ok_or(RowStatus::Unused(unused))
    };
    by.iter()
        .map(|dimension| match dimension {
            Dimension::Role => found(identity.role, &[Unidentified::AmbiguousRole], Status::NoRoleMatch),
            Dimension::City => found(identity.city, &[Unidentified::TwoCities], Status::UnknownCity),
            Dimension::Level => found(identity.level, &[], Status::UnknownLevel),
            Dimension::Organisation if organisation.is_empty() => Err(RowStatus::UnknownOrganisation),
            Dimension::Organisation => Ok(organisation.into()),
            Dimension::Column { at, .. } => Ok(text(row, *at)),
        })
        .collect()
}

/// The text of a cell, without quotes and the blanks around it.
fn text(row: &Row<'_>, column: usize) -> Box<str> {
    let cell = row.value(column).unwrap_or_default();
    String::from_utf8_lossy(&cell).trim().into()
}

/// Whether a date is more than so many months before another.
fn is_older(date: Date, on: Date, months: u32) -> bool {
    let months = i64::from(months);
    on.checked_sub(jiff::Span::new().months(months)).is_ok_and(|oldest| date < oldest)
}
