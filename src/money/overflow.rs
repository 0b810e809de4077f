//! The error of a calculation beyond 28 digits.

/// A result is out of the range of 28 decimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the amount is too large to calculate with")]
pub struct Overflow;
