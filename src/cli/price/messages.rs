//! Messages beside the rows: how the file is read, and what the run results in.

use super::args::Args;
use super::pay_unit_messages::{cluster_warnings, unit_and_median};
use crate::answer::Answer;
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::file::columns::{bonus_unit_note, column_name, found_columns, skipping};
use crate::cli::file::pay_unit::{of_amounts, say_doubtful_columns};
use crate::cli::names::resolve_places::priced_without_city;
use crate::iter::listed;
use crate::money::grouped;
use crate::pack::Pack;
use crate::pay::PayElement;
use crate::payroll::{FilePricer, MarketColumn, MonthsStated, SummaryCounts, Tally};
use crate::people::{ColumnMeaning, later_header_line, looks_like_header, names_titles};
use crate::pricing::{Options, Quote, has_percentiles_only, pay_element};
use crate::render::{Detail, notes};
use crate::tabular::{self, EncodingEvidence};
use crate::views::{self, SummaryUnit};

/// Says how the file is read, before the first row is.
pub(in crate::cli) fn say_how_file_is_read(context: &Context, file: &tabular::Input<'_>, pricer: &FilePricer<'_>) {
    let (headers, columns) = (file.header().names(), pricer.columns());
    let (payroll, appended) = (pricer.options(), pricer.appended());
    if let Some(line) = later_header_line(file) {
        context.console.message(&format!("warning: {}", skipping(line)));
    }
    // Reading a title takes as long as everything else at the start of a run.
    if headers.get(columns.role).is_some_and(|title| !names_titles(title) && pricer.knows_title(title)) {
        context.console.message(
            "warning: the first line is read as the header, and names a role: put a header before it to price it too",
        );
    }
    let mut read = vec![found_columns(columns, headers).join(", ")];
    if let (true, Some(low), Some(high)) = (columns.is_one_rate, columns.salary, columns.salary_high) {
        let (low, high) = (column_name(headers, low), column_name(headers, high));
        read.push(format!("where {high} states no pay, {low} is the pay"));
    }
    if let Some(unread) = columns.unread_pay {
        read.push(format!("{} is pay of another period, and is not read", column_name(headers, unread)));
    }
    if columns.city.is_none() && context.pack.cities().is_ok_and(|cities| !cities.is_empty()) {
        let rate = priced_without_city(&context.pack).unwrap_or_default();
        read.push(format!("no column with cities is read: {rate} is used"));
    }
    let (compared, is_of_another_element) = compared_element(context, pricer);
    if !is_of_another_element {
        read.extend(compared.clone());
    }
    read.extend(context.pack.market_name().ok().flatten().map(|name| format!("the market is {name}")));
    read.extend(pricer.ageing().map(|(to, rate)| format!("prices are {}", views::aged(to, rate))));
    read.extend(meaning_of_range(&context.pack, appended));
    context.console.message(&format!("note: {}", read.join("; ")));
    say_doubtful_columns(context, columns, headers, payroll.conventions.element);
    if let Some(compared) = compared.filter(|_| is_of_another_element) {
        context.console.message(&format!("warning: {compared}"));
    }
    let compares = appended.iter().any(|column| matches!(column, MarketColumn::Ratio | MarketColumn::Position));
    if columns.salary.is_none() && (compares || payroll.counts.summary != SummaryCounts::None) {
        let ends: Vec<String> = columns
            .lone_ends()
            .iter()
            .filter_map(|at| match headers.get(*at)? {
                header if looks_like_header(headers) => Some(format!(" {} \"{header}\"", at + 1)),
                _ => Some(format!(" {}", at + 1)),
            })
            .collect();
        let near = if ends.is_empty() { String::new() } else { format!(", such as{}", ends.join(",")) };
        context.console.message(&format!(
            "note: no column with pay was found: nothing is compared; --salary-column names one{near}"
        ));
    }
    if let Some(note) = bonus_unit_note(columns, headers) {
        context.console.message(&format!("note: {note}"));
    }
    if let Some(at) = columns.fte {
        let by = column_name(headers, at);
        context.console.message(&match columns.states_weekly_hours() {
            false => format!("note: pay is divided by {by}, the share of full time; --fte-column none leaves it"),
            true => format!(
                "warning: {by} holds hours a week, and does not say how many are full time: such pay is not compared; write \
                 shares (0.8, 80%, 28.8/36), or use --fte-column none"
            ),
        });
    }
    say_how_text_is_read(context, file);
    say_replaced_columns(context, headers, pricer.replaced());
    for column in appended {
        let is_kept = |(at, header): (usize, &String)| header == column.name() && !pricer.replaced().contains(&at);
        if headers.iter().enumerate().any(is_kept) {
            context
                .console
                .message(&format!("warning: the file has a column {} already: there will be two", column.name()));
        }
    }
}

/// What the columns of the range are where all prices are percentiles.
fn meaning_of_range(pack: &Pack, appended: &[MarketColumn]) -> Option<String> {
    let names =
        [(MarketColumn::Low, "low", "P25"), (MarketColumn::Mid, "mid", "P50"), (MarketColumn::High, "high", "P75")];
    let are_percentiles = has_percentiles_only(pack).unwrap_or_default();
    let asked: Vec<_> = names.iter().filter(|(column, ..)| are_percentiles && appended.contains(column)).collect();
    let verb = if asked.len() > 1 { "are" } else { "is" };
    let columns: Vec<&str> = asked.iter().map(|(_, column, _)| *column).collect();
    let percentiles: Vec<&str> = asked.iter().map(|(.., percentile)| *percentile).collect();
    (!asked.is_empty()).then(|| format!("{} {verb} {}", listed(&columns), listed(&percentiles)))
}

/// What pay is compared with, if the file has pay; and whether that is another element of pay.
fn compared_element(context: &Context, pricer: &FilePricer<'_>) -> (Option<String>, bool) {
    if pricer.columns().salary.is_none() {
        return (None, false);
    }
    let payroll = pricer.options();
    let measured = context.pack.first_cell().ok().flatten().map(|cell| cell.element);
    let measured = measured.filter(|_| has_percentiles_only(&context.pack).unwrap_or_default());
    let market = match measured {
        Some(measured) => measured.name(),
        None if payroll.with_retention => "base + retention",
        None => PayElement::Base.as_str(),
    };
    let element = payroll.conventions.element;
    let of_market = measured.map_or(Some(PayElement::Base), pay_element);
    if of_market.is_some_and(|of_market| of_market.bonus() != element.bonus()) {
        let compared = element.as_str();
        return (Some(format!("{compared} is compared with {market}, another element of pay")), true);
    }
    let compared = match element {
        PayElement::Base => "pay is compared".to_owned(),
        element => format!("the {} is compared", element.as_str()),
    };
    (Some(format!("{compared} with {market}")), false)
}

/// Says which columns of an earlier run are replaced.
pub(super) fn say_replaced_columns(context: &Context, headers: &[String], replaced: &[usize]) {
    let name = |at: Option<&usize>| at.and_then(|at| headers.get(*at)).map(|name| name.trim()).unwrap_or_default();
    let (count, first, last) = (replaced.len(), name(replaced.first()), name(replaced.last()));
    if count > 0 {
        context.console.message(&format!(
            "note: {count} columns of an earlier run, {first} to {last}, are replaced by those of this one"
        ));
    }
}

/// Says which encoding and delimiter were detected, and which lines were left out.
pub(super) fn say_how_text_is_read(context: &Context, file: &tabular::Input<'_>) {
    let (charset, evidence) = file.charset();
    if let lines @ 1.. = file.preamble_lines() {
        let noun = if lines == 1 { "line" } else { "lines" };
        context.console.message(&format!("note: {lines} {noun} before the header left out; --skip 0 keeps them"));
    }
    let quoting = file.quoting();
    let quotes = match (quoting.is_single(), quoting.has_escapes()) {
        (false, false) => None,
        (true, false) => Some("cells are in single quotes"),
        (true, true) => Some("cells are in single quotes, with backslashes before quotes"),
        (false, true) => Some("backslashes stand before quotes in cells"),
    };
    if let Some(quotes) = quotes {
        context.console.message(&format!("note: {quotes}; the rows come out as CSV; --quote double reads them as CSV"));
    }
    if file.delimiter().is_rare() {
        let delimiter = char::from(file.delimiter().byte());
        context.console.message(&format!("note: cells are separated by \"{delimiter}\"; --delimiter names another"));
    }
    match evidence {
        EncodingEvidence::Guessed => context.console.message(&format!(
            "note: the file is read as {}, which its bytes suggest; --encoding names another",
            charset.name()
        )),
        EncodingEvidence::ZeroBytes => context.console.message(&format!(
            "note: the file is read as {}, by its zero bytes; --encoding names another",
            charset.name()
        )),
        EncodingEvidence::ByteOrderMark if charset != tabular::Charset::UTF8 => {
            context.console.message(&format!("note: the file is in {}", charset.name()));
        }
        _ => {}
    }
    if let Some(line) = file.mojibake_line().map(|line| file.source_lines().of(line)) {
        context.console.message(&format!(
            "warning: text in line {line} was decoded with a wrong encoding before it was saved, as in Ã© for é; it is not changed"
        ));
    }
}

impl Args {
    /// Says what the run results in: notes about the prices, the summary, and the rows that were not priced. Returns the notes
    /// about the prices, with their sources.
    pub(super) fn say_results(
        &self,
        context: &Context,
        pricer: &FilePricer<'_>,
        headers: &[String],
        tally: &Tally,
        options: &Options,
        quotes: &[Quote],
    ) -> Result<Answer, Failure> {
        let pack = &context.pack;
        let (mut about, mut summary) = views::payroll_notes(pack, quotes, context.console.about_today()?)?;
        let mut far = cluster_warnings(pricer, tally);
        context.pack_options.add_to(&mut far);
        context.pack_options.add_to(&mut about.notes);
        if let Some(summary) = &mut summary {
            // The advice of its parts is in its text.
            summary.text = context.pack_options.in_commands(&summary.text).into_owned();
        }
        let is_full = self.result.output.detail() == Detail::Full;
        // What is misread comes first, and what holds for all prices in one line.
        let short = Answer { notes: far.iter().cloned().chain(summary).collect(), ..Answer::default() };
        far.append(&mut about.notes);
        about.notes = far;
        let months = months_note(pricer, tally, options);
        let (unit, months) = match (unit_and_median(pricer, headers, tally), months) {
            (Some(unit), Some(months)) if !is_full => (Some(format!("{unit}. {months}")), None),
            notes => notes,
        };
        let by = self.result.dimensions();
        let say = |note: String| context.console.message(&format!("note: {note}"));
        if !by.is_empty() {
            unit.into_iter().for_each(say);
            let unit = SummaryUnit { currency: pricer.currency(), period: options.period };
            let mut answer = views::payroll(pack, tally, &by, unit)?;
            answer.notes.append(&mut about.notes);
            answer.sources = about.sources;
            self.result.output.print(context, "price", answer)?;
            return Ok(Answer::default());
        }
        let screen = context.console.error_screen();
        if !context.console.is_quiet() {
            let said = if is_full { &about } else { &short };
            context.console.write_rendered_error(&notes(said, &screen, self.result.output.detail()));
        }
        let of_stated = if self.result.explain_pay { stated_months_note(pricer, tally) } else { None };
        unit.into_iter().chain(months).chain(of_stated).for_each(say);
        if let rows @ 1.. = tally.unlikely_bonuses {
            let (rows, noun) = (grouped(rows.into(), 0), if rows == 1 { "row" } else { "rows" });
            let warning = views::unlikely_bonuses_warning(&format!("{rows} {noun}"));
            context.console.message(&format!("warning: {}", warning.text_with_advice()));
        }
        if self.result.summary {
            let unit = SummaryUnit { currency: pricer.currency(), period: options.period };
            for finding in views::payroll_findings(pack, tally, unit)? {
                context.console.write_error(&format!("summary: {finding}\n"));
            }
        }
        self.say_row_counts(context, pricer, tally);
        Ok(about)
    }
}

/// The note about monthly pay that states the months paid a year: which of them are compared.
fn stated_months_note(pricer: &FilePricer<'_>, tally: &Tally) -> Option<String> {
    pricer.column_of(ColumnMeaning::Salary)?;
    let MonthsStated { monthly, without } = tally.months_stated(pricer.pay_defaults().period);
    let stated = monthly - without;
    let verb = if stated == 1 { "states" } else { "state" };
    let of = format!("{} by the month {verb}", of_amounts(stated, monthly));
    (stated > 0).then(|| match pricer.element() {
        PayElement::Base => format!(
            "{of} how many months are paid a year: 12 of them, the base salary, are compared and stand in pay_annual; --pay-element \
             guaranteed compares all"
        ),
        PayElement::Guaranteed | PayElement::TargetCash | PayElement::TotalCash => {
            format!("{of} how many months are paid a year: all of them are compared and stand in pay_annual")
        }
    })
}

/// The note about monthly pay that does not state the months paid a year.
fn months_note(pricer: &FilePricer<'_>, tally: &Tally, options: &Options) -> Option<String> {
    pricer.column_of(ColumnMeaning::Salary)?;
    let MonthsStated { monthly, without } = tally.months_stated(pricer.pay_defaults().period);
    if without == 0 {
        return None;
    }
    let (do_not, are) = if without == 1 { ("does not", "is") } else { ("do not", "are") };
    let of = format!("{} by the month {do_not} say how many months are paid a year", of_amounts(without, monthly));
    Some(match (pricer.element(), options.months) {
        (PayElement::Base, _) => format!("{of}; base salary is that of 12"),
        (_, Some(months)) => format!("{of}, and {are} taken for {} (--months)", months.normalize()),
        (_, None) => {
            format!("{of}, and {are} taken for the pack's usual number; --months changes it")
        }
    })
}
