//! Rows come out as they went in, with the market beside them.

use super::{cells, price};
use crate::sandbox::{Sandbox, payband};

/// All appended columns, in the documented order.
const APPENDED: &str = "market_role,market_city,market_level,market_match,market_match_score,market_grade,market_basis,\
     market_currency,market_period,market_low,market_mid,market_high,market_ratio,market_position,market_status";

/// Catches a column renamed, missing, out of order or with another figure than the design's worked example.
#[test]
fn the_worked_example_column_by_column() {
    let ended = price("title,city,level,pay\nCloud Architect,Shanghai,senior,94250\n", "").well();
    assert_eq!(
        ended.text(),
        format!(
            "title,city,level,pay,{APPENDED}\nCloud Architect,Shanghai,senior,94250,Healthcare Cloud Architect,Shanghai,\
             Senior,tokens,0.9050,A,published,USD,year,87360.00,94250.00,101400.00,1.0000,within,priced\n"
        )
    );
}

/// Catches columns of the other reading that differ from `benchmark`, also by the month and with the bonus.
#[test]
fn the_other_reading_stands_beside_the_market_when_it_is_asked_for() {
    let file = "title,city,level,pay\nCloud Architect,Shanghai,senior,USD 94250/year\nCloud Architect,Shanghai,senior,\"¥650,000\"\n\
                Cloud Architect,Shanghai,senior,\nnobody,Shanghai,senior,1\n";
    let alt = "--columns alt_reading,alt_low,alt_mid,alt_high,alt_ratio,ratio";
    assert_eq!(
        price(file, alt)
            .well()
            .text()
            .lines()
            .skip(1)
            .map(|line| line.rsplitn(7, ',').take(6).collect::<Vec<_>>())
            .map(|mut cells| {
                cells.reverse();
                cells.join(",")
            })
            .collect::<Vec<_>>(),
        [
            "calibrated,61233.64,65932.90,70869.59,1.4295,1.0000",
            "calibrated,61233.64,65932.90,70869.59,1.3911,0.9732",
            "calibrated,61233.64,65932.90,70869.59,,",
            ",,,,,",
        ]
    );
    let monthly =
        price(file, "--columns alt_mid,alt_ratio --period month --with-retention --reading calibrated").well();
    assert_eq!(monthly.column("market_alt_mid")[0], "9228.65");
    // 94,250 of base + retention of 110,743.75.
    assert_eq!(monthly.column("market_alt_ratio")[0], "0.8511");
}

/// Catches a missing note about how the file was read, and further messages.
#[test]
fn what_was_understood_is_said_on_standard_error() {
    let ended = price("title,city,level,pay\nCloud Architect,Shanghai,senior,94250\n", "").well();
    let begins = "note: role from \"title\", city from \"city\", level from \"level\", salary from \"pay\"; pay is compared with base salary; the \
                  market is China\n\
         warning: market pay is 30% lower if the median includes premiums (--reading calibrated)\n\
         note: pay without a unit is read as USD a year: nothing in the file says otherwise; median ratio 1.00. \
         --pay-currency, --pay-period change it\n";
    let ends = "note: 1 of 1 rows priced, 1 compared\n";
    assert_eq!(ended.said, format!("{begins}{ends}"));
    let all = price("title,city,level,pay\nCloud Architect,Shanghai,senior,94250\n", "--caveats").well();
    let said_of_pay: Vec<&str> = begins.lines().collect();
    assert!(all.said.starts_with(said_of_pay[0]) && all.said.contains(said_of_pay[2]), "{}", all.said);
    assert!(all.said.ends_with(&format!("\n{ends}")), "{}", all.said);
    assert!(all.said.contains("literal reading") && all.said.contains("not percentiles"), "{}", all.said);
    let quiet = price("title,city,level,pay\nCloud Architect,Shanghai,senior,94250\n", "-q").well();
    assert_eq!(quiet.said, "");
    assert_eq!(quiet.out, ended.out);
}

/// Catches bytes of the input that change: line endings, blank lines, quotes, byte order marks, other scripts.
#[test]
fn the_bytes_of_every_cell_are_kept() {
    for file in [
        "title,level\nCloud Architect,senior\nnobody,mid\n",
        "title,level\r\nCloud Architect,senior\r\nnobody,mid\r\n",
        "title,level\r\nCloud Architect,senior\nnobody,mid\r\n",
        "title,level\nCloud Architect,senior\nnobody,mid",
        "\n\ntitle,level\n\nCloud Architect,senior\n\r\n\nnobody,mid\n\n\n",
        "title,level,note\nCloud Architect,senior,5\" disk\nnobody,mid,\"say \"\"no\"\", twice\"\n",
        "title,level,note\nCloud Architect,senior,\"one\ntwo\r\nthree\"\nnobody,mid,\n",
        "title,level,,,title\nCloud Architect,senior,a,b,c\nnobody,mid,,,\n",
        "title,level,note\n\"Cloud Architect\",\"senior\",  blanks  \n\"nobody\",\"mid\",\u{3000}\n",
        "title\tlevel\tnote\nCloud Architect\tsenior\ta,b;c\nnobody\tmid\t\"a\tb\"\n",
        "title;level;note\nCloud Architect;senior;1,5\nnobody;mid;\"a;b\"\n",
        "\u{feff}title,level\nCloud Architect,senior\nnobody,mid\n",
        "岗位,级别,备注\n医疗云架构师,高级,你好，世界\n没有这个岗位,中级,𠂇\n",
        "title,level\nCloud Architect,senior\nCloud Architect,senior\nCloud Architect,senior\n",
    ] {
        let ended = price(file, "--columns status").well();
        assert_eq!(without_last(ended.text()), file);
        let all = price(file, "").well();
        let records = all.records();
        assert!(records.iter().all(|record| record.len() == records[0].len()), "{file}");
        assert_eq!(ended.column("market_status")[0], "priced", "{file}");
    }
}

/// The text without the last cell of each row, which is a status.
fn without_last(text: &str) -> String {
    let mut out = text.to_owned();
    for end in ["market_status", "priced", "no-role-match"] {
        for delimiter in [',', '\t', ';'] {
            out = out.replace(&format!("{delimiter}{end}"), "");
        }
    }
    out
}

/// Catches a delimiter in an appended name that splits the cell, and a wrong delimiter between appended cells.
#[test]
fn the_delimiter_of_the_file_is_used() {
    for (file, arguments, expected) in [
        ("title\tlevel\nCloud Architect\tmid\n", "", "title\tlevel\tmarket_low\tmarket_status\n"),
        ("title;level\nCloud Architect;mid\n", "", "title;level;market_low;market_status\n"),
        ("title|level\nCloud Architect|mid\n", "--delimiter |", "title|level|market_low|market_status\n"),
        ("title\tlevel\nCloud Architect\tmid\n", "--delimiter tab", "title\tlevel\tmarket_low\tmarket_status\n"),
    ] {
        let ended = price(file, &format!("{arguments} --columns low,status")).well();
        assert!(ended.text().starts_with(expected), "{}", ended.text());
        assert!(ended.text().ends_with("priced\n"), "{}", ended.text());
    }
    let sandbox = Sandbox::new();
    sandbox.with_pack("mine");
    let roles = sandbox.read("mine/roles.csv").replace(",Healthcare Cloud Architect,", ",\"Architect, Cloud\",");
    sandbox.write("mine/roles.csv", roles).write("in.csv", "title,level\n医疗云架构师,mid\n");
    let (out, _) = sandbox.payband("price in.csv --pack mine --columns role,low").streams();
    assert_eq!(out, "title,level,market_role,market_low\n医疗云架构师,mid,\"Architect, Cloud\",57200.00\n");
}

/// Catches a fast path that prices otherwise than `benchmark` does, in any cell, unit or reading.
#[test]
fn the_figures_are_those_of_benchmark() {
    for (options, elements) in [
        ("", &[false, true][..]),
        ("--currency CNY", &[true]),
        ("--period month --months 14", &[false]),
        ("--reading calibrated", &[true]),
        ("--on 2026-11-22", &[true]),
        ("--foreign-hire", &[false]),
    ] {
        let line = format!("benchmark -r all -c all -l all {options} -f csv");
        let (out, _) = Sandbox::new().payband(&line).streams();
        for &with_retention in elements {
            let mut reader = csv::Reader::from_reader(out.as_bytes());
            let headers = reader.headers().unwrap().clone();
            let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
            let element = if with_retention { "total" } else { "base" };
            let wanted: Vec<usize> = [
                "role",
                "city",
                "level",
                "match_grade",
                "basis",
                "currency",
                "period",
                &format!("{element}_low"),
                &format!("{element}_mid"),
                &format!("{element}_high"),
            ]
            .map(at)
            .to_vec();
            let (mut file, mut expected) = ("title,city,level\n".to_owned(), Vec::new());
            for record in reader.records() {
                let record = record.unwrap();
                let cell = |at: usize| record.get(at).unwrap().to_owned();
                file += &format!("{},{},{}\n", cell(wanted[0]), cell(wanted[1]), cell(wanted[2]));
                expected.push(wanted.iter().map(|at| cell(*at)).collect::<Vec<_>>());
            }
            assert!(expected.len() > 500, "{}", expected.len());
            let flag = if with_retention { "--with-retention" } else { "" };
            let ended = price(
                file,
                &format!("{options} {flag} --columns role,city,level,grade,basis,currency,period,low,mid,high,status"),
            )
            .well();
            let records = ended.records();
            for (record, expected) in records[1..].iter().zip(&expected) {
                assert_eq!(&record[3..13], expected.as_slice(), "{options} {flag}");
                assert_eq!(record[13], "priced");
            }
            assert_eq!(records.len(), expected.len() + 1);
        }
    }
}

/// Catches rows that are lost, doubled or swapped when keys repeat and differ.
#[test]
fn the_order_and_number_of_rows_are_kept() {
    let titles = ["Cloud Architect", "nobody", "Data Scientist", "", "云架构师"];
    let cities = ["Shanghai", "", "Atlantis", "北京"];
    let rows: Vec<String> =
        (0..3_000).map(|at| format!("{at},{},{},{at}", titles[at % 5], cities[at / 7 % 4])).collect();
    let file = format!("id,title,city,level\n{}\n", rows.join("\n"));
    let ended = price(&file, "--columns status --default-level mid").well();
    let ids: Vec<String> = ended.records()[1..].iter().map(|record| record[0].clone()).collect();
    assert_eq!(ids, (0..3_000).map(|at| at.to_string()).collect::<Vec<_>>());
}

/// Catches a file without any rows that ends as an error or without its header.
#[test]
fn a_header_alone_comes_out_as_one() {
    let ended = price("title,level\n", "--columns low,status").well();
    assert_eq!(ended.text(), "title,level,market_low,market_status\n");
    assert!(ended.said.contains("note: 0 of 0 rows priced"), "{}", ended.said);
    assert_eq!(price("title", "--columns low").well().text(), "title,market_low");
}

/// Catches a cell under another heading, where columns that depend on pay stand before, between or behind others.
#[test]
fn columns_in_any_order_have_the_cells_that_each_has_alone() {
    let file = "title,level,pay\nCloud Architect,senior,70000\nnobody,senior,1\nCloud Architect,mid,$90k\nCloud Architect,mid,\n";
    for order in [
        "status,role,low,ratio,position,level,pay_low",
        "ratio,status,mid,high",
        "role,level,ratio,city,match,status",
        "role,mid,low",
    ] {
        let together = price(file, &format!("--columns {order}")).well();
        for column in order.split(',') {
            let name = if column.starts_with("pay") { column.to_owned() } else { format!("market_{column}") };
            let alone = price(file, &format!("--columns {column}")).well();
            assert_eq!(together.column(&name), alone.column(&name), "{column} of {order}");
        }
    }
}

/// Catches a column that is named without `market_` and not found, and columns that are doubled or missing.
#[test]
fn columns_are_chosen_and_ordered_by_the_caller() {
    let file = "title,level,pay\nCloud Architect,senior,70000\n";
    let ended = price(file, "--columns status,market_mid,RATIO").well();
    assert_eq!(ended.records()[0][3..], cells("market_status,market_mid,market_ratio"));
    assert_eq!(ended.records()[1][3..], cells("priced,65000.00,1.0769"));
    let ended = price(file, "--columns mid,pay_low --explain-pay").well();
    assert_eq!(
        ended.records()[0][3..],
        cells(
            "market_mid,pay_low,pay_high,pay_currency,pay_period,pay_months,pay_currency_from,pay_period_from,pay_annual"
        )
    );
    let refused = price(file, "--columns mid,wages");
    assert_eq!(refused.code, Some(2));
    let told = "no market column is called \"wages\"; there are role, city, level, match, match_score, grade, basis, currency, \
                period, low, mid, high, ratio, position, status, pay_low, pay_high, pay_currency, pay_period, pay_months, \
                pay_currency_from, pay_period_from";
    assert!(refused.said.contains(told), "{}", refused.said);
    let (help, _) = payband("price --help").streams();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("low, mid, high, ratio, position, status "), "{help}");
    for column in payband::payroll::MarketColumn::all() {
        let name = column.name().strip_prefix("market_").unwrap_or(column.name());
        let is_listed = help.split([' ', ',', ';', '.', ']']).any(|word| word == name);
        assert!(is_listed, "{name} is not in the help: {help}");
    }
    assert!(refused.out.is_empty());
}

/// Catches a file that was priced before and silently gets a second set of the same columns.
#[test]
fn columns_that_are_there_already_are_told() {
    let ended = price("title,level,market_mid\nCloud Architect,senior,1\n", "--columns mid").well();
    assert!(
        ended.said.contains("warning: the file has a column market_mid already: there will be two\n"),
        "{}",
        ended.said
    );
    assert_eq!(ended.records()[0], cells("title,level,market_mid,market_mid"));
}

/// Catches a format that rows cannot have, without an error.
#[test]
fn rows_have_the_format_of_the_file() {
    let file = "title,level,pay\nCloud Architect,senior,70000\n";
    for line in ["--format markdown", "-o out.txt", "-o out.md", "-o out.csv.gz", "-o out.pdf", "--format table"] {
        let sandbox = Sandbox::new();
        sandbox.write("in.csv", file);
        let (code, out, said) = sandbox.payband(&format!("price in.csv {line}")).fallible();
        assert_eq!((code, out.as_str()), (Some(2), ""), "{line}\n{said}");
        assert!(
            said.contains("rows come out as csv, tsv, jsonl, json or xlsx") && said.contains("hint: "),
            "{line}\n{said}"
        );
        assert_eq!(sandbox.files(), ["in.csv"]);
    }
    assert_eq!(price(file, "--format csv").well().out, price(file, "").well().out);
}

/// Catches a file that is called .tsv and has commas, or .csv and has tabs, and cells that are split on the way.
#[test]
fn the_format_asked_for_decides_the_delimiter() {
    let rows = "title,level,note\nCloud Architect,senior,\"a, b\"\n\"x\ty\",mid,\"say \"\"hi\"\"\"\n";
    let tabs = "title\tlevel\tnote\nCloud Architect\tsenior\ta, b\n\"x\ty\"\tmid\t\"say \"\"hi\"\"\"\n";
    // A cell keeps its quotes only where the new delimiter needs them.
    let from_tabs = rows.replace("\"x\ty\"", "x\ty");
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", rows).write("in.tsv", tabs);
    let columns = "--columns mid,status";
    let with = |text: &str, tab: char| {
        let added = [["market_mid", "market_status"], ["65000.00", "priced"], ["", "no-role-match"]];
        let lines = text.lines().zip(added).map(|(line, [mid, status])| format!("{line}{tab}{mid}{tab}{status}\n"));
        lines.collect::<String>()
    };
    for (from, line, expected) in [
        ("in.csv", "--format tsv", with(tabs, '\t')),
        ("in.csv", "--format csv", with(rows, ',')),
        ("in.csv", "", with(rows, ',')),
        ("in.tsv", "", with(tabs, '\t')),
        ("in.tsv", "--format tsv", with(tabs, '\t')),
        ("in.tsv", "--format csv", with(&from_tabs, ',')),
    ] {
        let (out, _) = sandbox.payband(&format!("-q price {from} {columns} {line}")).streams();
        assert_eq!(out, expected, "{from} {line}");
    }
    for (from, to, expected) in [
        ("in.csv", "out.tsv", with(tabs, '\t')),
        ("in.tsv", "out.csv", with(&from_tabs, ',')),
        ("in.tsv", "out.tsv", with(tabs, '\t')),
        ("in.tsv", "out", with(tabs, '\t')),
    ] {
        sandbox.payband(&format!("-q price {from} {columns} -o {to} --threads 2")).prints("");
        assert_eq!(sandbox.read(to), expected, "{from} -o {to}");
    }
    // Semicolons stay in a CSV, and a mapping has the delimiter asked for too.
    sandbox.write("semicolons.csv", "title;level\nCloud Architect;senior\n").write("cities.csv", "city\nShanghai\n");
    let (out, _) = sandbox.payband(&format!("-q price semicolons.csv {columns} --format csv")).streams();
    assert!(out.starts_with("title;level;market_mid;"), "{out}");
    let (out, _) = sandbox.payband("-q price cities.csv --format tsv").streams();
    assert!(out.starts_with("city\tmarket_city_id\t"), "{out}");
}
