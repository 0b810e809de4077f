//! Builds the [`Answer`](crate::answer::Answer) of each command: its columns, their names, and its notes.
//!
//! The names of data columns are stable: the README lists them and tests check them. Views neither price cells nor read arguments.
//! They format values only in sentences, captions and descriptions, and calculate only projections and gaps.

mod benchmark;
mod benchmark_row;
mod brief_line;
mod budget;
mod capitalised;
mod cell;
pub mod chart;
mod city;
mod compare;
mod emerging;
mod employers;
mod explain;
mod heading;
mod market;
mod notes;
mod offer;
mod payroll;
mod payroll_findings;
mod percentiles;
mod projection;
mod provenance;
mod range_names;
mod reference_rates;
mod roles;
mod sector_gaps;
mod skills;
mod step_text;
mod survey;
mod survey_conversions;
mod survey_explain;
mod survey_notes;
mod tables;

pub use benchmark::{BenchmarkParts, BenchmarkSummary, benchmark, benchmark_rows, ranges};
pub use benchmark_row::BenchmarkRow;
pub(crate) use brief_line::brief_line;
pub use budget::{BudgetRow, budget};
pub(crate) use city::{CityFigure, city_figures};
pub use city::{CitySort, city};
pub use compare::{CellDimension, CompareRow, compare};
pub use emerging::emerging;
pub use employers::employers;
pub use explain::explain;
pub(crate) use heading::aged;
pub use market::{MarketQuery, PERCENT, market, market_caveats};
pub(crate) use market::{
    facts_in_unit, market_findings, market_geographies, market_sections, projected_sections, section_rows,
};
pub(crate) use notes::base_caveats;
pub(crate) use offer::{OfferText, offer_sentence, percent};
pub(crate) use payroll::payroll_notes;
pub use payroll::{SummaryUnit, payroll};
pub(crate) use payroll_findings::payroll_findings;
pub(crate) use provenance::joined_sources;
pub use provenance::sources;
pub(crate) use range_names::{range_headings, range_points};
pub use roles::{RoleFilter, roles};
pub(crate) use roles::{matching_roles, slotted_roles};
pub use sector_gaps::against;
pub use skills::{gap, skills};
pub(crate) use step_text::{step_name, step_note};
pub use survey::{SurveyAbout, survey};
pub use survey_explain::explain_survey;
pub use survey_notes::group_names;
pub(crate) use survey_notes::unlikely_bonuses_warning;
pub use tables::{pack_tables, packs, table_rows};
