//! What a pay cell says, and the unit of what it leaves out.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::unit::{AssumedParts, DecidedBy, PayUnit, RowUnit};
use crate::money::{Currency, Decimal, Interval};
use crate::pay::{
    Assumed, Assumption, Conventions, Defaults, Notation, Pay, PayElement, PayPeriod, PayText, Unreadable, read,
};
use crate::people::pay_object::pay_text;
use crate::pricing::{Exchange, PricingError};

/// What a pay cell says.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PayCell {
    /// A whole number without a unit, in the period of its column and in this currency.
    Whole(u64, Currency),
    /// Pay with a middle, and the same a year with the bonus, in the currency of the pay.
    Stated { pay: Pay, annual: Interval, bonus: AddedBonus },
    /// Pay with one end.
    Open(Pay),
    /// No pay.
    Nothing(NoPay),
}

/// How a bonus was added to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct AddedBonus {
    /// The currency from which it was converted, and that of the pay; `None` where it was not converted.
    pub(crate) converted: Option<(Currency, Currency)>,
    /// Whether its number is unlikely in the unit of its column: a percentage below 1, or a share above 1.5.
    pub(crate) is_unlikely: bool,
}

/// Why a cell has no pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPay {
    /// The cell is blank, or says that it does not state pay: `-`, `面议`.
    NotStated,
    /// The text cannot be read, or contradicts other cells or the header.
    Unreadable,
    /// The pay is after tax, as the cell or the header says, and is not compared.
    AfterTax,
    /// The row does not state the bonus that the element of pay includes.
    BonusNotStated,
    /// The bonus is in another currency than the pay, from which no rate leads to that of the pay.
    BonusWithoutRate(Currency),
    /// The currency has a sign that several currencies share, and nothing says which of them it is.
    AmbiguousSign,
}

/// The bonus that a cell states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StatedBonus {
    pub(super) of_year: YearlyBonus,
    /// Whether the number is unlikely in the unit of its column.
    pub(super) is_unlikely: bool,
}

/// A bonus of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearlyBonus {
    Amount(Decimal, Currency),
    ShareOfBase(Decimal),
}

impl PayCell {
    /// The parts of the unit that no cell of the row states. The header or the caller may state them.
    pub(crate) fn assumed(&self, unit: &RowUnit) -> AssumedParts {
        let is_assumed = |by: Option<DecidedBy>| !matches!(by, None | Some(DecidedBy::Cell | DecidedBy::Column));
        let is_in_own_currency =
            matches!(self, PayCell::Stated { pay, .. } | PayCell::Open(pay) if pay.currency != unit.currency);
        AssumedParts {
            currency: is_assumed(self.currency_by(unit)) && !is_in_own_currency,
            period: is_assumed(self.period_by(unit)),
        }
    }

    /// What decided the currency; `None` without pay.
    pub(crate) fn currency_by(&self, unit: &RowUnit) -> Option<DecidedBy> {
        match self {
            PayCell::Whole(..) => Some(unit.currency_by),
            PayCell::Stated { pay, .. } | PayCell::Open(pay) if pay.states_currency() => {
                let by_country = pay.assumed.contains(Assumption::CurrencyFromSign)
                    && unit.country_currency == Some(pay.currency)
                    && !unit.currency_by.is_statement();
                Some(if by_country { DecidedBy::Column } else { DecidedBy::Cell })
            }
            // Units such as 万 mean a currency of their own.
            PayCell::Stated { pay, .. } | PayCell::Open(pay) if pay.currency != unit.currency => {
                Some(DecidedBy::Notation)
            }
            PayCell::Stated { .. } | PayCell::Open(_) => Some(unit.currency_by),
            PayCell::Nothing(_) => None,
        }
    }

    /// What decided the period; `None` without pay.
    pub(crate) fn period_by(&self, unit: &RowUnit) -> Option<DecidedBy> {
        match self {
            PayCell::Whole(..) => Some(unit.period_by),
            PayCell::Stated { pay, .. } | PayCell::Open(pay) if pay.states_period() => Some(DecidedBy::Cell),
            // It is that of amounts in other currencies than that of the row.
            PayCell::Stated { pay, .. } | PayCell::Open(pay) if pay.period != unit.period => Some(DecidedBy::Market),
            PayCell::Stated { .. } | PayCell::Open(_) => Some(unit.period_by),
            PayCell::Nothing(_) => None,
        }
    }

    /// Whether the cell states the currency of its pay, or has no pay.
    pub(super) fn states_currency(&self) -> bool {
        match self {
            PayCell::Whole(..) => false,
            PayCell::Stated { pay, .. } | PayCell::Open(pay) => pay.states_currency(),
            PayCell::Nothing(_) => true,
        }
    }
}

/// A whole number without a unit as pay.
pub(crate) fn bare_pay(number: u64, currency: Currency, period: PayPeriod) -> Pay {
    let amount = Some(Decimal::from(number));
    Pay {
        low: amount,
        high: amount,
        currency,
        period,
        months: None,
        assumed: Assumed::default(),
        notation: Notation::default(),
    }
}

/// How many times a year an amount for a period is paid.
pub(crate) fn times_per_year(period: PayPeriod, currency: Currency, conventions: &Conventions) -> Option<Decimal> {
    bare_pay(1, currency, period).annual(conventions).ok()?.midpoint()
}

/// The pay of a cell, read with arbitrary defaults: only the parts that the cell states itself have a meaning. The currency of the
/// country of its row decides signs that several currencies share.
pub(super) fn stated_pay(text: &[u8], country_currency: Option<Currency>) -> Option<Pay> {
    let currency = "USD".parse().ok()?;
    let defaults = Defaults { decided: true, country_currency, ..Defaults::new(currency, PayPeriod::Year) };
    match read(&pay_text(&String::from_utf8_lossy(text)), &defaults) {
        Ok(PayText::Stated(pay)) => Some(pay),
        _ => None,
    }
}

/// The most bytes of texts that the cache holds before it is emptied.
const MAX_CACHE_BYTES: usize = 256 << 10;

/// What the reading of a text depends on: the currency of amounts that state none, whether it is stated, their period, whether that is
/// stated, and the currency of the country.
type UnitKey = (Currency, bool, PayPeriod, bool, Option<Currency>);

/// Texts that have been read.
type KnownTexts = HashMap<Box<[u8]>, PayCell, RandomState>;

/// Reads pay cells, with a cache of the texts that it has read.
#[derive(Debug)]
pub(super) struct PayCellReader {
    /// The cache, for each unit of amounts that state none.
    known: Vec<(UnitKey, KnownTexts)>,
    cached_bytes: usize,
    unit: PayUnit,
    conventions: Conventions,
}

impl PayCellReader {
    pub(super) fn new(unit: PayUnit, conventions: Conventions) -> Self {
        PayCellReader { known: Vec::new(), cached_bytes: 0, unit, conventions }
    }

    /// What a cell says, in a row whose unlabelled amounts are in this unit.
    pub(super) fn read(&mut self, cell: &[u8], unit: &RowUnit) -> PayCell {
        if cell.is_empty() {
            return PayCell::Nothing(NoPay::NotStated);
        }
        let (states_currency, states_period) = (unit.currency_by.is_statement(), unit.period_by.is_statement());
        let key = (unit.currency, states_currency, unit.period, states_period, unit.country_currency);
        let known = self.known.iter().find(|(other, _)| *other == key).and_then(|(_, known)| known.get(cell));
        if let Some(known) = known {
            return *known;
        }
        let found = self.read_text(&String::from_utf8_lossy(cell), unit);
        if self.cached_bytes > MAX_CACHE_BYTES {
            self.known.clear();
            self.cached_bytes = 0;
        }
        self.cached_bytes += cell.len() + size_of::<PayCell>() + size_of::<usize>() * 4;
        match self.known.iter_mut().find(|(other, _)| *other == key) {
            Some((_, known)) => {
                known.insert(cell.into(), found);
            }
            None => {
                let first = (Box::from(cell), found);
                self.known.push((key, HashMap::from_iter([first])));
            }
        }
        found
    }

    fn read_text(&self, text: &str, unit: &RowUnit) -> PayCell {
        let stated_currency = unit.currency_by.is_statement();
        let RowUnit { currency, period, country_currency, .. } = *unit;
        let defaults = Defaults { currency, period, stated_currency, country_currency, ..self.unit.defaults() };
        let text = pay_text(text);
        let mut found = read(&text, &defaults);
        if let Ok(PayText::Stated(pay)) = &found
            && pay.states_currency()
            && !pay.states_period()
            && !unit.period_by.is_statement()
        {
            let period = self.unit.period_in(pay.currency);
            if period != unit.period {
                found = read(&text, &Defaults { period, ..defaults });
            }
        }
        match found {
            Ok(PayText::NotStated) => PayCell::Nothing(NoPay::NotStated),
            Ok(PayText::Stated(_)) if self.unit.net => PayCell::Nothing(NoPay::AfterTax),
            Ok(PayText::Stated(pay)) => self.with_annual(pay),
            Err(Unreadable::AfterTax) => PayCell::Nothing(NoPay::AfterTax),
            Err(Unreadable::AmbiguousSign) => PayCell::Nothing(NoPay::AmbiguousSign),
            Err(_) => PayCell::Nothing(NoPay::Unreadable),
        }
    }

    /// A pay with its amount a year.
    fn with_annual(&self, pay: Pay) -> PayCell {
        match pay.annual(&self.conventions) {
            Ok(annual) => annual.interval().map_or(PayCell::Open(pay), |annual| PayCell::Stated {
                pay,
                annual,
                bonus: AddedBonus::default(),
            }),
            Err(_) => PayCell::Nothing(NoPay::Unreadable),
        }
    }

    /// The range from the pay in one cell to the pay in another.
    pub(super) fn range(&self, low: PayCell, high: PayCell) -> PayCell {
        let not_stated = PayCell::Nothing(NoPay::NotStated);
        match (low, high) {
            (PayCell::Nothing(NoPay::NotStated), PayCell::Stated { pay, .. } | PayCell::Open(pay)) => {
                PayCell::Open(Pay { low: None, high: pay.high.or(pay.low), ..pay })
            }
            // The first cell holds the whole range.
            (PayCell::Stated { pay, .. }, PayCell::Nothing(NoPay::NotStated)) if pay.low != pay.high => low,
            (PayCell::Stated { pay, .. } | PayCell::Open(pay), PayCell::Nothing(NoPay::NotStated)) => {
                PayCell::Open(Pay { low: pay.low.or(pay.high), high: None, ..pay })
            }
            (
                PayCell::Stated { pay: one, .. } | PayCell::Open(one),
                PayCell::Stated { pay: other, .. } | PayCell::Open(other),
            ) => {
                let (low, high) = (one.low.or(one.high), other.high.or(other.low));
                let is_range = one.currency == other.currency && one.period == other.period && low <= high;
                if is_range { self.with_annual(Pay { low, high, ..one }) } else { PayCell::Nothing(NoPay::Unreadable) }
            }
            (PayCell::Nothing(NoPay::NotStated), PayCell::Nothing(NoPay::NotStated)) => not_stated,
            (PayCell::Nothing(NoPay::AfterTax), _) | (_, PayCell::Nothing(NoPay::AfterTax)) => {
                PayCell::Nothing(NoPay::AfterTax)
            }
            (PayCell::Nothing(NoPay::AmbiguousSign), other) | (other, PayCell::Nothing(NoPay::AmbiguousSign))
                if !matches!(other, PayCell::Nothing(NoPay::Unreadable)) =>
            {
                PayCell::Nothing(NoPay::AmbiguousSign)
            }
            _ => PayCell::Nothing(NoPay::Unreadable),
        }
    }

    /// Monthly pay with the months paid a year of another cell, unless it states them itself.
    pub(super) fn with_months(&self, read: PayCell, months: Decimal) -> PayCell {
        match read {
            PayCell::Stated { pay, .. } | PayCell::Open(pay)
                if pay.months.is_none() && pay.period == PayPeriod::Month =>
            {
                self.with_annual(Pay { months: Some(months), ..pay })
            }
            other => other,
        }
    }

    /// Part-time pay as full-time pay, where it depends on the share of full time.
    pub(super) fn grossed_up(&self, read: PayCell, share: Decimal) -> PayCell {
        match read {
            PayCell::Stated { pay, annual, bonus } if pay.period.depends_on_full_time() => {
                match annual.divided_by(share) {
                    Ok(annual) => PayCell::Stated { pay, annual, bonus },
                    Err(_) => PayCell::Nothing(NoPay::Unreadable),
                }
            }
            other => other,
        }
    }

    /// Pay with the bonus of a year. A share is one of base salary; an amount in another currency than the pay is converted.
    pub(super) fn with_bonus(&self, read: PayCell, bonus: &StatedBonus, exchange: &Exchange<'_>) -> PayCell {
        let PayCell::Stated { pay, annual, .. } = read else { return read };
        let mut added = AddedBonus { converted: None, is_unlikely: bonus.is_unlikely };
        let base = || pay.annual(&Conventions { element: PayElement::Base, ..self.conventions }).ok()?.interval();
        let bonus = match bonus.of_year {
            YearlyBonus::Amount(amount, currency) if currency == pay.currency => Some(Interval::point(amount)),
            YearlyBonus::Amount(amount, currency) => match exchange.convert(amount, currency, pay.currency) {
                Ok((amount, _)) => {
                    added.converted = Some((currency, pay.currency));
                    Some(Interval::point(amount))
                }
                Err(PricingError::NoRate { .. }) => return PayCell::Nothing(NoPay::BonusWithoutRate(currency)),
                Err(_) => None,
            },
            YearlyBonus::ShareOfBase(share) => base().and_then(|base| base.times(&Interval::point(share)).ok()),
        };
        match bonus.and_then(|bonus| annual.plus(&bonus).ok()) {
            Some(annual) => PayCell::Stated { pay, annual, bonus: added },
            None => PayCell::Nothing(NoPay::Unreadable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;
    use crate::pay::{PayElement, Scale};
    use crate::people::row_pay::whole_number::whole;
    use proptest::prelude::*;

    fn reader() -> PayCellReader {
        let defaults = Defaults::new("USD".parse().unwrap(), PayPeriod::Year);
        let conventions = Conventions {
            element: PayElement::Base,
            months_per_year: Decimal::from(12),
            paid_weeks_per_year: Decimal::from(52),
            paid_days_per_month: Decimal::new(2175, 2),
            paid_hours_per_day: Decimal::from(8),
        };
        PayCellReader::new(PayUnit::assumed(&defaults), conventions)
    }

    fn unit(currency: &str) -> RowUnit {
        RowUnit { currency: currency.parse().unwrap(), ..RowUnit::of(&reader().unit) }
    }

    proptest! {
        #[test]
        fn a_whole_number_is_what_the_long_way_reads(text in "[0-9]{1,12}|[0-9+,.k -]{0,8}") {
            if let Some(number) = whole(text.as_bytes()) {
                let found = reader().read(text.as_bytes(), &unit("USD"));
                let PayCell::Stated { annual, .. } = found else { panic!("{text} is {found:?}") };
                prop_assert_eq!(annual.mid, Decimal::from(number));
            }
        }
    }

    #[test]
    fn bare_numbers_are_counted_in_what_the_header_says() {
        let mut reader = reader();
        reader.unit.scale = Scale::TenThousands;
        let year = |text: &str| match reader.read_text(text, &unit("CNY")) {
            PayCell::Stated { annual, .. } => annual.mid.normalize().to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(
            ["90", "20-30", "9.5", "95万", "900000元"].map(year),
            ["900000", "250000", "95000", "950000", "900000"]
        );
    }

    /// `30K·13薪` with a bonus of 15 % of base salary: 390,000 and 54,000.
    #[test]
    fn a_bonus_is_added_to_guaranteed_pay_as_a_share_of_base_salary() {
        let mut reader = reader();
        reader.conventions.element = PayElement::TargetCash;
        let cny = "CNY".parse().unwrap();
        let pack = Pack::bundled();
        let exchange = Exchange::new(&pack).unwrap();
        let with = |text: &str, of_year| match reader.with_bonus(
            reader.read_text(text, &unit("CNY")),
            &StatedBonus { of_year, is_unlikely: false },
            &exchange,
        ) {
            PayCell::Stated { annual: Interval { low, mid, high }, .. } => {
                [low, mid, high].map(|amount| amount.normalize().to_string()).join(" ")
            }
            other => format!("{other:?}"),
        };
        let share = YearlyBonus::ShareOfBase(Decimal::new(15, 2));
        let amount = YearlyBonus::Amount(Decimal::from(50_000), cny);
        assert_eq!(with("30K·13薪", share), "444000 444000 444000");
        assert_eq!(with("30K·13薪", amount), "440000 440000 440000");
        assert_eq!(with("20-30K·14薪", share), "316000 395000 474000");
        assert_eq!(with("20-30K·14薪", amount), "330000 400000 470000");
        let in_dollars = YearlyBonus::Amount(Decimal::from(5_000), "USD".parse().unwrap());
        let rate = exchange.convert(Decimal::from(5_000), "USD".parse().unwrap(), cny).unwrap().0;
        let converted = (Decimal::from(390_000) + rate).normalize();
        assert_eq!(with("30K·13薪", in_dollars), vec![converted.to_string(); 3].join(" "));
        let krona = "XTS".parse().unwrap();
        let without_rate = format!("Nothing(BonusWithoutRate({krona:?}))");
        assert_eq!(with("30K·13薪", YearlyBonus::Amount(Decimal::ONE, krona)), without_rate);
        assert_eq!(with("面议", share), "Nothing(NotStated)");
    }

    #[test]
    fn what_is_forgotten_is_read_again() {
        let mut reader = reader();
        let usd = &unit("USD");
        for number in 0..20_000 {
            let text = format!("${number},5{:02}", number % 100);
            reader.read(text.as_bytes(), usd);
            assert!(reader.cached_bytes <= MAX_CACHE_BYTES + 1000);
        }
        assert!(
            matches!(reader.read(b"15k", usd), PayCell::Stated { annual, .. } if annual.mid == Decimal::from(15_000))
        );
    }
}
