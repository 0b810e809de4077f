//! A priced cell: its market range, and the texts of its price that are appended to each of its rows.

use std::sync::Arc;

use super::conversion::ConversionFactor;
use super::integer_range::{IntegerRange, WholeFactor};
use super::key_cache::SuffixBuilder;
use super::market_column::MarketColumn;
use super::options::SummaryCounts;
use super::ratio_histogram::RatioHistogram;
use super::tally::CellCounts;
use crate::money::{Currency, Decimal, Interval, Period};
use crate::pricing::{CellAmounts, MatchGrade, MissingEnds, Percentiles, Quote};
use crate::render::money_text;

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
    /// The match grade, as it is written into the file.
    grade: Box<[u8]>,
    /// The same for a title that names one of several jobs that its role covers.
    grade_of_covered_job: Box<[u8]>,
    basis: &'static str,
    currency: Currency,
    period: &'static str,
}

/// The percentiles of a price, beside its range.
#[derive(Debug, Clone)]
struct OuterPercentiles {
    /// All percentiles, for a year.
    annual: Percentiles,
    p10: Option<Decimal>,
    p90: Option<Decimal>,
    people: Option<u64>,
    /// As it is written into the file.
    certainty: Box<[u8]>,
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
    /// The terms of a quote. `written` returns a text as it is written into the file.
    pub(super) fn of(quote: &Quote, written: impl Fn(&str) -> Box<[u8]>) -> Self {
        PriceTerms {
            grade: written(&quote.match_grade),
            grade_of_covered_job: written(MatchGrade::of_covered_job(&quote.match_grade)),
            basis: quote.basis().as_str(),
            currency: quote.currency,
            period: quote.period.as_str(),
        }
    }
}

impl PricedCell {
    /// A cell that is priced from a median, by its terms, its quote in the period of the answer and its annual quote.
    pub(super) fn from_median(with_retention: bool, terms: PriceTerms, quote: &Quote, annual: &Quote) -> Self {
        let range_of = |quote: &Quote| if with_retention { quote.total } else { quote.base };
        let alt_of = |quote: &Quote| quote.other.map(|other| if with_retention { other.total } else { other.base });
        let alt = quote.other.zip(alt_of(quote)).zip(alt_of(annual));
        PricedCell {
            range: range_of(annual),
            missing: annual.missing,
            terms: Arc::new(terms),
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

    /// The same with percentiles for a year, and in the period of the answer. `written` returns a text as it is written into the
    /// file.
    pub(super) fn with_percentiles(
        self,
        annual: Percentiles,
        shown: &Percentiles,
        written: impl Fn(&str) -> Box<[u8]>,
    ) -> Self {
        let outer = OuterPercentiles {
            annual,
            p10: shown.p10,
            p90: shown.p90,
            people: shown.n,
            certainty: shown.certainty.as_deref().map(written).unwrap_or_default(),
        };
        PricedCell { outer: Some(Box::new(outer)), ..self }
    }

    /// The range for whole numbers that `factor` converts to annual amounts of the market; `None` where they are too large for
    /// integers, or an end of the range is not published.
    pub(super) fn integer_range(&self, factor: &WholeFactor) -> Option<IntegerRange> {
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

    /// Adds the text of a column that depends on the price to a suffix. `is_covered_job` is of the title. Numbers and words of the
    /// program need no quotes: they have only letters, digits, `-` and `.`, and no delimiter is one of these.
    pub(super) fn write(&self, column: MarketColumn, is_covered_job: bool, suffix: &mut SuffixBuilder) {
        let PricedCell { missing, terms, .. } = self;
        let shown = self.shown.as_deref().unwrap_or(&self.range);
        let (outer, alt) = (self.outer.as_deref(), self.alt.as_deref());
        // An amount that is not published is empty.
        let amount = match column {
            MarketColumn::Low => missing.low_of(shown),
            MarketColumn::Mid => Some(shown.mid),
            MarketColumn::High => missing.high_of(shown),
            MarketColumn::P10 => outer.and_then(|outer| outer.p10),
            MarketColumn::P90 => outer.and_then(|outer| outer.p90),
            MarketColumn::AltLow => alt.map(|alt| alt.shown.low),
            MarketColumn::AltMid => alt.map(|alt| alt.shown.mid),
            MarketColumn::AltHigh => alt.map(|alt| alt.shown.high),
            MarketColumn::Grade if is_covered_job => return suffix.push(&terms.grade_of_covered_job),
            MarketColumn::Grade => return suffix.push(&terms.grade),
            MarketColumn::Basis => return suffix.push(terms.basis.as_bytes()),
            MarketColumn::Currency => return suffix.push(terms.currency.as_str().as_bytes()),
            MarketColumn::Period => return suffix.push(terms.period.as_bytes()),
            MarketColumn::People => {
                let people = outer.and_then(|outer| outer.people).map(|people| people.to_string());
                return suffix.push(people.unwrap_or_default().as_bytes());
            }
            MarketColumn::Certainty => return suffix.push(outer.map_or(&[], |outer| &outer.certainty)),
            MarketColumn::AltReading => return suffix.push(alt.map_or("", |alt| alt.reading).as_bytes()),
            _ => None,
        };
        if let Some(amount) = amount {
            suffix.push(money_text(amount).as_bytes());
        }
    }
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
            let range = factor().and_then(|factor| {
                let range = self.priced.integer_range(&WholeFactor::new(factor)?)?;
                Some((range, factor))
            });
            self.by_currency.push((currency, range));
            self.by_currency.len() - 1
        });
        self.by_currency.get(at)?.1.as_ref()
    }
}
