//! The names of roles by the forms in which they are looked up.

use std::sync::OnceLock;

use foldhash::HashMap;

use super::rules::{NameEntry, NameForm, NameKind, has_other_forms};
use crate::names::text::fold::Folded;
use crate::names::text::sorted_stems::SortedStems;
use crate::names::text::words::{Parsed, WordLists};

/// The names of one kind by their forms.
#[derive(Debug)]
pub(super) struct NameForms<'p> {
    kind: NameKind,
    exact: HashMap<Box<str>, NameEntry<'p>>,
    /// The names that have forms of words, in the order in which they were added.
    added: Vec<AddedName<'p>>,
    /// The forms of words, made when one is first looked up: most titles are names as they stand.
    by_words: OnceLock<WordForms<'p>>,
}

/// A name, and what it added.
#[derive(Debug)]
struct AddedName<'p> {
    name: &'p str,
    role: &'p str,
    /// The role that the name meant already; `None` for a new name.
    first: Option<&'p str>,
}

/// The names of one kind by what is left of their words.
#[derive(Debug, Default)]
struct WordForms<'p> {
    reduced: HashMap<Box<str>, NameEntry<'p>>,
    by_stems: HashMap<Box<str>, NameEntry<'p>>,
    by_domain_stems: HashMap<Box<str>, NameEntry<'p>>,
}

impl<'p> NameForms<'p> {
    /// No names yet, with room for this many.
    pub(in crate::names) fn with_capacity(kind: NameKind, names: usize) -> Self {
        let mut exact = HashMap::default();
        exact.reserve(names);
        NameForms { kind, exact, added: Vec::with_capacity(names), by_words: OnceLock::new() }
    }

    /// What a name in one of the forms stands for. `words` are those of the pack of the names.
    pub(in crate::names) fn get(&self, form: NameForm, name: &str, words: WordLists<'_>) -> Option<NameEntry<'p>> {
        let by_words = || self.by_words.get_or_init(|| WordForms::of(self.kind, &self.added, words));
        let names = match form {
            NameForm::Exact => &self.exact,
            NameForm::Reduced => &by_words().reduced,
            NameForm::SortedStems => &by_words().by_stems,
            NameForm::DomainStems => &by_words().by_domain_stems,
        };
        names.get(name).cloned()
    }

    /// Adds a name. Of two with the same form the first counts. Returns false when the name means another role already. `folded` is
    /// a buffer.
    pub(in crate::names) fn add(&mut self, name: &'p str, role: &'p str, folded: &mut Folded) -> bool {
        folded.read(name);
        if folded.is_empty() {
            return true;
        }
        if let Some(earlier) = self.exact.get(folded.joined()) {
            return earlier.has(role);
        }
        self.exact.insert(folded.joined().into(), NameEntry::One(role, folded.weight()));
        self.added.push(AddedName { name, role, first: None });
        true
    }

    /// Adds a role to a name that already means the role `first`.
    pub(super) fn add_role(&mut self, name: &'p str, first: &'p str, role: &'p str, folded: &mut Folded) {
        folded.read(name);
        if let Some(entry) = self.exact.get_mut(folded.joined()).filter(|entry| entry.has(first)) {
            entry.add_role(role);
        }
        self.added.push(AddedName { name, role, first: Some(first) });
    }
}

impl<'p> WordForms<'p> {
    /// The forms of names, in the order in which these were added.
    fn of(kind: NameKind, names: &[AddedName<'p>], words: WordLists<'_>) -> Self {
        let mut forms = WordForms::default();
        let (mut all, mut parsed, mut stems) = (Folded::default(), Parsed::default(), SortedStems::default());
        for AddedName { name, role, first } in names {
            all.read(name);
            words.parse(&all, &mut parsed);
            match first {
                None => forms.add(kind, &NameEntry::One(role, all.weight()), &all, &parsed, &mut stems),
                Some(first) => forms.add_role(first, role, &parsed, &mut stems),
            }
        }
        forms
    }

    fn add(&mut self, kind: NameKind, entry: &NameEntry<'p>, all: &Folded, parsed: &Parsed, stems: &mut SortedStems) {
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
    }

    /// Adds a role to the forms of a name that already means the role `first`.
    fn add_role(&mut self, first: &str, role: &'p str, parsed: &Parsed, stems: &mut SortedStems) {
        let forms = [self.reduced.get_mut(parsed.content.joined()), self.by_stems.get_mut(stems.read(&parsed.content))];
        // A form may belong to another name, which stays as it is.
        forms.into_iter().flatten().filter(|entry| entry.has(first)).for_each(|entry| entry.add_role(role));
    }
}
