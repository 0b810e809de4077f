//! The table of texts that state no pay, and of texts that must be refused.

use super::tests::{check, defaults};
use super::*;

#[test]
fn not_stated() {
    for text in [
        "",
        "  ",
        "\u{3000}",
        "\u{feff}",
        "-",
        "--",
        "—",
        "——",
        "/",
        "N/A",
        "n.a.",
        "#N/A",
        "NULL",
        "none",
        "TBD",
        "面议",
        "薪资面议",
        "薪資面議",
        "面议。",
        "可谈",
        "保密",
        "negotiable",
        "Negotiable salary",
        "Competitive",
        "DOE",
        "D.O.E.",
        "Salary: negotiable",
        "depends on experience",
        "$ -",
        "面议/月",
        "not disclosed",
        "NaN",
        "n/d",
        "\\N",
        "#VALUE!",
        "暂不公开",
        "待遇从优",
        "薪资面议，五险一金",
        "Not Disclosed by Recruiter",
        "Competitive salary + benefits",
        "competitive, 25 days holiday",
        "薪资open",
    ] {
        assert_eq!(read(text, &defaults("USD", PayPeriod::Year)), Ok(PayText::NotStated), "{text:?}");
    }
    check(&[
        ("£40k - £50k per annum - DOE", "GBP 40000-50000/year []"),
        ("15-30k/月(可面议)", "CNY 15000-30000/month [currency_from_chinese months_per_year]"),
        ("N/A 15k", "Contradictory"),
        // How long a pay period is depends on the employer.
        ("$1,923 / pay period", "UnclearPeriod"),
        ("$2,500 per paycheck", "UnclearPeriod"),
        ("$45 an hour", "USD 45/hour [currency_from_sign paid_days_per_month paid_hours_per_day]"),
        ("salary", "NoAmount"),
        ("USD", "NoAmount"),
        ("月薪", "NoAmount"),
        ("...", "NoAmount"),
    ]);
}

#[test]
fn what_is_no_pay() {
    let thirty_digits = "9".repeat(30);
    let long = "15k ".repeat(100);
    check(&[
        ("0", "Zero"),
        ("0.00", "Zero"),
        ("$0", "Zero"),
        ("0-1万/月", "Zero"),
        ("-5000", "Negative"),
        ("-$5000", "Negative"),
        ("$-5000", "Negative"),
        ("−5000", "Negative"),
        ("(5,000)", "Negative"),
        ("($5k)", "Negative"),
        ("inf", "UnknownWord"),
        ("5.2E+04", "Exponent"),
        ("5.2e+07", "Exponent"),
        ("1e-3", "Exponent"),
        ("1e400", "TooLarge"),
        (&thirty_digits, "TooLarge"),
        ("999999999999", "USD 999999999999/year [currency period]"),
        ("1000000000000", "TooLarge"),
        ("999999999亿", "TooLarge"),
        (&long, "TooLong"),
        ("1e9 lakh", "TooLarge"),
        ("税后15k", "AfterTax"),
        ("15k net", "AfterTax"),
        ("hello", "UnknownWord"),
        ("10%", "UnknownWord"),
        ("15kk", "UnknownWord"),
        ("2024-05-01", "MalformedNumber"),
        ("138-0013-8000", "MalformedNumber"),
        ("52000)", "Incomplete"),
        ("(15-20k", "Incomplete"),
        ("k", "Incomplete"),
        ("万", "Incomplete"),
        ("15k\u{202e}", "UnknownWord"),
        ("=1+1", "UnknownWord"),
    ]);
}

/// Every message and hint is fixed text, so that no part of a payroll can be in it.
#[test]
fn errors_hold_nothing_of_the_text() {
    for (text, why) in [("secret 98765", Unreadable::UnknownWord), ("-98765", Unreadable::Negative)] {
        let found = read(text, &defaults("USD", PayPeriod::Year)).unwrap_err();
        assert_eq!(found, why);
        for said in [found.to_string(), found.hint().to_owned(), format!("{found:?}")] {
            assert!(!said.contains("98765") && !said.contains("secret"), "{said}");
        }
    }
}
