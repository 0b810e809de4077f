//! Where a figure comes from, in one word.

use std::sync::Arc;

use crate::pack::{Basis, Origin};

/// Where the figure of a step comes from, from the strongest to the weakest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepBasis {
    /// Published in a source, or computed from published figures.
    Published,
    /// Percentiles that a source publishes.
    Percentiles,
    /// From the overlay of this name.
    Overlay(Arc<str>),
    /// Given by the caller.
    Given,
    /// Chosen by the authors of the pack.
    Editorial,
    /// Taken from the closest benchmark role.
    Slotted,
}

impl StepBasis {
    /// The basis of a table row by its origin: an overlay, or else published.
    pub(super) fn of(origin: &Origin) -> Self {
        origin.overlay.as_ref().map_or(StepBasis::Published, |name| StepBasis::Overlay(Arc::clone(name)))
    }

    /// The basis that a row states in its `basis` column.
    pub(super) fn stated(basis: Basis) -> Self {
        match basis {
            Basis::Published => StepBasis::Published,
            Basis::Editorial => StepBasis::Editorial,
        }
    }

    /// The word in data.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            StepBasis::Published => "published",
            StepBasis::Percentiles => "percentiles",
            StepBasis::Overlay(_) => "overlay",
            StepBasis::Given => "given",
            StepBasis::Editorial => "editorial",
            StepBasis::Slotted => "slotted",
        }
    }
}
