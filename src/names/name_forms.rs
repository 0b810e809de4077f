//! The names of roles by the forms in which they are looked up.

use foldhash::HashMap;

use super::rules::{NameEntry, NameForm, NameKind, Scratch, has_other_forms};
use super::words::WordLists;

/// The names of one kind by their forms.
#[derive(Debug, Default)]
pub(super) struct NameForms<'p> {
    exact: HashMap<Box<str>, NameEntry<'p>>,
    reduced: HashMap<Box<str>, NameEntry<'p>>,
    by_stems: HashMap<Box<str>, NameEntry<'p>>,
    by_domain_stems: HashMap<Box<str>, NameEntry<'p>>,
}

impl<'p> NameForms<'p> {
    /// What a name in one of the forms stands for.
    pub(super) fn get(&self, form: NameForm, name: &str) -> Option<NameEntry<'p>> {
        let names = match form {
            NameForm::Exact => &self.exact,
            NameForm::Reduced => &self.reduced,
            NameForm::SortedStems => &self.by_stems,
            NameForm::DomainStems => &self.by_domain_stems,
        };
        names.get(name).cloned()
    }

    /// Adds a name, which stays parsed in `scratch`. Of two with the same form the first counts. Returns false when the name
    /// means another role already.
    pub(super) fn add(
        &mut self,
        kind: NameKind,
        name: &str,
        role: &'p str,
        words: WordLists<'_>,
        scratch: &mut Scratch,
    ) -> bool {
        let Scratch { all, parsed, stems, .. } = scratch;
        all.read(name);
        if all.is_empty() {
            return true;
        }
        if let Some(earlier) = self.exact.get(all.joined()) {
            words.parse(all, parsed);
            return earlier.has(role);
        }
        words.parse(all, parsed);
        let entry = NameEntry::One(role, all.weight());
        if parsed.has_domain_word() {
            let form = stems.read(&parsed.with_domain).into();
            self.by_domain_stems.entry(form).or_insert_with(|| entry.clone());
        }
        if has_other_forms(kind, all, parsed) {
            self.reduced.entry(parsed.content.joined().into()).or_insert_with(|| entry.clone());
            if !parsed.content.is_empty() {
                self.by_stems.entry(stems.read(&parsed.content).into()).or_insert_with(|| entry.clone());
            }
        }
        self.exact.insert(all.joined().into(), entry);
        true
    }

    /// Adds a role to the alias that was parsed last into `scratch`, which already means the role `first`.
    pub(super) fn add_role(&mut self, first: &str, role: &'p str, scratch: &mut Scratch) {
        let Scratch { all, parsed, stems, .. } = scratch;
        let forms = [
            self.exact.get_mut(all.joined()),
            self.reduced.get_mut(parsed.content.joined()),
            self.by_stems.get_mut(stems.read(&parsed.content)),
        ];
        // A form may belong to another name, which stays as it is.
        forms.into_iter().flatten().filter(|entry| entry.has(first)).for_each(|entry| entry.add_role(role));
    }
}
