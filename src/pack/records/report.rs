//! The other contents of a source: skills, employers, universities, facts and findings, and the sources themselves.

use std::borrow::Cow;

use serde::Deserialize;

use super::basis::Basis;
use super::resource::{KeyCell, Resource, resource};
use crate::money::Decimal;
use crate::pack::cells::{optional_decimal, or_default};
use crate::pack::text::PackText;

/// A document from which figures come.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Source {
    /// Its id.
    pub id: PackText,
    /// Its title.
    pub title: PackText,
    /// Its publisher.
    #[serde(default)]
    pub publisher: PackText,
    /// Its date in ISO form; empty when unknown.
    #[serde(default)]
    pub published: PackText,
    /// Its address.
    #[serde(default)]
    pub url: PackText,
    /// Its licence.
    #[serde(default)]
    pub licence: PackText,
    /// A note.
    #[serde(default)]
    pub note: PackText,
}
resource!(Source, id);

/// A section of the source.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Section {
    /// Its id.
    pub id: PackText,
    /// Its title.
    pub title: PackText,
    /// Its Chinese title.
    #[serde(default)]
    pub title_zh: PackText,
    /// The source.
    #[serde(default)]
    pub source: PackText,
}
resource!(Section, id);

/// A skill.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Skill {
    /// Its id.
    pub id: PackText,
    /// Its English name.
    pub name: PackText,
    /// Its Chinese name.
    #[serde(default)]
    pub name_zh: PackText,
    /// The framework it belongs to.
    pub framework: PackText,
    /// Whether its place in the framework is published or chosen.
    #[serde(default, deserialize_with = "or_default")]
    pub basis: Basis,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(Skill, id);

/// A skill that a role asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RoleSkill {
    /// The role.
    pub role: PackText,
    /// The skill.
    pub skill: PackText,
    /// Whether it is published or chosen.
    #[serde(default, deserialize_with = "or_default")]
    pub basis: Basis,
    /// The source.
    #[serde(default)]
    pub source: PackText,
}
resource!(RoleSkill, role, skill);

/// A word or phrase for a concept. Terms of one concept find the same rows.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct SearchTerm {
    /// The concept.
    pub concept: PackText,
    /// The word or phrase, in lower case.
    pub term: PackText,
    /// Its language.
    #[serde(default)]
    pub lang: PackText,
}
resource!(SearchTerm, concept, term);

/// Words that describe the pack to people.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Wording {
    /// Where they appear.
    pub id: PackText,
    /// The words.
    pub text: PackText,
}
resource!(Wording, id);

/// An employer.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Employer {
    /// Its id.
    pub id: PackText,
    /// Its English name.
    pub name: PackText,
    /// Its Chinese name.
    #[serde(default)]
    pub name_zh: PackText,
    /// The roles that it hires.
    #[serde(default)]
    pub hires: PackText,
    /// The low end of its share of hiring, in percentage points.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub share_low: Option<Decimal>,
    /// The high end of its share of hiring, in percentage points.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub share_high: Option<Decimal>,
    /// A note.
    #[serde(default)]
    pub note: PackText,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(Employer, id);

/// How exact a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Qualifier {
    /// Exact.
    #[serde(rename = "exact")]
    Exact,
    /// Approximately.
    #[serde(rename = "about")]
    About,
    /// At least: only `low` is given.
    #[serde(rename = "at least")]
    AtLeast,
    /// At most: only `high` is given.
    #[serde(rename = "at most")]
    AtMost,
    /// In many cases, but not in all.
    #[serde(rename = "often")]
    Often,
}

impl Qualifier {
    /// The words in data and for people.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Qualifier::Exact => "exact",
            Qualifier::About => "about",
            Qualifier::AtLeast => "at least",
            Qualifier::AtMost => "at most",
            Qualifier::Often => "often",
        }
    }
}

/// A university.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct University {
    /// Its id.
    pub id: PackText,
    /// Its English name.
    pub name: PackText,
    /// Its Chinese name.
    #[serde(default)]
    pub name_zh: PackText,
    /// The subjects that it teaches.
    #[serde(default)]
    pub teaches: PackText,
    /// The low end of the share of its graduates who enter the sector, in percentage points.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub share_low: Option<Decimal>,
    /// The high end of that share, in percentage points.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub share_high: Option<Decimal>,
    /// How exact the share is.
    #[serde(default)]
    pub qualifier: Option<Qualifier>,
    /// Whom the source credits with the share.
    #[serde(default)]
    pub attributed_to: PackText,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(University, id);

/// A statement with a number.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Fact {
    /// Its id.
    pub id: PackText,
    /// The section of the source.
    pub section: PackText,
    /// Its subject.
    pub subject: PackText,
    /// What is measured.
    pub metric: PackText,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// The low end, in `unit`; empty for "at most".
    #[serde(default, deserialize_with = "optional_decimal")]
    pub low: Option<Decimal>,
    /// The high end, in `unit`; empty for "at least".
    #[serde(default, deserialize_with = "optional_decimal")]
    pub high: Option<Decimal>,
    /// The unit.
    #[serde(default)]
    pub unit: PackText,
    /// The place to which it applies: an ISO country code, ids of places joined by `;`, or words.
    #[serde(default)]
    pub geography: PackText,
    /// The period for which it applies.
    #[serde(default)]
    pub period: PackText,
    /// The authority that the source cites.
    #[serde(default)]
    pub attributed_to: PackText,
    /// The statement in the pack's own words.
    #[serde(default)]
    pub statement: PackText,
    /// The source.
    #[serde(default)]
    pub source: PackText,
}
resource!(Fact, id);

/// A statement without a number.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Finding {
    /// Its id.
    pub id: PackText,
    /// The section of the source.
    pub section: PackText,
    /// Its subject.
    pub subject: PackText,
    /// The statement in the pack's own words.
    pub statement: PackText,
    /// The authority that the source cites.
    #[serde(default)]
    pub attributed_to: PackText,
    /// The source.
    #[serde(default)]
    pub source: PackText,
}
resource!(Finding, id);

/// How far a known problem can move a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// By a fifth or more, or the figure may mean something else.
    High,
    /// By a few percent to a fifth.
    #[default]
    Medium,
    /// Hardly: it concerns certainty or wording.
    Low,
}

impl Effect {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::High => "high",
            Effect::Medium => "medium",
            Effect::Low => "low",
        }
    }
}

/// A known problem in the data.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Caveat {
    /// Its id.
    pub id: PackText,
    /// The section of the source.
    pub section: PackText,
    /// The figures that it affects: `table`, `table.column`, `table:key` or `table.column:key`, joined by `;`.
    pub affects: PackText,
    /// How far it can move them.
    #[serde(default, deserialize_with = "or_default")]
    pub effect: Effect,
    /// A clause to print under a table.
    pub summary: PackText,
    /// The whole statement.
    pub statement: PackText,
    /// The ids of the documents that the statement rests on, joined by `;`.
    #[serde(default)]
    pub source: PackText,
}
resource!(Caveat, id);

impl Caveat {
    /// The selectors in `affects`.
    pub fn selectors(&self) -> impl Iterator<Item = &str> {
        self.affects.split(';').map(str::trim).filter(|selector| !selector.is_empty())
    }
}
