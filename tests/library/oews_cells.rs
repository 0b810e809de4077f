//! 200 rows of the official statistics, drawn at random, against the percentiles of the bundled pack (`tests/oews_cells.csv`).
//!
//! Would catch: a figure that the conversion changed, moved to another area, occupation or industry, or left out.

use std::collections::HashMap;
use std::path::Path;

use payband::money::Decimal;
use payband::pack::{MarketCell, Pack};

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
        let found = pack.cell(role, place, "", segment).unwrap().unwrap_or_else(|| panic!("no cell: {row:?}"));
        let cell: &MarketCell = found;
        // The source writes a hyphen for what it does not publish.
        let figure = |column: &str| Some(text(column)).filter(|text| *text != "-").map(|text| text.parse().unwrap());
        let published: [(&str, Option<Decimal>); 8] = [
            ("employment", cell.employment.map(Decimal::from)),
            ("mean", cell.mean),
            ("mean_rse_pct", cell.mean_rse_pct),
            ("p10", cell.p10),
            ("p25", cell.p25),
            ("p50", cell.p50),
            ("p75", cell.p75),
            ("p90", cell.p90),
        ];
        for (column, value) in published {
            assert_eq!(value, figure(column), "{column} of {row:?}");
        }
        assert_eq!(cell.currency.as_str(), "USD");
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
