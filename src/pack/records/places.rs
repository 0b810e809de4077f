//! Cities and provinces, and the market of each.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Deserialize;

use super::basis::Basis;
use super::report::Qualifier;
use super::resource::{KeyCell, Resource, resource};
use crate::money::Decimal;
use crate::pack::cells::{date, decimal, or_default, whole};
use crate::pack::text::PackText;

/// Whether a place is a city or a province.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A city that the source names.
    #[default]
    City,
    /// A city that is only known by name. Lists of all cities leave it out.
    NamedCity,
    /// Work from any place.
    Remote,
    /// A province. A city in it is the more exact place.
    Province,
    /// A metropolitan area of official statistics.
    Metropolitan,
    /// An area of official statistics outside of metropolitan areas.
    Nonmetropolitan,
    /// A state.
    State,
    /// The whole market.
    Nation,
}

impl PlaceKind {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PlaceKind::City => "city",
            PlaceKind::NamedCity => "named-city",
            PlaceKind::Remote => "remote",
            PlaceKind::Province => "province",
            PlaceKind::Metropolitan => "metropolitan",
            PlaceKind::Nonmetropolitan => "nonmetropolitan",
            PlaceKind::State => "state",
            PlaceKind::Nation => "nation",
        }
    }

    /// Whether the source has figures for such places: neither a province nor a place that is only known by name.
    #[must_use]
    pub fn has_figures(self) -> bool {
        !matches!(self, PlaceKind::NamedCity | PlaceKind::Remote | PlaceKind::Province)
    }

    /// Whether it is a city, listed or only known by name.
    #[must_use]
    pub fn is_city(self) -> bool {
        matches!(self, PlaceKind::City | PlaceKind::NamedCity)
    }
}

/// A city or province.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct City {
    /// Its id.
    pub id: PackText,
    /// Its English name.
    pub name: PackText,
    /// Its Chinese name.
    #[serde(default)]
    pub name_zh: PackText,
    /// City or province.
    #[serde(default, deserialize_with = "or_default")]
    pub kind: PlaceKind,
    /// Its tier.
    #[serde(default)]
    pub tier: PackText,
    /// Whether the tier is published or chosen.
    #[serde(default, deserialize_with = "or_default")]
    pub basis: Basis,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
    /// Its code in the classification of the source.
    #[serde(default)]
    pub code: PackText,
}
resource!(City, id);

/// The market of a city.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct CityMarket {
    /// The city.
    pub city: PackText,
    /// People at work in the sector.
    #[serde(deserialize_with = "whole")]
    pub workforce: u64,
    /// How exact the workforce is; `None` means exact.
    #[serde(default)]
    pub workforce_qualifier: Option<Qualifier>,
    /// Open positions.
    #[serde(deserialize_with = "whole")]
    pub vacancies: u64,
    /// Candidates per open position.
    #[serde(deserialize_with = "decimal")]
    pub supply_ratio: Decimal,
    /// Days that a position stays open.
    #[serde(deserialize_with = "whole")]
    pub vacancy_days: u64,
    /// Forecast growth, in percentage points a year.
    #[serde(deserialize_with = "decimal")]
    pub cagr_pct: Decimal,
    /// The date for which the figures hold.
    #[serde(deserialize_with = "date")]
    pub effective: Date,
    /// Whether that date is published or chosen.
    #[serde(default, deserialize_with = "or_default")]
    pub effective_basis: Basis,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(CityMarket, city);

/// A role that is dominant in a city.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct CityRole {
    /// The city.
    pub city: PackText,
    /// The role.
    pub role: PackText,
    /// Its place in the list of the source, from 1. The list need not be by rank.
    #[serde(deserialize_with = "whole")]
    pub position: u64,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(CityRole, city, role);

/// What a name of the gazetteer names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GazetteerKind {
    /// A city.
    City,
    /// A province.
    Province,
    /// A country.
    Country,
}

/// A city, province or country by which an address is read, whether or not the pack prices it.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct GazetteerPlace {
    /// Its English name, or a code of a province.
    pub name: PackText,
    /// Its Chinese name.
    #[serde(default)]
    pub name_zh: PackText,
    /// What it is.
    pub kind: GazetteerKind,
    /// The id of its province; empty abroad.
    #[serde(default)]
    pub province: PackText,
}
resource!(GazetteerPlace, name, kind, province);

impl KeyCell for GazetteerKind {
    fn cell(&self) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            GazetteerKind::City => "city",
            GazetteerKind::Province => "province",
            GazetteerKind::Country => "country",
        })
    }
}
