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
