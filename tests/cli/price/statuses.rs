//! Every value of `market_status`, with a row that causes it.

use super::price;

/// Catches a wrong status, and a figure in a row that has none, such as 0 or that of another row.
#[test]
fn each_status_from_a_row_that_causes_it() {
    for (row, status) in [
        ("Cloud Architect,Shanghai,mid,84825,", "priced"),
        ("Cloud Architect,Shanghai,mid,,", "pay-not-stated"),
        ("Cloud Architect,Shanghai,mid,-,", "pay-not-stated"),
        ("Cloud Architect,Shanghai,mid,面议,", "pay-not-stated"),
        ("Cloud Architect,Shanghai,mid,15k以上,", "open-ended-pay"),
        ("Cloud Architect,Shanghai,mid,lots of it,", "unreadable-pay"),
        ("Cloud Architect,Shanghai,mid,0,", "unreadable-pay"),
        ("Cloud Architect,Shanghai,mid,-84825,", "unreadable-pay"),
        ("Cloud Architect,Shanghai,mid,99999999999999999999999999999999,", "unreadable-pay"),
        ("Cloud Architect,Shanghai,mid,€84825,", "currency-without-rate"),
        ("Cloud Architect,Shanghai,mid,84825,EUR", "currency-without-rate"),
        ("Cloud Architect,Shanghai,mid,84825,shells", "currency-without-rate"),
        ("Cloud Architect,Shanghai,mid,$84825,shells", "priced"),
        ("Cloud Architect,Shanghai,mid,,shells", "pay-not-stated"),
        ("Gardener,Shanghai,mid,84825,", "no-role-match"),
        (",Shanghai,mid,84825,", "no-role-match"),
        ("Total,,,84825,", "total-row"),
        ("合计：3人,,,84825,", "total-row"),
        (",,Total,84825,", "total-row"),
        ("Engineering Total,,,84825,", "total-row"),
        ("技术部小计,,,84825,", "total-row"),
        ("Cycle Count,,,84825,", "no-role-match"),
        (",,not in total,84825,", "no-role-match"),
        ("Cloud Architect,Shanghai,mid,twelve in total,", "unreadable-pay"),
        (",,,,", "blank-row"),
        (" title ,Shanghai,mid,84825,", "header-row"),
        (" ,\"\",\u{3000},,", "blank-row"),
        ("Cloud Architect / Data Scientist,Shanghai,mid,84825,", "ambiguous-role"),
        ("AI Governance Officer,Shanghai,mid,84825,", "unpriced-role"),
        ("Data Entry Clerk,Shanghai,mid,84825,", "unpriced-role"),
        ("Cloud Architect,Atlantis,mid,84825,", "unknown-city"),
        ("Cloud Architect,,mid,84825,", "unknown-city"),
        ("Cloud Architect,\u{3000},mid,84825,", "unknown-city"),
        ("Cloud Architect,Shanghai,wizard,84825,", "unknown-level"),
        ("Cloud Architect,Shanghai,,84825,", "unknown-level"),
        // As pay a year it would be a thousandth of the market mid.
        ("Cloud Architect,Shanghai,mid,$70,", "implausible-pay"),
        ("Cloud Architect,Shanghai,mid,$70/hour,", "priced"),
        ("Cloud Architect,Shanghai,intern,84825,", "unpriced-level"),
        ("Cloud Architect,Shanghai,mid", "ragged-row"),
        ("Cloud Architect,Shanghai,mid,84825,,,,", "ragged-row"),
    ] {
        let file = format!("title,city,level,pay,currency\n{row}\n");
        let ended = price(&file, "--ragged keep").well();
        let record = ended.records()[1].clone();
        assert_eq!(record.last().unwrap(), status, "{row}");
        // A short row is padded up to the header.
        let before = row.split(',').count().max(5);
        assert_eq!(record.len(), before + 15, "{row}");
        let appended = &record[before..];
        let has_range = [
            "priced",
            "pay-not-stated",
            "open-ended-pay",
            "unreadable-pay",
            "currency-without-rate",
            "implausible-pay",
        ];
        let without_role = ["ragged-row", "no-role-match", "ambiguous-role", "total-row", "blank-row", "header-row"];
        for (at, cell) in appended.iter().enumerate() {
            let may_be_filled = match at {
                0 => !without_role.contains(&status),
                1..=2 => !["ragged-row", "blank-row"].contains(&status),
                5..=11 => has_range.contains(&status),
                3..=4 => {
                    let found = !without_role.contains(&status);
                    found || cell == "none"
                }
                12..=13 => status == "priced",
                _ => true,
            };
            assert!(may_be_filled || cell.is_empty(), "{row}: column {at} is {cell}");
            assert!(cell != "0" && cell != "0.00" && cell != "0.0000", "{row}: column {at} is {cell}");
        }
        assert_eq!(!appended[9].is_empty(), has_range.contains(&status), "{row}");
        assert_eq!(!appended[12].is_empty(), status == "priced", "{row}");
    }
}

/// Would catch a subtotal of a file with a column of names that is reported as an unknown title.
#[test]
fn the_label_of_a_subtotal_may_stand_in_the_first_column() {
    let rows = "name,title,city,level,pay\nEngineering Total,,,,84825\nAda Total,Cloud Architect,Shanghai,mid,84825\n";
    assert_eq!(price(rows, "").well().column("market_status"), ["total-row", "priced"]);
}

/// Would catch a command in a message that is refused.
#[test]
fn a_list_in_one_file_is_no_overlay() {
    let sandbox = crate::sandbox::Sandbox::new();
    sandbox.write("in.csv", "title\nGardener\n");
    let said = |list: &str| sandbox.payband(&format!("price in.csv --unmatched {list}")).streams().1;
    assert!(said("open").contains("; --overlay open applies the names whose `id` is filled in\n"), "{}", said("open"));
    assert!(!said("open.csv").contains("--overlay"), "{}", said("open.csv"));
}

/// Catches a match without its kind, or with a score outside of 0 to 1.
#[test]
fn how_a_title_was_found_is_told() {
    let file = "title,level\nHealthcare Cloud Architect,mid\n云架构师,mid\nSr. Cloud Solutions Architect (Azure) – Healthcare,mid\n\
                数据分析师-CR2017,mid\n\"Architect, Healthcare Cloud\",mid\nGardener,mid\n";
    let ended = price(file, "--columns role,match,match_score,status").well();
    let told: Vec<String> = ended.records()[1..].iter().map(|record| record[2..5].join(",")).collect();
    assert_eq!(
        told,
        [
            "Healthcare Cloud Architect,exact,1.0000",
            "Healthcare Cloud Architect,tokens,0.9200",
            "Healthcare Cloud Architect,tokens,0.9089",
            "Data Analyst,exact,1.0000",
            "Healthcare Cloud Architect,tokens,0.9800",
            ",none,",
        ]
    );
}

/// Catches a threshold that is not applied, and one out of range without an error.
#[test]
fn the_score_that_is_enough_can_be_moved() {
    let file = "title,level\nCloud Architect,mid\n";
    assert_eq!(price(file, "--min-score 0.9").well().column("market_status"), ["priced"]);
    assert_eq!(price(file, "--min-score 0.91").well().column("market_status"), ["no-role-match"]);
    for score in ["1.1", "-0.1", "NaN", "high"] {
        let refused = price(file, &format!("--min-score={score}"));
        assert_eq!(refused.code, Some(2), "{score}");
        assert!(refused.said.contains("a score from 0 to 1"), "{}", refused.said);
    }
}

/// Catches --published-only that is ignored in files.
#[test]
fn roles_without_a_median_of_their_own_can_be_refused() {
    let file = "title,level\nCloud Architect,mid\nSoftware Engineer,mid\n";
    assert_eq!(price(file, "").well().column("market_basis"), ["published", "slotted"]);
    assert_eq!(price(file, "--published-only").well().column("market_status"), ["priced", "unpriced-role"]);
}

/// Catches --strict that ignores an incomplete row, fails for a complete file, or writes no rows.
#[test]
fn strict_ends_with_one_when_a_row_is_left() {
    let good = "title,level,pay\nCloud Architect,mid,50000\nCloud Architect,mid,面议\n";
    assert_eq!(price(good, "--strict").well().column("market_status"), ["priced", "pay-not-stated"]);
    for (row, left) in [("Gardener,mid,77123", 1), ("Cloud Architect,mid,a lot of it", 1)] {
        let ended = price(format!("{good}{row}\n"), "--strict");
        assert_eq!(ended.code, Some(1));
        assert_eq!(ended.records().len(), 4);
        assert!(
            ended.said.ends_with(&format!(
                "error: {left} of 3 rows were not priced, or their pay not read\n\
                 hint: market_status says why; --unmatched writes the names that did not match\n"
            )),
            "{}",
            ended.said
        );
    }
}

/// Catches a row of another country that is priced in the market of the pack because the file has no column of cities.
#[test]
fn a_row_of_another_country_has_no_price_without_cities_either() {
    let file = "Title,Country,Salary\nSoftware Developer,Germany,90000\nSoftware Developer,United States,90000\n\
                Software Developer,,90000\nSoftware Developer,CA,90000\nSoftware Developer,US,90000\n";
    let statuses = |file: &str, options: &str| {
        price(file, &format!("--pack us-oews-2025 {options}")).well().column("market_status")
    };
    let abroad = ["unknown-city", "priced", "priced", "unknown-city", "priced"];
    assert_eq!(statuses(file, ""), abroad);
    assert_eq!(statuses(file, "--city-column none"), ["priced"; 5]);
    assert_eq!(statuses(file, "--city-column none --country-column Country"), abroad);
    assert_eq!(statuses(file, "--country-column none"), ["priced"; 5]);
    // The bundled pack has no states: the country is evidence for the currency alone.
    let china = price(file.replace("Developer", "Engineer"), "--default-level mid").well();
    assert_eq!(china.column("market_status"), ["priced"; 5], "{}", china.said);
}
