//! Tests of the public API of the library: names, pay, packs, prices, surveys, charts and renderers.
//!
//! One binary for all of them: it links once, and its tests share the cores.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test fails by panicking"
)]

mod abbreviations;
mod as_written;
mod bundled;
mod case_count;
mod case_list;
mod city_evidence;
mod export_headers;
mod figure;
mod figures;
#[path = "../golden_files/mod.rs"]
mod golden_files;
mod imports;
mod names;
mod no_options;
mod oews_cells;
mod pay_columns;
mod pay_unit;
mod payroll;
mod payroll_places;
mod properties;
mod render;
mod report_names;
#[path = "../skipped/mod.rs"]
mod skipped;
mod slotting;
mod survey_attack;
mod survey_rows;
mod title_requests;
mod titles;
mod us_names;
