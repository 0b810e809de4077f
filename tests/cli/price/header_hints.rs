//! What is said of columns that qualify pay, and the hints on headers; each hint is followed, to see that it works.

use super::price;

/// Catches a share of full time that is applied in silence, and hours a week that are taken for percentages.
#[test]
fn what_is_done_with_a_share_of_full_time_is_said() {
    let file = |cells: [&str; 2]| {
        format!("Job Title,Salary,FTE\nData Scientist,30000,{}\nData Scientist,45000,{}\n", cells[0], cells[1])
    };
    let note = "note: pay is divided by \"FTE\", the share of full time; --fte-column none leaves it\n";
    let warning = "warning: \"FTE\" holds hours a week, and does not say how many are full time: such pay is not compared; write \
                   shares (0.8, 80%, 28.8/36), or use --fte-column none\n";
    for (cells, said, ratios) in [
        (["0.5", "0.75"], note, ["1.1852", "1.1852"]),
        (["50%", "75%"], note, ["1.1852", "1.1852"]),
        (["20", "30"], warning, ["", ""]),
        (["20/40", "30/40"], note, ["1.1852", "1.1852"]),
    ] {
        let ended = price(file(cells), "--default-level mid").well();
        assert_eq!(ended.said.matches(said).count(), 1, "{cells:?}: {}", ended.said);
        assert_eq!(ended.column("market_ratio"), ratios, "{cells:?}");
    }
    let ended = price(file(["20", "30"]), "--default-level mid --fte-column none").well();
    assert!(!ended.said.contains("full time"), "{}", ended.said);
    assert_eq!(ended.column("market_ratio"), ["0.5926", "0.8889"]);
    // The header says that the pay is grossed up already.
    let file = file(["0.5", "0.75"]).replace("Salary", "FTE Salary");
    let ended = price(file, "--default-level mid").well();
    assert!(!ended.said.contains("is divided by"), "{}", ended.said);
}

/// Catches a hint on the header of a pay column that does not work.
#[test]
fn a_unit_that_is_added_to_a_header_is_read() {
    for (header, unit, hint, rows) in [
        ("Annual Salary", "(k)", ", or in thousands", ["60", "72"]),
        ("年薪", "(万)", "if so, add (万) to the header of the pay column", ["30", "42"]),
    ] {
        let file = |header: &str| {
            format!(
                "Job Title,{header},City\nData Scientist,{},Shanghai\nData Scientist,{},Shanghai\n",
                rows[0], rows[1]
            )
        };
        let said = price(file(header), "--default-level mid").well().said;
        assert!(said.contains(hint), "{header}: {said}");
        let ended = price(file(&format!("{header} {unit}")), "--default-level mid").well();
        assert!(!ended.said.contains("market mid ("), "{header}: {}", ended.said);
    }
}

/// Catches a column with one end of a range that is not named where no column of pay was found, and a name that does not work.
#[test]
fn a_lone_end_of_a_range_is_named() {
    let file = "Job Title,Salary Max\nData Scientist,60000\n";
    let ended = price(file, "--default-level mid").well();
    let note = "note: no column with pay was found: nothing is compared; --salary-column names one, such as 2 \"Salary Max\"\n";
    assert!(ended.said.contains(note), "{}", ended.said);
    let ended = price(file, "--default-level mid --salary-column 2").well();
    assert_eq!(ended.column("market_ratio"), ["1.1852"]);
    // A first row that may be data is not printed.
    let ended = price("Data Scientist,Salary Max,84825\nData Scientist,60000,1\n", "--role-column 1").well();
    assert!(ended.said.contains("--salary-column names one, such as 2\n"), "{}", ended.said);
}

/// Catches lines that are taken for one cell, because what separates their cells is no delimiter.
#[test]
fn separators_that_are_no_delimiter_are_named() {
    for (file, separator, hint) in [
        (
            "职位，城市，薪资\n软件工程师，上海，25000\n",
            "\"，\"",
            "replace them: sed 's/，/,/g' FILE | payband price -",
        ),
        (
            "Title                City        Salary\nSoftware Engineer    Shanghai    60000\n",
            "spaces",
            "replace them with tabs: sed -E 's/ {2,}/\\t/g' FILE | payband price -",
        ),
    ] {
        let ended = price(file, "--default-level mid");
        assert_eq!(ended.code, Some(1));
        let says = format!("caused by: cells are separated by {separator}, and not by a delimiter\nhint: {hint}\n");
        assert!(ended.said.contains(&says), "{}", ended.said);
    }
}

/// Catches hours a week that are ignored in silence, and a warning where they are of full time, or say nothing about pay.
#[test]
fn hours_a_week_of_part_time_are_named() {
    let said = |header: &str, pay: &str, hours: [&str; 3], options: &str| {
        let rows: String = hours.iter().map(|hours| format!("Data Scientist,30000,{hours}\n")).collect();
        let file = format!("Job Title,{pay},{header}\n{rows}");
        let ended = price(file, &format!("--default-level mid {options}")).well();
        ended.said.lines().find(|line| line.contains("hours a week")).map(str::to_owned)
    };
    for header in ["Weekly Hours", "Standard Hours", "Std Hours", "Hours per Week", "周工时"] {
        let warning = said(header, "Salary", ["40", "20", "40"], "").unwrap_or_default();
        let begins =
            format!("warning: \"{header}\" holds hours a week, some of part time, and pay is not divided by them");
        assert!(warning.starts_with(&begins) && warning.contains("--fte-column"), "{header}: {warning}");
    }
    for hours in [["40", "40", "40"], ["40", "37.5", "35"], ["2080", "1040", "2080"], ["20", "20", "20"], ["", "", ""]]
    {
        assert_eq!(said("Weekly Hours", "Salary", hours, ""), None, "{hours:?}");
    }
    for (header, pay, options) in [
        ("Weekly Hours", "Hourly Rate", ""),
        ("Weekly Hours", "FTE Salary", ""),
        ("Weekly Hours", "Salary", "--fte-column none"),
        ("Overtime Hours", "Salary", ""),
        ("Weekly Hours,FTE", "Salary", ""),
    ] {
        let hours = if header.contains(',') { ["40,1", "20,0.5", "40,1"] } else { ["40", "20", "40"] };
        assert_eq!(said(header, pay, hours, options), None, "{header} {pay} {options}");
    }
}
