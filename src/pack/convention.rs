//! The ids of the constants that pricing and pay strings need.

/// Growth of pay in the sector, in percentage points a year: the default rate of ageing. Without it, a rate must be given.
pub const SECTOR_AGEING_RATE: &str = "sector-ageing-rate";
/// Months paid a year by default.
pub const MONTHS_PER_YEAR: &str = "months-per-year";
/// Weeks paid a year.
pub const PAID_WEEKS_PER_YEAR: &str = "paid-weeks-per-year";
/// Paid working days a month.
pub const PAID_DAYS_PER_MONTH: &str = "paid-days-per-month";
/// Paid hours a working day.
pub const PAID_HOURS_PER_DAY: &str = "paid-hours-per-day";
/// Days in a mean calendar month, for ageing.
pub const DAYS_PER_MONTH: &str = "days-per-month";

/// The currency, as the unit of the row, in which pay is agreed in the market of the pack. Without it, the currency of the
/// medians.
pub const LOCAL_CURRENCY: &str = "local-currency";

/// The level, as the unit of the row, at which the medians sit in the calibrated reading. Without it, the level `mid`, or else the
/// lower middle one.
pub const MEDIAN_LEVEL: &str = "median-level";

/// The constants that a pack may have and that no words which every pack shares have.
pub(super) const OF_A_PACK: &[&str] = &[SECTOR_AGEING_RATE, LOCAL_CURRENCY, MEDIAN_LEVEL];

/// The constants that every pack has: its own, or those that every pack shares.
pub(super) const OF_EVERY_PACK: &[&str] =
    &[MONTHS_PER_YEAR, PAID_WEEKS_PER_YEAR, PAID_DAYS_PER_MONTH, PAID_HOURS_PER_DAY, DAYS_PER_MONTH];
