//! `payband survey`: whose pay it is: organisations in all their spellings, rows that name none, and rows of several people.
//!
//! Would catch a group that is shown although all its people have one employer, or none that is named.

use crate::sandbox::Sandbox;

/// A survey of a row for each organisation, and the cells `n` and `reason` of its group.
fn survey_of(names: &[&str], options: &str) -> (String, String) {
    let row = |(at, name): (usize, &&str)| format!("\"{name}\",Data Scientist,Beijing,{}000 CNY\n", 300 + at);
    let rows: String = names.iter().enumerate().map(row).collect();
    let sandbox = Sandbox::new();
    sandbox.write("pay.csv", format!("company,title,city,base salary\n{rows}"));
    let (printed, _) = sandbox.payband(&format!("survey pay.csv --currency CNY -f csv {options}")).streams();
    let mut reader = csv::Reader::from_reader(printed.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let row = reader.records().next().unwrap().unwrap();
    (row[at("organisations")].to_owned(), row[at("reason")].to_owned())
}

#[test]
fn placeholders_and_spellings_do_not_make_five_organisations() {
    for names in [
        ["N/A", "", "-", "unknown", "none"],
        ["Confidential", "某公司", "保密", "Company", "XX公司"],
        ["Acme Ltd", "Acme Ltd.", "ACME", "Acme, Inc.", "Acme Co. Ltd"],
        ["阿里巴巴", "阿里巴巴集团", "阿里巴巴(中国)有限公司", "阿里巴巴股份有限公司", "阿里巴巴公司"],
        ["Anping", "Baihe", "Caihong", "Datong", "Datong Group"],
    ] {
        for weight in ["incumbent", "organisation"] {
            let (organisations, reason) = survey_of(&names, &format!("--weight {weight}"));
            assert_eq!((organisations.as_str(), reason.as_str()), ("", "few-organisations"), "{names:?}");
        }
    }
    assert_eq!(survey_of(&["Anping", "Baihe", "Caihong", "Datong", "Enhua"], "").0, "5");
    // Rows that name none are one together.
    assert_eq!(survey_of(&["Anping", "Baihe", "Caihong", "Datong", "n/a"], "").0, "5");
}

#[test]
fn rows_without_an_organisation_are_in_no_group_of_one() {
    let sandbox = Sandbox::new();
    let rows =
        "Anping Ltd,Data Scientist,300000 CNY\nConfidential,Data Scientist,310000 CNY\n,Data Scientist,320000 CNY\n";
    sandbox.write("pay.csv", format!("company,title,base salary\n{rows}"));
    let (_, said) = sandbox.payband("survey pay.csv --by organisation --rule own -f csv --caveats").streams();
    assert!(said.contains("2 unknown-organisation"), "{said}");
}

/// Catches a row of fifty people that counts as one, so that a dominant employer is not found.
#[test]
fn rows_of_several_people_are_found_by_the_header() {
    let rows: String = ["50", "1", "1", "2", "1"]
        .iter()
        .enumerate()
        .map(|(at, people)| format!("Org{at},Data Scientist,{}000 CNY,{people}\n", 300 + at))
        .collect();
    let sandbox = Sandbox::new();
    for (header, options, suppressed, said_of_it) in [
        ("Headcount", "", true, "headcount from \"Headcount\""),
        ("HC", "", true, "headcount from \"HC\""),
        ("Headcount", "--headcount-column none", false, ""),
        (
            "No. of employees",
            "",
            false,
            "warning: \"No. of employees\" may be the number of people that a row stands for",
        ),
        ("人数", "", false, "warning: \"人数\" may be the number of people"),
        ("人数", "--headcount-column 4", true, "headcount from \"人数\""),
        ("人数", "--headcount-column none", false, ""),
        ("人数", "--by role,column:人数", true, ""),
    ] {
        sandbox.write("pay.csv", format!("company,title,base salary,{header}\n{rows}"));
        let (printed, said) = sandbox.payband(&format!("survey pay.csv --currency CNY -f csv {options}")).streams();
        assert_eq!(!printed.contains(",survey,"), suppressed, "{header} {options}: {printed}");
        assert!(said.contains(said_of_it), "{header} {options}: {said}");
        assert_eq!(said.contains("headcount"), !said_of_it.is_empty(), "{header} {options}: {said}");
    }
}
