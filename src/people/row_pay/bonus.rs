//! Bonuses beside pay: an amount a year, or a share of base salary.

use super::cell::{NoPay, RowUnit, YearlyBonus};
use super::pay_header::{PayHeader, parse_pay_header};
use super::unit::DecidedBy;
use crate::money::{Currency, Decimal};
use crate::pay::{Conventions, Defaults, PayPeriod, PayText, Scale, Unreadable, read};
use crate::people::header::parse_header;

/// What numbers without a sign of percent are in a column of bonuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BonusUnit {
    /// Amounts.
    Amount,
    /// Percentages of base salary.
    Percent,
    /// Shares of base salary: 0.15 for 15 %.
    Share,
    /// They may be either.
    #[default]
    Unclear,
}

impl BonusUnit {
    /// The units that a caller can give.
    pub const GIVEN: [BonusUnit; 2] = [BonusUnit::Percent, BonusUnit::Amount];

    /// The word in options and messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            BonusUnit::Amount => "amount",
            BonusUnit::Percent => "percent",
            BonusUnit::Share => "share",
            BonusUnit::Unclear => "unclear",
        }
    }
}

/// The least number without a unit that can be nothing but an amount. Percentages and months of pay are below it.
const MIN_AMOUNT: Decimal = Decimal::ONE_THOUSAND;

/// The largest share of base salary. In a column of percentages a larger number is one.
const MAX_SHARE: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

/// What the numbers of a column of bonuses are, by its header and the cells of the first rows.
pub(crate) fn bonus_unit<'t>(header: &str, texts: impl IntoIterator<Item = &'t str>) -> BonusUnit {
    let mut numbers = texts.into_iter().filter_map(number).filter(|number| !number.is_zero()).peekable();
    if header.contains(['%', '％']) || parse_header(header).percent {
        // Spreadsheets export a cell that shows 15% as 0.15.
        let are_shares = numbers.peek().is_some() && numbers.all(|number| number <= MAX_SHARE);
        return if are_shares { BonusUnit::Share } else { BonusUnit::Percent };
    }
    let Ok(native) = "CNY".parse() else { return BonusUnit::Unclear };
    let PayHeader { currency, period, scale, .. } = parse_pay_header(header, native);
    let states_amounts = currency.is_some() || period.is_some() || scale != Scale::Ones;
    if states_amounts || numbers.all(|number| number >= MIN_AMOUNT) { BonusUnit::Amount } else { BonusUnit::Unclear }
}

/// Reads the cells of a column of bonuses.
#[derive(Debug)]
pub(super) struct BonusReader {
    unit: BonusUnit,
    header: PayHeader,
    conventions: Conventions,
}

impl BonusReader {
    /// A reader for a column with this header. `native` is the currency of signs that several share.
    pub(super) fn new(header: &str, unit: BonusUnit, native: Currency, conventions: Conventions) -> Self {
        BonusReader { unit, header: parse_pay_header(header, native), conventions }
    }

    /// The bonus that a cell states. An amount that names no currency is in that of the header, or else of the row's pay; one
    /// that names no period is for that of the header, or else for a year.
    ///
    /// # Errors
    /// [`NoPay::BonusNotStated`] for a cell that is blank or says so, and [`NoPay::Unreadable`].
    pub(super) fn read(&self, cell: &str, of_row: &RowUnit) -> Result<YearlyBonus, NoPay> {
        let cell = cell.trim();
        if let Some(percent) = cell.strip_suffix(['%', '％']) {
            let percent = number(percent).ok_or(NoPay::Unreadable)?;
            return share_of_percent(percent);
        }
        match (number(cell), self.unit) {
            (Some(number), _) if number.is_zero() => Ok(YearlyBonus::ShareOfBase(Decimal::ZERO)),
            (Some(percent), BonusUnit::Percent) => share_of_percent(percent),
            (Some(share), BonusUnit::Share) => share_of(share),
            (Some(_), BonusUnit::Unclear) => Err(NoPay::Unreadable),
            (Some(_), BonusUnit::Amount) | (None, _) => self.amount(cell, of_row),
        }
    }

    fn amount(&self, cell: &str, of_row: &RowUnit) -> Result<YearlyBonus, NoPay> {
        let currency = self.header.currency.unwrap_or(of_row.currency);
        let defaults = Defaults {
            scale: self.header.scale,
            decided: true,
            stated_currency: self.header.currency.is_some() || of_row.currency_by != DecidedBy::Pack,
            country_currency: of_row.country_currency,
            ..Defaults::new(currency, self.header.period.unwrap_or(PayPeriod::Year))
        };
        match read(cell, &defaults) {
            Ok(PayText::NotStated) => Err(NoPay::BonusNotStated),
            Ok(PayText::Stated(bonus)) => {
                let year = bonus.annual(&self.conventions).ok().and_then(|year| year.midpoint());
                year.map(|amount| YearlyBonus::Amount(amount, bonus.currency)).ok_or(NoPay::Unreadable)
            }
            Err(Unreadable::Zero) => Ok(YearlyBonus::ShareOfBase(Decimal::ZERO)),
            Err(Unreadable::AfterTax) => Err(NoPay::AfterTax),
            Err(_) => Err(NoPay::Unreadable),
        }
    }
}

fn share_of_percent(percent: Decimal) -> Result<YearlyBonus, NoPay> {
    share_of(percent.checked_div(Decimal::ONE_HUNDRED).ok_or(NoPay::Unreadable)?)
}

fn share_of(share: Decimal) -> Result<YearlyBonus, NoPay> {
    if share.is_sign_negative() { Err(NoPay::Unreadable) } else { Ok(YearlyBonus::ShareOfBase(share)) }
}

/// A number without a unit, with a decimal point or, before one or two digits, a decimal comma.
fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let whole_and_part = text.split_once(',').filter(|(_, part)| (1..=2).contains(&part.len()));
    match whole_and_part {
        Some((whole, part)) => format!("{whole}.{part}").parse().ok(),
        None => text.replace(',', "").parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pay::PayElement;

    fn found(unit: BonusUnit, header: &str, cell: &str) -> String {
        let conventions = Conventions {
            element: PayElement::TargetCash,
            months_per_year: Decimal::from(12),
            paid_weeks_per_year: Decimal::from(52),
            paid_days_per_month: Decimal::new(2175, 2),
            paid_hours_per_day: Decimal::from(8),
        };
        let currency = "CNY".parse().unwrap();
        let of_row = RowUnit {
            currency,
            period: PayPeriod::Month,
            currency_by: DecidedBy::Header,
            period_by: DecidedBy::Header,
            country_currency: None,
        };
        match BonusReader::new(header, unit, currency, conventions).read(cell, &of_row) {
            Ok(YearlyBonus::Amount(amount, currency)) => format!("{currency} {}", amount.normalize()),
            Ok(YearlyBonus::ShareOfBase(share)) => share.normalize().to_string(),
            Err(reason) => format!("{reason:?}"),
        }
    }

    /// Catches a percentage that is added as an amount, and an amount that is taken for a percentage.
    #[test]
    fn the_unit_is_that_of_the_header_or_of_the_cells() {
        for (header, cells, expected) in [
            ("Target bonus (%)", "15 10 0", BonusUnit::Percent),
            ("Target bonus %", "0.15 0.1 0", BonusUnit::Share),
            ("目标奖金比例", "15 8", BonusUnit::Percent),
            ("Zielbonus in Prozent", "15", BonusUnit::Percent),
            ("Prime cible (pourcentage)", "15", BonusUnit::Percent),
            ("目标奖金（元）", "5 8", BonusUnit::Amount),
            ("目標獎金（萬元）", "5 8", BonusUnit::Amount),
            ("Target bonus", "30000 54,000 0", BonusUnit::Amount),
            ("Target bonus", "15% 30k n/a", BonusUnit::Amount),
            ("Target bonus", "15 54000", BonusUnit::Unclear),
            ("Target bonus", "0.15", BonusUnit::Unclear),
        ] {
            assert_eq!(bonus_unit(header, cells.split(' ')), expected, "{header}: {cells}");
        }
    }

    #[test]
    fn a_bonus_is_an_amount_a_year_or_a_share_of_base_salary() {
        for (unit, header, cell, expected) in [
            (BonusUnit::Percent, "Target bonus (%)", "15", "0.15"),
            (BonusUnit::Percent, "Target bonus (%)", "12.5", "0.125"),
            (BonusUnit::Percent, "Zielbonus (%)", "12,5", "0.125"),
            (BonusUnit::Share, "Target bonus %", "0.15", "0.15"),
            (BonusUnit::Amount, "Target bonus", "15 %", "0.15"),
            (BonusUnit::Amount, "Target bonus", "54000", "CNY 54000"),
            (BonusUnit::Amount, "Target bonus", "54,000", "CNY 54000"),
            (BonusUnit::Amount, "Target bonus", "USD 5k", "USD 5000"),
            (BonusUnit::Amount, "Quarterly bonus (CNY)", "5000", "CNY 20000"),
            (BonusUnit::Amount, "月度奖金（元）", "2000", "CNY 24000"),
            (BonusUnit::Amount, "目标奖金（万元）", "5.4", "CNY 54000"),
            (BonusUnit::Unclear, "Bonus", "5.4万", "CNY 54000"),
            (BonusUnit::Unclear, "Bonus", "0", "0"),
            (BonusUnit::Amount, "Bonus", "0.00", "0"),
            (BonusUnit::Unclear, "Bonus", "15", "Unreadable"),
            (BonusUnit::Amount, "Bonus", "", "BonusNotStated"),
            (BonusUnit::Percent, "Bonus", "-", "BonusNotStated"),
            (BonusUnit::Amount, "Bonus", "n/a", "BonusNotStated"),
            (BonusUnit::Amount, "Bonus", "-5000", "Unreadable"),
            (BonusUnit::Percent, "Bonus", "-5", "Unreadable"),
            (BonusUnit::Amount, "Bonus", "ask Ann", "Unreadable"),
        ] {
            assert_eq!(found(unit, header, cell), expected, "{header}: {cell}");
        }
    }
}
