//! Tests of the public API of charts: golden files, properties of all charts, and PNG with the fonts of the machine.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod domain;
mod golden;
#[path = "../golden_files/mod.rs"]
mod golden_files;
mod pictures;
#[cfg(feature = "png")]
mod pixels;
mod properties;
mod sample;
#[cfg(feature = "png")]
#[path = "../skipped/mod.rs"]
mod skipped;
mod tight;
mod words;
