//! The sentences of a survey: how many groups are shown, and what a reader must know besides the figures.

use crate::answer::Note;
use crate::money::{Decimal, grouped, round_places};
use crate::pack::{Labels, Population};
use crate::payroll::Status;
use crate::people::LIKELY_SHARES;
use crate::survey::{
    Dimension, Disclosure, FileLine, GroupKey, LEAST_PRINTED_ROWS, MIN_ROWS_FOR_TAILS, OutlierMedians, Outliers,
    RowAgeing, RowStatus, Rule, Suppression, Survey, SurveyOptions, SurveyedGroup, Weighting, prints_sum,
};

/// How many groups there are, how many are shown, and how many have no usable pay.
pub(super) fn lead(survey: &Survey, options: &SurveyOptions) -> String {
    let shown = survey.groups.iter().filter(|group| group.statistics.is_some()).count();
    let groups = survey.groups_with_pay().count();
    let used = used_rows(survey, options);
    let noun = if groups == 1 { "group" } else { "groups" };
    let without_pay = match survey.groups.len() - groups {
        0 => String::new(),
        1 => "; 1 more group has no usable pay".to_owned(),
        more => format!("; {} more groups have no usable pay", grouped(Decimal::from(more as u64), 0)),
    };
    let of_all = if prints_used(survey, options) {
        format!(" of {}", grouped(survey.rows.all().into(), 0))
    } else {
        String::new()
    };
    format!("{used}{of_all} rows are in {groups} {noun}, {shown} shown{without_pay}")
}

/// Whether the number of used rows is printed.
pub(super) fn prints_used(survey: &Survey, options: &SurveyOptions) -> bool {
    prints_sum(&options.rule, survey.groups_with_pay().map(|group| (&group.size, group.disclosure)))
}

/// The number of used rows, or the number that they are fewer than.
pub(super) fn used_rows(survey: &Survey, options: &SurveyOptions) -> String {
    if prints_used(survey, options) {
        return grouped(survey.rows.get(RowStatus::Used).into(), 0);
    }
    format!("<{}", grouped(Decimal::from(LEAST_PRINTED_ROWS * survey.groups_with_pay().count() as u64), 0))
}

/// The name of a value of a dimension.
pub(super) fn name_of<'a>(dimension: &Dimension, value: &'a str, labels: &'a Labels<'_>) -> &'a str {
    match dimension {
        Dimension::Role => labels.role(value),
        Dimension::City => labels.city(value),
        Dimension::Level => labels.level(value),
        Dimension::Organisation | Dimension::Column { .. } => value,
    }
}

/// The names of a group, with commas between.
#[must_use]
pub fn group_names(key: &GroupKey, options: &SurveyOptions, labels: &Labels<'_>) -> String {
    let names = options.by.iter().zip(key).map(|(dimension, value)| name_of(dimension, value, labels));
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What a reader of a survey must know besides its figures.
pub(super) fn survey_notes(survey: &Survey, options: &SurveyOptions, labels: Labels<'_>) -> Vec<Note> {
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
    notes.extend(kept_share(survey, options));
    notes.extend(conflicting_pay(survey));
    notes.extend(unused_pay(survey));
    notes.extend(grossed_up(survey));
    notes.extend(unlikely_bonuses(survey));
    notes.extend(outliers(survey, options, &labels));
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
                let own = "--rule own is for an employer's own pay";
                let advice =
                    if survey.is_of_counts { own.to_owned() } else { format!("--organisation-column names it; {own}") };
                notes.push(Note::warning(text).advising(advice));
            } else {
                notes.push(Note::new(text));
            }
        }
    }
    notes.extend(options.ageing.iter().map(|ageing| Note::fact(ageing_text(ageing))));
    notes.extend(old_pay(survey, options));
    notes.extend(assumed_months(survey));
    notes.extend(uncertain_tails(survey, options));
    notes.extend(protecting(survey));
    notes.extend(unlike_units(survey, options, &labels));
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

/// A note with advice to give an option that decides how rows are read or grouped. Tables of counts have decided that: `--merge`
/// refuses the option, and the note has no advice.
pub(super) fn advising(note: Note, survey: &Survey, advice: &str) -> Note {
    if survey.is_of_counts { Note { advice: None, ..note } } else { note.advising(advice) }
}

/// The share of the rows with a group and pay that is left without those that repeat or contradict another.
fn kept_share(survey: &Survey, options: &SurveyOptions) -> Option<Note> {
    let count = |status: RowStatus| Decimal::from(survey.rows.get(status));
    let conflicting = count(RowStatus::ConflictingPay);
    let others = count(RowStatus::Duplicate).saturating_add(conflicting);
    // The share would tell the number of used rows.
    if others.is_zero() || !prints_used(survey, options) {
        return None;
    }
    let kept = [count(RowStatus::Used), count(RowStatus::Outlier), survey.without_rate.into()];
    let kept = kept.into_iter().fold(Decimal::ZERO, Decimal::saturating_add);
    let all = kept.saturating_add(others);
    let pct = kept.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(all)?;
    let pct = round_places(pct, 1).normalize();
    let repeat = if conflicting.is_zero() { "repeat one of them" } else { "repeat or contradict another" };
    let option = if options.id.is_some() { "" } else { " (--duplicates)" };
    Some(Note::fact(format!(
        "duplicates: {pct}% of {} rows are kept, and the others {repeat}{option}",
        grouped(all, 0)
    )))
}

/// The most lines that a message names.
const MAX_LINES: usize = 3;

/// A warning of people whose rows differ in pay.
fn conflicting_pay(survey: &Survey) -> Option<Note> {
    let lines = &survey.conflicting_lines;
    let named: Vec<String> = lines.iter().take(MAX_LINES).map(FileLine::to_string).collect();
    let more = if lines.len() > MAX_LINES { " …" } else { "" };
    let named = if named.is_empty() { String::new() } else { format!(" (lines {}{more})", named.join(", ")) };
    let status = RowStatus::ConflictingPay;
    (survey.rows.get(status) > 0).then(|| {
        Note::warning(format!(
            "{}: rows with the same id and date differ in pay, and none of them is used{named}",
            status.as_str()
        ))
    })
}

/// What the words mean for rows whose pay is stated and not used, and what helps.
fn unused_pay(survey: &Survey) -> Vec<Note> {
    let has = |status: RowStatus| survey.rows.get(status) > 0;
    let note = |status: RowStatus, why: &str| Note::fact(format!("{}: {why}", status.as_str()));
    let mut notes = Vec::new();
    if has(RowStatus::OtherBasis) {
        let daily = note(RowStatus::OtherBasis, "pay by the day is mostly day labour, and compares with no salary");
        notes.push(advising(daily, survey, "--include-daily uses it"));
    }
    let net = RowStatus::Unused(Status::NetPay);
    if has(net) {
        notes.push(note(net, "pay after tax is not compared with pay before tax"));
    }
    let without_bonus = RowStatus::Unused(Status::BonusNotStated);
    if has(without_bonus) {
        notes.push(note(without_bonus, "a blank bonus is not known; 0 states that there is none"));
    }
    notes
}

/// A number of people or rows, or that it is small; `None` for none.
fn number_or_few(number: u64) -> Option<String> {
    match number {
        0 => None,
        1..LEAST_PRINTED_ROWS => Some(format!("fewer than {LEAST_PRINTED_ROWS}")),
        number => Some(grouped(number.into(), 0)),
    }
}

/// How many rows in the groups that are shown have part-time pay that was made comparable.
fn grossed_up(survey: &Survey) -> Option<Note> {
    let rows = number_or_few(survey.grossed_up)?;
    let text = format!("the pay of {rows} rows in the groups shown is divided by their share of full time, below one");
    Some(advising(Note::fact(text), survey, "--part-time drop leaves out that of less than nine tenths"))
}

const BONUS_UNIT_ADVICE: &str = "--bonus-unit percent or share says what its numbers are";

/// The warning of bonuses that the unit of their column makes very small or very large, in rows that `rows` names.
pub(crate) fn unlikely_bonuses_warning(rows: &str) -> Note {
    let percent = |share: &Decimal| grouped(*share * Decimal::ONE_HUNDRED, 0);
    let (least, most) = (percent(LIKELY_SHARES.start()), percent(LIKELY_SHARES.end()));
    Note::warning(format!("the bonus of {rows} is read as below {least}% or above {most}% of base salary"))
        .advising(BONUS_UNIT_ADVICE)
}

/// The same of the groups that are shown.
fn unlikely_bonuses(survey: &Survey) -> Option<Note> {
    let rows = number_or_few(survey.unlikely_bonuses)?;
    let warning = unlikely_bonuses_warning(&format!("{rows} rows in the groups shown"));
    Some(advising(warning, survey, BONUS_UNIT_ADVICE))
}

/// A warning of pay that is far from the rest, and of the group whose P50 it changes most.
fn outliers(survey: &Survey, options: &SurveyOptions, labels: &Labels<'_>) -> Option<Note> {
    let people = number_or_few(survey.outliers)?;
    let done = match options.outliers {
        Outliers::Flag => "it is used",
        Outliers::Drop => "it is left out",
        Outliers::Winsorise => "it is replaced by the nearest that is not",
    };
    let mut text = format!("{people} people have pay far from that of their role and level; {done} (--outliers)");
    let mut changed: Vec<(Decimal, &SurveyedGroup)> = survey
        .groups
        .iter()
        .filter_map(|group| Some((group.outlier_medians.difference_pct()?, group)))
        .filter(|(pct, _)| *pct > Decimal::ONE)
        .collect();
    // The first of groups with the same difference, in the order of the result.
    changed.sort_by_key(|(pct, _)| std::cmp::Reverse(*pct));
    if let Some((_, group)) = changed.first()
        && let OutlierMedians { with: Some(with), without: Some(without) } = group.outlier_medians
    {
        let more = match changed.len() - 1 {
            0 => String::new(),
            1 => "; in 1 more group it differs by over 1%".to_owned(),
            more => format!("; in {more} more groups it differs by over 1%"),
        };
        let name = group_names(&group.key, options, labels);
        let [with, without] = [with, without].map(|median| grouped(median, survey.period.people_places()));
        text += &format!("; P50 of {name} is {with} with it and {without} without{more}");
    }
    Some(Note::warning(text))
}

/// The least share of rows with stated months, in percent, from which the others are no warning.
const MIN_STATED_MONTHS_PCT: Decimal = Decimal::from_parts(95, 0, 0, false, 0);

/// How many rows do not state the months that are paid a year, on which their pay depends.
fn assumed_months(survey: &Survey) -> Option<Note> {
    let stated = survey.months.stated_pct()?;
    if survey.months.assumed == 0 {
        return None;
    }
    let assumed = round_places(Decimal::ONE_HUNDRED - stated, 0).max(Decimal::ONE);
    let text = format!(
        "{assumed}% of the rows with pay by the month in the groups shown do not state how many months are paid a year; {} \
         are taken",
        survey.months_per_year.normalize()
    );
    let note = if stated < MIN_STATED_MONTHS_PCT { Note::warning(text) } else { Note::fact(text) };
    Some(advising(
        note,
        survey,
        "--months-column names a column with them; --pay-element base compares 12 months of all",
    ))
}

/// To which day the rows are aged, and how.
pub(super) fn ageing_text(ageing: &RowAgeing) -> String {
    format!(
        "each row aged from its date to {} at {}% a year, {}",
        ageing.on,
        ageing.rate_pct.normalize(),
        ageing.method.as_str()
    )
}

/// A warning of pay that has been aged over more than a year.
fn old_pay(survey: &Survey, options: &SurveyOptions) -> Option<Note> {
    let on = options.ageing.filter(|_| survey.stated.old_rows > 0)?.on;
    let noun = if survey.stated.old_rows == 1 { "row" } else { "rows" };
    let rows = grouped(survey.stated.old_rows.into(), 0);
    let text = format!("the pay of {rows} {noun} in the groups shown is more than 12 months older than {on}");
    Some(advising(Note::warning(text), survey, "--max-age 12 leaves them out"))
}

/// That P10 and P90 of groups that are shown say little: no ranks of so few rows hold them with 95 %. Nothing is said of a rounded
/// number that may be that of enough rows.
fn uncertain_tails(survey: &Survey, options: &SurveyOptions) -> Option<Note> {
    if options.weighting == Weighting::Organisation {
        return None;
    }
    let is_uncertain = |group: &&SurveyedGroup| {
        let has_tails = group.statistics.as_ref().is_some_and(|statistics| statistics.percentiles[0].is_some());
        has_tails && survey.most_people(&group.size) < MIN_ROWS_FOR_TAILS
    };
    let groups = survey.groups.iter().filter(is_uncertain).count();
    let noun = if groups == 1 { "group" } else { "groups" };
    (groups > 0).then(|| {
        Note::fact(format!(
            "P10 and P90 of {groups} {noun} are uncertain: fewer than {MIN_ROWS_FOR_TAILS} people give no 95% interval of them"
        ))
    })
}

/// Why groups that may have enough people are hidden. Which of them has few is not told.
fn protecting(survey: &Survey) -> Option<Note> {
    let protects = |group: &SurveyedGroup| group.disclosure == Disclosure::Suppressed(Suppression::ProtectsAnother);
    survey.groups.iter().any(protects).then(|| {
        let note = Note::fact(format!(
            "{}: with its number of people and the sum of all, that of a group of fewer than {LEAST_PRINTED_ROWS} could be \
             calculated",
            Suppression::ProtectsAnother.as_str()
        ));
        advising(note, survey, "fewer dimensions in --by make larger groups")
    })
}

/// A warning of groups whose median is far from the others as if it were in another unit.
fn unlike_units(survey: &Survey, options: &SurveyOptions, labels: &Labels<'_>) -> Option<Note> {
    let unlike = survey.unlike_units();
    let first = unlike.first()?;
    let names = group_names(first.key, options, labels);
    let others = if unlike.len() > 1 { format!(", and {} more groups,", unlike.len() - 1) } else { String::new() };
    Some(Note::warning(format!(
        "the median of {}{others} is about {} that of its neighbours, as if it were in another unit",
        names, first.times
    )))
}
