//! Wraps text into lines of a width in columns of a terminal, where Chinese characters fill two.
//!
//! comfy-table wraps only at blanks. Here Chinese text breaks between characters, but not before closing punctuation, and the same
//! rules serve cells, cards, notes and charts.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width of a line in columns.
pub(crate) fn width(line: &str) -> usize {
    UnicodeWidthStr::width(line)
}

/// The width of the widest line of a text.
pub(crate) fn max_width(text: &str) -> usize {
    text.split('\n').map(width).max().unwrap_or(0)
}

/// The width of the widest piece of a text that wrapping does not break.
pub(crate) fn longest_unbreakable(text: &str) -> usize {
    let mut longest = 0;
    for line in text.split('\n') {
        let mut piece = 0;
        for cluster in clusters(line) {
            if cluster.may_break {
                piece = 0;
            }
            if cluster.text != " " {
                piece += width(cluster.text);
                longest = longest.max(piece);
            }
        }
    }
    longest
}

/// The lines of a text, none wider than `limit`. Lines end at line breaks, between words and between Chinese characters, and inside
/// a word only if it is wider than a line.
pub(crate) fn wrapped(text: &str, limit: usize) -> Vec<&str> {
    wrapped_after(text, limit, limit)
}

/// Like [`wrapped`], with another limit for the first line, which stands after a label.
pub(crate) fn wrapped_after(text: &str, first: usize, rest: usize) -> Vec<&str> {
    wrapped_by(text, first, rest, width)
}

/// Like [`wrapped_after`], with a function that measures text, for any unit of length. A text must not be wider than the sum of its
/// characters.
pub(crate) fn wrapped_by(text: &str, first: usize, rest: usize, measure: impl Fn(&str) -> usize) -> Vec<&str> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let mut remaining = Some(line);
        while let Some(line) = remaining {
            let (head, tail) = split(line, if lines.is_empty() { first } else { rest }, &measure);
            // A break directly after leading blanks leaves an empty line, which is dropped.
            if !head.is_empty() || tail.is_none() {
                lines.push(head);
            }
            remaining = tail;
        }
    }
    lines
}

/// A text after a label such as `warning: `, with a hanging indent. Without a limit it is not wrapped.
pub(crate) fn hanging(label: &str, text: &str, indent: usize, limit: Option<usize>) -> Vec<String> {
    let lines = match limit {
        Some(limit) => wrapped_after(text, limit.saturating_sub(width(label)), limit.saturating_sub(indent)),
        None => text.split('\n').collect(),
    };
    let label_of = |at: usize| if at == 0 { label.to_owned() } else { " ".repeat(indent) };
    lines.iter().enumerate().map(|(at, line)| label_of(at) + line).collect()
}

/// The part of a line that fits, and the rest.
fn split(line: &str, limit: usize, measure: impl Fn(&str) -> usize) -> (&str, Option<&str>) {
    let mut used = 0;
    let mut last_break = None;
    for cluster in clusters(line) {
        if cluster.may_break {
            last_break = Some(cluster.at);
        }
        used += measure(cluster.text);
        // A blank beyond the limit is trimmed. Every line takes at least one cluster, so that wrapping ends.
        if used > limit && cluster.text != " " && cluster.at > 0 {
            let (head, tail) = line.split_at(last_break.unwrap_or(cluster.at));
            return (head.trim_end_matches(' '), Some(tail.trim_start_matches(' ')));
        }
    }
    (line.trim_end_matches(' '), None)
}

/// A character with its combining marks.
struct GraphemeCluster<'a> {
    at: usize,
    text: &'a str,
    /// Whether a line may end before it.
    may_break: bool,
}

/// The clusters of a line. Accents, variation selectors and joined characters stay with their base character. The sum of the widths
/// of the clusters is at least the width of the line.
fn clusters(line: &str) -> impl Iterator<Item = GraphemeCluster<'_>> {
    let mut rest = line.char_indices().peekable();
    let mut before: (Option<char>, Option<char>) = (None, None);
    std::iter::from_fn(move || {
        let (at, base) = rest.next()?;
        let mut end = at + base.len_utf8();
        let mut last = base;
        // Joined letters stand side by side and may be separated; joined emoji form one character of at most two columns. The
        // limit is three, because a symbol counts one more column until its variation selector is read.
        let is_tied = |last, end| last == ZERO_WIDTH_JOINER && line.get(at..end).is_some_and(|text| width(text) <= 3);
        while let Some((next_at, next)) =
            rest.next_if(|(at, next)| next.width() == Some(0) || is_tied(last, at + next.len_utf8()))
        {
            end = next_at + next.len_utf8();
            last = next;
        }
        let may_break = matches!(before.1, Some(previous) if breaks(before.0, previous, base));
        before = (before.1, Some(base));
        Some(GraphemeCluster { at, text: line.get(at..end).unwrap_or_default(), may_break })
    })
}

const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// Punctuation that does not begin a line.
const CLOSING: &str = "，。、；：！？）》」』】〕〉”’…—,.;:!?)]}%％";
/// Punctuation that does not end a line.
const OPENING: &str = "（《「『【〔〈“‘([{¥￥$";

/// Whether a line may end between two characters; `before` is the one before both.
fn breaks(before: Option<char>, one: char, other: char) -> bool {
    if one == ' ' || other == ' ' {
        return one == ' ' && other != ' ';
    }
    if CLOSING.contains(other) || OPENING.contains(one) {
        return false;
    }
    // A number stays with its unit: 15万.
    if is_wide(one) || is_wide(other) {
        return !one.is_ascii_digit();
    }
    // A compound breaks after its hyphen, but ranges, dates and options do not: 15-20, 2026-11-22, --format.
    matches!(one, '-' | '/') && before.is_some_and(char::is_alphanumeric) && other.is_alphabetic()
}

fn is_wide(character: char) -> bool {
    character.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_when_a_line_can_hold_them() {
        assert_eq!(wrapped("ranges come without sample sizes", 12), ["ranges come", "without", "sample sizes"]);
        assert_eq!(wrapped("one\ntwo three", 20), ["one", "two three"]);
        assert_eq!(wrapped("  led by blanks", 8), ["  led by", "blanks"]);
        assert_eq!(wrapped("  blanks", 6), ["blanks"], "no empty line before the first word");
        assert_eq!(wrapped("", 8), [""]);
        assert_eq!(wrapped("a\n\nb", 8), ["a", "", "b"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_inside() {
        assert_eq!(wrapped("interoperability", 6), ["intero", "perabi", "lity"]);
        assert_eq!(wrapped("上海", 1), ["上", "海"], "a line too narrow for a character takes it all the same");
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_closing_marks() {
        assert_eq!(wrapped("医疗云架构师", 8), ["医疗云架", "构师"]);
        assert_eq!(wrapped("医疗云（上海）", 8), ["医疗云", "（上海）"]);
        assert_eq!(wrapped("云架构师，上海", 8), ["云架构", "师，上海"]);
        assert_eq!(wrapped("年薪15万", 7), ["年薪", "15万"]);
    }

    #[test]
    fn compounds_break_and_ranges_dates_and_options_do_not() {
        assert_eq!(wrapped("cross-functional", 10), ["cross-", "functional"]);
        assert_eq!(wrapped("or 2026-11-22", 10), ["or", "2026-11-22"]);
        assert_eq!(wrapped("see --format csv", 10), ["see", "--format", "csv"]);
        assert_eq!(longest_unbreakable("cross-functional 15-20 teams"), 10);
    }

    #[test]
    fn joined_emoji_and_accents_are_never_cut() {
        assert_eq!(wrapped("👩‍⚕️👩‍⚕️", 2), ["👩‍⚕️", "👩‍⚕️"]);
        assert_eq!(wrapped("e\u{301}e\u{301}", 1), ["e\u{301}", "e\u{301}"]);
        assert_eq!(wrapped("医\u{200d}疗\u{200d}云", 4), ["医\u{200d}疗\u{200d}", "云"], "joined, but not one");
    }

    #[test]
    fn notes_hang_under_their_label() {
        let lines = hanging("note: ", "seniors are said to earn more", 2, Some(18));
        assert_eq!(lines, ["note: seniors are", "  said to earn", "  more"]);
        assert_eq!(hanging("- ", "one\ntwo", 2, None), ["- one", "  two"]);
    }
}
