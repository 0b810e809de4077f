//! The running amount of a price, and the trace of the steps that lead to it.

use jiff::civil::Date;

use super::basis::StepBasis;
use super::options::Reading;
use super::percentiles::MissingEnds;
use super::trace::{Step, StepInputs};
use crate::money::{Currency, Interval, Overflow};
use crate::pack::{Convention, Origin, Record, Resource, TableName};

/// The running amount of a price, with its trace.
pub(super) struct TraceBuilder {
    pub(super) value: Interval,
    pub(super) currency: Currency,
    pub(super) effective: Date,
    /// How the median is understood.
    pub(super) reading: Reading,
    /// The ends of the amount that are not published.
    pub(super) missing: MissingEnds,
    /// The steps so far; `None` where only the amount is asked for, so that no step is recorded.
    pub(super) trace: Option<Vec<Step>>,
}

impl TraceBuilder {
    /// Multiplies the amount and records the step.
    pub(super) fn multiply(
        &mut self,
        factor: Interval,
        step: impl FnOnce() -> (StepInputs, StepSource),
    ) -> Result<(), Overflow> {
        let value = self.value.times(&factor)?;
        self.set(Some(factor), value, step);
        Ok(())
    }

    /// Sets the amount and records the step.
    pub(super) fn set(
        &mut self,
        factor: Option<Interval>,
        value: Interval,
        step: impl FnOnce() -> (StepInputs, StepSource),
    ) {
        self.value = value;
        self.record(factor, value, step);
    }

    /// Records a step without changing the amount.
    pub(super) fn record(
        &mut self,
        factor: Option<Interval>,
        value: Interval,
        step: impl FnOnce() -> (StepInputs, StepSource),
    ) {
        let Some(trace) = &mut self.trace else { return };
        let (inputs, StepSource { basis, source, section, selector }) = step();
        let (currency, effective, missing) = (self.currency, self.effective, self.missing);
        trace.push(Step { inputs, factor, value, missing, currency, effective, basis, source, section, selector });
    }
}

/// Where the figure of a step comes from.
pub(super) struct StepSource {
    pub(super) basis: StepBasis,
    pub(super) source: String,
    pub(super) section: String,
    pub(super) selector: Option<String>,
}

impl StepSource {
    /// A row of a table, with the source and section that it names.
    pub(super) fn row<R: Resource>(record: &Record<R>, source: &str, section: &str) -> Self {
        let [key, ..] = record.row.key();
        StepSource::keyed::<R>(&record.origin, &key, source, section)
    }

    /// A row of a table, by its origin and the first cell of its key.
    pub(super) fn keyed<R: TableName>(origin: &Origin, key: &str, source: &str, section: &str) -> Self {
        StepSource {
            basis: StepBasis::of(origin),
            source: origin.naming(source),
            section: section.to_owned(),
            selector: Some(format!("{}:{key}", R::NAME)),
        }
    }

    /// A constant of the pack, which may be published or editorial.
    pub(super) fn convention(record: &Record<Convention>) -> Self {
        let row = StepSource::row(record, &record.source, &record.section);
        StepSource { basis: row.basis.clone().max(StepBasis::stated(record.basis)), ..row }
    }

    /// The caller's own figure.
    pub(super) fn caller() -> Self {
        StepSource::undocumented(StepBasis::Given)
    }

    /// A rule or a choice, without a document.
    pub(super) fn undocumented(basis: StepBasis) -> Self {
        StepSource { basis, source: String::new(), section: String::new(), selector: None }
    }
}
