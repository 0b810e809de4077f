//! Which column of the file means what.

use crate::cli::failure::Failure;
use crate::names::TitleIndex;
use crate::payroll::{Columns, Contents, Meaning, Wanted};
use crate::tabular::Input;

/// Which column means what.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Columns of the file (a header, a number from 1, or `none`)")]
pub(super) struct ColumnArgs {
    /// Column with job titles [default: found by its header].
    #[arg(long, value_name = "COLUMN")]
    role_column: Option<String>,
    /// Column with cities; without one, the reference rate is used, that of a second-tier city.
    #[arg(long, value_name = "COLUMN")]
    city_column: Option<String>,
    /// Column with levels; without one, the title or the years decide.
    #[arg(long, value_name = "COLUMN")]
    level_column: Option<String>,
    /// Column with years of experience; they decide the retention bonus, and the level of rows that state none.
    #[arg(long, value_name = "COLUMN")]
    years_column: Option<String>,
    /// Column with pay: numbers, or texts such as 35k/month.
    #[arg(long, value_name = "COLUMN")]
    salary_column: Option<String>,
    /// Column with the high end of pay, if --salary-column holds the low end.
    #[arg(long, value_name = "COLUMN")]
    salary_high_column: Option<String>,
    /// Column with the currency of the pay.
    #[arg(long, value_name = "COLUMN")]
    currency_column: Option<String>,
    /// Column with the period that pay is for: year, month, hour.
    #[arg(long, value_name = "COLUMN")]
    pay_period_column: Option<String>,
    /// Column with the number of months paid per year.
    #[arg(long, value_name = "COLUMN")]
    months_column: Option<String>,
    /// Column with the share of full time; pay is divided by it, to compare full-time pay.
    #[arg(long, value_name = "COLUMN")]
    fte_column: Option<String>,
    /// Column with the country, by which the currency of pay is recognised.
    #[arg(long, value_name = "COLUMN")]
    country_column: Option<String>,
}

impl ColumnArgs {
    /// What is said of the column of a meaning.
    pub(super) fn wanted(&self, meaning: Meaning) -> Wanted {
        let given = match meaning {
            Meaning::Role => &self.role_column,
            Meaning::City => &self.city_column,
            Meaning::Level => &self.level_column,
            Meaning::Years => &self.years_column,
            Meaning::Salary => &self.salary_column,
            Meaning::SalaryHigh => &self.salary_high_column,
            Meaning::Currency => &self.currency_column,
            Meaning::PayPeriod => &self.pay_period_column,
            Meaning::Months => &self.months_column,
            Meaning::Fte => &self.fte_column,
            Meaning::Country => &self.country_column,
        };
        match given {
            None => Wanted::ByHeader,
            Some(column) if column.trim().eq_ignore_ascii_case("none") => Wanted::None,
            Some(column) => Wanted::Named(column.clone()),
        }
    }

    /// The columns of a file, as named here or found by their headers and cells.
    pub(super) fn found(&self, file: &Input<'_>, titles: &TitleIndex<'_>, name: &str) -> Result<Columns, Failure> {
        let wanted = |meaning| self.wanted(meaning);
        Columns::choose(file.header().names(), &Contents::of(file, titles), wanted).map_err(|error| {
            let hint = error.hint();
            Failure::failed(error).context(format!("{name} cannot be priced")).hint(hint)
        })
    }
}
