//! The result of a survey: a row for each group, and the rows of the file by how they ended.

use super::heading::unit_of_money;
use super::survey_conversions::converted;
use super::survey_notes::{lead, name_of, survey_notes};
use crate::answer::{Answer, Column, Fields, Kind, Value, Visibility};
use crate::money::{Decimal, Period, round_places, round_ratio};
use crate::pack::{Labels, Pack, Population};
use crate::pay::PayElement;
use crate::pricing::PricingError;
use crate::survey::{
    Dimension, Disclosure, GroupKey, LEAST_PRINTED_ROWS, MedianInterval, Statistics, Suppression, Survey,
    SurveyOptions, SurveyedGroup, prints_rows,
};

/// What a survey is of, besides its options.
#[derive(Debug, Clone)]
pub struct SurveyAbout {
    /// The element of pay.
    pub element: PayElement,
    /// The name of the file, without its folder.
    pub source: String,
}

/// The result of a survey: a row for each of these groups.
///
/// # Errors
/// [`PricingError`] when a table cannot be read, or exchange rates cannot be multiplied.
pub fn survey(
    pack: &Pack,
    survey: &Survey,
    groups: &[&SurveyedGroup],
    options: &SurveyOptions,
    about: &SurveyAbout,
) -> Result<Answer, PricingError> {
    let labels = pack.labels()?;
    let fields = dimensions(options, labels, |group: &SurveyedGroup| Some(&group.key))
        .and(terms(survey, options, about))
        .and(sizes())
        .and(figures(options))
        .and(state(about))
        .and(assumptions());
    Ok(Answer {
        title: title(options, about),
        unit: unit(survey),
        lead: lead(survey, options),
        table: fields.table(groups.iter().copied()).in_small_money(survey.period == Period::Hour),
        notes: converted(pack, survey)?.into_iter().chain(survey_notes(survey, options, labels)).collect(),
        ..Answer::default()
    })
}

/// The unit of all amounts: `CNY a year`, or `CNY a month, 12 paid a year`.
pub(super) fn unit(survey: &Survey) -> String {
    unit_of_money(survey.currency, survey.period, survey.periods_a_year)
}

/// Whose pay it is, and which element of it.
pub(super) fn title(options: &SurveyOptions, about: &SurveyAbout) -> String {
    let pay = match options.population {
        Population::Incumbents => "Pay of incumbents",
        Population::Reported => "Reported pay",
        Population::Posted => "Posted pay",
    };
    format!("{pay}, {}", about.element.as_str())
}

/// The columns of the dimensions: the name of each value, and the id of a role, city or level. `key` gives the group of a row; a row
/// of the whole file has none.
pub(super) fn dimensions<'a, R: 'a>(
    options: &'a SurveyOptions,
    labels: Labels<'a>,
    key: fn(&R) -> Option<&GroupKey>,
) -> Fields<'a, R> {
    let mut fields = Fields::new();
    for (at, dimension) in options.by.iter().enumerate() {
        let value = move |row: &R| key(row).and_then(|key| key.get(at)).cloned();
        let header = dimension.header();
        let (id, heading): (Option<&'static str>, &str) = match dimension {
            Dimension::Role => (Some("role_id"), "Role"),
            Dimension::City => (Some("city_id"), "City"),
            Dimension::Level => (Some("level_id"), "Level"),
            Dimension::Organisation => (None, "Organisation"),
            Dimension::Column { .. } => (None, &header),
        };
        if let Some(id) = id {
            fields = fields.with(Column::data(id, Kind::Text), move |row| value(row).map(Value::text).into());
        }
        fields = fields.with(Column::new(header.to_string(), heading.to_owned(), Kind::Text), move |row| {
            let Some(value) = value(row) else { return Value::Missing };
            Value::text(name_of(dimension, &value, &labels))
        });
    }
    fields
}

/// The columns that say what the figures are of.
fn terms<'a>(survey: &'a Survey, options: &'a SurveyOptions, about: &'a SurveyAbout) -> Fields<'a, SurveyedGroup> {
    let element = about.element.id();
    Fields::new()
        .with(Column::data("population", Kind::Text), |_| options.population.as_str().into())
        .with(Column::data("element", Kind::Text), move |_| element.into())
        .with(Column::data("currency", Kind::Text), |_| survey.currency.as_str().into())
        .with(Column::data("period", Kind::Text), |_| survey.period.as_str().into())
        .with(Column::data("effective", Kind::Date), |_| survey.effective.map(|date| date.to_string()).into())
}

/// The columns of how many people and organisations there are. Of a group that is not shown only the people are printed.
fn sizes<'a>() -> Fields<'a, SurveyedGroup> {
    let of_shown =
        |group: &SurveyedGroup, value: Value| if group.statistics.is_some() { value } else { Value::Missing };
    Fields::new()
        .with(Column::new("n", "n", Kind::Count), people)
        .with(Column::data("n_raw", Kind::Count), move |group| of_shown(group, group.rows_read.into()))
        .with(Column::new("organisations", "Orgs", Kind::Count).optional(3), move |group| {
            of_shown(group, group.size.organisations.into())
        })
        .with(Column::data("largest_share_pct", Kind::Number), move |group| {
            of_shown(group, group.largest_share_pct.map(|pct| round_ratio(pct).normalize()).into())
        })
}

/// The number of people of a group, or `<5`.
pub(super) fn people(group: &SurveyedGroup) -> Value {
    match group.disclosure {
        _ if prints_rows(&group.size, group.disclosure) => group.size.rows.into(),
        Disclosure::Shown { .. } => group.size.rows.into(),
        Disclosure::Suppressed(Suppression::ProtectsAnother) => Value::Missing,
        Disclosure::Suppressed(_) => few(group.size.rows),
        Disclosure::Empty => 0_u64.into(),
    }
}

/// A number of people, or `<5`; nothing for none.
pub(super) fn few(people: u64) -> Value {
    match people {
        0 => Value::Missing,
        1..LEAST_PRINTED_ROWS => Value::text(format!("<{LEAST_PRINTED_ROWS}")),
        _ => people.into(),
    }
}

/// The columns of the statistics.
fn figures(options: &SurveyOptions) -> Fields<'_, SurveyedGroup> {
    let of = |value: fn(&Statistics) -> Option<Decimal>| {
        move |group: &SurveyedGroup| group.statistics.as_ref().and_then(value).into()
    };
    let method = options.percentile_method();
    let of_interval = |value: fn(&MedianInterval) -> Option<Decimal>| {
        move |group: &SurveyedGroup| {
            let interval = group.statistics.as_ref().and_then(|statistics| statistics.printed_interval(&group.size));
            interval.as_ref().and_then(value).into()
        }
    };
    let coverage = |interval: &MedianInterval| {
        interval.coverage.and_then(Decimal::from_f64_retain).map(|coverage| round_places(coverage, 6).normalize())
    };
    let fields = Fields::new()
        .with(Column::data("weighting", Kind::Text), |_| options.weighting.as_str().into())
        .with(Column::data("method", Kind::Text), move |_| method.into())
        .with(Column::new("p10", "P10", Kind::Money).optional(2), of(|of| of.percentiles[0]))
        .with(Column::new("p25", "P25", Kind::Money), of(|of| of.percentiles[1]))
        .with(Column::new("p50", "P50", Kind::Money), of(|of| of.percentiles[2]))
        .with(Column::new("p75", "P75", Kind::Money), of(|of| of.percentiles[3]))
        .with(Column::new("p90", "P90", Kind::Money).optional(1), of(|of| of.percentiles[4]))
        .with(Column::new("mean", "Mean", Kind::Money).optional(4), of(|of| Some(of.mean)))
        .with(Column::data("p50_ci_low", Kind::Money), of_interval(|interval| Some(interval.low)))
        .with(Column::data("p50_ci_high", Kind::Money), of_interval(|interval| Some(interval.high)))
        .with(Column::data("ci_coverage", Kind::Number), of_interval(coverage))
        .with(Column::data("posted_low_median", Kind::Money), of(|of| of.posted_ends.map(|ends| ends.0)))
        .with(Column::data("posted_high_median", Kind::Money), of(|of| of.posted_ends.map(|ends| ends.1)));
    let half_width = |interval: &MedianInterval| Some(round_ratio(interval.half_width_pct).normalize());
    fields
        .with(Column::data("rhw_pct", Kind::Number), of_interval(half_width))
        .with(Column::data("n_eff", Kind::Number), of(|of| Some(round_places(of.effective_rows, 6).normalize())))
        .with(Column::new("certainty", "Certainty", Kind::Text), |group| {
            group.statistics.as_ref().map(|of| of.certainty.as_str()).into()
        })
}

/// The columns that say whether a group is shown, why not, and where it is from.
fn state(about: &SurveyAbout) -> Fields<'_, SurveyedGroup> {
    Fields::new()
        .with(Column::data("state", Kind::Text), |group: &SurveyedGroup| group.disclosure.state().into())
        .with(Column::new("reason", "Reason", Kind::Text), |group| group.disclosure.reason().into())
        .with(Column::data("source", Kind::Text).only(Visibility::Data), |_| about.source.as_str().into())
}

/// The columns of what was found or taken for granted, after all others because they came later.
fn assumptions<'a>() -> Fields<'a, SurveyedGroup> {
    let months = |group: &SurveyedGroup| group.months.stated_pct().filter(|_| group.statistics.is_some());
    Fields::new()
        .with(Column::data("p50_with_outliers", Kind::Money), |group: &SurveyedGroup| group.outlier_medians.with.into())
        .with(Column::data("p50_without_outliers", Kind::Money), |group| group.outlier_medians.without.into())
        .with(Column::data("months_stated_pct", Kind::Number), move |group| {
            months(group).map(|pct| round_ratio(pct).normalize()).into()
        })
}
