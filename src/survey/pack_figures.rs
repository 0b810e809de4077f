//! The figures of a survey that a pack has.

use super::cell_keys::Places;
use super::disclosure::GroupSize;
use super::run::Survey;
use super::statistics::Statistics;

/// The figures of a group or of a pooled group.
pub(super) struct PackFigure<'s> {
    pub(super) role: &'s str,
    /// Empty for the whole market.
    pub(super) city: &'s str,
    /// Empty for all levels together.
    pub(super) level: &'s str,
    /// The text of the segment; `None` for the whole market.
    pub(super) segment: Option<&'s str>,
    pub(super) size: &'s GroupSize,
    pub(super) statistics: &'s Statistics,
}

/// The figures of the groups that are shown and of the pooled groups, in the order of their keys.
pub(super) fn pack_figures<'s>(survey: &'s Survey, places: &Places) -> Vec<PackFigure<'s>> {
    let figure = |key, size, statistics| PackFigure {
        role: places.role(key),
        city: places.city(key),
        level: places.level(key),
        segment: places.segment(key),
        size,
        statistics,
    };
    let groups = survey.groups.iter();
    let groups = groups.filter_map(|group| Some(figure(&group.key, &group.size, group.statistics.as_ref()?)));
    let pooled = survey.rollups.iter().map(|rollup| {
        let over_segments = places.pools_segments(&rollup.pooled);
        let figure = figure(&rollup.key, &rollup.size, &rollup.statistics);
        PackFigure { segment: figure.segment.filter(|_| !over_segments), ..figure }
    });
    let mut all: Vec<PackFigure<'_>> = groups.chain(pooled).collect();
    all.sort_by_key(|figure| (figure.role, figure.city, figure.level, figure.segment));
    all
}
