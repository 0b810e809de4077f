//! Percentages as people type them on a command line.

use std::str::FromStr;

use super::interval::Interval;
use super::overflow::Overflow;
use rust_decimal::Decimal;

/// A percentage or a range of percentages, in percentage points: `25%` or `20-30%`.
///
/// ```
/// use payband::money::{Decimal, PercentRange};
///
/// let range: PercentRange = "20-30%".parse()?;
/// assert_eq!((range.low, range.high), (Decimal::from(20), Decimal::from(30)));
/// # Ok::<(), payband::money::UnreadablePercent>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PercentRange {
    /// The lower end, in percentage points.
    pub low: Decimal,
    /// The higher end, in percentage points; the same as `low` for a single percentage.
    pub high: Decimal,
}

/// A text that is not a percentage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadablePercent {
    /// A text that is not of the form `N%` or `N-M%`.
    #[error("\"{0}\" is not a percentage like 25% or 20-30%")]
    NotAPercentage(String),
    /// A fall of 100 % or more, which leaves nothing to price.
    #[error("\"{0}\" takes away all of the pay: a percentage must be above -100%")]
    NothingLeft(String),
    /// A percentage above 1000 %.
    #[error("\"{0}\" is too large: a percentage must be at most 1000%")]
    TooLarge(String),
}

impl PercentRange {
    /// The factor `1 + p`.
    ///
    /// # Errors
    /// [`Overflow`] when a sum cannot be held.
    pub fn factor(&self) -> Result<Interval, Overflow> {
        Interval::premium(self.low, self.high)
    }

    /// The share `p` itself: 15 % is 0.15.
    ///
    /// # Errors
    /// [`Overflow`] when a quotient cannot be held.
    pub fn share(&self) -> Result<Interval, Overflow> {
        Interval::between(self.low, self.high)?.divided_by(Decimal::ONE_HUNDRED)
    }
}

impl FromStr for PercentRange {
    type Err = UnreadablePercent;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || UnreadablePercent::NotAPercentage(text.to_owned());
        let number = |part: &str| -> Result<Decimal, UnreadablePercent> {
            let part = part.trim();
            let part = part.strip_suffix(['%', '％']).unwrap_or(part).trim_end();
            part.parse::<Decimal>().map_err(|_| bad())
        };
        let text_trimmed = text.trim();
        // A dash at the start of the text is a minus sign, not that of a range.
        let dash = text_trimmed
            .char_indices()
            .skip(1)
            .find(|(at, sign)| {
                matches!(sign, '-' | '–' | '—' | '~' | '～' | '…')
                    && text_trimmed.get(..*at).is_some_and(|before| !before.trim().is_empty())
            })
            .map(|(at, sign)| (at, at + sign.len_utf8()));
        let (one, other) = match dash {
            Some((start, end)) => {
                let (Some(before), Some(after)) = (text_trimmed.get(..start), text_trimmed.get(end..)) else {
                    return Err(bad());
                };
                (number(before)?, number(after)?)
            }
            None => {
                let single = number(text_trimmed)?;
                (single, single)
            }
        };
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        if low <= -Decimal::ONE_HUNDRED {
            return Err(UnreadablePercent::NothingLeft(text.to_owned()));
        }
        if high > Decimal::ONE_THOUSAND {
            return Err(UnreadablePercent::TooLarge(text.to_owned()));
        }
        Ok(PercentRange { low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (text, low, high) in [
            ("25%", 25, 25),
            ("25", 25, 25),
            (" 20-30% ", 20, 30),
            ("20%-30%", 20, 30),
            ("20 – 30 %", 20, 30),
            ("30~20％", 20, 30),
            ("-5%", -5, -5),
            ("-5-10%", -5, 10),
            ("-10--5%", -10, -5),
        ] {
            let range: PercentRange = text.parse().unwrap();
            assert_eq!((range.low, range.high), (low.into(), high.into()), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_percentage() {
        for text in ["", "%", "-", "abc", "10%%", "1-2-3", "10-", "10..20", "NaN", "1e400"] {
            assert!(matches!(text.parse::<PercentRange>(), Err(UnreadablePercent::NotAPercentage(_))), "{text}");
        }
        assert!(matches!("-100%".parse::<PercentRange>(), Err(UnreadablePercent::NothingLeft(_))));
        assert!(matches!("1001%".parse::<PercentRange>(), Err(UnreadablePercent::TooLarge(_))));
    }
}
