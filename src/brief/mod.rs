//! Pages put together from answers and pictures: the whole market, and a hiring brief for one role and city.
//!
//! Owns what stands on a page and in which order. Refuses to price, to draw and to format.

mod hiring;
mod market;
mod offer_check;
mod parts;

pub use hiring::{Hire, hiring};
pub use market::market;
