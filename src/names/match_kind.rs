//! How a name was found.

/// How a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// The text is the id or a title.
    Exact,
    /// The text is an alias.
    Alias,
    /// The text has the words of a name: in another order, with a domain word more or less, or with noise words.
    Tokens,
    /// Parts of the text have the words of a name, and other parts are unknown.
    Partial,
    /// The text has the words of a name, of which one or two are misspelt.
    Spelling,
}

impl MatchKind {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            MatchKind::Exact => "exact",
            MatchKind::Alias => "alias",
            MatchKind::Tokens => "tokens",
            MatchKind::Partial => "partial",
            MatchKind::Spelling => "spelling",
        }
    }
}
