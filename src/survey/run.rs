//! Surveys a file: reads its rows, and computes the statistics of each group.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

use super::converted::{End, GroupPay, InlierRanges, distribution};
use super::converter::Converter;
use super::count_terms::CountTerms;
use super::counted::CountedPay;
use super::counts_file::SurveyCounts;
use super::dimension::{Dimension, GroupKey};
use super::disclosure::{Disclosure, GroupSize, disclosures};
use super::left_out::LeftOut;
use super::options::{Duplicates, Outliers, SurveyOptions, Weighting};
use super::organisation_numbers::OrganisationNumbers;
use super::outlier_medians::OutlierMedians;
use super::outliers::{Fences, LEAST_ROWS};
use super::rollups::{Part, Rollup, rollups};
use super::row_reader::RowReader;
use super::row_status::{RowCounts, RowStatus};
use super::stated_months::StatedMonths;
use super::stated_terms::StatedTerms;
use super::statistics::{Statistics, size_of};
use crate::money::{Currency, Decimal, Overflow};
use crate::pack::Pack;
use crate::payroll::{FilePricer, Status};
use crate::pricing::PricingError;
use crate::tabular::{self, Input, ProcessOptions};

/// The statistics of the groups of a file.
#[derive(Debug)]
pub struct Survey {
    /// The groups, in the order of their keys.
    pub groups: Vec<SurveyedGroup>,
    /// Groups pooled over others; none unless they are asked for.
    pub rollups: Vec<Rollup>,
    /// How the rows of the file ended.
    pub rows: RowCounts,
    /// The number of rows with a group whose pay was divided by a share of full time, duplicates included.
    pub grossed_up: u64,
    /// The first lines with each pay of a person whose rows differ in it, in order.
    pub conflicting_lines: Vec<u64>,
    /// The number of people in the groups that are shown whose pay is far from that of their role and level.
    pub outliers: u64,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The date to which pay is aged, or else the day that the caller gives; `None` without either.
    pub effective: Option<Date>,
    /// The dates and currencies of the rows that have pay and a group.
    pub stated: StatedTerms,
    /// Which rows that have pay and a group state the months that are paid a year, duplicates included.
    pub months: StatedMonths,
    /// The months a year of rows that do not state them.
    pub months_per_year: Decimal,
}

/// A group of rows.
#[derive(Debug)]
pub struct SurveyedGroup {
    /// The value of each dimension.
    pub key: GroupKey,
    /// Its size.
    pub size: GroupSize,
    /// The share of the largest organisation, in percent; `None` where the file does not name organisations.
    pub largest_share_pct: Option<Decimal>,
    /// The number of rows before duplicates and outliers were left out.
    pub rows_read: u64,
    /// What of these rows is not in the statistics, or far from the rest.
    pub left_out: LeftOut,
    /// Which of the rows before that state the months that are paid a year.
    pub months: StatedMonths,
    /// What of it is shown.
    pub disclosure: Disclosure,
    /// Its statistics; `None` where it is suppressed.
    pub statistics: Option<Statistics>,
    /// P50 with and without outliers; empty where it is suppressed.
    pub outlier_medians: OutlierMedians,
}

/// Why a file cannot be surveyed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] tabular::Error),
    /// A table of the pack cannot be read.
    #[error(transparent)]
    Pricing(#[from] PricingError),
    /// A sum cannot be held.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// Surveys a file.
///
/// # Errors
/// The first [`Error`] in the order of rows, or of the statistics.
pub fn survey(
    pack: &Pack,
    file: &FilePricer<'_>,
    input: Input<'_>,
    process: &ProcessOptions,
    options: &SurveyOptions,
) -> Result<Survey, Error> {
    let counted = count(pack, file, input, process, options, counts_by_organisation(options))?;
    finish(pack, file, counted, options)
}

/// Counts the rows of a file, to be added to those of other files. The caller adds the file to [`SurveyCounts::sources`].
///
/// # Errors
/// The first [`Error`] in the order of rows.
pub fn count_rows(
    pack: &Pack,
    file: &FilePricer<'_>,
    input: Input<'_>,
    process: &ProcessOptions,
    options: &SurveyOptions,
    terms: CountTerms,
) -> Result<SurveyCounts, Error> {
    // How much each organisation counts is decided when the counts are added.
    let counted = count(pack, file, input, process, options, options.organisation.is_some())?;
    Ok(SurveyCounts { counted, terms, sources: Vec::new() })
}

/// The statistics of counts of one file or several. `file` converts amounts; it may have no columns.
///
/// # Errors
/// The first [`Error`] of the statistics.
pub fn survey_of_counts(
    pack: &Pack,
    file: &FilePricer<'_>,
    counts: SurveyCounts,
    options: &SurveyOptions,
) -> Result<Survey, Error> {
    finish(pack, file, counts.counted, options)
}

/// Whether the amounts of each organisation are needed, not only the number of its people.
fn counts_by_organisation(options: &SurveyOptions) -> bool {
    options.organisation.is_some()
        && (options.weighting == Weighting::Organisation
            || options.outliers == Outliers::Drop
            || options.duplicates == Duplicates::Drop
            || options.id.is_some())
}

/// Counts the rows of a file.
fn count(
    pack: &Pack,
    file: &FilePricer<'_>,
    input: Input<'_>,
    process: &ProcessOptions,
    options: &SurveyOptions,
    by_organisation: bool,
) -> Result<CountedPay, Error> {
    let organisations = Mutex::new(OrganisationNumbers::default());
    let converter = Converter::new(pack, file, options.ageing)?;
    let workers = input.fold(
        process,
        || RowReader::new(file, options, by_organisation, converter.clone(), &organisations),
        |reader, rows| {
            rows.each(|row| {
                reader.read(row);
                Ok::<(), Error>(())
            })
        },
    )?;
    let mut counted = CountedPay::default();
    workers.into_iter().for_each(|worker| counted.merge(worker.finish()));
    if by_organisation {
        counted.organisations = organisations.into_inner().unwrap_or_else(PoisonError::into_inner);
    }
    Ok(counted)
}

/// The statistics of counts.
fn finish(
    pack: &Pack,
    file: &FilePricer<'_>,
    mut counted: CountedPay,
    options: &SurveyOptions,
) -> Result<Survey, Error> {
    let rows_read: BTreeMap<GroupKey, u64> =
        counted.groups.iter().map(|(key, group)| (key.clone(), group.rows())).collect();
    let conventions = file.conventions();
    let months: BTreeMap<GroupKey, StatedMonths> =
        counted.groups.iter().map(|(key, group)| (key.clone(), group.stated_months(conventions.element))).collect();
    let grossed_up = counted.groups.values().map(|group| group.grossed_up).sum();
    super::duplicates::leave_out(&mut counted);
    let conflicting = super::people_by_id::leave_out(&mut counted);
    let mut left_out = LeftOut::duplicates(&rows_read, &counted);
    let stated = StatedTerms::of(&counted, options);
    let mut rows = std::mem::take(&mut counted.unused);
    let mut converter = Converter::new(pack, file, options.ageing)?;
    let mut pay: BTreeMap<GroupKey, GroupPay> = BTreeMap::new();
    for (key, group) in counted.groups {
        let (amounts, without_rate) = GroupPay::new(group, &mut converter)?;
        rows.add(RowStatus::Unused(Status::CurrencyWithoutRate), without_rate);
        left_out.entry(key.clone()).or_default().without_rate += without_rate;
        if !amounts.is_empty() {
            pay.insert(key, amounts);
        }
    }
    let outliers_by_group = handle_outliers(&mut pay, options, &mut rows)?;
    rows.add(RowStatus::Used, pay.values().map(GroupPay::rows).sum());
    let (mut groups, rollups) = groups(pay, &rows_read, options)?;
    for group in &mut groups {
        group.left_out = left_out.remove(&group.key).unwrap_or_default();
        group.months = months.get(&group.key).copied().unwrap_or_default();
        let found = outliers_by_group.get(&group.key);
        group.left_out.outliers = found.map_or(0, |found| found.people);
        if let Some(statistics) = &group.statistics {
            let [_, _, p50, ..] = statistics.percentiles;
            let same = OutlierMedians { with: p50, without: p50 };
            group.outlier_medians = found.map_or(same, |found| found.medians.after_handling(options.outliers, p50));
        }
    }
    // Those of a suppressed group would tell something about it.
    let shown = groups.iter().filter(|group| group.statistics.is_some());
    let outliers = shown.filter_map(|group| outliers_by_group.get(&group.key)).map(|found| found.people).sum();
    let effective = options.ageing.map(|ageing| ageing.on);
    let mut all_months = StatedMonths::default();
    months.into_values().for_each(|months| all_months.add(months));
    let currency = file.currency();
    Ok(Survey {
        groups,
        rollups,
        rows,
        grossed_up,
        conflicting_lines: conflicting.into_iter().map(|line| file.source_line(line)).collect(),
        outliers,
        currency,
        effective,
        stated,
        months: all_months,
        months_per_year: conventions.months_per_year,
    })
}

/// The outliers of a group.
struct FoundOutliers {
    people: u64,
    medians: OutlierMedians,
}

/// Finds the amounts that are far from those of the same role and level, and does with them what the options say. Returns what
/// was found in each group that has some.
fn handle_outliers(
    pay: &mut BTreeMap<GroupKey, GroupPay>,
    options: &SurveyOptions,
    rows: &mut RowCounts,
) -> Result<BTreeMap<GroupKey, FoundOutliers>, Overflow> {
    let values = |key: &GroupKey, of: fn(&Dimension) -> bool| -> GroupKey {
        options.by.iter().zip(key).filter(|(by, _)| of(by)).map(|(_, value)| value.clone()).collect()
    };
    let scope = |key: &GroupKey| values(key, |by| matches!(by, Dimension::Role | Dimension::Level));
    let role = |key: &GroupKey| values(key, |by| *by == Dimension::Role);
    let mut by_scope: BTreeMap<GroupKey, (GroupKey, Vec<&GroupPay>)> = BTreeMap::new();
    let mut by_role: BTreeMap<GroupKey, Vec<&GroupPay>> = BTreeMap::new();
    for (key, group) in pay.iter() {
        by_scope.entry(scope(key)).or_insert_with(|| (role(key), Vec::new())).1.push(group);
        by_role.entry(role(key)).or_default().push(group);
    }
    let of_few = |groups: &[&GroupPay]| groups.iter().map(|group| group.people()).sum::<u64>() < LEAST_ROWS;
    let fences_of = |groups: &[&GroupPay]| Fences::of_distribution(&distribution(groups.iter().copied(), End::Mid));
    // The pay of few people is compared with that of all levels of the role, and where these are few, of the whole file.
    let whole_file = if by_role.values().any(|groups| of_few(groups)) {
        Fences::of_distribution(&distribution(pay.values(), End::Mid))
    } else {
        None
    };
    let of_roles: BTreeMap<&GroupKey, Option<Fences>> = by_scope
        .values()
        .filter(|(_, groups)| of_few(groups))
        .filter_map(|(role, _)| Some((role, by_role.get(role)?)))
        .map(|(role, groups)| (role, if of_few(groups) { whole_file } else { fences_of(groups) }))
        .collect();
    let fences: BTreeMap<GroupKey, InlierRanges> = by_scope
        .iter()
        .filter_map(|(scope, (role, groups))| {
            let fences = if of_few(groups) { *of_roles.get(role)? } else { fences_of(groups) };
            Some((scope.clone(), InlierRanges::new(fences?, groups.iter().copied())))
        })
        .collect();
    let mut found = BTreeMap::new();
    for (key, group) in pay.iter_mut() {
        let Some(fences) = fences.get(&scope(key)) else { continue };
        let people = group.outliers(fences);
        if people == 0 {
            continue;
        }
        let medians = OutlierMedians::before_handling(group, people, fences, options)?;
        found.insert(key.clone(), FoundOutliers { people, medians });
        match options.outliers {
            Outliers::Flag => {}
            Outliers::Drop => rows.add(RowStatus::Outlier, group.drop_outliers(fences)),
            Outliers::Winsorise => group.winsorise(fences),
        }
    }
    // A group of outliers alone has no rows left.
    pay.retain(|_, group| !group.is_empty());
    Ok(found)
}

fn groups(
    pay: BTreeMap<GroupKey, GroupPay>,
    rows_read: &BTreeMap<GroupKey, u64>,
    options: &SurveyOptions,
) -> Result<(Vec<SurveyedGroup>, Vec<Rollup>), Error> {
    let sizes: Vec<GroupSize> = pay.values().map(|pay| size_of(pay, options)).collect();
    let disclosed = disclosures(&options.rule, &sizes);
    let pooled = if options.rollups { pooled(&pay, &sizes, &disclosed, options)? } else { Vec::new() };
    let mut groups = Vec::new();
    for (((key, pay), size), disclosure) in pay.into_iter().zip(sizes).zip(disclosed) {
        let statistics = Statistics::of(&pay, &size, disclosure, options)?;
        let rows_read = rows_read.get(&key).copied().unwrap_or_default();
        groups.push(SurveyedGroup {
            key,
            size,
            largest_share_pct: size.largest_share_pct(),
            rows_read,
            left_out: LeftOut::default(),
            months: StatedMonths::default(),
            disclosure,
            statistics,
            outlier_medians: OutlierMedians::default(),
        });
    }
    Ok((groups, pooled))
}

fn pooled(
    pay: &BTreeMap<GroupKey, GroupPay>,
    sizes: &[GroupSize],
    disclosed: &[Disclosure],
    options: &SurveyOptions,
) -> Result<Vec<Rollup>, Error> {
    let parts = pay.iter().zip(sizes.iter().zip(disclosed));
    let parts = parts.map(|((key, pay), (size, disclosure))| Part { key, pay, size: *size, disclosure: *disclosure });
    Ok(rollups(&parts.collect::<Vec<_>>(), options)?)
}
