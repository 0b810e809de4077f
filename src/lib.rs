//! payband tells a recruiter or a compensation analyst what the market pays for a role, in a city, at a level, and shows
//! where every figure comes from.
//!
//! The modules: [`money`] has exact amounts, [`pack`] the data; [`names`] resolves names to ids, [`pay`] reads pay strings,
//! [`tabular`] reads and writes table files; [`pricing`] makes quotes with their trace, [`payroll`] prices the rows of a file;
//! [`views`] turn quotes and tables into an [`answer`], [`figure`] draws charts, [`brief`] writes a [`page`] from both,
//! [`render`] prints answers and pages. [`cli`] is the only module that knows arguments, streams, the environment and the
//! clock.

pub mod answer;
pub mod brief;
pub mod cli;
pub mod figure;
pub mod money;
pub mod names;
mod once_lock;
pub mod pack;
pub mod page;
pub mod pay;
pub mod payroll;
pub mod pricing;
pub mod render;
mod simd;
pub mod tabular;
pub mod views;
