//! The interface of the rules of a table, and the collection of the rows that break one.

use std::fmt::Display;

use crate::money::Decimal;
use crate::pack::error::DataError;
use crate::pack::record::{Origin, Record};
use crate::pack::records::Resource;
use crate::pack::table::PackTable;
use crate::pack::tables::Tables;

/// A table with rules that its schema cannot express.
pub(in crate::pack) trait CheckRules: Resource + Sized {
    /// Finds the rows that break a rule. Other tables are read without their rules, which may need this table.
    ///
    /// # Errors
    /// [`DataError`] when another table cannot be read.
    fn check_rules(table: &PackTable<Self>, broken: &mut BrokenRules<'_>) -> Result<(), DataError>;
}

/// The broken rules found so far.
pub(in crate::pack) struct BrokenRules<'p> {
    tables: &'p Tables,
    found: Vec<BrokenRule>,
}

/// A row that breaks a rule.
struct BrokenRule {
    error: DataError,
    /// Whether prices depend on the rule.
    stops_prices: bool,
}

/// The remedy for a range with its ends in the wrong order.
pub(super) const LOWER_END_FIRST: &str = "put the lower end first";

/// The problem of a fall of 100 % or more.
pub(super) const NOTHING_LEFT: &str = "takes away all of the pay";

/// The remedy for a fall of 100 % or more.
pub(super) const ABOVE_MINUS_HUNDRED: &str = "give a percentage above -100";

impl<'p> BrokenRules<'p> {
    pub(in crate::pack) fn new(tables: &'p Tables) -> Self {
        BrokenRules { tables, found: Vec::new() }
    }

    /// The tables of the pack that is checked.
    pub(super) fn tables(&self) -> &'p Tables {
        self.tables
    }

    /// The first error on which prices depend.
    pub(in crate::pack) fn first_that_stops_prices(self) -> Option<DataError> {
        self.found.into_iter().find(|broken| broken.stops_prices).map(|broken| broken.error)
    }

    /// All errors.
    pub(in crate::pack) fn all(self) -> Vec<DataError> {
        self.found.into_iter().map(|broken| broken.error).collect()
    }

    /// Adds an error about a value on which prices depend.
    pub(super) fn add<R: Resource>(
        &mut self,
        record: &Record<R>,
        column: &str,
        value: impl Display,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let error = self.error(record, column, value, problem, remedy);
        self.found.push(BrokenRule { error, stops_prices: true });
    }

    /// Adds an error about something that a pack should have. No price depends on what is missing.
    pub(super) fn add_advisory<R: Resource>(
        &mut self,
        record: &Record<R>,
        column: &str,
        value: impl Display,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let error = self.error(record, column, value, problem, remedy);
        self.add_advisory_error(error);
    }

    /// Adds the error for something that a pack should have.
    pub(super) fn add_advisory_error(&mut self, error: DataError) {
        self.found.push(BrokenRule { error, stops_prices: false });
    }

    fn error<R: Resource>(
        &self,
        record: &Record<R>,
        column: &str,
        value: impl Display,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> DataError {
        let file = self.file_of::<R>(&record.origin);
        DataError::file(file, problem, remedy).at(record.origin.line).in_column(column).with_value(value.to_string())
    }

    /// The path of the file of a row, for messages.
    fn file_of<R: Resource>(&self, origin: &Origin) -> String {
        self.tables.file_of(origin, R::NAME)
    }

    /// Checks a range of percentages: low is not above high, and pay stays above zero.
    pub(super) fn check_range<R: Resource>(&mut self, record: &Record<R>, low: Decimal, high: Decimal) {
        if low > high {
            self.add(record, "low_pct", low, format!("more than high_pct, {high}"), LOWER_END_FIRST);
        }
        if low <= -Decimal::ONE_HUNDRED {
            self.add(record, "low_pct", low, NOTHING_LEFT, ABOVE_MINUS_HUNDRED);
        }
    }

    /// Checks that there is one row of a kind only, because pricing uses one.
    pub(super) fn check_single<'r, R: Resource + 'r>(
        &mut self,
        kind: &str,
        rows: impl Iterator<Item = (&'r str, &'r Record<R>)>,
    ) {
        let mut first = None;
        for (id, row) in rows {
            let Some(first) = first else {
                first = Some(id);
                continue;
            };
            let problem = format!("the row {first} has this kind already; only one row may");
            self.add(row, "kind", kind, problem, format!("give it the id {first} to replace that rule, or remove it"));
        }
    }
}
