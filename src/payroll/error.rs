//! Why a file could not be priced to its end.

use crate::pricing::PricingError;

/// Why a file could not be priced to its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Reading the file, or writing the output, failed.
    #[error(transparent)]
    Rows(#[from] crate::tabular::Error),
    /// A table of the pack is wrong.
    #[error(transparent)]
    Pricing(#[from] Box<PricingError>),
}
