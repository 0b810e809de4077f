//! How often each whole number occurs, such as the amounts of pay in a group of rows.
//!
//! Numbers with many neighbours are counted in pages of 256 bytes, one for each number. All others are kept as they are, in four
//! bytes each. A page is made for at least 32 of them, so that a number takes eight bytes at most, whatever the numbers are.

use std::collections::hash_map::Entry;
use std::ops::RangeInclusive;

use foldhash::HashMap;

/// The numbers of a page.
const PAGE: usize = 256;

/// The least count of numbers for which a page is made.
const MIN_IN_PAGE: usize = 32;

/// The fewest loose numbers that are moved to pages together. Numbers are collected first, because then a page stays in the
/// cache of the processor while its numbers are counted.
const MIN_LOOSE: usize = 1024;

/// What a counter of a page holds more of is counted apart, in units of this.
const CARRY: u64 = 1 << u8::BITS;

/// The counts of numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct NumberCounts {
    /// Most groups are small and have no pages, so that these are in a box.
    paged: Option<Box<PagedCounts>>,
    /// Numbers that are not in a page, in any order.
    loose: Vec<u32>,
    /// The length of `loose` at which its numbers are moved to pages.
    limit: usize,
}

/// Numbers that are counted in pages.
#[derive(Debug, Clone, Default)]
struct PagedCounts {
    pages: HashMap<u32, Box<[u8; PAGE]>>,
    /// How often the counter of a number in a page passed its limit.
    carries: HashMap<u32, u64>,
}

impl PagedCounts {
    /// Counts a number several times, in a page that is made where there is none.
    fn add_many(&mut self, number: u32, times: u64) {
        let page = self.pages.entry(page_of(number)).or_insert_with(|| Box::new([0; PAGE]));
        let carried = add_to(page, number, (times % CARRY) as u8) + times / CARRY;
        if carried > 0 {
            *self.carries.entry(number).or_default() += carried;
        }
    }

    /// Counts a number if it has a page, and returns whether it has.
    fn add_to_page(&mut self, number: u32) -> bool {
        let Some(page) = self.pages.get_mut(&page_of(number)) else { return false };
        if add_to(page, number, 1) > 0 {
            *self.carries.entry(number).or_default() += 1;
        }
        true
    }

    fn merge(&mut self, other: PagedCounts) {
        for (number, page) in other.pages {
            match self.pages.entry(number) {
                Entry::Vacant(slot) => {
                    slot.insert(page);
                }
                Entry::Occupied(mut own) => {
                    for ((own, more), number) in own.get_mut().iter_mut().zip(*page).zip(numbers_of(number)) {
                        let (sum, passed) = own.overflowing_add(more);
                        *own = sum;
                        if passed {
                            *self.carries.entry(number).or_default() += 1;
                        }
                    }
                }
            }
        }
        for (number, carried) in other.carries {
            *self.carries.entry(number).or_default() += carried;
        }
    }

    fn total(&self) -> u64 {
        let of_page = |page: &[u8; PAGE]| page.iter().map(|count| u64::from(*count)).sum::<u64>();
        self.pages.values().map(|page| of_page(page)).sum::<u64>() + CARRY * self.carries.values().sum::<u64>()
    }

    /// Calls `count` with each number outside of a range, and how often it occurs. A number may come several times.
    fn each_outside(&self, range: &RangeInclusive<u32>, mut count: impl FnMut(u32, u64)) {
        for (at, page) in self.pages.iter().filter(|(at, _)| !contains_page(range, **at)) {
            numbers_of(*at).zip(page.iter()).for_each(|(number, times)| count(number, u64::from(*times)));
        }
        self.carries.iter().for_each(|(number, carried)| count(*number, CARRY * carried));
    }

    fn keep(&mut self, range: &RangeInclusive<u32>) {
        self.carries.retain(|number, _| range.contains(number));
        for (at, page) in self.pages.iter_mut().filter(|(at, _)| !contains_page(range, **at)) {
            let outside = numbers_of(*at).zip(page.iter_mut()).filter(|(number, _)| !range.contains(number));
            outside.for_each(|(_, times)| *times = 0);
        }
        let carries = &self.carries;
        self.pages.retain(|at, page| {
            page.iter().any(|times| *times > 0)
                || (!carries.is_empty() && numbers_of(*at).any(|number| carries.contains_key(&number)))
        });
    }
}

impl NumberCounts {
    /// Counts a number.
    #[inline(always)]
    pub(super) fn add(&mut self, number: u32) {
        if self.loose.len() >= self.limit {
            self.settle();
        }
        self.loose.push(number);
    }

    /// Counts a number several times.
    pub(super) fn add_many(&mut self, number: u32, times: u64) {
        if times == 1 {
            return self.add(number);
        }
        self.paged.get_or_insert_default().add_many(number, times);
    }

    /// The numbers in any order, if they are fewer than a limit and not counted in pages.
    pub(super) fn into_few(self, limit: usize) -> Result<Vec<u32>, Self> {
        if !self.has_pages() && self.loose.len() < limit { Ok(self.loose) } else { Err(self) }
    }

    /// Adds the counts of another set.
    pub(super) fn merge(&mut self, other: NumberCounts) {
        if let Some(paged) = other.paged {
            self.paged.get_or_insert_default().merge(*paged);
        }
        other.loose.into_iter().for_each(|number| self.add(number));
    }

    fn has_pages(&self) -> bool {
        self.paged.as_ref().is_some_and(|paged| !paged.pages.is_empty())
    }

    /// Whether nothing was counted.
    pub(super) fn is_empty(&self) -> bool {
        self.loose.is_empty() && !self.has_pages()
    }

    /// The sum of all counts.
    pub(super) fn total(&self) -> u64 {
        self.paged.as_ref().map_or(0, |paged| paged.total()) + self.loose.len() as u64
    }

    /// How many numbers are below a range, and above it.
    pub(super) fn outside(&self, range: &RangeInclusive<u32>) -> (u64, u64) {
        let (mut below, mut above) = (0, 0);
        let mut count = |number: u32, times: u64| {
            if number < *range.start() {
                below += times;
            } else if number > *range.end() {
                above += times;
            }
        };
        self.loose.iter().for_each(|number| count(*number, 1));
        if let Some(paged) = &self.paged {
            paged.each_outside(range, count);
        }
        (below, above)
    }

    /// Removes the numbers outside of a range.
    pub(super) fn keep(&mut self, range: &RangeInclusive<u32>) {
        self.loose.retain(|number| range.contains(number));
        if let Some(paged) = &mut self.paged {
            paged.keep(range);
        }
    }

    /// The numbers in rising order.
    pub(super) fn ranked(mut self) -> RankedNumbers {
        self.settle();
        self.loose.sort_unstable();
        let NumberCounts { paged, loose, .. } = self;
        let PagedCounts { pages, carries } = paged.map(|paged| *paged).unwrap_or_default();
        let mut pages: Vec<(u32, Box<[u8; PAGE]>)> = pages.into_iter().collect();
        pages.sort_unstable_by_key(|(at, _)| *at);
        let mut ranked = RankedNumbers { parts: Vec::new(), carries, loose, total: 0 };
        let mut done = 0;
        for (at, page) in pages {
            let before = ranked.loose.partition_point(|number| page_of(*number) < at);
            ranked.push_loose(done, before);
            done = before;
            ranked.push_page(at, page);
        }
        ranked.push_loose(done, ranked.loose.len());
        ranked
    }

    /// Moves loose numbers to pages.
    #[inline(never)]
    fn settle(&mut self) {
        if let Some(paged) = &mut self.paged {
            self.loose.retain(|number| !paged.add_to_page(*number));
        }
        if self.loose.len() >= MIN_LOOSE / 2 {
            self.make_pages();
        }
        self.limit = MIN_LOOSE.max(4 * self.loose.len());
    }

    /// Makes pages for the loose numbers that have many neighbours.
    fn make_pages(&mut self) {
        let mut loose = std::mem::take(&mut self.loose);
        loose.sort_unstable();
        for numbers in loose.chunk_by(|one, other| page_of(*one) == page_of(*other)) {
            if numbers.len() < MIN_IN_PAGE {
                self.loose.extend_from_slice(numbers);
                continue;
            }
            let paged = self.paged.get_or_insert_default();
            numbers.iter().for_each(|number| paged.add_many(*number, 1));
        }
    }
}

/// The page of a number.
#[inline(always)]
fn page_of(number: u32) -> u32 {
    number / PAGE as u32
}

/// The numbers of a page.
fn numbers_of(page: u32) -> RangeInclusive<u32> {
    let first = page * PAGE as u32;
    first..=first + (PAGE as u32 - 1)
}

/// Whether all numbers of a page are in a range.
fn contains_page(range: &RangeInclusive<u32>, page: u32) -> bool {
    let numbers = numbers_of(page);
    range.contains(numbers.start()) && range.contains(numbers.end())
}

/// Adds to the counter of a number in its page, and returns 1 if it passed its limit, otherwise 0.
#[inline(always)]
fn add_to(page: &mut [u8; PAGE], number: u32, times: u8) -> u64 {
    let Some(counter) = page.get_mut(number as usize % PAGE) else { return 0 };
    let (sum, passed) = counter.overflowing_add(times);
    *counter = sum;
    u64::from(passed)
}

/// Numbers in rising order, each as often as it was counted.
#[derive(Debug, Clone)]
pub(super) struct RankedNumbers {
    parts: Vec<Part>,
    carries: HashMap<u32, u64>,
    loose: Vec<u32>,
    total: u64,
}

/// Neighbouring numbers.
#[derive(Debug, Clone)]
struct Part {
    /// How many numbers are before those of the part.
    before: u64,
    counts: PartCounts,
}

#[derive(Debug, Clone)]
enum PartCounts {
    /// A page, and whether one of its counters passed its limit.
    Page { at: u32, page: Box<[u8; PAGE]>, has_carries: bool },
    /// Loose numbers, from one index to another.
    Loose { from: usize, to: usize },
}

impl RankedNumbers {
    fn push_loose(&mut self, from: usize, to: usize) {
        if from < to {
            self.parts.push(Part { before: self.total, counts: PartCounts::Loose { from, to } });
            self.total += (to - from) as u64;
        }
    }

    fn push_page(&mut self, at: u32, page: Box<[u8; PAGE]>) {
        let has_carries = !self.carries.is_empty() && numbers_of(at).any(|number| self.carries.contains_key(&number));
        let before = self.total;
        self.total += page.iter().map(|times| u64::from(*times)).sum::<u64>();
        if has_carries {
            let carried = numbers_of(at).filter_map(|number| self.carries.get(&number));
            self.total += CARRY * carried.sum::<u64>();
        }
        self.parts.push(Part { before, counts: PartCounts::Page { at, page, has_carries } });
    }

    /// The sum of all counts.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// How many different numbers there are.
    pub(super) fn distinct(&self) -> usize {
        self.distinct_counts().count()
    }

    /// The different numbers in rising order, with their counts.
    pub(super) fn distinct_counts(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        let mut counts = self.counts().peekable();
        std::iter::from_fn(move || {
            let (number, mut times) = counts.next()?;
            while let Some((_, more)) = counts.next_if(|(next, _)| *next == number) {
                times += more;
            }
            Some((number, times))
        })
    }

    /// The number of a rank, counted from 1; `None` for a rank that no number has.
    pub(super) fn at_rank(&self, rank: u64) -> Option<u32> {
        let before = rank.checked_sub(1).filter(|before| *before < self.total)?;
        let part = self.parts.get(self.parts.partition_point(|part| part.before <= before).checked_sub(1)?)?;
        let mut left = before - part.before;
        match part.counts {
            PartCounts::Loose { from, .. } => self.loose.get(from + usize::try_from(left).ok()?).copied(),
            PartCounts::Page { .. } => self.counts_of(part).find_map(|(number, times)| {
                if left < times {
                    return Some(number);
                }
                left -= times;
                None
            }),
        }
    }

    /// How many numbers are below one.
    pub(super) fn below(&self, limit: u64) -> u64 {
        let parts = self.parts.partition_point(|part| u64::from(self.first_of(part)) < limit);
        let Some(last) = parts.checked_sub(1).and_then(|at| self.parts.get(at)) else { return 0 };
        let in_last = self.counts_of(last).filter(|(number, _)| u64::from(*number) < limit);
        last.before + in_last.map(|(_, times)| times).sum::<u64>()
    }

    /// The numbers in rising order, with their counts. A loose number may be returned several times.
    pub(super) fn counts(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.parts.iter().flat_map(|part| self.counts_of(part)).filter(|(_, times)| *times > 0)
    }

    /// The sum of all numbers; `None` where it is too large.
    pub(super) fn sum(&self) -> Option<u64> {
        let mut sum = 0_u64;
        for part in &self.parts {
            let of_part = match &part.counts {
                PartCounts::Page { at, page, has_carries: false } => {
                    let (times, offsets) = page.iter().zip(0_u32..).fold((0_u32, 0_u32), |(times, sum), (more, at)| {
                        (times + u32::from(*more), sum + u32::from(*more) * at)
                    });
                    u64::from(*numbers_of(*at).start()).checked_mul(times.into())?.checked_add(offsets.into())?
                }
                _ => self
                    .counts_of(part)
                    .try_fold(0_u64, |sum, (number, times)| sum.checked_add(u64::from(number).checked_mul(times)?))?,
            };
            sum = sum.checked_add(of_part)?;
        }
        Some(sum)
    }

    fn first_of(&self, part: &Part) -> u32 {
        match part.counts {
            PartCounts::Page { at, .. } => *numbers_of(at).start(),
            PartCounts::Loose { from, .. } => self.loose.get(from).copied().unwrap_or_default(),
        }
    }

    /// The numbers of a part with their counts, which may be zero.
    fn counts_of<'c>(&'c self, part: &'c Part) -> impl Iterator<Item = (u32, u64)> + 'c {
        let (page, loose) = match &part.counts {
            PartCounts::Page { at, page, has_carries } => {
                let carried = |number| if *has_carries { self.carries.get(&number).copied().unwrap_or(0) } else { 0 };
                let counts = move |(number, times): (u32, &u8)| (number, u64::from(*times) + CARRY * carried(number));
                (Some(numbers_of(*at).zip(page.iter()).map(counts)), None)
            }
            PartCounts::Loose { from, to } => (None, self.loose.get(*from..*to)),
        };
        page.into_iter().flatten().chain(loose.into_iter().flatten().map(|number| (*number, 1)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Numbers that are close together, far apart, and equal.
    fn numbers() -> impl Strategy<Value = Vec<u32>> {
        let number = prop_oneof![60_000..62_000_u32, 0..300_u32, Just(77_777), any::<u32>(), u32::MAX - 3..=u32::MAX];
        prop::collection::vec((number, 1..60_u32), 0..150)
            .prop_map(|runs| runs.into_iter().flat_map(|(number, times)| vec![number; times as usize]).collect())
    }

    fn counted(numbers: &[u32]) -> NumberCounts {
        let mut counts = NumberCounts::default();
        numbers.iter().for_each(|number| counts.add(*number));
        counts
    }

    fn by_number(counts: NumberCounts) -> Vec<(u32, u64)> {
        let mut all: BTreeMap<u32, u64> = BTreeMap::new();
        let ranked = counts.ranked();
        let counts: Vec<(u32, u64)> = ranked.counts().collect();
        assert!(counts.is_sorted_by_key(|(number, _)| *number));
        counts.into_iter().for_each(|(number, times)| *all.entry(number).or_default() += times);
        all.into_iter().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn counts_and_ranks_are_those_of_the_sorted_numbers(numbers in numbers(), more in numbers()) {
            let mut sorted = [numbers.as_slice(), &more].concat();
            sorted.sort_unstable();
            let mut counts = counted(&numbers);
            counts.merge(counted(&more));
            prop_assert_eq!(counts.total(), sorted.len() as u64);
            let ranked = counts.clone().ranked();
            let found: Vec<u32> = (1..=sorted.len() as u64).map(|rank| ranked.at_rank(rank).unwrap()).collect();
            prop_assert_eq!(&found, &sorted);
            prop_assert_eq!((ranked.at_rank(0), ranked.at_rank(sorted.len() as u64 + 1)), (None, None));
            prop_assert_eq!(ranked.sum(), Some(sorted.iter().map(|number| u64::from(*number)).sum()));
            for limit in [0, 100, 61_000, 77_777, 77_778, u64::from(u32::MAX), u64::from(u32::MAX) + 1] {
                let below = sorted.iter().filter(|number| u64::from(**number) < limit).count() as u64;
                prop_assert_eq!(ranked.below(limit), below);
            }
            let range = 60_500..=77_777;
            let below = sorted.iter().filter(|number| **number < 60_500).count() as u64;
            let above = sorted.iter().filter(|number| **number > 77_777).count() as u64;
            prop_assert_eq!(counts.outside(&range), (below, above));
            counts.keep(&range);
            prop_assert_eq!(counts.outside(&range), (0, 0));
            prop_assert_eq!(counts.total(), sorted.len() as u64 - below - above);
            prop_assert_eq!(counts.is_empty(), counts.total() == 0);
        }
    }

    #[test]
    fn a_number_that_occurs_very_often_is_counted_in_full() {
        let mut counts = counted(&vec![70_000; 100_000]);
        counts.merge(counted(&vec![70_000; 155]));
        counts.add_many(70_001, 1_000_000_000_000);
        counts.add_many(5, 256);
        assert_eq!(counts.total(), 1_000_000_100_411);
        assert_eq!(by_number(counts.clone()), [(5, 256), (70_000, 100_155), (70_001, 1_000_000_000_000)]);
        counts.keep(&(6..=70_000));
        assert_eq!(by_number(counts), [(70_000, 100_155)]);
    }

    /// Would catch memory that grows with pages of few numbers.
    #[test]
    fn numbers_that_are_far_apart_have_no_pages() {
        let counts = counted(&(0..50_000).map(|number| number * 9_973).collect::<Vec<u32>>());
        assert!(!counts.has_pages());
    }
}
