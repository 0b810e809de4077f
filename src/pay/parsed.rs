//! What a pay text says, as the grammar collects it.

use super::number::Number;
use super::period::PayPeriod;
use super::signs::Sign;
use crate::money::Currency;

/// The power of ten after a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub(super) power: u32,
    pub(super) script: Script,
}

/// How a unit is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// `k`, `m`.
    Latin,
    /// 万, 千, and `w` for 万.
    Chinese,
    /// Lakh and crore.
    Indian,
}

/// A number and its unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) number: Number,
    pub(super) unit: Option<Unit>,
}

/// The end of the pay that an amount is, where the other end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    AtLeast,
    AtMost,
}

/// The kind of the last token, where it decides how the next is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum LastToken {
    #[default]
    Other,
    /// `(`, and currencies after it.
    Open,
    /// The number of an amount.
    Number,
    /// Its unit.
    Unit,
    /// The 5 of 1万5千, whose unit has been read already.
    Remainder,
    /// The number of months.
    Months,
}

impl LastToken {
    /// The state once a currency has followed: in `($5k)` the parenthesis still counts as right before the number.
    pub(super) fn after_currency(self) -> Self {
        if self == LastToken::Open { LastToken::Open } else { LastToken::Other }
    }
}

/// What a text says, before the defaults fill what is missing.
#[derive(Default)]
pub(super) struct ParsedPay {
    pub(super) low: Option<Amount>,
    pub(super) high: Option<Amount>,
    /// A dash, "to" or "and" was read after the low end, or "between" before it.
    pub(super) is_range: bool,
    /// The next amount is the high end.
    pub(super) expects_high: bool,
    /// "from" was read: a low end, unless a high end follows.
    pub(super) from: bool,
    pub(super) bound: Option<Bound>,
    pub(super) currency: Option<Currency>,
    pub(super) sign: Option<Sign>,
    pub(super) yuan: bool,
    /// Chinese words were read.
    pub(super) chinese: bool,
    pub(super) period: Option<PayPeriod>,
    /// A slash or "per" was read, and its span of time comes next.
    pub(super) expects_span: bool,
    pub(super) months: Option<Number>,
    /// `x` or `·` was read, and the number of months comes next.
    pub(super) expects_months: bool,
    /// The months multiply the amount (`x14`) instead of standing beside it (`14薪`).
    pub(super) multiplied: bool,
    pub(super) is_approximate: bool,
    pub(super) negotiable: bool,
    pub(super) absent: bool,
    /// A dash or slash stands where an amount could. Alone it means "none".
    pub(super) has_dash: bool,
    /// A token was read that is no dash, slash, currency or filler.
    pub(super) has_words: bool,
    /// The number of open parentheses.
    pub(super) depth: u8,
    /// The low end stands right after an open parenthesis.
    pub(super) low_in_parentheses: bool,
    pub(super) last: LastToken,
}
