//! Grades of an employer's own in titles: `Engineer IV`, `Engineer 3`, `Engineer (P6)`.

use crate::names::text::fold::{Token, tokens};
use crate::names::text::separators::separates_title_parts;

/// Roman numerals of grades. The first three are names of levels.
const NUMERALS: [&str; 6] = ["iv", "v", "vi", "vii", "viii", "ix"];

/// Whether a part of a title ends with a grade: a numeral or a digit behind words, or letters with digits.
pub(crate) fn has_grade(title: &str) -> bool {
    // A hyphen ends a part even within a word: what stands before it in `T3-2` is a grade.
    let ends_part = |mark: char| matches!(mark, '-' | '－') || separates_title_parts(mark);
    title.split(ends_part).any(|part| {
        let part = tokens(part);
        let Some(last) = part.len().checked_sub(1).and_then(|last| part.get(last)) else { return false };
        let is_digit = |token: Token<'_>| token.text.len() == 1 && token.is_number();
        // `x2` counts openings.
        let is_grade = last.is_grade() && !last.text.starts_with('x');
        is_grade || part.len() > 1 && (is_digit(last) || NUMERALS.contains(&last.text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_end_a_part_of_a_title() {
        for title in [
            "Engineer IV",
            "Engineer 3",
            "Engineer (P6)",
            "Engineer L5",
            "Engineer T3-2",
            "软件工程师P6",
            "Engineer IC3 - Payments",
            "[P6] Cloud Architect",
            "【P6】云架构师",
            "云架构师【P6】",
            "Cloud Architect P6_Shanghai",
            "P6、上海",
            "Engineer IV: Payments",
        ] {
            assert!(has_grade(title), "{title}");
        }
        for title in [
            "Engineer",
            "1. Engineer",
            "Engineer (3)",
            "Engineer x2",
            "Engineer - 12 month FTC",
            "24/7 Engineer",
            "Engineer R-0045821",
            "IV Nurse",
        ] {
            assert!(!has_grade(title), "{title}");
        }
    }
}
