//! The words of a pack that have a function in names, and how a text is parsed with them.

use std::ops::Range;
use std::sync::OnceLock;

use super::fold::{Folded, Token, ascii_words, is_run_of_han, tokens};
use crate::once_lock::get_or_try_init;
use crate::pack::{DataError, Pack, PackText, WordPart};

/// The words of a pack, read when they are first needed.
#[derive(Debug, Default)]
pub struct NameWords {
    latin: OnceLock<WordList>,
    runs: OnceLock<WordList>,
}

/// Words ordered by first letter; those with the same first letter by length, the longest first.
#[derive(Debug, Default)]
pub(super) struct WordList {
    words: Vec<ListedWord>,
    /// The first letters in order, each with its range of `words`.
    letters: Vec<(char, Range<usize>)>,
}

/// The list for a text that needs none.
static NO_WORDS: WordList = WordList { words: Vec::new(), letters: Vec::new() };

/// The lists that a text needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordLists<'w> {
    latin: &'w WordList,
    runs: &'w WordList,
}

#[derive(Debug, Clone)]
struct ListedWord {
    first: char,
    /// The folded word, without spaces.
    text: PackText,
    /// The number of its tokens.
    tokens: usize,
    part: WordPart,
}

/// A text without the words that have a function.
#[derive(Debug, Default, Clone)]
pub(super) struct Parsed {
    /// The words that identify the name, in order.
    pub(super) content: Folded,
    /// The same words, and the words of the pack's own domain.
    pub(super) with_domain: Folded,
    /// The words that mean a level.
    pub(super) levels: Vec<PackText>,
    /// The first word of another domain.
    pub(super) other_domain: Option<String>,
    /// The weight of the noise words and codes.
    pub(super) noise: usize,
}

impl WordList {
    /// Reads Chinese words, which are searched for inside runs, when `runs` is set, and all others when it is not. `context`
    /// adds the words for places and organisations that only files need.
    fn new(pack: &Pack, runs: bool, context: bool) -> Result<Self, DataError> {
        let mut words = Vec::with_capacity(pack.name_words()?.len());
        let beside = context.then(|| pack.context_words()).transpose()?;
        let beside = beside.into_iter().flatten().map(|row| (&row.word, row.part));
        let rows = pack.name_words()?.iter().map(|row| (&row.word, row.part)).chain(beside);
        // A city in a title is noise: `Integration Specialist - Guangzhou`.
        let places = pack.cities()?.iter().flat_map(|city| [&city.name, &city.name_zh]);
        for (text, part) in rows.chain(places.map(|name| (name, WordPart::Noise))) {
            // Most words can be skipped without folding them.
            if (runs && text.is_ascii()) || (!runs && is_run_of_han(text)) {
                continue;
            }
            if let Some(first) = plain_word(text) {
                words.push(ListedWord { first, text: text.clone(), tokens: 1, part });
                continue;
            }
            if text.is_ascii() {
                let (key, count) = ascii_words(text);
                if let Some(first) = key.chars().next() {
                    words.push(ListedWord { first, text: key.into(), tokens: count, part });
                }
                continue;
            }
            let found = tokens(text);
            let is_run = found.len() == 1 && found.has_han();
            if is_run == runs
                && let Some(first) = found.joined().chars().next()
            {
                words.push(ListedWord { first, text: found.joined().to_owned().into(), tokens: found.len(), part });
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
        Ok(WordList { words, letters })
    }

    /// The words that begin with a letter, the longest first.
    fn by_first_letter(&self, letter: char) -> &[ListedWord] {
        let found = self.letters.binary_search_by_key(&letter, |(first, _)| *first).ok();
        let range = found.and_then(|at| self.letters.get(at)).map(|(_, range)| range.clone());
        range.and_then(|range| self.words.get(range)).unwrap_or_default()
    }

    /// The longest word that begins at a token.
    fn longest_at_token(&self, text: &Folded, at: usize) -> Option<&ListedWord> {
        let first = text.suffix_from(at).chars().next()?;
        self.by_first_letter(first).iter().find(|word| text.joined_range(at, word.tokens) == Some(word.text.as_str()))
    }

    /// The longest wanted word at the beginning of a run.
    fn longest_at_start(&self, rest: &str, letter: char, wanted: impl Fn(WordPart) -> bool) -> Option<&ListedWord> {
        self.by_first_letter(letter).iter().find(|word| wanted(word.part) && rest.starts_with(word.text.as_str()))
    }

    /// Parses a run of Chinese characters.
    fn parse(&self, run: &str, parsed: &mut Parsed) {
        let mut content = RunRemainder::default();
        let mut with_domain = RunRemainder::default();
        let mut at = 0;
        while let Some(letter) = run.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = run.get(at..).unwrap_or_default();
            let Some(word) = self.longest_at_start(rest, letter, |part| !is_ending(part)) else {
                let end = at + letter.len_utf8();
                content.add(run, at, end, &mut parsed.content);
                with_domain.add(run, at, end, &mut parsed.with_domain);
                at = end;
                continue;
            };
            let text = word.text.as_str();
            match word.part {
                WordPart::Domain => with_domain.add(run, at, at + text.len(), &mut parsed.with_domain),
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

/// Joins what remains of a run to one token, even where words are removed from its middle.
#[derive(Default)]
struct RunRemainder {
    open: bool,
}

impl RunRemainder {
    fn add(&mut self, run: &str, start: usize, end: usize, to: &mut Folded) {
        let text = run.get(start..end).unwrap_or_default();
        if self.open {
            to.extend_last(text);
        } else {
            to.push(Token { text, han: true });
            self.open = true;
        }
    }
}

impl<'w> WordLists<'w> {
    /// Parses a title. A word for a place is noise.
    pub(super) fn parse(self, text: &Folded, parsed: &mut Parsed) {
        parsed.clear();
        let mut at = 0;
        while let Some(token) = text.get(at) {
            if let Some(word) = self.latin.longest_at_token(text, at) {
                if word.part != WordPart::OtherDomain || parsed.other_domain.is_none() {
                    let used = (at..at + word.tokens).filter_map(|used| text.get(used));
                    used.for_each(|used| parsed.add_word(word.part, used));
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
                parsed.add_content(token);
            }
            at += 1;
        }
    }

    /// Whether a token is a word of this part.
    pub(super) fn is_word(self, token: Token<'_>, part: WordPart) -> bool {
        let Some(first) = token.text.chars().next() else { return false };
        let list = if token.han { self.runs } else { self.latin };
        list.by_first_letter(first).iter().any(|word| word.part == part && word.tokens == 1 && word.text == *token.text)
    }

    /// The number of tokens of the longest word that begins at a token, when it is of this part.
    pub(super) fn token_count(self, text: &Folded, at: usize, part: WordPart) -> Option<usize> {
        self.latin.longest_at_token(text, at).filter(|word| word.part == part).map(|word| word.tokens)
    }

    /// The longest word of this part at the beginning of a run.
    pub(super) fn run_begins(self, run: &str, part: WordPart) -> Option<&'w str> {
        self.runs.longest_at_start(run, run.chars().next()?, |other| other == part).map(|word| word.text.as_str())
    }

    /// Whether a run ends with a word of this part and has something before it.
    pub(super) fn run_ends(self, run: &str, part: WordPart) -> bool {
        run.char_indices().skip(1).any(|(at, letter)| {
            let rest = run.get(at..).unwrap_or_default();
            self.runs.by_first_letter(letter).iter().any(|word| word.part == part && word.text == *rest)
        })
    }

    /// Splits a run after each word that ends the name of a city, province or district.
    pub(super) fn place_segments(self, run: &str) -> Vec<(&str, Option<WordPart>)> {
        let mut segments = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let Some(letter) = run.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = run.get(at..).unwrap_or_default();
            let ending = self.runs.longest_at_start(rest, letter, ends_a_place);
            match ending {
                // A suffix needs a name before it.
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

impl NameWords {
    /// The lists that a text needs, read from the pack when they have not been read yet.
    pub(super) fn lists(&self, pack: &Pack, text: &Folded) -> Result<WordLists<'_>, DataError> {
        let latin = get_or_try_init(&self.latin, || WordList::new(pack, false, false))?;
        let runs =
            if text.has_han() { get_or_try_init(&self.runs, || WordList::new(pack, true, false))? } else { &NO_WORDS };
        Ok(WordLists { latin, runs })
    }

    /// Both lists for requests.
    pub(super) fn for_requests(&self, pack: &Pack) -> Result<WordLists<'_>, DataError> {
        Ok(WordLists {
            latin: get_or_try_init(&self.latin, || WordList::new(pack, false, false))?,
            runs: get_or_try_init(&self.runs, || WordList::new(pack, true, false))?,
        })
    }

    /// Both lists for files, with the words for places and organisations.
    pub(super) fn for_files(pack: &Pack) -> Result<Self, DataError> {
        let words = NameWords::default();
        get_or_try_init(&words.latin, || WordList::new(pack, false, true))?;
        get_or_try_init(&words.runs, || WordList::new(pack, true, true))?;
        Ok(words)
    }

    /// The lists that have been read.
    pub(super) fn loaded(&self) -> WordLists<'_> {
        WordLists { latin: self.latin.get().unwrap_or(&NO_WORDS), runs: self.runs.get().unwrap_or(&NO_WORDS) }
    }
}

/// The first letter of a text of lower-case ASCII letters only; such a text, as most words are, is folded already.
fn plain_word(text: &str) -> Option<char> {
    let first = text.bytes().next()?;
    text.bytes().all(|letter| letter.is_ascii_lowercase()).then(|| char::from(first))
}

/// Whether words of this part end the name of a city, province or district.
fn ends_a_place(part: WordPart) -> bool {
    matches!(part, WordPart::CitySuffix | WordPart::ProvinceSuffix | WordPart::District)
}

/// Whether words of this part only end names, and have no function elsewhere.
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

    fn add_content(&mut self, token: Token<'_>) {
        self.content.push(token);
        self.with_domain.push(token);
    }

    /// Adds one token of a word with a function.
    fn add_word(&mut self, part: WordPart, token: Token<'_>) {
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
            // In a title these are content: `City Manager`, `Team Assistant`.
            WordPart::CitySuffix | WordPart::ProvinceSuffix | WordPart::District | WordPart::Organisation => {
                self.add_content(token);
            }
        }
    }
}
