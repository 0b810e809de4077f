//! Arguments of the program.

use std::process::Command;

use proptest::prelude::*;
use proptest::sample::select;

use crate::case_count::cases;

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn no_argument_can_make_the_program_panic_and_no_error_repeats_pay(
        flag in select(vec!["--salary", "--current", "--city-premium", "--retention", "--ageing-rate", "--fx", "--months", "--years"]),
        before in "[^\u{0}]{0,8}",
        after in prop_oneof![Just(String::new()), "[kK万元%/a-z .,~–-]{0,12}", "[^\u{0}]{0,8}"],
    ) {
        let pay = matches!(flag, "--salary" | "--current");
        let value = format!("{before}{}{after}", if pay { "81234" } else { "12" });
        let output = Command::new(env!("CARGO_BIN_EXE_payband"))
            .args(["benchmark", "--role", "Cloud Architect", "--on", "2026-01-01", "--currency", "CNY", flag, &value])
            .env_clear()
            .env("PAYBAND_TODAY", "2025-12-01")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let code = output.status.code();
        prop_assert!(matches!(code, Some(0..=2)) && !said.contains("panicked"), "{flag} {value:?}: {code:?} {said}");
        if pay && code != Some(0) {
            prop_assert!(!said.contains("81234") && output.stdout.is_empty(), "{flag} {value:?}: {said}");
        }
    }
}
