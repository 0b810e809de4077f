//! The names that ids have for people.

use super::error::DataError;
use super::package::Pack;
use super::records::{City, Level, Role};
use super::table::PackTable;
use super::wording_id::{AREA_PREFIX, FRAMEWORK_PREFIX, MARKET, REFERENCE_RATE_PREFIX};

/// The names of roles, cities and levels. An id that the pack does not have is its own name.
///
/// Its tables have been read, so that a lookup cannot fail.
#[derive(Debug, Clone, Copy)]
pub struct Labels<'p> {
    roles: &'p PackTable<Role>,
    cities: &'p PackTable<City>,
    levels: &'p PackTable<Level>,
}

impl Labels<'_> {
    /// The title of a role.
    #[must_use]
    pub fn role<'a>(&'a self, id: &'a str) -> &'a str {
        self.roles.get(id).map_or(id, |role| role.title.as_str())
    }

    /// The name of a city.
    #[must_use]
    pub fn city<'a>(&'a self, id: &'a str) -> &'a str {
        self.cities.get(id).map_or(id, |city| city.name.as_str())
    }

    /// The name of a level.
    #[must_use]
    pub fn level<'a>(&'a self, id: &'a str) -> &'a str {
        self.levels.get(id).map_or(id, |level| level.name.as_str())
    }

    /// The name of the level of a price; `None` where it has none.
    #[must_use]
    pub fn level_of<'a>(&'a self, id: &'a Option<String>) -> Option<&'a str> {
        id.as_deref().map(|id| self.level(id))
    }
}

impl Pack {
    /// The names of roles, cities and levels.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn labels(&self) -> Result<Labels<'_>, DataError> {
        Ok(Labels { roles: self.roles()?, cities: self.cities()?, levels: self.levels()? })
    }

    /// The title of a role; its id when the pack does not have it.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn role_title<'p>(&'p self, id: &'p str) -> Result<&'p str, DataError> {
        Ok(self.roles()?.get(id).map_or(id, |role| role.title.as_str()))
    }

    /// The name of a city; its id when the pack does not have it.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn city_name<'p>(&'p self, id: &'p str) -> Result<&'p str, DataError> {
        Ok(self.cities()?.get(id).map_or(id, |city| city.name.as_str()))
    }

    /// The name of a level; its id when the pack does not have it.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn level_name<'p>(&'p self, id: &'p str) -> Result<&'p str, DataError> {
        Ok(self.levels()?.get(id).map_or(id, |level| level.name.as_str()))
    }

    /// The title of a section of the source; its id when the pack does not have it.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn section_title<'p>(&'p self, id: &'p str) -> Result<&'p str, DataError> {
        Ok(self.sections()?.get(id).map_or(id, |section| section.title.as_str()))
    }

    /// The pack's own words for a place in the output; `None` where it has none.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn words(&self, id: &str) -> Result<Option<&str>, DataError> {
        Ok(self.wording()?.get(id).map(|wording| wording.text.as_str()))
    }

    /// Whether each role is an occupation, which covers many jobs.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub(crate) fn has_occupations(&self) -> Result<bool, DataError> {
        let roles = self.roles()?;
        Ok(!roles.is_empty() && roles.iter().all(|role| !role.covers.is_empty()))
    }

    /// The name of the market that the figures are of: that of the nation, or the pack's own words; `None` where it has neither.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn market_name(&self) -> Result<Option<&str>, DataError> {
        match self.nation()? {
            Some(nation) => Ok(Some(&nation.name)),
            None => self.words(MARKET),
        }
    }

    /// The name of a functional area: the pack's own words, or the id without hyphens.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn area_name(&self, id: &str) -> Result<String, DataError> {
        Ok(self.words(&format!("{AREA_PREFIX}{id}"))?.map_or_else(|| id.replace('-', " "), str::to_owned))
    }

    /// The frameworks of skills, in the order of the table.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn frameworks(&self) -> Result<Vec<&str>, DataError> {
        let mut all: Vec<&str> = Vec::new();
        for skill in self.skills()? {
            if !all.contains(&skill.framework.as_str()) {
                all.push(&skill.framework);
            }
        }
        Ok(all)
    }

    /// What the reference rate is for a city of a tier, in the pack's own words; `None` where it has none.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub(crate) fn reference_rate(&self, tier: &str) -> Result<Option<&str>, DataError> {
        if tier.is_empty() { Ok(None) } else { self.words(&format!("{REFERENCE_RATE_PREFIX}{tier}")) }
    }

    /// The name of a framework of skills: the pack's own words, or the id without hyphens.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn framework_name(&self, id: &str) -> Result<String, DataError> {
        Ok(self.words(&format!("{FRAMEWORK_PREFIX}{id}"))?.map_or_else(|| id.replace('-', " "), str::to_owned))
    }
}
