//! The columns of a file: as options name them, or found by headers and cells.

use crate::cli::failure::Failure;
use crate::names::TitleIndex;
use crate::people::{ColumnChoice, ColumnMeaning, ColumnSamples, Columns, later_header_line, looks_like_header};
use crate::tabular::Input;

/// The options that name columns.
#[derive(Debug, clap::Args)]
#[command(
    next_help_heading = "Columns of the file: a header, a number from 1, or `none` [default: found by headers and cells]"
)]
pub(in crate::cli) struct ColumnArgs {
    /// Column with job titles.
    #[arg(long, value_name = "COLUMN")]
    role_column: Option<String>,
    /// Column with cities; without one, the reference rate is used, to which no premium is added.
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
    /// How the column of a meaning is chosen.
    pub(in crate::cli) fn choice(&self, meaning: ColumnMeaning) -> ColumnChoice {
        let given = match meaning {
            ColumnMeaning::Role => &self.role_column,
            ColumnMeaning::City => &self.city_column,
            ColumnMeaning::Level => &self.level_column,
            ColumnMeaning::Years => &self.years_column,
            ColumnMeaning::Salary => &self.salary_column,
            ColumnMeaning::SalaryHigh => &self.salary_high_column,
            ColumnMeaning::Currency => &self.currency_column,
            ColumnMeaning::PayPeriod => &self.pay_period_column,
            ColumnMeaning::Months => &self.months_column,
            ColumnMeaning::Fte => &self.fte_column,
            ColumnMeaning::Country => &self.country_column,
        };
        match given {
            None => ColumnChoice::Detected,
            Some(column) if column.trim().eq_ignore_ascii_case("none") => ColumnChoice::Unused,
            Some(column) => ColumnChoice::Named(column.clone()),
        }
    }

    /// The columns of a file, as these options name them, or found by their headers and cells.
    ///
    /// # Errors
    /// A failure with the message `context` when a column is missing.
    pub(in crate::cli) fn find(
        &self,
        file: &Input<'_>,
        titles: &TitleIndex<'_>,
        context: &str,
    ) -> Result<Columns, Failure> {
        let samples = ColumnSamples::of(file, titles);
        let choice = |meaning| self.choice(meaning);
        Columns::find_with_samples(file.header().names(), &samples, choice).map_err(|error| {
            let hint = match later_header_line(file) {
                Some(line) => skipping(line),
                None => error.hint(),
            };
            Failure::failed(error).context(context.to_owned()).hint(hint)
        })
    }
}

/// The advice about a line that looks like the header, and is not the first.
pub(in crate::cli) fn skipping(line: u64) -> String {
    let before = line - 1;
    let lines = if before == 1 { "line" } else { "lines" };
    format!("line {line} looks like the header; --skip {before} leaves out the {lines} before it")
}

/// What messages call a column, counted from 0: its header, or its number where the first row may be data.
pub(in crate::cli) fn column_name(headers: &[String], at: usize) -> String {
    match headers.get(at).filter(|_| looks_like_header(headers)) {
        Some(header) => format!("\"{header}\""),
        None => format!("column {}", at + 1),
    }
}
