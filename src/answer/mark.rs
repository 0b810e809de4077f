//! Marks after figures that need an explanation.

use std::fmt;

/// A mark after a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The figure is at the reference rate, because no premium is published for its city.
    ReferenceRate,
    /// The figure is priced from another role (slotting).
    Slotted,
}

impl Mark {
    /// All marks, in the order in which they follow a figure.
    pub const ALL: [Mark; 2] = [Mark::ReferenceRate, Mark::Slotted];

    /// The printed sign.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Mark::ReferenceRate => '*',
            Mark::Slotted => '~',
        }
    }
}

/// The set of marks after a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    reference_rate: bool,
    slotted: bool,
}

impl Marks {
    /// No marks.
    pub const NONE: Marks = Marks { reference_rate: false, slotted: false };

    /// The same set with one more mark.
    #[must_use]
    pub fn with(mut self, mark: Mark) -> Self {
        match mark {
            Mark::ReferenceRate => self.reference_rate = true,
            Mark::Slotted => self.slotted = true,
        }
        self
    }

    /// Whether the set has a mark.
    #[must_use]
    pub fn has(self, mark: Mark) -> bool {
        match mark {
            Mark::ReferenceRate => self.reference_rate,
            Mark::Slotted => self.slotted,
        }
    }
}

impl fmt::Display for Marks {
    /// Writes the signs one after the other: `*~`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signs: String = Mark::ALL.into_iter().filter(|mark| self.has(*mark)).map(Mark::sign).collect();
        f.pad(&signs)
    }
}
