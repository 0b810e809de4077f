//! Pay on the command line (`--salary`, `--current`, `--budget`): how it is read, and notes on what was assumed.

use crate::answer::{Note, NoteTarget};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::file::pay_unit::a_period;
use crate::money::{Currency, Decimal, Overflow, Period, grouped, round_places};
use crate::pack::Pack;
use crate::pay::{self, AnnualPay, Assumption, Conventions, Defaults, Pay, PayElement, PayPeriod, PayText};
use crate::pricing::{Exchange, Offer, Options, PricingError, Quote, conventions, local_currency, native_currency};
use crate::views::{OfferText, percent};

/// Pay of an option, as written and per year.
#[derive(Debug)]
pub(in crate::cli) struct GivenPay<'a> {
    flag: &'static str,
    pub(in crate::cli) text: &'a str,
    pub(in crate::cli) pay: Pay,
    /// Pay per year that is compared with the market: base salary, or all months of `--months`.
    pub(in crate::cli) annual: AnnualPay,
    /// Guaranteed pay per year: base salary and the further months of the contract.
    guaranteed: AnnualPay,
    /// Whether the pay names no currency and is read in the local currency of the pack.
    is_local: bool,
    /// The months of `--months`, where the pay is counted over them.
    given_months: Option<Decimal>,
    conventions: Conventions,
}

impl<'a> GivenPay<'a> {
    /// Reads the pay of an option. A currency or period that the text does not state is that of the answer. Pay with a number
    /// of months and without a currency is in the local currency of the pack.
    ///
    /// # Errors
    /// When the text cannot be read. The error never repeats the text, because pay is confidential.
    pub(in crate::cli) fn read(
        context: &Context,
        options: &Options,
        flag: &'static str,
        text: &'a str,
    ) -> Result<Self, Failure> {
        let pack = &context.pack;
        let currency = match options.currency {
            Some(currency) => Some(currency),
            None => native_currency(pack)?,
        };
        let currency =
            currency.ok_or_else(|| Failure::usage(format!("{flag}: the pack has no currency to read it in")))?;
        let defaults = Defaults::new(currency, PayPeriod::from(options.period));
        let mut pay = read_pay(flag, text, &defaults)?;
        let local = local_currency(pack)?.filter(|_| pay.months.is_some() && names_no_currency(&pay));
        if let Some(local) = local {
            pay = read_pay(flag, text, &Defaults::new(local, PayPeriod::from(options.period)))?;
        }
        let conventions = conventions(pack, options)?;
        let annual = compared_pay(&pay, &conventions, options)?;
        let guaranteed = pay.annual(&Conventions { element: PayElement::Guaranteed, ..conventions })?;
        let given_months = options.months.filter(|_| needs_months(&pay));
        Ok(GivenPay { flag, text, pay, annual, guaranteed, is_local: local.is_some(), given_months, conventions })
    }

    /// Whether the pay is by the month and does not state how many months are paid a year, so that `--months` decides.
    pub(in crate::cli) fn needs_months(&self) -> bool {
        needs_months(&self.pay)
    }

    /// Notes on how the pay was read and what was assumed.
    pub(in crate::cli) fn notes(&self) -> Vec<Note> {
        self.notes_with("", NoteTarget::Both)
    }

    /// The same notes beside the sentence of [`GivenPay::offer_text`], which says in tables which months are compared. Where the pay
    /// is compared with one price, they say where the months that are not compared would put it.
    pub(in crate::cli) fn notes_beside(
        &self,
        quotes: &[&Quote],
        exchange: &Exchange<'_>,
    ) -> Result<Vec<Note>, Failure> {
        let [quote] = quotes else { return Ok(self.notes_with("", NoteTarget::Data)) };
        let other = if self.given_months.is_some() { self.base()? } else { self.guaranteed };
        let mid = if quote.percentiles.is_some() { "P50" } else { "mid" };
        let beside = Offer::against(quote, &other, exchange)?;
        let beside = beside.map(|offer| format!(", {} of {mid}", percent(offer.market_ratio)));
        Ok(self.notes_with(&beside.unwrap_or_default(), NoteTarget::Data))
    }

    /// Base salary a year: 12 months of pay by the month.
    fn base(&self) -> Result<AnnualPay, Failure> {
        Ok(self.pay.annual(&Conventions { element: PayElement::Base, ..self.conventions })?)
    }

    /// The pay a month, as it can be written: `CNY 50000/month`. `None` where it is open-ended.
    fn a_month(&self) -> Option<String> {
        let of_month = |annual: Decimal| Some(round_places(annual.checked_div(MONTHS_OF_BASE)?, 2).normalize());
        let (low, high) = (of_month(self.annual.low?)?, of_month(self.annual.high?)?);
        let amounts = if low == high { low.to_string() } else { format!("{low}-{high}") };
        Some(format!("{} {amounts}/month", self.pay.currency))
    }

    /// `beside` follows the pay that is not compared; `months_for` is the output that does not say elsewhere which months are compared.
    fn notes_with(&self, beside: &str, months_for: NoteTarget) -> Vec<Note> {
        let flag = self.flag;
        let mut notes = vec![Note::new(format!("{flag} is read as {}", self.pay))];
        notes.extend(self.compared_months(beside, months_for));
        notes.extend(self.assumptions().map(|what| Note::warning(format!("{flag} is read as {what}"))));
        if self.annual.midpoint().is_none() {
            notes.push(Note::warning(format!("{flag} is open-ended: it has no midpoint, and is not compared")));
        }
        notes
    }

    /// Which months of the pay are compared, when its text or `--months` says how many are paid a year, and how to compare the other
    /// ones. Each is a line on a screen of 80 columns.
    fn compared_months(&self, beside: &str, months_for: NoteTarget) -> Vec<Note> {
        let (Some(annual), Some(guaranteed)) = (range_text(&self.annual), range_text(&self.guaranteed)) else {
            return Vec::new();
        };
        let (flag, currency) = (self.flag, self.pay.currency);
        let local = if self.is_local { " (local currency)" } else { "" };
        let base = || self.base().ok().and_then(|base| range_text(&base));
        match (self.pay.months, self.given_months) {
            (Some(months), _) if months == MONTHS_OF_BASE => {
                vec![Note::warning(format!("{flag} is {currency} {annual}{local} over {MONTHS_OF_BASE} months"))]
            }
            (Some(months), _) => {
                let months = months.normalize();
                let compared = Note::warning(format!(
                    "{flag}: {MONTHS_OF_BASE} of {months} months are compared, {currency} {annual}{local}"
                ));
                let all = Note::fact(format!("all {months} months: {currency} {guaranteed}{beside}"));
                let all = match self.a_month() {
                    Some(pay) => all.advising(format!("write \"{pay}\" --months {months}")),
                    None => all,
                };
                // The sentence of the offer does not say that the currency is assumed.
                let is_silent = self.is_local && months_for == NoteTarget::Data;
                let read = Note::warning(format!("{flag} is read in {currency}, the local currency"));
                let read = is_silent.then(|| read.only_for(NoteTarget::Tables));
                [Some(compared.only_for(months_for)), read, Some(all)].into_iter().flatten().collect()
            }
            (None, None) => Vec::new(),
            (None, Some(months)) => {
                let months = months.normalize();
                let other = base().filter(|_| months != MONTHS_OF_BASE).map(|base| {
                    // Pay with months and without a currency is in the local currency.
                    let code = if names_no_currency(&self.pay) { format!("{currency} ") } else { String::new() };
                    let text = self.text.trim();
                    Note::fact(format!("base salary is {currency} {base}{beside}"))
                        .advising(format!("write \"{code}{text} x{months}\" to compare it"))
                });
                let used = Note::new(format!("{flag} is {currency} {guaranteed} over {months} months"));
                [Some(used), other].into_iter().flatten().collect()
            }
        }
    }

    /// What was assumed because the text does not state it; `None` when nothing was.
    fn assumptions(&self) -> Option<String> {
        let assumed = self.pay.assumed;
        let has = |assumption| assumed.contains(assumption);
        let (currency, period) = (self.pay.currency, a_period(self.pay.period));
        let mut parts = Vec::new();
        // A shared sign such as `¥` alone leaves no doubt about the currency; with an assumed period it does.
        let is_currency_open =
            names_no_currency(&self.pay) || has(Assumption::CurrencyFromSign) && has(Assumption::Period);
        // The note on base salary names the local currency already.
        match (is_currency_open && !self.is_local, has(Assumption::Period)) {
            (true, true) => parts.push(format!("{currency} {period}")),
            (true, false) => parts.push(currency.to_string()),
            (false, true) => parts.push(format!("pay {period}")),
            (false, false) => {}
        }
        if has(Assumption::PaidWeeksPerYear) {
            parts.push(format!("{} weeks a year", self.conventions.paid_weeks_per_year.normalize()));
        }
        if has(Assumption::PaidHoursPerDay) {
            parts.extend(
                self.conventions.paid_hours_per_year().map(|hours| format!("{} hours a year", whole_amount(hours))),
            );
        } else if has(Assumption::PaidDaysPerMonth) {
            parts.push(format!("{} days a month", round_places(self.conventions.paid_days_per_month, 2).normalize()));
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The pay per year in the currency of the pay; `None` when the text itself states it so, or the unit of the price shows it.
    fn amount(&self, quote: &Quote) -> Option<String> {
        let is_plain = self.pay.period == PayPeriod::Year && self.pay.months.is_none();
        let months = self.given_months.unwrap_or(MONTHS_OF_BASE);
        let is_shown = quote.currency == self.pay.currency
            && match quote.period {
                Period::Year => true,
                Period::Month => self.pay.period == PayPeriod::Month && quote.months == months,
                Period::Hour => self.pay.period == PayPeriod::Hour,
            };
        let amount = self.annual.midpoint().filter(|_| !is_plain && !is_shown)?;
        Some(format!("{} {} a year", self.pay.currency, whole_amount(amount)))
    }

    /// The text of the pay as an offer, beside a price.
    pub(in crate::cli) fn offer_text(&self, quote: Option<&Quote>) -> OfferText<'a> {
        let other_than_base = |months: Option<Decimal>| {
            months.map(|months| months.normalize()).filter(|months| *months != MONTHS_OF_BASE)
        };
        let part = match (other_than_base(self.pay.months), other_than_base(self.given_months)) {
            (Some(months), _) => Some(format!("{MONTHS_OF_BASE} of {months} months")),
            (None, Some(months)) => Some(format!("all {months} months")),
            (None, None) => None,
        };
        OfferText { text: self.text, part, amount: quote.and_then(|quote| self.amount(quote)) }
    }

    /// A warning when the pay is more than three times or less than a third of every market mid, with another way to read the
    /// text that would be near the market.
    pub(in crate::cli) fn implausible(
        &self,
        pack: &Pack,
        options: &Options,
        exchange: &Exchange<'_>,
        offers: &[(&Quote, &Offer)],
    ) -> Result<Option<Note>, Failure> {
        let nearest = offers.iter().min_by_key(|(_, offer)| distance(offer.market_ratio));
        let Some((quote, offer)) = nearest.filter(|(_, offer)| distance(offer.market_ratio) > MAX_PLAUSIBLE) else {
            return Ok(None);
        };
        let others = self.alternatives(pack, options, exchange, quote)?;
        Ok(Some(self.implausible_beside("the market mid", offer.market_ratio, &others)))
    }

    /// A warning when present pay is implausible beside the market or, if its text does not state its whole unit, beside the
    /// salary that is compared too.
    pub(in crate::cli) fn implausible_current(
        &self,
        pack: &Pack,
        options: &Options,
        exchange: &Exchange<'_>,
        rows: &[(&Quote, Option<&Offer>)],
    ) -> Result<Option<Note>, Failure> {
        let mut offers = Vec::new();
        for (quote, _) in rows {
            offers.extend(Offer::against(quote, &self.annual, exchange)?.map(|offer| (*quote, offer)));
        }
        let borrowed: Vec<_> = offers.iter().map(|(quote, offer)| (*quote, offer)).collect();
        if let Some(note) = self.implausible(pack, options, exchange, &borrowed)? {
            return Ok(Some(note));
        }
        let states_unit = !names_no_currency(&self.pay) && !self.pay.assumed.contains(Assumption::Period);
        let (Some((quote, Some(salary))), Some((_, current))) = (rows.first(), offers.first()) else { return Ok(None) };
        let ratio = current.salary.checked_div(salary.salary).filter(|ratio| !ratio.is_zero());
        let Some(ratio) = ratio.filter(|ratio| !states_unit && distance(*ratio) > MAX_PLAUSIBLE) else {
            return Ok(None);
        };
        let mut others = self.alternatives(pack, options, exchange, quote)?;
        for (_, other) in &mut others {
            *other =
                other.checked_mul(ratio).and_then(|beside| beside.checked_div(current.market_ratio)).unwrap_or(*other);
        }
        others.retain(|(_, other)| distance(*other) <= MAX_PLAUSIBLE);
        others.sort_by_key(|(_, ratio)| distance(*ratio));
        Ok(Some(self.implausible_beside("--salary", ratio, &others)))
    }

    /// The amount, or the range, as it can be written again; `None` with an open end.
    fn written_again(&self) -> Option<String> {
        let (low, high) = (self.pay.low?.normalize(), self.pay.high?.normalize());
        Some(if low == high { low.to_string() } else { format!("{low}-{high}") })
    }

    /// The warning that the pay is so many times `reference`, with the first of the other ways to read its text.
    fn implausible_beside(&self, reference: &str, ratio: Decimal, others: &[(OtherUnit, Decimal)]) -> Note {
        let share = match ratio > Decimal::ONE {
            true => format!("{} times", grouped(round_places(ratio, 1), 1)),
            false if ratio < Decimal::new(1, 3) => "less than 0.1% of".to_owned(),
            false => format!("{} of", percent(ratio)),
        };
        let text = format!("{} is {share} {reference}", self.flag);
        match others.first() {
            None => {
                let note = Note::warning(format!("{text}: check its currency, period and zeros"));
                // Of `"$72.50"` a shell leaves `2.50`.
                let may_lack_digits = ratio < Decimal::ONE && names_no_currency(&self.pay);
                if may_lack_digits { note.advising(SHELL_ADVICE) } else { note }
            }
            Some((unit, ratio)) => {
                Note::warning(format!("{text}; as {} it is {} of it", unit.words(), percent(*ratio))).advising(format!(
                    "if so, write {} \"{}\"",
                    self.flag,
                    unit.template(self.written_again().as_deref().unwrap_or("…"))
                ))
            }
        }
    }

    /// Other ways to read the text, each with its market ratio, the nearest to the market first. Only what the text does not
    /// state is varied.
    fn alternatives(
        &self,
        pack: &Pack,
        options: &Options,
        exchange: &Exchange<'_>,
        quote: &Quote,
    ) -> Result<Vec<(OtherUnit, Decimal)>, Failure> {
        let mut currencies: Vec<Currency> = vec![self.pay.currency];
        let known = native_currency(pack)?.map(|native| exchange.currencies_to(native)).unwrap_or_default();
        for currency in local_currency(pack)?.into_iter().chain(known) {
            if !currencies.contains(&currency) {
                currencies.push(currency);
            }
        }
        let mut found: Vec<(OtherUnit, Decimal)> = Vec::new();
        let mut add = |unit: OtherUnit, pay: &Pay, factor: Decimal| -> Result<(), Failure> {
            let Ok(mut annual) = compared_pay(pay, &self.conventions, options) else { return Ok(()) };
            let times = |amount: Option<Decimal>| amount.and_then(|amount| amount.checked_mul(factor));
            (annual.low, annual.high) = (times(annual.low), times(annual.high));
            let ratio = match Offer::against(quote, &annual, exchange) {
                Ok(offer) => offer.map(|offer| offer.market_ratio),
                Err(PricingError::NoRate { .. }) => None,
                Err(error) => return Err(error.into()),
            };
            found.extend(ratio.filter(|ratio| distance(*ratio) <= MAX_PLAUSIBLE).map(|ratio| (unit, ratio)));
            Ok(())
        };
        for currency in &currencies {
            for period in [PayPeriod::Year, PayPeriod::Month, PayPeriod::Hour] {
                let Ok(PayText::Stated(pay)) = pay::read(self.text, &Defaults::new(*currency, period)) else {
                    continue;
                };
                if pay != self.pay {
                    add(OtherUnit::Of(pay.currency, pay.period), &pay, Decimal::ONE)?;
                }
            }
        }
        if !self.text.contains(|letter: char| letter.is_alphabetic()) {
            add(OtherUnit::Thousands(self.pay.currency), &self.pay, Decimal::ONE_THOUSAND)?;
        }
        found.sort_by_key(|(_, ratio)| distance(*ratio));
        found.dedup();
        Ok(found)
    }
}

/// Months of base salary a year.
const MONTHS_OF_BASE: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// Whether pay is by the month and does not state how many months are paid a year.
fn needs_months(pay: &Pay) -> bool {
    matches!(pay.period, PayPeriod::Month | PayPeriod::HalfMonth) && pay.months.is_none()
}

/// The pay per year that is compared with the market: base salary. `--months` divides a year of the market into equal months,
/// so pay by the month that states no months has all of them.
fn compared_pay(pay: &Pay, conventions: &Conventions, options: &Options) -> Result<AnnualPay, Overflow> {
    let is_by_given_months = options.months.is_some() && needs_months(pay);
    let element = if is_by_given_months { PayElement::Guaranteed } else { conventions.element };
    pay.annual(&Conventions { element, ..*conventions })
}

/// Another unit in which a text may state pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OtherUnit {
    Of(Currency, PayPeriod),
    Thousands(Currency),
}

impl OtherUnit {
    fn words(self) -> String {
        match self {
            OtherUnit::Of(currency, period) => format!("{currency} {}", a_period(period)),
            OtherUnit::Thousands(currency) => format!("thousands of {currency}"),
        }
    }

    /// How to write such pay of an amount.
    fn template(self, amount: &str) -> String {
        match self {
            OtherUnit::Of(currency, period) => format!("{currency} {amount}/{}", period.as_str()),
            OtherUnit::Thousands(currency) => format!("{currency} {amount}k"),
        }
    }
}

/// The largest market ratio, and the inverse of the smallest, that is plausible for pay on the command line.
const MAX_PLAUSIBLE: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

/// How many times a ratio is above or below 1.
fn distance(ratio: Decimal) -> Decimal {
    ratio.max(Decimal::ONE.checked_div(ratio).unwrap_or(Decimal::MAX))
}

/// Reads a text that has to state pay.
fn read_pay(flag: &str, text: &str, defaults: &Defaults) -> Result<Pay, Failure> {
    match pay::read(text, defaults) {
        Ok(PayText::Stated(pay)) => Ok(pay),
        Ok(PayText::NotStated) => Err(Failure::usage(format!("{flag} states no pay"))
            .hint("give an amount like 52000, ¥430,000 or 35k/month x14")),
        Err(error) => {
            let lacks_digits = text.trim_start().starts_with(['.', ',']);
            let hint = lacks_digits.then(|| SHELL_ADVICE.to_owned());
            Err(Failure::from(error).context(format!("{flag} cannot be read")).hint_from(hint))
        }
    }
}

/// What to do about amounts of which a shell has removed the sign and the first digit.
const SHELL_ADVICE: &str = "a shell needs single quotes around a $: '$72.50/hour'";

/// Whether the currency was assumed because the text names none.
fn names_no_currency(pay: &Pay) -> bool {
    pay.assumed.contains(Assumption::Currency)
}

/// The range without decimal places; `None` when one end is open.
fn range_text(pay: &AnnualPay) -> Option<String> {
    let (low, high) = (whole_amount(pay.low?), whole_amount(pay.high?));
    Some(if low == high { low } else { format!("{low}–{high}") })
}

/// An amount without decimal places.
fn whole_amount(amount: Decimal) -> String {
    grouped(round_places(amount, 0), 0)
}
