//! The calibrated reading in markets with any workforces and differentials.

use std::fs;
use std::path::Path;

use payband::money::Decimal;
use payband::pack::Pack;
use payband::pricing::{Cell, Options, Pricer, Quote, Reading};
use proptest::prelude::*;
use proptest::sample::Index;
use tempfile::TempDir;

use super::packs::pack_with;
use crate::case_count::cases;

/// The workforce of a city, and its differential with the number of its section, if it has one.
type MarketCity = (u32, Option<(i64, i64, u8)>);

/// The cities of a market: workforce, and the differential, if there is one, as ends in tenths of a percent with the section
/// that holds it. Cities with the same section and ends share one differential.
fn market() -> impl Strategy<Value = Vec<MarketCity>> {
    let differential =
        (-300_i64..1500, 0_i64..800, 0_u8..3).prop_map(|(low, width, section)| (low, low + width, section));
    // Few different values, so that some are shared.
    (
        prop::collection::vec(differential, 1..4),
        prop::collection::vec((1_u32..100_000, any::<Index>(), any::<bool>()), 1..7),
    )
        .prop_map(|(differentials, cities)| {
            cities
                .into_iter()
                .map(|(workforce, pick, has)| (workforce, has.then(|| *pick.get(&differentials))))
                .collect()
        })
}

/// A pack folder with such a market, whose cities are c0, c1 and so on.
fn pack_of(market: &[MarketCity]) -> TempDir {
    let folder = pack_with("", b"");
    let mut cities = "id,name,name_zh,kind,tier,basis,source,section\n".to_owned();
    let mut workforces =
        "city,workforce,vacancies,supply_ratio,vacancy_days,cagr_pct,effective,source,section\n".to_owned();
    let mut differentials = "city,relative_to,low_pct,high_pct,source,section\n".to_owned();
    for (at, (workforce, differential)) in market.iter().enumerate() {
        cities.push_str(&format!("c{at},C{at},,city,,published,s,x\n"));
        workforces.push_str(&format!("c{at},{workforce},1,1,1,1,2025-11-05,s,x\n"));
        if let Some((low, high, section)) = differential {
            let (low, high) = (Decimal::new(*low, 1), Decimal::new(*high, 1));
            differentials.push_str(&format!("c{at},rest,{low},{high},s,section {section}\n"));
        }
    }
    let sources = fs::read_to_string(folder.path().join("sources.csv")).unwrap() + "s,S,S,2025-11-05,,,\n";
    for (name, text) in [
        ("sources.csv", sources),
        ("cities.csv", cities),
        ("city_market.csv", workforces),
        ("geo_differentials.csv", differentials),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn calibrated_mid_level(pack: &Pack, city: usize) -> Quote {
    let options = Options { reading: Reading::Calibrated, ..Options::default() };
    let cell =
        Cell { role: "healthcare-cloud-architect".into(), city: Some(format!("c{city}")), level: Some("mid".into()) };
    Pricer::new(pack, options).unwrap().quote(&cell).unwrap()
}

/// Whether two numbers differ only in the last of 28 digits, as after some operations.
fn about_equal(one: Decimal, other: Decimal) -> bool {
    (one - other).abs() < Decimal::new(1, 15)
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn the_calibrated_mean_over_the_workforce_is_the_median(market in market()) {
        let folder = pack_of(&market);
        let pack = Pack::open(Some(folder.path()), &[] as &[&Path]).unwrap();
        let people: Decimal = market.iter().map(|(workforce, _)| Decimal::from(*workforce)).sum();
        let mut mean = Decimal::ZERO;
        for (at, (workforce, _)) in market.iter().enumerate() {
            mean += calibrated_mid_level(&pack, at).base.mid * Decimal::from(*workforce) / people;
        }
        prop_assert!(about_equal(mean, Decimal::from(52_000)), "{mean}");
    }

    #[test]
    fn the_calibrated_ends_are_the_extremes_over_all_differentials(market in market(), at: [u8; 4]) {
        let folder = pack_of(&market);
        let pack = Pack::open(Some(folder.path()), &[] as &[&Path]).unwrap();
        // The position of each differential between its ends; cities that share one share the position.
        let mut groups: Vec<(i64, i64, u8)> = Vec::new();
        for differential in market.iter().filter_map(|(_, differential)| *differential) {
            if !groups.contains(&differential) {
                groups.push(differential);
            }
        }
        let people: Decimal = market.iter().map(|(workforce, _)| Decimal::from(*workforce)).sum();
        let mut extremes: Vec<Option<(Decimal, Decimal)>> = vec![None; market.len()];
        // All corners, and one inner point.
        let corners = (0..1_u32 << groups.len()).map(|corner| {
            (0..groups.len()).map(|group| if corner >> group & 1 == 1 { 255 } else { 0 }).collect::<Vec<u8>>()
        });
        for positions in corners.chain([at[..groups.len()].to_vec()]) {
            let p = |differential: &Option<(i64, i64, u8)>| match differential {
                None => Decimal::ZERO,
                Some(own) => {
                    let position = positions[groups.iter().position(|group| group == own).unwrap()];
                    let (low, high) = (Decimal::new(own.0, 3), Decimal::new(own.1, 3));
                    low + (high - low) * Decimal::from(position) / Decimal::from(255)
                }
            };
            let mean: Decimal = market.iter().map(|(workforce, own)| p(own) * Decimal::from(*workforce) / people).sum();
            for (city, (_, own)) in market.iter().enumerate() {
                let rate = Decimal::from(52_000) * (Decimal::ONE + p(own)) / (Decimal::ONE + mean);
                let (low, high) = extremes[city].unwrap_or((rate, rate));
                extremes[city] = Some((low.min(rate), high.max(rate)));
            }
        }
        for (city, extreme) in extremes.into_iter().enumerate() {
            let (low, high) = extreme.unwrap();
            let base = calibrated_mid_level(&pack, city).base;
            prop_assert!(about_equal(base.low, low) && about_equal(base.high, high), "c{city}: {base:?}, not {low} to {high}");
        }
    }
}
