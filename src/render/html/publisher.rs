//! Who published the rows of a table, so that a name that most rows share stands once.

use super::columns::{ACCORDING_TO, BASIS, common_text, position, text};
use crate::answer::Table;

/// Who published the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Publisher {
    /// Each row says it, or none does.
    InRows,
    /// All rows are of this publisher.
    Shared(String),
    /// The rows that name no other, more than half, are of this publisher.
    Default(String),
    /// Nobody: the rows are computed, as their basis says.
    Nobody,
}

impl Publisher {
    /// The publisher of a table of several rows.
    pub(super) fn of(table: &Table) -> Self {
        let Some(at) = position(table, ACCORDING_TO).filter(|_| table.rows.len() > 1) else {
            return Publisher::InRows;
        };
        if let Some(name) = common_text(table, ACCORDING_TO) {
            let is_basis = common_text(table, BASIS) == Some(name);
            return if is_basis { Publisher::Nobody } else { Publisher::Shared(name.to_owned()) };
        }
        let names: Vec<&str> = table.rows.iter().filter_map(|row| row.get(at).and_then(text)).collect();
        let count = |name: &str| names.iter().filter(|other| **other == name).count();
        match names.iter().max_by_key(|name| count(name)) {
            Some(most) if count(most) * 2 > table.rows.len() => Publisher::Default((*most).to_owned()),
            _ => Publisher::InRows,
        }
    }

    /// What a caption says of it; `None` for nothing.
    pub(super) fn words(&self) -> Option<String> {
        match self {
            Publisher::InRows | Publisher::Nobody => None,
            Publisher::Shared(name) => Some(format!("According to {name}")),
            Publisher::Default(name) => Some(format!("According to {name}, unless named")),
        }
    }

    /// Whether it is known without the rows.
    pub(super) fn is_known(&self) -> bool {
        matches!(self, Publisher::Shared(_) | Publisher::Nobody)
    }

    /// Whether a row need not name this publisher.
    pub(super) fn is_implied(&self, name: &str) -> bool {
        matches!(self, Publisher::Default(known) if known == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Column, Kind, Value};

    fn table(rows: &[(&str, &str)]) -> Table {
        Table {
            columns: vec![Column::data(ACCORDING_TO, Kind::Text), Column::data(BASIS, Kind::Text)],
            rows: rows.iter().map(|(by, basis)| vec![Value::text(*by), Value::text(*basis)]).collect(),
        }
    }

    #[test]
    fn a_name_that_most_rows_share_stands_once() {
        let of = |rows: &[(&str, &str)]| Publisher::of(&table(rows)).words();
        let (ours, bank) = (("Report", "published"), ("Bank", "published"));
        assert_eq!(of(&[ours, ours]).as_deref(), Some("According to Report"));
        assert_eq!(of(&[ours, bank, ours]).as_deref(), Some("According to Report, unless named"));
        assert_eq!(of(&[ours, bank]), None, "no half is most");
        assert_eq!(of(&[ours]), None, "one row names its own");
    }

    #[test]
    fn what_is_computed_has_no_publisher() {
        let publisher = Publisher::of(&table(&[("computed", "computed"), ("computed", "computed")]));
        assert_eq!((publisher.words(), publisher.is_known()), (None, true));
    }
}
