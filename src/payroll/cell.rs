//! A priced cell as text: what every row of it gets, made once.

use super::gauge::Gauge;
use super::job::{Job, Summary};
use super::market_column::MarketColumn;
use super::ratios::Ratios;
use super::tally::CellCounts;
use super::unit::Unit;
use crate::answer::Kind;
use crate::money::{Currency, Interval};
use crate::pack::DataError;
use crate::pricing::Quote;
use crate::render::data_number;

/// A priced cell.
#[derive(Debug)]
pub(super) struct PricedCell {
    /// What pay is compared with, a year: base, or base + retention.
    pub(super) range: Interval,
    /// The same in the other reading of the median, where there is one.
    pub(super) other: Option<Interval>,
    /// How to compare bare whole numbers, where that can be done.
    pub(super) bare: Option<Gauge>,
    /// The same for each other currency that they were met in.
    gauges: Vec<(Currency, Option<(Gauge, Unit)>)>,
    /// The texts of its own columns.
    role: String,
    city: String,
    level: String,
    grade: String,
    basis: &'static str,
    currency: Currency,
    period: &'static str,
    amounts: [String; 3],
    alt_reading: &'static str,
    alt_amounts: [String; 3],
    pub(super) counts: CellCounts,
}

impl PricedCell {
    /// A quote, and the same for a year, as what rows get; `unit` is what a bare number of one is a year.
    pub(super) fn new(job: &Job<'_>, quote: &Quote, yearly: &Quote, unit: Option<Unit>) -> Result<Self, DataError> {
        let pack = job.pack;
        let range_of = |quote: &Quote| if job.terms.with_retention { quote.total } else { quote.base };
        let (range, shown) = (range_of(yearly), range_of(quote));
        let other_of =
            |quote: &Quote| quote.other.map(|other| if job.terms.with_retention { other.total } else { other.base });
        let amounts =
            |range: &Interval| [range.low, range.mid, range.high].map(|amount| data_number(Kind::Money, amount));
        let cell = &quote.cell;
        let city = match &cell.city {
            Some(id) => pack.city_name(id)?.to_owned(),
            None => String::new(),
        };
        Ok(PricedCell {
            range,
            other: other_of(yearly),
            bare: unit.and_then(|unit| Gauge::new(&range, unit)),
            gauges: Vec::new(),
            role: pack.role_title(&cell.role)?.to_owned(),
            city,
            level: pack.level_name(&cell.level)?.to_owned(),
            grade: quote.match_grade.clone(),
            basis: quote.basis().as_str(),
            currency: quote.currency,
            period: quote.period.as_str(),
            amounts: amounts(&shown),
            alt_reading: quote.other.map_or("", |other| other.reading.as_str()),
            alt_amounts: other_of(quote).as_ref().map(amounts).unwrap_or_default(),
            counts: CellCounts {
                ratios: (job.terms.counting.summary == Summary::ByCell).then(Ratios::coarse),
                ..CellCounts::default()
            },
        })
    }

    /// The text of a column that depends on the cell alone; `None` for one that does not.
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
            MarketColumn::AltReading => self.alt_reading,
            MarketColumn::AltLow => alt_low,
            MarketColumn::AltMid => alt_mid,
            MarketColumn::AltHigh => alt_high,
            _ => return None,
        })
    }

    /// How to compare whole numbers in a currency, and what one of them is a year, as `unit` says.
    pub(super) fn gauge(&mut self, currency: Currency, unit: impl FnOnce() -> Option<Unit>) -> Option<&(Gauge, Unit)> {
        let known = self.gauges.iter().position(|(known, _)| *known == currency);
        let at = known.unwrap_or_else(|| {
            let gauge = unit().and_then(|unit| Some((Gauge::new(&self.range, unit)?, unit)));
            self.gauges.push((currency, gauge));
            self.gauges.len() - 1
        });
        self.gauges.get(at)?.1.as_ref()
    }
}
