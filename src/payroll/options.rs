//! How the rows of a file are read and compared, and what is counted.

use crate::pay::{Conventions, Defaults};
use crate::people::GivenUnit;

/// How the rows of a file are read and compared.
#[derive(Debug, Clone)]
pub struct PayrollOptions {
    /// The unit of pay that states none, where neither the caller nor the file gives one.
    pub pay_defaults: Defaults,
    /// The unit that the caller gives for such pay.
    pub given_unit: GivenUnit,
    /// How pay is converted to annual pay.
    pub conventions: Conventions,
    /// Whether pay is compared with base + retention instead of base salary.
    pub with_retention: bool,
    /// The level, by id, of rows that state none.
    pub default_level: Option<String>,
    /// What is counted besides the status of each row.
    pub counts: CountOptions,
}

impl PayrollOptions {
    /// Options with units from the file only, base salary, no default level, and no further counts.
    #[must_use]
    pub fn new(pay_defaults: Defaults, conventions: Conventions) -> Self {
        PayrollOptions {
            pay_defaults,
            given_unit: GivenUnit::default(),
            conventions,
            with_retention: false,
            default_level: None,
            counts: CountOptions::default(),
        }
    }
}

/// What is counted besides the status of each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CountOptions {
    /// People, market ratios and costs.
    pub summary: SummaryCounts,
    /// Titles, places and pay texts that were not understood.
    pub unmatched: bool,
}

/// The counts that a summary needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SummaryCounts {
    /// None.
    #[default]
    None,
    /// People and costs by cell, and the market ratios of all rows together.
    Whole,
    /// People, costs and market ratios by cell, the ratios to three places.
    ByCell,
}
