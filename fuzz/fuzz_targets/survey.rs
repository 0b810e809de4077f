//! Any bytes as a file to survey: every row ends in one status, workers and blocks change nothing, and what is shown keeps the
//! rule. The property is that of the test `survey_rows`; its head describes the settings in the first four bytes.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/library/bundled.rs"]
mod bundled;
#[path = "../../tests/library/survey_rows/property.rs"]
mod property;

fuzz_target!(|input: &[u8]| {
    property::check(input);
});
