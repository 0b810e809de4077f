//! The columns of a file that an earlier run of `price` appended.

use std::collections::HashSet;

use super::map_texts::{MATCHED, READ};
use super::market_column::MarketColumn;
use super::status::Status;
use crate::tabular::Input;

/// The columns of a file, counted from 0, that are not read as those of the file because they have the names of appended ones:
/// those with the names of market columns, and behind the first of them those with the names of columns about pay. Elsewhere
/// `pay_low` is a name that other programs use too.
#[must_use]
pub fn appended_columns(headers: &[String]) -> Vec<usize> {
    let named = headers.iter().enumerate().filter_map(|(at, header)| Some((at, named(header)?)));
    named.skip_while(|(_, column)| !column.is_about_market()).map(|(at, _)| at).collect()
}

/// The columns of a file, counted from 0, that an earlier run certainly appended, so that those of a run which appends `appended`
/// replace them. They are neighbours with different names. Either one of them has nothing but statuses under it, or they are the
/// columns of this run, and other programs do not name all of them so. A single column is the user's own.
#[must_use]
pub fn replaced_columns(input: &Input<'_>, appended: &[MarketColumn]) -> Vec<usize> {
    let columns: Vec<Option<MarketColumn>> = input.header().names().iter().map(|header| named(header)).collect();
    let mut replaced = Vec::new();
    let mut end = columns.len();
    while let Some(last) = columns.get(..end).unwrap_or_default().iter().rposition(Option::is_some) {
        let set = set_before(columns.get(..=last).unwrap_or_default(), appended);
        let first = last + 1 - set.len();
        if is_of_run(input, first, &set, appended) {
            replaced.splice(0..0, first..=last);
        }
        end = if set.is_empty() { last } else { first };
    }
    replaced
}

/// The market column with the name in a header.
fn named(header: &str) -> Option<MarketColumn> {
    MarketColumn::all().find(|column| column.name() == header.trim())
}

/// The columns at the end of `columns` that one run can have appended: different ones, which begin with the usual ones if they hold
/// them, or else with one about the market, unless they are those of this run.
fn set_before(columns: &[Option<MarketColumn>], appended: &[MarketColumn]) -> Vec<MarketColumn> {
    let mut met = HashSet::new();
    let names = columns.iter().rev().map_while(|column| column.filter(|column| met.insert(*column)));
    let mut set: Vec<MarketColumn> = names.collect();
    set.reverse();
    let start_of = |part: &[MarketColumn]| set.windows(part.len().max(1)).position(|window| window == part);
    let start = start_of(&MarketColumn::USUAL)
        .or_else(|| start_of(appended))
        .or_else(|| set.iter().position(|column| column.is_about_market()));
    set.split_off(start.unwrap_or(set.len()))
}

/// Whether an earlier run appended these columns, of which the first is at `first`.
fn is_of_run(input: &Input<'_>, first: usize, set: &[MarketColumn], appended: &[MarketColumn]) -> bool {
    let status = set.iter().position(|column| *column == MarketColumn::Status);
    set.len() > 1
        && match status {
            Some(at) => holds_statuses(input, first + at),
            None => set == appended && set.iter().any(|column| column.is_distinctive()),
        }
}

/// Whether the first rows have a status in this column, as every row of an earlier run does.
fn holds_statuses(input: &Input<'_>, column: usize) -> bool {
    let words = Status::ALL.iter().map(|status| status.as_str()).chain([MATCHED, READ]);
    let mut all = true;
    input.sample(|row| {
        let cell = row.value(column).unwrap_or_default();
        all &= row.is_ragged() || words.clone().any(|word| word.as_bytes() == cell.as_ref());
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::ReadOptions;

    #[test]
    fn columns_of_an_earlier_run_are_known_by_their_names() {
        for (headers, expected) in [
            ("title,city,pay,market_role,market_currency,pay_low,pay_period", [3, 4, 5, 6].as_slice()),
            ("title,pay_low,pay_high,market_mid,pay_low,note", [3, 4].as_slice()),
            ("title,pay_low,pay_high,pay_currency", [].as_slice()),
            ("title,market,Market Median,market_rate", [].as_slice()),
        ] {
            let headers: Vec<String> = headers.split(',').map(str::to_owned).collect();
            assert_eq!(appended_columns(&headers), expected, "{headers:?}");
        }
    }

    /// Catches a column of the user's own that is lost because it has the name of an appended one.
    #[test]
    fn only_the_columns_of_a_run_are_replaced() {
        let usual = MarketColumn::USUAL.map(MarketColumn::name).join(",");
        let priced = ",,,,,,,,,,,,,,priced";
        let few = [MarketColumn::Low, MarketColumn::Mid, MarketColumn::High, MarketColumn::Ratio];
        let named_few = few.map(MarketColumn::name).join(",");
        for (file, appended, expected) in [
            (format!("title,{usual}\nx,{priced}\n"), MarketColumn::USUAL.as_slice(), 1..16),
            (format!("title,{usual},note\nx,{priced},n\n"), &few, 1..16),
            // What stands before the usual columns is the user's, whatever its name.
            (format!("title,pay_low,market_n,{usual},pay_low\nx,1,2,{priced},1\n"), &few, 3..19),
            (format!("title,market_mid,{usual}\nx,5,{priced}\n"), &few, 2..17),
            ("title,pay_low,market_mid,market_status\nx,1,5,no-role-match\n".to_owned(), &few, 2..4),
            // Two runs of a program that kept the first.
            (format!("title,{usual},{usual}\nx,{priced},{priced}\n"), &few, 1..31),
            (format!("title,{named_few}\nx,1,2,3,1\n"), &few, 1..5),
            (format!("title,{named_few}\nx,1,2,3,1\n"), &MarketColumn::USUAL, 0..0),
            // Figures of a survey and columns with other contents are the user's.
            ("title,market_low,market_mid,market_high\nx,1,2,3\n".to_owned(), &few[..3], 0..0),
            ("title,market_mid,market_status\nx,1,hot\n".to_owned(), &few, 0..0),
            ("title,market_mid,market_status\nx,1,priced\ny,2,\n".to_owned(), &few, 0..0),
            ("title,market_status\nx,priced\n".to_owned(), &few, 0..0),
            ("title,market_mid\nx,5\n".to_owned(), &[MarketColumn::Mid], 0..0),
            ("title,pay_low,pay_high\nx,5,6\n".to_owned(), &few, 0..0),
        ] {
            let input = Input::open(file.as_bytes(), &ReadOptions::default()).unwrap();
            assert_eq!(replaced_columns(&input, appended), expected.collect::<Vec<_>>(), "{file}");
        }
    }
}
