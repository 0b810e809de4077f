//! The parts of a title, and which of them say where or for whom and not what.

use super::fold::{Folded, Token};
use super::place_index::PlaceIndex;
use super::rules::BETWEEN_TITLES;
use super::words::Lists;
use crate::pack::WordPart;

/// Marks that part a title besides those that part one title from another.
const BETWEEN_PARTS: [char; 22] = [
    '_', ':', '：', '·', '•', '"', '“', '”', '「', '」', '『', '』', '《', '》', '〈', '〉', '｜', '丨', '\t', '\n',
    '#', '*',
];

/// Letters that may stand before the number of a code.
const LETTERS_OF_CODE: usize = 2;

/// A part of a title, by where it stands.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    explained: bool,
}

/// The parts of a title.
#[derive(Debug, Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// Cuts a title into its parts and finds those that say where or for whom. Returns how much they say.
    pub(super) fn explain(&mut self, title: &str, part: &mut Folded, places: &PlaceIndex<'_>) -> usize {
        self.cut(title);
        let mut weight = 0;
        if self.0.len() < 2 {
            return weight;
        }
        for piece in &mut self.0 {
            part.read(title.get(piece.start..piece.end).unwrap_or_default());
            if !part.is_empty() && (is_code(part) || is_organisation(part, places.words()) || places.says_where(part)) {
                piece.explained = true;
                weight += part.weight();
            }
        }
        weight
    }

    /// How many parts are left.
    pub(super) fn left(&self) -> usize {
        self.0.iter().filter(|piece| !piece.explained).count()
    }

    /// The parts that are left.
    pub(super) fn unexplained_pieces<'t>(&self, title: &'t str) -> impl Iterator<Item = &'t str> {
        self.pieces(title, false)
    }

    /// The parts that say where or for whom.
    pub(super) fn explained_pieces<'t>(&self, title: &'t str) -> impl Iterator<Item = &'t str> {
        self.pieces(title, true)
    }

    fn pieces<'t>(&self, title: &'t str, explained: bool) -> impl Iterator<Item = &'t str> {
        let pieces = self.0.iter().filter(move |piece| piece.explained == explained);
        pieces.map(|piece| title.get(piece.start..piece.end).unwrap_or_default())
    }

    /// The title without the parts that are explained.
    pub(super) fn unexplained(&self, title: &str, rest: &mut String) {
        rest.clear();
        for piece in self.unexplained_pieces(title) {
            if !rest.is_empty() {
                rest.push_str(" / ");
            }
            rest.push_str(piece);
        }
    }

    fn cut(&mut self, title: &str) {
        self.0.clear();
        let mut start = 0;
        let mut before = ' ';
        let mut letters = title.char_indices().peekable();
        while let Some((at, mark)) = letters.next() {
            let after = letters.peek().map_or(' ', |(_, letter)| *letter);
            let parts = match mark {
                // A hyphen joins the halves of a word.
                '-' | '－' | '~' => !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()),
                // Where words are written without blanks, a blank parts more than words.
                ' ' | '\u{3000}' => !before.is_ascii() || !after.is_ascii(),
                mark => BETWEEN_TITLES.contains(&mark) || BETWEEN_PARTS.contains(&mark),
            };
            if parts {
                self.add(start, at);
                start = at + mark.len_utf8();
            }
            before = mark;
        }
        self.add(start, title.len());
    }

    fn add(&mut self, start: usize, end: usize) {
        if start < end {
            self.0.push(Piece { start, end, explained: false });
        }
    }
}

/// Whether words are a code cut into pieces: `R-100293`.
fn is_code(part: &Folded) -> bool {
    let is_code = |token: Token<'_>| token.is_code() || token.text.len() <= LETTERS_OF_CODE && !token.han;
    part.iter().any(|token| token.is_code() && token.text.len() > LETTERS_OF_CODE) && part.iter().all(is_code)
}

/// Whether words name a company or a part of one: they end with a word for such.
fn is_organisation(part: &Folded, words: Lists<'_>) -> bool {
    let Some(last) = part.iter().filter(|token| !token.is_code()).last() else { return false };
    words.is(last, WordPart::Organisation) || last.han && words.run_ends(last.text, WordPart::Organisation)
}
