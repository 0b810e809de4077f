//! Runs the binary with a cleared environment, a fixed date and a folder of its own. Each test states the whole of exit code,
//! standard output and standard error.
//!
//! Would catch: a figure that changes by a cent, a column renamed or out of order, a note, warning or caveat that appears or
//! goes missing, a wrong exit code, an extra line in a pipe, a file left behind, and pay repeated in an error.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test fails by panicking"
)]

mod benchmark;
mod budget;
mod chart;
mod city;
mod columns;
mod compare;
mod completions;
mod config;
mod destination;
mod environment;
mod errors;
mod expected;
#[cfg(unix)]
mod faults;
mod golden;
#[path = "../golden_files/mod.rs"]
mod golden_files;
mod help;
mod implausible;
mod market;
mod output;
mod pack;
mod pack_validates;
#[cfg(unix)]
mod packs;
mod percentiles;
mod price;
#[cfg(unix)]
mod pseudo_terminal;
mod readme;
mod refused;
mod report;
mod requests;
mod roles;
#[path = "../run_payband/mod.rs"]
mod run_payband;
mod sandbox;
mod scale;
#[cfg(unix)]
mod screens;
mod skills;
#[path = "../skipped/mod.rs"]
mod skipped;
mod slotting;
#[cfg(unix)]
mod stress;
mod survey;
mod survey_counts;
mod survey_currency;
mod survey_elements;
mod survey_empty;
mod survey_headers;
mod survey_ids;
mod survey_leaks;
mod survey_organisations;
mod survey_pack;
mod survey_pack_refused;
mod survey_sql;
mod survey_unmatched;
mod survey_unused;
#[cfg(unix)]
mod terminal;
mod us_pack;
mod workbook;
mod workbook_opens;
mod workbook_prints;
