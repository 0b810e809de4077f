//! Rows as one worker prices them.

use std::sync::{Arc, OnceLock};

use super::pricer::MAX_KEYS_NEAR;
use crate::money::Decimal;
use crate::names::TitleIndex;
use crate::pack::Pack;
use crate::pay::{Defaults, PayPeriod};
use crate::payroll::{CountOptions, FilePricer, MarketColumn, PayrollOptions, Status, SummaryCounts, Tally};
use crate::people::{ColumnChoice, Columns};
use crate::pricing::{Options, conventions};
use crate::tabular::{Delimiter, Input, ProcessOptions, ReadOptions};

/// The bundled pack and its index of titles, read once for all tests.
fn bundled() -> (&'static Pack, Arc<TitleIndex<'static>>) {
    static PACK: OnceLock<Pack> = OnceLock::new();
    static TITLES: OnceLock<Arc<TitleIndex<'static>>> = OnceLock::new();
    let pack = PACK.get_or_init(Pack::bundled);
    (pack, TITLES.get_or_init(|| Arc::new(TitleIndex::new(pack).unwrap())).clone())
}

/// A file with the columns of match, ratio, position, status and low pay, and its counts.
fn priced(file: &str, delimiter: char) -> (String, Tally) {
    priced_with(file, delimiter, false)
}

fn priced_with(file: &str, delimiter: char, unmatched: bool) -> (String, Tally) {
    let (pack, titles) = bundled();
    let options = Options::default();
    let bare = Defaults::new("USD".parse().unwrap(), PayPeriod::Year);
    let counts = CountOptions { summary: SummaryCounts::ByCell, unmatched };
    let usual = PayrollOptions::new(bare, conventions(pack, &options).unwrap());
    let payroll = PayrollOptions { counts, ..usual };
    let reading = ReadOptions { delimiter: Delimiter::new(delimiter), ..ReadOptions::default() };
    let input = Input::open(file.as_bytes(), &reading).unwrap();
    let columns = Columns::find(input.header().names(), |_| ColumnChoice::Detected).unwrap();
    let appended = vec![
        MarketColumn::Match,
        MarketColumn::Ratio,
        MarketColumn::Position,
        MarketColumn::Status,
        MarketColumn::PayLow,
    ];
    let pricer = FilePricer::new(pack, titles, &options, columns, payroll, appended, input.delimiter()).unwrap();
    let mut written = Vec::new();
    let tally = pricer.run(input, &ProcessOptions::default(), &mut written, false).unwrap();
    (String::from_utf8(written).unwrap(), tally)
}

/// More keys than fit into the cache, which is then emptied.
#[test]
fn more_keys_than_are_cached_lose_no_row() {
    let keys = 30_000;
    let row = |key: usize| format!("Cloud Architect (R-{key:06}),mid,90000\n");
    let file: String = (0..keys).chain(0..keys).map(row).collect();
    let (written, tally) = priced(&format!("title,level,salary\n{file}"), ',');
    let [cell] = tally.cells.values().collect::<Vec<_>>()[..] else { panic!("one cell") };
    assert_eq!((cell.rows, cell.compared, tally.priced()), (60_000, 60_000, 60_000));
    assert!(written.lines().skip(1).all(|line| line.ends_with(",tokens,1.5385,above,priced,90000")), "{written}");
}

/// Would catch an entry that was looked up before the cache was emptied, and is read after.
#[test]
fn a_key_is_looked_up_again_when_the_cache_was_emptied() {
    let long = "園".repeat(200);
    let file: String = (0..15_000).map(|key| format!("Cloud Architect,mid,90000\n{long}{key},mid,90000\n")).collect();
    let (written, tally) = priced_with(&format!("title,level,salary\n{file}"), ',', true);
    assert_eq!(tally.priced(), 15_000);
    assert!(written.lines().skip(1).step_by(2).all(|line| line.ends_with(",priced,90000")));
}

/// More entries than are priced row by row: later blocks look up several keys together.
#[test]
fn rows_that_are_looked_up_together_are_priced_as_alone() {
    const ENTRIES: usize = 2 * MAX_KEYS_NEAR;
    let long = "園".repeat(30);
    let row = |number: usize| {
        let unmatched = format!("Gardener {number:06},mid,90000");
        match number % 5 {
            0 => format!("Cloud Architect (R-{:04}),senior,{}\n", number % 700, 80_000 + number % 900),
            1 => format!("Cloud Architect,{},\"90,000\"\n", ["mid", "entry", "wizard"][number % 3]),
            2 => format!("{long}{},mid,$90000\n", number % 50),
            3 => format!("{unmatched}\n{unmatched}\n"),
            _ => format!("{unmatched}\n"),
        }
    };
    let rows: Vec<String> = (0..ENTRIES * 5 / 2).chain(0..ENTRIES).map(row).collect();
    let rows: Vec<&str> = rows.iter().flat_map(|rows| rows.split_inclusive('\n')).collect();
    let of = |rows: &[&str]| priced_with(&format!("title,level,salary\n{}", rows.concat()), ',', true);
    let (together, all) = of(&rows);
    let mut alone = Tally::default();
    let mut lines = Vec::new();
    for part in rows.chunks(MAX_KEYS_NEAR / 2) {
        let (written, tally) = of(part);
        lines.extend(written.lines().skip(1).map(str::to_owned));
        alone.merge(tally);
    }
    let together: Vec<&str> = together.lines().skip(1).collect();
    assert_eq!(together.len(), lines.len());
    for (number, (together, alone)) in together.iter().zip(&lines).enumerate() {
        assert_eq!(together, alone, "row {number}");
    }
    for status in Status::ALL {
        assert_eq!(all.rows(status), alone.rows(status), "{status:?}");
    }
    let cells = |tally: &Tally| tally.cells.values().map(|cell| (cell.rows, cell.compared)).collect::<Vec<_>>();
    assert_eq!(cells(&all), cells(&alone));
    let [all, alone] = [all, alone].map(|tally| tally.unmatched.titles.by_frequency().len());
    assert!(all == alone && all > ENTRIES, "{all}");
}

/// Both titles mean nothing, but only one is a name.
#[test]
fn a_blank_title_hides_no_name_that_matches_nothing() {
    let (_, tally) = priced_with("title,level,salary\n,mid,90000\n园丁,mid,90000\n,mid,80000\n", ',', true);
    let counted = tally.unmatched.titles.by_frequency();
    assert!(counted.len() == 1 && counted.iter().all(|(_, rows)| *rows == 1), "{counted:?}");
}

/// Years belong to the key wherever they decide the level, also beside a placeholder.
#[test]
fn years_decide_beside_a_placeholder_for_a_level() {
    let file = |level: &str| {
        let row = |years: u32| format!("Cloud Architect,{level},{years},90000\n");
        format!("title,level,years,salary\n{}{}{}", row(1), row(9), row(1))
    };
    let (blank, placeholder) = (priced(&file(""), ',').0, priced(&file("-"), ',').0);
    assert_eq!(placeholder.replace(",-,", ",,"), blank);
    let lines: Vec<_> = blank.lines().collect();
    assert!(lines[1] == lines[3] && !lines[2].ends_with(lines[1].trim_start_matches("Cloud Architect,,1")), "{blank}");
}

/// More entries than fit into the cache, because each has an unmatched title of its own.
#[test]
fn more_entries_than_are_cached_lose_no_row() {
    let titles = 20_000;
    let row = |title: usize| format!("Gardener {title:06} of the old town,mid,90000\n");
    let file: String = (0..titles).chain(0..titles).map(row).collect();
    let (_, tally) = priced_with(&format!("title,level,salary\n{file}"), ',', true);
    let counted = tally.unmatched.titles.by_frequency();
    let rows: u64 = counted.iter().map(|(_, rows)| rows).sum();
    assert_eq!((rows + tally.unmatched.left_out(), tally.rows(Status::NoRoleMatch)), (40_000, 40_000));
    assert!(counted.len() == 20_000 && counted.iter().all(|(_, rows)| *rows == 2));
}

/// Keys of 64 bytes are in another table than those of 63.
#[test]
fn keys_about_as_long_as_the_short_ones_are_told_apart() {
    let lines = |rows: &str| -> Vec<String> {
        let (written, _) = priced(&format!("title,level,salary\n{rows}"), ',');
        written.lines().skip(1).map(str::to_owned).collect()
    };
    for length in 60..=68 {
        let title = format!("{:length$}", "Cloud Architect", length = length - ",mid".len());
        let rows = [("mid", 90_000), ("mix", 90_000), ("mid ", 90_000), ("mi", 90_000), ("mid", 9_000)]
            .map(|(level, pay)| format!("{title},{level},{pay}\n"));
        let alone: Vec<String> = rows.iter().flat_map(|row| lines(row)).collect();
        assert!(alone[0].ends_with(",1.5385,above,priced,90000") && alone[1].ends_with(",unknown-level,90000"));
        assert_eq!(lines(&rows.concat().repeat(2)), [alone.as_slice(), &alone].concat(), "{length}");
    }
}

#[test]
fn a_pay_that_rounds_to_the_market_mid_still_lacks_what_it_lacks() {
    let (_, tally) = priced("title,level,salary\nCloud Architect,mid,58499\nCloud Architect,mid,$58499\n", ',');
    let [cell] = tally.cells.values().collect::<Vec<_>>()[..] else { panic!("one cell") };
    assert_eq!((cell.cost_to_low, cell.cost_to_mid), (Decimal::ZERO, Decimal::TWO));
}

#[test]
fn a_ratio_that_rounds_to_nothing_is_none() {
    let (written, tally) = priced("title,level,salary\nCloud Architect,mid,1\nCloud Architect,mid,0.5\n", ',');
    let rows: Vec<&str> = written.lines().skip(1).collect();
    assert_eq!(
        rows,
        ["Cloud Architect,mid,1,tokens,,,implausible-pay,1", "Cloud Architect,mid,0.5,tokens,,,implausible-pay,0.5"]
    );
    let compared: u64 = tally.cells.values().map(|cell| cell.compared).sum();
    assert_eq!((tally.rows(Status::ImplausiblePay), compared), (2, 0));
}

#[test]
fn what_is_appended_is_one_cell_whatever_the_delimiter() {
    for delimiter in (0_u8..128).map(char::from).filter(|letter| Delimiter::new(*letter).is_some()) {
        let file = format!(
            "\"title\"{delimiter}\"level\"{delimiter}\"salary\"\n\"x\"{delimiter}\"mid\"{delimiter}\"90,000\"\n"
        );
        let (written, _) = priced(&file, delimiter);
        let mut rows = csv::ReaderBuilder::new();
        let rows = rows.has_headers(false).flexible(true).delimiter(delimiter as u8);
        let cells: Vec<usize> = rows.from_reader(written.as_bytes()).records().map(|row| row.unwrap().len()).collect();
        assert_eq!(cells, [8, 8], "{written}");
    }
    assert!("-.a1Z\"\n".chars().all(|letter| Delimiter::new(letter).is_none()));
}
