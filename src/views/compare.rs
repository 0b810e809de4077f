//! Cells side by side against a baseline, and a median against another sector.

use jiff::civil::Date;

use super::benchmark::{notes, slotted, title, unit};
use super::labels;
use super::{explain, grounds};
use crate::answer::{Answer, Column, Kind, Note, Place, Table, Value};
use crate::money::{Decimal, Interval};
use crate::pack::{DataError, Pack, Premium, Record};
use crate::pricing::{Cell, GeoBasis, Quote, SectorGap, StepBasis};

/// Along what cells are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Roles.
    Role,
    /// Cities.
    City,
    /// Levels.
    Level,
}

impl Axis {
    /// The word on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Axis::Role => "role",
            Axis::City => "city",
            Axis::Level => "level",
        }
    }

    /// A cell's place along the axis.
    #[must_use]
    pub fn of(self, cell: &Cell) -> Option<&str> {
        match self {
            Axis::Role => Some(&cell.role),
            Axis::City => cell.city.as_deref(),
            Axis::Level => Some(&cell.level),
        }
    }

    /// Whether two cells differ along the axis only.
    #[must_use]
    pub fn is_beside(self, one: &Cell, other: &Cell) -> bool {
        (self == Axis::Role || one.role == other.role)
            && (self == Axis::City || one.city == other.city)
            && (self == Axis::Level || one.level == other.level)
    }
}

/// A quote and the one that it is compared with.
#[derive(Debug, Clone)]
pub struct CompareRow {
    /// The quote.
    pub quote: Quote,
    /// The baseline's quote for the same other two.
    pub baseline: Quote,
}

/// The answer of `compare`. Gaps are mid to mid; a row's rank by base is among the rows that share the other two.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn compare(pack: &Pack, axis: Axis, rows: &[CompareRow], today: Date) -> Result<Answer, DataError> {
    let quotes: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
    let place = |same: bool, own: Axis| if same && own != axis { Place::Data } else { Place::Everywhere };
    let same = |own: Axis| labels::common(quotes.iter().map(|quote| own.of(&quote.cell))).is_some();
    let mut table = Table {
        columns: vec![
            Column::data("role_id", Kind::Text),
            Column::new("role", "Role", Kind::Text).only(place(same(Axis::Role), Axis::Role)),
            Column::new("city", "City", Kind::Text).only(place(same(Axis::City), Axis::City)),
            Column::new("level", "Level", Kind::Text).only(place(same(Axis::Level), Axis::Level)),
            Column::data("currency", Kind::Text),
            Column::data("period", Kind::Text),
            Column::new("base_low", "Base salary\nlow", Kind::Money).sacrificed(4),
            Column::new("base_mid", "Base salary\nmid", Kind::Money),
            Column::new("base_high", "Base salary\nhigh", Kind::Money).sacrificed(4),
            Column::new("base_gap", "Gap in base\nmid", Kind::Money),
            Column::new("base_gap_pct", "Gap in base\n%", Kind::Change),
            Column::new("total_mid", "Base + retention\nmid", Kind::Money).sacrificed(3),
            Column::new("total_gap", "Base + retention\ngap", Kind::Money).sacrificed(3),
            Column::new("total_gap_pct", "Base + retention\ngap %", Kind::Change).sacrificed(3),
            Column::new("rank", "Rank", Kind::Count).sacrificed(2),
            Column::data("baseline", Kind::Text),
            Column::data("effective", Kind::Date),
            Column::data("reading", Kind::Text),
            Column::data("geo_basis", Kind::Text),
            Column::data("basis", Kind::Text),
            Column::data("match_grade", Kind::Text),
            Column::data("source", Kind::Text),
            Column::data("trace", Kind::Nested),
        ],
        rows: Vec::new(),
    };
    for row in rows {
        let (quote, baseline) = (&row.quote, &row.baseline);
        let cell = &quote.cell;
        let baseline_name = match axis {
            Axis::Role => labels::role(pack, &baseline.cell.role)?,
            Axis::City => baseline.cell.city.as_deref().map_or(Ok(""), |city| labels::city(pack, city))?,
            Axis::Level => labels::level(pack, &baseline.cell.level)?,
        };
        table.rows.push(vec![
            cell.role.as_str().into(),
            labels::role(pack, &cell.role)?.into(),
            match &cell.city {
                Some(city) => labels::city(pack, city)?.into(),
                // Among cities the country needs a name.
                None if axis == Axis::City => quote.geo_basis.to_string().into(),
                None => Value::Missing,
            },
            labels::level(pack, &cell.level)?.into(),
            quote.currency.as_str().into(),
            quote.period.as_str().into(),
            quote.base.low.into(),
            quote.base.mid.into(),
            quote.base.high.into(),
            gap(quote.base, baseline.base),
            gap_pct(quote.base, baseline.base),
            quote.total.mid.into(),
            gap(quote.total, baseline.total),
            gap_pct(quote.total, baseline.total),
            rank(quote, rows, axis).into(),
            baseline_name.into(),
            quote.effective.to_string().into(),
            quote.reading.as_str().into(),
            quote.geo_basis.to_string().into(),
            quote.basis().as_str().into(),
            quote.match_grade.as_str().into(),
            quote.sources().into(),
            Value::Nested(explain::steps(&quote.trace)),
        ]);
    }
    let mut all_notes = vec![Note::new("gaps are mid to mid, against the first row or --baseline")];
    if quotes.iter().any(|quote| quote.geo_basis == GeoBasis::NonePublished) {
        all_notes.push(Note::new("a city without a published premium has no rank by pay"));
    }
    // A gap rests on both of its ends, also where the baseline has no row of its own.
    let both_ends: Vec<&Quote> = quotes.iter().copied().chain(rows.iter().map(|row| &row.baseline)).collect();
    all_notes.extend(notes(pack, &both_ends, today)?);
    let sources: Vec<String> = both_ends.iter().map(|quote| quote.sources()).collect();
    Ok(Answer {
        title: format!("Comparison by {}: {}", axis.as_str(), title(pack, &quotes)?),
        unit: unit(&quotes),
        table,
        notes: all_notes,
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// Mid less the baseline's mid.
fn gap(range: Interval, baseline: Interval) -> Value {
    range.mid.checked_sub(baseline.mid).into()
}

/// The same in percentage points of the baseline's mid, to the 4 places that data shows.
fn gap_pct(range: Interval, baseline: Interval) -> Value {
    let ratio = range.mid.checked_div(baseline.mid).and_then(|ratio| ratio.checked_sub(Decimal::ONE));
    ratio.and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED)).map(|pct| crate::money::round_places(pct, 2)).into()
}

/// The place by base among the rows beside it, the highest first; none for a city without a published premium.
fn rank(quote: &Quote, rows: &[CompareRow], axis: Axis) -> Option<u64> {
    let ranked = |other: &Quote| other.geo_basis != GeoBasis::NonePublished;
    ranked(quote).then(|| {
        let above = rows.iter().map(|row| &row.quote).filter(|other| {
            ranked(other) && axis.is_beside(&other.cell, &quote.cell) && other.base.mid > quote.base.mid
        });
        1 + above.count() as u64
    })
}

/// The answer of `compare --against`: medians beside what another sector pays.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn against(
    pack: &Pack,
    sector: &Record<Premium>,
    gaps: &[(String, SectorGap)],
    period: &str,
    today: Date,
) -> Result<Answer, DataError> {
    let mut table = Table {
        columns: vec![
            Column::data("role_id", Kind::Text),
            Column::new("role", "Role", Kind::Text),
            Column::data("currency", Kind::Text),
            Column::data("period", Kind::Text),
            Column::new("median", "Median", Kind::Money),
            Column::data("against", Kind::Text),
            Column::new("sector_low", format!("{}\nlow", sector.name), Kind::Money),
            Column::new("sector_mid", format!("{}\nmid", sector.name), Kind::Money),
            Column::new("sector_high", format!("{}\nhigh", sector.name), Kind::Money),
            Column::new("gap_low", "Gap\nlow", Kind::Money),
            Column::new("gap_mid", "Gap\nmid", Kind::Money),
            Column::new("gap_high", "Gap\nhigh", Kind::Money),
            Column::new("premium_low_pct", "Premium\nlow", Kind::Change).sacrificed(1),
            Column::new("premium_high_pct", "Premium\nhigh", Kind::Change).sacrificed(1),
            Column::data("effective", Kind::Date),
            Column::data("basis", Kind::Text),
            Column::new("match_grade", "Match\ngrade", Kind::Text).sacrificed(2),
            Column::data("source", Kind::Text),
            Column::data("trace", Kind::Nested),
        ],
        rows: Vec::new(),
    };
    let mut sources: Vec<String> = Vec::new();
    for (role, gap) in gaps {
        let own_sources = crate::pricing::sources(&gap.trace);
        let less = |median: Decimal, other: Decimal| Value::from(median.checked_sub(other));
        table.rows.push(vec![
            role.as_str().into(),
            labels::role(pack, role)?.into(),
            gap.currency.as_str().into(),
            period.into(),
            gap.median.mid.into(),
            sector.id.as_str().into(),
            gap.sector.low.into(),
            gap.sector.mid.into(),
            gap.sector.high.into(),
            less(gap.median.high, gap.sector.high),
            less(gap.median.mid, gap.sector.mid),
            less(gap.median.low, gap.sector.low),
            sector.low_pct.into(),
            sector.high_pct.into(),
            gap.effective.to_string().into(),
            crate::pricing::basis(&gap.trace).as_str().into(),
            gap.match_grade.as_str().into(),
            own_sources.as_str().into(),
            Value::Nested(explain::steps(&gap.trace)),
        ]);
        sources.push(own_sources);
    }
    let mut notes = vec![
        Note::new(format!(
            "the other sector's pay is the median without the premium of {} to {}% over it; the low gap goes with the low premium",
            sector.low_pct.normalize(),
            sector.high_pct.normalize()
        )),
        Note::new(grounds::NOT_PERCENTILES),
    ];
    if let Some((_, gap)) = gaps.first() {
        notes.extend(grounds::age(gap.effective, today));
    }
    let traces = || gaps.iter().flat_map(|(_, gap)| &gap.trace);
    for (role, gap) in gaps {
        notes.extend(slotted(pack, role, &gap.trace)?);
    }
    let mut uses: Vec<&str> = traces().map(|step| step.used.as_str()).filter(|used| !used.is_empty()).collect();
    if traces().any(|step| step.basis == StepBasis::Slotted) {
        uses.push("roles.slotted_to");
    }
    notes.extend(grounds::caveats(pack, &uses)?);
    let unit = gaps.first().map_or_else(String::new, |(_, gap)| format!("{} a {period}", gap.currency));
    Ok(Answer {
        title: format!("Medians against {}", sector.name),
        unit,
        table,
        notes,
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}
