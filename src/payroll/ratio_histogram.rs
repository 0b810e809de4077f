//! Counts of market ratios, for medians.

use crate::money::Decimal;

/// Ratios × 10⁴ below this are counted by the histogram's own step, larger ones by hundredths.
const FINE: u64 = 1 << 16;
/// The number of counters by hundredths. Ratios beyond them are counted by four significant digits.
const HUNDREDTHS: u64 = 1 << 16;
/// The least number of four digits. There are nine times as many for each power of ten.
const MIN_MANTISSA: u64 = 1_000;
/// The number of counters that are allocated together. The ratios of a file lie close together, so most pages are not needed.
const PAGE: usize = 256;

/// Counts of market ratios, rounded to four places (or three) up to 6.5535, to two up to 655.35, and to four digits above.
#[derive(Debug, Clone)]
pub(crate) struct RatioHistogram {
    /// The step of the fine counters, in ratio × 10⁴.
    step: u64,
    pages: Vec<Option<Box<[u32; PAGE]>>>,
    count: u64,
}

impl Default for RatioHistogram {
    fn default() -> Self {
        RatioHistogram { step: 1, pages: Vec::new(), count: 0 }
    }
}

impl RatioHistogram {
    /// A histogram with three places. It takes a tenth of the memory, for use with many cells.
    pub(super) fn coarse() -> Self {
        RatioHistogram { step: 10, ..RatioHistogram::default() }
    }

    /// Counts a ratio × 10⁴.
    #[inline]
    pub(super) fn add(&mut self, ratio: u64) {
        let fine = FINE / self.step;
        let slot = if ratio < FINE {
            (ratio + self.step / 2) / self.step
        } else {
            let hundredths = (ratio / 10 + 5) / 10;
            fine + 1 + if hundredths < HUNDREDTHS { hundredths } else { HUNDREDTHS + large_slot(ratio) }
        };
        self.count += 1;
        #[expect(clippy::cast_possible_truncation, reason = "a slot is below 2¹⁹")]
        let (page, at) = (slot as usize / PAGE, slot as usize % PAGE);
        if let Some(Some(page)) = self.pages.get_mut(page)
            && let Some(counter) = page.get_mut(at)
        {
            *counter = counter.saturating_add(1);
            return;
        }
        self.add_to_new_page(page, at);
    }

    #[cold]
    fn add_to_new_page(&mut self, page: usize, at: usize) {
        if self.pages.len() <= page {
            self.pages.resize_with(page + 1, || None);
        }
        if let Some(slot) = self.pages.get_mut(page)
            && let Some(counter) = slot.get_or_insert_with(|| Box::new([0; PAGE])).get_mut(at)
        {
            *counter = counter.saturating_add(1);
        }
    }

    /// Adds the counts of another histogram.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        if self.pages.len() < other.pages.len() {
            self.pages.resize_with(other.pages.len(), || None);
        }
        for (own, others) in self.pages.iter_mut().zip(&other.pages) {
            let Some(others) = others else { continue };
            let own = own.get_or_insert_with(|| Box::new([0; PAGE]));
            own.iter_mut().zip(others.iter()).for_each(|(own, other)| *own = own.saturating_add(*other));
        }
    }

    /// How many ratios were counted.
    #[cfg(test)]
    fn count(&self) -> u64 {
        self.count
    }

    /// The median: the middle one, or the mean of the two in the middle; `None` when nothing was counted.
    pub(crate) fn median(&self) -> Option<Decimal> {
        if self.count == 0 {
            return None;
        }
        let (below, above) = ((self.count - 1) / 2, self.count / 2);
        let sum = self.at(below)?.checked_add(self.at(above)?)?;
        sum.checked_div(Decimal::TWO)
    }

    /// The percentile for a share from 0 to 1, interpolated between the two ranks around `share × (n − 1)` (Hyndman and Fan's
    /// type 7); `None` when nothing was counted.
    pub(crate) fn percentile(&self, share: Decimal) -> Option<Decimal> {
        let place = share.checked_mul(Decimal::from(self.count.checked_sub(1)?))?;
        let below = place.trunc();
        let rank = u64::try_from(below).ok()?;
        let (low, part) = (self.at(rank)?, place.checked_sub(below)?);
        if part.is_zero() {
            return Some(low);
        }
        let gap = self.at(rank + 1)?.checked_sub(low)?;
        low.checked_add(gap.checked_mul(part)?)
    }

    /// The ratio with this rank in their order, counted from 0.
    fn at(&self, rank: u64) -> Option<Decimal> {
        let mut passed = 0;
        let (slot, _) = self.slots().find(|(_, count)| {
            passed += count;
            passed > rank
        })?;
        self.ratio_of(slot)
    }

    /// The ratios in their order, each with how often it was counted.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (Decimal, u64)> {
        self.slots().filter_map(|(slot, count)| Some((self.ratio_of(slot)?, count)))
    }

    /// The slots that are not empty, with their counts.
    fn slots(&self) -> impl Iterator<Item = (u64, u64)> {
        let pages = self.pages.iter().enumerate().filter_map(|(number, page)| Some((number, page.as_ref()?)));
        let all = pages.flat_map(|(number, page)| {
            page.iter().enumerate().map(move |(at, count)| ((number * PAGE + at) as u64, u64::from(*count)))
        });
        all.filter(|(_, count)| *count > 0)
    }

    /// The ratio that a slot stands for.
    fn ratio_of(&self, slot: u64) -> Option<Decimal> {
        Some(match slot.checked_sub(FINE / self.step + 1) {
            Some(hundredths) if hundredths < HUNDREDTHS => Decimal::new(i64::try_from(hundredths).ok()?, 2),
            Some(large) => large_ratio(large - HUNDREDTHS)?,
            None => Decimal::new(i64::try_from(slot * self.step).ok()?, 4),
        })
    }
}

/// The slot of a ratio × 10⁴ that is counted by four digits: there is one for each power of ten and each number of four digits.
fn large_slot(ratio: u64) -> u64 {
    let power = ratio.ilog10().saturating_sub(MIN_MANTISSA.ilog10());
    let unit = 10_u64.pow(power);
    let mantissa = ratio / unit + u64::from(ratio % unit >= unit.div_ceil(2) && unit > 1);
    u64::from(power) * 9 * MIN_MANTISSA + (mantissa - MIN_MANTISSA)
}

/// The ratio of a slot of [`large_slot`]. A number that was rounded up to five digits is the first of the next power.
fn large_ratio(slot: u64) -> Option<Decimal> {
    let (power, mantissa) = (slot / (9 * MIN_MANTISSA), MIN_MANTISSA + slot % (9 * MIN_MANTISSA));
    let ratio = i128::from(mantissa).checked_mul(10_i128.checked_pow(u32::try_from(power).ok()?)?)?;
    Decimal::try_from_i128_with_scale(ratio, 4).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_median_is_the_middle_or_between_the_two_in_the_middle() {
        let median = |all: &[u64]| {
            let mut ratios = RatioHistogram::default();
            all.iter().for_each(|ratio| ratios.add(*ratio));
            ratios.median()
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[9_732]), Some(Decimal::new(9732, 4)));
        assert_eq!(median(&[12_000, 8_000, 10_000]), Some(Decimal::ONE));
        assert_eq!(median(&[8_000, 8_001]), Some(Decimal::new(80_005, 5)));
        assert_eq!(median(&[65_535, 65_536]), Some(Decimal::new(655_175, 5)), "above 6.5535 hundredths are kept");
        let mut coarse = RatioHistogram::coarse();
        [9_732, 9_738, 9_744].iter().for_each(|ratio| coarse.add(*ratio));
        assert_eq!(coarse.median(), Some(Decimal::new(974, 3)));
        assert_eq!(median(&[68_359]), Some(Decimal::new(684, 2)), "rounded, not cut");
        assert_eq!(median(&[6_553_549]), Some(Decimal::new(65_535, 2)));
        assert_eq!(median(&[7_186_474]), Some(Decimal::new(7_186, 1)));
        assert_eq!(median(&[97_316_829]), Some(Decimal::from(9_732)));
        assert_eq!(median(&[99_999_500]), Some(Decimal::from(10_000)));
        assert_eq!(median(&[u64::MAX]), Some(Decimal::from(1_845_000_000_000_000_u64)));
    }

    #[test]
    fn percentiles_lie_between_two_ranks() {
        let mut ratios = RatioHistogram::coarse();
        assert_eq!(ratios.percentile(Decimal::new(25, 2)), None);
        [8_000, 9_000, 10_000, 12_000].iter().for_each(|ratio| ratios.add(*ratio));
        let at = |share| ratios.percentile(Decimal::new(share, 2)).unwrap().normalize();
        assert_eq!(
            [0, 25, 50, 75, 100].map(at),
            [8_000, 8_750, 9_500, 10_500, 12_000].map(|ratio| Decimal::new(ratio, 4))
        );
    }

    proptest! {
        #[test]
        fn counting_apart_is_counting_together(one in prop::collection::vec(0_u64..100_000, 0..50), other in prop::collection::vec(0_u64..100_000, 0..50)) {
            let count = |all: &mut dyn Iterator<Item = &u64>| {
                let mut ratios = RatioHistogram::default();
                all.for_each(|ratio| ratios.add(*ratio));
                ratios
            };
            let mut apart = count(&mut one.iter());
            apart.merge(&count(&mut other.iter()));
            prop_assert_eq!(apart.median(), count(&mut one.iter().chain(&other)).median());
            prop_assert_eq!(apart.count(), (one.len() + other.len()) as u64);
        }
    }
}
