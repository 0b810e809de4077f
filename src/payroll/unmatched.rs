//! The titles and cities that found nothing, and the texts of pay that could not be read, with how many rows have each.

use std::collections::HashMap;

/// The most bytes of texts that are kept of each kind; what is new after that is only counted.
const KEPT: usize = 2 << 20;

/// Titles and cities that found nothing, and texts of pay that could not be read.
#[derive(Debug, Clone, Default)]
pub struct Unmatched {
    /// Titles.
    pub titles: Names,
    /// Cities.
    pub cities: Names,
    /// Texts of pay.
    pub pay: Names,
}

/// Names of one kind that found nothing.
#[derive(Debug, Clone, Default)]
pub struct Names {
    rows: HashMap<Box<str>, u64>,
    held: usize,
    /// Rows with names for which there was no room.
    left_out: u64,
}

impl Names {
    pub(super) fn add(&mut self, name: &str, rows: u64) {
        if let Some(count) = self.rows.get_mut(name) {
            *count += rows;
        } else if self.held < KEPT {
            self.held += name.len() + size_of::<(Box<str>, u64)>();
            self.rows.insert(name.into(), rows);
        } else {
            self.left_out += rows;
        }
    }

    fn merge(&mut self, other: Self) {
        self.left_out += other.left_out;
        other.rows.into_iter().for_each(|(name, rows)| self.add(&name, rows));
    }

    /// The names with how many rows have each: the most frequent first, equals by name.
    #[must_use]
    pub fn by_frequency(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.rows.iter().map(|(name, rows)| (&**name, *rows)).collect();
        all.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
        all
    }

    /// How many rows have a name that was not kept.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Unmatched {
    pub(super) fn merge(&mut self, other: Self) {
        self.titles.merge(other.titles);
        self.cities.merge(other.cities);
        self.pay.merge(other.pay);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_come_first_and_what_has_no_room_is_counted() {
        let mut names = Names::default();
        for (name, rows) in [("b", 2), ("a", 2), ("c", 5), ("a", 1)] {
            names.add(name, rows);
        }
        assert_eq!(names.by_frequency(), [("c", 5), ("a", 3), ("b", 2)]);
        let long = "x".repeat(KEPT);
        names.add(&long, 1);
        names.add("new", 7);
        names.add("a", 1);
        assert_eq!((names.left_out(), names.by_frequency().len()), (7, 4));
    }
}
