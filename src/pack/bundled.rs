//! The pack that is compiled into the binary.

/// Declares the tables, with their text from `data/`.
macro_rules! bundle {
    ($($table:literal),+ $(,)?) => {
        /// The name of every table of a pack, and its text in the bundled pack.
        pub(super) const TABLES: &[(&str, &str)] =
            &[$(($table, include_str!(concat!("../../data/", $table, ".csv")))),+];
    };
}

bundle!(
    "sources",
    "sections",
    "roles",
    "role_aliases",
    "city_aliases",
    "level_aliases",
    "skill_aliases",
    "name_words",
    "context_words",
    "conventions",
    "salaries",
    "cities",
    "city_market",
    "city_roles",
    "geo_differentials",
    "levels",
    "premiums",
    "bonuses",
    "skills",
    "role_skills",
    "employers",
    "universities",
    "facts",
    "findings",
    "caveats",
    "fx",
);

/// The file name of the descriptor.
pub(super) const DESCRIPTOR: &str = "datapackage.json";

/// The descriptor of the bundled pack. Its schemas apply to every pack.
pub(super) const DESCRIPTOR_TEXT: &str = include_str!("../../data/datapackage.json");

/// The text of a file of the bundled pack.
pub(super) fn file(file_name: &str) -> Option<&'static str> {
    if file_name == DESCRIPTOR {
        return Some(DESCRIPTOR_TEXT);
    }
    let table = file_name.strip_suffix(".csv")?;
    TABLES.iter().find(|(name, _)| *name == table).map(|(_, text)| *text)
}
