//! Whether a value was published or chosen.

use serde::Deserialize;

/// Whether a value was published or chosen by the authors of the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The value stands in the source.
    #[default]
    Published,
    /// The authors of the pack chose the value.
    Editorial,
}

impl Basis {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Published => "published",
            Basis::Editorial => "editorial",
        }
    }
}
