//! The ids of the words that describe a pack to people.

/// What the median is taken as in the literal reading.
pub const LITERAL_READING: &str = "literal-reading";
/// What the median is taken as in the calibrated reading.
pub const CALIBRATED_READING: &str = "calibrated-reading";
/// The id of a framework of skills follows it: the words are the name of the framework.
pub(super) const FRAMEWORK_PREFIX: &str = "framework-";
/// The id of a functional area of roles follows it: the words are the name of the area.
pub(super) const AREA_PREFIX: &str = "area-";
/// The tier of cities follows it: the words are what the reference rate is for a city of the tier without a differential.
pub(super) const REFERENCE_RATE_PREFIX: &str = "reference-rate-";

/// The market that the figures are of: a country or a region.
pub const MARKET: &str = "market";

/// The ids that do not depend on other tables.
pub(super) const FIXED: &[&str] = &[LITERAL_READING, CALIBRATED_READING, MARKET];
