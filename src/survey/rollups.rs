//! Pooled groups over cities, levels or segments, for a pack: what is priced where no city or level is asked for.
//!
//! Who knows the number and the mean of a pooled group and of its parts can calculate those of the rest. So a pooled group is shown
//! only if the rest, too, is a group that may be shown, and if it tells no number of people that is hidden.

use std::collections::BTreeMap;

use super::converted::GroupPay;
use super::dimension::{Dimension, GroupKey};
use super::disclosure::{Disclosure, GroupSize, Suppression, can_be_solved};
use super::options::SurveyOptions;
use super::statistics::{Statistics, size_of};
use crate::money::Overflow;

/// A group that pools others, and may be shown.
#[derive(Debug, Clone)]
pub struct Rollup {
    /// The value of each dimension, empty for those that are pooled.
    pub key: GroupKey,
    /// The indices of the dimensions that are pooled.
    pub pooled: Vec<usize>,
    /// Its size.
    pub size: GroupSize,
    /// Its statistics.
    pub statistics: Statistics,
}

/// A group before it is pooled.
pub(super) struct Part<'s> {
    pub(super) key: &'s GroupKey,
    pub(super) pay: &'s GroupPay,
    pub(super) size: GroupSize,
    pub(super) disclosure: Disclosure,
}

/// The pooled groups that may be shown: over all segments, then also over all cities, then also over all levels.
///
/// # Errors
/// [`Overflow`] when a statistic cannot be held.
pub(super) fn rollups(parts: &[Part<'_>], options: &SurveyOptions) -> Result<Vec<Rollup>, Overflow> {
    let is_pooled: [fn(&Dimension) -> bool; 3] = [
        |dimension| matches!(dimension, Dimension::Column { .. }),
        |dimension| *dimension == Dimension::City,
        |dimension| *dimension == Dimension::Level,
    ];
    // Whether a group is shown, alone or in a pooled group.
    let mut covered: Vec<bool> = parts.iter().map(|part| is_shown(part.disclosure)).collect();
    let (mut found, mut pooled) = (Vec::new(), Vec::new());
    for is_pooled in is_pooled {
        let more: Vec<usize> =
            options.by.iter().enumerate().filter(|(_, dimension)| is_pooled(dimension)).map(|(at, _)| at).collect();
        if more.is_empty() {
            continue;
        }
        pooled.extend(more);
        let mut members: BTreeMap<GroupKey, Vec<usize>> = BTreeMap::new();
        for (at, part) in parts.iter().enumerate() {
            members.entry(pooled_key(part.key, &pooled)).or_default().push(at);
        }
        for (key, members) in members {
            if let Some((size, statistics)) = shown_pool(parts, &members, &covered, options)? {
                for at in members {
                    if let Some(covered) = covered.get_mut(at) {
                        *covered = true;
                    }
                }
                found.push(Rollup { key, pooled: pooled.clone(), size, statistics });
            }
        }
    }
    Ok(found)
}

fn is_shown(disclosure: Disclosure) -> bool {
    matches!(disclosure, Disclosure::Shown { .. })
}

fn pooled_key(key: &GroupKey, pooled: &[usize]) -> GroupKey {
    key.iter().enumerate().map(|(at, value)| if pooled.contains(&at) { Box::from("") } else { value.clone() }).collect()
}

/// The size and the statistics of pooled groups, if they may be shown. `covered` says which groups are shown already.
fn shown_pool(
    parts: &[Part<'_>],
    members: &[usize],
    covered: &[bool],
    options: &SurveyOptions,
) -> Result<Option<(GroupSize, Statistics)>, Overflow> {
    let is_covered = |at: &usize| covered.get(*at).copied().unwrap_or_default();
    let all: Vec<&Part<'_>> = members.iter().filter_map(|at| parts.get(*at)).collect();
    let rest: Vec<&Part<'_>> = members.iter().filter(|at| !is_covered(at)).filter_map(|at| parts.get(*at)).collect();
    let pooled = pool(&all);
    let size = size_of(&pooled, options);
    let disclosure = options.rule.disclosure(&size);
    if !is_shown(disclosure) {
        return Ok(None);
    }
    if !rest.is_empty() {
        let is_protected = |part: &&Part<'_>| part.disclosure == Disclosure::Suppressed(Suppression::ProtectsAnother);
        if rest.iter().any(is_protected)
            || !is_shown(options.rule.disclosure(&size_of(&pool(&rest), options)))
            || tells_number(rest.into_iter())
        {
            return Ok(None);
        }
        // The number of people of the rest is known now, and the sum of all numbers was.
        let others = parts.iter().enumerate().filter(|(at, _)| !is_covered(at) && !members.contains(at));
        if tells_number(others.map(|(_, part)| part)) {
            return Ok(None);
        }
    }
    let statistics = Statistics::of(&pooled, &size, disclosure, options)?;
    Ok(statistics.map(|statistics| (size, statistics)))
}

/// Whether the sum of the numbers of people of some groups tells one that is hidden. It tells none where some protect others: a reader
/// cannot tell which of them is small.
fn tells_number<'a>(parts: impl Iterator<Item = &'a Part<'a>>) -> bool {
    let parts: Vec<&Part<'_>> = parts.collect();
    let protects = |part: &&Part<'_>| part.disclosure == Disclosure::Suppressed(Suppression::ProtectsAnother);
    !parts.iter().any(protects) && can_be_solved(&parts.iter().map(|part| part.size).collect::<Vec<_>>())
}

/// The pay of several groups together.
fn pool(parts: &[&Part<'_>]) -> GroupPay {
    GroupPay::joined(parts.iter().map(|part| part.pay.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Population;
    use crate::survey::{Duplicates, Outliers, PartTime, PercentileMethod, Rule, Weighting, disclosures};

    /// The pooled groups of groups by city, each with its number of people, one for each organisation.
    fn pooled(people: &[u32]) -> Vec<u64> {
        let options = SurveyOptions {
            by: vec![Dimension::Role, Dimension::City],
            population: Population::Incumbents,
            method: PercentileMethod::R7,
            weighting: Weighting::Incumbent,
            rule: Rule::default(),
            outliers: Outliers::Flag,
            duplicates: Duplicates::Keep,
            part_time: PartTime::GrossUp,
            include_daily: false,
            organisation: Some(0),
            id: None,
            headcount: None,
            employment: None,
            date: None,
            ageing: None,
            rollups: true,
        };
        let keys: Vec<GroupKey> = (0..people.len()).map(|at| vec!["r".into(), format!("c{at}").into()]).collect();
        let mut first = 0;
        let of: Vec<GroupPay> = people
            .iter()
            .map(|people| {
                let organisations = first..first + people;
                first = organisations.end;
                GroupPay::of_each(100, organisations)
            })
            .collect();
        let sizes: Vec<GroupSize> = of.iter().map(|of| size_of(of, &options)).collect();
        let disclosed = disclosures(&options.rule, &sizes);
        let parts = keys.iter().zip(&of).zip(sizes.iter().zip(disclosed));
        let parts: Vec<Part<'_>> =
            parts.map(|((key, pay), (size, disclosure))| Part { key, pay, size: *size, disclosure }).collect();
        rollups(&parts, &options).unwrap().iter().map(|rollup| rollup.size.rows).collect()
    }

    /// Would catch a pooled group whose parts leave people that may not be shown.
    #[test]
    fn a_pooled_group_is_shown_if_what_its_parts_leave_may_be() {
        assert_eq!(pooled(&[6, 7]), [13], "all parts are shown");
        assert_eq!(pooled(&[6, 7, 3]), [] as [u64; 0], "three people are left, and one part protects them");
        assert_eq!(pooled(&[6, 3, 3]), [12], "six people are left, and nobody can tell how many are in each city");
        assert_eq!(pooled(&[6, 4, 4]), [] as [u64; 0], "two numbers with the sum 8 are 4 and 4");
        assert_eq!(pooled(&[6, 1, 1, 1]), [] as [u64; 0], "three people are left");
        assert_eq!(pooled(&[3, 2]), [5], "nothing else is shown");
    }
}
