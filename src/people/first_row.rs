//! Whether the first row of a file is a header, or data in a file without one.
//!
//! Messages list headers. A row that may be data must not be listed, because payrolls are private.

use super::header::parse_header;

/// The most characters of the name of a column.
const MAX_NAME_LEN: usize = 60;

/// The most consecutive digits in the name of a column. More are an amount, a telephone number or the id of a person.
const MAX_DIGITS: usize = 4;

/// Whether these cells of a first row can only be the names of columns. None is an amount, a date, an address or prose; and
/// at least one has only words for a column (so not "Compensation Analyst"), or all are numbered (`c1, c2, c3`).
///
/// ```
/// use payband::people::looks_like_header;
///
/// let row = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
/// assert!(looks_like_header(&row("name,title,pay 2025")));
/// assert!(!looks_like_header(&row("Ann Onymous,Cloud Architect,84825")));
/// assert!(!looks_like_header(&row("Ann Onymous,Cloud Architect,Shanghai")), "it may be data");
/// ```
#[must_use]
pub fn looks_like_header(cells: &[String]) -> bool {
    if cells.iter().any(|cell| is_value(cell.trim())) {
        return false;
    }
    let is_known = |cell: &String| {
        let found = parse_header(cell);
        found.all_known && found.meaning.is_some()
    };
    cells.iter().any(is_known) || are_numbered(cells)
}

/// Whether a cell holds a value that is not the name of a column.
fn is_value(cell: &str) -> bool {
    let is_digit = |letter: char| letter.is_numeric();
    let digits = cell.split(|letter| !is_digit(letter)).map(|run| run.chars().count()).max().unwrap_or(0);
    if digits > MAX_DIGITS || cell.chars().count() > MAX_NAME_LEN || cell.contains('@') && cell.contains('.') {
        return true;
    }
    digits > 0 && !is_calendar_year(cell) && has_only_pay_units(cell)
}

/// Whether a cell has no words beside its digits: only signs, currency codes and units of pay.
fn has_only_pay_units(cell: &str) -> bool {
    let words = cell.split(|letter: char| !letter.is_alphabetic() || letter.is_numeric());
    words.filter(|word| !word.is_empty()).all(|word| {
        let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        is_code || word.chars().all(|letter| "kKwWmM万千百元薪月年周天日时x".contains(letter))
    })
}

/// The calendar years that files name.
const CALENDAR_YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

/// Whether a text is a calendar year in four digits.
pub(super) fn is_calendar_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year| CALENDAR_YEARS.contains(&year))
}

/// Whether the cells are one word with consecutive numbers, as programs name columns.
fn are_numbered(cells: &[String]) -> bool {
    let numbered = |cell: &String| {
        let word = cell.trim_end_matches(|letter: char| letter.is_ascii_digit());
        Some((word.to_owned(), cell.get(word.len()..)?.parse::<u32>().ok()?))
    };
    let Some(found) = cells.iter().map(numbered).collect::<Option<Vec<_>>>() else { return false };
    let starts_with_letter = found.first().is_some_and(|(word, _)| word.starts_with(char::is_alphabetic));
    let counts_up = |pair: &[(String, u32)]| match pair {
        [(word, number), (next, following)] => word == next && number.checked_add(1) == Some(*following),
        _ => false,
    };
    starts_with_letter && found.len() > 1 && found.windows(2).all(counts_up)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_header(line: &str) -> bool {
        looks_like_header(&line.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    /// Catches a header that a hint would not list.
    #[test]
    fn headers() {
        for line in [
            "name,pay",
            "姓名,职位,城市,薪资",
            "id,Job Title,2024,2025",
            "title,Q1,P50,pay (K)",
            "emp_no,name,years",
            "c0,c1,c2",
            "Column 9,Column 10",
            ",title,",
        ] {
            assert!(is_header(line), "{line}");
        }
    }

    /// Catches a row of a payroll that a hint would list.
    #[test]
    fn rows() {
        for line in [
            "Ann Onymous,Cloud Architect,84825",
            "王伟,云架构师,上海,30-50K·14薪",
            "王伟,云架构师,上海,2万/月",
            "王伟,云架构师,上海",
            "Ann Onymous,Cloud Architect,Shanghai",
            "title,ann@example.com",
            "pay,CNY 35k",
            "level,title,$1,234.50",
            "role,2024-03-01",
            "city,13800138000",
            "city,１２３４５",
            "architect,84k",
            "title,9",
            "Ann Onymous,Compensation Analyst,Boston",
            "Ann Onymous,City Planner,Boston",
            "Ann Onymous,Level Designer,Boston",
            "Ann Onymous,Country Director,Boston",
            "王伟,薪酬分析师,上海",
            "c1,c3",
            "",
        ] {
            assert!(!is_header(line), "{line}");
        }
    }
}
