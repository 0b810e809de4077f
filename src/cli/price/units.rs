//! What is said about the unit of pay: how amounts that state none are read, and which are far off in it.

use super::said::column_name;
use crate::answer::Note;
use crate::money::{Decimal, grouped, round_places};
use crate::pay::{PayPeriod, Scale};
use crate::payroll::{Cluster, DecidedBy, Job, Likely, Meaning, PayUnit, Tally};

/// A span of time with its article: `a year`, `an hour`, `two weeks`.
pub(super) fn a_period(period: PayPeriod) -> String {
    match period {
        PayPeriod::Hour => "an hour".to_owned(),
        PayPeriod::TwoWeeks => "two weeks".to_owned(),
        PayPeriod::HalfMonth => "half a month".to_owned(),
        other => format!("a {}", other.as_str()),
    }
}

/// How pay without a unit is read, why, and where its median comes to; `None` where no pay is read.
pub(super) fn unit_said(job: &Job<'_>, headers: &[String], tally: &Tally) -> Option<String> {
    let columns = job.columns();
    columns.salary?;
    let unit = job.unit();
    if unit.net {
        return Some(
            "the header of the pay column says after tax: such pay is not compared; --salary-column names another"
                .to_owned(),
        );
    }
    let median = job.median_ratio(tally).map(|median| format!("; median ratio {}", ratio(median)));
    let beside: Vec<String> = [Meaning::Currency, Meaning::PayPeriod]
        .into_iter()
        .filter_map(|meaning| Some(column_name(headers, columns.of(meaning)?)))
        .collect();
    let rest = if beside.is_empty() { String::new() } else { format!(" where {} says nothing", beside.join(" or ")) };
    let median = median.unwrap_or_default();
    Some(format!("{}{median}. --pay-currency, --pay-period change it", decided(unit, &rest)))
}

/// How pay without a unit is read, where nothing in its row says more (`rest`), and why.
pub(super) fn decided(unit: &PayUnit, rest: &str) -> String {
    let PayUnit { currency, period, .. } = unit;
    let (period, scale) = (a_period(*period), scale(unit.scale));
    format!("pay without a unit is read as {currency} {period}{scale}{rest}: {}", reasons(unit))
}

fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::Ones => "",
        Scale::Thousands => ", in thousands",
        Scale::TenThousands => ", in 万",
        Scale::Lakhs => ", in lakhs",
        Scale::Millions => ", in millions",
    }
}

/// What decided the currency and the span of time: once, where it is the same.
fn reasons(unit: &PayUnit) -> String {
    let (by_currency, by_period) = (unit.currency_by, unit.period_by);
    let (currency, period) = (unit.currency.to_string(), a_period(unit.period));
    let naming = unit.naming.0.min(unit.naming.1);
    if by_currency == by_period && (by_currency != DecidedBy::Cells || naming > 0) {
        return reason(by_currency, "so", naming, unit.amounts);
    }
    let mut parts = [
        (by_currency, reason(by_currency, &currency, unit.naming.0, unit.amounts)),
        (by_period, reason(by_period, &period, unit.naming.1, unit.amounts)),
    ];
    // What the file says comes before what is assumed.
    parts.sort_by_key(|(by, _)| *by == DecidedBy::Pack);
    parts.map(|(_, reason)| reason).join(", ")
}

/// Why the unit, or the part of it that `what` says, is assumed.
fn reason(by: DecidedBy, what: &str, naming: u64, amounts: u64) -> String {
    match by {
        DecidedBy::Flag => format!("the command line says {what}"),
        DecidedBy::Header => format!("the header says {what}"),
        DecidedBy::Cells => {
            let count = |number: u64| grouped(number.into(), 0);
            format!("{} of {} amounts say {what}", count(naming), count(amounts))
        }
        DecidedBy::Notation => format!("the notation says {what}"),
        DecidedBy::Pack | DecidedBy::Cell | DecidedBy::Column if what == "so" => {
            "nothing in the file says otherwise".to_owned()
        }
        DecidedBy::Pack | DecidedBy::Cell | DecidedBy::Column => format!("{what} by default"),
    }
}

/// A ratio with two places, or four where it is small.
fn ratio(ratio: Decimal) -> Decimal {
    let small = ratio < Decimal::new(1, 1);
    if small { round_places(ratio, 4).normalize() } else { round_places(ratio, 2) }
}

/// The clusters of amounts that are far off in the unit that was assumed, each as a warning.
pub(super) fn clusters(job: &Job<'_>, tally: &Tally) -> Vec<Note> {
    job.clusters(tally).iter().map(|cluster| told(job, cluster)).collect()
}

fn told(job: &Job<'_>, cluster: &Cluster) -> Note {
    let Cluster { rows, of, above, median, lines, likely } = cluster;
    let far = if *above { "more than five times" } else { "less than a fifth of" };
    let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
    let (word, more) = (if lines.len() == 1 { "line" } else { "lines" }, if *rows > 3 { " …" } else { "" });
    let columns = job.columns();
    let unit = job.unit();
    // A column of currencies or of spans of time has others for other rows.
    let currency = if columns.currency.is_some() { String::new() } else { format!("{} ", unit.currency) };
    let period = if columns.pay_period.is_some() { "pay".to_owned() } else { a_period(unit.period) };
    let words: Vec<String> = likely.iter().map(|likely| in_words(*likely)).collect();
    let guess = match words.as_slice() {
        [] => "they are consistent with nothing that the file gives evidence for".to_owned(),
        words => format!("they would be consistent with {}", words.join(", or ")),
    };
    let note = Note::warning(format!(
        "{} of {} amounts are {far} the market mid, read as {currency}{period}: {word} {}{more}, median ratio {}; {guess}",
        grouped((*rows).into(), 0),
        grouped((*of).into(), 0),
        lines.join(", "),
        ratio(*median),
    ));
    let mut options: Vec<String> = likely.iter().filter_map(|likely| option(*likely)).collect();
    options.dedup();
    if options.is_empty() { note } else { note.advising(format!("{} reads them so", options.join(" or "))) }
}

fn in_words(likely: Likely) -> String {
    match likely {
        Likely::Period(period) => format!("pay {}", a_period(period)),
        Likely::Thousands => "thousands".to_owned(),
        Likely::TenThousands => "万, ten thousands".to_owned(),
        Likely::Currency(currency) => currency.to_string(),
        Likely::Both(currency, period) => format!("{currency} {}", a_period(period)),
        Likely::WithoutRate(currency) => format!("{currency}, for which there is no rate"),
    }
}

/// What to type where it is so; a header says what numbers are counted in.
fn option(likely: Likely) -> Option<String> {
    match likely {
        Likely::Period(period) => Some(format!("--pay-period {}", period.as_str())),
        Likely::Currency(currency) | Likely::WithoutRate(currency) => Some(format!("--pay-currency {currency}")),
        Likely::Both(currency, period) => Some(format!("--pay-currency {currency} --pay-period {}", period.as_str())),
        Likely::Thousands | Likely::TenThousands => None,
    }
}
