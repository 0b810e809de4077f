//! The result: the columns of `survey -f csv`, in their order, but for [`COLUMNS_NOT_IN_SQL`](crate::survey::COLUMNS_NOT_IN_SQL).

use super::dialect::SqlDialect;
use super::groups::keys;
use super::request::SqlRequest;
use crate::pack::Population;
use crate::survey::certainty::{CERTAINTY_GRADES, GradeNeeds};
use crate::survey::{LEAST_PRINTED_ROWS, Rule, Suppression, Weighting};

/// Whether a group is shown.
const IS_SHOWN: &str = "disclosed.reason = ''";

/// The common table expression `rows_read`, with the names of each group, and the last query.
pub(super) fn result(request: &SqlRequest<'_>) -> (Vec<(String, String)>, String) {
    let keys = keys(request);
    let names: Vec<String> = (1..)
        .zip(&request.options.by)
        .filter(|(_, by)| by.has_id())
        .map(|(at, _)| format!(", min(stated.name_{at}) AS name_{at}"))
        .collect();
    let read = format!("SELECT {keys}, count(*) AS n_raw{}\n  FROM stated GROUP BY {keys}", names.join(""));
    let order: Vec<String> = keys.split(", ").map(|key| format!("disclosed.{key}")).collect();
    let query = format!(
        "SELECT\n  {}\nFROM disclosed\n{}\nORDER BY {}",
        columns(request).join(",\n  "),
        joins(request, &keys).join("\n"),
        order.join(", ")
    );
    (vec![("rows_read".to_owned(), read)], query)
}

/// The columns of the result.
fn columns(request: &SqlRequest<'_>) -> Vec<String> {
    let dialect = request.dialect;
    let none = match dialect {
        SqlDialect::DuckDb => "CAST(NULL AS VARCHAR)",
        SqlDialect::ClickHouse => "CAST(NULL AS Nullable(String))",
    };
    let mut selected = dimensions(request);
    let mut add = |value: String, name: &str| selected.push(format!("{value} AS {name}"));
    add(dialect.text(request.options.population.as_str()), "population");
    add(dialect.text(request.element.id()), "element");
    add(dialect.text(request.currency.as_str()), "currency");
    add(dialect.text("year"), "period");
    let effective = request.ageing.as_ref().map(|ageing| dialect.text(&ageing.on.to_string()));
    add(effective.unwrap_or_else(|| none.to_owned()), "effective");
    sizes(request, &mut add, none);
    add(dialect.text(request.options.weighting.as_str()), "weighting");
    add(dialect.text(request.options.percentile_method()), "method");
    amounts(dialect, &mut add);
    interval(request, &mut add, none);
    posted_ends(request, &mut add, none);
    half_width_and_certainty(request, &mut add, none);
    add(format!("CASE WHEN {IS_SHOWN} THEN 'survey' ELSE 'suppressed' END"), "state");
    add("nullif(disclosed.reason, '')".to_owned(), "reason");
    add(dialect.text(&request.source.name), "source");
    selected
}

/// The tables with the columns, joined to the groups.
fn joins(request: &SqlRequest<'_>, keys: &str) -> Vec<String> {
    let mut joined = vec!["rows_read", "percentiles", "means"];
    if request.options.weighting == Weighting::Incumbent {
        joined.push("intervals");
    }
    if request.options.population == Population::Posted {
        joined.extend(["median_low", "median_high"]);
    }
    let using = |table: &str| {
        let on: Vec<String> = keys.split(", ").map(|key| format!("{table}.{key} = disclosed.{key}")).collect();
        format!("LEFT JOIN {table} ON {}", on.join(" AND "))
    };
    joined.into_iter().map(using).collect()
}

/// The value of groups that are shown.
fn of_shown(value: &str) -> String {
    format!("CASE WHEN {IS_SHOWN} THEN {value} END")
}

/// An amount in hundredths of the parts of amounts, with two decimals.
fn money(dialect: SqlDialect, parts: &str) -> String {
    dialect.decimal(&dialect.rounded(parts, "100000000"), 2)
}

/// The numbers of people, rows and organisations, and the share of the largest of these.
fn sizes(request: &SqlRequest<'_>, add: &mut impl FnMut(String, &str), none: &str) {
    let hidden = Suppression::ProtectsAnother.as_str();
    add(
        format!(
            "CASE WHEN {IS_SHOWN} THEN CAST(disclosed.n AS String) WHEN disclosed.reason = '{hidden}' THEN NULL WHEN disclosed.n < \
             {LEAST_PRINTED_ROWS} THEN '<{LEAST_PRINTED_ROWS}' ELSE CAST(disclosed.n AS String) END"
        ),
        "n",
    );
    add(of_shown("rows_read.n_raw"), "n_raw");
    if request.options.organisation.is_none() {
        ["organisations", "largest_share_pct"].into_iter().for_each(|name| add(none.to_owned(), name));
        return;
    }
    add(of_shown("disclosed.organisations"), "organisations");
    let (part, all) = match request.options.weighting {
        Weighting::Incumbent => ("disclosed.largest * 1000000", "disclosed.n"),
        Weighting::Organisation => ("1000000", "disclosed.organisations"),
    };
    let share = request.dialect.decimal(&request.dialect.rounded(part, all), 4);
    add(of_shown(&share), "largest_share_pct");
}

/// The percentiles and the mean.
fn amounts(dialect: SqlDialect, add: &mut impl FnMut(String, &str)) {
    for percentile in ["p10", "p25", "p50", "p75", "p90"] {
        let shown = if matches!(percentile, "p10" | "p90") { "disclosed.has_tails AND " } else { "" };
        let amount = money(dialect, &format!("percentiles.{percentile}"));
        add(format!("CASE WHEN {shown}{IS_SHOWN} THEN {amount} END"), percentile);
    }
    add(of_shown(&dialect.decimal("means.mean_cents", 2)), "mean");
}

/// The medians of the ends of ranges.
fn posted_ends(request: &SqlRequest<'_>, add: &mut impl FnMut(String, &str), none: &str) {
    for (median, name) in [("median_low", "posted_low_median"), ("median_high", "posted_high_median")] {
        match request.options.population {
            Population::Posted => add(of_shown(&money(request.dialect, &format!("{median}.value"))), name),
            Population::Incumbents | Population::Reported => add(none.to_owned(), name),
        }
    }
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
    if request.options.weighting == Weighting::Organisation {
        add(none.to_owned(), "rhw_pct");
        add(format!("CASE WHEN {IS_SHOWN} THEN {} END", dialect.decimal("means.n_eff_parts", 6)), "n_eff");
        add(format!("CASE WHEN {IS_SHOWN} THEN 'D' END"), "certainty");
        return;
    }
    // The median is in hundredths, so the width is too.
    let width = "(intervals.high_amount - intervals.low_amount) * 5000";
    let pct = dialect.decimal(&dialect.rounded(&format!("{width} * 10000"), "percentiles.p50"), 4);
    add(format!("CASE WHEN intervals.first_rank > 1 THEN {pct} END"), "rhw_pct");
    add(format!("CASE WHEN {IS_SHOWN} THEN disclosed.n END"), "n_eff");
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
    add(format!("CASE WHEN {IS_SHOWN} THEN CASE {} ELSE 'D' END END", grades.join(" ")), "certainty");
}
