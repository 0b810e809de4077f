//! The answers of `skills`: skills by framework, the skills of roles, and the skill gap of a candidate.

use super::provenance;
use crate::answer::{Answer, Column, Fields, Kind, Note, Visibility};
use crate::pack::{DataError, Pack, Record, RoleSkill, Skill};

/// A skill, and the role that asks for it.
struct SkillRow<'p> {
    role: &'p str,
    role_title: &'p str,
    /// `has`, `missing` or `not asked for`; empty outside a skill gap.
    status: &'static str,
    id: &'p str,
    skill: Option<&'p Record<Skill>>,
    /// The name of its framework.
    framework: Option<String>,
    basis: &'static str,
    source: String,
}

impl<'p> SkillRow<'p> {
    /// A skill without a role.
    fn plain(pack: &'p Pack, skill: &'p Record<Skill>) -> Result<Self, DataError> {
        Ok(SkillRow {
            role: "",
            role_title: "",
            status: "",
            id: &skill.id,
            skill: Some(skill),
            framework: Some(pack.framework_name(&skill.framework)?),
            basis: provenance::basis(skill.basis, &[&skill.origin]),
            source: skill.origin.naming(&skill.source),
        })
    }

    /// A skill that a role asks for.
    fn asked(pack: &'p Pack, row: &'p Record<RoleSkill>) -> Result<Self, DataError> {
        let skill = pack.skills()?.get(&row.skill);
        Ok(SkillRow {
            role: &row.role,
            role_title: pack.role_title(&row.role)?,
            status: "",
            id: &row.skill,
            skill,
            framework: skill.map(|skill| pack.framework_name(&skill.framework)).transpose()?,
            basis: provenance::basis(row.basis, &[&row.origin]),
            source: row.origin.naming(&row.source),
        })
    }
}

/// The columns of a skill.
fn skill_fields<'p>() -> Fields<'p, SkillRow<'p>> {
    Fields::new()
        .with(Column::data("framework_id", Kind::Text), |row: &SkillRow<'_>| {
            row.skill.map(|skill| skill.framework.as_str()).into()
        })
        .with(Column::new("framework", "Framework", Kind::Text), |row| row.framework.as_deref().into())
        .with(Column::data("skill_id", Kind::Text), |row| row.id.into())
        .with(Column::new("skill", "Skill", Kind::Text), |row| {
            row.skill.map_or(row.id, |skill| skill.name.as_str()).into()
        })
        .with(Column::new("skill_zh", "Chinese", Kind::Text).drop_order(2), |row| {
            row.skill.map(|skill| skill.name_zh.as_str()).into()
        })
        .with(Column::new("basis", "Basis", Kind::Text).drop_order(1), |row| row.basis.into())
        .with(Column::data("source", Kind::Text), |row| row.source.as_str().into())
}

/// The columns of the role that asks for a skill.
fn role_fields<'p>(one_role: bool) -> Fields<'p, SkillRow<'p>> {
    let role = Column::new("role", "Role", Kind::Text);
    Fields::new()
        .with(Column::data("role_id", Kind::Text), |row: &SkillRow<'_>| row.role.into())
        .with(if one_role { role.only(Visibility::Data) } else { role }, |row| row.role_title.into())
}

/// The answer of `skills`: all skills, or those of some roles, by framework.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn skills(pack: &Pack, roles: &[String], framework: Option<&str>) -> Result<Answer, DataError> {
    let mut rows: Vec<SkillRow<'_>> = Vec::new();
    let wanted = |other: &str| framework.is_none_or(|framework| framework == other);
    if roles.is_empty() {
        for framework in pack.frameworks()?.into_iter().filter(|framework| wanted(framework)) {
            for skill in pack.skills()?.iter().filter(|skill| skill.framework == *framework) {
                rows.push(SkillRow::plain(pack, skill)?);
            }
        }
    }
    for role in roles {
        let mut asked: Vec<_> = pack.role_skills()?.iter().filter(|row| row.role == *role).collect();
        let (all, frameworks) = (pack.skills()?, pack.frameworks()?);
        asked.sort_by_key(|row| {
            let skill = all.get(&row.skill)?;
            frameworks.iter().position(|framework| *framework == skill.framework.as_str())
        });
        for row in asked {
            if pack.skills()?.get(&row.skill).is_some_and(|skill| wanted(&skill.framework)) {
                rows.push(SkillRow::asked(pack, row)?);
            }
        }
    }
    let fields = if roles.is_empty() { Fields::new() } else { role_fields(roles.len() == 1) };
    let mut notes = Vec::new();
    if !roles.is_empty() {
        notes.push(Note::new("which skills a role asks for is editorial, except where the basis is published"));
        for role in roles {
            if !pack.role_skills()?.iter().any(|row| row.role == *role) {
                notes.push(Note::warning(format!("no skills are listed for {}", pack.role_title(role)?)));
            }
        }
    }
    notes.extend(caveats(pack, &rows)?);
    Ok(Answer {
        title: match roles {
            [] => "Skills by framework".to_owned(),
            [role] => format!("Skills of {}", pack.role_title(role)?),
            _ => "Skills by role".to_owned(),
        },
        table: fields.and(skill_fields()).table(&rows),
        notes,
        sources: provenance::sources(pack, rows.iter().map(|row| row.source.as_str()))?,
        ..Answer::default()
    })
}

/// The answer of `skills --role R --have …`: the skills of the role that a candidate has or lacks, and those of the candidate
/// that the role does not ask for.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn gap(pack: &Pack, role: &str, have: &[String]) -> Result<Answer, DataError> {
    let asked: Vec<_> = pack.role_skills()?.iter().filter(|row| row.role == role).collect();
    let title = pack.role_title(role)?;
    let held = |skill: &str| have.iter().any(|id| id == skill);
    let mut rows: Vec<SkillRow<'_>> = Vec::new();
    for status in ["missing", "has"] {
        for row in asked.iter().filter(|row| held(&row.skill) == (status == "has")) {
            rows.push(SkillRow { status, ..SkillRow::asked(pack, row)? });
        }
    }
    for id in have.iter().filter(|id| !asked.iter().any(|row| row.skill == **id)) {
        let skill = pack.skills()?.get(id);
        rows.push(SkillRow {
            role,
            role_title: title,
            status: "not asked for",
            id,
            skill,
            framework: skill.map(|skill| pack.framework_name(&skill.framework)).transpose()?,
            basis: "given",
            source: String::new(),
        });
    }
    let fields = role_fields(true)
        .and(skill_fields())
        .with(Column::new("status", "Status", Kind::Text), |row| row.status.into());
    let mut notes = vec![Note::new("which skills a role asks for is editorial, except where the basis is published")];
    notes.extend(caveats(pack, &rows)?);
    let has = asked.iter().filter(|row| held(&row.skill)).count();
    Ok(Answer {
        title: format!("Skill gap for {title}: has {has} of {}", asked.len()),
        table: fields.table(&rows),
        notes,
        sources: provenance::sources(pack, rows.iter().map(|row| row.source.as_str()))?,
        ..Answer::default()
    })
}

/// The caveats about the skills that a table shows.
fn caveats(pack: &Pack, rows: &[SkillRow<'_>]) -> Result<Vec<Note>, DataError> {
    let selectors: Vec<String> = rows.iter().map(|row| format!("skills:{}", row.id)).collect();
    provenance::caveats(pack, &selectors)
}
