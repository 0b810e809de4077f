//! The date to which pay is aged, as the policy of a plan year: lead, lead-lag or lag the market.

use jiff::civil::{Date, date};

use crate::cli::args::horizon::year;

/// The group of options that give the date to which pay is aged.
pub(super) const AGEING_DATE: &str = "ageing_date";

/// The day of a plan year to which pay is aged.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The survey")]
pub(super) struct PlanYearArgs {
    /// Bring pay to the end of a plan year, as --on YEAR-12-31 does: ranges then lead the market all year [default: pay as it
    /// is].
    #[arg(long, value_name = "YEAR", requires = "date_column", value_parser = year)]
    pub(super) lead: Option<i16>,
    /// Bring pay to the middle of a plan year, as --on YEAR-07-01 does: ranges lead the market, and then lag it
    /// [default: pay as it is].
    #[arg(long, value_name = "YEAR", requires = "date_column", value_parser = year)]
    pub(super) lead_lag: Option<i16>,
    /// Bring pay to the start of a plan year, as --on YEAR-01-01 does: ranges then lag the market all year [default: pay as it
    /// is].
    #[arg(long, value_name = "YEAR", requires = "date_column", value_parser = year)]
    pub(super) lag: Option<i16>,
}

impl PlanYearArgs {
    /// The day, where one is given.
    pub(super) fn date(&self) -> Option<Date> {
        let lead = self.lead.map(|year| date(year, 12, 31));
        let lead_lag = || self.lead_lag.map(|year| date(year, 7, 1));
        let lag = || self.lag.map(|year| date(year, 1, 1));
        lead.or_else(lead_lag).or_else(lag)
    }
}
