//! The percentiles of a cell, wherever they are stored.

use super::cell_columns::{BlockRow, Figure, Number};
use super::record::Record;
use super::records::MarketCell;
use crate::money::Decimal;

/// The percentiles of a cell. In a bundled pack, each figure is read when it is asked for: a file has tens of thousands of cells.
#[derive(Debug, Clone, Copy)]
pub struct PublishedCell<'p> {
    /// The row of the table; of a row in the binary, a row with the same terms, whose key and stored figures are empty.
    terms: &'p Record<MarketCell>,
    row: Option<BlockRow<'static>>,
}

impl<'p> PublishedCell<'p> {
    /// A row of a table.
    pub(super) fn of_table(row: &'p Record<MarketCell>) -> Self {
        PublishedCell { terms: row, row: None }
    }

    /// A row in the binary, by the rows of all terms there.
    pub(super) fn in_binary(row: BlockRow<'static>, terms: &'p [Record<MarketCell>]) -> Option<Self> {
        Some(PublishedCell { terms: terms.get(row.terms())?, row: Some(row) })
    }

    /// What the cell shares with others: source, date, currency, period, what is measured, of whom and how.
    ///
    /// The key and the figures may be missing here, and the line of the origin may be that of another row.
    #[must_use]
    pub fn terms(&self) -> &'p Record<MarketCell> {
        self.terms
    }

    /// The 10th percentile. All amounts are in the currency of the terms, for a period of theirs.
    #[must_use]
    pub fn p10(&self) -> Option<Decimal> {
        self.decimal(Figure::P10, |row| row.p10)
    }

    /// The 25th percentile.
    #[must_use]
    pub fn p25(&self) -> Option<Decimal> {
        self.decimal(Figure::P25, |row| row.p25)
    }

    /// The median.
    #[must_use]
    pub fn p50(&self) -> Option<Decimal> {
        self.decimal(Figure::P50, |row| row.p50)
    }

    /// The 75th percentile.
    #[must_use]
    pub fn p75(&self) -> Option<Decimal> {
        self.decimal(Figure::P75, |row| row.p75)
    }

    /// The 90th percentile.
    #[must_use]
    pub fn p90(&self) -> Option<Decimal> {
        self.decimal(Figure::P90, |row| row.p90)
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> Option<Decimal> {
        self.decimal(Figure::Mean, |row| row.mean)
    }

    /// The people in the job.
    #[must_use]
    pub fn employment(&self) -> Option<u64> {
        self.whole(Figure::Employment, |row| row.employment)
    }

    /// The people or ads that were counted.
    #[must_use]
    pub fn n(&self) -> Option<u64> {
        self.whole(Figure::N, |row| row.n)
    }

    /// The employers that were counted.
    #[must_use]
    pub fn organisations(&self) -> Option<u64> {
        self.whole(Figure::Organisations, |row| row.organisations)
    }

    /// The relative standard error of the mean, in percent.
    #[must_use]
    pub fn mean_rse_pct(&self) -> Option<Decimal> {
        self.decimal(Figure::MeanRsePct, |row| row.mean_rse_pct)
    }

    /// The median for a year; `None` where it is not published.
    #[must_use]
    pub fn annual_median(&self) -> Option<Decimal> {
        self.p50()?.checked_mul(self.terms.period.per_year().into())
    }

    fn decimal(&self, figure: Figure, of_row: fn(&MarketCell) -> Option<Decimal>) -> Option<Decimal> {
        match self.row.filter(|row| row.stores(figure)) {
            Some(row) => {
                let Number { mantissa, scale } = row.figure(figure)?;
                Decimal::try_from_i128_with_scale(mantissa.into(), scale).ok()
            }
            None => of_row(self.terms),
        }
    }

    fn whole(&self, figure: Figure, of_row: fn(&MarketCell) -> Option<u64>) -> Option<u64> {
        match self.row.filter(|row| row.stores(figure)) {
            // The build script refuses fractions in these columns.
            Some(row) => row.figure(figure).filter(|number| number.scale == 0).map(|number| number.mantissa),
            None => of_row(self.terms),
        }
    }
}
