//! The pricing options as arguments.

use std::env;

use super::currency::currency;
use super::date::{day, first_of_month};
use super::horizon::check_day;
use super::months::months;
use super::percent::PercentArg;
use super::unit_variables::{CURRENCY_VARIABLE, PERIOD_VARIABLE, periods};
use super::value_list::ValueList;
use crate::answer::Note;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::names::resolve_levels::resolve_segment;
use crate::cli::names::resolve_places::AllowedCities;
use crate::cli::settings::Setting;
use crate::money::{Currency, Decimal, Period, round_places};
use crate::pack::Pack;
use crate::pay::{Pay, PayPeriod};
use crate::pricing::{
    Ageing, AgeingMethod, AgeingRate, DomainYears, Exchange, MatchGrade, Options, Reading, Retention,
    has_percentiles_only, native_currency,
};

/// How to price.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "How to price")]
pub(in crate::cli) struct PricingArgs {
    /// What the published median is: the rate that premiums are added to, or a mean of all cities from which that rate is
    /// computed [default: literal].
    #[arg(long, value_name = "HOW", env = READING_VARIABLE, hide_env_values = true, value_parser = ValueList::new(&Reading::ALL, Reading::as_str).with_help(reading_help))]
    reading: Option<Reading>,
    /// Retention bonus as a percentage of base (10%, 10-15%), or `none` [default: the published bonus for the years or level].
    #[arg(long, value_name = "PERCENT", value_parser = retention)]
    retention: Option<RetentionArg>,
    /// Geographic differential: premium of the city over the reference rate (25%, 20-30%) [default: the published one]. With
    /// it --city may name a city that is not in the pack.
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    city_premium: Option<PercentArg>,
    /// Add the premium for specialists from abroad.
    #[arg(long)]
    foreign_hire: bool,
    /// Part of the market, such as an industry, by name or id [default: all]. Only some packs have such figures.
    #[arg(long, value_name = "NAME")]
    segment: Option<String>,
    /// Refuse roles without a published median of their own: the same as --min-grade A.
    #[arg(long)]
    published_only: bool,
    /// Refuse roles that are priced from another role with a worse match grade than this: A, B, C or D [default: D].
    #[arg(long, value_name = "GRADE", ignore_case = true, conflicts_with = "published_only", value_parser = ValueList::new(&MatchGrade::ALL, MatchGrade::as_str))]
    min_grade: Option<MatchGrade>,
    /// Age the figures to this date, by the growth of pay since they were published: 2026-06-30, 2026-06 (its first day) or
    /// `today`, at most ten years ahead [default: the date of each figure]. Time is counted in whole months, and the remaining
    /// days ÷ 30.4375.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Growth of pay per year for --on: `sector`, `role` (the role's own) or a percentage [default: sector].
    #[arg(long, value_name = "RATE", requires = "on", value_parser = ageing_rate, allow_hyphen_values = true)]
    ageing_rate: Option<AgeingRateArg>,
    /// Growth within a year: `compound`, (1 + rate)^(months ÷ 12), or `simple`, linear between full years [default: compound].
    #[arg(long, value_name = "HOW", requires = "on", value_parser = ValueList::new(&AgeingMethod::ALL, AgeingMethod::as_str))]
    ageing: Option<AgeingMethod>,
    /// Currency of the answer: a code, sign or word (CNY, USD, ¥, RMB, 元) [default: that of the pack].
    #[arg(long, value_name = "CODE", env = CURRENCY_VARIABLE, hide_env_values = true)]
    currency: Option<String>,
    /// Exchange rate: units of --currency for one unit of the pack's currency [default: the rate of the pack].
    #[arg(long, value_name = "RATE", value_parser = exchange_rate)]
    fx: Option<Decimal>,
    /// Whether amounts are per year, per month or per hour [default: year].
    #[arg(long, value_name = "PERIOD", env = PERIOD_VARIABLE, hide_env_values = true, value_parser = periods())]
    period: Option<Period>,
    /// Months paid per year, by which annual pay is divided for --period month, and by which an offer by the month that does not
    /// state them is multiplied; 13 or 14 are usual in some markets [default: 12].
    #[arg(long, value_name = "N", env = MONTHS_VARIABLE, hide_env_values = true, value_parser = months)]
    months: Option<Decimal>,
}

/// The help text of a reading.
fn reading_help(reading: Reading) -> &'static str {
    match reading {
        Reading::Literal => "The median is the rate where no premium applies; premiums are added to it",
        Reading::Calibrated => "The median is the mean of the cities with a known workforce, at the middle level",
    }
}

/// The value of `--retention`.
#[derive(Debug, Clone)]
enum RetentionArg {
    None,
    Given(PercentArg),
}

/// The value of `--ageing-rate`.
#[derive(Debug, Clone)]
enum AgeingRateArg {
    Sector,
    Role,
    Given(PercentArg),
}

fn retention(text: &str) -> Result<RetentionArg, String> {
    if text.trim().eq_ignore_ascii_case("none") {
        return Ok(RetentionArg::None);
    }
    let given: PercentArg = text.parse().map_err(|error| format!("{error}, nor `none`"))?;
    if given.range.low < Decimal::ZERO {
        return Err("a bonus is not below zero".to_owned());
    }
    Ok(RetentionArg::Given(given))
}

fn ageing_rate(text: &str) -> Result<AgeingRateArg, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "sector" => Ok(AgeingRateArg::Sector),
        "role" => Ok(AgeingRateArg::Role),
        _ => {
            let given: PercentArg = text.parse().map_err(|error| format!("{error}, nor `sector` or `role`"))?;
            if given.range.low != given.range.high {
                return Err("give one percentage, not a range".to_owned());
            }
            Ok(AgeingRateArg::Given(given))
        }
    }
}

fn exchange_rate(text: &str) -> Result<Decimal, String> {
    text.trim()
        .parse::<Decimal>()
        .ok()
        .filter(|rate| *rate > Decimal::ZERO)
        .ok_or_else(|| "give a rate above zero, like 7.10".to_owned())
}

impl PricingArgs {
    /// Which names of cities are accepted: any, when `--city-premium` states the differential.
    pub(in crate::cli) fn cities(&self) -> AllowedCities {
        if self.city_premium.is_some() { AllowedCities::Any } else { AllowedCities::Known }
    }

    /// The worst match grade to price, where the caller states one.
    pub(in crate::cli) fn min_grade(&self) -> Option<MatchGrade> {
        if self.published_only { Some(MatchGrade::A) } else { self.min_grade }
    }

    /// The options of the pricing engine. `domain_years` comes from [`Cells`](super::cells::Cells).
    pub(in crate::cli) fn options(
        &self,
        context: &Context,
        domain_years: Option<DomainYears>,
    ) -> Result<Options, Failure> {
        let pack = &context.pack;
        let percentiles_only = has_percentiles_only(pack)?;
        if let Some(option) = self.only_for_medians().next().filter(|_| percentiles_only) {
            return Err(no_percentiles(option));
        }
        let ageing = self.on.as_deref().map(|day| self.ageing(context, day)).transpose()?;
        let settings = &context.settings;
        let currency = match (&self.currency, &settings.currency) {
            (Some(text), _) => Some(currency(pack, "--currency", text)?),
            (None, Some(set)) => Some(set.currency(pack)?),
            (None, None) => None,
        };
        if self.fx.is_some() && currency.is_none() {
            return Err(Failure::usage("--fx needs a currency").hint("add it, as in --currency CNY --fx 7.10"));
        }
        if self.fx.is_some() && currency == native_currency(pack)? {
            return Err(Failure::usage("--fx changes nothing: --currency is the currency of the pack itself")
                .hint("give --currency the other currency of the rate, such as --currency CNY --fx 7.10"));
        }
        Ok(Options {
            // Without medians a variable or a setting for all commands has nothing to read.
            reading: self.reading.or(value_of(&settings.reading)).filter(|_| !percentiles_only).unwrap_or_default(),
            retention: match &self.retention {
                None => Retention::Published,
                Some(RetentionArg::None) => Retention::None,
                Some(RetentionArg::Given(given)) => Retention::Given(given.range),
            },
            city_premium: self.city_premium.as_ref().map(|given| given.range),
            foreign_hire: self.foreign_hire,
            domain_years,
            ageing,
            currency,
            fx: self.fx,
            period: self.period_or_setting(context).unwrap_or_default(),
            months: self.months.or(value_of(&settings.months)),
            segment: self.segment.as_deref().map(|name| resolve_segment(pack, name)).transpose()?,
            by_covered_job: Vec::new(),
            min_grade: self.min_grade(),
        })
    }

    fn period_or_setting(&self, context: &Context) -> Option<Period> {
        self.period.or(value_of(&context.settings.period))
    }

    fn ageing(&self, context: &Context, text: &str) -> Result<Ageing, Failure> {
        let on = day(context, "--on", text)?;
        let of_cells = context.pack.first_cell()?.map(|cell| cell.effective);
        let medians = context.pack.salaries()?.iter().map(|salary| salary.effective);
        if let Some(figures) = medians.chain(of_cells).max() {
            check_day("--on", on, figures)?;
        }
        Ok(Ageing {
            on,
            method: self.ageing.unwrap_or_default(),
            rate: match &self.ageing_rate {
                None | Some(AgeingRateArg::Sector) => AgeingRate::Sector,
                Some(AgeingRateArg::Role) => AgeingRate::Role,
                Some(AgeingRateArg::Given(given)) => AgeingRate::Given(given.range.low),
            },
        })
    }

    /// The options on the command line that change prices from medians alone.
    fn only_for_medians(&self) -> impl Iterator<Item = &'static str> {
        // A variable applies to every command and need not matter to this one.
        let reading = self.reading.is_some() && env::var_os(READING_VARIABLE).is_none();
        let given = [
            ("--reading", reading),
            ("--retention", self.retention.is_some()),
            ("--city-premium", self.city_premium.is_some()),
            ("--foreign-hire", self.foreign_hire),
        ];
        given.into_iter().filter(|(_, is_given)| *is_given).map(|(option, _)| option)
    }

    /// The same options with the unit of `pay` where no other is given: its currency, months if it is paid by the month or
    /// half-month, and hours if it is paid by the hour.
    pub(in crate::cli) fn in_unit_of(&self, context: &Context, pay: &Pay, options: Options) -> Options {
        let period = match (self.period_or_setting(context), pay.period) {
            (None, PayPeriod::Month | PayPeriod::HalfMonth) => Period::Month,
            (None, PayPeriod::Hour) => Period::Hour,
            _ => options.period,
        };
        Options { currency: options.currency.or(Some(pay.currency)), period, ..options }
    }

    /// The first option that is given on the command line, of those that a variable can set too.
    pub(in crate::cli) fn first_given(&self, is_set: impl Fn(&str) -> bool) -> Option<&'static str> {
        let given = [
            ("--reading", READING_VARIABLE, self.reading.is_some()),
            ("--currency", CURRENCY_VARIABLE, self.currency.is_some()),
            ("--period", PERIOD_VARIABLE, self.period.is_some()),
            ("--months", MONTHS_VARIABLE, self.months.is_some()),
        ];
        given.into_iter().find(|(_, variable, given)| *given && !is_set(variable)).map(|(option, ..)| option)
    }

    /// Warnings about values that are valid but unlikely. `uses_months` tells that the months paid a year count whatever the
    /// period.
    pub(in crate::cli) fn warnings(
        &self,
        pack: &Pack,
        options: &Options,
        uses_months: bool,
    ) -> Result<Vec<Note>, Failure> {
        let retention = match &self.retention {
            Some(RetentionArg::Given(given)) => Some(("--retention", given)),
            _ => None,
        };
        let ageing = match &self.ageing_rate {
            Some(AgeingRateArg::Given(given)) => Some(("--ageing-rate", given)),
            _ => None,
        };
        let premium = self.city_premium.as_ref().map(|given| ("--city-premium", given));
        let percentages = [retention, premium, ageing].into_iter().flatten();
        let mut notes: Vec<Note> = percentages.filter_map(|(flag, given)| given.fraction_warning(flag)).collect();
        if pack.has_market_cells()? {
            notes.extend(self.only_for_medians().map(|option| {
                Note::warning(format!("{option} changes no price that is made of published percentiles"))
            }));
        }
        notes.extend(fx_warning(pack, options)?);
        // A variable applies to every command and need not matter to this one.
        let months = self
            .months
            .filter(|_| !uses_months && options.period == Period::Year && env::var_os(MONTHS_VARIABLE).is_none());
        notes.extend(months.map(|months| {
            Note::warning(format!("--months {} changes nothing without --period month", months.normalize()))
        }));
        notes.extend(self.on.as_deref().and_then(first_of_month).map(|day| {
            Note::warning(format!("--on \"{}\" is read as {day}", self.on.as_deref().unwrap_or_default().trim()))
        }));
        Ok(notes)
    }
}

/// The error for an option that does not apply to a pack of percentiles.
pub(in crate::cli) fn no_percentiles(option: &str) -> Failure {
    Failure::usage(format!("{option} does not apply: the pack publishes percentiles of pay, to which nothing is added"))
        .hint(format!("leave {option} out"))
}

/// The value of a setting of the configuration file.
fn value_of<T: Copy>(setting: &Option<Setting<T>>) -> Option<T> {
    setting.as_ref().map(|set| set.value)
}

/// Prints warnings on standard error, for output that cannot hold notes.
pub(in crate::cli) fn print_warnings(context: &Context, warnings: &[Note]) {
    for warning in warnings {
        let text = warning.text_with_advice();
        context.console.message(&format!("warning: {}", context.pack_options.in_commands(&text)));
    }
}

/// The variable that sets `--reading` for every command.
const READING_VARIABLE: &str = "PAYBAND_READING";

/// The variable that sets `--months` for every command.
const MONTHS_VARIABLE: &str = "PAYBAND_MONTHS";

/// A warning when `--fx` is more than three times the rate of the pack, or less than a third of it.
fn fx_warning(pack: &Pack, options: &Options) -> Result<Option<Note>, Failure> {
    let (Some(given), Some(to), Some(from)) = (options.fx, options.currency, native_currency(pack)?) else {
        return Ok(None);
    };
    // Without a rate in the pack there is nothing to compare with.
    let Ok((rate, _)) = Exchange::new(pack)?.convert(Decimal::ONE, from, to) else { return Ok(None) };
    let is_far = |given: Decimal| {
        let (more, less) = (given.checked_div(rate), rate.checked_div(given));
        [more, less].into_iter().any(|ratio| ratio.is_none_or(|ratio| ratio > Decimal::from(3)))
    };
    if !is_far(given) {
        return Ok(None);
    }
    let written = round_places(rate, 4).normalize();
    let inverse = Decimal::ONE.checked_div(given).filter(|inverse| !is_far(*inverse));
    let given = given.normalize();
    let far = if given > rate { "more than 3 times" } else { "less than a third of" };
    Ok(Some(match inverse {
        Some(_) => Note::warning(format!("--fx {given} looks inverted: the pack has {written} {to} for 1 {from}")),
        None => Note::warning(format!("--fx {given} is {far} the pack's {written} {to} for 1 {from}")),
    }))
}

/// The options per year, once for each currency: the pack's own, that of the options, then those that the pack has rates for.
pub(in crate::cli) fn in_each_currency(context: &Context, options: &Options) -> Result<Vec<Options>, Failure> {
    let mut currencies: Vec<Currency> = native_currency(&context.pack)?.into_iter().collect();
    let rates = context.pack.fx()?.iter().flat_map(|rate| [rate.base, rate.quote]);
    for currency in options.currency.into_iter().chain(rates) {
        if !currencies.contains(&currency) {
            currencies.push(currency);
        }
    }
    let options = currencies.into_iter().map(|currency| {
        // `--fx` converts to `--currency` only.
        let fx = options.fx.filter(|_| Some(currency) == options.currency);
        Options { currency: Some(currency), fx, period: Period::Year, ..options.clone() }
    });
    Ok(options.collect())
}
