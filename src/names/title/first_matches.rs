//! The first name of a role that has each form of a title, found in one pass over the names of a pack.

use super::rules::{NameKind, has_other_forms};
use crate::names::text::fold::{Folded, Token, has_key, key, stem};
use crate::names::text::sorted_stems::SortedStems;
use crate::names::text::words::{NameWords, Parsed};
use crate::pack::{DataError, Pack};

/// A name as the pack writes it, and the role of its first row.
pub(super) type RoleName<'p> = (&'p str, &'p str);

/// Every name of a kind, with its role.
pub(super) fn role_names<'p>(
    pack: &'p Pack,
    kind: NameKind,
) -> Result<Box<dyn Iterator<Item = RoleName<'p>> + 'p>, DataError> {
    Ok(match kind {
        NameKind::Title => Box::new(
            pack.roles()?
                .iter()
                .flat_map(|role| [&role.title, &role.title_zh, &role.id].map(|name| (name.as_str(), role.id.as_str()))),
        ),
        NameKind::Alias => Box::new(pack.role_aliases()?.iter().map(|alias| (alias.alias.as_str(), alias.id.as_str()))),
    })
}

/// The first name of a kind that has each form of a title.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FirstMatches<'p> {
    /// By [`NameForm::Exact`](super::rules::NameForm::Exact).
    pub(in crate::names) exact: Option<RoleName<'p>>,
    /// By [`NameForm::Reduced`](super::rules::NameForm::Reduced).
    pub(in crate::names) reduced: Option<RoleName<'p>>,
    /// By [`NameForm::SortedStems`](super::rules::NameForm::SortedStems).
    pub(super) by_stems: Option<RoleName<'p>>,
    /// By [`NameForm::DomainStems`](super::rules::NameForm::DomainStems).
    pub(super) by_domain_stems: Option<RoleName<'p>>,
}

impl<'p> FirstMatches<'p> {
    /// The first names of a kind with the forms of a parsed title. Only names that contain the words of the title are parsed.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(in crate::names) fn find(
        pack: &'p Pack,
        words: &NameWords,
        kind: NameKind,
        title: &Parsed,
        stems: &mut SortedStems,
    ) -> Result<Self, DataError> {
        let mut found = FirstMatches::default();
        let Some(wanted) = SoughtTitle::of(title, stems) else { return Ok(found) };
        let (mut all, mut parsed) = (Folded::default(), Parsed::default());
        let mut repeated: Vec<String> = Vec::new();
        for (name, role) in role_names(pack, kind)? {
            if !same_script(name, wanted.anchor) {
                continue;
            }
            if has_key(name, title.with_domain.joined()) {
                // The exact form is looked up first.
                found.exact = Some((name, role));
                break;
            }
            let wants_domain = wanted.domain_stems.is_some() && found.by_domain_stems.is_none();
            if found.reduced.is_some() && !wants_domain {
                continue;
            }
            let key = key(name);
            if !wanted.may_be(&key) {
                continue;
            }
            all.read(name);
            words.lists(pack, &all)?.parse(&all, &mut parsed);
            let is_domain = wants_domain && wanted.has_domain_stems_of(&parsed, stems);
            let has_others =
                found.reduced.is_none() && !title.content.is_empty() && has_other_forms(kind, &all, &parsed);
            let is_reduced = has_others && parsed.content.joined() == title.content.joined();
            let is_sorted = has_others && found.by_stems.is_none() && wanted.has_stems_of(&parsed, stems);
            if !(is_domain || is_reduced || is_sorted) || repeated.contains(&key) {
                continue;
            }
            // Of two names that are written with other spaces, the first counts.
            let first = role_names(pack, kind)?.find(|(other, _)| has_key(other, &key));
            if first.is_some_and(|(first, _)| !std::ptr::eq(first, name)) {
                repeated.push(key);
                continue;
            }
            if is_domain {
                found.by_domain_stems = Some((name, role));
            }
            if is_reduced {
                found.reduced = Some((name, role));
            }
            if is_sorted {
                found.by_stems = Some((name, role));
            }
        }
        Ok(found)
    }
}

/// A title for which names are sought.
struct SoughtTitle<'t> {
    title: &'t Parsed,
    /// The words that a name must contain.
    words: &'t Folded,
    /// The certain part of the longest word, by which most names are ruled out.
    anchor: &'t str,
    stems: String,
    /// The stems with those of the domain words; `None` for a title without such words.
    domain_stems: Option<String>,
}

impl<'t> SoughtTitle<'t> {
    /// `None` for a title without words.
    fn of(title: &'t Parsed, stems: &mut SortedStems) -> Option<Self> {
        let words = if title.content.is_empty() { &title.with_domain } else { &title.content };
        let longest = words.iter().max_by_key(|token| token.text.len())?;
        Some(SoughtTitle {
            title,
            words,
            anchor: certain_part(longest),
            stems: stems.read(&title.content).to_owned(),
            domain_stems: title.has_domain_word().then(|| stems.read(&title.with_domain).to_owned()),
        })
    }

    /// Whether a name with this key can have a form of the title: it contains each word, or the letters of all in their order.
    fn may_be(&self, key: &str) -> bool {
        let has_words = key.contains(self.anchor) && self.words.iter().all(|word| key.contains(certain_part(word)));
        has_words || is_subsequence(self.title.content.joined(), key)
    }

    fn has_stems_of(&self, name: &Parsed, stems: &mut SortedStems) -> bool {
        name.content.len() == self.title.content.len() && stems.read(&name.content) == self.stems
    }

    fn has_domain_stems_of(&self, name: &Parsed, stems: &mut SortedStems) -> bool {
        name.has_domain_word() && Some(stems.read(&name.with_domain)) == self.domain_stems.as_deref()
    }
}

/// The part of a word that stands in each name with the word. A Chinese name may have a domain word between any two characters, so
/// that only one character is certain.
fn certain_part<'t>(word: Token<'t>) -> &'t str {
    let end = if word.han { word.text.chars().next().map_or(0, char::len_utf8) } else { word.text.len() };
    stem(word.text.get(..end).unwrap_or_default())
}

/// Whether a name can be equal to a folded text: both are ASCII, or neither is.
fn same_script(name: &str, text: &str) -> bool {
    text.is_ascii() == name.is_ascii()
}

/// Whether a text is a subsequence of a name. A text without spaces may leave out domain words that the name has between its
/// other words (`mobileapplicationdeveloper`).
fn is_subsequence(text: &str, name: &str) -> bool {
    let mut letters = name.chars();
    !text.is_empty() && text.chars().all(|letter| letters.any(|other| other == letter))
}
