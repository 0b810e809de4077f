//! What of the rows of a group is not in its statistics.

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
