//! Pay strings: what people write in payrolls and job ads when they mean pay.
//!
//! Owns the one reader of such texts ([`read`]), what it assumes when a text leaves something out ([`Assumed`]), why it
//! refuses ([`Unreadable`]) and what a year of the pay comes to ([`Pay::annual`]). Refuses to convert currencies, to know
//! of files or packs, and to guess: where two readings are plausible the text is unreadable, and what it cannot read is
//! never zero. Pay is private, so no error repeats a text or a digit of it.

mod annual;
mod assumed;
mod lexer;
mod notation;
mod number;
mod pieces;
mod reader;
mod remarks;
mod settle;
mod signs;
mod text;
mod unreadable;
mod vocabulary;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod tests;

pub use annual::{AnnualPay, Conventions, PayElement};
pub use assumed::{Assumed, Assumption};
pub use notation::Notation;
pub use unreadable::Unreadable;

use std::fmt;

use crate::money::{Currency, Decimal, Period};

/// What a number means when its text does not say: `52000` alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defaults {
    /// The currency of a text that names none. It also settles signs that several currencies share (`$`, `¥`, `kr`).
    pub currency: Currency,
    /// The span of time of a text that names none.
    pub period: PayPeriod,
    /// What the amounts of a text without a unit are counted in, as the header of its column may say: `Salary (k)`, 万元.
    /// An amount of 1,000 or more beside a currency or span of time of its own is written in full, whatever this says.
    pub scale: Scale,
    /// Whether currency and period were decided for the whole column of the text. They then hold against its notation too:
    /// `15-30万` is in `currency`, and `20-30万·14薪` for `period`. Otherwise Chinese notation without a currency means CNY,
    /// Indian units mean INR, and `20-30万·14薪` is refused. What a text names (`元`, `/月`) always holds.
    pub decided: bool,
}

impl Defaults {
    /// A currency and a span of time, amounts in ones, nothing decided against the notation of a text.
    #[must_use]
    pub fn new(currency: Currency, period: PayPeriod) -> Self {
        Defaults { currency, period, scale: Scale::Ones, decided: false }
    }
}

/// What amounts without a unit are counted in.
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

/// The span of time that one amount of pay is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PayPeriod {
    /// A year.
    Year,
    /// A quarter of a year.
    Quarter,
    /// A month; a year holds 12 of them or more (`·14薪`).
    Month,
    /// Half a month: pay twice a month, semi-monthly.
    HalfMonth,
    /// Two weeks: pay every other week, biweekly.
    TwoWeeks,
    /// A week.
    Week,
    /// A working day.
    Day,
    /// A working hour.
    Hour,
}

impl PayPeriod {
    /// Every span of time, the longest first.
    pub const ALL: [PayPeriod; 8] = [
        PayPeriod::Year,
        PayPeriod::Quarter,
        PayPeriod::Month,
        PayPeriod::HalfMonth,
        PayPeriod::TwoWeeks,
        PayPeriod::Week,
        PayPeriod::Day,
        PayPeriod::Hour,
    ];

    /// The word used in data columns: `year`, `quarter`, `month`, `half-month`, `two-weeks`, `week`, `day` or `hour`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PayPeriod::Year => "year",
            PayPeriod::Quarter => "quarter",
            PayPeriod::Month => "month",
            PayPeriod::HalfMonth => "half-month",
            PayPeriod::TwoWeeks => "two-weeks",
            PayPeriod::Week => "week",
            PayPeriod::Day => "day",
            PayPeriod::Hour => "hour",
        }
    }
}

impl From<Period> for PayPeriod {
    fn from(period: Period) -> Self {
        match period {
            Period::Year => PayPeriod::Year,
            Period::Month => PayPeriod::Month,
        }
    }
}

/// A stated pay: an amount, a range, or an open end, as its text says it, before any conversion.
///
/// At least one of `low` and `high` is there, both are above zero, and `low ≤ high`. A single amount is both.
///
/// `Display` writes the canonical form (`CNY 15000-30000/month x14`), which [`read`] reads back to the same pay, whatever
/// the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pay {
    /// The low end, in `currency` for one `period`; `None` for "up to 20k".
    pub low: Option<Decimal>,
    /// The high end, in `currency` for one `period`; `None` for "15k以上".
    pub high: Option<Decimal>,
    /// The currency, stated or assumed.
    pub currency: Currency,
    /// What the amount is for, stated or assumed.
    pub period: PayPeriod,
    /// How many months are paid a year, 12 to 24, where the text says so (`x14`, `14薪`). Only with pay by the month, or
    /// by the year, where it says how the year is paid out and changes nothing.
    pub months: Option<Decimal>,
    /// What the text did not say.
    pub assumed: Assumed,
    /// How the text is written, and what it names itself.
    pub notation: Notation,
}

impl Pay {
    /// Whether the text names its currency, by code, sign or word.
    #[must_use]
    pub fn states_currency(&self) -> bool {
        self.notation.names_currency()
    }

    /// Whether the text says what its amount is for, by a word (`/month`) or by the months paid a year (`14薪`).
    #[must_use]
    pub fn states_period(&self) -> bool {
        !self.assumed.contains(Assumption::Period)
    }
}

/// What a text says about pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayText {
    /// A pay.
    Stated(Pay),
    /// That it will not say: blank, `-`, `N/A`, `面议`, `negotiable`, `DOE`.
    NotStated,
}

/// Reads one pay string.
///
/// ```
/// use payband::money::Decimal;
/// use payband::pay::{Assumption, Defaults, PayPeriod, PayText, read};
///
/// let defaults = Defaults::new("USD".parse()?, PayPeriod::Year);
/// let stated = |text| match read(text, &defaults) {
///     Ok(PayText::Stated(pay)) => pay.to_string(),
///     Ok(PayText::NotStated) => "not stated".to_owned(),
///     Err(why) => why.to_string(),
/// };
/// assert_eq!(stated("52000"), "USD 52000/year");
/// assert_eq!(stated("$1,234.50"), "USD 1234.50/year");
/// assert_eq!(stated("¥430,000"), "CNY 430000/year");
/// assert_eq!(stated("CNY 35k"), "CNY 35000/year");
/// assert_eq!(stated("35k/month x14"), "USD 35000/month x14");
/// assert_eq!(stated("15-30K·14薪"), "CNY 15000-30000/month x14");
/// assert_eq!(stated("1-2万/月"), "CNY 10000-20000/month");
/// assert_eq!(stated("6-8千/月"), "CNY 6000-8000/month");
/// assert_eq!(stated("20-30万/年"), "CNY 200000-300000/year");
/// assert_eq!(stated("300元/天"), "CNY 300/day");
/// assert_eq!(stated("15k以上"), "from CNY 15000/year");
/// assert_eq!(stated("面议"), "not stated");
///
/// // A bare number takes the defaults, and says so.
/// let Ok(PayText::Stated(pay)) = read("52000", &defaults) else { unreachable!() };
/// assert_eq!((pay.low, pay.high), (Some(Decimal::from(52_000)), Some(Decimal::from(52_000))));
/// let assumed: Vec<_> = pay.assumed.iter().collect();
/// assert_eq!(assumed, [Assumption::Currency, Assumption::Period]);
/// # Ok::<(), payband::money::UnknownCurrency>(())
/// ```
///
/// # The rules
/// - **Numbers.** Digits may be grouped by commas, dots, blanks or apostrophes, in threes (or as in India, `12,34,567`).
///   Where two marks differ the last is the decimal mark. A comma before exactly three digits groups them, except for pay
///   by the hour or day in a currency whose users write decimal commas (€): that is ambiguous. A dot before exactly three
///   digits (`60.000`) groups them in such a currency for a year, month or week; is a decimal point before a unit
///   (`1.234万`) and in pay by the hour in other currencies (`$17.125/hr`); and is refused everywhere else.
/// - **Exponents.** `1e+05` is 100000; with decimals (`5.2E+04`) digits may be lost, and it is refused.
/// - **Units.** `k`, 千, 万, `w` (万), `m` (million), 百, 亿, lakh (`L`), crore (`Cr`). A unit on the high end of a range counts for both (`1-2万`),
///   unless the low end is a full number (`8000-1.2万`); one on the low end counts for the low end.
/// - **Currency.** A code or a sign. A sign that several share is the default currency where that is one of them; else `$`
///   is USD, `¥` is CNY, `Rs` is INR, and `kr` cannot be read. Digits grouped or counted as in India mean INR, unless the
///   default is another currency that is counted so. Chinese words without a currency mean CNY, unless the default is
///   another currency that is counted in Chinese (HKD, TWD, MOP, SGD; JPY and KRW unless 元 is written).
/// - **Period.** `/month`, `a year`, `p.a.`, 月薪…; `x14` or `14薪` without one mean pay by the month. `20-30万` alone takes
///   the default, and `20-30万·14薪` is refused: it may be either.
/// - **Ends.** "15k+", "from 15k", 以上, 不低于 give a low end only; "up to", 以下, `≤` a high end only.
/// - **Before tax.** Pay after tax (税后, "net") is refused.
/// - **Remarks.** Words that say nothing about the amount are left out: those of `data/language/pay_words.csv` ("full-time",
///   五险一金), and any others where the amount has a currency, a unit or a span of time. So are digits that count time,
///   people or shares (`72小时反馈`, "5+ years", "10% bonus"). A number that may belong to an unknown word beside it
///   ("Band 7", `22000元/台`) makes the text unreadable.
/// - **Base salary.** A second amount makes the text unreadable, unless the words say that one is base and the other
///   variable ("$60k base + $20k bonus"). So does a word that says that the amount holds variable pay ("OTE", 年包).
///
/// # Errors
/// [`Unreadable`] says why the text cannot be read. Zero and negative pay are unreadable.
pub fn read(text: &str, defaults: &Defaults) -> Result<PayText, Unreadable> {
    reader::read(text, defaults)
}

impl fmt::Display for Pay {
    /// Writes the canonical form: `CNY 15000-30000/month x14`, `from USD 90000/year`, `up to GBP 400/day`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => write!(f, "{} {}", self.currency, Plain(low))?,
            (Some(low), Some(high)) => write!(f, "{} {}-{}", self.currency, Plain(low), Plain(high))?,
            (Some(low), None) => write!(f, "from {} {}", self.currency, Plain(low))?,
            (None, Some(high)) => write!(f, "up to {} {}", self.currency, Plain(high))?,
            (None, None) => return f.write_str("not stated"),
        }
        write!(f, "/{}", self.period.as_str())?;
        match self.months {
            // "a year x14" would be fourteen years: beside an annual amount the months are a remark.
            Some(months) if self.period == PayPeriod::Year => write!(f, ", {} months", Plain(months)),
            Some(months) => write!(f, " x{}", Plain(months)),
            None => Ok(()),
        }
    }
}

/// A number that reads back as itself: three decimals would be taken for a group of thousands, so they become four.
struct Plain(Decimal);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.scale() == 3 { write!(f, "{:.4}", self.0) } else { write!(f, "{}", self.0) }
    }
}
