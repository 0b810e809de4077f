//! Suggestions for names that do not resolve, by edit distance word by word.

use super::fold::{Folded, Token, stem};

/// A name near to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The id of the row.
    pub id: String,
    /// The name to show.
    pub name: String,
}

/// The lowest similarity of a suggested name.
const MIN_SIMILARITY: f64 = 0.72;
/// The largest difference in similarity to the best suggestion.
const MAX_GAP_TO_BEST: f64 = 0.06;
/// The most names that are suggested.
pub(super) const MAX_SUGGESTIONS: usize = 3;
/// The lowest similarity of two words that count as a pair.
const MIN_WORD_SIMILARITY: f64 = 0.6;
/// The lowest similarity of two names that are compared without spaces.
const MIN_LETTER_SIMILARITY: f64 = 0.8;
/// Two names are not similar when one word in this many, of both names, has no pair: `Engineer` is not near `AI Engineer`.
const WORDS_PER_UNPAIRED_WORD: usize = 3;
/// Added to the letters of a word for its weight, so that short words count too.
const WEIGHT_OF_A_WORD: usize = 3;
/// The longest Latin word that has to be equal, in letters: `QA` is no misspelling of `BA`.
const MAX_EXACT_LEN: usize = 3;

/// The names nearest to a text. Each name has its id, the name to show, and the name to compare.
pub(super) fn nearest<'a>(text: &str, names: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> Vec<Suggestion> {
    let mut name = Folded::default();
    let wanted = super::fold::tokens(text);
    let mut found = Nearest::default();
    for (id, show, compare) in names {
        name.read(compare);
        found.add(&wanted, id, show, &name);
    }
    found.suggestions()
}

/// The names that are similar enough, each with its similarity, id and the name to show.
#[derive(Debug, Default)]
pub(super) struct Nearest<'a>(Vec<(f64, &'a str, &'a str)>);

impl<'a> Nearest<'a> {
    /// Compares a name with the text, and keeps it when it is similar enough.
    pub(super) fn add(&mut self, wanted: &Folded, id: &'a str, show: &'a str, name: &Folded) {
        let score = name_similarity(wanted, name);
        if score < MIN_SIMILARITY {
            return;
        }
        match self.0.iter_mut().find(|(_, near, _)| *near == id) {
            Some(earlier) => earlier.0 = earlier.0.max(score),
            None => self.0.push((score, id, show)),
        }
    }

    /// The nearest names, the nearest first. Of equally near names the one added first comes first.
    pub(super) fn suggestions(mut self) -> Vec<Suggestion> {
        self.0.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        let best = self.0.first().map_or(0.0, |(score, ..)| *score);
        let near = self.0.into_iter().take_while(|(score, ..)| best - score < MAX_GAP_TO_BEST).take(MAX_SUGGESTIONS);
        near.map(|(_, id, show)| Suggestion { id: id.to_owned(), name: show.to_owned() }).collect()
    }
}

/// The similarity of a text and a name, from 0 to 1: word by word in any order, or letter by letter without spaces, whichever
/// is higher.
pub(super) fn name_similarity(wanted: &Folded, name: &Folded) -> f64 {
    if wanted.is_empty() || name.is_empty() {
        return 0.0;
    }
    let by_words = by_words(wanted, name);
    let letters = |name: &Folded| name.joined().chars().count();
    // One name has a word more, which is no missing space: `Engineer` is not `AI Engineer`.
    if wanted.len() == name.len() || letters(wanted).abs_diff(letters(name)) > 1 {
        return by_words;
    }
    let by_letters = edit_similarity(wanted.joined(), name.joined());
    if by_letters < MIN_LETTER_SIMILARITY { by_words } else { by_words.max(by_letters) }
}

/// The share of the weight of both names that pairs of similar words account for. A pair counts by its similarity.
fn by_words(one: &Folded, other: &Folded) -> f64 {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, word) in one.iter().enumerate() {
        for (beside, candidate) in other.iter().enumerate() {
            let similarity = word_similarity(word, candidate);
            if similarity > 0.0 {
                pairs.push((similarity * weight(word).min(weight(candidate)), at, beside));
            }
        }
    }
    pairs.sort_by(|(much, ..), (more, ..)| more.total_cmp(much));
    let (mut used, mut used_beside) = (vec![false; one.len()], vec![false; other.len()]);
    let mut shared = 0.0;
    for (_, at, beside) in pairs {
        let (Some(word), Some(candidate)) = (one.get(at), other.get(beside)) else { continue };
        let (Some(taken), Some(taken_beside)) = (used.get_mut(at), used_beside.get_mut(beside)) else { continue };
        if !*taken && !*taken_beside {
            (*taken, *taken_beside) = (true, true);
            shared += word_similarity(word, candidate) * (weight(word) + weight(candidate));
        }
    }
    let without_partner = used.iter().chain(&used_beside).filter(|used| !**used).count();
    if without_partner * WORDS_PER_UNPAIRED_WORD >= one.len() + other.len() {
        return 0.0;
    }
    let all: f64 = one.iter().chain(other.iter()).map(weight).sum();
    shared / all
}

/// The weight of a word: its letters, and a constant.
fn weight(word: Token<'_>) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a word has few letters")]
    let weight = (word.weight() + WEIGHT_OF_A_WORD) as f64;
    weight
}

/// The similarity of two words; 0 when they are too different to be the same word.
pub(super) fn word_similarity(one: Token<'_>, other: Token<'_>) -> f64 {
    let (one_stem, other_stem) = (stem(one.text), stem(other.text));
    if one.han != other.han {
        return 0.0;
    }
    if one_stem == other_stem {
        return 1.0;
    }
    if !one.han && one_stem.len().min(other_stem.len()) <= MAX_EXACT_LEN {
        return 0.0;
    }
    let similarity = edit_similarity(one_stem, other_stem);
    if similarity < MIN_WORD_SIMILARITY { 0.0 } else { similarity }
}

/// `1 − d ÷ n`: *d* insertions, deletions, replacements and exchanges of neighbours, *n* letters of the longer text.
fn edit_similarity(one: &str, other: &str) -> f64 {
    let (letters, others) = (one.chars().count(), other.chars().count());
    let longer = letters.max(others);
    #[expect(clippy::cast_precision_loss, reason = "a name has few letters")]
    let share = |part: usize| part as f64 / longer.max(1) as f64;
    // The distance is at least the difference in length, so that it need not be calculated here.
    if share(letters.abs_diff(others)) > 1.0 - MIN_WORD_SIMILARITY {
        return 0.0;
    }
    1.0 - share(strsim::osa_distance(one, other))
}

#[cfg(test)]
mod tests {
    use super::super::fold::tokens;
    use super::*;

    fn of(one: &str, other: &str) -> f64 {
        name_similarity(&tokens(one), &tokens(other))
    }

    #[test]
    fn misspelt_words_are_near_and_other_words_are_not() {
        for (text, name) in [
            ("data scintist", "Data Scientist"),
            ("could architect", "Cloud Architect"),
            ("scientist data", "Data Scientist"),
            ("datascintist", "Data Scientist"),
            ("soft ware enginer", "Software Engineer"),
            ("Shnaghai", "Shanghai"),
            ("senoir", "Senior"),
            ("数据科学佳", "数据科学家"),
        ] {
            assert!(of(text, name) >= MIN_SIMILARITY, "{text}, {name}: {}", of(text, name));
            assert!((of(text, name) - of(name, text)).abs() < 1e-9, "{text}, {name}");
        }
        for (text, name) in [
            ("ciso", "Medical Device Software Developer"),
            ("plumber", "Programmer"),
            ("QA", "BA"),
            ("data clerk", "Data Scientist"),
            ("engineer", "AI Engineer"),
            ("nurse", "UX Designer"),
            ("厨师", "架构师"),
            ("", "Data Scientist"),
        ] {
            assert!(of(text, name) < MIN_SIMILARITY, "{text}, {name}: {}", of(text, name));
        }
    }

    #[test]
    fn a_word_without_a_partner_costs() {
        assert!(of("software enginer", "Software Engineer") > of("software enginer", "EHR Software Engineer"));
        assert!(of("software enginer", "EHR Software Engineer") > of("software enginer", "Quality Assurance Engineer"));
    }
}
