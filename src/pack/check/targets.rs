//! The columns to which foreign keys refer.

use std::borrow::Cow;
use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::pack::descriptor::schema;
use crate::pack::layer::Layer;
use crate::pack::raw_file::RawFile;
use crate::pack::spelling::{LETTERS_PER_MISTAKE, nearest};
use crate::pack::writer::id_of;

/// The columns to which foreign keys refer, each read once from all layers.
pub(in crate::pack) struct Targets<'l> {
    layers: &'l [Layer],
    columns: BTreeMap<(String, String), Option<TargetColumn>>,
}

/// The values of one column, and the other cells of their rows.
pub(in crate::pack) struct TargetColumn {
    values: HashSet<Box<str>>,
    /// The value of each row, then its cells that are not references to the same table, in which a wrong value is searched.
    rows: Vec<Vec<Box<str>>>,
}

impl<'l> Targets<'l> {
    pub(in crate::pack) fn new(layers: &'l [Layer]) -> Self {
        Targets { layers, columns: BTreeMap::new() }
    }

    /// Whether a table has a row of this id. A shared alias of a row that the pack does not have is ignored.
    pub(in crate::pack) fn has_id(&mut self, table: &str, id: &str) -> bool {
        self.column(table, "id").is_some_and(|column| column.has(id))
    }

    /// A column of a table; `None` when the pack's own table is missing or cannot be read.
    pub(in crate::pack) fn column(&mut self, table: &str, column: &str) -> Option<&TargetColumn> {
        let layers = self.layers;
        let read = || TargetColumn::read(layers, table, column);
        self.columns.entry((table.to_owned(), column.to_owned())).or_insert_with(read).as_ref()
    }
}

impl TargetColumn {
    fn read(layers: &[Layer], table: &str, column: &str) -> Option<Self> {
        let mut found = TargetColumn { values: HashSet::default(), rows: Vec::new() };
        for layer in layers {
            let file = match layer.read_table(table) {
                Ok(Some(file)) => file,
                Ok(None) => continue,
                Err(_) if layer.is_overlay() => continue,
                Err(_) => return None,
            };
            let raw = RawFile::parse(table, &file);
            // A row that cannot be read may be the one that is meant.
            if !raw.broken.is_empty() {
                return None;
            }
            let Some(at) = raw.column_index(column) else { continue };
            // A reference to a row of the same table does not name the row that has it.
            let keys = schema(table).ok().into_iter().flat_map(|schema| &schema.foreign_keys);
            let own = keys.filter(|key| key.reference.resource.is_empty()).filter_map(|key| key.fields.single());
            let references: Vec<usize> = own.filter_map(|column| raw.column_index(column)).collect();
            for (_, row) in raw.rows() {
                let Some(value) = row.get(at).filter(|value| !value.is_empty()) else { continue };
                if found.values.insert(value.as_ref().into()) {
                    let is_name = |(at, cell): &(usize, &Cow<'_, str>)| !cell.is_empty() && !references.contains(at);
                    let others = row.iter().enumerate().filter(is_name).map(|(_, cell)| cell.as_ref().into());
                    found.rows.push(std::iter::once(value.as_ref().into()).chain(others).collect());
                }
            }
        }
        Some(found)
    }

    pub(in crate::pack) fn has(&self, value: &str) -> bool {
        self.values.contains(value)
    }

    /// The values, in the order of the rows.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(|row| row.first()).map(AsRef::as_ref)
    }

    /// The value that a wrong one means: the one with the nearest spelling, the value of the only row with the wrong one in another
    /// cell, or the only value that begins with the words of the wrong one: `san-jose-sunnyvale-ca` for `San Jose`. `own` is the value
    /// of the row with the wrong one, if it is of the same table.
    pub(super) fn correction(&self, wrong: &str, own: Option<&str>) -> Option<&str> {
        let others = || self.values().filter(|value| Some(*value) != own);
        if let Some(near) = nearest(wrong, others(), LETTERS_PER_MISTAKE) {
            return Some(near);
        }
        let begin = format!("{}-", id_of(wrong));
        let wrong = wrong.trim().to_lowercase();
        let named = self.rows.iter().filter(|row| row.iter().skip(1).any(|cell| cell.to_lowercase() == wrong));
        let named = named.filter_map(|row| row.first()).map(AsRef::as_ref).filter(|value| Some(*value) != own);
        single(named).or_else(|| single(others().filter(|value| value.starts_with(&begin))))
    }

    /// The only value, apart from that of the row with a wrong reference to it.
    pub(super) fn only(&self, own: Option<&str>) -> Option<&str> {
        single(self.values().filter(|value| Some(*value) != own))
    }
}

/// The only item.
fn single<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(rows: &[&[&str]]) -> TargetColumn {
        let rows: Vec<Vec<Box<str>>> =
            rows.iter().map(|row| row.iter().map(|cell| Box::from(*cell)).collect()).collect();
        TargetColumn { values: rows.iter().filter_map(|row| row.first().cloned()).collect(), rows }
    }

    /// Would catch the row of the wrong reference as its own correction.
    #[test]
    fn a_row_is_never_suggested_to_itself() {
        let roles =
            column(&[&["epd-consultant", "EPD Consultant"], &["it-manager", "IT Manager"], &["analist", "Analist"]]);
        for (wrong, own, expected) in [
            ("epd-consultent", Some("analist"), Some("epd-consultant")),
            ("EPD Consultant", Some("analist"), Some("epd-consultant")),
            ("analyst", Some("analist"), None),
            ("analyst", None, Some("analist")),
            ("gardener", None, None),
        ] {
            assert_eq!(roles.correction(wrong, own), expected, "{wrong}");
        }
        let cities = column(&[&["san-jose-sunnyvale-ca", ""], &["portland-me", ""], &["portland-or", ""]]);
        assert_eq!(cities.correction("San Jose", None), Some("san-jose-sunnyvale-ca"));
        assert_eq!(cities.correction("Portland", None), None);
        assert_eq!(column(&[&["survey"]]).only(None), Some("survey"));
        assert_eq!(column(&[&["beijing", "北京"], &["shanghai", "上海"]]).correction("上海", None), Some("shanghai"));
    }
}
