//! The names and constants by which the pack of a survey stands alone: copied from the pack that the survey was made with.
//!
//! Titles and places are matched against all names of that pack, so names without figures are copied too: a title of another role must
//! not match the nearest role that has figures.

use std::collections::BTreeSet;

use crate::pack::{DataError, Pack, PlaceKind, RawRow, RawRows, RoleKind, TableText, WordFunction, convention};

/// What the cells of the pack are of.
#[derive(Debug)]
pub(super) struct Used<'s> {
    /// The ids of roles with figures.
    pub(super) roles: BTreeSet<&'s str>,
    /// The ids of cities with figures.
    pub(super) cities: BTreeSet<&'s str>,
    /// Whether cells are of levels. Without them, a level says nothing.
    pub(super) has_levels: bool,
    /// The id of the source of the figures.
    pub(super) source: &'s str,
}

/// A row of another pack.
struct CopiedRow<'r> {
    columns: &'r [String],
    row: &'r RawRow,
}

impl<'r> CopiedRow<'r> {
    /// The cell of a column; empty where there is none.
    fn cell(&self, column: &str) -> &'r str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.row.cells.get(at)).map_or("", String::as_str)
    }
}

/// The rows of a table of another pack.
struct CopiedTable(RawRows);

impl CopiedTable {
    fn read(pack: &Pack, table: &str) -> Result<Self, DataError> {
        pack.own_rows(table).map(CopiedTable)
    }

    fn rows(&self) -> impl Iterator<Item = CopiedRow<'_>> {
        self.0.rows.iter().map(|row| CopiedRow { columns: &self.0.columns, row })
    }
}

/// A table with all rows of that of another pack.
fn whole_table(pack: &Pack, name: &'static str) -> Result<TableText, DataError> {
    let mut table = TableText::new(name)?;
    CopiedTable::read(pack, name)?.rows().for_each(|row| table.push(|column| row.cell(column).to_owned()));
    Ok(table)
}

/// The tables of names and constants. `sources` gets the documents that constants and rates rest on.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn tables(pack: &Pack, used: &Used<'_>, sources: &mut TableText) -> Result<Vec<TableText>, DataError> {
    let mut all = vec![roles(pack, used)?, whole_table(pack, "role_aliases")?];
    all.extend([cities(pack, used)?, whole_table(pack, "city_aliases")?, whole_table(pack, "gazetteer")?]);
    all.extend([name_words(pack, used)?, whole_table(pack, "context_words")?, whole_table(pack, "abbreviations")?]);
    if used.has_levels {
        all.extend([levels(pack)?, whole_table(pack, "level_aliases")?, whole_table(pack, "grade_map")?]);
    }
    all.extend(constants(pack, used, sources)?);
    Ok(all)
}

/// All roles. Those without figures are only known by name.
fn roles(pack: &Pack, used: &Used<'_>) -> Result<TableText, DataError> {
    let mut table = TableText::new("roles")?;
    for row in CopiedTable::read(pack, "roles")?.rows() {
        let has_figures = used.roles.contains(row.cell("id"));
        let kind = if has_figures { RoleKind::Benchmark } else { RoleKind::Mentioned };
        table.push(|column| {
            match column {
                "id" | "title" | "title_zh" | "area" | "code" => row.cell(column),
                "kind" => kind.as_str(),
                "match_grade" if has_figures => "A",
                "basis" if has_figures => "published",
                "source" if has_figures => used.source,
                _ => "",
            }
            .to_owned()
        });
    }
    Ok(table)
}

/// The kind of a place in the pack of a survey. Lists of all cities leave those without figures out.
fn place_kind<'r>(row: &CopiedRow<'r>, used: &Used<'_>) -> &'r str {
    let kind = row.cell("kind");
    let has_figures = used.cities.contains(row.cell("id"));
    let is_city = [PlaceKind::City, PlaceKind::Metropolitan, PlaceKind::Nonmetropolitan].map(PlaceKind::as_str);
    match kind {
        kind if !has_figures && (kind.is_empty() || is_city.contains(&kind)) => PlaceKind::NamedCity.as_str(),
        // Rows that name the whole country are not all rows: they do not stand for the market where no city is asked for.
        kind if kind == PlaceKind::Nation.as_str() => PlaceKind::Remote.as_str(),
        // The other pack knew it by name only.
        kind if has_figures && kind == PlaceKind::NamedCity.as_str() => PlaceKind::City.as_str(),
        kind => kind,
    }
}

fn cities(pack: &Pack, used: &Used<'_>) -> Result<TableText, DataError> {
    let mut table = TableText::new("cities")?;
    for row in CopiedTable::read(pack, "cities")?.rows() {
        table.push(|column| {
            match column {
                "id" | "name" | "name_zh" | "code" => row.cell(column),
                "kind" => place_kind(&row, used),
                _ => "",
            }
            .to_owned()
        });
    }
    Ok(table)
}

/// The words with a function in names. Without levels, level words and grades are noise. A listed city is noise in a title; one that
/// is now only known by name stays so by a word of its own.
fn name_words(pack: &Pack, used: &Used<'_>) -> Result<TableText, DataError> {
    let mut table = TableText::new("name_words")?;
    let mut words: BTreeSet<String> = BTreeSet::new();
    for row in CopiedTable::read(pack, "name_words")?.rows() {
        words.insert(row.cell("word").to_lowercase());
        let is_level = row.cell("part") == "level";
        table.push(|column| match column {
            "part" if is_level && !used.has_levels => "noise".to_owned(),
            _ => row.cell(column).to_owned(),
        });
    }
    for word in pack.name_words()?.iter().filter(|word| word.origin.is_shared && word.function == WordFunction::Noise) {
        words.insert(word.word.to_lowercase());
    }
    let mut noise: Vec<&str> = Vec::new();
    let grades = CopiedTable::read(pack, "grade_map")?;
    if !used.has_levels {
        noise.extend(grades.rows().map(|row| row.cell("grade")));
    }
    let cities = CopiedTable::read(pack, "cities")?;
    for row in cities.rows().filter(|row| matches!(row.cell("kind"), "" | "city")) {
        if !used.cities.contains(row.cell("id")) {
            noise.extend(["name", "name_zh"].map(|column| row.cell(column)));
        }
    }
    for word in noise.into_iter().filter(|word| !word.is_empty()) {
        if words.insert(word.to_lowercase()) {
            table.push(|column| match column {
                "word" => word.to_owned(),
                "part" => "noise".to_owned(),
                _ => String::new(),
            });
        }
    }
    Ok(table)
}

/// The levels in the order of their years, without the premiums of the other pack.
fn levels(pack: &Pack) -> Result<TableText, DataError> {
    let mut table = TableText::new("levels")?;
    let copied = CopiedTable::read(pack, "levels")?;
    let rows: Vec<CopiedRow<'_>> = copied.rows().collect();
    // A level that an overlay adds stands behind the others, and years must rise from row to row.
    let years = |row: &CopiedRow<'_>| row.cell("min_years").parse::<crate::money::Decimal>().ok();
    let places: Vec<usize> =
        (0..rows.len()).filter(|at| rows.get(*at).is_some_and(|row| years(row).is_some())).collect();
    let mut sorted = places.clone();
    sorted.sort_by_key(|at| rows.get(*at).and_then(years));
    let order: Vec<usize> = (0..rows.len())
        .map(|at| places.binary_search(&at).ok().and_then(|rank| sorted.get(rank).copied()).unwrap_or(at))
        .collect();
    for row in order.iter().filter_map(|at| rows.get(*at)) {
        table.push(|column| {
            match column {
                "id" | "name" | "name_zh" | "min_years" => row.cell(column),
                _ => "",
            }
            .to_owned()
        });
    }
    Ok(table)
}

/// The constants of the pack and its rates of exchange, with their documents.
fn constants(pack: &Pack, used: &Used<'_>, sources: &mut TableText) -> Result<Vec<TableText>, DataError> {
    let documents = CopiedTable::read(pack, "sources")?;
    let mut copied: BTreeSet<String> = BTreeSet::new();
    let mut tables = Vec::new();
    for name in ["conventions", "fx"] {
        let mut table = TableText::new(name)?;
        for row in CopiedTable::read(pack, name)?.rows() {
            // The medians of the other pack are not copied, nor the level at which they sit.
            if row.cell("id") == convention::MEDIAN_LEVEL {
                continue;
            }
            let document = documents.rows().find(|document| document.cell("id") == row.cell("source"));
            if let Some(document) = &document
                && copied.insert(row.cell("source").to_owned())
            {
                sources.push(|column| document.cell(column).to_owned());
            }
            table.push(|column| match (column, &document) {
                ("section", _) => String::new(),
                // An overlay may name no document.
                ("source", None) => used.source.to_owned(),
                _ => row.cell(column).to_owned(),
            });
        }
        tables.push(table);
    }
    Ok(tables)
}
