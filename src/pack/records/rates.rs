//! The inputs of a price: medians, differentials, bonuses, constants and exchange rates.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Deserialize;

use super::basis::Basis;
use super::report::Qualifier;
use super::resource::{KeyCell, Resource, resource};
use crate::money::{Currency, Decimal};
use crate::pack::cells::{date, decimal, optional_decimal, optional_text, or_default};
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
    #[serde(default, deserialize_with = "or_default")]
    pub basis: Basis,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
    /// The authority that the source cites.
    #[serde(default)]
    pub attributed_to: PackText,
    /// Its use.
    #[serde(default)]
    pub note: PackText,
}
resource!(Convention, id);

/// The period that a median is paid for. It is always a year, because the pack's author knows how many months are paid.
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
    #[serde(default, deserialize_with = "optional_decimal")]
    pub yoy_pct: Option<Decimal>,
    /// The pay element of which it is the median: base salary.
    #[serde(default)]
    pub element: PackText,
    /// The period that it is paid for.
    #[serde(default, deserialize_with = "or_default")]
    pub period: SalaryPeriod,
    /// Whether element, period and effective date are published or chosen.
    #[serde(default, deserialize_with = "or_default")]
    pub terms_basis: Basis,
    /// The reason for the pay or its growth.
    #[serde(default)]
    pub comment: PackText,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(Salary, role, effective);

/// The differential of a city to the reference rate.
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
resource!(GeoDifferential, city);

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
    /// Years of career from which the level applies, always an editorial choice; empty when years do not decide it.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub min_years: Option<Decimal>,
    /// The low end of its differential, in percentage points.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub low_pct: Option<Decimal>,
    /// The high end of its differential, in percentage points.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub high_pct: Option<Decimal>,
    /// How exact the percentages are; `None` means exact.
    #[serde(default)]
    pub qualifier: Option<Qualifier>,
    /// What the percentages are relative to.
    #[serde(default)]
    pub relative_to: PackText,
    /// Whether the source says what they are relative to, or the author reads it so.
    #[serde(default, deserialize_with = "or_default")]
    pub relative_to_basis: Basis,
    /// The level whose differential applies when it has none of its own.
    #[serde(default, deserialize_with = "optional_text")]
    pub priced_as: Option<PackText>,
    /// Whether the differential is published or chosen.
    #[serde(default, deserialize_with = "or_default")]
    pub basis: Basis,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(Level, id);

/// The reason for a premium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PremiumKind {
    /// The kind of hire.
    Hire,
    /// Work in this sector instead of another.
    Sector,
}

/// A premium other than for a place or a level.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Premium {
    /// Its id.
    pub id: PackText,
    /// Its name; for a sector, the name of the other sector.
    pub name: PackText,
    /// The reason for it.
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
    /// How exact the percentages are; `None` means exact.
    #[serde(default)]
    pub qualifier: Option<Qualifier>,
    /// Whose premium it is; for a sector, the work that earns it.
    #[serde(default)]
    pub applies_to: PackText,
    /// The ids of the cities where the source finds such people, joined by `;`.
    #[serde(default)]
    pub typical_cities: PackText,
    /// The level from which the premium is meant.
    #[serde(default, deserialize_with = "optional_text")]
    pub typical_level: Option<PackText>,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The section of the source.
    #[serde(default)]
    pub section: PackText,
}
resource!(Premium, id);

/// The reason for a bonus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BonusKind {
    /// Staying with the employer.
    Retention,
}

/// A bonus rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Bonus {
    /// Its id.
    pub id: PackText,
    /// The reason for it.
    pub kind: BonusKind,
    /// The low end, in percentage points.
    #[serde(deserialize_with = "decimal")]
    pub low_pct: Decimal,
    /// The high end, in percentage points.
    #[serde(deserialize_with = "decimal")]
    pub high_pct: Decimal,
    /// What the percentages are of all bonuses, such as `average`; empty where the source does not say.
    #[serde(default)]
    pub measure: PackText,
    /// What it is a percentage of.
    #[serde(default)]
    pub of: PackText,
    /// It is paid to people with strictly more years than this.
    #[serde(deserialize_with = "decimal")]
    pub over_years: Decimal,
    /// The kind of years.
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
resource!(Bonus, id);

/// An exchange rate.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FxRate {
    /// The currency that is priced.
    pub base: Currency,
    /// The currency of the price.
    pub quote: Currency,
    /// The date of the rate.
    #[serde(deserialize_with = "date")]
    pub date: Date,
    /// Units of `quote` for one unit of `base`.
    #[serde(deserialize_with = "decimal")]
    pub rate: Decimal,
    /// The source.
    #[serde(default)]
    pub source: PackText,
}
resource!(FxRate, base, quote, date);
