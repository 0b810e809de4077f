//! Search for roles by a whole title.

use super::search::NameSearch;
use crate::names::title::titles::{TitleMatch, Titles};
use crate::pack::DataError;

impl<'p> NameSearch<'p> {
    /// The ids of the roles that fit the typed text, as [`NameSearch::find`] returns them. The role that the text means as a
    /// title comes first: `Sr. Cloud Architect (Azure)`. When no role fits, those suggested for the title.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn find_titles(&self, titles: &Titles<'p>, typed: &str) -> Result<Vec<&'p str>, DataError> {
        let mut found = self.find(typed);
        match titles.resolve(typed)? {
            Ok(TitleMatch { role, .. }) => {
                if let Some(id) = self.id(&role) {
                    found.retain(|other| *other != id);
                    found.insert(0, id);
                }
            }
            Err(error) if found.is_empty() => found.extend(error.nearest.iter().filter_map(|near| self.id(&near.id))),
            Err(_) => {}
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::text::words::NameWords;
    use crate::pack::Pack;
    use crate::pricing::has_price;

    #[test]
    fn what_is_typed_leads_to_the_row_that_is_meant() {
        let pack = Pack::bundled();
        let words = NameWords::default();
        let titles = Titles::new(&pack, &words);
        let roles = NameSearch::roles(&pack, |pack, role| has_price(pack, role, None)).unwrap();
        let first = |typed: &str| roles.find_titles(&titles, typed).unwrap().first().copied().unwrap_or("none");
        for (typed, role) in [
            ("cloudarch", "healthcare-cloud-architect"),
            // A title that begins with the text is before one that only has it.
            ("Clo", "cloud-infrastructure-engineer"),
            ("healthcare clo", "healthcare-cloud-architect"),
            ("cloud a", "healthcare-cloud-architect"),
            ("architect cloud", "healthcare-cloud-architect"),
            ("云架构", "healthcare-cloud-architect"),
            ("雲架構", "healthcare-cloud-architect"),
            ("Sr. Cloud Architect (Azure)", "healthcare-cloud-architect"),
            ("privacy", "privacy-officer"),
            ("security an", "healthcare-cybersecurity-analyst"),
            ("swe", "software-engineer"),
            ("PM", "clinical-product-manager"),
            ("java", "backend-developer"),
            ("sofware enginer", "software-engineer"),
            ("数据科学佳", "healthcare-data-scientist"),
            ("sofware", "tester"),
            ("cluod", "cloud-infrastructure-engineer"),
            ("datascintist", "healthcare-data-scientist"),
            ("ciso", "none"),
            ("plumber", "none"),
            ("pmen", "none"),
            ("???", "none"),
        ] {
            assert_eq!(first(typed), role, "{typed}");
        }
        let priced = pack.roles().unwrap().iter().filter(|role| has_price(&pack, role, None).unwrap()).count();
        assert_eq!(roles.find(" ").len(), priced);
        // An abbreviation with two meanings finds both roles and no other.
        assert_eq!(roles.find("pm"), ["clinical-product-manager", "product-manager", "project-manager"]);
        // Roles without a price are not offered.
        assert!(!roles.find("ict").contains(&"ict-specialist"));
    }
}
