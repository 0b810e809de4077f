//! Messages about rows without a price or a comparison: how many, why, and what helps.

use super::args::Args;
use crate::cli::Context;
use crate::cli::names::resolve::priced_without_city;
use crate::money::{Currency, grouped};
use crate::pack::{Pack, PlaceKind};
use crate::pay::is_currency_in_use;
use crate::payroll::{FilePricer, MissingRates, Status, Tally};
use crate::people::{ColumnMeaning, UnreadLevel};
use crate::pricing::native_currency;

impl Args {
    /// Says how many rows were priced and compared, and why others were not, with a line for each status. These are the last
    /// lines of a run, which are read first.
    pub(super) fn say_row_counts(&self, context: &Context, pricer: &FilePricer<'_>, tally: &Tally) {
        let count = |rows: u64| grouped(rows.into(), 0);
        let (all, priced) = (tally.all_rows(), tally.priced());
        let compared = match pricer.column_of(ColumnMeaning::Salary) {
            None => String::new(),
            Some(_) if priced == 0 => String::new(),
            Some(_) if tally.rows(Status::Priced) == 0 => ", none compared".to_owned(),
            Some(_) => format!(", {} compared", count(tally.rows(Status::Priced))),
        };
        context.console.message(&format!("note: {} of {} rows priced{compared}", count(priced), count(all)));
        let unread = [
            (UnreadLevel::Grade, tally.rows_with_unread_grades),
            (UnreadLevel::PackHasNone, tally.rows_at_missing_levels),
        ];
        for (level, number) in unread.into_iter().filter(|(_, rows)| *rows > 0) {
            let rows = count(number);
            let (have, they_are, name, their_prices_are) = match number {
                1 => ("has", "it is", "names", "its price is"),
                _ => ("have", "they are", "name", "their prices are"),
            };
            context.console.message(&match level {
                UnreadLevel::Grade => format!(
                    "warning: {rows} of them {have} a grade in the title, such as IV or P6, that is not read: {they_are} priced at \
                     the default level; a table grade_map in an --overlay says what a grade means"
                ),
                UnreadLevel::PackHasNone => format!(
                    "warning: {rows} of them {name} a level in the title; the pack has none: {their_prices_are} of all levels together"
                ),
            });
        }
        for status in Status::ALL.into_iter().filter(|status| *status != Status::Priced && tally.rows(*status) > 0) {
            let rows = tally.rows(status);
            let noun = if rows == 1 { "row is" } else { "rows are" };
            let reason = match status {
                Status::CurrencyWithoutRate => missing_rates(tally.missing_rates(), context, pricer),
                _ => self.reason(status, pricer),
            };
            let reason = context.pack_options.in_commands(&reason);
            let why = format!("{}{reason}", blocking_column(status, pricer, tally));
            context.console.message(&format!("note: {} {noun} {}: {why}", count(rows), status.as_str()));
        }
        if self.result.fills_terminal(context) {
            context.console.message(
                "note: -o FILE.xlsx or FILE.csv writes the rows to a file; --columns mid,ratio,status appends fewer columns",
            );
        }
    }

    /// What a status means in this file, and what to do about it.
    fn reason(&self, status: Status, pricer: &FilePricer<'_>) -> String {
        let lists = |what: &str| match &self.result.unmatched {
            Some(path) => format!("{} lists the {what}", path.display()),
            None => format!("--unmatched FOLDER lists the {what}"),
        };
        let has = |meaning: ColumnMeaning| pricer.column_of(meaning).is_some();
        match status {
            // `missing_rates` says what pay in such currencies lacks.
            Status::Priced | Status::CurrencyWithoutRate => String::new(),
            Status::PayNotStated => "the pay cell is blank, or says that pay is not stated".to_owned(),
            Status::OpenEndedPay => "the pay has one end, and no middle to compare".to_owned(),
            Status::UnreadablePay if pricer.element().bonus().is_some() => format!(
                "the pay cell or the bonus cell cannot be read without doubt; {}",
                lists("texts with the reason")
            ),
            Status::UnreadablePay if has(ColumnMeaning::Fte) => format!(
                "the pay cell cannot be read without doubt, or the cell beside it states no share of full time; {}",
                lists("texts with the reason")
            ),
            Status::UnreadablePay => {
                format!("the pay cell cannot be read without doubt; {}", lists("texts with the reason"))
            }
            Status::NetPay => "the pay is after tax, and the market's is before tax".to_owned(),
            Status::BonusNotStated => {
                "the bonus cell is blank, or says that no bonus is stated; 0 states that there is none".to_owned()
            }
            Status::NoRoleMatch => format!("no role matches the title; {}", lists("titles with the nearest names")),
            Status::AmbiguousRole => {
                format!(
                    "several roles fit the title; {}; an overlay with a table `role_aliases` decides",
                    lists("titles with these roles")
                )
            }
            Status::UnpricedRole => {
                "the role has no price in this pack; `payband roles` lists those that have one".to_owned()
            }
            Status::UnknownCity => format!(
                "the city cell is blank, or names no city of the pack; {}; --city-column none prices all rows at {}",
                lists("names"),
                priced_without_city(pricer.pack()).unwrap_or_default()
            ),
            Status::TwoCities => format!(
                "the city cell names two cities or more; {}; an overlay with a table `city_aliases` decides",
                lists("cells with these cities")
            ),
            Status::AmbiguousCity => {
                let decides = if has_states(pricer.pack()) {
                    "with its state (Springfield, IL) it is one"
                } else {
                    "an overlay with a table `city_aliases` decides"
                };
                format!("several places have this name; {}; {decides}", lists("names with these places"))
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
            Status::RaggedRow => "more or fewer cells than the header has".to_owned(),
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
