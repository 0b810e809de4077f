//! Escapes control and bidi characters before text reaches a terminal, which could act on them.
//!
//! This is for text without colours. Text that `render` made for a terminal is escaped already.

use std::borrow::Cow;
use std::io::{self, Write};

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue};

use crate::screen::{is_control_or_bidi, sanitised, sanitised_lines};

/// Text without colours for a stream: escaped for a terminal, unchanged otherwise. Line breaks stay.
pub(in crate::cli) fn for_stream(text: &str, is_terminal: bool) -> Cow<'_, str> {
    if is_terminal { sanitised_lines(text) } else { Cow::Borrowed(text) }
}

/// Escaped bytes of any file for a terminal. Line breaks and tabs stay; a byte that is not UTF-8 becomes an escape like `\x9b`.
pub(in crate::cli) fn sanitised_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for (at, piece) in chunk.valid().split('\t').enumerate() {
            if at > 0 {
                out.push(b'\t');
            }
            out.extend_from_slice(sanitised_lines(piece).as_bytes());
        }
        chunk.invalid().iter().for_each(|byte| out.extend_from_slice(format!("\\x{byte:02x}").as_bytes()));
    }
    out
}

/// Escapes what is written and passes it on to a terminal. Characters may be split between two writes.
#[derive(Debug)]
pub(in crate::cli) struct SanitisingWriter<W> {
    to: W,
    /// The first bytes of a character or line break that a later write completes.
    held: Vec<u8>,
}

impl<W: Write> SanitisingWriter<W> {
    pub(in crate::cli) fn new(to: W) -> Self {
        SanitisingWriter { to, held: Vec::new() }
    }
}

impl<W: Write> Write for SanitisingWriter<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.held);
        all.extend_from_slice(piece);
        let whole = all.len() - incomplete_suffix(&all);
        self.held = all.split_off(whole);
        self.to.write_all(&sanitised_bytes(&all))?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        self.to.write_all(&sanitised_bytes(&held))?;
        self.to.flush()
    }
}

/// Number of bytes at the end that may be the beginning of a character or line break.
fn incomplete_suffix(bytes: &[u8]) -> usize {
    if bytes.last() == Some(&b'\r') {
        return 1;
    }
    match std::str::from_utf8(bytes.get(bytes.len().saturating_sub(4)..).unwrap_or_default()) {
        Ok(_) => 0,
        // The first of the four bytes may be in the middle of a character, so only the last chunk counts.
        Err(_) => {
            let chunk = bytes.utf8_chunks().last();
            let cut_off =
                |invalid: &[u8]| matches!(std::str::from_utf8(invalid), Err(error) if error.error_len().is_none());
            chunk.map(|chunk| chunk.invalid()).filter(|invalid| cut_off(invalid)).map_or(0, <[u8]>::len)
        }
    }
}

/// The text of a usage error or of help for a terminal, with or without clap's colours.
///
/// An error repeats what was typed and may repeat the value of a variable. Only these parts are escaped, so that the colours
/// stay.
pub(in crate::cli) fn usage_error(mut error: clap::Error, colour: bool) -> String {
    let parts: Vec<(ContextKind, ContextValue)> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in parts {
        // The usage line holds the names of arguments only.
        if kind != ContextKind::Usage
            && let Some(escaped) = sanitised_value(&value)
        {
            error.insert(kind, escaped);
        }
    }
    let source = std::error::Error::source(&error).map(ToString::to_string);
    let rendered = error.render();
    let mut text = if colour { rendered.ansi().to_string() } else { rendered.to_string() };
    if let Some(source) = source.filter(|source| source.contains(is_control_or_bidi)) {
        text = text.replace(&source, &sanitised(&source));
    }
    sanitised_but_colours(&text)
}

/// A part of an error, escaped; `None` if nothing has to be escaped.
fn sanitised_value(value: &ContextValue) -> Option<ContextValue> {
    let styled = |text: &StyledStr| StyledStr::from(sanitised(&text.to_string()).into_owned());
    let needs_escapes = |text: &StyledStr| {
        text.to_string().contains(is_control_or_bidi)
            || sanitised_but_colours(&text.ansi().to_string()) != text.ansi().to_string()
    };
    Some(match value {
        ContextValue::String(text) if text.contains(is_control_or_bidi) => {
            ContextValue::String(sanitised(text).into_owned())
        }
        ContextValue::Strings(texts) if texts.iter().any(|text| text.contains(is_control_or_bidi)) => {
            ContextValue::Strings(texts.iter().map(|text| sanitised(text).into_owned()).collect())
        }
        ContextValue::StyledStr(text) if needs_escapes(text) => ContextValue::StyledStr(styled(text)),
        ContextValue::StyledStrs(texts) if texts.iter().any(needs_escapes) => {
            ContextValue::StyledStrs(texts.iter().map(styled).collect())
        }
        _ => return None,
    })
}

/// The text with all control characters escaped except line breaks and codes for colours.
fn sanitised_but_colours(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split("\u{1b}[");
    out.push_str(&sanitised_lines(pieces.next().unwrap_or_default()));
    for piece in pieces {
        let code = piece.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
        let is_colour = piece.as_bytes().get(code) == Some(&b'm');
        out.push_str(if is_colour { "\u{1b}[" } else { "\\u{1b}[" });
        out.push_str(&sanitised_lines(piece));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[&[u8]]) -> String {
        let mut out = Vec::new();
        let mut visible = SanitisingWriter::new(&mut out);
        pieces.iter().for_each(|piece| visible.write_all(piece).unwrap());
        visible.flush().unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Would catch a character or line break that is escaped because it is split between writes, and a control character that
    /// is not escaped.
    #[test]
    fn characters_split_between_writes_are_escaped_as_a_whole() {
        let text = "上海,\u{1b}]0;x\u{7}\r\nа\u{202e}\tb\rc\u{9b}2J\n";
        let expected = "上海,\\u{1b}]0;x\\u{7}\nа\\u{202e}\tb\\rc\\u{9b}2J\n";
        assert_eq!(written(&[text.as_bytes()]), expected);
        for at in 0..text.len() {
            let (front, back) = text.as_bytes().split_at(at);
            assert_eq!(written(&[front, back]), expected, "cut at {at}");
        }
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(written(&bytes), expected);
        assert_eq!(written(&[b"\x9b2J\xb1\xb1,\xe4\xb8"]), "\\x9b2J\\xb1\\xb1,\\xe4\\xb8");
    }

    /// Would catch a part of a usage error that repeats typed text without escapes.
    #[test]
    fn usage_errors_escape_typed_text() {
        let command = || {
            clap::Command::new("x")
                .arg(clap::Arg::new("n").long("n").value_parser(|text: &str| Err::<u8, _>(format!("not {text}"))))
                .arg(clap::Arg::new("kind").long("kind").value_parser(["one", "two"]))
                .subcommand(clap::Command::new("sub"))
        };
        let evil = "a\u{1b}]0;b\u{7}\u{1b}[31mc\u{202e}d\ne";
        for arguments in [
            vec!["x".to_owned(), "--n".to_owned(), evil.to_owned()],
            vec!["x".to_owned(), format!("--kind={evil}")],
            vec!["x".to_owned(), format!("--{evil}")],
            vec!["x".to_owned(), "-\u{1b}".to_owned()],
            vec!["x".to_owned(), evil.to_owned()],
            vec!["x".to_owned(), "sub".to_owned(), format!("--kind{evil}")],
        ] {
            for colour in [false, true] {
                let error = command().try_get_matches_from(&arguments).unwrap_err();
                let text = usage_error(error, colour);
                let plain = text.replace("\u{1b}[0m", "").replace("\u{1b}[1m", "").replace("\u{1b}[4m", "");
                let plain =
                    ["\u{1b}[31m", "\u{1b}[32m", "\u{1b}[33m"].iter().fold(plain, |text, code| text.replace(code, ""));
                assert!(!plain.replace('\n', "").contains(is_control_or_bidi), "{arguments:?}: {text:?}");
                assert!(!text.contains("\u{1b}[31mc"), "{text:?}");
                assert!(text.contains(r"\u{1b}"), "{arguments:?}: {text:?}");
            }
        }
    }
}
