//! Reads the figures of a chart from the columns of its answer, so that the chart, its description and its table agree.

use rust_decimal::prelude::ToPrimitive;

use crate::answer::{Column, Kind, Marks, Table, Value};
use crate::iter::common_value;
use crate::money::Decimal;
use crate::render::{people_number, people_text};

/// A row of a table, read by the data names of its columns. A column that the table lacks is missing in every row.
#[derive(Clone, Copy)]
pub(super) struct NamedRow<'a> {
    columns: &'a [Column],
    cells: &'a [Value],
}

/// The rows of a table.
pub(super) fn rows(table: &Table) -> impl Iterator<Item = NamedRow<'_>> {
    table.rows.iter().map(|cells| NamedRow { columns: &table.columns, cells })
}

impl<'a> NamedRow<'a> {
    fn cell(self, name: &str) -> Option<(Kind, &'a Value)> {
        let at = self.columns.iter().position(|column| column.name == name)?;
        Some((self.columns.get(at)?.kind, self.cells.get(at)?))
    }

    /// The text that people see, without marks; empty where the value is missing.
    pub(super) fn text(self, name: &str) -> String {
        let text = self.cell(name).and_then(|(kind, value)| match value.number() {
            Some(number) => Some(people_number(kind, number)),
            None => people_text(kind, value).map(|text| text.into_owned()),
        });
        text.unwrap_or_default()
    }

    /// The number; `None` where the value is missing or not a number.
    pub(super) fn number(self, name: &str) -> Option<Decimal> {
        self.cell(name).and_then(|(_, value)| value.number())
    }

    /// The number as a length; `None` where it is missing.
    pub(super) fn length(self, name: &str) -> Option<f64> {
        self.number(name).map(length)
    }

    /// The marks after the number.
    pub(super) fn marks(self, name: &str) -> Marks {
        match self.cell(name) {
            Some((_, Value::Marked(_, marks))) => *marks,
            _ => Marks::NONE,
        }
    }
}

/// A number as a length: the nearest `f64`, which is exact enough to draw.
pub(super) fn length(number: Decimal) -> f64 {
    number.to_f64().unwrap_or_default()
}

/// The text that all rows have in a column; empty where they differ.
pub(super) fn common_text(table: &Table, name: &str) -> String {
    common_value(rows(table).map(|row| row.text(name))).unwrap_or_default()
}

/// A description of a table: one clause for each row, after a pattern.
///
/// In the pattern `{name}` stands for the text of a column. A part in square brackets is left out of a row in which one of its
/// columns is missing.
pub(super) fn described(table: &Table, pattern: &str) -> String {
    rows(table).map(|row| clause(row, pattern)).collect::<Vec<_>>().join("; ")
}

fn clause(row: NamedRow<'_>, pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('[') {
        let (optional, after) = after.split_once(']').unwrap_or((after, ""));
        out.push_str(&filled(row, before).0);
        let (text, is_complete) = filled(row, optional);
        if is_complete {
            out.push_str(&text);
        }
        rest = after;
    }
    out + &filled(row, rest).0
}

/// The pattern with the texts of its columns, and whether none of them is missing.
fn filled(row: NamedRow<'_>, pattern: &str) -> (String, bool) {
    let mut out = String::new();
    let mut is_complete = true;
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let text = row.text(name);
        is_complete &= !text.is_empty();
        out.push_str(before);
        out.push_str(&text);
        rest = after;
    }
    (out + rest, is_complete)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Mark;

    #[test]
    fn a_description_has_a_clause_for_each_row_without_what_is_missing() {
        let table = Table {
            columns: vec![
                Column::new("role", "Role", Kind::Text),
                Column::new("median", "Median", Kind::Money),
                Column::new("growth", "Growth", Kind::Change),
            ],
            rows: vec![
                vec!["Architect".into(), Decimal::from(52_000).into(), Decimal::from(15).into()],
                vec![
                    "Analyst".into(),
                    Value::from(Decimal::from(9)).marked(Marks::NONE.with(Mark::Slotted)),
                    Value::Missing,
                ],
            ],
        };
        let text = described(&table, "{role} {median} a year[ ({growth} more)]");
        assert_eq!(text, "Architect 52,000 a year (+15% more); Analyst 9 a year");
        assert_eq!(described(&table, "{unknown}[{unknown}]"), "; ");
        assert_eq!(rows(&table).map(|row| row.length("growth")).collect::<Vec<_>>(), [Some(15.0), None]);
    }
}
