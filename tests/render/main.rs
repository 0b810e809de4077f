//! The renderers, from outside: golden files at several widths, and properties that hold for any answer.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod data;
mod golden;
mod properties;
mod sample;
mod screen;
mod workbook;
