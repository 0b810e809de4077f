//! Remarks that a level is accepted too, which is not the level of the job: `可接受应届`, `应届生亦可`, `graduates welcome`.

use super::experience_words::ExperienceWords;
use crate::names::text::fold::{Folded, Token, stem};
use crate::names::text::words::{Parsed, WordLists};
use crate::pack::WordFunction;

/// The most tokens of a word that says so.
const MAX_WORD_TOKENS: usize = 3;

/// Whether a text says that one or more levels are accepted too, and nothing else.
pub(in crate::names) fn accepts_level(text: &Folded, words: WordLists<'_>) -> bool {
    let known = ExperienceWords::get();
    let mut tokens: Vec<Token<'_>> = text.iter().collect();
    let before = without_words(&mut tokens, &known.accepted_before, without_front);
    let behind = without_words(&mut tokens, &known.accepted_after, without_back);
    if !before && !behind {
        return false;
    }
    let mut rest = Folded::default();
    tokens.into_iter().for_each(|token| rest.push(Token { text: stem(token.text), ..token }));
    let mut parsed = Parsed::default();
    words.parse(&rest, &mut parsed);
    !parsed.levels.is_empty()
        && words.consists_of(&rest, &[WordFunction::Level, WordFunction::Noise, WordFunction::Either])
}

/// Removes all listed words from one end of some tokens. Returns whether it removed one.
fn without_words<'t>(
    tokens: &mut Vec<Token<'t>>,
    words: &[String],
    without: impl Fn(&[Token<'t>], &str) -> Option<Vec<Token<'t>>>,
) -> bool {
    let mut found = false;
    while let Some(shorter) = words.iter().find_map(|word| without(tokens, &word.replace(' ', ""))) {
        *tokens = shorter;
        found = true;
    }
    found
}

fn without_front<'t>(tokens: &[Token<'t>], word: &str) -> Option<Vec<Token<'t>>> {
    let (first, others) = tokens.split_first()?;
    if first.han {
        let rest = Token { text: first.text.strip_prefix(word)?, ..*first };
        return Some(std::iter::once(rest).chain(others.iter().copied()).collect());
    }
    let is_word = |count: &usize| tokens.get(..*count).is_some_and(|front| joined(front) == word);
    let count = (1..=MAX_WORD_TOKENS).find(is_word)?;
    tokens.get(count..).map(<[_]>::to_vec)
}

fn without_back<'t>(tokens: &[Token<'t>], word: &str) -> Option<Vec<Token<'t>>> {
    let (last, others) = tokens.split_last()?;
    if last.han {
        let rest = Token { text: last.text.strip_suffix(word)?, ..*last };
        return Some(others.iter().copied().chain([rest]).collect());
    }
    let start = |count: usize| tokens.len().checked_sub(count);
    let is_word =
        |count: &usize| start(*count).and_then(|at| tokens.get(at..)).is_some_and(|back| joined(back) == word);
    let count = (1..=MAX_WORD_TOKENS).find(is_word)?;
    tokens.get(..start(count)?).map(<[_]>::to_vec)
}

fn joined(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| token.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::text::fold::tokens;
    use crate::names::text::words::NameWords;
    use crate::pack::Pack;

    #[test]
    fn a_level_that_is_accepted_too_is_told_from_the_level() {
        let words = NameWords::for_files(&Pack::bundled()).unwrap();
        let accepts = |text: &str| accepts_level(&tokens(text), words.loaded());
        for text in [
            "可接受应届",
            "可接受实习生",
            "也接受应届生",
            "应届亦可",
            "欢迎应届生",
            "接受应届或实习",
            "Graduates welcome",
            "open to interns",
        ] {
            assert!(accepts(text), "{text}");
        }
        for text in ["应届", "可接受出差", "接受转行", "Graduate", "welcome", "Java可接受应届", ""] {
            assert!(!accepts(text), "{text}");
        }
    }
}
