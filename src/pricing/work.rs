//! A price under way, step by step, and where the figure of each step comes from.

use jiff::civil::Date;

use super::Interval;
use super::quote::{Step, StepBasis, StepKind};
use crate::money::{Currency, Overflow};
use crate::pack::{Convention, Record, Resource};

/// A price under way.
pub(super) struct Work {
    pub(super) value: Interval,
    pub(super) currency: Currency,
    pub(super) effective: Date,
    pub(super) trace: Vec<Step>,
}

impl Work {
    /// Multiplies the amount and notes the step.
    pub(super) fn multiply(
        &mut self,
        kind: StepKind,
        name: String,
        factor: Interval,
        from: Provenance,
    ) -> Result<(), Overflow> {
        let value = self.value.times(&factor)?;
        self.put(kind, name, Some(factor), value, from);
        Ok(())
    }

    /// Sets the amount and notes the step.
    pub(super) fn put(
        &mut self,
        kind: StepKind,
        name: String,
        factor: Option<Interval>,
        value: Interval,
        from: Provenance,
    ) {
        self.value = value;
        self.note(kind, name, factor, value, from);
    }

    /// Notes a step beside the amount.
    pub(super) fn note(
        &mut self,
        kind: StepKind,
        name: String,
        factor: Option<Interval>,
        value: Interval,
        from: Provenance,
    ) {
        let Provenance { basis, source, section, note, used } = from;
        let currency = self.currency;
        self.trace.push(Step { kind, name, factor, value, currency, basis, source, section, note, used });
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
