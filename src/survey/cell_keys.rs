//! The keys of the cells of a pack, from the keys of the groups of a survey.

use std::collections::{BTreeMap, BTreeSet};

use super::dimension::{Dimension, GroupKey};
use super::options::SurveyOptions;
use crate::pack::{DataError, TableText, id_of};

/// The header of the column whose texts are the segments of a pack.
pub(super) const SEGMENT: &str = "segment";

/// The name of the segment of rows that state none.
const SEGMENT_NOT_STATED: &str = "not stated";

/// Where the dimensions of a pack stand in the key of a group.
pub(super) struct Places {
    role: Option<usize>,
    city: Option<usize>,
    pub(super) level: Option<usize>,
    segment: Option<usize>,
}

impl Places {
    pub(super) fn of(options: &SurveyOptions) -> Self {
        let at = |wanted: fn(&Dimension) -> bool| options.by.iter().position(wanted);
        Places {
            role: at(|dimension| *dimension == Dimension::Role),
            city: at(|dimension| *dimension == Dimension::City),
            level: at(|dimension| *dimension == Dimension::Level),
            segment: at(|dimension| matches!(dimension, Dimension::Column { .. })),
        }
    }

    pub(super) fn role<'k>(&self, key: &'k GroupKey) -> &'k str {
        value(key, self.role).unwrap_or_default()
    }

    /// The city; empty for the whole market.
    pub(super) fn city<'k>(&self, key: &'k GroupKey) -> &'k str {
        value(key, self.city).unwrap_or_default()
    }

    /// The level; empty for all levels together.
    pub(super) fn level<'k>(&self, key: &'k GroupKey) -> &'k str {
        value(key, self.level).unwrap_or_default()
    }

    /// Whether segments are among the pooled dimensions.
    pub(super) fn pools_segments(&self, pooled: &[usize]) -> bool {
        self.segment.is_some_and(|segment| pooled.contains(&segment))
    }

    /// The text of the segment; `None` where rows are not grouped by it.
    pub(super) fn segment<'k>(&self, key: &'k GroupKey) -> Option<&'k str> {
        value(key, self.segment)
    }
}

fn value(key: &GroupKey, at: Option<usize>) -> Option<&str> {
    at.and_then(|at| key.get(at)).map(|text| &**text)
}

/// The ids of segments by their texts.
pub(super) struct Segments<'k>(BTreeMap<&'k str, String>);

impl<'k> Segments<'k> {
    pub(super) fn of(texts: impl Iterator<Item = &'k str>) -> Self {
        let texts: BTreeSet<&str> = texts.collect();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut ids = BTreeMap::new();
        for text in texts {
            let wanted = match id_of(segment_name(text)) {
                id if id.is_empty() => SEGMENT.to_owned(),
                id => id,
            };
            // Texts in another script than Latin, and those that differ in punctuation only, have the same letters.
            let numbered = (2..).map(|number| format!("{wanted}-{number}"));
            let free = std::iter::once(wanted.clone()).chain(numbered).find(|id| !taken.contains(id));
            let id = free.unwrap_or(wanted);
            taken.insert(id.clone());
            ids.insert(text, id);
        }
        Segments(ids)
    }

    /// The id of a text; empty for one that is none of these.
    pub(super) fn id(&self, text: &str) -> &str {
        self.0.get(text).map_or("", String::as_str)
    }

    pub(super) fn table(&self, source: &str) -> Result<TableText, DataError> {
        let mut table = TableText::new("segments")?;
        for (text, id) in &self.0 {
            table.push(|column| match column {
                "id" => id.clone(),
                "name" => segment_name(text).to_owned(),
                "source" => source.to_owned(),
                _ => String::new(),
            });
        }
        Ok(table)
    }
}

fn segment_name(text: &str) -> &str {
    if text.is_empty() { SEGMENT_NOT_STATED } else { text }
}
