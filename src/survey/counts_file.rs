//! The counts of a file as a table, to be added to those of other files.
//!
//! The first line says how the rows were read. Then comes CSV, with a number of rows in each line:
//!
//! - for each amount of each organisation in each subgroup;
//! - for each subgroup without any pay, none;
//! - for each subgroup, those that state the months that are paid a year, and those that do not;
//! - for each subgroup, those that state a share of full time by which their pay was divided;
//! - for each subgroup, those whose bonus is unlikely in its unit, and those whose bonus was converted, by its currency and that of
//!   the pay: `USD/CNY`;
//! - for each way in which other rows ended;
//! - for each row that others may repeat;
//! - for each row of a person with an id, by a hash of organisation, id and date.
//!
//! The table holds the pay of single people.

use std::io::{BufRead, Write};
use std::sync::Arc;

use jiff::civil::Date;

use super::bonus_counts::BonusCounts;
use super::count_terms::CountTerms;
use super::counted::{Count, CountedGroup, CountedPay, DuplicateKey, Repeated};
use super::counts_error::CountsError;
use super::dimension::GroupKey;
use super::organisation_name::key_of;
use super::organisation_numbers::OrganisationNumbers;
use super::people_by_id::PersonRow;
use super::row_status::RowStatus;
use super::source_file::SourceFile;
use super::stated_amount::StatedAmount;
use super::stated_months::StatedMonths;
use super::subgroup::{RoleAndLevel, SubgroupKey};
use crate::money::{Currency, Decimal};
use crate::pay::PayPeriod;
use crate::people::Unmatched;

/// What the first line begins with.
const MARK: &str = "# payband survey counts ";

/// The counts of a file, and how its rows were read.
#[derive(Debug)]
pub struct SurveyCounts {
    pub(super) counted: CountedPay,
    /// How the rows were read.
    pub terms: CountTerms,
    /// The files, in their order.
    pub sources: Vec<SourceFile>,
}

impl SurveyCounts {
    /// Adds the counts of another table.
    ///
    /// # Errors
    /// [`CountsError::Differs`] when it was made in another way, and [`CountsError::CountedTwice`] when it counts rows of the same
    /// file.
    pub fn merge(&mut self, other: SurveyCounts) -> Result<(), CountsError> {
        if let Some((name, first, other)) = self.terms.difference(&other.terms) {
            return Err(CountsError::Differs { name, first, other });
        }
        // Files of a header alone are equal, and nothing counts twice.
        let earlier = |source: &&SourceFile| self.sources.iter().find(|earlier| earlier.sha256 == source.sha256);
        let twice = other.sources.iter().find_map(|source| Some((source, earlier(&source)?)));
        if let Some((source, earlier)) = twice.filter(|_| other.rows() > 0) {
            return Err(CountsError::CountedTwice { name: source.name.clone(), earlier: earlier.name.clone() });
        }
        self.counted.add_file(other.counted, self.sources.len());
        self.sources.extend(other.sources);
        Ok(())
    }

    /// The number of all rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        let grouped: u64 = self.counted.subgroups.values().map(CountedGroup::rows).sum();
        grouped + self.counted.unused.all()
    }

    /// The names and pay texts that were not understood, where they were asked for; none in counts that were read from a table.
    #[must_use]
    pub fn unmatched(&self) -> &Unmatched {
        &self.counted.unmatched
    }

    /// Writes the table.
    ///
    /// # Errors
    /// When the sink fails.
    pub fn write(self, mut sink: impl Write) -> Result<(), CountsError> {
        let CountedPay { subgroups, organisations, unused, repeated, people_by_id, unmatched: _ } = self.counted;
        writeln!(sink, "{MARK}{}", self.terms.to_json(&self.sources))?;
        let mut table = TableWriter { csv: csv::Writer::from_writer(sink), dimensions: self.terms.by.len() };
        let header: Vec<String> =
            self.terms.by.iter().cloned().chain(COLUMNS.map(|column| format!("counts.{column}"))).collect();
        table.csv.write_record(header).map_err(io_error)?;
        for (key, group) in subgroups {
            if group.is_empty() {
                table.write(Some(&key), &Line::without_pay())?;
                continue;
            }
            let (months, grossed_up, bonuses) = (group.months, group.grossed_up, group.bonuses.clone());
            table.write_amounts(&key, group, &organisations)?;
            table.write_months(&key, months)?;
            table.write_grossed_up(&key, grossed_up)?;
            table.write_bonuses(&key, &bonuses)?;
        }
        for (status, rows) in unused.iter() {
            let line = Line { rows: rows.to_string(), status: status.as_str().into(), ..Line::default() };
            table.write(None, &line)?;
        }
        let mut repeated: Vec<(DuplicateKey, Repeated)> = repeated.into_iter().collect();
        repeated.sort_unstable_by_key(|(key, _)| *key);
        for (key, row) in repeated {
            for (date, rows) in &row.dates {
                let line = Line {
                    organisation: organisations.name(row.organisation).to_owned(),
                    rows: rows.to_string(),
                    people: row.people.to_string(),
                    repeat_key: hexadecimal(&key),
                    repeat_date: date.map(|date| date.to_string()).unwrap_or_default(),
                    ..Line::of_amount(&row.amount)
                };
                table.write(Some(&row.subgroup), &line)?;
            }
        }
        for (key, row, seen) in people_by_id.into_rows() {
            let line = Line {
                organisation: organisations.name(row.organisation).to_owned(),
                rows: seen.rows.to_string(),
                people: row.people.to_string(),
                person_key: hexadecimal(&key),
                line: seen.first.line.to_string(),
                ..Line::of_amount(&row.amount)
            };
            table.write(Some(&row.subgroup), &line)?;
        }
        table.csv.flush()?;
        Ok(())
    }

    /// Reads a table.
    ///
    /// # Errors
    /// [`CountsError`] when it is no table of counts, or a line cannot be read.
    pub fn read(mut source: impl BufRead) -> Result<Self, CountsError> {
        let mut first = Vec::new();
        // A file of another kind may have no line feed for long.
        std::io::Read::take(&mut source, MAX_TERMS).read_until(b'\n', &mut first)?;
        let first = String::from_utf8(first).map_err(|_| CountsError::NoCounts)?;
        let (terms, sources) = CountTerms::of_json(first.strip_prefix(MARK).ok_or(CountsError::NoCounts)?)?;
        let mut counts = SurveyCounts { counted: CountedPay::default(), terms, sources };
        let mut table = csv::Reader::from_reader(source);
        let mut record = csv::StringRecord::new();
        loop {
            if !table.read_record(&mut record).map_err(cannot_read)? {
                return Ok(counts);
            }
            counts.add_line(&record).map_err(|what| CountsError::Line { line: line_of(record.position()), what })?;
        }
    }

    /// Adds the counts of a line, or returns the column that cannot be read.
    fn add_line(&mut self, record: &csv::StringRecord) -> Result<(), &'static str> {
        let dimensions = self.terms.by.len();
        let group: GroupKey = record.iter().take(dimensions).map(Box::from).collect();
        let line = Line::of_cells(&record.iter().skip(dimensions).collect::<Vec<_>>()).ok_or("the number of cells")?;
        let subgroup = SubgroupKey { group, of: RoleAndLevel::new(&line.role, &line.level) };
        let rows: u64 = line.rows.parse().map_err(|_| "rows")?;
        if !line.status.is_empty() {
            let status = RowStatus::of_word(&line.status).ok_or("status")?;
            self.counted.unused.add(status, rows);
            return Ok(());
        }
        if !line.months.is_empty() {
            let months = match line.months.as_str() {
                STATED => StatedMonths { stated: rows, assumed: 0 },
                ASSUMED => StatedMonths { stated: 0, assumed: rows },
                _ => return Err("months"),
            };
            self.counted.subgroups.entry(subgroup).or_default().months.add(months);
            return Ok(());
        }
        match line.full_time.as_str() {
            "" => {}
            GROSSED_UP => {
                let group = self.counted.subgroups.entry(subgroup).or_default();
                group.grossed_up = group.grossed_up.saturating_add(rows);
                return Ok(());
            }
            _ => return Err("full_time"),
        }
        match line.bonus.as_str() {
            "" => {}
            word => {
                let bonuses = &mut self.counted.subgroups.entry(subgroup).or_default().bonuses;
                bonuses.merge(match word {
                    UNLIKELY => BonusCounts { unlikely: rows, ..BonusCounts::default() },
                    pair => {
                        let pair = pair.split_once('/').and_then(|(from, to)| from.parse().ok().zip(to.parse().ok()));
                        BonusCounts { converted: [(pair.ok_or("bonus")?, rows)].into(), ..BonusCounts::default() }
                    }
                });
                return Ok(());
            }
        }
        if rows == 0 && line.is_without_pay() {
            self.counted.subgroups.entry(subgroup).or_default();
            return Ok(());
        }
        let people: u64 = line.people.parse().map_err(|_| "people")?;
        if !line.repeat_key.is_empty() {
            return self.add_repeated(subgroup, &line, rows, people);
        }
        if !line.person_key.is_empty() {
            return self.add_person(subgroup, &line, rows, people);
        }
        let organisation = self.counted.organisations.number(&key_of(&line.organisation));
        let amounts = self.counted.subgroups.entry(subgroup).or_default();
        if line.amount.is_empty() {
            amounts.other.entry((organisation, line.stated()?)).or_default().add(Count { rows, people });
        } else {
            let number = line.amount.parse().map_err(|_| "amount")?;
            let period = PayPeriod::ALL.into_iter().find(|period| period.as_str() == line.period).ok_or("period")?;
            amounts.count_whole((line.currency()?, period), |numbers| numbers.add_many(organisation, number, rows));
        }
        Ok(())
    }

    fn add_person(&mut self, subgroup: SubgroupKey, line: &Line, rows: u64, people: u64) -> Result<(), &'static str> {
        let key = bytes_of(&line.person_key).ok_or("person_key")?;
        let first = line.line.parse().map_err(|_| "line")?;
        let organisation = self.counted.organisations.number(&key_of(&line.organisation));
        let row = PersonRow { subgroup: Arc::new(subgroup), organisation, amount: line.stated()?, people };
        self.counted.people_by_id.add(key, row, rows, first);
        Ok(())
    }

    fn add_repeated(&mut self, subgroup: SubgroupKey, line: &Line, rows: u64, people: u64) -> Result<(), &'static str> {
        let key = bytes_of(&line.repeat_key).ok_or("repeat_key")?;
        let date = date_of(&line.repeat_date).map_err(|()| "repeat_date")?;
        let amount = line.stated()?;
        let organisation = self.counted.organisations.number(&key_of(&line.organisation));
        let seen = self.counted.repeated.entry(key).or_insert_with(|| Repeated {
            subgroup,
            organisation,
            amount,
            people,
            dates: Default::default(),
        });
        *seen.dates.entry(date).or_default() += rows;
        Ok(())
    }
}

/// The words for rows that state the months that are paid a year, and for those that do not.
const STATED: &str = "stated";
const ASSUMED: &str = "assumed";

/// The word for rows whose pay was divided by a share of full time.
const GROSSED_UP: &str = "grossed-up";

/// The word for rows whose bonus is unlikely in the unit of its column.
const UNLIKELY: &str = "unlikely";

/// The most bytes of the first line.
const MAX_TERMS: u64 = 1 << 20;

/// Writes the lines of a table.
struct TableWriter<W: Write> {
    csv: csv::Writer<W>,
    dimensions: usize,
}

impl<W: Write> TableWriter<W> {
    /// Writes the amounts of a group, by the names of organisations.
    fn write_amounts(
        &mut self,
        key: &SubgroupKey,
        group: CountedGroup,
        organisations: &OrganisationNumbers,
    ) -> Result<(), CountsError> {
        let mut whole = group.whole;
        whole.sort_by_key(|((currency, period), _)| (*currency, period.as_str()));
        for ((currency, period), numbers) in whole {
            let mut counts: Vec<(u32, u32, u64)> = numbers.counts().collect();
            drop(numbers);
            counts.sort_unstable_by_key(|(organisation, number, _)| (organisations.name(*organisation), *number));
            for equal in counts.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
                let Some((organisation, number, _)) = equal.first() else { continue };
                let rows: u64 = equal.iter().map(|(.., rows)| rows).sum();
                let line = Line {
                    organisation: organisations.name(*organisation).to_owned(),
                    amount: number.to_string(),
                    period: period.as_str().to_owned(),
                    currency: currency.to_string(),
                    rows: rows.to_string(),
                    people: rows.to_string(),
                    ..Line::default()
                };
                self.write(Some(key), &line)?;
            }
        }
        let mut other: Vec<((u32, StatedAmount), Count)> = group.other.into_iter().collect();
        other.sort_by_key(|((organisation, amount), _)| {
            (organisations.name(*organisation), amount.low, amount.high, amount.currency, amount.date)
        });
        for ((organisation, amount), Count { rows, people }) in other {
            let line = Line {
                organisation: organisations.name(organisation).to_owned(),
                rows: rows.to_string(),
                people: people.to_string(),
                ..Line::of_amount(&amount)
            };
            self.write(Some(key), &line)?;
        }
        Ok(())
    }

    /// Writes which rows of a group state the months that are paid a year.
    fn write_months(&mut self, key: &SubgroupKey, months: StatedMonths) -> Result<(), CountsError> {
        for (word, rows) in [(STATED, months.stated), (ASSUMED, months.assumed)] {
            if rows > 0 {
                let line = Line { rows: rows.to_string(), months: word.to_owned(), ..Line::default() };
                self.write(Some(key), &line)?;
            }
        }
        Ok(())
    }

    /// Writes the number of rows of a group whose pay was divided by a share of full time.
    fn write_grossed_up(&mut self, key: &SubgroupKey, rows: u64) -> Result<(), CountsError> {
        if rows == 0 {
            return Ok(());
        }
        let line = Line { rows: rows.to_string(), full_time: GROSSED_UP.to_owned(), ..Line::default() };
        self.write(Some(key), &line)
    }

    /// Writes how the bonuses of the rows of a subgroup were added.
    fn write_bonuses(&mut self, key: &SubgroupKey, bonuses: &BonusCounts) -> Result<(), CountsError> {
        let unlikely = (bonuses.unlikely > 0).then(|| (UNLIKELY.to_owned(), bonuses.unlikely));
        let converted = bonuses.converted.iter().map(|((from, to), rows)| (format!("{from}/{to}"), *rows));
        for (word, rows) in unlikely.into_iter().chain(converted) {
            let line = Line { rows: rows.to_string(), bonus: word, ..Line::default() };
            self.write(Some(key), &line)?;
        }
        Ok(())
    }

    fn write(&mut self, subgroup: Option<&SubgroupKey>, line: &Line) -> Result<(), CountsError> {
        for at in 0..self.dimensions {
            self.csv
                .write_field(subgroup.and_then(|key| key.group.get(at)).map_or("", |value| &**value))
                .map_err(io_error)?;
        }
        let (role, level) = subgroup.map_or(("", ""), |key| (&*key.of.role, &*key.of.level));
        let line = Line { role: role.to_owned(), level: level.to_owned(), ..line.clone() };
        self.csv.write_record(line.cells()).map_err(io_error)
    }
}

/// Makes the names of the columns after those of the group, and the cells of a line, from one list.
macro_rules! line_of {
    ($($column:ident),*) => {
        /// The columns after those of the group.
        const COLUMNS: [&str; [$(stringify!($column)),*].len()] = [$(stringify!($column)),*];

        /// The cells of a line after those of the group.
        #[derive(Debug, Clone, Default)]
        struct Line {
            $($column: String),*
        }

        impl Line {
            fn cells(&self) -> [&str; COLUMNS.len()] {
                [$(&self.$column),*]
            }

            fn of_cells(cells: &[&str]) -> Option<Self> {
                let [$($column),*] = <[&str; COLUMNS.len()]>::try_from(cells).ok()?;
                Some(Line { $($column: $column.to_owned()),* })
            }
        }
    };
}

line_of!(
    role,
    level,
    organisation,
    amount,
    period,
    low,
    high,
    currency,
    date,
    rows,
    people,
    status,
    repeat_key,
    repeat_date,
    months,
    full_time,
    bonus,
    person_key,
    line
);

impl Line {
    /// The line of a subgroup without any pay.
    fn without_pay() -> Self {
        Line { rows: "0".to_owned(), ..Line::default() }
    }

    fn is_without_pay(&self) -> bool {
        let line = Line { role: self.role.clone(), level: self.level.clone(), ..Line::without_pay() };
        self.cells() == line.cells()
    }

    fn of_amount(amount: &StatedAmount) -> Self {
        Line {
            low: amount.low.normalize().to_string(),
            high: amount.high.normalize().to_string(),
            currency: amount.currency.to_string(),
            date: amount.date.map(|date| date.to_string()).unwrap_or_default(),
            ..Line::default()
        }
    }

    fn currency(&self) -> Result<Currency, &'static str> {
        self.currency.parse().map_err(|_| "currency")
    }

    fn stated(&self) -> Result<StatedAmount, &'static str> {
        let amount = |text: &str| text.parse::<Decimal>().ok().filter(|amount| *amount > Decimal::ZERO);
        Ok(StatedAmount {
            low: amount(&self.low).ok_or("low")?,
            high: amount(&self.high).ok_or("high")?,
            currency: self.currency()?,
            date: date_of(&self.date).map_err(|()| "date")?,
        })
    }
}

/// A date; `None` for an empty cell.
fn date_of(text: &str) -> Result<Option<Date>, ()> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| ()) }
}

fn hexadecimal(key: &[u8; 32]) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes_of(text: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    if text.len() != 2 * key.len() {
        return None;
    }
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(key)
}

fn io_error(error: csv::Error) -> CountsError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => CountsError::Io(error),
        _ => CountsError::NoCounts,
    }
}

/// The line of a position in the CSV, which is after the first line.
fn line_of(position: Option<&csv::Position>) -> u64 {
    position.map_or(0, csv::Position::line) + 1
}

fn cannot_read(error: csv::Error) -> CountsError {
    let line = line_of(error.position());
    match error.into_kind() {
        csv::ErrorKind::Io(error) => CountsError::Io(error),
        _ => CountsError::Line { line, what: "a cell" },
    }
}
