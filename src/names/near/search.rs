//! Search for rows while somebody types: by beginnings of words, parts of Chinese names, aliases and similar spelling.

use std::cmp::Reverse;

use super::nearest::{Suggestion, name_similarity, word_similarity};
use crate::names::text::fold::{Folded, stem, tokens};
use crate::names::text::words::{NameWords, Parsed};
use crate::pack::{City, DataError, Level, Pack, Record, Role};

/// The lowest similarity of a typed word to a word of a name.
const MIN_TYPED_SIMILARITY: f64 = 0.75;

/// Whether a role may be offered or suggested, for instance because it can be priced.
pub type RolePredicate = fn(&Pack, &Role) -> Result<bool, DataError>;

/// The names of some rows, for searching.
#[derive(Debug, Default)]
pub struct NameSearch<'p> {
    rows: Vec<SearchRow<'p>>,
}

/// Where a word is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundIn {
    /// In the name or the id of the row.
    Name,
    /// In an alias.
    Alias,
}

/// The names of one row.
#[derive(Debug)]
struct SearchRow<'p> {
    id: &'p str,
    /// The name to show.
    name: &'p str,
    /// The names and the id.
    own: Vec<Folded>,
    aliases: Vec<Folded>,
}

/// How a row fits the typed text, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The text is a name or an alias.
    Whole,
    /// A name begins with the text.
    Beginning,
    /// A word of a name begins with the text, or a Chinese name contains it.
    Within,
    /// Each word of the text begins a word of one name.
    EachWord,
    /// An alias fits like `Within` or `EachWord`.
    Alias,
}

impl<'p> NameSearch<'p> {
    /// The roles that fulfil a predicate.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn roles(pack: &'p Pack, offered: RolePredicate) -> Result<Self, DataError> {
        let aliases = pack.role_aliases()?;
        let mut rows = Vec::new();
        for role in pack.roles()? {
            if offered(pack, role)? {
                let others = aliases.iter().filter(|alias| alias.id == role.id).map(|alias| alias.alias.as_str());
                rows.push(SearchRow::new(&role.id, &role.title, &role.title_zh, others));
            }
        }
        Ok(NameSearch { rows })
    }

    /// The cities, without provinces.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn cities(pack: &'p Pack) -> Result<Self, DataError> {
        let aliases = pack.city_aliases()?;
        let cities = pack.cities()?.iter().filter(|city| city.kind.has_figures());
        let row = |city: &'p Record<City>| {
            let others = aliases.iter().filter(|alias| alias.id == city.id).map(|alias| alias.alias.as_str());
            SearchRow::new(&city.id, &city.name, &city.name_zh, others)
        };
        Ok(NameSearch { rows: cities.map(row).collect() })
    }

    /// The levels that fulfil a predicate.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn levels(pack: &'p Pack, offered: impl Fn(&Level) -> bool) -> Result<Self, DataError> {
        let aliases = pack.level_aliases()?;
        let mut rows = Vec::new();
        for level in pack.levels()?.iter().filter(|level| offered(level)) {
            let others = aliases.iter().filter(|alias| alias.id == level.id).map(|alias| alias.alias.as_str());
            rows.push(SearchRow::new(&level.id, &level.name, &level.name_zh, others));
        }
        Ok(NameSearch { rows })
    }

    /// The ids of the rows that fit the typed text: the best first, then those with the shortest name. All rows when nothing is
    /// typed; the rows with similar spelling when none fits.
    #[must_use]
    pub fn find(&self, typed: &str) -> Vec<&'p str> {
        let folded = tokens(typed);
        if folded.is_empty() {
            return if typed.trim().is_empty() { self.rows.iter().map(|row| row.id).collect() } else { Vec::new() };
        }
        let mut found: Vec<((Fit, usize), &'p str)> =
            self.rows.iter().filter_map(|row| Some((row.fit(&folded)?, row.id))).collect();
        found.sort_by_key(|(fit, _)| *fit);
        if found.is_empty() {
            return self.near(typed).into_iter().filter_map(|near| self.id(&near.id)).collect();
        }
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// The rows in whose names each typed word is found, perhaps misspelt; the nearest first. The names may have other words,
    /// which may still be typed.
    #[must_use]
    pub fn near(&self, typed: &str) -> Vec<Suggestion> {
        let folded = tokens(typed);
        type Nearness = (f64, Reverse<usize>);
        let order = |one: &Nearness, other: &Nearness| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1));
        let mut near: Vec<(Nearness, &SearchRow<'p>)> = Vec::new();
        for row in &self.rows {
            let names = row.own.iter().chain(&row.aliases);
            near.extend(names.filter_map(|name| misspelt_in(name, &folded)).max_by(order).map(|best| (best, row)));
        }
        near.sort_by(|(one, _), (other, _)| order(other, one));
        near.into_iter().map(|(_, row)| Suggestion { id: row.id.to_owned(), name: row.name.to_owned() }).collect()
    }

    /// The number of rows whose own name, not an alias, has a text as whole words, in singular or plural, or contains it in Chinese
    /// characters.
    #[must_use]
    pub fn count_with_words(&self, text: &str) -> usize {
        let folded = tokens(text);
        let has = |name: &Folded| has_words(name, &folded) || contains_chinese(name, &folded);
        if folded.is_empty() { 0 } else { self.rows.iter().filter(|row| row.own.iter().any(has)).count() }
    }

    /// The id of a row, borrowed from the pack; `None` when the row is not searched.
    pub(in crate::names) fn id(&self, id: &str) -> Option<&'p str> {
        self.rows.iter().find(|row| row.id == id).map(|row| row.id)
    }

    /// Where a row is found by a word: it begins a word of the name or id, stands in a Chinese name, or is an alias or whole words of
    /// one. It does not count inside another word: `pm` is not in `development`.
    #[must_use]
    pub fn found_by(&self, id: &str, word: &str) -> Option<FoundIn> {
        let folded = tokens(word);
        let row = self.rows.iter().find(|row| row.id == id && !folded.is_empty())?;
        if row.own.iter().any(|name| begins_a_word(name, &folded) || contains_chinese(name, &folded)) {
            return Some(FoundIn::Name);
        }
        let of_alias = |name: &Folded| has_words(name, &folded) || contains_chinese(name, &folded);
        row.aliases.iter().any(of_alias).then_some(FoundIn::Alias)
    }
}

impl<'p> SearchRow<'p> {
    fn new(id: &'p str, name: &'p str, name_zh: &'p str, aliases: impl Iterator<Item = &'p str>) -> Self {
        let own = [name, name_zh, id].map(tokens).into_iter().filter(|name| !name.is_empty()).collect();
        SearchRow { id, name, own, aliases: aliases.map(tokens).collect() }
    }

    /// How the row fits, and the weight that its best fitting name has beyond the typed text.
    fn fit(&self, typed: &Folded) -> Option<(Fit, usize)> {
        let own = self.own.iter().filter_map(|name| Some((fit_of_own(name, typed)?, name)));
        let others = self.aliases.iter().filter_map(|name| Some((fit_of_alias(name, typed)?, name)));
        own.chain(others).map(|(fit, name)| (fit, name.weight().saturating_sub(typed.weight()))).min()
    }
}

fn fit_of_own(name: &Folded, typed: &Folded) -> Option<Fit> {
    if is_whole(name, typed) {
        Some(Fit::Whole)
    } else if name.joined().starts_with(typed.joined()) {
        Some(Fit::Beginning)
    } else if begins_a_word(name, typed) || contains_chinese(name, typed) {
        Some(Fit::Within)
    } else {
        begins_each_word(name, typed).then_some(Fit::EachWord)
    }
}

fn fit_of_alias(name: &Folded, typed: &Folded) -> Option<Fit> {
    if is_whole(name, typed) {
        return Some(Fit::Whole);
    }
    (begins_a_word(name, typed) || contains_chinese(name, typed) || begins_each_word(name, typed)).then_some(Fit::Alias)
}

/// Whether a name has each word of a text, in singular or plural, or inside a run of Chinese characters.
pub(in crate::names) fn has_each_word(name: &Folded, text: &Folded) -> bool {
    text.iter().all(|word| {
        name.iter().any(|of_name| {
            of_name.han == word.han
                && (stem(of_name.text) == stem(word.text) || word.han && of_name.text.contains(word.text))
        })
    })
}

/// Whether a name ends with the words of a text, in singular or plural, or with its Chinese characters.
pub(in crate::names) fn ends_with_words(name: &Folded, text: &Folded) -> bool {
    let words = name.len().checked_sub(text.len()).map(|at| name.suffix_from(at));
    words.is_some_and(|words| stem(words) == stem(text.joined()))
        || text.has_han() && name.joined().ends_with(text.joined())
}

fn is_whole(name: &Folded, typed: &Folded) -> bool {
    name.joined() == typed.joined()
}

/// Whether the name, from the beginning of one of its words, begins with the text. Spaces make no difference.
fn begins_a_word(name: &Folded, typed: &Folded) -> bool {
    (0..name.len()).any(|at| name.suffix_from(at).starts_with(stem(typed.joined())))
}

/// Whether each word of the text begins a word of the name, or stands in it when it is Chinese.
fn begins_each_word(name: &Folded, typed: &Folded) -> bool {
    typed.iter().all(|word| {
        let word_stem = stem(word.text);
        name.iter().any(|of_name| {
            of_name.han == word.han
                && (of_name.text.starts_with(word_stem) || word.han && of_name.text.contains(word.text))
        })
    })
}

/// Whether a name contains a text with Chinese characters.
fn contains_chinese(name: &Folded, typed: &Folded) -> bool {
    typed.has_han() && name.joined().contains(typed.joined())
}

/// The mean similarity of the typed words to words of the name, and the difference in weight; `None` when it is too low.
fn misspelt_in(name: &Folded, typed: &Folded) -> Option<(f64, Reverse<usize>)> {
    let besides = Reverse(name.weight().abs_diff(typed.weight()));
    let best_of_word = |word| name.iter().map(|of_name| word_similarity(word, of_name)).fold(0.0, f64::max);
    let words: Vec<f64> = typed.iter().map(best_of_word).collect();
    if words.iter().all(|similarity| *similarity >= MIN_TYPED_SIMILARITY) {
        #[expect(clippy::cast_precision_loss, reason = "few words are typed")]
        let mean = words.iter().sum::<f64>() / words.len().max(1) as f64;
        return Some((mean, besides));
    }
    // Two words may be written as one, or one as two.
    let whole = name_similarity(typed, name);
    (whole >= MIN_TYPED_SIMILARITY).then_some((whole, besides))
}

/// Whether the text is one or more whole words of the name, in singular or plural.
fn has_words(name: &Folded, typed: &Folded) -> bool {
    (0..name.len()).any(|at| {
        (1..=name.len() - at)
            .any(|count| name.joined_range(at, count).is_some_and(|words| stem(words) == stem(typed.joined())))
    })
}

/// A title without the words of the pack's own domain: `Cloud Architect`. `None` when it has no such word.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn without_domain(pack: &Pack, words: &NameWords, title: &str) -> Result<Option<String>, DataError> {
    let mut parsed = Parsed::default();
    words.for_requests(pack)?.parse(&tokens(title), &mut parsed);
    let mut content = parsed.content.iter().peekable();
    let mut kept: Vec<&str> = Vec::new();
    for word in title.split_whitespace() {
        let folded = tokens(word);
        let mut is_content = false;
        for token in folded.iter() {
            if content.next_if(|next| next.text == token.text).is_some() {
                is_content = true;
            }
        }
        if is_content {
            kept.push(word);
        }
    }
    let shorter = kept.join(" ");
    Ok((!shorter.is_empty() && shorter.len() < title.len()).then_some(shorter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pricing::level_has_price;

    #[test]
    fn cities_and_levels_are_found_by_their_other_names_too() {
        let pack = Pack::bundled();
        let cities = NameSearch::cities(&pack).unwrap();
        for (typed, city) in [
            ("shang", vec!["shanghai"]),
            ("上", vec!["shanghai", "hangzhou"]),
            ("廣州", vec!["guangzhou"]),
            ("guang", vec!["guangzhou"]),
            ("Peking", vec!["beijing"]),
            ("Shnaghai", vec!["shanghai"]),
            ("Guangdong", vec![]),
            ("ciso", vec![]),
        ] {
            assert_eq!(cities.find(typed), city, "{typed}");
        }
        let levels = NameSearch::levels(&pack, level_has_price).unwrap();
        for (typed, level) in [
            ("sen", vec!["senior"]),
            ("junior", vec!["entry"]),
            ("高", vec!["senior"]),
            ("senoir", vec!["senior"]),
            ("intern", vec![]),
            ("boss", vec![]),
        ] {
            assert_eq!(levels.find(typed), level, "{typed}");
        }
    }

    #[test]
    fn a_search_word_is_a_word_or_its_beginning() {
        let pack = Pack::bundled();
        let all = NameSearch::roles(&pack, |_, _| Ok(true)).unwrap();
        for (word, role, found) in [
            ("pm", "product-manager", true),
            ("pm", "platform-developer", false),
            ("devel", "platform-developer", true),
            ("velop", "platform-developer", false),
            ("security", "healthcare-cybersecurity-analyst", true),
            ("java", "backend-developer", true),
            ("architects", "systems-architect", true),
            ("cloud architect", "healthcare-cloud-architect", true),
            ("架构师", "healthcare-cloud-architect", true),
            ("架構師", "healthcare-cloud-architect", true),
            ("算法", "machine-learning-engineer", true),
            ("ai", "ai-engineer", true),
            // The id contains the letters, but not as a word.
            ("ai", "hardware-engineer", false),
            ("", "ai-engineer", false),
        ] {
            assert_eq!(all.found_by(role, word).is_some(), found, "{word}, {role}");
        }
        for (word, role, found) in [
            ("java", "backend-developer", FoundIn::Alias),
            ("devel", "platform-developer", FoundIn::Name),
            ("架构师", "healthcare-cloud-architect", FoundIn::Name),
        ] {
            assert_eq!(all.found_by(role, word), Some(found), "{word}, {role}");
        }
    }

    #[test]
    fn titles_lose_their_words_of_the_domain() {
        let pack = Pack::bundled();
        let words = NameWords::default();
        for (title, shorter) in [
            ("Healthcare Cloud Architect", Some("Cloud Architect")),
            ("Software Engineer", None),
            ("Human-Centered AI Designer", None),
        ] {
            assert_eq!(without_domain(&pack, &words, title).unwrap().as_deref(), shorter, "{title}");
        }
    }
}
