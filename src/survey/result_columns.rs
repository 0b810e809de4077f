//! The names of the columns of the result of a survey.

/// The columns of the result after those of the dimensions, in order.
pub const RESULT_COLUMNS: [&str; 31] = [
    "population",
    "element",
    "currency",
    "period",
    "effective",
    "n",
    "n_raw",
    "organisations",
    "largest_share_pct",
    "weighting",
    "method",
    "p10",
    "p25",
    "p50",
    "p75",
    "p90",
    "mean",
    "p50_ci_low",
    "p50_ci_high",
    "ci_coverage",
    "posted_low_median",
    "posted_high_median",
    "rhw_pct",
    "n_eff",
    "certainty",
    "state",
    "reason",
    "source",
    "p50_with_outliers",
    "p50_without_outliers",
    "months_stated_pct",
];

/// The columns of dimensions that are no column of the file.
const DIMENSION_COLUMNS: [&str; 7] = ["role_id", "role", "city_id", "city", "level_id", "level", "organisation"];

/// The columns of `--explain` that the result does not have.
const STEP_COLUMNS: [&str; 6] = ["kind", "step", "low", "mid", "high", "note"];

/// Whether a column of the result or of `--explain` has this name. Names in databases do not differ by case.
pub(super) fn is_column_of_result(name: &str) -> bool {
    let known = RESULT_COLUMNS.iter().chain(&DIMENSION_COLUMNS).chain(&STEP_COLUMNS);
    known.into_iter().any(|known| known.eq_ignore_ascii_case(name))
}
