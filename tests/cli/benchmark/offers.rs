//! An offer and present pay against the market range.

use super::{entry_anywhere, senior};
use crate::expected::{Row, csv};
use crate::sandbox::payband;

#[test]
fn an_offer_and_present_pay_are_set_against_base() {
    let offered = |row: Row, salary: &str, ratio: &str, gap: &str, penetration: &str, position: &str| {
        row.with("salary", salary)
            .with("market_ratio", ratio)
            .with("gap", gap)
            .with("range_penetration", penetration)
            .with("position", position)
    };
    let within = offered(senior(), "90000.00", "0.9549", "-4250.00", "0.1880", "within");
    let uplift = |row: Row, current: &str| row.with("current", current);
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary 90000")
        .prints(&csv(std::slice::from_ref(&within)));
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary 90000 --current 80000").prints(&csv(&[
        uplift(within, "80000.00")
            .with("uplift_low", "0.0920")
            .with("uplift_mid", "0.1781")
            .with("uplift_high", "0.2675"),
    ]));
    // In another currency and period than the answer.
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary ¥650,000 --current '¥40k/month x13'")
        .prints(&csv(&[uplift(
            offered(
                senior().with("source", "talenbrium-2025;pboc-2025-11-03"),
                "91721.11",
                "0.9732",
                "-2528.89",
                "0.3106",
                "within",
            ),
            // Twelve months of it are base salary; the 13th is not.
            "67732.51",
        )
        .with("uplift_low", "0.2898")
        .with("uplift_mid", "0.3915")
        .with("uplift_high", "0.4971")]));
    // Below and above, and a range without width has no penetration.
    payband("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary 87359.99").prints(&csv(&[offered(
        senior(),
        "87359.99",
        "0.9269",
        "-6890.01",
        "0.0000",
        "below",
    )]));
    payband("-q benchmark -r 'Cloud Architect' -l entry --salary 90000").prints(&csv(&[offered(
        entry_anywhere(),
        "90000.00",
        "1.7308",
        "38000.00",
        "",
        "above",
    )]));
    // An open end has no midpoint: the columns are there and empty.
    payband("-q benchmark -r 'Cloud Architect' -l entry --salary '90k+'").prints(&csv(&[offered(
        entry_anywhere(),
        "",
        "",
        "",
        "",
        "",
    )]));
}

/// Would catch a month that is one part of a year in the market range and another in the offer.
#[test]
fn an_offer_of_the_printed_mid_is_at_the_mid() {
    let shown = |line: &str| {
        let currency = if line.contains("--currency") { "" } else { "--currency CNY" };
        let line = format!("-q benchmark 'Cloud Architect' Shanghai -l senior {currency} -f table {line}");
        payband(&line).streams().0.lines().nth(1).unwrap().to_owned()
    };
    for (options, offer, said) in [
        ("", "667921.48", "667921.48 = CNY 667,921 a year"),
        ("--period month", "55660.12", "55660.12 = CNY 55,660 a month"),
        ("--period month --months 14", "47708.68", "47708.68, all 14 months = CNY 47,709 a month"),
        ("--period month --months 14", "'¥667921.48/year'", "¥667921.48/year = CNY 47,709 a month"),
        ("--months 14", "'¥47708.68/month'", "¥47708.68/month, all 14 months = CNY 667,922 a year"),
        ("--period hour", "319.89", "319.89 = CNY 319.89 an hour"),
    ] {
        let sentence = shown(&format!("{options} --salary {offer}"));
        assert!(sentence.starts_with(&format!("Offer {said}: 100% of market mid")), "{options} {offer}: {sentence}");
    }
    // Months that the text states are its own: 12 of them are base salary, which the sentence says.
    for options in ["", "--months 14", "--period month", "--period month --months 14"] {
        let sentence = shown(&format!("{options} --salary '¥50k/month x14'"));
        assert!(sentence.contains(": 90% of"), "{options}: {sentence}");
    }
    let year = shown("--period month --months 14 --salary '¥50k/month x14'");
    assert!(
        year.starts_with("Offer ¥50k/month x14, 12 of 14 months = CNY 600,000 a year = CNY 42,857 a month: 90%"),
        "{year}"
    );
    let dollars = shown("--currency USD --months 14 --salary '¥50k/month'");
    assert!(
        dollars.starts_with("Offer ¥50k/month, all 14 months = CNY 700,000 a year = USD 98,777 a year: 105%"),
        "{dollars}"
    );
}

/// Catches a bare `--current` that is read in another currency than `--salary` without a word about it, and a warning about pay
/// that is plausible or states its whole unit.
#[test]
fn implausible_present_pay_is_told_with_what_it_may_be() {
    let said = |pay: &str| payband(&format!("benchmark -r 'Cloud Architect' -c Shanghai -l senior {pay}")).streams().1;
    for (pay, expected) in [
        (
            "--salary 'CNY 35k/month' --current 300000",
            "--current is 3.2 times the market mid; as CNY a year it is 45% of it; if so, write --current \"CNY 300000/year\"",
        ),
        (
            "--current 5k",
            "--current is 5% of the market mid; as USD a month it is 64% of it; if so, write --current \"USD 5000/month\"",
        ),
        // Plausible beside the market, but not beside the salary.
        (
            "--salary 60000 --current 250000",
            "--current is 4.2 times --salary; as CNY a year it is 59% of it; if so, write --current \"CNY 250000/year\"",
        ),
        (
            "--current 20",
            "--current is less than 0.1% of the market mid; as USD an hour it is 44% of it; if so, write --current \"USD 20/hour\"",
        ),
        (
            "--current 0.2",
            "--current is less than 0.1% of the market mid: check its currency, period and zeros; a shell needs single quotes \
             around a $: '$72.50/hour'",
        ),
    ] {
        let said = said(pay);
        assert!(said.lines().any(|line| line == format!("warning: {expected}")), "{pay}: {said}");
    }
    for pay in [
        "--salary 60000 --current 80000",
        "--salary 60000 --current 'USD 250000/year'",
        "--salary 'CNY 35k/month' --current '¥30k/month'",
    ] {
        let said = said(pay);
        assert!(!said.contains("--current is 4") && !said.contains("market mid"), "{pay}: {said}");
    }
}
