//! Text with everything taken away that does not tell names apart: case, width, punctuation.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

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
    let mut add = |letter: char| {
        if !letter.is_alphanumeric() {
            open = false;
            return;
        }
        let han = is_han(letter);
        match out.last_mut() {
            Some(last) if open && last.han == han => last.text.extend(letter.to_lowercase()),
            _ => out.push(Token { text: letter.to_lowercase().collect(), han }),
        }
        open = true;
    };
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().for_each(&mut add);
    } else {
        text.nfkc().for_each(&mut add);
    }
    out
}

/// The folded text without blanks: two texts with the same key are the same name.
pub(super) fn key(text: &str) -> String {
    joined(&tokens(text))
}

/// Tokens put together again.
pub(super) fn joined(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect()
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
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
