//! Market ranges as a band: positions on one axis, and the amounts at them.

use super::amounts::{Ends, InUnit, length, money, whole};
use super::headline::condition;
use crate::answer::{Answer, Column, Fields, Kind, Table, Value};
use crate::iter::common_value;
use crate::money::{Decimal, round_places};
use crate::pack::{DataError, Pack};
use crate::page::{Band, BandRow, Place, ThinRange};
use crate::pricing::{GeoBasis, Offer, Percentiles, Position, Quote};
use crate::views::{BenchmarkRow, range_headings, range_points};

/// Offers further away than this many times the greatest amount, or this part of the least, stand at the edge.
const MAX_OFFER_DISTANCE: Decimal = Decimal::TWO;

/// An axis for amounts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    low: f64,
    high: f64,
}

/// The axis that covers some amounts.
pub(super) fn axis_of(amounts: impl IntoIterator<Item = Decimal>) -> Axis {
    let ends = |ends: Option<(f64, f64)>, amount: f64| {
        Some(ends.map_or((amount, amount), |(low, high)| (low.min(amount), high.max(amount))))
    };
    let (low, high) = amounts.into_iter().map(length).fold(None, ends).unwrap_or((0.0, 1.0));
    if high - low > high.abs() * 1e-6 { Axis { low, high } } else { Axis { low: low * 0.9, high: high * 1.1 + 1.0 } }
}

impl Axis {
    /// The axis of some ranges with their offers.
    fn of(rows: &[BenchmarkRow]) -> Self {
        let mut all: Vec<Decimal> = rows.iter().flat_map(|row| amounts(&row.quote)).collect();
        let (Some(least), Some(most)) = (all.iter().min().copied(), all.iter().max().copied()) else {
            return axis_of([]);
        };
        let near = |offer: &Decimal| {
            offer.checked_mul(MAX_OFFER_DISTANCE).is_some_and(|double| double >= least)
                && most.checked_mul(MAX_OFFER_DISTANCE).is_some_and(|double| *offer <= double)
        };
        all.extend(rows.iter().filter_map(|row| Some(row.offer.as_ref()?.salary)).filter(near));
        axis_of(all)
    }

    /// The position of an amount in percent, within the axis.
    pub(super) fn at(self, amount: Decimal) -> f64 {
        let (factor, less) = self.line(length(amount));
        ((factor - less) * 100.0).clamp(0.0, 100.0)
    }

    /// The position of a multiple of an amount as a share of the axis: the multiple times the first number, less the second.
    pub(super) fn line(self, amount: f64) -> (f64, f64) {
        let width = self.high - self.low;
        (amount / width, self.low / width)
    }

    fn place(self, amount: Decimal) -> Place {
        Place { at: self.at(amount), text: money(amount) }
    }
}

/// The amounts of a range that are drawn.
pub(super) fn amounts(quote: &Quote) -> Vec<Decimal> {
    let ends = Ends::of(&quote.base, quote.missing);
    let mut out: Vec<Decimal> = [ends.low, Some(ends.mid), ends.high].into_iter().flatten().collect();
    if quote.retention.is_some() {
        out.push(quote.total.high);
    }
    out.extend(quote.other.iter().flat_map(|other| [other.base.low, other.base.high]));
    if let Some(percentiles) = &quote.percentiles {
        out.extend([percentiles.p10, percentiles.p90].into_iter().flatten());
    }
    out
}

/// The band of some prices in one unit. `offer` is the offer as the caller wrote it, `also` the same prices in a second unit.
///
/// `figures` is their answer; the table that people see is replaced by one of at most three columns of numbers.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn band(
    pack: &Pack,
    rows: &[BenchmarkRow],
    offer: Option<&str>,
    also: Option<&InUnit>,
    figures: Answer,
) -> Result<Band, DataError> {
    let axis = Axis::of(rows);
    let drawn: Vec<BandRow> =
        rows.iter().zip(labels(pack, rows)?).map(|(row, label)| band_row(row, &label, axis, offer)).collect();
    let kept = without_repeats(&drawn);
    let also = also.map(|also| InUnit { base: pick(&also.base, &kept), ..also.clone() });
    let (rows, drawn) = (pick(rows, &kept), kept.into_iter().map(|(_, row)| row).collect::<Vec<_>>());
    let labels: Vec<String> = drawn.iter().map(|row| row.label.clone()).collect();
    let unit = rows.first().map(|row| unit(&row.quote)).unwrap_or_default();
    let described: Vec<String> = rows.iter().zip(&drawn).map(|(row, drawn)| described(&row.quote, drawn)).collect();
    Ok(Band {
        description: format!("{unit}: {}", described.join("; ")),
        figures: Answer { unit: String::new(), condensed: Some(table(&rows, &labels, also.as_ref())), ..figures },
        rows: drawn,
    })
}

/// The rows with their indexes, those that differ in nothing but their labels as one: `Senior = Lead`.
fn without_repeats(rows: &[BandRow]) -> Vec<(usize, BandRow)> {
    let without_label = |row: &BandRow| BandRow { label: String::new(), ..row.clone() };
    let mut kept: Vec<(usize, BandRow)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match kept.iter_mut().find(|(_, known)| without_label(known) == without_label(row)) {
            Some((_, known)) => known.label = format!("{} = {}", known.label, row.label),
            None => kept.push((at, row.clone())),
        }
    }
    kept
}

/// The items at the indexes of some rows.
fn pick<T: Clone>(items: &[T], rows: &[(usize, BandRow)]) -> Vec<T> {
    rows.iter().filter_map(|(at, _)| items.get(*at).cloned()).collect()
}

/// The levels of the rows; empty texts where they share one.
fn labels(pack: &Pack, rows: &[BenchmarkRow]) -> Result<Vec<String>, DataError> {
    let level = |row: &BenchmarkRow| row.quote.cell.level.clone();
    let shared = common_value(rows.iter().map(level)).is_some();
    rows.iter()
        .map(|row| match level(row).filter(|_| !shared) {
            Some(level) => Ok(pack.level_name(&level)?.to_owned()),
            None => Ok(String::new()),
        })
        .collect()
}

/// The unit of a price: `USD a year`.
fn unit(quote: &Quote) -> String {
    format!("{} {}", quote.currency, quote.period.with_article())
}

fn band_row(row: &BenchmarkRow, label: &str, axis: Axis, offer: Option<&str>) -> BandRow {
    let quote = &row.quote;
    let ends = Ends::of(&quote.base, quote.missing);
    let outer = |pick: fn(&Percentiles) -> Option<Decimal>| {
        quote.percentiles.as_deref().and_then(pick).map(|amount| axis.place(amount))
    };
    BandRow {
        label: label.to_owned(),
        low: ends.low.map(|low| axis.place(low)),
        mid: axis.place(ends.mid),
        high: ends.high.map(|high| axis.place(high)),
        least: outer(|percentiles| percentiles.p10),
        most: outer(|percentiles| percentiles.p90),
        with_retention: quote.retention.map(|_| Place {
            at: axis.at(quote.total.high),
            text: format!("with retention {}–{}", money(quote.total.low), money(quote.total.high)),
        }),
        other: quote.other.map(|other| ThinRange {
            low: axis.at(other.base.low),
            mid: axis.at(other.base.mid),
            high: axis.at(other.base.high),
            text: format!("{}–{} {}", money(other.base.low), money(other.base.high), condition(other.reading)),
        }),
        offer: row.offer.as_ref().map(|against| Place {
            at: axis.at(against.salary),
            text: offer_label(offer.unwrap_or_default(), against),
        }),
        hollow: quote.cell.city.is_some() && quote.geo_basis == GeoBasis::NonePublished,
        dashed: quote.is_slotted(),
    }
}

/// How an offer stands in the range: `¥650,000: within, 3% under mid`.
fn offer_label(text: &str, offer: &Offer) -> String {
    let [_, mid, _] = range_points(offer.reached.is_some());
    let position = match (offer.reached, offer.position) {
        (Some(reached), _) => reached.words(),
        (None, Position::Unknown) => String::new(),
        (None, position) => position.as_str().to_owned(),
    };
    let change = offer.market_ratio.checked_sub(Decimal::ONE).and_then(|gap| gap.checked_mul(Decimal::ONE_HUNDRED));
    let percent = round_places(change.unwrap_or_default(), 0);
    let gap = match percent.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Less => format!("{}% under {mid}", whole(percent.abs())),
        std::cmp::Ordering::Equal => format!("at {mid}"),
        std::cmp::Ordering::Greater => format!("{}% over {mid}", whole(percent)),
    };
    let words: Vec<&str> = [position.as_str(), gap.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}: {}", text.trim(), words.join(", "))
}

/// A range in words, for readers who do not see the band.
fn described(quote: &Quote, row: &BandRow) -> String {
    let [low, mid, high] = range_points(quote.percentiles.is_some());
    let places = [
        ("P10", row.least.as_ref()),
        (low, row.low.as_ref()),
        (mid, Some(&row.mid)),
        (high, row.high.as_ref()),
        ("P90", row.most.as_ref()),
    ];
    let mut parts: Vec<String> =
        places.into_iter().filter_map(|(name, place)| Some(format!("{name} {}", place?.text))).collect();
    parts.extend(row.with_retention.iter().map(|place| place.text.clone()));
    parts.extend(row.other.iter().map(|range| range.text.clone()));
    parts.extend(row.offer.iter().map(|place| format!("offer {}", place.text)));
    parts.extend(super::headline::badges(&[quote]).into_iter().map(|badge| badge.text));
    let label = if row.label.is_empty() { String::new() } else { format!("{}: ", row.label) };
    label + &parts.join(", ")
}

/// A line of the table beside the band.
struct Line {
    /// What its amounts are of, with the level where the lines are of several.
    what: String,
    amounts: Vec<Option<Decimal>>,
    /// The ids of its sources, joined by `;`.
    sources: String,
}

/// The table beside the band: low, mid and high in three columns; with percentiles a line for each of them.
fn table(rows: &[BenchmarkRow], labels: &[String], also: Option<&InUnit>) -> Table {
    let (headings, lines) = if rows.iter().all(|row| row.quote.percentiles.is_some()) {
        percentile_lines(rows, labels, also)
    } else {
        (range_headings(false).map(str::to_owned).to_vec(), range_lines(rows, labels, also))
    };
    let mut fields =
        Fields::new().with(Column::new("what", "Pay", Kind::Text), |line: &Line| line.what.as_str().into());
    for (at, heading) in headings.into_iter().enumerate() {
        let name = heading.to_lowercase().replace(' ', "_");
        fields = fields.with(Column::new(name, heading, Kind::Money), move |line| -> Value {
            line.amounts.get(at).copied().flatten().into()
        });
    }
    fields.with(Column::data("source", Kind::Text), |line| line.sources.as_str().into()).table(&lines)
}

/// A text with the level before it: `Entry: base salary, USD a year`.
pub(super) fn at_level(label: &str, what: &str) -> String {
    if label.is_empty() {
        return what.to_owned();
    }
    let mut letters = what.chars();
    // An abbreviation keeps its capitals.
    let is_word = what.chars().nth(1).is_some_and(char::is_lowercase);
    match letters.next().filter(|_| is_word) {
        Some(first) => format!("{label}: {}{}", first.to_lowercase(), letters.as_str()),
        None => format!("{label}: {what}"),
    }
}

fn range_lines(rows: &[BenchmarkRow], labels: &[String], also: Option<&InUnit>) -> Vec<Line> {
    let mut out = Vec::new();
    for (at, (row, label)) in rows.iter().zip(labels).enumerate() {
        let quote = &row.quote;
        let mut add = |what: String, ends: Ends| {
            let amounts = vec![ends.low, Some(ends.mid), ends.high];
            out.push(Line { what: at_level(label, &what), amounts, sources: quote.sources() });
        };
        let unit = unit(quote);
        add(format!("Base salary, {unit}"), Ends::of(&quote.base, quote.missing));
        if quote.retention.is_some() {
            add(format!("Base + retention, {unit}"), Ends::of(&quote.total, quote.missing));
        }
        if let Some((also, base)) = also.and_then(|also| Some((also, also.base.get(at)?))) {
            add(format!("Base salary, {}", also.name()), *base);
        }
        if let Some(other) = &quote.other {
            add(format!("Base salary {}, {unit}", condition(other.reading)), Ends::of(&other.base, quote.missing));
        }
    }
    out
}

fn percentile_lines(rows: &[BenchmarkRow], labels: &[String], also: Option<&InUnit>) -> (Vec<String>, Vec<Line>) {
    let mut headings: Vec<String> = rows.first().map(|row| unit(&row.quote)).into_iter().collect();
    headings.extend(also.map(InUnit::name));
    let mut out = Vec::new();
    for (at, (row, label)) in rows.iter().zip(labels).enumerate() {
        let Some(percentiles) = &row.quote.percentiles else { continue };
        let second = also.and_then(|also| also.base.get(at));
        for (name, amount, second) in [
            ("P10", percentiles.p10, None),
            ("P25", percentiles.p25, second.and_then(|second| second.low)),
            ("P50", Some(percentiles.p50), second.map(|second| second.mid)),
            ("P75", percentiles.p75, second.and_then(|second| second.high)),
            ("P90", percentiles.p90, None),
        ] {
            if amount.is_some() {
                let what = format!("{} of {}", name, percentiles.element.name());
                let amounts = vec![amount, second];
                out.push(Line { what: at_level(label, &what), amounts, sources: row.quote.sources() });
            }
        }
    }
    (headings, out)
}
