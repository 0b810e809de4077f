//! Compares a survey with the pack of an earlier one: two figures that differ by few people tell the pay of these.

use super::cell_keys::{Places, Segments};
use super::disclosure::LEAST_PRINTED_ROWS;
use super::options::SurveyOptions;
use super::pack_figures::pack_figures;
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

    /// Whether the figures of another survey leave some of these people, of whom nothing may be shown: fewer than five, or those of
    /// groups that have no figures of their own, who may be of few organisations.
    fn leaves_hidden(&self, others: &[Figure<'_>]) -> bool {
        let parts: Vec<&Figure<'_>> = others.iter().filter(|other| self.holds(other)).collect();
        // A pooled figure stands for its parts.
        let is_part = |one: &Figure<'_>| parts.iter().any(|other| other.key != one.key && other.holds(one));
        let parts = parts.iter().filter(|one| !is_part(one)).map(|other| other.people);
        let (count, people) = parts.fold((0, 0_u64), |(count, sum), people| (count + 1, sum.saturating_add(people)));
        let rest = self.people.abs_diff(people);
        let is_of_same = others.iter().any(|other| other.key == self.key);
        count > 0 && rest > 0 && (!is_of_same || rest < LEAST_PRINTED_ROWS)
    }
}

/// The number of figures of a survey and of the pack of an earlier one from which the others, or the sum of those that are parts of
/// them, leave people of whom nothing may be shown.
///
/// # Errors
/// [`DataError`] when a table of the pack cannot be read.
pub fn revealing_figures(earlier: &Pack, survey: &Survey, options: &SurveyOptions) -> Result<usize, DataError> {
    let places = Places::of(options);
    let shown = pack_figures(survey, &places);
    let segments = Segments::of(shown.iter().filter_map(|figure| figure.segment));
    let now: Vec<Figure<'_>> = shown
        .iter()
        .map(|figure| {
            let segment = figure.segment.map_or("", |text| segments.id(text));
            Figure { key: [figure.role, figure.city, figure.level, segment], people: figure.size.rows }
        })
        .collect();
    let before: Vec<Figure<'_>> = earlier
        .market_cells()?
        .iter()
        .filter_map(|cell| Some(Figure { key: [&cell.role, &cell.place, &cell.level, &cell.segment], people: cell.n? }))
        .collect();
    let changed = now.iter().filter(|figure| figure.leaves_hidden(&before)).count();
    // One with the same key has been counted.
    let gone = before.iter().filter(|figure| !now.iter().any(|other| other.key == figure.key));
    Ok(changed + gone.filter(|figure| figure.leaves_hidden(&now)).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(key: [&'static str; 4], people: u64) -> Figure<'static> {
        Figure { key, people }
    }

    #[test]
    fn people_between_a_figure_and_its_parts_are_found() {
        let all = figure(["nurse", "", "", ""], 20);
        let of = |bern, basel| [figure(["nurse", "bern", "", ""], bern), figure(["nurse", "basel", "", ""], basel)];
        // Five may be of one organisation: neither survey has a figure of them alone.
        for (bern, basel, expected) in [(10, 10, false), (10, 9, true), (10, 6, true), (10, 5, true), (12, 12, true)] {
            assert_eq!(all.leaves_hidden(&of(bern, basel)), expected, "{bern} and {basel}");
        }
        assert!(!all.leaves_hidden(&[figure(["clerk", "", "", ""], 19)]));
        assert!(figure(["nurse", "bern", "", ""], 7).leaves_hidden(&of(8, 30)));
        assert!(!figure(["nurse", "bern", "", ""], 7).leaves_hidden(&of(12, 30)), "five people came");
    }
}
