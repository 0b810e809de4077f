//! The rows of a subgroup while they are read.

use super::counted::{CountedGroup, WholeUnit};
use super::number_counts::NumberCounts;
use super::organisation_counts::OrganisationCounts;

/// The rows of a subgroup. Whole numbers in the unit of the file are counted apart, because most rows have them.
#[derive(Debug, Default)]
pub(super) struct SubgroupRows {
    pub(super) bare: NumberCounts,
    /// The same where amounts are counted by organisation.
    pub(super) bare_by_organisation: OrganisationCounts,
    /// The other amounts, and the number of people of each organisation where amounts are not counted by it.
    pub(super) counted: CountedGroup,
    /// Whether a row that is no total is in the subgroup, with or without pay.
    pub(super) has_rows: bool,
}

impl SubgroupRows {
    /// All amounts together; `None` where there are no rows. `bare_unit` is the unit of the file.
    pub(super) fn into_counted(self, bare_unit: WholeUnit, by_organisation: bool) -> Option<CountedGroup> {
        let SubgroupRows { bare, bare_by_organisation, mut counted, has_rows } = self;
        let numbers = if by_organisation { bare_by_organisation } else { OrganisationCounts::of_one(0, bare) };
        if !numbers.is_empty() {
            counted.count_whole(bare_unit, |own| own.merge(numbers));
        }
        (has_rows || !counted.is_empty()).then_some(counted)
    }
}
