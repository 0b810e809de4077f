//! Turns ids and options into a quote: market range, retention bonus, and the trace of every figure.
//!
//! A *cell* is a role, a city and a level. Every step is an [`Interval`](crate::money::Interval) and names its source. Steps
//! are typed: their words for people are in `views`. The formulas are those of the README's "How a figure is made":
//!
//! ```text
//! base             = median × (1 + slot adjustment) × (1 + geographic differential) × (1 + seniority differential)
//! retention bonus  = base × retention %
//! base + retention
//! ```
//!
//! The engine takes ids, tables already read, and dates. It knows no names, files, clock or terminal, and threads may share
//! one [`Pricer`].

mod ageing;
mod basis;
mod calibration;
mod cell_pricing;
mod cell_quote;
mod error;
mod exchange;
mod home_market;
mod match_grade;
mod offer;
mod options;
mod pay_conventions;
mod percentiles;
mod priced;
mod pricer;
mod quote;
mod quoting;
mod role_percentiles;
mod seniority;
mod steps;
mod trace;
mod trace_builder;

pub use ageing::{Ageing, AgeingMethod, AgeingRate, growth_factor};
pub(crate) use ageing::{months_and_days, months_between};
pub use basis::StepBasis;
pub(crate) use calibration::WORKFORCE;
pub(crate) use cell_quote::CellAmounts;
pub use error::{NearFigure, NoPriceReason, PricingError, RequestPart};
pub use exchange::{Conversion, Exchange};
pub use home_market::native_currency;
pub(crate) use home_market::{home_country, local_currency};
pub use match_grade::MatchGrade;
pub use offer::{Offer, Position, Uplift};
pub use options::{DomainYears, Options, Reading, Retention};
pub use pay_conventions::conventions;
pub(crate) use pay_conventions::{cell_element, pay_element};
pub use percentiles::{MissingEnds, Percentiles, Reached};
pub use priced::has_price;
pub(crate) use priced::{has_percentiles_only, level_has_price, own_median, whole_market_cell};
pub use pricer::Pricer;
pub use quote::{Cell, GeoBasis, OtherReading, Quote};
pub use quoting::SectorGap;
pub(crate) use role_percentiles::{CellFigures, CellPercentiles, PercentileKeys, PriceKind, RolePercentiles};
pub use trace::{
    CityDifferential, LevelDifferential, MedianTerms, RetentionRule, SlottedFrom, Step, StepInputs, StepKind,
    YearsGround, basis, sources,
};
