//! How many cases a property test tries.

use proptest::prelude::ProptestConfig;

/// `usual` cases, or as many as `PROPTEST_CASES` says.
pub(crate) fn property_cases(usual: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(usual),
    }
}
