//! Lines before the header that are known by their form: `sep=;`, and comments.

use super::dialect::{Delimiter, RowScanner};

/// The most bytes of a line that names the delimiter.
pub(super) const DELIMITER_LINE: usize = 16;

/// The delimiter that the first line names for Excel, as `sep=;`; `None` for another line.
pub(super) fn named_delimiter(start: &[u8]) -> Option<Delimiter> {
    let (quoted, rest) = start.strip_prefix(b"\"").map_or((false, start), |rest| (true, rest));
    let (name, rest) = rest.split_at_checked(4)?;
    let (delimiter, rest) = rest.split_first()?;
    let rest = if quoted { rest.strip_prefix(b"\"")? } else { rest };
    let ends = rest.first().is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
    (ends && name.eq_ignore_ascii_case(b"sep=")).then(|| Delimiter::new(char::from(*delimiter))).flatten()
}

/// The number of comment lines at the start of a file: lines that begin with `#` and have fewer cells than the row after
/// them. `#,Name,Role` and `#id,name` are headers.
pub(super) fn comment_lines(head: &[u8], whole: bool, given: Option<Delimiter>) -> u64 {
    let (mut lines, mut rest) = (Vec::new(), head);
    while let Some((line, after)) = comment(rest) {
        lines.push(line);
        rest = after;
    }
    let delimiter = given.unwrap_or_else(|| Delimiter::of(rest, whole)).byte();
    let header = RowScanner::new(rest, delimiter).next().map_or(0, |row| row.ends.len());
    let most = lines.iter().map(|line| line.split(|byte| *byte == delimiter).count()).max();
    if most.is_some_and(|most| header > most) { lines.len() as u64 } else { 0 }
}

/// Splits off a first line that begins with `#`.
fn comment(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr2(b'\r', b'\n', text).filter(|_| text.first() == Some(&b'#'))?;
    let (line, rest) = text.split_at_checked(end)?;
    Some((line, rest.strip_prefix(b"\r\n").or(rest.get(1..))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_for_excel_names_the_delimiter() {
        for line in ["sep=;\na;b", "SEP=;\r\n", "\"sep=;\"\n", "sep=;"] {
            assert_eq!(named_delimiter(line.as_bytes()), Some(Delimiter::SEMICOLON), "{line}");
        }
        for line in ["sep=", "sep=\n", "sep=;;\n", "sep=a\n", "sepal\n", "sep;x\n", "\"sep=;\n", ""] {
            assert_eq!(named_delimiter(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn comments_are_told_from_headers() {
        for (text, count) in [
            ("# made 2025\nrole,city\nx,y\n", 1),
            ("# made, or so\n# by \"us\nrole;city;pay\nx;y;1\n", 2),
            ("#,Name,Role\n1,a,b\n", 0),
            ("#id,name\n1,a\n", 0),
            ("# a\rb,c\r\n", 1),
            ("# a\r\n# b\r\nb,c\r\n", 2),
            ("#a\nb\n", 0),
            ("# only", 0),
            ("role,city\n# x\n", 0),
        ] {
            assert_eq!(comment_lines(text.as_bytes(), true, None), count, "{text}");
        }
    }
}
