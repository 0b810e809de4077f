//! Roles, and the other names of roles, places, levels and skills.

use std::borrow::Cow;

use serde::Deserialize;

use super::basis::Basis;
use super::resource::{KeyCell, Resource, resource};
use crate::pack::cells::maybe_text;
use crate::pack::text::PackText;

/// What a pack knows about the pay of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoleKind {
    /// Has a published median.
    Benchmark,
    /// Covered by the source, priced by slotting.
    Covered,
    /// Expected in the future; no price.
    Emerging,
    /// Only named; no price.
    Mentioned,
}

impl RoleKind {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RoleKind::Benchmark => "benchmark",
            RoleKind::Covered => "covered",
            RoleKind::Emerging => "emerging",
            RoleKind::Mentioned => "mentioned",
        }
    }
}

/// A role.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Role {
    /// Its id.
    pub id: PackText,
    /// Its English title.
    pub title: PackText,
    /// Its Chinese title.
    #[serde(default)]
    pub title_zh: PackText,
    /// The functional area.
    #[serde(default)]
    pub area: PackText,
    /// What is known about its pay.
    pub kind: RoleKind,
    /// The benchmark role whose median prices it.
    #[serde(default, deserialize_with = "maybe_text")]
    pub slotted_to: Option<PackText>,
    /// How well that role fits: A is the role itself, D a stretch.
    #[serde(default)]
    pub match_grade: PackText,
    /// Whether its place in the list is the source's or ours.
    #[serde(default)]
    pub basis: Basis,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(Role, "roles", id);

/// Declares a table of other names for the rows of another.
macro_rules! alias {
    ($(#[$doc:meta])* $row:ident, $name:literal, $($key:ident),+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(bound(deserialize = "'de: 'static"))]
        pub struct $row {
            /// The other name.
            pub alias: PackText,
            /// What it means.
            pub id: PackText,
            /// Its language: en, zh, or py for pinyin.
            #[serde(default)]
            pub lang: PackText,
        }
        resource!($row, $name, $($key),+);
    };
}

alias!(
    /// Another name for a role. One name may stand in several rows, each with another role: it then means none of them for
    /// sure, and whoever writes it is told between which roles to choose.
    RoleAlias, "role_aliases", alias, id
);
alias!(
    /// Another name for a city or province, a district of it included.
    CityAlias, "city_aliases", alias
);
alias!(
    /// Another name for a level.
    LevelAlias, "level_aliases", alias
);
alias!(
    /// Another name for a skill.
    SkillAlias, "skill_aliases", alias
);

/// Columns that an overlay's alias table may have besides its own. They help whoever fills in the ids, as in what
/// `price --unmatched` writes, and are not read.
pub const ALIAS_NOTES: [&str; 2] = ["rows", "nearest"];

/// The file beside alias tables that lists texts of pay; it is no table of an overlay.
pub const PAY_TEXTS: &str = "pay_texts";

/// Whether an overlay's table holds other names. A row of it whose id is not filled in yet says nothing; any other replaces
/// all that earlier layers say about the same name.
pub(in crate::pack) fn is_alias_table(table: &str) -> bool {
    table.ends_with("_aliases")
}

/// What a word does inside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordPart {
    /// Means a level: read as one and removed from a title.
    Level,
    /// Means the pack's own domain: may be missing from a title.
    Domain,
    /// Means another domain: forbids a match.
    OtherDomain,
    /// Says nothing about the role or the place.
    Noise,
    /// Names a place that may be none of the pack's: says nothing about the role.
    Place,
    /// Ends the name of a city: 市, city.
    CitySuffix,
    /// Ends the name of a province: 省, province.
    ProvinceSuffix,
    /// Ends the name of a part of a city: 区, district.
    District,
    /// Ends the name of a company or of a part of one: 事业部, team, Ltd.
    Organisation,
}

/// A word with a part in matching names.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct NameWord {
    /// The word.
    pub word: PackText,
    /// Its language.
    #[serde(default)]
    pub lang: PackText,
    /// What it does.
    pub part: WordPart,
}
resource!(NameWord, "name_words", word);

/// A word beside a title that says where or for whom, read for files only.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ContextWord {
    /// The word.
    pub word: PackText,
    /// Its language.
    #[serde(default)]
    pub lang: PackText,
    /// What it does.
    pub part: WordPart,
}
resource!(ContextWord, "context_words", word);
