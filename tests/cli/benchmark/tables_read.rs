//! The tables of a pack that a price reads.

use crate::sandbox::Sandbox;

/// Would catch a start that reads one more table: every file but those of the price, or whose ids its rows name, is no CSV.
#[test]
fn a_price_as_csv_reads_only_the_tables_of_the_price() {
    const READ: [&str; 13] = [
        "bonuses",
        "cities",
        "city_market",
        "conventions",
        "fx",
        "geo_differentials",
        "levels",
        "name_words",
        "roles",
        "salaries",
        "skills",
        "sources",
        "wording",
    ];
    let sandbox = Sandbox::new();
    sandbox.with_pack("odd");
    let line = "benchmark -r 'Cloud Architect' -c Shanghai -f csv";
    let (expected, _) = sandbox.payband(&format!("-q --pack odd {line}")).streams();
    let mut broken = 0;
    for entry in std::fs::read_dir(sandbox.path("odd")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.strip_suffix(".csv").is_some_and(|table| !READ.contains(&table)) {
            sandbox.write(&format!("odd/{name}"), "broken\n\"x");
            broken += 1;
        }
    }
    assert!(broken > 10, "{broken}");
    assert_eq!(sandbox.payband(&format!("-q --pack odd {line}")).streams(), (expected, String::new()));
}
