//! What a role may turn into: the roles that are expected to come up in its functional area.

use super::{grounds, labels};
use crate::answer::{Answer, Column, Kind, Note, Table};
use crate::pack::{DataError, Pack, RoleKind};

/// The emerging roles of a role's functional area; all of them where its area has none.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn emerging(pack: &Pack, role: &str) -> Result<Answer, DataError> {
    let area = pack.roles()?.get(role).map(|role| role.area.as_str()).unwrap_or_default();
    let all = || pack.roles().map(|roles| roles.iter().filter(|role| role.kind == RoleKind::Emerging));
    let has_some = all()?.any(|other| other.area == *area);
    let mut table = Table {
        columns: vec![
            Column::data("role_id", Kind::Text),
            Column::new("role", "Emerging role", Kind::Text),
            Column::new("role_zh", "Chinese", Kind::Text).sacrificed(2),
            Column::new("area", "Area", Kind::Text).sacrificed(1),
            Column::new("statement", "What it is about", Kind::Text),
            Column::data("basis", Kind::Text),
            Column::data("source", Kind::Text),
            Column::data("section", Kind::Text),
        ],
        rows: Vec::new(),
    };
    let mut sources: Vec<String> = Vec::new();
    for emerging in all()?.filter(|other| !has_some || other.area == *area) {
        let about = pack.findings()?.iter().find(|finding| finding.subject == emerging.title);
        let own = emerging.origin.naming(&emerging.source);
        let told = about.map(|finding| finding.origin.naming(&finding.source)).unwrap_or_default();
        let source = grounds::joined([own.as_str(), told.as_str()]);
        table.rows.push(vec![
            emerging.id.as_str().into(),
            emerging.title.as_str().into(),
            emerging.title_zh.as_str().into(),
            emerging.area.as_str().into(),
            about.map(|finding| finding.statement.as_str()).into(),
            grounds::basis(emerging.basis, &[&emerging.origin]).into(),
            source.as_str().into(),
            emerging.section.as_str().into(),
        ]);
        sources.push(source);
    }
    let which = if has_some {
        format!(
            "the emerging roles of the same functional area, {area}: that they belong beside this role is editorial, since no \
             source says what becomes of it"
        )
    } else {
        "no emerging role is of the same functional area: all of them are listed, and that they belong beside this role is \
         editorial"
            .to_owned()
    };
    Ok(Answer {
        title: format!("Emerging roles beside the {}", labels::role(pack, role)?),
        table,
        notes: vec![Note::new(which)],
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}
