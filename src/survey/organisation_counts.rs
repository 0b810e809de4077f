//! How often each whole number occurs in each organisation, such as the amounts of pay in a group of rows.
//!
//! An organisation with many numbers has [`NumberCounts`] of its own. The numbers of all others are kept with their organisation,
//! in eight bytes each: counts of their own would take some hundred bytes for each organisation.

use std::ops::RangeInclusive;

use foldhash::HashMap;

use super::number_counts::NumberCounts;

/// The least count of numbers for which an organisation has counts of its own.
const MIN_OWN: usize = 256;

/// The fewest loose numbers that are searched for organisations with many of them.
const MIN_LOOSE: usize = 1024;

/// The first numbers for which there is room.
const MIN_ROOM: usize = 2;

/// A number that occurs at most so often is kept so often.
const MAX_REPEATED: u64 = 16;

/// The counts of numbers by organisation.
#[derive(Debug, Clone, Default)]
pub(super) struct OrganisationCounts {
    own: HashMap<u32, NumberCounts>,
    /// Organisations and their numbers, in any order.
    loose: Vec<(u32, u32)>,
    /// The length of `loose` at which organisations with many numbers get counts of their own.
    limit: usize,
}

impl OrganisationCounts {
    /// The numbers of one organisation.
    pub(super) fn of_one(organisation: u32, numbers: NumberCounts) -> Self {
        match numbers.into_few(MIN_OWN) {
            Ok(few) => {
                let loose = few.into_iter().map(|number| (organisation, number)).collect();
                OrganisationCounts { loose, ..OrganisationCounts::default() }
            }
            Err(numbers) => OrganisationCounts {
                own: HashMap::from_iter([(organisation, numbers)]),
                ..OrganisationCounts::default()
            },
        }
    }

    /// Counts a number of an organisation.
    #[inline(always)]
    pub(super) fn add(&mut self, organisation: u32, number: u32) {
        if self.loose.len() == self.loose.capacity() {
            self.grow();
        }
        self.loose.push((organisation, number));
    }

    /// Counts a number of an organisation several times.
    pub(super) fn add_many(&mut self, organisation: u32, number: u32, times: u64) {
        if times <= MAX_REPEATED {
            return (0..times).for_each(|_| self.add(organisation, number));
        }
        self.own.entry(organisation).or_default().add_many(number, times);
    }

    /// Adds the counts of another set.
    pub(super) fn merge(&mut self, other: OrganisationCounts) {
        for (organisation, numbers) in other.own {
            self.own.entry(organisation).or_default().merge(numbers);
        }
        if self.loose.is_empty() {
            self.loose = other.loose;
        } else {
            self.loose.reserve_exact(other.loose.len());
            self.loose.extend(other.loose);
        }
        if self.loose.len() >= self.limit {
            self.settle();
        }
    }

    /// Replaces the number of each organisation. Two organisations may become one.
    pub(super) fn renumber(&mut self, number: impl Fn(u32) -> u32) {
        for (organisation, numbers) in std::mem::take(&mut self.own) {
            self.own.entry(number(organisation)).or_default().merge(numbers);
        }
        self.loose.iter_mut().for_each(|(organisation, _)| *organisation = number(*organisation));
    }

    /// Whether nothing was counted.
    pub(super) fn is_empty(&self) -> bool {
        self.loose.is_empty() && self.own.values().all(NumberCounts::is_empty)
    }

    /// The sum of all counts.
    pub(super) fn total(&self) -> u64 {
        self.own.values().map(NumberCounts::total).sum::<u64>() + self.loose.len() as u64
    }

    /// Adds the sum of the counts of each organisation to the counts of organisations.
    pub(super) fn count_organisations(&self, people: &mut NumberCounts) {
        for (organisation, numbers) in self.own.iter().filter(|(_, numbers)| !numbers.is_empty()) {
            people.add_many(*organisation, numbers.total());
        }
        self.loose.iter().for_each(|(organisation, _)| people.add(*organisation));
    }

    /// Adds the numbers of all organisations to other counts.
    pub(super) fn add_to(&self, together: &mut NumberCounts) {
        self.own.values().for_each(|numbers| together.merge(numbers.clone()));
        self.loose.iter().for_each(|(_, number)| together.add(*number));
    }

    /// The numbers with their organisation and count, in any order. A number may be returned several times.
    pub(super) fn counts(&self) -> impl Iterator<Item = (u32, u32, u64)> + '_ {
        let of_own = |(organisation, numbers): (&u32, &NumberCounts)| {
            let (organisation, ranked) = (*organisation, numbers.clone().ranked());
            ranked.counts().map(|(number, times)| (organisation, number, times)).collect::<Vec<_>>()
        };
        let loose = self.loose.iter().map(|(organisation, number)| (*organisation, *number, 1));
        loose.chain(self.own.iter().flat_map(of_own))
    }

    /// How many numbers of each organisation are below a range, and above it. Organisations without such numbers are left out.
    pub(super) fn outside(&self, range: &RangeInclusive<u32>) -> Vec<(u32, u64, u64)> {
        let of_own = |(organisation, numbers): (&u32, &NumberCounts)| {
            let (below, above) = numbers.outside(range);
            (*organisation, below, above)
        };
        let loose = self.loose.iter().map(|(organisation, number)| {
            (*organisation, u64::from(number < range.start()), u64::from(number > range.end()))
        });
        let all = self.own.iter().map(of_own).chain(loose);
        all.filter(|(_, below, above)| below + above > 0).collect()
    }

    /// Removes the numbers outside of a range.
    pub(super) fn keep(&mut self, range: &RangeInclusive<u32>) {
        self.own.values_mut().for_each(|numbers| numbers.keep(range));
        self.own.retain(|_, numbers| !numbers.is_empty());
        self.loose.retain(|(_, number)| range.contains(number));
    }

    /// Makes room for more loose numbers: twice as much while there are few, then by a quarter, so that little of it stays unused. A
    /// file can have a group for each row.
    #[inline(never)]
    fn grow(&mut self) {
        if self.loose.len() >= self.limit {
            self.settle();
        }
        if self.loose.len() == self.loose.capacity() {
            self.loose.reserve_exact(self.loose.len().clamp(MIN_ROOM, MIN_OWN).max(self.loose.len() / 4));
        }
    }

    /// Moves the loose numbers of organisations with many of them to counts of their own.
    fn settle(&mut self) {
        let OrganisationCounts { own, loose, .. } = self;
        if !own.is_empty() {
            loose.retain(|(organisation, number)| match own.get_mut(organisation) {
                Some(numbers) => {
                    numbers.add(*number);
                    false
                }
                None => true,
            });
        }
        if loose.len() >= MIN_LOOSE / 2 {
            loose.sort_unstable();
            for numbers in loose.chunk_by(|(one, _), (other, _)| one == other) {
                if let [(organisation, _), ..] = numbers
                    && numbers.len() >= MIN_OWN
                {
                    let own = own.entry(*organisation).or_default();
                    numbers.iter().for_each(|(_, number)| own.add(*number));
                }
            }
            if !own.is_empty() {
                loose.retain(|(organisation, _)| !own.contains_key(organisation));
            }
        }
        self.limit = MIN_LOOSE.max(4 * self.loose.len());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Organisations of few numbers and of many.
    fn numbers() -> impl Strategy<Value = Vec<(u32, u32)>> {
        let organisation = prop_oneof![0..3_u32, 0..500_u32, Just(u32::MAX)];
        let number = prop_oneof![60_000..60_300_u32, Just(77_777), any::<u32>()];
        prop::collection::vec((organisation, number, 1..30_u32), 0..300).prop_map(|runs| {
            let of_run = |(organisation, number, times)| vec![(organisation, number); times as usize];
            runs.into_iter().flat_map(of_run).collect()
        })
    }

    fn counted(numbers: &[(u32, u32)]) -> OrganisationCounts {
        let mut counts = OrganisationCounts::default();
        numbers.iter().for_each(|(organisation, number)| counts.add(*organisation, *number));
        counts
    }

    type Counts = BTreeMap<(u32, u32), u64>;

    fn simple(numbers: impl IntoIterator<Item = (u32, u32)>) -> Counts {
        let mut counts = Counts::new();
        numbers.into_iter().for_each(|number| *counts.entry(number).or_default() += 1);
        counts
    }

    fn found(counts: &OrganisationCounts) -> Counts {
        let mut found = Counts::new();
        for (organisation, number, times) in counts.counts() {
            *found.entry((organisation, number)).or_default() += times;
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn counts_are_those_of_each_number(numbers in numbers(), more in numbers()) {
            let all = [numbers.as_slice(), &more].concat();
            let mut counts = counted(&numbers);
            counts.merge(counted(&more));
            prop_assert_eq!(found(&counts), simple(all.iter().copied()));
            prop_assert_eq!((counts.total(), counts.is_empty()), (all.len() as u64, all.is_empty()));
            let mut people = NumberCounts::default();
            counts.count_organisations(&mut people);
            let of_organisations: Vec<(u32, u64)> = people.ranked().distinct_counts().collect();
            let expected = simple(all.iter().map(|(organisation, _)| (*organisation, 0)));
            prop_assert_eq!(of_organisations, expected.iter().map(|((one, _), times)| (*one, *times)).collect::<Vec<_>>());
            let mut together = NumberCounts::default();
            counts.add_to(&mut together);
            let together: Vec<(u32, u64)> = together.ranked().distinct_counts().collect();
            let expected = simple(all.iter().map(|(_, number)| (0, *number)));
            prop_assert_eq!(together, expected.iter().map(|((_, one), times)| (*one, *times)).collect::<Vec<_>>());
            let range = 60_100..=77_777;
            let (mut below, mut above) = (Counts::new(), Counts::new());
            for (organisation, less, more) in counts.outside(&range) {
                for (side, times) in [(&mut below, less), (&mut above, more)] {
                    if times > 0 {
                        *side.entry((organisation, 0)).or_default() += times;
                    }
                }
            }
            let of = |is_out: fn(u32) -> bool| simple(all.iter().filter(|(_, n)| is_out(*n)).map(|(one, _)| (*one, 0)));
            prop_assert_eq!(below, of(|number| number < 60_100));
            prop_assert_eq!(above, of(|number| number > 77_777));
            counts.keep(&range);
            prop_assert_eq!(found(&counts), simple(all.iter().copied().filter(|(_, number)| range.contains(number))));
            counts.renumber(|organisation| organisation % 2);
            let kept = all.iter().filter(|(_, number)| range.contains(number));
            prop_assert_eq!(found(&counts), simple(kept.map(|(organisation, number)| (organisation % 2, *number))));
        }
    }

    /// Would catch memory that grows with the groups of a file.
    #[test]
    fn few_numbers_take_little_room() {
        for numbers in [1, 3, 100, 300, 2_000] {
            let counts = counted(&(0..numbers).map(|at| (at, at)).collect::<Vec<_>>());
            assert!(counts.loose.capacity() <= 2 * numbers as usize, "{numbers}: {}", counts.loose.capacity());
        }
    }

    /// Would catch memory that grows with the rows of an organisation whose amounts repeat.
    #[test]
    fn an_organisation_with_many_numbers_has_counts_of_its_own() {
        let mut counts = counted(&(0..100_000).map(|at| (at % 3, 60_000 + at % 50)).collect::<Vec<_>>());
        counts.add_many(7, 60_000, 1_000_000_000_000);
        assert!(counts.loose.len() <= MIN_LOOSE && counts.own.len() == 4, "{}", counts.loose.len());
        assert_eq!(counts.total(), 1_000_000_100_000);
    }
}
