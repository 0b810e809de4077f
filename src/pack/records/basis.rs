//! Whether a value was published or chosen.

use serde::Deserialize;

/// Whether a value was published by somebody or chosen by the pack's authors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Stands in the source.
    #[default]
    Published,
    /// Chosen by the authors of the pack.
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
