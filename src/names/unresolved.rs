//! The error for a name that resolves to no id.

use super::near::nearest::Suggestion;

/// A name that does not resolve to an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct Unresolved {
    /// The kind of thing that was looked for: role, city, level, skill.
    pub what: &'static str,
    /// The text that was given.
    pub text: String,
    /// Why it does not resolve.
    pub reason: UnresolvedReason,
    /// The nearest names, the nearest first; for an ambiguous name, the names to choose from.
    pub nearest: Vec<Suggestion>,
}

/// Why a name does not resolve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnresolvedReason {
    /// The text is empty, or has no letter or digit.
    Empty,
    /// No row has such a name.
    Unknown,
    /// Several rows have the name; their ids.
    Ambiguous(Vec<String>),
    /// The name has a word of another domain than the pack's; the word.
    OtherDomain(String),
}

impl Unresolved {
    fn message(&self) -> String {
        let Unresolved { what, text, reason, .. } = self;
        match reason {
            UnresolvedReason::Empty => format!("the {what} is empty"),
            UnresolvedReason::Unknown => format!("no {what} is called \"{text}\""),
            UnresolvedReason::Ambiguous(_) => {
                // A name with a comma of its own, such as `Springfield, IL`, is put in quotes.
                let has_commas = self.nearest.iter().any(|near| near.name.contains(','));
                let name = |name: &str| if has_commas { format!("\"{name}\"") } else { name.to_owned() };
                let names: Vec<String> = self.nearest.iter().map(|near| name(&near.name)).collect();
                match names.split_last() {
                    Some((last, rest @ [_, ..])) => format!("\"{text}\" could mean {} or {last}", rest.join(", ")),
                    _ => format!("\"{text}\" could mean more than one {what}"),
                }
            }
            UnresolvedReason::OtherDomain(word) => {
                format!("\"{text}\" is outside this pack: \"{word}\" is another domain's word")
            }
        }
    }

    /// The question with which the nearest names are suggested, if there are any.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        if self.nearest.is_empty() || matches!(self.reason, UnresolvedReason::Ambiguous(_)) {
            return None;
        }
        let names: Vec<String> = self.nearest.iter().map(|near| format!("\"{}\"", near.name)).collect();
        Some(format!("did you mean {}?", names.join(" or ")))
    }
}
