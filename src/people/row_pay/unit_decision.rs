//! Decides in which unit a column of pay is read, by the strongest evidence that the first rows give.

use std::cell::OnceCell;

use super::cell::times_per_year;
use super::evidence::{ColumnEvidence, currency_of_chinese};
use super::market_distance::{MAX_LIKELY_RATIO, MAX_PLAUSIBLE_RATIO, MarketDistances, MarketReference, Unstated};
use super::pay_header::{PayHeader, parse_pay_header};
use super::unit::{DecidedBy, GivenUnit, PayUnit};
use crate::money::{Currency, Decimal};
use crate::names::PlaceIndex;
use crate::pay::{Conventions, PayPeriod};
use crate::people::columns::Columns;
use crate::people::period_column::PeriodColumn;
use crate::tabular::Input;

/// What decides the unit of a pay column, besides its header and cells.
pub(crate) struct UnitContext<'e, 'p, M> {
    /// The columns of the file.
    pub(crate) columns: &'e Columns,
    /// The unit where nothing in the file says otherwise. Its currency is the native one.
    pub(crate) assumed: PayUnit,
    /// The unit that the caller gives.
    pub(crate) given: GivenUnit,
    /// How pay is converted to annual pay.
    pub(crate) conventions: &'e Conventions,
    /// The cities of the pack. A file with their names is evidence for the currency of their country.
    pub(crate) places: &'e PlaceIndex<'p>,
    /// The country of the pack's cities.
    pub(crate) home_country: &'e str,
    /// Market prices.
    pub(crate) market: &'e M,
}

/// One in this many amounts is enough to decide for the others.
const AMOUNTS_PER_STATED_UNIT: u64 = 10;

/// The unit of a pay column, and what else its first rows say.
#[derive(Debug)]
pub(crate) struct DecidedUnit {
    pub(crate) unit: PayUnit,
    /// The currencies that the file gives evidence for: those that its amounts state or are written in, those of its countries
    /// and places, and the Chinese one for a file in Chinese.
    pub(crate) evident_currencies: Vec<Currency>,
    /// Whether the column of periods states something else than the period of the amounts, such as how often people are paid.
    pub(crate) is_period_column_unfit: bool,
}

/// Decides the unit of the pay column of a file by its header and its first rows. A column of periods that is unfit for the
/// amounts decides nothing.
pub(crate) fn decide_unit<M: MarketReference>(context: &UnitContext<'_, '_, M>, input: &Input<'_>) -> DecidedUnit {
    let decision = UnitDecision::new(context, input);
    let unit = decision.unit();
    if !decision.is_period_column_unfit(&unit) {
        return decision.decided(unit, false);
    }
    let mut columns = context.columns.clone();
    columns.set_period_column_aside();
    let context = UnitContext { columns: &columns, ..*context };
    let decision = UnitDecision::new(&context, input);
    decision.decided(decision.unit(), true)
}

struct UnitDecision<'d, 'p, 's, M> {
    context: &'d UnitContext<'d, 'p, M>,
    input: &'d Input<'s>,
    header: PayHeader,
    evidence: ColumnEvidence,
    /// Made only where the market can decide, because it prices the first rows.
    distances: OnceCell<MarketDistances>,
}

impl<'d, 'p, 's, M: MarketReference> UnitDecision<'d, 'p, 's, M> {
    fn new(context: &'d UnitContext<'d, 'p, M>, input: &'d Input<'s>) -> Self {
        UnitDecision {
            context,
            input,
            header: parse_pay_header(&context.columns.pay_header, context.assumed.currency),
            evidence: ColumnEvidence::of(input, context.columns, context.conventions),
            distances: OnceCell::new(),
        }
    }

    fn decided(&self, unit: PayUnit, is_period_column_unfit: bool) -> DecidedUnit {
        DecidedUnit { unit, evident_currencies: self.evident_currencies(), is_period_column_unfit }
    }

    fn unit(&self) -> PayUnit {
        let given = self.context.given;
        let (currency, currency_by) = match (given.currency, self.header.currency) {
            (Some(currency), _) => (currency, DecidedBy::Flag),
            (None, Some(currency)) => (currency, DecidedBy::Header),
            (None, None) => self.currency(),
        };
        let (period, period_by) = match (given.period, self.header.period) {
            (Some(period), _) => (period, DecidedBy::Flag),
            (None, Some(period)) => (period, DecidedBy::Header),
            (None, None) => self.period(currency, currency_by),
        };
        let (currency, currency_by, period, period_by) =
            match self.nearer_in_chinese_currency(currency_by, period, period_by) {
                Some((chinese, other)) if other != period => (chinese, DecidedBy::Market, other, DecidedBy::Market),
                Some((chinese, _)) => (chinese, DecidedBy::Market, period, period_by),
                None => (currency, currency_by, period, period_by),
            };
        let (stating_currency, stating_period) =
            (self.evidence.stating_currency(currency), self.evidence.stating_period(period));
        let (scale, net, amounts) = (self.header.scale, self.header.net, self.evidence.amounts);
        PayUnit {
            currency,
            period,
            period_in_other_currencies: self.period_in_other_currencies(currency, period, period_by),
            currency_by,
            period_by,
            stating_currency,
            stating_period,
            amounts,
            scale,
            net,
            decided: true,
            signs_by_country: self.evidence.signs_by_country,
        }
    }

    /// Whether the column of periods is unfit for the amounts. A column of how often people are paid is unfit if the amounts are
    /// far from the market by it, or the header of pay states a period. Another column is unfit if the header of pay states a period
    /// in which the amounts are nearer the market, or if no market is known. One that was found by its cells is unfit if the amounts
    /// are nearer the market without it, or the caller gives a period.
    fn is_period_column_unfit(&self, unit: &PayUnit) -> bool {
        let UnitContext { columns, assumed, conventions, market, .. } = self.context;
        let stated = match columns.period_column {
            PeriodColumn::Certain => return false,
            PeriodColumn::FrequencyBesidePeriodInHeader => return true,
            PeriodColumn::ByCells if self.context.given.period.is_some() => return true,
            PeriodColumn::Frequency => None,
            PeriodColumn::BesidePeriodInHeader => self.header.period,
            PeriodColumn::ByCells => Some(unit.period),
        };
        let distances = self.distances();
        let rate = market.rate_from(unit.currency).and_then(|rate| f64::try_from(rate).ok());
        let scale = 10_f64.powi(i32::try_from(self.header.scale.power()).unwrap_or_default());
        let median = |times| distances.median_of_period_column(times, rate?, scale);
        let times =
            stated.and_then(|period| f64::try_from(times_per_year(period, assumed.currency, conventions)?).ok());
        match (median(None), times) {
            (Some(by_column), None) => !is_plausible(by_column),
            (Some(by_column), times) => median(times).is_some_and(|ratio| ratio.ln().abs() < by_column.ln().abs()),
            (None, times) => times.is_some() && columns.period_column != PeriodColumn::ByCells,
        }
    }

    /// The period of amounts in other currencies than that of the column, where only that one of a year and a month brings them near
    /// the market. What amounts in one currency state says little about those in another: `15-25K·14薪` beside `USD 60,000`.
    fn period_in_other_currencies(
        &self,
        currency: Currency,
        period: PayPeriod,
        period_by: DecidedBy,
    ) -> Option<PayPeriod> {
        let UnitContext { columns, conventions, assumed, .. } = self.context;
        // With a column of currencies the first rows are priced only where amounts decided the period.
        let may_differ = columns.currency.is_some() && period_by != DecidedBy::Pack
            || self.evidence.currencies().any(|other| other != currency);
        if period_by.is_statement() || !may_differ {
            return None;
        }
        let scale = 10_f64.powi(i32::try_from(self.header.scale.power()).unwrap_or_default());
        let is_near = |period| {
            let times = f64::try_from(times_per_year(period, assumed.currency, conventions)?).ok()?;
            self.distances().median_in_other_currencies(currency, times, scale).map(is_plausible)
        };
        let mut others = [PayPeriod::Year, PayPeriod::Month].into_iter().filter(|other| *other != period);
        others.find(|other| is_near(*other) == Some(true) && is_near(period) == Some(false))
    }

    /// How far the amounts of the first rows are from the market.
    fn distances(&self) -> &MarketDistances {
        let UnitContext { columns, conventions, market, assumed, .. } = self.context;
        self.distances.get_or_init(|| MarketDistances::new(*market, self.input, columns, conventions, assumed.currency))
    }

    fn native(&self) -> Currency {
        self.context.assumed.currency
    }

    /// Whether the header of the column, one of its cells, or most titles or places beside it have Han characters.
    fn has_chinese_context(&self) -> bool {
        self.header.han || self.evidence.has_han || self.evidence.is_beside_han()
    }

    fn evident_currencies(&self) -> Vec<Currency> {
        let native = self.native();
        let written = self.evidence.currency(native).map(|found| found.0);
        let chinese = currency_of_chinese(native).filter(|_| self.has_chinese_context());
        let places = self.evidence.currencies_of_places(self.context.places, self.context.home_country);
        let mut all = Vec::new();
        for currency in written.into_iter().chain(self.evidence.currencies()).chain(places).chain(chinese) {
            if !all.contains(&currency) {
                all.push(currency);
            }
        }
        all
    }

    /// The currency that the amounts of the first rows state or else are written in; the native one without evidence.
    fn currency(&self) -> (Currency, DecidedBy) {
        let native = self.native();
        let found = self.evidence.currency(native);
        if let Some((currency, stating, by)) = found
            && stating * AMOUNTS_PER_STATED_UNIT >= self.evidence.amounts
            && (currency == native || stating == self.evidence.amounts || self.is_possible(currency))
        {
            return (currency, by);
        }
        let Some(chinese) = currency_of_chinese(native) else { return (native, DecidedBy::Pack) };
        if self.evidence.thousands * AMOUNTS_PER_STATED_UNIT >= self.evidence.amounts
            && self.evidence.thousands > 0
            && self.has_chinese_context()
        {
            return (chinese, DecidedBy::Notation);
        }
        // A period in Han characters is Chinese notation too, unless the amounts are near the market in the native currency only.
        if self.header.han_period && found.is_none() && chinese != native && self.is_possible(chinese) {
            return (chinese, DecidedBy::Notation);
        }
        (native, DecidedBy::Pack)
    }

    /// The Chinese currency, and the period in which pay in it is nearest the market, for amounts beside Chinese text that state
    /// no currency; `None` where something else decided the currency, or where they are as likely in the native one.
    fn nearer_in_chinese_currency(
        &self,
        currency_by: DecidedBy,
        period: PayPeriod,
        period_by: DecidedBy,
    ) -> Option<(Currency, PayPeriod)> {
        let native = self.native();
        let chinese = currency_of_chinese(native).filter(|chinese| *chinese != native)?;
        let is_open = currency_by == DecidedBy::Pack && self.context.columns.currency.is_none();
        if !is_open || !self.has_chinese_context() || self.evidence.currency(native).is_some() {
            return None;
        }
        let distance =
            |currency, period| self.median_ratio(currency, period, Unstated::Currency).map(|ratio| ratio.ln().abs());
        let in_native = distance(native, period).filter(|distance| *distance > f64::from(MAX_LIKELY_RATIO).ln())?;
        let periods = if period_by == DecidedBy::Pack { vec![PayPeriod::Year, PayPeriod::Month] } else { vec![period] };
        let in_chinese = periods.into_iter().filter_map(|period| Some((distance(chinese, period)?, period)));
        let (nearest, period) = in_chinese.min_by(|one, other| one.0.total_cmp(&other.0))?;
        let is_nearer = nearest < in_native && nearest <= f64::from(MAX_PLAUSIBLE_RATIO).ln();
        is_nearer.then_some((chinese, period))
    }

    /// Whether amounts without a currency can be in this one. They cannot if they are near the market in the native currency,
    /// and in no period near it in this one.
    fn is_possible(&self, currency: Currency) -> bool {
        let periods = match self.context.given.period.or(self.header.period) {
            Some(period) => vec![period],
            None => vec![PayPeriod::Year, PayPeriod::Month],
        };
        let near = |currency, period| self.is_near(currency, period, Unstated::Currency);
        let first = periods.first().copied().unwrap_or(self.context.assumed.period);
        periods.iter().any(|period| near(currency, *period) != Some(false)) || near(self.native(), first) != Some(true)
    }

    /// Whether the median of the amounts that do not state `unstated` is near the market; `None` where that is not known.
    fn is_near(&self, currency: Currency, period: PayPeriod, unstated: Unstated) -> Option<bool> {
        self.median_ratio(currency, period, unstated).map(is_plausible)
    }

    /// Whether the median of the amounts that do not state a period is near that of the amounts that do; `None` without either.
    fn is_near_others(&self, currency: Currency, period: PayPeriod) -> Option<bool> {
        let UnitContext { columns, conventions, .. } = self.context;
        // A column of periods states that of each row.
        if columns.pay_period.is_some() {
            return None;
        }
        let times_per_year = f64::try_from(times_per_year(period, currency, conventions)?).ok()?;
        let scale = f64::from(10_u32.checked_pow(self.header.scale.power())?);
        self.evidence.beside.median_ratio(currency, times_per_year, scale).map(is_plausible)
    }

    /// The median market ratio of the amounts that do not state `unstated`, read in a currency and a period.
    fn median_ratio(&self, currency: Currency, period: PayPeriod, unstated: Unstated) -> Option<f64> {
        let UnitContext { assumed, conventions, market, .. } = self.context;
        let rate = market.rate_from(currency)?;
        let times_per_year = times_per_year(period, assumed.currency, conventions)?;
        let scale = Decimal::from(10_u64.checked_pow(self.header.scale.power())?);
        let median = self.distances().median(currency, unstated, times_per_year, scale)?;
        Some(median * f64::try_from(rate).ok()?)
    }

    /// The period that the amounts of the first rows state or else are written for; the assumed one without evidence.
    fn period(&self, currency: Currency, by: DecidedBy) -> (PayPeriod, DecidedBy) {
        let near = |period| self.is_near(currency, period, Unstated::Period);
        let is_given = matches!(by, DecidedBy::Flag | DecidedBy::Header);
        let written = self.period_of_notation(currency, by);
        let Some((period, stating, of)) = self.evidence.period(currency, is_given) else { return written };
        // $45 an hour says nothing about the period of $120K beside it.
        let is_like_others = stating == of || self.is_near_others(currency, period) != Some(false);
        let is_enough = stating * AMOUNTS_PER_STATED_UNIT >= of && is_like_others;
        // A few ads by the day do not decide for the others, if those are near the market as they are written.
        let is_likely =
            period == written.0 || stating == of || near(period) != Some(false) || near(written.0) != Some(true);
        if is_enough && is_likely { (period, DecidedBy::Cells) } else { written }
    }

    /// The period that the amounts of the first rows are written for; the assumed one without evidence.
    fn period_of_notation(&self, currency: Currency, by: DecidedBy) -> (PayPeriod, DecidedBy) {
        let assumed = self.context.assumed.period;
        let near = |period| self.is_near(currency, period, Unstated::Period);
        let (month, year) = (PayPeriod::Month, PayPeriod::Year);
        let is_chinese = currency_of_chinese(self.native()) == Some(currency)
            && (by != DecidedBy::Pack || self.evidence.chinese > 0);
        let is_enough = |count: u64| count > 0 && count * AMOUNTS_PER_STATED_UNIT >= self.evidence.amounts;
        let has_units = is_enough(self.evidence.unit_without_period);
        if !is_chinese || !(has_units || is_enough(self.evidence.chinese_without_period)) {
            return (assumed, DecidedBy::Pack);
        }
        let only_year = || near(month) == Some(false) && near(year) == Some(true);
        let only_month = || near(year) == Some(false) && near(month) == Some(true);
        if is_enough(self.evidence.ranges_without_period) {
            return (if only_year() { year } else { month }, DecidedBy::Notation);
        }
        match only_month() {
            true => (month, DecidedBy::Notation),
            false if has_units => (year, DecidedBy::Notation),
            false => (assumed, DecidedBy::Pack),
        }
    }
}

/// Whether a ratio of pay to a market mid, or to other pay, is plausible.
fn is_plausible(ratio: f64) -> bool {
    let limit = f64::from(MAX_PLAUSIBLE_RATIO);
    (limit.recip()..=limit).contains(&ratio)
}
