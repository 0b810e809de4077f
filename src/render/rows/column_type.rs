//! The types of the cells in a column of CSV.

use jiff::civil::Date;

use crate::tabular::Input;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellType {
    /// Texts.
    #[default]
    Text,
    /// Numbers: amounts of money are shown with separators.
    Money,
    /// Numbers with two decimal places, such as ratios.
    Ratio,
    /// Other numbers.
    Number,
    /// Dates in ISO 8601.
    Date,
}

/// The significant digits of a number that a spreadsheet shows.
const SIGNIFICANT: usize = 15;

/// The types of the columns of a file, by the cells of the first MiB. A column is of numbers or dates if each of its cells is one
/// or is empty. A number with a leading zero, or a whole number with more than 15 significant digits, is a code, such as that of
/// a person, and its column is text.
#[must_use]
pub fn column_types(file: &Input<'_>) -> Vec<CellType> {
    let width = file.header().names().len();
    let mut seen = vec![Seen::default(); width];
    file.sample(|row| {
        for (column, seen) in seen.iter_mut().enumerate().filter(|(_, seen)| !seen.is_text) {
            if let Some(cell) = row.value(column) {
                seen.add(&cell);
            }
        }
    });
    seen.into_iter().map(Seen::column_type).collect()
}

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    is_text: bool,
    numbers: bool,
    dates: bool,
}

impl Seen {
    fn add(&mut self, cell: &[u8]) {
        match cell {
            b"" => {}
            number if is_number(number) => self.numbers = true,
            date if is_date(date) => self.dates = true,
            _ => self.is_text = true,
        }
    }

    fn column_type(self) -> CellType {
        match (self.is_text, self.numbers, self.dates) {
            (false, true, false) => CellType::Number,
            (false, false, true) => CellType::Date,
            _ => CellType::Text,
        }
    }
}

/// Whether a text is a number in JSON that a spreadsheet holds exactly, and no code of digits.
pub(in crate::render) fn is_number(text: &[u8]) -> bool {
    let unsigned = text.strip_prefix(b"-").unwrap_or(text);
    let mut parts = unsigned.splitn(2, |byte| *byte == b'.');
    let whole = parts.next().unwrap_or_default();
    let places = parts.next();
    let are_digits = |digits: &[u8]| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    are_digits(whole)
        && (whole.len() == 1 || whole.first() != Some(&b'0'))
        && places.is_none_or(are_digits)
        && std::str::from_utf8(text).is_ok_and(is_exact)
}

/// Whether a spreadsheet, which holds a number as `f64`, holds a number of JSON without changing it: a whole number if it has at
/// most 15 significant digits, because it shows no more of a code; another one also if its text is that of the `f64`.
pub(in crate::render) fn is_exact(number: &str) -> bool {
    if number.len() <= SIGNIFICANT {
        return true;
    }
    let Some(exact) = Significant::of(number) else { return false };
    if exact.digits.len() <= SIGNIFICANT {
        return true;
    }
    let held = || number.parse::<f64>().ok().and_then(|held| Significant::of(&format!("{held:e}")));
    number.contains(['.', 'e', 'E']) && held() == Some(exact)
}

/// A number without its sign.
#[derive(Debug, PartialEq, Eq)]
struct Significant {
    /// The digits without zeros at either end.
    digits: String,
    /// The power of ten of the first of them.
    power: i64,
}

impl Significant {
    fn of(number: &str) -> Option<Self> {
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
        let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{places}");
        let digits = all.trim_start_matches('0');
        let first = i64::try_from(whole.len()).ok()? - 1 - i64::try_from(all.len() - digits.len()).ok()?;
        let power = if digits.is_empty() { 0 } else { exponent.parse::<i64>().ok()?.checked_add(first)? };
        Some(Significant { digits: digits.trim_end_matches('0').to_owned(), power })
    }
}

/// Whether a text is a day in ISO 8601, such as 2025-01-31, that a spreadsheet holds.
pub(in crate::render) fn is_date(text: &[u8]) -> bool {
    date(text).is_some()
}

/// The day of a text in ISO 8601.
pub(in crate::render) fn date(text: &[u8]) -> Option<Date> {
    if text.len() != "2025-01-31".len() || text.get(4) != Some(&b'-') {
        return None;
    }
    let day: Date = std::str::from_utf8(text).ok()?.parse().ok()?;
    (1900..=9999).contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::ReadOptions;

    /// Would catch a code of digits that loses its zeros, and numbers that would be texts.
    #[test]
    fn a_column_is_what_all_of_its_cells_are() {
        let file = "a,b,c,d,e,f,g,h\n1,01,1.50,2025-01-31,12345678901234567890,,x,-0.5\n,2,3,2024-02-29,1,,1,1e5\n";
        let input = Input::open(file.as_bytes(), &ReadOptions::default()).unwrap();
        use CellType::{Date, Number, Text};
        assert_eq!(column_types(&input), [Number, Text, Number, Date, Text, Text, Text, Text]);
    }

    /// Would catch a fraction that becomes a text for its zeros, and a code whose last digits a spreadsheet shows as zeros.
    #[test]
    fn numbers_are_exact_by_their_significant_digits() {
        for number in [
            "0.333333333333333",
            "-0.000000000000123456789012345",
            "0.30000000000000004",
            "1234567890123450000",
            "100000.000000000000000",
            "0.1428571428571428571e1",
            "1.2345678901234567e+50",
        ] {
            let is_of_digits = !number.contains('e');
            assert_eq!(is_exact(number), number != "0.1428571428571428571e1", "{number}");
            assert_eq!(is_number(number.as_bytes()), is_of_digits, "{number}");
        }
        for number in ["1234567890123456", "12345678901234567890", "0.12345678901234567890", "9007199254740993.5"] {
            assert!(!is_exact(number) && !is_number(number.as_bytes()), "{number}");
        }
    }
}
