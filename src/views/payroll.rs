//! The summary of a priced file.

use jiff::civil::Date;

use super::compare::CellDimension;
use super::{notes, provenance};
use crate::answer::{Answer, Column, Fields, Kind, Layout, Mark, Note, NoteKind, Value};
use crate::money::{Currency, Decimal, Period};
use crate::pack::{DataError, Pack};
use crate::payroll::{CellTally, Status, Tally};
use crate::pricing::{Cell, Quote};

/// The currency and period of a summary's amounts.
#[derive(Debug, Clone, Copy)]
pub struct SummaryUnit {
    /// The currency.
    pub currency: Currency,
    /// The period of the amounts.
    pub period: Period,
}

/// The people of a file who share the values by which they are grouped.
struct PeopleGroup {
    names: Vec<Option<String>>,
    tally: CellTally,
}

impl PeopleGroup {
    /// A count as a share of the people whose pay is compared.
    fn share(&self, count: u64) -> Value {
        Decimal::from(count).checked_div(Decimal::from(self.tally.compared)).into()
    }

    fn within(&self) -> u64 {
        let outside = self.tally.below + self.tally.above + self.tally.unknown;
        self.tally.compared.saturating_sub(outside)
    }

    /// A cost; missing where no pay is compared.
    fn cost(&self, amount: Decimal) -> Value {
        (self.tally.compared > 0).then_some(amount).into()
    }
}

/// The summary of a file: its people compared with the market, as a whole or in groups.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn payroll(pack: &Pack, tally: &Tally, by: &[CellDimension], unit: SummaryUnit) -> Result<Answer, DataError> {
    let whole = by.is_empty();
    let mut groups: Vec<PeopleGroup> = Vec::new();
    for (key, cell) in &tally.cells {
        let names = names(pack, key, by)?;
        match groups.iter_mut().find(|group| group.names == names) {
            Some(group) => group.tally.merge(cell),
            None => {
                let mut group = PeopleGroup { names, tally: CellTally::default() };
                group.tally.merge(cell);
                groups.push(group);
            }
        }
    }
    if groups.is_empty() && whole {
        groups.push(PeopleGroup { names: Vec::new(), tally: CellTally::default() });
    }
    let mut fields = Fields::new();
    for (at, dimension) in by.iter().enumerate() {
        fields = fields
            .with(Column::new(dimension.as_str(), heading(*dimension), Kind::Text), move |group: &PeopleGroup| {
                group.names.get(at).cloned().flatten().into()
            });
    }
    if whole {
        fields = fields.with(Column::new("rows", "Rows", Kind::Count), |_| tally.all_rows().into());
    }
    fields = fields
        .with(Column::new("priced", "Priced", Kind::Count), |group| group.tally.rows.into())
        .with(Column::new("compared", "Compared", Kind::Count), |group| group.tally.compared.into())
        .with(Column::new("median_market_ratio", "Median\nratio", Kind::Ratio), move |group| {
            if whole { tally.ratios.median() } else { group.tally.ratios.median() }.into()
        })
        .with(Column::new("share_below", "Below", Kind::Share), |group| group.share(group.tally.below))
        .with(Column::new("share_within", "Within", Kind::Share), |group| group.share(group.within()))
        .with(Column::new("share_above", "Above", Kind::Share), |group| group.share(group.tally.above))
        .with(Column::new("cost_to_low", "Cost to\nlow", Kind::Money), |group| group.cost(group.tally.cost_to_low))
        .with(Column::new("cost_to_mid", "Cost to\nmid", Kind::Money), |group| group.cost(group.tally.cost_to_mid))
        .with(Column::data("currency", Kind::Text), |_| unit.currency.as_str().into())
        .with(Column::data("period", Kind::Text), |_| unit.period.as_str().into());
    if whole {
        for status in Status::ALL.into_iter().filter(|status| *status != Status::Priced) {
            let (name, heading) = (status.as_str().replace('-', "_"), status.as_str().replace('-', " "));
            // A line of a table says what happened; data have the same columns for every file.
            let column = match tally.rows(status) {
                0 => Column::data(name, Kind::Count),
                _ => Column::new(name, heading, Kind::Count),
            };
            fields = fields.with(column, move |_| tally.rows(status).into());
        }
    }
    let mut notes = Vec::new();
    if !whole {
        notes.extend(reasons(tally));
    }
    if !whole {
        notes.push(Note::new("the median ratio of a group is exact to 0.001"));
    }
    notes.push(Note::new(
        "cost is what it takes to bring everyone below the market low, or mid, up to it; ratios are pay ÷ market mid",
    ));
    Ok(Answer {
        title: "Against the market".to_owned(),
        unit: format!("{} {}", unit.currency, unit.period.with_article()),
        table: fields.table(&groups),
        layout: if whole { Layout::Card } else { Layout::Grid },
        notes,
        ..Answer::default()
    })
}

/// The notes about the market ranges that a file was priced with, and their warnings in one.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn payroll_notes(pack: &Pack, quotes: &[Quote], today: Date) -> Result<(Answer, Option<Note>), DataError> {
    let quotes: Vec<&Quote> = quotes.iter().collect();
    let sources: Vec<String> = quotes.iter().map(|quote| quote.sources()).collect();
    let (mut notes, summary) = notes::of_prices_with_summary(pack, &quotes, today)?;
    for note in &mut notes {
        // The option would replace the premium of every city in the file.
        note.advice.take_if(|_| note.kind == NoteKind::Mark(Mark::ReferenceRate));
    }
    let sources = provenance::sources(pack, sources.iter().map(String::as_str))?;
    Ok((Answer { notes, sources, ..Answer::default() }, summary))
}

/// A warning that counts the rows without a price or a comparison, by status.
fn reasons(tally: &Tally) -> Option<Note> {
    let left: Vec<String> = Status::ALL
        .into_iter()
        .filter(|status| *status != Status::Priced && tally.rows(*status) > 0)
        .map(|status| format!("{} {}", tally.rows(status), status.as_str()))
        .collect();
    (!left.is_empty())
        .then(|| Note::warning(format!("rows that are not in these figures, or not compared: {}", left.join(", "))))
}

fn heading(dimension: CellDimension) -> &'static str {
    match dimension {
        CellDimension::Role => "Role",
        CellDimension::City => "City",
        CellDimension::Level => "Level",
    }
}

fn names(pack: &Pack, key: &Cell, by: &[CellDimension]) -> Result<Vec<Option<String>>, DataError> {
    let mut out = Vec::new();
    for dimension in by {
        out.push(match (dimension, &key.city) {
            (CellDimension::Role, _) => Some(pack.role_title(&key.role)?.to_owned()),
            (CellDimension::City, Some(city)) => Some(pack.city_name(city)?.to_owned()),
            (CellDimension::City, None) => None,
            (CellDimension::Level, _) => match &key.level {
                Some(level) => Some(pack.level_name(level)?.to_owned()),
                None => None,
            },
        });
    }
    Ok(out)
}
