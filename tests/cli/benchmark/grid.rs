//! Several roles, cities and levels in one request.

use super::{listed_roles, senior};
use crate::expected::{Row, cloud, csv, row};
use crate::sandbox::payband;

#[test]
fn the_result_is_the_product_of_what_is_repeated_in_the_order_asked() {
    let cell = |row: Row| row;
    let data_scientist = |city: &str, level: &str| {
        row("healthcare-data-scientist", "Healthcare Data Scientist", city, level).with("yoy_pct", "12")
    };
    let rows = [
        cell(cloud("Beijing", "Senior")).pays(
            "87360.00 94250.00 101400.00",
            "13104.00 16493.75 20280.00",
            "100464.00 110743.75 121680.00",
        ),
        cell(cloud("Beijing", "Entry")).base("72800.00 75400.00 78000.00"),
        senior(),
        cell(cloud("Shanghai", "Entry")).base("72800.00 75400.00 78000.00"),
        data_scientist("Beijing", "Senior").pays(
            "75600.00 81562.50 87750.00",
            "11340.00 14273.44 17550.00",
            "86940.00 95835.94 105300.00",
        ),
        data_scientist("Beijing", "Entry").base("63000.00 65250.00 67500.00"),
        data_scientist("Shanghai", "Senior").pays(
            "75600.00 81562.50 87750.00",
            "11340.00 14273.44 17550.00",
            "86940.00 95835.94 105300.00",
        ),
        data_scientist("Shanghai", "Entry").base("63000.00 65250.00 67500.00"),
    ];
    // The second 北京 is the same city and adds no row.
    payband("-q benchmark -r 'Cloud Architect' -r 数据科学家 -c Beijing -c 上海 -c 北京市 -l senior -l entry")
        .prints(&csv(&rows));
}

#[test]
fn all_means_everything_with_a_price_and_a_note_names_the_rest() {
    let (table, beside) = payband("benchmark -r all -c all -l all --caveats").streams();
    // Roles, 7 cities, 5 levels.
    assert_eq!(table.lines().count(), 1 + listed_roles("") * 7 * 5);
    let mut notes = beside.lines();
    let roles = notes.next().unwrap();
    assert!(roles.starts_with("note: roles without a price are left out: AI Governance Officer, "), "{roles}");
    assert_eq!(roles.split(", ").count(), listed_roles("--all") - listed_roles(""));
    assert_eq!(notes.next(), Some("note: provinces are left out: Guangdong, Jiangsu, Zhejiang"));
    assert_eq!(notes.next(), Some("note: levels without a price are left out: Intern"));

    let (table, beside) = payband("benchmark -r all -l mid --published-only --caveats").streams();
    assert_eq!(table.lines().count(), 1 + 5);
    let first = beside.lines().next().unwrap();
    assert!(first.starts_with("note: roles without a published median are left out: Software Engineer, "), "{first}");
}
