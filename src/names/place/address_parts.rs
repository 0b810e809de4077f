//! The parts of an address, between separators, and the codes of places in them.

use crate::names::text::fold::{Folded, Token, tokens};
use crate::names::text::separators::is_separating_hyphen;
use crate::names::text::words::WordLists;
use crate::pack::WordFunction;

/// The longest code of a place, such as `SH` or `LA`, in letters. Inside a longer text a code counts only in capitals: `Greater
/// LA`, but not the `hi` of `Hi-Tech Zone`.
pub(super) const MAX_CODE_LEN: usize = 3;

/// What stands before a part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// Nothing, or a mark between a place and a larger or smaller one.
    Address,
    /// A comma, which may separate the names of a list too.
    Comma,
    /// A mark or word between two places of which either is meant.
    Choice,
}

/// A part of an address.
#[derive(Debug)]
pub(super) struct AddressPart<'t> {
    /// The text as it is written, of which the tokens may be a part.
    pub(in crate::names) text: &'t str,
    pub(in crate::names) tokens: Folded,
    pub(in crate::names) before: Separator,
}

/// The parts of an address. Words that mean either of two places divide parts too.
pub(super) fn address_parts<'t>(text: &'t str, words: WordLists<'_>) -> Vec<AddressPart<'t>> {
    let mut parts = Vec::new();
    for (part, before) in pieces(text) {
        add(part, before, words, &mut parts);
    }
    parts
}

/// The parts of an address between separators.
pub(super) fn whole_parts(text: &str) -> impl Iterator<Item = AddressPart<'_>> {
    pieces(text).into_iter().map(|(text, before)| AddressPart { text, tokens: tokens(text), before })
}

/// The texts between separators, each with what stands before it.
fn pieces(text: &str) -> Vec<(&str, Separator)> {
    let mut parts = Vec::new();
    let (mut start, mut before, mut last) = (0, Separator::Address, ' ');
    let mut letters = text.char_indices().peekable();
    while let Some((at, mark)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, letter)| *letter);
        let separator = match mark {
            '/' | '、' | ';' | '；' | '|' | '｜' | '&' | '+' => Some(Separator::Choice),
            ',' | '，' => Some(Separator::Comma),
            '·' | '•' | '・' | '(' | '（' | ')' | '）' | '[' | ']' | '【' | '】' | '_' | '—' | '–' | ':' | '：'
            | '…' | '\n' | '\t' => Some(Separator::Address),
            mark if is_separating_hyphen(mark, last, next) => Some(Separator::Address),
            _ => None,
        };
        if let Some(separator) = separator {
            parts.push((text.get(start..at).unwrap_or_default(), before));
            (start, before) = (at + mark.len_utf8(), separator);
        }
        last = mark;
    }
    parts.push((text.get(start..).unwrap_or_default(), before));
    parts
}

/// Adds a part, divided at the words that mean either place.
fn add<'t>(text: &'t str, before: Separator, words: WordLists<'_>, parts: &mut Vec<AddressPart<'t>>) {
    let mut part = AddressPart { text, tokens: Folded::default(), before };
    let mut divide = |part: &mut AddressPart<'t>| {
        let next = AddressPart { text, tokens: Folded::default(), before: Separator::Choice };
        let whole = std::mem::replace(part, next);
        if !whole.tokens.is_empty() {
            parts.push(whole);
        }
    };
    for token in tokens(text).iter() {
        if words.is_word(token, &[WordFunction::Either]) {
            divide(&mut part);
            continue;
        }
        let mut rest = token;
        while token.han
            && let Some((front, back)) = words.split_run(rest.text, WordFunction::Either)
        {
            part.tokens.push(Token { text: front, han: true });
            divide(&mut part);
            rest.text = back;
        }
        part.tokens.push(rest);
    }
    if !part.tokens.is_empty() {
        parts.push(part);
    }
}

/// Whether a folded word stands in a text in capitals.
pub(super) fn has_word_in_capitals(text: &str, folded: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.any(|word| word.eq_ignore_ascii_case(folded) && !word.bytes().any(|letter| letter.is_ascii_lowercase()))
}
