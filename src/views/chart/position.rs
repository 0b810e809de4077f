//! The chart of the pay of a file against the market: where each person stands, by role, city and level.

use rust_decimal::prelude::ToPrimitive as _;

use super::caption::caption;
use super::columns::length;
use super::mark_legend::mark_legend;
use crate::answer::{Answer, Mark, Note, NoteKind};
use crate::figure::{Axis, AxisUnit, Bin, Chart, PositionNames, PositionRow, PositionValues, Positions, Span};
use crate::money::{Decimal, grouped};
use crate::pack::{DataError, Labels, Pack};
use crate::page::Picture;
use crate::payroll::{CellTally, Tally};
use crate::pricing::{Cell, Quote};
use crate::views::CellDimension;
use crate::views::capitalised::capitalised;
use crate::views::cell::marks;
use crate::views::payroll::{SummaryUnit, payroll};
use crate::views::payroll_findings::{MarketNames, payroll_finding, whole_file};

/// The people of a file up to which each is drawn.
const MAX_DOTS: u64 = 200;
/// The people of a row from which on their spread is drawn instead, where the file has more than [`MAX_DOTS`].
const MIN_FOR_SPREAD: u64 = 5;
/// The most rows. Others are counted in a note.
const MAX_ROWS: usize = 40;
/// The width of a bin of the histogram, in hundredths of the market ratio.
const BIN: i64 = 5;
/// The part of the axis that is always shown, in hundredths.
const USUAL: (i64, i64) = (70, 130);
/// The ends beyond which pay is drawn as an arrow, in hundredths.
const LIMITS: (i64, i64) = (30, 250);
/// The most warnings under the picture. The page and the table have all.
const MAX_WARNINGS: usize = 2;
/// Market ratios that are called competitive in the field, shaded in the histogram.
const SHADED: (f64, f64) = (0.9, 1.1);

/// Draws where the pay of a file stands against the market: a histogram of market ratios, and a row for each role, city and level,
/// those first whose pay costs most to raise to the market low. No row names a person.
///
/// `quotes` are the prices of the cells, and of those from percentiles one of each kind; `about` are their notes and sources.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn position(
    pack: &Pack,
    tally: &Tally,
    quotes: &[Quote],
    about: &Answer,
    unit: SummaryUnit,
) -> Result<Picture, DataError> {
    let names = MarketNames::of(pack)?;
    let labels = pack.labels()?;
    let whole = whole_file(tally);
    let mut compared: Vec<(&Cell, &CellTally)> = tally.cells.iter().filter(|(_, cell)| cell.compared > 0).collect();
    compared.sort_by(|(one, of_one), (other, of_other)| {
        (of_other.cost_to_low.cmp(&of_one.cost_to_low))
            .then(of_other.compared.cmp(&of_one.compared))
            .then_with(|| one.cmp(other))
    });
    let covers = covers(&whole);
    let spread_only = whole.compared > MAX_DOTS;
    let rows = compared.iter().take(MAX_ROWS);
    let rows = rows.map(|(cell, counts)| row(labels, cell, counts, quote_of(quotes, cell), spread_only));
    let rows: Vec<PositionRow> = rows.collect();

    let mut by = vec![CellDimension::Role, CellDimension::City];
    if compared.iter().any(|(cell, _)| cell.level.is_some()) {
        by.push(CellDimension::Level);
    }
    let mut data = payroll(pack, tally, &by, unit)?;
    data.notes.extend(about.notes.iter().cloned());
    data.sources = about.sources.clone();
    let description = description(labels, &compared);
    let mid = names.mid.trim_start_matches("the ");
    let subtitle = format!(
        "Pay against {}: ratio of pay to {mid}; costs in {}, the highest first",
        pack.descriptor()?.title,
        data.unit
    );
    let title = capitalised(&payroll_finding(pack, tally, unit)?);
    let mut caption = caption(&data, title, subtitle, description);
    let left_out = left_out(&compared, &whole, covers);
    let warnings = data.notes.iter().filter(|note| note.kind == NoteKind::Warning).map(|note| note.text.clone());
    caption.notes = warnings.take(MAX_WARNINGS).collect();
    // A page has the notes of the figures and not those of the caption.
    data.notes.extend(left_out.iter().map(Note::new));
    caption.details = left_out;
    let legend = mark_legend(&data.notes);
    let low = names.low.trim_start_matches("the ");
    let high = names.high.trim_start_matches("the ");
    let chart = Chart::Positions(Positions {
        caption,
        axis: Axis::new(format!("pay ÷ {mid}"), AxisUnit::Number).covering(hundredths(covers.0), hundredths(covers.1)),
        histogram: bins(&whole, covers),
        counted: "people".to_owned(),
        shaded: Some((SHADED.0, SHADED.1, "0.9–1.1".to_owned())),
        names: PositionNames {
            below: format!("below {low}"),
            within: "within the range".to_owned(),
            above: format!("above {high}"),
            band: format!("{low} to {}", high.trim_start_matches("market ")),
            spread: "P10, P25, P50, P75 and P90 of your pay".to_owned(),
        },
        legend,
        side_headings: ["people", "below", "cost to low"].map(str::to_owned).to_vec(),
        rows,
    });
    Ok(Picture { chart, data })
}

/// The quote of a cell, or of another one of its kind, which has the same marks.
fn quote_of<'q>(quotes: &'q [Quote], cell: &Cell) -> Option<&'q Quote> {
    let own = quotes.iter().find(|quote| quote.cell == *cell);
    own.or_else(|| quotes.iter().find(|quote| quote.cell.role == cell.role && quote.percentiles.is_some()))
}

/// The row of a cell.
fn row(labels: Labels<'_>, cell: &Cell, counts: &CellTally, quote: Option<&Quote>, spread_only: bool) -> PositionRow {
    let marks = quote.map(marks).unwrap_or_default();
    PositionRow {
        label: name(labels, cell),
        marks: marks.to_string(),
        outlined: marks.has(Mark::ReferenceRate),
        dashed: marks.has(Mark::Slotted),
        band: counts.band.map(|(low, high)| Span { low: length(low), mid: Some(1.0), high: length(high) }),
        values: match spread_only && counts.compared >= MIN_FOR_SPREAD {
            true => spread(counts),
            false => each(counts),
        },
        side_texts: vec![
            grouped(counts.compared.into(), 0),
            grouped(counts.below.into(), 0),
            grouped(counts.cost_to_low, 0),
        ],
    }
}

/// Role, city and level of a cell, as far as it has them.
fn name(labels: Labels<'_>, cell: &Cell) -> String {
    let mut parts = vec![labels.role(&cell.role).to_owned()];
    parts.extend(cell.city.as_deref().map(|city| labels.city(city).to_owned()));
    parts.extend(labels.level_of(&cell.level).map(str::to_lowercase));
    parts.join(", ")
}

/// The ratios of a cell. They are in order, and their positions are counted, so the first are those below the range and the last
/// those above it.
fn each(counts: &CellTally) -> PositionValues {
    let mut all: Vec<f64> = Vec::new();
    for (ratio, count) in counts.ratios.counts() {
        all.extend(std::iter::repeat_n(
            length(ratio),
            usize::try_from(count).unwrap_or(usize::MAX).min(MAX_DOTS as usize),
        ));
    }
    let at_most = |number: u64, of: &[f64]| usize::try_from(number).unwrap_or(usize::MAX).min(of.len());
    let above = all.split_off(all.len() - at_most(counts.above, &all));
    let within = all.split_off(at_most(counts.below, &all));
    PositionValues::Each { below: all, within, above }
}

/// P10 to P90 of the ratios of a cell.
fn spread(counts: &CellTally) -> PositionValues {
    let at = |share: i64| counts.ratios.percentile(Decimal::new(share, 2)).map(length).unwrap_or_default();
    PositionValues::Spread([10, 25, 50, 75, 90].map(at))
}

/// The ends of the axis, in hundredths: whole bins that hold all ratios within [`LIMITS`].
fn covers(whole: &CellTally) -> (i64, i64) {
    let in_hundredths = |ratio: Decimal| ratio.checked_mul(Decimal::ONE_HUNDRED).and_then(|ratio| ratio.to_i64());
    let ratios = whole.ratios.counts().filter_map(|(ratio, _)| in_hundredths(ratio));
    // One amount in a wrong unit would otherwise stretch the axis.
    let usual = ratios.filter(|at| (LIMITS.0..LIMITS.1).contains(at));
    usual.fold(USUAL, |(low, high), at| {
        let floor = at.div_euclid(BIN) * BIN;
        (low.min(floor), high.max(floor + BIN))
    })
}

/// The bins of the histogram over the axis. The first and the last one hold what lies beyond the axis too, so that the histogram counts
/// the people of the title.
fn bins(whole: &CellTally, (low, high): (i64, i64)) -> Vec<Bin> {
    let mut bins: Vec<Bin> = (low..high)
        .step_by(BIN as usize)
        .map(|from| Bin { low: hundredths(from), high: hundredths(from + BIN), count: 0 })
        .collect();
    for (ratio, count) in whole.ratios.counts() {
        let Some(at) = ratio.checked_mul(Decimal::ONE_HUNDRED).and_then(|ratio| ratio.to_i64()) else { continue };
        let bin = (at.clamp(low, high - 1) - low).div_euclid(BIN);
        if let Some(bin) = usize::try_from(bin).ok().and_then(|at| bins.get_mut(at)) {
            bin.count += count;
        }
    }
    bins
}

fn hundredths(number: i64) -> f64 {
    length(Decimal::new(number, 2))
}

/// Notes on the people that are not drawn, or not at their place.
fn left_out(compared: &[(&Cell, &CellTally)], whole: &CellTally, (low, high): (i64, i64)) -> Vec<String> {
    let mut notes = Vec::new();
    let rest = compared.get(MAX_ROWS..).unwrap_or_default();
    if !rest.is_empty() {
        let people: u64 = rest.iter().map(|(_, cell)| cell.compared).sum();
        notes.push(format!(
            "{} further groups, of {} people, have no row; they are in the title and the histogram",
            grouped(rest.len().into(), 0),
            grouped(people.into(), 0)
        ));
    }
    let ends = (Decimal::new(low, 2), Decimal::new(high, 2));
    let outside: u64 =
        whole.ratios.counts().filter(|(ratio, _)| *ratio < ends.0 || *ratio >= ends.1).map(|(_, count)| count).sum();
    if outside > 0 {
        let (verb, bars) = if outside == 1 { ("lies", "bar") } else { ("lie", "bars") };
        notes.push(format!(
            "{} of {} {verb} outside {} to {}, counted in the title and in the outermost {bars}; the unit of such pay may be wrong",
            grouped(outside.into(), 0),
            grouped(whole.compared.into(), 0),
            grouped(ends.0, 1),
            grouped(ends.1, 1)
        ));
    }
    notes
}

/// The text alternative.
fn description(labels: Labels<'_>, compared: &[(&Cell, &CellTally)]) -> String {
    let clause = |(cell, counts): &(&Cell, &CellTally)| {
        let people = if counts.compared == 1 { "person" } else { "people" };
        format!("{}: {} {people}, {} below, {} above", name(labels, cell), counts.compared, counts.below, counts.above)
    };
    compared.iter().take(MAX_ROWS).map(clause).collect::<Vec<_>>().join("; ")
}
