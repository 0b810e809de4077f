//! What the amounts in the first rows of a pay column name, and how far from the market they are.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;

use super::columns::Columns;
use super::job::Job;
use super::language::Language;
use super::pay_cell::whole;
use super::pay_unit::{DecidedBy, currency_of_chinese};
use crate::money::{Currency, Decimal};
use crate::pay::{Conventions, Defaults, Pay, PayPeriod, PayText, read};
use crate::tabular::{Input, Row, unquoted};

/// What the amounts in the first rows of a pay column name and how they are written, in numbers of amounts.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) amounts: u64,
    /// Those with a Chinese unit or word that name no currency.
    pub(super) chinese: u64,
    /// Those counted in thousands by a K that neither name a currency nor have anything Chinese.
    pub(super) thousands: u64,
    /// Those that name no span of time, and have a Chinese unit or word.
    pub(super) chinese_without_period: u64,
    /// Those that name no span of time, and have any unit.
    pub(super) unit_without_period: u64,
    /// Ranges among them.
    pub(super) ranges_without_period: u64,
    /// Whether any cell of the column has Han letters.
    pub(super) has_han: bool,
    /// Rows, and those with a title or a place in Han letters.
    rows: u64,
    in_han: u64,
    /// The texts of cities, and of countries.
    cities: Counts,
    countries: Counts,
    indian: u64,
    named: BTreeMap<Currency, u64>,
    /// Those that name no currency, and whose months paid a year are Chinese.
    months_in_chinese: u64,
    /// Those that name a span of time.
    periods: Vec<NamedPeriod>,
}

/// Amounts that name a span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct NamedPeriod {
    period: PayPeriod,
    /// The currency that they name.
    currency: Option<Currency>,
    /// Whether they name none, and have a Chinese unit or word.
    chinese: bool,
    count: u64,
}

/// A place of one row in so many is evidence enough.
const ENOUGH: u64 = 10;

/// How often each text occurs.
type Counts = HashMap<Box<[u8]>, u64, RandomState>;

/// Counts a cell, unless it is empty. Most cells are known already, so nothing is copied for them.
#[inline]
fn count(counts: &mut Counts, cell: Option<&[u8]>) {
    let Some(cell) = cell.filter(|cell| !cell.is_empty()) else { return };
    match counts.get_mut(cell) {
        Some(count) => *count += 1,
        None => {
            counts.insert(cell.into(), 1);
        }
    }
}

/// Reads a pay cell for what it names itself.
fn stated(text: &[u8]) -> Option<Pay> {
    let currency = "USD".parse().ok()?;
    let defaults = Defaults { decided: true, ..Defaults::new(currency, PayPeriod::Year) };
    match read(&String::from_utf8_lossy(text), &defaults) {
        Ok(PayText::Stated(pay)) => Some(pay),
        _ => None,
    }
}

impl Evidence {
    /// What the first rows of a file give.
    pub(super) fn of(input: &Input<'_>, columns: &Columns) -> Self {
        let mut evidence = Evidence::default();
        let mut texts = Counts::default();
        let pay: Vec<usize> = [columns.salary, columns.salary_high].into_iter().flatten().collect();
        let names: Vec<usize> = [Some(columns.role), columns.city].into_iter().flatten().collect();
        input.sample(|row| {
            evidence.rows += 1;
            evidence.in_han += u64::from(names.iter().filter_map(|column| row.raw(*column)).any(has_han));
            count(&mut evidence.cities, columns.city.and_then(|column| row.raw(column)));
            count(&mut evidence.countries, columns.country.and_then(|column| row.raw(column)));
            for cell in pay.iter().filter_map(|column| row.raw(*column)) {
                match whole(cell) {
                    Some(_) => evidence.amounts += 1,
                    None => count(&mut texts, Some(cell)),
                }
            }
        });
        for (text, count) in texts {
            let text = unquoted(&text);
            evidence.has_han |= has_han(&text);
            if let Some(pay) = stated(&text) {
                evidence.add(&pay, count);
            }
        }
        evidence
    }

    fn add(&mut self, pay: &Pay, count: u64) {
        let notation = pay.notation;
        self.amounts += count;
        let count_if = |holds: bool, counter: &mut u64| *counter += if holds { count } else { 0 };
        count_if(notation.is_chinese() && !pay.states_currency(), &mut self.chinese);
        count_if(notation.has_k() && !notation.is_chinese() && !pay.states_currency(), &mut self.thousands);
        let silent = !pay.states_period();
        count_if(silent && notation.is_chinese(), &mut self.chinese_without_period);
        count_if(silent && notation.has_unit(), &mut self.unit_without_period);
        count_if(silent && notation.has_unit() && notation.is_range(), &mut self.ranges_without_period);
        count_if(notation.is_indian() && !pay.states_currency(), &mut self.indian);
        count_if(
            notation.is_chinese() && notation.states_months() && !pay.states_currency(),
            &mut self.months_in_chinese,
        );
        let currency = pay.states_currency().then_some(pay.currency);
        if let Some(currency) = currency {
            *self.named.entry(currency).or_default() += count;
        }
        if pay.states_period() {
            let chinese = notation.is_chinese() && currency.is_none();
            let new = NamedPeriod { period: pay.period, currency, chinese, count };
            let same = |known: &&mut NamedPeriod| NamedPeriod { count, ..**known } == new;
            match self.periods.iter_mut().find(same) {
                Some(known) => known.count += count,
                None => self.periods.push(new),
            }
        }
    }

    /// The currency that more than half of the amounts are in that name one or imply one, how many they are, and whether some
    /// name it.
    pub(super) fn currency(&self, native: Currency) -> Option<(Currency, u64, DecidedBy)> {
        let chinese = currency_of_chinese(native);
        let mut votes: BTreeMap<Currency, (u64, bool)> =
            self.named.iter().map(|(currency, count)| (*currency, (*count, true))).collect();
        if let Some(chinese) = chinese.filter(|_| self.chinese > 0) {
            let vote = votes.entry(chinese).or_default();
            vote.0 += self.chinese;
            vote.1 |= self.months_in_chinese > 0;
        }
        if let Some(rupee) = "INR".parse().ok().filter(|_| self.indian > 0) {
            votes.entry(rupee).or_default().0 += self.indian;
        }
        let all: u64 = votes.values().map(|(count, _)| count).sum();
        let (currency, (count, named)) = votes.into_iter().max_by_key(|(_, (count, _))| *count)?;
        let by = if named { DecidedBy::Cells } else { DecidedBy::Notation };
        (count * 2 > all).then_some((currency, count, by))
    }

    /// The span of time that most amounts name which may be in a currency, how many name it, and of how many. Where the currency
    /// is `given`, and not found in the amounts, those with a Chinese unit may be in it too.
    pub(super) fn period(&self, currency: Currency, given: bool) -> Option<(PayPeriod, u64, u64)> {
        let chinese = currency_of_chinese(currency) == Some(currency) || given;
        let may_be =
            |known: &&NamedPeriod| known.currency.is_none_or(|named| named == currency) && (chinese || !known.chinese);
        let mut counts: Vec<(PayPeriod, u64)> = Vec::new();
        for NamedPeriod { period, count, .. } in self.periods.iter().filter(may_be) {
            match counts.iter_mut().find(|(known, _)| known == period) {
                Some((_, known)) => *known += count,
                None => counts.push((*period, *count)),
            }
        }
        let all: u64 = counts.iter().map(|(_, count)| count).sum();
        let others: u64 = self.named.iter().filter(|(named, _)| **named != currency).map(|(_, count)| count).sum();
        // Equals are ordered by their length, so that the order of rows decides nothing.
        counts.sort_by_key(|(period, _)| *period as u8);
        let (period, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        (count * 2 > all).then_some((period, count, self.amounts.saturating_sub(others)))
    }

    /// How many amounts name a currency.
    pub(super) fn naming_currency(&self, currency: Currency) -> u64 {
        let named = self.named.get(&currency).copied().unwrap_or(0);
        named + if currency.as_str() == "CNY" { self.months_in_chinese } else { 0 }
    }

    /// How many amounts name a span of time.
    pub(super) fn naming_period(&self, period: PayPeriod) -> u64 {
        self.periods.iter().filter(|known| known.period == period).map(|known| known.count).sum()
    }

    /// The currencies that cells of the column name.
    pub(super) fn currencies(&self) -> impl Iterator<Item = Currency> {
        self.named.keys().copied()
    }

    /// Whether at least half of the first rows have a title or a place in Han letters.
    pub(super) fn is_beside_han(&self) -> bool {
        self.rows > 0 && self.in_han * 2 >= self.rows
    }

    /// The currencies of the countries and cities in the first rows, the most frequent first.
    pub(super) fn currencies_of_places(&self, job: &Job<'_>) -> Vec<Currency> {
        let home = job.pack.salaries().ok().and_then(|salaries| Some(salaries.iter().next()?.geography.to_string()));
        let mut counts: BTreeMap<Currency, u64> = BTreeMap::new();
        let texts = |counts: &Counts| -> Vec<(String, u64)> {
            let text = |text: &[u8]| String::from_utf8_lossy(&unquoted(text)).into_owned();
            counts.iter().map(|(cell, count)| (text(cell), *count)).collect()
        };
        // The cities of a pack are where its figures are from.
        let of_city = |cell: String| home.clone().filter(|_| job.titles.places().read(&cell).is_ok());
        let of_cities = texts(&self.cities).into_iter().map(|(cell, count)| (of_city(cell), count));
        let of_countries = texts(&self.countries).into_iter().map(|(cell, count)| (Some(cell), count));
        for (country, count) in of_cities.chain(of_countries) {
            if let Some(currency) = country.and_then(|country| Language::bundled().currency_of_country(&country)) {
                *counts.entry(currency).or_default() += count;
            }
        }
        let mut found: Vec<_> = counts.into_iter().filter(|(_, count)| count * ENOUGH >= self.rows).collect();
        found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        found.into_iter().map(|(currency, _)| currency).collect()
    }
}

/// Whether a text has Han letters, which all begin with one of these bytes in UTF-8.
fn has_han(text: &[u8]) -> bool {
    !text.is_ascii() && text.iter().any(|byte| (0xe4..=0xe9).contains(byte))
}

/// What amounts leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silent {
    Currency,
    Period,
}

/// How far from the market the amounts of the first rows are.
#[derive(Debug, Default)]
pub(super) struct Distances {
    amounts: Vec<Distance>,
}

/// An amount against the market mid.
#[derive(Debug, Clone, Copy)]
struct Distance {
    /// The amount, in ones, divided by the market mid a year.
    ratio: f64,
    names_currency: bool,
    /// How many times a year it is paid, where the cell says what it is for.
    year: Option<f64>,
    /// Whether the amount has no unit, so that the column's scale is its own.
    scaled: bool,
}

impl Distances {
    /// Those of the amounts whose row has a price.
    pub(super) fn of(job: &Job<'_>, input: &Input<'_>) -> Self {
        let mut clerk = job.clerk();
        let mut distances = Distances::default();
        let Some(column) = job.columns.salary else { return distances };
        let mut known: HashMap<Box<[u8]>, Option<Distance>, RandomState> = HashMap::default();
        input.sample(|row: &Row<'_>| {
            let cell = row.raw(column).unwrap_or_default();
            let read = match known.get(cell) {
                Some(read) => *read,
                None => {
                    let read = stated(&unquoted(cell)).and_then(|pay| distance(&pay, &job.terms.conventions));
                    known.insert(cell.into(), read);
                    read
                }
            };
            let Some(read) = read.filter(|read| !read.names_currency || read.year.is_none()) else { return };
            if let Some(mid) = clerk.market_mid(row).and_then(|mid| f64::try_from(mid).ok()) {
                distances.amounts.push(Distance { ratio: read.ratio / mid, ..read });
            }
        });
        distances
    }

    /// The median ratio of the amounts that leave something out, where one amount without a span of time is paid `year` times
    /// a year, and one without a unit is counted in `scale`; `None` where there is none.
    pub(super) fn median(&self, silent: Silent, year: Decimal, scale: Decimal) -> Option<f64> {
        let (year, scale) = (f64::try_from(year).ok()?, f64::try_from(scale).ok()?);
        let is_silent = |amount: &&Distance| match silent {
            Silent::Currency => !amount.names_currency,
            Silent::Period => amount.year.is_none(),
        };
        let ratio =
            |amount: &Distance| amount.ratio * amount.year.unwrap_or(year) * if amount.scaled { scale } else { 1.0 };
        let mut ratios: Vec<f64> = self.amounts.iter().filter(is_silent).map(ratio).collect();
        ratios.sort_unstable_by(f64::total_cmp);
        ratios.get(ratios.len() / 2).copied()
    }
}

fn distance(pay: &Pay, conventions: &Conventions) -> Option<Distance> {
    let (low, high) = (pay.low.or(pay.high)?, pay.high.or(pay.low)?);
    let middle = low.checked_add(high)?.checked_div(Decimal::TWO)?;
    let a_year = |pay: &Pay| f64::try_from(pay.annual(conventions).ok()?.midpoint()?).ok();
    let one = Pay { low: Some(Decimal::ONE), high: Some(Decimal::ONE), ..*pay };
    Some(Distance {
        ratio: f64::try_from(middle).ok()?,
        names_currency: pay.states_currency(),
        year: if pay.states_period() { Some(a_year(&one)?) } else { None },
        scaled: !pay.notation.has_unit(),
    })
}
