//! The bundled overlay `city-evidence` against the wages that it is computed from.

use std::path::Path;

use payband::money::{Decimal, round_places};
use payband::names::collisions;
use payband::pack::{Pack, check};
use payband::pricing::{Cell, GeoBasis, Options, Pricer, Reading};
use serde::Deserialize;

/// The mean wages of a city in 2024, in yuan a year.
#[derive(Debug, Deserialize)]
struct Wages {
    city: String,
    tier: String,
    non_private: Option<Decimal>,
    private: Option<Decimal>,
    published_by: String,
    address: String,
}

fn wages() -> Vec<Wages> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/city_wages_2024.csv");
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

fn overlaid() -> Pack {
    Pack::open(None, &[Path::new("city-evidence")]).unwrap()
}

/// The median over the cities that are not tier one, and their number.
fn median(wages: &[Wages], measure: fn(&Wages) -> Option<Decimal>) -> (Decimal, usize) {
    let mut each: Vec<Decimal> = wages.iter().filter(|city| city.tier != "tier-one").filter_map(measure).collect();
    each.sort_unstable();
    let (middle, count) = (each.len() / 2, each.len());
    assert_eq!(count % 2, 0);
    ((each[middle - 1] + each[middle]) / Decimal::TWO, count)
}

/// Would catch a differential that is not what the wages give, a city without one, and a row that hides its address or its kind.
#[test]
fn every_differential_is_the_wage_over_the_median_of_second_tier_cities() {
    let wages = wages();
    let non_private = median(&wages, |city| city.non_private);
    let private = median(&wages, |city| city.private);
    assert_eq!(non_private, (Decimal::new(1_284_305, 1), 10));
    assert_eq!(private, (Decimal::new(686_135, 1), 6));
    let pack = overlaid();
    let table = pack.geo_differentials().unwrap();
    let points = |wage: Option<Decimal>, under: Decimal| {
        wage.map(|wage| round_places((wage / under - Decimal::ONE) * Decimal::ONE_HUNDRED, 1))
    };
    for city in &wages {
        let row = table.get(&city.city).unwrap();
        if city.city == "beijing" {
            assert!(row.origin.overlay.is_none(), "the published premium of Beijing stays");
            continue;
        }
        let mut ends: Vec<Decimal> =
            [points(city.non_private, non_private.0), points(city.private, private.0)].into_iter().flatten().collect();
        ends.sort_unstable();
        assert_eq!((Some(&row.low_pct), Some(&row.high_pct)), (ends.first(), ends.last()), "{}", city.city);
        assert_eq!(ends.len() == 1, row.relative_to.contains("non-private units only"), "{}", city.city);
        assert!(row.relative_to.contains("mean wage of all industries"), "{}", city.city);
        let source = pack.sources().unwrap().get(&row.source).unwrap();
        assert_eq!(source.url, city.address, "{}", city.city);
        assert_eq!(city.published_by == "reprint", source.note.contains("reprint"), "{}", city.city);
        assert!(source.note.contains("all industries"), "{}", city.city);
    }
    let added = pack.overlay_rows(table);
    assert_eq!(added.len(), wages.len() - 1);
    assert!(table.get("suzhou").is_none(), "Suzhou stands on another basis");
    assert!(table.get("shanghai").is_some_and(|row| row.origin.overlay.is_none()));
}

/// Would catch an overlay with a key or a name that the pack cannot hold.
#[test]
fn the_pack_with_the_overlay_is_sound() {
    let pack = overlaid();
    let found: Vec<String> = check(&pack).iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let same = collisions(&pack).unwrap();
    assert!(same.is_empty(), "{same:?}");
}

/// Would catch an overlay that moves the reference rate, and a price that does not name it.
#[test]
fn its_cities_are_priced_and_the_others_stay() {
    let (own, overlaid) = (Pack::bundled(), overlaid());
    let cell = |city: &str| Cell { role: "healthcare-cloud-architect".into(), city: Some(city.into()), level: None };
    for reading in Reading::ALL {
        let options = || Options { reading, ..Options::default() };
        let (before, after) = (Pricer::new(&own, options()).unwrap(), Pricer::new(&overlaid, options()).unwrap());
        for city in ["beijing", "shanghai", "suzhou"] {
            assert_eq!(before.quote(&cell(city)).unwrap().base, after.quote(&cell(city)).unwrap().base, "{city}");
        }
        let hangzhou = after.quote(&cell("hangzhou")).unwrap();
        assert_eq!(hangzhou.geo_basis, GeoBasis::Overlay("city-evidence".into()));
        assert_eq!(hangzhou.sources(), "talenbrium-2025;overlay:city-evidence;wages-2024-hangzhou");
        if reading == Reading::Literal {
            // 52,000 × 1.267, 1.3045 and 1.342.
            assert_eq!(hangzhou.base.low, Decimal::from(65_884));
            assert_eq!(hangzhou.base.mid, Decimal::from(67_834));
            assert_eq!(hangzhou.base.high, Decimal::from(69_784));
        }
    }
}

/// Would catch a caveat that calls a reprint the figure of a bureau, or leaves a city out.
#[test]
fn the_caveat_says_which_wages_are_reprints() {
    let pack = Pack::bundled();
    let statement = pack.caveats().unwrap().get("city-rates-beside-statistics").unwrap().statement.as_str();
    let sentence = statement.split(". ").find(|sentence| sentence.contains("reprints")).unwrap();
    let (of_bureaus, of_reprints) = sentence.split_once("; ").unwrap();
    assert!(of_bureaus.contains("bureaus") && of_reprints.contains("reprints"), "{sentence}");
    let overlaid = overlaid();
    for city in wages() {
        let name = overlaid.city_name(&city.city).unwrap();
        let is_reprint = city.published_by == "reprint";
        assert_eq!(of_reprints.contains(name), is_reprint, "{name}");
        assert_eq!(of_bureaus.contains(name), !is_reprint, "{name}");
    }
}
