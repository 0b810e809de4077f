//! The statistics of one group.

use super::certainty::Certainty;
use super::disclosure::{Disclosure, GroupSize, Rule};
use super::distribution::Distribution;
use super::options::{SurveyOptions, Weighting};
use super::organisation_weights::OrganisationWeighted;
use super::percentile::{MEDIAN, PERCENTS, Percent, PercentileMethod};
use super::rank_interval::rank_interval;
use crate::money::{Decimal, Overflow};
use crate::pack::Population;

/// The amounts of one organisation in a group, in the currency of the answer a year.
#[derive(Debug, Clone, Default)]
pub(super) struct OrganisationPay {
    /// The middle of each range, by which rows compare.
    pub(super) mids: Vec<(Decimal, u64)>,
    /// The low ends.
    pub(super) lows: Vec<(Decimal, u64)>,
    /// The high ends.
    pub(super) highs: Vec<(Decimal, u64)>,
}

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
    /// How often such an interval holds the median of the population, at least 0.95.
    pub coverage: f64,
    /// Half of its width, in percent of the median.
    pub half_width_pct: Decimal,
}

/// The size of a group.
pub(super) fn size_of(organisations: &[(&str, &OrganisationPay)], options: &SurveyOptions) -> GroupSize {
    let people = |pay: &OrganisationPay| pay.mids.iter().map(|(_, people)| people).sum::<u64>();
    let named = organisations.iter().filter(|(name, _)| !name.is_empty());
    // Rows that name no organisation may all be of one.
    let unnamed = organisations.iter().filter(|(name, _)| name.is_empty()).count() as u64;
    GroupSize {
        rows: organisations.iter().map(|(_, pay)| people(pay)).sum(),
        organisations: options.organisation.map(|_| named.count() as u64 + unnamed),
        largest: organisations.iter().map(|(_, pay)| people(pay)).max().unwrap_or_default(),
        equal_organisations: options.weighting == Weighting::Organisation,
    }
}

impl Statistics {
    /// The statistics of a group that is shown; `None` without rows.
    pub(super) fn of(
        organisations: &[(&str, &OrganisationPay)],
        size: &GroupSize,
        disclosure: Disclosure,
        options: &SurveyOptions,
    ) -> Result<Option<Self>, Overflow> {
        let Disclosure::Shown { tails } = disclosure else { return Ok(None) };
        let pooled = |ends: fn(&OrganisationPay) -> &Vec<(Decimal, u64)>| {
            Distribution::new(organisations.iter().flat_map(|(_, pay)| ends(pay).iter().copied()))
        };
        let all = pooled(|pay| &pay.mids);
        let each: Vec<Distribution> = match options.weighting {
            Weighting::Incumbent => Vec::new(),
            Weighting::Organisation => {
                organisations.iter().map(|(_, pay)| Distribution::new(pay.mids.iter().copied())).collect()
            }
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
                median(&pooled(|pay| &pay.lows))?.zip(median(&pooled(|pay| &pay.highs))?)
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
    Some(MedianInterval { low, high, coverage: ranks.coverage, half_width_pct })
}
