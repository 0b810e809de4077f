//! The ids of the sections to which pages and charts belong. A pack with other ids shows its sections without those charts and
//! tables.

/// The number of open positions and of people.
pub const DEMAND: &str = "demand";
/// Pay.
pub const SALARY: &str = "salary";
/// Work that is automated.
pub const AUTOMATION: &str = "automation";
/// Skills.
pub const SKILLSETS: &str = "skillsets";
/// Employers.
pub const EMPLOYERS: &str = "employers";
/// Cities.
pub const LOCATION: &str = "location";
