//! A price under way, step by step, and where the figure of each step comes from.

use jiff::civil::Date;

use super::Interval;
use super::options::Reading;
use super::quote::{Step, StepBasis, StepKind};
use crate::money::{Currency, Overflow};
use crate::pack::{Convention, Record, Resource};

/// A price under way.
pub(super) struct Work {
    pub(super) value: Interval,
    pub(super) currency: Currency,
    pub(super) effective: Date,
    /// How the median is understood.
    pub(super) reading: Reading,
    /// The steps so far; `None` where only the amount is asked for, so that no step is put into words.
    pub(super) trace: Option<Vec<Step>>,
}

impl Work {
    /// Multiplies the amount and records the step.
    pub(super) fn multiply(
        &mut self,
        kind: StepKind,
        factor: Interval,
        step: impl FnOnce() -> (String, Provenance),
    ) -> Result<(), Overflow> {
        let value = self.value.times(&factor)?;
        self.set(kind, Some(factor), value, step);
        Ok(())
    }

    /// Sets the amount and records the step.
    pub(super) fn set(
        &mut self,
        kind: StepKind,
        factor: Option<Interval>,
        value: Interval,
        step: impl FnOnce() -> (String, Provenance),
    ) {
        self.value = value;
        self.record(kind, factor, value, step);
    }

    /// Records a step beside the amount.
    pub(super) fn record(
        &mut self,
        kind: StepKind,
        factor: Option<Interval>,
        value: Interval,
        step: impl FnOnce() -> (String, Provenance),
    ) {
        let Some(trace) = &mut self.trace else { return };
        let (name, Provenance { basis, source, section, note, used }) = step();
        let currency = self.currency;
        trace.push(Step { kind, name, factor, value, currency, basis, source, section, note, used });
    }
}

/// Where a step's figure comes from.
pub(super) struct Provenance {
    pub(super) basis: StepBasis,
    pub(super) source: String,
    pub(super) section: String,
    pub(super) note: String,
    pub(super) used: String,
}

impl Provenance {
    /// A row of a table, with the source and section that it names.
    pub(super) fn row<R: Resource>(record: &Record<R>, source: &str, section: &str) -> Self {
        Provenance {
            basis: StepBasis::of(&record.origin),
            source: record.origin.naming(source),
            section: section.to_owned(),
            note: String::new(),
            used: {
                let [key, ..] = record.row.key();
                format!("{}:{key}", R::NAME)
            },
        }
    }

    /// A constant, which may be published or chosen.
    pub(super) fn convention(record: &Record<Convention>) -> Self {
        let own = Provenance::row(record, &record.source, &record.section);
        Provenance { basis: own.basis.clone().max(StepBasis::stated(record.basis)), ..own }
    }

    /// The caller's own figure.
    pub(super) fn caller() -> Self {
        Provenance::plain(StepBasis::Given)
    }

    /// No document: a rule, or a choice.
    pub(super) fn plain(basis: StepBasis) -> Self {
        Provenance { basis, source: String::new(), section: String::new(), note: String::new(), used: String::new() }
    }

    /// The same, having used this of the pack.
    pub(super) fn using(mut self, used: impl Into<String>) -> Self {
        self.used = used.into();
        self
    }

    /// The same, with a remark.
    pub(super) fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}
