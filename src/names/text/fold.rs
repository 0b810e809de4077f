//! Folds text so that names can be compared: case, width, punctuation and traditional characters make no difference.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::language_names::{language_name, with_language_names};
use super::simplified::{is_common_han, simplified_letter};

/// The most letters before the digits of a requisition number.
const MAX_REQUISITION_LETTERS: usize = 4;

/// The fewest digits of a requisition number with letters.
const MIN_REQUISITION_DIGITS: usize = 4;

/// A run of letters and digits of one script, folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::names) struct Token<'t> {
    pub(in crate::names) text: &'t str,
    /// Whether it is a run of Chinese characters, which may hold several words: there are no spaces between them.
    pub(in crate::names) han: bool,
}

impl Token<'_> {
    /// Whether it is a number or a code, such as `CR2017`, which identifies no role or place.
    pub(in crate::names) fn is_code(&self) -> bool {
        !self.han && self.text.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// Whether it has the shape of a requisition number: digits, or up to four letters before four digits or more. Other letters
    /// with digits may mean something: `STM32`, `H5`, `Unity3D`.
    pub(in crate::names) fn is_requisition(&self) -> bool {
        let digits = self.text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let letters = self.text.len() - digits.len();
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number && (letters == 0 || letters <= MAX_REQUISITION_LETTERS && digits.len() >= MIN_REQUISITION_DIGITS)
    }

    /// Whether it has the shape of an employer's own grade: one or two letters before one or two digits.
    pub(in crate::names) fn is_grade(&self) -> bool {
        let digits = self.text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let letters = self.text.len() - digits.len();
        matches!((letters, digits.len()), (1..=2, 1..=2)) && digits.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether it is an amount in thousands, as job boards write pay: `25k`.
    pub(super) fn is_thousands(&self) -> bool {
        self.text.strip_suffix('k').is_some_and(|digits| Token { text: digits, han: false }.is_number())
    }

    /// Whether it is a number.
    pub(in crate::names) fn is_number(&self) -> bool {
        !self.text.is_empty() && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Its weight in scores: the number of letters. A Chinese character counts twice, as about half a word.
    pub(in crate::names) fn weight(&self) -> usize {
        self.text.chars().count() * if self.han { 2 } else { 1 }
    }
}

/// The tokens of a text, stored one after the other in one buffer.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::names) struct Folded {
    text: String,
    /// The end of each token in `text`, and whether it is Chinese.
    ends: Vec<(usize, bool)>,
}

impl Clone for Folded {
    fn clone(&self) -> Self {
        Folded { text: self.text.clone(), ends: self.ends.clone() }
    }

    // The derived method allocates.
    fn clone_from(&mut self, other: &Self) {
        self.text.clone_from(&other.text);
        self.ends.clone_from(&other.ends);
    }
}

impl Folded {
    /// Reads a text. Tokens end at spaces, at punctuation and where the script changes.
    pub(in crate::names) fn read(&mut self, text: &str) {
        self.clear();
        self.extend(text);
    }

    /// Adds the tokens of a text.
    pub(in crate::names) fn extend(&mut self, text: &str) {
        if self.try_common(text) {
            return;
        }
        let spelled = with_language_names(text);
        let text = spelled.as_deref().unwrap_or(text);
        if spelled.is_some() && self.try_common(text) {
            return;
        }
        match without_pair_marks(text) {
            Some(joined) if self.try_common(&joined) => {}
            Some(joined) => self.extend_folded(&joined),
            None => self.extend_folded(text),
        }
    }

    /// Adds the tokens of a text if [`Folded::extend_common`] can, or else nothing.
    fn try_common(&mut self, text: &str) -> bool {
        let (len, count) = (self.text.len(), self.ends.len());
        let is_common = self.extend_common(text);
        if !is_common {
            self.text.truncate(len);
            self.ends.truncate(count);
        }
        is_common
    }

    /// Adds the tokens of a text of ASCII, common Chinese characters and punctuation, run by run, which takes a third of the
    /// time of [`Folded::extend_folded`]. Returns false at any other character, at a slash that [`without_pair_marks`] removes and at
    /// a name that [`with_language_names`] spells out.
    fn extend_common(&mut self, text: &str) -> bool {
        let mut rest = text;
        let mut is_behind_one_han = false;
        while let Some(letter) = rest.chars().next() {
            let used = if letter.is_ascii_alphanumeric() {
                let end = alphanumeric_len(rest.as_bytes());
                if end == 1 && language_name(rest).is_some() {
                    return false;
                }
                let start = self.text.len();
                self.text.push_str(rest.get(..end).unwrap_or_default());
                if let Some(word) = self.text.get_mut(start..) {
                    word.make_ascii_lowercase();
                }
                self.ends.push((self.text.len(), false));
                end
            } else if is_behind_one_han && is_pair_mark(rest) {
                return false;
            } else if letter.is_ascii() || is_punctuation(letter) {
                letter.len_utf8()
            } else if is_common_han(letter) {
                let (mut end, mut is_simplified) = (0, true);
                for letter in rest.chars() {
                    if !is_common_han(letter) {
                        break;
                    }
                    is_simplified &= simplified_letter(letter) == letter;
                    end += letter.len_utf8();
                }
                let run = rest.get(..end).unwrap_or_default();
                if is_simplified {
                    self.text.push_str(run);
                } else {
                    self.text.extend(run.chars().map(simplified_letter));
                }
                self.ends.push((self.text.len(), true));
                end
            } else {
                return false;
            };
            is_behind_one_han = is_common_han(letter) && used == letter.len_utf8();
            rest = rest.get(used..).unwrap_or_default();
        }
        true
    }

    /// Adds the tokens of any text.
    fn extend_folded(&mut self, text: &str) {
        let Folded { text: out, ends } = self;
        let mut open = false;
        fold(text, |letter| {
            let Some(letter) = letter else {
                open = false;
                return;
            };
            let han = is_han(letter);
            out.push(letter);
            match ends.last_mut() {
                Some((end, same)) if open && *same == han => *end = out.len(),
                _ => ends.push((out.len(), han)),
            }
            open = true;
        });
    }

    pub(in crate::names) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a token.
    pub(in crate::names) fn push(&mut self, token: Token<'_>) {
        if !token.text.is_empty() {
            self.text.push_str(token.text);
            self.ends.push((self.text.len(), token.han));
        }
    }

    /// Adds letters to the last token.
    pub(super) fn extend_last(&mut self, more: &str) {
        if let Some((end, _)) = self.ends.last_mut() {
            self.text.push_str(more);
            *end = self.text.len();
        }
    }

    pub(in crate::names) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(in crate::names) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All tokens without anything between them.
    pub(in crate::names) fn joined(&self) -> &str {
        &self.text
    }

    /// The tokens from `at` on without anything between them.
    pub(in crate::names) fn suffix_from(&self, at: usize) -> &str {
        self.text.get(self.start(at)..).unwrap_or_default()
    }

    /// `count` tokens from `at` on without anything between them; `None` when there are fewer.
    pub(in crate::names) fn joined_range(&self, at: usize, count: usize) -> Option<&str> {
        let end = self.ends.get((at + count).checked_sub(1)?)?.0;
        self.text.get(self.start(at)..end)
    }

    pub(in crate::names) fn get(&self, at: usize) -> Option<Token<'_>> {
        let (end, han) = *self.ends.get(at)?;
        Some(Token { text: self.text.get(self.start(at)..end)?, han })
    }

    pub(in crate::names) fn iter(&self) -> impl Iterator<Item = Token<'_>> {
        let mut start = 0;
        self.ends.iter().map(move |(end, han)| {
            let text = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            Token { text, han: *han }
        })
    }

    /// The sum of the weights of the tokens.
    pub(in crate::names) fn weight(&self) -> usize {
        self.iter().map(|token| token.weight()).sum()
    }

    /// Whether any token is Chinese.
    pub(in crate::names) fn has_han(&self) -> bool {
        self.ends.iter().any(|(_, han)| *han)
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end)
    }
}

/// The tokens of a text.
pub(in crate::names) fn tokens(text: &str) -> Folded {
    let mut folded = Folded::default();
    folded.read(text);
    folded
}

/// The number of ASCII letters and digits that a text begins with.
fn alphanumeric_len(text: &[u8]) -> usize {
    let mut len = 0;
    for letter in text {
        if !matches!(letter, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9') {
            break;
        }
        len += 1;
    }
    len
}

/// Whether a text behind a single Chinese character begins with a slash that [`without_pair_marks`] removes.
fn is_pair_mark(text: &str) -> bool {
    let mut letters = text.chars();
    matches!(letters.next(), Some('/' | '／'))
        && letters.by_ref().take(2).filter(|letter| is_common_han(*letter)).count() == 2
}

/// A text without the slashes behind a single Chinese character, which shares the ending of the next word: `中/高级` is `中高级`.
/// `None` where there is none.
fn without_pair_marks(text: &str) -> Option<String> {
    if text.is_ascii() || !(text.contains('/') || text.contains('／')) {
        return None;
    }
    let letters: Vec<char> = text.chars().collect();
    let is_han_at = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|letter| is_common_han(*letter));
    let joins = |at: usize| {
        matches!(letters.get(at), Some('/' | '／'))
            && is_han_at(at.checked_sub(1))
            && !is_han_at(at.checked_sub(2))
            && is_han_at(Some(at + 1))
            && is_han_at(Some(at + 2))
    };
    let kept = letters.iter().enumerate().filter(|(at, _)| !joins(*at)).map(|(_, letter)| *letter);
    (0..letters.len()).any(joins).then(|| kept.collect())
}

/// Calls `each` with the folded letters and digits of a text, and with `None` for every other character.
fn fold(text: &str, mut each: impl FnMut(Option<char>)) {
    let mut add = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            each(Some(letter.to_ascii_lowercase()));
        } else if is_common_han(letter) {
            each(Some(simplified_letter(letter)));
        } else if let Some(plain) = without_accent(letter) {
            each(Some(plain));
        } else if is_combining_mark(letter) {
            // A mark of its own belongs to the letter before it, and separates nothing.
        } else if letter.is_alphanumeric() {
            letter.to_lowercase().for_each(|letter| each(Some(letter)));
        } else {
            each(None);
        }
    };
    // Most texts are ASCII or common Chinese, which NFKC does not change.
    if text.chars().all(|letter| letter.is_ascii() || is_common_han(letter)) {
        text.chars().for_each(&mut add);
    } else {
        text.nfkc().for_each(&mut add);
    }
}

/// The folded text without spaces. Two texts with the same key are the same name.
pub(in crate::names) fn key(text: &str) -> String {
    let spelled = with_language_names(text);
    let text = spelled.as_deref().unwrap_or(text);
    let mut key = String::with_capacity(text.len());
    if text.is_ascii() {
        for letter in text.as_bytes() {
            if letter.is_ascii_alphanumeric() {
                key.push(char::from(letter.to_ascii_lowercase()));
            }
        }
        return key;
    }
    for letter in text.chars() {
        if is_common_han(letter) {
            key.push(simplified_letter(letter));
        } else if letter.is_ascii_alphanumeric() {
            key.push(letter.to_ascii_lowercase());
        } else if !letter.is_ascii() {
            key.clear();
            fold(text, |letter| key.extend(letter));
            break;
        }
    }
    key
}

/// The key of an ASCII text, and the number of its words.
pub(super) fn ascii_words(text: &str) -> (String, usize) {
    let spelled = with_language_names(text);
    let text = spelled.as_deref().unwrap_or(text);
    let (mut key, mut words, mut is_in_word) = (String::with_capacity(text.len()), 0, false);
    for letter in text.bytes() {
        let is_letter = letter.is_ascii_alphanumeric();
        words += usize::from(is_letter && !is_in_word);
        is_in_word = is_letter;
        if is_letter {
            key.push(char::from(letter.to_ascii_lowercase()));
        }
    }
    (key, words)
}

/// Whether a text has this key.
pub(in crate::names) fn has_key(text: &str, wanted: &str) -> bool {
    if text.is_ascii() { has_ascii_key(text, wanted) } else { !wanted.is_ascii() && key(text) == wanted }
}

/// Whether an ASCII text has this key. The ends are compared first, because thousands of names may begin alike.
fn has_ascii_key(text: &str, wanted: &str) -> bool {
    let (text_bytes, wanted_bytes) = (text.as_bytes(), wanted.as_bytes());
    let may_be = |byte: Option<&u8>, wanted: Option<&u8>| match (byte, wanted) {
        (Some(byte), Some(wanted)) => !byte.is_ascii_alphanumeric() || byte.to_ascii_lowercase() == *wanted,
        (byte, wanted) => byte.is_some() || wanted.is_none(),
    };
    may_be(text_bytes.first(), wanted_bytes.first())
        && may_be(text_bytes.last(), wanted_bytes.last())
        && with_language_names(text)
            .map_or_else(|| ascii_key(text).eq(wanted.bytes()), |spelled| ascii_key(&spelled).eq(wanted.bytes()))
}

/// The letters of the key of an ASCII text.
fn ascii_key(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase())
}

/// Whether a text consists of common Chinese characters.
pub(super) fn is_run_of_han(text: &str) -> bool {
    text.chars().all(is_common_han)
}

/// The lower-case ASCII letter of a letter with accents: pinyin is written with and without tones.
fn without_accent(letter: char) -> Option<char> {
    let mut first = None;
    decompose_canonical(letter, |part| first = first.or(Some(part)));
    first.filter(|base| *base != letter && base.is_ascii_alphabetic()).map(|base| base.to_ascii_lowercase())
}

pub(crate) fn is_han(letter: char) -> bool {
    is_common_han(letter)
        || matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is one of the common punctuation marks beyond ASCII, among them the full-width ones. NFKC makes no letter
/// of any.
fn is_punctuation(letter: char) -> bool {
    matches!(
        letter,
        '·' | '–' | '—' | '‘'..='”' | '•' | '…' | '\u{3000}'..='〃' | '〈'..='】' | '〔'..='〛' | '！'..='／' | '：'..='＠'
            | '［'..='｀' | '｛'..='～'
    )
}

/// An English word without the `s` of a plural.
pub(in crate::names) fn stem(word: &str) -> &str {
    match word.as_bytes() {
        [_, _, .., b's' | b'u' | b'i', b's'] => word,
        [_, _, .., _, b's'] if word.is_ascii() => word.strip_suffix('s').unwrap_or(word),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_and_punctuation_do_not_tell_names_apart() {
        for text in ["Cloud Architect", "cloud-architect", "ＣＬＯＵＤ　ａｒｃｈｉｔｅｃｔ", "  Cloud / Architect\t"]
        {
            assert_eq!(key(text), "cloudarchitect", "{text}");
        }
        assert_eq!(key("（Java）高级开发"), "java高级开发");
        assert_eq!(key("（Java）高級開發"), "java高级开发");
    }

    /// Would catch a character that the fast way reads otherwise than the general one.
    #[test]
    fn common_texts_fold_as_all_texts_do() {
        for letter in
            ('\0'..=char::MAX).filter(|letter| letter.is_ascii() || is_common_han(*letter) || is_punctuation(*letter))
        {
            for text in [format!("{letter}"), format!("B{letter}C"), format!("數{letter}a{letter}据1")] {
                let (mut fast, mut general) = (Folded::default(), Folded::default());
                assert!(fast.extend_common(&text), "{text:?}");
                general.extend_folded(&text);
                assert_eq!((fast.text, fast.ends), (general.text, general.ends), "{text:?}");
            }
        }
        for text in ["é", "e\u{301}", "Ｃ", "〇", "々", "ﾊ", "Ω", "\u{200b}"] {
            assert!(!Folded::default().extend_common(text), "{text:?}");
        }
    }

    /// Would catch a sign that is dropped, so that `C#` is read as `C` or `C++`, and one that is read inside of another word.
    #[test]
    fn signs_tell_programming_languages_apart() {
        for (text, expected) in [
            ("C#", "csharp"),
            ("Ｃ＃", "csharp"),
            ("f#", "fsharp"),
            ("C++", "cpp"),
            ("C", "c"),
            ("高级C#开发", "高级csharp开发"),
            ("C#5", "csharp5"),
            ("C/C++", "ccpp"),
            ("VC++", "vc"),
            ("F++", "f"),
            ("Basic#2", "basic2"),
        ] {
            assert_eq!(key(text), expected, "{text}");
            assert_eq!(tokens(text).joined(), expected, "{text}");
            assert!(!text.is_ascii() || has_key(text, expected), "{text}");
        }
        let words: Vec<String> = tokens("Senior C#.NET Developer").iter().map(|token| token.text.to_owned()).collect();
        assert_eq!(words, ["senior", "csharp", "net", "developer"]);
    }

    #[test]
    fn words_are_cut_where_the_script_changes() {
        let words: Vec<String> = tokens("中/高级工程师").iter().map(|token| token.text.to_owned()).collect();
        assert_eq!(words, ["中高级工程师"]);
        let words: Vec<String> = tokens("Java高级-CR2017").iter().map(|token| token.text.to_owned()).collect();
        assert_eq!(words, ["java", "高级", "cr2017"]);
    }
}
