//! A candidate's pay against the market: ratio, gap, range penetration, position and uplift.

use super::error::PricingError;
use super::exchange::{Conversion, Exchange};
use super::percentiles::{MissingEnds, Reached};
use super::quote::Quote;
use crate::money::{Decimal, Interval, Overflow};
use crate::pay::AnnualPay;

/// The position of pay against a market range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Below the low end.
    Below,
    /// Within the range, ends included.
    Within,
    /// Above the high end.
    Above,
    /// Not known: the end of the range on the side of the pay is not published.
    Unknown,
}

impl Position {
    /// The position of pay against a range in the same unit.
    #[must_use]
    pub fn of(pay: Decimal, range: &Interval) -> Self {
        if pay < range.low {
            Position::Below
        } else if pay > range.high {
            Position::Above
        } else {
            Position::Within
        }
    }

    /// The position of pay against a range of which an end may be missing. The mid stands for it.
    #[must_use]
    pub fn against(pay: Decimal, range: &Interval, missing: MissingEnds) -> Self {
        Position::of(pay, range).with_missing(missing)
    }

    /// The position where ends of the range may be missing, for which the mid stands.
    #[must_use]
    pub fn with_missing(self, missing: MissingEnds) -> Self {
        match self {
            Position::Below if missing.low => Position::Unknown,
            Position::Above if missing.high => Position::Unknown,
            position => position,
        }
    }

    /// The word in data; empty where the position is not known.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Position::Below => "below",
            Position::Within => "within",
            Position::Above => "above",
            Position::Unknown => "",
        }
    }

    /// The word in data; `None` where the position is not known.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        Some(self.as_str()).filter(|word| !word.is_empty())
    }
}

/// An offer or a salary against the market's base, in the quote's currency and period.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The pay: the midpoint of a range.
    pub salary: Decimal,
    /// Pay ÷ market mid.
    pub market_ratio: Decimal,
    /// Pay − market mid.
    pub gap: Decimal,
    /// `(pay − low) ÷ (high − low)`; `None` when low = high, or an end is not published.
    pub range_penetration: Option<Decimal>,
    /// Below, within or above.
    pub position: Position,
    /// The percentile that the pay reaches, where percentiles are published.
    pub reached: Option<Reached>,
    /// Pay ÷ market mid in the other reading of the median, where there is one.
    pub other_market_ratio: Option<Decimal>,
    /// The conversions into the quote's currency; empty when the pay was in that currency.
    pub converted: Vec<Conversion>,
}

/// The gain of a candidate: market base ÷ present pay − 1, at each point of the range.
#[derive(Debug, Clone)]
pub struct Uplift {
    /// The present pay, in the quote's currency and period.
    pub current: Decimal,
    /// The gains as fractions: 0.1 is 10 %.
    pub uplift: Interval,
    /// The conversions into the quote's currency; empty when the pay was in that currency.
    pub converted: Vec<Conversion>,
}

/// The midpoint of annual pay in a quote's currency and period; `None` when the pay is open-ended.
fn in_unit_of(
    quote: &Quote,
    pay: &AnnualPay,
    exchange: &Exchange<'_>,
) -> Result<Option<(Decimal, Vec<Conversion>)>, PricingError> {
    let Some(midpoint) = pay.midpoint() else { return Ok(None) };
    let (amount, converted) = exchange.convert(midpoint, pay.currency, quote.currency)?;
    Ok(Some((amount.checked_div(quote.periods_a_year()).ok_or(Overflow)?, converted)))
}

impl Offer {
    /// Compares pay with a quote; `None` when the pay is open-ended and has no midpoint to compare.
    ///
    /// # Errors
    /// [`PricingError::NoRate`] when the currencies differ and there is no rate; [`PricingError::Overflow`].
    pub fn against(quote: &Quote, pay: &AnnualPay, exchange: &Exchange<'_>) -> Result<Option<Self>, PricingError> {
        let Some((salary, converted)) = in_unit_of(quote, pay, exchange)? else { return Ok(None) };
        let Interval { low, mid, high } = quote.base;
        let width = high.checked_sub(low).ok_or(Overflow)?;
        let into = salary.checked_sub(low).ok_or(Overflow)?;
        Ok(Some(Offer {
            salary,
            market_ratio: salary.checked_div(mid).ok_or(Overflow)?,
            gap: salary.checked_sub(mid).ok_or(Overflow)?,
            range_penetration: (!width.is_zero() && !quote.missing.any()).then(|| into.checked_div(width)).flatten(),
            position: Position::against(salary, &quote.base, quote.missing),
            reached: quote.percentiles.as_ref().map(|percentiles| percentiles.reached(salary)),
            other_market_ratio: quote.other.and_then(|other| salary.checked_div(other.base.mid)),
            converted,
        }))
    }
}

impl Uplift {
    /// The gain from present pay to a quote's base; `None` when the pay is open-ended.
    ///
    /// # Errors
    /// As for [`Offer::against`].
    pub fn from(quote: &Quote, pay: &AnnualPay, exchange: &Exchange<'_>) -> Result<Option<Self>, PricingError> {
        let Some((current, converted)) = in_unit_of(quote, pay, exchange)? else { return Ok(None) };
        let uplift = quote.base.map(|amount| {
            amount.checked_div(current).and_then(|ratio| ratio.checked_sub(Decimal::ONE)).ok_or(Overflow)
        })?;
        Ok(Some(Uplift { current, uplift, converted }))
    }
}
