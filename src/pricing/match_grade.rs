//! How well a benchmark role fits the role that it prices.

/// How well a benchmark role fits the role that it prices, from the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchGrade {
    /// The benchmark role itself.
    A,
    /// The same kind of work.
    B,
    /// Neighbouring work.
    C,
    /// Other work, or no evidence.
    D,
}

impl MatchGrade {
    /// Every grade, the best first.
    pub const ALL: [MatchGrade; 4] = [MatchGrade::A, MatchGrade::B, MatchGrade::C, MatchGrade::D];

    /// The letter in data and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            MatchGrade::A => "A",
            MatchGrade::B => "B",
            MatchGrade::C => "C",
            MatchGrade::D => "D",
        }
    }

    /// The grade of a title that names one of several jobs that its role covers, by the grade of the role: B at best.
    pub(crate) fn of_covered_job(role: &str) -> &str {
        if role == MatchGrade::A.as_str() { MatchGrade::B.as_str() } else { role }
    }

    /// The grade of a slotted role; the worst where the pack states none.
    pub(crate) fn of_slotted(letter: &str) -> Self {
        MatchGrade::ALL.into_iter().find(|grade| grade.as_str() == letter).unwrap_or(MatchGrade::D)
    }
}
