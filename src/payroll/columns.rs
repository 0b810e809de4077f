//! Which column of a file means what: found by its header, or named by the caller.

use super::headers::{Meaning, PayHints, pay_hints};

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
    /// No header means a role.
    #[error("no column with job titles was found")]
    NoRole {
        /// The headers.
        headers: Vec<String>,
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

impl NoColumn {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        let list = |headers: &[String]| {
            let quoted: Vec<String> = headers.iter().take(LISTED).map(|header| format!("\"{header}\"")).collect();
            let more = headers.len().saturating_sub(LISTED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("the file's columns are {}{more}", quoted.join(", "))
        };
        match self {
            NoColumn::NoRole { headers } => format!("name it with --role-column; {}", list(headers)),
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
    /// Pay.
    pub salary: Option<usize>,
    /// The currency of the pay.
    pub currency: Option<usize>,
    pub(super) hints: PayHints,
}

impl Columns {
    /// Finds the columns. `wanted` says what the caller knows of each meaning.
    ///
    /// # Errors
    /// [`NoColumn`] when there is no role, or a column that was asked for is not there.
    pub fn find(headers: &[String], wanted: impl Fn(Meaning) -> Wanted) -> Result<Self, NoColumn> {
        let find = |meaning: Meaning| match wanted(meaning) {
            Wanted::None => Ok(None),
            Wanted::Named(name) => named(headers, &name).map(Some),
            Wanted::ByHeader => Ok(by_header(headers, meaning)),
        };
        let role = find(Meaning::Role)?.ok_or_else(|| NoColumn::NoRole { headers: headers.to_vec() })?;
        let salary = find(Meaning::Salary)?;
        let hints = salary.and_then(|at| headers.get(at)).map(|header| pay_hints(header)).unwrap_or_default();
        Ok(Columns {
            role,
            city: find(Meaning::City)?,
            level: find(Meaning::Level)?,
            years: find(Meaning::Years)?,
            salary,
            currency: find(Meaning::Currency)?.filter(|_| salary.is_some()),
            hints,
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
            Meaning::Currency => self.currency,
        }
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

    /// The currency that the header of the pay column names.
    #[must_use]
    pub fn stated_currency(&self) -> Option<crate::money::Currency> {
        self.hints.currency
    }

    /// The span of time that the header of the pay column names.
    #[must_use]
    pub fn stated_period(&self) -> Option<crate::pay::PayPeriod> {
        self.hints.period
    }
}

/// The column whose header means this most surely; the first of several.
fn by_header(headers: &[String], meaning: Meaning) -> Option<usize> {
    let ranked = headers.iter().enumerate().filter_map(|(at, header)| Some((meaning.rank(header)?, at)));
    ranked.min().map(|(_, at)| at)
}

/// The column with this header, as it stands or in another case; or with this number.
fn named(headers: &[String], name: &str) -> Result<usize, NoColumn> {
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
