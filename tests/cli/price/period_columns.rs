//! Columns of periods beside pay: which are used, and which are left out.

use super::price;
use super::units::{explained, read};

/// Catches a column of periods that is left out in silence, and one that the caller named and that is left out.
#[test]
fn a_column_of_periods_that_does_not_fit_is_left_out_and_named() {
    let file =
        "Job Title,City,Rate,Pay Cycle\nData Scientist,Beijing,28.50,Bi-weekly\nData Scientist,Beijing,31,Bi-weekly\n";
    let ended = price(file, "--default-level mid --explain-pay").well();
    let note = "note: \"Pay Cycle\" is not the period of the amounts, which do not fit it, and is left out; \
                --pay-period-column \"Pay Cycle\" uses it\n";
    assert!(ended.said.contains(note), "{}", ended.said);
    assert!(ended.said.contains("if so, use --pay-period hour"), "{}", ended.said);
    assert_eq!(read(&ended), ["28.5 28.5 USD year", "31 31 USD year"]);
    let named = price(file, "--default-level mid --explain-pay --pay-period-column 'Pay Cycle'").well();
    assert_eq!(read(&named), ["28.5 28.5 USD two-weeks", "31 31 USD two-weeks"]);
}

/// Catches a period that is taken from the cells that state one, because a column that is left out was still counted.
#[test]
fn a_column_that_is_left_out_decides_nothing() {
    let row = |at: usize| match at % 5 {
        0 => "Data Scientist,Beijing,$45/hour,Biweekly\n".to_owned(),
        _ => format!("Data Scientist,Beijing,${}K,Biweekly\n", 80 + at),
    };
    let rows: String = (0..40).map(row).collect();
    let ended = explained(&format!("Job Title,City,Salary,Pay Frequency\n{rows}"));
    assert!(ended.said.contains("is left out; --pay-period-column \"Pay Frequency\""), "{}", ended.said);
    assert_eq!(read(&ended)[..2], ["45 45 USD hour", "81000 81000 USD year"]);
}

/// Catches a column that is left out because a currency that a cell names in words was taken for dollars.
#[test]
fn a_currency_in_words_is_known_when_a_column_of_periods_is_judged() {
    for currency in ["CNY", "人民币", "RMB", "¥"] {
        let row = format!("Data Scientist,上海,40000,{currency},Monthly\n");
        let ended = explained(&format!("title,city,salary,currency,Pay Frequency\n{row}{row}"));
        assert!(!ended.said.contains("is left out"), "{currency}: {}", ended.said);
        assert_eq!(read(&ended)[0], "40000 40000 CNY month", "{currency}");
    }
}
