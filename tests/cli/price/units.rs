//! In which unit pay without one is read, and the warnings about implausible pay.

use super::{Ended, price, price_in};
use crate::sandbox::Sandbox;

/// Prices a file whose rows are at mid level, with how pay was read.
pub(super) fn explained(file: &str) -> Ended {
    price(file, "--default-level mid --explain-pay").well()
}

/// How the pay of each row was read: `low high currency period`.
pub(super) fn read(ended: &Ended) -> Vec<String> {
    let rows = ended.records().len() - 1;
    (0..rows).map(|row| ended.cells(row, "pay_low,pay_high,pay_currency,pay_period").join(" ")).collect()
}

/// The line that says how pay without a unit is read.
fn unit_said(ended: &Ended) -> &str {
    let begins = "note: pay without a unit is read as ";
    let said =
        ended.said.lines().find_map(|line| line.strip_prefix(begins)).unwrap_or_else(|| panic!("{}", ended.said));
    // What is said of the months paid a year has a test of its own.
    said.find(" it. ").map_or(said, |at| &said[..at + " it".len()])
}

/// Catches job ads of which some rows are read as pay a year, and others as pay a month.
#[test]
fn one_column_is_read_one_way() {
    for (file, expected, said) in [
        (
            "职位,城市,薪资\n数据科学家,北京,1-1.5万\n软件工程师,上海,8千-1.2万\n数据科学家,上海,2-2.5万·13薪\n",
            ["10000 15000 CNY month", "8000 12000 CNY month", "20000 25000 CNY month"].as_slice(),
            "CNY a month: 1 of 3 amounts says so; median ratio 0.29. --pay-currency, --pay-period change it",
        ),
        (
            "职位,城市,薪资\n数据科学家,北京,15-25K\n数据科学家,上海,20-35K·14薪\n软件工程师,北京,12-18K\n",
            &["15000 25000 CNY month", "20000 35000 CNY month", "12000 18000 CNY month"],
            "CNY a month: 1 of 3 amounts says so; median ratio 0.46. --pay-currency, --pay-period change it",
        ),
        (
            "职位,薪资,城市\n软件工程师,10-15k,上海\n软件工程师,12-30k·13薪,上海\n软件工程师,10k以上,上海\n软件工程师,6-8千,上海\n",
            &["10000 15000 CNY month", "12000 30000 CNY month", "10000  CNY month", "6000 8000 CNY month"],
            "CNY a month: 1 of 4 amounts says so; median ratio 0.29. --pay-currency, --pay-period change it",
        ),
        (
            "职位名,薪资范围,位置,workYear\nJava开发工程师,15k-18k,上海,3-5年\n",
            &["15000 18000 CNY month"],
            "CNY a month: the notation says so; median ratio 0.39. --pay-currency, --pay-period change it",
        ),
        // A range in 万 that is plausible only as pay a year.
        (
            "职位,城市,薪资\n数据科学家,北京,20-30万\n数据科学家,上海,25-35万\n",
            &["200000 300000 CNY year", "250000 350000 CNY year"],
            "CNY a year: the notation says so; median ratio 0.53. --pay-currency, --pay-period change it",
        ),
        // Ads by the day do not decide for ads that are plausible by the month, as they are written.
        (
            "职位,城市,薪资\n数据科学家,北京,300-500元/天\n软件工程师,上海,25K\n软件工程师,上海,2-3万\n",
            &["300 500 CNY day", "25000 25000 CNY month", "20000 30000 CNY month"],
            "CNY a month: 1 of 3 amounts says CNY, the notation says a month; median ratio 0.58. --pay-currency, --pay-period change it",
        ),
        // A Chinese city is no evidence that a number without a unit is in yuan.
        (
            "Job Title,City,Salary\nData Scientist,上海,60000\n",
            &["60000 60000 USD year"],
            "USD a year: nothing in the file says otherwise; median ratio 0.82. --pay-currency, --pay-period change it",
        ),
    ] {
        let ended = explained(file);
        assert_eq!(read(&ended), expected, "{file}");
        assert_eq!(unit_said(&ended), said);
    }
}

/// Catches 万 that takes the currency of a column in which nothing else is Chinese, and a stated currency that 万 overrides.
#[test]
fn units_of_one_currency_hold_in_a_column_of_another() {
    let rows = "Data Scientist,Beijing,60000\n".repeat(40);
    let pays = ["4w/月", "4w每月", "30w/年", "1.5-2w·14薪", "4万", "15-30K·14薪", "5 lakh"];
    let cells: String = pays.iter().map(|pay| format!("Data Scientist,Beijing,{pay}\n")).collect();
    let all = |ended: &Ended| read(ended).split_off(40);
    let file = |header: &str| format!("title,city,{header}\n{rows}{cells}");
    // Fewer than a tenth of the amounts, so that they do not decide for the others.
    let few = file("salary").replace(&rows, &rows.repeat(3));
    let ended = explained(&few);
    assert!(unit_said(&ended).starts_with("USD a year: nothing in the file says otherwise"), "{}", ended.said);
    assert_eq!(
        read(&ended).split_off(120),
        [
            "40000 40000 CNY month",
            "40000 40000 CNY month",
            "300000 300000 CNY year",
            "15000 20000 CNY month",
            "40000 40000 CNY year",
            "15000 30000 CNY month",
            "500000 500000 INR year",
        ]
    );
    let from: Vec<String> = (120..127).map(|row| ended.cells(row, "pay_currency_from").join("")).collect();
    assert_eq!(from, ["notation"; 7]);
    let in_dollars = ["USD"; 7];
    let currencies = |ended: &Ended| -> Vec<String> {
        all(ended).iter().map(|read| read.split(' ').nth(2).unwrap().to_owned()).collect()
    };
    assert_eq!(currencies(&explained(&file("salary (USD)"))), in_dollars);
    let flag = price(file("salary"), "--default-level mid --explain-pay --pay-currency USD").well();
    assert_eq!(currencies(&flag), in_dollars);
}

/// Catches a unit in a header that is ignored: a sign, a code, a period in any notation.
#[test]
fn a_header_says_the_unit_of_what_stands_under_it() {
    for (header, pay, expected, status) in [
        ("Salary (£)", "60000", "60000 60000 GBP year", "currency-without-rate"),
        ("Salary (INR)", "60000", "60000 60000 INR year", "currency-without-rate"),
        ("Salary/hr", "48", "48 48 USD hour", "priced"),
        ("Salary (USD/month)", "5000", "5000 5000 USD month", "priced"),
        ("Hourly rate", "48", "48 48 USD hour", "priced"),
        ("Yearly_brutto_salary_EUR", "60000", "60000 60000 EUR year", "currency-without-rate"),
        ("薪资/月", "30000", "30000 30000 CNY month", "priced"),
        ("薪资（元/天）", "1500", "1500 1500 CNY day", "priced"),
        ("年薪(万元)", "45", "450000 450000 CNY year", "priced"),
        ("Biweekly pay", "2400", "2400 2400 USD two-weeks", "priced"),
        ("Semi-monthly pay", "2600", "2600 2600 USD half-month", "priced"),
    ] {
        let ended = explained(&format!("职位,{header}\n数据科学家,{pay}\n"));
        assert_eq!(read(&ended), [expected], "{header}");
        assert_eq!(ended.column("market_status"), [status], "{header}");
    }
}

/// Catches `a hour`.
#[test]
fn spans_of_time_have_their_article() {
    let ended = explained("Job Title,Hourly rate\nData Scientist,48\n");
    assert!(
        unit_said(&ended).starts_with("USD an hour, 2,088 a year: the header says an hour, USD by default; "),
        "{}",
        ended.said
    );
}

/// Catches pay after tax that is compared, and a column of it that is used where there is one before tax.
#[test]
fn pay_after_tax_is_not_compared() {
    for header in ["薪资(税后)", "Net salary", "Salary (after tax)", "Nettogehalt"] {
        let ended = explained(&format!("职位,城市,{header}\n数据科学家,北京,40000\n数据科学家,北京,\n"));
        assert_eq!(ended.column("market_ratio"), ["", ""], "{header}");
        assert_eq!(ended.column("market_status"), ["net-pay", "pay-not-stated"], "{header}");
        assert!(
            ended.said.contains("the header of the pay column says after tax: such pay is not compared"),
            "{}",
            ended.said
        );
    }
    let ended = explained("Job Title,Net Salary,Gross Salary\nData Scientist,40000,60000\n");
    assert_eq!(read(&ended), ["60000 60000 USD year"]);
}

/// Catches a column of periods, range ends or shares that is not used, and another column that is used as one.
#[test]
fn columns_beside_pay_decide_row_by_row() {
    for (file, expected, ratios) in [
        (
            "Job Title,City,Base Salary,Pay Basis\nData Scientist,Beijing,92000,per Annum\nBusiness Analyst,Shanghai,48.52,per Hour\n\
             Data Scientist,Beijing,7000,Monthly\nData Scientist,Beijing,60000,\n",
            ["92000 92000 USD year", "48.52 48.52 USD hour", "7000 7000 USD month", "60000 60000 USD year"].as_slice(),
            ["1.2533", "1.6344", "1.1443", "0.8174"].as_slice(),
        ),
        (
            "title,location,interval,min_amount,max_amount,currency\nData Scientist,\"Beijing, CN\",yearly,60000,80000,USD\n\
             Software Engineer,\"Shanghai, CN\",hourly,30,40,USD\nData Scientist,Beijing,monthly,30000,50000,CNY\n",
            &["60000 80000 USD year", "30 40 USD hour", "30000 50000 CNY month"],
            &["0.9536", "1.0076", "0.9227"],
        ),
        (
            "Job Role,Min Salary(),Max Salary,Location\nData Scientist,\"$41,000.00\",\"$86,000.00\",Shanghai\n\
             Data Scientist,50000,,Shanghai\nData Scientist,0,80000,Shanghai\n",
            &["41000 86000 USD year", "50000  USD year", " 80000 USD year"],
            &["0.8650", "", ""],
        ),
        ("职位,城市,薪酬low,薪酬high,几薪\n数据科学家,北京,20k,30k,14\n", &["20000 30000 CNY month"], &["0.5767"]),
        // An end in brackets. Of several pairs, both ends are those of one period.
        ("职位,城市,月薪(起),月薪(止),几薪\n数据科学家,北京,20k,30k,14\n", &["20000 30000 CNY month"], &["0.5767"]),
        (
            "Job Title,City,Pay (min),Pay (max)\nData Scientist,Beijing,60000,80000\n",
            &["60000 80000 USD year"],
            &["0.9536"],
        ),
        (
            "Job Title,City,Salary min (month),Salary max (month),Salary min (year),Salary max (year)\n\
             Data Scientist,Beijing,5000,6000,60000,80000\n",
            &["60000 80000 USD year"],
            &["0.9536"],
        ),
        (
            "Job Title,Salary,FTE,City\nData Scientist,30000,0.5,Beijing\nData Scientist,60000,100%,Beijing\n\
             Data Scientist,48000,80%,Beijing\nData Scientist,60000,,Beijing\n",
            &["30000 30000 USD year", "60000 60000 USD year", "48000 48000 USD year", "60000 60000 USD year"],
            &["0.8174", "0.8174", "0.8174", "0.8174"],
        ),
        // `Unit` is the unit of an organisation here.
        (
            "Job Title,Salary,UNIT,City\nData Scientist,60000,Nursing,Beijing\nData Scientist,60000,Finance,Beijing\n",
            &["60000 60000 USD year", "60000 60000 USD year"],
            &["0.8174", "0.8174"],
        ),
        (
            "Job Title,Salary,UNIT,City\nData Scientist,60000,YEAR,Beijing\nData Scientist,30,HOUR,Beijing\n",
            &["60000 60000 USD year", "30 30 USD hour"],
            &["0.8174", "0.8533"],
        ),
        // How often people are paid is not the period of an annual salary.
        (
            "Job Title,Annual Salary,Pay Frequency,City\nData Scientist,60000,Biweekly,Beijing\n",
            &["60000 60000 USD year"],
            &["0.8174"],
        ),
        (
            "Job Title,Pay,Pay Frequency,City\nData Scientist,2400,Biweekly,Beijing\nData Scientist,2500,Semi-monthly,Beijing\n",
            &["2400 2400 USD two-weeks", "2500 2500 USD half-month"],
            &["0.8501", "0.8174"],
        ),
        // Nor of amounts that are far from the market in it.
        (
            "Job Title,Salary,Pay Schedule,City\nData Scientist,60000,Biweekly,Beijing\nData Scientist,60000,Monthly,Beijing\n",
            &["60000 60000 USD year", "60000 60000 USD year"],
            &["0.8174", "0.8174"],
        ),
        // The header of the pay says a year, and the amounts are near the market so.
        (
            "Job Title,Annualized Salary,Salary Basis,City\nData Scientist,60000,Hourly,Beijing\nData Scientist,60000,Monthly,Beijing\n",
            &["60000 60000 USD year", "60000 60000 USD year"],
            &["0.8174", "0.8174"],
        ),
        (
            "Job Title,annual_pay,pay_basis,City\nData Scientist,60000,12-month,Beijing\nData Scientist,60000,9-month,Beijing\n",
            &["60000 60000 USD year", "60000 60000 USD year"],
            &["0.8174", "0.8174"],
        ),
        (
            "Job Title,Rate,Basis,City\nData Scientist,60000,A,Beijing\nData Scientist,30,H,Beijing\n",
            &["60000 60000 USD year", "30 30 USD hour"],
            &["0.8174", "0.8533"],
        ),
        (
            "Job Title,Pay rate,Pay per,Pay type,City\nData Scientist,5000.00 USD,Month,Salary,Beijing\n\
             Data Scientist,30.00 USD,Hour,Hourly,Beijing\n",
            &["5000 5000 USD month", "30 30 USD hour"],
            &["0.8174", "0.8533"],
        ),
        (
            "Job Title,Salary,Pay Period,City\nData Scientist,30000,Semi-Annual,Beijing\nData Scientist,15000,季度,Beijing\n",
            &["30000 30000 USD half-year", "15000 15000 USD quarter"],
            &["0.8174", "0.8174"],
        ),
    ] {
        let ended = explained(file);
        assert_eq!(read(&ended), expected, "{file}");
        assert_eq!(ended.column("market_ratio"), ratios, "{file}");
    }
}

/// Catches a column beside pay that the caller cannot name, or cannot leave out.
#[test]
fn the_caller_names_columns_beside_pay_or_leaves_them_out() {
    let file = "Job Title,City,low,top,per,share\nData Scientist,Beijing,30,40,HOUR,0.5\n";
    let all = "--salary-column low --salary-high-column top --pay-period-column per --fte-column share";
    let ended = price(file, &format!("--default-level mid --explain-pay {all}")).well();
    assert_eq!(read(&ended), ["30 40 USD hour"]);
    let file = "Job Title,City,Min Salary,Max Salary,Pay Basis,FTE\nData Scientist,Beijing,60000,80000,HOUR,0.5\n";
    let none = "--salary-column 'Min Salary' --salary-high-column none --pay-period-column none --fte-column none";
    let ended = price(file, &format!("--default-level mid --explain-pay {none}")).well();
    assert_eq!(read(&ended), ["60000 60000 USD year"]);
    assert_eq!(ended.column("market_ratio"), ["0.8174"]);
    let ended = price(file, "--default-level mid").well();
    assert!(
        ended.said.contains("note: pay is divided by \"FTE\", the share of full time; --fte-column none leaves it"),
        "{}",
        ended.said
    );
}

/// Catches a wrong or missing explanation of what decided the unit.
#[test]
fn explained_pay_says_what_decided_its_unit() {
    let file =
        "Job Title,Salary,currency\nData Scientist,60000,USD\nData Scientist,$60000,\nData Scientist,60000/year,\n";
    let ended = explained(file);
    let from = |ended: &Ended, row| ended.cells(row, "pay_currency_from,pay_period_from").join(" ");
    assert_eq!([0, 1, 2].map(|row| from(&ended, row)), ["column cells", "cell cells", "cells cell"]);
    let ended = price(file, "--default-level mid --explain-pay --pay-currency CNY --pay-period month").well();
    assert_eq!([0, 1, 2].map(|row| from(&ended, row)), ["column flag", "cell flag", "flag cell"]);
}

/// Catches a cluster without a warning because it is small or of ranges, a warning without lines, a wrong explanation, and a
/// currency for which the file gives no evidence.
#[test]
fn amounts_that_are_far_off_are_told() {
    let many = |pay: &str, rows: usize| format!("Data Scientist,{pay}\n").repeat(rows);
    let head = "Job Title,Salary\n";
    for (file, arguments, told) in [
        (
            format!("{head}{}{}", many("60000", 3), many("41", 2)),
            "",
            "2 of 5 amounts are less than a fifth of the market mid (lines 5, 6; median ratio 0.0008): they are \
             read as USD a year (not compared), and may be pay an hour, or in thousands; --pay-period hour applies to the whole \
             column, also to amounts that are near the market; state the period row by row, in the pay cells or in a \
             column (--pay-period-column)",
        ),
        (
            format!("{head}{}{}", many("60000", 9), many("41", 1)),
            "",
            "1 of 10 amounts is less than a fifth of the market mid (line 11; median ratio 0.0008): it is read \
             as USD a year (not compared), and may be pay an hour, or in thousands; --pay-period hour applies to the whole \
             column, also to amounts that are near the market; state the period row by row, in the pay cells or in a \
             column (--pay-period-column)",
        ),
        // A single amount says nothing about the unit of the column, so no flag is offered.
        (
            format!("{head}{}{}", many("60000", 20), many("65", 1)),
            "",
            "1 of 21 amounts is less than a fifth of the market mid (line 22; median ratio 0.0013): it is read as USD a year (not compared), and \
             may be in thousands",
        ),
        (
            format!("{head}{}{}", many("6000000", 1), many("60000", 20)),
            "",
            "1 of 21 amounts is more than five times the market mid (line 2; median ratio 118.52): it is read as USD a year (not compared); \
             check its currency, period and zeros",
        ),
        (
            format!("{head}{}", many("$40 - $45", 4)),
            "",
            "4 of 4 amounts are less than a fifth of the market mid (lines 2, 3, 4 …; median ratio 0.0008): they \
             are read as USD a year (not compared), and may be pay an hour, or in thousands; if so, use --pay-period hour",
        ),
        (
            format!("{head}{}", many("5000", 2)),
            "",
            "2 of 2 amounts are less than a fifth of the market mid (lines 2, 3; median ratio 0.0988): they are \
             read as USD a year (not compared), and may be pay a month; if so, use --pay-period month",
        ),
        (
            format!("{head}{}", many("1000", 2)),
            "",
            "2 of 2 amounts are less than a fifth of the market mid (lines 2, 3; median ratio 0.0198): they are \
             read as USD a year (not compared), and may be pay a week; if so, use --pay-period week",
        ),
        (
            format!("{head}{}", many("414572", 2)),
            "",
            "2 of 2 amounts are more than five times the market mid (lines 2, 3; median ratio 8.19): they are \
             read as USD a year; check their currency, period and zeros",
        ),
        (
            format!("Job Title,Salary,City\n{}", "Data Scientist,520000,Shanghai\n".repeat(2)),
            "",
            "2 of 2 amounts are more than five times the market mid (lines 2, 3; median ratio 7.08): they are \
             read as USD a year, and may be in CNY; if so, use --pay-currency CNY",
        ),
        (
            format!("Job Title,Salary,Country\n{}", "Data Scientist,1200000,IN\n".repeat(2)),
            "",
            "2 of 2 amounts are more than five times the market mid (lines 2, 3; median ratio 23.70): they are \
             read as USD a year (not compared), and may be in INR, for which the pack has no rate; if so, use \
             --pay-currency INR --currency INR --fx RATE, or an --overlay with a row of fx.csv for INR",
        ),
        (
            format!("{head}{}", many("58500", 2)),
            "--pay-period month",
            "2 of 2 amounts are more than five times the market mid (lines 2, 3; median ratio 13.87): they are \
             read as USD a month, and may be pay a year; if so, use --pay-period year",
        ),
        // Amounts in full under a header that counts in 万. Far ratios have four digits.
        (
            format!("Job Title,年薪(万元)\n{}", many("650000", 2)),
            "",
            "2 of 2 amounts are more than five times the market mid (lines 2, 3; median ratio 18120.00): they \
             are read as CNY a year, and may be written in full, not in the unit of the header",
        ),
        (
            format!("Job Title,年薪\n{}", many("45", 2)),
            "",
            "2 of 2 amounts are less than a fifth of the market mid (lines 2, 3; median ratio 0.0001): they are read as CNY a year, \
             and may be in 万 (ten thousands); if so, add (万) to the header of the pay column",
        ),
    ] {
        let ended = price(&file, &format!("--default-level mid {arguments}")).well();
        let warnings: Vec<&str> = ended.said.lines().filter(|line| line.contains(" the market mid (")).collect();
        assert_eq!(warnings, [format!("warning: {told}")], "{file}");
    }
    for (file, arguments) in [
        (format!("{head}{}", many("58500", 2)), ""),
        (format!("{head}{}", many("4875", 2)), "--pay-period month"),
        (format!("{head}{}", many("面议", 2)), ""),
    ] {
        let ended = price(&file, &format!("--default-level mid {arguments}")).well();
        assert!(!ended.said.contains(" the market mid ("), "{file}: {}", ended.said);
    }
}

/// Catches a line for each kind of far amounts of which nothing can be done but to check them.
#[test]
fn far_amounts_without_a_remedy_share_a_line() {
    let rows = "Data Scientist,60000\n".repeat(20);
    let said =
        price(format!("Job Title,Salary\n{rows}Data Scientist,65\nData Scientist,6000000\n"), "--default-level mid");
    let said = said.well().said;
    let told: Vec<&str> = said.lines().filter(|line| line.contains(" the market mid (")).collect();
    let [one] = told.as_slice() else { panic!("{said}") };
    let parts = ["warning: 1 of 22 amounts is less than a fifth ", "; 1 of 22 amounts is more than five times "];
    assert!(parts.iter().all(|part| one.contains(part)), "{one}");
}

/// Catches amounts far from the market that are not told because they state their unit.
#[test]
fn far_amounts_that_state_their_unit_are_told() {
    let ended =
        price("Job Title,Salary\nData Scientist,$4875 a year\nData Scientist,$4875 a year\n", "--default-level mid")
            .well();
    let expected = "warning: 2 of 2 amounts that state their unit are less than a fifth of the market mid (lines 2, 3; median \
                    ratio 0.0963): check their currency, period and zeros\n";
    assert!(ended.said.contains(expected), "{}", ended.said);
    assert!(!ended.said.contains("pay without a unit"), "{}", ended.said);
    let ended = price(
        "Job Title,Pay,FTE\nData Scientist,60000,28.8\nData Scientist,60000,36\nData Scientist,60000,32\n",
        "--default-level mid",
    )
    .well();
    assert!(ended.said.contains("holds hours a week"), "{}", ended.said);
}

/// Catches a flag that is offered although it would put other amounts far off, and one that is not offered where it puts few.
#[test]
fn a_flag_is_offered_only_where_it_suits_the_whole_column() {
    let ads = |months: &str, years: &str| {
        let (month, year) =
            ("软件工程师,上海,15-25K\n".repeat(3), "软件工程师,北京,30W\n数据科学家,北京,40万\n".repeat(2));
        format!("职位,城市,薪资\n{}{}", month.replace("15-25K", months), year.replace("30W", years))
    };
    let warnings = |file: &str, arguments: &str| -> Vec<String> {
        let ended = price(file, &format!("--default-level mid {arguments}")).well();
        ended.said.lines().filter(|line| line.contains(" the market mid (")).map(str::to_owned).collect()
    };
    // Neither period suits both notations, whichever is chosen.
    for (arguments, flag) in [("", "month"), ("--pay-period year", "month"), ("--pay-period month", "year")] {
        let told = warnings(&ads("15-25K", "30W"), arguments);
        let [one] = told.as_slice() else { panic!("{told:?}") };
        let says = format!(
            "--pay-period {flag} applies to the whole column, also to amounts that are near the market; state the period row by \
             row, in the pay cells or in a column (--pay-period-column)"
        );
        assert!(one.ends_with(&says), "{one}");
    }
    // What a cell states itself is not changed by a flag.
    let told = warnings(&ads("15-25K", "30W/年").replace("40万", "40万/年"), "--pay-period year");
    assert!(told.iter().all(|told| told.contains("; if so, use --pay-period month")), "{told:?}");
    assert_eq!(told.len(), 1);
    // Half of the amounts are near the market as they are read, and would be so in the other unit too, but farther.
    let [told] = warnings("职位,城市,月薪\n软件工程师,上海,4000\n数据工程师,北京,30000\n", "").try_into().unwrap();
    assert!(told.contains("; --pay-period week applies to the whole column, also to"), "{told}");
    // One amount in twenty is no reason to keep the others wrong.
    let file = format!("Job Title,Salary\n{}Data Scientist,60000\n", "Data Scientist,41\n".repeat(19));
    let [told] = warnings(&file, "").try_into().unwrap();
    assert!(told.ends_with("if so, use --pay-period hour"), "{told}");
}

/// Catches a currency without a rate that is not proposed, and a proposal although a column states the currency.
#[test]
fn currencies_are_proposed_by_evidence() {
    let row = "Cloud Architect,mid,Shanghai,600000\n";
    let said = price(format!("title,level,city,pay\n{row}{row}"), "--currency EUR --fx 0.9").well().said;
    assert!(said.contains("--pay-currency CNY"), "{said}");
    let row = "Cloud Architect,mid,Shanghai,600000,USD\n";
    let said = price(format!("title,level,city,pay,currency\n{row}{row}"), "").well().said;
    assert!(said.contains("2 of 2 amounts are more than five times the market mid (lines 2, 3; "), "{said}");
    assert!(said.contains("): they are read as USD a year; check their currency"), "{said}");
    assert!(!said.contains("CNY"), "{said}");
    // That the pack has a rate is no evidence for a currency.
    let sandbox = Sandbox::new();
    let rates = "USD,SEK,2025-11-03,10.6,\nUSD,NOK,2025-11-03,11.5,\nUSD,DKK,2025-11-03,7,\n";
    sandbox.write("rates/fx.csv", format!("base,quote,date,rate,source\n{rates}"));
    let file = "title,level,pay,country\nCloud Architect,mid,414572,Denmark\n";
    sandbox.write("in.csv", file);
    let said = price_in(&sandbox, file, "price in.csv --overlay rates").well().said;
    assert!(said.contains("it is read as USD a year, and may be in DKK; if so, use --pay-currency DKK"), "{said}");
}

/// Catches pay that is nearer the market in the currency of the file's cities, of which nothing is said.
#[test]
fn a_likelier_unit_is_told() {
    let said = |place: &str, pay: &str| {
        let file = format!("Job Title,City,Salary\n{}", format!("Data Scientist,{place},{pay}\n").repeat(3));
        price(file, "--default-level mid").well().said
    };
    let monthly = "warning: pay is read as USD a year, and may be CNY a month: the median ratio would be 0.69; if so, use \
                   --pay-currency CNY --pay-period month\n";
    assert!(said("Shanghai", "30000").contains(monthly), "{}", said("Shanghai", "30000"));
    let yearly = "warning: pay is read as USD a year, and may be in CNY: the median ratio would be 0.58; if so, use \
                  --pay-currency CNY\n";
    assert!(said("Shanghai", "300000").contains(yearly), "{}", said("Shanghai", "300000"));
    for (place, pay) in [("Shanghai", "60000"), ("Shanghai", "USD 30000"), ("上海", "30000")] {
        assert!(!said(place, pay).contains("and may be"), "{place}, {pay}: {}", said(place, pay));
    }
}

/// Catches a note on pay without a unit where columns state it for every row, and one that names a part that they state.
#[test]
fn only_the_part_of_the_unit_that_is_assumed_is_told() {
    let said = |header: &str, rows: &[&str]| {
        let rows: String = rows.iter().map(|row| format!("Data Scientist,{row}\n")).collect();
        price(format!("Job Title,Salary{header}\n{rows}"), "--default-level mid").well().said
    };
    let all = said(",Period,Currency", &["60000,year,USD", "5000,month,USD"]);
    assert!(!all.contains("pay without a"), "{all}");
    let currency = said(",Period", &["60000,year", "5000,month"]);
    assert!(
        currency.contains("note: pay without a currency is read as USD: nothing in the file says otherwise; "),
        "{currency}"
    );
    assert!(!currency.contains("--pay-period"), "{currency}");
    let period = said(",Currency", &["60000,USD", "300000,CNY"]);
    assert!(period.contains("note: pay without a period is read as pay a year: nothing in the file"), "{period}");
    let gap = said(",Period", &["60000,year", "61000,"]);
    assert!(gap.contains("note: pay without a unit is read as USD a year where \"Period\" says nothing: "), "{gap}");
}

/// Catches an amount that is compared as one for another period than its own, in either direction, and one whose period the caller
/// gives that is not compared.
#[test]
fn an_amount_for_another_period_is_not_compared() {
    let statuses = |header: &str, rows: &[&str], arguments: &str| {
        let rows: String = rows.iter().map(|row| format!("Data Scientist,{row}\n")).collect();
        price(format!("Job Title,{header}\n{rows}"), &format!("--default-level mid {arguments}")).well()
    };
    for (header, rows) in [
        ("Salary", ["60000", "61000", "$70"]),
        ("Salary", ["60000", "61000", "4000"]),
        ("Salary", ["60000", "61000", "6100000"]),
        ("Monthly Salary", ["5000", "5100", "48000"]),
        ("Hourly Rate", ["30", "31", "62000"]),
    ] {
        let ended = statuses(header, &rows, "");
        assert_eq!(ended.column("market_status"), ["priced", "priced", "implausible-pay"], "{header} {rows:?}");
        assert_eq!(ended.column("market_ratio")[2], "", "{header} {rows:?}");
        assert!(ended.said.contains(" (not compared)"), "{}", ended.said);
    }
    let stated = statuses("Salary", &["60000", "61000", "$70/hour"], "");
    assert_eq!(stated.column("market_status"), ["priced"; 3]);
    let given = statuses("Salary", &["60000", "61000", "$70"], "--pay-period year");
    assert_eq!(given.column("market_status"), ["priced"; 3]);
    // A header that says a year states the period.
    let yearly = statuses("Annual Salary", &["60000", "5000", "700000"], "");
    assert_eq!(yearly.column("market_status"), ["priced"; 3]);
    assert!(yearly.said.contains("1 of 3 amounts is more than five times") && !yearly.said.contains("not compared"));
    // Pay of seven times the market mid may be that of a year.
    assert_eq!(statuses("Salary", &["60000", "61000", "350000"], "").column("market_status"), ["priced"; 3]);
}

/// Catches amounts in another currency that get the period of the column although only another one is near the market, and a
/// warning that names the currency of the column in place of that of the row.
#[test]
fn amounts_in_another_currency_have_their_own_period() {
    let ads = "数据科学家,北京,15-25K·14薪,\n数据科学家,北京,20-35K·14薪,\n数据科学家,北京,25-30K,\n";
    for (pay, expected) in [
        ("\"USD 60,000\",", "60000 60000 USD year"),
        ("\"$5,000\",", "5000 5000 USD month"),
        ("60000,USD", "60000 60000 USD year"),
        ("5000,美元", "5000 5000 USD month"),
    ] {
        let ended = explained(&format!("职位,城市,薪资,币种\n{ads}数据科学家,北京,{pay}\n"));
        assert_eq!(read(&ended)[3], expected, "{pay}");
        assert_eq!(read(&ended)[2], "25000 30000 CNY month", "{pay}");
        assert_eq!(ended.column("market_status")[3], "priced", "{pay}");
    }
    let yearly = explained(&format!("职位,城市,薪资,币种\n{ads}数据科学家,北京,\"USD 60,000\",\n"));
    assert_eq!(yearly.column("pay_period_from")[3], "market");
    assert!(
        yearly.said.contains("; in another currency it is read as pay a year, which is near the market; "),
        "{}",
        yearly.said
    );
    let far = explained(&format!("职位,城市,薪资,币种\n{ads}数据科学家,北京,\"USD 600,000\",\n"));
    assert!(far.said.contains("it is read as USD a month (not compared); check its"), "{}", far.said);
    // Five to ten times the market mid is compared as pay a year, whatever the period of the column.
    let others = "数据科学家,北京,\"USD 60,000\",\n".repeat(2);
    let high = explained(&format!("职位,城市,薪资,币种\n{ads}{others}数据科学家,北京,\"USD 450,000\",\n"));
    assert_eq!(
        (read(&high)[5].as_str(), high.column("market_status")[5].as_str()),
        ("450000 450000 USD year", "priced")
    );
    // What is read as pay a year is not said to be read as pay a month.
    let ads = "数据科学家,北京,15-25K·14薪,\n数据科学家,北京,15-25K,\n".repeat(5);
    let yearly = explained(&format!("职位,城市,薪资,币种\n{ads}数据科学家,北京,\"USD 250,000\",\n"));
    assert_eq!(
        (read(&yearly)[9].as_str(), read(&yearly)[10].as_str()),
        ("15000 25000 CNY month", "250000 250000 USD year")
    );
    assert!(!yearly.said.contains("may be pay a year"), "{}", yearly.said);
    // Far amounts in several units are not said to be read as columns say that the file lacks.
    let few = format!("{others}数据科学家,北京,\"USD 4,000\",\n数据科学家,北京,2K,\n");
    let several = explained(&format!("职位,城市,薪资,地点\n{ads}{few}"));
    assert!(several.said.contains("they are read in different units (not compared)"), "{}", several.said);
}

/// Catches total pay that is compared with base salary without a word.
#[test]
fn a_header_of_total_pay_is_told() {
    let said = |header: &str| {
        price(format!("title,city,{header}\nData Scientist,Beijing,500000\n"), "--default-level mid").well().said
    };
    let told = "warning: \"Total Compensation (CNY)\" may hold more than the base salary that is compared; \
                --salary-column names another column\n";
    assert!(said("Total Compensation (CNY)").contains(told));
    for header in ["Annual Salary (CNY)", "Total Base Pay (CNY)"] {
        assert!(!said(header).contains("may hold more than"), "{header}");
    }
}
