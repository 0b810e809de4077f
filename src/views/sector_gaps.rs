//! The answer of `compare --against`: medians compared with the pay of another sector.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{explain, notes, provenance};
use crate::answer::{Answer, Column, Fields, Kind, Mark, Marks, Note, Value};
use crate::money::{Decimal, Period};
use crate::pack::{DataError, Labels, Pack, Premium, Record};
use crate::pricing::{MatchGrade, SectorGap, StepBasis, basis, sources};

/// A role, by id, and the comparison of its median.
type RoleGap = (String, SectorGap);

/// The answer of `compare --against`.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn against(
    pack: &Pack,
    sector: &Record<Premium>,
    gaps: &[RoleGap],
    period: Period,
    today: Date,
) -> Result<Answer, DataError> {
    let sources: Vec<String> = gaps.iter().map(|(_, gap)| sources(&gap.trace)).collect();
    let first = gaps.first().map(|(_, gap)| gap);
    Ok(Answer {
        title: format!("Medians against {}", sector.name),
        unit: first.map_or_else(String::new, |gap| format!("{} {}", gap.currency, period.with_article())),
        table: fields(pack.labels()?, sector, period).table(gaps).in_small_money(period == Period::Hour),
        notes: notes_on_gaps(pack, sector, gaps, today)?,
        sources: provenance::sources(pack, sources.iter().map(String::as_str))?,
        age: first.and_then(|gap| provenance::age(gap.effective, today)),
        ..Answer::default()
    })
}

fn is_slotted(gap: &SectorGap) -> bool {
    gap.trace.first().is_some_and(|step| step.basis == StepBasis::Slotted)
}

/// An amount, marked where it is that of a slotted role.
fn amount(gap: &SectorGap, amount: impl Into<Value>) -> Value {
    amount.into().marked(if is_slotted(gap) { Marks::NONE.with(Mark::Slotted) } else { Marks::NONE })
}

fn fields<'a>(labels: Labels<'a>, sector: &'a Premium, period: Period) -> Fields<'a, RoleGap> {
    let of_sector = |point: &str| format!("{}\n{point}", sector.name);
    let less = |gap: &SectorGap, median: Decimal, other: Decimal| amount(gap, median.checked_sub(other));
    Fields::new()
        .with(Column::data("role_id", Kind::Text), |(role, _): &RoleGap| role.as_str().into())
        .with(Column::new("role", "Role", Kind::Text), move |(role, _)| labels.role(role).into())
        .with(Column::data("currency", Kind::Text), |(_, gap)| gap.currency.as_str().into())
        .with(Column::data("period", Kind::Text), move |_| period.as_str().into())
        .with(Column::new("median", "Median", Kind::Money), |(_, gap)| amount(gap, gap.median.mid))
        .with(Column::data("against", Kind::Text), |_| sector.id.as_str().into())
        .with(Column::new("sector_low", of_sector("low"), Kind::Money), |(_, gap)| amount(gap, gap.sector.low))
        .with(Column::new("sector_mid", of_sector("mid"), Kind::Money), |(_, gap)| amount(gap, gap.sector.mid))
        .with(Column::new("sector_high", of_sector("high"), Kind::Money), |(_, gap)| amount(gap, gap.sector.high))
        // The low gap goes with the low premium, with which the pay of the other sector is high.
        .with(Column::new("gap_low", "Gap\nlow", Kind::Money), move |(_, gap)| {
            less(gap, gap.median.high, gap.sector.high)
        })
        .with(Column::new("gap_mid", "Gap\nmid", Kind::Money), move |(_, gap)| {
            less(gap, gap.median.mid, gap.sector.mid)
        })
        .with(Column::new("gap_high", "Gap\nhigh", Kind::Money), move |(_, gap)| {
            less(gap, gap.median.low, gap.sector.low)
        })
        .with(Column::new("premium_low_pct", "Premium\nlow", Kind::Change).drop_order(1), |_| sector.low_pct.into())
        .with(Column::new("premium_high_pct", "Premium\nhigh", Kind::Change).drop_order(1), |_| sector.high_pct.into())
        .with(Column::data("effective", Kind::Date), |(_, gap)| gap.effective.to_string().into())
        .with(Column::data("basis", Kind::Text), |(_, gap)| basis(&gap.trace).as_str().into())
        .with(Column::new("match_grade", "Match\ngrade", Kind::Text).drop_order(2), |(_, gap)| {
            gap.match_grade.as_str().into()
        })
        .with(Column::data("source", Kind::Text), |(_, gap)| sources(&gap.trace).into())
        .with(Column::data("trace", Kind::Nested), |(_, gap)| Value::nested(explain::steps(&gap.trace)))
}

fn notes_on_gaps(pack: &Pack, sector: &Premium, gaps: &[RoleGap], today: Date) -> Result<Vec<Note>, DataError> {
    let slotted: Vec<&SectorGap> = gaps.iter().map(|(_, gap)| gap).filter(|gap| is_slotted(gap)).collect();
    let stretches = slotted.iter().filter(|gap| MatchGrade::of_slotted(&gap.match_grade) == MatchGrade::D).count();
    let slotting = slotted.first().map(|gap| notes::slotting(&gap.trace)).unwrap_or_default();
    let mut all: Vec<Note> = notes::meaning_of_slotted(slotted.len(), &slotting, stretches).into_iter().collect();
    all.push(Note::new(format!(
        "the other sector's pay is the median without the premium of {} to {}% over it; the low gap goes with the low premium",
        sector.low_pct.normalize(),
        sector.high_pct.normalize()
    )));
    all.push(Note::new(provenance::NOT_PERCENTILES));
    if let Some((_, gap)) = gaps.first() {
        all.extend(provenance::age_warning(pack, Some(gap.effective), today)?);
    }
    let selectors: Vec<Cow<'_, str>> =
        gaps.iter().flat_map(|(role, gap)| notes::selectors_of_steps(role, gap.trace.iter())).collect();
    all.extend(provenance::caveats(pack, &selectors)?);
    Ok(all)
}
