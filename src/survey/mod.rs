//! Surveys: the pay of a file by role, city and level as percentiles, with what must not be shown left out.
//!
//! The statistics know no files and no names: [`Distribution`], [`PercentileMethod`], [`OrganisationWeighted`],
//! [`rank_interval`], [`Certainty`], [`Rule`], [`Fences`]. They are exact where they can be; the coverage of an interval and the
//! logarithms that find outliers are floats. [`survey`] reads the rows of a file as counts and computes the statistics of each
//! group. Nothing here prints, and no result holds a row of the file.

mod certainty;
mod counted;
mod dates;
mod dimension;
mod disclosure;
mod distribution;
mod duplicates;
mod options;
mod organisation_weights;
mod outliers;
mod percentile;
mod rank_interval;
mod row_reader;
mod row_status;
mod run;
mod sql;
mod statistics;

pub use certainty::Certainty;
pub use dimension::{Dimension, GroupKey};
pub use disclosure::{
    Disclosure, GroupSize, LEAST_PRINTED_ROWS, Rule, Suppression, UnknownRule, disclosures, prints_rows, prints_sum,
};
pub(crate) use disclosure::{OWN_ROWS, TAIL_ORGANISATIONS, TAIL_ROWS};
pub use distribution::Distribution;
pub use options::{Duplicates, Outliers, RowAgeing, SurveyOptions, Weighting};
pub use organisation_weights::OrganisationWeighted;
pub use outliers::Fences;
pub use percentile::{MEDIAN, PERCENTS, Percent, PercentileMethod};
pub use rank_interval::{RankInterval, rank_interval};
pub use row_status::{RowCounts, RowStatus};
pub use run::{Error, Survey, SurveyedGroup, survey};
pub use sql::{PriceOptions, SqlColumns, SqlDialect, SqlRequest, SqlSource, sql};
pub use statistics::{MedianInterval, Statistics};
