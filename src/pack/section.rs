//! Ids of sections that pages and pictures look for. A pack that calls its sections otherwise has them shown all the same,
//! without the picture or table that belongs to them.

/// How many are sought, and how many there are.
pub const DEMAND: &str = "demand";
/// What is paid.
pub const SALARY: &str = "salary";
/// What machines take over.
pub const AUTOMATION: &str = "automation";
/// What people can do.
pub const SKILLSETS: &str = "skillsets";
/// Who hires.
pub const EMPLOYERS: &str = "employers";
/// Where people work.
pub const LOCATION: &str = "location";
