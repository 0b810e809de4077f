//! Surveys a file: reads its rows, and computes the statistics of each group.

use std::collections::BTreeMap;

use foldhash::HashMap;
use jiff::civil::Date;

use super::counted::{Amount, ByOrganisation, Count, CountedPay, StatedAmount};
use super::dimension::{Dimension, GroupKey};
use super::disclosure::{Disclosure, GroupSize, disclosures};
use super::left_out::LeftOut;
use super::options::{Outliers, SurveyOptions};
use super::outliers::{Fences, LEAST_ROWS};
use super::rollups::{Part, Rollup, rollups};
use super::row_reader::RowReader;
use super::row_status::{RowCounts, RowStatus};
use super::stated_terms::StatedTerms;
use super::statistics::{OrganisationPay, Statistics, size_of};
use crate::money::{Currency, Decimal, Overflow};
use crate::pack::{Pack, convention};
use crate::payroll::{FilePricer, Status};
use crate::people::bare_pay;
use crate::pricing::{PricingError, growth_factor, months_between};
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
    /// The number of people in the groups that are shown whose pay is far from that of their role and level.
    pub outliers: u64,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The latest date of a row; `None` where no column has dates. Aged pay has the date that it is aged to.
    pub effective: Option<Date>,
    /// The dates and currencies of the rows that have pay and a group.
    pub stated: StatedTerms,
}

/// A group of rows.
#[derive(Debug)]
pub struct SurveyedGroup {
    /// The value of each dimension.
    pub key: GroupKey,
    /// Its size.
    pub size: GroupSize,
    /// The number of rows before duplicates and outliers were left out.
    pub rows_read: u64,
    /// What of these rows is not in the statistics, or far from the rest.
    pub left_out: LeftOut,
    /// What of it is shown.
    pub disclosure: Disclosure,
    /// Its statistics; `None` where it is suppressed.
    pub statistics: Option<Statistics>,
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
    let workers = input.fold(
        process,
        || RowReader::new(file, options),
        |reader, rows| {
            rows.each(|row| {
                reader.read(row);
                Ok::<(), Error>(())
            })
        },
    )?;
    let mut counted = CountedPay::default();
    workers.into_iter().for_each(|worker| counted.merge(worker.finish()));
    finish(pack, file, counted, options)
}

/// The statistics of counts.
fn finish(
    pack: &Pack,
    file: &FilePricer<'_>,
    mut counted: CountedPay,
    options: &SurveyOptions,
) -> Result<Survey, Error> {
    let rows_read: BTreeMap<GroupKey, u64> =
        counted.groups.iter().map(|(key, group)| (key.clone(), rows_in(group))).collect();
    super::duplicates::leave_out(&mut counted);
    let mut left_out = LeftOut::duplicates(&rows_read, &counted);
    let stated = StatedTerms::of(&counted, options);
    let mut rows = std::mem::take(&mut counted.unused);
    let mut converter = Converter::new(pack, file, options)?;
    let mut pay: BTreeMap<GroupKey, PayByOrganisation> = BTreeMap::new();
    for (key, organisations) in counted.groups {
        for (organisation, amounts) in organisations {
            for (stated, count) in amounts {
                match converter.convert(&stated)? {
                    Some((low, high)) => {
                        let of_group = pay.entry(key.clone()).or_default();
                        of_group.entry(organisation.clone()).or_default().push(ConvertedAmount { low, high, count });
                    }
                    None => {
                        rows.add(RowStatus::Unused(Status::CurrencyWithoutRate), count.rows);
                        left_out.entry(key.clone()).or_default().without_rate += count.rows;
                    }
                }
            }
        }
    }
    let outliers_by_group = handle_outliers(&mut pay, options, &mut rows);
    let used = pay.values().flat_map(|organisations| organisations.values().flatten());
    rows.add(RowStatus::Used, used.map(|amount| amount.count.rows).sum());
    let (mut groups, rollups) = groups(pay, &rows_read, options)?;
    for group in &mut groups {
        group.left_out = left_out.remove(&group.key).unwrap_or_default();
        group.left_out.outliers = outliers_by_group.get(&group.key).copied().unwrap_or_default();
    }
    // Those of a suppressed group would tell something about it.
    let shown = groups.iter().filter(|group| group.statistics.is_some());
    let outliers = shown.filter_map(|group| outliers_by_group.get(&group.key)).sum();
    let effective = options.ageing.map(|ageing| ageing.on);
    Ok(Survey { groups, rollups, rows, outliers, currency: file.currency(), effective, stated })
}

fn rows_in(group: &ByOrganisation) -> u64 {
    group.values().flat_map(|amounts| amounts.values()).map(|count| count.rows).sum()
}

/// The amounts of rows in the currency of the answer a year.
#[derive(Debug, Clone, Copy)]
struct ConvertedAmount {
    low: Decimal,
    high: Decimal,
    count: Count,
}

impl ConvertedAmount {
    fn mid(&self) -> Option<Decimal> {
        self.high.checked_sub(self.low)?.checked_div(Decimal::TWO)?.checked_add(self.low)
    }
}

/// An organisation and the amounts of its rows.
type NamedPay = (Box<str>, OrganisationPay);

type PayByOrganisation = BTreeMap<Box<str>, Vec<ConvertedAmount>>;

/// Converts and ages amounts, each distinct one once.
struct Converter<'f, 'p> {
    file: &'f FilePricer<'p>,
    options: &'f SurveyOptions,
    days_per_month: Decimal,
    growth: HashMap<Date, Decimal>,
}

impl<'f, 'p> Converter<'f, 'p> {
    fn new(pack: &Pack, file: &'f FilePricer<'p>, options: &'f SurveyOptions) -> Result<Self, Error> {
        let days_per_month = match options.ageing {
            Some(_) => pack.convention(convention::DAYS_PER_MONTH).map_err(PricingError::from)?.value,
            None => Decimal::ONE,
        };
        Ok(Converter { file, options, days_per_month, growth: HashMap::default() })
    }

    /// The low and the high end in the currency of the answer a year; `None` when there is no rate.
    fn convert(&mut self, stated: &StatedAmount) -> Result<Option<(Decimal, Decimal)>, Overflow> {
        let (low, high) = match stated.amount {
            Amount::Whole(number, period) => {
                let annual = bare_pay(number, stated.currency, period).annual(&self.file.conventions())?;
                let amount = annual.midpoint().ok_or(Overflow)?;
                (amount, amount)
            }
            Amount::Annual { low, high } => (low, high),
        };
        let growth = self.growth(stated.date)?;
        let converted = |amount: Decimal| self.file.converted(amount, stated.currency)?.checked_mul(growth);
        Ok(converted(low).zip(converted(high)))
    }

    fn growth(&mut self, from: Option<Date>) -> Result<Decimal, Overflow> {
        let (Some(ageing), Some(from)) = (&self.options.ageing, from) else { return Ok(Decimal::ONE) };
        if let Some(known) = self.growth.get(&from) {
            return Ok(*known);
        }
        // Pay of a later date than the answer stays as it is.
        let factor = if from < ageing.on {
            let months = months_between(from, ageing.on, self.days_per_month)?;
            growth_factor(ageing.rate_pct, months, ageing.method)?
        } else {
            Decimal::ONE
        };
        self.growth.insert(from, factor);
        Ok(factor)
    }
}

/// Finds the amounts that are far from those of the same role and level, and does with them what the options say. Returns how
/// many people of each group have such pay.
fn handle_outliers(
    pay: &mut BTreeMap<GroupKey, PayByOrganisation>,
    options: &SurveyOptions,
    rows: &mut RowCounts,
) -> BTreeMap<GroupKey, u64> {
    let scope = |key: &GroupKey| -> GroupKey {
        let values = options.by.iter().zip(key);
        values
            .filter(|(by, _)| matches!(by, Dimension::Role | Dimension::Level))
            .map(|(_, value)| value.clone())
            .collect()
    };
    let mut by_scope: BTreeMap<GroupKey, Vec<(Decimal, u64)>> = BTreeMap::new();
    let mut all = Vec::new();
    for (key, organisations) in pay.iter() {
        let amounts = organisations.values().flatten().filter_map(|amount| Some((amount.mid()?, amount.count.people)));
        let amounts: Vec<(Decimal, u64)> = amounts.collect();
        all.extend_from_slice(&amounts);
        by_scope.entry(scope(key)).or_default().extend(amounts);
    }
    let whole_file = Fences::of(all);
    let fences: BTreeMap<GroupKey, Option<Fences>> = by_scope
        .into_iter()
        .map(|(scope, amounts)| {
            let people: u64 = amounts.iter().map(|(_, people)| people).sum();
            (scope, if people < LEAST_ROWS { whole_file } else { Fences::of(amounts) })
        })
        .collect();
    let mut found: BTreeMap<GroupKey, u64> = BTreeMap::new();
    for (key, organisations) in pay.iter_mut() {
        let Some(Some(fences)) = fences.get(&scope(key)) else { continue };
        let is_outlier = |amount: &ConvertedAmount| amount.mid().is_some_and(|mid| fences.is_outlier(mid));
        for amounts in organisations.values_mut() {
            let outliers = amounts.iter().filter(|amount| is_outlier(amount));
            *found.entry(key.clone()).or_default() += outliers.map(|amount| amount.count.people).sum::<u64>();
            match options.outliers {
                Outliers::Flag => {}
                Outliers::Drop => {
                    let dropped = amounts.iter().filter(|amount| is_outlier(amount)).map(|amount| amount.count.rows);
                    rows.add(RowStatus::Outlier, dropped.sum());
                    amounts.retain(|amount| !is_outlier(amount));
                }
                Outliers::Winsorise => {
                    let Some((least, most)) = fences.bounds() else { continue };
                    for amount in amounts.iter_mut().filter(|amount| is_outlier(amount)) {
                        let mid = amount.mid().unwrap_or(amount.low);
                        let bound = if mid < least { least } else { most };
                        (amount.low, amount.high) = (bound, bound);
                    }
                }
            }
        }
    }
    found
}

fn groups(
    pay: BTreeMap<GroupKey, PayByOrganisation>,
    rows_read: &BTreeMap<GroupKey, u64>,
    options: &SurveyOptions,
) -> Result<(Vec<SurveyedGroup>, Vec<Rollup>), Error> {
    let pay: Vec<(GroupKey, Vec<NamedPay>)> = pay
        .into_iter()
        .map(|(key, organisations)| {
            (key, organisations.into_iter().map(|(name, amounts)| (name, of_organisation(&amounts))).collect())
        })
        .collect();
    let sizes: Vec<GroupSize> = pay
        .iter()
        .map(|(_, organisations)| {
            let of: Vec<(&str, &OrganisationPay)> = organisations.iter().map(|(name, pay)| (&**name, pay)).collect();
            size_of(&of, options)
        })
        .collect();
    let disclosed = disclosures(&options.rule, &sizes);
    let pooled = if options.rollups { pooled(&pay, &sizes, &disclosed, options)? } else { Vec::new() };
    let mut groups = Vec::new();
    for (((key, organisations), size), disclosure) in pay.into_iter().zip(sizes).zip(disclosed) {
        let of: Vec<(&str, &OrganisationPay)> = organisations.iter().map(|(name, pay)| (&**name, pay)).collect();
        let statistics = Statistics::of(&of, &size, disclosure, options)?;
        let rows_read = rows_read.get(&key).copied().unwrap_or_default();
        groups.push(SurveyedGroup { key, size, rows_read, left_out: LeftOut::default(), disclosure, statistics });
    }
    Ok((groups, pooled))
}

fn pooled(
    pay: &[(GroupKey, Vec<NamedPay>)],
    sizes: &[GroupSize],
    disclosed: &[Disclosure],
    options: &SurveyOptions,
) -> Result<Vec<Rollup>, Error> {
    let parts = pay.iter().zip(sizes.iter().zip(disclosed)).map(|((key, organisations), (size, disclosure))| Part {
        key,
        organisations: organisations.iter().map(|(name, pay)| (&**name, pay)).collect(),
        size: *size,
        disclosure: *disclosure,
    });
    Ok(rollups(&parts.collect::<Vec<_>>(), options)?)
}

fn of_organisation(amounts: &[ConvertedAmount]) -> OrganisationPay {
    let mut pay = OrganisationPay::default();
    for amount in amounts {
        let people = amount.count.people;
        pay.mids.push((amount.mid().unwrap_or(amount.low), people));
        pay.lows.push((amount.low, people));
        pay.highs.push((amount.high, people));
    }
    pay
}
