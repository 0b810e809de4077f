//! New packs, and new tables of a pack: their headers, and the descriptor that other tools read them through.

use serde_json::{Map, Value, json};

use super::bundled::{self, SCHEMAS};
use super::delimited::quoted;
use super::descriptor::{parse, schema};
use super::error::DataError;
use super::layer::{PAY_TABLES, REQUIRED_TABLES};
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
    let [source, role] = REQUIRED_TABLES;
    let [median, _] = PAY_TABLES;
    let tables = [source, role, median];
    let descriptor = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "version": "0.1.0",
        "resources": resources(&tables)?,
    });
    let mut files = vec![(bundled::DESCRIPTOR.to_owned(), pretty(&descriptor))];
    for table in tables {
        let mut text = header(table)?;
        if table == "sources" {
            text.push_str(&author(title)?);
        }
        files.push((format!("{table}.csv"), text));
    }
    Ok(files)
}

/// The descriptor of a pack after `tables` are added, and the header of each of them. `descriptor` is the text of
/// the descriptor so far. What it says stays; a table that it lists already gets the foreign keys to the added tables.
///
/// # Errors
/// [`DataError`] when the descriptor is not JSON, or a table does not exist.
pub fn with_tables(descriptor: &str, tables: &[&str]) -> Result<Vec<(String, String)>, DataError> {
    let mut package: Map<String, Value> = parse(bundled::DESCRIPTOR, descriptor)?;
    let own = package.get("resources").and_then(Value::as_array).cloned().unwrap_or_default();
    let name = |resource: &Value| resource.get("name").and_then(Value::as_str).map(str::to_owned);
    let listed: Vec<String> = own.iter().filter_map(name).collect();
    let wanted: Vec<&str> = TABLES
        .iter()
        .copied()
        .filter(|table| tables.contains(table) || listed.iter().any(|listed| listed == table))
        .collect();
    let mut all = resources(&wanted)?;
    for resource in &mut all {
        if let Some(own) = own.iter().find(|own| name(own) == name(resource)) {
            *resource = with_foreign_keys(own.clone(), resource);
        }
    }
    all.extend(own.into_iter().filter(|resource| name(resource).is_none_or(|name| !TABLES.contains(&name.as_str()))));
    package.insert("resources".to_owned(), Value::Array(all));
    let mut files = vec![(bundled::DESCRIPTOR.to_owned(), pretty(&Value::Object(package)))];
    for table in tables {
        files.push((format!("{table}.csv"), header(table)?));
    }
    Ok(files)
}

/// A resource of an author's descriptor with the foreign keys of the generated one that it lacks. Without a schema, it gets the
/// generated one.
fn with_foreign_keys(mut own: Value, generated: &Value) -> Value {
    const KEYS: &str = "foreignKeys";
    let Some(schema) = generated.get("schema") else { return own };
    match own.get_mut("schema") {
        Some(Value::Object(own)) => {
            for key in schema.get(KEYS).and_then(Value::as_array).into_iter().flatten() {
                if let Some(keys) = own.entry(KEYS).or_insert_with(|| json!([])).as_array_mut()
                    && !keys.contains(key)
                {
                    keys.push(key.clone());
                }
            }
        }
        // A schema in a file of its own.
        Some(Value::String(_)) => {}
        _ => {
            if let Some(own) = own.as_object_mut() {
                own.insert("schema".to_owned(), schema.clone());
            }
        }
    }
    own
}

/// The descriptions of tables as resources of a data package. A foreign key to a table that is not among them is left out,
/// because other tools refuse it.
pub(super) fn resources(tables: &[&str]) -> Result<Vec<Value>, DataError> {
    tables.iter().map(|table| resource(table, tables)).collect()
}

fn resource(table: &str, package: &[&str]) -> Result<Value, DataError> {
    let text = SCHEMAS.iter().find(|(name, _)| *name == table).map(|(_, text)| *text).unwrap_or_default();
    Ok(described_resource(table, &parse(table, text)?, package))
}

/// A resource from the description of its table, in the format of the files in `data/schemas`.
pub(super) fn described_resource(table: &str, described: &Value, package: &[&str]) -> Value {
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
    json!({
        "name": table,
        "type": "table",
        "path": format!("{table}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "title": part("title"),
        "description": part("description"),
        "schema": schema,
    })
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
        "title" => quoted(&format!("Figures of the author of {title}")).into_owned(),
        _ => String::new(),
    });
    Ok(cells.collect::<Vec<_>>().join(",") + "\n")
}

pub(super) fn pretty(value: &Value) -> String {
    // `{:#}` of a JSON value indents by two spaces and cannot fail.
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a dialect, licence, description or column of an author that is lost when a table is added.
    #[test]
    fn what_an_author_wrote_about_a_table_stays() {
        let own = json!({
            "name": "ours",
            "resources": [
                { "name": "notes", "path": "notes.txt" },
                {
                    "name": "salaries",
                    "path": "pay.csv",
                    "description": "Our own",
                    "dialect": { "delimiter": ";" },
                    "licenses": [{ "name": "CC0-1.0" }],
                    "schema": { "fields": [{ "name": "median", "type": "any" }], "foreignKeys": [] },
                },
            ],
        });
        let (_, text) = with_tables(&own.to_string(), &["roles"]).unwrap().swap_remove(0);
        let package: Value = serde_json::from_str(&text).unwrap();
        let resource = |name: &str| {
            let all = package["resources"].as_array().unwrap();
            all.iter().find(|resource| resource["name"] == name).unwrap().clone()
        };
        assert_eq!(resource("notes"), own["resources"][0]);
        let mut salaries = resource("salaries");
        let keys = salaries["schema"]["foreignKeys"].take();
        let targets: Vec<&Value> = keys.as_array().unwrap().iter().map(|key| &key["reference"]["resource"]).collect();
        assert_eq!(targets, ["roles"]);
        salaries["schema"]["foreignKeys"] = json!([]);
        assert_eq!(salaries, own["resources"][1]);
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
