//! Messages about the unit of pay: in which unit it is read, and which amounts are implausible in it.

use crate::answer::Note;
use crate::cli::file::columns::column_name;
use crate::cli::file::pay_unit::{a_period, unit_message};
use crate::money::{Decimal, grouped, round_places};
use crate::payroll::{Cluster, Explanation, FilePricer, Tally};
use crate::people::ColumnMeaning;

/// How pay without a unit is read, why, and its median market ratio; `None` in a file without pay.
pub(super) fn unit_and_median(pricer: &FilePricer<'_>, headers: &[String], tally: &Tally) -> Option<String> {
    let columns = pricer.columns();
    columns.salary?;
    let unit = pricer.pay_unit();
    if unit.net {
        return Some(
            "the header of the pay column says after tax: such pay is not compared; --salary-column names another"
                .to_owned(),
        );
    }
    let median = pricer.median_ratio(tally).map(|median| format!("; median ratio {}", ratio(median)));
    let beside: Vec<String> = [ColumnMeaning::Currency, ColumnMeaning::PayPeriod]
        .into_iter()
        .filter_map(|meaning| Some(column_name(headers, columns.of(meaning)?)))
        .collect();
    let exception =
        if beside.is_empty() { String::new() } else { format!(" where {} says nothing", beside.join(" or ")) };
    let median = median.unwrap_or_default();
    Some(format!("{}{median}. --pay-currency, --pay-period change it", unit_message(unit, &exception)))
}

/// A ratio with two places, or four where it is small.
fn ratio(ratio: Decimal) -> Decimal {
    let small = ratio < Decimal::new(1, 1);
    if small { round_places(ratio, 4).normalize() } else { round_places(ratio, 2) }
}

/// A warning for each cluster of amounts that are far from the market in their assumed unit.
pub(super) fn cluster_warnings(pricer: &FilePricer<'_>, tally: &Tally) -> Vec<Note> {
    pricer.clusters(tally).iter().map(|cluster| warning(pricer, cluster)).collect()
}

fn warning(pricer: &FilePricer<'_>, cluster: &Cluster) -> Note {
    let Cluster { amounts, all_amounts, above, median, lines, explanations } = cluster;
    let far = if *above { "more than five times" } else { "less than a fifth of" };
    let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
    let (word, more) = (if lines.len() == 1 { "line" } else { "lines" }, if *amounts > 3 { " …" } else { "" });
    let columns = pricer.columns();
    let unit = pricer.pay_unit();
    // With a column of currencies or periods, the unit differs between rows.
    let currency = if columns.currency.is_some() { String::new() } else { format!("{} ", unit.currency) };
    let period = if columns.pay_period.is_some() { "pay".to_owned() } else { a_period(unit.period) };
    let words: Vec<String> = explanations.iter().map(|explanation| in_words(*explanation)).collect();
    let guess = match words.as_slice() {
        [] => "no unit that the file gives evidence for would explain them".to_owned(),
        words => format!("they would be consistent with {}", words.join(", or ")),
    };
    let note = Note::warning(format!(
        "{} of {} amounts are {far} the market mid, read as {currency}{period}: {word} {}{more}, median ratio {}; {guess}",
        grouped((*amounts).into(), 0),
        grouped((*all_amounts).into(), 0),
        lines.join(", "),
        ratio(*median),
    ));
    let mut options: Vec<String> = explanations.iter().filter_map(|explanation| option(*explanation)).collect();
    options.dedup();
    if options.is_empty() { note } else { note.advising(format!("{} reads them so", options.join(" or "))) }
}

fn in_words(explanation: Explanation) -> String {
    match explanation {
        Explanation::Period(period) => format!("pay {}", a_period(period)),
        Explanation::Thousands => "thousands".to_owned(),
        Explanation::TenThousands => "万, ten thousands".to_owned(),
        Explanation::InFull => "amounts in full, not in the unit of the header".to_owned(),
        Explanation::Currency(currency) => currency.to_string(),
        Explanation::Both(currency, period) => format!("{currency} {}", a_period(period)),
        Explanation::WithoutRate(currency) => format!("{currency}, for which there is no rate"),
    }
}

/// The options that read pay as an explanation says; `None` for a scale, which only a header can state.
fn option(explanation: Explanation) -> Option<String> {
    match explanation {
        Explanation::Period(period) => Some(format!("--pay-period {}", period.as_str())),
        Explanation::Currency(currency) | Explanation::WithoutRate(currency) => {
            Some(format!("--pay-currency {currency}"))
        }
        Explanation::Both(currency, period) => {
            Some(format!("--pay-currency {currency} --pay-period {}", period.as_str()))
        }
        Explanation::Thousands | Explanation::TenThousands | Explanation::InFull => None,
    }
}
