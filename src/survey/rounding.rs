//! Rounds a survey that is shared, so that two of them tell less about single people.

use rust_decimal::RoundingStrategy;

use super::disclosure::{GroupSize, LEAST_PRINTED_ROWS};
use super::outlier_medians::OutlierMedians;
use super::run::Survey;
use super::stated_months::StatedMonths;
use super::statistics::{MedianInterval, Statistics};
use crate::money::Decimal;

/// The step of rounded numbers of people, rows and organisations.
const STEP: u64 = 5;

impl Survey {
    /// Rounds the amounts of each group to so many significant digits, and the numbers of people, rows and organisations to
    /// multiples of five. What is shown was decided by the exact numbers.
    ///
    /// The share of the largest organisation, that of the rows that state their months, and the coverage of an interval are left out:
    /// of a small group they tell the exact number of people or organisations. An interval is left out where its presence would tell
    /// that number.
    ///
    /// A group of three or four people, which only the rule of one employer shows, keeps its numbers.
    pub fn round(&mut self, digits: u32) {
        self.is_rounded = true;
        for group in &mut self.groups {
            if let Some(statistics) = &mut group.statistics {
                statistics.median_interval = told_interval(statistics, &group.size);
                round_amounts(statistics, digits);
                let OutlierMedians { with, without } = &mut group.outlier_medians;
                for median in [with, without].into_iter().flatten() {
                    *median = rounded(*median, digits);
                }
            }
            // A smaller number is printed as `<5`, or belongs to an employer's own pay.
            if group.size.rows < LEAST_PRINTED_ROWS {
                continue;
            }
            if let Some(statistics) = &mut group.statistics {
                round_effective_rows(statistics);
            }
            round_size(&mut group.size);
            (group.largest_share_pct, group.months) = (None, StatedMonths::default());
            group.rows_read = to_step(group.rows_read);
            group.left_out.duplicates = to_step(group.left_out.duplicates);
        }
        for rollup in &mut self.rollups {
            rollup.statistics.median_interval = told_interval(&rollup.statistics, &rollup.size);
            round_amounts(&mut rollup.statistics, digits);
            round_effective_rows(&mut rollup.statistics);
            round_size(&mut rollup.size);
        }
        self.rows.round(to_step);
        self.stated.old_rows = to_step(self.stated.old_rows);
        self.grossed_up = to_step_from_five(self.grossed_up);
        self.unlikely_bonuses = to_step_from_five(self.unlikely_bonuses);
        self.without_rate = to_step(self.without_rate);
        // Each is the line of one person.
        self.conflicting_lines.clear();
        self.months = self.months.in_steps_of(MONTHS_STEP);
        self.outliers = to_step_from_five(self.outliers);
    }

    /// The most people that a group of this size may have, where a rounded number stands for several.
    #[must_use]
    pub fn most_people(&self, size: &GroupSize) -> u64 {
        if self.is_rounded { size.rows.saturating_add(STEP / 2) } else { size.rows }
    }
}

/// The nearest multiple of the step; at least one step for any number above zero.
fn to_step(number: u64) -> u64 {
    if number == 0 {
        return 0;
    }
    let nearest = number.saturating_add(STEP / 2) / STEP * STEP;
    nearest.max(STEP)
}

/// The nearest multiple of the step. Numbers below five stay.
fn to_step_from_five(number: u64) -> u64 {
    if number < LEAST_PRINTED_ROWS { number } else { to_step(number) }
}

/// Rounds the numbers of a group of five people or more.
fn round_size(size: &mut GroupSize) {
    size.rows = to_step(size.rows);
    size.largest = to_step(size.largest).min(size.rows);
    // Fewer than five are fewer than the people, and do not tell their number.
    size.organisations = size.organisations.map(|organisations| to_step_from_five(organisations).min(size.rows));
}

/// The interval of the median, if each number of people that is rounded to the same one has an interval that is printed.
fn told_interval(statistics: &Statistics, size: &GroupSize) -> Option<MedianInterval> {
    let least = to_step(size.rows).saturating_sub(STEP / 2).min(size.rows);
    statistics.printed_interval(&GroupSize { rows: least, ..*size })
}

/// The step of the share of all rows that state their months, in percent. In quarters, each share is one of several numbers of rows
/// that are rounded to the same one.
const MONTHS_STEP: Decimal = Decimal::from_parts(25, 0, 0, false, 0);

/// An amount with so many significant digits.
fn rounded(amount: Decimal, digits: u32) -> Decimal {
    amount.round_sf_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero).unwrap_or(amount)
}

fn round_amounts(statistics: &mut Statistics, digits: u32) {
    let rounded = |amount: Decimal| rounded(amount, digits);
    for percentile in statistics.percentiles.iter_mut().flatten() {
        *percentile = rounded(*percentile);
    }
    statistics.mean = rounded(statistics.mean);
    statistics.posted_ends = statistics.posted_ends.map(|(low, high)| (rounded(low), rounded(high)));
    let [_, _, median, ..] = statistics.percentiles;
    if let (Some(interval), Some(median)) = (statistics.median_interval, median) {
        let (low, high) = (rounded(interval.low), rounded(interval.high));
        let half_width_pct = half_width_pct(low, high, median).unwrap_or(interval.half_width_pct);
        // A coverage belongs to one number of people.
        statistics.median_interval = Some(MedianInterval { low, high, coverage: None, half_width_pct });
    }
}

fn round_effective_rows(statistics: &mut Statistics) {
    let rounded = |rows: u64| Decimal::from(to_step(rows));
    statistics.effective_rows = statistics.effective_rows.trunc().try_into().map_or(statistics.effective_rows, rounded);
}

fn half_width_pct(low: Decimal, high: Decimal, median: Decimal) -> Option<Decimal> {
    high.checked_sub(low)?.checked_div(Decimal::TWO)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(median)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::money::Period;
    use crate::payroll::Status;
    use crate::people::Unmatched;
    use crate::survey::certainty::Certainty;
    use crate::survey::left_out::LeftOut;
    use crate::survey::row_status::{RowCounts, RowStatus};
    use crate::survey::run::{FileLine, SurveyedGroup};
    use crate::survey::stated_terms::StatedTerms;
    use crate::survey::{Disclosure, MEDIAN, Rule, rank_interval};

    #[test]
    fn numbers_of_people_are_multiples_of_five_and_never_none() {
        for (people, expected) in [(0, 0), (1, 5), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (1002, 1000)] {
            assert_eq!(to_step(people), expected, "{people}");
        }
    }

    /// A survey of one group that is shown, with so many people; each is of another organisation up to the last one.
    fn survey_of(people: u64, organisations: u64) -> Survey {
        let amount = |thousands: i64| Decimal::from(thousands * 1000 + 444);
        let size = GroupSize {
            rows: people,
            organisations: Some(organisations),
            largest: people - organisations + 1,
            equal_organisations: false,
        };
        let coverage = rank_interval(people, MEDIAN).map(|ranks| ranks.coverage);
        let statistics = Statistics {
            percentiles: [None, Some(amount(200)), Some(amount(230)), Some(amount(261)), None],
            mean: amount(248),
            median_interval: Some(MedianInterval {
                low: amount(195),
                high: amount(300),
                coverage,
                half_width_pct: Decimal::from(22),
            }),
            posted_ends: None,
            effective_rows: Decimal::from(people),
            certainty: Certainty::C,
        };
        let mut rows = RowCounts::default();
        rows.add(RowStatus::Used, people);
        rows.add(RowStatus::Duplicate, 3);
        rows.add(RowStatus::Unused(Status::NoRoleMatch), 18);
        Survey {
            groups: vec![SurveyedGroup {
                key: vec!["r".into()],
                size,
                largest_share_pct: size.largest_share_pct(),
                rows_read: people + 3,
                left_out: LeftOut { duplicates: 3, ..LeftOut::default() },
                months: StatedMonths { stated: 1, assumed: people + 1 },
                disclosure: Disclosure::Shown { tails: false },
                statistics: Some(statistics),
                outlier_medians: OutlierMedians { with: Some(amount(230)), without: Some(amount(225)) },
            }],
            rollups: Vec::new(),
            rows,
            without_rate: 0,
            grossed_up: 7,
            unlikely_bonuses: 0,
            unmatched: Unmatched::default(),
            conflicting_lines: vec![FileLine { file: None, line: 3 }],
            outliers: 6,
            currency: "CNY".parse().unwrap(),
            period: Period::Year,
            periods_a_year: Decimal::ONE,
            effective: None,
            stated: StatedTerms { old_rows: 7, ..StatedTerms::default() },
            currencies_without_rate: BTreeSet::new(),
            months: StatedMonths { stated: 1, assumed: people + 1 },
            months_per_year: Decimal::from(12),
            is_rounded: false,
            is_of_counts: false,
        }
    }

    /// Would catch an exact number of rows or organisations beside the rounded number of people.
    #[test]
    fn numbers_beside_the_people_are_rounded() {
        for (people, rounded) in [(7, 5), (11, 10), (13, 15), (399, 400)] {
            let mut survey = survey_of(people, people);
            survey.round(3);
            let group = &survey.groups[0];
            assert_eq!((group.size.rows, group.size.organisations), (rounded, Some(rounded)), "{people}");
            assert_eq!(group.largest_share_pct, None, "{people}");
            let statistics = group.statistics.as_ref().unwrap();
            assert_eq!(statistics.effective_rows, Decimal::from(rounded), "{people}");
            let interval = statistics.median_interval;
            assert_eq!(interval.is_some(), people >= 13, "{people}");
            assert_eq!(interval.and_then(|interval| interval.coverage), None, "{people}");
            assert_eq!(survey.rows.iter().map(|(_, rows)| rows).collect::<Vec<_>>(), [rounded, 5, 20], "{people}");
            assert_eq!((survey.outliers, survey.stated.old_rows, survey.grossed_up), (5, 5, 5), "{people}");
            assert!(survey.conflicting_lines.is_empty(), "{people}");
            assert_eq!(statistics.mean, Decimal::from(248_000), "{people}");
            assert_eq!(group.outlier_medians.without, Some(Decimal::from(225_000)), "{people}");
            assert_eq!(group.months.stated_pct(), None, "{people}");
            assert_eq!(survey.months.stated_pct().map(|pct| pct % MONTHS_STEP), Some(Decimal::ZERO), "{people}");
        }
    }

    /// Would catch a figure beside the rounded numbers that tells an exact one: each output belongs to several numbers of people,
    /// and to several numbers of organisations.
    #[test]
    fn no_exact_number_follows_from_what_is_printed() {
        let mut told: BTreeMap<String, BTreeSet<(u64, u64)>> = BTreeMap::new();
        // Up to the last number that is rounded to 60, so that no class is cut.
        let sizes = (5..=62_u64).flat_map(|people| (5..=people).map(move |organisations| (people, organisations)));
        for (people, organisations) in sizes {
            // The largest has what the others leave, or as little as it can; and rows or organisations count the same.
            for largest in [people - organisations + 1, people.div_ceil(organisations)] {
                for equal_organisations in [false, true] {
                    let size =
                        GroupSize { rows: people, organisations: Some(organisations), largest, equal_organisations };
                    let Disclosure::Shown { tails } = Rule::default().disclosure(&size) else { continue };
                    for half_width_pct in [5, 10, 25, 30] {
                        let mut survey = survey_of(people, organisations);
                        let group = &mut survey.groups[0];
                        (group.size, group.largest_share_pct) = (size, size.largest_share_pct());
                        let statistics = group.statistics.as_mut().unwrap();
                        statistics.certainty =
                            Certainty::of(people.into(), Some(organisations), Some(half_width_pct.into()));
                        survey.round(3);
                        let group = &survey.groups[0];
                        let statistics = group.statistics.as_ref().unwrap();
                        let interval = statistics.printed_interval(&group.size);
                        let numbers = (group.size.rows, group.size.organisations, group.rows_read);
                        let shares = (group.largest_share_pct, group.months.stated_pct());
                        let printed = format!(
                            "{equal_organisations} {tails} {numbers:?} {shares:?} {interval:?} {:?}",
                            statistics.certainty
                        );
                        told.entry(printed).or_default().insert((people, organisations));
                    }
                }
            }
        }
        assert!(told.len() > 50, "{}", told.len());
        for (printed, numbers) in told {
            let people: BTreeSet<u64> = numbers.iter().map(|(people, _)| *people).collect();
            let organisations: BTreeSet<u64> = numbers.iter().map(|(_, organisations)| *organisations).collect();
            assert!(people.len() > 1 && organisations.len() > 1, "{printed}: {numbers:?}");
        }
    }

    /// Would catch a share of the rows with stated months that only one number of rows has, such as 20 % of five.
    #[test]
    fn the_share_of_stated_months_tells_no_number_of_rows() {
        let mut told: BTreeMap<(u64, Option<Decimal>), BTreeSet<u64>> = BTreeMap::new();
        for rows in 5..=62_u64 {
            for stated in 0..=rows {
                let mut survey = survey_of(rows, rows);
                survey.months = StatedMonths { stated, assumed: rows - stated };
                survey.round(3);
                let printed = (survey.groups[0].size.rows, survey.months.stated_pct());
                told.entry(printed).or_default().insert(rows);
            }
        }
        for (printed, rows) in told {
            assert!(rows.len() > 1, "{printed:?}: {rows:?}");
        }
    }

    #[test]
    fn organisations_are_not_more_than_people_and_few_are_exact() {
        for (people, organisations, expected) in
            [(12, 12, 10), (12, 8, 10), (17, 13, 15), (7, 6, 5), (20, 1, 1), (9, 4, 4)]
        {
            let mut survey = survey_of(people, organisations);
            survey.round(3);
            assert_eq!(survey.groups[0].size.organisations, Some(expected), "{organisations} of {people}");
        }
    }

    /// Would catch exact amounts of three or four people, which the rule of one employer shows.
    #[test]
    fn the_amounts_of_small_groups_are_rounded() {
        let mut survey = survey_of(3, 1);
        survey.outliers = 1;
        survey.round(3);
        let group = &survey.groups[0];
        assert_eq!((group.size.rows, group.rows_read, survey.outliers), (3, 6, 1));
        assert_eq!(group.statistics.as_ref().unwrap().mean, Decimal::from(248_000));
    }
}
