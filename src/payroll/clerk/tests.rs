//! Rows as one worker prices them.

use super::is_blank;
use crate::money::Decimal;
use crate::names::TitleIndex;
use crate::pack::Pack;
use crate::pay::{Defaults, PayPeriod};
use crate::payroll::pay_header::named;
use crate::payroll::{Columns, Counting, Job, MarketColumn, Status, Summary, Tally, Terms, Wanted};
use crate::pricing::{Options, conventions};
use crate::tabular::{Delimiter, Input, Plan, ReadOptions};

/// What a file is written as, with how its rows ended, ratios, positions, and how pay was read.
fn priced(file: &str, delimiter: char) -> (String, Tally) {
    let pack = Pack::bundled();
    let options = Options::default();
    let bare = Defaults::new("USD".parse().unwrap(), PayPeriod::Year);
    let counting = Counting { summary: Summary::ByCell, unmatched: false };
    let terms = Terms { counting, ..Terms::new(bare, conventions(&pack, &options).unwrap()) };
    let reading = ReadOptions { delimiter: Delimiter::new(delimiter), ..ReadOptions::default() };
    let input = Input::open(file.as_bytes(), &reading).unwrap();
    let columns = Columns::find(input.header().names(), |_| Wanted::ByHeader).unwrap();
    let appended = vec![
        MarketColumn::Match,
        MarketColumn::Ratio,
        MarketColumn::Position,
        MarketColumn::Status,
        MarketColumn::PayLow,
    ];
    let titles = TitleIndex::new(&pack).unwrap();
    let job = Job::new(&pack, titles, &options, columns, terms, appended, input.delimiter()).unwrap();
    let mut written = Vec::new();
    let tally = job.run(input, &Plan::default(), &mut written, false).unwrap();
    (String::from_utf8(written).unwrap(), tally)
}

#[test]
fn cells_of_blanks_and_quotes_say_nothing() {
    for blank in ["", " ", "\t", "\"\"", "\" \"", "\"\r\n\"", "\u{3000}", "\"\u{a0}\"", "\u{2003} "] {
        assert!(is_blank(blank.as_bytes()), "{blank:?}");
    }
    for cell in ["a", "0", "-", "级", "\"x\"", " x", "\u{200b}"] {
        assert!(!is_blank(cell.as_bytes()), "{cell:?}");
    }
    assert!(!is_blank(b"\xff"));
}

#[test]
fn currencies_go_by_code_sign_and_word() {
    for (text, bare, expected) in [
        ("月薪", "USD", None),
        ("lakh", "USD", None),
        ("cny", "USD", Some("CNY")),
        ("RMB", "USD", Some("CNY")),
        ("人民币", "USD", Some("CNY")),
        ("元", "USD", Some("CNY")),
        ("¥", "USD", Some("CNY")),
        ("¥", "JPY", Some("JPY")),
        ("美元", "CNY", Some("USD")),
        ("$", "CNY", Some("USD")),
        ("€", "USD", Some("EUR")),
        ("kr", "USD", None),
        ("shells", "USD", None),
        ("?", "USD", None),
        ("1", "USD", None),
    ] {
        let found = named(text, bare.parse().unwrap()).map(|code| code.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

/// Rows whose keys fill the memo, which then begins anew: each is looked for the short way first.
#[test]
fn more_keys_than_are_remembered_lose_nobody() {
    let keys = 6_000;
    let row = |key: usize| format!("Cloud Architect (R-{key:06}),mid,90000\n");
    let file: String = (0..keys).chain(0..keys).map(row).collect();
    let (written, tally) = priced(&format!("title,level,salary\n{file}"), ',');
    let [cell] = tally.cells.values().collect::<Vec<_>>()[..] else { panic!("one cell") };
    assert_eq!((cell.rows, cell.compared, tally.priced()), (12_000, 12_000, 12_000));
    assert!(written.lines().skip(1).all(|line| line.ends_with(",tokens,1.5385,above,priced,90000")), "{written}");
}

/// Keys of 64 bytes are looked for in another way than those of 63.
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
        ["Cloud Architect,mid,1,tokens,,,unreadable-pay,1", "Cloud Architect,mid,0.5,tokens,,,unreadable-pay,0.5"]
    );
    let compared: u64 = tally.cells.values().map(|cell| cell.compared).sum();
    assert_eq!((tally.rows(Status::UnreadablePay), compared), (2, 0));
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
