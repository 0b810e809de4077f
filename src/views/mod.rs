//! From the domain to an [`Answer`](crate::answer::Answer): which columns a command shows, under which names, with which
//! notes beside them.
//!
//! The data columns named here are a contract: README lists them and tests hold them. Refuses to calculate prices, to read
//! arguments and to format.

mod benchmark;
mod brief_line;
mod budget;
mod cell;
pub mod chart;
mod city;
mod compare;
mod emerging;
mod employers;
mod explain;
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

pub use benchmark::{BenchmarkRow, PayColumns, benchmark, ranges};
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
