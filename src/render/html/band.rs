//! Prepares market ranges for a page: positions as CSS lengths, and ranges as a start and a width.

use super::table::HtmlTable;
use crate::page::{Band, BandRow, Place};

/// The least space beside the plot, in characters.
const MIN_INSET: usize = 4;

/// Market ranges on one axis.
pub(super) struct HtmlBand<'a> {
    pub(super) description: &'a str,
    /// The space beside the plot, in characters: as much as the longest amount needs.
    pub(super) inset: usize,
    pub(super) rows: Vec<HtmlBandRow<'a>>,
    pub(super) lead: &'a str,
    pub(super) table: Option<HtmlTable>,
}

/// A position in percent, and the text there.
pub(super) struct HtmlPlace<'a> {
    pub(super) at: String,
    percent: f64,
    pub(super) text: &'a str,
}

impl HtmlPlace<'_> {
    /// The distance from the right end, in percent.
    pub(super) fn rest(&self) -> String {
        percent(100.0 - self.percent)
    }
}

/// The range in the other reading.
pub(super) struct HtmlThinRange<'a> {
    pub(super) start: String,
    pub(super) width: String,
    pub(super) mid: String,
    pub(super) text: &'a str,
}

pub(super) struct HtmlBandRow<'a> {
    pub(super) label: &'a str,
    pub(super) low: Option<HtmlPlace<'a>>,
    pub(super) mid: HtmlPlace<'a>,
    pub(super) high: Option<HtmlPlace<'a>>,
    /// Start and width of the range.
    pub(super) base: (String, String),
    /// Start and width from P10 to P90.
    pub(super) whisker: Option<(String, String)>,
    /// Start and width of the retention bonus after the high end.
    pub(super) retention: Option<(String, String)>,
    pub(super) with_retention: Option<HtmlPlace<'a>>,
    pub(super) offer: Option<HtmlPlace<'a>>,
    pub(super) other: Option<HtmlThinRange<'a>>,
    /// P10 and P90 in words, and where the whisker begins.
    pub(super) outer_text: Option<String>,
    pub(super) outer_at: String,
    pub(super) hollow: bool,
    pub(super) dashed: bool,
}

impl<'a> HtmlBand<'a> {
    pub(super) fn new(band: &'a Band, table: Option<HtmlTable>) -> Self {
        let amounts = band.rows.iter().flat_map(|row| [row.low.as_ref(), Some(&row.mid), row.high.as_ref()]).flatten();
        let longest = amounts.map(|place| place.text.chars().count()).max().unwrap_or(0);
        HtmlBand {
            description: &band.description,
            inset: longest.max(MIN_INSET) + 1,
            rows: band.rows.iter().map(row).collect(),
            lead: &band.figures.lead,
            table,
        }
    }
}

fn row(row: &BandRow) -> HtmlBandRow<'_> {
    let mid = row.mid.at;
    let (low, high) = (row.low.as_ref().map_or(mid, |place| place.at), row.high.as_ref().map_or(mid, |place| place.at));
    let outer = [("P10", &row.least), ("P90", &row.most)];
    let outer: Vec<String> =
        outer.into_iter().filter_map(|(name, place)| Some(format!("{name} {}", place.as_ref()?.text))).collect();
    let least = row.least.as_ref().map_or(low, |place| place.at);
    let most = row.most.as_ref().map_or(high, |place| place.at);
    HtmlBandRow {
        label: &row.label,
        low: row.low.as_ref().map(place),
        mid: place(&row.mid),
        high: row.high.as_ref().map(place),
        base: start_and_width(low, high),
        whisker: (!outer.is_empty()).then(|| start_and_width(least, most)),
        retention: row.with_retention.as_ref().map(|end| start_and_width(high, end.at)),
        with_retention: row.with_retention.as_ref().map(place),
        offer: row.offer.as_ref().map(place),
        other: row.other.as_ref().map(|other| {
            let (start, width) = start_and_width(other.low, other.high);
            HtmlThinRange { start, width, mid: percent(other.mid), text: &other.text }
        }),
        outer_text: (!outer.is_empty()).then(|| outer.join(" · ")),
        outer_at: percent(least),
        hollow: row.hollow,
        dashed: row.dashed,
    }
}

fn place(place: &Place) -> HtmlPlace<'_> {
    HtmlPlace { at: percent(place.at), percent: place.at, text: &place.text }
}

pub(super) fn start_and_width(start: f64, end: f64) -> (String, String) {
    (percent(start), percent((end - start).max(0.0)))
}

/// A percentage with at most two decimal places.
pub(super) fn percent(value: f64) -> String {
    format!("{}", (value * 100.0).round() / 100.0 + 0.0)
}
