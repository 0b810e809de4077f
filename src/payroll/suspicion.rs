//! Bare numbers that look like something else than they were taken for.

use super::ratios::Ratios;
use crate::money::Decimal;

/// The bare numbers of a file against the market.
#[derive(Debug, Clone, Default)]
pub(super) struct Bare {
    /// How many there are.
    pub(super) count: u64,
    /// How many are less than a fifth, or more than five times, of the market mid.
    pub(super) far_off: u64,
    /// The ratios of the first, which are enough to see what they look like.
    first: Ratios,
}

/// How many ratios each worker keeps.
const FIRST: u64 = 10_000;

/// Market ratios × 10⁴ outside of which a number is not likely to be what it was taken for.
const LIKELY: std::ops::RangeInclusive<u64> = 2_000..=50_000;

impl Bare {
    #[inline]
    pub(super) fn add(&mut self, ratio: u64) {
        self.count += 1;
        self.far_off += u64::from(!LIKELY.contains(&ratio));
        if self.count <= FIRST {
            self.first.add(ratio);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.first.merge(&other.first);
        self.far_off += other.far_off;
    }
}

/// Bare numbers of a file that are far from the market as they were taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspicion {
    /// How many bare numbers are far off.
    pub rows: u64,
    /// How many there are.
    pub of: u64,
    /// The median market ratio of the first of them.
    pub median: Decimal,
    /// What would bring them near, in words for people, with what to type where there is an option for it.
    pub likely: Vec<(String, Option<String>)>,
}

impl super::Tally {
    /// Whether most of the bare numbers are far from the market; `readings` are other ways to take them, each with what a
    /// number of one then comes to, in what it was taken for.
    #[must_use]
    pub fn suspicion(&self, readings: &[(Decimal, &str, Option<String>)]) -> Option<Suspicion> {
        let of = self.bare.count;
        let median = self.bare.first.median()?;
        if self.bare.far_off * 2 <= of {
            return None;
        }
        let near = Decimal::new(5, 1)..=Decimal::TWO;
        let fits = |factor: &Decimal| median.checked_mul(*factor).is_some_and(|ratio| near.contains(&ratio));
        let likely = readings.iter().filter(|(factor, ..)| fits(factor));
        let likely = likely.map(|(_, words, option)| ((*words).to_owned(), option.clone()));
        Some(Suspicion { rows: self.bare.far_off, of, median, likely: likely.collect() })
    }
}
