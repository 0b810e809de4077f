//! The characters that separate titles, parts of a title, and remarks beside a title.

/// Whether a hyphen separates. Between ASCII letters or digits it joins a word: `full-stack`, `Stratford-upon-Avon`. Other
/// characters are no hyphens.
pub(in crate::names) fn is_separating_hyphen(mark: char, before: char, after: char) -> bool {
    matches!(mark, '-' | '－' | '~') && !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric())
}

/// Whether a character separates two titles in one text.
pub(in crate::names) fn separates_titles(mark: char) -> bool {
    matches!(mark, '/' | '|' | '&' | ',' | ';' | '(' | ')' | '[' | ']' | '–' | '—')
        || matches!(mark, '、' | '，' | '；' | '（' | '）' | '【' | '】')
}

/// Whether a character separates the parts of a title.
pub(in crate::names) fn separates_title_parts(mark: char) -> bool {
    separates_titles(mark)
        || matches!(mark, '_' | ':' | '"' | '#' | '*' | '·' | '•' | '“' | '”' | '\t' | '\n')
        || matches!(mark, '：' | '「' | '」' | '『' | '』' | '《' | '》' | '〈' | '〉' | '｜' | '丨')
}

/// The text before the first mark behind which a department may stand: a comma, a bracket, a dash or a colon, but neither `/` nor
/// `&`, which may join two jobs. `None` where the text begins with it, or has none.
pub(in crate::names) fn before_department(text: &str) -> Option<&str> {
    let is_mark =
        |mark: char| matches!(mark, ',' | '(' | '[' | ':' | ';' | '|' | '–' | '—' | '，' | '（' | '【' | '：' | '；');
    let mut before = ' ';
    for (at, mark) in text.char_indices() {
        let after = text.get(at + mark.len_utf8()..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        if is_mark(mark) || is_separating_hyphen(mark, before, after) {
            return text.get(..at).map(str::trim).filter(|head| !head.is_empty());
        }
        before = mark;
    }
    None
}

/// Whether a character separates a remark from the title or level beside it: `Software Engineer (5+ years)`.
pub(in crate::names) fn separates_remarks(mark: char) -> bool {
    matches!(mark, '/' | '|' | ',' | ';' | '(' | ')' | '[' | ']' | '，' | '；' | '（' | '）' | '【' | '】')
}
