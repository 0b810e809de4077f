//! Counts of the titles, places and levels that no name matched, and of the pay texts that could not be read.

use std::collections::HashMap;

use super::row_pay::UnreadableCell;

/// The most bytes of texts that are kept of each kind. The rows of further texts are only counted.
const MAX_BYTES: usize = 2 << 20;

/// The texts of a file that were not understood, with the rows that have each.
#[derive(Debug, Clone, Default)]
pub struct Unmatched {
    /// Titles that name no role, or several.
    pub titles: TextCounts,
    /// Places that name no city of the pack.
    pub cities: TextCounts,
    /// Texts of level cells that name no level of the pack.
    pub levels: TextCounts,
    /// Pay texts that could not be read.
    pub pay: TextCounts,
    /// Cells beside pay that state no share of full time.
    pub fte: TextCounts,
    /// Bonuses that cannot be added to the pay beside them.
    pub bonus: TextCounts,
}

/// The names of a row that nothing in the pack has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct UnmatchedNames {
    /// The title, where it names no role or several.
    pub(crate) title: Option<Box<str>>,
    /// The part of the place cell that names no city.
    pub(crate) city: Option<Box<str>>,
    /// The level cell, where it names no level.
    pub(crate) level: Option<Box<str>>,
    /// The number of rows with these names that are totals of others, whose names are not counted.
    pub(crate) total_rows: u64,
}

impl UnmatchedNames {
    /// The same names; `None` where there are none.
    pub(crate) fn if_any(self) -> Option<Self> {
        (self != UnmatchedNames::default()).then_some(self)
    }

    /// The number of bytes of all names.
    pub(crate) fn byte_len(&self) -> usize {
        [&self.title, &self.city, &self.level].into_iter().flatten().map(|name| name.len()).sum()
    }
}

/// Distinct texts, with the number of rows that have each.
#[derive(Debug, Clone, Default)]
pub struct TextCounts {
    rows: HashMap<Box<str>, u64>,
    bytes: usize,
    /// Rows with texts beyond [`MAX_BYTES`].
    left_out: u64,
}

impl TextCounts {
    pub(crate) fn add(&mut self, text: &str, rows: u64) {
        if let Some(count) = self.rows.get_mut(text) {
            *count += rows;
        } else if self.bytes < MAX_BYTES {
            self.bytes += text.len() + size_of::<(Box<str>, u64)>();
            self.rows.insert(text.into(), rows);
        } else {
            self.left_out += rows;
        }
    }

    fn merge(&mut self, other: Self) {
        self.left_out += other.left_out;
        other.rows.into_iter().for_each(|(text, rows)| self.add(&text, rows));
    }

    /// Each text with its rows: the most frequent first, ties in the order of the texts.
    #[must_use]
    pub fn by_frequency(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.rows.iter().map(|(text, rows)| (&**text, *rows)).collect();
        all.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
        all
    }

    /// How many rows have a text that was not kept.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }
}

impl Unmatched {
    /// Counts rows with names that nothing matched, except totals.
    pub(crate) fn add_names(&mut self, names: &UnmatchedNames, rows: u64) {
        let UnmatchedNames { title, city, level, total_rows } = names;
        let rows = rows.saturating_sub(*total_rows);
        if rows == 0 {
            return;
        }
        for (counts, name) in [(&mut self.titles, title), (&mut self.cities, city), (&mut self.levels, level)] {
            if let Some(name) = name {
                counts.add(name, rows);
            }
        }
    }

    /// Counts a cell of a row that cannot be read.
    pub(crate) fn add_cell(&mut self, cell: &UnreadableCell<'_>) {
        match cell {
            UnreadableCell::Pay(text) => self.pay.add(&String::from_utf8_lossy(text), 1),
            UnreadableCell::Bonus(text) => self.bonus.add(text, 1),
            UnreadableCell::Fte(text) => self.fte.add(text, 1),
        }
    }

    /// How many texts were not kept, each counted with its rows.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        [&self.titles, &self.cities, &self.levels, &self.pay, &self.fte, &self.bonus]
            .into_iter()
            .map(TextCounts::left_out)
            .sum()
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.titles.merge(other.titles);
        self.cities.merge(other.cities);
        self.levels.merge(other.levels);
        self.pay.merge(other.pay);
        self.fte.merge(other.fte);
        self.bonus.merge(other.bonus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_come_first_and_what_has_no_room_is_counted() {
        let mut texts = TextCounts::default();
        for (text, rows) in [("b", 2), ("a", 2), ("c", 5), ("a", 1)] {
            texts.add(text, rows);
        }
        assert_eq!(texts.by_frequency(), [("c", 5), ("a", 3), ("b", 2)]);
        let long = "x".repeat(MAX_BYTES);
        texts.add(&long, 1);
        texts.add("new", 7);
        texts.add("a", 1);
        assert_eq!((texts.left_out(), texts.by_frequency().len()), (7, 4));
    }
}
