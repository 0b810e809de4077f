//! The number of cases of property tests that take long.

use proptest::test_runner::Config;

/// `usual` cases, or as many as the variable `PROPTEST_CASES` says, if these are more.
pub(crate) fn cases(usual: u32) -> Config {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => {
            let asked = Config::default();
            Config { cases: asked.cases.max(usual), ..asked }
        }
        None => Config::with_cases(usual),
    }
}
