//! P50 of a group with the pay that is far from the rest, and without it.

use super::converted::{GroupPay, InlierRanges};
use super::disclosure::{Disclosure, GroupSize};
use super::options::{Outliers, SurveyOptions};
use super::statistics::{median, size_of};
use crate::money::{Decimal, Overflow};

/// P50 with the outliers of a group and without them. A group without outliers has the same amount twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutlierMedians {
    /// P50 of all people; `None` where so many may not be shown.
    pub with: Option<Decimal>,
    /// P50 of the people whose pay is no outlier; `None` where it is not certain that they may be shown.
    pub without: Option<Decimal>,
}

impl OutlierMedians {
    /// The medians of a group before the outliers of its subgroups are handled, but for the one that is its P50 afterwards.
    /// `outliers` is the number of people whose pay is one.
    pub(super) fn before_handling(
        subgroups: &[(GroupPay, Option<&InlierRanges>)],
        outliers: u64,
        options: &SurveyOptions,
    ) -> Result<Self, Overflow> {
        let group = GroupPay::joined(subgroups.iter().map(|(pay, _)| pay.clone()));
        let size = size_of(&group, options);
        let is_shown = |size: &GroupSize| matches!(options.rule.disclosure(size), Disclosure::Shown { .. });
        let mut medians = OutlierMedians::default();
        if options.outliers != Outliers::Flag && is_shown(&size) {
            medians.with = median(&group, options)?;
        }
        if options.outliers != Outliers::Drop && is_shown(&size.at_least_without(outliers)) {
            let inliers = subgroups.iter().map(|(pay, fences)| match fences {
                Some(fences) => pay.without_outliers(fences),
                None => pay.clone(),
            });
            medians.without = median(&GroupPay::joined(inliers), options)?;
        }
        Ok(medians)
    }

    /// The medians with the P50 of the group after its outliers were handled.
    pub(super) fn after_handling(self, outliers: Outliers, p50: Option<Decimal>) -> Self {
        match outliers {
            Outliers::Flag => OutlierMedians { with: p50, ..self },
            Outliers::Drop => OutlierMedians { without: p50, ..self },
            Outliers::Winsorise => self,
        }
    }

    /// By how much P50 differs, in percent of P50 with the outliers.
    #[must_use]
    pub fn difference_pct(&self) -> Option<Decimal> {
        let (with, without) = (self.with?, self.without?);
        (with - without).abs().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(with)
    }
}

impl GroupSize {
    /// The size without so many people, in the worst case: each is the only one of an organisation, and none of the largest.
    fn at_least_without(&self, people: u64) -> Self {
        GroupSize {
            rows: self.rows.saturating_sub(people),
            organisations: self.organisations.map(|organisations| organisations.saturating_sub(people)),
            ..*self
        }
    }
}
