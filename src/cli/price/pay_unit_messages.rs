//! Messages about the unit of pay: in which unit it is read, and which amounts are implausible in it.

use crate::answer::Note;
use crate::cli::file::columns::column_name;
use crate::cli::file::pay_unit::{
    MissingPart, a_period, in_words, of_amounts, option, read_as_and_may_be, unit_message,
};
use crate::money::{Currency, Decimal, grouped, round_places};
use crate::pay::Scale;
use crate::payroll::{Cluster, Explanation, FilePricer, Tally, YearlyAmounts};
use crate::people::{ColumnMeaning, MAX_PLAUSIBLE_RATIO};

/// How pay without a unit is read, why, and its median market ratio; `None` in a file without pay, or where all pay states its
/// unit.
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
    let assumed = pricer.assumed_parts(tally);
    let missing = match (assumed.currency, assumed.period) {
        (true, true) => MissingPart::Unit,
        (true, false) => MissingPart::Currency,
        (false, true) => MissingPart::Period,
        // The header counts the amounts in thousands, say.
        (false, false) if unit.scale != Scale::Ones => MissingPart::Unit,
        (false, false) => return None,
    };
    let median = pricer.median_ratio(tally).map(|median| format!("; median ratio {}", ratio(median)));
    let mut beside: Vec<String> =
        [(ColumnMeaning::Currency, MissingPart::Period), (ColumnMeaning::PayPeriod, MissingPart::Currency)]
            .into_iter()
            .filter(|(_, without)| missing != *without)
            .filter_map(|(meaning, _)| Some(column_name(headers, columns.of(meaning)?)))
            .collect();
    // One column may state both.
    beside.dedup();
    let exception =
        if beside.is_empty() { String::new() } else { format!(" where {} says nothing", beside.join(" or ")) };
    let median = median.unwrap_or_default();
    let change = match missing {
        MissingPart::Unit => "--pay-currency, --pay-period change it",
        MissingPart::Currency => "--pay-currency changes it",
        MissingPart::Period => "--pay-period changes it",
    };
    Some(format!("{}{median}. {change}", unit_message(unit, &pricer.conventions(), missing, &exception)))
}

/// A ratio with two places, or four where it is small.
fn ratio(ratio: Decimal) -> Decimal {
    let small = ratio < Decimal::new(1, 1);
    if small { round_places(ratio, 4).normalize() } else { round_places(ratio, 2) }
}

/// Warnings of the clusters of amounts that are far from the market, and one where most amounts are nearer it in another unit. Clusters
/// without a remedy share a warning.
pub(super) fn cluster_warnings(pricer: &FilePricer<'_>, tally: &Tally) -> Vec<Note> {
    let clusters = pricer.clusters(tally);
    let says_it_already = clusters.iter().any(|cluster| !cluster.stated && !cluster.for_whole_column.is_empty());
    let likelier = pricer.likelier_unit(tally).filter(|_| !says_it_already).and_then(|(unit, median)| {
        let note =
            format!("{}: the median ratio would be {}", read_as_and_may_be(pricer.pay_unit(), unit), ratio(median));
        Some(Note::warning(note).advising(format!("if so, use {}", option(unit)?)))
    });
    let yearly = pricer.yearly_amounts(tally).map(|yearly| yearly_warning(pricer, &yearly));
    let (with_remedy, without): (Vec<Note>, Vec<Note>) =
        clusters.iter().map(|cluster| warning(pricer, cluster)).partition(|warning| warning.advice.is_some());
    let without: Vec<&str> = without.iter().map(|warning| warning.text.as_str()).collect();
    let without = (!without.is_empty()).then(|| Note::warning(without.join("; ")));
    with_remedy.into_iter().chain(without).chain(yearly).chain(likelier).collect()
}

/// Whether the warnings say what to do about all far amounts that are not compared.
pub(super) fn advises_on_far_amounts(pricer: &FilePricer<'_>, tally: &Tally) -> bool {
    let clusters = pricer.clusters(tally);
    let mut not_compared = clusters.iter().filter(|cluster| cluster.not_compared > 0);
    not_compared.all(|cluster| warning(pricer, cluster).advice.is_some())
}

/// What is said of amounts beyond [`MAX_PLAUSIBLE_RATIO`], above and below the market mid.
const FAR_ABOVE: &str = "more than five times";
const FAR_BELOW: &str = "less than a fifth of";
const _: () = assert!(MAX_PLAUSIBLE_RATIO == 5, "the words for far amounts name the limit");

fn warning(pricer: &FilePricer<'_>, cluster: &Cluster) -> Note {
    let Cluster { amounts, all_amounts, stated, above, median, lines, explanations, for_whole_column, .. } = cluster;
    let far = if *above { FAR_ABOVE } else { FAR_BELOW };
    let read_as = match cluster.read_as {
        (Some(currency), Some(period)) => format!("as {currency} {}", a_period(period)),
        (None, Some(period)) => format!("as pay {}", a_period(period)),
        (Some(currency), None) => format!("as {currency}"),
        (None, None) if pricer.columns().currency.is_some() || pricer.columns().pay_period.is_some() => {
            "as the other columns say".to_owned()
        }
        (None, None) => "in different units".to_owned(),
    };
    let words: Vec<String> = explanations.iter().map(|explanation| in_words(*explanation)).collect();
    let (are, they_are, their) = if *amounts == 1 { ("is", "it is", "its") } else { ("are", "they are", "their") };
    let guess = match words.as_slice() {
        [] if *stated => format!("check {their} currency, period and zeros"),
        [] => format!("; check {their} currency, period and zeros"),
        words => format!(", and may be {}", words.join(", or ")),
    };
    let as_read = if *stated { String::new() } else { format!("{they_are} read {read_as}") };
    let not_compared = match cluster.not_compared {
        0 => String::new(),
        all if all == *amounts => " (not compared)".to_owned(),
        some => format!(" ({} not compared)", grouped(some.into(), 0)),
    };
    let that_state = if *stated { " that state their unit" } else { "" };
    let note = Note::warning(format!(
        "{}{that_state} {are} {far} the market mid ({}; median ratio {}): {as_read}{not_compared}{guess}",
        of_amounts(*amounts, *all_amounts),
        first_lines(lines, *amounts),
        ratio(*median),
    ));
    let options: Vec<String> = for_whole_column.iter().filter_map(|explanation| option(*explanation)).collect();
    if !options.is_empty() {
        return note.advising(format!("if so, use {}", options.join(", or ")));
    }
    if cluster.is_small() {
        return note;
    }
    match explanations.iter().find_map(|explanation| Some((option(*explanation)?, open_part(*explanation)?))) {
        Some((option, part)) => note.advising(format!(
            "{option} applies to the whole column, also to amounts that are near the market; state the {} row by row, in the pay \
             cells or in a column ({})",
            part.word, part.option,
        )),
        None => {
            let unit = for_whole_column.iter().find_map(|explanation| unit_in_header(*explanation));
            match (unit, without_rate(explanations)) {
                (Some(unit), _) => note.advising(format!("if so, add {unit} to the header of the pay column")),
                (None, Some(currency)) => note.advising(format!(
                    "if so, use --pay-currency {currency} --currency {currency} --fx RATE, or an --overlay with a row of fx.csv for \
                     {currency}"
                )),
                (None, None) => note,
            }
        }
    }
}

/// The warning of amounts that may be pay a year, among others that are not.
fn yearly_warning(pricer: &FilePricer<'_>, yearly: &YearlyAmounts) -> Note {
    let YearlyAmounts { amounts, all_amounts, lines } = yearly;
    let (are, they_are) = if *amounts == 1 { ("is", "it is") } else { ("are", "they are") };
    Note::warning(format!(
        "{} {are} far above the others against the market ({}): {they_are} read as pay {}, and may be pay a year",
        of_amounts(*amounts, *all_amounts),
        first_lines(lines, *amounts),
        a_period(pricer.pay_unit().period),
    ))
    .advising("if so, state the period in these cells")
}

/// The lines of the first of some amounts: `lines 3, 4, 9 …`.
fn first_lines(lines: &[u64], amounts: u64) -> String {
    let numbers: Vec<String> = lines.iter().map(u64::to_string).collect();
    let (word, more) = (if lines.len() == 1 { "line" } else { "lines" }, if amounts > 3 { " …" } else { "" });
    format!("{word} {}{more}", numbers.join(", "))
}

/// The currency of an explanation without a rate.
fn without_rate(explanations: &[Explanation]) -> Option<Currency> {
    explanations.iter().find_map(|explanation| match explanation {
        Explanation::WithoutRate(currency) => Some(*currency),
        _ => None,
    })
}

/// What a header says of a column in this scale; `None` for an explanation that is no scale.
fn unit_in_header(explanation: Explanation) -> Option<&'static str> {
    match explanation {
        Explanation::Thousands => Some("(k)"),
        Explanation::TenThousands => Some("(万)"),
        _ => None,
    }
}

/// A part of the unit of pay that rows can state in a column.
struct UnitPart {
    word: &'static str,
    /// The option that names such a column.
    option: &'static str,
}

/// The part of the unit that an explanation changes; `None` for a scale, and for a currency of which nothing more is known.
fn open_part(explanation: Explanation) -> Option<UnitPart> {
    match explanation {
        Explanation::Period(_) => Some(UnitPart { word: "period", option: "--pay-period-column" }),
        Explanation::Currency(_) => Some(UnitPart { word: "currency", option: "--currency-column" }),
        Explanation::Both(..) => {
            Some(UnitPart { word: "currency and period", option: "--currency-column, --pay-period-column" })
        }
        Explanation::Thousands | Explanation::TenThousands | Explanation::InFull | Explanation::WithoutRate(_) => None,
    }
}
