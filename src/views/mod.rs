//! Builds the [`Answer`](crate::answer::Answer) of each command: its columns, their names, and its notes.
//!
//! The names of data columns are stable: the README lists them and tests check them. Views neither price cells nor read arguments.
//! They format values only in sentences, captions and descriptions, and calculate only projections and gaps.

mod benchmark;
mod benchmark_row;
mod brief_line;
mod budget;
mod cell;
pub mod chart;
mod city;
mod compare;
mod emerging;
mod employers;
mod explain;
mod heading;
mod labels;
mod market;
mod notes;
mod offer;
mod payroll;
mod projection;
mod provenance;
mod roles;
mod skills;
mod step_text;
mod tables;

pub use benchmark::{BenchmarkSummary, PayColumns, benchmark, benchmark_rows, ranges};
pub use benchmark_row::BenchmarkRow;
pub use brief_line::brief_line;
pub use budget::{BudgetRow, budget};
pub use city::{CityFigure, CitySort, city, city_figures};
pub use compare::{Axis, CompareRow, against, compare};
pub use emerging::emerging;
pub use employers::employers;
pub use explain::explain;
pub use market::{
    MarketQuery, PERCENT, facts_in_unit, market, market_caveats, market_geographies, market_headlines, market_sections,
    projected_sections,
};
pub use notes::base_caveats;
pub(crate) use offer::percent;
pub use offer::{OfferText, offer_sentence};
pub use payroll::{SummaryUnit, payroll, payroll_notes};
pub use provenance::{joined_sources, sources};
pub use roles::{RoleFilter, matching_roles, roles};
pub use skills::{gap, skills};
pub use step_text::step_name;
pub use tables::{pack_tables, table_rows};
