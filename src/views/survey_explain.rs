//! How the figures of a survey are made: the steps of the whole file, then those of each group.
//!
//! Of a suppressed group only the rule that hides it is told, and no more of its size than the result of the survey prints.

use super::survey::{SurveyAbout, dimensions, few, people, title, unit};
use super::survey_conversions::conversions;
use super::survey_notes::{ageing_text, lead, prints_used, survey_notes};
use crate::answer::{Answer, Column, Fields, Kind, Value, Visibility};
use crate::money::{Decimal, Period, grouped};
use crate::pack::{Pack, Population};
use crate::pay::{Bonus, Conventions};
use crate::pricing::PricingError;
use crate::survey::{
    Disclosure, Duplicates, GroupKey, MEDIAN, OutlierMedians, Outliers, PERCENTS, Percent, RowStatus, Rule, Statistics,
    Suppression, Survey, SurveyOptions, SurveyedGroup, Weighting, rank_interval,
};

/// A step of the file or of a group.
struct StepRow<'s> {
    /// The group; `None` for a step of the whole file.
    key: Option<&'s GroupKey>,
    /// The word in data.
    kind: &'static str,
    step: String,
    /// How many rows or people it is about.
    n: Value,
    low: Option<Decimal>,
    mid: Option<Decimal>,
    high: Option<Decimal>,
    note: String,
}

impl<'s> StepRow<'s> {
    fn new(key: Option<&'s GroupKey>, kind: &'static str, step: impl Into<String>) -> Self {
        StepRow {
            key,
            kind,
            step: step.into(),
            n: Value::Missing,
            low: None,
            mid: None,
            high: None,
            note: String::new(),
        }
    }

    fn of(mut self, n: impl Into<Value>) -> Self {
        self.n = n.into();
        self
    }

    fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// How the figures of these groups are made.
///
/// # Errors
/// [`PricingError`] when a table cannot be read, or exchange rates cannot be multiplied.
pub fn explain_survey(
    pack: &Pack,
    survey: &Survey,
    groups: &[&SurveyedGroup],
    options: &SurveyOptions,
    about: &SurveyAbout,
    conventions: &Conventions,
) -> Result<Answer, PricingError> {
    let mut steps = steps_of_file(pack, survey, options, conventions)?;
    for group in groups {
        match &group.statistics {
            Some(statistics) => steps.extend(steps_of_shown(group, statistics, options)),
            None if group.disclosure == Disclosure::Empty => steps.push(empty_step(group)),
            None => steps.push(rule_step(group, options)),
        }
    }
    let currency = survey.currency;
    let fields = dimensions(options, pack.labels()?, |step: &StepRow<'_>| step.key)
        .with(Column::data("kind", Kind::Text), |step: &StepRow<'_>| step.kind.into())
        .with(Column::new("step", "Step", Kind::Text), |step| Value::text(step.step.as_str()))
        .with(Column::new("n", "n", Kind::Count), |step| step.n.clone())
        .and(amounts())
        .with(Column::data("currency", Kind::Text).only(Visibility::Data), move |step| {
            let has_amount = step.low.or(step.mid).or(step.high).is_some();
            has_amount.then(|| currency.to_string()).into()
        })
        .with(Column::new("note", "Note", Kind::Text).drop_order(1), |step| Value::text(step.note.as_str()));
    Ok(Answer {
        title: format!("{}: how it is made", title(options, about)),
        unit: unit(survey),
        lead: lead(survey, options),
        table: fields.table(&steps).in_small_money(survey.period == Period::Hour),
        notes: survey_notes(survey, options, pack.labels()?),
        ..Answer::default()
    })
}

fn amounts<'a, 's: 'a>() -> Fields<'a, StepRow<'s>> {
    Fields::new()
        .with(Column::new("low", "Low", Kind::Money).optional(2), |step: &StepRow<'_>| step.low.into())
        .with(Column::new("mid", "Amount", Kind::Money), |step| step.mid.into())
        .with(Column::new("high", "High", Kind::Money).optional(2), |step| step.high.into())
}

/// The steps that all rows of the file take.
fn steps_of_file<'s>(
    pack: &Pack,
    survey: &Survey,
    options: &SurveyOptions,
    conventions: &Conventions,
) -> Result<Vec<StepRow<'s>>, PricingError> {
    let step = |kind, text: String| StepRow::new(None, kind, text);
    let prints_used = prints_used(survey, options);
    let mut steps: Vec<StepRow<'_>> =
        prints_used.then(|| step("file", "rows of the file".to_owned()).of(survey.rows.all())).into_iter().collect();
    let ended = survey.rows.iter().filter(|(status, _)| prints_used || *status != RowStatus::Used);
    steps.extend(ended.map(|(status, rows)| step("status", format!("rows: {}", status.as_str())).of(rows)));
    if let Some((first, last)) = survey.stated.window {
        steps.push(step("window", format!("pay of {first} to {last}, in the groups that are shown")));
    }
    steps.push(step("annual", annual(conventions)).noting(match options.population {
        Population::Posted => "a range counts as its middle",
        Population::Incumbents | Population::Reported => "",
    }));
    if survey.period != Period::Year {
        let paid = survey.periods_a_year.normalize();
        steps.push(step("period", format!("amounts {}: a year divided by {paid}", survey.period.with_article())));
    }
    steps.extend(conversions(pack, survey)?.into_iter().map(|text| step("currency", text)));
    for currency in &survey.currencies_without_rate {
        steps.push(step("currency", format!("{currency} has no rate, and its rows are left out")));
    }
    if let Some(ageing) = &options.ageing {
        steps.push(
            step("ageing", ageing_text(ageing))
                .noting(format!("rows over {} months older are left out", ageing.max_months)),
        );
    }
    let duplicates = match options.duplicates {
        Duplicates::Keep => "equal rows are different people",
        Duplicates::Drop if options.organisation.is_none() => "rows that are equal in all cells are left out",
        Duplicates::Drop => {
            "rows of one organisation, role, city, level, group and pay within 90 days of the first are left out"
        }
    };
    let duplicates = match options.id {
        Some(_) => "rows with the same id and date are one person; where their pay differs, all are left out",
        None => duplicates,
    };
    steps.push(step("duplicates", duplicates.to_owned()));
    let outliers = match options.outliers {
        Outliers::Flag => "counted, and used",
        Outliers::Drop => "left out",
        Outliers::Winsorise => "replaced by the nearest pay that is not so far",
    };
    let text = format!("pay far from that of the role and level: {outliers}");
    steps.push(step("outliers", text).noting("more than 3.5 deviations of the logarithm from the median"));
    Ok(steps)
}

/// How pay for another span of time becomes pay for a year.
fn annual(conventions: &Conventions) -> String {
    let (months, stated) = match conventions.element.includes_further_months() {
        false => (Decimal::from(12), ""),
        true => (conventions.months_per_year, " unless the row states another number"),
    };
    let bonus = match conventions.element.bonus() {
        None => "",
        Some(Bonus::Target) => ", plus the target bonus of each row",
        Some(Bonus::Paid) => ", plus the bonus that each row was paid",
    };
    format!(
        "{}: a year has {} months{stated} and {} weeks, a month {} days, a day {} hours{bonus}",
        conventions.element.as_str(),
        months.normalize(),
        conventions.paid_weeks_per_year.normalize(),
        conventions.paid_days_per_month.round_dp(4).normalize(),
        conventions.paid_hours_per_day.normalize()
    )
}

/// Why a group without usable pay has no figures.
fn empty_step(group: &SurveyedGroup) -> StepRow<'_> {
    let step = StepRow::new(Some(&group.key), "rows", "rows of the group with usable pay").of(people(group));
    step.noting("empty: the rows by status tell why")
}

/// The rule of disclosure, and what it decides for a group.
fn rule_step<'s>(group: &'s SurveyedGroup, options: &SurveyOptions) -> StepRow<'s> {
    let wants = match options.rule {
        Rule::Own => "own pay: 3 people".to_owned(),
        Rule::Shared { rows, organisations, largest_share_pct } => {
            format!("{rows} people of {organisations} organisations, none with over {largest_share_pct}%")
        }
    };
    let outcome = match group.disclosure {
        Disclosure::Shown { tails: true } => "shown".to_owned(),
        Disclosure::Shown { tails: false } => "shown without P10 and P90, which need 10 of 10".to_owned(),
        Disclosure::Suppressed(Suppression::ProtectsAnother) => {
            "suppressed: with its number of people and the sum of all, that of a group of few could be calculated"
                .to_owned()
        }
        disclosure @ (Disclosure::Suppressed(_) | Disclosure::Empty) => {
            format!("{}: {}", disclosure.state(), disclosure.reason().unwrap_or_default())
        }
    };
    StepRow::new(Some(&group.key), "rule", format!("rule: {wants}")).of(people(group)).noting(outcome)
}

/// The steps of a group that is shown.
fn steps_of_shown<'s>(group: &'s SurveyedGroup, statistics: &Statistics, options: &SurveyOptions) -> Vec<StepRow<'s>> {
    let step = |kind, text: &str| StepRow::new(Some(&group.key), kind, text);
    let mut steps = vec![step("rows", "rows of the group").of(group.rows_read)];
    if group.left_out.duplicates > 0 {
        let text = match options.id {
            Some(_) => "repeat another row or differ from it in pay, left out",
            None => "repeat another row, left out",
        };
        steps.push(step("duplicates", text).of(group.left_out.duplicates));
    }
    if group.left_out.without_rate > 0 {
        steps.push(step("currency", "in a currency without a rate, left out").of(group.left_out.without_rate));
    }
    if group.left_out.outliers > 0 {
        let people = group.left_out.outliers;
        // Where each row is one person, the number of those that are left out follows from the rows before and after.
        let follows = options.outliers == Outliers::Drop && options.headcount.is_none();
        let people = if follows { people.into() } else { few(people) };
        steps.push(step("outliers", "people whose pay is far").of(people));
        let OutlierMedians { with, without } = group.outlier_medians;
        for (text, median) in [("P50 with them", with), ("P50 without them", without)] {
            let mut row = step("outliers", text);
            row.mid = median;
            steps.push(if median.is_some() { row } else { row.noting("so many may not be shown") });
        }
    }
    if let Some(pct) = group.months.stated_pct() {
        let text = format!(
            "{}% of the rows with pay by the month state the months that are paid a year",
            pct.round_dp(1).normalize()
        );
        steps.push(step("months", &text));
    }
    if options.headcount.is_some() {
        steps.push(step("people", "people that the rows stand for").of(group.size.rows));
    }
    let rule = rule_step(group, options);
    let organisations = group.size.organisations.filter(|_| options.rule != Rule::Own);
    let outcome = match organisations.zip(group.largest_share_pct) {
        Some((organisations, share)) => {
            format!("{organisations} organisations, the largest {}%: {}", share.round_dp(4).normalize(), rule.note)
        }
        None => rule.note.clone(),
    };
    steps.push(rule.noting(outcome));
    for (percent, amount) in PERCENTS.into_iter().zip(statistics.percentiles) {
        // One that is hidden has no step: the rule says so.
        if let Some(amount) = amount {
            let mut row = step("percentile", &format!("P{} by {}", percent.number(), options.percentile_method()));
            row.mid = Some(amount);
            steps.push(row.noting(placement(percent, group.size.rows, options)));
        }
    }
    let mut mean = step("mean", "mean");
    mean.mid = Some(statistics.mean);
    steps.push(mean);
    if let Some((low, high)) = statistics.posted_ends {
        let mut ends = step("posted", "medians of the low and of the high ends");
        (ends.low, ends.high) = (Some(low), Some(high));
        steps.push(ends);
    }
    steps.push(interval_step(step("interval", "95% interval of the median"), group, statistics, options));
    let width = statistics.printed_interval(&group.size).map_or_else(
        || "no interval is told".to_owned(),
        |interval| format!("half the interval is {}% of the median", interval.half_width_pct.round_dp(1).normalize()),
    );
    let certainty = step("certainty", &format!("certainty {}", statistics.certainty.as_str()));
    let effective = grouped(statistics.effective_rows, 0);
    steps.push(certainty.noting(format!("{effective} people of equal weight; {width}")));
    steps
}

/// The step of the interval of the median, with the ranks of its ends.
fn interval_step<'s>(
    mut step: StepRow<'s>,
    group: &SurveyedGroup,
    statistics: &Statistics,
    options: &SurveyOptions,
) -> StepRow<'s> {
    let rows = group.size.rows;
    let Some(interval) = statistics.printed_interval(&group.size) else {
        return step.noting(match options.weighting {
            Weighting::Incumbent if statistics.median_interval.is_some() => {
                "its ends would be the least and the highest pay"
            }
            Weighting::Incumbent => "fewer than 6 people have none",
            Weighting::Organisation => "none with weights of organisations",
        });
    };
    (step.low, step.high) = (Some(interval.low), Some(interval.high));
    match rank_interval(rows, MEDIAN).zip(interval.coverage) {
        Some((ranks, coverage)) => step.noting(format!(
            "ranks {} and {} of {rows}; such an interval holds the median in {:.2}% of samples",
            ranks.low,
            ranks.high,
            coverage * 100.0
        )),
        None => step,
    }
}

/// Where a percentile stands among the rows of a group.
fn placement(percent: Percent, rows: u64, options: &SurveyOptions) -> String {
    if options.weighting == Weighting::Organisation {
        let percent = percent.number();
        return format!(
            "the least pay with over {percent}% of the weight up to it; at exactly {percent}%, the mean of it and the next"
        );
    }
    let Some(rank) = options.method.rank(rows, percent) else { return String::new() };
    let (whole, part) = (rank / 100, rank % 100);
    match part {
        0 => format!("rank {whole} of {rows}"),
        part => format!("rank {whole}.{part:02} of {rows}: {part}% of the way from rank {whole} to {}", whole + 1),
    }
}
