//! `payband survey`: percentiles of a file, what is left out of them, and how each row ended.
//!
//! Would catch pay that can be told from a suppressed group, rows that are counted twice or not at all, and percentiles of
//! another method than the one that is named.

use crate::sandbox::Sandbox;

/// Pay of ten organisations, one row each, in thousands.
const TEN: [u32; 10] = [180, 195, 200, 210, 220, 240, 250, 265, 300, 420];

fn sandbox(rows: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("pay.csv", format!("company,title,city,base salary,months,department\n{rows}"));
    sandbox
}

fn ten_rows() -> String {
    let row = |(at, pay): (usize, &u32)| format!("Org{at},EHR Systems Engineer,Beijing,{pay}000 CNY,12,IT\n");
    TEN.iter().enumerate().map(row).collect()
}

/// The cells of columns, of each row.
fn cells(csv: &str, columns: &[&str]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at = |name: &&str| headers.iter().position(|header| header == *name).unwrap_or_else(|| panic!("no {name}"));
    let at: Vec<usize> = columns.iter().map(at).collect();
    reader
        .records()
        .map(|row| at.iter().map(|at| row.as_ref().unwrap()[*at].to_owned()).collect::<Vec<_>>().join(" "))
        .collect()
}

const PERCENTILES: [&str; 5] = ["p10", "p25", "p50", "p75", "p90"];

#[test]
fn ten_rows_have_percentiles_by_each_method_and_an_interval() {
    let sandbox = sandbox(&ten_rows());
    for (method, expected) in [
        ("r7", "193500.00 202500.00 230000.00 261250.00 312000.00"),
        ("r6", "181500.00 198750.00 230000.00 273750.00 408000.00"),
        ("r1", "180000.00 200000.00 220000.00 265000.00 300000.00"),
        ("r2", "187500.00 200000.00 230000.00 265000.00 360000.00"),
    ] {
        let (printed, _) =
            sandbox.payband(&format!("survey pay.csv --currency CNY --percentile-method {method}")).streams();
        assert_eq!(cells(&printed, &PERCENTILES), [expected], "{method}");
    }
    let (printed, _) = sandbox.payband("survey pay.csv --currency CNY").streams();
    let interval = ["mean", "p50_ci_low", "p50_ci_high", "ci_coverage", "rhw_pct", "certainty", "state"];
    assert_eq!(cells(&printed, &interval), ["248000.00 195000.00 300000.00 0.978516 22.8261 C survey"]);
    assert_eq!(cells(&printed, &["n", "organisations", "largest_share_pct", "element"]), ["10 10 10 base"]);
}

/// Three of the five rows of the worked example, aged to a day of the plan year 2027.
#[test]
fn a_plan_year_gives_the_day_to_which_pay_is_aged() {
    let sandbox = Sandbox::new();
    let rows = [("2025-07-01", 300), ("2026-01-01", 320), ("2026-07-01", 310)];
    let rows: String = rows.iter().map(|(day, pay)| format!("EHR Systems Engineer,{pay}000 CNY,{day}\n")).collect();
    sandbox.write("pay.csv", format!("title,base salary,day\n{rows}"));
    let line = "survey pay.csv --rule own --currency CNY --date-column day --ageing-rate 8.2% --max-age 36 --caveats";
    for (words, day) in [("--lead", "2027-12-31"), ("--lead-lag", "2027-07-01"), ("--lag", "2027-01-01")] {
        let (printed, beside) = sandbox.payband(&format!("{line} {words} 2027")).streams();
        let (same, _) = sandbox.payband(&format!("{line} --on {day}")).streams();
        assert_eq!(printed, same, "{words}");
        assert!(beside.contains(&format!("each row aged from its date to {day} at 8.2% a year")), "{beside}");
    }
    let (printed, _) = sandbox.payband(&format!("{line} --lag 2027")).streams();
    assert_eq!(cells(&printed, &["p50", "effective"]), ["337646.42 2027-01-01"]);
    for (words, expected) in [("--lead 2027 --on 2027-01-01", "cannot be used with"), ("--lead soon", "2030")] {
        let (code, _, error) = sandbox.payband(&format!("{line} {words}")).fallible();
        assert_eq!(code, Some(2));
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_group_that_could_tell_pay_is_suppressed_in_every_format() {
    let sandbox = sandbox("A,EHR Systems Engineer,,311000 CNY,12,IT\nB,EHR Systems Engineer,,322000 CNY,12,IT\n");
    for format in ["csv", "tsv", "json", "jsonl", "markdown", "table"] {
        let (printed, beside) =
            sandbox.payband(&format!("survey pay.csv --currency CNY -f {format} --caveats")).streams();
        for pay in ["311", "322", "316"] {
            assert!(!printed.contains(pay) && !beside.contains(pay), "{format}: {printed}{beside}");
        }
        assert!(printed.contains("few-rows") && printed.contains("<5"), "{format}: {printed}");
    }
    let (printed, beside) = sandbox.payband("survey pay.csv --organisation-column none").streams();
    assert_eq!(cells(&printed, &["state", "reason"]), ["suppressed organisations-unknown"]);
    assert!(beside.contains("--rule own is for an employer's own pay"), "{beside}");
}

#[test]
fn every_row_ends_in_one_status() {
    let more = "A,Nurse,Beijing,300000 CNY,12,IT\nB,EHR Systems Engineer,Atlantis,1000 CNY,12,IT\n,,,,,\n合计,,,,,\n\
                C,EHR Systems Engineer,Beijing,negotiable,12,IT\nD,EHR Systems Engineer,Beijing,from 30k CNY,12,IT\n\
                E,EHR Systems Engineer,Beijing,5000000 KRW,12,IT\n";
    let sandbox = sandbox(&(ten_rows() + more));
    let (_, beside) = sandbox.payband("survey pay.csv --by role,city --caveats").streams();
    let rows = "rows: 10 used, 1 pay-not-stated, 1 open-ended-pay, 1 currency-without-rate, 1 no-role-match, 1 unknown-city, \
                1 total-row, 1 blank-row";
    assert!(beside.contains(rows), "{beside}");
    // Without the city in the groups, its row is used.
    let (_, beside) = sandbox.payband("survey pay.csv --by role --caveats").streams();
    assert!(beside.contains("rows: 11 used") && !beside.contains("unknown-city"), "{beside}");
}

#[test]
fn groups_by_a_column_take_the_text_of_the_file() {
    let sandbox = sandbox(&ten_rows());
    let (printed, _) = sandbox.payband("survey pay.csv --by column:department --currency CNY").streams();
    assert_eq!(cells(&printed, &["department", "n"]), ["IT 10"]);
    let (code, _, error) = sandbox.payband("survey pay.csv --by salary-band").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("no column is called \"salary-band\"") && error.contains("\"department\""), "{error}");
}

#[test]
fn equal_rows_are_people_unless_they_are_ads() {
    let ads = "A,EHR Systems Engineer,Beijing,20-30k CNY/month,14,IT\n".repeat(3) + &ten_rows();
    let sandbox = sandbox(&ads);
    let n = |line: &str| cells(&sandbox.payband(line).streams().0, &["n", "n_raw"]).join("");
    assert_eq!(n("survey pay.csv --rule own"), "13 13");
    assert_eq!(n("survey pay.csv --rule own --population posted"), "11 13");
    assert_eq!(n("survey pay.csv --rule own --duplicates drop"), "11 13");
}

#[test]
fn the_pay_of_a_row_is_aged_from_its_own_date() {
    let sandbox = Sandbox::new();
    let rows = [("2025-07-01", 300), ("2026-01-01", 320), ("2026-07-01", 310), ("2026-10-01", 350)];
    let rows: String = rows.iter().map(|(day, pay)| format!("EHR Systems Engineer,{pay}000 CNY,{day}\n")).collect();
    sandbox.write(
        "pay.csv",
        format!(
            "title,base salary,day\n{rows}EHR Systems Engineer,280000 CNY,2024-10-01\nEHR Systems Engineer,1 CNY,\n"
        ),
    );
    let line = "survey pay.csv --rule own --currency CNY --date-column day --on 2027-01-01 --ageing-rate 8.2%";
    let (printed, beside) = sandbox.payband(&format!("{line} --max-age 36 --caveats")).streams();
    assert_eq!(cells(&printed, &["p50", "effective"]), ["337646.42 2027-01-01"]);
    assert!(beside.contains("rows: 5 used, 1 unknown-date"), "{beside}");
    let (printed, _) = sandbox.payband(&format!("{line} --max-age 36 --ageing simple")).streams();
    assert_eq!(cells(&printed, &["p50"]), ["337908.60"]);
    let (_, beside) = sandbox.payband(&format!("{line} --caveats")).streams();
    assert!(beside.contains("rows: 4 used, 1 too-old, 1 unknown-date"), "{beside}");
}

#[test]
fn posted_ranges_have_medians_of_their_ends_and_percentiles_of_their_middles() {
    let ranges = ["15-25", "20-30", "18-28", "25-40", "30-50", "12-20", "20-35", "22-32", "16-24", "35-60", "28-45"];
    let rows: String = ranges
        .iter()
        .enumerate()
        .map(|(at, range)| format!("O{at},EHR Systems Engineer,Beijing,{range}k CNY/month,12,IT\n"))
        .collect();
    let sandbox = sandbox(&rows);
    let (printed, _) = sandbox.payband("survey pay.csv --population posted --currency CNY").streams();
    assert_eq!(cells(&printed, &["posted_low_median", "posted_high_median"]), ["240000.00 384000.00"]);
    assert_eq!(cells(&printed, &PERCENTILES), ["240000.00 258000.00 324000.00 414000.00 480000.00"]);
    assert_eq!(cells(&printed, &["element", "population"]), ["guaranteed posted"]);
}

#[test]
fn organisations_can_count_the_same() {
    let pay: [&[u32]; 5] =
        [&[120, 130, 128, 131, 122], &[110, 116, 118, 122], &[98, 112, 116], &[153, 115], &[117, 117]];
    let row = |(at, pay): (usize, &u32)| format!("Org{at},EHR Systems Engineer,Beijing,{pay}000 CNY,12,IT\n");
    let rows: String =
        pay.iter().enumerate().flat_map(|(at, all)| all.iter().map(move |pay| (at, pay))).map(row).collect();
    let sandbox = sandbox(&rows);
    let (printed, beside) = sandbox.payband("survey pay.csv --currency CNY --caveats").streams();
    assert_eq!(cells(&printed, &["reason"]), ["largest-share"], "5 of 16 are more than a quarter");
    assert!(beside.contains("--weight organisation"), "{beside}");
    let (printed, _) = sandbox.payband("survey pay.csv --currency CNY --weight organisation").streams();
    assert_eq!(cells(&printed, &["largest_share_pct", "weighting", "method", "state"]), ["20 organisation r2 survey"]);
    let (code, _, error) =
        sandbox.payband("survey pay.csv --weight organisation --organisation-column none").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("--organisation-column"), "{error}");
}

#[test]
fn far_pay_of_a_suppressed_group_is_not_counted_beside_the_others() {
    let far = "Org0,Data Scientist,Beijing,99000000 CNY,12,IT\nOrg1,Data Scientist,Beijing,98000000 CNY,12,IT\n\
               Org2,Cloud Architect,Beijing,97000000 CNY,12,IT\nOrg3,Cloud Architect,Beijing,96000000 CNY,12,IT\n";
    let sandbox = sandbox(&(ten_rows() + far));
    let (printed, beside) = sandbox.payband("survey pay.csv --currency CNY --caveats").streams();
    assert_eq!(cells(&printed, &["n", "state"]), ["10 survey", "<5 suppressed", "<5 suppressed"]);
    assert!(!beside.contains("far from"), "{beside}");
}

/// Would catch an exact number of few people, and a number that its noun or verb does not fit.
#[test]
fn few_people_with_far_pay_are_not_counted_exactly() {
    let far = |people: usize| -> String {
        let row = |at| format!("Far{at},EHR Systems Engineer,Beijing,{}000000 CNY,12,IT\n", 90 + at);
        (0..people).map(row).collect()
    };
    for (people, outliers, expected) in [
        (1, "flag", "fewer than 5 people have pay far from that of their role and level; it is used (--outliers)"),
        (4, "drop", "fewer than 5 people have pay far from that of their role and level; it is left out (--outliers)"),
        (5, "flag", "warning: 5 people have pay far from that of their role and level; it is used (--outliers)"),
    ] {
        let sandbox = sandbox(&(ten_rows().repeat(2) + &far(people)));
        let line = format!("survey pay.csv --currency CNY --outliers {outliers} --caveats");
        let (_, beside) = sandbox.payband(&line).streams();
        assert!(beside.contains(expected), "{people}: {beside}");
    }
}

#[test]
fn an_employer_is_told_that_small_groups_give_pay_away() {
    let sandbox = sandbox(&ten_rows().lines().take(3).map(|line| format!("{line}\n")).collect::<String>());
    let warning = "the pay of each person can be calculated from the figures of three or four people";
    assert!(sandbox.payband("survey pay.csv --rule own").streams().1.contains(warning));
    sandbox.write("pay.csv", format!("company,title,city,base salary,months,department\n{}", ten_rows()));
    assert!(!sandbox.payband("survey pay.csv --rule own").streams().1.contains(warning));
}

/// Catches an employer that is written in several ways and counts as several, which would show the pay of its people.
#[test]
fn spellings_of_an_employer_are_one_organisation() {
    let row = |name: &str, pay: u32| format!("{name},EHR Systems Engineer,Beijing,{pay}000 CNY,12,IT\n");
    let rows: String = ["Acme", "ACME", "acme ", "aC  me", "ac me", "Beta"]
        .iter()
        .zip(200..)
        .map(|(name, pay)| row(name, pay))
        .collect();
    let sandbox = sandbox(&rows);
    let (printed, _) = sandbox.payband("survey pay.csv --currency CNY").streams();
    assert_eq!(cells(&printed, &["state", "reason"]), ["suppressed few-organisations"]);
}

/// Catches repeats that are kept where rows are aged and no column names organisations.
#[test]
fn whole_rows_that_repeat_are_left_out_with_dates_too() {
    let sandbox = Sandbox::new();
    let row = |pay: u32| format!("EHR Systems Engineer,{pay}000 CNY,2025-06-30\n");
    let rows: String = [200, 210, 220, 220, 220, 230].map(row).concat();
    sandbox.write("pay.csv", format!("title,base salary,as of\n{rows}"));
    let line = "survey pay.csv --currency CNY --rule own --duplicates drop --date-column 'as of'";
    for ageing in ["", " --on 2025-12-31 --ageing-rate 5%"] {
        let (printed, _) = sandbox.payband(&format!("{line}{ageing}")).streams();
        assert_eq!(cells(&printed, &["n"]), ["4"], "{ageing}");
    }
}

/// Catches a number of people that no row stands for, and sums that wrap around.
#[test]
fn a_headcount_beyond_reason_is_not_read() {
    let sandbox = Sandbox::new();
    let rows = "EHR Systems Engineer,200000 CNY,18446744073709551615\nEHR Systems Engineer,210000 CNY,1000000001\n\
                EHR Systems Engineer,220000 CNY,1000000000\n";
    sandbox.write("pay.csv", format!("title,base salary,people\n{rows}"));
    let (printed, said) =
        sandbox.payband("survey pay.csv --currency CNY --rule own --headcount-column people --caveats").streams();
    assert_eq!(cells(&printed, &["n"]), ["1000000000"], "{said}");
    assert!(said.contains("2 unreadable-headcount"), "{said}");
}

/// Catches pay that is compared with that of all levels where rows are not grouped by them: that of juniors and seniors together
/// spreads so much that nothing is far from it.
#[test]
fn far_pay_is_far_from_that_of_its_role_and_level_whatever_rows_are_grouped_by() {
    let row = |company: u32, level: &str, pay: u32| {
        format!("Org{company},{level} EHR Systems Engineer,Beijing,{pay}000 CNY,12,IT\n")
    };
    let mut rows: String = (0..12).map(|at| row(at, "Junior", 100 + at) + &row(at, "Senior", 900 + at)).collect();
    rows += &row(12, "Junior", 905);
    // The pay of a level with few people, or of nobody's level, is compared with that of the role.
    rows += &(row(13, "Principal", 905) + &row(14, "", 905));
    let sandbox = sandbox(&rows);
    // By level, the one principal is hidden, and with him the numbers of the others.
    for (by, groups) in [("role", "26"), ("city", "26"), ("column:department", "26"), ("role,level", "  ")] {
        let line = format!("survey pay.csv --currency CNY --by {by} --outliers drop --caveats");
        let (printed, beside) = sandbox.payband(&line).streams();
        assert!(beside.contains("1 outlier"), "{by}: {beside}");
        assert_eq!(cells(&printed, &["n"]).join(" "), groups, "{by}: {printed}");
    }
    sandbox.payband("survey pay.csv --currency CNY --partial pay.counts").streams();
    let (printed, _) = sandbox.payband("survey --merge pay.counts --outliers drop").streams();
    assert_eq!(cells(&printed, &["n"]), ["26"]);
}

/// Would catch a P50 that hides how much far pay moves it, and one of people who are too few to be shown.
#[test]
fn p50_is_told_with_and_without_far_pay() {
    let far = "Far0,EHR Systems Engineer,Beijing,1500000 CNY,12,IT\nFar1,EHR Systems Engineer,Beijing,99999999999 CNY,12,IT\n";
    let sandbox = sandbox(&(ten_rows() + far));
    let columns = ["p50", "p50_with_outliers", "p50_without_outliers"];
    for (outliers, expected) in [
        ("flag", "245000.00 245000.00 230000.00"),
        ("drop", "230000.00 245000.00 230000.00"),
        ("winsorise", "245000.00 245000.00 230000.00"),
    ] {
        let (printed, beside) =
            sandbox.payband(&format!("survey pay.csv --currency CNY --outliers {outliers}")).streams();
        assert_eq!(cells(&printed, &columns), [expected], "{outliers}");
        let moved = "(--outliers); P50 of EHR Systems Engineer is 245,000 with it and 230,000 without\n";
        assert!(beside.contains(moved), "{outliers}: {beside}");
    }
    let (printed, _) = sandbox.payband("survey pay.csv --currency CNY --round 2").streams();
    assert_eq!(cells(&printed, &columns), ["250000.00 250000.00 230000.00"]);
    let (printed, _) = sandbox.payband("survey pay.csv --currency CNY --explain").streams();
    assert_eq!(cells(&printed, &["step", "mid"])[7..9], ["P50 with them 245000.00", "P50 without them 230000.00"]);

    // Without far pay both are P50, and no sentence tells so.
    sandbox.write("pay.csv", format!("company,title,city,base salary,months,department\n{}", ten_rows()));
    let (printed, beside) = sandbox.payband("survey pay.csv --currency CNY").streams();
    assert_eq!(cells(&printed, &columns), ["230000.00 230000.00 230000.00"]);
    assert!(!beside.contains("P50"), "{beside}");

    // Five people may be shown, and four of them may not.
    let five: String = (0..5)
        .map(|at| format!("Org{at},EHR Systems Engineer,Xi'an,{}000 CNY,12,IT\n", [200, 210, 220, 230, 99_999][at]))
        .collect();
    sandbox.write("pay.csv", format!("company,title,city,base salary,months,department\n{}{five}", ten_rows()));
    let (printed, _) = sandbox.payband("survey pay.csv --currency CNY --by city").streams();
    assert_eq!(cells(&printed, &columns)[1], "220000.00 220000.00 ");
}

/// Would catch tails that say little and are printed without a word, and a rounded number that is said to be too small and is not.
#[test]
fn tails_of_few_people_are_told_to_be_uncertain() {
    let line = "survey pay.csv --rule own --currency CNY --caveats";
    for (people, round, n, said) in [
        (35, "", "35", true),
        (36, "", "36", false),
        // 32 people at most are printed as 30, and 37 as 35.
        (32, " --round 3", "30", true),
        (33, " --round 3", "35", false),
        (37, " --round 3", "35", false),
    ] {
        let row = |at: usize| format!("Org{at},EHR Systems Engineer,Beijing,{}000 CNY,12,IT\n", 200 + at);
        let (printed, beside) =
            sandbox(&(0..people).map(row).collect::<String>()).payband(&format!("{line}{round}")).streams();
        assert_eq!(cells(&printed, &["n"]), [n], "{people}");
        let note = "P10 and P90 of 1 group are uncertain: fewer than 36 people give no 95% interval of them";
        assert_eq!(beside.contains(note), said, "{people}{round}: {beside}");
    }
}

/// Would catch months a year that are taken for granted without a word.
#[test]
fn rows_that_do_not_state_their_months_are_told() {
    let sandbox = Sandbox::new();
    let ads = |stated: usize, all: usize| -> String {
        let row = |at: usize| {
            format!("O{at},EHR Systems Engineer,{}-{}K{}\n", 15 + at, 25 + at, if at < stated { "·14薪" } else { "" })
        };
        "company,title,pay\n".to_owned() + &(0..all).map(row).collect::<String>()
    };
    let line = "survey ads.csv --population posted --currency CNY --caveats";
    for (stated, all, pct, said) in [
        (
            5,
            12,
            "41.6667",
            "warning: 58% of the rows with pay by the month in the groups shown do not state how many months are paid a year; \
             12 are taken",
        ),
        (
            39,
            40,
            "97.5",
            "note: 3% of the rows with pay by the month in the groups shown do not state how many months are paid a year; \
             12 are taken",
        ),
    ] {
        sandbox.write("ads.csv", ads(stated, all));
        let (printed, beside) = sandbox.payband(line).streams();
        assert_eq!(cells(&printed, &["months_stated_pct"]), [pct]);
        assert!(beside.contains(said), "{beside}");
    }
    // The exact share would tell the number of rows of a small group.
    sandbox.write("ads.csv", ads(5, 12));
    let (printed, beside) = sandbox.payband(&format!("{line} --round 3")).streams();
    assert_eq!(cells(&printed, &["n", "months_stated_pct"]), ["10 "]);
    assert!(beside.contains("warning: 50% of the rows with pay by the month"), "{beside}");
    sandbox.write("ads.csv", ads(12, 12));
    for (more, pct) in [("", "100"), (" --pay-element base", "")] {
        let (printed, beside) = sandbox.payband(&format!("{line}{more}")).streams();
        assert_eq!(cells(&printed, &["months_stated_pct"]), [pct], "{more}");
        assert!(!beside.contains("months are paid a year"), "{beside}");
    }
    // Whole numbers by the month state none.
    let rows: String = (0..6).map(|at| format!("O{at},EHR Systems Engineer,{}\n", 20_000 + at)).collect();
    sandbox.write("ads.csv", format!("company,title,monthly pay (CNY)\n{rows}"));
    let (printed, beside) = sandbox.payband(line).streams();
    assert_eq!(cells(&printed, &["months_stated_pct", "p50"]), ["0 240030.00"]);
    assert!(beside.contains("100% of the rows with pay by the month"), "{beside}");
}

/// Would catch the pay of interns among that of a role, and the total of a file as the pay of a person.
#[test]
fn interns_and_totals_are_not_in_the_pay_of_others() {
    let more = "A,EHR Systems Engineer intern,Beijing,60000 CNY,12,IT\n合计,,,2480000 CNY,,\n,,,,,\n";
    let sandbox = sandbox(&(ten_rows() + more));
    for by in ["role", "column:department", "city"] {
        let (printed, beside) =
            sandbox.payband(&format!("survey pay.csv --currency CNY --by {by} --caveats")).streams();
        assert_eq!(cells(&printed, &["n", "p50"]), ["10 230000.00"], "{by}");
        let rows =
            if by == "city" { "rows: 10 used, 1 intern" } else { "rows: 10 used, 1 intern, 1 total-row, 1 blank-row" };
        assert!(beside.contains(rows) && beside.contains("1 total-row, 1 blank-row"), "{by}: {beside}");
    }
    let (printed, _) =
        sandbox.payband("survey pay.csv --currency CNY --by role,level --default-level mid --rule own").streams();
    assert_eq!(cells(&printed, &["level", "n"]), ["Intern <5", "Mid 10"]);
    // The level of its own column tells it, too.
    sandbox
        .write("pay.csv", "title,level,base salary (CNY)\nData Scientist,Intern,60000\nData Scientist,Senior,300000\n");
    let (_, beside) = sandbox.payband("survey pay.csv --rule own --caveats").streams();
    assert!(beside.contains("rows: 1 used, 1 intern"), "{beside}");
    let (code, _, error) = sandbox.payband("survey pay.csv --by role,role").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("--by names \"role\" twice"), "{error}");
}

/// Would catch a level of few people that is compared with other roles, where its own role has enough.
#[test]
fn far_pay_of_a_small_level_is_far_from_that_of_its_role() {
    let row = |at: usize, title: &str, pay: u32| format!("Org{at},{title},Beijing,{pay}000 CNY,12,IT\n");
    let mids: String = (0..12).map(|at| row(at, "Mid EHR Systems Engineer", 200 + 5 * at as u32)).collect();
    let seniors: String =
        (0..6).map(|at| row(at, "Senior EHR Systems Engineer", [240, 250, 255, 260, 265, 900][at])).collect();
    let others: String = (0..12).map(|at| row(at, "Senior Cloud Architect", 100 * (at as u32 + 1))).collect();
    let sandbox = sandbox(&(mids + &seniors + &others));
    let (printed, _) =
        sandbox.payband("survey pay.csv --currency CNY --by role,level --outliers drop --rule own").streams();
    assert_eq!(cells(&printed, &["level", "n", "n_raw"])[..2], ["Mid 12 12", "Senior 5 6"]);
}

/// Would catch rows that are all of an unknown level where the pack knows none.
#[test]
fn levels_of_a_pack_without_levels_are_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("pay.csv", "title,level,pay\nSWE,Senior,150000\n");
    sandbox
        .payband("--pack us-oews-2025 survey pay.csv --by role,level --rule own")
        .fails("error: --by level: the pack has no levels\nhint: --by column:HEADER groups by the file's own levels\n");
    let line = "-q --pack us-oews-2025 survey pay.csv --by role,column:level --rule own -f csv";
    assert!(sandbox.payband(line).streams().0.contains("Senior"));
}

/// Catches a column of units that is taken for the employers of the rows, because its header may mean both, and what is doubtful about
/// the columns of pay and is not said.
#[test]
fn a_column_of_units_names_no_employers() {
    let sandbox = Sandbox::new();
    let rows: String = ["元/月", "元/年", "元/天", "元/小时", "元/周"]
        .iter()
        .map(|unit| format!("软件工程师,上海,3000,{unit}\n"))
        .collect();
    sandbox.write("pay.csv", format!("职位,城市,总收入,单位\n{rows}"));
    let (printed, said) = sandbox.payband("survey pay.csv --by role --include-daily").streams();
    assert_eq!(cells(&printed, &["state", "reason"]), ["suppressed organisations-unknown"], "{printed}");
    assert!(!said.contains("organisation from"), "{said}");
    assert!(said.contains("warning: \"总收入\" may hold more than the base salary that is compared"), "{said}");
}
