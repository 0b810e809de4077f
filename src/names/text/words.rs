//! The words of a pack that have a function in names, and how a text is parsed with them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::fold::{Folded, Token, ascii_words, is_run_of_han, tokens};
use super::letter_table::LetterTable;
use super::listed_word::{ListedWord, NO_LETTER};
use super::simplified::simplified;
use crate::names::title::job_words::{is_head_job, is_rank};
use crate::once_lock::get_or_try_init;
use crate::pack::{City, DataError, Pack, PackText, PlaceKind, Record, WordFunction};

/// The words of a pack, read when they are first needed.
#[derive(Debug, Default)]
pub struct NameWords {
    latin: OnceLock<WordList>,
    runs: OnceLock<WordList>,
    /// The lists for addresses, which most requests do not need: those of `latin` and `runs` with the context words.
    addresses: OnceLock<(WordList, WordList)>,
}

/// Words ordered by their first two letters; those with the same ones by length, the longest first.
#[derive(Debug, Default)]
pub(super) struct WordList {
    words: Vec<ListedWord>,
    /// The range of `words` with each first two letters.
    letters: LetterTable,
    /// A bit for each word of one letter, by the low bits of the letter.
    single_letters: u64,
}

/// The most letters of a code before its number: `R-0045821`.
pub(in crate::names) const MAX_CODE_PREFIX_LEN: usize = 2;

/// The fewest digits of a number with such letters.
const MIN_CODE_LEN: usize = 4;

/// The list for a text that needs none.
static NO_WORDS: WordList = WordList { words: Vec::new(), letters: LetterTable::EMPTY, single_letters: 0 };

/// The lists that a text needs.
#[derive(Debug, Clone, Copy)]
pub(in crate::names) struct WordLists<'w> {
    latin: &'w WordList,
    runs: &'w WordList,
}

/// A text without the words that have a function.
#[derive(Debug, Default, Clone)]
pub(in crate::names) struct Parsed {
    /// The words that identify the name, in order.
    pub(in crate::names) content: Folded,
    /// The same words, and the words of the pack's own domain.
    pub(in crate::names) with_domain: Folded,
    /// The words that mean a level.
    pub(in crate::names) levels: Vec<PackText>,
    /// The first word of another domain.
    pub(in crate::names) other_domain: Option<String>,
    /// The weight of the noise words and codes.
    pub(in crate::names) noise: usize,
}

impl WordList {
    /// Reads Chinese words, which are searched for inside runs, when `runs` is set, and all others when it is not. `context`
    /// adds the words for places and organisations that only files need.
    fn new(pack: &Pack, runs: bool, context: bool) -> Result<Self, DataError> {
        let mut words = Vec::with_capacity(pack.name_words()?.len());
        let beside = context.then(|| pack.context_words()).transpose()?;
        let beside = beside.into_iter().flatten().map(|row| (&row.word, row.function));
        let rows = pack.name_words()?.iter().map(|row| (&row.word, row.function)).chain(beside);
        let rows = rows.chain(pack.grade_map()?.iter().map(|row| (&row.grade, WordFunction::Level)));
        // A city in a title is noise: `Integration Specialist - Guangzhou`.
        let is_listed =
            |city: &&Record<City>| matches!(city.kind, PlaceKind::City | PlaceKind::Province | PlaceKind::State);
        let places = pack.cities()?.iter().filter(is_listed).flat_map(|city| [&city.name, &city.name_zh]);
        for (text, function) in rows.chain(places.map(|name| (name, WordFunction::Noise))) {
            // Most words can be skipped without folding them.
            let is_run = !text.is_ascii() && is_run_of_han(text);
            if (runs && text.is_ascii()) || (!runs && is_run) {
                continue;
            }
            if is_plain_word(text) || is_run && matches!(simplified(text), Cow::Borrowed(_)) {
                words.extend(ListedWord::new(text.clone(), 1, function));
                continue;
            }
            if text.is_ascii() {
                let (key, count) = ascii_words(text);
                words.extend(ListedWord::new(key.into(), count, function));
                continue;
            }
            let found = tokens(text);
            let is_run = found.len() == 1 && found.has_han();
            if is_run == runs {
                words.extend(ListedWord::new(found.joined().to_owned().into(), found.len(), function));
            }
        }
        words.sort_by_cached_key(ListedWord::order);
        let (mut ranges, mut single_letters) = (Vec::<([char; 2], Range<usize>)>::new(), 0);
        for (at, word) in words.iter().enumerate() {
            match ranges.last_mut() {
                Some((same, range)) if *same == word.letters => range.end = at + 1,
                _ => ranges.push((word.letters, at..at + 1)),
            }
            if let [letter, NO_LETTER] = word.letters {
                single_letters |= low_bits(letter);
            }
        }
        Ok(WordList { words, letters: LetterTable::new(ranges), single_letters })
    }

    /// The words that a text may begin with, the longest first: those with its first two letters, then its first letter.
    fn candidates(&self, text: &str) -> impl Iterator<Item = &ListedWord> {
        let mut letters = text.chars();
        let first = letters.next().unwrap_or(NO_LETTER);
        let second = letters.next().unwrap_or(NO_LETTER);
        let has_single = second != NO_LETTER && self.single_letters & low_bits(first) != 0;
        let shorter: &[ListedWord] = if has_single { self.with_letters([first, NO_LETTER]) } else { &[] };
        self.with_letters([first, second]).iter().chain(shorter)
    }

    fn with_letters(&self, wanted: [char; 2]) -> &[ListedWord] {
        self.letters.get(wanted).and_then(|range| self.words.get(range)).unwrap_or_default()
    }

    /// The longest wanted word that begins at a token.
    fn longest_at_token(&self, text: &Folded, at: usize, wanted: impl Fn(WordFunction) -> bool) -> Option<&ListedWord> {
        let rest = text.suffix_from(at);
        // The last letter rules out most words.
        let may_begin = |word: &str| word.as_bytes().last() == rest.as_bytes().get(word.len().wrapping_sub(1));
        self.candidates(rest).find(|word| {
            may_begin(&word.text)
                && wanted(word.function)
                && text.joined_range(at, word.tokens) == Some(word.text.as_str())
        })
    }

    /// The longest wanted word at the beginning of a run.
    fn longest_at_start(&self, rest: &str, wanted: impl Fn(WordFunction) -> bool) -> Option<&ListedWord> {
        self.candidates(rest).find(|word| wanted(word.function) && rest.starts_with(word.text.as_str()))
    }

    /// Parses a run of Chinese characters.
    fn parse(&self, run: &str, parsed: &mut Parsed) {
        let mut content = RunRemainder::default();
        let mut with_domain = RunRemainder::default();
        let mut at = 0;
        while let Some(letter) = run.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = run.get(at..).unwrap_or_default();
            let Some(word) = self.longest_at_start(rest, |function| !is_content_in_titles(function)) else {
                let end = at + letter.len_utf8();
                content.add(run, at, end, &mut parsed.content);
                with_domain.add(run, at, end, &mut parsed.with_domain);
                at = end;
                continue;
            };
            let text = word.text.as_str();
            match word.function {
                WordFunction::Domain => with_domain.add(run, at, at + text.len(), &mut parsed.with_domain),
                WordFunction::Level => parsed.levels.push(word.text.clone()),
                WordFunction::OtherDomain => {
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
    pub(in crate::names) fn parse(self, text: &Folded, parsed: &mut Parsed) {
        parsed.clear();
        let mut at = 0;
        while let Some(token) = text.get(at) {
            // Words of places and organisations are content, and requests do not have them: `R` is a language, and in
            // `R 10442` a code.
            if let Some(word) = self
                .latin
                .longest_at_token(text, at, |function| {
                    let is_job = function == WordFunction::Level && is_job_here(text, at, parsed);
                    !is_job && !is_content_in_titles(function)
                })
                .filter(|word| word.function != WordFunction::EndNoise || at + word.tokens == text.len())
            {
                if word.function != WordFunction::OtherDomain || parsed.other_domain.is_none() {
                    let used = (at..at + word.tokens).filter_map(|used| text.get(used));
                    used.for_each(|used| parsed.add_word(word.function, used));
                }
                if word.function == WordFunction::Level {
                    parsed.levels.push(word.text.clone());
                }
                at += word.tokens;
                continue;
            }
            let used = self.code_len(text, at);
            if used > 0 {
                let rest = self.parse_code(text, at, used, parsed);
                at += used;
                if let Some(rest) = rest {
                    self.runs.parse(rest, parsed);
                    at += 1;
                }
                continue;
            }
            if token.han {
                self.runs.parse(token.text, parsed);
            } else {
                parsed.add_content(token);
            }
            at += 1;
        }
    }

    /// The number of tokens of the code that begins at a token: a requisition number, perhaps with letters of its own before
    /// it (`R-0045821`), or at the end a grade. 0 where no code begins.
    fn code_len(self, text: &Folded, at: usize) -> usize {
        let Some(token) = text.get(at).filter(|token| !token.han) else { return 0 };
        if token.is_requisition() || token.is_thousands() || token.is_grade() && at + 1 == text.len() {
            return 1;
        }
        let is_prefix =
            token.text.len() <= MAX_CODE_PREFIX_LEN && token.text.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_at_edge = at == 0 || at + 2 == text.len();
        let has_number = text.get(at + 1).is_some_and(|next| next.is_number() && next.text.len() >= MIN_CODE_LEN);
        if is_prefix && is_at_edge && has_number { 2 } else { 0 }
    }

    /// Counts a code as noise, with the word that a number counts: `14薪`. Returns what stands behind that word in its run.
    fn parse_code<'t>(self, text: &'t Folded, at: usize, used: usize, parsed: &mut Parsed) -> Option<&'t str> {
        parsed.noise += (at..at + used).filter_map(|at| text.get(at)).map(|token| token.weight()).sum::<usize>();
        let next =
            text.get(at + used).filter(|next| next.han && text.get(at).is_some_and(|token| token.is_number()))?;
        let counted = self.run_begins(next.text, WordFunction::Counted)?;
        parsed.noise += Token { text: counted, han: true }.weight();
        next.text.strip_prefix(counted)
    }

    /// Whether a text consists of codes and of words with these functions.
    pub(in crate::names) fn consists_of(self, text: &Folded, functions: &[WordFunction]) -> bool {
        let mut at = 0;
        while let Some(token) = text.get(at) {
            at += match self.latin.longest_at_token(text, at, |function| functions.contains(&function)) {
                Some(word) => word.tokens,
                None if token.han && self.run_consists_of(token.text, functions) => 1,
                None if token.is_requisition() => 1,
                None => return false,
            };
        }
        !text.is_empty()
    }

    fn run_consists_of(self, run: &str, functions: &[WordFunction]) -> bool {
        let mut rest = run;
        while !rest.is_empty() {
            let Some(word) = self.runs.longest_at_start(rest, |function| functions.contains(&function)) else {
                return false;
            };
            rest = rest.get(word.text.len()..).unwrap_or_default();
        }
        true
    }

    /// Whether a token is a word with one of these functions.
    pub(in crate::names) fn is_word(self, token: Token<'_>, functions: &[WordFunction]) -> bool {
        let list = if token.han { self.runs } else { self.latin };
        let has_token = |word: &ListedWord| word.tokens == 1 && word.text == *token.text;
        list.candidates(token.text).any(|word| functions.contains(&word.function) && has_token(word))
    }

    /// The number of tokens of the longest word that begins at a token, if it has this function.
    pub(in crate::names) fn token_count(self, text: &Folded, at: usize, function: WordFunction) -> Option<usize> {
        self.latin.longest_at_token(text, at, |_| true).filter(|word| word.function == function).map(|word| word.tokens)
    }

    /// The longest word with one of these functions that begins at a token or, in a run of Chinese characters, at an offset of it:
    /// its function, its number of tokens and its length in the run.
    pub(in crate::names) fn longest_prefix(
        self,
        text: &Folded,
        at: usize,
        offset: usize,
        functions: &[WordFunction],
    ) -> Option<(WordFunction, usize, usize)> {
        let token = text.get(at)?;
        let wanted = |function| functions.contains(&function);
        if offset == 0
            && let Some(word) = self.latin.longest_at_token(text, at, wanted)
        {
            return Some((word.function, word.tokens, token.text.len()));
        }
        let rest = token.text.get(offset..).filter(|_| token.han)?;
        self.runs.longest_at_start(rest, wanted).map(|word| (word.function, 1, word.text.len()))
    }

    /// The longest word with this function at the beginning of a run.
    pub(in crate::names) fn run_begins(self, run: &str, function: WordFunction) -> Option<&'w str> {
        self.runs.longest_at_start(run, |other| other == function).map(|word| word.text.as_str())
    }

    /// Whether a run ends with a word with one of these functions and has something before it.
    pub(in crate::names) fn run_ends(self, run: &str, functions: &[WordFunction]) -> bool {
        run.char_indices().skip(1).any(|(at, _)| {
            let rest = run.get(at..).unwrap_or_default();
            self.runs.candidates(rest).any(|word| functions.contains(&word.function) && word.text == *rest)
        })
    }

    /// The text before and after the first word with this function that stands inside a run.
    pub(in crate::names) fn split_run(self, run: &str, function: WordFunction) -> Option<(&str, &str)> {
        run.char_indices().find_map(|(at, _)| {
            let (front, rest) = run.split_at_checked(at)?;
            let word = self.runs.longest_at_start(rest, |other| other == function)?;
            Some((front, rest.strip_prefix(word.text.as_str())?))
        })
    }

    /// A run without the word with this function at its end.
    pub(in crate::names) fn without_ending(self, run: &str, function: WordFunction) -> &str {
        let shorter = run.char_indices().skip(1).find_map(|(at, _)| {
            let (front, rest) = run.split_at_checked(at)?;
            let is_ending = |word: &ListedWord| word.function == function && word.text == *rest;
            self.runs.candidates(rest).any(is_ending).then_some(front)
        });
        shorter.unwrap_or(run)
    }

    /// Splits a run after each word that ends the name of a city, province, district or street.
    pub(in crate::names) fn place_segments(self, run: &str) -> Vec<(&str, Option<WordFunction>)> {
        let mut segments = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let Some(letter) = run.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = run.get(at..).unwrap_or_default();
            let ending = self.runs.longest_at_start(rest, ends_a_place);
            match ending {
                // A suffix needs a name before it.
                Some(word) if at > start => {
                    at += word.text.len();
                    segments.push((run.get(start..at).unwrap_or_default(), Some(word.function)));
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
    pub(in crate::names) fn lists(&self, pack: &Pack, text: &Folded) -> Result<WordLists<'_>, DataError> {
        let latin = get_or_try_init(&self.latin, || WordList::new(pack, false, false))?;
        let runs =
            if text.has_han() { get_or_try_init(&self.runs, || WordList::new(pack, true, false))? } else { &NO_WORDS };
        Ok(WordLists { latin, runs })
    }

    /// Both lists for requests.
    pub(in crate::names) fn for_requests(&self, pack: &Pack) -> Result<WordLists<'_>, DataError> {
        Ok(WordLists {
            latin: get_or_try_init(&self.latin, || WordList::new(pack, false, false))?,
            runs: get_or_try_init(&self.runs, || WordList::new(pack, true, false))?,
        })
    }

    /// Both lists for addresses in requests.
    pub(in crate::names) fn for_addresses(&self, pack: &Pack) -> Result<WordLists<'_>, DataError> {
        let read = || Ok((WordList::new(pack, false, true)?, WordList::new(pack, true, true)?));
        let (latin, runs) = get_or_try_init(&self.addresses, read)?;
        Ok(WordLists { latin, runs })
    }

    /// Both lists for files, with the words for places and organisations.
    pub(in crate::names) fn for_files(pack: &Pack) -> Result<Self, DataError> {
        let words = NameWords::default();
        get_or_try_init(&words.latin, || WordList::new(pack, false, true))?;
        get_or_try_init(&words.runs, || WordList::new(pack, true, true))?;
        Ok(words)
    }

    /// The lists that have been read.
    pub(in crate::names) fn loaded(&self) -> WordLists<'_> {
        WordLists { latin: self.latin.get().unwrap_or(&NO_WORDS), runs: self.runs.get().unwrap_or(&NO_WORDS) }
    }
}

/// Whether a word for a level is a job where it stands: `Associate` behind other words, as in `Regulatory Affairs Associate`, and before
/// the head of others, as in `Associate Director`.
fn is_job_here(text: &Folded, at: usize, parsed: &Parsed) -> bool {
    text.get(at).is_some_and(|token| is_rank(token.text))
        && (!parsed.with_domain.is_empty() || text.iter().skip(at + 1).any(|token| is_head_job(token.text)))
}

/// The bit of a letter by its low bits, which several letters share.
fn low_bits(letter: char) -> u64 {
    1 << (u32::from(letter) % u64::BITS)
}

/// Whether a text has lower-case ASCII letters only; such a text, as most words are, is folded already.
fn is_plain_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_lowercase())
}

/// Whether words with this function end the name of a city, province, district or street.
fn ends_a_place(function: WordFunction) -> bool {
    matches!(
        function,
        WordFunction::CitySuffix | WordFunction::ProvinceSuffix | WordFunction::District | WordFunction::Street
    )
}

/// Whether words with this function are content in a title, as in `City Manager` and `Team Assistant`: they end names, or have a
/// function in addresses and in parts of titles only.
fn is_content_in_titles(function: WordFunction) -> bool {
    ends_a_place(function)
        || matches!(
            function,
            WordFunction::Organisation
                | WordFunction::Direction
                | WordFunction::Either
                | WordFunction::PlaceFiller
                | WordFunction::Field
                | WordFunction::System
                | WordFunction::Tool
                | WordFunction::Craft
                | WordFunction::Remark
                | WordFunction::Counted
        )
}

impl Parsed {
    /// Whether the text has a word of the pack's own domain beside others.
    pub(in crate::names) fn has_domain_word(&self) -> bool {
        !self.content.is_empty() && self.with_domain.joined().len() > self.content.joined().len()
    }

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
    fn add_word(&mut self, function: WordFunction, token: Token<'_>) {
        match function {
            WordFunction::Domain => self.with_domain.push(token),
            WordFunction::Level => {}
            WordFunction::OtherDomain => {
                let word = self.other_domain.get_or_insert_default();
                if !word.is_empty() {
                    word.push(' ');
                }
                word.push_str(token.text);
            }
            WordFunction::Noise | WordFunction::EndNoise | WordFunction::Place => self.noise += token.weight(),
            _ => self.add_content(token),
        }
    }
}
