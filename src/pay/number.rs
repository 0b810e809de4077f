//! Numbers: digits, their grouping, and marks that may be decimal marks.

use super::annual::is_number_of_months_paid;
use super::unreadable::Unreadable;
use crate::money::Decimal;

/// The most digits of one number: a decimal holds 28.
const MAX_DIGITS: u32 = 28;
/// The most groups of digits of one number.
const MAX_GROUPS: usize = 10;

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// The value; where the mark is ambiguous, the value with groups of thousands.
    pub(super) value: Decimal,
    pub(super) mark: AmbiguousMark,
    /// Whether its digits are grouped as in India, `12,34,567`.
    pub(super) indian: bool,
}

/// The ambiguous mark of a number: its only one, before exactly three digits, which may group thousands or mark decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AmbiguousMark {
    Absent,
    Dot,
    Comma,
}

impl Number {
    /// A number without an ambiguous mark.
    fn clear(value: Decimal) -> Self {
        Number { value, mark: AmbiguousMark::Absent, indian: false }
    }

    /// A whole number without a mark.
    pub(super) fn whole(number: u8) -> Self {
        Number::clear(Decimal::from(number))
    }

    /// Whether the number can be one of months paid a year.
    pub(super) fn may_be_months_paid(self) -> bool {
        self.mark == AmbiguousMark::Absent && is_number_of_months_paid(self.value)
    }

    /// The number with the power of ten after it, `e+05`, and the length of that in bytes.
    ///
    /// Only whole numbers may have one: programs write 100000 as 1e+05, while a spreadsheet shows 52345 as 5.2E+04.
    pub(super) fn with_exponent(self, after: &[u8]) -> Result<(Self, usize), Unreadable> {
        let Some((b'e', exponent)) = after.split_first() else { return Ok((self, 0)) };
        let signed = usize::from(matches!(exponent.first(), Some(b'+' | b'-')));
        let digits = exponent.iter().skip(signed).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return Ok((self, 0));
        }
        if self.mark != AmbiguousMark::Absent || self.value.scale() > 0 || exponent.first() == Some(&b'-') {
            return Err(Unreadable::Exponent);
        }
        let power = exponent
            .iter()
            .skip(signed)
            .take(digits)
            .fold(0_u32, |power, digit| power.saturating_mul(10).saturating_add(u32::from(digit - b'0')));
        Ok((Number::clear(times_ten_to(self.value, power)?), 1 + signed + digits))
    }

    /// The sum of `self` in a unit and a single digit in a unit that is smaller by powers of ten: 1万5, 1万5千.
    pub(super) fn and_then(self, smaller: Number, powers: u32) -> Option<Self> {
        let whole = |number: &Number| number.value.scale() == 0 && number.mark == AmbiguousMark::Absent;
        let digit = Decimal::ONE <= smaller.value && smaller.value < Decimal::TEN;
        let fits = whole(&self) && whole(&smaller) && digit && powers > 0;
        let part = Decimal::try_from_i128_with_scale(smaller.value.mantissa(), powers).ok()?;
        let value = self.value.checked_add(part)?;
        fits.then_some(Number::clear(value))
    }

    /// The same number, with an ambiguous mark taken as a decimal mark.
    pub(super) fn with_decimal_mark(self) -> Self {
        let value = match self.mark {
            AmbiguousMark::Absent => Some(self.value),
            AmbiguousMark::Dot | AmbiguousMark::Comma => {
                Decimal::try_from_i128_with_scale(self.value.mantissa(), 3).ok()
            }
        };
        Number::clear(value.unwrap_or(self.value))
    }
}

/// A value times a power of ten. The decimal point moves, so that no digit is added while there are decimals.
pub(super) fn times_ten_to(value: Decimal, power: u32) -> Result<Decimal, Unreadable> {
    let Some(scale) = value.scale().checked_sub(power) else {
        let factor = 10_u64.checked_pow(power - value.scale()).map(Decimal::from);
        let whole = Decimal::try_from_i128_with_scale(value.mantissa(), 0).ok();
        return factor.zip(whole).and_then(|(factor, whole)| whole.checked_mul(factor)).ok_or(Unreadable::TooLarge);
    };
    Decimal::try_from_i128_with_scale(value.mantissa(), scale).map_err(|_| Unreadable::TooLarge)
}

/// Reads the number that `text` begins with; returns its length in bytes as well.
///
/// `text` begins with a digit. A blank continues the number only before exactly three digits.
pub(super) fn number(text: &[u8]) -> Result<(Number, usize), Unreadable> {
    let at = |index: usize| text.get(index).copied().unwrap_or(0);
    let mut groups = Groups::default();
    let mut index = 0;
    loop {
        let start = index;
        while at(index).is_ascii_digit() {
            groups.digit(at(index))?;
            index += 1;
        }
        // A group longer than a byte can count has been refused already.
        groups.close(u8::try_from(index - start).unwrap_or(u8::MAX))?;
        match at(index) {
            // In 15000，13薪 the comma separates two numbers.
            b',' if text.get(index + 3..).is_some_and(|after| after.starts_with("薪".as_bytes())) => {
                return Ok((groups.number()?, index));
            }
            mark @ (b',' | b'.' | b'\'') if at(index + 1).is_ascii_digit() => groups.mark = mark,
            b' ' if groups.may_continue_after_blank()
                && (1..=3).all(|ahead| at(index + ahead).is_ascii_digit())
                && !at(index + 4).is_ascii_digit() =>
            {
                groups.mark = b' ';
            }
            _ => return Ok((groups.number()?, index)),
        }
        index += 1;
    }
}

/// Whether a text begins with a mark that leaves out the first digit of a number: `.5M`. A number of months (`25k.13薪`)
/// may stand after such a mark, and any number after a word and a comma.
pub(super) fn opens_without_digit(text: &str, after_word: bool) -> bool {
    let Some(digits) = text.strip_prefix(['.', ',', '\'']) else { return false };
    let after_digits = digits.trim_start_matches(|char: char| char.is_ascii_digit());
    let parts = text.starts_with(',') && after_word;
    after_digits.len() < digits.len() && !after_digits.starts_with('薪') && !parts
}

/// The groups of digits read so far.
#[derive(Default)]
struct Groups {
    digits: u128,
    significant: u32,
    leading_zero: bool,
    first: u8,
    /// The mark before each further group, and the group's length.
    rest: [(u8, u8); MAX_GROUPS],
    count: usize,
    /// The mark before the group that is being read; 0 for the first.
    mark: u8,
}

impl Groups {
    fn digit(&mut self, digit: u8) -> Result<(), Unreadable> {
        self.digits = self.digits * 10 + u128::from(digit - b'0');
        self.significant += u32::from(self.digits > 0);
        if self.significant > MAX_DIGITS { Err(Unreadable::TooLarge) } else { Ok(()) }
    }

    fn close(&mut self, length: u8) -> Result<(), Unreadable> {
        if self.mark == 0 {
            self.first = length;
            self.leading_zero = self.digits == 0;
            // Dates, telephone numbers and ids have a zero before other digits.
            let id = length > 1 && self.significant < u32::from(length);
            return if id { Err(Unreadable::MalformedNumber) } else { Ok(()) };
        }
        let slot = self.rest.get_mut(self.count).ok_or(Unreadable::MalformedNumber)?;
        *slot = (self.mark, length);
        self.count += 1;
        Ok(())
    }

    /// Whether a blank may group the next digits: only where all marks before are blanks, as in `1 234 567`.
    fn may_continue_after_blank(&self) -> bool {
        self.first <= 3 && !self.leading_zero && (self.mark == 0 || self.mark == b' ')
    }

    fn number(&self) -> Result<Number, Unreadable> {
        let rest = self.rest.get(..self.count).unwrap_or_default();
        let number = |scale: u8, mark: AmbiguousMark| {
            let digits = i128::try_from(self.digits).map_err(|_| Unreadable::TooLarge)?;
            let value =
                Decimal::try_from_i128_with_scale(digits, u32::from(scale)).map_err(|_| Unreadable::TooLarge)?;
            Ok(Number { value, mark, indian: indian(rest) })
        };
        let clear = |scale: u8| number(scale, AmbiguousMark::Absent);
        match rest {
            [] => clear(0),
            [(mark, 3)] if self.first <= 3 && !self.leading_zero => match mark {
                b'.' => number(0, AmbiguousMark::Dot),
                b',' => number(0, AmbiguousMark::Comma),
                _ => clear(0),
            },
            [(b'.', length)] => clear(*length),
            [(b',', length @ (1 | 2))] => clear(*length),
            [(b',', length @ 3)] if self.leading_zero => clear(*length),
            [body @ .., (mark, length)] => {
                if self.grouped(rest) {
                    clear(0)
                } else if matches!(mark, b'.' | b',') && !body.is_empty() && self.grouped(body) && !same(body, *mark) {
                    clear(*length)
                } else {
                    Err(Unreadable::MalformedNumber)
                }
            }
        }
    }

    /// Whether the groups after the same mark are thousands: `1.234.567`, or as in India, `12,34,567`.
    fn grouped(&self, groups: &[(u8, u8)]) -> bool {
        let Some(((mark, last), before)) = groups.split_last() else { return false };
        let lengths = |length| before.iter().all(|group| group.1 == length);
        let indian = *mark == b',' && self.first <= 2 && lengths(2);
        self.first <= 3 && !self.leading_zero && *last == 3 && same(before, *mark) && (lengths(3) || indian)
    }
}

/// Whether thousands are grouped as in India, with or without decimals after them: `12,34,567.50`.
fn indian(groups: &[(u8, u8)]) -> bool {
    if groups.len() < 2 {
        return false;
    }
    let whole = groups.strip_suffix(&[(b',', 3)]).or_else(|| groups.split_last()?.1.strip_suffix(&[(b',', 3)]));
    whole.is_some_and(|before| !before.is_empty() && before.iter().all(|group| *group == (b',', 2)))
}

/// Whether all groups stand after this mark.
fn same(groups: &[(u8, u8)], mark: u8) -> bool {
    groups.iter().all(|group| group.0 == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_decimals() {
        use AmbiguousMark::{Absent, Comma, Dot};
        for (text, digits, scale, mark, length) in [
            ("52000", 52_000, 0, Absent, 5),
            ("0", 0, 0, Absent, 1),
            ("52,000.00", 5_200_000, 2, Absent, 9),
            ("1.234,5", 12_345, 1, Absent, 7),
            ("1 234,50 x", 123_450, 2, Absent, 8),
            ("1'234'567.5", 12_345_675, 1, Absent, 11),
            ("1.234.567", 1_234_567, 0, Absent, 9),
            ("12,34,567", 1_234_567, 0, Absent, 9),
            ("60.000", 60_000, 0, Dot, 6),
            ("60,000", 60_000, 0, Comma, 6),
            ("60 000", 60_000, 0, Absent, 6),
            ("6000.000", 6_000_000, 3, Absent, 8),
            ("0.125", 125, 3, Absent, 5),
            ("12,5", 125, 1, Absent, 4),
            ("52000.0000", 520_000_000, 4, Absent, 10),
            ("52083.333333333333333333", 52_083_333_333_333_333_333_333, 18, Absent, 24),
            // What does not continue the number is left unread.
            ("15 14", 15, 0, Absent, 2),
            ("15 1400", 15, 0, Absent, 2),
            ("5200 000", 5200, 0, Absent, 4),
            ("15000,13薪", 15_000, 0, Absent, 5),
            ("5.", 5, 0, Absent, 1),
            ("1,234 567", 1234, 0, Comma, 5),
            ("5,", 5, 0, Absent, 1),
        ] {
            let value = Decimal::from_i128_with_scale(digits, scale);
            let indian = text == "12,34,567";
            assert_eq!(number(text.as_bytes()), Ok((Number { value, mark, indian }, length)), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_grouped_like_a_number() {
        for text in [
            "1,2,3",
            "1.2.3",
            "1,23,45",
            "1234,567",
            "1,2345",
            "1,234,56",
            "1.234.56",
            "1,234.567.8",
            "007",
            "05",
            "00",
            "0,123,456",
            "1'23",
            "1.1.1.1.1.1.1.1.1.1.1.1.1",
            "1234,567.8",
        ] {
            assert_eq!(number(text.as_bytes()).map(|found| found.0), Err(Unreadable::MalformedNumber), "{text}");
        }
        assert_eq!(number(&[b'9'; 30]), Err(Unreadable::TooLarge));
        assert_eq!(number(format!("0.{}1", "0".repeat(40)).as_bytes()), Err(Unreadable::TooLarge));
    }

    #[test]
    fn powers_of_ten_eat_decimals_first() {
        let twelve_and_a_half = Decimal::new(125, 1);
        assert_eq!(times_ten_to(twelve_and_a_half, 3), Ok(Decimal::from(12_500)));
        assert_eq!(times_ten_to(twelve_and_a_half, 0), Ok(Decimal::new(125, 1)));
        assert_eq!(times_ten_to(Decimal::MAX, 8), Err(Unreadable::TooLarge));
    }
}
