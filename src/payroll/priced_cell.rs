//! A priced cell: its market range, and the texts of its price that are appended to each of its rows.

use std::sync::Arc;

use super::conversion::ConversionFactor;
use super::integer_range::IntegerRange;
use super::market_column::MarketColumn;
use super::options::SummaryCounts;
use super::ratio_histogram::RatioHistogram;
use super::tally::CellCounts;
use crate::answer::Kind;
use crate::money::{Currency, Decimal, Interval};
use crate::pricing::{CellAmounts, MissingEnds, Percentiles, Quote};
use crate::render::data_number;

/// A priced cell, which all workers share.
#[derive(Debug)]
pub(super) struct PricedCell {
    /// The annual market range with which pay is compared: base, or base + retention.
    pub(super) range: Interval,
    /// The ends of the range that are not published.
    pub(super) missing: MissingEnds,
    terms: Arc<PriceTerms>,
    amounts: [String; 3],
    /// The percentiles, where the price is from such and an appended column needs more of them than the range.
    outer: Option<Box<OuterPercentiles>>,
    /// The price in the other reading of the median, where there is one.
    alt: Option<Box<AltPrice>>,
}

/// What prices of one kind share.
#[derive(Debug)]
pub(super) struct PriceTerms {
    grade: String,
    basis: &'static str,
    currency: Currency,
    period: &'static str,
}

/// The percentiles of a price, beside its range.
#[derive(Debug)]
struct OuterPercentiles {
    /// All percentiles, for a year.
    annual: Percentiles,
    p10: String,
    p90: String,
    people: String,
    certainty: String,
}

/// A price in the other reading of the median.
#[derive(Debug)]
struct AltPrice {
    reading: &'static str,
    /// The annual market range.
    range: Interval,
    amounts: [String; 3],
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
    /// `None` where no summary needs them.
    pub(super) counts: Option<Box<CellCounts>>,
}

impl PriceTerms {
    pub(super) fn of(quote: &Quote) -> Self {
        PriceTerms {
            grade: quote.match_grade.clone(),
            basis: quote.basis().as_str(),
            currency: quote.currency,
            period: quote.period.as_str(),
        }
    }
}

impl OuterPercentiles {
    /// Percentiles in the period of the answer, and for a year.
    fn new(shown: &Percentiles, annual: Percentiles) -> Self {
        let amount = |amount: Option<Decimal>| amount.map(money).unwrap_or_default();
        OuterPercentiles {
            annual,
            p10: amount(shown.p10),
            p90: amount(shown.p90),
            people: shown.n.map(|people| people.to_string()).unwrap_or_default(),
            certainty: shown.certainty.clone().unwrap_or_default(),
        }
    }
}

impl PricedCell {
    /// A cell that is priced from a median, by its quote in the period of the answer and by its annual quote.
    pub(super) fn from_median(with_retention: bool, quote: &Quote, annual: &Quote) -> Self {
        let range_of = |quote: &Quote| if with_retention { quote.total } else { quote.base };
        let alt_of = |quote: &Quote| quote.other.map(|other| if with_retention { other.total } else { other.base });
        let alt = quote.other.zip(alt_of(quote)).zip(alt_of(annual));
        PricedCell {
            range: range_of(annual),
            missing: annual.missing,
            terms: Arc::new(PriceTerms::of(quote)),
            amounts: amounts(&range_of(quote), quote.missing),
            outer: None,
            alt: alt.map(|((other, shown), range)| {
                let amounts = amounts(&shown, MissingEnds::default());
                Box::new(AltPrice { reading: other.reading.as_str(), range, amounts })
            }),
        }
    }

    /// A cell that is priced from percentiles, by its amounts in the period of the answer and by those for a year.
    pub(super) fn from_percentiles(
        terms: Arc<PriceTerms>,
        shown: &CellAmounts,
        annual: CellAmounts,
        needs_outer: bool,
    ) -> Self {
        PricedCell {
            range: annual.base,
            missing: annual.missing,
            terms,
            amounts: amounts(&shown.base, shown.missing),
            outer: needs_outer.then(|| Box::new(OuterPercentiles::new(&shown.percentiles, annual.percentiles))),
            alt: None,
        }
    }

    /// The percentiles for a year; `None` for a price from a median, and where no appended column needs them.
    pub(super) fn percentiles(&self) -> Option<&Percentiles> {
        self.outer.as_deref().map(|outer| &outer.annual)
    }

    /// The annual market range in the other reading of the median, where there is one.
    pub(super) fn alt_range(&self) -> Option<&Interval> {
        self.alt.as_deref().map(|alt| &alt.range)
    }

    /// The text of a column that depends on the price alone; `None` for any other column.
    pub(super) fn text(&self, column: MarketColumn) -> Option<&str> {
        let [low, mid, high] = &self.amounts;
        let outer = |text: fn(&OuterPercentiles) -> &str| self.outer.as_deref().map(text).unwrap_or_default();
        let alt = |text: fn(&AltPrice) -> &str| self.alt.as_deref().map(text).unwrap_or_default();
        Some(match column {
            MarketColumn::Grade => &self.terms.grade,
            MarketColumn::Basis => self.terms.basis,
            MarketColumn::Currency => self.terms.currency.as_str(),
            MarketColumn::Period => self.terms.period,
            MarketColumn::Low => low,
            MarketColumn::Mid => mid,
            MarketColumn::High => high,
            MarketColumn::P10 => outer(|outer| &outer.p10),
            MarketColumn::P90 => outer(|outer| &outer.p90),
            MarketColumn::People => outer(|outer| &outer.people),
            MarketColumn::Certainty => outer(|outer| &outer.certainty),
            MarketColumn::AltReading => alt(|alt| alt.reading),
            MarketColumn::AltLow => alt(|alt| &alt.amounts[0]),
            MarketColumn::AltMid => alt(|alt| &alt.amounts[1]),
            MarketColumn::AltHigh => alt(|alt| &alt.amounts[2]),
            _ => return None,
        })
    }
}

/// Low, mid and high as data; an end that is not published is empty.
fn amounts(range: &Interval, missing: MissingEnds) -> [String; 3] {
    let end = |amount: Option<Decimal>| amount.map(money).unwrap_or_default();
    [end(missing.low_of(range)), money(range.mid), end(missing.high_of(range))]
}

fn money(amount: Decimal) -> String {
    data_number(Kind::Money, amount)
}

impl WorkerCell {
    /// A cell of which nothing is counted yet. `factor` converts the whole numbers of the file to annual amounts of the market.
    pub(super) fn new(priced: Arc<PricedCell>, summary: SummaryCounts, factor: Option<ConversionFactor>) -> Self {
        let counts = (summary != SummaryCounts::None).then(|| {
            let ratios = (summary == SummaryCounts::ByCell).then(RatioHistogram::coarse);
            Box::new(CellCounts { ratios, ..CellCounts::default() })
        });
        let factor = factor.filter(|_| !priced.missing.any());
        let integer_range = factor.and_then(|factor| IntegerRange::new(&priced.range, factor));
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
