//! Surveys: the pay of a file by role, city and level as percentiles, with what must not be shown left out.
//!
//! The statistics know no files and no names: [`Distribution`], [`PercentileMethod`], [`OrganisationWeighted`],
//! [`rank_interval`], [`Certainty`], [`Rule`], [`Fences`]. They are exact where they can be; the coverage of an interval and the
//! logarithms that find outliers are floats. [`survey`] reads the rows of a file as counts and computes the statistics of each
//! group. Nothing here prints, and no result holds a row of the file.

mod bonus_counts;
mod cell_keys;
mod cell_text;
mod certainty;
mod converted;
mod converter;
mod count_terms;
mod counted;
mod counts_error;
mod counts_file;
mod dates;
mod dimension;
mod disclosure;
mod distribution;
mod duplicates;
mod employment;
mod group_outliers;
mod headcount_column;
mod header_words;
mod left_out;
mod names_of_pack;
mod not_for_pack;
mod number_counts;
mod options;
mod organisation_counts;
mod organisation_name;
mod organisation_numbers;
mod organisation_weights;
mod outlier_medians;
mod outliers;
mod pack_figures;
mod pack_sources;
mod people_by_id;
mod percentile;
mod period;
mod printed_interval;
mod rank_interval;
mod released;
mod result_columns;
mod rollups;
mod rounding;
mod row_amount;
mod row_group;
mod row_keys;
mod row_reader;
mod row_status;
mod run;
mod source_file;
mod sql;
mod stated_amount;
mod stated_months;
mod stated_terms;
mod statistics;
mod subgroup;
mod subgroup_rows;
mod to_pack;
mod units;
mod whole_value;

pub use certainty::Certainty;
pub use count_terms::CountTerms;
pub use counts_error::CountsError;
pub use counts_file::SurveyCounts;
pub use dimension::{Dimension, GroupKey};
pub use disclosure::{
    Disclosure, GroupSize, LEAST_PRINTED_ROWS, Rule, Suppression, UnknownRule, disclosures, prints_rows, prints_sum,
};
pub(crate) use disclosure::{OWN_ROWS, TAIL_ORGANISATIONS, TAIL_ROWS};
pub use distribution::Distribution;
pub use employment::employment_column;
pub use headcount_column::{HeadcountColumn, headcount_column};
pub use left_out::LeftOut;
pub use not_for_pack::{MAX_AGEING_MONTHS, NotForPack};
pub use options::{Duplicates, Outliers, PartTime, RowAgeing, SurveyOptions, Weighting};
pub use organisation_weights::OrganisationWeighted;
pub use outlier_medians::OutlierMedians;
pub use outliers::Fences;
pub use percentile::{MEDIAN, PERCENTS, Percent, PercentileMethod};
pub use rank_interval::{MIN_ROWS_FOR_TAILS, RankInterval, rank_interval};
pub use released::{RevealingFigure, is_of_survey, revealing_figures};
pub use result_columns::RESULT_COLUMNS;
pub use rollups::Rollup;
pub use row_status::{RowCounts, RowStatus};
pub use run::{Error, FileLine, Survey, SurveyedGroup, count_rows, survey, survey_of_counts};
pub use source_file::SourceFile;
pub use sql::{
    COLUMNS_NOT_IN_SQL, GROWTH_DECIMALS, PriceOptions, SqlAgeing, SqlColumns, SqlDialect, SqlRequest, SqlSource, sql,
};
pub use stated_months::StatedMonths;
pub use stated_terms::StatedTerms;
pub use statistics::{MedianInterval, Statistics};
pub use to_pack::{SurveyPack, ToPackError, pack_files};
pub use units::UnlikeUnit;
