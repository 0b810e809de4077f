//! Bonuses beside pay: an amount a year, or a share of base salary.

use std::ops::RangeInclusive;

use super::cell::{NoPay, StatedBonus, YearlyBonus};
use super::pay_header::{PayHeader, parse_pay_header};
use super::plain_number::{Comma, MAX_SHARE, number};
use super::unit::DecidedBy;
use super::unit::RowUnit;
use crate::money::{Currency, Decimal};
use crate::pay::{Conventions, Defaults, PayPeriod, PayText, Scale, Unreadable, read};
use crate::people::header::parse_header;

/// What numbers without a sign of percent are in a column of bonuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BonusUnit {
    /// Amounts.
    Amount,
    /// Amounts, because no cell that was seen is small enough for a percentage.
    AmountBySize,
    /// Percentages of base salary.
    Percent,
    /// Shares of base salary: 0.15 for 15 %.
    Share,
    /// Shares of base salary in a column of percentages, because all cells that were seen are small.
    ShareBySize,
    /// They may be either.
    #[default]
    Unclear,
}

impl BonusUnit {
    /// The units that a caller can give.
    pub const GIVEN: [BonusUnit; 3] = [BonusUnit::Percent, BonusUnit::Share, BonusUnit::Amount];

    /// The word in options and messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            BonusUnit::Amount | BonusUnit::AmountBySize => "amount",
            BonusUnit::Percent => "percent",
            BonusUnit::Share | BonusUnit::ShareBySize => "share",
            BonusUnit::Unclear => "unclear",
        }
    }
}

/// The least number without a unit that can be nothing but an amount. Percentages and months of pay are below it.
const MIN_AMOUNT: Decimal = Decimal::ONE_THOUSAND;

/// The number from which none is a share, even where the caller says so: the largest percentage, too, is below 1,000.
const NEVER_A_SHARE: Decimal = Decimal::TEN;

/// The shares of base salary that are likely. Others are counted in a warning.
pub(crate) const LIKELY_SHARES: RangeInclusive<Decimal> = Decimal::from_parts(1, 0, 0, false, 2)..=MAX_SHARE;

/// What the numbers of a column of bonuses are, by its header and the cells of the first rows.
pub(crate) fn bonus_unit<'t>(header: &str, texts: impl IntoIterator<Item = &'t str>) -> BonusUnit {
    if header.contains(['%', '％']) || parse_header(header).percent {
        return percent_or_share(texts);
    }
    let Ok(native) = "CNY".parse() else { return BonusUnit::Unclear };
    let PayHeader { currency, period, scale, .. } = parse_pay_header(header, native);
    let states_amounts = currency.is_some() || period.is_some() || scale != Scale::Ones;
    if states_amounts {
        BonusUnit::Amount
    } else if numbers(texts).all(|number| number >= MIN_AMOUNT) {
        BonusUnit::AmountBySize
    } else {
        BonusUnit::Unclear
    }
}

/// What the numbers of a column of percentages are. Spreadsheets export a cell that shows 15% as 0.15. Where there is no number
/// but 1 to 1.5, it may be either.
fn percent_or_share<'t>(texts: impl IntoIterator<Item = &'t str>) -> BonusUnit {
    let numbers: Vec<Decimal> = numbers(texts).collect();
    if numbers.is_empty() || numbers.iter().any(|number| *number > MAX_SHARE) {
        BonusUnit::Percent
    } else if numbers.iter().any(|number| *number < Decimal::ONE) {
        BonusUnit::ShareBySize
    } else {
        BonusUnit::Unclear
    }
}

/// The numbers of cells, but for zeros.
fn numbers<'t>(texts: impl IntoIterator<Item = &'t str>) -> impl Iterator<Item = Decimal> {
    texts.into_iter().filter_map(|text| number(text, Comma::Thousands)).filter(|number| !number.is_zero())
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
    pub(super) fn read(&self, cell: &str, of_row: &RowUnit) -> Result<StatedBonus, NoPay> {
        let cell = cell.trim();
        let likely = |of_year| StatedBonus { of_year, is_unlikely: false };
        if let Some(percent) = cell.strip_suffix(['%', '％']) {
            let percent = number(percent, Comma::Thousands).ok_or(NoPay::Unreadable)?;
            return share_of_percent(percent).map(likely);
        }
        let Some(number) = number(cell, Comma::Thousands) else { return self.amount(cell, of_row).map(likely) };
        if number.is_zero() {
            return Ok(likely(YearlyBonus::ShareOfBase(Decimal::ZERO)));
        }
        match self.unit {
            BonusUnit::Percent if number < MIN_AMOUNT => share_of_percent(number).map(by_unit),
            BonusUnit::Share if number < NEVER_A_SHARE => share_of(number).map(by_unit),
            // Where the first rows decide the unit, a number that does not fit it is in another.
            BonusUnit::ShareBySize if number <= MAX_SHARE => share_of(number).map(by_unit),
            BonusUnit::AmountBySize if number >= MIN_AMOUNT => self.amount(cell, of_row).map(likely),
            BonusUnit::Amount => self.amount(cell, of_row).map(likely),
            BonusUnit::Percent
            | BonusUnit::Share
            | BonusUnit::ShareBySize
            | BonusUnit::AmountBySize
            | BonusUnit::Unclear => Err(NoPay::Unreadable),
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

/// The bonus of a number that only the unit of its column makes a share.
fn by_unit(of_year: YearlyBonus) -> StatedBonus {
    let is_unlikely = matches!(&of_year, YearlyBonus::ShareOfBase(share) if !LIKELY_SHARES.contains(share));
    StatedBonus { of_year, is_unlikely }
}

fn share_of_percent(percent: Decimal) -> Result<YearlyBonus, NoPay> {
    share_of(percent.checked_div(Decimal::ONE_HUNDRED).ok_or(NoPay::Unreadable)?)
}

fn share_of(share: Decimal) -> Result<YearlyBonus, NoPay> {
    if share.is_sign_negative() { Err(NoPay::Unreadable) } else { Ok(YearlyBonus::ShareOfBase(share)) }
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
            Ok(StatedBonus { is_unlikely: true, of_year }) => format!("{of_year:?} unlikely"),
            Ok(StatedBonus { of_year: YearlyBonus::Amount(amount, currency), .. }) => {
                format!("{currency} {}", amount.normalize())
            }
            Ok(StatedBonus { of_year: YearlyBonus::ShareOfBase(share), .. }) => share.normalize().to_string(),
            Err(reason) => format!("{reason:?}"),
        }
    }

    /// Catches a percentage that is added as an amount, and an amount that is taken for a percentage.
    #[test]
    fn the_unit_is_that_of_the_header_or_of_the_cells() {
        for (header, cells, expected) in [
            ("Target bonus (%)", "15 10 0", BonusUnit::Percent),
            ("Target bonus %", "0.15 0.1 0", BonusUnit::ShareBySize),
            ("Target bonus %", "0.15 1", BonusUnit::ShareBySize),
            ("Target bonus %", "0,125", BonusUnit::ShareBySize),
            ("Target bonus %", "1 1.5", BonusUnit::Unclear),
            ("Target bonus %", "1.5 2", BonusUnit::Percent),
            ("Target bonus %", "0", BonusUnit::Percent),
            ("目标奖金比例", "15 8", BonusUnit::Percent),
            ("Zielbonus in Prozent", "15", BonusUnit::Percent),
            ("Prime cible (pourcentage)", "15", BonusUnit::Percent),
            ("目标奖金（元）", "5 8", BonusUnit::Amount),
            ("目標獎金（萬元）", "5 8", BonusUnit::Amount),
            ("Target bonus", "30000 54,000 0", BonusUnit::AmountBySize),
            ("Target bonus", "15% 30k n/a", BonusUnit::AmountBySize),
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
            (BonusUnit::ShareBySize, "Target bonus %", "15", "Unreadable"),
            (BonusUnit::Percent, "Target bonus %", "30000", "Unreadable"),
            (BonusUnit::Share, "Target bonus", "15%", "0.15"),
            (BonusUnit::Percent, "Target bonus (%)", "0.15", "ShareOfBase(0.0015) unlikely"),
            (BonusUnit::Percent, "Target bonus (%)", "0.15%", "0.0015"),
            (BonusUnit::Share, "Target bonus", "2", "ShareOfBase(2) unlikely"),
            (BonusUnit::Percent, "Target bonus (%)", "400", "ShareOfBase(4) unlikely"),
            (BonusUnit::Percent, "Target bonus (%)", "150", "1.5"),
            (BonusUnit::Percent, "Target bonus (%)", "1", "0.01"),
            (BonusUnit::Percent, "Target bonus (%)", "400%", "4"),
            (BonusUnit::Share, "Target bonus", "0.005", "ShareOfBase(0.005) unlikely"),
            (BonusUnit::ShareBySize, "Target bonus %", "0.005", "ShareOfBase(0.005) unlikely"),
            (BonusUnit::Share, "Target bonus", "15", "Unreadable"),
            (BonusUnit::AmountBySize, "Target bonus", "15", "Unreadable"),
            (BonusUnit::AmountBySize, "Target bonus", "54000", "CNY 54000"),
            (BonusUnit::Amount, "Target bonus", "15", "CNY 15"),
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
