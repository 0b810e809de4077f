//! The kind of a figure.

/// The kind of a figure in a word or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// The words.
    pub text: String,
    /// Whether the figure is less certain than a published one.
    pub is_weak: bool,
}
