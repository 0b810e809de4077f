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
#[derive(Debug)]
struct Figure<'k> {
    key: [&'k str; 4],
    people: u64,
}

impl Figure<'_> {
    /// Whether another figure is of a part of these people, or of the same.
    fn holds(&self, other: &Figure<'_>) -> bool {
        self.key.iter().zip(other.key).all(|(own, other)| own.is_empty() || *own == other)
    }

    /// Whether the figures of `other` leave some of these people, of whom nothing may be shown. `own` are all figures beside this
    /// one.
    ///
    /// - A figure of the same group leaves the people by whom they differ. Fewer than five are too few.
    /// - The figures of its parts leave people who have no figure of their own, and may be of few organisations: none may be left.
    ///   That is not asked for parts that stand beside this figure too. What those leave of it has been decided with them, and each
    ///   is compared with its own earlier one.
    fn revealed_by(&self, own: &[Figure<'_>], other: &[Figure<'_>]) -> Option<u64> {
        let parts: Vec<&Figure<'_>> = other.iter().filter(|other| self.holds(other)).collect();
        // A pooled figure stands for its parts.
        let is_part = |one: &Figure<'_>| parts.iter().any(|other| other.key != one.key && other.holds(one));
        let parts: Vec<&Figure<'_>> = parts.iter().filter(|one| !is_part(one)).copied().collect();
        let people = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.people));
        let rest = self.people.abs_diff(people);
        let is_beside = |part: &&Figure<'_>| own.iter().any(|own| own.key == part.key);
        let is_of_few = match parts.as_slice() {
            [] => false,
            [same] if same.key == self.key => (1..LEAST_PRINTED_ROWS).contains(&rest),
            parts => rest > 0 && !parts.iter().all(is_beside),
        };
        is_of_few.then_some(people)
    }
}

/// A figure from which those of the other survey leave people of whom nothing may be shown. `ids` are those of its role, place, level
/// and segment, without those that it is not of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevealingFigure {
    /// A figure of both, of another number of people now.
    Changed {
        /// What it is of.
        ids: Vec<String>,
        /// The number of people now.
        now: u64,
        /// The number of people in the earlier pack.
        before: u64,
    },
    /// A figure of the survey of which the earlier pack has only parts.
    Pooled {
        /// What it is of.
        ids: Vec<String>,
        /// The number of people now.
        now: u64,
        /// The number of people of its parts.
        parts: u64,
    },
    /// A figure of the earlier pack of which the survey has only parts.
    Split {
        /// What it is of.
        ids: Vec<String>,
        /// The number of people in the earlier pack.
        before: u64,
        /// The number of people of its parts.
        parts: u64,
    },
}

/// The figures of a survey and of the pack of an earlier one from which the others, or the sum of those that are parts of them, leave
/// people of whom nothing may be shown. The figures of each group that is in both come first, then the pooled ones.
///
/// # Errors
/// [`DataError`] when a table of the pack cannot be read.
pub fn revealing_figures(
    earlier: &Pack,
    survey: &Survey,
    options: &SurveyOptions,
) -> Result<Vec<RevealingFigure>, DataError> {
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
    Ok(revealing(&before, &now))
}

fn revealing(before: &[Figure<'_>], now: &[Figure<'_>]) -> Vec<RevealingFigure> {
    let ids = |figure: &Figure<'_>| figure.key.iter().filter(|id| !id.is_empty()).map(|id| (*id).to_owned()).collect();
    let earlier_of =
        |figure: &Figure<'_>| before.iter().find(|other| other.key == figure.key).map(|other| other.people);
    let of_now = now.iter().filter_map(|figure| {
        let parts = figure.revealed_by(now, before)?;
        let (ids, now) = (ids(figure), figure.people);
        Some(match earlier_of(figure) {
            Some(before) => RevealingFigure::Changed { ids, now, before },
            None => RevealingFigure::Pooled { ids, now, parts },
        })
    });
    // One that is in both has been compared.
    let gone = before.iter().filter(|figure| !now.iter().any(|other| other.key == figure.key));
    let of_before = gone.filter_map(|figure| {
        let parts = figure.revealed_by(before, now)?;
        Some(RevealingFigure::Split { ids: ids(figure), before: figure.people, parts })
    });
    let (mut all, pooled): (Vec<_>, Vec<_>) =
        of_now.partition(|figure| matches!(figure, RevealingFigure::Changed { .. }));
    all.extend(pooled.into_iter().chain(of_before));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(key: [&'static str; 4], people: u64) -> Figure<'static> {
        Figure { key, people }
    }

    /// Figures of nurses: of all, and of those of cities.
    fn nurses(all: Option<u64>, cities: &[(&'static str, u64)]) -> Vec<Figure<'static>> {
        let all = all.map(|people| figure(["nurse", "", "", ""], people));
        all.into_iter().chain(cities.iter().map(|(city, people)| figure(["nurse", city, "", ""], *people))).collect()
    }

    /// The ids of a figure, and its numbers of people: now, before, and in its parts.
    type Found = (String, Option<u64>, Option<u64>, Option<u64>);

    /// The figures that reveal something.
    fn found(before: &[Figure<'_>], now: &[Figure<'_>]) -> Vec<Found> {
        let found = revealing(before, now).into_iter();
        found
            .map(|figure| match figure {
                RevealingFigure::Changed { ids, now, before } => (ids.join(" "), Some(now), Some(before), None),
                RevealingFigure::Pooled { ids, now, parts } => (ids.join(" "), Some(now), None, Some(parts)),
                RevealingFigure::Split { ids, before, parts } => (ids.join(" "), None, Some(before), Some(parts)),
            })
            .collect()
    }

    #[test]
    fn people_between_a_figure_and_its_parts_are_found() {
        // Five may be of one organisation: neither survey has a figure of them alone.
        for (bern, basel, is_found) in [(10, 10, false), (10, 9, true), (10, 6, true), (10, 5, true), (12, 12, true)] {
            let parts = nurses(None, &[("bern", bern), ("basel", basel)]);
            let expected = |now, before| {
                let found = ("nurse".to_owned(), now, before, Some(bern + basel));
                if is_found { vec![found] } else { Vec::new() }
            };
            let all = nurses(Some(20), &[]);
            assert_eq!(found(&parts, &all), expected(Some(20), None), "{bern} and {basel}");
            assert_eq!(found(&all, &parts), expected(None, Some(20)), "{bern} and {basel}");
        }
        assert_eq!(found(&[figure(["clerk", "", "", ""], 19)], &nurses(Some(20), &[])), []);
    }

    #[test]
    fn a_group_of_both_may_differ_by_five_people() {
        let of = |people| nurses(None, &[("bern", people)]);
        assert_eq!(found(&of(8), &of(7)), [("nurse bern".to_owned(), Some(7), Some(8), None)]);
        assert_eq!(found(&of(12), &of(7)), []);
        assert_eq!(found(&of(7), &of(7)), []);
    }

    /// Would catch a refusal because the pool of the same parts is new, gone, or of more people: each run has decided what its own
    /// parts leave of it.
    #[test]
    fn a_pool_of_parts_that_both_have_reveals_nothing() {
        let cities = [("bern", 10), ("basel", 10)];
        let grown = [("bern", 15), ("basel", 10)];
        assert_eq!(found(&nurses(None, &cities), &nurses(Some(42), &grown)), []);
        assert_eq!(found(&nurses(Some(26), &cities), &nurses(None, &grown)), []);
        // Another city that is shown now leaves two of those who had no figure.
        let another = [("bern", 10), ("basel", 10), ("olten", 6)];
        let gone = ("nurse".to_owned(), None, Some(28), Some(26));
        assert_eq!(found(&nurses(Some(28), &cities), &nurses(None, &another)), [gone]);
        // A survey by the role alone has not decided what the cities leave.
        let new = ("nurse".to_owned(), Some(25), None, Some(20));
        assert_eq!(found(&nurses(None, &cities), &nurses(Some(25), &[])), [new]);
    }
}
