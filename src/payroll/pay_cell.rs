//! The pay cell of a row: what it says, and what that is in the unit of the market range.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::status::Status;
use crate::chunk::Chunk;
use crate::money::{Currency, Decimal};
use crate::pay::{Assumption, Conventions, Defaults, Pay, Reading, read};

/// What a pay cell says.
#[derive(Debug, Clone, Copy)]
pub(super) enum PayCell {
    /// A bare whole number, for the default period, in this currency.
    Whole(u64, Currency),
    /// A pay with a middle, and what it comes to a year, in its own currency.
    Stated { pay: Pay, annual: Decimal },
    /// A pay with one end.
    Open(Pay),
    /// Nothing that can be compared, and why.
    Nothing(Status),
}

impl PayCell {
    /// Whether it is a bare number, of which the file does not say what it is.
    pub(super) fn is_bare(&self) -> bool {
        match self {
            PayCell::Whole(..) => true,
            PayCell::Stated { pay, .. } => {
                let assumed = |what| pay.assumed.iter().any(|assumed| assumed == what);
                assumed(Assumption::Currency) && assumed(Assumption::Period)
            }
            _ => false,
        }
    }

    /// Whether the currency of the pay stands in the cell itself, or no pay does.
    pub(super) fn names_its_currency(&self) -> bool {
        match self {
            PayCell::Whole(..) => false,
            PayCell::Stated { pay, .. } | PayCell::Open(pay) => {
                !pay.assumed.iter().any(|assumed| assumed == Assumption::Currency)
            }
            PayCell::Nothing(_) => true,
        }
    }
}

/// Longest number that is read as one; longer ones take the long way.
const DIGITS: usize = 10;

/// The whole number that a cell of up to eight digits is, as [`whole`] reads it: all digits at once.
#[inline(always)]
pub(super) fn whole_in(window: &Chunk, length: usize) -> Option<u64> {
    const ZEROS: u64 = u64::from_le_bytes(*b"00000000");
    const ABOVE_NINE: u64 = u64::from_le_bytes([0x76; 8]);
    const HIGH_BITS: u64 = u64::from_le_bytes([0x80; 8]);
    if length == 0 || length > 8 {
        return None;
    }
    let word = u64::from_le_bytes(*window.first_chunk()?);
    // Digits at the end, nothing before them.
    let digits = (word ^ ZEROS) << (64 - 8 * length);
    let wrong = (digits.wrapping_add(ABOVE_NINE) | digits) & HIGH_BITS;
    if wrong != 0 || window.first() == Some(&b'0') {
        return None;
    }
    let pairs = (digits.wrapping_mul(10 * 256 + 1) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100 * 65_536 + 1) >> 16) & 0x0000_ffff_0000_ffff;
    Some(fours.wrapping_mul((10_000 << 32) + 1) >> 32)
}

/// The whole number that a cell is, without a sign, a leading zero, or anything else.
#[inline]
pub(super) fn whole(cell: &[u8]) -> Option<u64> {
    if cell.len() > DIGITS {
        return None;
    }
    let (first, _) = cell.split_first()?;
    if !matches!(first, b'1'..=b'9') {
        return None;
    }
    let mut number = 0_u64;
    for byte in cell {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(number)
}

/// Bytes of texts that are remembered; then all are forgotten.
const REMEMBERED: usize = 256 << 10;

/// Texts that have been read.
type KnownTexts = HashMap<Box<[u8]>, PayCell, RandomState>;

/// Reads pay cells, each distinct text once for as long as there is room.
#[derive(Debug)]
pub(super) struct PayReader {
    /// For each currency of bare numbers.
    known: Vec<(Currency, KnownTexts)>,
    held: usize,
    defaults: Defaults,
    conventions: Conventions,
    /// What the header counts bare numbers in: 万, 千, k.
    counted_in: Option<&'static str>,
}

impl PayReader {
    pub(super) fn new(defaults: Defaults, conventions: Conventions, counted_in: Option<&'static str>) -> Self {
        PayReader { known: Vec::new(), held: 0, defaults, conventions, counted_in }
    }

    /// What a cell says, where a bare number is in `currency`.
    pub(super) fn read(&mut self, cell: &[u8], currency: Currency) -> PayCell {
        if cell.is_empty() {
            return PayCell::Nothing(Status::PayNotStated);
        }
        let known = self.known.iter().find(|(other, _)| *other == currency).and_then(|(_, known)| known.get(cell));
        if let Some(known) = known {
            return *known;
        }
        let found = self.understood(&String::from_utf8_lossy(cell), currency);
        if self.held > REMEMBERED {
            self.known.clear();
            self.held = 0;
        }
        self.held += cell.len() + size_of::<PayCell>() + size_of::<usize>() * 4;
        match self.known.iter_mut().find(|(other, _)| *other == currency) {
            Some((_, known)) => {
                known.insert(cell.into(), found);
            }
            None => {
                let first = (Box::from(cell), found);
                self.known.push((currency, HashMap::from_iter([first])));
            }
        }
        found
    }

    fn understood(&self, text: &str, currency: Currency) -> PayCell {
        let is_number = |text: &str| text.chars().all(|letter| letter.is_ascii_digit() || " .,-–~～—".contains(letter));
        let counted =
            self.counted_in.filter(|_| is_number(text) && text.contains(|letter: char| letter.is_ascii_digit()));
        let text = counted.map_or(Cow::Borrowed(text), |unit| Cow::Owned(format!("{}{unit}", text.trim_end())));
        match read(&text, &Defaults { currency, ..self.defaults }) {
            Ok(Reading::NotStated) => PayCell::Nothing(Status::PayNotStated),
            Ok(Reading::Stated(pay)) => match pay.annual(&self.conventions) {
                Ok(annual) => annual.midpoint().map_or(PayCell::Open(pay), |annual| PayCell::Stated { pay, annual }),
                Err(_) => PayCell::Nothing(Status::UnreadablePay),
            },
            Err(_) => PayCell::Nothing(Status::UnreadablePay),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pay::{PayElement, PayPeriod};
    use proptest::prelude::*;

    fn reader() -> PayReader {
        let defaults = Defaults::new("USD".parse().unwrap(), PayPeriod::Year);
        let conventions = Conventions {
            element: PayElement::Base,
            months_per_year: Decimal::from(12),
            paid_weeks_per_year: Decimal::from(52),
            paid_days_per_month: Decimal::new(2175, 2),
            paid_hours_per_day: Decimal::from(8),
        };
        PayReader::new(defaults, conventions, None)
    }

    proptest! {
        #[test]
        fn all_digits_at_once_are_the_digits_one_by_one(text in "[0-9]{0,10}|[ -:]{0,9}", behind in any::<[u8; 64]>()) {
            let mut window = behind;
            window.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
            let expected = whole(text.as_bytes()).filter(|_| text.len() <= 8);
            prop_assert_eq!(whole_in(&window, text.len()), expected);
        }

        #[test]
        fn a_whole_number_is_what_the_long_way_reads(text in "[0-9]{1,12}|[0-9+,.k -]{0,8}") {
            if let Some(number) = whole(text.as_bytes()) {
                let found = reader().read(text.as_bytes(), "USD".parse().unwrap());
                let PayCell::Stated { annual, .. } = found else { panic!("{text} is {found:?}") };
                prop_assert_eq!(annual, Decimal::from(number));
            }
        }
    }

    #[test]
    fn bare_numbers_are_counted_in_what_the_header_says() {
        let reader = PayReader { counted_in: Some("万"), ..reader() };
        let year = |text: &str| match reader.understood(text, "CNY".parse().unwrap()) {
            PayCell::Stated { annual, .. } => annual.normalize().to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(
            ["90", "20-30", "9.5", "95万", "900000元"].map(year),
            ["900000", "250000", "95000", "950000", "900000"]
        );
    }

    #[test]
    fn what_is_forgotten_is_read_again() {
        let mut reader = reader();
        let usd = "USD".parse().unwrap();
        for number in 0..20_000 {
            let text = format!("${number},5{:02}", number % 100);
            reader.read(text.as_bytes(), usd);
            assert!(reader.held <= REMEMBERED + 1000);
        }
        assert!(matches!(reader.read(b"15k", usd), PayCell::Stated { annual, .. } if annual == Decimal::from(15_000)));
    }
}
