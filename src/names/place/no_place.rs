//! Why an address names no place.

use crate::names::unresolved::UnresolvedReason;

/// Why an address names no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoPlace {
    /// The text is empty.
    Empty,
    /// It names no place of the pack.
    Unknown,
    /// It has one name, which several places have; their ids.
    Ambiguous(Vec<String>),
    /// It names several places, each by a name of its own; the ids of those of the pack.
    Several(Vec<String>),
}

impl NoPlace {
    /// One name of several places.
    pub(super) fn ambiguous(ids: &[&str]) -> Self {
        NoPlace::Ambiguous(ids.iter().map(|id| (*id).to_owned()).collect())
    }

    /// Names of several places.
    pub(super) fn several(ids: &[&str]) -> Self {
        NoPlace::Several(ids.iter().map(|id| (*id).to_owned()).collect())
    }
}

impl From<NoPlace> for UnresolvedReason {
    fn from(reason: NoPlace) -> Self {
        match reason {
            NoPlace::Empty => UnresolvedReason::Empty,
            NoPlace::Unknown => UnresolvedReason::Unknown,
            NoPlace::Ambiguous(ids) | NoPlace::Several(ids) => UnresolvedReason::Ambiguous(ids),
        }
    }
}
