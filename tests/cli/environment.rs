//! Variables that set defaults: each does what its flag does, and the flag wins.

use crate::expected::{cloud, csv};
use crate::sandbox::{Sandbox, payband};

const LINE: &str = "-q benchmark -r 'Cloud Architect' -c Shanghai -l entry";

#[test]
fn a_variable_is_a_default_that_a_flag_overrides() {
    let entry = || cloud("Shanghai", "Entry").base("72800.00 75400.00 78000.00");
    for (variable, value, row, flag) in [
        (
            "PAYBAND_CURRENCY",
            "CNY",
            entry()
                .with("currency", "CNY")
                .with("source", "talenbrium-2025;pboc-2025-11-03")
                .base("515911.76 534337.18 552762.60"),
            "--currency USD",
        ),
        (
            "PAYBAND_PERIOD",
            "month",
            entry().monthly().base("6066.67 6283.33 6500.00").other("4252.34 4395.53 4542.92"),
            "--period year",
        ),
        (
            "PAYBAND_READING",
            "calibrated",
            entry()
                .with("reading", "calibrated")
                .base("51028.04 52746.32 54515.07")
                .other("72800.00 75400.00 78000.00"),
            "--reading literal",
        ),
    ] {
        payband(LINE).env(variable, value).prints(&csv(&[row]));
        payband(&format!("{LINE} {flag}")).env(variable, value).prints(&csv(&[entry()]));
    }
    payband(&format!("{LINE} --period month"))
        .env("PAYBAND_MONTHS", "13")
        .prints(&csv(&[entry().with("period", "month").with("basis", "given").base("5600.00 5800.00 6000.00")]));
    // --fx needs a currency, from a flag or a variable.
    payband(&format!("{LINE} --fx 7"))
        .env("PAYBAND_CURRENCY", "CNY")
        .prints(&csv(&[entry().with("currency", "CNY").with("basis", "given").base("509600.00 527800.00 546000.00")]));
}

#[test]
fn the_format_of_the_environment_gives_way_to_a_flag_and_to_a_files_extension() {
    let sandbox = Sandbox::new();
    let row = csv(&[cloud("Shanghai", "Entry").base("72800.00 75400.00 78000.00")]);
    let tabs = row.replace(',', "\t");
    sandbox.payband(LINE).env("PAYBAND_FORMAT", "tsv").prints(&tabs);
    sandbox.payband(&format!("{LINE} --format csv")).env("PAYBAND_FORMAT", "tsv").prints(&row);
    sandbox.payband(&format!("{LINE} -o out.csv")).env("PAYBAND_FORMAT", "tsv").prints("");
    assert_eq!(sandbox.read("out.csv"), row);
    sandbox.payband(&format!("{LINE} -o out")).env("PAYBAND_FORMAT", "tsv").prints("");
    assert_eq!(sandbox.read("out"), tabs);
    // A command with a single format ignores it.
    let brief = sandbox.payband(&format!("{LINE} --brief-line")).streams();
    assert!(sandbox.payband(&format!("{LINE} --brief-line")).env("PAYBAND_FORMAT", "json").streams() == brief);
    sandbox.payband(LINE).env("PAYBAND_FORMAT", "xml").misuses(
        "error: PAYBAND_FORMAT cannot be used\n  \
         caused by: \"xml\" is not a format: choose table, csv, tsv, json, jsonl, markdown or xlsx\n",
    );
}

#[test]
fn the_pack_of_the_environment_is_the_pack() {
    let sandbox = Sandbox::new();
    sandbox.with_pack("mine");
    let salaries = sandbox.read("mine/salaries.csv").replace(",52000,", ",60000,");
    sandbox.write("mine/salaries.csv", salaries);
    let row = cloud("Shanghai", "Entry").base("84000.00 87000.00 90000.00");
    sandbox.payband(LINE).env("PAYBAND_PACK", "mine").prints(&csv(&[row]));
    sandbox
        .payband(LINE)
        .env("PAYBAND_PACK", "gone")
        .fails("error: gone: neither a bundled pack nor a folder\nhint: the bundled packs are china-healthcare-it-2025, us-oews-2025; or check the path of the folder\n");
}

#[test]
fn an_invalid_date_is_an_error() {
    payband("benchmark -r 'Cloud Architect'")
        .env("PAYBAND_TODAY", "soon")
        .misuses("error: PAYBAND_TODAY is \"soon\", which is not a date\nhint: write it like 2025-11-05\n");
}
