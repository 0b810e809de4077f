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
        if let Some(digits) = Self::of_few(text) {
            return Some(digits);
        }
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

    /// Reads a number of at most fifteen digits without a power of ten, which needs no rounding.
    fn of_few(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, places) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() + places.len() > SIGNIFICANT || !are_digits(whole) || !are_digits(places) {
            return None;
        }
        let mut digits = String::with_capacity(SIGNIFICANT);
        let whole = whole.trim_start_matches('0');
        digits.push_str(whole);
        let zeros = if whole.is_empty() { places.len() - places.trim_start_matches('0').len() } else { 0 };
        digits.push_str(places.get(zeros..)?);
        digits.truncate(digits.trim_end_matches('0').len());
        let point = i32::try_from(whole.len()).ok()? - i32::try_from(zeros).ok()?;
        let value: f64 = text.parse().ok()?;
        let is_zero = digits.is_empty();
        Some(Digits { is_negative: value < 0.0, digits, point: if is_zero { 1 } else { point }, value })
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a digit or a zero that the short way loses.
    #[test]
    fn the_short_way_and_the_long_one_agree() {
        for text in [
            "0",
            "-0",
            "7",
            "10",
            "0.5",
            "0.05",
            "00.050",
            "100.0",
            "123456789012345",
            "-1.25",
            "1000000",
            "0.0",
            "12.",
            "000120",
        ] {
            let short = Digits::of_few(text).unwrap();
            let long = Digits::parse(&format!(
                "{text}{}",
                if text.contains('.') { "0".repeat(20) } else { format!(".{}", "0".repeat(20)) }
            ));
            assert_eq!(Some(short), long, "{text}");
        }
        for text in ["", "-", ".5", "1e5", "1234567890123456", "1_0", " 1", "+1", "1.2.3"] {
            assert_eq!(Digits::of_few(text), None, "{text}");
        }
    }
}
