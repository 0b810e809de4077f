//! The statistics of one group.

use super::certainty::Certainty;
use super::converted::{ConvertedPay, End, GroupPay, distribution};
use super::disclosure::{Disclosure, GroupSize, Rule};
use super::distribution::Distribution;
use super::number_counts::NumberCounts;
use super::options::{SurveyOptions, Weighting};
use super::organisation_weights::OrganisationWeighted;
use super::percentile::{MEDIAN, PERCENTS, Percent, PercentileMethod};
use super::rank_interval::rank_interval;
use crate::money::{Decimal, Overflow};
use crate::pack::Population;

/// The statistics of a group, in the currency of the answer a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    /// P10, P25, P50, P75 and P90; `None` for P10 and P90 where they are not shown.
    pub percentiles: [Option<Decimal>; 5],
    /// The mean.
    pub mean: Decimal,
    /// The 95 % interval of the median; `None` where there are too few rows, or rows have weights.
    pub median_interval: Option<MedianInterval>,
    /// The medians of the low and of the high ends, for pay that ads offer.
    pub posted_ends: Option<(Decimal, Decimal)>,
    /// The number of rows of equal weight that would say as much.
    pub effective_rows: Decimal,
    /// How certain the median is.
    pub certainty: Certainty,
}

/// The interval of a median.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MedianInterval {
    /// The low end.
    pub low: Decimal,
    /// The high end.
    pub high: Decimal,
    /// How often such an interval holds the median of the population, at least 0.95; `None` in a rounded survey.
    pub coverage: Option<f64>,
    /// Half of its width, in percent of the median.
    pub half_width_pct: Decimal,
}

/// The size of a group.
pub(super) fn size_of(pay: &GroupPay, options: &SurveyOptions) -> GroupSize {
    let people = || pay.organisations.values().map(ConvertedPay::people);
    // Rows that name no organisation may all be of one, and count as one.
    let (organisations, largest) = if pay.people.is_empty() {
        (pay.organisations.len() as u64, people().max().unwrap_or_default())
    } else {
        organisations_in(&pay.people)
    };
    GroupSize {
        rows: people().sum(),
        organisations: options.organisation.map(|_| organisations),
        largest,
        equal_organisations: options.weighting == Weighting::Organisation,
    }
}

/// How many organisations there are, and the number of people of the largest.
fn organisations_in(people: &NumberCounts) -> (u64, u64) {
    let (mut organisations, mut largest) = (0, 0);
    for (_, people) in people.clone().ranked().distinct_counts() {
        organisations += 1;
        largest = largest.max(people);
    }
    (organisations, largest)
}

/// P50 of a group, by the weights and the method of the options; `None` without rows.
pub(super) fn median(pay: &GroupPay, options: &SurveyOptions) -> Result<Option<Decimal>, Overflow> {
    match options.weighting {
        Weighting::Incumbent => options.method.of(&pay.distribution(End::Mid), MEDIAN),
        Weighting::Organisation => OrganisationWeighted::new(&of_each_organisation(pay)).percentile(MEDIAN),
    }
}

fn of_each_organisation(pay: &GroupPay) -> Vec<Distribution> {
    pay.organisations.values().map(|pay| distribution([pay], End::Mid)).collect()
}

impl Statistics {
    /// The statistics of a group that is shown; `None` without rows.
    pub(super) fn of(
        pay: &GroupPay,
        size: &GroupSize,
        disclosure: Disclosure,
        options: &SurveyOptions,
    ) -> Result<Option<Self>, Overflow> {
        let Disclosure::Shown { tails } = disclosure else { return Ok(None) };
        let all = pay.distribution(End::Mid);
        let each: Vec<Distribution> = match options.weighting {
            Weighting::Incumbent => Vec::new(),
            Weighting::Organisation => of_each_organisation(pay),
        };
        let weighted = OrganisationWeighted::new(&each);
        let percentile = |percent: Percent| match options.weighting {
            Weighting::Incumbent => options.method.of(&all, percent),
            Weighting::Organisation => weighted.percentile(percent),
        };
        let mut percentiles = [None; 5];
        for (to, percent) in percentiles.iter_mut().zip(PERCENTS) {
            *to = if percent.is_tail() && !tails { None } else { percentile(percent)? };
        }
        let (mean, effective_rows) = match options.weighting {
            Weighting::Incumbent => (all.mean()?, Some(Decimal::from(all.rows()))),
            Weighting::Organisation => (weighted.mean()?, weighted.effective_rows()),
        };
        let (Some(mean), Some(effective_rows)) = (mean, effective_rows) else { return Ok(None) };
        let median_interval = match options.weighting {
            Weighting::Incumbent => median_interval(&all, percentile(MEDIAN)?),
            Weighting::Organisation => None,
        };
        let posted_ends = match options.population {
            Population::Posted => {
                let median = |ends: &Distribution| PercentileMethod::R7.of(ends, MEDIAN);
                median(&pay.distribution(End::Low))?.zip(median(&pay.distribution(End::High))?)
            }
            _ => None,
        };
        let organisations = if options.rule == Rule::Own { None } else { Some(size.organisations.unwrap_or_default()) };
        let half_width = median_interval.map(|interval| interval.half_width_pct);
        let certainty = Certainty::of(effective_rows, organisations, half_width);
        Ok(Some(Statistics { percentiles, mean, median_interval, posted_ends, effective_rows, certainty }))
    }
}

fn median_interval(all: &Distribution, median: Option<Decimal>) -> Option<MedianInterval> {
    let median = median?;
    let ranks = rank_interval(all.rows(), MEDIAN)?;
    let (low, high) = (all.at_rank(ranks.low)?, all.at_rank(ranks.high)?);
    let half_width = high.checked_sub(low)?.checked_div(Decimal::TWO)?;
    let half_width_pct = half_width.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(median)?;
    Some(MedianInterval { low, high, coverage: Some(ranks.coverage), half_width_pct })
}
