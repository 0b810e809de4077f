//! The parts of an address, between separators.

use super::fold::{Folded, tokens};
use super::words::WordLists;
use crate::pack::WordPart;

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
    pub(super) text: &'t str,
    pub(super) tokens: Folded,
    pub(super) before: Separator,
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
            // A hyphen between letters may join a name: `Stratford-upon-Avon`.
            '-' | '－' | '~' if !(last.is_ascii_alphanumeric() && next.is_ascii_alphanumeric()) => {
                Some(Separator::Address)
            }
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
        if words.is_word(token, &[WordPart::Either]) {
            divide(&mut part);
            continue;
        }
        let mut rest = token;
        while token.han
            && let Some((front, back)) = words.split_run(rest.text, WordPart::Either)
        {
            part.tokens.push(super::fold::Token { text: front, han: true });
            divide(&mut part);
            rest.text = back;
        }
        part.tokens.push(rest);
    }
    if !part.tokens.is_empty() {
        parts.push(part);
    }
}
