//! The data: a pack is a folder of CSV tables with a descriptor, bundled in the binary or given by the user.
//!
//! Owns reading, overlays, checks and where each row came from. A table is read when it is first asked for and kept.
//! Refuses to price, to match names, or to know what country or industry a pack is about.

mod bundled;
mod cells;
mod check;
pub mod convention;
mod delimited;
mod descriptor;
mod error;
mod layer;
mod overlaid;
mod raw;
mod records;
pub mod section;
mod table;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

pub use cells::Text;
pub use check::{check, warnings};
pub use descriptor::{Descriptor, FieldSchema, TableSchema};
pub use error::{DataError, Fault};
pub use layer::PackFile;
pub use raw::{RawRow, RawRows};
pub use records::*;
pub use table::{Origin, Record, Table};

use check::{BrokenRules, Ruled};
use layer::Layer;

/// A pack and what is laid over it.
///
/// ```
/// use payband::pack::Pack;
///
/// let pack = Pack::bundled();
/// let beijing = pack.cities()?.get("beijing").ok_or("no such city")?;
/// assert_eq!(beijing.name_zh, "北京");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Pack {
    layers: Vec<Layer>,
    tables: Tables,
    /// The day after which a rate cannot hold yet; `None` where nobody said which day it is.
    today: Option<Date>,
}

/// A table, read when it is first asked for.
#[derive(Debug)]
struct Kept<R> {
    table: OnceLock<Table<R>>,
    /// Set once the rules of the table are known to hold.
    sound: OnceLock<()>,
}

impl<R> Default for Kept<R> {
    fn default() -> Self {
        Kept { table: OnceLock::new(), sound: OnceLock::new() }
    }
}

/// Declares, for each table, its place in the pack and the function that reads it when first asked.
macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident: $row:ty,)+) => {
        #[derive(Debug, Default)]
        struct Tables {
            $($table: Kept<$row>,)+
        }

        impl Pack {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// [`DataError`] when the table cannot be read, or breaks a rule.
                pub fn $table(&self) -> Result<&Table<$row>, DataError> {
                    self.table(&self.tables.$table)
                }
            )+

            /// Reads every table, so that an error in any of them shows.
            ///
            /// # Errors
            /// The first [`DataError`] found.
            pub fn read_all(&self) -> Result<(), DataError> {
                $(self.$table()?;)+
                Ok(())
            }

            /// Reads every table, and finds the rows that break a rule.
            ///
            /// # Errors
            /// The first [`DataError`] of a table that cannot be read.
            fn broken_rules(&self) -> Result<Vec<DataError>, DataError> {
                let mut broken = BrokenRules::of(self);
                $(<$row as Ruled>::rules(self.unruled(&self.tables.$table)?, &mut broken)?;)+
                Ok(broken.all())
            }
        }

        /// The columns of each row type, for the test that holds them to the schemas.
        #[cfg(test)]
        fn columns_by_table() -> Vec<(&'static str, &'static [&'static str])> {
            vec![$((<$row as Resource>::NAME, cells::columns_of::<$row>())),+]
        }
    };
}

tables! {
    /// Documents.
    sources: Source,
    /// Sections of the source, in its order.
    sections: Section,
    /// Roles.
    roles: Role,
    /// Other names of roles.
    role_aliases: RoleAlias,
    /// Other names of places.
    city_aliases: CityAlias,
    /// Other names of levels.
    level_aliases: LevelAlias,
    /// Other names of skills.
    skill_aliases: SkillAlias,
    /// Words with a part in matching.
    name_words: NameWord,
    /// Words beside a title that say where or for whom.
    context_words: ContextWord,
    /// Constants.
    conventions: Convention,
    /// Published medians.
    salaries: Salary,
    /// Cities and provinces.
    cities: City,
    /// The market of each city.
    city_market: CityMarket,
    /// Dominant roles of cities.
    city_roles: CityRole,
    /// Geographic differentials.
    geo_differentials: GeoDifferential,
    /// Levels, from the lowest.
    levels: Level,
    /// Premiums that are neither a place's nor a level's.
    premiums: Premium,
    /// Bonus rules.
    bonuses: Bonus,
    /// Skills.
    skills: Skill,
    /// Skills that roles ask for.
    role_skills: RoleSkill,
    /// Employers.
    employers: Employer,
    /// Universities.
    universities: University,
    /// Statements that carry a number.
    facts: Fact,
    /// Statements without one.
    findings: Finding,
    /// Known problems in the data.
    caveats: Caveat,
    /// Rates of exchange.
    fx: FxRate,
}

impl Pack {
    /// The pack in the binary.
    #[must_use]
    pub fn bundled() -> Self {
        Pack { layers: vec![Layer::bundled()], tables: Tables::default(), today: None }
    }

    /// The bundled pack, or the one in a folder, with overlays on top; a later overlay wins over an earlier one.
    ///
    /// # Errors
    /// [`DataError`] when a folder cannot be read, or holds a CSV that is no table.
    pub fn open(folder: Option<&Path>, overlays: &[impl AsRef<Path>]) -> Result<Self, DataError> {
        let mut layers = vec![folder.map_or_else(|| Ok(Layer::bundled()), Layer::pack)?];
        for overlay in overlays {
            layers.push(Layer::overlay(overlay.as_ref())?);
        }
        Ok(Pack { layers, tables: Tables::default(), today: None })
    }

    /// The same pack, with rates of days to come refused. `today` is the day where the caller is.
    #[must_use]
    pub fn as_of(self, today: Date) -> Self {
        Pack { today: Some(today), ..self }
    }

    /// The pack in another folder under the same overlays.
    ///
    /// # Errors
    /// [`DataError`] when the folder cannot be read.
    pub fn rebased(&self, folder: &Path) -> Result<Self, DataError> {
        let mut layers = vec![Layer::pack(folder)?];
        layers.extend(self.layers.iter().filter(|layer| layer.is_overlay()).cloned());
        Ok(Pack { layers, tables: Tables::default(), today: self.today })
    }

    /// Whether all of it is in the binary.
    #[must_use]
    pub fn is_bundled(&self) -> bool {
        self.layers.iter().all(Layer::is_bundled)
    }

    /// What the pack says of itself.
    ///
    /// # Errors
    /// [`DataError`] when there is no readable descriptor.
    pub fn descriptor(&self) -> Result<Descriptor, DataError> {
        descriptor::read(self.layers.first().unwrap_or(&Layer::bundled()))
    }

    /// The names of all tables, in the order of the documentation.
    pub fn table_names() -> impl Iterator<Item = &'static str> {
        bundled::TABLES.iter().map(|(table, _)| *table)
    }

    /// A table as text, overlays applied; no rows for a name that is no table.
    ///
    /// # Errors
    /// [`DataError`] when a file cannot be read.
    pub fn raw_rows(&self, table: &str) -> Result<RawRows, DataError> {
        raw::rows(&self.layers, table)
    }

    /// The files of the pack itself, for a copy: name and text.
    ///
    /// # Errors
    /// [`DataError`] when one cannot be read.
    pub fn files(&self) -> Result<Vec<(String, String)>, DataError> {
        let Some(base) = self.layers.first() else { return Ok(Vec::new()) };
        let mut files = Vec::new();
        if let Some(descriptor) = base.raw(bundled::DESCRIPTOR)? {
            files.push((bundled::DESCRIPTOR.to_owned(), descriptor.text.into_owned()));
        }
        for table in Self::table_names() {
            if let Some(file) = base.file(table)? {
                files.push((format!("{table}.csv"), file.text.into_owned()));
            }
        }
        Ok(files)
    }

    /// The files of packs and overlays in folders, in the order in which they are laid over each other.
    #[must_use]
    pub fn paths(&self) -> Vec<PackFile> {
        self.layers.iter().flat_map(Layer::paths).collect()
    }

    /// The value of a constant, by an id of [`convention`].
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read or lacks the constant.
    pub fn convention(&self, id: &str) -> Result<&Record<Convention>, DataError> {
        self.conventions()?.get(id).ok_or_else(|| {
            DataError::file("conventions.csv", format!("the convention {id} is missing"), "add a row with this id")
        })
    }

    /// Whether anything is laid over the pack.
    #[must_use]
    pub fn has_overlays(&self) -> bool {
        self.layers.iter().any(Layer::is_overlay)
    }

    /// The rows of a table that overlays bring, the last overlay's first.
    #[must_use]
    pub fn overlay_rows<'a, R>(&self, table: &'a Table<R>) -> Vec<&'a Record<R>>
    where
        R: Resource,
    {
        if !self.has_overlays() {
            return Vec::new();
        }
        let names: Vec<Option<Arc<str>>> = self.layers.iter().map(Layer::name).collect();
        // Overlays may have the same name, and are told apart by where it is stored.
        let order: HashMap<*const u8, usize> =
            names.iter().enumerate().filter_map(|(at, name)| Some((name.as_ref()?.as_ptr(), at))).collect();
        let place = |record: &&Record<R>| record.origin.overlay.as_ref().and_then(|name| order.get(&name.as_ptr()));
        let mut rows: Vec<&Record<R>> = table.iter().filter(|record| record.origin.overlay.is_some()).collect();
        rows.sort_by_key(|record| std::cmp::Reverse(place(record)));
        rows
    }

    /// A table whose rules hold.
    fn table<'a, R: Ruled>(&self, kept: &'a Kept<R>) -> Result<&'a Table<R>, DataError> {
        let table = self.unruled(kept)?;
        // A test holds the bundled tables to their rules.
        if table.is_from_folder() && kept.sound.get().is_none() {
            let mut broken = BrokenRules::of(self);
            R::rules(table, &mut broken)?;
            if let Some(first) = broken.first() {
                return Err(first);
            }
            kept.sound.get_or_init(|| ());
        }
        Ok(table)
    }

    /// A table whose files are checked, and its rules are not: for the rules of other tables.
    fn unruled<'a, R: Resource>(&self, kept: &'a Kept<R>) -> Result<&'a Table<R>, DataError> {
        if let Some(table) = kept.table.get() {
            return Ok(table);
        }
        // Two threads may read the same table at once; the first to finish is kept, and both are the same.
        let table = Table::read(&self.layers)?;
        Ok(kept.table.get_or_init(|| table))
    }

    /// The file that a row stands in, as the user would name it.
    fn file_of(&self, origin: &Origin, table: &str) -> String {
        let brought = |layer: &&Layer| match (layer.name(), &origin.overlay) {
            (Some(one), Some(other)) => Arc::ptr_eq(&one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let file_name = format!("{table}.csv");
        self.layers.iter().find(brought).map_or_else(|| file_name.clone(), |layer| layer.name_of(&file_name))
    }

    /// What to call a file of the pack itself, there or not.
    fn name_of(&self, file_name: &str) -> String {
        self.layers.first().map_or_else(|| file_name.to_owned(), |layer| layer.name_of(file_name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_types_and_schemas_have_the_same_columns() {
        let schemas = descriptor::schemas().unwrap();
        for (table, columns) in columns_by_table() {
            let resource = schemas.resources.iter().find(|resource| resource.name == table).unwrap();
            let fields: Vec<&str> = resource.schema.fields.iter().map(|field| field.name.as_str()).collect();
            assert_eq!(fields, columns, "{table}");
        }
        assert_eq!(schemas.resources.len(), columns_by_table().len());
    }

    #[test]
    fn the_bundled_pack_is_sound() {
        let found: Vec<String> = check(&Pack::bundled()).iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
