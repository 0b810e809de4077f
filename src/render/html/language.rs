//! Tells Chinese from the language of the page, for readers that speak a text aloud and for the choice of a font.

/// A part of a text in one language.
#[derive(Debug, PartialEq, Eq)]
struct Run<'a> {
    text: &'a str,
    /// Whether it is in Chinese characters.
    is_chinese: bool,
}

/// The runs of a text: Chinese from its first to its last character, with the digits and signs between them.
fn runs(text: &str) -> Vec<Run<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_han) {
        let (before, from) = rest.split_at(start);
        // A Latin letter ends the run, which then ends after its last Chinese character.
        let limit = from.find(|letter: char| letter.is_alphabetic() && !is_han(letter)).unwrap_or(from.len());
        let end = from.char_indices().take_while(|(at, _)| *at < limit).filter(|(_, letter)| is_cjk(*letter)).last();
        let end = end.map_or(limit, |(at, letter)| at + letter.len_utf8());
        let (run, after) = from.split_at(end);
        if !before.is_empty() {
            out.push(Run { text: before, is_chinese: false });
        }
        out.push(Run { text: run, is_chinese: true });
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Run { text: rest, is_chinese: false });
    }
    out
}

/// A text as markup, in which Chinese is marked as Chinese.
pub(super) fn marked(text: impl AsRef<str>) -> String {
    let mut out = String::new();
    for run in runs(text.as_ref()) {
        let (open, close) = if run.is_chinese { ("<span lang=\"zh\">", "</span>") } else { ("", "") };
        out.push_str(open);
        for letter in run.text.chars() {
            match letter {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                letter => out.push(letter),
            }
        }
        out.push_str(close);
    }
    out
}

/// Whether a character is a Chinese character.
fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Whether a character is Chinese, or punctuation of its width.
fn is_cjk(letter: char) -> bool {
    is_han(letter) || matches!(letter, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_marked_and_nothing_is_markup() {
        assert_eq!(marked("BI开发工程师 & <b>"), "BI<span lang=\"zh\">开发工程师</span> &amp; &lt;b&gt;");
        assert_eq!(marked("\"5万\" '"), "&quot;5<span lang=\"zh\">万</span>&quot; &#39;");
    }

    #[test]
    fn a_run_goes_from_the_first_to_the_last_chinese_character() {
        let parts = |text| runs(text).into_iter().map(|run| (run.text, run.is_chinese)).collect::<Vec<_>>();
        assert_eq!(
            parts("Ministry, 企业薪酬（2025 年）, 2026-07-08"),
            [("Ministry, ", false), ("企业薪酬（2025 年）", true), (", 2026-07-08", false)]
        );
        assert_eq!(parts("BI开发工程师"), [("BI", false), ("开发工程师", true)]);
        assert_eq!(parts("plain"), [("plain", false)]);
        assert_eq!(parts(""), []);
    }
}
