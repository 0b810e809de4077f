//! Text with everything taken away that does not tell names apart: case, width, punctuation, traditional or simplified
//! characters.

use unicode_normalization::UnicodeNormalization;

use super::simplified::simplified_letter;

/// A run of letters and digits of one kind of script, folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    /// Whether it is of a script without blanks between words.
    pub(super) han: bool,
}

impl Token<'_> {
    /// Whether it is a number or a code, such as `CR2017`: no role or place is told apart by it.
    pub(super) fn is_code(&self) -> bool {
        !self.han && self.text.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// How much it says, in letters; a letter of a script without blanks is half a word, and counts twice.
    pub(super) fn weight(&self) -> usize {
        self.text.chars().count() * if self.han { 2 } else { 1 }
    }
}

/// The words of a text, one after the other in one buffer that can be used again.
#[derive(Debug, Default, Clone)]
pub(super) struct Folded {
    text: String,
    /// Where each token ends, and its script.
    ends: Vec<(usize, bool)>,
}

impl Folded {
    /// Reads a text: lower case, half width, cut at blanks and punctuation and where the script changes.
    pub(super) fn read(&mut self, text: &str) {
        self.clear();
        self.extend(text);
    }

    /// Adds the words of a text.
    pub(super) fn extend(&mut self, text: &str) {
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

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a token.
    pub(super) fn push(&mut self, token: Token<'_>) {
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

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The tokens put together.
    pub(super) fn joined(&self) -> &str {
        &self.text
    }

    /// The tokens from one on, put together.
    pub(super) fn suffix_from(&self, at: usize) -> &str {
        self.text.get(self.start(at)..).unwrap_or_default()
    }

    /// Tokens put together, when there are so many.
    pub(super) fn joined_range(&self, at: usize, count: usize) -> Option<&str> {
        let end = self.ends.get((at + count).checked_sub(1)?)?.0;
        self.text.get(self.start(at)..end)
    }

    pub(super) fn get(&self, at: usize) -> Option<Token<'_>> {
        let (end, han) = *self.ends.get(at)?;
        Some(Token { text: self.text.get(self.start(at)..end)?, han })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Token<'_>> {
        let mut start = 0;
        self.ends.iter().map(move |(end, han)| {
            let text = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            Token { text, han: *han }
        })
    }

    /// How much the tokens say.
    pub(super) fn weight(&self) -> usize {
        self.iter().map(|token| token.weight()).sum()
    }

    /// Whether any token is of a script without blanks.
    pub(super) fn has_han(&self) -> bool {
        self.ends.iter().any(|(_, han)| *han)
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end)
    }
}

/// The words of a text.
pub(super) fn tokens(text: &str) -> Folded {
    let mut folded = Folded::default();
    folded.read(text);
    folded
}

/// Hands over the folded letters and digits of a text, and `None` for what parts words.
fn fold(text: &str, mut each: impl FnMut(Option<char>)) {
    let mut add = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            each(Some(letter.to_ascii_lowercase()));
        } else if is_common_han(letter) {
            each(Some(simplified_letter(letter)));
        } else if letter.is_alphanumeric() {
            letter.to_lowercase().for_each(|letter| each(Some(letter)));
        } else {
            each(None);
        }
    };
    // Nearly every other name is common Chinese, which width and composition leave alone.
    if text.chars().all(|letter| letter.is_ascii() || is_common_han(letter)) {
        text.chars().for_each(&mut add);
    } else {
        text.nfkc().for_each(&mut add);
    }
}

/// The folded text without blanks: two texts with the same key are the same name.
pub(super) fn key(text: &str) -> String {
    if text.is_ascii() {
        let mut key = Vec::with_capacity(text.len());
        key.extend(ascii_key(text));
        return String::from_utf8(key).unwrap_or_default();
    }
    let mut key = String::with_capacity(text.len());
    fold(text, |letter| key.extend(letter));
    key
}

/// The key of an ASCII text, and how many words it has.
pub(super) fn ascii_words(text: &str) -> (String, usize) {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).count();
    (key(text), words)
}

/// Whether this is the key of a text.
pub(super) fn has_key(text: &str, wanted: &str) -> bool {
    if text.is_ascii() { ascii_key(text).eq(wanted.bytes()) } else { !wanted.is_ascii() && key(text) == wanted }
}

/// The key of an ASCII text, letter by letter.
fn ascii_key(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase())
}

/// Whether a text is one run of common letters of such a script.
pub(super) fn is_run_of_han(text: &str) -> bool {
    text.chars().all(is_common_han)
}

fn is_han(letter: char) -> bool {
    is_common_han(letter)
        || matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_common_han(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}')
}

/// An English word without the ending of its plural.
pub(super) fn stem(word: &str) -> &str {
    if !word.is_ascii() || word.len() < 4 || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word;
    }
    word.strip_suffix('s').unwrap_or(word)
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

    #[test]
    fn words_are_cut_where_the_script_changes() {
        let words: Vec<String> = tokens("Java高级-CR2017").iter().map(|token| token.text.to_owned()).collect();
        assert_eq!(words, ["java", "高级", "cr2017"]);
    }
}
