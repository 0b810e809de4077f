//! Which column of a file holds what: found by its header and its cells, or named by the caller.

use std::collections::HashMap;

use super::column_finder::{ColumnFinder, CurrenciesByCells, MAX_LISTED, OtherPay};
use super::column_meaning::ColumnMeaning;
use super::column_samples::ColumnSamples;
use super::first_row::looks_like_header;
use super::header::{mentions, parse_header};
use super::language::WordMeaning;
use super::period_column::PeriodColumn;
use super::row_pay::bonus::BonusUnit;
use super::row_pay::months_and_fte::FteUnit;
use super::row_pay::pay_header::{differ_by_period_alone, period_of_header, states_currency};
use super::unit_column::header_with_unit;
use super::years_in_header::unit_of_years;
use crate::pay::{Bonus, PayPeriod, Scale};

/// How the column of a meaning is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ColumnChoice {
    /// By the headers and cells of the file.
    #[default]
    Detected,
    /// The column with this header, or else with this number, counted from 1.
    Named(String),
    /// No column is used, even if the file has one.
    Unused,
}

/// Why the columns of a file could not be found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColumnError {
    /// No column holds job titles, which are required.
    #[error("no column with job titles was found")]
    NoRole {
        /// The headers.
        headers: Vec<String>,
        /// The columns that come nearest to holding titles, the nearest first, counted from 0.
        nearest: Vec<usize>,
    },
    /// No column has the name that was given.
    #[error("no column is called \"{name}\"")]
    Unknown {
        /// The name that was given.
        name: String,
        /// The headers.
        headers: Vec<String>,
    },
    /// Several columns have the name that was given.
    #[error("{count} columns are called \"{name}\"")]
    Ambiguous {
        /// The name that was given.
        name: String,
        /// How many columns have it.
        count: usize,
    },
}

impl ColumnError {
    /// What to do about it. It lists the headers, unless the first row may be data.
    #[must_use]
    pub fn hint(&self) -> String {
        let list = |headers: &[String]| {
            if !looks_like_header(headers) {
                let columns = headers.len();
                return format!(
                    "the first row does not look like a header: give the file one, or name a column by its number, from 1 \
                     to {columns}"
                );
            }
            let quoted: Vec<String> = headers.iter().take(MAX_LISTED).map(|header| format!("\"{header}\"")).collect();
            let more = headers.len().saturating_sub(MAX_LISTED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("the file's columns are {}{more}", quoted.join(", "))
        };
        match self {
            ColumnError::NoRole { headers, nearest } if nearest.is_empty() || !looks_like_header(headers) => {
                format!("name it with --role-column; {}", list(headers))
            }
            ColumnError::NoRole { headers, nearest } => {
                let named =
                    nearest.iter().filter_map(|at| Some(format!("column {} (\"{}\")", at + 1, headers.get(*at)?)));
                let named: Vec<String> = named.collect();
                let first = nearest.first().map_or(1, |at| at + 1);
                format!("job titles may be in {}; --role-column {first} says so", named.join(", or in "))
            }
            ColumnError::Unknown { headers, .. } => list(headers),
            ColumnError::Ambiguous { .. } => "name it by its number, counted from 1".to_owned(),
        }
    }
}

/// The columns of a file by meaning, counted from 0.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Job titles.
    pub role: usize,
    /// Cities.
    pub city: Option<usize>,
    /// The states of the cities. Where there is no column of cities, the same column as [`Columns::city`].
    pub state: Option<usize>,
    /// The countries of the cities, in a pack with states: a city abroad may have the name of one in the pack. Also read in a file
    /// without cities, where rows abroad are of another market.
    pub(crate) country_of_city: Option<usize>,
    /// Levels.
    pub level: Option<usize>,
    /// A column of levels that is not used: no cell in the first MiB names a known level.
    pub(crate) unknown_levels: Option<usize>,
    /// Years of experience.
    pub years: Option<usize>,
    /// What numbers of the column of years count, if not years: months, weeks or days.
    pub(crate) unit_of_years: Option<PayPeriod>,
    /// Pay, or the low end of a range of pay.
    pub salary: Option<usize>,
    /// The high end of a range of pay.
    pub salary_high: Option<usize>,
    /// Whether a high end that is not stated means one rate of pay, that of the low end.
    pub(crate) is_one_rate: bool,
    /// The currency of the pay.
    pub currency: Option<usize>,
    /// Whether the column of currencies was found by its cells, and its header does not say that it is one: `Unit`.
    pub(crate) is_currency_by_cells: bool,
    /// Columns that may hold currencies and are not read, because they differ, or their cells may mean something else.
    pub(crate) unread_currencies: Vec<usize>,
    /// The period of the pay.
    pub pay_period: Option<usize>,
    /// The months paid a year.
    pub months: Option<usize>,
    /// The share of full time.
    pub fte: Option<usize>,
    /// A column of hours a week by which some people work part time, in a file without shares of full time. It is not read.
    pub(crate) part_time_hours: Option<usize>,
    /// A column that says which people are paid by the hour, beside one of how often people are paid. The period that it names is
    /// that of the row, whatever `pay_period` says.
    pub(crate) rate_type: Option<usize>,
    /// A column of units of pay, such as 万元/月, in which amounts are read.
    pub(crate) unit: Option<usize>,
    /// What that column counts all amounts in; `None` where its cells do not say.
    pub(crate) unit_scale: Option<Scale>,
    /// A column of units that is not read: its cells count amounts differently, or contradict the header of pay or
    /// another column.
    pub(crate) unread_unit: Option<usize>,
    /// How far the column of periods is to be trusted.
    pub(crate) period_column: PeriodColumn,
    /// Whether a cell of the column of periods names one of unknown length, such as `Paycheck`.
    pub(crate) has_unknown_period: bool,
    /// A column of periods that is not used, because the amounts do not fit it.
    pub(crate) unfit_period_column: Option<usize>,
    /// What numbers of the column with shares of full time are.
    pub(crate) fte_unit: FteUnit,
    /// The country.
    pub country: Option<usize>,
    /// The bonus of a year.
    pub bonus: Option<usize>,
    /// What numbers of the column of bonuses are.
    pub bonus_unit: BonusUnit,
    /// Which bonus it is.
    pub(super) bonus_kind: Option<Bonus>,
    /// The header of the column of bonuses.
    pub(super) bonus_header: String,
    /// The header of the column of job titles; `None` where the first row may be data.
    pub(super) role_header: Option<String>,
    /// The header of the pay column.
    pub(super) pay_header: String,
    /// A second column of pay, for another period. It is read where the pay column states none.
    pub(crate) other_pay: Option<OtherPay>,
    /// A column of pay for another period, which is not read: some people may have pay in it alone.
    pub(crate) unread_pay: Option<usize>,
    /// The columns with an end of a range of pay whose other end was not found.
    pub(super) lone_ends: Vec<usize>,
}

impl Columns {
    /// Finds the columns by their headers alone, or as the caller chooses.
    ///
    /// # Errors
    /// [`ColumnError`] when no column holds job titles, or a column that was named does not exist.
    pub fn find(headers: &[String], choice: impl Fn(ColumnMeaning) -> ColumnChoice) -> Result<Self, ColumnError> {
        Self::find_with_samples(headers, &ColumnSamples::none(), &[], choice)
    }

    /// Finds the columns by their headers and cells, or as the caller chooses. Those at `appended`, counted from 0, hold the
    /// results of an earlier run: they are used only where the caller names them.
    ///
    /// # Errors
    /// [`ColumnError`] when no column holds job titles, or a column that was named does not exist.
    pub fn find_with_samples(
        headers: &[String],
        samples: &ColumnSamples<'_, '_, '_>,
        appended: &[usize],
        choice: impl Fn(ColumnMeaning) -> ColumnChoice,
    ) -> Result<Self, ColumnError> {
        let mut named = HashMap::new();
        for meaning in ColumnMeaning::ALL {
            if let ColumnChoice::Named(name) = choice(meaning) {
                named.insert(meaning, column_named(headers, &name)?);
            }
        }
        let is_used = |meaning: ColumnMeaning| choice(meaning) != ColumnChoice::Unused;
        let finder = ColumnFinder::new(headers, samples, appended, &named, is_used);
        let find = |meaning: ColumnMeaning| {
            let by_header = || if is_used(meaning) { finder.best(meaning) } else { None };
            named.get(&meaning).copied().or_else(by_header)
        };
        let no_role = || ColumnError::NoRole { headers: headers.to_vec(), nearest: finder.nearest_roles() };
        let role = find(ColumnMeaning::Role).ok_or_else(no_role)?;
        let (salary, salary_high) =
            finder.pay(&named, is_used(ColumnMeaning::Salary), is_used(ColumnMeaning::SalaryHigh));
        let pay_header = salary.and_then(|at| headers.get(at)).cloned().unwrap_or_default();
        let beside_pay = salary.and_then(|at| finder.pay_of_another_period(at, headers));
        let beside_pay = beside_pay.filter(|other| Some(other.column) != salary_high);
        // Who names the pay column wants that one alone.
        let is_other_read = |other: &OtherPay| {
            let is_free = salary_high.is_none() && !named.contains_key(&ColumnMeaning::Salary);
            is_free && headers.get(other.column).is_some_and(|other| differ_by_period_alone(&pay_header, other))
        };
        let other_pay = beside_pay.filter(is_other_read);
        // Cells that qualify pay are of use only in a file with pay.
        let beside = |meaning: ColumnMeaning| find(meaning).filter(|at| salary.is_some() && salary != Some(*at));
        let fte = beside(ColumnMeaning::Fte)
            .filter(|_| named.contains_key(&ColumnMeaning::Fte) || !is_full_time(&pay_header));
        // Hours do not change pay by the hour, nor pay that is grossed up.
        let is_open_to_hours = salary.is_some()
            && fte.is_none()
            && is_used(ColumnMeaning::Fte)
            && !is_full_time(&pay_header)
            && period_of_header(&pay_header) != Some(PayPeriod::Hour);
        let kinds = [Bonus::Target, Bonus::Paid];
        let bonus = kinds.into_iter().find_map(|kind| Some((kind, beside(ColumnMeaning::Bonus(kind))?)));
        let bonus_header = bonus.and_then(|(_, at)| headers.get(at)).cloned().unwrap_or_default();
        let is_period_named = named.contains_key(&ColumnMeaning::PayPeriod);
        let [city, level, years] = [ColumnMeaning::City, ColumnMeaning::Level, ColumnMeaning::Years].map(&find);
        let [currency, months, country] =
            [ColumnMeaning::Currency, ColumnMeaning::Months, ColumnMeaning::Country].map(&beside);
        let of_place = |meaning: ColumnMeaning| find(meaning).filter(|at| samples.has_states() && city != Some(*at));
        let state = of_place(ColumnMeaning::State).filter(|_| city.is_some());
        // Without cities, the countries still tell which rows are of another market.
        let tells_market = is_used(ColumnMeaning::City) || named.contains_key(&ColumnMeaning::Country);
        let country_of_city = of_place(ColumnMeaning::Country).filter(|_| tells_market);
        // A state alone is a place too: the column is that of both.
        let alone = if city.is_none() { find(ColumnMeaning::State).filter(|_| samples.has_states()) } else { None };
        let (city, state) = (city.or(alone), state.or(alone));
        let is_currency_open =
            salary.is_some() && currency.is_none() && is_used(ColumnMeaning::Currency) && !states_currency(&pay_header);
        let by_cells = if is_currency_open {
            let others = [Some(role), city, state, level, years, salary, salary_high, months, fte, country];
            let others: Vec<usize> = others.into_iter().flatten().chain(named.values().copied()).collect();
            finder.currencies_by_cells(&others)
        } else {
            CurrenciesByCells::default()
        };
        let is_currency_by_cells = by_cells.read.is_some();
        let (currency, unread_currencies) = (currency.or(by_cells.read), by_cells.unread);
        let period_by_cells = || {
            let is_open =
                salary.is_some() && is_used(ColumnMeaning::PayPeriod) && period_of_header(&pay_header).is_none();
            let bonus = bonus.map(|(_, at)| at);
            let taken =
                [Some(role), city, state, level, years, salary, salary_high, currency, months, fte, country, bonus];
            let taken: Vec<usize> = taken.into_iter().flatten().collect();
            if is_open { finder.period_by_cells(&taken) } else { None }
        };
        let (pay_period, period_column) = match (beside(ColumnMeaning::PayPeriod), is_period_named) {
            (Some(at), true) => (Some(at), PeriodColumn::Certain),
            (Some(at), false) => (Some(at), finder.period_column(at, &pay_header)),
            (None, _) => {
                period_by_cells().map_or((None, PeriodColumn::Certain), |at| (Some(at), PeriodColumn::ByCells))
            }
        };
        let others = [Some(role), city, state, level, years, salary, salary_high, months, fte, country];
        let others: Vec<usize> = others.into_iter().flatten().collect();
        let units = if salary.is_some() && is_used(ColumnMeaning::PayPeriod) {
            finder.units_of_rows(headers, &others)
        } else {
            None
        };
        let fits_columns = |at: &usize| {
            let beside = |column: Option<usize>| column.filter(|column| column != at);
            finder.unit_agrees_with(*at, beside(currency), beside(pay_period))
        };
        let fitting = units.as_ref().filter(|(at, _)| fits_columns(at));
        let fitting = fitting.and_then(|(_, units)| header_with_unit(&pay_header, units));
        let unit_scale = units.as_ref().filter(|_| fitting.is_some()).and_then(|(_, units)| units.scale.flatten());
        let unit = units.as_ref().map(|(at, _)| *at);
        let fits_unit = fitting.is_some();
        let (pay_header, currency, pay_period, period_column) = match (units, fitting) {
            (None, _) => (pay_header, currency, pay_period, period_column),
            (Some((at, units)), Some(with_unit)) => {
                let currency =
                    currency.or(Some(at).filter(|_| units.state_currencies && is_used(ColumnMeaning::Currency)));
                match pay_period.filter(|known| *known != at) {
                    None if units.state_periods => (with_unit, currency, Some(at), PeriodColumn::Certain),
                    None => (with_unit, currency, None, PeriodColumn::Certain),
                    Some(known) => (with_unit, currency, Some(known), period_column),
                }
            }
            (Some((at, _)), None) => {
                let is_named = named.values().any(|named| *named == at);
                let left = |column: Option<usize>| column.filter(|column| is_named || *column != at);
                (pay_header, left(currency), left(pay_period), period_column)
            }
        };
        let (unit, unread_unit) = if fits_unit { (unit, None) } else { (None, unit) };
        let role_header = headers.get(role).map(|name| name.trim().to_owned());
        let role_header = role_header.filter(|name| !name.is_empty() && looks_like_header(headers));
        let rate_type = match period_column {
            PeriodColumn::Frequency => pay_period.and_then(|at| finder.rate_type(at)),
            _ => None,
        };
        Ok(Columns {
            role,
            city,
            state,
            country_of_city,
            level,
            unknown_levels: if level.is_none() && is_used(ColumnMeaning::Level) {
                finder.unknown_levels()
            } else {
                None
            },
            years,
            unit_of_years: years.and_then(|at| headers.get(at)).and_then(|header| unit_of_years(header)),
            salary,
            salary_high,
            is_one_rate: salary_high.is_some() && parse_header(&pay_header).is_one_rate,
            currency,
            is_currency_by_cells,
            unread_currencies,
            pay_period,
            unit,
            unit_scale,
            unread_unit,
            rate_type,
            period_column,
            has_unknown_period: pay_period.is_some_and(|at| samples.names_unknown_period(at)),
            unfit_period_column: None,
            months,
            fte,
            part_time_hours: if is_open_to_hours { finder.part_time_hours() } else { None },
            fte_unit: fte.map_or_else(FteUnit::default, |column| samples.fte_unit(column)),
            country,
            bonus: bonus.map(|(_, at)| at),
            bonus_unit: bonus.map_or(BonusUnit::Unclear, |(_, at)| samples.bonus_unit(at, &bonus_header)),
            bonus_kind: bonus.map(|(kind, _)| kind),
            bonus_header,
            role_header,
            pay_header,
            other_pay,
            unread_pay: beside_pay.filter(|_| other_pay.is_none()).map(|other| other.column),
            lone_ends: if salary.is_none() { finder.range_ends() } else { Vec::new() },
        })
    }

    /// The column of a meaning.
    #[must_use]
    pub fn of(&self, meaning: ColumnMeaning) -> Option<usize> {
        match meaning {
            ColumnMeaning::Role => Some(self.role),
            ColumnMeaning::City => self.city.filter(|city| self.state != Some(*city)),
            ColumnMeaning::State => self.state,
            ColumnMeaning::Level => self.level,
            ColumnMeaning::Years => self.years,
            ColumnMeaning::Salary => self.salary,
            ColumnMeaning::SalaryHigh => self.salary_high,
            ColumnMeaning::Currency => self.currency,
            ColumnMeaning::PayPeriod => self.pay_period,
            ColumnMeaning::Months => self.months,
            ColumnMeaning::Fte => self.fte,
            ColumnMeaning::Country => self.country.or(self.country_of_city),
            ColumnMeaning::Bonus(kind) => self.bonus.filter(|_| self.bonus_kind == Some(kind)),
        }
    }

    /// The trimmed header of the title column. A row whose title equals it, and names no role, is a repeated header.
    pub(crate) fn repeated_header(&self) -> Option<&str> {
        self.role_header.as_deref()
    }

    /// The columns that are read.
    #[must_use]
    pub fn read(&self) -> Vec<usize> {
        let other_pay = self.other_pay.map(|other| other.column);
        let found = ColumnMeaning::ALL.into_iter().filter_map(|meaning| self.of(meaning));
        found.chain(self.rate_type).chain(other_pay).collect()
    }

    /// The columns by whose cells pay is read.
    pub(crate) fn of_pay(&self) -> impl Iterator<Item = usize> {
        let meanings = ColumnMeaning::ALL.into_iter().filter(|meaning| meaning.is_of_pay());
        let other_pay = self.other_pay.map(|other| other.column);
        meanings.filter_map(|meaning| self.of(meaning)).chain(self.rate_type).chain(other_pay)
    }

    /// Whether the column with shares of full time holds hours a week, from which no share can be told.
    #[must_use]
    pub fn states_weekly_hours(&self) -> bool {
        self.fte_unit == FteUnit::WeeklyHours
    }

    /// Uses no column of periods, because the amounts do not fit the one that was found. One that was found by its cells is
    /// none then.
    pub(crate) fn set_period_column_aside(&mut self) {
        let unfit = self.pay_period.take();
        self.unfit_period_column = unfit.filter(|_| self.period_column != PeriodColumn::ByCells);
        // Without the other it states the period of some rows.
        self.pay_period = self.rate_type.take();
    }

    /// The columns that state the period of a row. The first that does holds.
    pub(crate) fn period_columns(&self) -> impl Iterator<Item = usize> {
        self.rate_type.into_iter().chain(self.pay_period)
    }

    /// The columns with one end of a range of pay, counted from 0, in a file where no column of pay was found.
    #[must_use]
    pub fn lone_ends(&self) -> &[usize] {
        &self.lone_ends
    }

    /// Whether only the pay column says something about pay.
    pub(crate) fn has_pay_alone(&self) -> bool {
        let beside = [self.salary_high, self.currency, self.pay_period, self.months, self.fte, self.bonus];
        beside.iter().all(Option::is_none) && self.other_pay.is_none() && self.unit.is_none()
    }

    /// Whether only the pay column and a currency column say something about pay.
    pub(crate) fn has_currency_beside_pay(&self) -> bool {
        self.currency.is_some() && Columns { currency: None, ..self.clone() }.has_pay_alone()
    }

    /// The columns whose cells name the place of a row: city, state and country.
    pub(crate) fn of_place(&self) -> impl Iterator<Item = usize> + use<> {
        let state = self.state.filter(|state| self.city != Some(*state));
        [self.city, state, self.country_of_city].into_iter().flatten()
    }

    /// The first and the last of the columns of role, place and level (also unknown levels, which may be listed), where those that the file has are adjacent and in this
    /// order.
    pub(crate) fn adjacent_key(&self) -> Option<(usize, usize)> {
        let mut last = self.role;
        for column in self.of_place().chain(self.level).chain(self.unknown_levels) {
            if column != last + 1 {
                return None;
            }
            last = column;
        }
        Some((self.role, last))
    }
}

/// Whether a header of pay says that part-time pay is grossed up already: `FTE salary`.
fn is_full_time(pay_header: &str) -> bool {
    mentions(pay_header, WordMeaning::Fte)
}

impl Columns {
    /// The column with this header, in the same case or else in any; or with this number, counted from 1.
    ///
    /// # Errors
    /// [`ColumnError`] when there is none, or several have the header.
    pub fn named(headers: &[String], name: &str) -> Result<usize, ColumnError> {
        column_named(headers, name)
    }
}

/// The column with this header, in the same case or else in any; or with this number.
fn column_named(headers: &[String], name: &str) -> Result<usize, ColumnError> {
    let wanted = name.trim();
    let same = |exact: bool| -> Vec<usize> {
        let is = |header: &String| {
            let header = header.trim();
            if exact { header == wanted } else { header.to_lowercase() == wanted.to_lowercase() }
        };
        headers.iter().enumerate().filter(|(_, header)| is(header)).map(|(at, _)| at).collect()
    };
    for found in [same(true), same(false)] {
        match found.as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => return Err(ColumnError::Ambiguous { name: wanted.to_owned(), count: several.len() }),
        }
    }
    let number = wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    number
        .filter(|at| *at < headers.len())
        .ok_or_else(|| ColumnError::Unknown { name: wanted.to_owned(), headers: headers.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn the_most_certain_header_wins_and_the_first_of_equals() {
        let found = Columns::find(&headers("title,job_title,city,location,pay"), |_| ColumnChoice::Detected).unwrap();
        assert_eq!((found.role, found.city, found.salary, found.level), (1, Some(2), Some(4), None));
    }

    /// Catches pay of an earlier year that is read because its header names a currency.
    #[test]
    fn the_later_year_comes_before_a_currency_and_a_currency_before_none() {
        for (line, expected) in [
            ("title,2023 Salary (USD),2024 Salary", 2),
            ("title,2024 Salary,2023 Salary (USD)", 1),
            ("title,2024 Salary,2024 Salary (USD)", 2),
            ("title,Salary,Salary (USD)", 2),
        ] {
            let found = Columns::find(&headers(line), |_| ColumnChoice::Detected).unwrap();
            assert_eq!(found.salary, Some(expected), "{line}");
        }
    }

    #[test]
    fn the_caller_names_a_column_by_header_or_number_or_leaves_it_out() {
        let all = headers("a,Role,role,base,city");
        let find = |role: &str| {
            Columns::find(&all, |meaning| match meaning {
                ColumnMeaning::Role => ColumnChoice::Named(role.to_owned()),
                ColumnMeaning::City => ColumnChoice::Unused,
                _ => ColumnChoice::Detected,
            })
        };
        assert_eq!(find("Role").map(|found| (found.role, found.city)), Ok((1, None)));
        assert_eq!(find("A").map(|found| found.role), Ok(0));
        assert_eq!(find("3").map(|found| found.role), Ok(2));
        assert_eq!(find("ROLE").unwrap_err().to_string(), "2 columns are called \"ROLE\"");
        assert_eq!(find("6").unwrap_err().to_string(), "no column is called \"6\"");
    }

    #[test]
    fn a_file_without_titles_is_an_error_that_lists_its_headers() {
        let error = Columns::find(&headers("name,pay"), |_| ColumnChoice::Detected).unwrap_err();
        assert_eq!(error.hint(), "name it with --role-column; the file's columns are \"name\", \"pay\"");
    }
}
