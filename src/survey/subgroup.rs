//! The parts of a group in which outliers are found.

use super::dimension::GroupKey;

/// The role and the level of a row, whatever rows are grouped by. Pay is compared with that of the same role and level to find
/// outliers.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RoleAndLevel {
    /// The id of the role; empty where it is not known.
    pub(super) role: Box<str>,
    /// The id of the level; empty where it is not known, or the role is not.
    pub(super) level: Box<str>,
}

impl RoleAndLevel {
    pub(super) fn new(role: &str, level: &str) -> Self {
        RoleAndLevel { role: role.into(), level: if role.is_empty() { "" } else { level }.into() }
    }
}

/// The key of a subgroup: the rows of a group with one role and level.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SubgroupKey {
    pub(super) group: GroupKey,
    pub(super) of: RoleAndLevel,
}
