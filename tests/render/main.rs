//! Tests of the public API of renderers: golden files at several widths, and properties of all answers.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod data;
mod golden;
#[path = "../golden_files/mod.rs"]
mod golden_files;
mod properties;
mod sample;
mod screen;
mod workbook;
