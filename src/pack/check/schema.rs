//! Checks of a file against its Table Schema: columns, types, constraints, primary and foreign keys.

use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashMapExt as _};

use super::targets::Targets;
use crate::money::Decimal;
use crate::pack::descriptor::{self, FieldSchema, ForeignKey, TableSchema};
use crate::pack::error::DataError;
use crate::pack::file::SourceFile;
use crate::pack::layer::Layer;
use crate::pack::ragged::remedy_of_comma;
use crate::pack::raw_file::RawFile;
use crate::pack::records::is_alias_table;
use crate::pack::spelling::{LETTERS_PER_MISTAKE_AMONG_FEW, nearest};

/// The most wrong references of a file for which the right value is searched, which compares each with every row.
const MAX_SEARCHED_REFERENCES: usize = 100;
/// The most ids that a remedy lists.
const MAX_LISTED_IDS: usize = 12;
/// The most columns of a primary key.
const MAX_KEY_COLUMNS: usize = 4;

/// One file of one layer, and the schema of its table.
struct CheckedFile<'a> {
    table: &'a str,
    schema: &'a TableSchema,
    file: &'a SourceFile,
    raw: RawFile<'a>,
    overlay: bool,
}

/// The violations of a schema by a file, in the order of the checks.
#[derive(Default)]
pub(in crate::pack) struct Violations(Vec<Violation>);

/// A violation of a schema.
struct Violation {
    severity: Severity,
    error: DataError,
    /// The reference that is wrong, if it is one.
    dangling: Option<DanglingReference>,
}

/// A value that the column to which it refers does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DanglingReference {
    /// The table to which it refers.
    target: String,
    value: String,
    /// Whether an overlay has it.
    overlay: bool,
}

/// Whether prices may depend on a table with this violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Severity {
    /// An id, number, date, key or reference is wrong. The table is not read.
    StopsPrices,
    /// A text is missing or not among the allowed ones, such as the tier of a city, or an overlay names a source that is not
    /// in `sources`. `pack check` reports it. If a price needs the cell, reading the row fails.
    Reported,
}

impl Violations {
    fn add(&mut self, severity: Severity, error: DataError) {
        self.0.push(Violation { severity, error, dangling: None });
    }

    /// The violations with the author's own text of each cell. Of a number that the file refuses, only that is reported.
    fn in_own_text(self, file: &SourceFile) -> Self {
        let place = |error: &DataError| (error.line, error.column.clone());
        let is_repeated =
            |error: &DataError| file.refused().iter().any(|refused| refused != error && place(refused) == place(error));
        let own = self.0.into_iter().filter(|found| !is_repeated(&found.error));
        Violations(own.map(|found| Violation { error: file.in_own_text(found.error), ..found }).collect())
    }

    /// The first violation that stops prices.
    fn first_that_stops_prices(&self) -> Option<&DataError> {
        self.0.iter().find(|found| found.severity == Severity::StopsPrices).map(|found| &found.error)
    }

    /// The violation in the line of a reading error, if there is one, or else the error itself. The schema knows the meaning of
    /// the column.
    pub(in crate::pack) fn explain(&self, error: DataError) -> DataError {
        let same_line = self.0.iter().map(|found| &found.error).find(|found| found.line == error.line);
        same_line.cloned().unwrap_or(error)
    }

    /// All violations, each with the reference that is wrong, if it is one.
    pub(super) fn into_errors(self) -> impl Iterator<Item = (DataError, Option<DanglingReference>)> {
        self.0.into_iter().map(|found| (found.error, found.dangling))
    }
}

/// The violations of a file, including references to other tables, which `targets` reads.
pub(super) fn check(
    layer: &Layer,
    table: &str,
    file: &SourceFile,
    targets: &mut Targets<'_>,
) -> Result<Violations, DataError> {
    let schema = descriptor::schema(table)?;
    let mut raw = RawFile::parse(table, file);
    let mut found = Violations::default();
    std::mem::take(&mut raw.broken).into_iter().for_each(|error| found.add(Severity::StopsPrices, error));
    let checked = CheckedFile { table, schema, file, raw, overlay: layer.is_overlay() };
    checked.columns(&mut found);
    checked.cells(targets, &mut found);
    checked.primary_key(&mut found);
    checked.foreign_keys(targets, &mut found);
    Ok(found.in_own_text(file))
}

/// Checks a file before its rows are read. The violations that are returned explain reading errors, by [`Violations::explain`].
///
/// # Errors
/// The first violation that stops prices.
pub(in crate::pack) fn check_before_reading(
    layer: &Layer,
    table: &str,
    file: &SourceFile,
    targets: &mut Targets<'_>,
) -> Result<Violations, DataError> {
    let violations = check(layer, table, file, targets)?;
    match violations.first_that_stops_prices() {
        Some(error) => Err(error.clone()),
        None => Ok(violations),
    }
}

impl CheckedFile<'_> {
    fn columns(&self, found: &mut Violations) {
        let known: Vec<&str> = self.schema.fields.iter().map(|field| field.name.as_str()).collect();
        // People keep columns of their own beside the names that they fill in.
        let takes_notes = self.overlay && is_alias_table(self.table);
        let mut absent: Vec<&str> =
            known.iter().copied().filter(|column| self.raw.column_index(column).is_none()).collect();
        for header in &self.raw.headers {
            if !takes_notes && !known.contains(&header.as_str()) {
                let meant = nearest(header, absent.iter().copied(), LETTERS_PER_MISTAKE_AMONG_FEW);
                let remedy = match meant {
                    Some(column) => format!("did you mean {column}? rename it"),
                    None => format!("rename or remove it; the columns are {}", known.join(", ")),
                };
                absent.retain(|column| Some(*column) != meant);
                found.add(
                    Severity::StopsPrices,
                    self.error("no such column in this table", remedy).at(1).in_column(header),
                );
            }
        }
        for field in &self.schema.fields {
            let needed = field.constraints.required && !self.overlay || self.schema.primary_key.contains(&field.name);
            if needed && absent.contains(&field.name.as_str()) {
                let error = self
                    .error("the column is missing", format!("add it; it holds: {}", field.description))
                    .at(1)
                    .in_column(&field.name);
                found.add(self.severity_of_absence(field), error);
            }
        }
    }

    fn cells(&self, targets: &mut Targets<'_>, found: &mut Violations) {
        let fields: Vec<(usize, &FieldSchema)> =
            self.schema.fields.iter().filter_map(|field| Some((self.raw.column_index(&field.name)?, field))).collect();
        for (line, row) in self.raw.rows() {
            for (at, field) in &fields {
                let Some(value) = row.get(*at) else { continue };
                let error = cell_error(field, value, self.overlay).or_else(|| self.pattern_error(field, value));
                let severity = match error {
                    Some(_) if value.is_empty() => self.severity_of_absence(field),
                    Some(_) => Severity::StopsPrices,
                    None => Severity::Reported,
                };
                if let Some((problem, mut remedy)) = error.or_else(|| disallowed(field, value)) {
                    if value.is_empty() {
                        remedy.push_str(&self.ids_to_choose(field, targets));
                    }
                    let mut error = self.error(problem, remedy).at(line).in_column(&field.name);
                    if !value.is_empty() {
                        error = error.with_value(value.as_ref());
                    }
                    found.add(severity, error);
                }
            }
        }
    }

    /// Prices depend on keys, references, numbers and dates. Other texts only describe.
    fn severity_of_absence(&self, field: &FieldSchema) -> Severity {
        let is_key = self.schema.primary_key.contains(&field.name) || self.is_reference(field);
        let is_text = !matches!(field.kind.as_str(), "number" | "integer" | "date");
        if is_text && !is_key { Severity::Reported } else { Severity::StopsPrices }
    }

    fn is_reference(&self, field: &FieldSchema) -> bool {
        self.schema.foreign_keys.iter().any(|key| key.fields.single() == Some(&field.name))
    }

    /// The values that a column may have, as a clause of a remedy; empty where the column is no reference, or there are many.
    fn ids_to_choose(&self, field: &FieldSchema, targets: &mut Targets<'_>) -> String {
        let key = self.schema.foreign_keys.iter().find(|key| key.fields.single() == Some(&field.name));
        let Some((key, column)) = key.and_then(|key| Some((key, key.reference.fields.single()?))) else {
            return String::new();
        };
        let target = self.target_of(key);
        match targets.column(target, column).map(|column| column.values().collect::<Vec<_>>()) {
            Some(ids) if !ids.is_empty() && ids.len() <= MAX_LISTED_IDS => {
                format!("; {target}.csv has {}", ids.join(", "))
            }
            _ => String::new(),
        }
    }

    /// The table to which a key refers.
    fn target_of<'k>(&'k self, key: &'k ForeignKey) -> &'k str {
        match key.reference.resource.as_str() {
            "" => self.table,
            other => other,
        }
    }

    /// How a value differs from the pattern of its column. A reference is looked up in the other table instead, which also
    /// gives the right value.
    fn pattern_error(&self, field: &FieldSchema, value: &str) -> Option<(String, String)> {
        let pattern = field.constraints.pattern.as_ref().filter(|_| !self.is_reference(field) && !value.is_empty())?;
        pattern_mismatch(pattern, value).map(|(problem, remedy)| (problem.to_owned(), remedy.to_owned()))
    }

    fn primary_key(&self, found: &mut Violations) {
        let key: Vec<Option<usize>> =
            self.schema.primary_key.iter().map(|column| self.raw.column_index(column)).collect();
        let mut seen: HashMap<[&str; MAX_KEY_COLUMNS], u64> = HashMap::with_capacity(self.raw.rows().size_hint().0);
        for (line, row) in self.raw.rows() {
            let mut cells = key.iter().map(|at| at.and_then(|at| row.get(at)).map(AsRef::as_ref).unwrap_or_default());
            let cells: [&str; MAX_KEY_COLUMNS] = std::array::from_fn(|_| cells.next().unwrap_or_default());
            match seen.entry(cells) {
                Entry::Vacant(place) => {
                    place.insert(line);
                }
                Entry::Occupied(first) => {
                    let problem = format!("line {} has the same key", first.get());
                    let value: Vec<&str> = cells.into_iter().take(key.len()).collect();
                    found.add(
                        Severity::StopsPrices,
                        self.error(problem, "remove one of the two, or tell them apart")
                            .at(line)
                            .in_column(self.schema.primary_key.join("+"))
                            .with_value(value.join("+")),
                    );
                }
            }
        }
    }

    fn foreign_keys(&self, targets: &mut Targets<'_>, found: &mut Violations) {
        let mut searched = 0;
        for foreign in &self.schema.foreign_keys {
            let (Some(column), Some(target_column)) = (foreign.fields.single(), foreign.reference.fields.single())
            else {
                continue;
            };
            let target = self.target_of(foreign);
            // An overlay may name a source of the employer's own, on which no figure depends.
            let severity = match target {
                // No figure depends on a section.
                "sections" => Severity::Reported,
                "sources" if self.overlay => Severity::Reported,
                _ => Severity::StopsPrices,
            };
            let Some(at) = self.raw.column_index(column) else { continue };
            let own = self.raw.column_index(target_column).filter(|_| target == self.table);
            for (line, row) in self.raw.rows() {
                let Some(value) = row.get(at).map(AsRef::as_ref).filter(|value: &&str| !value.is_empty()) else {
                    continue;
                };
                let own = own.and_then(|own| row.get(own)).map(AsRef::as_ref);
                // A table that cannot be read is reported by itself.
                let Some(column_there) = targets.column(target, target_column) else { break };
                if !column_there.has(value) {
                    searched += 1;
                    let correction =
                        if searched <= MAX_SEARCHED_REFERENCES { column_there.correction(value, own) } else { None };
                    // An overlay has sources of the employer's own, which are not the only one of the pack.
                    let correction = correction.or_else(|| column_there.only(own).filter(|_| !self.overlay));
                    let row = self.new_row(target);
                    let remedy = match correction {
                        Some(id) => format!("write \"{id}\", or add {row}"),
                        None if self.overlay && target == "sources" => {
                            "empty the cell, or add the source to sources.csv of the overlay".to_owned()
                        }
                        None => format!("correct it, or add {row}"),
                    };
                    let problem = format!("{target}.{target_column} has no such value");
                    let error = self.error(problem, remedy).at(line).in_column(column).with_value(value);
                    let (target, value) = (target.to_owned(), value.to_owned());
                    let dangling = Some(DanglingReference { target, value, overlay: self.overlay });
                    found.0.push(Violation { severity, error, dangling });
                }
            }
        }
    }

    /// What to add to a table. For an overlay, which may not have the table yet, it says which cells the row needs.
    fn new_row(&self, table: &str) -> String {
        let Some(schema) = descriptor::schema(table).ok().filter(|_| self.overlay) else {
            return format!("a row to {table}.csv");
        };
        let fields = schema.fields.iter().filter(|field| field.constraints.required);
        let needed: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
        format!("a row to {table}.csv of the overlay with {}", needed.join(", "))
    }

    fn error(&self, problem: impl Into<String>, remedy: impl Into<String>) -> DataError {
        DataError::file(&self.file.name, problem, remedy)
    }
}

/// What is wrong with a cell, and how to correct it.
fn cell_error(field: &FieldSchema, value: &str, overlay: bool) -> Option<(String, String)> {
    let rules = &field.constraints;
    if value.is_empty() {
        // An overlay only needs the cells that it changes. Reading the rows fails where pricing needs more.
        return (rules.required && !overlay)
            .then(|| ("the cell is empty".to_owned(), format!("give {}", description_of(field))));
    }
    match field.kind.as_str() {
        "number" | "integer" => {
            let Some(number) = Decimal::from_str_exact(value).ok() else {
                let plain = || "write plain digits with a decimal point: 8.2, 45000".to_owned();
                return Some(("not a number".to_owned(), remedy_of_comma(value).unwrap_or_else(plain)));
            };
            if field.kind == "integer" && number.scale() > 0 {
                return Some(("not a whole number".to_owned(), format!("give {}", description_of(field))));
            }
            let bound = |limit: &Option<serde_json::Number>| {
                limit.as_ref().and_then(|limit| limit.to_string().parse::<Decimal>().ok())
            };
            if let Some(least) = bound(&rules.minimum).filter(|least| number < *least) {
                return Some((format!("less than {least}"), format!("give {}", description_of(field))));
            }
            if let Some(most) = bound(&rules.maximum).filter(|most| number > *most) {
                return Some((format!("more than {most}"), format!("give {}", description_of(field))));
            }
        }
        "date" if value.parse::<jiff::civil::Date>().is_err() => {
            return Some(("not a date".to_owned(), "write it like 2025-11-05".to_owned()));
        }
        _ => {}
    }
    None
}

/// The error for a value that is not in the list of allowed values.
fn disallowed(field: &FieldSchema, value: &str) -> Option<(String, String)> {
    let allowed = field.constraints.allowed.as_ref().filter(|_| !value.is_empty())?;
    let is_known = allowed.iter().any(|one| one == value);
    (!is_known).then(|| ("not one of the values allowed".to_owned(), format!("use one of {}", allowed.join(", "))))
}

/// The error for a value that does not match a pattern. Three patterns are checked. Values always match any other, such as that
/// of conventions.unit.
fn pattern_mismatch(pattern: &str, value: &str) -> Option<(&'static str, &'static str)> {
    let capitals = |count| value.len() == count && value.bytes().all(|letter| letter.is_ascii_uppercase());
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    };
    match pattern {
        "^[A-Z]{3}$" if !capitals(3) => Some(("not a currency code", "write the three capitals of ISO 4217: USD, CNY")),
        "^[A-Z]{2}$" if !capitals(2) => Some(("not a country code", "write the two capitals of ISO 3166: CN, US")),
        "^[a-z0-9]+(-[a-z0-9]+)*$" if !value.split('-').all(word) => Some((
            "not an id",
            "write lower-case letters and digits, with single hyphens between them: cloud-architect",
        )),
        _ => None,
    }
}

fn description_of(field: &FieldSchema) -> String {
    if field.description.is_empty() {
        format!("a {}", field.kind)
    } else {
        format!("the {}: {}", field.name, field.description)
    }
}
