//! The columns of a file that an earlier run of `price` appended.

use std::collections::HashSet;
use std::ops::Range;

use super::map_texts::{MATCHED, READ};
use super::market_column::MarketColumn;
use super::status::Status;
use crate::tabular::{Input, Row};

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
/// columns of this run, and other programs do not name all of them so. A single column is the user's own, and so are all of a set
/// from which this run reads: `read` are the columns that it does.
#[must_use]
pub fn replaced_columns(input: &Input<'_>, appended: &[MarketColumn], read: &[usize]) -> Vec<usize> {
    let columns: Vec<Option<MarketColumn>> = input.header().names().iter().map(|header| named(header)).collect();
    let mut replaced = Vec::new();
    let mut end = columns.len();
    while let Some(last) = columns.get(..end).unwrap_or_default().iter().rposition(Option::is_some) {
        let (places, set) = set_before(columns.get(..=last).unwrap_or_default(), appended);
        end = places.start;
        if !read.iter().any(|column| places.contains(column)) && is_of_run(input, places.start, &set, appended) {
            replaced.splice(0..0, places);
        }
    }
    replaced
}

/// The market column with the name in a header.
fn named(header: &str) -> Option<MarketColumn> {
    MarketColumn::all().find(|column| column.name() == header.trim())
}

/// The columns at the end of `columns` that one run can have appended, and their places. They are different ones, which begin with
/// the usual ones if they hold them, or else are those of this run and what follows. Of others only those count from the first to the
/// last with a name that is not the user's: what stands beside may have been in the file before.
fn set_before(columns: &[Option<MarketColumn>], appended: &[MarketColumn]) -> (Range<usize>, Vec<MarketColumn>) {
    let mut met = HashSet::new();
    let names = columns.iter().rev().map_while(|column| column.filter(|column| met.insert(*column)));
    let mut set: Vec<MarketColumn> = names.collect();
    set.reverse();
    let begin = columns.len() - set.len();
    let start_of = |part: &[MarketColumn]| set.windows(part.len().max(1)).position(|window| window == part);
    let is_distinctive = |column: &MarketColumn| column.is_distinctive();
    let first = set.iter().position(is_distinctive).unwrap_or_default();
    let end = set.iter().rposition(is_distinctive).map_or(first, |last| last + 1);
    let of_this_run = || start_of(appended).filter(|_| appended.iter().any(is_distinctive));
    let range = match start_of(&MarketColumn::USUAL).or_else(of_this_run) {
        Some(start) => start.min(first)..set.len(),
        None => first..end,
    };
    (begin + range.start..begin + range.end, set.get(range).unwrap_or_default().to_vec())
}

/// Whether an earlier run appended these columns, of which the first is at `first`.
fn is_of_run(input: &Input<'_>, first: usize, set: &[MarketColumn], appended: &[MarketColumn]) -> bool {
    let status = set.iter().position(|column| *column == MarketColumn::Status);
    let by_cells = status.and_then(|at| holds_statuses(input, first + at));
    let is_of_this_run = || set == appended && set.iter().any(|column| column.is_distinctive());
    set.len() > 1 && by_cells.unwrap_or_else(is_of_this_run)
}

/// Whether the first rows have a status in this column, as every row of an earlier run does; `None` where no row shows it. Rows with
/// fewer cells than the header do not: a run fills them.
fn holds_statuses(input: &Input<'_>, column: usize) -> Option<bool> {
    let columns = input.header().names().len();
    let mut all = None;
    input.sample(|row| {
        if row.len() >= columns {
            let holds = shift_of_status(row, columns, column).is_some();
            all = Some(all.unwrap_or(true) && holds);
        }
    });
    all
}

/// How many places behind their columns, of which the file has so many, the cells of an earlier run stand in a row. In a row with
/// more cells than the header they stand behind the surplus, unless that was added after the run; `None` where this is not known.
pub(super) fn shift_of_run(row: &Row<'_>, columns: usize, replaced: &[usize], status: Option<usize>) -> Option<usize> {
    let surplus = row.len().saturating_sub(columns);
    match status {
        _ if surplus == 0 => Some(0),
        Some(status) => shift_of_status(row, columns, status),
        // A run leaves all cells but the status blank.
        None => {
            let is_blank = |at: &usize| row.raw(at + surplus).is_none_or(<[u8]>::is_empty);
            replaced.iter().all(is_blank).then_some(surplus)
        }
    }
}

/// How many places behind its column the status of a row stands; `None` where the row has none.
fn shift_of_status(row: &Row<'_>, columns: usize, status: usize) -> Option<usize> {
    let surplus = row.len().saturating_sub(columns);
    let words = Status::ALL.iter().map(|status| status.as_str()).chain([MATCHED, READ]);
    let is_status = |at: usize| row.value(at).is_some_and(|cell| words.clone().any(|word| word.as_bytes() == &*cell));
    [surplus, 0].into_iter().find(|shift| is_status(status + shift))
}

/// The last of some columns of a file that has the name of the one with statuses.
pub(super) fn status_column(headers: &[String], columns: &[usize]) -> Option<usize> {
    let is_status = |at: &usize| headers.get(*at).and_then(|header| named(header)) == Some(MarketColumn::Status);
    columns.iter().copied().rev().find(is_status)
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
            ("title,pay_low,market_mid,market_ratio,market_status\nx,1,5,,no-role-match\n".to_owned(), &few, 3..5),
            ("title,market_mid,market_ratio,market_status\nx,5,1.2,priced\n".to_owned(), &MarketColumn::USUAL, 2..4),
            ("title,market_ratio,market_status,market_mid\nx,1.2,priced,5\n".to_owned(), &MarketColumn::USUAL, 1..3),
            ("title,market_mid,market_status\nx,5,priced\n".to_owned(), &few, 0..0),
            ("title,market_ratio,market_status\nx,1.2,priced\n".to_owned(), &[MarketColumn::Status], 1..3),
            ("title,market_ratio,market_status,market_mid\nx,1.2,priced,5\n".to_owned(), &[MarketColumn::Mid], 1..3),
            // A row with more cells than the header.
            (format!("title,{usual}\nx,surplus{}\n", priced.replace("priced", ",ragged-row")), &few, 1..16),
            (format!("title,{usual}\nx,{priced},surplus\n"), &few, 1..16),
            // Without a row, only the names of this run are evidence.
            (format!("title,{usual}\n"), &MarketColumn::USUAL, 1..16),
            (format!("title,{usual}\n"), &few, 0..0),
            ("title,market_ratio,market_status\nx,1,hot,\n".to_owned(), &few, 0..0),
            ("title,market_ratio,market_status\nx\n".to_owned(), &few, 0..0),
            ("title,pay_low,pay_high\nx,5,6\n".to_owned(), &[MarketColumn::PayLow, MarketColumn::PayHigh], 0..0),
            // Two runs of a program that kept the first.
            (format!("title,{usual},{usual}\nx,{priced},{priced}\n"), &few, 1..31),
            (format!("title,{named_few}\nx,1,2,3,1\n"), &few, 1..5),
            (format!("title,{named_few}\nx,1,2,3,1\n"), &MarketColumn::USUAL, 0..0),
            // Figures of a survey and columns with other contents are the user's.
            ("title,market_low,market_mid,market_high\nx,1,2,3\n".to_owned(), &few[..3], 0..0),
            ("title,market_ratio,market_status\nx,1,hot\n".to_owned(), &few, 0..0),
            ("title,market_ratio,market_status\nx,1,priced\ny,2,\n".to_owned(), &few, 0..0),
            ("title,market_status\nx,priced\n".to_owned(), &few, 0..0),
            ("title,market_mid\nx,5\n".to_owned(), &[MarketColumn::Mid], 0..0),
            ("title,pay_low,pay_high\nx,5,6\n".to_owned(), &few, 0..0),
        ] {
            let input = Input::open(file.as_bytes(), &ReadOptions::default()).unwrap();
            assert_eq!(replaced_columns(&input, appended, &[]), expected.collect::<Vec<_>>(), "{file}");
        }
    }

    /// Catches a column that a run reads and then leaves out.
    #[test]
    fn a_set_with_a_column_that_is_read_is_kept() {
        let file = "title,market_mid,market_ratio,market_status\nx,5,1.2,priced\n";
        let set = [MarketColumn::Mid, MarketColumn::Ratio, MarketColumn::Status];
        let input = Input::open(file.as_bytes(), &ReadOptions::default()).unwrap();
        for (read, expected) in [([0].as_slice(), 1..4), (&[0, 1], 0..0), (&[3], 0..0)] {
            assert_eq!(replaced_columns(&input, &set, read), expected.collect::<Vec<_>>(), "{read:?}");
        }
    }
}
