//! Why a pay text cannot be read.

/// Why a text states no reliable pay.
///
/// Payrolls are private, so no message holds the text or a part of it. A caller names the row and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unreadable {
    /// A word or sign that is not about pay.
    #[error("the pay has a word or sign in it that is not about pay")]
    UnknownWord,
    /// A text far longer than any pay.
    #[error("the text is too long to be a pay")]
    TooLong,
    /// Words without a number.
    #[error("the pay has no amount in it")]
    NoAmount,
    /// Digits in no known grouping, or with a zero first as in dates and ids.
    #[error("the pay has a number in it that is not written like an amount")]
    MalformedNumber,
    /// A dot or comma before three digits that could be a decimal mark or could group thousands.
    #[error("the dot or comma in the pay may be a decimal mark or may group thousands")]
    AmbiguousNumber,
    /// A number in scientific notation, as spreadsheets shorten it: `5.2E+04`.
    #[error("the pay is in scientific notation, which may have lost digits")]
    Exponent,
    /// An amount larger than any pay, in any currency.
    #[error("the pay has too many digits to be a pay")]
    TooLarge,
    /// A negative amount, by its sign or in an accountant's parentheses.
    #[error("the pay is negative")]
    Negative,
    /// Zero, which is no pay and does not mean unknown pay.
    #[error("the pay, or an end of its range, is zero")]
    Zero,
    /// More than one amount, or more than one range.
    #[error("the pay has more amounts in it than one range")]
    TooManyAmounts,
    /// A range whose high end is below its low end, often because a unit is missing.
    #[error("the high end of the pay is below its low end")]
    HighBelowLow,
    /// Two currencies.
    #[error("the pay names two currencies")]
    TwoCurrencies,
    /// The sign `kr`, where neither the default nor the country is one of its currencies.
    #[error("kr may be SEK, NOK, DKK or ISK")]
    AmbiguousSign,
    /// A word that may name a currency ("won"), or be something else.
    #[error("the currency of the pay is not clear")]
    UnclearCurrency,
    /// Two spans of time.
    #[error("the pay is for two different spans of time")]
    TwoPeriods,
    /// An amount that may be for one of two spans of time: a large one in 万 beside a number of months, or one before 每天.
    #[error("the span of time that the pay is for is not clear")]
    UnclearPeriod,
    /// A number of months paid a year that is not from 12 to 24.
    #[error("the number of months paid a year is not one number from 12 to 24")]
    Months,
    /// Parts that exclude each other, such as months paid a year beside pay by the hour, or "up to" beside a range.
    #[error("the pay says two things that exclude each other")]
    Contradictory,
    /// A range without its high end, or a slash without a span of time.
    #[error("the pay breaks off, or has a word without what belongs to it")]
    Incomplete,
    /// Pay after tax, which cannot be compared with pay before tax.
    #[error("the pay is after tax, and the market's is before tax")]
    AfterTax,
    /// Pay that is or includes a bonus, a commission or on-target earnings.
    #[error("the pay is or includes variable pay, and the market's is base")]
    Variable,
    /// Pay for a part of full time, by its words, where the amount depends on the share.
    #[error("the pay is for part time, and the market's is for full time")]
    PartTime,
}

impl Unreadable {
    /// Whether words around the amount may be the reason.
    pub(super) fn may_be_a_remark(self) -> bool {
        use Unreadable::{AfterTax, AmbiguousNumber, HighBelowLow, TooLarge, TooLong, Zero};
        !matches!(self, AfterTax | AmbiguousNumber | HighBelowLow | TooLarge | TooLong | Zero)
    }

    /// How to write the pay instead.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Unreadable::UnknownWord | Unreadable::TooLong | Unreadable::NoAmount | Unreadable::TooManyAmounts => {
                "write one amount or one range with its currency and span of time, like USD 90000/year or 15-30K·14薪"
            }
            Unreadable::MalformedNumber => "write the number plainly, like 52000 or 52,000.00",
            Unreadable::AmbiguousNumber => "write the number without grouping, like 60000 or 60.50",
            Unreadable::Exponent => "format the column as a number and export it again, so that it reads like 52000",
            Unreadable::TooLarge => "write less than a trillion, like 52000",
            Unreadable::Negative => "write the pay without a minus sign or parentheses, like 52000",
            Unreadable::Zero => "leave it blank where the pay is not known, or write an open end, like up to 20k",
            Unreadable::HighBelowLow => "write the lower end first, each end with its unit, like 8千-1.2万",
            Unreadable::TwoCurrencies => "write the pay in one currency, like USD 90000",
            Unreadable::AmbiguousSign | Unreadable::UnclearCurrency => {
                "write the code of the currency, like SEK or INR, or give the file's currency"
            }
            Unreadable::TwoPeriods => "write one span of time, like 35k/month",
            Unreadable::UnclearPeriod => "write the span of time, like 30万/年 or 3万/月",
            Unreadable::Months => "write the months paid a year after monthly pay, like 35k/month x14",
            Unreadable::Contradictory => "write one amount or range and what it is for, like 15-30K·14薪 or up to 20k",
            Unreadable::Incomplete => "write ranges and spans of time in full, like 15k-20k/month",
            Unreadable::AfterTax => "write the pay before tax",
            Unreadable::PartTime => "write the pay for full time",
            Unreadable::Variable => {
                "write the base salary alone, like USD 90000/year, or with its bonus as USD 90000 base + bonus"
            }
        }
    }
}
