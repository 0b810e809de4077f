//! Decimal digits of a cell.

/// A number as decimal digits, of which a spreadsheet holds fifteen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Digits {
    is_negative: bool,
    /// The digits without zeros at either end.
    digits: String,
    /// The number of digits before the point; negative where zeros follow the point.
    point: i32,
    value: f64,
}

/// The significant digits of a spreadsheet.
const SIGNIFICANT: usize = 15;

/// The most digits that are written with zeros instead of a power of ten.
const MAX_ZEROS: i32 = 40;

impl Digits {
    /// Reads a number as XML holds it; `None` for another text.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let value: f64 = text.trim().parse().ok().filter(|value: &f64| value.is_finite())?;
        // Rounded to fifteen digits, as spreadsheets do: 0.30000000000000004 is 0.3.
        let scientific = format!("{:.*e}", SIGNIFICANT - 1, value.abs());
        let (mantissa, exponent) = scientific.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_end_matches('0').to_owned();
        let is_zero = digits.is_empty();
        Some(Digits { is_negative: value < 0.0, digits, point: if is_zero { 1 } else { exponent + 1 }, value })
    }

    pub(super) fn is_negative(&self) -> bool {
        self.is_negative
    }

    pub(super) fn value(&self) -> f64 {
        self.value
    }

    /// Appends the number with its sign, without superfluous zeros.
    pub(super) fn push(&self, into: &mut String) {
        if self.is_negative {
            into.push('-');
        }
        self.push_with(0, (1, 0), false, into);
    }

    /// Appends the number without its sign, multiplied by a power of ten, with at least so many digits before and after the point.
    pub(super) fn push_with(&self, power: i32, least: (usize, usize), is_grouped: bool, into: &mut String) {
        let point = self.point + power;
        let length = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        if !(-MAX_ZEROS..=MAX_ZEROS).contains(&point) {
            into.push_str(&format!("{:e}", self.value.abs() * 10_f64.powi(power)));
            return;
        }
        let at = |place: i32| {
            usize::try_from(place)
                .ok()
                .filter(|_| place < length)
                .and_then(|at| self.digits.as_bytes().get(at))
                .map_or('0', |digit| char::from(*digit))
        };
        let whole = point.max(i32::try_from(least.0).unwrap_or(0)).max(1);
        for place in (point - whole)..point {
            into.push(at(place));
            let left = point - place - 1;
            if is_grouped && left > 0 && left % 3 == 0 {
                into.push(',');
            }
        }
        let places = (length - point).max(i32::try_from(least.1).unwrap_or(0));
        if places > 0 {
            into.push('.');
            (point..point + places).for_each(|place| into.push(at(place)));
        }
    }
}
