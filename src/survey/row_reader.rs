//! Reads rows into counts, on one worker.
//!
//! Most rows have a known key, and a whole number without a unit as pay. Their path is [`RowReader::read_bare`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use foldhash::HashMap;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::cell_text::{organisation_key, text};
use super::converter::Converter;
use super::counted::{Count, CountedPay, DuplicateKey, MAX_HEADCOUNT, Repeated, WholeUnit};
use super::dates::{date_of, is_older};
use super::dimension::Dimension;
use super::employment::Employment;
use super::options::{Duplicates, SurveyOptions};
use super::organisation_numbers::{OrganisationNumbers, OrganisationReader};
use super::people_by_id::{PersonKey, PersonRow, is_id};
use super::row_amount::{RowAmount, is_left_out};
use super::row_group::{INTERN, group_of, keyed_columns};
use super::row_keys::RowKeys;
use super::row_status::RowStatus;
use super::stated_amount::StatedAmount;
use super::subgroup::{RoleAndLevel, SubgroupKey};
use super::subgroup_rows::SubgroupRows;
use crate::pay::{Conventions, Scale};
use crate::payroll::{FilePricer, Status};
use crate::people::{
    PayCell, RowIdentifier, RowPayReader, Unidentified, UnmatchedNames, UnreadableCell, is_blank, untitled_row, whole,
    whole_in,
};
use crate::tabular::{LineMark, Row};

/// The most distinct dates that are cached.
const MAX_DATES: usize = 1 << 16;

/// What is known of rows with the same title, place, level and years, and the same text in each column they are grouped by.
#[derive(Debug, Clone)]
struct Known {
    /// The index of the subgroup, or why the rows are in no group.
    subgroup: Result<u32, RowStatus>,
    /// Role, city and level, which tell duplicates.
    ids: [Box<str>; 3],
    /// Whether the title is blank. Then other cells may tell that the row is a total, or blank.
    is_untitled: bool,
    /// Whether the column of employment says that people work part of full time.
    is_part_time: bool,
    /// The names for which the rows are in no group, where they are asked for.
    unmatched: Option<Box<UnmatchedNames>>,
}

/// The column of pay, where a whole number in it is pay of one person that needs no other cell.
#[derive(Debug, Clone, Copy)]
enum WholeColumn {
    /// In the unit of the file.
    Bare(usize),
    /// In the currency of another cell.
    InCurrency(usize),
    /// Whole numbers are read as other pay is.
    None,
}

/// Reads the rows of one worker.
pub(super) struct RowReader<'f, 'p> {
    options: &'f SurveyOptions,
    conventions: Conventions,
    identifier: RowIdentifier<'f, 'p>,
    pay: RowPayReader<'f>,
    role_column: usize,
    /// Whether names and pay texts that are not understood are counted.
    lists_unmatched: bool,
    whole_column: WholeColumn,
    bare_unit: WholeUnit,
    /// Whether amounts are counted by organisation, not only people.
    by_organisation: bool,
    keys: RowKeys,
    /// What is known of each key.
    known: Vec<Known>,
    /// The index of each subgroup.
    subgroup_indexes: HashMap<Arc<SubgroupKey>, u32>,
    subgroups: Vec<Arc<SubgroupKey>>,
    organisations: Option<OrganisationReader<'f>>,
    /// The rows of each subgroup.
    rows: Vec<SubgroupRows>,
    dates: HashMap<Box<[u8]>, Option<Date>>,
    converter: Converter<'f, 'p>,
    counted: CountedPay,
    /// The line of the last row with an id.
    line: LineMark,
}

impl<'f, 'p> RowReader<'f, 'p> {
    pub(super) fn new(
        file: &'f FilePricer<'p>,
        options: &'f SurveyOptions,
        by_organisation: bool,
        mut converter: Converter<'f, 'p>,
        organisations: &'f Mutex<OrganisationNumbers>,
    ) -> Self {
        let unit = file.pay_unit();
        let bare_unit = (unit.currency, unit.period);
        let whole_column = match whole_column(file, options) {
            // Rows without a rate are not in the statistics, nor the people whose pay it is.
            WholeColumn::Bare(_) if converter.whole_value(bare_unit).is_none() => WholeColumn::None,
            column => column,
        };
        RowReader {
            options,
            conventions: file.conventions(),
            identifier: file.identifier(),
            pay: file.pay_reader(),
            role_column: file.columns().role,
            lists_unmatched: file.options().counts.unmatched,
            whole_column,
            bare_unit,
            by_organisation,
            keys: RowKeys::new(keyed_columns(file, options)),
            known: Vec::new(),
            subgroup_indexes: HashMap::default(),
            subgroups: Vec::new(),
            organisations: options.organisation.map(|column| OrganisationReader::new(column, organisations)),
            rows: Vec::new(),
            dates: HashMap::default(),
            converter,
            counted: CountedPay::default(),
            line: LineMark::default(),
        }
    }

    /// Reads a row.
    #[inline(always)]
    pub(super) fn read(&mut self, row: &Row<'_>) {
        if self.read_bare(row).is_none() {
            self.read_any(*row);
        }
    }

    /// Counts a row with a known key and a whole number in the unit of the file; `None` for any other row.
    #[inline(always)]
    fn read_bare(&mut self, row: &Row<'_>) -> Option<()> {
        let WholeColumn::Bare(column) = self.whole_column else { return None };
        let known = self.known.get(self.keys.find_span(row)?)?;
        if known.is_untitled | known.is_part_time {
            return None;
        }
        let subgroup = known.subgroup.ok()?;
        let number = whole_cell(row, column)?;
        let organisation = match &mut self.organisations {
            Some(organisations) => Some(organisations.find(row)?),
            None => None,
        };
        let rows = self.rows.get_mut(subgroup as usize)?;
        match organisation {
            Some(organisation) if self.by_organisation => rows.bare_by_organisation.add(organisation, number),
            Some(organisation) => {
                rows.bare.add(number);
                rows.counted.people.add(organisation);
            }
            None => rows.bare.add(number),
        }
        Some(())
    }

    /// Reads any row. It is taken by value, because a reference would make the caller keep all rows in memory.
    #[inline(never)]
    fn read_any(&mut self, row: Row<'_>) {
        if let Err(status) = self.count(&row) {
            self.counted.unused.add(status, 1);
        }
    }

    /// Counts the pay of a row, or returns why it has none.
    fn count(&mut self, row: &Row<'_>) -> Result<(), RowStatus> {
        if row.is_ragged() {
            return Err(RowStatus::Unused(Status::RaggedRow));
        }
        let key = self.known_of(row);
        let known = self.known.get(key).map(|known| (known.subgroup, known.is_untitled, known.is_part_time));
        let (subgroup, is_untitled, is_part_time) =
            known.unwrap_or((Err(RowStatus::Unused(Status::NoRoleMatch)), false, false));
        if is_untitled {
            let reason = untitled_row(row);
            if matches!(reason, Unidentified::TotalRow | Unidentified::BlankRow) {
                return Err(RowStatus::Unused(reason.into()));
            }
        }
        let subgroup = subgroup.inspect_err(|status| self.count_not_understood(key, *status, row))?;
        if let Some(rows) = self.rows.get_mut(subgroup as usize) {
            rows.has_rows = true;
        }
        if !is_part_time && let Some((number, unit)) = self.whole_amount(row) {
            let organisation = self.organisation(row);
            if let Some(rows) = self.rows.get_mut(subgroup as usize) {
                match (unit == self.bare_unit, self.by_organisation) {
                    (true, false) => rows.bare.add(number),
                    (true, true) => rows.bare_by_organisation.add(organisation, number),
                    (false, by_organisation) => {
                        let organisation = if by_organisation { organisation } else { 0 };
                        rows.counted.count_whole(unit, |numbers| numbers.add(organisation, number));
                    }
                }
            }
            if self.counts_people() && self.whole_has_rate(number, unit) {
                self.count_people(subgroup, organisation, 1);
            }
            return Ok(());
        }
        let RowAmount { mut amount, months, is_grossed_up, bonus } = self.amount(row, is_part_time)?;
        let date = match self.options.date {
            Some(column) => self.date(row, column),
            None => None,
        };
        if let Some(ageing) = &self.options.ageing {
            let date = date.ok_or(RowStatus::UnknownDate)?;
            if is_older(date, ageing.on, ageing.max_months) {
                return Err(RowStatus::TooOld);
            }
            amount.date = Some(date);
        }
        let people = self.people(row)?;
        let organisation = self.organisation(row);
        let counted_by = if self.by_organisation { organisation } else { 0 };
        if let Some(rows) = self.rows.get_mut(subgroup as usize) {
            rows.counted.other.entry((counted_by, amount)).or_default().add(Count { rows: 1, people });
            rows.counted.months.add(months);
            rows.counted.grossed_up += u64::from(is_grossed_up);
            rows.counted.bonuses.add_row(bonus);
        }
        if self.counts_people() && self.has_rate(&amount) {
            self.count_people(subgroup, organisation, people);
        }
        if self.options.duplicates == Duplicates::Drop {
            self.remember(row, key, counted_by, amount, date, people);
        }
        if let (Some(column), Some(subgroup)) = (self.options.id, self.subgroups.get(subgroup as usize).cloned()) {
            let line = row.line_after(&mut self.line);
            let of = PersonRow { subgroup, organisation: counted_by, amount, people };
            if let Some(key) = self.person_key(row, column, date) {
                self.counted.people_by_id.add(key, of, 1, line);
            }
        }
        Ok(())
    }

    /// What identifies the person of a row and the date of the pay; `None` without an id.
    fn person_key(&self, row: &Row<'_>, column: usize, date: Option<Date>) -> Option<PersonKey> {
        let id = text(row, column);
        if !is_id(&id) {
            return None;
        }
        let organisation = self.options.organisation.map(|column| organisation_key(row, column)).unwrap_or_default();
        let date = match (date, self.options.date) {
            (Some(date), _) => date.to_string().into(),
            // A text that is no date is one of its own.
            (None, column) => column.map(|column| text(row, column)).unwrap_or_default(),
        };
        Some(hash_of([&*organisation, &*id, &*date]).finalize().into())
    }

    /// The index of what is known of the key of a row.
    fn known_of(&mut self, row: &Row<'_>) -> usize {
        if let Some(at) = self.keys.find(row) {
            return at;
        }
        if self.keys.is_full() {
            self.keys.clear();
            self.known.clear();
        }
        let at = self.known.len();
        let known = self.identify(row);
        self.known.push(known);
        self.keys.insert(row, at);
        at
    }

    fn identify(&mut self, row: &Row<'_>) -> Known {
        let identity = self.identifier.identify(row);
        let id = |found: Option<&str>| Box::from(found.unwrap_or_default());
        let ids = [id(identity.role), id(identity.city), id(identity.level)];
        let named = |column: &usize| !organisation_key(row, *column).is_empty();
        let organisation = self.options.organisation.filter(named).map(|column| text(row, column)).unwrap_or_default();
        let employment =
            self.options.employment.map_or(Employment::Regular, |column| Employment::of(&text(row, column)));
        let group = group_of(&self.options.by, &identity, &organisation, row).and_then(|group| {
            // Interns by their title have a group of their own where levels have.
            let is_other = employment == Employment::Intern && identity.level != Some(INTERN);
            if is_other { Err(RowStatus::Intern) } else { Ok(group) }
        });
        let subgroup = group.map(|group| {
            let [role, _, level] = &ids;
            let subgroup = Arc::new(SubgroupKey { group, of: RoleAndLevel::new(role, level) });
            if let Some(at) = self.subgroup_indexes.get(&subgroup) {
                return *at;
            }
            let at = u32::try_from(self.subgroups.len()).unwrap_or(u32::MAX);
            self.subgroup_indexes.insert(subgroup.clone(), at);
            self.subgroups.push(subgroup);
            self.rows.push(SubgroupRows::default());
            at
        });
        let unmatched = identity.unmatched.and_then(|names| self.names_of_groups(names));
        let is_untitled = is_blank(row.raw(self.role_column).unwrap_or_default());
        Known { subgroup, ids, unmatched, is_untitled, is_part_time: employment == Employment::PartTime }
    }

    /// Those of the names that match nothing by which rows are grouped; `None` where there are none.
    fn names_of_groups(&self, names: UnmatchedNames) -> Option<Box<UnmatchedNames>> {
        let by = |dimension: Dimension| self.options.by.contains(&dimension);
        let UnmatchedNames { title, city, level, total_rows } = names;
        let (title, city) = (title.filter(|_| by(Dimension::Role)), city.filter(|_| by(Dimension::City)));
        let level = level.filter(|_| by(Dimension::Level));
        UnmatchedNames { title, city, level, total_rows }.if_any().map(Box::new)
    }

    /// The number of the organisation of a row; 0 where the file does not name organisations.
    fn organisation(&mut self, row: &Row<'_>) -> u32 {
        self.organisations.as_mut().map_or(0, |organisations| organisations.number(row))
    }

    /// Counts the people of an organisation.
    fn count_people(&mut self, subgroup: u32, organisation: u32, people: u64) {
        if let Some(rows) = self.rows.get_mut(subgroup as usize) {
            rows.counted.people.add_many(organisation, people);
        }
    }

    /// Whether only people are counted by organisation.
    fn counts_people(&self) -> bool {
        self.organisations.is_some() && !self.by_organisation
    }

    /// Whether an amount is in the statistics, with the people whose pay it is. An amount that cannot be held is an error when all
    /// are converted.
    fn has_rate(&mut self, amount: &StatedAmount) -> bool {
        matches!(self.converter.convert(amount), Ok(Some(_)))
    }

    fn whole_has_rate(&mut self, number: u32, unit: WholeUnit) -> bool {
        self.converter.whole_value(unit).is_some()
            || self.converter.stated(number, unit).is_ok_and(|amount| self.has_rate(&amount))
    }

    /// The whole number that the pay of a row is, where no other cell is needed for it but a currency.
    fn whole_amount(&mut self, row: &Row<'_>) -> Option<(u32, WholeUnit)> {
        match self.whole_column {
            WholeColumn::Bare(column) => Some((whole_cell(row, column)?, self.bare_unit)),
            WholeColumn::InCurrency(column) => {
                let number = whole_cell(row, column)?;
                let (unit, is_known) = self.pay.row_unit(row);
                is_known.then_some((number, (unit.currency, unit.period)))
            }
            WholeColumn::None => None,
        }
    }

    /// The pay of a row with its currency, without a date.
    fn amount(&mut self, row: &Row<'_>, is_part_time: bool) -> Result<RowAmount, RowStatus> {
        let pay = self.read_pay(row)?;
        RowAmount::of(pay, self.pay.share_of_full_time(row), is_part_time, &self.conventions, self.options)
    }

    /// Reads the pay of a row. Counts texts that cannot be read, where those are asked for.
    fn read_pay(&mut self, row: &Row<'_>) -> Result<PayCell, RowStatus> {
        let RowReader { pay, counted, lists_unmatched, .. } = self;
        let mut on_unreadable = |cell: UnreadableCell<'_>| {
            if *lists_unmatched {
                counted.unmatched.add_cell(&cell);
            }
        };
        let read = pay.read(row, &mut on_unreadable);
        read.map(|(pay, _)| pay).map_err(|_| RowStatus::Unused(Status::CurrencyWithoutRate))
    }

    /// Counts the names and the pay of a row without a group that were not understood, where those are asked for.
    #[cold]
    fn count_not_understood(&mut self, key: usize, status: RowStatus, row: &Row<'_>) {
        let is_of_nobody = matches!(status, RowStatus::Unused(Status::TotalRow | Status::HeaderRow | Status::BlankRow));
        if !self.lists_unmatched || is_of_nobody {
            return;
        }
        if let Some(names) = self.known.get(key).and_then(|known| known.unmatched.as_deref()) {
            self.counted.unmatched.add_names(names, 1);
        }
        // As `price` does, so that one list has all texts that keep a row from being used.
        let _ = self.read_pay(row);
    }

    /// The number of people that a row stands for.
    fn people(&self, row: &Row<'_>) -> Result<u64, RowStatus> {
        let Some(column) = self.options.headcount else { return Ok(1) };
        let people = text(row, column).parse().ok().filter(|people| (1..=MAX_HEADCOUNT).contains(people));
        people.ok_or(RowStatus::UnreadableHeadcount)
    }

    /// The date of a row.
    fn date(&mut self, row: &Row<'_>, column: usize) -> Option<Date> {
        let raw = row.raw(column)?;
        if let Some(known) = self.dates.get(raw) {
            return *known;
        }
        let date = date_of(&text(row, column));
        if self.dates.len() < MAX_DATES {
            self.dates.insert(raw.into(), date);
        }
        date
    }

    /// Keeps what a later row would repeat: without organisations the whole row; otherwise organisation, role, city, level,
    /// group and pay, and the date apart.
    fn remember(
        &mut self,
        row: &Row<'_>,
        key: usize,
        organisation: u32,
        amount: StatedAmount,
        date: Option<Date>,
        people: u64,
    ) {
        let Some(Known { subgroup: Ok(at), ids, .. }) = self.known.get(key) else { return };
        let Some(subgroup) = self.subgroups.get(*at as usize) else { return };
        let name = self.options.organisation.map(|column| organisation_key(row, column)).unwrap_or_default();
        let hash = match self.options.organisation {
            None => Sha256::new_with_prefix(row.bytes()),
            Some(_) => {
                let texts = ids.iter().map(|id| &**id).chain([&*name]).chain(subgroup.group.iter().map(|text| &**text));
                let pay = (amount.low.normalize(), amount.high.normalize());
                hash_of(texts).chain_update(format!("{} {} {} {people}", pay.0, pay.1, amount.currency))
            }
        };
        let key: DuplicateKey = hash.finalize().into();
        let seen = self.counted.repeated.entry(key).or_insert_with(|| Repeated {
            subgroup: SubgroupKey::clone(subgroup),
            organisation,
            amount,
            people,
            dates: BTreeMap::new(),
        });
        *seen.dates.entry(date).or_default() += 1;
    }

    /// The counts of this worker.
    pub(super) fn finish(mut self) -> CountedPay {
        // What finds the subgroup of a row is not needed any more, and takes much memory where there are many.
        drop((self.known, self.keys, self.subgroup_indexes));
        for (subgroup, rows) in self.subgroups.into_iter().zip(self.rows) {
            if let Some(counted) = rows.into_counted(self.bare_unit, self.by_organisation) {
                self.counted.subgroups.entry(Arc::unwrap_or_clone(subgroup)).or_default().merge(counted);
            }
        }
        self.counted
    }
}

/// The hash of texts with their lengths.
fn hash_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Sha256 {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hash
}

/// The column of whole numbers of pay. Rows that repeat others, stand for several people or have a date need more than a number.
fn whole_column(file: &FilePricer<'_>, options: &SurveyOptions) -> WholeColumn {
    let (columns, unit) = (file.columns(), file.pay_unit());
    let tells_rows = options.duplicates == Duplicates::Drop || options.id.is_some();
    let needs_more = tells_rows || options.headcount.is_some() || options.ageing.is_some();
    let is_plain = unit.scale == Scale::Ones && !unit.net && !needs_more && !is_left_out(unit.period, options);
    match columns.salary {
        Some(column) if is_plain && columns.has_pay_alone() => WholeColumn::Bare(column),
        Some(column) if is_plain && columns.has_currency_beside_pay() => WholeColumn::InCurrency(column),
        _ => WholeColumn::None,
    }
}

/// The whole number of pay that a cell is, up to 4,294,967,295. Larger ones are read as other pay is.
#[inline(always)]
fn whole_cell(row: &Row<'_>, column: usize) -> Option<u32> {
    let short = row.window(column, column).and_then(|(window, length)| whole_in(window, length));
    short.or_else(|| whole(row.raw(column).unwrap_or_default())).and_then(|number| u32::try_from(number).ok())
}
