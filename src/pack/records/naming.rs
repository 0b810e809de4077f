//! Roles, and the other names of roles, places, levels and skills.

use std::borrow::Cow;

use serde::Deserialize;

use super::basis::Basis;
use super::places::City;
use super::rates::Level;
use super::report::Skill;
use super::resource::{KeyCell, Resource, TableName, resource};
use crate::money::{Decimal, PercentRange};
use crate::pack::cells::{optional_decimal, optional_text, or_default, whole};
use crate::pack::text::PackText;

/// What a pack knows about the pay of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoleKind {
    /// It has a published median.
    Benchmark,
    /// The source covers it, and it is priced by slotting.
    Covered,
    /// The source does not cover it; the authors of the pack add it and price it by slotting.
    Adjacent,
    /// It is expected in the future, and has no price.
    Emerging,
    /// The source only names it; it has no price unless it is slotted.
    Mentioned,
}

impl RoleKind {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RoleKind::Benchmark => "benchmark",
            RoleKind::Covered => "covered",
            RoleKind::Adjacent => "adjacent",
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
    /// What the pack knows about its pay.
    pub kind: RoleKind,
    /// The benchmark role whose median prices it.
    #[serde(default, deserialize_with = "optional_text")]
    pub slotted_to: Option<PackText>,
    /// The low end of its adjustment over the benchmark role, in percentage points; `None` for a role at par.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub slot_low_pct: Option<Decimal>,
    /// The high end of its adjustment over the benchmark role, in percentage points.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub slot_high_pct: Option<Decimal>,
    /// The ids of the sources of the adjustment, joined by `;`.
    #[serde(default)]
    pub slot_source: PackText,
    /// How well that role fits, from A (the same role) to D (a distant one).
    #[serde(default)]
    pub match_grade: PackText,
    /// Whether its price is published or chosen, where the pack says so: a slotted price is chosen.
    #[serde(default, deserialize_with = "or_default")]
    pub basis: Option<Basis>,
    /// Whether its place in the list is published or chosen.
    #[serde(default, deserialize_with = "or_default")]
    pub role_basis: Basis,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
    /// Its code in the classification of the source.
    #[serde(default)]
    pub code: PackText,
    /// Whether its functional area is published or chosen.
    #[serde(default, deserialize_with = "or_default")]
    pub area_basis: Basis,
    /// The jobs that it covers, in a few words; empty for a role that is one job.
    #[serde(default)]
    pub covers: PackText,
}
resource!(Role, id);

impl Role {
    /// The adjustment over the benchmark role; `None` where the role is priced at par.
    #[must_use]
    pub fn adjustment(&self) -> Option<PercentRange> {
        match (self.slot_low_pct, self.slot_high_pct) {
            (Some(low), Some(high)) => Some(PercentRange { low, high }),
            _ => None,
        }
    }
}

/// What an alias of a role names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AliasScope {
    /// A job. If the role covers several jobs, it is one of them.
    #[default]
    Job,
    /// The role itself, also if it covers several jobs.
    Role,
}

/// Declares a table of aliases of another table, which may have one further column.
macro_rules! alias {
    ($(#[$doc:meta])* $row:ident of $target:ty, $($key:ident),+ $(; $(#[$about:meta])* $further:ident: $type:ty)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(bound(deserialize = "'de: 'static"))]
        pub struct $row {
            /// The alias.
            pub alias: PackText,
            /// The id of the row that it means.
            pub id: PackText,
            /// Its language: en, zh, or py for pinyin.
            #[serde(default)]
            pub lang: PackText,
            $($(#[$about])*
            #[serde(default, deserialize_with = "or_default")]
            pub $further: $type,)?
        }
        resource!($row, $($key),+; alias of $target);
    };
}

alias!(
    /// An alias of a role. It may have several rows, each with another role: then it is ambiguous, and the user is asked to
    /// choose.
    RoleAlias of Role, alias, id;
    /// Whether it names the role itself.
    scope: AliasScope
);
alias!(
    /// An alias of a city or province, or the name of a district of a city. It may have several rows, as an alias of a role
    /// may.
    CityAlias of City, alias, id
);
alias!(
    /// An alias of a level.
    LevelAlias of Level, alias
);
alias!(
    /// An alias of a skill.
    SkillAlias of Skill, alias
);

/// Columns that `price --unmatched` writes into alias tables besides their own, to help the person who fills
/// in the ids. An alias table of an overlay may have any further columns; they are not read.
pub const ALIAS_NOTES: [&str; 2] = ["rows", "nearest"];

/// The name of the file with pay texts, which `price --unmatched` writes beside alias tables. It is not a table.
pub const PAY_TEXTS: &str = "pay_texts";

/// Whether a table has aliases. In an overlay, a row without an id is skipped; every other row replaces the meanings that
/// earlier layers give to the alias.
pub(in crate::pack) fn is_alias_table(table: &str) -> bool {
    table.ends_with("_aliases")
}

/// The function of a word in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordFunction {
    /// Names a level, and is removed from a title.
    Level,
    /// Names the pack's own domain, and is optional in a title.
    Domain,
    /// Names another domain, and forbids a match.
    OtherDomain,
    /// Is noise: it identifies no role and no place.
    Noise,
    /// Is noise at the end of a title or of a part of it only: `Contract Compliance Officer` has it as content.
    EndNoise,
    /// Names a place, perhaps outside the pack. It identifies no role.
    Place,
    /// Ends the name of a city: 市, city.
    CitySuffix,
    /// Ends the name of a province: 省, province.
    ProvinceSuffix,
    /// Ends the name of a district, a business area or a building: 区, district, tower.
    District,
    /// Ends the name of a street, which may be the name of another city: 路, road.
    Street,
    /// Stands before the end of the name of a street: `Nanjing East Road`.
    Direction,
    /// Stands between two places of which either is meant: 或, or.
    Either,
    /// Names a field. A part of a title that has nothing else does not change the role: `(cardiology)`.
    Field,
    /// Names a system, which does not change the role right before it either: `PACS运维工程师`.
    System,
    /// Names a tool of a craft. A job that begins with it is the same job behind a field: `影像C++工程师`.
    Tool,
    /// Names a craft. A job that begins with it is the same job behind a field: `医疗器械网络安全工程师`.
    Craft,
    /// Ends a remark, which does not change the role: `RN preferred`.
    Remark,
    /// Is noise behind a number: `5险1金`, `14薪`.
    Counted,
    /// Says nothing in an address: `Greater Shanghai Area`.
    PlaceFiller,
    /// Ends the name of a company or department: 事业部, team, Ltd.
    Organisation,
}

/// A word with a function in names.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct NameWord {
    /// The word.
    pub word: PackText,
    /// Its language.
    #[serde(default)]
    pub lang: PackText,
    /// Its function.
    #[serde(rename = "part")]
    pub function: WordFunction,
}
resource!(NameWord, word);

/// An employer's own grade.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct GradeRow {
    /// The grade as the employer writes it.
    pub grade: PackText,
    /// The id of the level that it means.
    pub level: PackText,
}
resource!(GradeRow, grade);

/// A word that names a place or an organisation beside a title, or has a function in an address.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ContextWord {
    /// The word.
    pub word: PackText,
    /// Its language.
    #[serde(default)]
    pub lang: PackText,
    /// Its function.
    #[serde(rename = "part")]
    pub function: WordFunction,
}
resource!(ContextWord, word);

/// A short form of a word in job titles, and what it stands for.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Abbreviation {
    /// The short form.
    pub word: PackText,
    /// A word or phrase that it stands for.
    pub stands_for: PackText,
    /// Words with the same number are forms of one word; another number is another meaning.
    #[serde(deserialize_with = "whole")]
    pub sense: u64,
    /// Its language.
    #[serde(default)]
    pub lang: PackText,
}
resource!(Abbreviation, word, stands_for);
