//! Turns what a text says into stated pay: defaults fill what is missing, and contradictions are refused.

use super::assumed::{Assumed, Assumption};
use super::defaults::{Defaults, Scale};
use super::notation::{Notation, NotationFlag};
use super::number::{AmbiguousMark, Number, times_ten_to};
use super::parsed::{Amount, Bound, ParsedPay, Script, Unit};
use super::period::PayPeriod;
use super::signs;
use super::stated::{Pay, PayText};
use super::unreadable::Unreadable;
use crate::money::{Currency, Decimal};

/// Amounts must be below this, in any currency: the highest annual pay in rials or dong is below a thousandth of it.
const MAX_AMOUNT: u64 = 1_000_000_000_000;
/// The least amount in 万 that may be a year's beside 14薪: 10万 a month is rare, 10万 a year is not.
const MIN_ANNUAL: u32 = 100_000;
/// The least number that counts as written in full, so that it does not take the unit of the other end: 8000-1.2万.
const MIN_IN_FULL: u32 = 1_000;

/// The pay of a bare number above zero and below [`MAX_AMOUNT`]; `None` where its column counts in a larger unit.
pub(super) fn interpret_number(amount: u64, defaults: &Defaults) -> Option<Pay> {
    if defaults.scale != Scale::Ones {
        return None;
    }
    let amount = Some(Decimal::from(amount));
    let Defaults { currency, period, .. } = *defaults;
    let mut assumed = Assumed::default();
    assumed.add(Assumption::Currency);
    assumed.add(Assumption::Period);
    assume_conventions(period, &mut assumed);
    Some(Pay { low: amount, high: amount, currency, period, months: None, assumed, notation: Notation::default() })
}

/// Adds the conventions that [`Pay::annual`] will need for pay without a stated number of months.
fn assume_conventions(period: PayPeriod, assumed: &mut Assumed) {
    match period {
        PayPeriod::Year | PayPeriod::HalfYear | PayPeriod::Quarter => {}
        PayPeriod::Month | PayPeriod::HalfMonth => assumed.add(Assumption::MonthsPerYear),
        PayPeriod::TwoWeeks | PayPeriod::Week => assumed.add(Assumption::PaidWeeksPerYear),
        PayPeriod::Day => assumed.add(Assumption::PaidDaysPerMonth),
        PayPeriod::Hour => {
            assumed.add(Assumption::PaidDaysPerMonth);
            assumed.add(Assumption::PaidHoursPerDay);
        }
    }
}

/// The most months that a number behind a sign alone can be: `35k x 14`.
const MAX_MONTHS_BY_SIGN: u32 = 18;

impl ParsedPay {
    /// The stated pay, or why the text states none.
    pub(super) fn interpret(&self, defaults: &Defaults) -> Result<PayText, Unreadable> {
        if self.depth > 0 {
            return Err(Unreadable::Incomplete);
        }
        let Some(low) = self.low else { return self.without_amount() };
        if self.expects_span || (self.is_range && self.high.is_none()) {
            return Err(Unreadable::Incomplete);
        }
        if self.absent {
            return Err(Unreadable::Contradictory);
        }
        let mut assumed = Assumed::default();
        let currency = self.interpret_currency(defaults, &mut assumed)?;
        let (period, months) = self.interpret_period(defaults, currency, &mut assumed)?;
        let notation = self.notation(low);
        let counted = defaults.scale != Scale::Ones && !notation.has_unit();
        let marks = MarkRules { currency, period, counted };
        let (low, high) = match self.high {
            None => {
                let amount = marks.value(low.number, low.unit)?;
                (amount, amount)
            }
            Some(high) => marks.range(low, high)?,
        };
        let (low, high) = scaled(low, high, notation, defaults.scale)?;
        if low.is_zero() || high.is_zero() {
            return Err(Unreadable::Zero);
        }
        if high < low {
            return Err(Unreadable::HighBelowLow);
        }
        if high >= Decimal::from(MAX_AMOUNT) {
            return Err(Unreadable::TooLarge);
        }
        if self.is_approximate {
            assumed.add(Assumption::Exact);
        }
        let (low, high) = match (self.bound, self.from, self.high) {
            (None, false, _) | (None, true, Some(_)) => (Some(low), Some(high)),
            (Some(Bound::AtLeast), _, None) | (None, true, None) => (Some(low), None),
            (Some(Bound::AtMost), false, None) => (None, Some(high)),
            (Some(_), _, _) => return Err(Unreadable::Contradictory),
        };
        Ok(PayText::Stated(Pay { low, high, currency, period, months, assumed, notation }))
    }

    fn without_amount(&self) -> Result<PayText, Unreadable> {
        if self.absent || self.negotiable || (self.has_dash && !self.has_words) {
            Ok(PayText::NotStated)
        } else {
            Err(Unreadable::NoAmount)
        }
    }

    fn interpret_currency(&self, defaults: &Defaults, assumed: &mut Assumed) -> Result<Currency, Unreadable> {
        let default = defaults.currency;
        let of = |code: &str| code.parse().map_err(|_| Unreadable::UnclearCurrency);
        match (self.currency, self.sign) {
            (Some(currency), Some(sign)) if !sign.is_of(currency) => Err(Unreadable::TwoCurrencies),
            (Some(currency), _) => Ok(currency),
            // Of the two currencies written ¥, CNY is the one counted in 元.
            (None, Some(signs::Sign::Yen)) if self.yuan => of("CNY"),
            (None, Some(_)) if self.yuan => Err(Unreadable::TwoCurrencies),
            (None, Some(sign)) => {
                let currency = match defaults.shared_currency(|currency| sign.is_of(currency)) {
                    Some(currency) => currency,
                    None => of(sign.usual().ok_or(Unreadable::AmbiguousSign)?)?,
                };
                // Without a country that has it too, £ is sterling.
                if sign != signs::Sign::Pound || currency != of("GBP")? {
                    assumed.add(Assumption::CurrencyFromSign);
                }
                Ok(currency)
            }
            (None, None) if !self.yuan && self.implies_rupees(defaults) => {
                let currency = defaults.shared_currency(signs::counted_in_lakh);
                let is_default = currency == Some(default);
                assumed.add(if is_default { Assumption::Currency } else { Assumption::CurrencyFromIndian });
                currency.map_or_else(|| of("INR"), Ok)
            }
            (None, None) if self.yuan || self.implies_yuan(defaults) => {
                let fits = if self.yuan { signs::called_yuan } else { signs::counted_in_chinese };
                let found = defaults.shared_currency(fits);
                let currency = found.map_or_else(|| of("CNY"), Ok)?;
                let by_default = found == Some(default) && defaults.decided && !self.yuan;
                assumed.add(if currency == of("CNY")? && !by_default {
                    Assumption::CurrencyFromChinese
                } else {
                    Assumption::Currency
                });
                Ok(currency)
            }
            (None, None) => {
                assumed.add(Assumption::Currency);
                Ok(default)
            }
        }
    }

    fn interpret_period(
        &self,
        defaults: &Defaults,
        currency: Currency,
        assumed: &mut Assumed,
    ) -> Result<(PayPeriod, Option<Decimal>), Unreadable> {
        let months = self.months.map(months_paid).transpose()?;
        let period = match (self.period, months) {
            (Some(period), _) => period,
            // 24 may be the payments of somebody who is paid twice a month.
            (None, Some(months)) if self.multiplied && !self.chinese && months > MAX_MONTHS_BY_SIGN.into() => {
                return Err(Unreadable::UnclearPeriod);
            }
            (None, Some(_)) if !self.may_be_annual(currency) => PayPeriod::Month,
            (None, Some(_)) if !defaults.decided || self.multiplied => return Err(Unreadable::UnclearPeriod),
            (None, _) => {
                assumed.add(Assumption::Period);
                defaults.period
            }
        };
        match (period, months) {
            (_, None) => assume_conventions(period, assumed),
            (PayPeriod::Month, Some(_)) => {}
            (PayPeriod::Year, Some(_)) if !self.multiplied => {}
            (_, Some(_)) => return Err(Unreadable::Contradictory),
        }
        Ok((period, months))
    }

    /// Whether 20-30万·14薪 may be 200,000 to 300,000 yuan a year, paid in 14 parts, as job sites write it.
    fn may_be_annual(&self, currency: Currency) -> bool {
        let (Some(low), Some(high)) = (self.low, self.high.or(self.low)) else { return false };
        let power = match (low.unit, high.unit) {
            (Some(unit), _) => unit.power,
            (None, Some(_)) if is_in_full(low.number.value, high.number.value) => 0,
            (None, _) => high.unit.map_or(0, |unit| unit.power),
        };
        let large = times_ten_to(low.number.value, power).is_ok_and(|low| low >= Decimal::from(MIN_ANNUAL));
        high.unit.is_some_and(|unit| unit.power == 4) && currency.as_str() == "CNY" && large
    }

    /// Whether the notation means a Chinese currency: units and months paid do unless the currency is stated elsewhere, other
    /// Chinese words only where nothing is decided.
    fn implies_yuan(&self, defaults: &Defaults) -> bool {
        let states_months = self.chinese && self.months.is_some() && !self.multiplied;
        let is_strong = self.has_unit_of(Script::Chinese) || states_months;
        !defaults.stated_currency && (is_strong || self.chinese && !defaults.decided)
    }

    /// Whether the notation means an Indian currency: units do unless the currency is stated elsewhere, grouping only where
    /// nothing is decided.
    fn implies_rupees(&self, defaults: &Defaults) -> bool {
        let is_grouped = self.amounts().any(|amount| amount.number.indian);
        !defaults.stated_currency && (self.has_unit_of(Script::Indian) || is_grouped && !defaults.decided)
    }

    fn has_unit_of(&self, script: Script) -> bool {
        self.amounts().any(|amount| amount.unit.is_some_and(|unit| unit.script == script))
    }

    fn amounts(&self) -> impl Iterator<Item = Amount> {
        [self.low, self.high].into_iter().flatten()
    }

    /// How the text is written.
    fn notation(&self, low: Amount) -> Notation {
        let mut notation = Notation::default();
        notation.set(NotationFlag::NamesCurrency, self.currency.is_some() || self.sign.is_some() || self.yuan);
        notation.set(NotationFlag::NamesPeriod, self.period.is_some());
        notation.set(NotationFlag::Chinese, self.chinese || self.yuan);
        notation.set(NotationFlag::Range, self.high.is_some());
        notation.set(NotationFlag::Months, self.months.is_some());
        for Amount { number, unit } in [Some(low), self.high].into_iter().flatten() {
            let counts = unit.map(|unit| match (unit.power, unit.script) {
                (3, Script::Latin) => NotationFlag::Thousands,
                _ => NotationFlag::OtherUnit,
            });
            if let Some(counts) = counts {
                notation.set(counts, true);
            }
            notation.set(NotationFlag::Indian, number.indian || unit.is_some_and(|unit| unit.script == Script::Indian));
        }
        notation
    }
}

/// Whether the low end of a range is written in full, so that the unit of the high end is not its own: 8000-1.2万.
fn is_in_full(low: Decimal, high_without_unit: Decimal) -> bool {
    low >= Decimal::from(MIN_IN_FULL) && low > high_without_unit
}

/// Both ends in ones. Multiplies them by the unit of the column where the text has none and is not written in full.
fn scaled(low: Decimal, high: Decimal, notation: Notation, scale: Scale) -> Result<(Decimal, Decimal), Unreadable> {
    if scale == Scale::Ones || notation.has_unit() {
        return Ok((low, high));
    }
    let complete = notation.names_currency() || notation.names_period();
    if complete && high >= Decimal::from(MIN_IN_FULL) {
        return Ok((low, high));
    }
    Ok((times_ten_to(low, scale.power())?, times_ten_to(high, scale.power())?))
}

/// The months paid a year, 12 to 24. Fewer are a contract's, more are weeks or fortnights.
fn months_paid(number: Number) -> Result<Decimal, Unreadable> {
    if number.may_be_months_paid() { Ok(number.value) } else { Err(Unreadable::Months) }
}

fn power_of(unit: Option<Unit>) -> u32 {
    unit.map_or(0, |unit| unit.power)
}

/// Decides whether dots and commas group thousands or mark decimals.
struct MarkRules {
    currency: Currency,
    period: PayPeriod,
    /// Whether the column counts in a larger unit and the text has no unit.
    counted: bool,
}

impl MarkRules {
    fn value(&self, number: Number, unit: Option<Unit>) -> Result<Decimal, Unreadable> {
        times_ten_to(self.resolve(number, unit)?.value, power_of(unit))
    }

    /// Both ends of a range. The low end takes the unit of the high end where it has none.
    fn range(&self, low: Amount, high: Amount) -> Result<(Decimal, Decimal), Unreadable> {
        let high_value = self.value(high.number, high.unit)?;
        let (None, Some(_)) = (low.unit, high.unit) else {
            return Ok((self.value(low.number, low.unit)?, high_value));
        };
        let bare_high = self.resolve(high.number, high.unit)?.value;
        // Both ends with the same mark are in the same unit: 13.613-17.142m.
        let has_mark_of_high = low.number.mark != AmbiguousMark::Absent && low.number.mark == high.number.mark;
        if let Ok(in_full) = self.value(low.number, None)
            && !has_mark_of_high
            && is_in_full(in_full, bare_high)
        {
            // With a decimal mark, 5.043-538 lakh is a range too. Which is meant depends on the currency, which may be assumed.
            let in_unit = times_ten_to(low.number.with_decimal_mark().value, power_of(high.unit));
            let may_be_in_unit = in_unit.is_ok_and(|in_unit| in_unit <= high_value && in_unit != in_full);
            let has_dot = low.number.mark == AmbiguousMark::Dot;
            return if has_dot && may_be_in_unit {
                Err(Unreadable::AmbiguousNumber)
            } else {
                Ok((in_full, high_value))
            };
        }
        Ok((self.value(low.number, high.unit)?, high_value))
    }

    /// The number with its ambiguous mark, if it has one, resolved.
    ///
    /// Nobody writes annual pay with three decimals, and hourly pay rarely. So a mark before exactly three digits groups
    /// thousands wherever people group with that mark. Where it may be either, the number is refused.
    fn resolve(&self, number: Number, unit: Option<Unit>) -> Result<Number, Unreadable> {
        if number.mark == AmbiguousMark::Absent {
            return Ok(number);
        }
        let grouped = Number { mark: AmbiguousMark::Absent, ..number };
        let decimal = number.with_decimal_mark();
        let comma = signs::decimal_comma(self.currency);
        let small = matches!(self.period, PayPeriod::Day | PayPeriod::Hour);
        match (number.mark, unit) {
            // 1.234万, 1.234k, and 1.234 where a column counts in 万 or k: dots group only numbers written in full.
            (AmbiguousMark::Dot, Some(_)) => Ok(decimal),
            (AmbiguousMark::Dot, None) if self.counted => Ok(decimal),
            (AmbiguousMark::Dot, None) if comma && !small => Ok(grouped),
            (AmbiguousMark::Dot, None) if comma || signs::without_cents(self.currency) => {
                Err(Unreadable::AmbiguousNumber)
            }
            (AmbiguousMark::Dot, None) if self.period == PayPeriod::Hour => Ok(decimal),
            (AmbiguousMark::Dot, None) => Err(Unreadable::AmbiguousNumber),
            // 1,234万 yen groups. 1,250k is 1.25 k to some and 1,250 k to others.
            (AmbiguousMark::Comma, Some(unit)) if unit.script == Script::Chinese => Ok(grouped),
            (AmbiguousMark::Comma, Some(_)) => Err(Unreadable::AmbiguousNumber),
            (AmbiguousMark::Comma, None) if comma && small => Err(Unreadable::AmbiguousNumber),
            (AmbiguousMark::Comma | AmbiguousMark::Absent, _) => Ok(grouped),
        }
    }
}
