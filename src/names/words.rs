//! The pack's words with a part in matching, and how they are taken out of a text.

use std::collections::HashMap;

use super::fold::{Token, tokens};
use crate::pack::{DataError, Pack, WordPart};

/// Words by the first of their tokens, the longest first.
#[derive(Debug, Default)]
pub(super) struct Words {
    latin: HashMap<String, Vec<Word>>,
    /// Words of one run without blanks, found inside longer runs, by their first letter.
    han: HashMap<char, Vec<Word>>,
}

#[derive(Debug, Clone)]
struct Word {
    tokens: Vec<String>,
    part: WordPart,
}

/// A text taken apart.
#[derive(Debug, Default, Clone)]
pub(super) struct Parsed {
    /// What tells it from other names, in order.
    pub(super) content: Vec<Token>,
    /// The same with the words of the pack's own domain still in it.
    pub(super) with_domain: Vec<Token>,
    /// The words that mean a level.
    pub(super) levels: Vec<String>,
    /// The first word of another domain.
    pub(super) other_domain: Option<String>,
}

impl Words {
    pub(super) fn new(pack: &Pack) -> Result<Self, DataError> {
        let mut words = Words::default();
        for row in pack.name_words()? {
            words.add(&row.word, row.part);
        }
        // A place in a title says where, not what: `Integration Specialist - Guangzhou`.
        for city in pack.cities()? {
            words.add(&city.name, WordPart::Noise);
            words.add(&city.name_zh, WordPart::Noise);
        }
        for list in words.latin.values_mut().chain(words.han.values_mut()) {
            list.sort_by_key(|word| std::cmp::Reverse(word.tokens.iter().map(String::len).sum::<usize>()));
        }
        Ok(words)
    }

    fn add(&mut self, text: &str, part: WordPart) {
        let found = tokens(text);
        let Some(first) = found.first() else { return };
        let only_han = found.len() == 1 && first.han;
        let word = Word { tokens: found.iter().map(|token| token.text.clone()).collect(), part };
        if only_han {
            if let Some(letter) = first.text.chars().next() {
                self.han.entry(letter).or_default().push(word);
            }
        } else {
            self.latin.entry(first.text.clone()).or_default().push(word);
        }
    }

    /// Takes the words out of a title. Words of places are noise here unless they stand for one.
    pub(super) fn parse(&self, text: &[Token]) -> Parsed {
        let mut parsed = Parsed::default();
        let mut rest = text;
        while let Some((token, after)) = rest.split_first() {
            if let Some(word) = self.sequence(rest) {
                let used = rest.get(..word.tokens.len()).unwrap_or_default();
                parsed.take(word, used);
                rest = rest.get(word.tokens.len()..).unwrap_or_default();
                continue;
            }
            if token.han {
                self.parse_han(&token.text, &mut parsed);
            } else if !token.is_code() {
                parsed.keep(token.clone());
            }
            rest = after;
        }
        parsed
    }

    /// The longest word that these tokens begin with.
    fn sequence(&self, rest: &[Token]) -> Option<&Word> {
        self.latin.get(&rest.first()?.text)?.iter().find(|word| {
            rest.len() >= word.tokens.len() && word.tokens.iter().zip(rest).all(|(wanted, token)| *wanted == token.text)
        })
    }

    fn parse_han(&self, run: &str, parsed: &mut Parsed) {
        let mut rest = run;
        let mut kept = String::new();
        let mut kept_with_domain = String::new();
        while let Some(letter) = rest.chars().next() {
            let found = self.word_at(rest, letter, |part| !ends_a_place(part));
            let Some((word, text)) = found else {
                kept.push(letter);
                kept_with_domain.push(letter);
                rest = rest.get(letter.len_utf8()..).unwrap_or_default();
                continue;
            };
            rest = rest.get(text.len()..).unwrap_or_default();
            match word.part {
                WordPart::Domain => kept_with_domain.push_str(text),
                WordPart::Level => parsed.levels.push(text.to_owned()),
                WordPart::OtherDomain => {
                    parsed.other_domain.get_or_insert_with(|| text.to_owned());
                }
                WordPart::Noise | WordPart::CitySuffix | WordPart::ProvinceSuffix | WordPart::District => {}
            }
        }
        if !kept.is_empty() {
            parsed.content.push(Token { text: kept, han: true });
        }
        if !kept_with_domain.is_empty() {
            parsed.with_domain.push(Token { text: kept_with_domain, han: true });
        }
    }

    /// The longest word of some parts that a run begins with.
    fn word_at(&self, rest: &str, letter: char, wanted: impl Fn(WordPart) -> bool) -> Option<(&Word, &str)> {
        self.han.get(&letter)?.iter().find_map(|word| {
            word.tokens
                .first()
                .filter(|text| wanted(word.part) && rest.starts_with(text.as_str()))
                .map(|text| (word, text.as_str()))
        })
    }

    /// Whether a single token is a word of this part.
    pub(super) fn is(&self, token: &Token, part: WordPart) -> bool {
        let lists = if token.han {
            token.text.chars().next().and_then(|letter| self.han.get(&letter))
        } else {
            self.latin.get(&token.text)
        };
        lists.is_some_and(|list| {
            list.iter().any(|word| word.part == part && matches!(word.tokens.as_slice(), [only] if *only == token.text))
        })
    }

    /// Cuts a run without blanks after each word that ends the name of a place or of a part of a city.
    pub(super) fn place_segments<'t>(&self, run: &'t str) -> Vec<(&'t str, Option<WordPart>)> {
        let mut segments = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let Some(letter) = run.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = run.get(at..).unwrap_or_default();
            let ending = self.word_at(rest, letter, ends_a_place);
            match ending {
                // An ending needs something before it.
                Some((word, text)) if at > start => {
                    at += text.len();
                    segments.push((run.get(start..at).unwrap_or_default(), Some(word.part)));
                    start = at;
                }
                _ => at += letter.len_utf8(),
            }
        }
        if start < run.len() {
            segments.push((run.get(start..).unwrap_or_default(), None));
        }
        segments
    }
}

/// Whether a word of this part ends the name of a place or of a part of one.
fn ends_a_place(part: WordPart) -> bool {
    matches!(part, WordPart::CitySuffix | WordPart::ProvinceSuffix | WordPart::District)
}

impl Parsed {
    fn keep(&mut self, token: Token) {
        self.content.push(token.clone());
        self.with_domain.push(token);
    }

    fn take(&mut self, word: &Word, used: &[Token]) {
        match word.part {
            WordPart::Domain => self.with_domain.extend_from_slice(used),
            WordPart::Level => self.levels.push(word.tokens.concat()),
            WordPart::OtherDomain => {
                self.other_domain.get_or_insert_with(|| word.tokens.join(" "));
            }
            WordPart::Noise => {}
            // `City Manager` is no place.
            WordPart::CitySuffix | WordPart::ProvinceSuffix | WordPart::District => {
                used.iter().for_each(|token| self.keep(token.clone()))
            }
        }
    }
}
