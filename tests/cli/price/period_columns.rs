//! Columns of periods beside pay: which are used, and which are left out.

use super::price;
use super::units::{explained, read};

/// Catches a column of periods that is left out in silence, and one that the caller named and that is left out.
#[test]
fn a_column_of_periods_that_does_not_fit_is_left_out_and_named() {
    let file =
        "Job Title,City,Rate,Pay Cycle\nData Scientist,Beijing,28.50,Bi-weekly\nData Scientist,Beijing,31,Bi-weekly\n";
    let ended = price(file, "--default-level mid --explain-pay").well();
    let note = "note: \"Pay Cycle\" is not the period of the amounts, which do not fit it: it is left out; \
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
    assert!(ended.said.contains("it is left out; --pay-period-column \"Pay Frequency\""), "{}", ended.said);
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

/// Catches a column of how often people are paid that is left out in silence, and messages that say both that it is used and that
/// it is not.
#[test]
fn a_frequency_beside_a_period_in_the_header_is_named_once() {
    let ended = explained(
        "Job Title,City,Annual Salary,Pay Frequency\nData Scientist,Beijing,60000,Biweekly\nData Scientist,Beijing,61000,Monthly\n",
    );
    assert_eq!(read(&ended), ["60000 60000 USD year", "61000 61000 USD year"]);
    let naming: Vec<&str> = ended.said.lines().filter(|line| line.contains("Pay Frequency")).collect();
    let note = "note: \"Pay Frequency\" says how often people are paid; it is left out, because the header of pay states a period; \
                --pay-period-column \"Pay Frequency\" uses it";
    assert_eq!(naming, [note]);
    let unfit = "Job Title,City,Rate,Pay Cycle\nData Scientist,Beijing,28.50,Bi-weekly\n";
    assert!(!explained(unfit).said.contains("pay-period from"));
}

/// Catches a hint that names a column of a file without a header in words that no option takes.
#[test]
fn a_column_without_a_header_is_named_by_its_number() {
    let rows = "Pay Cycle 20250131,City,Job Title,28.50\nBi-weekly,Beijing,Data Scientist,28.50\nBi-weekly,Beijing,Data Scientist,31\n";
    let ended = price(rows, "--default-level mid --salary-column 4").well();
    assert!(ended.said.contains("note: column 1 is not the period of the amounts"), "{}", ended.said);
    assert!(ended.said.contains("; --pay-period-column 1 uses it\n"), "{}", ended.said);
}

/// Catches a column of periods that is not found because its header does not say that it is one, and another column that is taken
/// for one.
#[test]
fn a_column_of_periods_is_found_by_its_cells() {
    // Words beside pay are no periods, and do not hide those of the others.
    let rows = "Data Scientist,57.69,Hourly\nData Scientist,60000,Salary\nData Scientist,60000,Exempt\n";
    assert!(explained(&format!("Title,Pay,Pay Type\n{rows}")).said.contains("pay-period from \"Pay Type\""));
    // A short form may be a name.
    let named = explained("Employee,Title,Pay\nAnn,Data Scientist,60000\n");
    assert!(!named.said.contains("pay-period from"), "{}", named.said);
    let cells = |pay: [&str; 3]| pay.map(str::to_owned).to_vec();
    let rows = |header: &str, words: [&str; 3]| {
        let pay = ["60000", "35", "61000"];
        let rows: String =
            pay.iter().zip(words).map(|(pay, word)| format!("Data Scientist,Shanghai,{pay},{word}\n")).collect();
        format!("Title,City,Pay,{header}\n{rows}")
    };
    for (header, words) in [
        ("Type", ["Annual", "Hourly", "Annual"]),
        ("Comp Type", ["Salaried", "Hourly", "Salary"]),
        ("Structure", ["yearly", "hourly", ""]),
        ("类型", ["年薪", "时薪", "年薪"]),
        ("Field D", ["Annual Salary", "Hourly Rate", "Annual Salary"]),
    ] {
        let ended = explained(&rows(header, words));
        let expected = cells(["60000 60000 USD year", "35 35 USD hour", "61000 61000 USD year"]);
        assert_eq!(read(&ended), expected, "{header}: {}", ended.said);
        let note = format!(
            "note: \"{header}\" is taken for the period of pay, because of its cells; --pay-period-column none ignores it\n"
        );
        assert!(ended.said.contains(&note), "{header}: {}", ended.said);
    }
    // A word that is no period, a header that names another thing, a header of pay with a period, and a period that is given.
    let mixed = rows("Type", ["Annual", "Hourly", "Contract"]);
    let review = rows("Review Type", ["Annual", "Monthly", "Annual"]);
    let annual = rows("Type", ["Annual", "Hourly", "Annual"]).replace("Pay,", "Annual pay,");
    let given = rows("Type", ["Annual", "Hourly", "Annual"]);
    for (file, arguments) in [
        (mixed, ""),
        (review, ""),
        (annual, ""),
        (given.clone(), "--pay-period year"),
        (given, "--pay-period-column none"),
    ] {
        let ended = price(&file, &format!("--default-level mid --explain-pay {arguments}")).well();
        assert!(!ended.said.contains("pay-period from"), "{file} {arguments}: {}", ended.said);
        assert!(!ended.said.contains("because of its cells"), "{file} {arguments}: {}", ended.said);
    }
    // What is paid by the month need not be the pay: the amounts are near the market without it.
    let other = rows("Plan", ["Monthly", "Monthly", "Monthly"]).replace(",35,", ",65000,");
    let ended = explained(&other);
    assert_eq!(read(&ended)[0], "60000 60000 USD year");
}

/// Catches hourly pay that is read by how often people are paid.
#[test]
fn people_paid_by_the_hour_are_known_beside_a_frequency() {
    let rows = "Data Scientist,Shanghai,Salary,2400,Biweekly\nData Scientist,Shanghai,Hourly,31,Biweekly\n";
    let ended = explained(&format!("Title,City,Pay Type,Pay Rate,Pay Frequency\n{rows}"));
    assert_eq!(read(&ended), ["2400 2400 USD two-weeks", "31 31 USD hour"]);
    assert!(ended.said.contains("pay-period from \"Pay Type\", or else \"Pay Frequency\"; "), "{}", ended.said);
    // Salaries a year are far from the market by the frequency, which is left out.
    let rows = "Data Scientist,Shanghai,Salary,62000,Biweekly\nData Scientist,Shanghai,Hourly,31,Biweekly\n";
    let ended = explained(&format!("Title,City,Pay Type,Pay Rate,Pay Frequency\n{rows}"));
    assert_eq!(read(&ended), ["62000 62000 USD year", "31 31 USD hour"]);
    assert!(ended.said.contains("pay-period from \"Pay Type\"; "), "{}", ended.said);
}

/// Catches people who are paid by the hour and have no pay, because their pay stands in a column of its own; and a column that is read
/// although it is not known to differ by its period alone, or the user names one.
#[test]
fn pay_by_the_hour_and_by_the_year_may_stand_in_two_columns() {
    let rows = "Data Scientist,57.5,\nData Scientist,,60000\nData Scientist,0.00,60000\nData Scientist,57.5,61000\nData Scientist,,\n";
    let found = explained(&format!("Title,Hourly Rate,Annual Salary\n{rows}"));
    assert!(found.said.contains("salary from \"Annual Salary\", or else \"Hourly Rate\""), "{}", found.said);
    let pay = ["57.5 57.5 USD hour", "60000 60000 USD year", "60000 60000 USD year", "61000 61000 USD year", "   "];
    assert_eq!(read(&found), pay);
    for header in ["Title,Hourly Rate (CAD),Annual Salary (USD)", "Title,Net Hourly Pay,Annual Salary"] {
        let unread = explained(&format!("{header}\n{rows}"));
        assert!(unread.said.contains(" is pay of another period, and is not read; "), "{}", unread.said);
    }
    assert!(!explained("Title,Base Salary,Total Pay\nData Scientist,1,\n").said.contains("another period"));
}
