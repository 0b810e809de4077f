//! The answer of `compare`: cells against a baseline.

use std::collections::HashMap;

use jiff::civil::Date;

use super::cell::{
    Priced, Shared, Shown, cell_fields, has_bonus, is_hourly, marks, other_mid, other_reading_fields, range_fields,
    unless,
};
use super::heading::{title, unit};
use super::percentiles::percentile_fields;
use super::range_names::{RangeNames, range_points};
use super::{explain, notes, provenance};
use crate::answer::{Answer, Column, Fields, Kind, Mark, Note, Value};
use crate::money::{Decimal, round_places};
use crate::pack::{DataError, Labels, Pack};
use crate::pricing::{Cell, Quote, Reading};

/// A part of a cell: cells are compared along it, and rows of a file are summarised by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellDimension {
    /// Roles.
    Role,
    /// Cities.
    City,
    /// Levels.
    Level,
}

impl CellDimension {
    /// Every dimension.
    pub const ALL: [CellDimension; 3] = [CellDimension::Role, CellDimension::City, CellDimension::Level];

    /// The word on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            CellDimension::Role => "role",
            CellDimension::City => "city",
            CellDimension::Level => "level",
        }
    }

    /// The value of a cell in this dimension.
    #[must_use]
    pub fn of(self, cell: &Cell) -> Option<&str> {
        match self {
            CellDimension::Role => Some(&cell.role),
            CellDimension::City => cell.city.as_deref(),
            CellDimension::Level => cell.level.as_deref(),
        }
    }

    /// The values of a cell in the other dimensions. Compared cells share them.
    #[must_use]
    pub fn beside(self, cell: &Cell) -> [Option<&str>; 3] {
        [
            Some(cell.role.as_str()).filter(|_| self != CellDimension::Role),
            cell.city.as_deref().filter(|_| self != CellDimension::City),
            cell.level.as_deref().filter(|_| self != CellDimension::Level),
        ]
    }
}

/// A quote and its baseline.
#[derive(Debug, Clone)]
pub struct CompareRow {
    /// The quote.
    pub quote: Quote,
    /// The baseline, which differs only in the dimension of the comparison; `None` where no pay of it is published.
    pub baseline: Option<Quote>,
}

impl Priced for CompareRow {
    fn quote(&self) -> &Quote {
        &self.quote
    }

    fn stands_alone(&self) -> bool {
        self.comparable_baseline().is_some()
    }
}

impl CompareRow {
    /// The baseline, if the row has a gap to it: prices of different cities are compared only if both cities have a published
    /// premium.
    fn comparable_baseline(&self) -> Option<&Quote> {
        let unknown = |quote: &Quote| marks(quote).has(Mark::ReferenceRate);
        self.baseline.as_ref().filter(|baseline| {
            self.quote.cell.city == baseline.cell.city || !(unknown(&self.quote) || unknown(baseline))
        })
    }

    /// The difference between an amount and that of the baseline; missing where they cannot be compared.
    fn gap(&self, pick: fn(&Quote) -> Decimal) -> Value {
        let gap = |baseline: &Quote| pick(&self.quote).checked_sub(pick(baseline));
        self.comparable_baseline().and_then(gap).into()
    }

    /// The difference in percent of the baseline, rounded to two decimal places; missing where they cannot be compared.
    fn gap_pct(&self, pick: fn(&Quote) -> Decimal) -> Value {
        let share = |baseline: &Quote| pick(&self.quote).checked_div(pick(baseline))?.checked_sub(Decimal::ONE);
        let share = self.comparable_baseline().and_then(share);
        share.and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED)).map(|pct| round_places(pct, 2)).into()
    }
}

/// The answer of `compare`, with the steps of each price if `traces` is set. Gaps are between mids. The rank of a row is by base
/// salary among the rows that share the values in the other dimensions.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn compare(
    pack: &Pack,
    dimension: CellDimension,
    rows: &[CompareRow],
    traces: bool,
    today: Date,
) -> Result<Answer, DataError> {
    let quotes: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
    let labels = pack.labels()?;
    let [_, mid, _] = range_points(RangeNames::of(&quotes).are_percentiles());
    let mut notes = vec![Note::new(format!("gaps are {mid} to {mid}, against the first row or --baseline"))];
    if rows.iter().any(|row| row.baseline.is_some() && row.comparable_baseline().is_none()) {
        notes.push(Note::new("cities without a published premium have no gap to others and no rank by pay"));
    }
    if rows.iter().any(|row| row.baseline.is_none()) {
        notes.push(Note::warning("no gap where no pay of the baseline is published"));
    }
    if dimension == CellDimension::Role && quotes.iter().any(|quote| quote.is_stretch()) {
        notes.push(Note::new("roles of match grade D have no rank by pay"));
    }
    // The baseline may have no row of its own, but its caveats and sources matter too.
    let both_ends: Vec<&Quote> =
        quotes.iter().copied().chain(rows.iter().filter_map(|row| row.baseline.as_ref())).collect();
    notes.extend(notes::of_prices_and_city(pack, &both_ends, today)?);
    let sources: Vec<String> = both_ends.iter().map(|quote| quote.sources()).collect();
    let (has_bonus, is_small) = (has_bonus(pack, &quotes)?, is_hourly(&quotes));
    Ok(Answer {
        title: format!("Comparison by {}: {}", dimension.as_str(), title(pack, &quotes)?),
        unit: unit(&quotes),
        table: fields(labels, dimension, rows, has_bonus, traces).table(&Shown::each(rows)).in_small_money(is_small),
        condensed: Shown::condensed(rows)
            .map(|shown| fields(labels, dimension, rows, has_bonus, traces).table(&shown).in_small_money(is_small)),
        notes,
        sources: provenance::sources(pack, sources.iter().map(String::as_str))?,
        age: notes::age(&both_ends, today),
        ..Answer::default()
    })
}

fn fields<'a>(
    labels: Labels<'a>,
    dimension: CellDimension,
    rows: &'a [CompareRow],
    has_bonus: bool,
    traces: bool,
) -> Fields<'a, Shown<'a, CompareRow>> {
    let quotes: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
    let shared = Shared::of(&quotes);
    // The compared column is always visible.
    let shared = Shared {
        role: shared.role && dimension != CellDimension::Role,
        city: shared.city && dimension != CellDimension::City,
        level: shared.level && dimension != CellDimension::Level,
    };
    // Among cities, a row without a city needs a name.
    let no_city: fn(&Quote) -> Value = match dimension {
        CellDimension::City => |quote| quote.geo_basis.to_string().into(),
        CellDimension::Role | CellDimension::Level => |_| Value::Missing,
    };
    let ranks = Ranks::of(dimension, rows);
    let all_own_medians = quotes.iter().all(|quote| quote.is_own_role());
    let names = RangeNames::of(&quotes);
    let gap_in = |of_mid: &str, of_median: &str| match names.are_percentiles() {
        true => format!("Gap in\n{of_median}"),
        false => format!("Gap in base{of_mid}"),
    };
    let base = |column: Column, is_end: bool| if is_end { column.optional(4) } else { column };
    let total = |column: Column| unless(!has_bonus, column.optional(5));
    let fields = cell_fields::<CompareRow>(labels, shared, no_city)
        .and(range_fields("base", &names, base, |quote| Some(quote.base)))
        .and(other_mid(&quotes))
        .with(Column::new("base_gap", gap_in("\nmid", "P50"), Kind::Money), |row| row.row.gap(|quote| quote.base.mid))
        .with(Column::new("base_gap_pct", gap_in("\n%", "P50 in %"), Kind::Change), |row| {
            row.row.gap_pct(|quote| quote.base.mid)
        })
        .with(total(Column::new("total_mid", "Base + retention\nmid", Kind::Money)), |row| {
            Value::from(row.quote().total.mid).marked(marks(row.quote()))
        })
        .with(total(Column::new("total_gap", "Base + retention\ngap", Kind::Money)), |row| {
            row.row.gap(|quote| quote.total.mid)
        })
        .with(total(Column::new("total_gap_pct", "Base + retention\ngap %", Kind::Change)), |row| {
            row.row.gap_pct(|quote| quote.total.mid)
        })
        .with(Column::new("rank", "Rank", Kind::Count).drop_order(2), move |row| ranks.rank(row.quote()).into())
        .with(Column::data("baseline", Kind::Text), move |row| {
            let Some(Quote { cell, .. }) = &row.row.baseline else { return Value::Missing };
            match dimension {
                CellDimension::Role => labels.role(&cell.role).into(),
                CellDimension::City => cell.city.as_deref().map(|city| labels.city(city)).into(),
                CellDimension::Level => labels.level_of(&cell.level).into(),
            }
        })
        .with(Column::data("effective", Kind::Date), |row| row.quote().effective.to_string().into())
        .with(Column::data("reading", Kind::Text), |row| row.quote().reading.map(Reading::as_str).into())
        .with(Column::data("geo_basis", Kind::Text), |row| row.quote().geo_basis.to_string().into())
        .with(Column::data("basis", Kind::Text), |row| row.quote().basis().as_str().into())
        .with(unless(all_own_medians, Column::new("match_grade", "Match\ngrade", Kind::Text)), |row| {
            row.quote().match_grade.as_str().into()
        })
        .with(Column::data("source", Kind::Text), |row| row.quote().sources().into());
    let fields = match traces {
        true => {
            fields.with(Column::data("trace", Kind::Nested), |row| Value::nested(explain::steps(&row.quote().trace)))
        }
        false => fields,
    };
    fields.and(other_reading_fields()).and(percentile_fields(&quotes))
}

/// The mids of base salary, for ranks.
struct Ranks<'a> {
    dimension: CellDimension,
    /// The sorted mids of the rows that share the values in the other dimensions.
    mids: HashMap<[Option<&'a str>; 3], Vec<Decimal>>,
}

impl<'a> Ranks<'a> {
    fn of(dimension: CellDimension, rows: &'a [CompareRow]) -> Self {
        let mut ranks = Ranks { dimension, mids: HashMap::new() };
        for quote in rows.iter().map(|row| &row.quote).filter(|quote| is_ranked(dimension, quote)) {
            ranks.mids.entry(dimension.beside(&quote.cell)).or_default().push(quote.base.mid);
        }
        ranks.mids.values_mut().for_each(|mids| mids.sort_unstable());
        ranks
    }

    /// The rank by base salary, 1 for the highest; `None` for a price without a rank.
    fn rank(&self, quote: &Quote) -> Option<u64> {
        let mids = self.mids.get(&self.dimension.beside(&quote.cell)).filter(|_| is_ranked(self.dimension, quote))?;
        let above = mids.len() - mids.partition_point(|mid| *mid <= quote.base.mid);
        Some(1 + above as u64)
    }
}

/// Whether a price has a rank. Among cities, those without a published premium have none; among roles, those of match grade D.
fn is_ranked(dimension: CellDimension, quote: &Quote) -> bool {
    match dimension {
        CellDimension::City => !marks(quote).has(Mark::ReferenceRate),
        CellDimension::Role => !quote.is_stretch(),
        CellDimension::Level => true,
    }
}
