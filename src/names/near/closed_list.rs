//! The names of a short list that a text may mean: values of an option, levels, sections.

use super::nearest::{Suggestion, nearest};
use crate::names::text::fold::key;
use crate::pack::{LETTERS_PER_MISTAKE_AMONG_FEW, nearest_spelling};

/// The names nearest to a text, the nearest first: by words or, where no word is near, by letters. In a short list few letters are
/// enough: `midd` and `m` are near `mid`. Each name has its id, the name to show, and the name to compare.
pub(in crate::names) fn nearest_of_few<'a>(
    text: &str,
    names: impl Iterator<Item = (&'a str, &'a str, &'a str)> + Clone,
) -> Vec<Suggestion> {
    let by_words = nearest(text, names.clone());
    if !by_words.is_empty() {
        return by_words;
    }
    let wanted = key(text);
    let mut begun = names.clone().filter(|(_, _, name)| !wanted.is_empty() && key(name).starts_with(&wanted));
    let found = match begun.next() {
        Some((id, show, _)) => begun.all(|(other, ..)| other == id).then_some((id, show)),
        None => nearest_spelling(text, names.clone().map(|(_, _, name)| name), LETTERS_PER_MISTAKE_AMONG_FEW)
            .and_then(|near| names.clone().find(|(_, _, name)| *name == near))
            .map(|(id, show, _)| (id, show)),
    };
    found.map(|(id, show)| Suggestion { id: id.to_owned(), name: show.to_owned() }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a slip of the keyboard without a suggestion, and a suggestion that has little in common with the text.
    #[test]
    fn few_letters_are_near_in_a_short_list() {
        let near = |text: &str| -> Vec<String> {
            let names = ["entry", "mid", "senior", "lead", "principal"].into_iter();
            nearest_of_few(text, names.map(|name| (name, name, name))).into_iter().map(|near| near.name).collect()
        };
        for (text, name) in [
            ("midd", "mid"),
            ("m", "mid"),
            ("sen", "senior"),
            ("Senoir", "senior"),
            ("prin", "principal"),
            ("entri", "entry"),
            ("leed", "lead"),
        ] {
            assert_eq!(near(text), [name], "{text}");
        }
        for text in ["", "boss", "7", "高", "middle-aged"] {
            assert!(near(text).is_empty(), "{text}: {:?}", near(text));
        }
    }
}
