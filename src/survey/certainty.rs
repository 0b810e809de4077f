//! How certain a median is: a grade from the number of rows and organisations and the width of its interval.

use crate::money::Decimal;

/// The grade of a median. It is about the number; the match grade is about the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// 30 rows or more of 10 organisations or more, within 5 %.
    A,
    /// 15 rows or more of 5 organisations or more, within 10 %.
    B,
    /// 6 rows or more of 5 organisations or more, within 25 %.
    C,
    /// Anything else.
    D,
}

/// What a median needs for a grade.
#[derive(Debug, Clone, Copy)]
pub(super) struct GradeNeeds {
    pub(super) grade: Certainty,
    /// The least number of rows.
    pub(super) rows: u64,
    /// The least number of organisations.
    pub(super) organisations: u64,
    /// The greatest half width of the interval, in percent of the median.
    pub(super) half_width_pct: u64,
}

/// The grades that need something, the best first. A median that reaches none of them has [`Certainty::D`].
pub(super) const CERTAINTY_GRADES: [GradeNeeds; 3] = [
    GradeNeeds { grade: Certainty::A, rows: 30, organisations: 10, half_width_pct: 5 },
    GradeNeeds { grade: Certainty::B, rows: 15, organisations: 5, half_width_pct: 10 },
    GradeNeeds { grade: Certainty::C, rows: 6, organisations: 5, half_width_pct: 25 },
];

impl Certainty {
    /// The grade. `rows` are the effective rows where rows have weights; `organisations` is `None` for the rows of one employer
    /// who surveys its own pay, where their number says nothing. `half_width_pct` is half the width of the interval of the
    /// median, in percent of the median; `None` where the sample is too small for an interval.
    #[must_use]
    pub fn of(rows: Decimal, organisations: Option<u64>, half_width_pct: Option<Decimal>) -> Self {
        let reaches = |needs: &&GradeNeeds| {
            rows >= Decimal::from(needs.rows)
                && organisations.is_none_or(|organisations| organisations >= needs.organisations)
                && half_width_pct.is_some_and(|width| width <= Decimal::from(needs.half_width_pct))
        };
        CERTAINTY_GRADES.iter().find(reaches).map_or(Certainty::D, |needs| needs.grade)
    }

    /// The letter in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::A => "A",
            Certainty::B => "B",
            Certainty::C => "C",
            Certainty::D => "D",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grade_needs_rows_organisations_and_a_narrow_interval() {
        let grade = |rows: i64, organisations, width: Option<i64>| {
            Certainty::of(rows.into(), organisations, width.map(|tenths| Decimal::new(tenths, 1)))
        };
        assert_eq!(grade(10, Some(5), Some(228)), Certainty::C);
        assert_eq!(grade(40, Some(12), Some(40)), Certainty::A);
        assert_eq!(grade(40, Some(12), Some(80)), Certainty::B);
        assert_eq!(grade(20, Some(6), Some(90)), Certainty::B);
        assert_eq!(grade(5, Some(5), None), Certainty::D);
        assert_eq!(grade(40, Some(4), Some(10)), Certainty::D);
        assert_eq!(grade(40, None, Some(10)), Certainty::A);
        assert_eq!(grade(40, None, Some(251)), Certainty::D);
    }
}
