//! A priced cell: its market range, and the texts of its price that are appended to each of its rows.

use std::borrow::Cow;
use std::sync::Arc;

use super::conversion::ConversionFactor;
use super::integer_range::IntegerRange;
use super::market_column::MarketColumn;
use super::options::SummaryCounts;
use super::ratio_histogram::RatioHistogram;
use super::tally::CellCounts;
use crate::answer::Kind;
use crate::money::{Currency, Decimal, Interval, Period};
use crate::pricing::{CellAmounts, MissingEnds, Percentiles, Quote};
use crate::render::data_number;

/// A priced cell. Files have tens of thousands of them, so texts are made when they are asked for.
#[derive(Debug, Clone)]
pub(super) struct PricedCell {
    /// The annual market range with which pay is compared: base, or base + retention.
    pub(super) range: Interval,
    /// The ends of the range that are not published.
    pub(super) missing: MissingEnds,
    terms: Arc<PriceTerms>,
    /// The market range in the period of the answer, where that is not a year.
    shown: Option<Box<Interval>>,
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
#[derive(Debug, Clone)]
struct OuterPercentiles {
    /// All percentiles, for a year.
    annual: Percentiles,
    p10: String,
    p90: String,
    people: String,
    certainty: String,
}

/// A price in the other reading of the median.
#[derive(Debug, Clone)]
struct AltPrice {
    reading: &'static str,
    /// The annual market range.
    range: Interval,
    /// The same in the period of the answer.
    shown: Interval,
}

/// A priced cell, and what one worker counts for it.
#[derive(Debug)]
pub(super) struct WorkerCell {
    pub(super) priced: PricedCell,
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
        let amount = |amount: Option<Decimal>| amount.map(money).unwrap_or_default().into_owned();
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
            shown: (quote.period != Period::Year).then(|| Box::new(range_of(quote))),
            outer: None,
            alt: alt
                .map(|((other, shown), range)| Box::new(AltPrice { reading: other.reading.as_str(), range, shown })),
        }
    }

    /// A cell that is priced from percentiles, by its amounts for a year, and by those in the period of the answer where that is no
    /// year.
    pub(super) fn from_percentiles(terms: Arc<PriceTerms>, annual: CellAmounts, shown: Option<CellAmounts>) -> Self {
        PricedCell {
            range: annual.base,
            missing: annual.missing,
            terms,
            shown: shown.map(|shown| Box::new(shown.base)),
            outer: None,
            alt: None,
        }
    }

    /// The same with percentiles for a year, and in the period of the answer.
    pub(super) fn with_percentiles(self, annual: Percentiles, shown: &Percentiles) -> Self {
        PricedCell { outer: Some(Box::new(OuterPercentiles::new(shown, annual))), ..self }
    }

    /// The range for whole numbers that `factor` converts to annual amounts of the market; `None` where they are too large for
    /// integers, or an end of the range is not published.
    pub(super) fn integer_range(&self, factor: ConversionFactor) -> Option<IntegerRange> {
        if self.missing.any() { None } else { IntegerRange::new(&self.range, factor) }
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
    pub(super) fn text(&self, column: MarketColumn) -> Option<Cow<'_, str>> {
        let shown = self.shown.as_deref().unwrap_or(&self.range);
        let outer = |text: fn(&OuterPercentiles) -> &str| self.outer.as_deref().map(text).unwrap_or_default();
        let alt = |amount: fn(&Interval) -> Decimal| self.alt.as_deref().map(|alt| money(amount(&alt.shown)));
        Some(match column {
            MarketColumn::Grade => Cow::Borrowed(&self.terms.grade),
            MarketColumn::Basis => Cow::Borrowed(self.terms.basis),
            MarketColumn::Currency => Cow::Borrowed(self.terms.currency.as_str()),
            MarketColumn::Period => Cow::Borrowed(self.terms.period),
            // An end that is not published is empty.
            MarketColumn::Low => self.missing.low_of(shown).map(money).unwrap_or_default(),
            MarketColumn::Mid => money(shown.mid),
            MarketColumn::High => self.missing.high_of(shown).map(money).unwrap_or_default(),
            MarketColumn::P10 => Cow::Borrowed(outer(|outer| &outer.p10)),
            MarketColumn::P90 => Cow::Borrowed(outer(|outer| &outer.p90)),
            MarketColumn::People => Cow::Borrowed(outer(|outer| &outer.people)),
            MarketColumn::Certainty => Cow::Borrowed(outer(|outer| &outer.certainty)),
            MarketColumn::AltReading => Cow::Borrowed(self.alt.as_deref().map_or("", |alt| alt.reading)),
            MarketColumn::AltLow => alt(|range| range.low).unwrap_or_default(),
            MarketColumn::AltMid => alt(|range| range.mid).unwrap_or_default(),
            MarketColumn::AltHigh => alt(|range| range.high).unwrap_or_default(),
            _ => return None,
        })
    }
}

fn money(amount: Decimal) -> Cow<'static, str> {
    Cow::Owned(data_number(Kind::Money, amount))
}

impl WorkerCell {
    /// A cell of which nothing is counted yet.
    pub(super) fn new(priced: PricedCell, summary: SummaryCounts) -> Self {
        let counts = (summary != SummaryCounts::None).then(|| {
            let ratios = (summary == SummaryCounts::ByCell).then(RatioHistogram::coarse);
            Box::new(CellCounts { ratios, ..CellCounts::default() })
        });
        WorkerCell { priced, by_currency: Vec::new(), counts }
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
            let range = factor().and_then(|factor| Some((self.priced.integer_range(factor)?, factor)));
            self.by_currency.push((currency, range));
            self.by_currency.len() - 1
        });
        self.by_currency.get(at)?.1.as_ref()
    }
}
