//! The grammar of pay texts: each token adds to what the text says. The grammar looks one token ahead and never back.

use super::lexer::PayToken;
use super::number::Number;
use super::parsed::{Amount, Bound, LastToken, ParsedPay, Script, Unit};
use super::period::PayPeriod;
use super::unreadable::Unreadable;
use super::words::Word;
use crate::money::Currency;

impl ParsedPay {
    pub(super) fn take(&mut self, token: PayToken, ahead: Option<PayToken>) -> Result<(), Unreadable> {
        let last = std::mem::take(&mut self.last);
        self.has_words |= !matches!(
            token,
            PayToken::Currency(_)
                | PayToken::Word(Word::Code(_) | Word::Sign(_) | Word::Filler | Word::Dash | Word::Slash)
        );
        let word = match token {
            PayToken::Number(number) => return self.number(number, last, ahead),
            PayToken::Currency(currency) => return self.currency(currency, last),
            PayToken::Word(word) => word,
        };
        match word {
            Word::Refused(why) => return Err(why),
            Word::Code(code) => return self.currency(code.parse().map_err(|_| Unreadable::UnknownWord)?, last),
            Word::Sign(sign) => {
                self.last = last.after_currency();
                return set_once(&mut self.sign, sign, Unreadable::TwoCurrencies);
            }
            Word::Yuan => self.yuan = true,
            Word::Power(power) => return self.unit(Unit { power, script: Script::Latin }, last),
            Word::ChinesePower(power) => return self.unit(Unit { power, script: Script::Chinese }, last),
            Word::IndianPower(power) => return self.unit(Unit { power, script: Script::Indian }, last),
            Word::LakhPerAnnum => {
                self.unit(Unit { power: 5, script: Script::Indian }, last)?;
                return self.period(PayPeriod::Year);
            }
            Word::Letter(letter) => return self.letter(letter, last, ahead),
            Word::Dash => return self.dash(last, ahead),
            Word::Tilde if self.low.is_none() && begins_amount(ahead) => self.is_approximate = true,
            Word::To | Word::Tilde => return self.join(),
            Word::And if self.is_range => return self.join(),
            Word::And => return Err(Unreadable::TooManyAmounts),
            Word::Between => self.is_range = true,
            Word::From => self.from = true,
            Word::Plus if self.low.is_none() => return Err(Unreadable::Incomplete),
            // A number after a plus can only be one of months, 15k+13薪; any other is an amount too many.
            Word::Plus if matches!(ahead, Some(PayToken::Number(_))) => {}
            Word::Plus | Word::AtLeast => return set_once(&mut self.bound, Bound::AtLeast, Unreadable::Contradictory),
            Word::AtMost => return set_once(&mut self.bound, Bound::AtMost, Unreadable::Contradictory),
            // "15k <" would mean pay above 15k, which nobody writes.
            Word::NotBelow | Word::NotAbove if self.low.is_some() => return Err(Unreadable::Contradictory),
            Word::NotBelow => return set_once(&mut self.bound, Bound::AtLeast, Unreadable::Contradictory),
            Word::NotAbove => return set_once(&mut self.bound, Bound::AtMost, Unreadable::Contradictory),
            Word::Slash => self.slash(ahead)?,
            Word::Per => self.expects_span = true,
            Word::Span(period) => return self.span(period, last),
            Word::Rate(period) => return self.period(period),
            Word::Open => {
                self.depth = self.depth.saturating_add(1);
                self.last = LastToken::Open;
            }
            Word::Close => {
                // Accountants write a negative number in parentheses.
                if self.low_in_parentheses && self.high.is_none() && matches!(last, LastToken::Number | LastToken::Unit)
                {
                    return Err(Unreadable::Negative);
                }
                self.depth = self.depth.checked_sub(1).ok_or(Unreadable::Incomplete)?;
            }
            Word::Times | Word::MiddleDot => {
                self.expects_months = self.low.is_some() && matches!(ahead, Some(PayToken::Number(_)));
                if word == Word::Times && !self.expects_months {
                    return Err(Unreadable::Incomplete);
                }
                self.multiplied |= word == Word::Times;
            }
            Word::Paid(months) => {
                return set_once(&mut self.months, Number::whole(months), Unreadable::Months);
            }
            Word::Months if last != LastToken::Months => return Err(Unreadable::Incomplete),
            Word::Months | Word::Salaries | Word::Filler => {}
            Word::About => self.is_approximate = true,
            Word::Negotiable => self.negotiable = true,
            Word::Absent => self.absent = true,
        }
        Ok(())
    }

    fn currency(&mut self, currency: Currency, last: LastToken) -> Result<(), Unreadable> {
        self.last = last.after_currency();
        set_once(&mut self.currency, currency, Unreadable::TwoCurrencies)
    }

    /// Takes a number: of months where a word or sign beside it says so, of money otherwise.
    fn number(&mut self, number: Number, last: LastToken, ahead: Option<PayToken>) -> Result<(), Unreadable> {
        let salaries = ahead == Some(PayToken::Word(Word::Salaries));
        let months = ahead == Some(PayToken::Word(Word::Months))
            && self.low.is_some()
            && !self.expects_high
            && !self.expects_span;
        if salaries || months || self.expects_months {
            // The slash of "15k/14薪" separates; it does not mean "per".
            self.expects_span &= !salaries;
            self.expects_months = false;
            self.last = LastToken::Months;
            return match self.months.replace(number) {
                None => Ok(()),
                Some(_) => Err(Unreadable::Months),
            };
        }
        if self.expects_span {
            return Err(Unreadable::Incomplete);
        }
        self.last = LastToken::Number;
        let amount = Amount { number, unit: None };
        if self.low.is_none() {
            self.low = Some(amount);
            self.low_in_parentheses = last == LastToken::Open;
        } else if std::mem::take(&mut self.expects_high) {
            self.high = Some(amount);
        } else {
            return self.remainder(number, last, ahead);
        }
        Ok(())
    }

    /// Adds the 5 of 1万5 and 1万5千 to the amount before it.
    fn remainder(&mut self, remainder: Number, last: LastToken, ahead: Option<PayToken>) -> Result<(), Unreadable> {
        let smaller = match ahead {
            Some(PayToken::Word(Word::ChinesePower(power))) => Some(power),
            _ => None,
        };
        let Some(Amount { number, unit: Some(unit) }) = self.high.as_mut().or(self.low.as_mut()) else {
            return Err(Unreadable::TooManyAmounts);
        };
        let powers = smaller.map_or(Some(1), |smaller| unit.power.checked_sub(smaller));
        let whole = powers.filter(|_| unit.script == Script::Chinese && last == LastToken::Unit);
        *number = whole.and_then(|powers| number.and_then(remainder, powers)).ok_or(Unreadable::TooManyAmounts)?;
        self.last = if smaller.is_some() { LastToken::Remainder } else { LastToken::Other };
        Ok(())
    }

    fn unit(&mut self, unit: Unit, last: LastToken) -> Result<(), Unreadable> {
        match (last, self.high.as_mut().or(self.low.as_mut())) {
            (LastToken::Remainder, _) => Ok(()),
            (LastToken::Number, Some(amount)) => {
                amount.unit = Some(unit);
                self.last = LastToken::Unit;
                Ok(())
            }
            _ => Err(Unreadable::Incomplete),
        }
    }

    /// Takes a letter with several meanings: `m` is a million after a number and a month after a slash.
    fn letter(&mut self, letter: u8, last: LastToken, ahead: Option<PayToken>) -> Result<(), Unreadable> {
        let article = letter == b'a' && matches!(ahead, Some(PayToken::Word(Word::Span(_))));
        match letter {
            _ if article => self.expects_span = true,
            b'm' if self.expects_span => return self.span(PayPeriod::Month, last),
            b'w' if self.expects_span => return self.span(PayPeriod::Week, last),
            b'd' if self.expects_span => return self.span(PayPeriod::Day, last),
            b'h' if self.expects_span => return self.span(PayPeriod::Hour, last),
            b'y' | b'a' if self.expects_span => return self.span(PayPeriod::Year, last),
            b'm' => return self.unit(Unit { power: 6, script: Script::Latin }, last),
            b'l' => return self.unit(Unit { power: 5, script: Script::Indian }, last),
            b'w' => {
                self.chinese = true;
                return self.unit(Unit { power: 4, script: Script::Chinese }, last);
            }
            _ => return Err(Unreadable::UnknownWord),
        }
        Ok(())
    }

    fn dash(&mut self, last: LastToken, ahead: Option<PayToken>) -> Result<(), Unreadable> {
        match (self.low, begins_amount(ahead)) {
            (_, true) if last == LastToken::Months => Err(Unreadable::Months),
            (None, true) => Err(Unreadable::Negative),
            (None, false) => {
                self.has_dash = true;
                Ok(())
            }
            (Some(_), true) => self.join(),
            // In "£40k - DOE" the dash separates. It cannot where nothing follows, or where a range has no high end yet.
            (Some(_), false) if ahead.is_none() || self.expects_high => Err(Unreadable::Incomplete),
            (Some(_), false) => Ok(()),
        }
    }

    fn join(&mut self) -> Result<(), Unreadable> {
        if self.low.is_none() || self.expects_high {
            return Err(Unreadable::Incomplete);
        }
        if self.high.is_some() {
            return Err(Unreadable::TooManyAmounts);
        }
        self.is_range = true;
        self.expects_high = true;
        Ok(())
    }

    fn slash(&mut self, ahead: Option<PayToken>) -> Result<(), Unreadable> {
        let separates = self.low.is_none() && !matches!(ahead, Some(PayToken::Word(Word::Span(_) | Word::Letter(_))));
        match (separates, ahead) {
            (true, Some(PayToken::Number(_))) => return Err(Unreadable::Incomplete),
            (true, _) => self.has_dash = true,
            (false, _) => self.expects_span = true,
        }
        Ok(())
    }

    /// Takes a span of time, which counts only after a slash or "per": 3年 is a time, not pay.
    fn span(&mut self, period: PayPeriod, last: LastToken) -> Result<(), Unreadable> {
        if !std::mem::take(&mut self.expects_span) {
            let months = last == LastToken::Months && period == PayPeriod::Month;
            return if months { Ok(()) } else { Err(Unreadable::Incomplete) };
        }
        // 15k·13薪/年 may mean 13 months paid a year, or that 15k is a year's pay.
        if period == PayPeriod::Year && self.months.is_some() {
            return Err(Unreadable::Contradictory);
        }
        self.period(period)
    }

    fn period(&mut self, period: PayPeriod) -> Result<(), Unreadable> {
        self.expects_span = false;
        set_once(&mut self.period, period, Unreadable::TwoPeriods)
    }
}

/// Whether an amount, or a currency before one, comes next.
fn begins_amount(ahead: Option<PayToken>) -> bool {
    matches!(ahead, Some(PayToken::Number(_) | PayToken::Currency(_) | PayToken::Word(Word::Code(_) | Word::Sign(_))))
}

/// Fills a slot. A second, different value is the error.
fn set_once<T: Copy + PartialEq>(slot: &mut Option<T>, value: T, otherwise: Unreadable) -> Result<(), Unreadable> {
    if slot.replace(value).is_none_or(|before| before == value) { Ok(()) } else { Err(otherwise) }
}
