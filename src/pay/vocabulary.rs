//! Words of many languages that may stand beside an amount, from `data/language/pay_words.csv`.
//!
//! The notation of pay itself (`k`, 万, 薪, `/month`) is in [`words`](super::words). This table is read on first use, by
//! texts that the notation alone does not explain.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;

use super::letters::continues;
use super::normalized::NormalizedText;
use super::signs;
use super::words::{Word, whole};
use crate::pack::delimited::each_row;

/// The meaning of a word beside an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A synonym of a word of the notation: `Kč` is `czk`, `monatlich` is `monthly`.
    Same(&'static str),
    /// The amount is pay: "salary", 薪资.
    Label,
    /// Nothing about the amount: "full-time", 双休.
    Remark,
    /// Variable or additional pay: "bonus", 提成.
    Variable,
    /// The amount includes variable pay: "on-target earnings", 年包.
    Total,
    /// The amount is base salary: "base", 底薪.
    Base,
    /// What a number counts that is no pay: "people", 岁, `%`.
    Counted,
    /// The pay is for a part of full time: "part-time", 兼职.
    PartTime,
    /// The pay is for full time: "full-time", 全职.
    FullTime,
}

/// A normalized word or phrase.
#[derive(Debug)]
pub(super) struct VocabularyEntry {
    pub(super) word: &'static str,
    /// `None` for a word that only says what stands beside it.
    pub(super) meaning: Option<Meaning>,
    /// Whether "6 months" beside the word are a term, not months paid: "contract".
    pub(super) makes_contract_term: bool,
    /// Whether the word begins a segment about additions to the amount: "with", 加.
    pub(super) joins: bool,
    /// Whether the word says that what follows is part of the amount: "including".
    pub(super) includes: bool,
    /// Whether the word may stand before the low end of a range: `von 4.000 bis 5.000`, `de 30 a 40`.
    pub(super) starts_range: bool,
}

impl VocabularyEntry {
    /// A word with nothing but a meaning.
    pub(super) const fn new(word: &'static str, meaning: Option<Meaning>) -> Self {
        VocabularyEntry {
            word,
            meaning,
            makes_contract_term: false,
            joins: false,
            includes: false,
            starts_range: false,
        }
    }

    /// The entry of a row of the table.
    fn of(cells: &mut [Cow<'static, str>]) -> Option<Self> {
        let [word, _, kind, same_as] = cells else { return None };
        let mut entry = VocabularyEntry::new(normalized(std::mem::take(word))?, None);
        match kind.as_ref() {
            "term" => entry.makes_contract_term = true,
            "joiner" => entry.joins = true,
            "inclusive" => entry.includes = true,
            "start" => entry.starts_range = true,
            kind => entry.meaning = meaning(kind, std::mem::take(same_as)),
        }
        Some(entry)
    }

    /// Adds what another row says of the same word.
    fn merge(&mut self, other: &Self) {
        self.meaning = other.meaning.or(self.meaning);
        self.makes_contract_term |= other.makes_contract_term;
        self.joins |= other.joins;
        self.includes |= other.includes;
        self.starts_range |= other.starts_range;
    }
}

/// All words by their first character, the longest first.
pub(super) struct Vocabulary {
    by_first: HashMap<char, Vec<VocabularyEntry>, RandomState>,
}

/// The least length of a word for a span of time, in bytes, by which a longer word may name one. Shorter words begin words of
/// all kinds.
const MIN_SPAN_LEN: usize = 4;

const TABLE: &str = include_str!("../../data/language/pay_words.csv");

/// The words, which are the same for every pack.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static KNOWN: OnceLock<Vocabulary> = OnceLock::new();
    KNOWN.get_or_init(|| Vocabulary::read(TABLE))
}

impl Vocabulary {
    fn read(table: &'static str) -> Self {
        let mut by_first: HashMap<char, Vec<VocabularyEntry>, RandomState> = HashMap::default();
        // Malformed lines are skipped; a test checks that there are none.
        each_row(table, |cells| {
            if let Some(entry) = VocabularyEntry::of(cells)
                && let Some(first) = entry.word.chars().next()
            {
                by_first.entry(first).or_default().push(entry);
            }
        });
        for entries in by_first.values_mut() {
            entries.sort_by(|one, other| (other.word.len(), other.word).cmp(&(one.word.len(), one.word)));
            entries.dedup_by(|later, first| {
                let is_same = later.word == first.word;
                if is_same {
                    first.merge(later);
                }
                is_same
            });
        }
        Vocabulary { by_first }
    }

    /// The longest word that the text begins with and that ends there, not inside a longer word.
    pub(super) fn longest(&self, text: &str) -> Option<&VocabularyEntry> {
        let entries = self.by_first.get(&text.chars().next()?)?;
        entries.iter().find(|entry| {
            let Some(after) = text.strip_prefix(entry.word) else { return false };
            let open = entry.word.chars().next_back().is_some_and(continues);
            // The e of "e-commerce" is no Italian "and".
            let is_prefix =
                entry.word.len() <= 2 && after.strip_prefix('-').is_some_and(|after| after.starts_with(continues));
            !(open && (after.starts_with(continues) || is_prefix))
        })
    }

    /// Whether a word begins with one for a span of time: `maandtoeslag`, `Stundenzettel`.
    pub(super) fn begins_with_span(&self, word: &str) -> bool {
        let entries = word.chars().next().and_then(|first| self.by_first.get(&first)).into_iter().flatten();
        let mut spans = entries.filter(|entry| match entry.meaning {
            Some(Meaning::Same(word)) => matches!(whole(word), Some(Word::Span(_) | Word::Rate(_))),
            _ => false,
        });
        let begins = |span: &str| span.len() >= MIN_SPAN_LEN && word.starts_with(span);
        let english = || ["hour", "week", "month", "quarter", "year"].into_iter().any(begins);
        spans.any(|entry| begins(entry.word)) || english()
    }
}

fn meaning(kind: &str, same_as: Cow<'static, str>) -> Option<Meaning> {
    Some(match kind {
        "same" => Meaning::Same(signs::static_code(&same_as).or_else(|| normalized(same_as))?),
        "label" => Meaning::Label,
        "remark" => Meaning::Remark,
        "variable" => Meaning::Variable,
        "total" => Meaning::Total,
        "base" => Meaning::Base,
        "counted" => Meaning::Counted,
        "part_time" => Meaning::PartTime,
        "full_time" => Meaning::FullTime,
        _ => return None,
    })
}

/// The normalized form of a cell. Only where it differs from the cell, in one word of twenty, is memory allocated, which is
/// never freed: the table is read once.
fn normalized(cell: Cow<'static, str>) -> Option<&'static str> {
    let mut text = NormalizedText::new();
    match cell {
        Cow::Borrowed(word) if is_plain(word) => return Some(word),
        Cow::Borrowed(word) => {
            text.write(word).ok()?;
            if text.as_str() == word {
                return Some(word);
            }
        }
        Cow::Owned(word) => text.write(&word).ok()?,
    }
    Some(Box::leak(text.as_str().to_owned().into_boxed_str()))
}

/// Whether a word is normalized as it stands: small ASCII letters, digits and marks, with single blanks between.
fn is_plain(word: &str) -> bool {
    let mut before = b' ';
    let is_small = word.bytes().all(|byte| {
        let after_blank = std::mem::replace(&mut before, byte) == b' ';
        if byte == b' ' { !after_blank } else { byte.is_ascii_graphic() && !byte.is_ascii_uppercase() }
    });
    is_small && before != b' '
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a line that is left out, and a word that stands there twice with two meanings.
    #[test]
    fn every_line_of_the_table_is_read() {
        let mut seen: HashMap<(String, bool), String> = HashMap::new();
        let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["word", "lang", "kind", "same_as"]);
        for record in reader.records() {
            let record = record.unwrap();
            let owned = |at: usize| Cow::<str>::Owned(record[at].to_owned());
            let (word, kind, same_as) = (owned(0), &record[2], owned(3));
            let beside = matches!(kind, "term" | "joiner" | "inclusive" | "start");
            assert!(beside || meaning(kind, same_as.clone()).is_some(), "{word}");
            assert_eq!(kind == "same", !same_as.is_empty(), "{word}");
            if let Some(Meaning::Same(word)) = meaning(kind, same_as.clone()) {
                let known = super::super::words::whole(word).is_some() || super::super::words::names_currency(word);
                assert!(known, "{word} is no word of the notation");
            }
            let word = normalized(word).unwrap().to_owned();
            if !beside {
                let line = format!("{kind} {same_as}");
                let before = seen.insert((word.clone(), beside), line.clone());
                assert!(before.is_none_or(|before| before == line), "{word}");
            }
            assert!(vocabulary().longest(&word).is_some_and(|entry| entry.word == word), "{word}");
        }
    }

    /// Catches a word that is left out together with the span of time that it names: `hourly pay`, 职位月薪.
    #[test]
    fn no_word_that_is_left_out_names_a_span_of_time() {
        use super::super::words::{Word, whole};
        let names_span = |word: &str| matches!(whole(word), Some(Word::Rate(_)));
        for entry in vocabulary().by_first.values().flatten() {
            if !matches!(entry.meaning, Some(Meaning::Label | Meaning::Remark | Meaning::PartTime | Meaning::FullTime))
            {
                continue;
            }
            let by_words = entry.word.split(' ').any(names_span);
            let ends: Vec<usize> = entry.word.char_indices().map(|(at, _)| at).collect();
            let is_chinese = entry.word.contains(super::super::letters::is_han);
            let inside = is_chinese && ends.iter().any(|start| names_span(&entry.word[*start..]));
            let each = entry.word.strip_prefix('每').and_then(whole);
            assert!(!by_words && !inside && !matches!(each, Some(Word::Span(_))), "{}", entry.word);
        }
    }

    #[test]
    fn the_longest_word_is_found_and_no_part_of_one() {
        let found = |text: &str| vocabulary().longest(text).map(|entry| entry.word);
        assert_eq!(found("full-time, remote"), Some("full-time"));
        assert_eq!(found("on-target earnings"), Some("on-target earnings"));
        assert_eq!(found("bonusses"), None);
        assert_eq!(found("五险一金，双休"), Some("五险一金"));
        assert_eq!(found("rp500"), Some("rp"));
    }
}
