//! Any bytes as a payroll: every row and cell is kept, and the appended cells agree with each other.
//!
//! The first four bytes of an input are settings, the rest is the file:
//! - the delimiter; a byte that cannot be one leaves it to detection
//! - the block size minus one
//! - workers minus one (bits 0–1), whether ragged rows are refused (bit 2), whether for a spreadsheet (bit 3)
//! - default level (bit 0), base + retention (bit 1), by the month (bit 2), columns for how pay was read (bit 3), the unit of
//!   pay that the caller gives: currency (bits 4–5), span of time (bits 6–7)
//!
//! Columns and the unit of pay are decided by the file. Both must not depend on the block size.

#![no_main]

use std::cell::RefCell;
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use payband::money::{Decimal, Period};
use payband::names::TitleIndex;
use payband::pack::Pack;
use payband::pay::{Defaults, PayPeriod};
use payband::payroll::{
    CountOptions, Error, FilePricer, MarketColumn, PAY_COLUMNS, PayrollOptions, Status, SummaryCounts, Tally,
};
use payband::people::{ColumnChoice, ColumnMeaning, ColumnSamples, Columns, GivenUnit};
use payband::pricing::Options;
use payband::tabular::{BYTE_ORDER_MARK, Delimiter, Input, ProcessOptions, Ragged, ReadOptions};

fuzz_target!(|input: &[u8]| {
    let Some((&[delimiter, block, how, what], file)) = input.split_first_chunk() else { return };
    // Inputs fit in one block of this size; larger blocks would cost time for their memory.
    let delimiter = Delimiter::new(char::from(delimiter));
    let reading = ReadOptions { delimiter, block: 16 << 10, ..ReadOptions::default() };
    let Ok(opened) = Input::open(file, &reading) else { return };
    if opened.packing().is_some() {
        return;
    }
    let by_header = |_: ColumnMeaning| ColumnChoice::Detected;
    let Ok(columns) =
        Columns::find_with_samples(opened.header().names(), &ColumnSamples::of(&opened, titles()), &[], by_header)
    else {
        return;
    };
    let delimiter = opened.delimiter();
    let excel = how & 8 != 0;
    let process = ProcessOptions {
        workers: NonZeroUsize::new(1 + usize::from(how & 3)).unwrap(),
        ragged: if how & 4 == 0 { Ragged::Keep } else { Ragged::Refuse },
    };
    let pieces = ReadOptions { block: 1 + usize::from(block), delimiter: Some(delimiter), ..reading };

    with_pricer(columns.clone(), what, delimiter, |pricer| {
        let cut = Input::open(file, &pieces).unwrap();
        let again =
            Columns::find_with_samples(cut.header().names(), &ColumnSamples::of(&cut, titles()), &[], by_header)
                .unwrap();
        assert_eq!(format!("{again:?}"), format!("{columns:?}"));
        pricer.decide_pay_unit(&cut);
        let unit = *pricer.pay_unit();
        pricer.decide_pay_unit(&opened);
        assert_eq!(*pricer.pay_unit(), unit);
        let pricer = &*pricer;
        let (whole, done) = run(pricer, opened, &ProcessOptions { workers: NonZeroUsize::MIN, ..process }, excel);
        let (in_pieces, again) = run(pricer, Input::open(file, &pieces).unwrap(), &process, excel);
        assert_eq!(in_pieces.escape_ascii().to_string(), whole.escape_ascii().to_string());
        let counted = pricer.tally(Input::open(file, &pieces).unwrap(), &process);
        let counts = |tally: Result<Tally, Error>| {
            let counts = |tally: Tally| {
                assert_eq!(tally.cells.values().map(|cell| cell.rows).sum::<u64>(), tally.priced());
                (Status::ALL.map(|status| tally.rows(status)), tally.cells.len())
            };
            tally.map(counts).map_err(|error| error.to_string())
        };
        let counts = [done, again, counted].map(counts);
        assert!(counts.iter().all(|other| *other == counts[0]), "{counts:?}");

        let original = records(&text(file, reading), delimiter);
        let priced = records(&whole, delimiter);
        let columns: Vec<&str> = pricer.header().collect();
        match &counts[0] {
            Ok((by_status, _)) => {
                assert_eq!(priced.len(), original.len());
                assert_eq!(by_status.iter().sum::<u64>() as usize + 1, priced.len());
            }
            Err(_) => assert!(!priced.is_empty() && priced.len() <= original.len()),
        }
        for (number, (before, after)) in original.iter().zip(&priced).enumerate() {
            let (kept, appended) = after.split_at(after.len() - columns.len());
            if excel {
                assert!(kept.len() >= before.len());
            } else {
                // A short row is padded, so that what is appended stands under its heading.
                let (own, padding) = kept.split_at(before.len());
                assert_eq!(own, before);
                assert!(padding.iter().all(String::is_empty));
            }
            if number == 0 {
                assert_eq!(appended, columns);
            } else {
                let ragged = before.len() != original[0].len();
                let cell = |name: &str| {
                    columns.iter().position(|column| *column == name).map_or("", |at| appended[at].as_str())
                };
                is_sound(cell, ragged);
            }
        }
    });
});

fn run(
    pricer: &FilePricer<'_>,
    input: Input<'_>,
    process: &ProcessOptions,
    excel: bool,
) -> (Vec<u8>, Result<Tally, Error>) {
    let mut written = Vec::new();
    let done = pricer.run(input, process, &mut written, excel);
    (written, done)
}

/// The file as UTF-8, without a byte order mark, as it is written where nothing is appended.
fn text(file: &[u8], reading: ReadOptions) -> Vec<u8> {
    let input = Input::open(file, &reading).unwrap();
    let mut text = input.header().with([], input.delimiter());
    let keep = ProcessOptions { ragged: Ragged::Keep, ..ProcessOptions::default() };
    let _ = input.transform(&keep, &mut text, || (), |(), _, _| Ok::<(), payband::tabular::Error>(()));
    text
}

fn records(text: &[u8], delimiter: Delimiter) -> Vec<Vec<String>> {
    // The `csv` crate removes one byte order mark.
    let mark = BYTE_ORDER_MARK.as_bytes();
    let text = [mark, text.strip_prefix(mark).unwrap_or(text)].concat();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter.byte()).from_reader(&*text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Asserts that the cells appended to a row agree with each other.
fn is_sound<'c>(cell: impl Fn(&str) -> &'c str, ragged: bool) {
    let status = cell("market_status");
    let status = *Status::ALL.iter().find(|known| known.as_str() == status).unwrap_or_else(|| panic!("{status:?}"));
    assert_eq!(status == Status::RaggedRow, ragged);
    let number = |name: &str| {
        let text = cell(name);
        (!text.is_empty()).then(|| text.parse::<Decimal>().unwrap_or_else(|_| panic!("{name} is {text:?}")))
    };
    let [low, mid, high] = ["market_low", "market_mid", "market_high"].map(number);
    let of_cell = ["market_grade", "market_basis", "market_currency", "market_period"];
    if status.is_priced() {
        assert!(low > Some(Decimal::ZERO) && low <= mid && mid <= high, "{low:?} {mid:?} {high:?}");
        assert!(of_cell.iter().chain(&["market_role", "market_level"]).all(|name| !cell(name).is_empty()));
    } else {
        assert_eq!([low, mid, high], [None; 3]);
        assert!(of_cell.iter().all(|name| cell(name).is_empty()));
    }
    assert!(number("market_match_score").is_none_or(|score| (Decimal::ZERO..=Decimal::ONE).contains(&score)));
    assert!(["exact", "alias", "tokens", "none", ""].contains(&cell("market_match")));
    let ratio = number("market_ratio");
    assert!(ratio.is_none_or(|ratio| ratio > Decimal::ZERO), "missing is missing, and never zero");
    assert_eq!(ratio.is_some(), !cell("market_position").is_empty());
    assert!(ratio.is_none() || status == Status::Priced);
    assert!(["below", "within", "above", ""].contains(&cell("market_position")));
    if let (Some(low), Some(high)) = (number("pay_low"), number("pay_high")) {
        assert!(Decimal::ZERO < low && low <= high);
    }
}

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(Pack::bundled)
}

fn titles() -> &'static TitleIndex<'static> {
    static TITLES: OnceLock<TitleIndex<'static>> = OnceLock::new();
    TITLES.get_or_init(|| TitleIndex::new(pack()).unwrap())
}

/// Pricers are cached by what they are made of, because the index of titles takes far longer to make than a file to price.
fn with_pricer<R>(
    columns: Columns,
    what: u8,
    delimiter: Delimiter,
    work: impl FnOnce(&mut FilePricer<'static>) -> R,
) -> R {
    thread_local! {
        static PRICERS: RefCell<HashMap<String, FilePricer<'static>>> = RefCell::default();
    }
    const MAX_PRICERS: usize = 64;
    PRICERS.with_borrow_mut(|pricers| {
        let key = format!("{columns:?} {what} {delimiter:?}");
        if pricers.len() >= MAX_PRICERS && !pricers.contains_key(&key) {
            pricers.clear();
        }
        work(pricers.entry(key).or_insert_with(|| pricer(pack(), columns, what, delimiter)))
    })
}

fn pricer(pack: &'static Pack, columns: Columns, what: u8, delimiter: Delimiter) -> FilePricer<'static> {
    let by_month = what & 4 != 0;
    let options = Options { period: if by_month { Period::Month } else { Period::Year }, ..Options::default() };
    let currency = payband::pricing::native_currency(pack).unwrap().unwrap();
    let period = if by_month { PayPeriod::Month } else { PayPeriod::Year };
    let asked = GivenUnit {
        currency: [None, Some("USD"), Some("CNY"), Some("EUR")][usize::from(what >> 4 & 3)]
            .map(|code| code.parse().unwrap()),
        period: [None, Some(PayPeriod::Year), Some(PayPeriod::Month), Some(PayPeriod::Hour)][usize::from(what >> 6)],
    };
    let payroll_options = PayrollOptions {
        pay_defaults: Defaults::new(currency, period),
        given_unit: asked,
        conventions: payband::pricing::conventions(pack, &options).unwrap(),
        with_retention: what & 2 != 0,
        default_level: (what & 1 != 0).then(|| "mid".to_owned()),
        counts: CountOptions { summary: SummaryCounts::ByCell, unmatched: true },
    };
    let mut appended = MarketColumn::USUAL.to_vec();
    if what & 8 != 0 {
        appended.extend(PAY_COLUMNS);
    }
    FilePricer::new(pack, TitleIndex::new(pack).unwrap(), &options, columns, payroll_options, appended, delimiter)
        .unwrap()
}
