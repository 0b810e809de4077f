//! The rows of several layers together: a row of an overlay replaces earlier rows with the same key.

use std::sync::Arc;

use foldhash::HashMap;

use super::records::is_alias_table;

/// A row that overlays can replace.
pub(super) trait Layered {
    /// The overlay of the row; `None` for the pack itself.
    fn overlay(&self) -> Option<&Arc<str>>;

    /// Writes the cells of the primary key that decide what is replaced, with [`write_key`].
    fn write_key(&self, key: &mut String);
}

/// Writes the key by which overlays replace rows of a table. `cells` are those of the primary key. In an alias table only the
/// alias counts: an alias of an overlay replaces all earlier meanings of the name.
pub(super) fn write_key<'c>(table: &str, cells: impl Iterator<Item = &'c str>, key: &mut String) {
    let used = if is_alias_table(table) { 1 } else { usize::MAX };
    key.clear();
    for cell in cells.take(used) {
        // The length before each cell keeps different keys different, whatever the cells contain.
        key.extend(cell.len().to_le_bytes().map(char::from));
        key.push_str(cell);
    }
}

/// The rows of the layers so far. Adding a row takes constant time.
#[derive(Debug)]
pub(super) struct Overlaid<T> {
    /// Whether rows of one layer may share a key: an alias may have several meanings.
    shares_keys: bool,
    /// The rows in force; `None` for a row that was removed.
    rows: Vec<Option<T>>,
    /// The rows of the pack itself that were replaced.
    replaced: Vec<T>,
    /// The places in `rows` of each key, for the first `indexed` rows.
    places: HashMap<Box<str>, Vec<usize>>,
    indexed: usize,
}

impl<T: Layered> Overlaid<T> {
    /// No rows. `table` is the name of the table.
    pub(super) fn new(table: &str) -> Self {
        Overlaid {
            shares_keys: is_alias_table(table),
            rows: Vec::new(),
            replaced: Vec::new(),
            places: HashMap::default(),
            indexed: 0,
        }
    }

    /// Adds the rows of the next layer.
    pub(super) fn extend(&mut self, rows: Vec<T>) {
        let mut key = String::new();
        if rows.iter().any(|row| row.overlay().is_some()) {
            self.index(&mut key);
        }
        self.rows.reserve(rows.len());
        for row in rows {
            if row.overlay().is_none() {
                self.rows.push(Some(row));
            } else {
                self.add_from_overlay(row, &mut key);
            }
        }
    }

    /// Adds a row of an overlay: in the place of the first row that it replaces, or at the end.
    fn add_from_overlay(&mut self, row: T, key: &mut String) {
        row.write_key(key);
        let Overlaid { shares_keys, rows, replaced, places, .. } = self;
        let is_own = |earlier: &T| match (earlier.overlay(), row.overlay()) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        let is_replaced = |at: &usize| {
            rows.get(*at).and_then(Option::as_ref).is_some_and(|earlier| !(*shares_keys && is_own(earlier)))
        };
        let replaced_places: Vec<usize> =
            places.get(key.as_str()).into_iter().flatten().copied().filter(is_replaced).collect();
        let Some((first, others)) = replaced_places.split_first() else {
            rows.push(Some(row));
            return;
        };
        let mut removed = Vec::with_capacity(replaced_places.len());
        removed.extend(rows.get_mut(*first).and_then(|place| place.replace(row)));
        // An alias replaces the other meanings of the name too.
        removed.extend(others.iter().filter_map(|at| rows.get_mut(*at)?.take()));
        replaced.extend(removed.into_iter().filter(|earlier| earlier.overlay().is_none()));
    }

    /// Adds the rows of earlier layers to the index.
    fn index(&mut self, key: &mut String) {
        let Overlaid { rows, places, indexed, .. } = self;
        for (at, row) in rows.iter().enumerate().skip(*indexed) {
            if let Some(row) = row {
                row.write_key(key);
                match places.get_mut(key.as_str()) {
                    Some(known) => known.push(at),
                    None => {
                        places.insert(key.as_str().into(), vec![at]);
                    }
                }
            }
        }
        *indexed = rows.len();
    }

    /// The rows in force, and the rows of the pack itself that were replaced.
    pub(super) fn finish(self) -> (Vec<T>, Vec<T>) {
        (self.rows.into_iter().flatten().collect(), self.replaced)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    struct Row(&'static str, u32, Option<Arc<str>>);

    impl Layered for Row {
        fn overlay(&self) -> Option<&Arc<str>> {
            self.2.as_ref()
        }

        fn write_key(&self, key: &mut String) {
            write_key("", [self.0].into_iter(), key);
        }
    }

    fn laid(table: &str) -> (Vec<u32>, Vec<u32>) {
        let (one, two): (Arc<str>, Arc<str>) = ("one".into(), "two".into());
        let mut all = Overlaid::new(table);
        all.extend(vec![Row("a", 1, None), Row("b", 2, None), Row("a", 3, None), Row("c", 4, None)]);
        all.extend(vec![Row("a", 5, Some(one.clone())), Row("d", 6, Some(one.clone())), Row("a", 7, Some(one))]);
        all.extend(vec![Row("d", 8, Some(two.clone())), Row("d", 9, Some(two))]);
        let (rows, replaced) = all.finish();
        (rows.iter().map(|row| row.1).collect(), replaced.iter().map(|row| row.1).collect())
    }

    /// Would catch a row in the wrong place, an earlier meaning that stays, and a meaning of the same overlay that is replaced.
    #[test]
    fn a_row_stands_where_the_first_that_it_replaces_stood() {
        assert_eq!(laid("salaries"), (vec![7, 2, 4, 9], vec![1, 3]));
        assert_eq!(laid("role_aliases"), (vec![5, 2, 4, 8, 7, 9], vec![1, 3]));
    }
}
