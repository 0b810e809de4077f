//! Rows of files against single requests: both give the same market ratio and position.
//!
//! Would catch: integer arithmetic, or the cache of a text, a key or a currency, that gives another ratio or position than exact
//! decimals; and any bytes of a file that make payroll panic or lose a row.

use std::collections::HashMap;
use std::num::NonZeroUsize;

use crate::bundled::{pack, titles};
use crate::case_count::cases;
use payband::money::{Currency, Decimal, Period, round_places};
use payband::pay::{Assumption, Defaults, PayPeriod, PayText, read};
use payband::payroll::{CountOptions, FilePricer, MarketColumn, PayrollOptions, SummaryCounts};
use payband::people::{ColumnChoice, Columns};
use payband::pricing::{Cell, Offer, Options, Pricer, PricingError, conventions};
use payband::tabular::{Delimiter, Input, ProcessOptions, Ragged, ReadOptions};
use proptest::prelude::*;
use proptest::sample::select;

/// The cells of each row of a priced file, by name.
fn priced(
    file: &[u8],
    options: &Options,
    bare: Defaults,
    block: usize,
    workers: usize,
) -> Vec<HashMap<String, String>> {
    let reading = ReadOptions { block, ..ReadOptions::default() };
    let input = Input::open(file, &reading).unwrap();
    let columns = Columns::find(input.header().names(), |_| ColumnChoice::Detected).unwrap();
    let counts = CountOptions { summary: SummaryCounts::ByCell, unmatched: true };
    let payroll_options = PayrollOptions { counts, ..PayrollOptions::new(bare, conventions(pack(), options).unwrap()) };
    let appended = MarketColumn::all().collect();
    let file_pricer =
        FilePricer::new(pack(), titles(), options, columns, payroll_options, appended, input.delimiter()).unwrap();
    let process = ProcessOptions { workers: NonZeroUsize::new(workers).unwrap(), ragged: Ragged::Keep };
    let mut out = Vec::new();
    let tally = file_pricer.run(input, &process, &mut out, false).unwrap();
    let people: u64 = tally.cells.values().map(|cell| cell.rows).sum();
    assert_eq!(people, tally.priced(), "whoever is priced is counted in a cell");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(out.as_slice());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn currency() -> impl Strategy<Value = Currency> {
    select(vec!["USD", "CNY"]).prop_map(|code| code.parse().unwrap())
}

fn period() -> impl Strategy<Value = PayPeriod> {
    select(vec![PayPeriod::Year, PayPeriod::Month, PayPeriod::Week, PayPeriod::Day, PayPeriod::Hour])
}

fn options() -> impl Strategy<Value = Options> {
    let months = prop::option::of(12_i64..=16);
    (prop::option::of(currency()), any::<bool>(), months).prop_map(|(currency, by_month, months)| Options {
        currency,
        period: if by_month { Period::Month } else { Period::Year },
        months: months.map(Decimal::from),
        ..Options::default()
    })
}

/// Pay as in files: mostly whole numbers, near the market ranges and far from them.
fn pay() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (1_u64..12_000_000_000).prop_map(|number| number.to_string()),
        4 => (1_000_u64..900_000).prop_map(|number| number.to_string()),
        1 => (1_u64..99_999_999, 0_u64..100).prop_map(|(number, cents)| format!("{number}.{cents:02}")),
        3 => "[$¥€]?[1-9][0-9]{0,2}(,[0-9]{3}){0,2}(\\.[0-9]{1,2})?( ?k| a year|/month|/day| x14)?",
        2 => "[1-9][0-9]?-[1-9][0-9]{1,2}[Kk万](·1[2-6]薪|/月|/年)?",
        1 => "[0-9元万kKx·/ .,-]{0,8}",
        1 => select(vec!["", "面议", "15k以上", "-", "?"]).prop_map(str::to_owned),
    ]
}

/// The roles, cities and levels of the rows, as ids.
fn cell() -> impl Strategy<Value = (&'static str, &'static str, &'static str)> {
    (
        select(vec!["healthcare-cloud-architect", "ehr-systems-engineer", "sales-engineer"]),
        select(vec!["shanghai", "beijing", "suzhou"]),
        select(vec!["entry", "mid", "senior", "lead"]),
    )
}

proptest! {
    // Building a title index takes most of the time of a case.
    #![proptest_config(cases(20))]

    #[test]
    fn a_row_gets_what_an_offer_gets(
        options in options(),
        bare in currency(),
        stated in period(),
        rows in prop::collection::vec((cell(), pay()), 1..400),
        block in 20_usize..4_000,
        workers in 1_usize..4,
    ) {
        let defaults = Defaults::new(bare, stated);
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["role", "city", "level", "pay"]).unwrap();
        for ((role, city, level), pay) in &rows {
            writer.write_record([*role, *city, *level, pay.as_str()]).unwrap();
        }
        let file = writer.into_inner().unwrap();
        let priced = priced(&file, &options, defaults, block, workers);
        prop_assert_eq!(priced.len(), rows.len());
        let pricer = Pricer::new(pack(), options.clone()).unwrap();
        for (((role, city, level), pay), row) in rows.iter().zip(&priced) {
            let asked = Cell { role: (*role).into(), city: Some((*city).into()), level: Some((*level).into()) };
            let quote = pricer.quote(&asked).unwrap();
            let get = |name: &str| row.get(name).map_or("", String::as_str);
            prop_assert_eq!(get("pay"), pay);
            let understood = read(pay, &defaults);
            let expected = match understood {
                Err(_) => Err("unreadable-pay"),
                Ok(PayText::NotStated) => Err("pay-not-stated"),
                Ok(PayText::Stated(pay)) => {
                    let annual = pay.annual(&conventions(pack(), &options).unwrap()).unwrap();
                    let most = if stated == PayPeriod::Year { 10 } else { 5 };
                    let comparable = Decimal::new(1, 1)..=Decimal::from(most);
                    let is_comparable = |ratio| {
                        !pay.assumed.contains(Assumption::Period) || comparable.contains(&round_places(ratio, 4))
                    };
                    match Offer::against(&quote, &annual, &pricer.exchange()) {
                        Ok(Some(offer)) if !is_comparable(offer.market_ratio) => Err("implausible-pay"),
                        // A ratio below four places is no ratio.
                        Ok(Some(offer)) if round_places(offer.market_ratio, 4).is_zero() => Err("unreadable-pay"),
                        Ok(Some(offer)) => Ok((pay, offer)),
                        Ok(None) => Err("open-ended-pay"),
                        Err(PricingError::NoRate { .. }) => Err("currency-without-rate"),
                        Err(error) => panic!("{error}"),
                    }
                }
            };
            match expected {
                Err(status) => {
                    prop_assert_eq!(get("market_status"), status, "{}", pay);
                    prop_assert_eq!((get("market_ratio"), get("market_position")), ("", ""));
                }
                Ok((stated, offer)) => {
                    prop_assert_eq!(get("market_status"), "priced", "{}", pay);
                    prop_assert_eq!(get("pay_currency"), stated.currency.as_str());
                    prop_assert_eq!(get("pay_period"), stated.period.as_str());
                    prop_assert_eq!(get("pay_low").parse().ok(), stated.low);
                    prop_assert_eq!(get("pay_high").parse().ok(), stated.high);
                    let exact = round_places(offer.market_ratio, 4);
                    let found: Decimal = get("market_ratio").parse().unwrap();
                    // The quotient is rounded to 28 digits, which may make it a tie.
                    let past = (offer.market_ratio * Decimal::from(10_000)).fract();
                    let is_near_a_tie = (past - Decimal::new(5, 1)).abs() < Decimal::new(1, 12);
                    prop_assert!(
                        found == exact || is_near_a_tie && (found - exact).abs() == Decimal::new(1, 4),
                        "{pay}: {found} and not {exact}"
                    );
                    prop_assert_eq!(get("market_position"), offer.position.as_str(), "{}", pay);
                }
            }
        }
    }

    /// Would catch: rows that get the cells of a similar key, above all where years belong to some keys.
    #[test]
    fn a_row_gets_what_it_gets_alone(
        rows in prop::collection::vec(
            (
                select(vec!["Cloud Architect", "Sales Engineer", "Sr. Cloud Architect", "", ",", "Cloud Architect, mid"]),
                select(vec!["Shanghai", "", " ", "mid"]),
                select(vec!["mid", "", " ", "\u{3000}", "Senior", "\"", "x,5"]),
                select(vec!["1", "5", "9", "", "mid"]),
            ),
            1..60,
        ),
        order in select(vec![[0, 1, 2, 3], [3, 2, 1, 0], [3, 0, 1, 2], [0, 3, 1, 2]]),
        columns in 2_usize..=4,
        quoted: bool,
        with_retention: bool,
        default_level: bool,
        block in 60_usize..400,
    ) {
        let style = if quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let file = |rows: &[(&str, &str, &str, &str)]| {
            let mut writer = csv::WriterBuilder::new().quote_style(style).from_writer(Vec::new());
            let header = (("title", "city", "level", "years"), "pay");
            for ((title, city, level, years), pay) in std::iter::once(header).chain(rows.iter().map(|row| (*row, "90000"))) {
                let cells = [title, city, level, years];
                // Column 0, the title, is always kept.
                let kept = order.iter().filter(|cell| **cell < columns);
                writer.write_record(kept.map(|cell| cells[*cell]).chain([pay])).unwrap();
            }
            writer.into_inner().unwrap()
        };
        let input = Input::open(&*file(&[]), &ReadOptions::default()).unwrap().header().names().to_vec();
        let found = Columns::find(&input, |_| ColumnChoice::Detected).unwrap();
        let bare = Defaults::new("USD".parse().unwrap(), PayPeriod::Year);
        let usual = PayrollOptions::new(bare, conventions(pack(), &Options::default()).unwrap());
        let payroll_options = PayrollOptions { with_retention, default_level: default_level.then(|| "entry".to_owned()), ..usual };
        let appended = MarketColumn::all().collect();
        let file_pricer = FilePricer::new(pack(), titles(), &Options::default(), found, payroll_options, appended, Delimiter::COMMA).unwrap();
        let run = |file: &[u8], block| {
            let reading = ReadOptions { block, delimiter: Some(Delimiter::COMMA), ..ReadOptions::default() };
            let mut out = Vec::new();
            file_pricer.run(Input::open(file, &reading).unwrap(), &ProcessOptions::default(), &mut out, false).unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_slice());
            reader.records().skip(1).map(|row| row.unwrap()).collect::<Vec<_>>()
        };
        let twice = [rows.as_slice(), &rows].concat();
        let together = run(&file(&twice), block);
        prop_assert_eq!(together.len(), twice.len());
        for (row, together) in twice.iter().zip(&together) {
            prop_assert_eq!(&run(&file(&[*row]), 1 << 16)[0], together);
        }
    }

    /// Whatever the cells, no row is lost and none is changed.
    #[test]
    fn no_cells_are_too_strange(
        rows in prop::collection::vec(prop::collection::vec("\\PC{0,12}|[\",\n\r=+ ]{0,6}|云架构师|Cloud Architect|senior|15k", 6), 0..30),
        block in 1_usize..400,
        workers in 1_usize..4,
    ) {
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        let names = ["title", "city", "level", "years", "pay", "currency"];
        writer.write_record(names).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let file = writer.into_inner().unwrap();
        let defaults = Defaults::new("USD".parse().unwrap(), PayPeriod::Year);
        let priced = priced(&file, &Options::default(), defaults, block, workers);
        prop_assert_eq!(priced.len(), rows.len());
        for (row, priced) in rows.iter().zip(&priced) {
            for (name, cell) in names.iter().zip(row) {
                prop_assert_eq!(&priced[*name], cell);
            }
            let status = priced["market_status"].as_str();
            prop_assert!(!status.is_empty());
            prop_assert_eq!(priced["market_low"].is_empty(), priced["market_high"].is_empty());
            prop_assert!(priced["market_ratio"].is_empty() || status == "priced");
            prop_assert!(!["0", "0.00", "0.0000"].contains(&priced["market_ratio"].as_str()));
        }
    }
}
