//! The unit of a pay column depends on the first MiB of the file only, and applies only to amounts that state none.
//!
//! Would catch: a decision that depends on the order of rows, threads or blocks, and a flag that changes pay which states its
//! own unit.

use std::collections::HashMap;
use std::num::NonZeroUsize;

use crate::bundled::{pack, titles};
use crate::case_count::cases;
use payband::pay::{Defaults, PayPeriod};
use payband::payroll::{FilePricer, MarketColumn, PayrollOptions};
use payband::people::{ColumnChoice, ColumnSamples, Columns, GivenUnit, PayUnit};
use payband::pricing::{Options, conventions};
use payband::tabular::{Input, ProcessOptions, Ragged, ReadOptions};
use proptest::prelude::*;
use proptest::sample::select;

fn payroll_options(asked: GivenUnit) -> PayrollOptions {
    let bare = Defaults::new("USD".parse().unwrap(), PayPeriod::Year);
    let usual = PayrollOptions::new(bare, conventions(pack(), &Options::default()).unwrap());
    PayrollOptions { given_unit: asked, default_level: Some("mid".to_owned()), ..usual }
}

/// A priced file: its unit, the cells of each row by name, and the messages about its pay.
struct Priced {
    unit: PayUnit,
    rows: Vec<HashMap<String, String>>,
    messages: String,
}

fn priced(file: &[u8], asked: GivenUnit, block: usize, workers: usize) -> Priced {
    let input = Input::open(file, &ReadOptions { block, ..ReadOptions::default() }).unwrap();
    let titles = titles();
    let columns = Columns::find_with_samples(input.header().names(), &ColumnSamples::of(&input, &titles), &[], |_| {
        ColumnChoice::Detected
    })
    .unwrap();
    let appended = MarketColumn::all().collect();
    let mut pricer = FilePricer::new(
        pack(),
        titles,
        &Options::default(),
        columns,
        payroll_options(asked),
        appended,
        input.delimiter(),
    )
    .unwrap();
    pricer.decide_pay_unit(&input);
    let process = ProcessOptions { workers: NonZeroUsize::new(workers).unwrap(), ragged: Ragged::Keep };
    let mut out = Vec::new();
    let tally = pricer.run(input, &process, &mut out, false).unwrap();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(out.as_slice());
    let rows = reader.deserialize().map(Result::unwrap).collect();
    Priced {
        unit: *pricer.pay_unit(),
        rows,
        messages: format!("{:?} {:?}", pricer.median_ratio(&tally), pricer.clusters(&tally)),
    }
}

fn file(header: &str, rows: &[(&str, &str, String)]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["title", "city", header]).unwrap();
    rows.iter().for_each(|(title, city, pay)| writer.write_record([*title, *city, pay.as_str()]).unwrap());
    writer.into_inner().unwrap()
}

fn rows() -> impl Strategy<Value = Vec<(&'static str, &'static str, String)>> {
    let pay = prop_oneof![
        3 => (10_u32..900_000).prop_map(|number| number.to_string()),
        3 => (1_u32..40, 1_u32..40).prop_map(|(low, more)| format!("{low}-{}K", low + more)),
        2 => (1_u32..40, 1_u32..40).prop_map(|(low, more)| format!("{low}-{}K·14薪", low + more)),
        1 => (1_u32..40).prop_map(|number| format!("{number}万")),
        1 => (10_u32..900_000).prop_map(|number| format!("${number}")),
        1 => (1_u32..90).prop_map(|number| format!("{number}/hour")),
        1 => (10_u32..900_000).prop_map(|number| format!("CNY {number} a year")),
        1 => select(vec!["", "面议", "15k以上", "12,00,000", "?"]).prop_map(str::to_owned),
    ];
    let title = select(vec!["Data Scientist", "数据科学家", "Software Engineer", "Gardener"]);
    prop::collection::vec((title, select(vec!["Shanghai", "上海", "", "Atlantis"]), pay), 1..60)
}

fn header() -> impl Strategy<Value = &'static str> {
    select(vec!["pay", "薪资", "Salary (£)", "薪资/月", "Salary/hr", "年薪(万元)", "Annual Salary"])
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn the_order_of_rows_does_not_matter(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        header in header(),
    ) {
        let [one, other] = [&rows, &shuffled].map(|rows| priced(&file(header, rows), GivenUnit::default(), 1 << 17, 1));
        prop_assert_eq!(one.unit, other.unit);
    }

    #[test]
    fn threads_and_blocks_do_not_matter(rows in rows(), header in header(), block in 20_usize..4_000, workers in 2_usize..5) {
        let file = file(header, &rows);
        let one = priced(&file, GivenUnit::default(), block, 1);
        let other = priced(&file, GivenUnit::default(), block, workers);
        prop_assert_eq!(one.unit, other.unit);
        prop_assert_eq!(&one.rows, &other.rows);
        prop_assert_eq!(one.messages, other.messages);
        let whole = priced(&file, GivenUnit::default(), 1 << 17, 1);
        prop_assert_eq!(one.unit, whole.unit);
        prop_assert_eq!(one.rows, whole.rows);
    }

    #[test]
    fn a_flag_never_changes_what_a_cell_states(
        rows in rows(),
        header in header(),
        currency in select(vec![None, Some("USD"), Some("CNY"), Some("EUR")]),
        period in select(vec![None, Some(PayPeriod::Year), Some(PayPeriod::Month), Some(PayPeriod::Hour)]),
    ) {
        let file = file(header, &rows);
        let asked = GivenUnit { currency: currency.map(|code| code.parse().unwrap()), period };
        let plain = priced(&file, GivenUnit::default(), 1 << 17, 1);
        let given = priced(&file, asked, 1 << 17, 1);
        for (one, other) in plain.rows.iter().zip(&given.rows) {
            let [stated, with_flag] = [one, other].map(|row| (&row["pay_currency"], &row["pay_period"]));
            if one["pay_currency_from"] == "cell" {
                prop_assert_eq!(stated.0, with_flag.0);
                prop_assert_eq!(&other["pay_currency_from"], "cell");
            }
            if one["pay_period_from"] == "cell" {
                prop_assert_eq!(stated.1, with_flag.1);
            }
            if one["pay_currency_from"] == "cell" && one["pay_period_from"] == "cell" {
                prop_assert_eq!(&one["market_ratio"], &other["market_ratio"]);
                prop_assert_eq!((&one["pay_low"], &one["pay_high"]), (&other["pay_low"], &other["pay_high"]));
            }
        }
    }
}
