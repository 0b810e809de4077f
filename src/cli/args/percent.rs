//! A percentage on the command line, kept with its text.

use std::str::FromStr;

use crate::answer::Note;
use crate::money::{Decimal, PercentRange, UnreadablePercent};

/// A percentage, or a range of percentages, with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct PercentArg {
    /// In percentage points.
    pub(in crate::cli) range: PercentRange,
    text: String,
}

impl FromStr for PercentArg {
    type Err = UnreadablePercent;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(PercentArg { range: text.parse()?, text: text.trim().to_owned() })
    }
}

impl PercentArg {
    /// A warning when the text looks like a fraction (0.15 for 15%): below 1, not zero, and without a percent sign.
    pub(super) fn fraction_warning(&self, flag: &str) -> Option<Note> {
        let PercentRange { low, high } = self.range;
        let is_small = low > -Decimal::ONE && high < Decimal::ONE && !(low.is_zero() && high.is_zero());
        if !is_small || self.text.contains(['%', '％']) {
            return None;
        }
        let read = range_text(low, high);
        let hundredfold = range_text(low * Decimal::ONE_HUNDRED, high * Decimal::ONE_HUNDRED);
        Some(Note::warning(format!("{flag} {} is read as {read}; {hundredfold} is written {hundredfold}", self.text)))
    }
}

/// A range as it is written on the command line.
fn range_text(low: Decimal, high: Decimal) -> String {
    let (low, high) = (low.normalize(), high.normalize());
    if low == high { format!("{low}%") } else { format!("{low}-{high}%") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_without_a_percent_sign_gets_a_warning() {
        let said =
            |text: &str| text.parse::<PercentArg>().unwrap().fraction_warning("--retention").map(|note| note.text);
        assert_eq!(said("0.15").unwrap(), "--retention 0.15 is read as 0.15%; 15% is written 15%");
        assert_eq!(said(" 0.1-0.2 ").unwrap(), "--retention 0.1-0.2 is read as 0.1-0.2%; 10-20% is written 10-20%");
        assert_eq!(said("-0.05").unwrap(), "--retention -0.05 is read as -0.05%; -5% is written -5%");
        assert!(said("0-0.2").is_some());
        for text in ["0", "0-0", "15", "1", "1.5", "0.5-3", "0.15%", "0.1%-0.2%", "0.1-0.2％", "-5"] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
