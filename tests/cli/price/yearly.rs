//! Pay a year in a column of pay a month.

use super::price;

/// A column of pay a month with one more amount, in line 11.
fn column(header: &str, last: &str) -> String {
    let monthly = [18, 22, 25, 28, 30, 35, 40, 50, 60].map(|thousands| format!("{thousands}000"));
    let rows: String =
        monthly.iter().map(String::as_str).chain([last]).map(|pay| format!("数据科学家,上海,{pay}\n")).collect();
    format!("职位,城市,{header}\n{rows}")
}

/// Catches an amount a year that is multiplied by 12 and priced without a word.
#[test]
fn an_amount_a_year_among_monthly_ones_is_told() {
    let said = |header: &str, last: &str| price(column(header, last), "--default-level mid").well().said;
    for header in ["月薪", "薪资"] {
        let far = said(header, "480000");
        let warning = "1 of 10 amounts is more than five times the market mid (line 11; median ratio 11.07): it is read as CNY a month \
                       (not compared), and may be pay a year";
        assert!(far.contains(warning), "{header}: {far}");
        // Low pay a year is less than five times the market mid as pay a month.
        let near = said(header, "200000");
        let warning = "warning: 1 of 10 amounts is far above the others against the market (line 11): it is read as pay a month, and may \
                       be pay a year; if so, state the period in these cells\n";
        assert!(near.contains(warning), "{header}: {near}");
        for usual in ["90000", "120000"] {
            assert!(!said(header, usual).contains("may be pay a year"), "{header} {usual}");
        }
    }
}

/// Catches amounts that state their period and are counted as those that may have another.
#[test]
fn an_amount_with_a_period_is_none_that_may_be_pay_a_year() {
    let said = |period: &str, yearly: &str| {
        let rows: String = [18, 22, 25, 28, 30, 35, 40, 50, 60]
            .map(|thousands| format!("数据科学家,上海,{thousands}000,{period}\n"))
            .concat();
        let file = format!("职位,城市,薪资,周期\n{rows}数据科学家,上海,200000,{yearly}\n");
        price(file, "--default-level mid --pay-period month --pay-period-column 周期").well().said
    };
    let open = said("", "");
    assert!(open.contains("warning: 1 of 10 amounts is far above the others against the market (line 11)"), "{open}");
    for (period, yearly) in [("", "月"), ("月", "月"), ("月", "年"), ("月", "")] {
        let said = said(period, yearly);
        assert!(!said.contains("may be pay a year"), "{period} {yearly}: {said}");
    }
}
