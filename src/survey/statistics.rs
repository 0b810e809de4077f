//! The statistics of one group.

use super::certainty::Certainty;
use super::converted::{End, GroupPay};
use super::disclosure::{Disclosure, GroupSize, Rule};
use super::distribution::Distribution;
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
    // Rows that name no organisation may all be of one, and count as one.
    let (mut organisations, mut largest) = (0, 0);
    for (_, people) in pay.people_of_organisations().ranked().distinct_counts() {
        organisations += 1;
        largest = largest.max(people);
    }
    GroupSize {
        rows: pay.people(),
        organisations: options.organisation.map(|_| organisations),
        largest,
        equal_organisations: options.weighting == Weighting::Organisation,
    }
}

/// P50 of a group, by the weights and the method of the options; `None` without rows.
pub(super) fn median(pay: &GroupPay, options: &SurveyOptions) -> Result<Option<Decimal>, Overflow> {
    Rows::of(pay, options)?.percentile(MEDIAN)
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
        let rows = Rows::of(pay, options)?;
        let mut percentiles = [None; 5];
        for (to, percent) in percentiles.iter_mut().zip(PERCENTS) {
            *to = if percent.is_tail() && !tails { None } else { rows.percentile(percent)? };
        }
        let (Some(mean), Some(effective_rows)) = (rows.mean()?, rows.effective_rows()) else { return Ok(None) };
        let median_interval = match &rows {
            Rows::Equal(all, _) => median_interval(all, rows.percentile(MEDIAN)?),
            Rows::Weighted(_) => None,
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

/// The rows of a group as they count in its statistics.
enum Rows {
    /// Each row counts the same.
    Equal(Distribution, PercentileMethod),
    /// Each organisation counts the same.
    Weighted(OrganisationWeighted),
}

impl Rows {
    fn of(pay: &GroupPay, options: &SurveyOptions) -> Result<Self, Overflow> {
        Ok(match options.weighting {
            Weighting::Incumbent => Rows::Equal(pay.distribution(End::Mid), options.method),
            Weighting::Organisation => Rows::Weighted(pay.weighted()?),
        })
    }

    fn percentile(&self, percent: Percent) -> Result<Option<Decimal>, Overflow> {
        match self {
            Rows::Equal(all, method) => method.of(all, percent),
            Rows::Weighted(weighted) => weighted.percentile(percent),
        }
    }

    fn mean(&self) -> Result<Option<Decimal>, Overflow> {
        match self {
            Rows::Equal(all, _) => all.mean(),
            Rows::Weighted(weighted) => weighted.mean(),
        }
    }

    fn effective_rows(&self) -> Option<Decimal> {
        match self {
            Rows::Equal(all, _) => Some(Decimal::from(all.rows())),
            Rows::Weighted(weighted) => weighted.effective_rows(),
        }
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
