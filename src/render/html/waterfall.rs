//! Prepares the steps of a price for a page.

use super::band::start_and_width;
use super::cells::source_numbers;
use crate::answer::Source;
use crate::page::Waterfall;
use crate::render::grid::MISSING;

/// The steps of a price.
pub(super) struct HtmlWaterfall<'a> {
    /// The unit that all steps have; empty where they differ.
    pub(super) unit: &'a str,
    /// The names of the amounts.
    pub(super) names: [&'static str; 3],
    pub(super) steps: Vec<HtmlStep<'a>>,
}

pub(super) struct HtmlStep<'a> {
    pub(super) levels: &'a str,
    pub(super) name: &'a str,
    pub(super) unit: &'a str,
    /// The basis where it is not published, and what to know.
    pub(super) note: String,
    pub(super) amounts: Vec<&'a str>,
    pub(super) refs: Vec<usize>,
    /// Start and width of the bar.
    pub(super) bar: (String, String),
}

impl<'a> HtmlWaterfall<'a> {
    pub(super) fn new(waterfall: &'a Waterfall, sources: &[&Source]) -> Self {
        let steps = waterfall.steps.iter().map(|step| {
            let parts = [step.basis.as_deref(), Some(step.note.as_str()).filter(|note| !note.is_empty())];
            HtmlStep {
                levels: &step.levels,
                name: &step.name,
                unit: &step.unit,
                note: parts.into_iter().flatten().collect::<Vec<_>>().join("; "),
                amounts: step.amounts.iter().map(|amount| if amount.is_empty() { MISSING } else { amount }).collect(),
                refs: source_numbers(&step.sources, sources),
                bar: start_and_width(step.bar.0, step.bar.1),
            }
        });
        HtmlWaterfall { unit: &waterfall.figures.unit, names: waterfall.points, steps: steps.collect() }
    }
}
