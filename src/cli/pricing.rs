//! How to price: the options of the engine as arguments.

use clap::ValueEnum;
use jiff::civil::Date;

use super::Context;
use super::failure::Failure;
use super::resolve::Cities;
use crate::answer::Note;
use crate::money::{Currency, Decimal, PercentRange, Period};
use crate::pack::{Pack, convention};
use crate::pay::{Conventions, PayElement};
use crate::pricing::native_currency;
use crate::pricing::{
    Ageing, AgeingMethod, AgeingRate, Cell, Options, Pricer, PricingError, Quote, Reading, Retention,
};

/// How to price.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "How to price")]
pub(super) struct PricingArgs {
    /// How the published median is read: premiums on top of it, or a national mean to solve the reference rate from.
    #[arg(long, value_name = "HOW", env = "PAYBAND_READING", hide_env_values = true)]
    reading: Option<ReadingArg>,
    /// Retention bonus as a percentage of base (10%, 10-15%), or `none` [default: the published rule].
    #[arg(long, value_name = "PERCENT", value_parser = retention)]
    retention: Option<Retention>,
    /// Geographic differential instead of the published one (25%, 20-30%).
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    city_premium: Option<PercentRange>,
    /// Add the premium for returning or foreign specialists.
    #[arg(long)]
    foreign_hire: bool,
    /// Refuse roles without a published median of their own.
    #[arg(long)]
    pub(super) published_only: bool,
    /// Age the figures to this date (2026-06-30, or `today`).
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Rate of ageing a year: the sector's, the role's own growth, or a percentage [default: sector].
    #[arg(long, value_name = "RATE", requires = "on", value_parser = ageing_rate, allow_hyphen_values = true)]
    ageing_rate: Option<AgeingRate>,
    /// How growth adds up: compound, or linear within a year [default: compound].
    #[arg(long, value_name = "HOW", requires = "on")]
    ageing: Option<AgeingArg>,
    /// Currency of the answer, at the pack's dated rate (CNY, USD).
    #[arg(long, value_name = "CODE", env = "PAYBAND_CURRENCY", hide_env_values = true)]
    currency: Option<Currency>,
    /// Rate of exchange instead of the pack's: units of --currency for one of the pack's currency.
    #[arg(long, value_name = "RATE", requires = "currency", value_parser = above_zero)]
    fx: Option<Decimal>,
    /// What the amounts are for.
    #[arg(long, value_name = "PERIOD", env = "PAYBAND_PERIOD", hide_env_values = true)]
    period: Option<PeriodArg>,
    /// Months paid a year, by which a year is divided; 13 or 14 are usual in China [default: 12].
    #[arg(long, value_name = "N", env = "PAYBAND_MONTHS", hide_env_values = true, value_parser = months)]
    months: Option<Decimal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReadingArg {
    /// The median is the second-tier, entry-level rate; premiums go on top (the default).
    Literal,
    /// The median is the mean over the cities with a known workforce, at mid level.
    Calibrated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AgeingArg {
    Compound,
    Simple,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PeriodArg {
    Year,
    Month,
}

fn retention(text: &str) -> Result<Retention, String> {
    if text.trim().eq_ignore_ascii_case("none") {
        return Ok(Retention::None);
    }
    let given: PercentRange = text.parse().map_err(|error| format!("{error}, nor `none`"))?;
    if given.low < Decimal::ZERO {
        return Err("a bonus is not below zero".to_owned());
    }
    Ok(Retention::Given(given))
}

fn ageing_rate(text: &str) -> Result<AgeingRate, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "sector" => Ok(AgeingRate::Sector),
        "role" => Ok(AgeingRate::Role),
        _ => {
            let given: PercentRange = text.parse().map_err(|error| format!("{error}, nor `sector` or `role`"))?;
            if given.low != given.high {
                return Err("give one percentage, not a range".to_owned());
            }
            Ok(AgeingRate::Given(given.low))
        }
    }
}

fn above_zero(text: &str) -> Result<Decimal, String> {
    text.trim()
        .parse::<Decimal>()
        .ok()
        .filter(|rate| *rate > Decimal::ZERO)
        .ok_or_else(|| "give a rate above zero, like 7.10".to_owned())
}

fn months(text: &str) -> Result<Decimal, String> {
    let range = Decimal::ONE..=Decimal::from(24);
    text.trim()
        .parse::<Decimal>()
        .ok()
        .filter(|months| range.contains(months))
        .ok_or_else(|| "give a number of months from 1 to 24".to_owned())
}

impl PricingArgs {
    /// Which cities can be asked for: with a differential for all of them, any.
    pub(super) fn cities(&self) -> Cities {
        if self.city_premium.is_some() { Cities::Any } else { Cities::Known }
    }

    /// The engine's options. `domain_years` come from the cells.
    pub(super) fn options(&self, context: &Context, domain_years: Option<Decimal>) -> Result<Options, Failure> {
        let ageing = match &self.on {
            None => None,
            Some(day) => Some(Ageing {
                on: self.day(context, day)?,
                method: match self.ageing {
                    Some(AgeingArg::Simple) => AgeingMethod::Simple,
                    _ => AgeingMethod::Compound,
                },
                rate: self.ageing_rate.unwrap_or_default(),
            }),
        };
        if self.fx.is_some() && self.currency == native_currency(&context.pack)? {
            return Err(Failure::usage("--fx changes nothing: --currency is the currency of the pack itself")
                .hint("give --currency the other currency of the rate, such as --currency CNY --fx 7.10"));
        }
        Ok(Options {
            reading: match self.reading {
                Some(ReadingArg::Calibrated) => Reading::Calibrated,
                _ => Reading::Literal,
            },
            retention: self.retention.unwrap_or_default(),
            city_premium: self.city_premium,
            foreign_hire: self.foreign_hire,
            domain_years,
            ageing,
            currency: self.currency,
            fx: self.fx,
            period: match self.period {
                Some(PeriodArg::Month) => Period::Month,
                _ => Period::Year,
            },
            months: self.months,
            published_only: self.published_only,
        })
    }

    fn day(&self, context: &Context, text: &str) -> Result<Date, Failure> {
        if text.trim().eq_ignore_ascii_case("today") {
            return context.console.today();
        }
        text.trim().parse().map_err(|_| {
            Failure::usage(format!("--on: \"{text}\" is not a date")).hint("write it like 2026-06-30, or `today`")
        })
    }
}

/// The prices of cells. Where all roles were asked for, one that cannot be priced in this way is left out, and named in the
/// notes.
pub(super) fn quotes(
    pricer: &Pricer<'_>,
    cells: &[Cell],
    for_all: bool,
    notes: &mut Vec<Note>,
) -> Result<Vec<Quote>, Failure> {
    let mut out = Vec::new();
    for cell in cells {
        match pricer.quote(cell) {
            Err(error @ (PricingError::NoGrowth { .. } | PricingError::BeforeEffective { .. })) if for_all => {
                let note = Note::warning(format!("left out: {error}"));
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
            priced => out.push(priced?),
        }
    }
    Ok(out)
}

/// The same options a year, once for each currency that people talk in: the pack's own, then others.
pub(super) fn in_each_currency(context: &Context, options: &Options) -> Result<Vec<Options>, Failure> {
    let mut currencies: Vec<Currency> = native_currency(&context.pack)?.into_iter().collect();
    let rates = context.pack.fx()?.iter().flat_map(|rate| [rate.base, rate.quote]);
    for currency in options.currency.into_iter().chain(rates) {
        if !currencies.contains(&currency) {
            currencies.push(currency);
        }
    }
    let options = currencies.into_iter().map(|currency| {
        // The rate that the caller gives is for the currency asked for.
        let fx = options.fx.filter(|_| Some(currency) == options.currency);
        Options { currency: Some(currency), fx, period: Period::Year, ..options.clone() }
    });
    Ok(options.collect())
}

/// The constants that turn pay into base salary a year. The caller's months win over the pack's: they are those of
/// guaranteed pay, and divide the market range for pay by the month.
pub(super) fn conventions(pack: &Pack, options: &Options) -> Result<Conventions, Failure> {
    Ok(Conventions {
        element: PayElement::Base,
        months_per_year: match options.months {
            Some(months) => months,
            None => pack.convention(convention::MONTHS_PER_YEAR)?.value,
        },
        paid_weeks_per_year: pack.convention(convention::PAID_WEEKS_PER_YEAR)?.value,
        paid_days_per_month: pack.convention(convention::PAID_DAYS_PER_MONTH)?.value,
        paid_hours_per_day: pack.convention(convention::PAID_HOURS_PER_DAY)?.value,
    })
}
