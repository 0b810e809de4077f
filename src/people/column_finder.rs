//! Finds the column of each meaning by the headers of a file and the cells under them.

use std::collections::HashMap;

use super::bare_ends::{BareEnd, hold_pay, only_pair};
use super::column_meaning::ColumnMeaning;
use super::column_samples::{ColumnSamples, DistinctCells};
use super::currency_names::CurrencyName;
use super::header::{MIN_CERTAINTY, ParsedHeader, RangeEnd, mentions_currency, parse_header};
use super::language::Language;
use super::period_column::PeriodColumn;
use super::row_pay::pay_header::period_of_header;
use super::unit_cells::UnitCell;
use super::unit_column::UnitsOfRows;
use crate::pay::PayPeriod;

/// The most columns that a message lists, and that are searched for titles. Some files have thousands.
pub(super) const MAX_LISTED: usize = 50;

/// The most columns that an error suggests for job titles.
const MAX_NEAREST: usize = 3;

/// A column that may have a meaning.
#[derive(Debug)]
struct Candidate {
    at: usize,
    certainty: i32,
    header: ParsedHeader,
    /// For pay, the preference for its period, see [`period_preference`]; for years, that for those of the whole career.
    preference: f64,
}

/// The meanings of the headers of a file, and the cells of the columns whose headers do not decide alone.
pub(super) struct ColumnFinder<'c, 'i, 's, 'p> {
    candidates: HashMap<ColumnMeaning, Vec<Candidate>>,
    /// The columns whose headers name nothing but an end of a range.
    bare_ends: Vec<BareEnd>,
    /// The columns whose headers name nothing but an amount or a period, with the period.
    bare_amounts: Vec<(usize, Option<PayPeriod>)>,
    /// The columns whose headers say that they hold hours a week.
    weekly_hours: Vec<usize>,
    /// The columns whose headers do not rule out that they hold units of pay: `Type`, `X7`, and all with a meaning.
    may_hold_units: Vec<usize>,
    /// The columns whose headers have a word for currency, or the beginning of one: `Curr`.
    mention_currency: Vec<usize>,
    cells: HashMap<usize, DistinctCells>,
    samples: &'c ColumnSamples<'i, 's, 'p>,
    columns: usize,
}

/// A column of pay for another period than that of the pay column: `Hourly Rate` beside `Annual Salary`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OtherPay {
    pub(crate) column: usize,
    /// The period that its header states.
    pub(crate) period: PayPeriod,
}

/// The columns that hold currencies by their cells.
#[derive(Debug, Default)]
pub(super) struct CurrenciesByCells {
    pub(super) read: Option<usize>,
    /// Those that are not read: one or several of which the cells may mean something else, or several that differ.
    pub(super) unread: Vec<usize>,
}

/// The least certainty with which the only header of a meaning decides without its cells.
fn decisive_certainty(meaning: ColumnMeaning) -> i32 {
    match meaning {
        ColumnMeaning::Role | ColumnMeaning::City | ColumnMeaning::Years | ColumnMeaning::Salary => 90,
        ColumnMeaning::Currency | ColumnMeaning::SalaryHigh | ColumnMeaning::Bonus(_) => 0,
        ColumnMeaning::PayPeriod
        | ColumnMeaning::Months
        | ColumnMeaning::Fte
        | ColumnMeaning::Country
        | ColumnMeaning::State
        | ColumnMeaning::Level => i32::MAX,
    }
}

/// The preference for a period among several columns of pay. Pay a year comes before pay an hour, which only some people have.
fn period_preference(period: Option<PayPeriod>) -> f64 {
    match period {
        Some(PayPeriod::Year) => 4.0,
        None => 3.0,
        Some(PayPeriod::Month) => 2.0,
        Some(
            PayPeriod::HalfYear | PayPeriod::Quarter | PayPeriod::HalfMonth | PayPeriod::TwoWeeks | PayPeriod::Week,
        ) => 1.0,
        Some(PayPeriod::Day | PayPeriod::Hour) => 0.0,
    }
}

/// The preference for the later of two years in headers of pay: `2023 Salary`, `2024 Salary`. It is less than that for a period.
fn year_preference(header: &str) -> f64 {
    let digits = header.split(|letter: char| !letter.is_ascii_digit());
    let year = digits.filter_map(|digits| digits.parse().ok()).find(|year: &u16| (2000..2100).contains(year));
    year.map_or(0.0, |year| f64::from(year - 2000) / 100.0)
}

/// The preference for years of the whole career among several columns of years.
const CAREER_PREFERENCE: f64 = 25.0;

/// Whether a header of years says that they are those of the whole career: `Total Experience`.
fn names_whole_career(header: &str) -> bool {
    let words = ["total", "tot", "overall", "professional", "career", "总", "累计"];
    let lower = header.to_lowercase();
    words.iter().any(|word| lower.contains(word))
}

/// Subtracted from the preference of a column from before a change. Greater than any preference.
const EARLIER_PENALTY: f64 = 40.0;

/// The preference for a header of pay that names its currency. It is less than that for the later of two years.
const CURRENCY_PREFERENCE: f64 = 0.005;

/// The least share of filled cells with which the cells of a pay column raise its score.
const MIN_FILLED: f64 = 0.2;

/// The certainty up to which a header has another meaning as often as not.
const MAX_DOUBTFUL: i32 = 50;

/// The certainty from which a header means pay whatever its cells hold.
const CERTAIN_PAY: i32 = 80;

/// What a column gains if all of its cells fit the meaning of its header.
const FITTING_CELLS: f64 = 60.0;

impl<'c, 'i, 's, 'p> ColumnFinder<'c, 'i, 's, 'p> {
    pub(super) fn new(
        headers: &[String],
        samples: &'c ColumnSamples<'i, 's, 'p>,
        appended: &[usize],
        named: &HashMap<ColumnMeaning, usize>,
        is_wanted: impl Fn(ColumnMeaning) -> bool,
    ) -> Self {
        let mut candidates: HashMap<ColumnMeaning, Vec<Candidate>> = HashMap::new();
        let (mut bare_ends, mut bare_amounts, mut may_hold_units) = (Vec::new(), Vec::new(), Vec::new());
        let (mut mention_currency, mut weekly_hours) = (Vec::new(), Vec::new());
        let parsed = |(at, header): (usize, &String)| match appended.contains(&at) {
            true => ParsedHeader::default(),
            false => parse_header(header),
        };
        let all: Vec<ParsedHeader> = headers.iter().enumerate().map(parsed).collect();
        let is_pay = |header: &ParsedHeader| matches!(header.meaning, Some((ColumnMeaning::Salary, _)));
        let has_pay = all.iter().any(|header| is_pay(header) && !header.unit_is_currency);
        for (at, (header, parsed)) in headers.iter().zip(all).enumerate() {
            bare_ends.extend(BareEnd::of(at, &parsed));
            let period = period_of_header(header);
            bare_amounts
                .extend((parsed.is_bare_amount || parsed.is_neutral && period.is_some()).then_some((at, period)));
            may_hold_units.extend((!parsed.names_other_thing && !appended.contains(&at)).then_some(at));
            weekly_hours.extend((parsed.is_weekly_hours && !appended.contains(&at)).then_some(at));
            mention_currency.extend((mentions_currency(header) && !appended.contains(&at)).then_some(at));
            if let Some((meaning, certainty)) = parsed.meaning {
                let meaning = if has_pay && parsed.unit_is_currency { ColumnMeaning::Currency } else { meaning };
                let is_pay = meaning == ColumnMeaning::Salary;
                let preference = match meaning {
                    _ if is_pay => period_preference(period_of_header(header)) + year_preference(header),
                    ColumnMeaning::Years if names_whole_career(header) => CAREER_PREFERENCE,
                    _ => 0.0,
                };
                let preference = if parsed.is_earlier { preference - EARLIER_PENALTY } else { preference };
                candidates.entry(meaning).or_default().push(Candidate { at, certainty, header: parsed, preference });
            }
        }
        let mut sampled: Vec<usize> = Vec::new();
        for (meaning, all) in &candidates {
            let open: Vec<&Candidate> = all.iter().filter(|one| one.certainty >= MIN_CERTAINTY).collect();
            let is_decided = matches!(open.as_slice(), [only] if only.certainty >= decisive_certainty(*meaning));
            if is_wanted(*meaning) && !named.contains_key(meaning) && !is_decided {
                sampled.extend(open.iter().map(|one| one.at));
            }
        }
        sampled.sort_unstable();
        sampled.dedup();
        let cells = samples.cells(&sampled);
        ColumnFinder {
            candidates,
            bare_ends,
            bare_amounts,
            weekly_hours,
            may_hold_units,
            mention_currency,
            cells,
            samples,
            columns: headers.len(),
        }
    }

    fn candidates(&self, meaning: ColumnMeaning) -> impl Iterator<Item = &Candidate> {
        self.candidates.get(&meaning).into_iter().flatten().filter(|one| one.certainty >= MIN_CERTAINTY)
    }

    /// How well a column fits a meaning, by its header and its cells; `None` where its cells contradict it.
    fn score(&self, candidate: &Candidate, meaning: ColumnMeaning) -> Option<f64> {
        // Where no column states currencies, `Salary in USD` says more than `Salary`, which may be in the currency of each country.
        let says_currency = meaning == ColumnMeaning::Salary && candidate.header.names_currency;
        let says_more = says_currency && self.candidates(ColumnMeaning::Currency).next().is_none();
        let certainty =
            f64::from(candidate.certainty) + candidate.preference + if says_more { CURRENCY_PREFERENCE } else { 0.0 };
        let Some(cells) = self.cells.get(&candidate.at) else { return Some(certainty) };
        // A certain header of pay holds even if none of the cells can be read.
        if cells.contradict(meaning) && !(meaning == ColumnMeaning::Salary && candidate.certainty >= CERTAIN_PAY) {
            return None;
        }
        let Some(share) = self.samples.fitting(cells, meaning) else { return Some(certainty - FITTING_CELLS) };
        // Such headers have another meaning as often as not, so some cells must fit.
        let is_doubtful = candidate.header.weakened || candidate.certainty <= MAX_DOUBTFUL;
        let least = match meaning {
            ColumnMeaning::PayPeriod | ColumnMeaning::Months | ColumnMeaning::Fte | ColumnMeaning::State => 0.5,
            ColumnMeaning::Country => 0.1,
            ColumnMeaning::Role | ColumnMeaning::City | ColumnMeaning::Years | ColumnMeaning::Level if is_doubtful => {
                f64::MIN_POSITIVE
            }
            // Where no cell names a level that is known, the column would hide the levels of the titles.
            ColumnMeaning::Level if self.samples.has_levels() => f64::MIN_POSITIVE,
            _ => 0.0,
        };
        let is_empty = meaning == ColumnMeaning::Salary && cells.filled().is_some_and(|filled| filled < MIN_FILLED);
        (share >= least).then_some(if is_empty { certainty } else { certainty + FITTING_CELLS * share })
    }

    /// The column that fits a meaning best; the first of equals.
    pub(super) fn best(&self, meaning: ColumnMeaning) -> Option<usize> {
        self.best_of(meaning, |_| true).map(|(_, at)| at)
    }

    /// The first column whose header says that it holds levels, and whose cells name none that is known.
    pub(super) fn unknown_levels(&self) -> Option<usize> {
        if !self.samples.has_levels() {
            return None;
        }
        let mut certain =
            self.candidates(ColumnMeaning::Level).filter(|one| !one.header.weakened && one.certainty > MAX_DOUBTFUL);
        let unknown =
            certain.find(|one| self.cells.get(&one.at).is_some_and(|cells| self.samples.names_unknown_levels(cells)));
        unknown.map(|one| one.at)
    }

    fn best_of(&self, meaning: ColumnMeaning, is: impl Fn(&Candidate) -> bool) -> Option<(f64, usize)> {
        let scored = self.candidates(meaning).filter(|one| is(one));
        let scored = scored.filter_map(|one| Some((self.score(one, meaning)?, one.at)));
        scored.reduce(|best, other| if other.0 > best.0 { other } else { best })
    }

    /// The columns of pay: one, or the low and the high end of a range.
    pub(super) fn pay(
        &self,
        named: &HashMap<ColumnMeaning, usize>,
        salary_wanted: bool,
        high_wanted: bool,
    ) -> (Option<usize>, Option<usize>) {
        let high_named = named.get(&ColumnMeaning::SalaryHigh).copied();
        if let Some(salary) = named.get(&ColumnMeaning::Salary).copied() {
            let bare = || only_pair(&self.bare_ends).filter(|(low, _)| *low == salary).map(|(_, high)| high);
            let partner = || self.partner(salary).or_else(bare).filter(|_| high_wanted);
            return (Some(salary), high_named.or_else(partner));
        }
        if !salary_wanted {
            return (None, None);
        }
        if high_named.is_some() {
            let low = self.best_of(ColumnMeaning::Salary, |one| one.header.end == Some(RangeEnd::Low));
            let low = low.map(|(_, at)| at).or_else(|| self.best(ColumnMeaning::Salary));
            return (low.filter(|low| Some(*low) != high_named), high_named);
        }
        let single = self.best_of(ColumnMeaning::Salary, |one| one.header.end.is_none() && !one.header.net);
        let pair = if high_wanted { self.best_pair() } else { None };
        match (single, pair) {
            (Some((single, _)), Some((pair, low, high))) if pair > single => (Some(low), Some(high)),
            (None, Some((_, low, high))) => (Some(low), Some(high)),
            (Some((_, at)), _) => (Some(at), None),
            (None, None) => {
                // Pay after tax is not compared. Its column is used, so that the status of each row says so.
                let net = || self.best_of(ColumnMeaning::Salary, |one| one.header.end.is_none()).map(|(_, at)| at);
                let pair = || self.bare_pair().filter(|_| high_wanted);
                let has_gross = self.candidates(ColumnMeaning::Salary).any(|one| !one.header.net);
                let bare = if has_gross { None } else { self.bare_amount() };
                match bare.or_else(net) {
                    Some(at) => (Some(at), None),
                    None => pair().map_or((None, None), |(low, high)| (Some(low), Some(high))),
                }
            }
        }
    }

    /// The first column of pay beside this one whose header states another period: `Hourly Rate` beside `Annual Salary`.
    pub(super) fn pay_of_another_period(&self, salary: usize, headers: &[String]) -> Option<OtherPay> {
        let period = |at: usize| period_of_header(headers.get(at)?);
        let own = period(salary)?;
        // `Wage or Hourly` may say who is paid by the hour.
        let holds_pay = |at: &usize| {
            let cells = self.cells.get(at);
            cells.and_then(|cells| self.samples.fitting(cells, ColumnMeaning::Salary)).is_none_or(|share| share > 0.0)
        };
        let others = self
            .candidates(ColumnMeaning::Salary)
            .filter(|one| !one.header.is_earlier)
            .map(|one| one.at)
            .filter(|at| *at != salary);
        others
            .filter(holds_pay)
            .find_map(|column| Some(OtherPay { column, period: period(column).filter(|period| *period != own)? }))
    }

    /// The score and the two columns of the best pair that holds the ends of one range.
    fn best_pair(&self) -> Option<(f64, usize, usize)> {
        let lows = self
            .candidates(ColumnMeaning::Salary)
            .filter(|one| one.header.end == Some(RangeEnd::Low) && !one.header.net);
        let pairs =
            lows.filter_map(|low| Some((self.score(low, ColumnMeaning::Salary)?, low.at, self.partner(low.at)?)));
        pairs.reduce(|best, other| if other.0 > best.0 { other } else { best })
    }

    /// The pair of columns whose headers name nothing but the ends of a range, in a file without another column of pay, where
    /// their cells can be nothing but pay.
    fn bare_pair(&self) -> Option<(usize, usize)> {
        let (low, high) =
            only_pair(&self.bare_ends).filter(|_| self.candidates(ColumnMeaning::Salary).next().is_none())?;
        hold_pay(self.samples, low, high, self.has_unit_beside()).then_some((low, high))
    }

    /// Whether a column states a unit of pay.
    fn has_unit_beside(&self) -> bool {
        self.candidates(ColumnMeaning::Currency).next().is_some()
            || self.candidates(ColumnMeaning::PayPeriod).any(|one| one.header.mentions_pay)
    }

    /// The column whose header names nothing but an amount (`Betrag`, `Gross`) or a period (`Annual`, `Hourly`), in a file without
    /// other pay before tax. An amount needs a unit of pay, or pay after tax, beside it. Of several columns, pay a year comes first.
    fn bare_amount(&self) -> Option<usize> {
        let has_net = self.candidates(ColumnMeaning::Salary).next().is_some();
        let has_unit = |period: Option<PayPeriod>| period.is_some() || has_net || self.has_unit_beside();
        let fits = |at: usize| {
            let cells = self.samples.cells(&[at]);
            let share =
                cells.get(&at).map(|cells| self.samples.fitting(cells, ColumnMeaning::Salary).unwrap_or_default());
            share.is_none_or(|share| share >= 0.5)
        };
        let preference = |(_, period): &&(usize, Option<PayPeriod>)| period_preference(*period);
        let pay = self.bare_amounts.iter().filter(|(at, period)| has_unit(*period) && fits(*at));
        pay.reduce(|best, other| if preference(&other) > preference(&best) { other } else { best }).map(|(at, _)| *at)
    }

    /// The column with the high end of a range whose low end is in this one. It has the same unit, or none is known to differ.
    fn partner(&self, low: usize) -> Option<usize> {
        let of = |at: usize| self.candidates.get(&ColumnMeaning::Salary)?.iter().find(|one| one.at == at);
        let low = of(low).filter(|one| one.header.end == Some(RangeEnd::Low))?;
        let highs: Vec<&Candidate> = self
            .candidates(ColumnMeaning::Salary)
            .filter(|one| one.header.end == Some(RangeEnd::High) && one.header.stem == low.header.stem)
            .collect();
        let same_unit = highs.iter().find(|one| one.header.unit_stem == low.header.unit_stem);
        let has_no_unit = |one: &Candidate| one.header.unit_stem.is_empty();
        let may_fit = |one: &Candidate| has_no_unit(low) || has_no_unit(one) || one.preference == low.preference;
        same_unit.or_else(|| highs.iter().find(|one| may_fit(one))).map(|one| one.at)
    }

    /// How far a column of periods beside pay with this header is to be trusted.
    pub(super) fn period_column(&self, at: usize, header_of_pay: &str) -> PeriodColumn {
        match (self.is_frequency(at), period_of_header(header_of_pay)) {
            (true, Some(_)) => PeriodColumn::FrequencyBesidePeriodInHeader,
            (true, None) => PeriodColumn::Frequency,
            (false, Some(_)) => PeriodColumn::BesidePeriodInHeader,
            (false, None) => PeriodColumn::Certain,
        }
    }

    fn is_frequency(&self, at: usize) -> bool {
        self.candidates(ColumnMeaning::PayPeriod).any(|one| one.at == at && one.header.frequency)
    }

    /// The only column besides those that are `taken` whose filled cells are periods of pay, words for salaried people, or words beside
    /// these, and whose header names nothing else.
    pub(super) fn period_by_cells(&self, taken: &[usize]) -> Option<usize> {
        let open = self.may_hold_units(taken);
        self.only_column_of_periods(&open).filter(|at| self.samples.are_certain_periods(*at))
    }

    fn may_hold_units(&self, taken: &[usize]) -> Vec<usize> {
        self.may_hold_units.iter().copied().filter(|at| !taken.contains(at)).collect()
    }

    /// The columns besides those that are `taken` whose filled cells are currencies, and whose headers name nothing else: one, or
    /// several that do not name the same currencies. Cells that may mean something else, as `CAD` may, need a header that mentions a
    /// currency.
    pub(super) fn currencies_by_cells(&self, taken: &[usize]) -> CurrenciesByCells {
        let mut open = self.may_hold_units(taken);
        // 币别代码 holds codes of currencies, although a code alone would be another thing.
        open.extend(self.mention_currency.iter().copied().filter(|at| !taken.contains(at)));
        open.sort_unstable();
        open.dedup();
        let found = self.samples.columns_of_currencies(&open);
        let is_certain = |(column, is_certain): &(usize, bool)| *is_certain || self.mention_currency.contains(column);
        let (certain, doubtful): (Vec<_>, Vec<_>) = found.into_iter().partition(is_certain);
        let columns = |found: Vec<(usize, bool)>| found.into_iter().map(|(column, _)| column).collect();
        let certain: Vec<usize> = columns(certain);
        match certain.split_first() {
            None => CurrenciesByCells { read: None, unread: columns(doubtful) },
            Some((first, others)) => {
                let are_same = others.iter().all(|other| self.samples.name_same_currencies(*first, *other));
                CurrenciesByCells {
                    read: are_same.then_some(*first),
                    unread: if are_same { Vec::new() } else { certain },
                }
            }
        }
    }

    /// The first column besides those that are `taken` whose cells are units of pay such as 万元/月, with what they say.
    pub(super) fn units_of_rows(&self, headers: &[String], taken: &[usize]) -> Option<(usize, UnitsOfRows)> {
        let names_unit = |at: usize| headers.get(at).is_some_and(|header| names_unit_of_pay(header));
        self.samples.units(&self.may_hold_units(taken), names_unit)
    }

    /// Whether the units of a column have the currency and the period that other columns state in the same rows.
    pub(super) fn unit_agrees_with(&self, unit: usize, currency: Option<usize>, period: Option<usize>) -> bool {
        let mut agrees = true;
        let mut compare = |column: Option<usize>, is_same: &dyn Fn(UnitCell, &str) -> bool| {
            let Some(column) = column else { return };
            self.samples.each_pair(unit, column, |unit, other| {
                agrees &= UnitCell::of(unit).is_none_or(|unit| is_same(unit, other));
            });
        };
        compare(currency, &|unit, other| {
            let other = CurrencyName::of(other).map(CurrencyName::currency);
            unit.currency.is_none() || other.is_none() || unit.currency == other
        });
        compare(period, &|unit, other| {
            let other = Language::bundled().period_of_cell(other);
            unit.period.is_none() || other.is_none() || unit.period == other
        });
        agrees
    }

    /// The only one of some columns whose filled cells are periods of pay, words for salaried people, or words beside these.
    fn only_column_of_periods(&self, columns: &[usize]) -> Option<usize> {
        match self.samples.columns_of_periods(columns).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The only column beside one of how often people are paid that says which people are paid by the hour: `Pay Type`.
    pub(super) fn rate_type(&self, frequency: usize) -> Option<usize> {
        let types =
            self.candidates(ColumnMeaning::PayPeriod).filter(|one| one.at != frequency && !one.header.frequency);
        self.only_column_of_periods(&types.map(|one| one.at).collect::<Vec<_>>())
    }

    /// The first column of hours a week by which some people work part time and others do not.
    pub(super) fn part_time_hours(&self) -> Option<usize> {
        self.weekly_hours.iter().copied().find(|at| self.samples.differ_in_weekly_hours(*at))
    }

    /// The columns with an end of a range of pay.
    pub(super) fn range_ends(&self) -> Vec<usize> {
        self.candidates(ColumnMeaning::Salary).filter(|one| one.header.end.is_some()).map(|one| one.at).collect()
    }

    /// The columns that come nearest to holding job titles, by their headers and cells.
    pub(super) fn nearest_roles(&self) -> Vec<usize> {
        let first: Vec<usize> = (0..self.columns.min(MAX_LISTED)).collect();
        let cells = self.samples.cells(&first);
        let fitting = |at: usize| cells.get(&at).and_then(|cells| self.samples.fitting(cells, ColumnMeaning::Role));
        let by_header = |at: usize| {
            let found = self.candidates.get(&ColumnMeaning::Role).into_iter().flatten().find(|one| one.at == at);
            found.map_or(0.0, |one| f64::from(one.certainty))
        };
        let scored = first.into_iter().map(|at| (by_header(at) + FITTING_CELLS * fitting(at).unwrap_or(0.0), at));
        let mut scored: Vec<(f64, usize)> = scored.filter(|(score, _)| *score > 5.0).collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0));
        scored.into_iter().take(MAX_NEAREST).map(|(_, at)| at).collect()
    }
}
/// Whether a header says that its column holds units of pay, and nothing else: `Unit`, `Pay Unit`, 薪资单位. A `Business Unit` is none.
fn names_unit_of_pay(header: &str) -> bool {
    const BESIDE: [&str; 14] = [
        "pay", "salary", "wage", "amount", "currency", "measure", "of", "薪资", "薪酬", "工资", "金额", "货币", "计量",
        "计薪",
    ];
    let mut rest = header.to_lowercase();
    for word in ["units", "unit", "单位", "單位", "einheit"] {
        if let Some((before, after)) = rest.split_once(word) {
            rest = format!("{before} {after}");
            for beside in BESIDE {
                rest = rest.replace(beside, " ");
            }
            return !rest.contains(char::is_alphanumeric);
        }
    }
    false
}
