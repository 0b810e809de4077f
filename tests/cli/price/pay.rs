//! Pay as people write it, in any currency and for any period.

use super::price;

/// Catches pay that is misread, explained otherwise than it is compared, or appended to another row.
#[test]
fn any_mix_within_one_file_is_explained() {
    let rows = [
        // Four of eleven amounts are in yuan a month, so the amounts without a unit are too.
        ("52000", "52000,52000,CNY,month,", "1.3547,above,priced"),
        ("\"$1,234.50\"", "1234.5,1234.5,USD,month,", "0.2279,below,priced"),
        // It is pay a year, and does not say so.
        ("¥430000", "430000,430000,CNY,month,", ",,implausible-pay"),
        ("CNY 35k", "35000,35000,CNY,month,", "0.9118,below,priced"),
        ("35k/month x14", "35000,35000,CNY,month,14", "0.9118,below,priced"),
        ("15-30K·14薪", "15000,30000,CNY,month,14", "0.5861,below,priced"),
        ("1-2万/月", "10000,20000,CNY,month,", "0.3908,below,priced"),
        ("6-8千/月", "6000,8000,CNY,month,", "0.1824,below,priced"),
        ("20-30万/年", "200000,300000,CNY,year,", "0.5427,below,priced"),
        ("300元/天", "300,300,CNY,day,", "0.1700,below,priced"),
        ("15k以上", "15000,,CNY,month,", ",,open-ended-pay"),
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

/// Catches a 13th month that is left out of the comparison without a word, or counted.
#[test]
fn months_that_a_cell_states_are_said_to_be_compared_or_not() {
    let file = "title,level,pay\nCloud Architect,senior,¥35k/month x14\nCloud Architect,senior,¥35k/month\n";
    for (options, annual, said) in [
        (
            "",
            "420000",
            "12 of them, the base salary, are compared and stand in pay_annual; --pay-element guaranteed compares all",
        ),
        (" --pay-element guaranteed", "490000", "all of them are compared and stand in pay_annual"),
    ] {
        let ended = price(file, &format!("--explain-pay{options}")).well();
        assert_eq!(ended.cells(0, "pay_months,pay_annual").join(","), format!("14,{annual}"));
        let note = format!("note: 1 of 2 amounts by the month states how many months are paid a year: {said}\n");
        assert!(ended.said.contains(&note), "{}", ended.said);
    }
    assert!(!price(file, "").well().said.contains("states how many months"));
}

/// Catches pay that is not explained in a row whose role, city or level is unknown.
#[test]
fn pay_is_explained_on_rows_without_a_price() {
    let file = "title,level,pay,currency\nGardener,mid,52000,CNY\nCloud Architect,wizard,15-30K·14薪,\nGardener,mid,52000,??\n";
    let ended = price(file, "--explain-pay").well();
    let explained: Vec<String> =
        (0..3).map(|row| ended.cells(row, "pay_low,pay_high,pay_currency,pay_period,pay_months").join(",")).collect();
    assert_eq!(explained, ["52000,52000,CNY,month,", "15000,30000,CNY,month,14", ",,,,"]);
}

/// Catches a header's unit or an option that is not applied to numbers without a unit, or that changes pay with one.
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
        // One amount of eleven states its unit, which is too few.
        let bare = "Cloud Architect,mid,35000\n".repeat(10);
        let file = format!("title,level,{header}\n{bare}Cloud Architect,mid,CNY 350000 a year\n");
        let ended = price(file, &format!("{arguments} --explain-pay")).well();
        assert_eq!(ended.cells(0, "pay_currency,pay_period"), [currency, period], "{header} {arguments}");
        assert_eq!(ended.cells(10, "pay_currency,pay_period"), ["CNY", "year"], "{header} {arguments}");
        let said = format!("note: pay without a unit is read as {currency} a {period}: ");
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
        let file = format!("title,level,pay\nCloud Architect,{level},{pay}\n");
        let ended = price(file, "--pay-period year").well();
        assert_eq!(ended.cells(0, "market_ratio,market_position"), [ratio, position], "{level} {pay}");
    }
}

/// Catches pay that is compared in another unit than that of an answer by the month or in yuan.
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

/// Catches a 13th month that is counted as base salary or left out of guaranteed pay, and a missing note about the months.
#[test]
fn base_salary_or_guaranteed_pay_is_compared() {
    let file = "title,level,pay\nCloud Architect,mid,$5k/month x13\nCloud Architect,mid,$5k/month\nCloud Architect,mid,$60000\n";
    for (arguments, ratios, said) in [
        (
            "",
            ["1.0256", "1.0256", "1.0256"],
            "does not say how many months are paid a year; base salary is that of 12\n",
        ),
        ("--pay-element base --months 13", ["1.0256", "1.0256", "1.0256"], "base salary is that of 12\n"),
        ("--pay-element guaranteed", ["1.1111", "1.0256", "1.0256"], "the pack's usual number; --months changes it\n"),
        ("--pay-element guaranteed --months 14", ["1.1111", "1.1966", "1.0256"], "is taken for 14 (--months)\n"),
    ] {
        let ended = price(file, arguments).well();
        assert_eq!(ended.column("market_ratio"), ratios, "{arguments}");
        assert!(ended.said.contains("1 of 2 amounts by the month does not say"), "{}", ended.said);
        assert!(ended.said.contains(said), "{}", ended.said);
    }
    let bare =
        price("title,level,pay\nCloud Architect,mid,5000\nCloud Architect,mid,5001\n", "--pay-period month").well();
    assert!(bare.said.contains(" 2 of 2 amounts by the month do not say"), "{}", bare.said);
    let yearly = price("title,level,pay\nCloud Architect,mid,60000\n", "").well();
    assert!(!yearly.said.contains("by the month"), "{}", yearly.said);
}

/// Catches pay before a raise that wins over pay after it, and pay of the year so far that is compared as pay a year.
#[test]
fn pay_of_today_comes_first() {
    for (before, after) in [
        ("调薪前月薪", "调薪后月薪"),
        ("月薪(调整前)", "月薪(调整后)"),
        ("Salary before increase", "Salary after increase"),
        ("Pre-Increase Salary", "Post-Increase Salary"),
        ("Old Salary", "New Salary"),
        ("Prior Base Salary", "Base Salary"),
        ("Pre-Merit Salary", "Post-Merit Salary"),
        ("Original Salary", "Revised Salary"),
        ("Previous Annual Salary", "Monthly Salary"),
        ("Salary (old)", "Salary (new)"),
        ("Salary before promotion (USD)", "Salary after promotion"),
    ] {
        for headers in [[before, after], [after, before]] {
            let file = format!("Title,{},{}\nData Scientist,5000,5000\n", headers[0], headers[1]);
            let said = price(file, "--default-level mid").well().said;
            let reads = format!("salary from \"{after}\"");
            assert!(said.contains(&reads) && !said.contains("or else"), "{headers:?}: {said}");
        }
    }
    // It is read where no other column holds pay.
    let said = price("Title,Old Salary\nData Scientist,50000\n", "--default-level mid").well().said;
    assert!(said.contains("salary from \"Old Salary\""), "{said}");
    for header in ["Gross Pay YTD", "YTD Earnings", "Year to date pay", "Gross (YTD)", "本年累计工资"] {
        let file = format!("Title,{header},Pay\nData Scientist,20000,60000\n");
        assert!(price(&file, "--default-level mid").well().said.contains("salary from \"Pay\""), "{header}");
        let alone = price(format!("Title,{header}\nData Scientist,20000\n"), "--default-level mid").well().said;
        assert!(alone.contains("note: no column with pay was found"), "{header}: {alone}");
    }
}
