//! Published medians and their growth: side by side, and one against the other.

use super::caption::{caption, length};
use crate::answer::{Answer, Column, Fields, Kind, Note};
use crate::figure::{Axis, Bar, Bars, Chart, Point, Scatter, Unit};
use crate::money::{Currency, grouped};
use crate::pack::{Basis, DataError, Pack, Record, Role, Salary};
use crate::page::Picture;
use crate::pricing::{native_currency, own_median};
use crate::render::people_number;
use crate::views::provenance;

/// A role with a median of its own.
struct Median<'p> {
    role: &'p Record<Role>,
    salary: &'p Record<Salary>,
}

impl Median<'_> {
    /// The document behind it.
    fn source(&self) -> String {
        self.salary.origin.naming(&self.salary.source)
    }
}

/// A currency, the medians in it, and the roles whose median is in another.
type Medians<'p> = (Option<Currency>, Vec<Median<'p>>, Vec<&'p str>);

/// The medians in one currency, the highest first, and the roles whose median is in another.
fn medians(pack: &Pack) -> Result<Medians<'_>, DataError> {
    let currency = native_currency(pack)?;
    let mut out = Vec::new();
    let mut others = Vec::new();
    for role in pack.roles()? {
        let Some(salary) = own_median(pack, &role.id)? else { continue };
        if Some(salary.currency) == currency {
            out.push(Median { role, salary });
        } else {
            others.push(role.title.as_str());
        }
    }
    out.sort_by_key(|median| std::cmp::Reverse(median.salary.median));
    Ok((currency, out, others))
}

/// The medians as an answer.
fn answer(pack: &Pack, medians: &[Median<'_>], others: &[&str]) -> Result<Answer, DataError> {
    let fields = Fields::new()
        .with(Column::data("role_id", Kind::Text), |row: &Median<'_>| row.role.id.as_str().into())
        .with(Column::new("role", "Role", Kind::Text), |row| row.role.title.as_str().into())
        .with(Column::new("role_zh", "Chinese", Kind::Text).sacrificed(2), |row| row.role.title_zh.as_str().into())
        .with(Column::data("currency", Kind::Text), |row| row.salary.currency.as_str().into())
        .with(Column::new("median", "Median\na year", Kind::Money), |row| row.salary.median.into())
        .with(Column::new("yoy_pct", "Year on\nyear", Kind::Change), |row| row.salary.yoy_pct.into())
        .with(Column::new("comment", "Why", Kind::Text).sacrificed(1), |row| row.salary.comment.as_str().into())
        .with(Column::data("effective", Kind::Date), |row| row.salary.effective.to_string().into())
        .with(Column::data("basis", Kind::Text), |row| {
            provenance::basis(Basis::Published, &[&row.salary.origin]).into()
        })
        .with(Column::data("source", Kind::Text), |row| row.source().into())
        .with(Column::data("section", Kind::Text), |row| row.salary.section.as_str().into());
    let sources: Vec<String> = medians.iter().map(Median::source).collect();
    let mut notes = Vec::new();
    if !others.is_empty() {
        notes.push(Note::warning(format!("medians in another currency are left out: {}", others.join(", "))));
    }
    notes.extend(provenance::caveats(pack, &["salaries.median", "salaries.yoy_pct"])?);
    let unit = medians.first().map(|median| format!("{} a year", median.salary.currency)).unwrap_or_default();
    Ok(Answer {
        title: "Published medians".to_owned(),
        unit,
        table: fields.table(medians),
        notes,
        sources: provenance::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// What the numbers are, for an axis.
fn axis(currency: Option<Currency>) -> Axis {
    let unit = currency.map(|currency| format!(", {currency} a year")).unwrap_or_default();
    Axis::new(format!("Published median{unit}"), Unit::Number)
}

/// The day for which medians hold, where it is one.
fn subtitle(medians: &[Median<'_>]) -> String {
    let day = crate::views::labels::common(medians.iter().map(|median| median.salary.effective));
    day.map(|day| format!("as published {day}")).unwrap_or_default()
}

/// Medians by role, the highest first, each with its growth on the year before.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn salary(pack: &Pack) -> Result<Picture, DataError> {
    let (currency, medians, others) = medians(pack)?;
    let data = answer(pack, &medians, &others)?;
    let growth = |salary: &Salary| salary.yoy_pct.map(|growth| people_number(Kind::Change, growth));
    let bars = medians.iter().map(|Median { role, salary }| Bar {
        label: role.title.owned(),
        value: length(salary.median),
        second: None,
        aside: growth(salary),
    });
    let bars: Vec<Bar> = bars.collect();
    let said = medians.iter().map(|Median { role, salary }| {
        let grown = growth(salary).map(|growth| format!(" ({growth} on the year before)")).unwrap_or_default();
        format!("{} {} {} a year{grown}", role.title, salary.currency, grouped(salary.median, 0))
    });
    let description = said.collect::<Vec<_>>().join("; ");
    Ok(Picture {
        chart: Chart::Bars(Bars {
            caption: caption(&data, "Benchmark salaries by role", subtitle(&medians), description),
            axis: axis(currency),
            second: None,
            aside: medians.iter().any(|median| median.salary.yoy_pct.is_some()).then(|| "Growth a year".to_owned()),
            bars,
        }),
        data,
    })
}

/// Medians against their growth on the year before.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn growth(pack: &Pack) -> Result<Picture, DataError> {
    let (currency, mut medians, others) = medians(pack)?;
    medians.retain(|median| median.salary.yoy_pct.is_some());
    let data = answer(pack, &medians, &others)?;
    let grown: Vec<_> =
        medians.iter().filter_map(|Median { role, salary }| Some((role, salary.yoy_pct?, salary))).collect();
    let points = grown.iter().map(|(role, growth, salary)| Point {
        label: role.title.owned(),
        x: length(*growth),
        y: length(salary.median),
    });
    let points: Vec<Point> = points.collect();
    let said = grown.iter().map(|(role, growth, salary)| {
        let growth = people_number(Kind::Change, *growth);
        format!("{} {} {} a year at {growth}", role.title, salary.currency, grouped(salary.median, 0))
    });
    let description = said.collect::<Vec<_>>().join("; ");
    Ok(Picture {
        chart: Chart::Scatter(Scatter {
            caption: caption(&data, "Salary against growth", subtitle(&medians), description),
            x: Axis::new("Growth on the year before", Unit::Change),
            y: axis(currency),
            points,
        }),
        data,
    })
}
