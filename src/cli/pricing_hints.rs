//! What to do about a cell without a price: the options to give or to leave out.

use crate::money::Currency;
use crate::pricing::{MatchGrade, NearFigure, PricingError, RequestPart};

/// The hint for an error of pricing.
pub(super) fn pricing_hint(error: &PricingError) -> String {
    match error {
        PricingError::NoPrice { .. } => {
            "`payband roles` lists the roles with a price; an --overlay with a salaries.csv can add one".to_owned()
        }
        PricingError::GradeTooLow { min_grade: MatchGrade::A, .. } => {
            "leave out --published-only to accept a slotted price".to_owned()
        }
        PricingError::GradeTooLow { grade, .. } if grade.is_empty() => {
            "leave out --min-grade to accept a price without a grade".to_owned()
        }
        PricingError::GradeTooLow { grade, .. } => format!("--min-grade {grade} accepts it"),
        PricingError::NoCell { published, .. } => near_figure(published),
        PricingError::LevelWithoutPrice { priced, .. } => format!("levels with a price: {}", priced.join(", ")),
        PricingError::NoRate { from, to, known, native } if known.len() < 2 => {
            // A rate on the command line is between the currency of the medians and that of the answer.
            let foreign = if Some(*from) == *native { to } else { from };
            format!("the pack has no rate for {foreign}; give one with --currency {foreign} --fx RATE")
        }
        PricingError::NoRate { from, known, .. } => {
            let known: Vec<_> = known.iter().map(Currency::as_str).collect();
            format!("{from} amounts can be shown in {}; or give the rate with --fx", known.join(", "))
        }
        PricingError::BeforeEffective { .. } => "give a later date, or leave out --on".to_owned(),
        PricingError::NoSectorGrowth => "give the rate in percent a year, such as --ageing-rate 3%".to_owned(),
        PricingError::NoGrowth { has_sector: true, .. } => "use --ageing-rate sector, or give a percentage".to_owned(),
        PricingError::NoGrowth { .. } => "give a percentage, as in --ageing-rate 3".to_owned(),
        PricingError::NoPremium { .. } => {
            "it is the row of premiums.csv with the kind hire; leave out --foreign-hire for a price without it"
                .to_owned()
        }
        PricingError::NoWorkforce => "add the cities, or use --reading literal".to_owned(),
        PricingError::UnknownId { .. } => "`payband pack check` finds keys that point nowhere".to_owned(),
        PricingError::Overflow(_) => "check the amounts and percentages that you gave".to_owned(),
        PricingError::Data(error) => error.remedy.clone(),
    }
}

/// The hint at a figure that is near to a cell without one.
fn near_figure(published: &NearFigure) -> String {
    match published {
        NearFigure::Around(states) => {
            let states: Vec<String> = states.iter().map(|state| format!("--city \"{state}\"")).collect();
            format!("there is a figure for the whole state: {}", states.join(", or "))
        }
        NearFigure::Without(parts) => {
            let options: Vec<_> = parts.iter().map(|part| option_of(*part)).collect();
            format!("there is a figure without {}", options.join(" and "))
        }
        NearFigure::In { places, has_more } => {
            let others = if *has_more { " and other places" } else { "" };
            format!("there are figures for {}{others}", places.join(", "))
        }
        NearFigure::Nowhere => "`payband roles` lists the roles with a price".to_owned(),
    }
}

/// The option that gives a part of a request.
fn option_of(part: RequestPart) -> &'static str {
    match part {
        RequestPart::Place => "--city",
        RequestPart::Segment => "--segment",
        RequestPart::Level => "--level",
    }
}
