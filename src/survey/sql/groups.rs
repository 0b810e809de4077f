//! The sizes of groups, and which of them are shown: the rule of disclosure, and the groups that are hidden so that no number of
//! rows can be calculated. The conditions are those of [`disclosures`](crate::survey::disclosures).

use super::request::SqlRequest;
use crate::survey::{LEAST_PRINTED_ROWS, Rule, Suppression, Weighting};

/// The names of the keys, separated by commas.
pub(super) fn keys(request: &SqlRequest<'_>) -> String {
    let keys: Vec<String> = (1..=request.options.by.len()).map(|at| format!("key_{at}")).collect();
    keys.join(", ")
}

/// The common table expressions up to `disclosed`, with `reason` (empty for a group that is shown) and `has_tails`.
pub(super) fn disclosed(request: &SqlRequest<'_>) -> Vec<(String, String)> {
    let dialect = request.dialect;
    let keys = keys(request);
    let one = dialect.wide("1");
    let mut all = vec![
        (
            "organisations",
            format!(
                "SELECT {keys}, organisation, sum(used_rows.people) AS people, sum(used_rows.people * used_rows.amount) AS pay\n  FROM used_rows WHERE amount IS \
                 NOT NULL GROUP BY {keys}, organisation"
            ),
        ),
        (
            "sizes",
            format!(
                "SELECT {keys}, sum(people) AS n, sum({one}) AS organisations, max(people) AS largest\n  FROM organisations GROUP \
                 BY {keys}"
            ),
        ),
        (
            "ruled",
            format!("SELECT {keys}, n, organisations, largest,\n    {} AS reason\n  FROM sizes", reason(request)),
        ),
    ];
    let tails = tails(request);
    if request.options.rule == Rule::Own {
        all.push((
            "disclosed",
            format!("SELECT {keys}, n, organisations, largest, reason, {tails} AS has_tails\n  FROM ruled"),
        ));
        return all.into_iter().map(|(name, query)| (name.to_owned(), query)).collect();
    }
    all.extend(hidden(request));
    let protects = Suppression::ProtectsAnother.as_str();
    all.push((
        "disclosed",
        format!(
            "SELECT {keys}, n, organisations, largest, {tails} AS has_tails,\n    CASE WHEN ({keys}) IN (SELECT {keys} FROM hidden) \
             THEN '{protects}' ELSE reason END AS reason\n  FROM ruled"
        ),
    ));
    all.into_iter().map(|(name, query)| (name.to_owned(), query)).collect()
}

/// The groups that are hidden so that no small number of rows can be calculated, as the table `hidden`.
fn hidden(request: &SqlRequest<'_>) -> Vec<(&'static str, String)> {
    let (dialect, keys) = (request.dialect, keys(request));
    let one = dialect.wide("1");
    let least = LEAST_PRINTED_ROWS;
    let most = LEAST_PRINTED_ROWS - 1;
    let pair = dialect.quotient("place - 1", "2");
    let last_pair = dialect.quotient("places", "2");
    vec![
        (
            "small",
            format!("SELECT sum({one}) AS groups, min(n) AS least, max(n) AS most\n  FROM ruled WHERE n < {least}"),
        ),
        (
            "candidates",
            format!(
                "SELECT {keys}, n,\n    rank() OVER (PARTITION BY CASE WHEN n < {least} THEN 0 ELSE 1 END\n      ORDER BY CASE WHEN n < \
             {least} THEN 0 WHEN reason = '' THEN 2 ELSE 1 END, CASE WHEN n < {least} THEN 0 ELSE n END) AS loss\n  FROM ruled"
            ),
        ),
        (
            "exchangeable",
            format!(
                "SELECT {keys}, n, groups, row_number() OVER (ORDER BY {keys}) AS place, count(*) OVER () AS places\n  FROM candidates \
             CROSS JOIN small\n  WHERE loss = 1 AND (groups = 1 OR most = 1 OR least = {most})"
            ),
        ),
        (
            "pairs",
            format!(
                "SELECT {keys}, n, CASE WHEN groups > 1 THEN 0 WHEN {pair} < {last_pair} THEN {pair} ELSE {pair} - 1 END AS pair\n  FROM \
             exchangeable"
            ),
        ),
        (
            "hidden",
            format!(
                "SELECT {keys} FROM pairs\n  WHERE pair IN (SELECT pair FROM pairs WHERE n < {least})\n    AND (SELECT count(*) FROM \
             pairs WHERE n >= {least}) > 0"
            ),
        ),
    ]
}

/// Why the rule suppresses a group; empty where it does not.
fn reason(request: &SqlRequest<'_>) -> String {
    let few = Suppression::FewRows.as_str();
    let Rule::Shared { rows, organisations, largest_share_pct } = request.options.rule else {
        return format!("CASE WHEN n < {} THEN '{few}' ELSE '' END", crate::survey::OWN_ROWS);
    };
    if request.options.organisation.is_none() {
        return format!("'{}'", Suppression::OrganisationsUnknown.as_str());
    }
    let too_large = match request.options.weighting {
        Weighting::Incumbent => format!("largest * 100 > n * {largest_share_pct}"),
        Weighting::Organisation => format!("100 > organisations * {largest_share_pct}"),
    };
    format!(
        "CASE WHEN n < {rows} THEN '{few}' WHEN organisations < {organisations} THEN '{}' WHEN {too_large} THEN '{}' ELSE '' END",
        Suppression::FewOrganisations.as_str(),
        Suppression::LargestShare.as_str()
    )
}

/// Whether P10 and P90 are shown of a group that is shown.
fn tails(request: &SqlRequest<'_>) -> String {
    let (rows, organisations) = (crate::survey::TAIL_ROWS, crate::survey::TAIL_ORGANISATIONS);
    match request.options.rule {
        Rule::Own => format!("n >= {rows}"),
        Rule::Shared { .. } => format!("(n >= {rows} AND organisations >= {organisations})"),
    }
}
