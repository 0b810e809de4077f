//! The interval of a median as it is printed.

use super::disclosure::GroupSize;
use super::percentile::MEDIAN;
use super::rank_interval::rank_interval;
use super::statistics::{MedianInterval, Statistics};

impl Statistics {
    /// The interval of the median; `None` where there is none, and where its ends would be the least and the highest pay of the
    /// group, which are the pay of single people.
    #[must_use]
    pub fn printed_interval(&self, size: &GroupSize) -> Option<MedianInterval> {
        let ranks = rank_interval(size.rows, MEDIAN)?;
        self.median_interval.filter(|_| !ranks.has_extreme(size.rows))
    }
}
