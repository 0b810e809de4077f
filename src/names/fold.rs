//! Text with everything taken away that does not tell names apart: case, width, punctuation.

use unicode_normalization::UnicodeNormalization;

/// A run of letters and digits of one kind of script, folded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Token {
    pub(super) text: String,
    /// Whether it is of a script without blanks between words.
    pub(super) han: bool,
}

impl Token {
    /// Whether it is a number or a code, such as `CR2017`: no role or place is told apart by it.
    pub(super) fn is_code(&self) -> bool {
        !self.han && self.text.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// The words of a text: lower case, half width, cut at blanks and punctuation and where the script changes.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut open = false;
    fold(text, |letter| {
        let Some(letter) = letter else {
            open = false;
            return;
        };
        let han = is_han(letter);
        match out.last_mut() {
            Some(last) if open && last.han == han => last.text.push(letter),
            _ => {
                let mut word = String::with_capacity(16);
                word.push(letter);
                out.push(Token { text: word, han });
            }
        }
        open = true;
    });
    out
}

/// Hands over the folded letters and digits of a text, and `None` for what parts words.
fn fold(text: &str, mut each: impl FnMut(Option<char>)) {
    let mut add = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            each(Some(letter.to_ascii_lowercase()));
        } else if is_common_han(letter) {
            each(Some(letter));
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

/// Whether this is the key of a text.
pub(super) fn has_key(text: &str, wanted: &str) -> bool {
    if text.is_ascii() { ascii_key(text).eq(wanted.bytes()) } else { !wanted.is_ascii() && key(text) == wanted }
}

/// The key of an ASCII text, letter by letter.
fn ascii_key(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase())
}

/// Tokens put together again.
pub(super) fn joined(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect()
}

/// Tokens with blanks between them.
pub(super) fn joined_by_blanks(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
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
    }

    #[test]
    fn words_are_cut_where_the_script_changes() {
        let words: Vec<String> = tokens("Java高级-CR2017").into_iter().map(|token| token.text).collect();
        assert_eq!(words, ["java", "高级", "cr2017"]);
    }
}
