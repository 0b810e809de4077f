//! Skills by framework, the skills of a role, and what a candidate lacks of them.

use super::{grounds, labels};
use crate::answer::{Answer, Column, Kind, Note, Table, Value};
use crate::pack::{DataError, Framework, Pack};

/// The answer of `skills`: all skills, or those of some roles, by framework.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn skills(pack: &Pack, roles: &[String], framework: Option<Framework>) -> Result<Answer, DataError> {
    let one_role = roles.len() == 1;
    let mut columns = Vec::new();
    if !roles.is_empty() {
        columns.push(Column::data("role_id", Kind::Text));
        let column = Column::new("role", "Role", Kind::Text);
        columns.push(if one_role { column.only(crate::answer::Place::Data) } else { column });
    }
    columns.extend(skill_columns());
    let mut table = Table { columns, rows: Vec::new() };
    let mut sources: Vec<String> = Vec::new();
    let wanted = |other: Framework| framework.is_none_or(|framework| framework == other);
    if roles.is_empty() {
        for framework in Framework::ALL.into_iter().filter(|framework| wanted(*framework)) {
            for skill in pack.skills()?.iter().filter(|skill| skill.framework == framework) {
                let source = skill.origin.naming(&skill.source);
                table.rows.push(skill_cells(pack, &skill.id, grounds::basis(skill.basis, &[&skill.origin]), &source)?);
                sources.push(source);
            }
        }
    }
    for role in roles {
        let mut asked: Vec<_> = pack.role_skills()?.iter().filter(|row| row.role == *role).collect();
        asked.sort_by_key(|row| {
            pack.skills().ok().and_then(|skills| skills.get(&row.skill)).map(|skill| skill.framework)
        });
        for row in asked {
            if !pack.skills()?.get(&row.skill).is_some_and(|skill| wanted(skill.framework)) {
                continue;
            }
            let mut cells: Vec<Value> = vec![role.as_str().into(), labels::role(pack, role)?.into()];
            let source = row.origin.naming(&row.source);
            cells.extend(skill_cells(pack, &row.skill, grounds::basis(row.basis, &[&row.origin]), &source)?);
            table.rows.push(cells);
            sources.push(source);
        }
    }
    let mut notes = Vec::new();
    if !roles.is_empty() {
        notes.push(Note::new("which skills a role asks for is editorial, except where the basis is published"));
        for role in roles {
            if !pack.role_skills()?.iter().any(|row| row.role == *role) {
                notes.push(Note::warning(format!("no skills are listed for {}", labels::role(pack, role)?)));
            }
        }
    }
    notes.extend(caveats(pack, &table)?);
    Ok(Answer {
        title: match roles {
            [] => "Skills by framework".to_owned(),
            [role] => format!("Skills of {}", labels::role(pack, role)?),
            _ => "Skills by role".to_owned(),
        },
        table,
        notes,
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// The answer of `skills --role R --have …`: which of the role's skills a candidate has, which are missing, and which the
/// role does not ask for.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn gap(pack: &Pack, role: &str, have: &[String]) -> Result<Answer, DataError> {
    let mut columns = vec![
        Column::data("role_id", Kind::Text),
        Column::new("role", "Role", Kind::Text).only(crate::answer::Place::Data),
        Column::new("status", "Status", Kind::Text),
    ];
    columns.extend(skill_columns());
    let mut table = Table { columns, rows: Vec::new() };
    let asked: Vec<_> = pack.role_skills()?.iter().filter(|row| row.role == role).collect();
    let title = labels::role(pack, role)?;
    let mut sources: Vec<String> = Vec::new();
    let mut put = |status: &str, skill: &str, basis: &str, source: &str| -> Result<(), DataError> {
        let mut cells: Vec<Value> = vec![role.into(), title.into(), status.into()];
        cells.extend(skill_cells(pack, skill, basis, source)?);
        table.rows.push(cells);
        Ok(())
    };
    let held = |skill: &str| have.iter().any(|id| id == skill);
    for status in ["missing", "has"] {
        for row in asked.iter().filter(|row| held(&row.skill) == (status == "has")) {
            let source = row.origin.naming(&row.source);
            put(status, &row.skill, grounds::basis(row.basis, &[&row.origin]), &source)?;
            sources.push(source);
        }
    }
    for skill in have.iter().filter(|id| !asked.iter().any(|row| row.skill == **id)) {
        put("not asked for", skill, "given", "")?;
    }
    let mut notes = vec![Note::new("which skills a role asks for is editorial, except where the basis is published")];
    notes.extend(caveats(pack, &table)?);
    let has = asked.iter().filter(|row| held(&row.skill)).count();
    Ok(Answer {
        title: format!("Skill gap for {title}: has {has} of {}", asked.len()),
        table,
        notes,
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// The caveats about the skills that a table shows.
fn caveats(pack: &Pack, table: &Table) -> Result<Vec<Note>, DataError> {
    let at = table.columns.iter().position(|column| column.name == "skill_id");
    let uses: Vec<String> = table
        .rows
        .iter()
        .filter_map(|row| match row.get(at?)? {
            Value::Text(id) => Some(format!("skills:{id}")),
            _ => None,
        })
        .collect();
    grounds::caveats(pack, &uses.iter().map(String::as_str).collect::<Vec<_>>())
}

fn skill_columns() -> Vec<Column> {
    vec![
        Column::data("framework_id", Kind::Text),
        Column::new("framework", "Framework", Kind::Text),
        Column::data("skill_id", Kind::Text),
        Column::new("skill", "Skill", Kind::Text),
        Column::new("skill_zh", "Chinese", Kind::Text).sacrificed(2),
        Column::new("basis", "Basis", Kind::Text).sacrificed(1),
        Column::data("source", Kind::Text),
    ]
}

fn skill_cells(pack: &Pack, id: &str, basis: &str, source: &str) -> Result<Vec<Value>, DataError> {
    let skill = pack.skills()?.get(id);
    Ok(vec![
        skill.map(|skill| skill.framework.as_str()).into(),
        skill.map(|skill| skill.framework.label()).into(),
        id.into(),
        skill.map_or(id, |skill| skill.name.as_str()).into(),
        skill.map_or("", |skill| skill.name_zh.as_str()).into(),
        basis.into(),
        source.into(),
    ])
}
