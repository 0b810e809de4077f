//! The amounts of groups that are far from those of the same role and level.

use std::collections::BTreeMap;

use super::converted::{End, GroupPay, InlierRanges, distribution};
use super::dimension::GroupKey;
use super::options::{Outliers, SurveyOptions};
use super::outlier_medians::OutlierMedians;
use super::outliers::{Fences, LEAST_ROWS};
use super::subgroup::{RoleAndLevel, SubgroupKey};
use crate::money::Overflow;

/// The outliers of a group.
pub(super) struct FoundOutliers {
    pub(super) people: u64,
    pub(super) medians: OutlierMedians,
}

/// Groups whose outliers have been handled.
#[derive(Default)]
pub(super) struct HandledOutliers {
    /// The pay that is left of each group. A group of outliers alone may have none left, and is not here.
    pub(super) pay: BTreeMap<GroupKey, GroupPay>,
    /// What was found in each group that has outliers.
    pub(super) found: BTreeMap<GroupKey, FoundOutliers>,
    /// The number of rows that are left out.
    pub(super) rows_left_out: u64,
}

/// A subgroup, and the range of its pay that is not far from that of its role and level; `None` where nothing is far.
type Subgroup<'f> = (GroupPay, Option<&'f InlierRanges>);

/// Finds the amounts that are far from those of the same role and level, does with them what the options say, and joins the
/// subgroups of each group.
///
/// # Errors
/// [`Overflow`] when a median cannot be held.
pub(super) fn handle_outliers(
    subgroups: BTreeMap<SubgroupKey, GroupPay>,
    options: &SurveyOptions,
) -> Result<HandledOutliers, Overflow> {
    let fences = fences(&subgroups);
    let mut groups: BTreeMap<GroupKey, Vec<Subgroup<'_>>> = BTreeMap::new();
    for (SubgroupKey { group, of }, pay) in subgroups {
        // A file may have a group for each row, and most groups have one subgroup. Without this, `Vec` would reserve four slots.
        let subgroups = groups.entry(group).or_insert_with(|| Vec::with_capacity(1));
        subgroups.push((pay, fences.get(&of)));
    }
    let mut handled = HandledOutliers::default();
    for (key, mut subgroups) in groups {
        let people = subgroups.iter().map(|(pay, fences)| fences.map_or(0, |fences| pay.outliers(fences))).sum();
        if people > 0 {
            let medians = OutlierMedians::before_handling(&subgroups, people, options)?;
            handled.found.insert(key.clone(), FoundOutliers { people, medians });
            handled.rows_left_out += handle(&mut subgroups, options.outliers);
        }
        let pay = GroupPay::joined(subgroups.into_iter().map(|(pay, _)| pay));
        if !pay.is_empty() {
            handled.pay.insert(key, pay);
        }
    }
    Ok(handled)
}

/// Does with the outliers of subgroups what the options say, and returns the number of rows that are left out.
fn handle(subgroups: &mut [Subgroup<'_>], outliers: Outliers) -> u64 {
    let mut rows_left_out = 0;
    for (pay, fences) in subgroups {
        match (outliers, fences) {
            (Outliers::Flag, _) | (_, None) => {}
            (Outliers::Drop, Some(fences)) => rows_left_out += pay.drop_outliers(fences),
            (Outliers::Winsorise, Some(fences)) => pay.winsorise(fences),
        }
    }
    rows_left_out
}

/// The bounds of outliers for each role and level. The pay of few people, or of people whose level is not known, is compared with
/// that of all levels of the role; where these are few, or the role is not known, with that of the whole file.
fn fences(subgroups: &BTreeMap<SubgroupKey, GroupPay>) -> BTreeMap<RoleAndLevel, InlierRanges> {
    let mut by_level: BTreeMap<&RoleAndLevel, Vec<&GroupPay>> = BTreeMap::new();
    let mut by_role: BTreeMap<&str, Vec<&GroupPay>> = BTreeMap::new();
    for (SubgroupKey { of, .. }, pay) in subgroups {
        by_level.entry(of).or_default().push(pay);
        by_role.entry(&of.role).or_default().push(pay);
    }
    let are_few =
        |name: &str, pay: &[&GroupPay]| name.is_empty() || pay.iter().map(|pay| pay.people()).sum::<u64>() < LEAST_ROWS;
    let fences_of = |pay: &[&GroupPay]| Fences::of_distribution(&distribution(pay.iter().copied(), End::Mid));
    let whole_file = if by_role.iter().any(|(role, pay)| are_few(role, pay)) {
        Fences::of_distribution(&distribution(subgroups.values(), End::Mid))
    } else {
        None
    };
    let of_roles: BTreeMap<&str, Option<Fences>> = by_level
        .iter()
        .filter(|(of, pay)| are_few(&of.level, pay))
        .filter_map(|(of, _)| by_role.get_key_value(&*of.role))
        .map(|(role, pay)| (*role, if are_few(role, pay) { whole_file } else { fences_of(pay) }))
        .collect();
    by_level
        .into_iter()
        .filter_map(|(of, pay)| {
            let fences = if are_few(&of.level, &pay) { *of_roles.get(&*of.role)? } else { fences_of(&pay) };
            Some((of.clone(), InlierRanges::new(fences?, pay)))
        })
        .collect()
}
