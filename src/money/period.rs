//! The spans of time that printed pay is for.

/// The span of time that an amount of pay is for, as payband prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Period {
    /// A whole year.
    #[default]
    Year,
    /// A calendar month; how many of them are paid a year is stated beside it.
    Month,
    /// A paid hour; how many of them are paid a year is stated beside it.
    Hour,
}

impl Period {
    /// Every period, the longer first.
    pub const ALL: [Period; 3] = [Period::Year, Period::Month, Period::Hour];

    /// The word used in data columns: `year`, `month` or `hour`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Period::Year => "year",
            Period::Month => "month",
            Period::Hour => "hour",
        }
    }

    /// The word with its article: `a year`, `an hour`.
    #[must_use]
    pub fn with_article(self) -> &'static str {
        match self {
            Period::Year => "a year",
            Period::Month => "a month",
            Period::Hour => "an hour",
        }
    }

    /// The decimal places of amounts for people.
    #[must_use]
    pub fn people_places(self) -> u32 {
        match self {
            Period::Year | Period::Month => 0,
            Period::Hour => 2,
        }
    }

    /// Other words for it.
    #[must_use]
    pub fn synonyms(self) -> &'static [&'static str] {
        match self {
            Period::Year => &["annual", "annually", "yearly"],
            Period::Month => &["monthly"],
            Period::Hour => &["hourly"],
        }
    }
}
