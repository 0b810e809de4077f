//! Names that somebody may have meant.

use super::fold::{Token, key, tokens};

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
    let wanted = key(text);
    let wanted_tokens = tokens(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(f64, Suggestion)> = Vec::new();
    for (id, show, compare) in names {
        let score = similarity(&wanted, &wanted_tokens, compare);
        if score < WORTH_SUGGESTING {
            continue;
        }
        match found.iter_mut().find(|(_, near)| near.id == id) {
            Some(earlier) => earlier.0 = earlier.0.max(score),
            None => found.push((score, Suggestion { id: id.to_owned(), name: show.to_owned() })),
        }
    }
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    // One that is much nearer than the rest stands alone.
    let best = found.first().map_or(0.0, |(score, _)| *score);
    found.into_iter().take_while(|(score, _)| best - score < 0.12).take(SUGGESTIONS).map(|(_, near)| near).collect()
}

/// How alike a text and a name are, from 0 to 1: letter by letter, or word by word in any order, whichever is more.
fn similarity(wanted: &str, wanted_tokens: &[Token], name: &str) -> f64 {
    let letters = strsim::jaro_winkler(wanted, &key(name));
    let name_tokens = tokens(name);
    letters.max(by_words(wanted_tokens, &name_tokens))
}

/// The mean over the words of both sides of the likeness to the best word on the other side.
fn by_words(one: &[Token], other: &[Token]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let side = |from: &[Token], to: &[Token]| -> f64 {
        from.iter().map(|word| to.iter().map(|candidate| alike(word, candidate)).fold(0.0, f64::max)).sum()
    };
    #[expect(clippy::cast_precision_loss, reason = "a title has few words")]
    let words = (one.len() + other.len()) as f64;
    (side(one, other) + side(other, one)) / words
}

/// How alike two words are; unlike ones count for nothing, so that long titles do not add up to a likeness.
fn alike(one: &Token, other: &Token) -> f64 {
    let score = if one.han {
        strsim::sorensen_dice(&one.text, &other.text)
    } else {
        strsim::jaro_winkler(&one.text, &other.text)
    };
    if score < 0.8 { 0.0 } else { score }
}
