//! Which column is taken for what.

use super::price;

/// Catches a header, in English or Chinese, that is not known any more.
#[test]
fn headers_in_two_languages() {
    for (header, row) in [
        ("Job Title,Location,Seniority,Base Salary", "Cloud Architect,Shanghai,senior,94250"),
        ("job_role,work_city,grade,annual_salary", "Cloud Architect,Shanghai,senior,94250"),
        ("POSITION,CITY,LEVEL,PAY", "Cloud Architect,Shanghai,senior,94250"),
        ("职位名称,工作地点,级别,年薪", "云架构师,上海,高级,94250"),
        ("岗位,城市,职级,薪资", "云架构师,上海,高级,94250"),
        ("姓名,职位,工作城市,等级,薪酬", "无名氏,云架构师,上海,高级,94250"),
    ] {
        let ended = price(format!("{header}\n{row}\n"), "").well();
        assert_eq!(ended.cells(0, "market_mid,market_ratio"), ["94250.00", "1.0000"], "{header}");
        let named: Vec<&str> = header.split(',').filter(|name| *name != "姓名").collect();
        let said = format!(
            "note: role from \"{}\", city from \"{}\", level from \"{}\", salary from \"{}\"\n",
            named[0], named[1], named[2], named[3]
        );
        assert!(ended.said.starts_with(&said), "{}", ended.said);
    }
}

/// Catches a column named by the caller that is not used: by name in another case, by number, or left out.
#[test]
fn the_caller_knows_better() {
    let file = "title,was,city,home,level,pay,wish\nGardener,Cloud Architect,Beijing,Shanghai,senior,1,94250\n";
    for arguments in [
        "--role-column was --city-column home --salary-column wish",
        "--role-column WAS --city-column Home --salary-column 7",
        "--role-column 2 --city-column 4 --level-column 5 --salary-column 7",
    ] {
        let ended = price(file, arguments).well();
        assert_eq!(
            ended.cells(0, "market_city,market_mid,market_ratio"),
            ["Shanghai", "94250.00", "1.0000"],
            "{arguments}"
        );
    }
    let ended = price(file, "--role-column was --salary-column none").well();
    assert_eq!(ended.cells(0, "market_mid,market_ratio,market_status"), ["94250.00", "", "priced"]);
    assert!(!ended.said.contains("salary from") && !ended.said.contains("pay that does not say"), "{}", ended.said);
}

/// Catches a file that is priced by a column which is none: the request cannot be answered (1), its grammar is right.
#[test]
fn a_file_without_titles_lists_its_headers() {
    let ended = price("name,pay\nAnn Onymous,94250\n", "");
    assert_eq!((ended.code, ended.out.len()), (Some(1), 0));
    assert_eq!(
        ended.said,
        "error: in.csv cannot be priced\n  caused by: no column with job titles was found\n\
         hint: name it with --role-column; the file's columns are \"name\", \"pay\"\n"
    );
    let ended = price("title,pay\nCloud Architect,94250\n", "--role-column none");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("no column with job titles was found"), "{}", ended.said);
}

/// Catches columns that are asked for in vain or could be several.
#[test]
fn a_column_that_is_not_there_or_there_twice() {
    let ended = price("title,pay\nCloud Architect,94250\n", "--city-column town");
    assert_eq!(ended.code, Some(1));
    assert_eq!(
        ended.said,
        "error: in.csv cannot be priced\n  caused by: no column is called \"town\"\n\
         hint: the file's columns are \"title\", \"pay\"\n"
    );
    let ended = price("title,pay,pay\nCloud Architect,94250,1\n", "--salary-column pay");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("2 columns are called \"pay\"\nhint: name it by its number"), "{}", ended.said);
    for number in ["0", "4", "-1"] {
        assert_eq!(price("title,pay,pay\nx,1,2\n", &format!("--salary-column={number}")).code, Some(1), "{number}");
    }
}

/// Catches an error that fills the screen, and a wide file that is not priced.
#[test]
fn thousands_of_columns() {
    let headers: Vec<String> = (0..10_000).map(|at| format!("c{at}")).collect();
    let row = vec!["x"; 10_000].join(",");
    let ended = price(format!("{}\n{row}\n", headers.join(",")), "");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("\"c49\" and 9950 more\n") && ended.said.len() < 1000, "{}", ended.said);
    let ended = price(format!("{},title\n{row},Cloud Architect\n", headers.join(",")), "--default-level mid").well();
    assert_eq!(ended.column("market_mid"), ["58500.00"]);
}

/// Catches one column alone that is not enough.
#[test]
fn a_file_of_one_column() {
    let ended = price("title\nSenior Cloud Architect\n\nMid Cloud Architect\n\"\"\n", "").well();
    assert_eq!(ended.column("market_mid"), ["65000.00", "58500.00", ""]);
    assert_eq!(ended.text().lines().count(), 5);
}
