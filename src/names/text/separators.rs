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

/// Whether a character separates a remark from the title or level beside it: `Software Engineer (5+ years)`.
pub(in crate::names) fn separates_remarks(mark: char) -> bool {
    matches!(mark, '/' | '|' | ',' | ';' | '(' | ')' | '[' | ']' | '，' | '；' | '（' | '）' | '【' | '】')
}
