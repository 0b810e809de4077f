//! What a title in a file is read as.

use super::match_kind::MatchKind;

/// What a title is read as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TitleReading<'i> {
    /// The role that it means, or why it means none.
    pub role: Result<RoleMatch<'i>, NoRole<'i>>,
    /// The level that it names, whether or not it means a role.
    pub level: LevelWord<'i>,
}

/// The role that a title means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoleMatch<'i> {
    /// The id of the role.
    pub role: &'i str,
    /// How it was found.
    pub kind: MatchKind,
    /// How well the title and the name agree, from 0 to 1: see [`super::TitleIndex`].
    pub score: f64,
}

/// Why a title means no role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NoRole<'i> {
    /// There is nothing to read.
    Empty,
    /// No role has such a name. The role that came nearest, with its score, where one shares enough to have one.
    Unknown(Option<RoleMatch<'i>>),
    /// It names more than one role, or is equally near to several.
    Ambiguous,
    /// It has a word of another domain than the pack's.
    OtherDomain,
}

/// The level that a title names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelWord<'i> {
    /// None.
    Unstated,
    /// This one, by id.
    One(&'i str),
    /// More than one, so that none can be chosen.
    Several,
    /// None in what says what somebody does, but one in a part that was set aside, be it explained or not:
    /// `Software Engineer, Intern Team`.
    SetAside,
}

impl LevelWord<'_> {
    /// What two parts of one title come to. What is set aside counts only where nothing else is said.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (LevelWord::Unstated, said) | (said, LevelWord::Unstated) => said,
            (LevelWord::SetAside, said) | (said, LevelWord::SetAside) => said,
            (one, other) if one == other => one,
            _ => LevelWord::Several,
        }
    }
}

/// The score of a title that has the words of a name, and others at most that say nothing, just below and just above.
const TOKENS: (f64, f64) = (0.8, 0.98);

/// The score of a title of which something is left over that nobody can explain is below this.
pub(super) const UNEXPLAINED: f64 = 0.8;

/// How near two scores are that cannot be told apart.
pub(super) const NEAR_TIE: f64 = 0.05;

/// The score of a title that is found by its words: `0.98 − 0.18 · i ÷ (k + i)`, where `k` is how much of the title tells its
/// role and `i` how much was set aside or differs from the name.
pub(super) fn tokens_score(kept: usize, ignored: usize) -> f64 {
    let (least, most) = TOKENS;
    most - (most - least) * share(ignored, kept + ignored)
}

/// A part of a whole; none of nothing.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a title has few letters")]
    let (part, whole) = (part as f64, whole as f64);
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a level that hangs on which part of a title comes first.
    #[test]
    fn the_order_of_parts_does_not_matter() {
        let words = [
            LevelWord::Unstated,
            LevelWord::One("mid"),
            LevelWord::One("senior"),
            LevelWord::Several,
            LevelWord::SetAside,
        ];
        for one in words {
            for other in words {
                assert_eq!(one.and(other), other.and(one));
                for third in words {
                    assert_eq!(one.and(other).and(third), one.and(other.and(third)));
                }
            }
        }
    }
}
