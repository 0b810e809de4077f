//! 200 rows of the official statistics, drawn at random, against the percentiles of the bundled pack (`tests/oews_cells.csv`), which
//! are read as prices read them.
//!
//! Would catch: a figure that the conversion changed, moved to another area, occupation or industry, or left out.

use std::collections::HashMap;
use std::path::Path;

use payband::money::Decimal;
use payband::pack::{MarketCell, Pack, PublishedCell};

/// The industries that have percentiles of their own, by the code of the source.
const SEGMENTS: [(&str, &str); 11] = [
    ("000000", ""),
    ("325400", "pharmaceuticals"),
    ("339100", "medical-devices"),
    ("513200", "software-publishers"),
    ("518000", "data-hosting"),
    ("519200", "web-portals-and-libraries"),
    ("524100", "insurance-carriers"),
    ("541500", "computer-systems-design"),
    ("541700", "research-and-development"),
    ("621000", "ambulatory-care"),
    ("622000", "hospitals"),
];

#[test]
fn cells_of_the_pack_are_those_of_the_source() {
    let pack = Pack::open(Some(Path::new("us-oews-2025")), &[] as &[&Path]).unwrap();
    let places: HashMap<&str, &str> =
        pack.cities().unwrap().iter().map(|place| (place.code.as_str(), place.id.as_str())).collect();
    let roles: HashMap<&str, &str> =
        pack.roles().unwrap().iter().map(|role| (role.code.as_str(), role.id.as_str())).collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oews_cells.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let mut count = 0;
    for row in reader.records() {
        let row: HashMap<String, String> =
            headers.iter().map(str::to_owned).zip(row.unwrap().iter().map(str::to_owned)).collect();
        let text = |column: &str| row[column].as_str();
        let segment = SEGMENTS.iter().find(|(code, _)| *code == text("industry_code")).unwrap().1;
        let (role, place) = (roles[text("soc")], places[text("area_code")]);
        let cells = pack.role_cells(role).unwrap();
        let cell = cells.get(place, "", segment).unwrap_or_else(|| panic!("no cell: {row:?}"));
        // The source writes a hyphen for what it does not publish.
        let figure = |column: &str| Some(text(column)).filter(|text| *text != "-").map(|text| text.parse().unwrap());
        let published: [(&str, Option<Decimal>); 8] = [
            ("employment", cell.employment().map(Decimal::from)),
            ("mean", cell.mean()),
            ("mean_rse_pct", cell.mean_rse_pct()),
            ("p10", cell.p10()),
            ("p25", cell.p25()),
            ("p50", cell.p50()),
            ("p75", cell.p75()),
            ("p90", cell.p90()),
        ];
        for (column, value) in published {
            assert_eq!(value, figure(column), "{column} of {row:?}");
        }
        assert_eq!(cell.terms().currency.as_str(), "USD");
        count += 1;
    }
    assert_eq!(count, 200);
}

/// Would catch rows that the conversion dropped or made twice.
#[test]
fn the_pack_has_every_row_of_the_source() {
    let pack = Pack::open(Some(Path::new("us-oews-2025")), &[] as &[&Path]).unwrap();
    let cells: Vec<&MarketCell> =
        pack.roles().unwrap().iter().flat_map(|role| pack.cells_of(&role.id).unwrap()).map(|cell| &cell.row).collect();
    assert_eq!(cells.len(), 11_219);
    assert_eq!(cells.iter().filter(|cell| cell.p50.is_none()).count(), 270);
    let in_segments = cells.iter().filter(|cell| !cell.segment.is_empty());
    assert_eq!(in_segments.count(), 295 - 29);
}

/// Would catch a figure or a term that prices read otherwise than the table has it, and a row that they do not find.
#[test]
fn prices_read_every_row_as_the_table_has_it() {
    let pack = Pack::open(Some(Path::new("us-oews-2025")), &[] as &[&Path]).unwrap();
    let mut count = 0;
    for role in pack.roles().unwrap() {
        let cells = pack.role_cells(&role.id).unwrap();
        assert!(cells.get("no-such-place", "", "").is_none());
        for row in pack.cells_of(&role.id).unwrap() {
            let cell = cells.get(&row.place, &row.level, &row.segment).unwrap_or_else(|| panic!("no cell: {row:?}"));
            assert_eq!(figures_read(&cell), figures_of(row), "{row:?}");
            assert_eq!(terms_of(cell.terms()), terms_of(row), "{row:?}");
            count += 1;
        }
    }
    assert_eq!(count, 11_219);
}

/// The figures of a cell as prices read them.
fn figures_read(cell: &PublishedCell<'_>) -> ([Option<Decimal>; 7], [Option<u64>; 3]) {
    (
        [cell.p10(), cell.p25(), cell.p50(), cell.p75(), cell.p90(), cell.mean(), cell.mean_rse_pct()],
        [cell.employment(), cell.n(), cell.organisations()],
    )
}

/// The figures of a row of the table.
fn figures_of(row: &MarketCell) -> ([Option<Decimal>; 7], [Option<u64>; 3]) {
    (
        [row.p10, row.p25, row.p50, row.p75, row.p90, row.mean, row.mean_rse_pct],
        [row.employment, row.n, row.organisations],
    )
}

/// What a row shares with others.
fn terms_of(row: &MarketCell) -> String {
    let MarketCell { population, element, currency, effective, period, .. } = row;
    let MarketCell { certainty, method, weighting, source, .. } = row;
    format!("{population:?} {element:?} {currency} {effective} {period:?} {certainty} {method} {weighting} {source}")
}
