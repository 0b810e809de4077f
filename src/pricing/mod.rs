//! From ids and options to a quote: market range, retention bonus, and the trace of every figure.
//!
//! A *cell* is a role, a city and a level. Every step is an [`Interval`], low with lows and high with highs, and each says
//! where it comes from. The formulas are those of the README's "How a figure is made":
//!
//! ```text
//! base             = median × (1 + geographic differential) × (1 + seniority differential)
//! retention bonus  = base × retention %
//! base + retention
//! ```
//!
//! Pure: it takes ids, tables already read, and the dates it needs; it knows no names, files, clock or terminal, and one
//! [`Pricer`] may be asked from many threads.

mod ageing;
mod calibration;
mod error;
mod exchange;
mod offer;
mod options;
mod priced;
mod pricer;
mod quote;
mod seniority;
mod work;

pub use ageing::{Ageing, AgeingMethod, AgeingRate, growth_factor, months_between};
pub use error::{NoPriceReason, PricingError};
pub use exchange::{Conversion, Exchange};
pub use offer::{Offer, Position, Uplift};
pub use options::{Options, Reading, Retention};
pub use priced::{conventions, has_price, level_has_price, local_currency, native_currency, own_median};
pub use pricer::{Pricer, SectorGap, WORKFORCE};
pub use quote::{Cell, GeoBasis, OtherReading, Quote, Step, StepBasis, StepKind, basis, sources};

use crate::money::Interval;
