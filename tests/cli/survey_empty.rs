//! `payband survey`: groups of which no row has usable pay.
//!
//! Would catch a group that vanishes without a reason, one that changes what is told of others, and remarks that become groups.

use crate::sandbox::Sandbox;

const HEADER: &str = "company,title,city,team,base salary\n";

/// Six organisations in Beijing, and rows elsewhere whose pay cannot be used, each for another reason.
fn sandbox(more: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let beijing: String =
        (0..6).map(|at| format!("Org{at},EHR Systems Engineer,Beijing,IT,{}000 CNY\n", 300 + at)).collect();
    let unusable = "A,EHR Systems Engineer,Shanghai,IT,negotiable\nB,EHR Systems Engineer,Shanghai,IT,from 30k CNY\n\
                    C,EHR Systems Engineer,Shenzhen,R&D,5000000 KRW\nD,Data Scientist,Beijing,R&D,税后30万\n";
    sandbox.write("pay.csv", format!("{HEADER}{beijing}{unusable}{more}"));
    sandbox
}

const SURVEY: &str = "survey pay.csv --by role,city --currency CNY";

/// The cells of columns, of each row.
fn cells(csv: &str, columns: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at: Vec<usize> =
        columns.split(',').map(|name| headers.iter().position(|header| header == name).unwrap()).collect();
    let row = |row: csv::StringRecord| at.iter().map(|at| row[*at].to_owned()).collect::<Vec<_>>().join(",");
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn they_are_listed_with_a_reason() {
    let sandbox = sandbox("");
    for rule in ["", "--rule own", "--weight organisation", "--round 3"] {
        let (printed, beside) = sandbox.payband(&format!("{SURVEY} {rule} -f csv")).streams();
        let people = if rule == "--round 3" { 5 } else { 6 };
        assert_eq!(
            cells(&printed, "role_id,city_id,n,n_raw,organisations,largest_share_pct,mean,state,reason")
                .iter()
                .map(|row| row.replace(",,,,,", ",-,"))
                .filter(|row| row.ends_with(",empty,no-usable-pay"))
                .collect::<Vec<_>>(),
            [
                "ehr-systems-engineer,shanghai,0,-,empty,no-usable-pay",
                "ehr-systems-engineer,shenzhen,0,-,empty,no-usable-pay",
                "healthcare-data-scientist,beijing,0,-,empty,no-usable-pay",
            ],
            "{rule}: {printed}"
        );
        assert!(cells(&printed, "city_id,n,state").contains(&format!("beijing,{people},survey")), "{rule}: {printed}");
        assert!(beside.is_empty() || !beside.contains("<5"), "{beside}");
    }
    let (printed, _) = sandbox.payband(&format!("{SURVEY} -f table")).env("COLUMNS", "80").streams();
    assert!(printed.contains("6 of 10 rows are in 1 group, 1 shown; 3 more groups have no usable pay"), "{printed}");
    for format in ["table", "markdown", "json", "jsonl", "tsv"] {
        let (printed, _) = sandbox.payband(&format!("{SURVEY} -f {format}")).streams();
        assert_eq!(printed.matches("no-usable-pay").count(), 3, "{format}: {printed}");
    }
    let (printed, _) = sandbox.payband(&format!("{SURVEY} --group Shenzhen --explain -f csv")).streams();
    let step = "shenzhen,rows,0,empty: the rows by status tell why";
    assert_eq!(cells(&printed, "city_id,kind,n,note").last().unwrap(), step, "{printed}");
}

/// Catches a group without people that is taken for a small one.
#[test]
fn they_change_nothing_of_other_groups() {
    // Two people in a group: their number follows from the sum, and another group is hidden with them.
    let few = "A,Cloud Architect,Beijing,IT,400000 CNY\nB,Cloud Architect,Beijing,IT,410000 CNY\n";
    let with = sandbox(few);
    let without = Sandbox::new();
    let rows = with.read("pay.csv");
    let is_used = |row: &&str| !["Shanghai", "Shenzhen", "税后"].iter().any(|word| row.contains(word));
    without.write("pay.csv", rows.split_inclusive('\n').filter(is_used).collect::<String>());
    for options in ["", "--rule own", "--rule own --outliers drop", "--round 2", "--weight organisation"] {
        let line = format!("-q {SURVEY} {options} -f csv");
        let (mut with, without) = (with.payband(&line).streams().0, without.payband(&line).streams().0);
        with = with.split_inclusive('\n').filter(|row| !row.contains(",empty,")).collect();
        assert_eq!(with, without, "{options}");
    }
    let (printed, _) = with.payband(&format!("{SURVEY} -f table")).streams();
    assert!(printed.contains("8 of 12 rows are in 2 groups, 0 shown; 3 more groups have no usable pay"), "{printed}");
}

/// Catches a pack that has groups without figures, or that is refused because of them.
#[test]
fn a_pack_has_none_of_them() {
    let sandbox = sandbox("");
    let line = "--currency CNY --effective 2026-07-01 --to-pack ours -f csv";
    let (printed, _) = sandbox.payband(&format!("-q survey pay.csv --by role,city {line}")).streams();
    assert_eq!(printed.matches(",empty,").count(), 3, "{printed}");
    let cells = sandbox.read("ours/market_cells.csv");
    assert!(cells.lines().count() > 1 && !cells.contains("shanghai") && !cells.contains("data-scientist"), "{cells}");
}

/// Catches a group that is listed because its people are left out, which would tell that their pay is far from the rest.
#[test]
fn outliers_that_are_left_out_leave_no_group() {
    let sandbox = Sandbox::new();
    let usual: String =
        (0..20).map(|at| format!("Org{at},EHR Systems Engineer,Beijing,IT,{}000 CNY\n", 300 + at)).collect();
    sandbox.write("pay.csv", format!("{HEADER}{usual}A,EHR Systems Engineer,Shanghai,IT,9000000 CNY\n"));
    let (printed, beside) = sandbox.payband(&format!("{SURVEY} --outliers drop -f csv --caveats")).streams();
    assert_eq!(cells(&printed, "city_id,n"), ["beijing,20"]);
    assert!(beside.contains("1 outlier"), "{beside}");
}

/// Catches totals, remarks, headers and blank rows that are listed as groups.
#[test]
fn rows_that_are_no_people_make_no_group() {
    let more = ",,,Total,1800000\nSource: HR,,,,\n,,,,\ncompany,title,city,team,base salary\n合计,,,合计,\nE,Data Scientist,Beijing,Sales,\n";
    let sandbox = sandbox(more);
    let (printed, _) = sandbox.payband("-q survey pay.csv --by column:team --currency CNY --rule own -f csv").streams();
    assert_eq!(cells(&printed, "team,n,state"), ["IT,6,survey", "R&D,0,empty", "Sales,0,empty"]);
    // By the organisation, of which a header has one too.
    let line = "survey pay.csv --by organisation --currency CNY --rule own --caveats";
    let (printed, beside) = sandbox.payband(&format!("{line} -f csv")).streams();
    assert!(!printed.contains("company"), "{printed}");
    assert!(beside.contains("2 total-row, 1 blank-row, 1 header-row"), "{beside}");
    let (_, priced) = sandbox.payband("price pay.csv --default-level mid -o priced.csv").streams();
    assert!(priced.contains(", 1 header-row; "), "{priced}");
}

/// Catches an id by which a person counts in one group and vanishes from another, or has two amounts and vanishes.
#[test]
fn groups_whose_people_are_left_out_by_id_are_listed() {
    let sandbox = Sandbox::new();
    let rows =
        "1,Data Scientist,A,300000\n1,Data Scientist,B,300000\n2,Data Scientist,C,300000\n2,Data Scientist,C,310000\n";
    sandbox.write("pay.csv", format!("id,title,team,pay\n{rows}"));
    let line = "survey pay.csv --by column:team --id-column id --rule own --pay-currency CNY --pay-period year";
    let (printed, _) = sandbox.payband(&format!("-q {line} -f csv")).streams();
    assert_eq!(cells(&printed, "team,n,state"), ["A,<5,suppressed", "B,0,empty", "C,0,empty"]);
}

#[test]
fn a_chart_has_a_word_for_them() {
    let sandbox = sandbox("");
    sandbox.payband(&format!("-q {SURVEY} -o percentiles.csv")).streams();
    for line in ["chart survey percentiles.csv", "chart survey pay.csv --by role,city --currency CNY"] {
        let (svg, _) = sandbox.payband(&format!("-q {line} -f svg")).streams();
        assert!(svg.contains("no usable pay") && !svg.contains("suppressed:"), "{line}: {svg}");
        assert!(svg.contains("0 of 4 groups suppressed, 3 without usable pay"), "{line}: {svg}");
        assert!(svg.contains("Healthcare Data Scientist, Beijing, 0 people: no usable pay"), "{line}: {svg}");
    }
    // Where they are too many for a chart, it has the other groups.
    let many: String = (0..250).map(|team| format!("A,Data Scientist,,T{team},negotiable\n")).collect();
    sandbox.write("many.csv", sandbox.read("pay.csv") + &many);
    let (svg, _) = sandbox.payband("-q chart survey many.csv --by column:team --currency CNY -f svg").streams();
    assert!(svg.contains("groups without usable pay are left out: 251") && !svg.contains("T249"), "{svg}");
    let rows = "A,EHR Systems Engineer,Shanghai,IT,negotiable\n";
    sandbox.write("none.csv", format!("{HEADER}{rows}"));
    let (code, _, error) = sandbox.payband("chart survey none.csv --pay-currency CNY --pay-period year").fallible();
    assert_eq!(code, Some(1));
    assert!(error.contains("none.csv has no rows with pay and a group"), "{error}");
}

/// Catches a part without pay whose groups are lost, and a group that is empty in one part only.
#[test]
fn parts_have_the_groups_of_the_whole() {
    let sandbox = sandbox("");
    let whole = sandbox.read("pay.csv");
    let (used, unusable) = whole.split_at(whole.find("A,EHR").unwrap());
    sandbox.write("a/pay.csv", format!("{used}Z,Data Scientist,Shanghai,IT,400000 CNY\n"));
    sandbox.write("b/pay.csv", format!("{HEADER}{unusable}Y,Data Scientist,Shanghai,IT,negotiable\n"));
    let unit = "--by role,city --currency CNY --pay-currency CNY --pay-period year";
    sandbox.write("pay.csv", sandbox.read("a/pay.csv") + sandbox.read("b/pay.csv").strip_prefix(HEADER).unwrap());
    for part in ["a", "b"] {
        sandbox.payband(&format!("-q survey {part}/pay.csv {unit} --partial {part}.counts")).streams();
    }
    for options in ["", "--rule own", "--rule own --explain"] {
        let (expected, _) = sandbox.payband(&format!("-q survey pay.csv {unit} {options} -f csv")).streams();
        let (merged, _) = sandbox.payband(&format!("-q survey --merge b.counts a.counts {options} -f csv")).streams();
        let without_source = |text: &str| text.replace("pay.csv + pay.csv", "pay.csv");
        assert_eq!(without_source(&merged), expected, "{options}");
    }
    let (alone, _) = sandbox.payband("-q survey --merge b.counts -f csv").streams();
    assert_eq!(cells(&alone, "n,state"), ["0,empty"; 4], "{alone}");
}
