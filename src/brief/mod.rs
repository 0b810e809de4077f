//! Builds pages from answers and charts: the whole market, and a hiring brief for one role and city.
//!
//! Owns the parts of each page and their order. It neither prices nor draws nor formats.

mod hiring;
mod market;
mod offer_check;
mod parts;

pub use hiring::{Hire, hiring};
pub use market::market;
