//! The figures of the groups that are shown: percentiles, means, and the interval of the median.
//!
//! Amounts and ranks are whole numbers, so that they are exact: amounts in parts of [`AMOUNT_DECIMALS`] decimals, ranks in
//! hundredths, percentiles in hundredths of the parts of amounts.

use super::dialect::SqlDialect;
use super::groups::keys;
use super::request::SqlRequest;
use crate::pack::Population;
use crate::survey::{PERCENTS, PercentileMethod, Weighting};

/// Parts of the weight of an organisation, which its rows share. Two sums of weights that are equal differ by less than a part
/// for each row.
const WEIGHT_PARTS: u128 = 10_u128.pow(24);

/// The common table expressions of the figures.
pub(super) fn figures(request: &SqlRequest<'_>) -> Vec<(String, String)> {
    let mut all = match request.options.weighting {
        Weighting::Incumbent => incumbent(request),
        Weighting::Organisation => organisation(request),
    };
    if request.options.population == Population::Posted {
        all.extend(posted(request, "low"));
        all.extend(posted(request, "high"));
    }
    all.into_iter().map(|(name, query)| (name.to_string(), query)).collect()
}

fn percents() -> String {
    let rows: Vec<String> = PERCENTS.iter().map(|percent| format!("SELECT {} AS percent", percent.0)).collect();
    rows.join(" UNION ALL ")
}

/// The percentiles of a group in a row, from rows with `percent` and `value`.
fn pivot(keys: &str) -> String {
    let columns: Vec<String> = PERCENTS
        .iter()
        .map(|percent| format!("max(CASE WHEN percent = {0} THEN value END) AS p{0}", percent.0))
        .collect();
    format!("SELECT {keys},\n    {}\n  FROM percentile_values GROUP BY {keys}", columns.join(",\n    "))
}

/// The rank of a percentile in hundredths, between that of the first and that of the last row.
fn rank(dialect: SqlDialect, method: PercentileMethod, percent: &str) -> String {
    let up = format!("{} * 100", dialect.quotient(&format!("n * {percent} + 99"), "100"));
    let rank = match method {
        PercentileMethod::R7 => format!("(n - 1) * {percent} + 100"),
        PercentileMethod::R6 => format!("(n + 1) * {percent}"),
        PercentileMethod::R1 => up,
        PercentileMethod::R2 => {
            format!("CASE WHEN (n * {percent}) % 100 = 0 THEN n * {percent} + 50 ELSE {up} END")
        }
    };
    format!("least(greatest({rank}, {}), n * 100)", dialect.wide("100"))
}

/// The rows of groups that are shown with `percent`; P10 and P90 only where they are shown.
const WANTED: &str = "reason = '' AND (has_tails OR percent BETWEEN 25 AND 75)";

/// The distributions of a column: each amount with the number of people up to and with it.
fn distribution(keys: &str, amount: &str, suffix: &str) -> [(String, String); 2] {
    [
        (
            format!("amounts{suffix}"),
            format!(
                "SELECT {keys}, used_rows.{amount} AS amount, sum(used_rows.people) AS people\n  FROM used_rows WHERE used_rows.{amount} IS NOT NULL GROUP BY \
                 {keys}, used_rows.{amount}"
            ),
        ),
        (
            format!("ranked{suffix}"),
            format!(
                "SELECT {keys}, amount, sum(people) OVER (PARTITION BY {keys} ORDER BY amount) AS up_to\n  FROM amounts{suffix}"
            ),
        ),
    ]
}

/// The amounts of the rows before and after a rank in hundredths, and how far it is between them.
fn at_rank(dialect: SqlDialect, columns: &str, ranked: &str, wanted: &str, keys: &str) -> String {
    let row = dialect.quotient("rank_100", "100");
    format!(
        "SELECT {columns}, rank_100 % 100 AS part,\n    min(CASE WHEN up_to >= {row} THEN amount END) AS lower_amount,\n    \
         min(CASE WHEN up_to > {row} THEN amount END) AS upper_amount\n  FROM {wanted} JOIN {ranked} USING ({keys})\n  GROUP BY \
         {columns}, rank_100"
    )
}

/// The value between two rows, in hundredths of the parts of amounts.
const BETWEEN: &str = "lower_amount * 100 + CASE WHEN part = 0 THEN 0 ELSE (upper_amount - lower_amount) * part END";

fn incumbent(request: &SqlRequest<'_>) -> Vec<(String, String)> {
    let dialect = request.dialect;
    let keys = keys(request);
    let rank = rank(dialect, request.options.method, "percent");
    let mut all: Vec<(String, String)> = distribution(&keys, "amount", "").into();
    let columns = format!("{keys}, percent");
    all.extend([
        ("percents".to_owned(), percents()),
        (
            "wanted".to_owned(),
            format!("SELECT {keys}, percent, {rank} AS rank_100\n  FROM disclosed CROSS JOIN percents WHERE {WANTED}"),
        ),
        ("neighbours".to_owned(), at_rank(dialect, &columns, "ranked", "wanted", &keys)),
        ("percentile_values".to_owned(), format!("SELECT {columns}, {BETWEEN} AS value\n  FROM neighbours")),
        ("percentiles".to_owned(), pivot(&keys)),
        (
            "means".to_owned(),
            format!(
                "SELECT {keys}, {} AS mean_cents\n  FROM (SELECT {keys}, sum(organisations.pay) AS pay, sum(organisations.people) AS people FROM \
                 organisations GROUP BY {keys}) AS sums",
                dialect.rounded("pay", "people * 1000000")
            ),
        ),
    ]);
    all.extend(intervals(dialect, &keys));
    all
}

/// The ranks of the 95 % interval of the median by the binomial distribution, and the amounts at them.
fn intervals(dialect: SqlDialect, keys: &str) -> Vec<(String, String)> {
    let unnest = dialect.unnest();
    // Beyond 12 standard deviations the probabilities are zero as floats.
    let first = "greatest(0, CAST(floor(n / 2 - 6 * sqrt(n)) AS BIGINT))";
    let half = dialect.quotient("n", "2");
    vec![
        (
            "numbers".to_owned(),
            "SELECT DISTINCT CAST(disclosed.n AS BIGINT) AS n FROM disclosed WHERE reason = '' AND disclosed.n >= 6".to_owned(),
        ),
        ("below".to_owned(), format!("SELECT n, {unnest}(range({first}, CAST({half} AS BIGINT) + 1)) AS k FROM numbers")),
        (
            "binomial".to_owned(),
            "SELECT n, k,\n    sum(exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * ln(2))) OVER (PARTITION BY n ORDER BY \
             k) AS probability\n  FROM below"
                .to_owned(),
        ),
        (
            "interval_ranks".to_owned(),
            "SELECT n AS rows_of_group, max(k) + 1 AS low_rank, max(n) - max(k) AS high_rank, 1 - 2 * max(probability) AS \
             coverage\n  FROM binomial WHERE probability <= 0.025 GROUP BY n"
                .to_owned(),
        ),
        (
            "intervals".to_owned(),
            format!(
                "SELECT {keys}, max(of_group.coverage) AS coverage, max(of_group.low_rank) AS first_rank,\n    min(CASE WHEN up_to >= low_rank THEN amount END) AS low_amount,\n    \
                 min(CASE WHEN up_to >= high_rank THEN amount END) AS high_amount\n  FROM (SELECT {keys}, low_rank, high_rank, \
                 coverage FROM disclosed JOIN interval_ranks ON interval_ranks.rows_of_group = disclosed.n\n    WHERE reason = \
                 '') AS of_group JOIN ranked USING ({keys})\n  GROUP BY {keys}"
            ),
        ),
    ]
}

/// The figures where each organisation counts the same.
fn organisation(request: &SqlRequest<'_>) -> Vec<(String, String)> {
    let keys = keys(request);
    let mut all = weighted_amounts(request.dialect, &keys);
    all.extend(weighted_percentiles(request.dialect, &keys));
    all.push(("means", organisation_means(request.dialect, &keys)));
    all.into_iter().map(|(name, query)| (name.to_owned(), query)).collect()
}

/// The amounts of each group in rising order, with the weight up to and with each.
fn weighted_amounts(dialect: SqlDialect, keys: &str) -> Vec<(&'static str, String)> {
    let parts = dialect.integer(WEIGHT_PARTS);
    let on: Vec<String> = keys.split(", ").map(|key| format!("amounts.{key} = organisations.{key}")).collect();
    let of_amounts: Vec<String> = keys.split(", ").map(|key| format!("amounts.{key} AS {key}")).collect();
    vec![
        (
            "amounts",
            format!(
                "SELECT {keys}, organisation, amount, sum(used_rows.people) AS people\n  FROM used_rows WHERE amount IS NOT NULL GROUP BY \
                 {keys}, organisation, amount"
            ),
        ),
        (
            "weights",
            format!(
                "SELECT {}, amounts.amount AS amount, {} AS weight\n  FROM amounts JOIN organisations ON {} AND \
                 amounts.organisation = organisations.organisation",
                of_amounts.join(", "),
                dialect.quotient(&format!("amounts.people * {parts}"), "organisations.people"),
                on.join(" AND ")
            ),
        ),
        (
            "weighted",
            format!("SELECT {keys}, amount, sum(weights.weight) AS weight\n  FROM weights GROUP BY {keys}, amount"),
        ),
        (
            "ranked",
            format!(
                "SELECT {keys}, amount, sum(weight) OVER (PARTITION BY {keys} ORDER BY amount) AS up_to\n  FROM weighted"
            ),
        ),
    ]
}

/// The percentiles of groups by the weights of amounts.
fn weighted_percentiles(dialect: SqlDialect, keys: &str) -> Vec<(&'static str, String)> {
    let parts = dialect.integer(WEIGHT_PARTS);
    let columns = format!("{keys}, percent");
    vec![
        ("percents", percents()),
        (
            "wanted",
            format!(
                "SELECT {keys}, n, percent, percent * organisations * {parts} AS share_100\n  FROM disclosed CROSS JOIN percents \
                 WHERE {WANTED}"
            ),
        ),
        (
            "neighbours",
            format!(
                "SELECT {columns},\n    min(CASE WHEN up_to * 100 >= share_100 - n * 100 THEN amount END) AS lower_amount,\n    \
                 min(CASE WHEN up_to * 100 > share_100 + n * 100 THEN amount END) AS upper_amount\n  FROM wanted JOIN ranked USING \
                 ({keys})\n  GROUP BY {columns}"
            ),
        ),
        (
            "percentile_values",
            format!("SELECT {columns}, (lower_amount + upper_amount) * 50 AS value\n  FROM neighbours"),
        ),
        ("percentiles", pivot(keys)),
    ]
}

/// The mean of the means of organisations, and the effective number of rows.
fn organisation_means(dialect: SqlDialect, keys: &str) -> String {
    format!(
        "SELECT {keys}, {} AS mean_cents, {} AS n_eff_parts\n  FROM (SELECT {keys}, sum({}) AS means, sum({}) AS inverses, \
         sum({}) AS groups_of_rows\n    FROM organisations GROUP BY {keys}) AS sums",
        dialect.rounded("means", &format!("groups_of_rows * {}", dialect.integer(10_u128.pow(12)))),
        dialect.rounded(&format!("groups_of_rows * groups_of_rows * {}", dialect.integer(10_u128.pow(24))), "inverses"),
        dialect.rounded("pay * 1000000", "people"),
        dialect.rounded(&dialect.integer(10_u128.pow(18)), "people"),
        dialect.wide("1"),
    )
}

/// The median of an end of the ranges of ads.
fn posted(request: &SqlRequest<'_>, end: &str) -> Vec<(String, String)> {
    let dialect = request.dialect;
    let keys = keys(request);
    let mut all: Vec<(String, String)> = distribution(&keys, end, &format!("_{end}")).into();
    let (wanted, ranked) = (format!("wanted_{end}"), format!("ranked_{end}"));
    let rank = rank(dialect, PercentileMethod::R7, "50");
    all.extend([
        (wanted.clone(), format!("SELECT {keys}, {rank} AS rank_100\n  FROM disclosed WHERE reason = ''")),
        (format!("neighbours_{end}"), at_rank(dialect, &keys, &ranked, &wanted, &keys)),
        (format!("median_{end}"), format!("SELECT {keys}, {BETWEEN} AS value\n  FROM neighbours_{end}")),
    ]);
    all
}
