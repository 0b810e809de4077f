//! Pay as people write it, in any currency and for any span of time.

use super::{price, price_in};
use crate::sandbox::Sandbox;

/// Catches pay that is read otherwise, explained otherwise than it is compared, or moved between rows.
#[test]
fn any_mix_within_one_file_is_explained() {
    let rows = [
        ("52000", "52000,52000,USD,year,", "0.8000,below,priced"),
        ("\"$1,234.50\"", "1234.5,1234.5,USD,year,", "0.0190,below,priced"),
        ("¥430000", "430000,430000,CNY,year,", "0.9335,below,priced"),
        ("CNY 35k", "35000,35000,CNY,year,", "0.0760,below,priced"),
        ("35k/month x14", "35000,35000,USD,month,14", "6.4615,above,priced"),
        ("15-30K·14薪", "15000,30000,CNY,month,14", "0.5861,below,priced"),
        ("1-2万/月", "10000,20000,CNY,month,", "0.3908,below,priced"),
        ("6-8千/月", "6000,8000,CNY,month,", "0.1824,below,priced"),
        ("20-30万/年", "200000,300000,CNY,year,", "0.5427,below,priced"),
        ("300元/天", "300,300,CNY,day,", "0.1700,below,priced"),
        ("15k以上", "15000,,CNY,year,", ",,open-ended-pay"),
        ("面议", ",,,,", ",,pay-not-stated"),
        ("", ",,,,", ",,pay-not-stated"),
        ("ask Ann", ",,,,", ",,unreadable-pay"),
    ];
    let file: String = rows.iter().map(|(pay, ..)| format!("Cloud Architect,senior,{pay}\n")).collect();
    let ended = price(format!("title,level,pay\n{file}"), "--explain-pay").well();
    for (row, (pay, explained, compared)) in rows.iter().enumerate() {
        assert_eq!(
            ended.cells(row, "pay_low,pay_high,pay_currency,pay_period,pay_months").join(","),
            *explained,
            "{pay}"
        );
        assert_eq!(ended.cells(row, "market_ratio,market_position,market_status").join(","), *compared, "{pay}");
    }
}

/// Catches pay that is not explained where the role, city or level finds nothing.
#[test]
fn pay_is_explained_on_rows_without_a_price() {
    let file = "title,level,pay,currency\nGardener,mid,52000,CNY\nCloud Architect,wizard,15-30K·14薪,\nGardener,mid,52000,??\n";
    let ended = price(file, "--explain-pay").well();
    let explained: Vec<String> =
        (0..3).map(|row| ended.cells(row, "pay_low,pay_high,pay_currency,pay_period,pay_months").join(",")).collect();
    assert_eq!(explained, ["52000,52000,CNY,year,", "15000,30000,CNY,month,14", ",,,,"]);
}

/// Catches a header's unit or an option that is not applied to bare numbers, and one that changes pay which says its own.
#[test]
fn bare_numbers_are_what_the_header_or_the_caller_says() {
    for (header, arguments, currency, period) in [
        ("pay", "", "USD", "year"),
        ("月薪(元)", "", "CNY", "month"),
        ("年薪（元）", "", "CNY", "year"),
        ("Monthly salary (CNY)", "", "CNY", "month"),
        ("salary_usd", "--currency CNY", "USD", "year"),
        ("pay", "--currency CNY", "CNY", "year"),
        ("pay", "--period month", "USD", "month"),
        ("pay", "--pay-currency CNY --pay-period month", "CNY", "month"),
        ("月薪(元)", "--pay-currency USD --pay-period day", "USD", "day"),
    ] {
        let file = format!("title,level,{header}\nCloud Architect,mid,35000\nCloud Architect,mid,CNY 350000 a year\n");
        let ended = price(file, &format!("{arguments} --explain-pay")).well();
        assert_eq!(ended.cells(0, "pay_currency,pay_period"), [currency, period], "{header} {arguments}");
        assert_eq!(ended.cells(1, "pay_currency,pay_period"), ["CNY", "year"], "{header} {arguments}");
        let said =
            format!("note: pay that does not say is read as {currency} a {period}, and compared with base salary\n");
        assert!(ended.said.contains(&said), "{}", ended.said);
    }
}

/// Catches a currency column that is not read, or whose words and signs are not, and explanations in the wrong one.
#[test]
fn a_column_of_currencies() {
    let file = "title,level,pay,currency\nCloud Architect,mid,58500,USD\nCloud Architect,mid,414571.95,CNY\n\
                Cloud Architect,mid,414572,rmb\nCloud Architect,mid,414572,人民币\nCloud Architect,mid,414572,元\n\
                Cloud Architect,mid,414572,¥\nCloud Architect,mid,58500,$\nCloud Architect,mid,58500,美元\n\
                Cloud Architect,mid,58500,EUR\nCloud Architect,mid,58500,\nCloud Architect,mid,$58500,CNY\n";
    let ended = price(file, "--explain-pay").well();
    let currencies = ["USD", "CNY", "CNY", "CNY", "CNY", "CNY", "USD", "USD", "EUR", "USD", "USD"];
    assert_eq!(ended.column("pay_currency"), currencies);
    let ratios: Vec<&str> = currencies.iter().map(|code| if *code == "EUR" { "" } else { "1.0000" }).collect();
    assert_eq!(ended.column("market_ratio"), ratios);
    // The answer in yuan: the same ratios.
    let yuan = price(file, "--currency CNY --pay-currency USD").well();
    assert_eq!(yuan.column("market_ratio"), ratios);
    assert_eq!(yuan.column("market_mid")[0], "414571.95");
}

/// Catches a ratio that is cut off instead of rounded, and ends of the range that fall outside of it.
#[test]
fn ratios_round_half_up_and_the_ends_are_within() {
    // 58,500 × 1.00005 = 58,502.925; 52,000 ÷ 40 = 1,300 and 13 ÷ 52,000 = 0.00025.
    for (level, pay, ratio, position) in [
        ("mid", "58502.92", "1.0000", "within"),
        ("mid", "58502.925", "1.0001", "within"),
        ("entry", "13", "0.0003", "below"),
        ("entry", "12.99", "0.0002", "below"),
        ("entry", "$13", "0.0003", "below"),
        ("mid", "57200", "0.9778", "within"),
        ("mid", "57199", "0.9778", "below"),
        ("mid", "$57199.99", "0.9778", "below"),
        ("mid", "59800", "1.0222", "within"),
        ("mid", "59801", "1.0222", "above"),
        ("mid", "$59800.01", "1.0222", "above"),
        ("entry", "52000", "1.0000", "within"),
        ("entry", "51999", "1.0000", "below"),
        ("entry", "52001", "1.0000", "above"),
        ("entry", "9999999999", "192307.6923", "above"),
        ("entry", "10000000000", "192307.6923", "above"),
    ] {
        let ended = price(format!("title,level,pay\nCloud Architect,{level},{pay}\n"), "").well();
        assert_eq!(ended.cells(0, "market_ratio,market_position"), [ratio, position], "{level} {pay}");
    }
}

/// Catches an answer by the month or in yuan against which pay is set in another unit.
#[test]
fn the_unit_of_the_answer_does_not_move_the_ratio() {
    let file =
        "title,level,pay\nCloud Architect,mid,60000\nCloud Architect,mid,5k a month\nCloud Architect,mid,$61234.56\n";
    let options =
        ["", "--currency CNY", "--period month", "--period month --months 13", "--currency CNY --period month"];
    for options in options {
        let ended = price(file, &format!("{options} --pay-period year --pay-currency USD")).well();
        assert_eq!(ended.column("market_ratio"), ["1.0256", "1.0256", "1.0467"], "{options}");
        assert_eq!(ended.column("market_position"), ["above"; 3], "{options}");
    }
}

/// Catches a file by the month, in thousands or in another currency that is compared without a word, and a warning where
/// there is no reason for one.
#[test]
fn numbers_that_look_like_something_else_are_told() {
    let file = |pay: &str| format!("title,level,pay\n{}", format!("Cloud Architect,mid,{pay}\n").repeat(3));
    for (pay, arguments, guess) in [
        ("4875", "", "pay a month; --pay-period month says so"),
        ("58.5", "", "thousands"),
        ("41.5", "--pay-currency CNY", "万, ten thousands"),
        ("414572", "", "CNY; --pay-currency CNY says so"),
        ("58500", "--pay-currency CNY", "pay a month, or USD; --pay-period month or --pay-currency USD says so"),
        ("58500", "--pay-period month", "pay a year, or CNY; --pay-period year or --pay-currency CNY says so"),
    ] {
        let ended = price(file(pay), arguments).well();
        let warning = ended.said.lines().find(|line| line.contains("bare numbers")).unwrap_or_default();
        assert!(
            warning.starts_with(
                "warning: 3 of 3 bare numbers are less than a fifth, or more than five times, of the market mid"
            ),
            "{pay} {arguments}: {}",
            ended.said
        );
        assert!(warning.ends_with(&format!("they look like {guess}")), "{pay} {arguments}: {warning}");
    }
    for (pay, arguments) in
        [("58500", ""), ("20000", ""), ("$4875 a year", ""), ("4875", "--pay-period month"), ("面议", "")]
    {
        let ended = price(file(pay), arguments).well();
        assert!(!ended.said.contains("bare numbers"), "{pay} {arguments}: {}", ended.said);
    }
}

/// Catches a list of every currency that could be meant, and one whose nearest comes last.
#[test]
fn no_more_than_two_currencies_are_guessed() {
    let sandbox = Sandbox::new();
    let rates = "USD,SEK,2025-11-03,10.6,\nUSD,NOK,2025-11-03,11.5,\nUSD,DKK,2025-11-03,7,\n";
    sandbox.write("rates/fx.csv", format!("base,quote,date,rate,source\n{rates}"));
    let file = "title,level,pay\nCloud Architect,mid,414572\n";
    sandbox.write("in.csv", file);
    let said = price_in(&sandbox, file, "price in.csv --overlay rates").well().said;
    assert!(said.contains("they look like CNY, or DKK; --pay-currency CNY or --pay-currency DKK says so"), "{said}");
}

/// Catches a currency that is only guessed where it has a rate of its own, and one that is guessed though a column states it.
#[test]
fn bare_numbers_in_another_currency_are_guessed_over_a_third_one() {
    let row = "Cloud Architect,mid,414572\n";
    let said = price(format!("title,level,pay\n{row}{row}{row}"), "--currency EUR --fx 0.9").well().said;
    assert!(said.contains("--pay-currency CNY"), "{said}");
    let row = "Cloud Architect,mid,414572,USD\n";
    let said = price(format!("title,level,pay,currency\n{row}{row}{row}"), "").well().said;
    assert!(said.contains("3 of 3 bare numbers") && !said.contains("CNY"), "{said}");
}

/// Catches a 13th month that is counted as base salary, or left out of guaranteed pay, and a share that is not said.
#[test]
fn base_salary_or_guaranteed_pay_is_compared() {
    let file = "title,level,pay\nCloud Architect,mid,$5k/month x13\nCloud Architect,mid,$5k/month\nCloud Architect,mid,$60000\n";
    for (arguments, ratios, said) in [
        ("", ["1.0256", "1.0256", "1.0256"], "do not say how many months are paid a year; base salary is that of 12\n"),
        ("--pay-element base --months 13", ["1.0256", "1.0256", "1.0256"], "base salary is that of 12\n"),
        ("--pay-element guaranteed", ["1.1111", "1.0256", "1.0256"], "the pack's usual number; --months changes it\n"),
        ("--pay-element guaranteed --months 14", ["1.1111", "1.1966", "1.0256"], "are taken for 14 (--months)\n"),
    ] {
        let ended = price(file, arguments).well();
        assert_eq!(ended.column("market_ratio"), ratios, "{arguments}");
        assert!(ended.said.contains("note: 1 of 2 amounts by the month do not say"), "{}", ended.said);
        assert!(ended.said.contains(said), "{}", ended.said);
    }
    let bare =
        price("title,level,pay\nCloud Architect,mid,5000\nCloud Architect,mid,5001\n", "--pay-period month").well();
    assert!(bare.said.contains("note: 2 of 2 amounts by the month do not say"), "{}", bare.said);
    let yearly = price("title,level,pay\nCloud Architect,mid,60000\n", "").well();
    assert!(!yearly.said.contains("by the month"), "{}", yearly.said);
}
