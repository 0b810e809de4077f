//! Tests of the public API of renderers: golden files at several widths, and properties of all answers.

mod data;
mod golden;
mod properties;
mod sample;
mod screen;
mod workbook;
