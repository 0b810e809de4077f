//! payband tells a recruiter or a compensation analyst what the market pays for a role, in a city, at a level, and shows
//! where every figure comes from.
//!
//! [`money`] holds exact amounts, [`pack`] the data. [`names`] turns names as people write them into ids, and [`pay`] reads
//! amounts of pay. [`pricing`] computes a price with its steps. [`views`] turn prices and tables into an [`answer`], which
//! [`render`] prints; [`figure`] draws charts; [`brief`] puts both on a [`page`]; [`screen`] knows what a terminal shows.
//! [`tabular`] reads and writes CSV files, [`people`] finds out what their rows say, [`payroll`] prices them, and [`survey`]
//! makes percentiles of them. Only [`cli`] reads arguments, standard streams, the environment and the clock.
//!
//! `docs/CONTRIBUTING.md` shows which module uses which.

pub mod answer;
pub mod brief;
pub mod cli;
pub mod figure;
mod iter;
pub mod money;
pub mod names;
mod once_lock;
pub mod pack;
pub mod page;
pub mod pay;
pub mod payroll;
pub mod people;
pub mod pricing;
pub mod render;
pub mod screen;
mod shell;
mod simd;
pub mod survey;
pub mod tabular;
pub mod views;
mod xml;
