//! Names that somebody may have meant.

use super::fold::{Folded, Token, tokens};

/// A name near to what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The id of the row.
    pub id: String,
    /// What to call it.
    pub name: String,
}

/// How near a name has to be to be worth suggesting.
const WORTH_SUGGESTING: f64 = 0.72;
/// How many to suggest.
const SUGGESTIONS: usize = 3;

/// The nearest of some names, each given as its id, the name to show, and the name to compare.
pub(super) fn nearest<'a>(text: &str, names: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> Vec<Suggestion> {
    let mut name = Folded::default();
    let wanted = tokens(text);
    let mut found = Nearest::default();
    for (id, show, compare) in names {
        name.read(compare);
        found.add(&wanted, id, show, &name);
    }
    found.suggestions()
}

/// The names that are near enough, while they are being looked through.
#[derive(Debug, Default)]
pub(super) struct Nearest<'a>(Vec<(f64, &'a str, &'a str)>);

impl<'a> Nearest<'a> {
    /// Compares a name.
    pub(super) fn add(&mut self, wanted: &Folded, id: &'a str, show: &'a str, name: &Folded) {
        if wanted.is_empty() {
            return;
        }
        let score = similarity(wanted, name);
        if score < WORTH_SUGGESTING {
            return;
        }
        match self.0.iter_mut().find(|(_, near, _)| *near == id) {
            Some(earlier) => earlier.0 = earlier.0.max(score),
            None => self.0.push((score, id, show)),
        }
    }

    /// The nearest first.
    pub(super) fn suggestions(mut self) -> Vec<Suggestion> {
        self.0.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        // One that is much nearer than the rest stands alone.
        let best = self.0.first().map_or(0.0, |(score, ..)| *score);
        let near = self.0.into_iter().take_while(|(score, ..)| best - score < 0.12).take(SUGGESTIONS);
        near.map(|(_, id, show)| Suggestion { id: id.to_owned(), name: show.to_owned() }).collect()
    }
}

/// How alike a text and a name are, from 0 to 1: letter by letter, or word by word in any order, whichever is more.
fn similarity(wanted: &Folded, name: &Folded) -> f64 {
    strsim::jaro_winkler(wanted.joined(), name.joined()).max(by_words(wanted, name))
}

/// The mean over the words of both sides of the likeness to the best word on the other side.
fn by_words(one: &Folded, other: &Folded) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let side = |from: &Folded, to: &Folded| -> f64 {
        from.iter().map(|word| to.iter().map(|candidate| alike(&word, &candidate)).fold(0.0, f64::max)).sum()
    };
    #[expect(clippy::cast_precision_loss, reason = "a title has few words")]
    let words = (one.len() + other.len()) as f64;
    (side(one, other) + side(other, one)) / words
}

/// How alike two words are; unlike ones count for nothing, so that long titles do not add up to a likeness.
fn alike(one: &Token<'_>, other: &Token<'_>) -> f64 {
    let score =
        if one.han { strsim::sorensen_dice(one.text, other.text) } else { strsim::jaro_winkler(one.text, other.text) };
    if score < 0.8 { 0.0 } else { score }
}
