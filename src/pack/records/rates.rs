//! Everything that a price is made of: medians, differentials, bonuses, constants and rates of exchange.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Deserialize;

use super::basis::Basis;
use super::resource::{KeyCell, Resource, resource};
use crate::money::{Currency, Decimal};
use crate::pack::cells::{date, decimal, maybe_decimal, maybe_text};
use crate::pack::text::PackText;

/// A constant that pricing or pay strings need.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Convention {
    /// Its id.
    pub id: PackText,
    /// Its value, in `unit`.
    #[serde(deserialize_with = "decimal")]
    pub value: Decimal,
    /// The unit.
    #[serde(default)]
    pub unit: PackText,
    /// Published or chosen.
    #[serde(default)]
    pub basis: Basis,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
    /// What it is for.
    #[serde(default)]
    pub note: PackText,
}
resource!(Convention, "conventions", id);

/// What a median is paid for. Only a year can be priced: whoever has monthly figures knows how many months are paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SalaryPeriod {
    /// A year.
    #[default]
    Year,
}

impl SalaryPeriod {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SalaryPeriod::Year => "year",
        }
    }
}

/// A published median.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Salary {
    /// The role.
    pub role: PackText,
    /// The date for which the figure holds.
    #[serde(deserialize_with = "date")]
    pub effective: Date,
    /// The country, as an ISO code.
    #[serde(default)]
    pub geography: PackText,
    /// The currency of the median.
    pub currency: Currency,
    /// The median, in currency a year.
    #[serde(deserialize_with = "decimal")]
    pub median: Decimal,
    /// Growth on the year before, in percentage points.
    #[serde(default, deserialize_with = "maybe_decimal")]
    pub yoy_pct: Option<Decimal>,
    /// What the median is of: base salary.
    #[serde(default)]
    pub element: PackText,
    /// What it is paid for.
    #[serde(default)]
    pub period: SalaryPeriod,
    /// Whether element, period and effective date are published or chosen.
    #[serde(default)]
    pub terms_basis: Basis,
    /// What drives it.
    #[serde(default)]
    pub comment: PackText,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(Salary, "salaries", role, effective);

/// What a city pays above or below the reference rate.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct GeoDifferential {
    /// The city.
    pub city: PackText,
    /// What the percentages are relative to.
    #[serde(default)]
    pub relative_to: PackText,
    /// The low end, in percentage points.
    #[serde(deserialize_with = "decimal")]
    pub low_pct: Decimal,
    /// The high end, in percentage points.
    #[serde(deserialize_with = "decimal")]
    pub high_pct: Decimal,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(GeoDifferential, "geo_differentials", city);

/// A level of seniority.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Level {
    /// Its id.
    pub id: PackText,
    /// Its English name.
    pub name: PackText,
    /// Its Chinese name.
    #[serde(default)]
    pub name_zh: PackText,
    /// Years of career from which it holds; empty when years do not decide it.
    #[serde(default, deserialize_with = "maybe_decimal")]
    pub min_years: Option<Decimal>,
    /// The low end of its differential, in percentage points.
    #[serde(default, deserialize_with = "maybe_decimal")]
    pub low_pct: Option<Decimal>,
    /// The high end of its differential, in percentage points.
    #[serde(default, deserialize_with = "maybe_decimal")]
    pub high_pct: Option<Decimal>,
    /// What the percentages are relative to.
    #[serde(default)]
    pub relative_to: PackText,
    /// The level whose differential prices it, when it has none of its own.
    #[serde(default, deserialize_with = "maybe_text")]
    pub priced_as: Option<PackText>,
    /// Whether the differential is published or chosen.
    #[serde(default)]
    pub basis: Basis,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(Level, "levels", id);

/// What a premium is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PremiumKind {
    /// For how somebody is hired.
    Hire,
    /// Over another sector.
    Sector,
}

/// A premium that is neither a place's nor a level's.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Premium {
    /// Its id.
    pub id: PackText,
    /// What it is called: for a sector, the sector's name.
    pub name: PackText,
    /// What it is paid for.
    pub kind: PremiumKind,
    /// What the percentages are relative to.
    #[serde(default)]
    pub relative_to: PackText,
    /// The low end, in percentage points.
    #[serde(deserialize_with = "decimal")]
    pub low_pct: Decimal,
    /// The high end, in percentage points.
    #[serde(deserialize_with = "decimal")]
    pub high_pct: Decimal,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(Premium, "premiums", id);

/// What a bonus rewards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BonusKind {
    /// Staying.
    Retention,
}

/// A bonus rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Bonus {
    /// Its id.
    pub id: PackText,
    /// What it rewards.
    pub kind: BonusKind,
    /// The low end, in percentage points.
    #[serde(deserialize_with = "decimal")]
    pub low_pct: Decimal,
    /// The high end, in percentage points.
    #[serde(deserialize_with = "decimal")]
    pub high_pct: Decimal,
    /// What it is a percentage of.
    #[serde(default)]
    pub of: PackText,
    /// It is paid to those with strictly more years than this.
    #[serde(deserialize_with = "decimal")]
    pub over_years: Decimal,
    /// Years of what.
    #[serde(default)]
    pub years_of: PackText,
    /// How often it is paid.
    #[serde(default)]
    pub recurrence: PackText,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(Bonus, "bonuses", id);

/// A rate of exchange.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FxRate {
    /// The currency of which one unit is priced.
    pub base: Currency,
    /// The currency in which it is priced.
    pub quote: Currency,
    /// The day of the rate.
    #[serde(deserialize_with = "date")]
    pub date: Date,
    /// Units of `quote` for one unit of `base`.
    #[serde(deserialize_with = "decimal")]
    pub rate: Decimal,
    /// The source.
    #[serde(default)]
    pub source: PackText,
}
resource!(FxRate, "fx", base, quote, date);
