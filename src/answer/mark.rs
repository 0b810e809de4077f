//! Marks behind figures that must not be read without their explanation.

use std::fmt;

/// A mark behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The figure is the reference rate, because none is published for its city.
    ReferenceRate,
    /// The figure is that of another role, from which this one is slotted.
    Slotted,
}

impl Mark {
    /// All of them, in the order in which they stand behind a figure.
    pub const ALL: [Mark; 2] = [Mark::ReferenceRate, Mark::Slotted];

    /// The sign.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Mark::ReferenceRate => '*',
            Mark::Slotted => '~',
        }
    }
}

/// The marks behind one figure: each is there or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    reference_rate: bool,
    slotted: bool,
}

impl Marks {
    /// No mark.
    pub const NONE: Marks = Marks { reference_rate: false, slotted: false };

    /// The same and one more.
    #[must_use]
    pub fn with(mut self, mark: Mark) -> Self {
        match mark {
            Mark::ReferenceRate => self.reference_rate = true,
            Mark::Slotted => self.slotted = true,
        }
        self
    }

    /// Whether a mark is among them.
    #[must_use]
    pub fn has(self, mark: Mark) -> bool {
        match mark {
            Mark::ReferenceRate => self.reference_rate,
            Mark::Slotted => self.slotted,
        }
    }
}

impl fmt::Display for Marks {
    /// The signs, one behind the other: `*~`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signs: String = Mark::ALL.into_iter().filter(|mark| self.has(*mark)).map(Mark::sign).collect();
        f.pad(&signs)
    }
}
