//! Skills in one row for each framework, where a table of all of them would be long.

use crate::answer::{Answer, Column, Fields, Kind, Table, Value};

/// Skills of one framework, basis and source.
struct SkillLine {
    of: [Value; 3],
    /// Each with its Chinese name behind it.
    skills: Vec<String>,
}

/// The skills in one row for each framework, basis and source.
pub(super) fn by_framework(mut answer: Answer) -> Answer {
    let wanted = ["framework", "skill", "basis", "source"].map(|name| position(&answer.table, name));
    let [Some(framework), Some(skill), Some(basis), Some(source)] = wanted else { return answer };
    let translation = position(&answer.table, "skill_zh");
    let mut lines: Vec<SkillLine> = Vec::new();
    for row in &answer.table.rows {
        let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
        let Some(Value::Text(name)) = row.get(skill) else { continue };
        let of = [cell(framework), cell(basis), cell(source)];
        let at = lines.iter().position(|line| line.of == of).unwrap_or_else(|| {
            lines.push(SkillLine { of, skills: Vec::new() });
            lines.len() - 1
        });
        let Some(line) = lines.get_mut(at) else { continue };
        line.skills.push(match translation.and_then(|at| row.get(at)) {
            Some(Value::Text(translation)) if translation.contains(name.as_str()) => translation.clone(),
            Some(Value::Text(translation)) => format!("{name} {translation}"),
            _ => name.clone(),
        });
    }
    let fields = Fields::new()
        .with(Column::new("framework", "Framework", Kind::Text), |line: &SkillLine| line.of[0].clone())
        .with(Column::new("skills", "Skills", Kind::List), |line| Value::list(line.skills.clone()))
        .with(Column::new("basis", "Basis", Kind::Text), |line| line.of[1].clone())
        .with(Column::data("source", Kind::Text), |line| line.of[2].clone());
    answer.condensed = Some(fields.table(&lines));
    answer
}

/// The index of a column.
fn position(table: &Table, name: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.name == name)
}
