//! The rows of several layers together: a row replaces those of earlier layers with the same key.

use foldhash::HashMap;

use super::records::is_alias_table;

/// A row that later layers can replace.
pub(super) trait Layered {
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
    /// The rows in force, each with the number of its layer; `None` for a row that was removed.
    rows: Vec<(usize, Option<T>)>,
    /// The rows of the pack itself that were replaced.
    replaced: Vec<T>,
    /// The indices in `rows` of each key, for the first `indexed` rows.
    indices: HashMap<Box<str>, Vec<usize>>,
    indexed: usize,
    /// The number of layers so far.
    layers: usize,
    /// The number of the layer of the pack itself.
    pack: Option<usize>,
}

impl<T: Layered> Overlaid<T> {
    /// No rows. `table` is the name of the table.
    pub(super) fn new(table: &str) -> Self {
        Overlaid {
            shares_keys: is_alias_table(table),
            rows: Vec::new(),
            replaced: Vec::new(),
            indices: HashMap::default(),
            indexed: 0,
            layers: 0,
            pack: None,
        }
    }

    /// Adds the rows of the next layer. `is_pack` says whether it is the pack itself.
    pub(super) fn extend(&mut self, is_pack: bool, rows: Vec<T>) {
        let number = self.layers;
        self.layers += 1;
        if is_pack {
            self.pack = Some(number);
        }
        if self.rows.is_empty() {
            self.rows = rows.into_iter().map(|row| (number, Some(row))).collect();
            return;
        }
        let mut key = String::new();
        self.index(&mut key);
        self.rows.reserve(rows.len());
        for row in rows {
            self.add(number, row, &mut key);
        }
    }

    /// Adds a row of a later layer: in the place of the first row that it replaces, or at the end.
    fn add(&mut self, layer: usize, row: T, key: &mut String) {
        row.write_key(key);
        let Overlaid { shares_keys, rows, replaced, indices, pack, .. } = self;
        let is_replaced =
            |at: &usize| rows.get(*at).is_some_and(|(other, row)| row.is_some() && !(*shares_keys && *other == layer));
        let same_key: Vec<usize> =
            indices.get(key.as_str()).into_iter().flatten().copied().filter(is_replaced).collect();
        let Some((first, others)) = same_key.split_first() else {
            rows.push((layer, Some(row)));
            return;
        };
        let mut removed = Vec::with_capacity(same_key.len());
        removed.extend(rows.get_mut(*first).map(|place| std::mem::replace(place, (layer, Some(row)))));
        // An alias replaces the other meanings of the name too.
        removed.extend(others.iter().filter_map(|at| rows.get_mut(*at).map(|(other, row)| (*other, row.take()))));
        let of_the_pack = |(layer, row): (usize, Option<T>)| row.filter(|_| Some(layer) == *pack);
        replaced.extend(removed.into_iter().filter_map(of_the_pack));
    }

    /// Adds the rows of earlier layers to the index.
    fn index(&mut self, key: &mut String) {
        let Overlaid { rows, indices, indexed, .. } = self;
        for (at, (_, row)) in rows.iter().enumerate().skip(*indexed) {
            if let Some(row) = row {
                row.write_key(key);
                match indices.get_mut(key.as_str()) {
                    Some(known) => known.push(at),
                    None => {
                        indices.insert(key.as_str().into(), vec![at]);
                    }
                }
            }
        }
        *indexed = rows.len();
    }

    /// The rows in force, and the rows of the pack itself that were replaced.
    pub(super) fn finish(self) -> (Vec<T>, Vec<T>) {
        (self.rows.into_iter().filter_map(|(_, row)| row).collect(), self.replaced)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    struct Row(&'static str, u32);

    impl Layered for Row {
        fn write_key(&self, key: &mut String) {
            write_key("", [self.0].into_iter(), key);
        }
    }

    fn laid(table: &str) -> (Vec<u32>, Vec<u32>) {
        let mut all = Overlaid::new(table);
        all.extend(false, vec![Row("c", 0), Row("e", 10)]);
        all.extend(true, vec![Row("a", 1), Row("b", 2), Row("a", 3), Row("c", 4)]);
        all.extend(false, vec![Row("a", 5), Row("d", 6), Row("a", 7)]);
        all.extend(false, vec![Row("d", 8), Row("d", 9)]);
        let (rows, replaced) = all.finish();
        (rows.iter().map(|row| row.1).collect(), replaced.iter().map(|row| row.1).collect())
    }

    /// Would catch a row in the wrong place, an earlier meaning that stays, a meaning of the same overlay that is replaced, and a
    /// shared word that counts as a replaced row of the pack.
    #[test]
    fn a_row_stands_where_the_first_that_it_replaces_stood() {
        assert_eq!(laid("salaries"), (vec![4, 10, 7, 2, 9], vec![1, 3]));
        assert_eq!(laid("role_aliases"), (vec![4, 10, 5, 2, 8, 7, 9], vec![1, 3]));
    }
}
