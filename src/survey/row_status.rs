//! How each row of a file ended.

use std::collections::BTreeMap;

use crate::payroll::Status;

/// How a row ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowStatus {
    /// It is in the statistics of its group.
    Used,
    /// It repeats another row.
    Duplicate,
    /// Its pay differs from that of another row about the same person and date.
    ConflictingPay,
    /// Its pay is far from that of its role and level, and outliers are left out.
    Outlier,
    /// Its pay is older than is used.
    TooOld,
    /// It has no date, and pay is brought to one date.
    UnknownDate,
    /// The number of people that it stands for cannot be read.
    UnreadableHeadcount,
    /// It names no organisation, and the rows are grouped by it.
    UnknownOrganisation,
    /// It is about an intern, and the rows are not grouped by level.
    Intern,
    /// Its pay is for a day of work, which is not compared with salaries.
    OtherBasis,
    /// It is about somebody who works less than full time, and such pay is left out.
    PartTime,
    /// Why it has no pay, role, city or level: the words of `price`.
    Unused(Status),
}

impl RowStatus {
    /// The status of a word.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        let own = [
            RowStatus::Used,
            RowStatus::Duplicate,
            RowStatus::ConflictingPay,
            RowStatus::Outlier,
            RowStatus::TooOld,
            RowStatus::UnknownDate,
            RowStatus::UnreadableHeadcount,
            RowStatus::UnknownOrganisation,
            RowStatus::Intern,
            RowStatus::OtherBasis,
            RowStatus::PartTime,
        ];
        own.into_iter().chain(Status::ALL.map(RowStatus::Unused)).find(|status| status.as_str() == word)
    }

    /// Whether `--unmatched` may list a text of the row: a title, place or level that names nothing, or pay that cannot be read.
    pub(super) fn is_not_understood(self) -> bool {
        use Status::{
            AmbiguousCity, AmbiguousRole, NetPay, NoRoleMatch, TwoCities, UnknownCity, UnknownLevel, UnreadablePay,
        };
        matches!(
            self,
            RowStatus::Unused(
                UnreadablePay
                    | NetPay
                    | NoRoleMatch
                    | AmbiguousRole
                    | UnknownCity
                    | TwoCities
                    | AmbiguousCity
                    | UnknownLevel
            )
        )
    }

    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RowStatus::Used => "used",
            RowStatus::Duplicate => "duplicate",
            RowStatus::ConflictingPay => "conflicting-pay",
            RowStatus::Outlier => "outlier",
            RowStatus::TooOld => "too-old",
            RowStatus::UnknownDate => "unknown-date",
            RowStatus::UnreadableHeadcount => "unreadable-headcount",
            RowStatus::UnknownOrganisation => "unknown-organisation",
            RowStatus::Intern => "intern",
            RowStatus::OtherBasis => "other-basis",
            RowStatus::PartTime => "part-time",
            RowStatus::Unused(status) => status.as_str(),
        }
    }
}

/// The number of rows that ended in each way. Every row of the file is counted once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowCounts(BTreeMap<RowStatus, u64>);

impl RowCounts {
    /// Counts rows.
    pub(super) fn add(&mut self, status: RowStatus, rows: u64) {
        if rows > 0 {
            *self.0.entry(status).or_default() += rows;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|(status, rows)| self.add(*status, *rows));
    }

    /// Rounds each number.
    pub(super) fn round(&mut self, rounded: impl Fn(u64) -> u64) {
        self.0.values_mut().for_each(|rows| *rows = rounded(*rows));
    }

    /// The number of rows that ended so.
    #[must_use]
    pub fn get(&self, status: RowStatus) -> u64 {
        self.0.get(&status).copied().unwrap_or_default()
    }

    /// The number of all rows.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.0.values().sum()
    }

    /// The ways in which rows ended, used ones first.
    pub fn iter(&self) -> impl Iterator<Item = (RowStatus, u64)> + '_ {
        self.0.iter().map(|(status, rows)| (*status, *rows))
    }
}
