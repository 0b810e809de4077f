//! The result of a survey: a row for each group, and the rows of the file by how they ended.

use super::capitalised::capitalised;
use crate::answer::{Answer, Column, Fields, Kind, Note, Value, Visibility};
use crate::money::{Decimal, Period, grouped, round_places, round_ratio};
use crate::pack::{DataError, Labels, Pack, Population};
use crate::pay::PayElement;
use crate::survey::{
    Dimension, Disclosure, GroupKey, LEAST_PRINTED_ROWS, MedianInterval, Outliers, RowStatus, Rule, Statistics,
    Suppression, Survey, SurveyOptions, SurveyedGroup, Weighting, prints_rows, prints_sum,
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
/// [`DataError`] when a table cannot be read.
pub fn survey(
    pack: &Pack,
    survey: &Survey,
    groups: &[&SurveyedGroup],
    options: &SurveyOptions,
    about: &SurveyAbout,
) -> Result<Answer, DataError> {
    let labels = pack.labels()?;
    let element = about.element.as_str();
    let fields = dimensions(options, labels, |group: &SurveyedGroup| Some(&group.key))
        .and(terms(survey, options, about))
        .and(sizes())
        .and(figures(options))
        .and(state(about));
    Ok(Answer {
        title: format!("{} pay, {element}", capitalised(options.population.as_str())),
        unit: format!("{} a {}", survey.currency, Period::Year.as_str()),
        lead: lead(survey, options),
        table: fields.table(groups.iter().copied()),
        notes: survey_notes(survey, options),
        ..Answer::default()
    })
}

/// How many groups there are, and how many are shown.
pub(super) fn lead(survey: &Survey, options: &SurveyOptions) -> String {
    let shown = survey.groups.iter().filter(|group| group.statistics.is_some()).count();
    let groups = survey.groups.len();
    let used = used_rows(survey, options);
    let noun = if groups == 1 { "group" } else { "groups" };
    let of_all = if prints_used(survey, options) {
        format!(" of {}", grouped(survey.rows.all().into(), 0))
    } else {
        String::new()
    };
    format!("{used}{of_all} rows are in {groups} {noun}, {shown} shown")
}

/// Whether the number of used rows is printed.
pub(super) fn prints_used(survey: &Survey, options: &SurveyOptions) -> bool {
    prints_sum(&options.rule, survey.groups.iter().map(|group| (&group.size, group.disclosure)))
}

/// The number of used rows, or the number that they are fewer than.
fn used_rows(survey: &Survey, options: &SurveyOptions) -> String {
    if prints_used(survey, options) {
        return grouped(survey.rows.get(RowStatus::Used).into(), 0);
    }
    format!("<{}", grouped(Decimal::from(LEAST_PRINTED_ROWS * survey.groups.len() as u64), 0))
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
            let name = match dimension {
                Dimension::Role => labels.role(&value),
                Dimension::City => labels.city(&value),
                Dimension::Level => labels.level(&value),
                Dimension::Organisation | Dimension::Column { .. } => &value,
            };
            Value::text(name)
        });
    }
    fields
}

/// The columns that say what the figures are of.
fn terms<'a>(survey: &'a Survey, options: &'a SurveyOptions, about: &'a SurveyAbout) -> Fields<'a, SurveyedGroup> {
    let element = about.element.as_str().split(' ').next().unwrap_or_default();
    Fields::new()
        .with(Column::data("population", Kind::Text), |_| options.population.as_str().into())
        .with(Column::data("element", Kind::Text), move |_| element.into())
        .with(Column::data("currency", Kind::Text), |_| survey.currency.as_str().into())
        .with(Column::data("period", Kind::Text), |_| Period::Year.as_str().into())
        .with(Column::data("effective", Kind::Date), |_| survey.effective.map(|date| date.to_string()).into())
}

/// The columns of how many people and organisations there are. Of a suppressed group only the people are printed.
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
    let reason = |group: &SurveyedGroup| match group.disclosure {
        Disclosure::Shown { .. } => Value::Missing,
        Disclosure::Suppressed(reason) => reason.as_str().into(),
    };
    Fields::new()
        .with(Column::data("state", Kind::Text), |group: &SurveyedGroup| match group.disclosure {
            Disclosure::Shown { .. } => "survey".into(),
            Disclosure::Suppressed(_) => "suppressed".into(),
        })
        .with(Column::new("reason", "Suppressed", Kind::Text), reason)
        .with(Column::data("source", Kind::Text).only(Visibility::Data), |_| about.source.as_str().into())
}

pub(super) fn survey_notes(survey: &Survey, options: &SurveyOptions) -> Vec<Note> {
    let mut notes = Vec::new();
    let count = |rows: u64| grouped(rows.into(), 0);
    let ended: Vec<String> = survey
        .rows
        .iter()
        .map(|(status, rows)| match status {
            RowStatus::Used => format!("{} {}", used_rows(survey, options), status.as_str()),
            _ => format!("{} {}", count(rows), status.as_str()),
        })
        .collect();
    notes.push(Note::fact(format!("rows: {}", ended.join(", "))));
    if survey.outliers > 0 {
        let done = match options.outliers {
            Outliers::Flag => "it is used",
            Outliers::Drop => "it is left out",
            Outliers::Winsorise => "it is replaced by the nearest that is not",
        };
        let people = match survey.outliers {
            ..LEAST_PRINTED_ROWS => format!("fewer than {LEAST_PRINTED_ROWS}"),
            people => count(people),
        };
        notes.push(Note::warning(format!(
            "{people} people have pay far from that of their role and level; {done} (--outliers)"
        )));
    }
    match options.rule {
        Rule::Own => {
            notes.push(Note::warning("an employer's own pay: not to leave the company"));
            let is_small = |group: &SurveyedGroup| group.statistics.is_some() && group.size.rows < LEAST_PRINTED_ROWS;
            if survey.groups.iter().any(is_small) {
                notes.push(Note::warning(
                    "the pay of each person can be calculated from the figures of three or four people",
                ));
            }
        }
        Rule::Shared { rows, organisations, largest_share_pct } => {
            let mut text = format!(
                "a group needs {rows} people of {organisations} organisations, none with over {largest_share_pct}%; P10 and P90 \
                 need 10 of 10"
            );
            if options.organisation.is_none() {
                text.push_str("; no column names the organisation of a row, so nothing can be shown");
                notes.push(
                    Note::warning(text)
                        .advising("--organisation-column names it; --rule own is for an employer's own pay"),
                );
            } else {
                notes.push(Note::new(text));
            }
        }
    }
    notes.extend(old_pay(survey, options));
    notes.extend(protecting(survey));
    notes.extend(unlike_units(survey));
    if options.population == Population::Posted {
        notes.push(Note::warning(
            "posted pay is what ads offer, not what is paid; percentiles are of the middles of ranges",
        ));
    }
    let has_large = |group: &SurveyedGroup| group.disclosure == Disclosure::Suppressed(Suppression::LargestShare);
    if survey.groups.iter().any(has_large) && options.weighting == Weighting::Incumbent {
        notes.push(
            Note::new("in some groups one organisation has too large a share")
                .advising("--weight organisation counts each organisation the same"),
        );
    }
    notes
}

/// A warning of pay that has been aged over more than a year.
fn old_pay(survey: &Survey, options: &SurveyOptions) -> Option<Note> {
    let on = options.ageing.filter(|_| survey.stated.old_rows > 0)?.on;
    let noun = if survey.stated.old_rows == 1 { "row" } else { "rows" };
    let rows = grouped(survey.stated.old_rows.into(), 0);
    let text = format!("the pay of {rows} {noun} is more than 12 months older than {on}");
    Some(Note::warning(text).advising("--max-age 12 leaves them out"))
}

/// Why groups that may have enough people are hidden. Which of them has few is not told.
fn protecting(survey: &Survey) -> Option<Note> {
    let protects = |group: &SurveyedGroup| group.disclosure == Disclosure::Suppressed(Suppression::ProtectsAnother);
    survey.groups.iter().any(protects).then(|| {
        Note::fact(format!(
            "{}: with its number of people and the sum of all, that of a group of fewer than {LEAST_PRINTED_ROWS} could be \
             calculated",
            Suppression::ProtectsAnother.as_str()
        ))
        .advising("fewer dimensions in --by make larger groups")
    })
}

/// A warning of groups whose median is far from the others as if it were in another unit.
fn unlike_units(survey: &Survey) -> Option<Note> {
    let unlike = survey.unlike_units();
    let first = unlike.first()?;
    let names: Vec<String> = first.key.iter().map(|value| value.to_string()).collect();
    let others = if unlike.len() > 1 { format!(", and {} more groups,", unlike.len() - 1) } else { String::new() };
    Some(Note::warning(format!(
        "the median of {}{others} is about {} that of its neighbours, as if it were in another unit",
        names.join(", "),
        first.times
    )))
}
