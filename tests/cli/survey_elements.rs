//! `payband survey` and `price`: elements of pay with a bonus, pay after tax, pay by the day, and part-time pay.
//!
//! Would catch a bonus that is added in another unit, a blank bonus that counts as none, and pay of another basis among salaries.

use crate::sandbox::Sandbox;

/// The cells of columns, of each row.
fn cells(csv: &str, columns: &[&str]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at: Vec<usize> =
        columns.iter().map(|name| headers.iter().position(|header| header == *name).unwrap()).collect();
    let row = |row: csv::StringRecord| at.iter().map(|at| row[*at].to_owned()).collect::<Vec<_>>().join(" ");
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// A sandbox with the rows of `pay.csv`, each of which begins with a title.
fn sandbox(header: &str, rows: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new();
    let rows: String = rows.iter().map(|row| format!("Senior EHR Systems Engineer,{row}\n")).collect();
    sandbox.write("pay.csv", format!("title,{header}\n{rows}"));
    sandbox
}

const SURVEY: &str = "survey pay.csv --rule own --currency CNY --caveats";

/// `30K·13薪` with a bonus of 15 % of base salary.
#[test]
fn each_element_of_pay_includes_what_its_name_says() {
    let sandbox = sandbox("pay,Target bonus (%),Bonus paid (CNY)", &["30K·13薪,15,60000"; 3]);
    for (element, p50) in
        [("base", "360000"), ("guaranteed", "390000"), ("target-cash", "444000"), ("total-cash", "450000")]
    {
        let (printed, beside) = sandbox.payband(&format!("{SURVEY} --pay-element {element}")).streams();
        assert_eq!(cells(&printed, &["p50", "element"]), [format!("{p50}.00 {element}")]);
        let names_bonus = beside.contains("bonus");
        assert_eq!(names_bonus, element.ends_with("cash"), "{beside}");
        let (priced, _) = sandbox
            .payband(&format!("price pay.csv --currency CNY --columns pay_annual --pay-element {element}"))
            .streams();
        assert_eq!(cells(&priced, &["pay_annual"]), [p50; 3], "{element}");
    }
    // The words of the field are taken too.
    let (printed, _) = sandbox.payband(&format!("{SURVEY} --element target_cash")).streams();
    assert_eq!(cells(&printed, &["p50"]), ["444000.00"]);
}

#[test]
fn a_column_of_bonuses_is_found_by_its_header_in_four_languages() {
    for (header, element) in [
        ("Target bonus %", "target-cash"),
        ("目标奖金比例", "target-cash"),
        ("目標獎金（%）", "target-cash"),
        ("Zielbonus (Prozent)", "target-cash"),
        ("Prime cible (%)", "target-cash"),
        ("Bonus paid %", "total-cash"),
        ("实发奖金比例", "total-cash"),
        ("實發獎金（%）", "total-cash"),
        ("Ausgezahlter Bonus (%)", "total-cash"),
        ("Prime versée (%)", "total-cash"),
    ] {
        let sandbox = sandbox(&format!("pay,{header}"), &["30k CNY/month,10"; 3]);
        let (printed, _) = sandbox.payband(&format!("{SURVEY} --pay-element {element}")).streams();
        assert_eq!(cells(&printed, &["p50"]), ["396000.00"], "{header}");
        // The other element needs the other bonus.
        let other = if element == "target-cash" { "total-cash" } else { "target-cash" };
        let (code, _, error) = sandbox.payband(&format!("{SURVEY} --pay-element {other}")).fallible();
        assert_eq!(code, Some(1), "{header}");
        assert!(error.contains("hint: name it with --bonus-column"), "{header}: {error}");
    }
}

#[test]
fn a_blank_bonus_is_not_zero() {
    let rows = ["360000 CNY,10%", "360000 CNY,0", "360000 CNY,36000", "360000 CNY,", "360000 CNY,-", "360000 CNY,ask"];
    let sandbox = sandbox("pay,Target bonus", &rows);
    let (printed, beside) = sandbox.payband(&format!("{SURVEY} --pay-element target-cash")).streams();
    assert_eq!(cells(&printed, &["n", "p25", "p50"]), ["3 378000.00 396000.00"]);
    assert!(beside.contains("rows: 3 used, 1 unreadable-pay, 2 bonus-not-stated"), "{beside}");
    assert!(beside.contains("bonus-not-stated: a blank bonus is not known; 0 states that there is none"), "{beside}");
    let (priced, beside) = sandbox.payband("price pay.csv --pay-element target-cash --columns status").streams();
    let expected = ["priced", "priced", "priced", "bonus-not-stated", "bonus-not-stated", "unreadable-pay"];
    assert_eq!(cells(&priced, &["market_status"]), expected);
    assert!(beside.contains("2 bonus-not-stated, 1 unreadable-pay\nnote: bonus-not-stated: "), "{beside}");
}

#[test]
fn numbers_that_may_be_amounts_or_percentages_are_refused() {
    let sandbox = sandbox("pay,Target bonus", &["360000 CNY,10"; 3]);
    let (code, _, error) = sandbox.payband(&format!("{SURVEY} --pay-element target-cash")).fallible();
    assert_eq!(code, Some(1));
    assert!(error.contains("the numbers in \"Target bonus\" may be amounts, percentages or shares"), "{error}");
    for (unit, p50) in [("percent", "396000.00"), ("amount", "360010.00")] {
        let line = format!("{SURVEY} --pay-element target-cash --bonus-unit {unit}");
        assert_eq!(cells(&sandbox.payband(&line).streams().0, &["p50"]), [p50]);
    }
    let (code, _, error) = sandbox.payband(&format!("{SURVEY} --bonus-column 3")).fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("hint: add --pay-element target-cash or total-cash"), "{error}");
    // Texts that a database finds later may decide otherwise.
    let sandbox = self::sandbox("pay,Target bonus (%)", &["360000 CNY,0.1"; 3]);
    let (code, _, error) = sandbox.payband("survey pay.csv --pay-element target-cash --sql duckdb").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("with --sql the size of numbers does not decide the unit of bonuses"), "{error}");
    assert!(error.contains("hint: give --bonus-unit share, if 0.15 is 15 %"), "{error}");
}

/// Catches a bonus in another currency than the pay that is added as it is, and one that is left out without its reason.
#[test]
fn a_bonus_in_another_currency_is_converted_to_that_of_the_pay() {
    let rows = [
        "360000 CNY,USD 10k",
        "360000 CNY,\"CNY 36,000\"",
        "360000 CNY,$10k",
        "USD 50k,USD 10k",
        "360000 CNY,5000000 KRW",
    ];
    let sandbox = sandbox("pay,Target bonus", &rows);
    let line = format!("{SURVEY} --pay-element target-cash");
    let (printed, beside) = sandbox.payband(&line).streams();
    assert_eq!(cells(&printed, &["n"]), ["4"], "{beside}");
    assert!(beside.contains("rows: 4 used, 1 currency-without-rate"), "{beside}");
    let (steps, _) = sandbox.payband(&format!("{line} --explain")).streams();
    let of_bonus = "bonuses in USD to CNY at USD/CNY ";
    assert!(steps.contains(of_bonus) && steps.contains(",USD to CNY at USD/CNY "), "{steps}");
    // The rate of a bonus leads to the currency of the pay, whatever that of the answer is.
    let (steps, _) =
        sandbox.payband(&format!("{line} --explain").replace("--currency CNY", "--currency USD")).streams();
    assert!(steps.contains(of_bonus) && steps.contains(",CNY to USD at USD/CNY "), "{steps}");
    let (priced, beside) =
        sandbox.payband("price pay.csv --currency CNY --pay-element target-cash --columns pay_annual,status").streams();
    let annual = cells(&priced, &["pay_annual"]);
    assert_eq!(annual[0], annual[2]);
    let [converted, stated, in_dollars] = [0, 1, 3].map(|at| annual[at].parse::<f64>().unwrap());
    assert_eq!((stated, in_dollars), (396_000.0, 60_000.0));
    assert!((420_000.0..450_000.0).contains(&converted), "{converted}");
    assert_eq!(cells(&priced, &["market_status"])[4], "currency-without-rate");
    assert!(beside.contains("the pack has no rate for KRW"), "{beside}");
    // Counts keep what the steps tell.
    sandbox.payband("survey pay.csv --currency CNY --pay-element target-cash --partial pay.counts").streams();
    let (merged, _) = sandbox.payband("survey --merge pay.counts --rule own --explain").streams();
    assert!(merged.contains(of_bonus), "{merged}");
}

/// Catches a unit that the caller gives and that is not obeyed, and numbers that do not fit it and are used without a word.
#[test]
fn the_unit_of_bonuses_that_is_given_is_obeyed_and_unlikely_numbers_are_counted() {
    let warning = |rows: &str| {
        format!(
            "warning: the bonus of {rows} rows in the groups shown is read as below 1% or above 150% of base salary; --bonus-unit"
        )
    };
    for (header, numbers, unit, p50, unlikely) in [
        ("Target bonus (%)", ["0.15"; 6], "--bonus-unit percent", "360540.00", Some("6")),
        ("Target bonus (%)", ["0.15"; 6], "", "414000.00", None),
        ("Target bonus (%)", ["15"; 6], "--bonus-unit percent", "414000.00", None),
        ("Target bonus", ["2"; 6], "--bonus-unit share", "1080000.00", Some("6")),
        ("Target bonus (%)", ["15", "15", "15", "15", "0.15", "12%"], "", "414000.00", Some("fewer than 5")),
    ] {
        let rows: Vec<String> = numbers.iter().map(|number| format!("360000 CNY,{number}")).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let sandbox = sandbox(&format!("pay,{header}"), &rows);
        let line = format!("{SURVEY} --pay-element target-cash {unit}");
        let (printed, beside) = sandbox.payband(&line).streams();
        assert_eq!(cells(&printed, &["p50"]), [p50], "{header} {numbers:?} {unit}: {beside}");
        match unlikely {
            Some(rows) => assert!(beside.contains(&warning(rows)), "{beside}"),
            None => assert!(!beside.contains("read as below"), "{beside}"),
        }
        sandbox
            .payband(&format!("survey pay.csv --currency CNY --pay-element target-cash {unit} --partial pay.counts"))
            .streams();
        let (_, merged) = sandbox.payband("survey --merge pay.counts --rule own --caveats").streams();
        assert_eq!(merged.contains("read as below"), unlikely.is_some(), "{merged}");
        let (_, priced) =
            sandbox.payband(&format!("price pay.csv --pay-element target-cash {unit} --columns status")).streams();
        assert_eq!(priced.contains("is read as below 1% or above 150% of base salary"), unlikely.is_some(), "{priced}");
    }
}

/// A pack of target cash is not compared with base salary, unless that is asked for.
#[test]
fn without_a_column_of_bonuses_a_pack_of_target_cash_is_not_compared() {
    let sandbox = Sandbox::new();
    let rows: String = (0..5).map(|at| format!("Org{at},EHR Systems Engineer,36{at}000 CNY,10%\n")).collect();
    sandbox.write("pay.csv", format!("company,title,pay,Target bonus\n{rows}"));
    sandbox
        .payband("survey pay.csv --currency CNY --pay-element target-cash --effective 2026-07-01 --to-pack ours")
        .streams();
    sandbox.write("base.csv", "title,pay\nEHR Systems Engineer,360000 CNY\n");
    for line in ["price base.csv", "survey base.csv", "chart position base.csv"] {
        let (code, _, error) = sandbox.payband(&format!("--pack ours {line}")).fallible();
        assert_eq!(code, Some(1), "{line}: {error}");
        assert!(
            error.contains("the pay of the pack is target cash, and no column with target bonuses was found"),
            "{error}"
        );
        assert!(error.contains("hint: name it with --bonus-column; --pay-element base reads base salary"), "{error}");
    }
    let line = "--pack ours price base.csv --pay-element base --columns pay_annual";
    let (priced, beside) = sandbox.payband(line).streams();
    assert_eq!(cells(&priced, &["pay_annual"]), ["360000"]);
    assert!(beside.contains("warning: base salary is compared with target cash, another element of pay\n"), "{beside}");
}

/// Catches options of bonuses that do nothing in a file without titles.
#[test]
fn a_file_without_titles_has_bonuses_too() {
    let sandbox = Sandbox::new();
    sandbox.write("pay.csv", "pay,Target bonus\n360000 CNY,10\n");
    let line = "price pay.csv --salary-column pay --columns pay_annual";
    let (code, _, error) = sandbox.payband(&format!("{line} --pay-element target-cash")).fallible();
    assert_eq!(code, Some(1));
    assert!(error.contains("the numbers in \"Target bonus\" may be amounts, percentages or shares"), "{error}");
    let (printed, _) = sandbox.payband(&format!("{line} --pay-element target-cash --bonus-unit percent")).streams();
    assert_eq!(cells(&printed, &["pay_annual"]), ["396000"]);
    let (code, ..) = sandbox.payband(&format!("{line} --bonus-unit percent")).fallible();
    assert_eq!(code, Some(2));
}

/// Catches a search for the right option in a file with a column whose name says which.
#[test]
fn a_column_that_may_hold_the_bonuses_is_named() {
    let sandbox = sandbox("pay,Bonus", &["360000 CNY,50000"; 3]);
    let (code, _, error) = sandbox.payband(&format!("{SURVEY} --pay-element total-cash")).fallible();
    assert_eq!(code, Some(1));
    assert!(
        error.contains("there is a column \"Bonus\"; name it with --bonus-column Bonus if it holds bonuses paid\n"),
        "{error}"
    );
    let line = format!("{SURVEY} --pay-element total-cash --bonus-column Bonus");
    assert_eq!(cells(&sandbox.payband(&line).streams().0, &["p50"]), ["410000.00"]);
}

/// The element of a pack is that of the survey, and counts of another element are not added.
#[test]
fn a_pack_and_a_table_of_counts_keep_the_element() {
    let sandbox = Sandbox::new();
    let rows: String = (0..5).map(|at| format!("Org{at},EHR Systems Engineer,36{at}000 CNY,10%\n")).collect();
    sandbox.write("pay.csv", format!("company,title,pay,Target bonus\n{rows}"));
    let survey = "survey pay.csv --currency CNY --pay-element target-cash";
    sandbox.payband(&format!("{survey} --effective 2026-07-01 --to-pack ours")).streams();
    let table = std::fs::read_to_string(sandbox.path("ours/market_cells.csv")).unwrap();
    assert_eq!(cells(&table, &["element", "p50"]), ["target-cash 398200"]);
    sandbox.payband("pack check ours").streams();
    // The pack's element is compared: 396,000 with a market of 398,200.
    let (priced, beside) = sandbox.payband("--pack ours price pay.csv --columns pay_annual,mid").streams();
    assert!(beside.contains("; the target cash is compared with target cash; mid is P50\n"), "{beside}");
    assert_eq!(cells(&priced, &["pay_annual", "market_mid"])[0], "396000 398200.00");
    sandbox.payband(&format!("{survey} --partial cash.counts")).streams();
    let (merged, _) = sandbox.payband("survey --merge cash.counts").streams();
    assert_eq!(cells(&merged, &["p50", "element"]), ["398200.00 target-cash"]);
    sandbox.payband("survey pay.csv --currency CNY --partial base.counts").streams();
    let (code, _, error) = sandbox.payband("survey --merge cash.counts base.counts").fallible();
    assert_eq!(code, Some(1));
    assert!(error.contains("its element is \"base salary\""), "{error}");
}

#[test]
fn pay_after_tax_has_a_status_of_its_own() {
    let sandbox = sandbox("pay", &["300000 CNY", "320000 CNY", "340000 CNY", "税后25k/月", "25k CNY net", "ask Ann"]);
    let (_, beside) = sandbox.payband(SURVEY).streams();
    assert!(beside.contains("rows: 3 used, 1 unreadable-pay, 2 net-pay"), "{beside}");
    assert!(beside.contains("net-pay: pay after tax is not compared with pay before tax"), "{beside}");
    let (priced, beside) = sandbox.payband("price pay.csv --columns status").streams();
    let expected = ["priced", "priced", "priced", "net-pay", "net-pay", "unreadable-pay"];
    assert_eq!(cells(&priced, &["market_status"]), expected);
    assert!(beside.contains("note: net-pay: the pay is after tax, and the market's is before tax"), "{beside}");
}

#[test]
fn pay_by_the_day_is_no_salary_unless_it_is_asked_for() {
    let rows = ["20k CNY/month", "21k CNY/month", "22k CNY/month", "1000元/天", "150元/小时"];
    let sandbox = sandbox("pay", &rows);
    let (printed, beside) = sandbox.payband(SURVEY).streams();
    assert_eq!(cells(&printed, &["n", "p50"]), ["4 258000.00"]);
    assert!(beside.contains("rows: 4 used, 1 other-basis"), "{beside}");
    assert!(beside.contains("--include-daily uses it"), "{beside}");
    // 1,000 × 21.75 × 12 = 261,000; 150 × 8 × 21.75 × 12 = 313,200.
    let (printed, beside) = sandbox.payband(&format!("{SURVEY} --include-daily")).streams();
    assert_eq!(cells(&printed, &["n", "p50", "p75"]), ["5 261000.00 264000.00"]);
    assert!(!beside.contains("other-basis"), "{beside}");
    // A whole column by the day, too.
    let sandbox = self::sandbox("日薪（元）", &["1000", "1100", "1200"]);
    let (_, beside) = sandbox.payband(SURVEY).streams();
    assert!(beside.contains("3 other-basis"), "{beside}");
}

#[test]
fn part_time_pay_is_made_comparable_and_counted_or_left_out() {
    let sandbox = sandbox("pay,fte", &["100000 CNY,0.5", "210000 CNY,1", "190000 CNY,0.95", "220000 CNY,"]);
    let (printed, beside) = sandbox.payband(SURVEY).streams();
    assert_eq!(cells(&printed, &["n", "p50"]), ["4 205000.00"]);
    assert!(beside.contains("the pay of fewer than 5 rows in the groups shown is divided by their share"), "{beside}");
    let (printed, beside) = sandbox.payband(&format!("{SURVEY} --part-time drop")).streams();
    assert_eq!(cells(&printed, &["n", "p50"]), ["3 210000.00"]);
    assert!(beside.contains("rows: 3 used, 1 part-time"), "{beside}");
    assert!(beside.contains("the pay of fewer than 5 rows in the groups shown is divided by their share"), "{beside}");
    // Counts keep both.
    sandbox.payband("survey pay.csv --currency CNY --partial pay.counts").streams();
    let (merged, beside) = sandbox.payband("survey --merge pay.counts --rule own --caveats").streams();
    assert_eq!(cells(&merged, &["n", "p50"]), ["4 205000.00"]);
    assert!(beside.contains("the pay of fewer than 5 rows in the groups shown is divided by their share"), "{beside}");
}

#[test]
fn amounts_by_the_month_and_by_the_year_in_one_column_are_each_read_right() {
    let rows = ["25k/month", "28万", "30万/年", "2.6万/月", "¥310000 a year"];
    let sandbox = sandbox("pay", &rows);
    let (printed, beside) = sandbox.payband(SURVEY).streams();
    assert_eq!(cells(&printed, &["n", "p25", "p50", "p75"]), ["5 300000.00 300000.00 310000.00"], "{beside}");
    // Where no market tells what is usual, the amounts by the month tell it.
    let rows: String = (1..7).map(|at| format!("Baker,2{at}k/month\nBaker,2{at}万\n")).collect();
    sandbox.write("pay.csv", format!("title,薪资\n{rows}"));
    let (printed, beside) = sandbox.payband("survey pay.csv --rule own --by column:title --currency CNY").streams();
    assert_eq!(cells(&printed, &["n", "p25", "p50", "p75"]), ["12 237500.00 256000.00 279000.00"], "{beside}");
}

/// Would catch pay in yuan that is surveyed as dollars without a word, and a warning that tells how many people are how far.
#[test]
fn pay_that_is_nearer_the_market_in_the_currency_of_its_city_is_warned_of() {
    let sandbox = Sandbox::new();
    let rows: String =
        (0..8).map(|at| format!("Senior Software Engineer,Shanghai,{}\n", 250_000 + at * 50_000)).collect();
    sandbox.write("pay.csv", format!("title,city,base salary\n{rows}"));
    let (_, beside) = sandbox.payband("survey pay.csv --rule own").streams();
    let expected = "warning: pay is read as USD a year, and may be in CNY, in which most of it is nearer the market; if so, use \
                    --pay-currency CNY\n";
    assert!(beside.contains(expected), "{beside}");
    for stated in ["--pay-currency CNY", "--pay-currency USD"] {
        let (_, beside) = sandbox.payband(&format!("survey pay.csv --rule own {stated}")).streams();
        assert!(!beside.contains("may be in"), "{beside}");
    }
}
