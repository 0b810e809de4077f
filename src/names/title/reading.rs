//! The result of reading a title in a file, and its score.

use crate::names::match_kind::MatchKind;

/// The role and level of a title.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TitleReading<'i> {
    /// The role, or why there is none.
    pub role: Result<RoleMatch<'i>, NoRole<'i>>,
    /// The level, which is read whether or not there is a role.
    pub level: LevelWord<'i>,
}

/// The role that a title means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoleMatch<'i> {
    /// The id of the role.
    pub role: &'i str,
    /// How it was found.
    pub kind: MatchKind,
    /// How well the title and the name agree, from 0 to 1; [`crate::names::TitleIndex`] has the formula.
    pub score: f64,
    /// Whether the title names one of several jobs that the role covers.
    pub is_covered_job: bool,
}

/// Why a title means no role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NoRole<'i> {
    /// The title is empty.
    Empty,
    /// No role scores high enough. The role with the best score, if any has one.
    Unknown(Option<RoleMatch<'i>>),
    /// The title names several roles, or several are equally near.
    Ambiguous,
    /// The title has a word of another domain than the pack's.
    OtherDomain,
}

/// The level that a title names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LevelWord<'i> {
    /// No level.
    Unstated,
    /// One level, by id.
    One(&'i str),
    /// Levels that contradict each other or are a span: an intern's and a senior's, `Junior to Senior`.
    Several,
    /// No level in the parts that name the role, but one in a part that does not: `Software Engineer, Intern Team`.
    SetAside,
    /// A level, in a pack without levels.
    PackHasNone,
}

/// The range of scores of [`MatchKind::Tokens`] matches that explain every word of the title. The lower end is not reached.
const TOKENS_SCORES: (f64, f64) = (0.8, 0.98);

/// Scores of partial matches are below this: parts of the title are unknown, or words are misspelt.
pub(super) const PARTIAL_MATCH_SCORE: f64 = 0.8;

/// Two misspelt matches whose scores differ by less than this are ambiguous.
pub(super) const MAX_TIE_GAP: f64 = 0.05;

/// The score of a title found by its words: `0.98 − 0.18 · i ÷ (k + i)`, where `k` is the weight of the words that identify
/// the role and `i` the weight of the words that were ignored or differ from the name.
pub(super) fn tokens_score(kept: usize, ignored: usize) -> f64 {
    let (least, most) = TOKENS_SCORES;
    most - (most - least) * share(ignored, kept + ignored)
}

/// `part ÷ whole`; 0 when the whole is 0.
pub(in crate::names) fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a title has few letters")]
    let (part, whole) = (part as f64, whole as f64);
    if whole > 0.0 { part / whole } else { 0.0 }
}
