//! What of the rows of a group is not in its statistics.

use std::collections::BTreeMap;

use super::counted::{CountedGroup, CountedPay};
use super::dimension::GroupKey;

/// What of the rows of a group is not in its statistics, or far from the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Rows that repeat another.
    pub duplicates: u64,
    /// Rows whose pay is in a currency without a rate.
    pub without_rate: u64,
    /// People whose pay is far from that of their role and level, whether it is used or not.
    pub outliers: u64,
}

impl LeftOut {
    /// The duplicates of each group: the rows that were read, less those that are left.
    pub(super) fn duplicates(rows_read: &BTreeMap<GroupKey, u64>, left: &CountedPay) -> BTreeMap<GroupKey, Self> {
        let rows_left = |key: &GroupKey| left.groups.get(key).map_or(0, CountedGroup::rows);
        let of_group = |(key, read): (&GroupKey, &u64)| {
            (key.clone(), LeftOut { duplicates: read.saturating_sub(rows_left(key)), ..LeftOut::default() })
        };
        rows_read.iter().map(of_group).collect()
    }
}
