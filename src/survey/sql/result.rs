//! The result: the columns of `survey -f csv`, in their order, but for [`COLUMNS_NOT_IN_SQL`](crate::survey::COLUMNS_NOT_IN_SQL).

use super::dialect::SqlDialect;
use super::groups::keys;
use super::request::SqlRequest;
use crate::pack::Population;
use crate::survey::certainty::{CERTAINTY_GRADES, GradeNeeds};
use crate::survey::{LEAST_PRINTED_ROWS, Rule, Suppression, Weighting};

/// The common table expression `rows_read`, with the names of each group, and the last query.
pub(super) fn result(request: &SqlRequest<'_>) -> (Vec<(String, String)>, String) {
    let dialect = request.dialect;
    let options = request.options;
    let keys = keys(request);
    let names: Vec<String> = (1..)
        .zip(&options.by)
        .filter(|(_, by)| by.has_id())
        .map(|(at, _)| format!(", min(used_rows.name_{at}) AS name_{at}"))
        .collect();
    let read = format!("SELECT {keys}, count(*) AS n_raw{}\n  FROM used_rows GROUP BY {keys}", names.join(""));
    let mut selected = dimensions(request);
    let text = |value: &str| dialect.text(value);
    let element = request.element.id();
    let is_shown = "disclosed.reason = ''";
    let of_shown = |value: &str| format!("CASE WHEN {is_shown} THEN {value} END");
    let none = "CAST(NULL AS Nullable(String))";
    let none = if dialect == SqlDialect::DuckDb { "CAST(NULL AS VARCHAR)" } else { none };
    let money = |parts: &str| dialect.decimal(&dialect.rounded(parts, "100000000"), 2);
    let hidden = Suppression::ProtectsAnother.as_str();
    let mut add = |value: String, name: &str| selected.push(format!("{value} AS {name}"));
    add(text(options.population.as_str()), "population");
    add(text(element), "element");
    add(text(request.currency.as_str()), "currency");
    add(text("year"), "period");
    add(none.to_owned(), "effective");
    add(
        format!(
            "CASE WHEN {is_shown} THEN CAST(disclosed.n AS String) WHEN disclosed.reason = '{hidden}' THEN NULL WHEN disclosed.n < \
             {LEAST_PRINTED_ROWS} THEN '<{LEAST_PRINTED_ROWS}' ELSE CAST(disclosed.n AS String) END"
        ),
        "n",
    );
    add(of_shown("rows_read.n_raw"), "n_raw");
    if options.organisation.is_some() {
        add(of_shown("disclosed.organisations"), "organisations");
        let (part, all) = match options.weighting {
            Weighting::Incumbent => ("disclosed.largest * 1000000", "disclosed.n"),
            Weighting::Organisation => ("1000000", "disclosed.organisations"),
        };
        add(of_shown(&dialect.decimal(&dialect.rounded(part, all), 4)), "largest_share_pct");
    } else {
        add(none.to_owned(), "organisations");
        add(none.to_owned(), "largest_share_pct");
    }
    add(text(options.weighting.as_str()), "weighting");
    add(text(options.percentile_method()), "method");
    for percentile in ["p10", "p25", "p50", "p75", "p90"] {
        let shown = if matches!(percentile, "p10" | "p90") { "disclosed.has_tails AND " } else { "" };
        add(
            format!("CASE WHEN {shown}{is_shown} THEN {} END", money(&format!("percentiles.{percentile}"))),
            percentile,
        );
    }
    add(of_shown(&dialect.decimal("means.mean_cents", 2)), "mean");
    interval(request, &mut add, none);
    match options.population {
        Population::Posted => {
            add(of_shown(&money("median_low.value")), "posted_low_median");
            add(of_shown(&money("median_high.value")), "posted_high_median");
        }
        _ => {
            add(none.to_owned(), "posted_low_median");
            add(none.to_owned(), "posted_high_median");
        }
    }
    half_width_and_certainty(request, &mut add, none);
    add(format!("CASE WHEN {is_shown} THEN 'survey' ELSE 'suppressed' END"), "state");
    add("nullif(disclosed.reason, '')".to_owned(), "reason");
    add(text(&request.source.name), "source");
    let using = |table: &str| {
        let on: Vec<String> = keys.split(", ").map(|key| format!("{table}.{key} = disclosed.{key}")).collect();
        format!("LEFT JOIN {table} ON {}", on.join(" AND "))
    };
    let mut joined = vec!["rows_read", "percentiles", "means"];
    if options.weighting == Weighting::Incumbent {
        joined.push("intervals");
    }
    if options.population == Population::Posted {
        joined.extend(["median_low", "median_high"]);
    }
    let joins: Vec<String> = joined.into_iter().map(using).collect();
    let order: Vec<String> = keys.split(", ").map(|key| format!("disclosed.{key}")).collect();
    let query = format!(
        "SELECT\n  {}\nFROM disclosed\n{}\nORDER BY {}",
        selected.join(",\n  "),
        joins.join("\n"),
        order.join(", ")
    );
    (vec![("rows_read".to_owned(), read)], query)
}

/// The columns of the dimensions.
fn dimensions(request: &SqlRequest<'_>) -> Vec<String> {
    let mut selected = Vec::new();
    for (by, at) in request.options.by.iter().zip(1..) {
        let key = format!("disclosed.key_{at}");
        if by.has_id() {
            selected.push(format!("{key} AS {}_id", by.name()));
            selected.push(format!("rows_read.name_{at} AS {}", by.name()));
            continue;
        }
        selected.push(format!("{key} AS {}", request.dialect.name(&by.header())));
    }
    selected
}

/// The interval of the median.
fn interval(request: &SqlRequest<'_>, add: &mut impl FnMut(String, &str), none: &str) {
    let dialect = request.dialect;
    if request.options.weighting == Weighting::Organisation {
        ["p50_ci_low", "p50_ci_high", "ci_coverage"].into_iter().for_each(|name| add(none.to_owned(), name));
        return;
    }
    // An interval from the least to the highest pay is not printed.
    let has = "intervals.first_rank > 1";
    for (amount, name) in [("intervals.low_amount", "p50_ci_low"), ("intervals.high_amount", "p50_ci_high")] {
        let cents = dialect.decimal(&dialect.rounded(amount, "1000000"), 2);
        add(format!("CASE WHEN {has} THEN {cents} END"), name);
    }
    add(format!("CASE WHEN {has} THEN round(intervals.coverage, 6) END"), "ci_coverage");
}

/// The half width of the interval in percent of the median, the effective rows, and the grade by them.
fn half_width_and_certainty(request: &SqlRequest<'_>, add: &mut impl FnMut(String, &str), none: &str) {
    let dialect = request.dialect;
    let is_shown = "disclosed.reason = ''";
    if request.options.weighting == Weighting::Organisation {
        add(none.to_owned(), "rhw_pct");
        add(format!("CASE WHEN {is_shown} THEN {} END", dialect.decimal("means.n_eff_parts", 6)), "n_eff");
        add(format!("CASE WHEN {is_shown} THEN 'D' END"), "certainty");
        return;
    }
    // The median is in hundredths, so the width is too.
    let width = "(intervals.high_amount - intervals.low_amount) * 5000";
    let pct = dialect.decimal(&dialect.rounded(&format!("{width} * 10000"), "percentiles.p50"), 4);
    add(format!("CASE WHEN intervals.first_rank > 1 THEN {pct} END"), "rhw_pct");
    add(format!("CASE WHEN {is_shown} THEN disclosed.n END"), "n_eff");
    let grades: Vec<String> = CERTAINTY_GRADES
        .iter()
        .map(|GradeNeeds { grade, rows, organisations, half_width_pct }| {
            let grade = grade.as_str();
            let of_organisations = match request.options.rule {
                Rule::Own => String::new(),
                Rule::Shared { .. } => format!(" AND disclosed.organisations >= {organisations}"),
            };
            format!(
                "WHEN disclosed.n >= {rows}{of_organisations} AND intervals.coverage > 0 AND {width} <= percentiles.p50 * {half_width_pct} \
                 THEN '{grade}'"
            )
        })
        .collect();
    add(format!("CASE WHEN {is_shown} THEN CASE {} ELSE 'D' END END", grades.join(" ")), "certainty");
}
