//! How a pay text is written: evidence for the meaning of other texts in its column.

use std::fmt;

/// One property of how a pay text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum NotationFlag {
    NamesCurrency,
    NamesPeriod,
    Chinese,
    Thousands,
    OtherUnit,
    Range,
    Months,
    Indian,
}

impl NotationFlag {
    const ALL: [NotationFlag; 8] = [
        NotationFlag::NamesCurrency,
        NotationFlag::NamesPeriod,
        NotationFlag::Chinese,
        NotationFlag::Thousands,
        NotationFlag::OtherUnit,
        NotationFlag::Range,
        NotationFlag::Months,
        NotationFlag::Indian,
    ];

    fn bit(self) -> u16 {
        1 << (self as u8)
    }
}

/// How a pay text is written: which parts it names, and the notation that tells job boards from payrolls.
///
/// ```
/// use payband::pay::{Defaults, PayPeriod, PayText, read};
///
/// let defaults = Defaults::new("USD".parse()?, PayPeriod::Year);
/// let Ok(PayText::Stated(pay)) = read("15-30K·14薪", &defaults) else { unreachable!() };
/// assert!(pay.notation.is_chinese() && pay.notation.has_k() && pay.notation.is_range());
/// assert!(pay.notation.states_months() && !pay.notation.names_currency());
/// # Ok::<(), payband::money::UnknownCurrency>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Notation(u16);

impl Notation {
    /// Whether the text names its currency: by a code (`USD`), a sign (`$`, even one that several currencies share) or a
    /// word (`元`, `dollars`).
    #[must_use]
    pub fn names_currency(self) -> bool {
        self.has(NotationFlag::NamesCurrency)
    }

    /// Whether the text names its span of time: `/month`, `p.a.`, `月薪`. A number of months (`14薪`) does not name it,
    /// but implies it.
    #[must_use]
    pub fn names_period(self) -> bool {
        self.has(NotationFlag::NamesPeriod)
    }

    /// Whether the text holds a Chinese word or unit: 万, 千, `w`, 月, 元, 14薪, 以上.
    #[must_use]
    pub fn is_chinese(self) -> bool {
        self.has(NotationFlag::Chinese)
    }

    /// Whether an amount is counted in thousands by a Latin letter: `15k`.
    #[must_use]
    pub fn has_k(self) -> bool {
        self.has(NotationFlag::Thousands)
    }

    /// Whether an amount has any unit: `k`, 万, 千, `m`, lakh.
    #[must_use]
    pub fn has_unit(self) -> bool {
        self.has(NotationFlag::Thousands) || self.has(NotationFlag::OtherUnit)
    }

    /// Whether the text has two ends: `15-30k`, "from 15k to 30k".
    #[must_use]
    pub fn is_range(self) -> bool {
        self.has(NotationFlag::Range)
    }

    /// Whether the text says how many months are paid a year: `14薪`, `x14`.
    #[must_use]
    pub fn states_months(self) -> bool {
        self.has(NotationFlag::Months)
    }

    /// Whether digits are grouped, or counted, as in India: `3,00,000`, `5 lakh`, `12 LPA`.
    #[must_use]
    pub fn is_indian(self) -> bool {
        self.has(NotationFlag::Indian)
    }

    /// Whether the text is an amount or a range of bare numbers: no currency, span of time, unit or Chinese word.
    #[must_use]
    pub fn is_bare(self) -> bool {
        let plain = NotationFlag::Range.bit() | NotationFlag::Indian.bit();
        self.0 & !plain == 0
    }

    pub(super) fn has(self, property: NotationFlag) -> bool {
        self.0 & property.bit() != 0
    }

    pub(super) fn set(&mut self, property: NotationFlag, holds: bool) {
        if holds {
            self.0 |= property.bit();
        }
    }
}

impl fmt::Debug for Notation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(NotationFlag::ALL.into_iter().filter(|property| self.has(*property))).finish()
    }
}
