//! Cells side by side against a baseline, and a median against another sector.

use jiff::civil::Date;

use super::benchmark::{notes, slotted, title, unit};
use super::cell::{Shared, unless};
use super::labels::Labels;
use super::{explain, grounds};
use crate::answer::{Answer, Column, Fields, Kind, Note, Value};
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
    let shared = Shared::of(&quotes);
    // What is compared is always seen.
    let shared = Shared {
        role: shared.role && axis != Axis::Role,
        city: shared.city && axis != Axis::City,
        level: shared.level && axis != Axis::Level,
    };
    let labels = Labels::of(pack)?;
    let ranked: Vec<RankedRow<'_>> =
        rows.iter().map(|row| RankedRow { row, rank: rank(&row.quote, rows, axis) }).collect();
    let fields = fields(labels, axis, shared);
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
        table: fields.table(&ranked),
        notes: all_notes,
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// A compared quote with its place among the rows beside it.
struct RankedRow<'r> {
    row: &'r CompareRow,
    rank: Option<u64>,
}

impl RankedRow<'_> {
    fn quote(&self) -> &Quote {
        &self.row.quote
    }
}

fn fields<'a>(labels: Labels<'a>, axis: Axis, shared: Shared) -> Fields<'a, RankedRow<'a>> {
    Fields::new()
        .with(Column::data("role_id", Kind::Text), |row: &RankedRow<'_>| row.quote().cell.role.as_str().into())
        .with(unless(shared.role, Column::new("role", "Role", Kind::Text)), move |row| {
            labels.role(&row.quote().cell.role).into()
        })
        .with(unless(shared.city, Column::new("city", "City", Kind::Text)), move |row| match &row.quote().cell.city {
            Some(city) => labels.city(city).into(),
            // Among cities the country needs a name.
            None if axis == Axis::City => row.quote().geo_basis.to_string().into(),
            None => Value::Missing,
        })
        .with(unless(shared.level, Column::new("level", "Level", Kind::Text)), move |row| {
            labels.level(&row.quote().cell.level).into()
        })
        .with(Column::data("currency", Kind::Text), |row| row.quote().currency.as_str().into())
        .with(Column::data("period", Kind::Text), |row| row.quote().period.as_str().into())
        .with(Column::new("base_low", "Base salary\nlow", Kind::Money).sacrificed(4), |row| row.quote().base.low.into())
        .with(Column::new("base_mid", "Base salary\nmid", Kind::Money), |row| row.quote().base.mid.into())
        .with(Column::new("base_high", "Base salary\nhigh", Kind::Money).sacrificed(4), |row| {
            row.quote().base.high.into()
        })
        .with(Column::new("base_gap", "Gap in base\nmid", Kind::Money), |row| {
            gap(row.row.quote.base, row.row.baseline.base)
        })
        .with(Column::new("base_gap_pct", "Gap in base\n%", Kind::Change), |row| {
            gap_pct(row.row.quote.base, row.row.baseline.base)
        })
        .with(Column::new("total_mid", "Base + retention\nmid", Kind::Money).sacrificed(3), |row| {
            row.quote().total.mid.into()
        })
        .with(Column::new("total_gap", "Base + retention\ngap", Kind::Money).sacrificed(3), |row| {
            gap(row.row.quote.total, row.row.baseline.total)
        })
        .with(Column::new("total_gap_pct", "Base + retention\ngap %", Kind::Change).sacrificed(3), |row| {
            gap_pct(row.row.quote.total, row.row.baseline.total)
        })
        .with(Column::new("rank", "Rank", Kind::Count).sacrificed(2), |row| row.rank.into())
        .with(Column::data("baseline", Kind::Text), move |row| {
            let cell = &row.row.baseline.cell;
            match axis {
                Axis::Role => labels.role(&cell.role).into(),
                Axis::City => cell.city.as_deref().map(|city| labels.city(city)).into(),
                Axis::Level => labels.level(&cell.level).into(),
            }
        })
        .with(Column::data("effective", Kind::Date), |row| row.quote().effective.to_string().into())
        .with(Column::data("reading", Kind::Text), |row| row.quote().reading.as_str().into())
        .with(Column::data("geo_basis", Kind::Text), |row| row.quote().geo_basis.to_string().into())
        .with(Column::data("basis", Kind::Text), |row| row.quote().basis().as_str().into())
        .with(Column::data("match_grade", Kind::Text), |row| row.quote().match_grade.as_str().into())
        .with(Column::data("source", Kind::Text), |row| row.quote().sources().into())
        .with(Column::data("trace", Kind::Nested), |row| Value::Nested(explain::steps(&row.quote().trace)))
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
    let labels = Labels::of(pack)?;
    let less = |median: Decimal, other: Decimal| Value::from(median.checked_sub(other));
    let fields = Fields::new()
        .with(Column::data("role_id", Kind::Text), |(role, _): &(String, SectorGap)| role.as_str().into())
        .with(Column::new("role", "Role", Kind::Text), move |(role, _)| labels.role(role).into())
        .with(Column::data("currency", Kind::Text), |(_, gap)| gap.currency.as_str().into())
        .with(Column::data("period", Kind::Text), |_| period.into())
        .with(Column::new("median", "Median", Kind::Money), |(_, gap)| gap.median.mid.into())
        .with(Column::data("against", Kind::Text), |_| sector.id.as_str().into())
        .with(Column::new("sector_low", format!("{}\nlow", sector.name), Kind::Money), |(_, gap)| gap.sector.low.into())
        .with(Column::new("sector_mid", format!("{}\nmid", sector.name), Kind::Money), |(_, gap)| gap.sector.mid.into())
        .with(Column::new("sector_high", format!("{}\nhigh", sector.name), Kind::Money), |(_, gap)| {
            gap.sector.high.into()
        })
        .with(Column::new("gap_low", "Gap\nlow", Kind::Money), move |(_, gap)| less(gap.median.high, gap.sector.high))
        .with(Column::new("gap_mid", "Gap\nmid", Kind::Money), move |(_, gap)| less(gap.median.mid, gap.sector.mid))
        .with(Column::new("gap_high", "Gap\nhigh", Kind::Money), move |(_, gap)| less(gap.median.low, gap.sector.low))
        .with(Column::new("premium_low_pct", "Premium\nlow", Kind::Change).sacrificed(1), |_| sector.low_pct.into())
        .with(Column::new("premium_high_pct", "Premium\nhigh", Kind::Change).sacrificed(1), |_| sector.high_pct.into())
        .with(Column::data("effective", Kind::Date), |(_, gap)| gap.effective.to_string().into())
        .with(Column::data("basis", Kind::Text), |(_, gap)| crate::pricing::basis(&gap.trace).as_str().into())
        .with(Column::new("match_grade", "Match\ngrade", Kind::Text).sacrificed(2), |(_, gap)| {
            gap.match_grade.as_str().into()
        })
        .with(Column::data("source", Kind::Text), |(_, gap)| crate::pricing::sources(&gap.trace).into())
        .with(Column::data("trace", Kind::Nested), |(_, gap)| Value::Nested(explain::steps(&gap.trace)));
    let sources: Vec<String> = gaps.iter().map(|(_, gap)| crate::pricing::sources(&gap.trace)).collect();
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
        table: fields.table(gaps),
        notes,
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}
