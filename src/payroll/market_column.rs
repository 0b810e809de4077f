//! The columns that are appended to a file.

use std::str::FromStr;

use crate::render::CellType;

/// A column that is appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarketColumn {
    /// Title of the role that the job title names, whether or not the row is priced.
    Role,
    /// Name of the city.
    City,
    /// Name of the level.
    Level,
    /// How the title matched the role: exact, alias, tokens, partial, spelling or none.
    Match,
    /// How well the title matches, from 0 to 1.
    MatchScore,
    /// Match grade of the median: A is the role's own.
    Grade,
    /// The weakest basis of the figures.
    Basis,
    /// Currency of the amounts.
    Currency,
    /// Period of the amounts: year or month.
    Period,
    /// Low end of the market range.
    Low,
    /// Middle of the market range.
    Mid,
    /// High end of the market range.
    High,
    /// Pay ÷ market mid.
    Ratio,
    /// Position of pay: below, within or above the range.
    Position,
    /// How pricing the row ended, see [`Status`](super::Status).
    Status,
    /// Name of the other reading of the median, where there is one.
    AltReading,
    /// Low end of the market range in the other reading.
    AltLow,
    /// Middle of the market range in the other reading.
    AltMid,
    /// High end of the market range in the other reading.
    AltHigh,
    /// Pay ÷ market mid in the other reading.
    AltRatio,
    /// Id of the role that was found.
    RoleId,
    /// Id of the city that was found.
    CityId,
    /// Id of the level that was found.
    LevelId,
    /// Low end of pay, as stated.
    PayLow,
    /// High end of pay, as stated.
    PayHigh,
    /// Currency of pay.
    PayCurrency,
    /// Period of pay.
    PayPeriod,
    /// Months paid a year, as stated.
    PayMonths,
    /// Middle of pay a year, in its own currency, of the element of pay that is compared.
    PayAnnual,
    /// What decided the currency of pay.
    PayCurrencyFrom,
    /// What decided the period of pay.
    PayPeriodFrom,
    /// The 10th percentile, where percentiles are published.
    P10,
    /// The 90th percentile.
    P90,
    /// The percentile that the pay reaches, interpolated between the published ones: `63`, `<10`, `>90`.
    Percentile,
    /// The number of people behind the percentiles.
    People,
    /// How certain the median is.
    Certainty,
}

/// The start of the names of the columns about the market.
const MARKET_PREFIX: &str = "market_";

/// The columns of `--explain-pay`, which say how pay was read.
pub const PAY_COLUMNS: [MarketColumn; 7] = [
    MarketColumn::PayLow,
    MarketColumn::PayHigh,
    MarketColumn::PayCurrency,
    MarketColumn::PayPeriod,
    MarketColumn::PayMonths,
    MarketColumn::PayCurrencyFrom,
    MarketColumn::PayPeriodFrom,
];

/// The columns about the other reading of the median.
pub(super) const ALT_COLUMNS: [MarketColumn; 5] = [
    MarketColumn::AltReading,
    MarketColumn::AltLow,
    MarketColumn::AltMid,
    MarketColumn::AltHigh,
    MarketColumn::AltRatio,
];

/// The columns about percentiles.
const PERCENTILE_COLUMNS: [MarketColumn; 5] =
    [MarketColumn::P10, MarketColumn::P90, MarketColumn::Percentile, MarketColumn::People, MarketColumn::Certainty];

/// The columns that join a row to the tables of the pack.
const ID_COLUMNS: [MarketColumn; 3] = [MarketColumn::RoleId, MarketColumn::CityId, MarketColumn::LevelId];

/// The name of a column that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no market column is called \"{0}\"; there are {names}", names = names())]
pub struct UnknownColumn(pub String);

/// The names of all columns without `market_`, in one list.
fn names() -> String {
    let short = |column: MarketColumn| column.name().strip_prefix(MARKET_PREFIX).unwrap_or(column.name());
    MarketColumn::all().map(short).collect::<Vec<_>>().join(", ")
}

impl MarketColumn {
    /// The columns that are appended unless others are asked for.
    pub const USUAL: [MarketColumn; 15] = [
        MarketColumn::Role,
        MarketColumn::City,
        MarketColumn::Level,
        MarketColumn::Match,
        MarketColumn::MatchScore,
        MarketColumn::Grade,
        MarketColumn::Basis,
        MarketColumn::Currency,
        MarketColumn::Period,
        MarketColumn::Low,
        MarketColumn::Mid,
        MarketColumn::High,
        MarketColumn::Ratio,
        MarketColumn::Position,
        MarketColumn::Status,
    ];

    /// Every column: the usual ones, those about pay, the ids, the other reading, and percentiles.
    pub fn all() -> impl Iterator<Item = MarketColumn> {
        let appended = [MarketColumn::PayAnnual];
        Self::USUAL
            .into_iter()
            .chain(PAY_COLUMNS)
            .chain(ID_COLUMNS)
            .chain(appended)
            .chain(ALT_COLUMNS)
            .chain(PERCENTILE_COLUMNS)
    }

    /// The name in the header.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MarketColumn::Role => "market_role",
            MarketColumn::City => "market_city",
            MarketColumn::Level => "market_level",
            MarketColumn::Match => "market_match",
            MarketColumn::MatchScore => "market_match_score",
            MarketColumn::Grade => "market_grade",
            MarketColumn::Basis => "market_basis",
            MarketColumn::Currency => "market_currency",
            MarketColumn::Period => "market_period",
            MarketColumn::Low => "market_low",
            MarketColumn::Mid => "market_mid",
            MarketColumn::High => "market_high",
            MarketColumn::Ratio => "market_ratio",
            MarketColumn::Position => "market_position",
            MarketColumn::Status => "market_status",
            MarketColumn::AltReading => "market_alt_reading",
            MarketColumn::AltLow => "market_alt_low",
            MarketColumn::AltMid => "market_alt_mid",
            MarketColumn::AltHigh => "market_alt_high",
            MarketColumn::AltRatio => "market_alt_ratio",
            MarketColumn::RoleId => "market_role_id",
            MarketColumn::CityId => "market_city_id",
            MarketColumn::LevelId => "market_level_id",
            MarketColumn::PayLow => "pay_low",
            MarketColumn::PayHigh => "pay_high",
            MarketColumn::PayCurrency => "pay_currency",
            MarketColumn::PayPeriod => "pay_period",
            MarketColumn::PayMonths => "pay_months",
            MarketColumn::PayAnnual => "pay_annual",
            MarketColumn::PayCurrencyFrom => "pay_currency_from",
            MarketColumn::PayPeriodFrom => "pay_period_from",
            MarketColumn::P10 => "market_p10",
            MarketColumn::P90 => "market_p90",
            MarketColumn::Percentile => "market_percentile",
            MarketColumn::People => "market_n",
            MarketColumn::Certainty => "market_certainty",
        }
    }

    /// Whether the name begins with that of the market, and not of pay.
    pub(super) fn is_about_market(self) -> bool {
        self.name().starts_with(MARKET_PREFIX)
    }

    /// Whether other programs hardly name a column so. They do name columns `market_mid`, `market_grade` or `pay_low`.
    pub(super) fn is_distinctive(self) -> bool {
        !matches!(
            self,
            MarketColumn::Role
                | MarketColumn::City
                | MarketColumn::Level
                | MarketColumn::Grade
                | MarketColumn::Currency
                | MarketColumn::Period
                | MarketColumn::Low
                | MarketColumn::Mid
                | MarketColumn::High
                | MarketColumn::P10
                | MarketColumn::P90
                | MarketColumn::People
                | MarketColumn::PayLow
                | MarketColumn::PayHigh
                | MarketColumn::PayCurrency
                | MarketColumn::PayPeriod
                | MarketColumn::PayMonths
                | MarketColumn::PayAnnual
        )
    }

    /// The type of the cells.
    #[must_use]
    pub fn cell_type(self) -> CellType {
        match self {
            MarketColumn::Low
            | MarketColumn::Mid
            | MarketColumn::High
            | MarketColumn::AltLow
            | MarketColumn::AltMid
            | MarketColumn::AltHigh
            | MarketColumn::PayLow
            | MarketColumn::PayHigh
            | MarketColumn::P10
            | MarketColumn::P90
            | MarketColumn::PayAnnual => CellType::Money,
            MarketColumn::MatchScore | MarketColumn::Ratio | MarketColumn::AltRatio => CellType::Ratio,
            MarketColumn::PayMonths | MarketColumn::People => CellType::Number,
            MarketColumn::Role
            | MarketColumn::City
            | MarketColumn::Level
            | MarketColumn::Match
            | MarketColumn::Grade
            | MarketColumn::Basis
            | MarketColumn::Currency
            | MarketColumn::Period
            | MarketColumn::Position
            | MarketColumn::Status
            | MarketColumn::AltReading
            | MarketColumn::RoleId
            | MarketColumn::CityId
            | MarketColumn::LevelId
            | MarketColumn::PayCurrency
            | MarketColumn::PayPeriod
            | MarketColumn::PayCurrencyFrom
            | MarketColumn::PayPeriodFrom
            | MarketColumn::Percentile
            | MarketColumn::Certainty => CellType::Text,
        }
    }

    /// Whether the cell depends on the pay of the row, and not on its key alone.
    pub(super) fn depends_on_pay(self) -> bool {
        matches!(self, MarketColumn::Ratio | MarketColumn::Position | MarketColumn::Status)
            || self.depends_on_pay_as_read()
    }

    /// Whether the cell depends on how pay was read, and not only on how it compares.
    pub(super) fn depends_on_pay_as_read(self) -> bool {
        matches!(self, MarketColumn::PayAnnual | MarketColumn::AltRatio | MarketColumn::Percentile)
            || PAY_COLUMNS.contains(&self)
    }

    /// Whether the cell depends on percentiles.
    pub(super) fn depends_on_percentiles(self) -> bool {
        PERCENTILE_COLUMNS.contains(&self)
    }
}

impl FromStr for MarketColumn {
    type Err = UnknownColumn;

    /// Reads a name, with or without `market_`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim().to_ascii_lowercase();
        let is_called =
            |column: &MarketColumn| column.name() == name || column.name().strip_prefix(MARKET_PREFIX) == Some(&name);
        MarketColumn::all().find(is_called).ok_or_else(|| UnknownColumn(text.trim().to_owned()))
    }
}
