//! Columns with the getters of their values, so that headings and cells always agree.

use super::table::{Column, Table, Value};

/// Gets the value of a column from a row.
type Getter<'a, R> = Box<dyn Fn(&R) -> Value + 'a>;

/// The columns of a table of rows of type `R`, each with the getter of its value.
///
/// ```
/// use payband::answer::{Column, Fields, Kind};
///
/// let fields = Fields::new()
///     .with(Column::new("city", "City", Kind::Text), |row: &(&str, u64)| row.0.into())
///     .with(Column::new("vacancies", "Vacancies", Kind::Count), |row| row.1.into());
/// let table = fields.table(&[("Beijing", 2_800), ("Shanghai", 2_400)]);
/// assert_eq!(table.columns[1].name, "vacancies");
/// assert_eq!(table.rows[1], vec!["Shanghai".into(), 2_400_u64.into()]);
/// ```
pub struct Fields<'a, R>(Vec<(Column, Getter<'a, R>)>);

impl<'a, R> Fields<'a, R> {
    /// No columns.
    #[must_use]
    pub fn new() -> Self {
        Fields(Vec::new())
    }

    /// Adds a column at the end.
    #[must_use]
    pub fn with(mut self, column: Column, value: impl Fn(&R) -> Value + 'a) -> Self {
        self.0.push((column, Box::new(value)));
        self
    }

    /// Adds the columns of `others` at the end.
    #[must_use]
    pub fn and(mut self, others: Fields<'a, R>) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Sets each text of a column [in one line](Column::in_one_line).
    #[must_use]
    pub fn in_one_line(mut self, name: &str) -> Self {
        let columns = self.0.iter_mut().map(|(column, _)| column);
        columns.filter(|column| column.name == name).for_each(|column| column.in_one_line = true);
        self
    }

    /// The table of the rows.
    pub fn table<'r>(self, rows: impl IntoIterator<Item = &'r R>) -> Table
    where
        R: 'r,
    {
        let rows = rows.into_iter().map(|row| self.0.iter().map(|(_, value)| value(row)).collect()).collect();
        Table { columns: self.0.into_iter().map(|(column, _)| column).collect(), rows }
    }
}

impl<R> Default for Fields<'_, R> {
    fn default() -> Self {
        Fields::new()
    }
}
