//! What a pay text means where it does not say.

use super::period::PayPeriod;
use crate::money::Currency;

/// The meaning of a number whose text does not state it: `52000` alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defaults {
    /// The currency of a text that names none. It also decides signs that several currencies share (`$`, `¥`, `kr`).
    pub currency: Currency,
    /// The span of time of a text that names none.
    pub period: PayPeriod,
    /// The unit of amounts that have none, as the header of a column may state it: `Salary (k)`, 万元. An amount of 1,000 or
    /// more beside a currency or span of time of its own is written in full and does not take it.
    pub scale: Scale,
    /// Whether currency and period were decided for the whole column of the text. They then hold against its notation too:
    /// `30k以上` and `3,00,000` are in `currency`, and `20-30万·14薪` is for `period`. Otherwise Chinese notation without a
    /// currency means CNY, Indian grouping means INR, and `20-30万·14薪` is refused. What a text names (`元`, `/月`) always
    /// holds.
    pub decided: bool,
    /// Whether the currency is stated for the column or the row of the text. It then holds against 万, `w`, 千, 14薪, lakh and
    /// crore too. Otherwise these mean CNY and INR, unless `currency` is another one that is counted so.
    pub stated_currency: bool,
    /// The currency of the country of the row. It decides signs and units that several currencies share (`$`, `kr`, lakh, 万),
    /// unless the stated currency does.
    pub country_currency: Option<Currency>,
}

impl Defaults {
    /// A currency and a span of time, amounts in ones, nothing decided against the notation of a text.
    #[must_use]
    pub fn new(currency: Currency, period: PayPeriod) -> Self {
        Defaults {
            currency,
            period,
            scale: Scale::Ones,
            decided: false,
            stated_currency: false,
            country_currency: None,
        }
    }

    /// The currency of this text among those that share a sign or unit: the stated one, that of the country, or the default.
    pub(super) fn shared_currency(&self, is_shared_by: impl Fn(Currency) -> bool) -> Option<Currency> {
        let stated = Some(self.currency).filter(|_| self.stated_currency);
        let all = [stated, self.country_currency, Some(self.currency)];
        all.into_iter().flatten().find(|currency| is_shared_by(*currency))
    }
}

/// The unit of amounts whose text has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Scale {
    /// As they stand.
    #[default]
    Ones,
    /// Thousands: k, 千.
    Thousands,
    /// Ten thousands: 万.
    TenThousands,
    /// Hundred thousands: lakh.
    Lakhs,
    /// Millions.
    Millions,
}

impl Scale {
    /// The power of ten that an amount is multiplied by.
    #[must_use]
    pub fn power(self) -> u32 {
        match self {
            Scale::Ones => 0,
            Scale::Thousands => 3,
            Scale::TenThousands => 4,
            Scale::Lakhs => 5,
            Scale::Millions => 6,
        }
    }
}
