//! What the amounts in the first rows of a pay column state about their unit.

use std::collections::BTreeMap;

use super::amounts_beside::AmountsBeside;
use super::cell::stated_pay;
use super::country_currencies::CountryCurrencies;
use super::unit::DecidedBy;
use super::whole_number::whole;
use crate::money::Currency;
use crate::names::PlaceIndex;
use crate::pay::{Assumption, Conventions, Defaults, Pay, PayPeriod, PayText, read};
use crate::people::column_samples::CellFrequencies;
use crate::people::columns::Columns;
use crate::people::language::currency_of_country;
use crate::tabular::{Input, unquoted};

/// How the amounts in the first rows of a pay column are written. Each number is a count of amounts, unless its doc says otherwise.
#[derive(Debug, Default)]
pub(super) struct ColumnEvidence {
    pub(super) amounts: u64,
    /// Amounts with a Chinese unit or word, without a currency.
    pub(super) chinese: u64,
    /// Amounts in K, without a currency and without anything Chinese.
    pub(super) thousands: u64,
    /// Amounts with a Chinese unit or word, without a period.
    pub(super) chinese_without_period: u64,
    /// Amounts with any unit, without a period.
    pub(super) unit_without_period: u64,
    /// Ranges with any unit, without a period.
    pub(super) ranges_without_period: u64,
    /// Whether any cell of the column has Han characters.
    pub(super) has_han: bool,
    /// All rows.
    rows: u64,
    /// Rows with a title or a place in Han characters.
    rows_in_han: u64,
    /// The cells of the city column.
    cities: CellFrequencies,
    /// The cells of the country column.
    countries: CellFrequencies,
    /// Amounts grouped or counted as in India, without a currency.
    indian: u64,
    /// Amounts that state a currency, by currency; without those whose sign the country of their own row decides, if few rows have it.
    named: BTreeMap<Currency, u64>,
    /// Amounts without a currency that state the months paid a year in Chinese.
    months_in_chinese: u64,
    /// Amounts that state a period.
    periods: Vec<StatedPeriod>,
    /// The amounts themselves.
    pub(super) beside: AmountsBeside,
    /// Whether the country of a row decides signs that several currencies share.
    pub(super) signs_by_country: bool,
}

/// Amounts that state a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct StatedPeriod {
    period: PayPeriod,
    /// The currency that they state.
    currency: Option<Currency>,
    /// Whether they have a Chinese unit or word, and state no currency.
    chinese: bool,
    count: u64,
}

/// Places of a currency are evidence for it when they stand in at least one of this many rows.
const ROWS_PER_PLACE: u64 = 10;

/// One in this many amounts with the sign of a currency, beside a country without that sign, is enough to show that countries do
/// not decide what it means.
const SIGNS_PER_FOREIGN_SIGN: u64 = 10;

/// Whether the country of a row decides signs that several currencies share, by texts with the currency of their country.
fn is_sign_by_country(texts: &BTreeMap<Option<Currency>, CellFrequencies>) -> bool {
    let (mut signs, mut foreign) = (0, 0);
    for (country, texts) in texts {
        let Some(country) = *country else { continue };
        for (text, count) in texts {
            let pay = stated_pay(&unquoted(text), Some(country));
            if let Some(pay) = pay.filter(|pay| pay.assumed.contains(Assumption::CurrencyFromSign)) {
                signs += count;
                foreign += if pay.currency == country { 0 } else { *count };
            }
        }
    }
    foreign * SIGNS_PER_FOREIGN_SIGN < signs || signs == 0
}

/// Counts a cell, unless it is empty. Only new cells are copied.
#[inline]
fn count(counts: &mut CellFrequencies, cell: Option<&[u8]>) {
    let Some(cell) = cell.filter(|cell| !cell.is_empty()) else { return };
    match counts.get_mut(cell) {
        Some(count) => *count += 1,
        None => {
            counts.insert(cell.into(), 1);
        }
    }
}

impl ColumnEvidence {
    /// Reads the first rows of a file.
    pub(super) fn of(input: &Input<'_>, columns: &Columns, conventions: &Conventions) -> Self {
        let mut evidence = ColumnEvidence::default();
        let mut texts: BTreeMap<Option<Currency>, CellFrequencies> = BTreeMap::new();
        let mut currencies_of_countries = CountryCurrencies::default();
        let mut rows_by_country: BTreeMap<Currency, u64> = BTreeMap::new();
        let pay: Vec<usize> = [columns.salary, columns.salary_high].into_iter().flatten().collect();
        let names: Vec<usize> = [Some(columns.role), columns.city].into_iter().flatten().collect();
        input.sample(|row| {
            evidence.rows += 1;
            evidence.rows_in_han += u64::from(names.iter().filter_map(|column| row.raw(*column)).any(has_han));
            count(&mut evidence.cities, columns.city.and_then(|column| row.raw(column)));
            count(&mut evidence.countries, columns.country.and_then(|column| row.raw(column)));
            let country = currencies_of_countries.of_row(row, columns);
            if let Some(country) = country {
                *rows_by_country.entry(country).or_default() += 1;
            }
            for cell in pay.iter().filter_map(|column| row.raw(*column)) {
                match whole(cell) {
                    Some(number) => {
                        evidence.amounts += 1;
                        evidence.beside.add_whole(number);
                    }
                    None => count(texts.entry(country).or_default(), Some(cell)),
                }
            }
        });
        evidence.signs_by_country = is_sign_by_country(&texts);
        let rows = evidence.rows;
        let is_of_few =
            |currency: Currency| rows_by_country.get(&currency).is_some_and(|of_country| of_country * 2 < rows);
        for (country, texts) in texts {
            let country = country.filter(|_| evidence.signs_by_country);
            for (text, count) in texts {
                let text = unquoted(&text);
                evidence.has_han |= has_han(&text);
                if let Some(pay) = stated_pay(&text, country) {
                    // A sign that means the currency of its own row says nothing about the rows of other countries.
                    let is_of_row = country == Some(pay.currency)
                        && pay.assumed.contains(Assumption::CurrencyFromSign)
                        && is_of_few(pay.currency);
                    evidence.add(&pay, count, is_of_row);
                    evidence.beside.add(&pay, conventions, count);
                }
            }
        }
        evidence
    }

    /// Counts amounts. `is_of_row` says that their currency is decided by other cells of their rows.
    fn add(&mut self, pay: &Pay, count: u64, is_of_row: bool) {
        let notation = pay.notation;
        self.amounts += count;
        let count_if = |holds: bool, counter: &mut u64| *counter += if holds { count } else { 0 };
        count_if(notation.is_chinese() && !pay.states_currency(), &mut self.chinese);
        count_if(notation.has_k() && !notation.is_chinese() && !pay.states_currency(), &mut self.thousands);
        let without_period = !pay.states_period();
        count_if(without_period && notation.is_chinese(), &mut self.chinese_without_period);
        count_if(without_period && notation.has_unit(), &mut self.unit_without_period);
        count_if(without_period && notation.has_unit() && notation.is_range(), &mut self.ranges_without_period);
        count_if(notation.is_indian() && !pay.states_currency(), &mut self.indian);
        count_if(
            notation.is_chinese() && notation.states_months() && !pay.states_currency(),
            &mut self.months_in_chinese,
        );
        let currency = pay.states_currency().then_some(pay.currency);
        if let Some(currency) = currency.filter(|_| !is_of_row) {
            *self.named.entry(currency).or_default() += count;
        }
        if pay.states_period() {
            let chinese = notation.is_chinese() && currency.is_none();
            let new = StatedPeriod { period: pay.period, currency, chinese, count };
            let same = |known: &&mut StatedPeriod| StatedPeriod { count, ..**known } == new;
            match self.periods.iter_mut().find(same) {
                Some(known) => known.count += count,
                None => self.periods.push(new),
            }
        }
    }

    /// The currency of more than half of the amounts that state or imply one, how many these are, and what decides it: cells
    /// where some state it, the notation otherwise.
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

    /// The period that more than half of the amounts state that may be in a currency; how many state it; and how many amounts
    /// may be in the currency. Where the currency was `given`, and not found in the amounts, those with a Chinese unit may be
    /// in it too.
    pub(super) fn period(&self, currency: Currency, given: bool) -> Option<(PayPeriod, u64, u64)> {
        let chinese = currency_of_chinese(currency) == Some(currency) || given;
        let may_be =
            |known: &&StatedPeriod| known.currency.is_none_or(|named| named == currency) && (chinese || !known.chinese);
        let mut counts: Vec<(PayPeriod, u64)> = Vec::new();
        for StatedPeriod { period, count, .. } in self.periods.iter().filter(may_be) {
            match counts.iter_mut().find(|(known, _)| known == period) {
                Some((_, known)) => *known += count,
                None => counts.push((*period, *count)),
            }
        }
        let all: u64 = counts.iter().map(|(_, count)| count).sum();
        let others: u64 = self.named.iter().filter(|(named, _)| **named != currency).map(|(_, count)| count).sum();
        // Ties are decided by the length of the period, so that the order of rows does not matter.
        counts.sort_by_key(|(period, _)| *period as u8);
        let (period, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        (count * 2 > all).then_some((period, count, self.amounts.saturating_sub(others)))
    }

    /// How many amounts state a currency.
    pub(super) fn stating_currency(&self, currency: Currency) -> u64 {
        let named = self.named.get(&currency).copied().unwrap_or(0);
        named + if currency.as_str() == "CNY" { self.months_in_chinese } else { 0 }
    }

    /// How many amounts state a period.
    pub(super) fn stating_period(&self, period: PayPeriod) -> u64 {
        self.periods.iter().filter(|known| known.period == period).map(|known| known.count).sum()
    }

    /// The currencies that cells of the column state.
    pub(super) fn currencies(&self) -> impl Iterator<Item = Currency> {
        self.named.keys().copied()
    }

    /// Whether at least half of the first rows have a title or a place in Han characters.
    pub(super) fn is_beside_han(&self) -> bool {
        self.rows > 0 && self.rows_in_han * 2 >= self.rows
    }

    /// The currencies of the countries and cities in the first rows, the most frequent first. The cities of the pack are in
    /// `home_country`.
    pub(super) fn currencies_of_places(&self, places: &PlaceIndex<'_>, home_country: &str) -> Vec<Currency> {
        let mut counts: BTreeMap<Currency, u64> = BTreeMap::new();
        let texts = |counts: &CellFrequencies| -> Vec<(String, u64)> {
            let text = |text: &[u8]| String::from_utf8_lossy(&unquoted(text)).into_owned();
            counts.iter().map(|(cell, count)| (text(cell), *count)).collect()
        };
        let of_city = |cell: String| places.read(&cell).is_ok().then(|| home_country.to_owned());
        let of_cities = texts(&self.cities).into_iter().map(|(cell, count)| (of_city(cell), count));
        let of_countries = texts(&self.countries).into_iter().map(|(cell, count)| (Some(cell), count));
        for (country, count) in of_cities.chain(of_countries) {
            if let Some(currency) = country.and_then(|country| currency_of_country(&country)) {
                *counts.entry(currency).or_default() += count;
            }
        }
        let mut found: Vec<_> = counts.into_iter().filter(|(_, count)| count * ROWS_PER_PLACE >= self.rows).collect();
        found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        found.into_iter().map(|(currency, _)| currency).collect()
    }
}

/// Whether a text has Han characters: in UTF-8 they begin with one of these bytes.
fn has_han(text: &[u8]) -> bool {
    !text.is_ascii() && text.iter().any(|byte| (0xe4..=0xe9).contains(byte))
}

/// The currency in which amounts with Chinese units are, where a file says nothing: `native` if it is counted in such units.
pub(super) fn currency_of_chinese(native: Currency) -> Option<Currency> {
    match read("1万", &Defaults::new(native, PayPeriod::Year)) {
        Ok(PayText::Stated(pay)) => Some(pay.currency),
        _ => None,
    }
}
