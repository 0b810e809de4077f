//! The amounts of groups that are far from those of the same role and level.

use std::collections::BTreeMap;

use super::converted::{End, GroupPay, InlierRanges, distribution};
use super::dimension::{Dimension, GroupKey};
use super::options::{Outliers, SurveyOptions};
use super::outlier_medians::OutlierMedians;
use super::outliers::{Fences, LEAST_ROWS};
use crate::money::Overflow;

/// The outliers of a group.
pub(super) struct FoundOutliers {
    pub(super) people: u64,
    pub(super) medians: OutlierMedians,
}

/// Finds the amounts that are far from those of the same role and level, and does with them what the options say. Returns what
/// was found in each group that has some, and the number of rows that are left out.
///
/// # Errors
/// [`Overflow`] when a median cannot be held.
pub(super) fn handle_outliers(
    pay: &mut BTreeMap<GroupKey, GroupPay>,
    options: &SurveyOptions,
) -> Result<(BTreeMap<GroupKey, FoundOutliers>, u64), Overflow> {
    let scope = |key: &GroupKey| values(options, key, |by| matches!(by, Dimension::Role | Dimension::Level));
    let fences = fences_by_scope(pay, options, scope);
    let (mut found, mut rows_left_out) = (BTreeMap::new(), 0);
    for (key, group) in pay.iter_mut() {
        let Some(fences) = fences.get(&scope(key)) else { continue };
        let people = group.outliers(fences);
        if people == 0 {
            continue;
        }
        let medians = OutlierMedians::before_handling(group, people, fences, options)?;
        found.insert(key.clone(), FoundOutliers { people, medians });
        match options.outliers {
            Outliers::Flag => {}
            Outliers::Drop => rows_left_out += group.drop_outliers(fences),
            Outliers::Winsorise => group.winsorise(fences),
        }
    }
    // A group of outliers alone has no rows left.
    pay.retain(|_, group| !group.is_empty());
    Ok((found, rows_left_out))
}

/// The values of a key in some of its dimensions.
fn values(options: &SurveyOptions, key: &GroupKey, of: fn(&Dimension) -> bool) -> GroupKey {
    options.by.iter().zip(key).filter(|(by, _)| of(by)).map(|(_, value)| value.clone()).collect()
}

/// The bounds of outliers for each role and level.
fn fences_by_scope(
    pay: &BTreeMap<GroupKey, GroupPay>,
    options: &SurveyOptions,
    scope: impl Fn(&GroupKey) -> GroupKey,
) -> BTreeMap<GroupKey, InlierRanges> {
    let role = |key: &GroupKey| values(options, key, |by| *by == Dimension::Role);
    let mut by_scope: BTreeMap<GroupKey, (GroupKey, Vec<&GroupPay>)> = BTreeMap::new();
    let mut by_role: BTreeMap<GroupKey, Vec<&GroupPay>> = BTreeMap::new();
    for (key, group) in pay {
        by_scope.entry(scope(key)).or_insert_with(|| (role(key), Vec::new())).1.push(group);
        by_role.entry(role(key)).or_default().push(group);
    }
    let of_few = |groups: &[&GroupPay]| groups.iter().map(|group| group.people()).sum::<u64>() < LEAST_ROWS;
    let fences_of = |groups: &[&GroupPay]| Fences::of_distribution(&distribution(groups.iter().copied(), End::Mid));
    // The pay of few people is compared with that of all levels of the role, and where these are few, of the whole file.
    let whole_file = if by_role.values().any(|groups| of_few(groups)) {
        Fences::of_distribution(&distribution(pay.values(), End::Mid))
    } else {
        None
    };
    let of_roles: BTreeMap<&GroupKey, Option<Fences>> = by_scope
        .values()
        .filter(|(_, groups)| of_few(groups))
        .filter_map(|(role, _)| Some((role, by_role.get(role)?)))
        .map(|(role, groups)| (role, if of_few(groups) { whole_file } else { fences_of(groups) }))
        .collect();
    by_scope
        .iter()
        .filter_map(|(scope, (role, groups))| {
            let fences = if of_few(groups) { *of_roles.get(role)? } else { fences_of(groups) };
            Some((scope.clone(), InlierRanges::new(fences?, groups.iter().copied())))
        })
        .collect()
}
