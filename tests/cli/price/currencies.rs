//! The currency of pay whose sign several currencies share, and pay in a currency without a rate.

use super::{Ended, price};

fn explained(file: &str, options: &str) -> Ended {
    price(file, &format!("--default-level mid --explain-pay {options}")).well()
}

/// The status, currency and origin of the currency of each row.
fn currencies(ended: &Ended) -> Vec<String> {
    let rows = ended.records().len() - 1;
    (0..rows).map(|row| ended.cells(row, "market_status,pay_currency,pay_currency_from").join(" ")).collect()
}

/// Catches `$`, `kr` or `Rs` that is read as the usual currency beside a country that pays in another.
#[test]
fn the_country_decides_a_shared_sign() {
    let pay = [
        ("Canada", "\"$85,000\"", "CAD column"),
        ("AU", "A$85k", "AUD cell"),
        ("Singapore", "\"$85,000\"", "SGD column"),
        ("HK", "\"$485,000\"", "HKD column"),
        ("US", "\"US$85,000\"", "USD cell"),
        ("Japan", "\"¥8,500,000\"", "JPY column"),
        ("PK", "\"Rs 2,500,000\"", "PKR column"),
        ("Sri Lanka", "\"Rs. 2,500,000\"", "LKR column"),
        ("Pakistan", "25 lakh", "PKR notation"),
        ("EG", "\"£600,000\"", "EGP column"),
        ("SE", "600 000 kr", "SEK column"),
        ("Norway", "600 000 kr.", "NOK column"),
        ("DK", "kr. 600.000", "DKK column"),
        ("Germany", "\"€60,000\"", "EUR cell"),
        // The cell holds against the country.
        ("Canada", "USD 85000", "USD cell"),
    ];
    let mut file = "Title,Country,Salary\n".to_owned();
    pay.iter().for_each(|(country, cell, _)| file += &format!("Data Scientist,{country},{cell}\n"));
    let found = currencies(&explained(&file, ""));
    for ((country, cell, expected), found) in pay.iter().zip(found) {
        assert!(found.ends_with(expected), "{country} {cell}: {found}");
    }
}

/// Catches a survey in US dollars whose Canadian rows are read as Canadian dollars.
#[test]
fn a_sign_beside_other_countries_means_one_currency() {
    let row = |country: &str| format!("Data Scientist,{country},\"$85,000\"\n");
    let file = format!("Title,Country,Salary\n{}{}{}", row("Canada"), row("Germany"), row("US"));
    assert_eq!(currencies(&explained(&file, "")), ["priced USD cell"; 3]);
    // The flag holds against the country.
    let file = format!("Title,Country,Salary\n{}{}", row("Canada"), row("US"));
    assert_eq!(currencies(&explained(&file, "--pay-currency USD")), ["priced USD cell"; 2]);
}

/// Catches bare numbers that are read in the currency of the country, and ones beside `$` that are not read as it is.
#[test]
fn the_country_decides_no_bare_number() {
    let file = "Title,Country,Salary\nData Scientist,Canada,85000\n";
    assert_eq!(currencies(&explained(file, "")), ["priced USD pack"]);
    let file = "Title,Country,Salary\nData Scientist,Canada,\"$85,000\"\nData Scientist,Canada,85000\n";
    assert_eq!(
        currencies(&explained(file, "")),
        ["currency-without-rate CAD column", "currency-without-rate CAD cells"]
    );
}

/// Catches a sign of one country that makes the bare numbers of another country those of its currency.
#[test]
fn a_sign_of_one_country_says_nothing_of_the_others() {
    let row = |country: &str, pay: &str| format!("Data Scientist,{country},\"{pay}\"\n");
    let file = format!(
        "Title,Country,Salary\n{}{}{}{}",
        row("US", "140,000"),
        row("US", "130,000"),
        row("Canada", "$110,000"),
        row("US", "120,000")
    );
    let of_us = "priced USD pack";
    assert_eq!(currencies(&explained(&file, "")), [of_us, of_us, "currency-without-rate CAD column", of_us]);
}

/// Catches a sign in a column of currencies that is not read by the country, or is read once for all rows.
#[test]
fn a_column_of_signs_goes_by_the_country() {
    let file = "Title,Country,Currency,Salary\nData Scientist,Canada,$,85000\nData Scientist,US,$,85000\n\
                Data Scientist,SE,kr,85000\nData Scientist,,kr,85000\n";
    let ended = explained(file, "");
    let expected = [
        "currency-without-rate CAD column",
        "priced USD column",
        "currency-without-rate SEK column",
        "currency-without-rate  ",
    ];
    assert_eq!(currencies(&ended), expected);
    assert!(ended.said.contains("the pack has no rate for CAD, SEK: "), "{}", ended.said);
    assert!(ended.said.contains("; the currency cell names no currency that is known\n"), "{}", ended.said);
}

/// Catches `kr` that is guessed, that is taken for the currency of the pack, or of which the remedy is not said.
#[test]
fn kr_alone_may_be_one_of_several_currencies() {
    let file = "Title,Salary\nData Scientist,45 000 kr\nData Scientist,40 000 - 45 000 kr\n";
    let ended = explained(file, "");
    assert_eq!(currencies(&ended), ["currency-without-rate  "; 2]);
    let why = "note: currency-without-rate: kr may be SEK, NOK, DKK or ISK: --pay-currency says which\n";
    assert!(ended.said.contains(why), "{}", ended.said);
    // Other cells of the column, the header and the flag say which.
    for (file, options, expected) in [
        (file.to_owned(), "--pay-currency NOK", "NOK"),
        (file.replace("Salary", "Salary (SEK)"), "", "SEK"),
        (format!("{file}Data Scientist,DKK 500000\n"), "", "DKK"),
    ] {
        let found = currencies(&explained(&file, options));
        assert!(
            found.iter().all(|found| found.starts_with(&format!("currency-without-rate {expected} "))),
            "{found:?}"
        );
    }
}

/// Catches a range in two columns that loses what its signs lack.
#[test]
fn kr_in_an_end_of_a_range_is_no_unreadable_pay() {
    let file = "Title,Min Salary,Max Salary\nData Scientist,45 000 kr,50 000 kr\nData Scientist,45 000 kr,\n";
    assert_eq!(currencies(&explained(file, "")), ["currency-without-rate  "; 2]);
}

/// Catches a remedy that does not work: the rate on the command line makes pay in one other currency comparable.
#[test]
fn a_rate_on_the_command_line_compares_pay_in_its_currency() {
    let file = "Title,Salary (GBP)\nData Scientist,50000\n";
    let ended = explained(file, "");
    let why = "note: currency-without-rate: the pack has no rate for GBP: --currency GBP --fx RATE gives one (GBP for one USD), \
               as an overlay with a table `fx` does\n";
    assert!(ended.said.contains(why), "{}", ended.said);
    let ended = explained(file, "--currency GBP --fx 0.75");
    assert_eq!(ended.cells(0, "market_status,market_ratio"), ["priced", "1.3169"]);
}

/// Catches initials in a column that is no column of currencies, in a message: payrolls are private.
#[test]
fn what_is_no_currency_is_not_printed() {
    let file = "Title,Currency,Salary\nData Scientist,QZX,50000\nData Scientist,GBP,50000\n";
    let ended = explained(file, "");
    assert!(ended.said.contains("the pack has no rate for GBP and 1 more: "), "{}", ended.said);
    assert!(!ended.said.contains("QZX"), "{}", ended.said);
}

/// Catches a column of currencies that is taken for pay, or overlooked, because the word stands in brackets or after a colon.
#[test]
fn a_unit_that_is_the_word_currency_names_a_column_of_currencies() {
    for header in
        ["Base Salary,Base Salary (Currency)", "Pay rate,Pay rate: Currency", "月薪,月薪（币种）", "月薪,幣別"]
    {
        let file = format!("Job Title,{header}\nData Scientist,50000,RMB\nData Scientist,40000,RMB\n");
        let ended = explained(&file, "");
        assert_eq!(currencies(&ended), ["priced CNY column"; 2], "{header}");
    }
    // The only column of pay holds pay.
    let ended = explained("Job Title,Salary (Currency)\nData Scientist,USD 50000\n", "");
    assert_eq!(currencies(&ended), ["priced USD cell"]);
}
