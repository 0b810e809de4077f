//! The error of a name that resolves to no id.

use super::nearest::Suggestion;

/// A name that could not be turned into an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct Unresolved {
    /// What was looked for: role, city, level, skill.
    pub what: &'static str,
    /// What was written.
    pub text: String,
    /// Why it means nothing.
    pub reason: UnresolvedReason,
    /// The nearest names, the nearest first; of an ambiguous name those to choose between.
    pub nearest: Vec<Suggestion>,
}

/// Why a name means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnresolvedReason {
    /// There is nothing to read.
    Empty,
    /// No row has such a name.
    Unknown,
    /// Each of these rows, by id, could be meant.
    Ambiguous(Vec<String>),
    /// It names another domain than the pack's.
    OtherDomain(String),
}

impl Unresolved {
    fn message(&self) -> String {
        let Unresolved { what, text, reason, .. } = self;
        match reason {
            UnresolvedReason::Empty => format!("the {what} is empty"),
            UnresolvedReason::Unknown => format!("no {what} is called \"{text}\""),
            UnresolvedReason::Ambiguous(_) => {
                let names: Vec<&str> = self.nearest.iter().map(|near| near.name.as_str()).collect();
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

    /// The nearest names, as a question.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        if self.nearest.is_empty() || matches!(self.reason, UnresolvedReason::Ambiguous(_)) {
            return None;
        }
        let names: Vec<String> = self.nearest.iter().map(|near| format!("\"{}\"", near.name)).collect();
        Some(format!("did you mean {}?", names.join(" or ")))
    }
}
