//! Suggestions for names that do not resolve, by edit distance word by word.

use foldhash::{HashMap, HashSet};

use crate::names::text::fold::{Folded, Token, stem};
use crate::names::title::reading::share;

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
pub(crate) const MAX_SUGGESTIONS: usize = 3;
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
pub(in crate::names) fn nearest<'a>(
    text: &str,
    names: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
) -> Vec<Suggestion> {
    let mut name = Folded::default();
    let wanted = crate::names::text::fold::tokens(text);
    let mut found = Nearest::default();
    for (id, show, compare) in names {
        name.read(compare);
        found.add(&wanted, id, show, &name);
    }
    found.suggestions()
}

/// The names that are similar enough, each with its similarity, id and the name to show.
#[derive(Debug, Default)]
pub(in crate::names) struct Nearest<'a>(Vec<(f64, &'a str, &'a str)>);

impl<'a> Nearest<'a> {
    /// Compares a name with the text, and keeps it when it is similar enough.
    pub(in crate::names) fn add(&mut self, wanted: &Folded, id: &'a str, show: &'a str, name: &Folded) {
        self.add_scored(name_similarity(wanted, name), id, show);
    }

    /// Keeps a name with this similarity when it is similar enough.
    pub(in crate::names) fn add_scored(&mut self, score: f64, id: &'a str, show: &'a str) {
        if score < MIN_SIMILARITY {
            return;
        }
        match self.0.iter_mut().find(|(_, near, _)| *near == id) {
            Some(earlier) => earlier.0 = earlier.0.max(score),
            None => self.0.push((score, id, show)),
        }
    }

    /// The nearest names, the nearest first. Of equally near names the one added first comes first.
    pub(in crate::names) fn suggestions(mut self) -> Vec<Suggestion> {
        self.0.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        let best = self.0.first().map_or(0.0, |(score, ..)| *score);
        let near = self.0.into_iter().take_while(|(score, ..)| best - score < MAX_GAP_TO_BEST).take(MAX_SUGGESTIONS);
        near.map(|(_, id, show)| Suggestion { id: id.to_owned(), name: show.to_owned() }).collect()
    }
}

/// Finds out quickly that a name is not near to a text: [`name_similarity`] is then 0, or less than needed.
#[derive(Debug)]
pub(in crate::names) struct NearFilter<'w> {
    wanted: &'w Folded,
    /// The words of the text.
    words: Vec<(Token<'w>, WordLetters)>,
    /// How often each letter stands in the text.
    letters: LetterCounts,
    /// The number of letters of the text.
    letter_count: i32,
    /// The words of names seen so far that may be similar to a word of the text.
    similar: HashMap<Box<str>, SimilarWords>,
    /// Those of the last number or code.
    of_code: SimilarWords,
    /// What [`NearFilter::is_new`] has seen.
    seen: HashSet<(usize, Box<str>)>,
}

/// The words of the text that are similar to a word.
#[derive(Debug, Clone, Default)]
struct SimilarWords {
    /// A bit for each of the first 64.
    bits: u64,
    /// Each with its place and its similarity.
    similarities: Vec<(usize, f64)>,
}

static NO_SIMILAR_WORDS: SimilarWords = SimilarWords { bits: 0, similarities: Vec::new() };

/// The letters of the stem of a word, by which most words are told to be different without comparing them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct WordLetters {
    count: usize,
    /// A bit for each letter. Several letters may share a bit.
    set: u64,
}

impl WordLetters {
    fn of(text: &str) -> Self {
        let mut letters = WordLetters { count: 0, set: 0 };
        for letter in text.chars() {
            letters.count += 1;
            letters.set |= 1 << (u32::from(letter) % 64);
        }
        letters
    }

    /// The fewest edits that turn the one text into the other: an edit changes the length by one at most, and makes up for one
    /// letter that the other text lacks.
    fn min_distance(self, other: Self) -> usize {
        let lacking = (self.set & !other.set).count_ones().max((other.set & !self.set).count_ones());
        self.count.abs_diff(other.count).max(lacking as usize)
    }

    /// Whether two words can be similar: their distance is at most this share of the longer one.
    fn may_be_similar(self, other: Self) -> bool {
        share(self.min_distance(other), self.count.max(other.count)) <= 1.0 - MIN_WORD_SIMILARITY
    }
}

/// Counts of letters. Several letters may share a count.
type LetterCounts = [i32; 64];

/// The longest number that tells names apart, such as that of a grade, in letters.
const MAX_NUMBER_LEN: usize = 2;

impl<'w> NearFilter<'w> {
    pub(in crate::names) fn new(wanted: &'w Folded) -> Self {
        let mut letters = [0; 64];
        for letter in wanted.joined().chars() {
            if let Some(count) = letters.get_mut(letter as usize % 64) {
                *count += 1;
            }
        }
        let words = wanted.iter().map(|word| (word, WordLetters::of(stem(word.text)))).collect();
        NearFilter {
            wanted,
            words,
            letters,
            letter_count: letters.iter().sum(),
            similar: HashMap::default(),
            of_code: SimilarWords::default(),
            seen: HashSet::default(),
        }
    }

    /// Whether a name may be near.
    pub(in crate::names) fn may_be_near(&mut self, name: &Folded) -> bool {
        // Less than a third of the words of text and name may be without a pair.
        self.pairs(name) * WORDS_PER_UNPAIRED_WORD > self.wanted.len() + name.len() || self.has_letters(name)
    }

    /// Whether a name, or some of its words, may be near.
    pub(in crate::names) fn may_be_near_in_part(&mut self, name: &Folded) -> bool {
        // As above: of n words of the text, more than n ÷ 2 have a pair, whatever the other words of the name.
        self.pairs(name) > self.wanted.len() / 2 || self.has_letters(name)
    }

    /// The most pairs of similar words.
    fn pairs(&mut self, name: &Folded) -> usize {
        if self.wanted.len() > 64 {
            return usize::MAX / WORDS_PER_UNPAIRED_WORD;
        }
        let similar = name.iter().fold(0_u64, |similar, word| similar | self.similar_words(word).bits);
        similar.count_ones() as usize
    }

    /// Whether a name has the letters of the text. Without spaces, one letter in five may differ, of a name that is at most one
    /// letter longer.
    fn has_letters(&self, name: &Folded) -> bool {
        let (mut left, mut missing) = (self.letters, self.letter_count);
        for letter in name.joined().chars() {
            if let Some(count) = left.get_mut(letter as usize % 64)
                && *count > 0
            {
                *count -= 1;
                missing -= 1;
            }
        }
        missing.saturating_mul(5) <= self.letter_count + 1
    }

    /// Whether no name of a row was the same but for a number without a similar word in the text. Such names are equally near.
    /// A name without such a number is new.
    pub(in crate::names) fn is_new(&mut self, row: usize, name: &Folded) -> bool {
        let is_long_number = |word: Token<'_>| word.text.len() > MAX_NUMBER_LEN && word.is_number();
        if !name.iter().any(is_long_number) {
            return true;
        }
        let mut shape = String::with_capacity(name.joined().len() + name.len());
        for word in name.iter() {
            shape.push(' ');
            if is_long_number(word) && self.similar_words(word).bits == 0 {
                shape.extend(std::iter::repeat_n('#', word.text.len()));
            } else {
                shape.push_str(word.text);
            }
        }
        self.seen.insert((row, shape.into()))
    }

    /// The similarity of the text and a name: [`name_similarity`], with the similarities of words that are known.
    pub(in crate::names) fn similarity(&mut self, name: &Folded) -> f64 {
        let mut pairs = Vec::new();
        for (beside, word) in name.iter().enumerate() {
            let similar = self.similar_words(word).similarities.iter();
            pairs.extend(similar.map(|(at, similarity)| WordPair { at: *at, beside, similarity: *similarity }));
        }
        similarity_of_pairs(self.wanted, name, pairs)
    }

    /// The words of the text that are similar to a word of a name.
    fn similar_words(&mut self, word: Token<'_>) -> &SimilarWords {
        let letters = WordLetters::of(stem(word.text));
        if !self.words.iter().any(|(text, of_text)| text.han == word.han && of_text.may_be_similar(letters)) {
            return &NO_SIMILAR_WORDS;
        }
        // Numbers differ from name to name.
        if word.is_code() {
            self.of_code = SimilarWords::of(self.wanted, word);
            return &self.of_code;
        }
        if !self.similar.contains_key(word.text) {
            self.similar.insert(word.text.into(), SimilarWords::of(self.wanted, word));
        }
        self.similar.get(word.text).unwrap_or(&NO_SIMILAR_WORDS)
    }
}

impl SimilarWords {
    fn of(wanted: &Folded, word: Token<'_>) -> Self {
        let mut similar = SimilarWords::default();
        for (at, text) in wanted.iter().enumerate() {
            let similarity = word_similarity(text, word);
            if similarity > 0.0 {
                similar.bits |= u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or_default();
                similar.similarities.push((at, similarity));
            }
        }
        similar
    }
}

/// The similarity of a text and a name, from 0 to 1: word by word in any order, or letter by letter without spaces, whichever
/// is higher.
pub(super) fn name_similarity(wanted: &Folded, name: &Folded) -> f64 {
    let mut pairs = Vec::new();
    for (at, text) in wanted.iter().enumerate() {
        for (beside, word) in name.iter().enumerate() {
            let similarity = word_similarity(text, word);
            if similarity > 0.0 {
                pairs.push(WordPair { at, beside, similarity });
            }
        }
    }
    similarity_of_pairs(wanted, name, pairs)
}

/// A word of the text and a word of a name that are similar.
#[derive(Debug, Clone, Copy)]
struct WordPair {
    at: usize,
    beside: usize,
    similarity: f64,
}

/// [`name_similarity`] by all pairs of similar words.
fn similarity_of_pairs(wanted: &Folded, name: &Folded, pairs: Vec<WordPair>) -> f64 {
    if wanted.is_empty() || name.is_empty() {
        return 0.0;
    }
    let by_words = by_words(wanted, name, pairs);
    let letters = |name: &Folded| name.joined().chars().count();
    // One name has a word more, which is no missing space: `Engineer` is not `AI Engineer`.
    if wanted.len() == name.len() || letters(wanted).abs_diff(letters(name)) > 1 {
        return by_words;
    }
    let by_letters = edit_similarity(wanted.joined(), name.joined());
    if by_letters < MIN_LETTER_SIMILARITY { by_words } else { by_words.max(by_letters) }
}

/// The share of the weight of both names that pairs of similar words account for. A pair counts by its similarity.
fn by_words(one: &Folded, other: &Folded, pairs: Vec<WordPair>) -> f64 {
    let weights = |pair: &WordPair| {
        let of_word = |name: &Folded, at| name.get(at).map_or(0.0, weight);
        (of_word(one, pair.at), of_word(other, pair.beside))
    };
    let mut pairs: Vec<(f64, WordPair)> = pairs
        .into_iter()
        .map(|pair| {
            let (weight, beside) = weights(&pair);
            (pair.similarity * weight.min(beside), pair)
        })
        .collect();
    // Of equal pairs, the first in the order of the words counts.
    pairs.sort_unstable_by(|(much, pair), (more, other)| {
        more.total_cmp(much).then((pair.at, pair.beside).cmp(&(other.at, other.beside)))
    });
    let (mut used, mut used_beside) = (vec![false; one.len()], vec![false; other.len()]);
    let mut shared = 0.0;
    for (_, pair) in pairs {
        let (Some(taken), Some(taken_beside)) = (used.get_mut(pair.at), used_beside.get_mut(pair.beside)) else {
            continue;
        };
        if !*taken && !*taken_beside {
            (*taken, *taken_beside) = (true, true);
            let (weight, beside) = weights(&pair);
            shared += pair.similarity * (weight + beside);
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
    let (letters, others) = (WordLetters::of(one), WordLetters::of(other));
    // Most texts are told to be different without calculating their distance.
    if !letters.may_be_similar(others) {
        return 0.0;
    }
    1.0 - share(strsim::osa_distance(one, other), letters.count.max(others.count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::text::fold::tokens;

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

    /// Would catch a near name that is not compared.
    #[test]
    fn the_filter_lets_every_near_name_pass() {
        let names = [
            "Data Scientist",
            "datascientist",
            "Healthcare Data Scientist",
            "Cloud Architect 77",
            "cloudarchitect",
            "AI Engineer",
            "soft ware engineer",
            "Software Engineer",
            "EHR Software Engineers",
            "数据科学家",
            "电子病历系统工程师",
            "QA",
            "",
            "mobile application developer",
            "mobileapplication developer",
            "Shanghai",
            "Chief Information Security Officer",
        ];
        for text in names.iter().flat_map(|name| {
            let whole: Vec<char> = name.chars().collect();
            let without = |at: usize| {
                whole.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, letter)| letter).collect()
            };
            (0..=whole.len()).map(without).collect::<Vec<String>>()
        }) {
            let wanted = tokens(&text);
            let mut filter = NearFilter::new(&wanted);
            for name in names.map(tokens) {
                let words: Vec<Token<'_>> = name.iter().collect();
                // Each part of the words, in order.
                for chosen in 1_usize..1 << words.len() {
                    let mut part = Folded::default();
                    words
                        .iter()
                        .enumerate()
                        .filter(|(at, _)| chosen >> at & 1 == 1)
                        .for_each(|(_, word)| part.push(*word));
                    let similarity = name_similarity(&wanted, &part);
                    assert!(filter.similarity(&part).total_cmp(&similarity).is_eq(), "{text}, {part:?}");
                    let passes = filter.may_be_near_in_part(&name) && filter.may_be_near(&part);
                    assert!(similarity < MIN_SIMILARITY || passes, "{text}, {name:?}: {similarity}");
                }
            }
        }
    }

    #[test]
    fn a_word_without_a_partner_costs() {
        assert!(of("software enginer", "Software Engineer") > of("software enginer", "EHR Software Engineer"));
        assert!(of("software enginer", "EHR Software Engineer") > of("software enginer", "Quality Assurance Engineer"));
    }
}
