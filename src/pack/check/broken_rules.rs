//! Rules about the rows of a table, and the rows that break one.

use std::fmt::Display;

use crate::money::Decimal;
use crate::pack::error::DataError;
use crate::pack::record::{Origin, Record};
use crate::pack::records::Resource;
use crate::pack::table::Table;
use crate::pack::tables::Tables;

/// A table with rules.
pub(in crate::pack) trait CheckRules: Resource + Sized {
    /// Finds the rows that break a rule. Other tables are read without their own rules, which may need this one.
    ///
    /// # Errors
    /// [`DataError`] when another table cannot be read.
    fn check_rules(table: &Table<Self>, broken: &mut BrokenRules<'_>) -> Result<(), DataError>;
}

/// The broken rules found so far.
pub(in crate::pack) struct BrokenRules<'p> {
    tables: &'p Tables,
    /// Each with whether prices rest on the rule.
    found: Vec<(bool, DataError)>,
}

impl<'p> BrokenRules<'p> {
    pub(in crate::pack) fn new(tables: &'p Tables) -> Self {
        BrokenRules { tables, found: Vec::new() }
    }

    /// The tables of the pack whose rules are checked.
    pub(super) fn tables(&self) -> &'p Tables {
        self.tables
    }

    /// The first rule that is broken of those that prices rest on.
    pub(in crate::pack) fn first_for_pricing(self) -> Option<DataError> {
        self.found.into_iter().find(|(prices_rest_on_it, _)| *prices_rest_on_it).map(|(_, error)| error)
    }

    /// Every rule that is broken.
    pub(in crate::pack) fn all(self) -> Vec<DataError> {
        self.found.into_iter().map(|(_, error)| error).collect()
    }

    pub(super) fn add<R: Resource>(
        &mut self,
        record: &Record<R>,
        column: &str,
        value: impl Display,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let error = self.error(record, column, value, problem, remedy);
        self.found.push((true, error));
    }

    /// The same for a rule that says what a pack should have: no price rests on what is not there.
    pub(super) fn add_beside<R: Resource>(
        &mut self,
        record: &Record<R>,
        column: &str,
        value: impl Display,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let error = self.error(record, column, value, problem, remedy);
        self.found.push((false, error));
    }

    /// Adds the error for something that a pack should have.
    pub(super) fn add_missing(&mut self, error: DataError) {
        self.found.push((false, error));
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

    /// The file that a row stands in, as the user would name it.
    fn file_of<R: Resource>(&self, origin: &Origin) -> String {
        self.tables.file_of(origin, R::NAME)
    }

    /// A range of percentages: the right way round, and leaving something to pay.
    pub(super) fn range<R: Resource>(&mut self, record: &Record<R>, low: Decimal, high: Decimal) {
        if low > high {
            self.add(record, "low_pct", low, format!("more than high_pct, {high}"), "put the lower end first");
        }
        if low <= -Decimal::ONE_HUNDRED {
            self.add(record, "low_pct", low, "takes away all of the pay", "a differential is above -100");
        }
    }

    /// The rows of a kind of which there may be one only: with a second, nobody could say which one is used.
    pub(super) fn one_of_a_kind<'r, R: Resource + 'r>(
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
            let problem = format!("{first} is a rule of this kind already, and there may be one");
            self.add(row, "kind", kind, problem, format!("give it the id {first} to replace that rule, or remove it"));
        }
    }
}
