//! How pricing a row ended.

use crate::people::{NoPay, Unidentified};

/// How pricing a row ended: the words of `market_status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Status {
    /// Priced, and its pay compared if the file has a pay column.
    Priced,
    /// Priced, but the row states no pay: blank, `-`, `面议`.
    PayNotStated,
    /// Priced, but the pay has one end only and no middle to compare.
    OpenEndedPay,
    /// Priced, but its pay cannot be read, or its market ratio is below 0.00005 or too large to calculate.
    UnreadablePay,
    /// Priced, but the pay is after tax, and the market's is before tax.
    NetPay,
    /// Priced, but the row does not state the bonus that the element of pay includes.
    BonusNotStated,
    /// Priced, but the currency of the pay is not known, or there is no rate from it.
    CurrencyWithoutRate,
    /// No role has the title as a name.
    NoRoleMatch,
    /// Several roles fit the title.
    AmbiguousRole,
    /// The role has no price.
    UnpricedRole,
    /// The city cell is blank, or names no city of the pack.
    UnknownCity,
    /// The city cell names two cities or more.
    TwoCities,
    /// The city cell has a name that several cities have.
    AmbiguousCity,
    /// No level is stated, several are, or none of the pack's; or only a part of the title that was set aside names one, and
    /// there are no years.
    UnknownLevel,
    /// The level has no price.
    UnpricedLevel,
    /// The row has more or fewer cells than the header.
    RaggedRow,
    /// The row is a total or average of others, by a word for one in its title, or in another cell if it has no title.
    TotalRow,
    /// No cell of the row is filled.
    BlankRow,
    /// No pay of the role is published for the city, level or segment.
    UnpricedCity,
    /// The row repeats the header of the file.
    HeaderRow,
    /// Priced, but no cell of the row states the period of the pay, and as it is read it is too far from the market to be compared.
    ImplausiblePay,
}

impl Status {
    /// All of them, in the order of messages.
    pub const ALL: [Status; 21] = [
        Status::Priced,
        Status::PayNotStated,
        Status::OpenEndedPay,
        Status::UnreadablePay,
        Status::NetPay,
        Status::BonusNotStated,
        Status::CurrencyWithoutRate,
        Status::NoRoleMatch,
        Status::AmbiguousRole,
        Status::UnpricedRole,
        Status::UnknownCity,
        Status::TwoCities,
        Status::AmbiguousCity,
        Status::UnknownLevel,
        Status::UnpricedLevel,
        Status::RaggedRow,
        Status::TotalRow,
        Status::BlankRow,
        Status::UnpricedCity,
        Status::HeaderRow,
        Status::ImplausiblePay,
    ];

    /// The word in data.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Priced => "priced",
            Status::PayNotStated => "pay-not-stated",
            Status::OpenEndedPay => "open-ended-pay",
            Status::UnreadablePay => "unreadable-pay",
            Status::NetPay => "net-pay",
            Status::BonusNotStated => "bonus-not-stated",
            Status::CurrencyWithoutRate => "currency-without-rate",
            Status::NoRoleMatch => "no-role-match",
            Status::AmbiguousRole => "ambiguous-role",
            Status::UnpricedRole => "unpriced-role",
            Status::UnknownCity => "unknown-city",
            Status::TwoCities => "two-cities",
            Status::AmbiguousCity => "ambiguous-city",
            Status::UnknownLevel => "unknown-level",
            Status::UnpricedLevel => "unpriced-level",
            Status::RaggedRow => "ragged-row",
            Status::TotalRow => "total-row",
            Status::BlankRow => "blank-row",
            Status::UnpricedCity => "unpriced-city",
            Status::HeaderRow => "header-row",
            Status::ImplausiblePay => "implausible-pay",
        }
    }

    /// Whether the row got a market range.
    #[must_use]
    pub fn is_priced(self) -> bool {
        matches!(
            self,
            Status::Priced
                | Status::PayNotStated
                | Status::OpenEndedPay
                | Status::UnreadablePay
                | Status::NetPay
                | Status::BonusNotStated
                | Status::CurrencyWithoutRate
                | Status::ImplausiblePay
        )
    }

    /// Whether the row needs no attention: everything that it states was used, or it is a total, blank or a header.
    #[must_use]
    pub fn needs_no_attention(self) -> bool {
        matches!(self, Status::Priced | Status::PayNotStated | Status::TotalRow | Status::BlankRow | Status::HeaderRow)
    }
}

impl From<Unidentified> for Status {
    fn from(reason: Unidentified) -> Self {
        match reason {
            Unidentified::NoRoleMatch => Status::NoRoleMatch,
            Unidentified::AmbiguousRole => Status::AmbiguousRole,
            Unidentified::UnknownCity => Status::UnknownCity,
            Unidentified::TwoCities => Status::TwoCities,
            Unidentified::AmbiguousCity => Status::AmbiguousCity,
            Unidentified::UnknownLevel => Status::UnknownLevel,
            Unidentified::RaggedRow => Status::RaggedRow,
            Unidentified::TotalRow => Status::TotalRow,
            Unidentified::HeaderRow => Status::HeaderRow,
            Unidentified::BlankRow => Status::BlankRow,
        }
    }
}

impl From<NoPay> for Status {
    fn from(reason: NoPay) -> Self {
        match reason {
            NoPay::NotStated => Status::PayNotStated,
            NoPay::Unreadable => Status::UnreadablePay,
            NoPay::AfterTax => Status::NetPay,
            NoPay::BonusNotStated => Status::BonusNotStated,
            NoPay::AmbiguousSign | NoPay::BonusWithoutRate(_) => Status::CurrencyWithoutRate,
        }
    }
}

/// The number of rows with each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct StatusCounts([u64; Status::ALL.len()]);

impl StatusCounts {
    pub(super) fn add(&mut self, status: Status) {
        if let Some(count) = self.0.get_mut(status as usize) {
            *count += 1;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(own, others)| *own += others);
    }

    pub(super) fn get(&self, status: Status) -> u64 {
        self.0.get(status as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_counts_for_itself() {
        let mut counts = StatusCounts::default();
        for (times, status) in Status::ALL.into_iter().enumerate() {
            (0..times).for_each(|_| counts.add(status));
        }
        let all: Vec<u64> = Status::ALL.into_iter().map(|status| counts.get(status)).collect();
        assert_eq!(all, (0..Status::ALL.len() as u64).collect::<Vec<u64>>());
    }
}
