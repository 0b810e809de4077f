//! New packs, and new tables of a pack: their headers, and the descriptor that other tools read them through.

use serde_json::{Map, Value, json};

use super::bundled::{self, SCHEMAS};
use super::descriptor::{schema, table_description};
use super::error::DataError;
use super::layer::REQUIRED_TABLES;
use super::table_list::TABLES;

/// The id of the source in the skeleton of a pack.
const AUTHOR: &str = "author";

/// The name and the text of each file of a new pack: the tables that every pack must have, and a descriptor. `name` is a short
/// name in lower-case letters, digits and hyphens. `title` is for people.
///
/// The skeleton has one source, the author of the pack, so that a role and a median complete it.
///
/// # Errors
/// [`DataError`] when a schema cannot be read.
pub fn skeleton(name: &str, title: &str) -> Result<Vec<(String, String)>, DataError> {
    let descriptor = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "version": "0.1.0",
        "resources": resources(&REQUIRED_TABLES)?,
    });
    let mut files = vec![(bundled::DESCRIPTOR.to_owned(), pretty(&descriptor))];
    for table in REQUIRED_TABLES {
        let mut text = header(table)?;
        if table == "sources" {
            text.push_str(&author(title)?);
        }
        files.push((format!("{table}.csv"), text));
    }
    Ok(files)
}

/// The descriptor of a pack after `tables` are added, and the header of each of them. `descriptor` is the text of
/// the descriptor so far; what it says of other things than tables stays.
///
/// # Errors
/// [`DataError`] when the descriptor is not JSON, or a table does not exist.
pub fn with_tables(descriptor: &str, tables: &[&str]) -> Result<Vec<(String, String)>, DataError> {
    let mut package: Map<String, Value> = super::descriptor::parse(bundled::DESCRIPTOR, descriptor)?;
    let own = package.get("resources").and_then(Value::as_array).cloned().unwrap_or_default();
    let name = |resource: &Value| resource.get("name").and_then(Value::as_str).map(str::to_owned);
    let listed: Vec<String> = own.iter().filter_map(name).collect();
    let wanted: Vec<&str> = TABLES
        .iter()
        .copied()
        .filter(|table| tables.contains(table) || listed.iter().any(|listed| listed == table))
        .collect();
    let mut all = resources(&wanted)?;
    all.extend(own.into_iter().filter(|resource| name(resource).is_none_or(|name| !TABLES.contains(&name.as_str()))));
    package.insert("resources".to_owned(), Value::Array(all));
    let mut files = vec![(bundled::DESCRIPTOR.to_owned(), pretty(&Value::Object(package)))];
    for table in tables {
        files.push((format!("{table}.csv"), header(table)?));
    }
    Ok(files)
}

/// The descriptions of tables as resources of a data package. A foreign key to a table that is not among them is left out,
/// because other tools refuse it.
fn resources(tables: &[&str]) -> Result<Vec<Value>, DataError> {
    tables.iter().map(|table| resource(table, tables)).collect()
}

fn resource(table: &str, package: &[&str]) -> Result<Value, DataError> {
    let text = SCHEMAS.iter().find(|(name, _)| *name == table).map(|(_, text)| *text).unwrap_or_default();
    let described: Value = super::descriptor::parse(table, text)?;
    let part = |key: &str| described.get(key).cloned().unwrap_or_default();
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), "https://datapackage.org/profiles/2.0/tableschema.json".into());
    for (key, value) in part("schema").as_object().into_iter().flatten() {
        let value = match value {
            Value::Array(keys) if key == "foreignKeys" => {
                let is_kept = |key: &&Value| {
                    let target = key.pointer("/reference/resource").and_then(Value::as_str);
                    target.is_none_or(|target| package.contains(&target))
                };
                let kept: Vec<Value> = keys.iter().filter(is_kept).cloned().collect();
                if kept.is_empty() {
                    continue;
                }
                Value::Array(kept)
            }
            other => other.clone(),
        };
        schema.insert(key.clone(), value);
    }
    schema.insert("missingValues".to_owned(), json!([""]));
    Ok(json!({
        "name": table,
        "type": "table",
        "path": format!("{table}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "title": part("title"),
        "description": part("description"),
        "schema": schema,
    }))
}

/// The header line of a table.
fn header(table: &str) -> Result<String, DataError> {
    let names: Vec<&str> = schema(table)?.fields.iter().map(|field| field.name.as_str()).collect();
    Ok(names.join(",") + "\n")
}

/// The row of `sources` for figures that the author of a pack enters.
fn author(title: &str) -> Result<String, DataError> {
    let cells = schema("sources")?.fields.iter().map(|field| match field.name.as_str() {
        "id" => AUTHOR.to_owned(),
        "title" => quoted(&format!("Figures of the author of {title}")),
        _ => String::new(),
    });
    Ok(cells.collect::<Vec<_>>().join(",") + "\n")
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

fn pretty(value: &Value) -> String {
    // `{:#}` of a JSON value indents by two spaces and cannot fail.
    format!("{value:#}\n")
}

/// A table as text for `docs/tables.md`.
///
/// # Errors
/// [`DataError`] when there is no table of this name.
pub fn documentation(table: &str) -> Result<String, DataError> {
    let described = table_description(table)?;
    let schema = &described.schema;
    let required = if REQUIRED_TABLES.contains(&table) { " Every pack has it." } else { "" };
    let mut text = format!("## {table}\n\n{}{required}\n\nKey: ", described.description);
    text.push_str(&schema.primary_key.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", "));
    text.push_str("\n\n| column | type | needed | meaning |\n| --- | --- | --- | --- |\n");
    for field in &schema.fields {
        let rules = &field.constraints;
        let mut meaning = vec![field.description.replace('|', "\\|")];
        if let Some(allowed) = &rules.allowed {
            meaning.push(format!("one of {}", allowed.join(", ")));
        }
        let reference = schema.foreign_keys.iter().find(|key| key.fields.single() == Some(&field.name));
        if let Some(column) = reference.and_then(|key| key.reference.fields.single()) {
            let other = reference.map(|key| key.reference.resource.as_str()).filter(|other| !other.is_empty());
            meaning.push(format!("`{}.{column}`", other.unwrap_or(table)));
        }
        let needed = if rules.required { "yes" } else { "" };
        let kind = rules.pattern.as_deref().and_then(kind_of_pattern).unwrap_or(&field.kind);
        text.push_str(&format!("| `{}` | {kind} | {needed} | {} |\n", field.name, meaning.join("; ")));
    }
    Ok(text)
}

/// What the values of a column with a pattern are, for people; `None` for a pattern of one column.
fn kind_of_pattern(pattern: &str) -> Option<&'static str> {
    match pattern {
        "^[a-z0-9]+(-[a-z0-9]+)*$" => Some("id"),
        "^[A-Z]{3}$" => Some("currency"),
        "^[A-Z]{2}$" => Some("country"),
        "^[a-z]{2,3}$" => Some("language"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::bundled::PACKS;

    /// Would catch a bundled descriptor that no longer states the schemas of its tables. Set `PAYBAND_BLESS` to write it anew.
    #[test]
    fn the_descriptors_of_bundled_packs_state_the_schemas() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let mut packages: Vec<_> = PACKS.iter().map(|pack| folder.join("packs").join(pack.name)).collect();
        packages.push(folder.join("language"));
        for package in packages {
            let path = package.join(bundled::DESCRIPTOR);
            let own = std::fs::read_to_string(&path).unwrap();
            let tables: Vec<&str> =
                TABLES.iter().copied().filter(|table| package.join(format!("{table}.csv")).is_file()).collect();
            let (_, wanted) = with_tables(&own, &tables).unwrap().swap_remove(0);
            if std::env::var_os("PAYBAND_BLESS").is_some() {
                std::fs::write(&path, &wanted).unwrap();
            }
            assert!(
                own == wanted || std::env::var_os("PAYBAND_BLESS").is_some(),
                "{} is not up to date",
                path.display()
            );
        }
    }

    /// Would catch a key to a table that a pack does not have, which other tools refuse.
    #[test]
    fn a_descriptor_refers_to_its_own_tables_only() {
        let some = resources(&["roles", "salaries"]).unwrap();
        let keys = |at: usize| some[at].pointer("/schema/foreignKeys").unwrap().as_array().unwrap().len();
        assert_eq!((keys(0), keys(1)), (1, 1));
        assert!(resource("sections", &["sections"]).unwrap().pointer("/schema/foreignKeys").is_none());
    }
}
