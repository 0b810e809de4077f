//! The columns that all tables of prices share, the marks of prices, and the condensed rows for people.

use std::collections::HashMap;

use super::range_names::RangeNames;
use crate::answer::{Column, Fields, Kind, Mark, Marks, Value, Visibility};
use crate::iter::common_value;
use crate::money::{Decimal, Interval, Period};
use crate::pack::{DataError, Labels, Pack};
use crate::pricing::{GeoBasis, MissingEnds, Quote};

/// Whether all quotes share the role, the city and the level.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shared {
    /// All quotes have one role.
    pub(super) role: bool,
    /// All quotes have one city, or none has a city.
    pub(super) city: bool,
    /// All quotes have one level.
    pub(super) level: bool,
}

impl Shared {
    /// What the quotes share; nothing without quotes.
    pub(super) fn of(quotes: &[&Quote]) -> Self {
        Shared {
            role: common_value(quotes.iter().map(|quote| &quote.cell.role)).is_some(),
            city: common_value(quotes.iter().map(|quote| &quote.cell.city)).is_some(),
            level: common_value(quotes.iter().map(|quote| &quote.cell.level)).is_some(),
        }
    }
}

/// Whether the quotes are pay an hour, so that their amounts are small.
pub(super) fn is_hourly(quotes: &[&Quote]) -> bool {
    quotes.iter().any(|quote| quote.period == Period::Hour)
}

/// A row with a price.
pub(super) trait Priced {
    /// The price.
    fn quote(&self) -> &Quote;

    /// Whether the row has figures of its own, so that it cannot be condensed with other cities.
    fn stands_alone(&self) -> bool {
        false
    }
}

impl Priced for Quote {
    fn quote(&self) -> &Quote {
        self
    }
}

/// A row of a table: a priced row, or one that stands for the same cell in several cities at the reference rate.
#[derive(Debug)]
pub(super) struct Shown<'r, R> {
    pub(super) row: &'r R,
    /// The number of cities that it stands for.
    cities: usize,
}

impl<'r, R: Priced> Shown<'r, R> {
    /// Every row, for data.
    pub(super) fn each(rows: &'r [R]) -> Vec<Self> {
        rows.iter().map(|row| Shown { row, cities: 1 }).collect()
    }

    /// The rows for people, with the cities at the reference rate in one row for each role and level; `None` where that changes
    /// nothing.
    pub(super) fn condensed(rows: &'r [R]) -> Option<Vec<Self>> {
        let mut shown: Vec<Self> = Vec::new();
        // The index of the condensed row, by role and level.
        let mut at_reference: HashMap<(&str, Option<&str>), usize> = HashMap::new();
        for row in rows {
            let cell = &row.quote().cell;
            if !row.stands_alone() && marks(row.quote()).has(Mark::ReferenceRate) {
                let at = *at_reference.entry((&cell.role, cell.level.as_deref())).or_insert(shown.len());
                if let Some(other) = shown.get_mut(at) {
                    other.cities += 1;
                    continue;
                }
            }
            shown.push(Shown { row, cities: 1 });
        }
        (shown.len() < rows.len()).then_some(shown)
    }
}

impl<R: Priced> Priced for Shown<'_, R> {
    fn quote(&self) -> &Quote {
        self.row.quote()
    }
}

/// The column, hidden from people where `same` is true.
pub(super) fn unless(same: bool, column: Column) -> Column {
    if same { column.only(Visibility::Data) } else { column }
}

/// Whether a bonus can be part of the prices: the pack has a rule for one, or the caller gives one.
pub(super) fn has_bonus(pack: &Pack, quotes: &[&Quote]) -> Result<bool, DataError> {
    Ok(!pack.bonuses()?.is_empty() || quotes.iter().any(|quote| quote.retention.is_some()))
}

/// The columns of role, city, level, currency and period. `no_city` is the value in place of a city where none was asked for.
pub(super) fn cell_fields<'a, R: Priced + 'a>(
    labels: Labels<'a>,
    shared: Shared,
    no_city: fn(&Quote) -> Value,
) -> Fields<'a, Shown<'a, R>> {
    Fields::new()
        .with(Column::data("role_id", Kind::Text), |row: &Shown<'_, R>| row.quote().cell.role.as_str().into())
        .with(unless(shared.role, Column::new("role", "Role", Kind::Text)), move |row| {
            labels.role(&row.quote().cell.role).into()
        })
        .with(unless(shared.city, Column::new("city", "City", Kind::Text)), move |row| match &row.quote().cell.city {
            Some(_) if row.cities > 1 => format!("{} cities{}", row.cities, Mark::ReferenceRate.sign()).into(),
            Some(city) => labels.city(city).into(),
            None => no_city(row.quote()),
        })
        .with(unless(shared.level, Column::new("level", "Level", Kind::Text)), move |row| {
            labels.level_of(&row.quote().cell.level).into()
        })
        .with(Column::data("currency", Kind::Text), |row| row.quote().currency.as_str().into())
        .with(Column::data("period", Kind::Text), |row| row.quote().period.as_str().into())
}

/// The marks of a price.
pub(super) fn marks(quote: &Quote) -> Marks {
    let mut marks = Marks::NONE;
    if quote.cell.city.is_some() && quote.geo_basis == GeoBasis::NonePublished {
        marks = marks.with(Mark::ReferenceRate);
    }
    if quote.is_slotted() {
        marks = marks.with(Mark::Slotted);
    }
    marks
}

/// The columns of low, mid and high of a market range, with marks. `columns` sets the drop order of a column; its second argument
/// is true for low and high.
pub(super) fn range_fields<'a, R: Priced + 'a>(
    name: &'static str,
    names: &RangeNames,
    columns: impl Fn(Column, bool) -> Column,
    range: impl Fn(&Quote) -> Option<Interval> + Copy + 'a,
) -> Fields<'a, R> {
    let column = |end: &str, heading: String| Column::new(format!("{name}_{end}"), heading, Kind::Money);
    let value = move |row: &R, pick: fn(MissingEnds, &Interval) -> Option<Decimal>| {
        let quote = row.quote();
        Value::from(range(quote).and_then(|range| pick(quote.missing, &range))).marked(marks(quote))
    };
    let [low, mid, high] = names.headings();
    Fields::new()
        .with(columns(column("low", low), true), move |row| value(row, |missing, range| missing.low_of(range)))
        .with(columns(column("mid", mid), false), move |row| value(row, |_, range| Some(range.mid)))
        .with(columns(column("high", high), true), move |row| value(row, |missing, range| missing.high_of(range)))
}

/// The column of the mid in the other reading, for people.
pub(super) fn other_mid<'a, R: Priced + 'a>(quotes: &[&Quote]) -> Fields<'a, R> {
    let reading = quotes.iter().find_map(|quote| quote.other).map_or("other", |other| other.reading.as_str());
    let heading = format!("{}\nmid", super::capitalised::capitalised(reading));
    Fields::new().with(
        Column::new("other_mid", heading, Kind::Money).for_people_as("alt_base_mid").drop_order(1),
        |row: &R| {
            let quote = row.quote();
            Value::from(quote.other.map(|other| other.base.mid)).marked(marks(quote))
        },
    )
}

/// The columns of the other reading, for data.
pub(super) fn other_reading_fields<'a, R: Priced + 'a>() -> Fields<'a, R> {
    let base =
        |row: &R, pick: fn(&Interval) -> Decimal| -> Value { row.quote().other.map(|other| pick(&other.base)).into() };
    Fields::new()
        .with(Column::data("alt_reading", Kind::Text), |row: &R| {
            row.quote().other.map(|other| other.reading.as_str()).into()
        })
        .with(Column::data("alt_base_low", Kind::Money), move |row| base(row, |range| range.low))
        .with(Column::data("alt_base_mid", Kind::Money), move |row| base(row, |range| range.mid))
        .with(Column::data("alt_base_high", Kind::Money), move |row| base(row, |range| range.high))
}
