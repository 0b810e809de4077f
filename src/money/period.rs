//! The spans of time that printed pay is for.

/// The span of time that an amount of pay is for, as payband prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Period {
    /// A whole year.
    #[default]
    Year,
    /// A calendar month; how many of them are paid a year is stated beside it.
    Month,
}

impl Period {
    /// Every period, the longer first.
    pub const ALL: [Period; 2] = [Period::Year, Period::Month];

    /// The word used in data columns: `year` or `month`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Period::Year => "year",
            Period::Month => "month",
        }
    }
}
