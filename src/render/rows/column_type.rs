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

/// The most digits of a number that a spreadsheet, and most readers of JSON, hold exactly.
const MAX_DIGITS: usize = 15;

/// The types of the columns of a file, by the cells of the first MiB. A column is of numbers or dates if each of its cells is one or is
/// empty. A number with a leading zero or with more than 15 digits is a code, such as that of a person, and its column is text.
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
        && whole.len() + places.map_or(0, <[u8]>::len) <= MAX_DIGITS
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
}
