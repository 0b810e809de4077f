//! `payband survey --sql`: the SQL runs in DuckDB and ClickHouse (chDB), and every cell is that of `survey -f csv`.
//!
//! Would catch a statistic, a rule or a quote that differs between a database and payband. Without the databases the comparison
//! reports that it was skipped; under `CI` it fails. To install them: `pip install duckdb-cli chdb`.

use std::process::{Command, Output};

use payband::money::Decimal;
use payband::survey::COLUMNS_NOT_IN_SQL;

use crate::golden_files::compare;
use crate::sandbox::Sandbox;
use crate::skipped::skip;

/// Headers that would end a name, a text or a comment if they were not quoted.
const HEADERS: &str = "'company',\"job \"\"title\"\"\",\"city\\\",\"pay, \"\"K\"\" \\'\nDROP TABLE x; -- \",dept's,head count,currency,N\n";

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % end
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[usize::try_from(self.below(texts.len() as u64)).unwrap()]
    }
}

/// Several thousand rows of many organisations: small groups, rows without a role, a city or pay, and blanks of several scripts.
fn file() -> String {
    let titles = [
        "Data Scientist",
        "Data Scientist",
        "Data Scientist",
        "Senior Cloud Architect",
        "Senior Cloud Architect",
        "EHR Systems Engineer",
        "医疗数据科学家",
        "Clinical Data Analyst",
        "Sr Data Scientist",
        "Data Scientist Intern",
        "Nurse",
        "合计",
        "\"job \"\"title\"\"\"",
        "",
    ];
    let cities = ["上海", "\"Shanghai, China\"", "Beijing", "北京-昌平区", "Shenzhen", "杭州", "Atlantis", ""];
    let companies = [
        " Org1 ",
        "ORG1",
        "",
        "机构",
        "\"O'Neil \"\"x\"\"\"",
        "Org1\u{a0}",
        "back\\slash",
        "\"Org2, Ltd.\"",
        "The Org2 Co. & Co. KG",
        "Org2（中国）有限公司",
        "ＯＲＧ２ 集团公司",
        "- Co Ltd -",
        "Org (2)",
        "S.A.",
        "n.a.",
        "Company Confidential",
        "某知名公司",
        "XX公司",
        "(保密)",
    ];
    let departments = ["IT", " R&D ", "販売", "\u{3000}IT\u{a0}", ""];
    let counts = ["1", "2", "3", "x", "0", "+4", "1.5", " 2 "];
    let mut random = Random(20_251_201);
    let mut text = HEADERS.to_owned();
    for _ in 0..3000 {
        let title = if random.below(400) == 0 { "Machine Learning Engineer" } else { random.of(&titles) };
        let company = match random.below(4) {
            0 => random.of(&companies).to_owned(),
            _ => format!("Org{}", random.below(30)),
        };
        let (low, more) = (15 + random.below(20), 1 + random.below(30));
        let pay = match random.below(10) {
            0 => format!("{low}-{}K·14薪", low + more),
            1 => format!("{low}k/month"),
            2 => "面议".to_owned(),
            3 => format!("from {low}k"),
            4 => format!("\"${},{:03}\"", 40 + low, more * 31),
            5 => format!("{}元/天", 200 + more * 17),
            6 => format!("{low}0000 KRW"),
            7 => format!("{low}0000.{more}"),
            _ => format!("{}", 150 + low * more),
        };
        let fields = [&company, title, random.of(&cities), &pay, random.of(&departments), random.of(&counts)];
        let currency = if random.below(5) == 0 { "USD" } else { "" };
        let of_company = if company.len() > 4 { "a" } else { "b" };
        text += &format!("{},{currency},{of_company}\n", fields.join(","));
    }
    text
}

/// Columns are named by their numbers: 5 has departments, 6 numbers of people, 8 a header that is a column of the result.
const CASES: [&str; 6] = [
    "--by 8,role",
    "--by role,city --currency CNY",
    "--by role,5 --weight organisation --headcount-column 6",
    "--by city,level --population posted --duplicates keep --percentile-method r6 --currency-column none --default-level mid",
    "--by organisation,5 --rule own --percentile-method r2 --headcount-column 6 --pay-element guaranteed",
    "--by city --percentile-method r1 --rule 10/8/20 --include-daily",
];

const COLUMNS: &str = "--organisation-column 1 --role-column 2 --city-column 3 --salary-column 4";

/// The statements in the comment, the commands, and the query.
fn parts(sql: &str) -> (Vec<String>, Vec<String>, String) {
    let is_comment = |line: &&str| line.starts_with("--");
    let comment: Vec<&str> = sql.split('\n').take_while(is_comment).collect();
    let query: Vec<&str> = sql.split('\n').skip(comment.len()).collect();
    let comment: Vec<&str> =
        comment.iter().map(|line| line.strip_prefix("-- ").or(line.strip_prefix("--")).unwrap()).collect();
    let comment = comment.join("\n");
    let (_, made) = comment.split_once(":\n\n").unwrap();
    let (statements, commands) = made.split_at(made.find("payband price ").unwrap());
    let statements = statements.trim_end().split_inclusive(";\n").map(|text| text.trim_end().to_owned()).collect();
    let commands = commands.lines().map(|line| line.strip_prefix("payband ").unwrap().to_owned()).collect();
    (statements, commands, query.join("\n"))
}

/// Runs statements in a database, and returns the CSV of the last.
type Database = fn(&Sandbox, &[String]) -> Output;

fn duckdb(sandbox: &Sandbox, statements: &[String]) -> Output {
    let command = |sql: &str| {
        Command::new("duckdb").args(["-csv", "-nullvalue", "", "-c", sql]).current_dir(sandbox.path("")).output()
    };
    command(&statements.join("\n")).unwrap()
}

fn chdb(sandbox: &Sandbox, statements: &[String]) -> Output {
    const RUN: &str = "
import chdb, sys
for path in sys.argv[1:]:
    out = str(chdb.query(open(path, encoding='utf-8', newline='').read(), 'CSVWithNames'))
sys.stdout.buffer.write(out.encode())
";
    let paths: Vec<String> = (0..statements.len()).map(|at| format!("statement-{at}.sql")).collect();
    for (path, statement) in paths.iter().zip(statements) {
        sandbox.write(path, statement.trim_end().trim_end_matches(';'));
    }
    Command::new("python3").args(["-c", RUN]).args(&paths).current_dir(sandbox.path("")).output().unwrap()
}

/// The databases that are installed; those that are not are reported on standard error.
fn databases() -> Vec<(&'static str, Database)> {
    let runs = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
    };
    let known: [(&str, bool, Database); 2] = [
        ("duckdb", runs("duckdb", &["-version"]), duckdb),
        ("clickhouse", runs("python3", &["-c", "import chdb"]), chdb),
    ];
    let mut found = Vec::new();
    for (name, is_found, database) in known {
        if is_found {
            found.push((name, database));
            continue;
        }
        skip(&format!("survey --sql was not compared with {name}"), "pip install duckdb-cli chdb");
    }
    found
}

fn table(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Whether two cells are the same text or the same number. The half width may differ in its last place: it is a quotient of
/// converted amounts, which neither side holds exactly.
fn is_same(column: &str, one: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<Decimal>().ok();
    let tolerance = if column == "rhw_pct" { Decimal::new(1, 4) } else { Decimal::ZERO };
    let numbers = number(one).zip(number(other));
    one == other || numbers.is_some_and(|(one, other)| (one - other).abs() <= tolerance)
}

/// Asserts that the SQL of a survey gives the cells of the survey in each database.
fn compare_cells(sandbox: &Sandbox, databases: &[(&str, Database)], line: &str) {
    let mut own = table(&sandbox.payband(&format!("-q {line} -f csv")).streams().0);
    // A database lists the groups with usable pay.
    let state = own[0].iter().position(|column| column == "state").unwrap();
    own.retain(|row| row[state] != "empty");
    assert!(own.len() > 3, "{line}: {own:?}");
    for (name, database) in databases {
        let (sql, _) = sandbox.payband(&format!("-q {line} --sql {name}")).streams();
        let (mut statements, commands, query) = parts(&sql);
        let ended = database(sandbox, &statements);
        assert!(ended.status.success(), "{line}, {name}: {ended:?}");
        for command in commands {
            let (code, _, said) = sandbox.payband(&format!("-q {command}")).raw();
            assert_eq!(code, Some(0), "{command}: {said}");
        }
        statements = vec![match *name {
            "clickhouse" => {
                format!("{} SETTINGS format_csv_null_representation = ''", query.trim_end().trim_end_matches(';'))
            }
            _ => query,
        }];
        let ended = database(sandbox, &statements);
        assert!(ended.status.success(), "{line}, {name}: {}", String::from_utf8_lossy(&ended.stderr));
        let theirs = table(&String::from_utf8(ended.stdout).unwrap());
        assert_eq!(theirs.len(), own.len(), "{line}, {name}");
        assert_eq!([&theirs[0][..], &COLUMNS_NOT_IN_SQL.map(str::to_owned)].concat(), own[0], "{line}, {name}");
        for (mine, theirs) in own.iter().zip(&theirs) {
            for ((column, mine), theirs) in own[0].iter().zip(mine).zip(theirs) {
                assert!(is_same(column, mine, theirs), "{line}, {name}: {column} is {theirs:?}, not {mine:?}");
            }
        }
    }
}

#[test]
fn databases_give_the_cells_of_the_survey() {
    let databases = databases();
    let sandbox = Sandbox::new();
    sandbox.write("rows.csv", file());
    for case in CASES.iter().filter(|_| !databases.is_empty()) {
        compare_cells(&sandbox, &databases, &format!("survey rows.csv {COLUMNS} {case}"));
    }
}

/// Rows of people with an id, of whom some stand in several rows and some with several amounts. A person is in one group.
fn file_with_ids_and_bonuses() -> String {
    let mut random = Random(20_260_701);
    let mut text = "company,staff id,title,team,pay,Target bonus (%)\n".to_owned();
    for _ in 0..900 {
        let id = random.below(300);
        let title = ["Data Scientist", "Senior Cloud Architect", "EHR Systems Engineer"][id as usize % 3];
        let pay = 200_000 + id * 700 + if random.below(20) == 0 { 1000 } else { 0 };
        let bonus = match id % 7 {
            0 => "12.5".to_owned(),
            1 => "10%".to_owned(),
            2 => "USD 3000".to_owned(),
            3 => "\"CNY 30,000\"".to_owned(),
            4 => String::new(),
            5 => "ask".to_owned(),
            _ => "0".to_owned(),
        };
        let pay = if id.is_multiple_of(5) {
            format!("\"{}-{}K CNY/month\"", pay / 12_000, pay / 10_000)
        } else {
            format!("{pay} CNY")
        };
        let written = match random.below(8) {
            0 => random.of(&["", "n/a", "Ｎ／Ａ", "未知", "-", " None "]).to_owned(),
            1 => format!(" E{id} "),
            _ => format!("E{id}"),
        };
        text += &format!("Org{},{written},{title},T{},{pay},{bonus}\n", id % 23, id % 2);
    }
    text
}

/// Catches a bonus that a database adds in another way, and a person who counts twice there.
#[test]
fn databases_add_bonuses_and_count_people_once_as_the_survey_does() {
    let databases = databases();
    let sandbox = Sandbox::new();
    sandbox.write("rows.csv", file_with_ids_and_bonuses());
    for case in [
        "--pay-element target-cash --by role,team --currency CNY",
        "--pay-element total-cash --bonus-column 6 --bonus-unit amount --by role,team --weight organisation",
        "--by role,team --id-column 'staff id' --currency CNY",
        "--by role,team --id-column 2 --pay-element target-cash --rule own --organisation-column none",
        "--by role,team --id-column 2 --population posted --duplicates keep --pay-element base",
    ] {
        compare_cells(&sandbox, &databases, &format!("survey rows.csv {case}"));
    }
    // Which of two groups has a person is not known without an order of rows.
    sandbox.write("rows.csv", "id,title,pay\n1,Data Scientist,300000\n1,Cloud Architect,300000\n");
    let line = "-q survey rows.csv --id-column id --rule own";
    for (name, database) in databases {
        let (statements, commands, query) = parts(&sandbox.payband(&format!("{line} --sql {name}")).streams().0);
        assert!(database(&sandbox, &statements).status.success(), "{name}");
        commands.iter().for_each(|command| drop(sandbox.payband(&format!("-q {command}")).raw()));
        let ended = database(&sandbox, &[query]);
        let said = String::from_utf8_lossy(&ended.stderr);
        let expected = "rows of one person with the same pay are in several groups";
        assert!(!ended.status.success() && said.contains(expected), "{name}: {ended:?}");
    }
}

/// Rows with dates as files write them, of which some are too old, later than the answer, or no dates.
fn file_with_dates() -> String {
    let dates = [
        "2026-07-01",
        "2026/3/9",
        "2025.12.31",
        "20260228",
        "20260229",
        "2026年2月28日",
        "2026年5月",
        "2026",
        "2025-07",
        " 2026-06-30 ",
        "2026-07-01T08:30:00Z",
        "2026-07-01 08:30",
        "2024-12-31",
        "2025-01-01",
        "2024-06-01",
        "2027-01-01",
        "2027-05-05",
        "2027-02-30",
        "2028-02-29",
        "1/7/2026",
        "2026-13-01",
        "45839",
        "soon",
        "",
        "2026-",
        "2026-7-",
        "02026-007-01",
        "2026-07-32",
        "2026-7-1日",
        "1899-01-01",
        "2201-01-01",
        "２０２６-01-01",
    ];
    let mut random = Random(20_270_101);
    let mut text = "company,title,pay,date\n".to_owned();
    for _ in 0..1200 {
        let title = random.of(&["Data Scientist", "Senior Cloud Architect", "EHR Systems Engineer"]).to_owned();
        let pay = 150_000 + random.below(300_000);
        let pay = match random.below(4) {
            0 => format!("{}-{}K CNY/month", pay / 12_000, pay / 9_000),
            1 => format!("${}", pay / 7),
            _ => format!("{pay} CNY"),
        };
        text += &format!("Org{},{title},{pay},{}\n", random.below(17), random.of(&dates));
    }
    text
}

/// Catches a date that a database reads otherwise, growth of another span, a row that is too old, and a table of growth without
/// rows.
#[test]
fn databases_age_each_row_as_the_survey_does() {
    let databases = databases();
    let sandbox = Sandbox::new();
    sandbox.write("rows.csv", file_with_dates());
    for case in [
        "--lead 2026 --ageing simple --ageing-rate 8.2% --weight organisation",
        "--on 2027-03-31 --max-age 15 --population posted --duplicates keep --ageing-rate=-1.5% --currency CNY",
        "--on 2026-07-01 --max-age 0",
    ] {
        compare_cells(&sandbox, &databases, &format!("survey rows.csv --by role --date-column date {case}"));
    }
    for dialect in ["duckdb", "clickhouse"] {
        let line = format!("-q survey rows.csv --date-column date --on 2026-07-01 --max-age 0 --sql {dialect}");
        let (sql, _) = sandbox.payband(&line).streams();
        assert!(sql.contains("\n    (20260701, 1000000000000000))"), "{sql}");
    }
}

/// Catches a panic, days that no row can state, and an error without a remedy.
#[test]
fn any_age_may_be_the_greatest() {
    let sandbox = Sandbox::new();
    sandbox.write("rows.csv", "company,title,pay,date\nA,Data Scientist,300000,1950-01-01\n");
    let line = "-q survey rows.csv --currency CNY --rule own --date-column date --on 1950-01-03";
    let counts =
        |options: &str| sandbox.payband(&format!("{line} {options} --caveats -f json")).json()["notes"].to_string();
    assert!(counts("--max-age 0").contains("1 too-old"));
    for months in ["1", "300000", "4294967295"] {
        let notes = counts(&format!("--max-age {months}"));
        assert!(notes.contains("rows: ") && !notes.contains("too-old"), "{months}: {notes}");
        let (sql, _) = sandbox.payband(&format!("{line} --max-age {months} --sql duckdb")).streams();
        assert_eq!(sql.contains("(19000101, "), months != "1", "{months}");
        assert!(!sql.contains("(18991231, "), "{months}");
    }
    let line = "-q survey rows.csv --date-column date --on 2026-07-01 --ageing-rate 9% --max-age 2000 --sql duckdb";
    sandbox.payband(line).fails(
        "error: the growth from 1900-01-01 to 2026-07-01 at 9% a year is too large for SQL\n  caused by: \
         the amount is too large to calculate with\nhint: give a lower --max-age\n",
    );
}

/// Would catch a database that leaves out rows which no mapping table has, instead of ending with an error.
#[test]
fn rows_that_are_in_no_mapping_table_end_the_query() {
    let sandbox = Sandbox::new();
    let header = "company,title,city,pay\n";
    let known = "A,Data Scientist,Beijing,300000\nB,Nurse,Atlantis,n/a\n";
    let line =
        "-q survey rows.csv --organisation-column 1 --role-column 2 --city-column 3 --salary-column 4 --by role,city";
    for (name, database) in databases() {
        sandbox.write("rows.csv", format!("{header}{known}"));
        let (sql, _) = sandbox.payband(&format!("{line} --sql {name}")).streams();
        let (statements, commands, query) = parts(&sql);
        let ended = database(&sandbox, &statements);
        assert!(ended.status.success(), "{name}: {ended:?}");
        for command in commands {
            sandbox.payband(&format!("-q {command}")).raw();
        }
        let query = [query];
        let ended = database(&sandbox, &query);
        assert!(ended.status.success(), "{name}: {}", String::from_utf8_lossy(&ended.stderr));
        for (row, table) in [
            ("A,Chief Data Scientist,Beijing,300000", "titles"),
            ("A,Data Scientist,Wuhan,300000", "places"),
            ("A,Data Scientist,Beijing,310000", "pay"),
            ("A,Chief Data Scientist,Wuhan,310000", "titles"),
            ("B,Nurse,Atlantis,-", "pay"),
        ] {
            sandbox.write("rows.csv", format!("{header}{known}{row}\n"));
            let ended = database(&sandbox, &query);
            let said = String::from_utf8_lossy(&ended.stderr);
            let expected = format!("a row is not in mapped-{table}.csv: make the mapping tables again");
            assert!(!ended.status.success() && said.contains(&expected), "{name}, {row}: {ended:?}");
        }
    }
}

/// Would catch a database that reads a file with another delimiter as rows of empty cells.
#[test]
fn a_file_with_another_delimiter_is_not_read_with_commas() {
    let sandbox = Sandbox::new();
    for (delimiter, of_duckdb) in
        [(";", "delim = ';'"), ("\t", "delim = '\t'"), ("|", "delim = '|'"), (",", "delim = ','")]
    {
        let cells = [["title", "pay", "company"], ["Data Scientist", "300000", "A"], ["Data Scientist", "310000", "B"]];
        let lines: Vec<String> = cells.iter().map(|row| row.join(delimiter)).collect();
        sandbox.write("rows.csv", lines.join("\n"));
        let sql = |name: &str| sandbox.payband(&format!("-q survey rows.csv --sql {name}")).streams().0;
        assert!(sql("duckdb").contains(of_duckdb), "{delimiter:?}");
        let clickhouse = sql("clickhouse");
        assert_eq!(clickhouse.contains("file('rows.csv'"), delimiter == ",", "{delimiter:?}");
        assert_eq!(clickhouse.contains("FROM \"rows\" AS file"), delimiter != ",", "{delimiter:?}");
    }
}

/// Would catch organisations that count as several because of their spelling, and a dimension that does not keep the text.
#[test]
fn an_organisation_is_one_in_all_its_spellings() {
    let spellings: [&[&str]; 5] = [
        &[
            "Acme Health",
            "ACME HEALTH",
            " acme  health",
            "Acme\u{a0}Health ",
            "Acme\tHealth",
            "acme\u{3000}\u{2003} Health\u{b}",
        ],
        &["北京 协和医院", "北京\u{3000}协和医院", " 北京  协和医院\u{a0}"],
        &["上海协和医院", "上海协和（中国）医院集团\u{3000}"],
        &["École Ärztehaus", "ÉCOLE ÄRZTEHAUS", "école\u{85}ärztehaus"],
        &["ЗДОРОВЬЕ", "Здоровье", "ＡＢＣ", "ａｂｃ"],
    ];
    let texts: Vec<&str> = [&spellings[..], &spellings[1..]].concat().concat();
    let mut rows = "company,title,pay\n".to_owned();
    for (at, text) in texts.iter().enumerate() {
        rows += &format!("\"{text}\",Data Scientist,{}\n", 300_000 + at * 1000);
    }
    let sandbox = Sandbox::new();
    sandbox.write("rows.csv", rows);
    for (name, database) in databases() {
        let answer = |options: &str| {
            let line = format!("-q survey rows.csv --organisation-column 1 --salary-column 3 {options} --sql {name}");
            let (statements, commands, query) = parts(&sandbox.payband(&line).streams().0);
            assert!(database(&sandbox, &statements).status.success(), "{line}");
            for command in commands {
                sandbox.payband(&format!("-q {command}")).streams();
            }
            let ended = database(&sandbox, &[query]);
            assert!(ended.status.success(), "{line}: {}", String::from_utf8_lossy(&ended.stderr));
            table(&String::from_utf8(ended.stdout).unwrap())
        };
        let cell = |rows: &[Vec<String>], header: &str| {
            let at = rows[0].iter().position(|name| name == header).unwrap();
            rows[1][at].clone()
        };
        for weight in ["incumbent", "organisation"] {
            // The Cyrillic and the Latin names are two.
            let rows = answer(&format!("--weight {weight}"));
            assert_eq!(cell(&rows, "organisations"), "6", "{name}, {weight}");
            let largest = if weight == "incumbent" { "20" } else { "16.6667" };
            let share = cell(&rows, "largest_share_pct");
            assert!(is_same("", &share, largest), "{name}, {weight}: {share}");
            assert_eq!(cell(&rows, "n"), texts.len().to_string(), "{name}, {weight}");
        }
        let rows = answer("--by organisation --rule own");
        let mut found: Vec<&str> = rows.iter().skip(1).map(|row| row[0].as_str()).collect();
        let mut written: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
        found.sort_unstable();
        written.sort_unstable();
        written.dedup();
        assert_eq!(found, written, "{name}");
    }
}

/// Would catch interns and part-time people that count in a database only.
#[test]
fn databases_leave_out_interns_and_part_time_people_as_the_survey_does() {
    let databases = databases();
    let types = [
        "Full-time",
        "Intern",
        "实习生",
        "Part time",
        "PT",
        "兼职",
        "Full-time / part-time",
        "非实习",
        "International",
        "",
        "part",
    ];
    let mut random = Random(20_260_815);
    let mut rows = "company,title,pay,Employment Type\n".to_owned();
    for _ in 0..800 {
        let title =
            random.of(&["Data Scientist", "Senior Cloud Architect", "EHR Systems Engineer", "Data Scientist Intern"]);
        let pay = match random.below(3) {
            0 => format!("{} CNY/hour", 80 + random.below(90)),
            _ => format!("{}000 CNY", 200 + random.below(200)),
        };
        rows += &format!("Org{},{title},{pay},{}\n", random.below(20), random.of(&types));
    }
    let sandbox = Sandbox::new();
    sandbox.write("rows.csv", rows);
    for by in ["role,column:company --rule own", "role,level --default-level mid"] {
        compare_cells(&sandbox, &databases, &format!("survey rows.csv --by {by}"));
    }
}

#[test]
fn the_text_is_kept() {
    let sandbox = Sandbox::new();
    sandbox.write("rows.csv", file());
    for dialect in ["duckdb", "clickhouse"] {
        let line = format!("-q survey rows.csv {COLUMNS} --by role,city,5 --sql {dialect}");
        compare(&format!("sql/{dialect}.sql"), &sandbox.payband(&line).streams().0);
    }
    let (sql, _) = sandbox.payband(&format!("-q survey rows.csv {COLUMNS} --sql duckdb -o survey.sql")).streams();
    assert_eq!(sql, "");
    assert!(sandbox.read("survey.sql").starts_with("-- Percentiles of pay by role"));
}

#[test]
fn what_sql_does_not_do_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("rows.csv", "title,pay,company,day\nData Scientist,300000,A,2025-01-01\n");
    for (options, says) in [
        ("--outliers drop", "far from the other is used"),
        ("--population posted", "rows that repeat another are used"),
        ("--id-column company --date-column day", "dates are not read"),
        ("-f json", "the output is SQL"),
    ] {
        let (code, printed, said) = sandbox.payband(&format!("-q survey rows.csv {options} --sql duckdb")).fallible();
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{options}");
        assert!(said.contains(says) && said.contains("hint: "), "{options}: {said}");
    }
    sandbox.write("rows.csv", "title,pay,company,Pay\nData Scientist,300000,A,1\n");
    let (code, _, said) = sandbox.payband("-q survey rows.csv --salary-column 2 --sql duckdb").fallible();
    assert_eq!(code, Some(1));
    assert!(said.contains("SQL cannot name the column \"pay\""), "{said}");
}

/// Catches a mapping of pay that is read without the columns beside it.
#[test]
fn a_mapping_of_pay_reads_the_columns_beside_it() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "pay.csv",
        "pay,currency,period,months,full_time\n100,USD,hour,,\n20000,CNY,month,14,0.5\n20000,CNY,month,14,\n1,unknown,year,,\n",
    );
    let (printed, _) = sandbox
        .payband(
            "-q price pay.csv --salary-column 1 --currency-column 2 --pay-period-column 3 --months-column 4 --fte-column 5 \
             --pay-element guaranteed --columns pay_currency,pay_annual,status",
        )
        .streams();
    let cells: Vec<String> = table(&printed).iter().skip(1).map(|row| row[5..].join(" ")).collect();
    assert_eq!(cells, ["USD 208800 read", "CNY 560000 read", "CNY 280000 read", "  currency-without-rate"]);
}
