//! Charts of the columns of an answer: bars and points. A chart names its columns, and everything it shows is read from them.

use super::caption::caption;
use super::columns::{described, rows};
use crate::answer::Answer;
use crate::figure::{Axis, Bar, Bars, Chart, Point, Scatter};
use crate::page::Picture;

/// The words around a chart.
pub(super) struct Words<'a> {
    /// The title, which states the finding.
    pub(super) title: String,
    pub(super) subtitle: String,
    /// The pattern of the text alternative, one clause for each row: `{column}` is a value, and `[…]` is left out where a value
    /// is missing. See [`described`].
    pub(super) description: &'a str,
}

/// The columns that a chart of bars draws.
pub(super) struct BarColumns<'a> {
    pub(super) label: &'a str,
    pub(super) value: (&'a str, Axis),
    /// The values of a second panel.
    pub(super) second: Option<(&'a str, Axis)>,
    /// The column that is printed beside the bars, and its heading.
    pub(super) side: Option<(&'a str, &'a str)>,
}

/// The bars of an answer, in the order of its rows.
pub(super) fn bars(data: Answer, words: &Words<'_>, columns: BarColumns<'_>) -> Picture {
    let text = |name: &str, row: super::columns::NamedRow<'_>| Some(row.text(name)).filter(|text| !text.is_empty());
    let bars: Vec<Bar> = rows(&data.table)
        .map(|row| Bar {
            label: row.text(columns.label),
            value: row.length(columns.value.0).unwrap_or(f64::NAN),
            second: columns.second.as_ref().and_then(|(name, _)| row.length(name)),
            side_text: columns.side.and_then(|(name, _)| text(name, row)),
        })
        .collect();
    let side = columns.side.filter(|_| bars.iter().any(|bar| bar.side_text.is_some()));
    let chart = Chart::Bars(Bars {
        caption: caption(
            &data,
            words.title.as_str(),
            words.subtitle.as_str(),
            described(&data.table, words.description),
        ),
        axis: columns.value.1,
        second: columns.second.map(|(_, axis)| axis),
        side_heading: side.map(|(_, heading)| heading.to_owned()),
        bars,
    });
    Picture { chart, data }
}

/// The columns that a chart of points draws.
pub(super) struct PointColumns<'a> {
    pub(super) label: &'a str,
    pub(super) x: (&'a str, Axis),
    pub(super) y: (&'a str, Axis),
}

/// A point for each row of an answer.
pub(super) fn points(data: Answer, words: &Words<'_>, columns: PointColumns<'_>) -> Picture {
    let points = rows(&data.table).map(|row| Point {
        label: row.text(columns.label),
        x: row.length(columns.x.0).unwrap_or(f64::NAN),
        y: row.length(columns.y.0).unwrap_or(f64::NAN),
    });
    let chart = Chart::Scatter(Scatter {
        caption: caption(
            &data,
            words.title.as_str(),
            words.subtitle.as_str(),
            described(&data.table, words.description),
        ),
        points: points.collect(),
        x: columns.x.1,
        y: columns.y.1,
    });
    Picture { chart, data }
}
