//! The chart of survey results: the percentiles of each group with its number of people, and a hatched row for a group without
//! figures.

use std::borrow::Cow;

use rust_decimal::prelude::ToPrimitive;

use super::caption::caption;
use super::words::{Above, money_range};
use crate::answer::{Answer, Note, Source};
use crate::figure::{Axis, AxisUnit, Chart, IntervalGroup, IntervalRow, Intervals, Span};
use crate::money::{Decimal, Period};
use crate::page::Picture;

/// A group of a survey, as its results state it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SurveyGroup {
    /// The values of its dimensions: role, city and so on.
    pub key: Vec<String>,
    /// The number of people, or `<5`; empty where it is not stated.
    pub people: String,
    /// Whose pay it is and which element of it: `posted, guaranteed`; empty where it is not stated.
    pub pay: String,
    /// The currency of its pay.
    pub currency: String,
    /// The period of its pay.
    pub period: String,
    /// P10, P25, P50, P75 and P90; `None` where one is not stated.
    pub percentiles: [Option<Decimal>; 5],
    /// Why nothing is shown of it; empty where something is.
    pub reason: String,
    /// Whether it has no usable pay.
    pub is_empty: bool,
    /// The file that was surveyed.
    pub source: String,
}

/// The percentiles of groups, the highest median first, then the groups without figures. Groups of other pay than the first, or in
/// another currency or period, are left out, and a warning says how many. `notes` are those of the survey.
#[must_use]
pub fn survey(groups: &[SurveyGroup], mut notes: Vec<Note>) -> Picture {
    let terms = |group: &SurveyGroup| (group.pay.clone(), group.currency.clone(), group.period.clone());
    let first = groups.first().map(terms);
    let (mut drawn, others): (Vec<&SurveyGroup>, Vec<&SurveyGroup>) =
        groups.iter().partition(|group| Some(terms(group)) == first);
    drawn.sort_by_key(|group| std::cmp::Reverse(group.percentiles[2]));
    let unit =
        drawn.first().map_or(String::new(), |group| format!("{} {}", group.currency, with_article(&group.period)));
    let mut files: Vec<&str> = Vec::new();
    for group in groups {
        if !group.source.is_empty() && !files.contains(&group.source.as_str()) {
            files.push(&group.source);
        }
    }
    if !others.is_empty() {
        notes.push(Note::warning(format!(
            "groups of other pay, or in another currency or period, are left out: {}",
            others.len()
        )));
    }
    let source = |file: &&str| Source { id: (*file).to_owned(), title: (*file).to_owned(), ..Source::default() };
    let data = Answer { notes, sources: files.iter().map(source).collect(), ..Answer::default() };
    let suppressed = drawn.iter().filter(|group| !group.reason.is_empty() && !group.is_empty).count();
    let noun = if drawn.len() == 1 { "group" } else { "groups" };
    let mut not_shown = format!("{suppressed} of {} {noun} suppressed", drawn.len());
    let empty = drawn.iter().filter(|group| group.is_empty).count();
    if empty > 0 {
        not_shown += &format!(", {empty} without usable pay");
    }
    let pay = match drawn.first().map(|group| group.pay.as_str()) {
        None | Some("") => "percentiles of the pay in a file".to_owned(),
        Some(pay) => format!("percentiles of the pay in a file ({pay})"),
    };
    let subtitle: Vec<&str> = [unit.as_str(), &pay, &not_shown].into_iter().filter(|part| !part.is_empty()).collect();
    let description = drawn.iter().map(|group| described(group)).collect::<Vec<_>>().join("; ");
    let caption = caption(&data, title(&drawn), subtitle.join(" · "), description);
    let rows: Vec<IntervalRow> = drawn.iter().map(|group| row(group)).collect();
    let has_outer = rows.iter().any(|row| row.outer.is_some());
    let chart = Chart::Intervals(Intervals {
        caption,
        axis: Axis::new(unit.as_str(), AxisUnit::Number),
        show_mid: true,
        end_names: ["P25", "P50", "P75"],
        series_names: ("P25, P50, P75".to_owned(), None),
        outer_name: has_outer.then(|| "P10 to P90".to_owned()),
        groups: vec![IntervalGroup { heading: None, rows }],
        ..Intervals::default()
    });
    Picture { chart, data }
}

/// A period as a result states it, with its article.
fn with_article(period: &str) -> Cow<'static, str> {
    match Period::ALL.into_iter().find(|known| known.as_str() == period) {
        Some(known) => known.with_article().into(),
        None => format!("a {period}").into(),
    }
}

fn name(group: &SurveyGroup) -> String {
    let key: Vec<&str> = group.key.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if key.is_empty() { "all".to_owned() } else { key.join(", ") }
}

/// The highest median, and its distance to the lowest.
fn title(groups: &[&SurveyGroup]) -> String {
    let shown = || groups.iter().filter_map(|group| Some((group, group.percentiles[2]?)));
    let Some((best, mid)) = shown().max_by_key(|(_, mid)| *mid) else {
        let empty = groups.iter().filter(|group| group.is_empty).count();
        return match (groups.len(), empty) {
            (all, empty) if all == empty => "No group has usable pay".to_owned(),
            (1, _) => "The only group is suppressed".to_owned(),
            (all, 0) => format!("All {all} groups are suppressed"),
            (all, _) => format!("None of {all} groups is shown"),
        };
    };
    let above = shown().min_by_key(|(_, mid)| *mid).and_then(|(least, lowest)| Above::of(mid, lowest, &name(least)));
    let above = above.map(|above| format!(", {above}")).unwrap_or_default();
    format!("Highest median: {}, {} {}{above}", name(best), best.currency, money_range(mid, mid))
}

fn row(group: &SurveyGroup) -> IntervalRow {
    let length = |at: usize| group.percentiles.get(at).copied().flatten().and_then(|amount| amount.to_f64());
    let mid = length(2);
    let end = |at: usize| length(at).or(mid).unwrap_or(f64::NAN);
    let people = if group.people.is_empty() { String::new() } else { format!("n {}", group.people) };
    let outer = length(0).or(length(1)).zip(length(4).or(length(3)));
    IntervalRow {
        label: name(group),
        detail: people,
        first: Span { low: end(1), mid, high: end(3) },
        outer: outer.filter(|_| length(0).is_some() || length(4).is_some()),
        absent: why_absent(group, ": "),
        ..IntervalRow::default()
    }
}

/// Why a group has no figures; empty where it has. `separator` stands after `suppressed`.
fn why_absent(group: &SurveyGroup, separator: &str) -> String {
    match group.reason.replace('-', " ") {
        reason if group.is_empty || reason.is_empty() => reason,
        reason => format!("suppressed{separator}{reason}"),
    }
}

/// A group in words, for the text alternative.
fn described(group: &SurveyGroup) -> String {
    let names = ["P10", "P25", "P50", "P75", "P90"];
    let amounts = names
        .iter()
        .zip(group.percentiles)
        .filter_map(|(name, amount)| Some(format!("{name} {}", amount?.normalize())));
    let amounts: Vec<String> = amounts.collect();
    let state = if group.reason.is_empty() { amounts.join(", ") } else { why_absent(group, ", ") };
    let people = if group.people.is_empty() { String::new() } else { format!(", {} people", group.people) };
    format!("{}{people}: {state}", name(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, mid: Option<i64>) -> SurveyGroup {
        let at = |share: i64| mid.map(|mid| Decimal::from(mid * share / 10));
        SurveyGroup {
            key: vec![name.into()],
            people: if mid.is_some() { "12".into() } else { "<5".into() },
            pay: "incumbents, base".into(),
            currency: "USD".into(),
            period: "year".into(),
            percentiles: [None, at(8), at(10), at(13), None],
            reason: if mid.is_some() { String::new() } else { "few-rows".into() },
            is_empty: false,
            source: "pay.csv".into(),
        }
    }

    #[test]
    fn suppressed_groups_are_hatched_rows_at_the_end_without_a_figure() {
        let picture =
            survey(&[group("Nurse", None), group("Analyst", Some(50_000)), group("Lead", Some(70_000))], Vec::new());
        let Chart::Intervals(chart) = &picture.chart else { unreachable!() };
        let labels: Vec<&str> = chart.groups[0].rows.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(labels, ["Lead", "Analyst", "Nurse"]);
        let last = &chart.groups[0].rows[2];
        assert_eq!((last.absent.as_str(), last.detail.as_str()), ("suppressed: few rows", "n <5"));
        assert!(last.first.low.is_nan() && last.first.mid.is_none());
        assert_eq!(chart.caption.title, "Highest median: Lead, USD 70k, 40% above Analyst");
        assert_eq!(chart.caption.source, "Source: pay.csv");
    }

    /// Catches `USD a hour`.
    #[test]
    fn the_unit_has_the_article_of_its_period() {
        for (period, unit) in [("year", "USD a year"), ("month", "USD a month"), ("hour", "USD an hour")] {
            let picture = survey(&[SurveyGroup { period: period.into(), ..group("Lead", Some(70)) }], Vec::new());
            let Chart::Intervals(chart) = &picture.chart else { unreachable!() };
            assert_eq!(chart.axis.label, unit);
            assert!(chart.caption.subtitle.starts_with(&format!("{unit} · ")), "{}", chart.caption.subtitle);
        }
    }

    #[test]
    fn groups_without_usable_pay_are_hatched_rows_with_another_word() {
        let empty = |name: &str| SurveyGroup {
            people: "0".into(),
            reason: "no-usable-pay".into(),
            is_empty: true,
            ..group(name, None)
        };
        let title_of = |groups: &[SurveyGroup]| {
            let Chart::Intervals(chart) = survey(groups, Vec::new()).chart else { unreachable!() };
            (chart.caption.title, chart.groups[0].rows[0].absent.clone())
        };
        let word = "no usable pay".to_owned();
        assert_eq!(title_of(&[empty("Nurse")]), ("No group has usable pay".into(), word.clone()));
        assert_eq!(title_of(&[empty("Nurse"), group("Lead", None)]), ("None of 2 groups is shown".into(), word));
        let (title, absent) = title_of(&[group("Lead", None), group("Analyst", None)]);
        assert_eq!((title.as_str(), absent.as_str()), ("All 2 groups are suppressed", "suppressed: few rows"));
    }

    #[test]
    fn groups_in_another_currency_or_of_other_pay_are_left_out_and_counted() {
        let other = SurveyGroup { currency: "CNY".into(), ..group("Lead", Some(500_000)) };
        let picture = survey(&[group("Analyst", Some(50_000)), other], Vec::new());
        let Chart::Intervals(chart) = &picture.chart else { unreachable!() };
        assert_eq!(chart.groups[0].rows.len(), 1);
        let left_out = "groups of other pay, or in another currency or period, are left out: 1";
        assert_eq!(chart.caption.notes, [left_out]);
        let posted = SurveyGroup { pay: "posted, guaranteed".into(), ..group("Lead", Some(70_000)) };
        let picture = survey(&[posted, group("Analyst", Some(50_000))], Vec::new());
        let Chart::Intervals(chart) = &picture.chart else { unreachable!() };
        assert!(chart.caption.subtitle.contains("percentiles of the pay in a file (posted, guaranteed)"));
        assert_eq!(chart.caption.notes, [left_out]);
    }
}
