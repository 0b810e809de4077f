//! The summary of a file, checked by hand.

use super::{price, price_in};
use crate::sandbox::Sandbox;

/// Cloud Architects in Shanghai, senior: 87,360 / 94,250 / 101,400. A Data Scientist in Beijing, mid: 69,300 / 73,406.25 /
/// 77,625.
const FILE: &str = "title,city,level,pay\nCloud Architect,Shanghai,senior,80000\nCloud Architect,Shanghai,senior,94250\n\
     Cloud Architect,Shanghai,senior,120000\nCloud Architect,Shanghai,senior,\"$90,000\"\nData Scientist,Beijing,mid,69300\n\
     Data Scientist,Beijing,mid,面议\nGardener,Beijing,mid,70001\nCloud Architect,Atlantis,mid,70002\n\
     Data Scientist,Beijing,mid,15k以上\n";

/// Catches a count, median, share or cost that is off, as CSV.
#[test]
fn groups_by_hand() {
    let columns = "priced,compared,median_market_ratio,share_below,share_within,share_above,cost_to_low,cost_to_mid,\
                   currency,period\n";
    // Ratios 0.8488, 0.9549, 1, 1.2732; to low 7,360; to mid 14,250 + 4,250.
    let cloud = "4,4,0.9775,0.2500,0.5000,0.2500,7360.00,18500.00,USD,year\n";
    // 0.94406, and medians of groups come from counts of ratios to three places.
    let data = "3,1,0.9440,0.0000,1.0000,0.0000,0.00,4106.25,USD,year\n";
    for (by, expected) in [
        ("role", format!("role,{columns}Healthcare Cloud Architect,{cloud}Healthcare Data Scientist,{data}")),
        ("city", format!("city,{columns}Shanghai,{cloud}Beijing,{data}")),
        (
            "role,city,level",
            format!(
                "role,city,level,{columns}Healthcare Cloud Architect,Shanghai,Senior,{cloud}\
                 Healthcare Data Scientist,Beijing,Mid,{data}"
            ),
        ),
    ] {
        let ended = price(FILE, &format!("--summary-by {by}")).well();
        assert_eq!(ended.text(), expected, "{by}");
        let left = "warning: rows that are not in these figures, or not compared: 1 pay-not-stated, 1 open-ended-pay, \
                    1 no-role-match, 1 unknown-city\n";
        assert!(ended.said.contains(left), "{}", ended.said);
    }
}

/// Catches wrong figures of a whole file, and a summary that replaces the rows instead of standing beside them.
#[test]
fn the_whole_file_on_standard_error() {
    let ended = price(FILE, "--summary").well();
    assert_eq!(ended.records().len(), 10);
    let summary: Vec<&str> = ended.said.lines().filter_map(|line| line.strip_prefix("summary: ")).collect();
    assert_eq!(
        summary,
        [
            "1 of 5 is below the market low; USD 7,360 a year brings it up to it",
            "median ratio of pay to market mid 0.95; 20% below, 60% within, 20% above",
            "USD 22,606 a year brings everyone below the market mid up to it",
        ]
    );
    assert!(ended.said.contains("note: 7 of 9 rows priced, 5 compared; not compared: "), "{}", ended.said);
    // It is asked for, so it is printed under --quiet too.
    assert_eq!(price(FILE, "--summary -q").well().said, format!("summary: {}\n", summary.join("\nsummary: ")));
}

/// Catches a page without its picture, its finding or its groups, one with a person's name, and rows beside it.
#[test]
fn a_page_instead_of_the_rows() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE);
    let ended = price_in(&sandbox, FILE, "price in.csv -o page.html").well();
    assert_eq!((ended.out.len(), sandbox.files()), (0, vec!["in.csv".to_owned(), "page.html".to_owned()]));
    let page = sandbox.read("page.html");
    for text in [
        "<h1>5 of 9 rows are compared: 1 is below the market low; USD 7,360 a year brings it up to it</h1>",
        "in.csv against ",
        "By role, city and level",
        "<svg",
        "0.9–1.1",
        "1 pay-not-stated, 1 open-ended-pay, 1 no-role-match, 1 unknown-city",
        "7,360",
    ] {
        assert!(page.contains(text), "{text}");
    }
    // The groups go by their own option.
    let refused = price_in(&sandbox, FILE, "price in.csv --summary-by role -o groups.html");
    assert_eq!(refused.code, Some(2), "{}", refused.said);
}

/// Catches costs that are wrong for numbers in another unit than the answer's, or for those that round to a ratio of 1.
#[test]
fn costs_are_exact_in_any_unit() {
    // The mid of 58,500 a year is 4,875 a month; 58,499 rounds to a ratio of 1 and lacks 1.
    let file = "title,level,pay\nCloud Architect,mid,58499\nCloud Architect,mid,$58499\nCloud Architect,mid,50000\n";
    for (arguments, expected) in [
        ("", "1.0000,0.3333,0.6667,0.0000,7200.00,8502.00,USD,year"),
        ("--period month --pay-period year", "1.0000,0.3333,0.6667,0.0000,600.00,708.50,USD,month"),
        ("--currency CNY --pay-currency USD", "1.0000,0.3333,0.6667,0.0000,51024.24,60251.12,CNY,year"),
    ] {
        let ended = price(file, &format!("{arguments} --summary-by role")).well();
        assert!(ended.text().ends_with(&format!(",3,3,{expected}\n")), "{arguments}: {}", ended.text());
    }
    // In a column of currencies: 350,000 yuan are 49,388.29 dollars.
    let file = "title,level,pay,currency\nCloud Architect,mid,350000,CNY\nCloud Architect,mid,50000,USD\n";
    let ended = price(file, "--summary-by level").well();
    assert!(
        ended.text().ends_with("Mid,2,2,0.8495,1.0000,0.0000,0.0000,15011.71,17611.71,USD,year\n"),
        "{}",
        ended.text()
    );
}

/// Catches a format in which groups differ, or have no notes.
#[test]
fn groups_in_every_format() {
    let table = price(FILE, "--summary-by role --format table").well();
    assert!(table.text().contains("Healthcare Cloud Architect"), "{}", table.text());
    for cell in ["0.98", "25.0%", "50.0%", "7,360", "18,500"] {
        assert!(table.text().contains(cell), "{cell}\n{}", table.text());
    }
    let json = price(FILE, "--summary-by role --format json").well();
    let json: serde_json::Value = serde_json::from_str(json.text()).unwrap();
    assert_eq!(json["rows"][0]["cost_to_mid"].to_string(), "18500.00");
    assert_eq!(json["rows"][0]["median_market_ratio"].to_string(), "0.9775");
    assert_eq!(json["rows"][1]["role"], "Healthcare Data Scientist");
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE);
    let written = price_in(&sandbox, FILE, "price in.csv --summary-by role -o groups.xlsx").well();
    assert_eq!((written.out.len(), sandbox.files()), (0, vec!["groups.xlsx".to_owned(), "in.csv".to_owned()]));
}

/// Catches a zero for a group without compared pay, and a city in a group without one.
#[test]
fn groups_without_pay_or_city_are_empty_there() {
    let ended = price("title,level\nCloud Architect,mid\nCloud Architect,senior\n", "--summary-by city").well();
    assert!(ended.text().ends_with("\n,2,0,,,,,,,USD,year\n"), "{}", ended.text());
    let none = price("title,level\nGardener,mid\n", "--summary-by role").well();
    assert_eq!(none.text().lines().count(), 1);
    let whole = price("title,level\n", "--summary").well();
    assert!(whole.said.contains("summary: no pay was compared with the market\n"), "{}", whole.said);
}

/// Catches options that exclude each other, without an error.
#[test]
fn groups_have_no_rows() {
    for arguments in ["--summary-by role --columns mid", "--summary-by role --explain-pay", "--summary-by pay"] {
        assert_eq!(price(FILE, arguments).code, Some(2), "{arguments}");
    }
}
