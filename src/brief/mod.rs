//! Builds pages from answers and charts: the whole market, a hiring brief for one role and city, and a payroll.
//!
//! Owns the parts of each page and their order. It neither prices nor draws nor formats.

mod amounts;
mod band;
mod calculator;
mod headline;
mod hiring;
mod market;
mod offer_check;
mod parts;
mod payroll;
mod skills;
mod waterfall;

pub use calculator::PricedMarket;
pub use hiring::{Hire, hiring};
pub use market::{Market, market};
pub use payroll::payroll;
