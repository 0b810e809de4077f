//! The employers of the country. No source names their cities.

use super::provenance;
use crate::answer::{Answer, Column, Fields, Kind, Note, Value};
use crate::pack::{Basis, DataError, Employer, Pack, Record};

/// Every employer, and the roles that it hires for.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn employers(pack: &Pack) -> Result<Answer, DataError> {
    let fields = Fields::new()
        .with(Column::data("employer_id", Kind::Text), |employer: &Record<Employer>| employer.id.as_str().into())
        .with(Column::new("employer", "Employer", Kind::Text), |employer| employer.name.as_str().into())
        .with(Column::new("employer_zh", "Chinese", Kind::Text).drop_order(2), |employer| {
            employer.name_zh.as_str().into()
        })
        .with(Column::new("hires", "Hires", Kind::List), |employer| {
            let hires = employer.hires.split(';').map(str::trim).filter(|what| !what.is_empty());
            Value::List(hires.map(str::to_owned).collect())
        })
        .with(Column::new("note", "Note", Kind::Text).drop_order(1), |employer| employer.note.as_str().into())
        .with(Column::data("basis", Kind::Text), |employer| {
            provenance::basis(Basis::Published, &[&employer.origin]).into()
        })
        .with(Column::data("source", Kind::Text), |employer| employer.origin.naming(&employer.source).into())
        .with(Column::data("section", Kind::Text), |employer| employer.section.as_str().into());
    let table = fields.table(pack.employers()?);
    let sources: Vec<String> =
        pack.employers()?.iter().map(|employer| employer.origin.naming(&employer.source)).collect();
    let mut notes = vec![Note::new("employers in the whole country, in the order of the source")];
    notes.extend(provenance::caveats(pack, &["employers"])?);
    Ok(Answer {
        title: "Employers".to_owned(),
        table,
        notes,
        sources: provenance::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}
