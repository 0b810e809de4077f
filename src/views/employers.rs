//! Who hires in the country; no source ties them to cities.

use super::grounds;
use crate::answer::{Answer, Column, Kind, Note, Table};
use crate::pack::{Basis, DataError, Pack};

/// Every employer, and what it hires.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn employers(pack: &Pack) -> Result<Answer, DataError> {
    let mut table = Table {
        columns: vec![
            Column::data("employer_id", Kind::Text),
            Column::new("employer", "Employer", Kind::Text),
            Column::new("employer_zh", "Chinese", Kind::Text).sacrificed(2),
            Column::new("hires", "Hires", Kind::List),
            Column::new("note", "Note", Kind::Text).sacrificed(1),
            Column::data("basis", Kind::Text),
            Column::data("source", Kind::Text),
            Column::data("section", Kind::Text),
        ],
        rows: Vec::new(),
    };
    let mut sources: Vec<String> = Vec::new();
    for employer in pack.employers()? {
        let source = employer.origin.naming(&employer.source);
        let hires = employer.hires.split(';').map(str::trim).filter(|what| !what.is_empty()).map(str::to_owned);
        table.rows.push(vec![
            employer.id.as_str().into(),
            employer.name.as_str().into(),
            employer.name_zh.as_str().into(),
            crate::answer::Value::List(hires.collect()),
            employer.note.as_str().into(),
            grounds::basis(Basis::Published, &[&employer.origin]).into(),
            source.as_str().into(),
            employer.section.as_str().into(),
        ]);
        sources.push(source);
    }
    let mut notes = vec![Note::new("employers in the whole country, in the order of the source")];
    notes.extend(grounds::caveats(pack, &["employers"])?);
    Ok(Answer {
        title: "Employers".to_owned(),
        table,
        notes,
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}
