//! Messages about rows without a price or a comparison: how many, why, and what helps.

use super::args::Args;
use super::pay_unit_messages::advises_on_far_amounts;
use crate::cli::Context;
use crate::cli::names::resolve_places::priced_without_city;
use crate::money::{Currency, grouped};
use crate::pack::{Pack, PlaceKind};
use crate::pay::is_currency_in_use;
use crate::payroll::{FilePricer, MissingRates, RaggedCounts, Status, Tally};
use crate::people::{ColumnMeaning, UnreadLevel};
use crate::pricing::native_currency;
use crate::render::{Detail, Format};
use crate::shell::shell_quoted;

impl Args {
    /// Says how many rows were priced and compared, how many have each other status, and why: in a line for each remedy, at most
    /// [`MAX_REASONS`] unless all notes are asked for. These are the last lines of a run, which are read first.
    pub(super) fn say_row_counts(&self, context: &Context, pricer: &FilePricer<'_>, tally: &Tally) {
        let count = |rows: u64| grouped(rows.into(), 0);
        let (all, priced) = (tally.all_rows(), tally.priced());
        let compared = match pricer.column_of(ColumnMeaning::Salary) {
            None => String::new(),
            Some(_) if priced == 0 => String::new(),
            Some(_) if tally.rows(Status::Priced) == 0 => ", none compared".to_owned(),
            Some(_) => format!(", {} compared", count(tally.rows(Status::Priced))),
        };
        let mut others: Vec<Status> = Status::ALL.into_iter().filter(|status| *status != Status::Priced).collect();
        others.retain(|status| tally.rows(*status) > 0);
        others.sort_by_key(|status| std::cmp::Reverse(tally.rows(*status)));
        let rest: Vec<String> =
            others.iter().map(|status| format!("{} {}", count(tally.rows(*status)), status.as_str())).collect();
        let missing = if compared.is_empty() { "priced" } else { "compared" };
        let rest = if rest.is_empty() { String::new() } else { format!("; not {missing}: {}", rest.join(", ")) };
        let is_full = self.result.output.detail() == Detail::Full;
        // What needs no remedy, or is said with the warnings of far amounts, is said if all notes are asked for.
        let is_said_already = advises_on_far_amounts(pricer, tally);
        let is_said = |status: &Status| {
            is_full || !(status.needs_no_attention() || *status == Status::ImplausiblePay && is_said_already)
        };
        let (said, left_out): (Vec<Status>, Vec<Status>) = others.into_iter().partition(is_said);
        let reasons = self.reasons(&said, context, pricer, tally);
        let is_left_out = reasons.len() > MAX_REASONS || left_out.iter().any(|status| !status.needs_no_attention());
        let is_shortened = !is_full && is_left_out;
        let more = if is_shortened { "; --caveats explains all" } else { "" };
        context.console.message(&format!(
            "note: {} of {} rows priced{compared}{rest}{more}",
            count(priced),
            count(all)
        ));
        let unread = [
            (UnreadLevel::Grade, tally.rows_with_unread_grades),
            (UnreadLevel::PackHasNone, tally.rows_at_missing_levels),
        ];
        for (level, number) in unread.into_iter().filter(|(_, rows)| *rows > 0) {
            let rows = count(number);
            let (noun, have, they_are, name, their_prices_are) = match number {
                1 => ("row", "has", "it is", "names", "its price is"),
                _ => ("rows", "have", "they are", "name", "their prices are"),
            };
            context.console.message(&match level {
                UnreadLevel::Grade => format!(
                    "warning: {rows} priced {noun} {have} a grade in the title, such as IV or P6, that is not read: {they_are} priced at \
                     the default level; a table grade_map in an --overlay says what a grade means"
                ),
                UnreadLevel::PackHasNone => format!(
                    "warning: {rows} priced {noun} {name} a level in the title; the pack has none: {their_prices_are} of all levels together"
                ),
            });
        }
        for (at, reason) in reasons.iter().enumerate() {
            match is_full || at < MAX_REASONS {
                true => context.console.message(&format!("note: {reason}")),
                false => context.console.record(&format!("note: {reason}")),
            }
        }
        for reason in self.reasons(&left_out, context, pricer, tally) {
            context.console.record(&format!("note: {reason}"));
        }
        if self.result.fills_terminal(context) {
            context.console.message(
                "note: -o FILE.xlsx or FILE.csv writes the rows to a file; --columns mid,ratio,status appends fewer columns",
            );
        }
    }

    /// Why rows have these statuses, and what to do about it, with one text for all whose remedy is the list of unmatched texts.
    fn reasons(&self, statuses: &[Status], context: &Context, pricer: &FilePricer<'_>, tally: &Tally) -> Vec<String> {
        let mut reasons: Vec<(u64, String)> = Vec::new();
        // The reasons whose remedy is the list of unmatched texts.
        let mut listed: (u64, Vec<String>) = (0, Vec::new());
        for status in statuses {
            let reason = match status {
                Status::CurrencyWithoutRate => missing_rates(tally.missing_rates(), context, pricer),
                Status::RaggedRow => self.ragged_rows(tally.ragged),
                _ => self.reason(*status, pricer),
            };
            let reason = context.pack_options.in_commands(&reason);
            let why = format!("{}: {}{reason}", status.as_str(), blocking_column(*status, pricer, tally));
            if is_listed(*status) {
                listed.0 += tally.rows(*status);
                listed.1.push(why);
            } else {
                reasons.push((tally.rows(*status), why));
            }
        }
        let given = self.result.unmatched.as_ref().map(|path| shell_quoted(&path.display().to_string()));
        let folder = given.clone().unwrap_or_else(|| "--unmatched FOLDER".to_owned());
        // Pay that cannot be read has no id, and a list in one file is no overlay.
        let is_file = self.result.unmatched.as_ref().is_some_and(|path| path.extension().is_some());
        let has_names =
            !is_file && statuses.iter().any(|status| is_listed(*status) && *status != Status::UnreadablePay);
        let overlay = given.unwrap_or_else(|| "FOLDER".to_owned());
        let applied = match has_names {
            true => format!("; --overlay {overlay} applies the names whose `id` is filled in"),
            false => String::new(),
        };
        let (rows, listed) = listed;
        match listed.as_slice() {
            [] => {}
            [one] => {
                reasons.push((
                    rows,
                    format!("{one}; {folder} lists the texts, with the nearest names or the reason{applied}"),
                ));
            }
            several => {
                reasons
                    .push((rows, format!("{folder} lists the texts of these rows: {}{applied}", several.join(". "))));
            }
        }
        reasons.sort_by_key(|(rows, _)| std::cmp::Reverse(*rows));
        reasons.into_iter().map(|(_, reason)| reason).collect()
    }

    /// What ragged rows are, and what becomes of the cells that have no column.
    fn ragged_rows(&self, counts: RaggedCounts) -> String {
        let mut reason = "more or fewer cells than the header has".to_owned();
        let RaggedCounts { longer, kept_whole } = counts;
        let (rows, surplus) = match self.result.asked_format() {
            Ok(Some(Format::Xlsx)) => (longer, "the surplus cells stand as text behind the appended cells"),
            Ok(None | Some(Format::Csv | Format::Tsv)) => (
                longer.saturating_sub(kept_whole),
                "the appended cells stand behind the surplus ones, not under their headers",
            ),
            // In JSON the surplus cells have a key of their own.
            _ => (0, ""),
        };
        if rows > 0 {
            let (rows, noun) = (grouped(rows.into(), 0), if rows == 1 { "row" } else { "rows" });
            reason.push_str(&format!("; in {rows} {noun} {surplus}"));
        }
        if let rows @ 1.. = kept_whole {
            let (rows, keep) = (grouped(rows.into(), 0), if rows == 1 { "row keeps" } else { "rows keep" });
            reason.push_str(&format!("; {rows} {keep} the cells of an earlier run, which could not be told apart"));
        }
        reason
    }

    /// What a status means in this file, and what to do about it beside the list of unmatched texts.
    fn reason(&self, status: Status, pricer: &FilePricer<'_>) -> String {
        let has = |meaning: ColumnMeaning| pricer.column_of(meaning).is_some();
        match status {
            // `missing_rates` says what pay in such currencies lacks, and `ragged_rows` what becomes of such rows.
            Status::Priced | Status::CurrencyWithoutRate | Status::RaggedRow => String::new(),
            Status::PayNotStated => "the pay cell is blank, or says that pay is not stated".to_owned(),
            Status::OpenEndedPay => "the pay has one end, and no middle to compare".to_owned(),
            Status::UnreadablePay if pricer.element().bonus().is_some() => {
                "the pay cell or the bonus cell cannot be read without doubt".to_owned()
            }
            Status::UnreadablePay if has(ColumnMeaning::Fte) => {
                "the pay cell cannot be read without doubt, or the cell beside it states no share of full time".to_owned()
            }
            Status::UnreadablePay => "the pay cell cannot be read without doubt".to_owned(),
            Status::ImplausiblePay => {
                "no cell of the row states the period, and the pay as it is read is too far from the market; check the \
                 currency, period and zeros; state the period in these cells or in a column; --pay-period compares all amounts \
                 as they are"
                    .to_owned()
            }
            Status::NetPay => "the pay is after tax, and the market's is before tax".to_owned(),
            Status::BonusNotStated => {
                "the bonus cell is blank, or says that no bonus is stated; 0 states that there is none".to_owned()
            }
            Status::NoRoleMatch => "no role matches the title".to_owned(),
            Status::AmbiguousRole => {
                "several roles fit the title".to_owned()
            }
            Status::UnpricedRole => {
                "the role has no price in this pack; `payband roles` lists those that have one".to_owned()
            }
            Status::UnknownCity => {
                let beside = if pricer.columns().of_place().count() > 1 { ", with the cells beside it," } else { "" };
                let instead = priced_without_city(pricer.pack()).unwrap_or_default();
                format!(
                    "the city cell is blank, or{beside} names no city of the pack; --city-column none prices all rows at {instead}"
                )
            }
            Status::TwoCities => {
                "the city cell names two cities or more".to_owned()
            }
            Status::AmbiguousCity if has_states(pricer.pack()) => {
                "several places have this name; with its state (Springfield, IL) it is one".to_owned()
            }
            Status::AmbiguousCity => {
                "several places have this name".to_owned()
            }
            Status::UnknownLevel if self.default_level.is_given() => {
                let mut reason = "the level that is stated is not known, or is not one level".to_owned();
                if has(ColumnMeaning::Level) {
                    reason.push_str("; --level-column none goes by titles and years");
                }
                if has(ColumnMeaning::Years) {
                    reason.push_str("; --years-column none leaves out years that cannot be read, such as dates");
                }
                reason
            }
            Status::UnknownLevel if has(ColumnMeaning::Level) => {
                "no level is stated, or none that is known; --default-level LEVEL prices rows that state none, \
                 --level-column none goes by titles and years"
                    .to_owned()
            }
            Status::UnknownLevel => "no level is stated; --default-level LEVEL prices such rows".to_owned(),
            Status::UnpricedLevel => "the level has no price in this pack".to_owned(),
            Status::TotalRow => "a total or average of other rows".to_owned(),
            Status::BlankRow => "no cell is filled".to_owned(),
            Status::HeaderRow => "the header again, among the rows".to_owned(),
            Status::UnpricedCity if has(ColumnMeaning::City) && has_figures_without_city_only(pricer.pack()) => {
                "the pack has figures without a city only; --city-column none prices rows by these".to_owned()
            }
            Status::UnpricedCity => "no pay of the role is published for the city, level or segment".to_owned(),
        }
    }
}

/// The most reasons that are said, unless all notes are asked for.
const MAX_REASONS: usize = 2;

/// Whether the texts behind a status are in the list of unmatched texts.
fn is_listed(status: Status) -> bool {
    matches!(
        status,
        Status::NoRoleMatch
            | Status::AmbiguousRole
            | Status::UnknownCity
            | Status::TwoCities
            | Status::AmbiguousCity
            | Status::UnreadablePay
    )
}

/// The most currencies that a message names.
const MAX_CURRENCIES: usize = 3;

/// Why pay is not compared for its currency, and what helps.
fn missing_rates(missing: &MissingRates, context: &Context, pricer: &FilePricer<'_>) -> String {
    let mut reasons = Vec::new();
    let native = native_currency(&context.pack).ok().flatten().unwrap_or(pricer.currency());
    // Other codes come from a currency column, and may be initials.
    let known: Vec<&str> =
        missing.currencies.iter().filter(|code| is_currency_in_use(**code)).map(Currency::as_str).collect();
    let more = match missing.currencies.len() - known.len().min(MAX_CURRENCIES) {
        0 => String::new(),
        more if known.is_empty() => format!("{more} currencies"),
        more => format!(" and {more} more"),
    };
    let named: Vec<&str> = known.iter().copied().take(MAX_CURRENCIES).collect();
    match named.as_slice() {
        [code] if more.is_empty() && pricer.currency() == native => reasons.push(format!(
            "the pack has no rate for {code}: --currency {code} --fx RATE gives one ({code} for one {native}), as an overlay with a \
             table `fx` does"
        )),
        [] if more.is_empty() => {}
        _ => reasons.push(format!(
            "the pack has no rate for {}{more}: an overlay with a table `fx` adds rates",
            named.join(", ")
        )),
    }
    if missing.has_ambiguous_sign {
        reasons.push("kr may be SEK, NOK, DKK or ISK: --pay-currency says which".to_owned());
    }
    if missing.has_unknown_currency {
        reasons.push("the currency cell names no currency that is known".to_owned());
    }
    reasons.join("; ")
}

/// Whether places of a pack are told apart by their state.
fn has_states(pack: &Pack) -> bool {
    pack.cities().is_ok_and(|places| places.iter().any(|place| place.kind == PlaceKind::State))
}

/// Whether a pack has figures, and none of them is of a place.
fn has_figures_without_city_only(pack: &Pack) -> bool {
    // Most packs are told by their first figure. To read all of them takes long.
    let may_be = pack.first_cell().is_ok_and(|first| first.is_some_and(|cell| cell.place.is_empty()));
    may_be && pack.market_cells().is_ok_and(|cells| cells.iter().all(|cell| cell.place.is_empty()))
}

/// The fewest rows of a file about which "most" is said.
const MIN_ROWS_FOR_MOST: u64 = 10;

/// Says that one column alone leaves most rows without a price, and what helps; empty otherwise. A column can do so with several
/// statuses: their rows count together, and it is said with the one that has the most rows.
fn blocking_column(status: Status, pricer: &FilePricer<'_>, tally: &Tally) -> &'static str {
    let (meaning, statuses, said): (_, &[Status], _) = match status {
        Status::NoRoleMatch | Status::AmbiguousRole => (
            ColumnMeaning::Role,
            &[Status::NoRoleMatch, Status::AmbiguousRole],
            "the column of titles blocks most rows: --role-column NAME reads another; ",
        ),
        Status::UnknownCity | Status::TwoCities | Status::AmbiguousCity => (
            ColumnMeaning::City,
            &[Status::UnknownCity, Status::TwoCities, Status::AmbiguousCity],
            "the column of cities blocks most rows: --city-column none leaves it out; ",
        ),
        Status::UnknownLevel => (
            ColumnMeaning::Level,
            &[Status::UnknownLevel],
            "the column of levels blocks most rows: --level-column none leaves it out, and a table `grade_map` in an overlay \
             says what its grades mean; ",
        ),
        _ => return "",
    };
    let all = tally.all_rows();
    let blocked = statuses.iter().fold(0, |sum: u64, one| sum.saturating_add(tally.rows(*one)));
    let largest = statuses.iter().copied().rev().max_by_key(|one| tally.rows(*one));
    let blocks_most = all >= MIN_ROWS_FOR_MOST && blocked.saturating_mul(2) > all;
    if blocks_most && largest == Some(status) && pricer.column_of(meaning).is_some() { said } else { "" }
}
