//! A priced cell: its market range, and the texts that are appended to each of its rows.

use std::sync::Arc;

use super::conversion::ConversionFactor;
use super::integer_range::IntegerRange;
use super::market_column::MarketColumn;
use super::options::SummaryCounts;
use super::ratio_histogram::RatioHistogram;
use super::tally::CellCounts;
use crate::answer::Kind;
use crate::money::{Currency, Decimal, Interval};
use crate::pack::{DataError, Pack};
use crate::pricing::{MissingEnds, Percentiles, Quote};
use crate::render::data_number;

/// A priced cell, which all workers share.
#[derive(Debug)]
pub(super) struct PricedCell {
    /// The annual market range with which pay is compared: base, or base + retention.
    pub(super) range: Interval,
    /// The ends of the range that are not published.
    pub(super) missing: MissingEnds,
    /// The percentiles for a year; `None` for a price from a median.
    pub(super) percentiles: Option<Box<Percentiles>>,
    /// The market range in the other reading of the median, where there is one.
    pub(super) alt_range: Option<Interval>,
    role: String,
    city: String,
    level: String,
    grade: String,
    basis: &'static str,
    currency: Currency,
    period: &'static str,
    amounts: [String; 3],
    p10: String,
    p90: String,
    people: String,
    certainty: String,
    alt_reading: &'static str,
    alt_amounts: [String; 3],
}

/// A priced cell, and what one worker counts for it.
#[derive(Debug)]
pub(super) struct WorkerCell {
    pub(super) priced: Arc<PricedCell>,
    /// The range for whole numbers in the currency of the column; `None` where they are too large for integers. It is not
    /// shared, because the unit of the column is decided after the first cells are priced.
    pub(super) integer_range: Option<IntegerRange>,
    /// The range for whole numbers in the currencies of a currency column, with the factor that converts them.
    by_currency: Vec<(Currency, Option<(IntegerRange, ConversionFactor)>)>,
    pub(super) counts: CellCounts,
}

impl PricedCell {
    /// A cell by its quote in the period of the answer, and by its annual quote.
    pub(super) fn new(pack: &Pack, with_retention: bool, quote: &Quote, annual: &Quote) -> Result<Self, DataError> {
        let range_of = |quote: &Quote| if with_retention { quote.total } else { quote.base };
        let (range, shown) = (range_of(annual), range_of(quote));
        let alt_of = |quote: &Quote| quote.other.map(|other| if with_retention { other.total } else { other.base });
        let amounts =
            |range: &Interval| [range.low, range.mid, range.high].map(|amount| data_number(Kind::Money, amount));
        let [low, mid, high] = amounts(&shown);
        let known = |text: String, is_missing: bool| if is_missing { String::new() } else { text };
        let published_amounts = [known(low, quote.missing.low), mid, known(high, quote.missing.high)];
        let outer = |pick: fn(&Percentiles) -> Option<Decimal>| {
            let amount = quote.percentiles.as_deref().and_then(pick);
            amount.map(|amount| data_number(Kind::Money, amount)).unwrap_or_default()
        };
        let of_percentiles =
            |pick: fn(&Percentiles) -> Option<String>| quote.percentiles.as_deref().and_then(pick).unwrap_or_default();
        let cell = &quote.cell;
        let city = match &cell.city {
            Some(id) => pack.city_name(id)?.to_owned(),
            None => String::new(),
        };
        Ok(PricedCell {
            range,
            missing: annual.missing,
            percentiles: annual.percentiles.clone(),
            alt_range: alt_of(annual),
            role: pack.role_title(&cell.role)?.to_owned(),
            city,
            level: cell
                .level
                .as_deref()
                .map(|level| pack.level_name(level))
                .transpose()?
                .unwrap_or_default()
                .to_owned(),
            grade: quote.match_grade.clone(),
            basis: quote.basis().as_str(),
            currency: quote.currency,
            period: quote.period.as_str(),
            amounts: published_amounts,
            p10: outer(|percentiles| percentiles.p10),
            p90: outer(|percentiles| percentiles.p90),
            people: of_percentiles(|percentiles| percentiles.n.map(|people| people.to_string())),
            certainty: of_percentiles(|percentiles| percentiles.certainty.clone()),
            alt_reading: quote.other.map_or("", |other| other.reading.as_str()),
            alt_amounts: alt_of(quote).as_ref().map(amounts).unwrap_or_default(),
        })
    }

    /// The text of a column that depends on the cell alone; `None` for any other column.
    pub(super) fn text(&self, column: MarketColumn) -> Option<&str> {
        let [low, mid, high] = &self.amounts;
        let [alt_low, alt_mid, alt_high] = &self.alt_amounts;
        Some(match column {
            MarketColumn::Role => &self.role,
            MarketColumn::City => &self.city,
            MarketColumn::Level => &self.level,
            MarketColumn::Grade => &self.grade,
            MarketColumn::Basis => self.basis,
            MarketColumn::Currency => self.currency.as_str(),
            MarketColumn::Period => self.period,
            MarketColumn::Low => low,
            MarketColumn::Mid => mid,
            MarketColumn::High => high,
            MarketColumn::P10 => &self.p10,
            MarketColumn::P90 => &self.p90,
            MarketColumn::People => &self.people,
            MarketColumn::Certainty => &self.certainty,
            MarketColumn::AltReading => self.alt_reading,
            MarketColumn::AltLow => alt_low,
            MarketColumn::AltMid => alt_mid,
            MarketColumn::AltHigh => alt_high,
            _ => return None,
        })
    }
}

impl WorkerCell {
    /// A cell of which nothing is counted yet. `factor` converts the whole numbers of the file to annual amounts of the market.
    pub(super) fn new(priced: Arc<PricedCell>, summary: SummaryCounts, factor: Option<ConversionFactor>) -> Self {
        let ratios = (summary == SummaryCounts::ByCell).then(RatioHistogram::coarse);
        let factor = factor.filter(|_| !priced.missing.any());
        let integer_range = factor.and_then(|factor| IntegerRange::new(&priced.range, factor));
        let counts = CellCounts { ratios, ..CellCounts::default() };
        WorkerCell { priced, integer_range, by_currency: Vec::new(), counts }
    }

    /// The range for whole numbers in a currency, with the factor that converts them. `factor` is called once for each
    /// currency.
    pub(super) fn integer_range_in(
        &mut self,
        currency: Currency,
        factor: impl FnOnce() -> Option<ConversionFactor>,
    ) -> Option<&(IntegerRange, ConversionFactor)> {
        let known = self.by_currency.iter().position(|(known, _)| *known == currency);
        let at = known.unwrap_or_else(|| {
            let range = factor()
                .filter(|_| !self.priced.missing.any())
                .and_then(|factor| Some((IntegerRange::new(&self.priced.range, factor)?, factor)));
            self.by_currency.push((currency, range));
            self.by_currency.len() - 1
        });
        self.by_currency.get(at)?.1.as_ref()
    }
}
