//! The pack's words with a part in matching, and how they are taken out of a text.

use std::ops::Range;
use std::sync::OnceLock;

use super::fold::{Folded, Token, ascii_words, is_run_of_han, tokens};
use crate::once_lock::get_or_try_init;
use crate::pack::{DataError, Pack, PackText, WordPart};

/// The words of a pack, read when first needed; those inside runs without blanks apart from the others.
#[derive(Debug, Default)]
pub struct Words {
    latin: OnceLock<List>,
    runs: OnceLock<List>,
}

/// Words in the order of their first letter, the longest of each letter first.
#[derive(Debug, Default)]
pub(super) struct List {
    words: Vec<Word>,
    /// The letters that words begin with, in order, and where the words of each begin and end.
    letters: Vec<(char, Range<usize>)>,
}

/// No words: for texts that have nothing of the kind.
static NO_WORDS: List = List { words: Vec::new(), letters: Vec::new() };

/// Both kinds of words, as far as a text needs them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lists<'w> {
    latin: &'w List,
    runs: &'w List,
}

#[derive(Debug, Clone)]
struct Word {
    first: char,
    /// All of it, without the blanks between its tokens.
    text: PackText,
    /// How many tokens it has.
    tokens: usize,
    part: WordPart,
}

/// A text taken apart.
#[derive(Debug, Default, Clone)]
pub(super) struct Parsed {
    /// What tells it from other names, in order.
    pub(super) content: Folded,
    /// The same with the words of the pack's own domain still in it.
    pub(super) with_domain: Folded,
    /// The words that mean a level.
    pub(super) levels: Vec<PackText>,
    /// The first word of another domain.
    pub(super) other_domain: Option<String>,
    /// How much was set aside because it says nothing, codes among it.
    pub(super) noise: usize,
}

impl List {
    /// The words that are one run without blanks, to be found inside longer runs; or the others.
    /// With `context` those that say where or for whom too.
    fn new(pack: &Pack, runs: bool, context: bool) -> Result<Self, DataError> {
        let mut words = Vec::with_capacity(pack.name_words()?.len());
        let beside = context.then(|| pack.context_words()).transpose()?;
        let beside = beside.into_iter().flatten().map(|row| (&row.word, row.part));
        let rows = pack.name_words()?.iter().map(|row| (&row.word, row.part)).chain(beside);
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
            if text.is_ascii() {
                let (key, count) = ascii_words(text);
                if let Some(first) = key.chars().next() {
                    words.push(Word { first, text: key.into(), tokens: count, part });
                }
                continue;
            }
            let found = tokens(text);
            let is_run = found.len() == 1 && found.has_han();
            if is_run == runs
                && let Some(first) = found.joined().chars().next()
            {
                words.push(Word { first, text: found.joined().to_owned().into(), tokens: found.len(), part });
            }
        }
        words.sort_unstable_by_key(|word| (word.first, std::cmp::Reverse(word.text.len())));
        let mut letters: Vec<(char, Range<usize>)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            match letters.last_mut() {
                Some((letter, range)) if *letter == word.first => range.end = at + 1,
                _ => letters.push((word.first, at..at + 1)),
            }
        }
        Ok(List { words, letters })
    }

    /// The words that begin with a letter, the longest first.
    fn beginning(&self, letter: char) -> &[Word] {
        let found = self.letters.binary_search_by_key(&letter, |(first, _)| *first).ok();
        let range = found.and_then(|at| self.letters.get(at)).map(|(_, range)| range.clone());
        range.and_then(|range| self.words.get(range)).unwrap_or_default()
    }

    /// The longest word that the tokens from one on begin with.
    fn sequence(&self, text: &Folded, at: usize) -> Option<&Word> {
        let first = text.joined_from(at).chars().next()?;
        self.beginning(first).iter().find(|word| text.joined_some(at, word.tokens) == Some(word.text.as_str()))
    }

    /// The longest word of some parts that a run begins with.
    fn at(&self, rest: &str, letter: char, wanted: impl Fn(WordPart) -> bool) -> Option<&Word> {
        self.beginning(letter).iter().find(|word| wanted(word.part) && rest.starts_with(word.text.as_str()))
    }

    /// Takes the words out of a run without blanks.
    fn parse(&self, run: &str, parsed: &mut Parsed) {
        let mut kept = Kept::default();
        let mut kept_with_domain = Kept::default();
        let mut at = 0;
        while let Some(letter) = run.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = run.get(at..).unwrap_or_default();
            let Some(word) = self.at(rest, letter, |part| !is_ending(part)) else {
                let end = at + letter.len_utf8();
                kept.add(run, at, end, &mut parsed.content);
                kept_with_domain.add(run, at, end, &mut parsed.with_domain);
                at = end;
                continue;
            };
            let text = word.text.as_str();
            match word.part {
                WordPart::Domain => kept_with_domain.add(run, at, at + text.len(), &mut parsed.with_domain),
                WordPart::Level => parsed.levels.push(word.text.clone()),
                WordPart::OtherDomain => {
                    parsed.other_domain.get_or_insert_with(|| text.to_owned());
                }
                _ => parsed.noise += Token { text, han: true }.weight(),
            }
            at += text.len();
        }
    }
}

/// What of a run goes to one side: it stays one token, however many words were taken from its middle.
#[derive(Default)]
struct Kept {
    open: bool,
}

impl Kept {
    fn add(&mut self, run: &str, start: usize, end: usize, to: &mut Folded) {
        let text = run.get(start..end).unwrap_or_default();
        if self.open {
            to.lengthen(text);
        } else {
            to.push(Token { text, han: true });
            self.open = true;
        }
    }
}

impl<'w> Lists<'w> {
    /// Takes the words out of a title. Words of places are noise here unless they stand for one.
    pub(super) fn parse(self, text: &Folded, parsed: &mut Parsed) {
        parsed.clear();
        let mut at = 0;
        while let Some(token) = text.get(at) {
            if let Some(word) = self.latin.sequence(text, at) {
                if word.part != WordPart::OtherDomain || parsed.other_domain.is_none() {
                    let used = (at..at + word.tokens).filter_map(|used| text.get(used));
                    used.for_each(|used| parsed.take(word.part, used));
                }
                if word.part == WordPart::Level {
                    parsed.levels.push(word.text.clone());
                }
                at += word.tokens;
                continue;
            }
            if token.han {
                self.runs.parse(token.text, parsed);
            } else if token.is_code() {
                parsed.noise += token.weight();
            } else {
                parsed.keep(token);
            }
            at += 1;
        }
    }

    /// Whether a single token is a word of this part.
    pub(super) fn is(self, token: Token<'_>, part: WordPart) -> bool {
        let Some(first) = token.text.chars().next() else { return false };
        let list = if token.han { self.runs } else { self.latin };
        list.beginning(first).iter().any(|word| word.part == part && word.tokens == 1 && word.text == *token.text)
    }

    /// How many tokens the longest word has that the tokens from one on begin with, when it is of this part.
    pub(super) fn begins(self, text: &Folded, at: usize, part: WordPart) -> Option<usize> {
        self.latin.sequence(text, at).filter(|word| word.part == part).map(|word| word.tokens)
    }

    /// The longest word of this part that a run without blanks begins with.
    pub(super) fn run_begins(self, run: &str, part: WordPart) -> Option<&'w str> {
        self.runs.at(run, run.chars().next()?, |other| other == part).map(|word| word.text.as_str())
    }

    /// Whether a run without blanks ends with a word of this part, and has something before it.
    pub(super) fn run_ends(self, run: &str, part: WordPart) -> bool {
        run.char_indices().skip(1).any(|(at, letter)| {
            let rest = run.get(at..).unwrap_or_default();
            self.runs.beginning(letter).iter().any(|word| word.part == part && word.text == *rest)
        })
    }

    /// Cuts a run without blanks after each word that ends the name of a place or of a part of a city.
    pub(super) fn place_segments(self, run: &str) -> Vec<(&str, Option<WordPart>)> {
        let mut segments = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let Some(letter) = run.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = run.get(at..).unwrap_or_default();
            let ending = self.runs.at(rest, letter, ends_a_place);
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
        segments
    }
}

impl Words {
    /// The words that a text can hold, read from the pack when there are none yet.
    pub(super) fn lists(&self, pack: &Pack, text: &Folded) -> Result<Lists<'_>, DataError> {
        let latin = get_or_try_init(&self.latin, || List::new(pack, false, false))?;
        let runs =
            if text.has_han() { get_or_try_init(&self.runs, || List::new(pack, true, false))? } else { &NO_WORDS };
        Ok(Lists { latin, runs })
    }

    /// All words that a request can hold.
    pub(super) fn all(&self, pack: &Pack) -> Result<Lists<'_>, DataError> {
        Ok(Lists {
            latin: get_or_try_init(&self.latin, || List::new(pack, false, false))?,
            runs: get_or_try_init(&self.runs, || List::new(pack, true, false))?,
        })
    }

    /// All words, also those that say where or for whom: what files need.
    pub(super) fn of_files(pack: &Pack) -> Result<Self, DataError> {
        let words = Words::default();
        get_or_try_init(&words.latin, || List::new(pack, false, true))?;
        get_or_try_init(&words.runs, || List::new(pack, true, true))?;
        Ok(words)
    }

    /// The words that have been read.
    pub(super) fn loaded(&self) -> Lists<'_> {
        Lists { latin: self.latin.get().unwrap_or(&NO_WORDS), runs: self.runs.get().unwrap_or(&NO_WORDS) }
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

/// Whether a word of this part ends the name of something, and says nothing elsewhere.
fn is_ending(part: WordPart) -> bool {
    ends_a_place(part) || part == WordPart::Organisation
}

impl Parsed {
    fn clear(&mut self) {
        self.content.clear();
        self.with_domain.clear();
        self.levels.clear();
        self.other_domain = None;
        self.noise = 0;
    }

    fn keep(&mut self, token: Token<'_>) {
        self.content.push(token);
        self.with_domain.push(token);
    }

    /// One token of a word that has a part.
    fn take(&mut self, part: WordPart, token: Token<'_>) {
        match part {
            WordPart::Domain => self.with_domain.push(token),
            WordPart::Level => {}
            WordPart::OtherDomain => {
                let word = self.other_domain.get_or_insert_default();
                if !word.is_empty() {
                    word.push(' ');
                }
                word.push_str(token.text);
            }
            WordPart::Noise | WordPart::Place => self.noise += token.weight(),
            // `City Manager` is no place, and `Team Assistant` no team.
            WordPart::CitySuffix | WordPart::ProvinceSuffix | WordPart::District | WordPart::Organisation => {
                self.keep(token);
            }
        }
    }
}
