//! The columns of a file: as options name them, or found by headers and cells.

use super::reading::ChosenElement;
use crate::cli::args::value_list::ValueList;
use crate::cli::failure::Failure;
use crate::names::TitleIndex;
use crate::pay::{Bonus, PayElement};
use crate::payroll::appended_columns;
use crate::people::{
    BonusUnit, ColumnChoice, ColumnMeaning, ColumnSamples, Columns, later_header_line, looks_like_header,
    mentions_bonus,
};
use crate::shell::shell_quoted;
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
    /// Column with the states of the cities, in a pack with states.
    #[arg(long, value_name = "COLUMN")]
    state_column: Option<String>,
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
    /// Column with the country, by which the currency of pay is recognised, and in a pack with states the place.
    #[arg(long, value_name = "COLUMN")]
    country_column: Option<String>,
    /// Column with the bonus of a year, for --pay-element target-cash or total-cash: amounts, or percentages or shares of base salary.
    #[arg(long, value_name = "COLUMN")]
    bonus_column: Option<String>,
    /// What numbers in the column of bonuses are [default: by its header and its cells].
    #[arg(long, value_name = "UNIT", value_parser = ValueList::new(&BonusUnit::GIVEN, BonusUnit::as_str))]
    bonus_unit: Option<BonusUnit>,
}

impl ColumnArgs {
    /// How the column of a meaning is chosen, where pay of this element is read.
    pub(in crate::cli) fn choice(&self, meaning: ColumnMeaning, element: PayElement) -> ColumnChoice {
        let given = match meaning {
            ColumnMeaning::Role => &self.role_column,
            ColumnMeaning::City => &self.city_column,
            ColumnMeaning::State => &self.state_column,
            ColumnMeaning::Level => &self.level_column,
            ColumnMeaning::Years => &self.years_column,
            ColumnMeaning::Salary => &self.salary_column,
            ColumnMeaning::SalaryHigh => &self.salary_high_column,
            ColumnMeaning::Currency => &self.currency_column,
            ColumnMeaning::PayPeriod => &self.pay_period_column,
            ColumnMeaning::Months => &self.months_column,
            ColumnMeaning::Fte => &self.fte_column,
            ColumnMeaning::Country => &self.country_column,
            ColumnMeaning::Bonus(bonus) if element.bonus() == Some(bonus) => &self.bonus_column,
            ColumnMeaning::Bonus(_) => return ColumnChoice::Unused,
        };
        match given {
            // Rows without cities have no states either, unless the user names their column.
            None if meaning == ColumnMeaning::State && is_none(self.city_column.as_deref()) => ColumnChoice::Unused,
            None => ColumnChoice::Detected,
            Some(column) if is_none(Some(column.as_str())) => ColumnChoice::Unused,
            Some(column) => ColumnChoice::Named(column.clone()),
        }
    }

    /// The columns of a file, as these options name them, or found by their headers and cells.
    ///
    /// # Errors
    /// A failure with the message `context` when a column is missing that pay of this element needs.
    pub(in crate::cli) fn find(
        &self,
        file: &Input<'_>,
        titles: &TitleIndex<'_>,
        chosen: ChosenElement,
        context: &str,
    ) -> Result<Columns, Failure> {
        if self.state_column.is_some() && !titles.places().has_states() {
            return Err(Failure::usage("the places of the pack are in no states").hint("leave --state-column out"));
        }
        let samples = ColumnSamples::of(file, titles);
        let choice = |meaning| self.choice(meaning, chosen.element);
        let headers = file.header().names();
        let appended = appended_columns(headers);
        let columns = Columns::find_with_samples(headers, &samples, &appended, choice).map_err(|error| {
            let hint = match later_header_line(file) {
                Some(line) => skipping(line),
                None => error.hint(),
            };
            Failure::failed(error).context(context.to_owned()).hint(hint)
        })?;
        self.with_bonus(columns, headers, chosen).map_err(|failure| failure.context(context.to_owned()))
    }

    /// Refuses the options for bonuses in a file without pay.
    ///
    /// # Errors
    /// When one is given.
    pub(in crate::cli) fn refuse_bonus(&self) -> Result<(), Failure> {
        match self.given_bonus_option() {
            Some(option) => Err(Failure::usage(format!("{option} goes with pay, and only places are read"))
                .hint(format!("leave {option} out"))),
            None => Ok(()),
        }
    }

    fn given_bonus_option(&self) -> Option<&'static str> {
        let given = [("--bonus-column", self.bonus_column.is_some()), ("--bonus-unit", self.bonus_unit.is_some())];
        given.into_iter().find(|(_, is_given)| *is_given).map(|(option, _)| option)
    }

    /// The columns with the unit of bonuses, where the element includes one.
    ///
    /// # Errors
    /// When there is no column of bonuses in a file with pay, or its numbers may be amounts, percentages or shares.
    pub(in crate::cli) fn with_bonus(
        &self,
        mut columns: Columns,
        headers: &[String],
        chosen: ChosenElement,
    ) -> Result<Columns, Failure> {
        let Some(bonus) = chosen.element.bonus() else {
            return match self.given_bonus_option() {
                Some(option) => Err(Failure::usage(format!("{option} without an element of pay that has a bonus"))
                    .hint("add --pay-element target-cash or total-cash")),
                None => Ok(columns),
            };
        };
        let Some(at) = columns.bonus else {
            return match columns.salary {
                Some(_) => Err(no_bonus_column(headers, chosen, bonus)),
                None => Ok(columns),
            };
        };
        columns.bonus_unit = self.bonus_unit.unwrap_or(columns.bonus_unit);
        if columns.bonus_unit == BonusUnit::Unclear {
            let column = column_name(headers, at);
            return Err(Failure::failed(anyhow::anyhow!(
                "the numbers in {column} may be amounts, percentages or shares"
            ))
            .hint("say which with --bonus-unit: percent (15), share (0.15) or amount"));
        }
        Ok(columns)
    }
}

/// Whether the value of an option for a column says that the file has none.
pub(in crate::cli) fn is_none(column: Option<&str>) -> bool {
    column.is_some_and(|column| column.trim().eq_ignore_ascii_case("none"))
}

/// What is assumed about the numbers of a column of bonuses, because of their size.
pub(in crate::cli) fn bonus_unit_note(columns: &Columns, headers: &[String]) -> Option<String> {
    let column = column_name(headers, columns.bonus?);
    match columns.bonus_unit {
        BonusUnit::AmountBySize => {
            Some(format!("numbers in {column} are read as amounts, because of their size; --bonus-unit changes it"))
        }
        BonusUnit::ShareBySize => Some(format!(
            "numbers in {column} are read as shares of base salary (0.15 is 15 %), because of their size; 0.15% states less"
        )),
        BonusUnit::Amount | BonusUnit::Percent | BonusUnit::Share | BonusUnit::Unclear => None,
    }
}

/// The failure where pay of this element is compared, and no column with its bonus is found.
fn no_bonus_column(headers: &[String], chosen: ChosenElement, bonus: Bonus) -> Failure {
    let words = match bonus {
        Bonus::Target => "target bonuses",
        Bonus::Paid => "bonuses paid",
    };
    let missing = format!("no column with {words} was found");
    let near = headers.iter().find(|header| mentions_bonus(header));
    let name_it = match near {
        Some(near) => {
            let quoted = shell_quoted(near);
            format!("there is a column \"{near}\"; name it with --bonus-column {quoted} if it holds {words}")
        }
        None => "name it with --bonus-column".to_owned(),
    };
    if !chosen.is_of_pack {
        return Failure::failed(anyhow::anyhow!(missing)).hint(name_it);
    }
    let base = format!("--pay-element {} reads base salary all the same", PayElement::Base.id());
    Failure::failed(anyhow::anyhow!("the pay of the pack is {}, and {missing}", chosen.element.as_str()))
        .hint(format!("{name_it}; {base}"))
}

/// The note about a column of levels that is not used.
pub(in crate::cli) fn unknown_levels_note(columns: &Columns, headers: &[String]) -> Option<String> {
    let at = columns.unknown_levels?;
    let (column, argument) = (column_name(headers, at), column_argument(headers, at));
    Some(format!(
        "{column} names no level that is known, and is not used: titles, years or the default decide; --level-column {argument} uses it"
    ))
}

/// The advice about a line that looks like the header, and is not the first.
pub(in crate::cli) fn skipping(line: u64) -> String {
    let before = line - 1;
    let lines = if before == 1 { "line" } else { "lines" };
    format!("line {line} looks like the header; --skip {before} leaves out the {lines} before it")
}

/// Which column each meaning has: `role from "Title"`.
pub(in crate::cli) fn found_columns(columns: &Columns, headers: &[String]) -> Vec<String> {
    let found = ColumnMeaning::ALL.into_iter().filter_map(|meaning| Some((meaning, columns.of(meaning)?)));
    found
        .map(|(meaning, at)| {
            let first = columns.rate_type.filter(|_| meaning == ColumnMeaning::PayPeriod);
            let first = first.map(|at| format!("{}, or else ", column_name(headers, at))).unwrap_or_default();
            let other = columns.other_pay.filter(|_| meaning == ColumnMeaning::Salary);
            let other =
                other.map(|other| format!(", or else {}", column_name(headers, other.column))).unwrap_or_default();
            format!("{} from {first}{}{other}", meaning.as_str(), column_name(headers, at))
        })
        .collect()
}

/// What options call a column, counted from 0: its header in quotes of the shell, or its number where the first row may be data.
pub(in crate::cli) fn column_argument(headers: &[String], at: usize) -> String {
    match headers.get(at).filter(|_| looks_like_header(headers)) {
        Some(header) => shell_quoted(header),
        None => (at + 1).to_string(),
    }
}

/// What messages call a column, counted from 0: its header, or its number where the first row may be data.
pub(in crate::cli) fn column_name(headers: &[String], at: usize) -> String {
    match headers.get(at).filter(|_| looks_like_header(headers)) {
        Some(header) => format!("\"{header}\""),
        None => format!("column {}", at + 1),
    }
}
