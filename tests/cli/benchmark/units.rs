//! Currency, period and element of pay.

use super::senior;
use crate::expected::csv;
use crate::sandbox::payband;

#[test]
fn currency_and_period_change_the_unit_and_not_the_pay() {
    let yuan = senior().with("currency", "CNY").with("source", "talenbrium-2025;pboc-2025-11-03");
    let given = senior().with("currency", "CNY").with("basis", "given");
    for (options, row) in [
        (
            "--currency cny",
            yuan.clone()
                .pays("619094.11 667921.48 718591.38", "92864.12 116886.26 143718.28", "711958.23 784807.73 862309.66")
                .other("433944.47 467246.65 502231.50"),
        ),
        (
            "--currency RMB --fx 7.10",
            given.pays(
                "620256.00 669175.00 719940.00",
                "93038.40 117105.63 143988.00",
                "713294.40 786280.63 863928.00",
            ),
        ),
        (
            "--period month",
            senior().monthly().pays("7280.00 7854.17 8450.00", "1092.00 1374.48 1690.00", "8372.00 9228.65 10140.00"),
        ),
        (
            "--currency CNY --period month --months 13",
            yuan.with("period", "month").with("basis", "given").pays(
                "47622.62 51378.58 55276.26",
                "7143.39 8991.25 11055.25",
                "54766.02 60369.83 66331.51",
            ),
        ),
    ] {
        payband(&format!("-q benchmark -r 'Cloud Architect' -c Shanghai -l senior {options}")).prints(&csv(&[row]));
    }
}

/// Would catch a 13th or 14th month that is counted as base, and an answer that does not say which element is compared.
#[test]
fn base_salary_and_guaranteed_pay_are_told_apart() {
    let line = "benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary 35k*14 --format csv";
    let (_, stderr) = payband(line).streams();
    assert_eq!(stderr, "warning: --salary: 12 of 14 months are compared, CNY 420,000 (local currency)\n");
    let (_, stderr) = payband(&line.replace("35k*14", "30K·13薪")).streams();
    assert_eq!(stderr, "warning: --salary: 12 of 13 months are compared, CNY 360,000\n");
    for (offer, said) in [
        ("--salary 35k*14", "\nall 14 months: CNY 490,000, 73% of mid; write \"CNY 35000/month\" --months 14\n"),
        (
            "--salary '¥35k/month x14'",
            "\nall 14 months: CNY 490,000, 73% of mid; write \"CNY 35000/month\" --months 14\n",
        ),
        (
            "--salary ¥35k/month --months 14",
            "\nbase salary is CNY 420,000, 63% of mid; write \"¥35k/month x14\" to compare it\n",
        ),
        (
            "--salary 35k --period month --currency CNY --months 14",
            "\nbase salary is CNY 420,000, 63% of mid; write \"CNY 35k x14\" to compare it\n",
        ),
    ] {
        let line = format!("benchmark -r 'Cloud Architect' -c Shanghai -l senior {offer} -f table");
        let (table, _) = payband(&line).env("COLUMNS", "80").streams();
        assert!(table.contains(said), "{offer}: {table}");
        let is_local = offer == "--salary 35k*14";
        assert_eq!(table.contains("\nwarning: --salary is read in CNY, the local currency\n"), is_local, "{table}");
        // The sentence of the offer says it already.
        assert!(!table.contains("months are compared,"), "{offer}: {table}");
    }
    // Two ways to write one offer, so that the advice holds.
    let compared = |offer: &str| {
        let line = "-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --currency CNY --period month --months 14";
        let document = payband(&format!("{line} --salary '{offer}' -f json")).json();
        document["rows"][0]["market_ratio"].clone()
    };
    assert_eq!(compared("CNY 35k x14"), compared("420k/year"));
    assert_eq!(compared("35k"), compared("490k/year"));
}
