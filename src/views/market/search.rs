//! The search of `market --find`: whole words, numbers as they are shown, and words for the same thing in several languages.

use crate::names::is_han;
use crate::pack::{DataError, Pack};

/// What a row must contain: for each part, one of its terms.
#[derive(Debug)]
pub(super) struct Search(Vec<Vec<Term>>);

/// A word, a phrase or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// Tokens that follow each other.
    Phrase(Vec<Token>),
    /// A text with Chinese characters, which have no spaces between words.
    Part(String),
}

/// A word in the singular, or a number without separators of thousands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Number { digits: String, is_percent: bool },
}

impl Search {
    /// The search for some words. Neighbouring words that are a term of the pack together are one part.
    ///
    /// # Errors
    /// [`DataError`] when the table of terms cannot be read.
    pub(super) fn new(pack: &Pack, words: &[String]) -> Result<Self, DataError> {
        // A sign such as `&` is no word.
        let is_word = |word: &String| word.chars().any(char::is_alphanumeric);
        let words = words.iter().map(|word| word.to_lowercase()).filter(is_word);
        let words = words.map(|word| split(pack, word)).collect::<Result<Vec<_>, _>>()?.concat();
        let mut parts = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let (used, terms) = terms_at(pack, rest)?;
            parts.push(terms);
            at += used;
        }
        Ok(Search(parts))
    }

    /// Whether a text contains every part.
    pub(super) fn matches(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let tokens = tokens(&text);
        self.0.iter().all(|terms| {
            terms.iter().any(|term| match term {
                Term::Phrase(wanted) if wanted.is_empty() => false,
                Term::Phrase(wanted) => tokens.windows(wanted.len()).any(|some| is_phrase(some, wanted)),
                Term::Part(part) => text.contains(part.as_str()),
            })
        })
    }
}

/// The number of words at the beginning that are one term, and all terms for the same thing.
fn terms_at(pack: &Pack, words: &[String]) -> Result<(usize, Vec<Term>), DataError> {
    let table = pack.search_terms()?;
    for count in (1..=words.len()).rev() {
        let asked = Term::of(&words.get(..count).unwrap_or_default().join(" "));
        let mut terms = vec![asked.clone()];
        for known in table.iter().filter(|known| Term::of(&known.term) == asked) {
            terms.extend(table.with_first_key(&known.concept).map(|other| Term::of(&other.term)));
        }
        if terms.len() > 1 || count == 1 {
            return Ok((count, terms));
        }
    }
    Ok((words.len().max(1), Vec::new()))
}

/// The terms of which a Chinese word consists, as 人才短缺 does of 人才 and 短缺; otherwise the word itself.
fn split(pack: &Pack, word: String) -> Result<Vec<String>, DataError> {
    let table = pack.search_terms()?;
    let is_known = |text: &str| table.iter().any(|known| known.term == *text);
    if !word.chars().any(is_han) || is_known(&word) {
        return Ok(vec![word]);
    }
    let (mut parts, mut rest) = (Vec::new(), word.as_str());
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8()).rev();
        let Some(known) = ends.filter_map(|end| rest.get(..end)).find(|text| is_known(text)) else {
            return Ok(vec![word]);
        };
        parts.push(known.to_owned());
        rest = rest.get(known.len()..).unwrap_or_default();
    }
    Ok(parts)
}

impl Term {
    fn of(text: &str) -> Self {
        if text.chars().any(is_han) { Term::Part(text.to_owned()) } else { Term::Phrase(tokens(text)) }
    }
}

fn is_phrase(some: &[Token], wanted: &[Token]) -> bool {
    some.iter().zip(wanted).all(|(token, wanted)| token.is(wanted))
}

impl Token {
    /// Whether it is the wanted token. A number without a sign of percent is found with one too.
    fn is(&self, wanted: &Token) -> bool {
        match (self, wanted) {
            (Token::Number { digits, is_percent }, Token::Number { digits: wanted, is_percent: wants_percent }) => {
                digits == wanted && (*is_percent || !wants_percent)
            }
            (token, wanted) => token == wanted,
        }
    }
}

/// The words and numbers of a text in lower case. Chinese characters separate them.
fn tokens(text: &str) -> Vec<Token> {
    let is_part = |letter: char| letter.is_alphanumeric() && !is_han(letter);
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        rest = rest.get(start..).unwrap_or_default();
        let is_digit = rest.starts_with(|first: char| first.is_ascii_digit());
        let (number, after) =
            rest.split_at_checked(if is_digit { end_of_number(rest) } else { 0 }).unwrap_or((rest, ""));
        let (letters, after) =
            after.split_at_checked(after.find(|letter| !is_part(letter)).unwrap_or(after.len())).unwrap_or((after, ""));
        out.push(if letters.is_empty() {
            Token::Number { digits: plain(number), is_percent: after.trim_start().starts_with(['%', '％']) }
        } else {
            Token::Word(stem(&(plain(number) + letters)))
        });
        rest = after;
    }
    out
}

/// The end of a number with separators of thousands or a decimal point.
fn end_of_number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len())
        .find(|at| !(digit(*at) || matches!(bytes.get(*at), Some(b',' | b'.')) && digit(at + 1)))
        .unwrap_or(bytes.len())
}

/// A number without separators of thousands, and without zeros at the end of its decimals.
fn plain(number: &str) -> String {
    let number = number.replace(',', "");
    match number.split_once('.') {
        Some((whole, decimals)) if decimals.trim_end_matches('0').is_empty() => whole.to_owned(),
        Some((whole, decimals)) => format!("{whole}.{}", decimals.trim_end_matches('0')),
        None => number,
    }
}

/// The stem that a word shares with its plural: `nurse`, `nurses`; `vacancy`, `vacancies`; `bonus`, `bonuses`.
fn stem(word: &str) -> String {
    let singular = match word.strip_suffix('s') {
        Some(singular) if singular.len() > 2 && !singular.ends_with(['s', 'u', 'i']) && word != "news" => singular,
        _ => word,
    };
    match (singular.strip_suffix("ie"), singular.strip_suffix('e')) {
        (Some(stem), _) => format!("{stem}y"),
        (_, Some(stem)) if ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end)) => stem.to_owned(),
        _ => singular.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(words: &str, text: &str) -> bool {
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        Search::new(&Pack::bundled(), &words).unwrap().matches(text)
    }

    /// Would catch a word that is found inside another, a plural that is not found, and a number that is found in a longer one.
    #[test]
    fn words_are_whole_and_numbers_are_as_they_are_shown() {
        for (words, text) in [
            ("cloud", "Cloud architects"),
            ("architect", "Cloud architects"),
            ("vacancies", "a vacancy"),
            ("45,000", "USD 45,000 a year"),
            ("45000", "USD 45,000 a year"),
            ("35%", "at least 35% a year"),
            ("35", "at least 35% a year"),
            ("8.20%", "8.2% a year"),
            ("Q3 2024", "EU, Q3 2024"),
            ("e-commerce", "e-commerce or fintech"),
            ("数据", "医疗数据科学家"),
            ("cloud & architects", "a cloud architect"),
            ("R & D", "R&D of hospitals"),
            ("database", "Databases of hospitals"),
            ("nurses", "a nurse"),
            ("movie", "movies"),
            ("IT", "医疗IT架构师"),
            ("2030", "到2030年"),
            ("1,200k", "some 1,200k posts"),
        ] {
            assert!(finds(words, text), "{words} in {text}");
        }
        for (words, text) in [
            ("STEM", "systems integration"),
            ("45,000", "USD 145,000"),
            ("35%", "35 days"),
            ("5", "45,000"),
            ("cloud data", "cloud architects"),
            ("news", "new roles"),
            ("2 000", "12,000"),
        ] {
            assert!(!finds(words, text), "{words} in {text}");
        }
    }

    /// Would catch a word in one language that does not find the same in the other.
    #[test]
    fn words_for_the_same_thing_find_it_in_both_languages() {
        for words in ["turnover", "流失", "离职率", "churn", "attrition"] {
            assert!(finds(words, "specialists: attrition"), "{words}");
        }
        assert!(finds("venture capital", "private money is behind it"));
        assert!(finds("奖金 医院", "bonuses of hospitals"));
        assert!(finds("人才短缺", "a shortage of talent"));
        assert!(!finds("人才短缺", "a surplus of talent"));
    }
}
