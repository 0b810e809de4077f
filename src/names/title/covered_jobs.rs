//! Whether a title names a role itself, or one of several jobs that the role covers.

use foldhash::{HashMap, HashSet};

use crate::names::text::fold::Folded;
use crate::names::text::sorted_stems::SortedStems;
use crate::names::text::words::{Parsed, WordLists};
use crate::pack::{AliasScope, DataError, Pack, Role};

/// The names of the roles that cover several jobs: the words of each name, stemmed and sorted.
#[derive(Debug, Default)]
pub(super) struct CoveredJobs<'p>(HashMap<&'p str, HashSet<Box<str>>>);

impl<'p> CoveredJobs<'p> {
    /// The names of those roles of a pack that fulfil a predicate.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(in crate::names) fn new(
        pack: &'p Pack,
        words: WordLists<'_>,
        is_wanted: impl Fn(&Role) -> bool,
    ) -> Result<Self, DataError> {
        let mut names = CoveredJobs::default();
        let (mut all, mut parsed, mut stems) = (Folded::default(), Parsed::default(), SortedStems::default());
        let mut form = |name: &str| -> Box<str> {
            all.read(name);
            words.parse(&all, &mut parsed);
            stems.read(content(&parsed)).into()
        };
        for role in pack.roles()?.iter().filter(|role| !role.covers.is_empty() && is_wanted(role)) {
            let own = [&role.title, &role.title_zh, &role.id].into_iter().filter(|name| !name.is_empty());
            names.0.insert(&role.id, own.map(|name| form(name)).collect());
        }
        if !names.0.is_empty() {
            for alias in pack.role_aliases()?.iter().filter(|alias| alias.scope == AliasScope::Role) {
                if let Some(of_role) = names.0.get_mut(alias.id.as_str()) {
                    of_role.insert(form(&alias.alias));
                }
            }
        }
        Ok(names)
    }

    /// Whether a role covers several jobs.
    pub(super) fn has_any(&self, role: &str) -> bool {
        self.0.contains_key(role)
    }

    /// Whether a title that means a role names one of several jobs that the role covers. The parsed title is left in `parsed`.
    pub(super) fn has_job(
        &self,
        role: &str,
        title: &Folded,
        words: WordLists<'_>,
        parsed: &mut Parsed,
        stems: &mut SortedStems,
    ) -> bool {
        let Some(names) = self.0.get(role) else { return false };
        words.parse(title, parsed);
        !names.contains(stems.read(content(parsed)))
    }
}

/// The words that identify a name; those of the domain where it has no others.
fn content(parsed: &Parsed) -> &Folded {
    if parsed.content.is_empty() { &parsed.with_domain } else { &parsed.content }
}
