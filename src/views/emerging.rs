//! The emerging roles in the functional area of a role.

use super::provenance;
use crate::answer::{Answer, Column, Fields, Kind, Note};
use crate::pack::{DataError, Pack, Record, Role, RoleKind};

/// An emerging role, and the statement of the source about it.
struct Emerging<'p> {
    role: &'p Record<Role>,
    statement: Option<&'p str>,
    source: String,
}

/// The emerging roles in the functional area of a role, or all emerging roles where that area has none.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn emerging(pack: &Pack, role: &str) -> Result<Answer, DataError> {
    let area = pack.roles()?.get(role).map(|role| role.area.as_str()).unwrap_or_default();
    let all = || pack.roles().map(|roles| roles.iter().filter(|role| role.kind == RoleKind::Emerging));
    let has_some = all()?.any(|other| other.area == *area);
    let mut rows: Vec<Emerging<'_>> = Vec::new();
    for role in all()?.filter(|other| !has_some || other.area == *area) {
        let about = pack.findings()?.iter().find(|finding| finding.subject == role.title);
        let own = role.origin.naming(&role.source);
        let told = about.map(|finding| finding.origin.naming(&finding.source)).unwrap_or_default();
        let source = provenance::joined([own.as_str(), told.as_str()]);
        rows.push(Emerging { role, statement: about.map(|finding| finding.statement.as_str()), source });
    }
    let fields = Fields::new()
        .with(Column::data("role_id", Kind::Text), |row: &Emerging<'_>| row.role.id.as_str().into())
        .with(Column::new("role", "Emerging role", Kind::Text), |row| row.role.title.as_str().into())
        .with(Column::new("role_zh", "Chinese", Kind::Text).drop_order(2), |row| row.role.title_zh.as_str().into())
        .with(Column::new("area", "Area", Kind::Text).drop_order(1), |row| row.role.area.as_str().into())
        .with(Column::new("statement", "What it is about", Kind::Text), |row| row.statement.into())
        .with(Column::data("basis", Kind::Text), |row| {
            provenance::basis(row.role.role_basis, &[&row.role.origin]).into()
        })
        .with(Column::data("source", Kind::Text), |row| row.source.as_str().into())
        .with(Column::data("section", Kind::Text), |row| row.role.section.as_str().into());
    let which = if has_some {
        format!(
            "the emerging roles of the same functional area, {area}; relating them to this role is editorial, because no source \
             does"
        )
    } else {
        "no emerging role is in the same functional area, so all of them are listed; relating them to this role is editorial"
            .to_owned()
    };
    Ok(Answer {
        title: format!("Emerging roles beside the {}", pack.role_title(role)?),
        table: fields.table(&rows),
        notes: vec![Note::new(which)],
        sources: provenance::sources(pack, rows.iter().map(|row| row.source.as_str()))?,
        ..Answer::default()
    })
}
