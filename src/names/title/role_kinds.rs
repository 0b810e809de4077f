//! Which roles are a kind of another role: a backend developer is a kind of software engineer.

use foldhash::HashMap;

use crate::names::text::fold::{is_han, key, tokens};
use crate::pack::{DataError, Pack};

/// The pairs of a special and a general role, with the number of names of the special role that end with a title of the general
/// one.
#[derive(Debug, Default)]
pub(super) struct RoleKinds<'p>(HashMap<(&'p str, &'p str), u32>);

/// The fewest such names. One or two may end so although the roles are different jobs: a presales engineer may be called
/// `售前技术支持工程师`, and technical support (`技术支持工程师`) is another job.
const MIN_NAMES: u32 = 3;

impl<'p> RoleKinds<'p> {
    /// The pairs of a pack, from its titles and aliases: `Java Software Engineer` is an alias that ends with `Software Engineer`.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(in crate::names) fn new(pack: &'p Pack) -> Result<Self, DataError> {
        let roles = pack.roles()?;
        let titles: HashMap<String, &'p str> = roles
            .iter()
            .flat_map(|role| [&role.title, &role.title_zh].map(|title| (key(title), role.id.as_str())))
            .filter(|(title, _)| !title.is_empty())
            .collect();
        let longest = titles.keys().map(String::len).max().unwrap_or_default();
        let own = roles.iter().flat_map(|role| [&role.title, &role.title_zh].map(|title| (title.as_str(), &role.id)));
        let aliases = pack.role_aliases()?.iter().map(|alias| (alias.alias.as_str(), &alias.id));
        let mut kinds = RoleKinds::default();
        for (name, special) in own.chain(aliases) {
            let name = tokens(name);
            let mut start = 0;
            for token in name.iter() {
                let starts = token.text.char_indices().filter(|(at, letter)| *at == 0 || is_han(*letter));
                for at in starts.map(|(at, _)| start + at) {
                    let ending = name.joined().get(at..).filter(|ending| at > 0 && ending.len() <= longest);
                    let general =
                        ending.and_then(|ending| titles.get(ending)).filter(|general| ***general != **special);
                    if let Some(general) = general {
                        *kinds.0.entry((special.as_str(), general)).or_default() += 1;
                    }
                }
                start += token.text.len();
            }
        }
        Ok(kinds)
    }

    /// Whether the first role is a kind of the second.
    pub(super) fn is_kind_of(&self, special: &str, general: &str) -> bool {
        self.0.get(&(special, general)).is_some_and(|names| *names >= MIN_NAMES)
    }

    /// The one of these roles that is a kind of all others.
    pub(super) fn special_of<'r>(&self, roles: &[&'r str]) -> Option<&'r str> {
        let is_special = |role: &&&'r str| roles.iter().all(|other| other == *role || self.is_kind_of(role, other));
        roles.iter().find(is_special).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_end_with_a_title_make_a_kind_of_it() {
        let pack = Pack::bundled();
        let kinds = RoleKinds::new(&pack).unwrap();
        for (special, general, expected) in [
            ("backend-developer", "software-engineer", true),
            ("clinical-product-manager", "product-manager", true),
            ("clinical-data-analyst", "data-analyst", true),
            ("software-engineer", "backend-developer", false),
            ("software-engineer", "software-engineer", false),
            ("sales-engineer", "technical-support-specialist", false),
            ("healthcare-cloud-architect", "systems-architect", false),
            ("privacy-officer", "compliance-specialist", false),
        ] {
            assert_eq!(kinds.is_kind_of(special, general), expected, "{special}, {general}");
        }
        assert_eq!(kinds.special_of(&["software-engineer", "backend-developer"]), Some("backend-developer"));
        assert_eq!(kinds.special_of(&["software-engineer", "backend-developer", "product-manager"]), None);
    }
}
