//! Tests of the public API of charts: golden files, properties of all charts, and PNG with the fonts of the machine.

mod domain;
mod golden;
mod pictures;
#[cfg(feature = "png")]
mod pixels;
mod properties;
mod sample;
#[cfg(feature = "png")]
mod tight;
mod words;
