//! Surveys a file: reads its rows, and computes the statistics of each group.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

use super::converted::GroupPay;
use super::converter::Converter;
use super::count_terms::CountTerms;
use super::counted::CountedPay;
use super::counts_file::SurveyCounts;
use super::dimension::GroupKey;
use super::disclosure::{Disclosure, GroupSize, disclosures};
use super::group_outliers::{HandledOutliers, handle_outliers};
use super::left_out::LeftOut;
use super::options::{Duplicates, Outliers, SurveyOptions, Weighting};
use super::organisation_numbers::OrganisationNumbers;
use super::outlier_medians::OutlierMedians;
use super::people_by_id::LineOfFile;
use super::rollups::{Part, Rollup, rollups};
use super::row_reader::RowReader;
use super::row_status::{RowCounts, RowStatus};
use super::stated_months::StatedMonths;
use super::stated_terms::StatedTerms;
use super::statistics::{Statistics, size_of};
use super::subgroup::SubgroupKey;
use crate::money::{Currency, Decimal, Overflow, Period};
use crate::pack::Pack;
use crate::payroll::{FilePricer, Status};
use crate::people::Unmatched;
use crate::pricing::PricingError;
use crate::tabular::{self, Input, ProcessOptions};

/// A line, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLine {
    /// The name of the file, where there are several.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: u64,
}

impl fmt::Display for FileLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{} of {file}", self.line),
            None => write!(f, "{}", self.line),
        }
    }
}

/// The statistics of the groups of a file.
#[derive(Debug)]
pub struct Survey {
    /// The groups, in the order of their keys, also those without usable pay.
    pub groups: Vec<SurveyedGroup>,
    /// Groups pooled over others; none unless they are asked for.
    pub rollups: Vec<Rollup>,
    /// How the rows of the file ended.
    pub rows: RowCounts,
    /// The number of rows with a group and pay in a currency without a rate, without those that repeat or contradict another.
    pub without_rate: u64,
    /// The number of rows in the groups that are shown whose pay was divided by a share of full time, duplicates included.
    pub grossed_up: u64,
    /// The number of rows in the groups that are shown whose bonus, in the unit of its column, is below 1 % or above 150 % of base
    /// salary.
    pub unlikely_bonuses: u64,
    /// The first lines with each pay of a person whose rows differ in it, in order; empty in a survey that is rounded.
    pub conflicting_lines: Vec<FileLine>,
    /// The number of people in the groups that are shown whose pay is far from that of their role and level.
    pub outliers: u64,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The period of all amounts.
    pub period: Period,
    /// How many such periods are paid a year.
    pub periods_a_year: Decimal,
    /// The date to which pay is aged, or else the day that the caller gives; `None` without either.
    pub effective: Option<Date>,
    /// The dates and currencies of the rows in the groups that are shown.
    pub stated: StatedTerms,
    /// The currencies of rows that are left out because there is no rate.
    pub currencies_without_rate: BTreeSet<Currency>,
    /// Which rows in the groups that are shown state the months that are paid a year, duplicates included.
    pub months: StatedMonths,
    /// The names and pay texts that were not understood, where they are asked for.
    pub unmatched: Unmatched,
    /// The months a year of rows that do not state them.
    pub months_per_year: Decimal,
    /// Whether amounts and numbers of people are rounded.
    pub is_rounded: bool,
    /// Whether it is of tables of counts, with which it is decided how rows are read and grouped.
    pub is_of_counts: bool,
}

impl Survey {
    /// The groups with usable pay.
    pub fn groups_with_pay(&self) -> impl Iterator<Item = &SurveyedGroup> {
        self.groups.iter().filter(|group| group.disclosure != Disclosure::Empty)
    }
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
    /// Its statistics; `None` where it is suppressed or has no usable pay.
    pub statistics: Option<Statistics>,
    /// P50 with and without outliers; empty where there are no statistics.
    pub outlier_medians: OutlierMedians,
}

impl SurveyedGroup {
    /// A group before it is known how its rows were read.
    fn new(key: GroupKey, size: GroupSize, disclosure: Disclosure, statistics: Option<Statistics>) -> Self {
        SurveyedGroup {
            key,
            size,
            largest_share_pct: size.largest_share_pct(),
            rows_read: 0,
            left_out: LeftOut::default(),
            months: StatedMonths::default(),
            disclosure,
            statistics,
            outlier_medians: OutlierMedians::default(),
        }
    }
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
    let named = |LineOfFile { line, .. }| FileLine { file: None, line: file.source_line(line) };
    finish(pack, file, counted, options, named)
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
    let mut counted = count(pack, file, input, process, options, options.organisation.is_some())?;
    counted.people_by_id.with_lines(|line| file.source_line(line));
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
    let sources = counts.sources;
    let named = |LineOfFile { file, line }| {
        let name = sources.get(file).filter(|_| sources.len() > 1).map(|source| source.name.clone());
        FileLine { file: name, line }
    };
    let survey = finish(pack, file, counts.counted, options, named)?;
    Ok(Survey { is_of_counts: true, ..survey })
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

/// What the rows of a group state besides their pay, and what of them is left out.
#[derive(Debug, Default)]
struct ReadGroup {
    /// The number of rows before any was left out.
    rows: u64,
    months: StatedMonths,
    /// The number of them whose pay was divided by a share of full time.
    grossed_up: u64,
    unlikely_bonuses: u64,
    terms: StatedTerms,
    /// The number of rows that are left without those that repeat or contradict another.
    rows_left: u64,
    /// The number of these in a currency without a rate.
    without_rate: u64,
    /// Whether there is pay besides, before outliers are left out.
    has_pay: bool,
}

impl ReadGroup {
    fn left_out(&self, outliers: u64) -> LeftOut {
        let duplicates = self.rows.saturating_sub(self.rows_left);
        LeftOut { duplicates, without_rate: self.without_rate, outliers }
    }
}

/// The groups of a file with their pay in the currency of the answer a year, without duplicates.
struct ConvertedGroups {
    /// Also of groups of which no pay is left.
    read: BTreeMap<GroupKey, ReadGroup>,
    pay: BTreeMap<SubgroupKey, GroupPay>,
    /// The rows that are left out.
    rows: RowCounts,
    currencies_without_rate: BTreeSet<Currency>,
    /// The number of those in a currency without a rate whose group is known.
    without_rate: u64,
    /// The first lines with each pay of a person whose rows differ in it, in order.
    conflicting: Vec<LineOfFile>,
}

impl ConvertedGroups {
    fn new(
        pack: &Pack,
        file: &FilePricer<'_>,
        mut counted: CountedPay,
        options: &SurveyOptions,
    ) -> Result<Self, Error> {
        let element = file.conventions().element;
        let mut read: BTreeMap<GroupKey, ReadGroup> = BTreeMap::new();
        for (key, rows) in &counted.subgroups {
            let group = read.entry(key.group.clone()).or_default();
            group.rows += rows.rows();
            group.months.add(rows.stated_months(element));
            group.grossed_up += rows.grossed_up;
            group.unlikely_bonuses += rows.bonuses.unlikely;
        }
        super::duplicates::leave_out(&mut counted);
        let conflicting = super::duplicates::leave_out_by_id(&mut counted);
        let mut rows = std::mem::take(&mut counted.unused);
        let mut converter = Converter::new(pack, file, options.ageing)?;
        let mut pay = BTreeMap::new();
        let mut all_without_rate = 0;
        for (key, group) in counted.subgroups {
            let (rows_left, terms) = (group.rows(), StatedTerms::of(&group, options.ageing.as_ref()));
            let (amounts, without_rate) = GroupPay::new(group, &mut converter)?;
            rows.add(RowStatus::Unused(Status::CurrencyWithoutRate), without_rate);
            all_without_rate += without_rate;
            if let Some(read) = read.get_mut(&key.group) {
                read.rows_left += rows_left;
                read.terms.add(terms);
                read.without_rate += without_rate;
                read.has_pay |= !amounts.is_empty();
            }
            if !amounts.is_empty() {
                pay.insert(key, amounts);
            }
        }
        let currencies_without_rate = converter.currencies_without_rate();
        Ok(ConvertedGroups { read, pay, rows, currencies_without_rate, without_rate: all_without_rate, conflicting })
    }
}

/// The statistics of counts. `named` is what messages call a line.
fn finish(
    pack: &Pack,
    file: &FilePricer<'_>,
    mut counted: CountedPay,
    options: &SurveyOptions,
    named: impl Fn(LineOfFile) -> FileLine,
) -> Result<Survey, Error> {
    let unmatched = std::mem::take(&mut counted.unmatched);
    let ConvertedGroups { mut read, pay, mut rows, currencies_without_rate, without_rate, conflicting } =
        ConvertedGroups::new(pack, file, counted, options)?;
    let HandledOutliers { pay, found: outliers_by_group, rows_left_out } = handle_outliers(pay, options)?;
    rows.add(RowStatus::Outlier, rows_left_out);
    rows.add(RowStatus::Used, pay.values().map(GroupPay::rows).sum());
    let (mut groups, rollups) = groups(pay, options)?;
    groups.extend(empty_groups(&read));
    groups.sort_by(|one, other| one.key.cmp(&other.key));
    let mut survey = Survey {
        groups,
        rollups,
        rows,
        without_rate,
        grossed_up: 0,
        unlikely_bonuses: 0,
        conflicting_lines: conflicting.into_iter().map(named).collect(),
        outliers: 0,
        currency: file.currency(),
        period: Period::Year,
        periods_a_year: Decimal::ONE,
        effective: options.ageing.map(|ageing| ageing.on),
        stated: StatedTerms::default(),
        currencies_without_rate,
        months: StatedMonths::default(),
        unmatched,
        months_per_year: file.conventions().months_per_year,
        is_rounded: false,
        is_of_counts: false,
    };
    for group in &mut survey.groups {
        let read = read.remove(&group.key).unwrap_or_default();
        let found = outliers_by_group.get(&group.key);
        let people = found.map_or(0, |found| found.people);
        (group.rows_read, group.months) = (read.rows, read.months);
        group.left_out = read.left_out(people);
        // What a suppressed group states would tell something about it, such as its number of rows.
        if let Some(statistics) = &group.statistics {
            let [_, _, p50, ..] = statistics.percentiles;
            let same = OutlierMedians { with: p50, without: p50 };
            group.outlier_medians = found.map_or(same, |found| found.medians.after_handling(options.outliers, p50));
            survey.outliers += people;
            survey.stated.add(read.terms);
            survey.months.add(read.months);
            survey.grossed_up += read.grossed_up;
            survey.unlikely_bonuses += read.unlikely_bonuses;
        }
    }
    Ok(survey)
}

fn groups(
    pay: BTreeMap<GroupKey, GroupPay>,
    options: &SurveyOptions,
) -> Result<(Vec<SurveyedGroup>, Vec<Rollup>), Error> {
    let sizes: Vec<GroupSize> = pay.values().map(|pay| size_of(pay, options)).collect();
    let disclosed = disclosures(&options.rule, &sizes);
    let pooled = if options.rollups { pooled(&pay, &sizes, &disclosed, options)? } else { Vec::new() };
    let mut groups = Vec::new();
    for (((key, pay), size), disclosure) in pay.into_iter().zip(sizes).zip(disclosed) {
        let statistics = Statistics::of(&pay, &size, disclosure, options)?;
        groups.push(SurveyedGroup::new(key, size, disclosure, statistics));
    }
    Ok((groups, pooled))
}

/// The groups without usable pay. They take no part in what is shown of the others. A group of outliers that are left out is none of
/// them: it would tell how its few people are paid.
fn empty_groups(read: &BTreeMap<GroupKey, ReadGroup>) -> impl Iterator<Item = SurveyedGroup> {
    read.iter()
        .filter(|(key, read)| !read.has_pay && is_of_people(key))
        .map(|(key, _)| SurveyedGroup::new(key.clone(), GroupSize::default(), Disclosure::Empty, None))
}

/// Whether rows without pay are about people, by the group that they are in. A group without a name is one of remarks.
fn is_of_people(key: &GroupKey) -> bool {
    key.iter().any(|value| !value.is_empty())
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
