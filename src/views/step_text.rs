//! The words of trace steps. Pricing returns typed steps; no other module words them.

use jiff::civil::Date;

use crate::money::{Decimal, Overflow, PercentRange, grouped, round_places};
use crate::pack::Qualifier;
use crate::pricing::{
    AgeingRate, CityDifferential, Conversion, Step, StepBasis, StepInputs, YearsGround, months_and_days, months_between,
};

/// The name of a step with its inputs, such as `Shanghai 40–50% over second-tier cities`.
#[must_use]
pub(crate) fn step_name(step: &Step) -> String {
    match &step.inputs {
        StepInputs::Median { slotted_from: Some(role), .. } => {
            format!("median of {}, match grade {}", role.title, role.match_grade)
        }
        StepInputs::Median { .. } if matches!(step.basis, StepBasis::Overlay(_)) => "median".to_owned(),
        StepInputs::Median { .. } => "published median".to_owned(),
        StepInputs::Cell { slotted_from, element, place, segment, .. } => {
            let of = slotted_from
                .as_ref()
                .map_or_else(String::new, |role| format!(" of {}, match grade {}", role.title, role.match_grade));
            let whereabouts: Vec<&str> = [place, segment].into_iter().flatten().map(String::as_str).collect();
            let whereabouts =
                if whereabouts.is_empty() { String::new() } else { format!(", {}", whereabouts.join(", ")) };
            format!("P25, P50 and P75 of {}{of}{whereabouts}", element.name())
        }
        StepInputs::Ageing { to, rate_pct, rate, credited, method, .. } => {
            let from = match rate {
                AgeingRate::Given(_) => "given".to_owned(),
                AgeingRate::Sector if credited.is_empty() => "the sector's growth".to_owned(),
                AgeingRate::Sector => format!("the sector's growth, {credited}"),
                AgeingRate::Role => "the role's own growth".to_owned(),
            };
            format!("aged to {to} at {}% a year ({from}), {}", rate_pct.normalize(), method.as_str())
        }
        StepInputs::Slotting { role, benchmark, adjustment } => {
            format!("{role} {} over {benchmark}", signed_percent_range(*adjustment))
        }
        StepInputs::Calibration => "reference rate".to_owned(),
        StepInputs::City(CityDifferential::Given(given)) => {
            format!("geographic differential {}, given", percent_range(*given))
        }
        StepInputs::City(CityDifferential::NonePublished { city, reference_rate }) => {
            format!("{city}: {}", reference_rate.as_deref().unwrap_or("reference rate"))
        }
        StepInputs::City(CityDifferential::Published { city, differential, relative_to, .. }) => {
            format!("{city} {}{}", percent_range(*differential), over(relative_to))
        }
        StepInputs::Level { level, relative_to, median_level, .. } => {
            let from = median_level.as_ref().map_or_else(String::new, |median| {
                format!(", from {} at {}", percent_range(median.differential), median.name.to_lowercase())
            });
            let about = if level.is_about { "about " } else { "" };
            format!("{} {about}{}{from}{}", level.name, percent_range(level.differential), over(relative_to))
        }
        StepInputs::ForeignHire { premium, relative_to, qualifier, .. } => {
            let over = if relative_to.is_empty() { String::new() } else { format!(" over the {relative_to}") };
            let hedge = match qualifier {
                None | Some(Qualifier::Exact) => String::new(),
                Some(hedge) => format!("{} ", hedge.as_str()),
            };
            format!("specialist from abroad {hedge}{}{over}", percent_range(*premium))
        }
        StepInputs::Sector { sector, premium } => {
            format!("without the premium over {sector} ({})", percent_range(*premium))
        }
        StepInputs::Currency(conversion) => rate_of_exchange(conversion),
        StepInputs::Period { period, paid } => {
            format!("{}, of {} paid a year", period.with_article(), grouped(*paid, paid.normalize().scale()))
        }
        StepInputs::Retention { share, rule: Some(rule) } => {
            let measure = if rule.measure.is_empty() { String::new() } else { format!(" ({})", rule.measure) };
            format!("retention bonus {} of base{measure}", percent_range(*share))
        }
        StepInputs::Retention { share, rule: None } => {
            format!("retention bonus {} of base, given", percent_range(*share))
        }
        StepInputs::Total => "base + retention".to_owned(),
    }
}

/// What a careful reader should know about a step; empty where there is nothing.
#[must_use]
pub(crate) fn step_note(step: &Step) -> String {
    match &step.inputs {
        StepInputs::Median { chosen_terms: Some(terms), .. } => {
            format!("taken as {} a {}, holding from {} (editorial)", terms.element, terms.period, step.effective)
        }
        StepInputs::Cell { population, per_year, .. } => {
            let times =
                if *per_year == 1 { String::new() } else { format!("; {per_year} times the published amounts") };
            format!("pay of {}{times}", population.as_str())
        }
        StepInputs::Ageing { from, to, rate, days_per_month, .. } => {
            // Pricing has counted the same dates, so this cannot fail.
            let counted = months_counted(*from, *to, *days_per_month).unwrap_or_default();
            match rate {
                AgeingRate::Role => format!("{counted}; a role's own growth is history, not a budget"),
                AgeingRate::Sector | AgeingRate::Given(_) => counted,
            }
        }
        StepInputs::Calibration => {
            "median ÷ (1 + Σ workforce share × differential): the cities of city_market stand for the \
                                    country, and the median for a mean; the low end goes with the high differentials"
                .to_owned()
        }
        StepInputs::City(CityDifferential::NonePublished { .. }) => {
            "no differential of its own is published".to_owned()
        }
        StepInputs::City(CityDifferential::Published { calibrated: true, .. }) => {
            "rises together with the reference rate, so the range is narrower than the two steps' product".to_owned()
        }
        StepInputs::Level { asked: Some(asked), .. } => format!("{asked} has no differential of its own"),
        StepInputs::Level { chosen_reference: true, .. } => {
            "the source does not say over whom; the reference is a choice (editorial)".to_owned()
        }
        StepInputs::ForeignHire { applies_to, .. } => applies_to.clone(),
        StepInputs::Sector { .. } => "the low end goes with the high premium".to_owned(),
        StepInputs::Retention { rule: Some(rule), .. } => {
            let condition = format!("for more than {} years of {}", rule.over_years, rule.years_of);
            match &rule.ground {
                YearsGround::Stated => condition,
                YearsGround::Career => format!("{condition}; years of career stand for them (editorial)"),
                YearsGround::Level(level) => format!("{condition}; {level} level is taken to have them (editorial)"),
            }
        }
        _ => String::new(),
    }
}

/// A rate of exchange as it is published or given, with its pair and date: `USD/CNY 7.0867 of 2025-11-03`.
pub(super) fn rate_of_exchange(conversion: &Conversion) -> String {
    let (base, quote) = conversion.pair();
    let rate = conversion.rate();
    match conversion.date() {
        Some(date) => format!("{base}/{quote} {rate} of {date}"),
        None => format!("{base}/{quote} {rate}, given"),
    }
}

/// What a differential is relative to, as words after it; nothing where the pack does not say.
fn over(relative_to: &str) -> String {
    if relative_to.is_empty() { String::new() } else { format!(" over {relative_to}") }
}

/// How the months between two dates are counted: `7 months + 25 days ÷ 30.4375 = 7.8214 months`; `7 months` where no days
/// are left.
fn months_counted(from: Date, to: Date, days_per_month: Decimal) -> Result<String, Overflow> {
    let (whole, days) = months_and_days(from, to)?;
    if days == 0 {
        return Ok(format!("{whole} months"));
    }
    let months = round_places(months_between(from, to, days_per_month)?, 4).normalize();
    Ok(format!("{whole} months + {days} days ÷ {} = {months} months", days_per_month.normalize()))
}

/// A range of percentage points that can be negative, each end with its sign: `−38 to −8%`, or `+5%` when both ends are the same.
pub(super) fn signed_percent_range(range: PercentRange) -> String {
    let PercentRange { low, high } = range;
    let places = low.normalize().scale().max(high.normalize().scale());
    let signed = |end: Decimal| {
        let sign = if end > Decimal::ZERO { "+" } else { "" };
        format!("{sign}{}", grouped(end, places))
    };
    if low == high {
        format!("{}%", signed(low))
    } else if low >= Decimal::ZERO {
        format!("{}–{}%", signed(low), grouped(high, places))
    } else {
        format!("{} to {}%", signed(low), signed(high))
    }
}

/// A range of percentage points: `40–50%`, or `0%` when both ends are the same.
fn percent_range(range: PercentRange) -> String {
    let PercentRange { low, high } = range;
    let places = low.normalize().scale().max(high.normalize().scale());
    if low == high {
        format!("{}%", grouped(low, places))
    } else if low < Decimal::ZERO {
        // A minus sign beside the dash of a range is hard to read.
        format!("{} to {}%", grouped(low, places), grouped(high, places))
    } else {
        format!("{}–{}%", grouped(low, places), grouped(high, places))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Catches a count that does not show where its fraction comes from.
    #[test]
    fn counted_months_show_whole_months_and_days() {
        let mean = Decimal::new(304_375, 4);
        assert_eq!(
            months_counted(date(2025, 11, 5), date(2026, 11, 22), mean).unwrap(),
            "12 months + 17 days ÷ 30.4375 = 12.5585 months"
        );
    }
}
