//! What a pay text says, as the grammar collects it.

use super::number::Number;
use super::period::PayPeriod;
use super::signs::Sign;
use crate::money::Currency;

/// The power of ten behind a number.
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

/// Which end of the pay an amount is, when the other is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    AtLeast,
    AtMost,
}

/// What the last word was, where that matters for the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Last {
    #[default]
    Other,
    /// `(`, and currencies behind it.
    Open,
    /// The number of an amount.
    Number,
    /// Its unit.
    Unit,
    /// The 5 of 1万5千, whose own unit is known.
    Remainder,
    /// The number of months.
    Months,
}

impl Last {
    /// What matters once a currency has followed: of `($5k)` that the parenthesis came before the number.
    pub(super) fn behind_currency(self) -> Self {
        if self == Last::Open { Last::Open } else { Last::Other }
    }
}

/// What a text says, before the defaults fill what it leaves out.
#[derive(Default)]
pub(super) struct ParsedPay {
    pub(super) low: Option<Amount>,
    pub(super) high: Option<Amount>,
    /// A range was begun: a dash, "to" or "and" was read behind the low end, or "between" before it.
    pub(super) ranged: bool,
    /// The second end may come now.
    pub(super) joined: bool,
    /// "from" was read: a low end, unless a high end follows.
    pub(super) from: bool,
    pub(super) bound: Option<Bound>,
    pub(super) currency: Option<Currency>,
    pub(super) sign: Option<Sign>,
    pub(super) yuan: bool,
    /// Chinese words were read.
    pub(super) chinese: bool,
    pub(super) period: Option<PayPeriod>,
    /// A slash or "per" waits for its span of time.
    pub(super) per: bool,
    pub(super) months: Option<Number>,
    /// `x` or `·` announced the number of months.
    pub(super) times: bool,
    /// The amount was multiplied by the months (`x14`), not just accompanied by them (`14薪`).
    pub(super) multiplied: bool,
    pub(super) about: bool,
    pub(super) negotiable: bool,
    pub(super) absent: bool,
    /// A dash or slash stands where an amount could, which alone means "none".
    pub(super) stroke: bool,
    /// Something was said that is no stroke, currency or filler.
    pub(super) words: bool,
    /// Parentheses that are open.
    pub(super) depth: u8,
    /// The low end stands behind an open parenthesis.
    pub(super) wrapped: bool,
    pub(super) last: Last,
}
