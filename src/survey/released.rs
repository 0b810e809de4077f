//! Compares a survey with the pack of an earlier one: two figures that differ by few people tell the pay of these.

use super::cell_keys::{Places, Segments};
use super::disclosure::LEAST_PRINTED_ROWS;
use super::options::SurveyOptions;
use super::pack_sources::DIGEST_WORD;
use super::run::Survey;
use crate::pack::{DataError, Pack};

/// Whether a survey wrote a pack.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn is_of_survey(pack: &Pack) -> Result<bool, DataError> {
    let is_file = pack.sources()?.iter().any(|source| source.note.starts_with(DIGEST_WORD));
    Ok(is_file && pack.salaries()?.is_empty() && pack.has_market_cells()?)
}

/// A figure: role, place, level and segment, each empty for all, and the number of people.
struct Figure<'k> {
    key: [&'k str; 4],
    people: u64,
}

impl Figure<'_> {
    /// Whether another figure is of a part of these people, or of the same.
    fn holds(&self, other: &Figure<'_>) -> bool {
        self.key.iter().zip(other.key).all(|(own, other)| own.is_empty() || *own == other)
    }

    /// Whether the figures of other surveys leave so few of these people that their pay can be told.
    fn leaves_few(&self, others: &[Figure<'_>]) -> bool {
        let parts: Vec<&Figure<'_>> = others.iter().filter(|other| self.holds(other)).collect();
        // A pooled figure stands for its parts.
        let is_part = |one: &Figure<'_>| parts.iter().any(|other| other.key != one.key && other.holds(one));
        let parts = parts.iter().filter(|one| !is_part(one)).map(|other| other.people);
        let (count, people) = parts.fold((0, 0_u64), |(count, sum), people| (count + 1, sum.saturating_add(people)));
        count > 0 && (1..LEAST_PRINTED_ROWS).contains(&self.people.abs_diff(people))
    }
}

/// The number of figures of a survey and of the pack of an earlier one that differ by one to four people from the others, or from
/// the sum of those that are parts of them.
///
/// # Errors
/// [`DataError`] when a table of the pack cannot be read.
pub fn changed_by_few(earlier: &Pack, survey: &Survey, options: &SurveyOptions) -> Result<usize, DataError> {
    let places = Places::of(options);
    let shown = survey.groups.iter().filter(|group| group.statistics.is_some());
    let segments = Segments::of(shown.clone().filter_map(|group| places.segment(&group.key)));
    let mut now: Vec<Figure<'_>> = shown
        .map(|group| {
            let segment = places.segment(&group.key).map_or("", |text| segments.id(text));
            let key = [places.role(&group.key), places.city(&group.key), places.level(&group.key), segment];
            Figure { key, people: group.size.rows }
        })
        .collect();
    now.extend(survey.rollups.iter().map(|rollup| {
        let segment = places.segment(&rollup.key).filter(|_| !places.pools_segments(&rollup.pooled));
        let segment = segment.map_or("", |text| segments.id(text));
        let key = [places.role(&rollup.key), places.city(&rollup.key), places.level(&rollup.key), segment];
        Figure { key, people: rollup.size.rows }
    }));
    let before: Vec<Figure<'_>> = earlier
        .market_cells()?
        .iter()
        .filter_map(|cell| Some(Figure { key: [&cell.role, &cell.place, &cell.level, &cell.segment], people: cell.n? }))
        .collect();
    let changed = now.iter().filter(|figure| figure.leaves_few(&before)).count();
    // One with the same key has been counted.
    let gone = before.iter().filter(|figure| !now.iter().any(|other| other.key == figure.key));
    Ok(changed + gone.filter(|figure| figure.leaves_few(&now)).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(key: [&'static str; 4], people: u64) -> Figure<'static> {
        Figure { key, people }
    }

    #[test]
    fn few_people_between_a_figure_and_its_parts_are_found() {
        let all = figure(["nurse", "", "", ""], 20);
        let of = |bern, basel| [figure(["nurse", "bern", "", ""], bern), figure(["nurse", "basel", "", ""], basel)];
        for (bern, basel, expected) in [(10, 10, false), (10, 9, true), (10, 6, true), (10, 5, false), (12, 12, true)] {
            assert_eq!(all.leaves_few(&of(bern, basel)), expected, "{bern} and {basel}");
        }
        assert!(!all.leaves_few(&[figure(["clerk", "", "", ""], 19)]));
        assert!(figure(["nurse", "bern", "", ""], 7).leaves_few(&of(8, 30)));
    }
}
