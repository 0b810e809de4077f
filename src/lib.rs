//! payband tells a recruiter or a compensation analyst what the market pays for a role, in a city, at a level, and shows
//! where every figure comes from.
//!
//! Each module is one room: [`money`] holds exact amounts, [`pack`] the data, [`names`] turns what people write into ids,
//! [`pay`] reads pay strings, [`pricing`] makes a quote with its trace, [`views`] turn quotes and tables into an
//! [`answer`], [`figure`] draws charts, [`brief`] puts both on a [`page`], [`render`] prints answers and pages, and [`cli`] is
//! the only one that knows of arguments, streams, the environment and the clock.

pub mod answer;
pub mod brief;
pub mod cli;
pub mod figure;
pub mod money;
pub mod names;
pub mod pack;
pub mod page;
pub mod pay;
pub mod payroll;
pub mod people;
pub mod pricing;
pub mod render;
mod simd;
pub mod tabular;
pub mod views;
