//! What a column of employment types says of a row: interns and people who work part of full time.

use super::header_words::words_of;
use super::sql::SqlDialect;

/// How somebody is employed, as far as it matters for pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Employment {
    /// Anything that is not the following.
    Regular,
    /// For a part of full time, which the cell does not state.
    PartTime,
    /// As an intern.
    Intern,
}

/// Headers of such columns, in the form of [`words_of`].
const HEADERS: [&str; 45] = [
    "employment type",
    "type of employment",
    "employment status",
    "employment category",
    "employment class",
    "employment basis",
    "employment form",
    "employee type",
    "employee category",
    "employee class",
    "employee status",
    "worker type",
    "worker sub type",
    "worker category",
    "workforce type",
    "staff type",
    "position type",
    "job type",
    "work type",
    "work schedule",
    "contract type",
    "type of contract",
    "time type",
    "full part time",
    "full time part time",
    "ft pt",
    "用工形式",
    "用工类型",
    "用工方式",
    "用工性质",
    "雇佣类型",
    "雇佣形式",
    "雇佣方式",
    "聘用形式",
    "聘用类型",
    "员工类型",
    "员工类别",
    "员工性质",
    "人员类型",
    "人员类别",
    "工作性质",
    "工作类型",
    "职位类型",
    "合同类型",
    "僱用類型",
];

/// Words of Latin letters for interns, each alone between other characters than letters.
const INTERN_WORDS: [&str; 10] = [
    "intern",
    "interns",
    "internship",
    "internships",
    "trainee",
    "traineeship",
    "praktikant",
    "praktikantin",
    "werkstudent",
    "stagiaire",
];

/// Words in Han and other characters without blanks.
const INTERN_TEXTS: [&str; 4] = ["实习", "實習", "インターン", "인턴"];

/// What denies that somebody is an intern.
const NO_INTERN: &str = "非实习";

const PART_TIME_WORDS: [&str; 8] =
    ["part time", "parttime", "pt", "half time", "teilzeit", "temps partiel", "tiempo parcial", "deeltijd"];

const PART_TIME_TEXTS: [&str; 6] = ["兼职", "兼職", "非全日制", "半职", "パート", "시간제"];

/// What says in the same cell that somebody may work full time: `Full-time / part-time`.
const FULL_TIME_WORDS: [&str; 5] = ["full time", "fulltime", "ft", "vollzeit", "temps plein"];

const FULL_TIME_TEXTS: [&str; 2] = ["全职", "全職"];

/// The only column of employment types, by its header; `None` where there is none, or more than one.
#[must_use]
pub fn employment_column(headers: &[String]) -> Option<usize> {
    let is_one = |header: &String| HEADERS.contains(&words_of(header).as_str());
    let mut found = headers.iter().enumerate().filter(|(_, header)| is_one(header)).map(|(at, _)| at);
    found.next().filter(|_| found.next().is_none())
}

impl Employment {
    /// What a cell says.
    pub(super) fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<&str> =
            lower.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        let words = format!(" {} ", words.join(" "));
        let has = |of_words: &[&str], texts: &[&str]| {
            of_words.iter().any(|word| words.contains(&format!(" {word} ")))
                || texts.iter().any(|text| lower.contains(text))
        };
        if has(&INTERN_WORDS, &INTERN_TEXTS) && !lower.contains(NO_INTERN) {
            Employment::Intern
        } else if has(&PART_TIME_WORDS, &PART_TIME_TEXTS) && !has(&FULL_TIME_WORDS, &FULL_TIME_TEXTS) {
            Employment::PartTime
        } else {
            Employment::Regular
        }
    }
}

/// [`Employment::of`] as conditions of SQL: whether a text says that somebody is an intern, and works part of full time.
pub(super) fn in_sql(dialect: SqlDialect, text: &str) -> [String; 2] {
    let has = |words: &[&str], texts: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| word.replace(' ', r"[^\p{L}]+")).collect();
        let pattern = format!(r"(?:^|[^\p{{L}}])(?:{})(?:$|[^\p{{L}}])|{}", words.join("|"), texts.join("|"));
        dialect.matches(&dialect.lower(text), &pattern)
    };
    let intern = format!("({} AND NOT {})", has(&INTERN_WORDS, &INTERN_TEXTS), dialect.matches(text, NO_INTERN));
    let part_time =
        format!("({} AND NOT {})", has(&PART_TIME_WORDS, &PART_TIME_TEXTS), has(&FULL_TIME_WORDS, &FULL_TIME_TEXTS));
    [intern, part_time]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_tells_the_column() {
        let column =
            |headers: &[&str]| employment_column(&headers.iter().map(|&header| header.to_owned()).collect::<Vec<_>>());
        for header in ["Employment Type", "employment_type", "用工形式", "Worker Type", "Full/Part Time", "FT/PT"] {
            assert_eq!(column(&["title", header]), Some(1), "{header}");
        }
        assert_eq!(column(&["title", "type"]), None);
        assert_eq!(column(&["Worker Type", "Job Type"]), None, "they may contradict each other");
    }

    /// Catches interns that count as others do, and others that count as interns.
    #[test]
    fn cells_tell_interns_and_part_time() {
        for (expected, cells) in [
            (
                Employment::Intern,
                &["Intern", "INTERNSHIP", "Intern (Fixed Term)", "实习", "实习生", "Student/Intern"][..],
            ),
            (
                Employment::PartTime,
                &["Part-time", "Part time", "PART_TIME", "parttime", "PT", "兼职", "非全日制", "Permanent, part-time"],
            ),
            (
                Employment::Regular,
                &[
                    "Full-time",
                    "Permanent",
                    "",
                    "Internal",
                    "International",
                    "全职",
                    "全日制",
                    "正式",
                    "Full-time / Part-time",
                    "非实习",
                    "Contractor",
                ],
            ),
        ] {
            cells.iter().for_each(|cell| assert_eq!(Employment::of(cell), expected, "{cell}"));
        }
    }
}
