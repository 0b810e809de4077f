//! Prices under any options, and the CSV of prices and of packs.

use std::sync::OnceLock;

use jiff::civil::date;
use payband::money::{Decimal, PercentRange, Period, round_money};
use payband::pack::Pack;
use payband::pricing::{
    Ageing, AgeingMethod, AgeingRate, Cell, DomainYears, Options, Pricer, Quote, Reading, Retention, StepKind,
};
use payband::render::{Format, render};
use payband::views::{self, BenchmarkRow};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::TODAY;
use crate::case_count::cases;

fn percent(range: std::ops::Range<i64>) -> impl Strategy<Value = PercentRange> {
    (range.clone(), range).prop_map(|(one, other)| PercentRange {
        low: Decimal::new(one.min(other), 1),
        high: Decimal::new(one.max(other), 1),
    })
}

prop_compose! {
    /// Any options that have a price for every cell.
    fn options()(
        reading in select(vec![Reading::Literal, Reading::Calibrated]),
        retention in prop_oneof![
            Just(Retention::Published),
            Just(Retention::None),
            percent(0..2000).prop_map(Retention::Given),
        ],
        city_premium in prop::option::of(percent(-999..10_000)),
        foreign_hire: bool,
        domain_years in prop::option::of((0_i64..400).prop_map(|years| Decimal::new(years, 1))),
        ageing in prop::option::of((
            0_i32..4000,
            select(vec![AgeingMethod::Compound, AgeingMethod::Simple]),
            prop_oneof![Just(AgeingRate::Sector), (-500_i64..500).prop_map(|rate| AgeingRate::Given(Decimal::new(rate, 1)))],
        )),
        currency in prop::option::of(select(vec!["USD", "CNY"])),
        fx in prop::option::of((1_i64..100_000).prop_map(|rate| Decimal::new(rate, 3))),
        period in select(Period::ALL.to_vec()),
        months in prop::option::of((10_i64..=240).prop_map(|months| Decimal::new(months, 1))),
    ) -> Options {
        Options {
            reading,
            retention,
            city_premium,
            foreign_hire,
            domain_years: domain_years.map(|years| DomainYears { years, of_career: false }),
            ageing: ageing.map(|(days, method, rate)| Ageing {
                on: date(2025, 11, 5).checked_add(jiff::Span::new().days(days)).unwrap(),
                method,
                rate,
            }),
            currency: currency.map(|code| code.parse().unwrap()),
            fx,
            period,
            months,
            segment: None,
            by_covered_job: Vec::new(),
            min_grade: None,
        }
    }
}

/// All cells of the roles of the report in the bundled pack: 30 roles, 7 cities and none, 5 levels.
fn cells() -> &'static [Cell] {
    static CELLS: OnceLock<Vec<Cell>> = OnceLock::new();
    CELLS.get_or_init(|| {
        let pack = Pack::bundled();
        let column = |table: &str, wanted: &dyn Fn(&[String]) -> bool| -> Vec<String> {
            let rows = pack.raw_rows(table).unwrap().rows;
            rows.into_iter().filter(|row| wanted(&row.cells)).map(|row| row.cells[0].clone()).collect()
        };
        let roles = column("roles", &|cells| cells.iter().any(|cell| cell == "benchmark" || cell == "covered"));
        let cities = column("cities", &|cells| cells.iter().any(|cell| cell == "city"));
        let levels = column("levels", &|cells| cells[0] != "intern");
        let mut all = Vec::new();
        for role in &roles {
            for city in cities.iter().cloned().map(Some).chain([None]) {
                for level in &levels {
                    all.push(Cell { role: role.clone(), city: city.clone(), level: Some(level.clone()) });
                }
            }
        }
        assert_eq!(all.len(), 30 * 8 * 5);
        all
    })
}

/// Asserts that every step of a quote is a range, and that the total is the sum of its parts.
fn sound(quote: &Quote) -> Result<(), TestCaseError> {
    for step in &quote.trace {
        let ranges = [Some(step.value), step.factor];
        for range in ranges.into_iter().flatten() {
            let said = format!("{:?} of {:?}: {range:?}", step.kind(), quote.cell);
            prop_assert!(range.low <= range.mid && range.mid <= range.high, "{said}");
            prop_assert!(range.low >= Decimal::ZERO, "{said}");
        }
    }
    let parts = match quote.retention {
        Some(bonus) => quote.base.plus(&bonus).unwrap(),
        None => quote.base,
    };
    prop_assert_eq!(quote.total, parts);
    let last = |kind| quote.trace.iter().rev().find(|step| step.kind() == kind).map(|step| step.value);
    prop_assert_eq!(last(StepKind::Total), Some(quote.total));
    prop_assert_eq!(last(StepKind::Retention), quote.retention);
    let before: Vec<_> =
        quote.trace.iter().filter(|step| !matches!(step.kind(), StepKind::Retention | StepKind::Total)).collect();
    prop_assert_eq!(
        before.last().map(|step| step.value),
        Some(quote.base),
        "the last step before the bonus is the base"
    );
    prop_assert!(quote.base.low > Decimal::ZERO);
    Ok(())
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn every_step_of_every_cell_is_a_range_and_the_sum_its_parts(options in options()) {
        let pack = Pack::bundled();
        let pricer = Pricer::new(&pack, options).unwrap();
        for cell in cells() {
            sound(&pricer.quote(cell).unwrap())?;
        }
    }

    /// Catches another reading beside a quote that differs from the quote in that reading.
    #[test]
    fn the_other_reading_is_what_asking_for_it_gives(options in options()) {
        let pack = Pack::bundled();
        let asked = Pricer::new(&pack, options.clone()).unwrap();
        let other = Pricer::new(&pack, Options { reading: options.reading.other(), ..options }).unwrap();
        for cell in cells() {
            let (one, two) = (asked.quote(cell).unwrap(), other.quote(cell).unwrap());
            let beside = one.other.unwrap();
            prop_assert_eq!((Some(beside.reading), beside.base, beside.total), (two.reading, two.base, two.total));
            prop_assert!(beside.base.low <= beside.base.mid && beside.base.mid <= beside.base.high);
        }
    }

    #[test]
    fn csv_of_prices_reads_back_to_the_cent(options in options(), picks in prop::collection::vec(any::<Index>(), 1..6)) {
        let pack = Pack::bundled();
        let pricer = Pricer::new(&pack, options).unwrap();
        let rows: Vec<BenchmarkRow> = picks
            .iter()
            .map(|pick| pricer.quote(pick.get(cells())).unwrap())
            .map(|quote| BenchmarkRow { quote, offer: None, uplift: None })
            .collect();
        let answer = views::benchmark(&pack, &rows, views::BenchmarkParts { traces: true, ..views::BenchmarkParts::default() }, TODAY).unwrap();
        let text = render(&answer, &payband::render::RenderOptions::new(Format::Csv)).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_slice());
        let header = reader.headers().unwrap().clone();
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(records.len(), rows.len());
        for (record, BenchmarkRow { quote, .. }) in records.iter().zip(&rows) {
            let cell = |name: &str| record.get(header.iter().position(|column| column == name).unwrap()).unwrap();
            let money = |name: &str| cell(name).parse::<Decimal>().ok();
            for (name, range) in [("base", Some(quote.base)), ("retention", quote.retention), ("total", Some(quote.total))] {
                let ends = [("low", range.map(|r| r.low)), ("mid", range.map(|r| r.mid)), ("high", range.map(|r| r.high))];
                for (end, amount) in ends {
                    prop_assert_eq!(money(&format!("{name}_{end}")), amount.map(round_money), "{}_{}", name, end);
                }
            }
            prop_assert_eq!(cell("role_id"), quote.cell.role.as_str());
            prop_assert_eq!(cell("currency"), quote.currency.as_str());
            prop_assert_eq!(cell("effective"), quote.effective.to_string());
            prop_assert_eq!(cell("yoy_pct").parse().ok(), quote.yoy_pct);
        }
    }

    #[test]
    fn csv_of_a_pack_reads_back_whatever_its_words_hold(title in "[ -~\u{e9}上“,\"\n]{1,40}", relative in any::<String>()) {
        let overlay = tempfile::tempdir().unwrap();
        let mut writer = csv::Writer::from_path(overlay.path().join("premiums.csv")).unwrap();
        writer.write_record(["id", "name", "kind", "relative_to", "low_pct", "high_pct"]).unwrap();
        writer.write_record(["mine", &title, "sector", &relative, "1.50", "2"]).unwrap();
        writer.flush().unwrap();
        let pack = Pack::open(None, &[overlay.path()]).unwrap();
        let answer = views::table_rows(&pack, "premiums", Some("mine")).unwrap();
        let text = render(&answer, &payband::render::RenderOptions::new(Format::Csv)).unwrap();
        let record = csv::Reader::from_reader(text.as_slice()).records().next().unwrap().unwrap();
        prop_assert_eq!(record.get(1), Some(title.as_str()));
        prop_assert_eq!(record.get(3), Some(relative.as_str()));
        prop_assert_eq!(record.get(4), Some("1.50"));
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_percentage_is_a_range_in_order_or_an_error(text in prop_oneof![any::<String>(), "[-–0-9.%～ e+]{0,24}"]) {
        if let Ok(range) = text.parse::<PercentRange>() {
            prop_assert!(range.low <= range.high);
            let factor = range.factor().unwrap();
            prop_assert!(Decimal::ZERO < factor.low && factor.low <= factor.mid && factor.mid <= factor.high);
        }
    }
}
