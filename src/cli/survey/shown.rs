//! What `survey` shows of its groups: rounded or not, some of them or all, and how the figures are made.

use jiff::civil::Date;

use super::plan_year::AGEING_DATE;
use crate::answer::Answer;
use crate::cli::args::date::day;
use crate::cli::args::unit_variables::{period_of_variable, periods};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::money::{Decimal, Period};
use crate::names::{Lexicon, NameWords, Places, Titles};
use crate::pack::{DataError, Pack};
use crate::pay::Conventions;
use crate::payroll::FilePricer;
use crate::pricing::{Options, Pricer};
use crate::survey::{Dimension, Survey, SurveyOptions, SurveyedGroup};
use crate::views::{self, SurveyAbout};

/// What is shown of the groups.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The survey")]
pub(super) struct ShownArgs {
    /// Day for which the pay holds, where rows have no dates to bring to --on [default: none].
    #[arg(long, value_name = "DATE", conflicts_with = AGEING_DATE)]
    effective: Option<String>,
    /// Whether amounts are per year, per month or per hour; a pack has them per year [env: PAYBAND_PERIOD] [default: year].
    #[arg(long, value_name = "PERIOD", value_parser = periods())]
    period: Option<Period>,
    /// Round amounts to so many significant digits, and numbers of people, rows and organisations to multiples of five, for a
    /// table that is passed on; 3 is usual. Not with --to-pack or --explain, which need exact numbers [default: exact].
    // An earlier pack is compared by its exact numbers of people. Steps state the ranks of exact numbers.
    #[arg(long, value_name = "DIGITS", value_parser = clap::value_parser!(u32).range(2..=9), conflicts_with_all = ["to_pack", "explain"])]
    round: Option<u32>,
    /// Print only groups with this role, city, level, organisation or text of a column, by name or id; repeated: with all of
    /// them. Notes are about all groups [default: every group].
    #[arg(long, value_name = "NAME")]
    group: Vec<String>,
    /// Show how the figures of each group are made, step by step.
    #[arg(long, help_heading = "Output options")]
    explain: bool,
}

impl ShownArgs {
    /// The day that is given for the pay.
    pub(super) fn effective(&self, context: &Context) -> Result<Option<Date>, Failure> {
        self.effective.as_deref().map(|text| day(context, "--effective", text)).transpose()
    }

    /// The period of the amounts.
    ///
    /// # Errors
    /// A wrong usage if `PAYBAND_PERIOD` names none.
    pub(super) fn period(&self, context: &Context) -> Result<Period, Failure> {
        let setting = context.settings.period.as_ref().map(|set| set.value);
        let chosen = match self.period {
            Some(period) => Some(period),
            None => period_of_variable()?,
        };
        Ok(chosen.or(setting).unwrap_or_default())
    }

    /// Brings what is shown to this period and to the digits that are asked for. `conventions` are those by which pay was read.
    pub(super) fn shape(
        &self,
        context: &Context,
        survey: &mut Survey,
        period: Period,
        conventions: &Conventions,
    ) -> Result<(), Failure> {
        // Base salary is that of 12 months, however many are paid.
        let further_months = conventions.element.includes_further_months();
        let months = if further_months { conventions.months_per_year } else { Decimal::from(12) };
        let unit = Options { period, months: Some(months), ..Options::default() };
        survey.in_period(period, Pricer::new(&context.pack, unit)?.periods_a_year())?;
        if let Some(digits) = self.round {
            survey.round(digits);
        }
        Ok(())
    }

    /// The answer with the groups that are asked for. All groups have decided what is shown.
    pub(super) fn answer(
        &self,
        pricer: &FilePricer<'_>,
        survey: &Survey,
        options: &SurveyOptions,
        about: &SurveyAbout,
    ) -> Result<Answer, Failure> {
        let pack = pricer.pack();
        let named = self.group.iter().map(|name| NamedValue::of(pack, name)).collect::<Result<Vec<_>, _>>()?;
        let has_all = |group: &&SurveyedGroup| named.iter().all(|value| value.is_of(group, options));
        let groups: Vec<&SurveyedGroup> = survey.groups.iter().filter(has_all).collect();
        if groups.is_empty() && !self.group.is_empty() {
            let names = self.group.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" and ");
            return Err(Failure::failed(anyhow::anyhow!("no group has {names}"))
                .hint("leave --group out for a list of the groups"));
        }
        Ok(if self.explain {
            views::explain_survey(pack, survey, &groups, options, about, &pricer.conventions())?
        } else {
            views::survey(pack, survey, &groups, options, about)?
        })
    }
}

/// What a name means in each dimension.
struct NamedValue {
    text: String,
    role: Option<String>,
    city: Option<String>,
    level: Option<String>,
}

impl NamedValue {
    fn of(pack: &Pack, name: &str) -> Result<Self, DataError> {
        let words = NameWords::default();
        let role = Titles::new(pack, &words).resolve(name)?.ok().map(|found| found.role);
        let city = Places::new(pack, &words)?.resolve(name)?.ok().map(|(id, _)| id.to_owned());
        let level = Lexicon::levels(pack)?.resolve(name).ok().map(|(id, _)| id.to_owned());
        Ok(NamedValue { text: name.trim().to_owned(), role, city, level })
    }

    /// Whether a group has the value in one of its dimensions.
    fn is_of(&self, group: &SurveyedGroup, options: &SurveyOptions) -> bool {
        options.by.iter().zip(&group.key).any(|(dimension, value)| match dimension {
            Dimension::Role => self.role.as_deref() == Some(value),
            Dimension::City => self.city.as_deref() == Some(value),
            Dimension::Level => self.level.as_deref() == Some(value),
            Dimension::Organisation | Dimension::Column { .. } => self.text.to_lowercase() == value.to_lowercase(),
        })
    }
}
