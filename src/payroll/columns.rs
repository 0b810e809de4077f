//! Which column of a file means what: found by its header and its cells, or named by the caller.

use std::collections::HashMap;

use super::contents::{Cells, Contents};
use super::header_row::looks_like_header;
use super::headers::{End, HeaderMeaning, Meaning, SURE_ENOUGH, header_meaning};
use super::language::WordMeaning;
use super::pay_header;
use crate::pay::PayPeriod;

/// What the caller says about a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Wanted {
    /// Nothing: it is found by its header.
    #[default]
    ByHeader,
    /// The column with this header, or with this number, counted from 1.
    Named(String),
    /// The file's column, if it has one, is not to be used.
    None,
}

/// A column that is asked for and not there, or needed and not found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoColumn {
    /// No column holds roles.
    #[error("no column with job titles was found")]
    NoRole {
        /// The headers.
        headers: Vec<String>,
        /// The columns that come nearest to holding titles, the nearest first, counted from 0.
        nearest: Vec<usize>,
    },
    /// No header is called so.
    #[error("no column is called \"{name}\"")]
    Unknown {
        /// What was asked for.
        name: String,
        /// The headers.
        headers: Vec<String>,
    },
    /// Several headers are called so.
    #[error("{count} columns are called \"{name}\"")]
    Several {
        /// What was asked for.
        name: String,
        /// How many there are.
        count: usize,
    },
}

/// Headers that are listed; some files have thousands.
const LISTED: usize = 50;

/// Columns that are named as the nearest.
const NEAREST: usize = 3;

impl NoColumn {
    /// What to do about it. The headers are listed, unless the first row may be somebody's data.
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
            let quoted: Vec<String> = headers.iter().take(LISTED).map(|header| format!("\"{header}\"")).collect();
            let more = headers.len().saturating_sub(LISTED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("the file's columns are {}{more}", quoted.join(", "))
        };
        match self {
            NoColumn::NoRole { headers, nearest } if nearest.is_empty() || !looks_like_header(headers) => {
                format!("name it with --role-column; {}", list(headers))
            }
            NoColumn::NoRole { headers, nearest } => {
                let named = nearest.iter().filter_map(|at| Some(format!("{} \"{}\"", at + 1, headers.get(*at)?)));
                let named: Vec<String> = named.collect();
                format!("name it with --role-column; the nearest are {}", named.join(", "))
            }
            NoColumn::Unknown { headers, .. } => list(headers),
            NoColumn::Several { .. } => "name it by its number, counted from 1".to_owned(),
        }
    }
}

/// Which column means what, counted from 0.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Job titles.
    pub role: usize,
    /// Cities; without any the reference rate is used.
    pub city: Option<usize>,
    /// Levels.
    pub level: Option<usize>,
    /// Years of experience.
    pub years: Option<usize>,
    /// Pay, or the low end of a range of pay.
    pub salary: Option<usize>,
    /// The high end of a range of pay.
    pub salary_high: Option<usize>,
    /// The currency of the pay.
    pub currency: Option<usize>,
    /// What the pay is for.
    pub pay_period: Option<usize>,
    /// The months paid a year.
    pub months: Option<usize>,
    /// The share of full time.
    pub fte: Option<usize>,
    /// The country.
    pub country: Option<usize>,
    /// The header of the pay column.
    pub(super) pay_header: String,
    /// Columns with an end of a range of pay whose other end was not found.
    pub(super) lone_ends: Vec<usize>,
}

impl Columns {
    /// Finds the columns by their headers alone. `wanted` says what the caller knows of each meaning.
    ///
    /// # Errors
    /// [`NoColumn`] when there is no role, or a column that was asked for is not there.
    pub fn find(headers: &[String], wanted: impl Fn(Meaning) -> Wanted) -> Result<Self, NoColumn> {
        Self::choose(headers, &Contents::unknown(), wanted)
    }

    /// Finds the columns by their headers and by what stands under them.
    ///
    /// # Errors
    /// [`NoColumn`] when there is no role, or a column that was asked for is not there.
    pub fn choose(
        headers: &[String],
        contents: &Contents<'_, '_, '_>,
        wanted: impl Fn(Meaning) -> Wanted,
    ) -> Result<Self, NoColumn> {
        let mut named = HashMap::new();
        for meaning in Meaning::ALL {
            if let Wanted::Named(name) = wanted(meaning) {
                named.insert(meaning, column_named(headers, &name)?);
            }
        }
        let is_wanted = |meaning: Meaning| wanted(meaning) != Wanted::None;
        let finder = Finder::new(headers, contents, &named, is_wanted);
        let find = |meaning: Meaning| {
            let by_header = || if is_wanted(meaning) { finder.best(meaning) } else { None };
            named.get(&meaning).copied().or_else(by_header)
        };
        let no_role = || NoColumn::NoRole { headers: headers.to_vec(), nearest: finder.nearest_roles() };
        let role = find(Meaning::Role).ok_or_else(no_role)?;
        let (salary, salary_high) = finder.pay(&named, is_wanted(Meaning::Salary), is_wanted(Meaning::SalaryHigh));
        let pay_header = salary.and_then(|at| headers.get(at)).cloned().unwrap_or_default();
        // What stands beside pay is of use only where there is pay.
        let beside = |meaning: Meaning| find(meaning).filter(|at| salary.is_some() && salary != Some(*at));
        Ok(Columns {
            role,
            city: find(Meaning::City),
            level: find(Meaning::Level),
            years: find(Meaning::Years),
            salary,
            salary_high,
            currency: beside(Meaning::Currency),
            pay_period: beside(Meaning::PayPeriod)
                .filter(|at| named.contains_key(&Meaning::PayPeriod) || finder.is_what_pay_is_for(*at, &pay_header)),
            months: beside(Meaning::Months),
            fte: beside(Meaning::Fte).filter(|_| named.contains_key(&Meaning::Fte) || !is_full_time(&pay_header)),
            country: beside(Meaning::Country),
            pay_header,
            lone_ends: if salary.is_none() { finder.ends() } else { Vec::new() },
        })
    }

    /// Where the column of a meaning stands.
    #[must_use]
    pub fn of(&self, meaning: Meaning) -> Option<usize> {
        match meaning {
            Meaning::Role => Some(self.role),
            Meaning::City => self.city,
            Meaning::Level => self.level,
            Meaning::Years => self.years,
            Meaning::Salary => self.salary,
            Meaning::SalaryHigh => self.salary_high,
            Meaning::Currency => self.currency,
            Meaning::PayPeriod => self.pay_period,
            Meaning::Months => self.months,
            Meaning::Fte => self.fte,
            Meaning::Country => self.country,
        }
    }

    /// Columns with an end of a range of pay whose other end was not found, where no other pay was, counted from 0.
    #[must_use]
    pub fn lone_ends(&self) -> &[usize] {
        &self.lone_ends
    }

    /// Whether a row says nothing about its pay but in the pay column.
    pub(super) fn has_pay_alone(&self) -> bool {
        [self.salary_high, self.currency, self.pay_period, self.months, self.fte].iter().all(Option::is_none)
    }

    /// Whether a row says nothing about its pay but in the pay column and in that of its currency.
    pub(super) fn has_currency_beside_pay(&self) -> bool {
        self.currency.is_some() && Columns { currency: None, ..self.clone() }.has_pay_alone()
    }

    /// The first and the last column of what tells rows apart, where role, city and level stand side by side in this order, as
    /// far as the file has them.
    pub(super) fn side_by_side(&self) -> Option<(usize, usize)> {
        let mut last = self.role;
        for column in [self.city, self.level].into_iter().flatten() {
            if column != last + 1 {
                return None;
            }
            last = column;
        }
        Some((self.role, last))
    }
}

/// Whether a header of pay says that part-time pay has been grossed up already: `FTE salary`.
fn is_full_time(pay_header: &str) -> bool {
    super::headers::mentions(pay_header, WordMeaning::Fte)
}

/// A column that may have a meaning.
#[derive(Debug)]
struct Candidate {
    at: usize,
    sure: i32,
    header: HeaderMeaning,
    /// For pay: how well its span of time suits. A year comes before an hour, whose people are not all of the file's.
    period: f64,
}

/// What the headers mean, and what stands under those that may mean the same.
struct Finder<'c, 'i, 's, 'p> {
    candidates: HashMap<Meaning, Vec<Candidate>>,
    cells: HashMap<usize, Cells>,
    contents: &'c Contents<'i, 's, 'p>,
    columns: usize,
}

/// A header that is so sure, and alone, that its cells are not looked at.
fn needs_no_look(meaning: Meaning) -> i32 {
    match meaning {
        Meaning::Role | Meaning::City | Meaning::Level | Meaning::Years | Meaning::Salary => 90,
        Meaning::Currency | Meaning::SalaryHigh => 0,
        Meaning::PayPeriod | Meaning::Months | Meaning::Fte | Meaning::Country => i32::MAX,
    }
}

/// How well a span of time suits, of several columns of pay.
fn suits(period: Option<PayPeriod>) -> f64 {
    match period {
        Some(PayPeriod::Year) => 4.0,
        None => 3.0,
        Some(PayPeriod::Month) => 2.0,
        Some(PayPeriod::Quarter | PayPeriod::HalfMonth | PayPeriod::TwoWeeks | PayPeriod::Week) => 1.0,
        Some(PayPeriod::Day | PayPeriod::Hour) => 0.0,
    }
}

/// A column of pay with a smaller part of its cells filled in does not outweigh another.
const FILLED: f64 = 0.2;

/// What the share of cells that fit adds to how sure a header is.
const FITTING_CELLS: f64 = 60.0;

impl<'c, 'i, 's, 'p> Finder<'c, 'i, 's, 'p> {
    fn new(
        headers: &[String],
        contents: &'c Contents<'i, 's, 'p>,
        named: &HashMap<Meaning, usize>,
        is_wanted: impl Fn(Meaning) -> bool,
    ) -> Self {
        let mut candidates: HashMap<Meaning, Vec<Candidate>> = HashMap::new();
        for (at, header) in headers.iter().enumerate() {
            let words = header_meaning(header);
            if let Some((meaning, sure)) = words.meaning {
                let period = if meaning == Meaning::Salary { suits(pay_header::period_named(header)) } else { 0.0 };
                candidates.entry(meaning).or_default().push(Candidate { at, sure, header: words, period });
            }
        }
        let mut looked_at: Vec<usize> = Vec::new();
        for (meaning, all) in &candidates {
            let open: Vec<&Candidate> = all.iter().filter(|one| one.sure >= SURE_ENOUGH).collect();
            let is_sure = matches!(open.as_slice(), [only] if only.sure >= needs_no_look(*meaning));
            if is_wanted(*meaning) && !named.contains_key(meaning) && !is_sure {
                looked_at.extend(open.iter().map(|one| one.at));
            }
        }
        looked_at.sort_unstable();
        looked_at.dedup();
        let cells = contents.cells(&looked_at);
        Finder { candidates, cells, contents, columns: headers.len() }
    }

    fn candidates(&self, meaning: Meaning) -> impl Iterator<Item = &Candidate> {
        self.candidates.get(&meaning).into_iter().flatten().filter(|one| one.sure >= SURE_ENOUGH)
    }

    /// How well a column fits a meaning, by its header and its cells; `None` where its cells contradict.
    fn score(&self, candidate: &Candidate, meaning: Meaning) -> Option<f64> {
        let sure = f64::from(candidate.sure) + candidate.period;
        let Some(cells) = self.cells.get(&candidate.at) else { return Some(sure) };
        // A header that is sure means pay, even if none of it can be read.
        if cells.contradict(meaning) && !(meaning == Meaning::Salary && candidate.sure >= 80) {
            return None;
        }
        let Some(share) = self.contents.fitting(cells, meaning) else { return Some(sure - FITTING_CELLS) };
        // Such words are about something else as often as not.
        let is_doubtful = candidate.header.weakened || candidate.sure <= 50;
        let least = match meaning {
            Meaning::PayPeriod | Meaning::Months | Meaning::Fte => 0.5,
            Meaning::Country => 0.1,
            Meaning::City | Meaning::Years | Meaning::Level if is_doubtful => f64::MIN_POSITIVE,
            _ => 0.0,
        };
        let is_empty = meaning == Meaning::Salary && cells.filled().is_some_and(|filled| filled < FILLED);
        (share >= least).then_some(if is_empty { sure } else { sure + FITTING_CELLS * share })
    }

    /// The column that fits a meaning best; the first of several.
    fn best(&self, meaning: Meaning) -> Option<usize> {
        self.best_of(meaning, |_| true).map(|(_, at)| at)
    }

    fn best_of(&self, meaning: Meaning, is: impl Fn(&Candidate) -> bool) -> Option<(f64, usize)> {
        let scored = self.candidates(meaning).filter(|one| is(one));
        let scored = scored.filter_map(|one| Some((self.score(one, meaning)?, one.at)));
        scored.reduce(|best, other| if other.0 > best.0 { other } else { best })
    }

    /// The columns of pay: one, or the two ends of a range.
    fn pay(
        &self,
        named: &HashMap<Meaning, usize>,
        salary_wanted: bool,
        high_wanted: bool,
    ) -> (Option<usize>, Option<usize>) {
        let high_named = named.get(&Meaning::SalaryHigh).copied();
        if let Some(salary) = named.get(&Meaning::Salary).copied() {
            let partner = || self.partner(salary).filter(|_| high_wanted);
            return (Some(salary), high_named.or_else(partner));
        }
        if !salary_wanted {
            return (None, None);
        }
        if high_named.is_some() {
            let low = self.best_of(Meaning::Salary, |one| one.header.end == Some(End::Low));
            let low = low.map(|(_, at)| at).or_else(|| self.best(Meaning::Salary));
            return (low.filter(|low| Some(*low) != high_named), high_named);
        }
        let single = self.best_of(Meaning::Salary, |one| one.header.end.is_none() && !one.header.net);
        let pair = if high_wanted { self.best_pair() } else { None };
        match (single, pair) {
            (Some((single, _)), Some((pair, low, high))) if pair > single => (Some(low), Some(high)),
            (None, Some((_, low, high))) => (Some(low), Some(high)),
            (Some((_, at)), _) => (Some(at), None),
            // Pay after tax is not compared; its column is kept, so that each row says so.
            (None, None) => (self.best_of(Meaning::Salary, |one| one.header.end.is_none()).map(|(_, at)| at), None),
        }
    }

    /// The best two columns that are the ends of one range.
    fn best_pair(&self) -> Option<(f64, usize, usize)> {
        let lows = self.candidates(Meaning::Salary).filter(|one| one.header.end == Some(End::Low) && !one.header.net);
        let pairs = lows.filter_map(|low| Some((self.score(low, Meaning::Salary)?, low.at, self.partner(low.at)?)));
        pairs.reduce(|best, other| if other.0 > best.0 { other } else { best })
    }

    /// The column with the high end of a range whose low end is in this one.
    fn partner(&self, low: usize) -> Option<usize> {
        let of = |at: usize| self.candidates.get(&Meaning::Salary)?.iter().find(|one| one.at == at);
        let stem = of(low).filter(|one| one.header.end == Some(End::Low)).map(|one| one.header.stem.as_str())?;
        let highs = self.candidates(Meaning::Salary).filter(|one| one.header.end == Some(End::High));
        highs.filter(|one| one.header.stem == stem).map(|one| one.at).next()
    }

    /// Whether a column says what each amount is for, and not only how often people are paid.
    fn is_what_pay_is_for(&self, at: usize, header_of_pay: &str) -> bool {
        let is_frequency = self.candidates(Meaning::PayPeriod).any(|one| one.at == at && one.header.frequency);
        !is_frequency || pay_header::period_named(header_of_pay).is_none()
    }

    /// Columns with an end of a range of pay.
    fn ends(&self) -> Vec<usize> {
        self.candidates(Meaning::Salary).filter(|one| one.header.end.is_some()).map(|one| one.at).collect()
    }

    /// The columns that come nearest to holding job titles: by their cells, and by their headers.
    fn nearest_roles(&self) -> Vec<usize> {
        let first: Vec<usize> = (0..self.columns.min(LISTED)).collect();
        let cells = self.contents.cells(&first);
        let fitting = |at: usize| cells.get(&at).and_then(|cells| self.contents.fitting(cells, Meaning::Role));
        let by_header = |at: usize| {
            let found = self.candidates.get(&Meaning::Role).into_iter().flatten().find(|one| one.at == at);
            found.map_or(0.0, |one| f64::from(one.sure))
        };
        let scored = first.into_iter().map(|at| (by_header(at) + FITTING_CELLS * fitting(at).unwrap_or(0.0), at));
        let mut scored: Vec<(f64, usize)> = scored.filter(|(score, _)| *score > 5.0).collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0));
        scored.into_iter().take(NEAREST).map(|(_, at)| at).collect()
    }
}

/// The column with this header, as it stands or in another case; or with this number.
fn column_named(headers: &[String], name: &str) -> Result<usize, NoColumn> {
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
            several => return Err(NoColumn::Several { name: wanted.to_owned(), count: several.len() }),
        }
    }
    let number = wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    number
        .filter(|at| *at < headers.len())
        .ok_or_else(|| NoColumn::Unknown { name: wanted.to_owned(), headers: headers.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn the_surest_header_wins_and_the_first_of_equals() {
        let found = Columns::find(&headers("title,job_title,city,location,pay"), |_| Wanted::ByHeader).unwrap();
        assert_eq!((found.role, found.city, found.salary, found.level), (1, Some(2), Some(4), None));
    }

    #[test]
    fn the_caller_names_a_column_by_header_or_number_or_leaves_it_out() {
        let all = headers("a,Role,role,base,city");
        let find = |role: &str| {
            Columns::find(&all, |meaning| match meaning {
                Meaning::Role => Wanted::Named(role.to_owned()),
                Meaning::City => Wanted::None,
                _ => Wanted::ByHeader,
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
        let error = Columns::find(&headers("name,pay"), |_| Wanted::ByHeader).unwrap_err();
        assert_eq!(error.hint(), "name it with --role-column; the file's columns are \"name\", \"pay\"");
    }
}
