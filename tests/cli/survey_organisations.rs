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

/// Catches pay of interns and of part of full time that counts as regular pay because another column than the title says so.
#[test]
fn a_column_tells_interns_and_part_time_people() {
    let sandbox = Sandbox::new();
    let survey = |header: &str, options: &str| {
        let types = ["Full-time", "Regular", "Intern", "Part-time", "实习", "兼职", ""];
        let rows: String = types.iter().map(|kind| format!("Data Scientist,300000,{kind}\n")).collect();
        let rows = rows + "Data Scientist,150 CNY/hour,Part-time\nData Scientist Intern,100000,Intern\n";
        sandbox.write("pay.csv", format!("title,base salary (CNY),{header}\n{rows}"));
        sandbox.payband(&format!("survey pay.csv --rule own -f csv {options} --caveats")).streams().1
    };
    for header in ["Employment Type", "Worker Type", "用工形式"] {
        let said = survey(header, "");
        assert!(said.contains("rows: 4 used, 3 intern, 2 part-time"), "{said}");
        assert!(said.contains(&format!("employment from \"{header}\"")), "{said}");
    }
    // An intern by the title is in the group of interns.
    let said = survey("Employment Type", "--by level --default-level mid");
    assert!(said.contains("rows: 5 used, 2 intern, 2 part-time"), "{said}");
    for options in ["--employment-column none", "--employment-column 1"] {
        let said = survey("Employment Type", options);
        assert!(said.contains("rows: 8 used, 1 intern"), "{options}: {said}");
    }
    // A share of full time says more.
    let rows =
        "Data Scientist,150000,Part-time,0.5\nData Scientist,300000,Part-time,\nData Scientist,300000,Part-time,1\n";
    sandbox.write("pay.csv", format!("title,base salary (CNY),Employment Type,FTE\n{rows}"));
    let (_, said) = sandbox.payband("survey pay.csv --rule own -f csv --caveats").streams();
    assert!(said.contains("rows: 1 used, 2 part-time"), "{said}");
    let (code, _, said) = sandbox.payband("survey pay.csv --rule own --sql duckdb").fallible();
    assert!(code == Some(2) && said.contains("--employment-column none"), "{code:?} {said}");
}
