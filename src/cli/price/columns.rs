//! Which column of the file means what.

use crate::cli::failure::Failure;
use crate::payroll::{Columns, Meaning, Wanted};

/// Which column means what.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Columns of the file (a header, a number from 1, or `none`)")]
pub(super) struct ColumnArgs {
    /// Column with job titles [default: found by its header].
    #[arg(long, value_name = "COLUMN")]
    role_column: Option<String>,
    /// Column with cities; without any, the reference rate is used.
    #[arg(long, value_name = "COLUMN")]
    city_column: Option<String>,
    /// Column with levels; without any, the title or the years decide.
    #[arg(long, value_name = "COLUMN")]
    level_column: Option<String>,
    /// Column with years of experience, which decide the level where none is stated, and the retention bonus.
    #[arg(long, value_name = "COLUMN")]
    years_column: Option<String>,
    /// Column with pay, as people write it.
    #[arg(long, value_name = "COLUMN")]
    salary_column: Option<String>,
    /// Column with the currency of the pay.
    #[arg(long, value_name = "COLUMN")]
    currency_column: Option<String>,
}

impl ColumnArgs {
    /// The columns of a file with these headers, as named here or found.
    pub(super) fn found(&self, headers: &[String], name: &str) -> Result<Columns, Failure> {
        let wanted = |meaning: Meaning| {
            let given = match meaning {
                Meaning::Role => &self.role_column,
                Meaning::City => &self.city_column,
                Meaning::Level => &self.level_column,
                Meaning::Years => &self.years_column,
                Meaning::Salary => &self.salary_column,
                Meaning::Currency => &self.currency_column,
            };
            match given {
                None => Wanted::ByHeader,
                Some(column) if column.trim().eq_ignore_ascii_case("none") => Wanted::None,
                Some(column) => Wanted::Named(column.clone()),
            }
        };
        Columns::find(headers, wanted).map_err(|error| {
            let hint = error.hint();
            Failure::failed(error).context(format!("{name} cannot be priced")).hint(hint)
        })
    }
}
