//! Groups whose pay looks as if it were stated in another unit than that of their neighbours.

use super::dimension::GroupKey;
use super::run::Survey;
use crate::money::Decimal;

/// The factors between units of pay, and what messages call them: months and years, thousands, ten thousands (万).
const FACTORS: [(i64, &str, &str); 3] =
    [(12, "12 times", "1/12 of"), (1000, "1,000 times", "1/1,000 of"), (10_000, "10,000 times", "1/10,000 of")];

/// A ratio from factor ÷ 1.6 to factor × 1.6 counts as the factor: pay of cities and levels differs by about as much. This is 1.6
/// in tenths.
const TOLERANCE_TENTHS: i64 = 16;

/// A group whose median is a factor between units away from that of its neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlikeUnit<'s> {
    /// The group.
    pub key: &'s GroupKey,
    /// How its median compares, such as `1/12 of`.
    pub times: &'static str,
}

impl Survey {
    /// The groups that are shown and whose median is about 12, 1,000 or 10,000 times that of their neighbours, or a part of it. The
    /// neighbours are the groups with the same first value, or else all groups.
    #[must_use]
    pub fn unlike_units(&self) -> Vec<UnlikeUnit<'_>> {
        let medians: Vec<(&GroupKey, Decimal)> = self
            .groups
            .iter()
            .filter_map(|group| {
                let [_, _, median, ..] = group.statistics.as_ref()?.percentiles;
                Some((&group.key, median?))
            })
            .collect();
        unlike(&medians)
    }
}

/// The least number of neighbours whose median tells what is usual.
const LEAST_NEIGHBOURS: usize = 3;

fn unlike<'s>(medians: &[(&'s GroupKey, Decimal)]) -> Vec<UnlikeUnit<'s>> {
    let all = sorted(medians.iter().map(|(_, median)| *median));
    let mut found = Vec::new();
    let mut from = 0;
    // Keys are sorted, so groups with the same first value follow each other.
    while let Some((key, _)) = medians.get(from) {
        let same = medians.iter().skip(from).take_while(|(other, _)| other.first() == key.first()).count();
        let block = medians.get(from..from + same).unwrap_or_default();
        let of_block = sorted(block.iter().map(|(_, median)| *median));
        let neighbours = if same > LEAST_NEIGHBOURS { &of_block } else { &all };
        for (key, median) in block {
            let usual = middle_without(neighbours, *median).filter(|_| neighbours.len() > LEAST_NEIGHBOURS);
            if let Some(times) = usual.and_then(|usual| factor(*median, usual)) {
                found.push(UnlikeUnit { key, times });
            }
        }
        from += same.max(1);
    }
    found
}

fn sorted(amounts: impl Iterator<Item = Decimal>) -> Vec<Decimal> {
    let mut amounts: Vec<Decimal> = amounts.collect();
    amounts.sort_unstable();
    amounts
}

/// The middle of sorted amounts without one of them; the lower one of two.
fn middle_without(amounts: &[Decimal], one: Decimal) -> Option<Decimal> {
    let own = amounts.binary_search(&one).ok()?;
    let at = amounts.len().checked_sub(2)? / 2;
    amounts.get(if at < own { at } else { at + 1 }).copied()
}

/// The factor between units that an amount is away from what is usual.
fn factor(amount: Decimal, usual: Decimal) -> Option<&'static str> {
    let is_near = |ratio: Decimal, factor: i64| {
        let (most, least) = (Decimal::new(factor * TOLERANCE_TENTHS, 1), Decimal::from(factor * 10));
        ratio <= most && ratio.checked_mul(Decimal::from(TOLERANCE_TENTHS)).is_some_and(|ratio| ratio >= least)
    };
    let (over, under) = (amount.checked_div(usual)?, usual.checked_div(amount)?);
    FACTORS.iter().find_map(|(factor, times, part)| {
        if is_near(over, *factor) {
            Some(*times)
        } else if is_near(under, *factor) {
            Some(*part)
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(medians: &[(&str, &str, i64)]) -> Vec<(String, &'static str)> {
        let keys: Vec<GroupKey> = medians.iter().map(|(role, city, _)| vec![(*role).into(), (*city).into()]).collect();
        let medians: Vec<(&GroupKey, Decimal)> =
            keys.iter().zip(medians).map(|(key, (.., median))| (key, (*median).into())).collect();
        unlike(&medians).into_iter().map(|unlike| (unlike.key.concat(), unlike.times)).collect()
    }

    /// Would catch a group of monthly pay among annual ones, and a group that only pays more.
    #[test]
    fn a_median_in_another_unit_is_found() {
        let of = |odd| [("a", "1", 300_000), ("a", "2", 240_000), ("a", "3", odd), ("b", "1", 410_000)];
        assert_eq!(found(&of(20_000)), [("a3".to_owned(), "1/12 of")]);
        assert_eq!(found(&of(25)), [("a3".to_owned(), "1/10,000 of")]);
        assert_eq!(found(&of(3_300_000)), [("a3".to_owned(), "12 times")]);
        assert_eq!(found(&of(900_000)), []);
        assert_eq!(found(&of(60_000)), []);
        assert_eq!(found(&of(20_000)[..3]), [], "two others do not tell what is usual");
        let far = [("a", "1", 300_000), ("b", "1", 25_000), ("c", "1", 320_000), ("d", "1", 290_000)];
        assert_eq!(found(&far), [("b1".to_owned(), "1/12 of")]);
    }
}
