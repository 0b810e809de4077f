//! Messages about the unit of a pay column.

use super::columns::{column_argument, column_name, unknown_levels_note};
use crate::cli::Context;
use crate::iter::listed;
use crate::money::{grouped, round_places};
use crate::pay::{Conventions, PayElement, PayPeriod, Scale, names_total_pay};
use crate::payroll::Explanation;
use crate::people::{Columns, DecidedBy, PayUnit, PeriodColumn};

/// A period with its article: `a year`, `an hour`, `two weeks`.
pub(in crate::cli) fn a_period(period: PayPeriod) -> String {
    match period {
        PayPeriod::Hour => "an hour".to_owned(),
        PayPeriod::TwoWeeks => "two weeks".to_owned(),
        PayPeriod::HalfMonth => "half a month".to_owned(),
        PayPeriod::HalfYear => "half a year".to_owned(),
        other => format!("a {}", other.as_str()),
    }
}

/// How many of the amounts: `1 of 1 amount`, `1 of 3 amounts`.
pub(in crate::cli) fn of_amounts(part: u64, all: u64) -> String {
    let noun = if all == 1 { "amount" } else { "amounts" };
    format!("{} of {} {noun}", grouped(part.into(), 0), grouped(all.into(), 0))
}

/// The part of their unit that amounts do not state, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum MissingPart {
    /// Currency and period.
    Unit,
    Currency,
    Period,
}

/// How pay without a unit, or without the part of it that is `missing`, is read, and why, with the hours of a year where it is pay an
/// hour. `exception` names the cells that override it.
pub(in crate::cli) fn unit_message(
    unit: &PayUnit,
    conventions: &Conventions,
    missing: MissingPart,
    exception: &str,
) -> String {
    let PayUnit { currency, period, .. } = unit;
    if missing == MissingPart::Currency {
        let reason = reason(unit.currency_by, "so", unit.stating_currency, unit.amounts);
        return format!("pay without a currency is read as {currency}{}{exception}: {reason}", scale(unit.scale));
    }
    let hours = conventions.paid_hours_per_year().filter(|_| *period == PayPeriod::Hour);
    let hours = hours.map(|hours| format!(", {} a year", grouped(round_places(hours, 0), 0))).unwrap_or_default();
    let others = unit.period_in_other_currencies.map(|period| {
        format!("; in another currency it is read as pay {}, which is near the market", a_period(period))
    });
    let others = others.unwrap_or_default();
    let (period, scale) = (a_period(*period), scale(unit.scale));
    if missing == MissingPart::Period {
        let reason = reason(unit.period_by, "so", unit.stating_period, unit.amounts);
        return format!("pay without a period is read as pay {period}{hours}{scale}{exception}: {reason}{others}");
    }
    format!("pay without a unit is read as {currency} {period}{hours}{scale}{exception}: {}{others}", reasons(unit))
}

/// Warns where the first rows are nearer the market in a currency of their places. Neither their number nor how far they are is told.
pub(in crate::cli) fn say_likelier_unit(context: &Context, unit: &PayUnit, likelier: Explanation) {
    let remedy = option(likelier).map(|option| format!("; if so, use {option}")).unwrap_or_default();
    context.console.message(&format!(
        "warning: {}, in which most of it is nearer the market{remedy}",
        read_as_and_may_be(unit, likelier)
    ));
}

/// In which unit pay without one is read, and in which it may be.
pub(in crate::cli) fn read_as_and_may_be(unit: &PayUnit, other: Explanation) -> String {
    format!("pay is read as {} {}, and may be {}", unit.currency, a_period(unit.period), in_words(other))
}

/// What an explanation says of amounts.
pub(in crate::cli) fn in_words(explanation: Explanation) -> String {
    match explanation {
        Explanation::Period(period) => format!("pay {}", a_period(period)),
        Explanation::Thousands => "in thousands".to_owned(),
        Explanation::TenThousands => "in 万 (ten thousands)".to_owned(),
        Explanation::InFull => "written in full, not in the unit of the header".to_owned(),
        Explanation::Currency(currency) => format!("in {currency}"),
        Explanation::Both(currency, period) => format!("{currency} {}", a_period(period)),
        Explanation::WithoutRate(currency) => format!("in {currency}, for which the pack has no rate"),
    }
}

/// The options that read pay as an explanation says; `None` for a scale, which only a header can state.
pub(in crate::cli) fn option(explanation: Explanation) -> Option<String> {
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

/// Says which column of currencies is used because of its cells, and which are not used because they differ.
fn say_currency_column(context: &Context, columns: &Columns, headers: &[String]) {
    if let Some(at) = columns.currency.filter(|_| columns.is_currency_by_cells) {
        let column = column_name(headers, at);
        context.console.message(&format!(
            "note: {column} is taken for the currency of pay, because of its cells; --currency-column none ignores it"
        ));
    }
    let names: Vec<String> = columns.unread_currencies.iter().map(|at| column_name(headers, *at)).collect();
    let Some(first) = columns.unread_currencies.first().map(|at| column_argument(headers, *at)) else { return };
    let message = match names.as_slice() {
        [only] => format!("{only} may hold the currency of pay, and is not read; --currency-column {first} reads it"),
        several => {
            let several = listed(several);
            format!("{several} may hold the currency of pay, and none is read; --currency-column {first} reads one")
        }
    };
    context.console.message(&format!("warning: {message}"));
}

/// Says what is doubtful about the columns of levels and of pay: which are found by their cells, which are not read, and what may be
/// missing from pay.
pub(in crate::cli) fn say_doubtful_columns(
    context: &Context,
    columns: &Columns,
    headers: &[String],
    element: PayElement,
) {
    if let Some(note) = unknown_levels_note(columns, headers) {
        context.console.message(&format!("note: {note}"));
    }
    say_unit_column(context, columns, headers);
    say_currency_column(context, columns, headers);
    say_period_column(context, columns, headers);
    let pay_header = columns.salary.and_then(|at| headers.get(at)).filter(|_| element.bonus().is_none());
    if let Some(header) = pay_header.filter(|header| names_total_pay(header)) {
        let (header, element) = (header.trim(), element.as_str());
        context.console.message(&format!(
            "warning: \"{header}\" may hold more than the {element} that is compared; --salary-column names another column"
        ));
    }
    if let Some(at) = columns.part_time_hours {
        let (hours, argument) = (column_name(headers, at), column_argument(headers, at));
        context.console.message(&format!(
            "warning: {hours} holds hours a week, some of part time, and pay is not divided by them: for full-time pay, name a column \
             of shares (0.8, 80%, 28.8/36) with --fte-column; --fte-column {argument} leaves such pay uncompared"
        ));
    }
}

/// Says in which column the unit of pay is found, and which column of units is not read.
fn say_unit_column(context: &Context, columns: &Columns, headers: &[String]) {
    if let Some(at) = columns.unit {
        let column = column_name(headers, at);
        context.console.message(&format!(
            "note: {column} states the unit of pay, and amounts are read in it; --pay-period-column none ignores it"
        ));
    }
    if let Some(at) = columns.unread_unit {
        let (column, argument) = (column_name(headers, at), column_argument(headers, at));
        context.console.message(&format!(
            "warning: {column} holds units of pay, and is not read: its cells count amounts differently (1, k, 万), or contradict the \
             header of pay or the column of currencies or periods; write the units into the cells of pay; --pay-period-column \
             {argument} reads the periods alone"
        ));
    }
}

/// Says which column of periods is not used, and which is used because of its cells.
fn say_period_column(context: &Context, columns: &Columns, headers: &[String]) {
    if let Some(at) = columns.pay_period.filter(|_| columns.has_unknown_period) {
        let column = column_name(headers, at);
        context.console.message(&format!(
            "warning: {column} names periods of unknown length, such as a paycheck: pay beside them is read as pay without a period; \
             write how long they are (week, two-weeks, month) into {column}"
        ));
    }
    let message = if let Some(at) = columns.unfit_period_column {
        let why = match columns.period_column {
            PeriodColumn::FrequencyBesidePeriodInHeader => {
                "says how often people are paid; it is left out, because the header of pay states a period"
            }
            _ => "is not the period of the amounts, which do not fit it: it is left out",
        };
        format!("{} {why}; --pay-period-column {} uses it", column_name(headers, at), column_argument(headers, at))
    } else if let Some(at) = columns.pay_period.filter(|_| columns.period_column == PeriodColumn::ByCells) {
        format!(
            "{} is taken for the period of pay, because of its cells; --pay-period-column none ignores it",
            column_name(headers, at)
        )
    } else {
        return;
    };
    context.console.message(&format!("note: {message}"));
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

/// What decided the currency and the period: one reason where it is the same for both.
fn reasons(unit: &PayUnit) -> String {
    let (by_currency, by_period) = (unit.currency_by, unit.period_by);
    let (currency, period) = (unit.currency.to_string(), a_period(unit.period));
    let stating = unit.stating_currency.min(unit.stating_period);
    if by_currency == by_period && (by_currency != DecidedBy::Cells || stating > 0) {
        return reason(by_currency, "so", stating, unit.amounts);
    }
    let mut parts = [
        (by_currency, reason(by_currency, &currency, unit.stating_currency, unit.amounts)),
        (by_period, reason(by_period, &period, unit.stating_period, unit.amounts)),
    ];
    // What the file says comes before defaults.
    parts.sort_by_key(|(by, _)| *by == DecidedBy::Pack);
    parts.map(|(_, reason)| reason).join(", ")
}

/// Why the unit, or the part of it that is called `what`, was decided.
fn reason(by: DecidedBy, what: &str, stating: u64, amounts: u64) -> String {
    match by {
        DecidedBy::Flag => format!("the command line says {what}"),
        DecidedBy::Header => format!("the header says {what}"),
        DecidedBy::Cells => {
            let say = if stating == 1 { "says" } else { "say" };
            format!("{} {say} {what}", of_amounts(stating, amounts))
        }
        DecidedBy::Notation => format!("the notation says {what}"),
        DecidedBy::Market => format!("Chinese text beside it and its distance from the market say {what}"),
        DecidedBy::Pack | DecidedBy::Cell | DecidedBy::Column if what == "so" => {
            "nothing in the file says otherwise".to_owned()
        }
        DecidedBy::Pack | DecidedBy::Cell | DecidedBy::Column => format!("{what} by default"),
    }
}
