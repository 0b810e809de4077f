//! Which column is found for each meaning.

use super::price;

/// Catches a header, in English or Chinese, that is no longer known.
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
            "note: role from \"{}\", city from \"{}\", level from \"{}\", salary from \"{}\"; ",
            named[0], named[1], named[2], named[3]
        );
        assert!(ended.said.starts_with(&said), "{}", ended.said);
    }
}

/// Catches a column of places that is neither read nor named, and a column that is named although the caller has chosen one, or few
/// of its cells are places.
#[test]
fn a_column_of_places_that_is_not_read_is_named() {
    let said = |file: &str, arguments: &str| {
        let said = price(file, arguments).well().said;
        said.lines().find(|line| line.contains("is not read;")).map(str::to_owned)
    };
    let file = "title,desk here,pay\nCloud Architect,Shanghai,1\nCloud Architect,Beijing,1\nCloud Architect,?,1\n";
    let warning = "warning: \"desk here\" holds places and is not read; --city-column \"desk here\" reads it";
    assert_eq!(said(file, "").as_deref(), Some(warning));
    for chosen in ["--city-column none", "--city-column 2"] {
        assert_eq!(said(file, chosen), None, "{chosen}");
    }
    for other in ["Shanghai\nCloud Architect,x\n", "Remote\n", "\n", "Zhang Wei\n", "2024\n"] {
        assert_eq!(said(&format!("title,desk here\nCloud Architect,{other}"), ""), None, "{other}");
    }
    // People may work elsewhere than where they were born.
    for header in [
        "籍贯",
        "户籍",
        "户口所在地",
        "Birthplace",
        "Place of Birth",
        "City of Birth",
        "Hometown",
        "户籍城市",
        "Geburtsort",
    ] {
        let origin =
            price(format!("title,{header}\nCloud Architect,Shanghai\nCloud Architect,Beijing\n"), "").well().said;
        assert!(!origin.contains("holds places") && !origin.contains("city from"), "{header}: {origin}");
    }
    // A header that means a place reads it.
    let read = price("title,where,level\nCloud Architect,Shanghai,senior\n", "").well();
    assert_eq!(read.column("market_mid"), ["94250.00"]);
    // Its places are of another pack.
    let foreign = price("title,where\nCloud Architect,\"Austin, TX\"\nCloud Architect,Seattle\n", "").well().said;
    assert!(foreign.contains("warning: 2 of the first 2 rows with a place have one of us-oews-2025"), "{foreign}");
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
    assert!(!ended.said.contains("salary from") && !ended.said.contains("pay without a unit"), "{}", ended.said);
}

/// Catches a file without a usable column that is priced, or that ends with the exit code of a wrong usage instead of 1.
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

/// Catches a named column that does not exist, or exists several times, without an error.
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
    let headers: Vec<String> = (0..3_000).map(|at| format!("c{at}")).collect();
    let row = vec!["x"; 3_000].join(",");
    let ended = price(format!("{}\n{row}\n", headers.join(",")), "");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("\"c49\" and 2950 more\n") && ended.said.len() < 1000, "{}", ended.said);
    let ended = price(format!("{},title\n{row},Cloud Architect\n", headers.join(",")), "--default-level mid").well();
    assert_eq!(ended.column("market_mid"), ["58500.00"]);
}

/// Catches a file with one column that is not priced.
#[test]
fn a_file_of_one_column() {
    let ended = price("title\nSenior Cloud Architect\n\nMid Cloud Architect\n\"\"\n", "").well();
    assert_eq!(ended.column("market_mid"), ["65000.00", "58500.00", ""]);
    assert_eq!(ended.text().lines().count(), 5);
}

/// Catches headers of real files whose columns are not found, or are taken for another meaning.
#[test]
fn columns_are_found_by_the_words_of_their_headers() {
    for (file, said) in [
        (
            "Full Name,Current Annual Salary,Employee Position Title\nA B,$61000.00,Data Scientist\n",
            "role from \"Employee Position Title\", salary from \"Current Annual Salary\"",
        ),
        (
            "Job Titles,Annual Salary\nHelp Desk Technician,\"83,676.00\"\n",
            "role from \"Job Titles\", salary from \"Annual Salary\"",
        ),
        (
            "职位名,薪资范围,位置,workYear\nJava开发工程师,15k-18k,上海,3-5年\n",
            "role from \"职位名\", city from \"位置\", years from \"workYear\", salary from \"薪资范围\"",
        ),
        (
            "职位名称,职位地址,薪资\n数据科学家,北京·海淀区·中关村,25-40K·14薪\n",
            "role from \"职位名称\", city from \"职位地址\", salary from \"薪资\"",
        ),
        (
            "職稱,工作地點,薪資\n數據科學家,廣州,月薪 40000 元\n",
            "role from \"職稱\", city from \"工作地點\", salary from \"薪資\"",
        ),
        (
            "职位标题,公司地址,经验学历,薪资水平\n数据科学家,北京市朝阳区,经验3-5年 / 本科,25-40K\n",
            "role from \"职位标题\", city from \"公司地址\", years from \"经验学历\", salary from \"薪资水平\"",
        ),
        (
            "Position,Total_years_of_experience,Yearly_brutto_salary_EUR,City\nData Scientist,5,60000,Beijing\n",
            "role from \"Position\", city from \"City\", years from \"Total_years_of_experience\", salary from \"Yearly_brutto_salary_EUR\"",
        ),
        (
            "Stellenbezeichnung,Arbeitsort,Berufserfahrung,Bruttojahresgehalt\nData Scientist,Shanghai,5,60000\n",
            "role from \"Stellenbezeichnung\", city from \"Arbeitsort\", years from \"Berufserfahrung\", salary from \"Bruttojahresgehalt\"",
        ),
        (
            "Intitulé du poste,Ville,Salaire annuel\nData Scientist,Shanghai,60000\n",
            "role from \"Intitulé du poste\", city from \"Ville\", salary from \"Salaire annuel\"",
        ),
        (
            "Job Title,Hourly Rate,Annual Salary\nData Scientist,,60000\nDriver,35.60,\n",
            "role from \"Job Title\", salary from \"Annual Salary\", or else \"Hourly Rate\"",
        ),
    ] {
        let ended = price(file, "--default-level mid").well();
        let first = ended.said.split(['\n', ';']).next().unwrap_or_default();
        assert_eq!(first, format!("note: {said}"), "{file}");
    }
}

/// Catches a column that is chosen by its header although its cells contradict it.
#[test]
fn what_stands_under_a_header_counts() {
    for (file, said) in [
        // Mr and Ms are no roles.
        (
            "Title,First Name,Position,Salary\nMr,A,Data Scientist,60000\nMs,B,Software Engineer,52000\n",
            "role from \"Position\", salary from \"Salary\"",
        ),
        // Numbers are no roles.
        (
            "Position,Title,Salary\n10234,Data Scientist,60000\n10235,Software Engineer,52000\n",
            "role from \"Title\", salary from \"Salary\"",
        ),
        // A year of the calendar is no experience.
        (
            "job_title,work_year,salary\nData Scientist,2024,60000\nData Scientist,2023,60000\n",
            "role from \"job_title\", salary from \"salary\"",
        ),
        // Countries are no cities.
        (
            "job_title,company_location,salary\nData Scientist,US,60000\nData Scientist,DE,60000\n",
            "role from \"job_title\", salary from \"salary\"",
        ),
        // The company's address is used where no other column holds a place.
        (
            "职位,公司地址,薪资\n数据科学家,上海市徐汇区,20-30K\n",
            "role from \"职位\", city from \"公司地址\", salary from \"薪资\"",
        ),
        // Pay a year comes before pay an hour, in any order of columns.
        (
            "Job Title,Hourly Wage,Annual Wage\nDriver,35.60,\nData Scientist,,60000\nDriver,30,\n",
            "role from \"Job Title\", salary from \"Annual Wage\", or else \"Hourly Wage\"",
        ),
        // Of two columns of pay, the one that is filled in.
        (
            "Job Title,Base Salary,Salary\nData Scientist,,60000\nSoftware Engineer,,52000\n",
            "role from \"Job Title\", salary from \"Salary\"",
        ),
    ] {
        let ended = price(file, "--default-level mid").well();
        let first = ended.said.split(['\n', ';']).next().unwrap_or_default();
        assert_eq!(first, format!("note: {said}"), "{file}");
    }
    let ended = price("Title,First Name,Salary\nMr,A,60000\nMs,B,52000\n", "");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("no column with job titles was found"), "{}", ended.said);
}

/// Catches an error that does not name the nearest columns.
#[test]
fn without_a_column_of_titles_the_nearest_are_named() {
    let ended =
        price("name,ocupaçao,note,pay\nAnn Onymous,Data Scientist,x,94250\nBob,Software Engineer,y,90000\n", "");
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.said.ends_with("hint: job titles may be in column 2 (\"ocupaçao\"); --role-column 2 says so\n"),
        "{}",
        ended.said
    );
    let ended = price("title,min pay,x\nData Scientist,50000,60000\n", "").well();
    assert!(
        ended.said.contains("nothing is compared; --salary-column names one, such as 2 \"min pay\"\n"),
        "{}",
        ended.said
    );
}

/// Catches files with the columns of real ones, where of several titles, cities and kinds of pay the wrong ones are used.
#[test]
fn wide_files_with_several_candidates() {
    for (file, said) in [
        (
            "Name,Job Titles,Department,Full or Part-Time,Wage or Hourly,Typical Hours,Annual Salary,Hourly Rate\n\
             A,Software Engineer,IT,F,Wage,,\"83,676.00\",\nB,Business Analyst,IT,P,Hourly,20,,35.60\n\
             C,Data Scientist,IT,F,Wage,,\"99,588.00\",\n",
            "role from \"Job Titles\", salary from \"Annual Salary\", or else \"Hourly Rate\"",
        ),
        (
            "CASE,JOB_TITLE,SOC_TITLE,EMPLOYER_CITY,WORKSITE_CITY,WAGE_RATE_OF_PAY_FROM,WAGE_RATE_OF_PAY_TO,WAGE_UNIT_OF_PAY,\
             PREVAILING_WAGE,PW_UNIT_OF_PAY,PW_WAGE_LEVEL\nI-200,Data Scientist,Statistician,Shanghai,Beijing,90000,95000,Year,80000,Year,II\n",
            "role from \"JOB_TITLE\", city from \"WORKSITE_CITY\", salary from \"WAGE_RATE_OF_PAY_FROM\", \
             salary-high from \"WAGE_RATE_OF_PAY_TO\", pay-period from \"WAGE_UNIT_OF_PAY\"",
        ),
        (
            "company,title,location,formatted_experience_level,max_salary,med_salary,min_salary,pay_period,currency,normalized_salary\n\
             X,Data Scientist,\"Shanghai, China\",Entry level,90000,,70000,YEARLY,USD,80000\n",
            "role from \"title\", city from \"location\", level from \"formatted_experience_level\", salary from \"min_salary\", \
             salary-high from \"max_salary\", currency from \"currency\", pay-period from \"pay_period\"",
        ),
        (
            "Timestamp,Age,City,Position ,Total years of experience,Seniority level,\
             Yearly brutto salary (without bonus and stocks) in EUR,Yearly bonus + stocks in EUR\n\
             1,26,Munich,Software Engineer,5,Senior,80000,5000\n",
            "role from \"Position \", city from \"City\", level from \"Seniority level\", years from \"Total years of experience\", \
             salary from \"Yearly brutto salary (without bonus and stocks) in EUR\"",
        ),
    ] {
        let ended = price(file, "--default-level mid").well();
        let first = ended.said.split(['\n', ';']).next().unwrap_or_default();
        assert_eq!(first, format!("note: {said}"), "{file}");
    }
}

/// Catches one rate of pay that is read as open-ended because its high end is zero or says that there is none.
#[test]
fn an_offered_rate_without_a_high_end_is_one_rate() {
    for (high, expected) in [("", "90000"), ("0", "90000"), ("0.00", "90000"), ("N/A", "90000"), ("95000", "95000")] {
        let file = format!(
            "JOB_TITLE,WAGE_RATE_OF_PAY_FROM,WAGE_RATE_OF_PAY_TO,WAGE_UNIT_OF_PAY\nData Scientist,90000,{high},Year\n"
        );
        let ended = price(file, "--default-level mid --columns pay_low,pay_high,status").well();
        let [low, high_read, status] =
            ["pay_low", "pay_high", "market_status"].map(|name| ended.column(name)[0].clone());
        assert_eq!([low, high_read, status], ["90000", expected, "priced"].map(str::to_owned), "{high}");
    }
}

/// Catches a pair of bare ends of a range that is not taken for pay, or is although it may be years, ages, hours or dates.
#[test]
fn bare_ends_of_a_range_are_pay_where_they_can_be_nothing_else() {
    let pay = |low: &str, high: &str| format!(", salary from \"{low}\", salary-high from \"{high}\"");
    for (file, expected) in [
        ("Title,Low,High\nData Scientist,60000,80000\n", pay("Low", "High")),
        ("Title,Max,Min\nData Scientist,80000,60000\n", pay("Min", "Max")),
        ("Title,From,To\nData Scientist,$60k,$80k\nData Scientist,,\n", pay("From", "To")),
        ("职位,最低,最高\n数据科学家,15000,25000\n", pay("最低", "最高")),
        ("职位,下限,上限\n数据科学家,15K,25K\n", pay("下限", "上限")),
        ("Title,Minimum (EUR),Maximum (EUR)\nData Scientist,60000,80000\n", pay("Minimum (EUR)", "Maximum (EUR)")),
        ("Title,Low,Mid,High\nData Scientist,60000,70000,80000\n", pay("Low", "High")),
        (
            "Title,Min,Max,Pay Period\nData Scientist,25,45,hour\n",
            pay("Min", "Max") + ", pay-period from \"Pay Period\"",
        ),
        ("Title,Min,Max,Currency\nData Scientist,25,45,USD\n", pay("Min", "Max") + ", currency from \"Currency\""),
        // Years, ages, calendar years, dates, hours, places, and bounds in the wrong order.
        ("Title,Min,Max\nData Scientist,3,5\n", String::new()),
        ("Title,Min,Max\nData Scientist,25,45\n", String::new()),
        ("Title,From,To\nData Scientist,2019,2024\n", String::new()),
        ("Title,From,To\nData Scientist,20190101,20240131\n", String::new()),
        ("Title,From,To\nData Scientist,2019-01-01,2024-01-31\n", String::new()),
        ("Title,Min,Max,Unit\nData Scientist,3,5,YEAR\n", String::new()),
        ("Title,From,To\nData Scientist,Beijing,Shanghai\n", String::new()),
        ("Title,Low,High\nData Scientist,80000,60000\n", String::new()),
        // Two pairs, and a column that says that it is pay.
        ("Title,Low,High,Min,Max\nData Scientist,60000,80000,60000,80000\n", String::new()),
        ("Title,Min,Max,Salary\nData Scientist,60000,80000,70000\n", ", salary from \"Salary\"".to_owned()),
    ] {
        let ended = price(file, "--default-level mid").well();
        let first = ended.said.split(['\n', ';']).next().unwrap_or_default();
        let (_, found) = first.split_once('"').and_then(|(_, rest)| rest.split_once('"')).unwrap();
        assert_eq!(found, expected, "{file}");
    }
    // Named by the caller, the low end has its high end beside it.
    let ended = price("Title,Min,Max\nData Scientist,30,40\n", "--default-level mid --salary-column Min").well();
    assert!(ended.said.contains("salary from \"Min\", salary-high from \"Max\""), "{}", ended.said);
}

/// Catches headers of exports that are not known, and a number of people that is taken for a title.
#[test]
fn headers_of_exports_are_known() {
    let said = |file: &str, options: &str| price(file, &format!("--default-level mid {options}")).well().said;
    // Public employers in the United States.
    let said_of = said("Agency,Classification,Salary\nDPW,Software Engineer,60000\nDPW,Data Scientist,61000\n", "");
    assert!(said_of.starts_with("note: role from \"Classification\", salary from \"Salary\""), "{said_of}");
    let said_of = said("Job Title,Classification,Salary\nData Scientist,Software Engineer,60000\n", "");
    assert!(said_of.starts_with("note: role from \"Job Title\""), "{said_of}");
    let grouped = "Number of Job Titles,Headcount,Position,Salary\n12,40,Data Scientist,60000\n";
    assert!(said(grouped, "").starts_with("note: role from \"Position\""), "{}", said(grouped, ""));
    for (header, cell) in [("BsGrd", "50.00"), ("Work %", "50"), ("Employment %", "50%"), ("Working Time %", "0.5")] {
        let file = format!("Job Title,Salary,{header}\nData Scientist,30000,{cell}\nData Scientist,60000,100%\n");
        let ended = price(file, "--default-level mid").well();
        assert_eq!(ended.column("market_ratio"), ["1.1852", "1.1852"], "{header}: {}", ended.said);
    }
    let file = "Job Title,Compensation,Compensation per\nData Scientist,60000,Year\nData Scientist,30,Paid by the hour\n\
                Data Scientist,5000,Month\n";
    let ended = price(file, "--default-level mid --explain-pay").well();
    assert_eq!(ended.column("pay_period"), ["year", "hour", "month"], "{}", ended.said);
    assert!(!ended.said.contains("unknown length"), "{}", ended.said);
    let said_of = said(&file.replace("Month", "Paycheck"), "");
    let warning = "warning: \"Compensation per\" names periods of unknown length, such as a paycheck: ";
    assert!(said_of.contains(warning), "{said_of}");
}
