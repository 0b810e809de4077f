//! The layers of a pack and its tables, before rules are checked.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::error::DataError;
use super::layer::Layer;
use super::raw::{self, RawRows};
use super::record::Origin;
use super::records::*;
use super::table::Table;
use crate::once_lock::get_or_try_init;

/// A table that is read on first use.
#[derive(Debug)]
pub(super) struct LazyTable<R> {
    table: OnceLock<Table<R>>,
    /// Set when the rules of the table have been checked and hold.
    pub(super) rules_hold: OnceLock<()>,
}

impl<R> Default for LazyTable<R> {
    fn default() -> Self {
        LazyTable { table: OnceLock::new(), rules_hold: OnceLock::new() }
    }
}

/// Calls a macro with every table of a pack: its documentation, its name and the type of its rows.
macro_rules! with_tables {
    ($callback:ident) => {
        $callback! {
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
            /// Words with a function in names.
            name_words: NameWord,
            /// Words that name a place or an organisation beside a title.
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
            /// Premiums other than for a place or a level.
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
            /// Statements with a number.
            facts: Fact,
            /// Statements without a number.
            findings: Finding,
            /// Known problems in the data.
            caveats: Caveat,
            /// Rates of exchange.
            fx: FxRate,
        }
    };
}
pub(super) use with_tables;

/// Declares a field for each table.
macro_rules! declare_tables {
    ($($(#[$doc:meta])* $table:ident: $row:ty,)+) => {
        /// The layers of a pack and its tables.
        #[derive(Debug, Default)]
        pub(super) struct Tables {
            /// The pack itself, then its overlays.
            layers: Vec<Layer>,
            /// The caller's date. Exchange rates after the next day are refused. `None` when it is not known.
            today: Option<Date>,
            $($(#[$doc])* pub(super) $table: LazyTable<$row>,)+
        }

        /// The columns of each row type, for the test that compares them with the schemas.
        #[cfg(test)]
        fn columns_by_table() -> Vec<(&'static str, &'static [&'static str])> {
            vec![$((<$row as Resource>::NAME, super::cells::columns_of::<$row>())),+]
        }
    };
}

with_tables!(declare_tables);

impl Tables {
    /// The tables of some layers: the pack itself, then its overlays.
    pub(super) fn new(layers: Vec<Layer>) -> Self {
        Tables { layers, ..Tables::default() }
    }

    /// The same tables with the caller's date.
    pub(super) fn with_today(self, today: Date) -> Self {
        Tables { today: Some(today), ..self }
    }

    /// The caller's date.
    pub(super) fn today(&self) -> Option<Date> {
        self.today
    }

    /// The pack itself, then its overlays.
    pub(super) fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// A table whose files are checked against their schema. Its rules are not checked: they may need this table themselves.
    pub(super) fn read<'a, R: Resource>(&self, lazy: &'a LazyTable<R>) -> Result<&'a Table<R>, DataError> {
        get_or_try_init(&lazy.table, || Table::read(&self.layers))
    }

    /// A table as text, with its overlays; no rows for an unknown name.
    pub(super) fn raw_rows(&self, table: &str) -> Result<RawRows, DataError> {
        raw::rows(&self.layers, table)
    }

    /// The path of the file of a row, for messages.
    pub(super) fn file_of(&self, origin: &Origin, table: &str) -> String {
        let is_origin = |layer: &&Layer| match (layer.name(), &origin.overlay) {
            (Some(one), Some(other)) => Arc::ptr_eq(&one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let file_name = format!("{table}.csv");
        self.layers.iter().find(is_origin).map_or_else(|| file_name.clone(), |layer| layer.display_path(&file_name))
    }

    /// The path of a file of the pack itself, for messages, whether or not it exists.
    pub(super) fn display_path(&self, file_name: &str) -> String {
        self.layers.first().map_or_else(|| file_name.to_owned(), |layer| layer.display_path(file_name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::descriptor;

    #[test]
    fn row_types_and_schemas_have_the_same_columns() {
        let schemas = descriptor::schemas().unwrap();
        for (table, columns) in columns_by_table() {
            let resource = schemas.resource(table).unwrap();
            let fields: Vec<&str> = resource.schema.fields.iter().map(|field| field.name.as_str()).collect();
            assert_eq!(fields, columns, "{table}");
        }
        assert_eq!(schemas.resources.len(), columns_by_table().len());
    }
}
