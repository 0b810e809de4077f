//! The pack's words with a part in matching, and how they are taken out of a text.

use std::sync::OnceLock;

use super::fold::{Token, is_run_of_han, joined, joined_by_blanks, tokens};
use super::titles::kept;
use crate::pack::{DataError, Pack, Text, WordPart};

/// The words of a pack, read when first needed; those inside runs without blanks apart from the others.
#[derive(Debug, Default)]
pub struct Words {
    latin: OnceLock<List>,
    runs: OnceLock<List>,
}

/// Words in the order of their first letter, the longest of each letter first.
#[derive(Debug, Default)]
struct List(Vec<Word>);

#[derive(Debug, Clone)]
struct Word {
    first: char,
    /// All of it, without the blanks between its tokens.
    text: Text,
    /// How many tokens it has.
    tokens: usize,
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

impl List {
    /// The words that are one run without blanks, to be found inside longer runs; or the others.
    fn new(pack: &Pack, runs: bool) -> Result<Self, DataError> {
        let mut words = Vec::with_capacity(pack.name_words()?.len());
        let rows = pack.name_words()?.iter().map(|row| (&row.word, row.part));
        // A place in a title says where, not what: `Integration Specialist - Guangzhou`.
        let places = pack.cities()?.iter().flat_map(|city| [&city.name, &city.name_zh]);
        for (text, part) in rows.chain(places.map(|name| (name, WordPart::Noise))) {
            // Most words are plainly of one kind, and need not be folded to be left out.
            if (runs && text.is_ascii()) || (!runs && is_run_of_han(text)) {
                continue;
            }
            if let Some(first) = plain_word(text) {
                words.push(Word { first, text: text.clone(), tokens: 1, part });
                continue;
            }
            let found = tokens(text);
            let is_run = matches!(found.as_slice(), [only] if only.han);
            if is_run == runs
                && let Some(first) = found.first().and_then(|token| token.text.chars().next())
            {
                words.push(Word { first, text: joined(&found).into(), tokens: found.len(), part });
            }
        }
        words.sort_unstable_by_key(|word| (word.first, std::cmp::Reverse(word.text.len())));
        Ok(List(words))
    }

    /// The words that begin with a letter, the longest first.
    fn beginning(&self, letter: char) -> &[Word] {
        let start = self.0.partition_point(|word| word.first < letter);
        let end = self.0.partition_point(|word| word.first <= letter);
        self.0.get(start..end).unwrap_or_default()
    }

    /// The longest word that these tokens begin with.
    fn sequence(&self, rest: &[Token]) -> Option<&Word> {
        let first = rest.first()?.text.chars().next()?;
        self.beginning(first).iter().find(|word| {
            rest.get(..word.tokens).is_some_and(|some| {
                let mut left = word.text.as_str();
                let mut take =
                    |token: &Token| left.strip_prefix(token.text.as_str()).map(|after| left = after).is_some();
                some.iter().all(&mut take) && left.is_empty()
            })
        })
    }

    /// The longest word of some parts that a run begins with.
    fn at(&self, rest: &str, letter: char, wanted: impl Fn(WordPart) -> bool) -> Option<&Word> {
        self.beginning(letter).iter().find(|word| wanted(word.part) && rest.starts_with(word.text.as_str()))
    }

    /// Takes the words out of a run without blanks.
    fn parse(&self, run: &str, parsed: &mut Parsed) {
        let mut rest = run;
        let mut kept = String::new();
        let mut kept_with_domain = String::new();
        while let Some(letter) = rest.chars().next() {
            let found = self.at(rest, letter, |part| !ends_a_place(part));
            let Some(word) = found else {
                kept.push(letter);
                kept_with_domain.push(letter);
                rest = rest.get(letter.len_utf8()..).unwrap_or_default();
                continue;
            };
            let text = word.text.as_str();
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
}

impl Words {
    fn latin(&self, pack: &Pack) -> Result<&List, DataError> {
        kept(&self.latin, || List::new(pack, false))
    }

    fn runs(&self, pack: &Pack) -> Result<&List, DataError> {
        kept(&self.runs, || List::new(pack, true))
    }

    /// Takes the words out of a title. Words of places are noise here unless they stand for one.
    pub(super) fn parse(&self, pack: &Pack, text: &[Token]) -> Result<Parsed, DataError> {
        let latin = self.latin(pack)?;
        let mut parsed = Parsed::default();
        let mut rest = text;
        while let Some((token, after)) = rest.split_first() {
            if let Some(word) = latin.sequence(rest) {
                let used = rest.get(..word.tokens).unwrap_or_default();
                parsed.take(word, used);
                rest = rest.get(word.tokens..).unwrap_or_default();
                continue;
            }
            if token.han {
                self.runs(pack)?.parse(&token.text, &mut parsed);
            } else if !token.is_code() {
                parsed.keep(token.clone());
            }
            rest = after;
        }
        Ok(parsed)
    }

    /// Whether a single token is a word of this part.
    pub(super) fn is(&self, pack: &Pack, token: &Token, part: WordPart) -> Result<bool, DataError> {
        let Some(first) = token.text.chars().next() else { return Ok(false) };
        let list = if token.han { self.runs(pack)? } else { self.latin(pack)? };
        Ok(list.beginning(first).iter().any(|word| word.part == part && word.tokens == 1 && word.text == token.text))
    }

    /// Cuts a run without blanks after each word that ends the name of a place or of a part of a city.
    pub(super) fn place_segments<'t>(
        &self,
        pack: &Pack,
        run: &'t str,
    ) -> Result<Vec<(&'t str, Option<WordPart>)>, DataError> {
        let list = self.runs(pack)?;
        let mut segments = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let Some(letter) = run.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = run.get(at..).unwrap_or_default();
            let ending = list.at(rest, letter, ends_a_place);
            match ending {
                // An ending needs something before it.
                Some(word) if at > start => {
                    at += word.text.len();
                    segments.push((run.get(start..at).unwrap_or_default(), Some(word.part)));
                    start = at;
                }
                _ => at += letter.len_utf8(),
            }
        }
        if start < run.len() {
            segments.push((run.get(start..).unwrap_or_default(), None));
        }
        Ok(segments)
    }
}

/// The first letter of a text that is one word of small ASCII letters, as most are: it is folded already.
fn plain_word(text: &str) -> Option<char> {
    let first = text.bytes().next()?;
    text.bytes().all(|letter| letter.is_ascii_lowercase()).then(|| char::from(first))
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
            WordPart::Level => self.levels.push(word.text.owned()),
            WordPart::OtherDomain => {
                self.other_domain.get_or_insert_with(|| joined_by_blanks(used));
            }
            WordPart::Noise => {}
            // `City Manager` is no place.
            WordPart::CitySuffix | WordPart::ProvinceSuffix | WordPart::District => {
                used.iter().for_each(|token| self.keep(token.clone()))
            }
        }
    }
}
