//! The table `place_words` of `data/language/`: words that exclude a place, and words of institutions and their sites.

use std::sync::OnceLock;

use crate::names::text::fold::{Folded, Token, key};
use crate::names::text::words::WordLists;
use crate::pack::WordFunction;
use crate::pack::delimited::each_row;

const TABLE: &str = include_str!("../../../data/language/place_words.csv");

/// The most tokens of a word in Latin letters.
const MAX_TOKENS: usize = 2;

/// The most characters between the place and the word for a site: `深圳国际研究生院`.
const MAX_SITE_NAME_CHARS: usize = 6;

/// The words by their function, folded, the longest first.
#[derive(Debug, Default)]
pub(super) struct PlaceWords {
    /// Before a place, they exclude it: `except`, `除`.
    excluded_before: Vec<String>,
    /// After a place, they exclude it: `以外`.
    excluded_after: Vec<String>,
    /// They end the name of an institution that may have sites elsewhere: `大学`.
    institution: Vec<String>,
    /// They end the name of a site: `校区`.
    site: Vec<String>,
}

impl PlaceWords {
    /// The words, parsed on first use.
    pub(super) fn get() -> &'static Self {
        static WORDS: OnceLock<PlaceWords> = OnceLock::new();
        WORDS.get_or_init(|| {
            let mut words = PlaceWords::default();
            each_row(TABLE, |cells| {
                let [word, _, part] = cells else { return };
                let list = match &**part {
                    "excluded_before" => &mut words.excluded_before,
                    "excluded_after" => &mut words.excluded_after,
                    "institution" => &mut words.institution,
                    _ => &mut words.site,
                };
                list.push(key(word));
            });
            for list in [&mut words.excluded_before, &mut words.excluded_after, &mut words.institution, &mut words.site]
            {
                list.sort_by_key(|word| std::cmp::Reverse(word.len()));
            }
            words
        })
    }

    /// The byte behind the first word for an institution in a run that has a name before it.
    pub(super) fn end_of_institution(&self, run: &str) -> Option<usize> {
        run.char_indices().skip(1).find_map(|(at, _)| {
            let rest = run.get(at..)?;
            self.institution.iter().find(|word| rest.starts_with(word.as_str())).map(|word| at + word.len())
        })
    }

    /// Whether a word in Latin letters is one for an institution.
    pub(super) fn is_institution_word(&self, word: &str) -> bool {
        self.institution.iter().any(|known| known == word)
    }

    /// Whether a word in Latin letters is one for a site.
    pub(super) fn is_site_word(&self, word: &str) -> bool {
        self.site.iter().any(|known| known == word)
    }

    /// Whether what stands behind a place makes it the site of an institution: `校区`, `国际研究生院`.
    pub(super) fn is_site(&self, behind: &str) -> bool {
        let name = self.site.iter().find_map(|word| behind.strip_suffix(word.as_str()));
        name.is_some_and(|name| name.chars().count() <= MAX_SITE_NAME_CHARS)
    }
}

/// Whether a part of an address excludes a place: `Any city except Beijing`, `上海除外`. `has_name` tells whether a folded text names a
/// place, and `begins_with_name` whether a Chinese one begins with such a name.
pub(super) fn excludes_place(
    part: &Folded,
    words: WordLists<'_>,
    has_name: impl Fn(&str) -> bool,
    begins_with_name: impl Fn(&str) -> bool,
) -> bool {
    /// The most tokens of the name of a place.
    const MAX_NAME_TOKENS: usize = 4;
    let known = PlaceWords::get();
    let names_place_at = |at: usize| {
        part.get(at).is_some_and(|token| token.han && begins_with_name(token.text))
            || (1..=MAX_NAME_TOKENS).any(|count| part.joined_range(at, count).is_some_and(&has_name))
    };
    let is_filler = |token: Token<'_>| words.is_word(token, &[WordFunction::Noise, WordFunction::PlaceFiller]);
    (0..part.len()).any(|at| {
        let Some(token) = part.get(at) else { return false };
        if token.han {
            return excludes_in_run(token.text, known, &begins_with_name, names_place_at(at + 1));
        }
        (1..=MAX_TOKENS).any(|count| {
            let word = part.joined_range(at, count).unwrap_or_default();
            let is_in = |list: &[String]| list.iter().any(|known| known == word);
            // The names of cities are among the words that say nothing in titles.
            let is_next = |at: &usize| names_place_at(*at) || part.get(*at).is_some_and(|token| !is_filler(token));
            let next = (at + count..part.len()).find(is_next);
            is_in(&known.excluded_before) && next.is_some_and(names_place_at)
                || is_in(&known.excluded_after) && at > 0 && (0..at).any(names_place_at)
        })
    })
}

/// Whether a Chinese run excludes a place in it, or the one behind it.
fn excludes_in_run(
    run: &str,
    known: &PlaceWords,
    begins_with_name: impl Fn(&str) -> bool,
    is_before_place: bool,
) -> bool {
    let mut has_place = false;
    run.char_indices().any(|(at, _)| {
        let rest = run.get(at..).unwrap_or_default();
        let before = known.excluded_before.iter().find_map(|word| rest.strip_prefix(word.as_str()));
        let is_excluded =
            before.is_some_and(|behind| if behind.is_empty() { is_before_place } else { begins_with_name(behind) });
        let is_after = has_place && known.excluded_after.iter().any(|word| rest.starts_with(word.as_str()));
        has_place |= begins_with_name(rest);
        is_excluded || is_after
    })
}
