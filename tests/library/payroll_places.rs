//! Files with many places against single requests: each row gets the price that a quote of its cell has.
//!
//! Would catch: a cache of texts, keys or kinds of prices that gives a row the price, the grade or the basis of another one; a
//! step that is left out where no trace is recorded; and percentiles that are left out, or of another unit.

use std::collections::HashMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use payband::answer::Kind;
use payband::money::{Decimal, Period};
use payband::names::TitleIndex;
use payband::pack::Pack;
use payband::pay::{Defaults, PayPeriod};
use payband::payroll::{FilePricer, MarketColumn, PayrollOptions};
use payband::people::{ColumnChoice, Columns};
use payband::pricing::{Ageing, AgeingMethod, AgeingRate, Cell, Options, Pricer, PricingError, Quote, conventions};
use payband::render::data_number;
use payband::tabular::{Input, ProcessOptions, ReadOptions};

/// An overlay with a slotted role, and with percentiles for a month, without an end, of another date and of another source.
fn overlay(folder: &Path) {
    let roles = "id,title,title_zh,area,kind,slotted_to,slot_low_pct,slot_high_pct,slot_source,match_grade,basis,role_basis,source\n\
                 keeper,Robot Keeper,,management,covered,it-manager,-30,-10,soc-2018,C,editorial,editorial,soc-2018\n";
    let cells = "role,place,level,segment,population,element,currency,effective,p10,p25,p50,p75,p90,mean,n,certainty,source,period\n\
                 it-manager,akron-oh,,,incumbents,wages,USD,2025-09-01,6001,7002.5,8003,9004,,8000,31,B,soc-2018,month\n\
                 it-manager,alabama,,,incumbents,wages,USD,2025-05-01,,,120001,140000,,,,,soc-2018,year\n\
                 biomedical-engineer,alabama,,,incumbents,wages,USD,2025-05-01,,90000,100001,,,,12,,soc-2018,year\n";
    fs::write(folder.join("roles.csv"), roles).unwrap();
    fs::write(folder.join("market_cells.csv"), cells).unwrap();
}

/// The rows of a priced file, each by the names of its cells.
fn priced(pack: &Pack, file: &[u8], options: &Options, appended: Vec<MarketColumn>) -> Vec<HashMap<String, String>> {
    // Small blocks, so that both workers get rows.
    let input = Input::open(file, &ReadOptions { block: 50_000, ..ReadOptions::default() }).unwrap();
    let columns = Columns::find(input.header().names(), |_| ColumnChoice::Detected).unwrap();
    let bare = Defaults::new("USD".parse().unwrap(), PayPeriod::Year);
    let payroll = PayrollOptions::new(bare, conventions(pack, options).unwrap());
    let titles = TitleIndex::new(pack).unwrap();
    let pricer = FilePricer::new(pack, titles, options, columns, payroll, appended, input.delimiter()).unwrap();
    let process = ProcessOptions { workers: NonZeroUsize::new(2).unwrap(), ..ProcessOptions::default() };
    let mut out = Vec::new();
    pricer.run(input, &process, &mut out, false).unwrap();
    csv::Reader::from_reader(out.as_slice()).deserialize().map(|row| row.unwrap()).collect()
}

/// The market cells of a row, by the quote of its cell.
fn expected(quote: &Quote) -> [(&'static str, String); 11] {
    let money = |amount: Option<Decimal>| amount.map(|amount| data_number(Kind::Money, amount)).unwrap_or_default();
    let percentiles = quote.percentiles.as_ref().unwrap();
    [
        ("market_low", money(quote.missing.low_of(&quote.base))),
        ("market_mid", money(Some(quote.base.mid))),
        ("market_high", money(quote.missing.high_of(&quote.base))),
        ("market_grade", quote.match_grade.clone()),
        ("market_basis", quote.basis().as_str().to_owned()),
        ("market_currency", quote.currency.as_str().to_owned()),
        ("market_period", quote.period.as_str().to_owned()),
        ("market_p10", money(percentiles.p10)),
        ("market_p90", money(percentiles.p90)),
        ("market_n", percentiles.n.map(|people| people.to_string()).unwrap_or_default()),
        ("market_certainty", percentiles.certainty.clone().unwrap_or_default()),
    ]
}

#[test]
fn rows_of_many_places_get_what_single_requests_get() {
    let folder = tempfile::tempdir().unwrap();
    overlay(folder.path());
    let pack = Pack::open(Some(Path::new("us-oews-2025")), &[folder.path()]).unwrap();
    let (roles, places) = (pack.roles().unwrap(), pack.cities().unwrap());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["title", "location", "pay"]).unwrap();
    // A quarter of the places, which an unoptimised build prices one by one in seconds. Each cell stands in two rows.
    let cells: Vec<_> =
        places.iter().step_by(4).flat_map(|place| roles.iter().map(move |role| (role, place))).collect();
    let rows: Vec<_> = cells.iter().chain(cells.iter().rev()).collect();
    for (role, place) in &rows {
        writer.write_record([role.title.as_str(), place.name.as_str(), "100000"]).unwrap();
    }
    let file = writer.into_inner().unwrap();
    let ageing = Ageing {
        on: "2026-11-20".parse().unwrap(),
        method: AgeingMethod::Compound,
        rate: AgeingRate::Given(Decimal::new(35, 1)),
    };
    let in_euros_a_month = Options {
        ageing: Some(ageing),
        currency: Some("EUR".parse().unwrap()),
        fx: Some(Decimal::new(917, 3)),
        period: Period::Month,
        ..Options::default()
    };
    let in_hospitals = Options { segment: Some("hospitals".to_owned()), ..Options::default() };
    for options in [Options::default(), in_euros_a_month, in_hospitals] {
        let pricer = Pricer::new(&pack, options.clone()).unwrap();
        let all = priced(&pack, &file, &options, MarketColumn::all().collect());
        let usual = priced(&pack, &file, &options, MarketColumn::USUAL.to_vec());
        assert_eq!((all.len(), usual.len()), (rows.len(), rows.len()));
        let mut count = 0;
        for (usual, all) in usual.iter().zip(&all) {
            assert!(usual.iter().all(|(name, cell)| all[name] == *cell), "{usual:?} {all:?}");
        }
        // The second half of the file has the cells in reverse.
        for ((role, place), (row, again)) in cells.iter().zip(all.iter().zip(all.iter().rev())) {
            let cell = Cell { role: role.id.owned(), city: Some(place.id.owned()), level: None };
            assert_eq!(row, again, "{} {}", role.id, place.id);
            match pricer.quote(&cell) {
                Ok(quote) => {
                    for (name, cell) in expected(&quote) {
                        assert_eq!(row[name], cell, "{name} {} {}", role.id, place.id);
                    }
                    assert_eq!((&*row["market_role"], &*row["market_city"]), (&*role.title, &*place.name));
                    count += 1;
                }
                Err(PricingError::NoCell { .. }) => assert_eq!(row["market_status"], "unpriced-city"),
                Err(error) => panic!("{error}"),
            }
        }
        let least = if options.segment.is_some() { 10 } else { 2_500 };
        assert!(count > least, "{count}");
    }
}
