//! What people are shown: control and bidi characters of other people's text, made visible before a terminal can act on them.
//!
//! Text that has no colours of its own goes through [`lines`] or [`Visible`]. What `render` made for a screen is clean already.

use std::borrow::Cow;
use std::io::{self, Write};

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue};

use crate::screen::{is_control_or_bidi, sanitised, sanitised_lines};

/// Text without colours for a stream: as it is, or with visible escapes where the stream is a terminal. Line breaks stay.
pub(super) fn lines(text: &str, is_terminal: bool) -> Cow<'_, str> {
    if is_terminal { sanitised_lines(text) } else { Cow::Borrowed(text) }
}

/// Bytes for a terminal, which may be any file's. Line breaks and tabs stay; a byte that is no UTF-8 is escaped like `\x9b`.
pub(super) fn bytes(bytes: &[u8]) -> Vec<u8> {
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

/// Writes to a terminal what comes in pieces.
pub(super) struct Visible<W> {
    to: W,
    /// The beginning of a character, or of a line break, of which the rest is still to come.
    held: Vec<u8>,
}

impl<W: Write> Visible<W> {
    pub(super) fn new(to: W) -> Self {
        Visible { to, held: Vec::new() }
    }
}

impl<W: Write> Write for Visible<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.held);
        all.extend_from_slice(piece);
        let whole = all.len() - unfinished(&all);
        self.held = all.split_off(whole);
        self.to.write_all(&bytes(&all))?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        self.to.write_all(&bytes(&held))?;
        self.to.flush()
    }
}

/// How many bytes at the end may be completed by what follows.
fn unfinished(bytes: &[u8]) -> usize {
    if bytes.last() == Some(&b'\r') {
        return 1;
    }
    match std::str::from_utf8(bytes.get(bytes.len().saturating_sub(4)..).unwrap_or_default()) {
        Ok(_) => 0,
        // The first bytes may be the end of a character that began before.
        Err(_) => {
            let chunk = bytes.utf8_chunks().last();
            let cut_off =
                |invalid: &[u8]| matches!(std::str::from_utf8(invalid), Err(error) if error.error_len().is_none());
            chunk.map(|chunk| chunk.invalid()).filter(|invalid| cut_off(invalid)).map_or(0, <[u8]>::len)
        }
    }
}

/// What clap has to say of wrong usage, with its colours or without, for a terminal.
///
/// The error repeats what the user typed, and may repeat what a variable holds. These parts are escaped one by one, so that
/// clap's own colours can stay.
pub(super) fn usage(mut error: clap::Error, colour: bool) -> String {
    let parts: Vec<(ContextKind, ContextValue)> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in parts {
        // The usage line holds the names of arguments only.
        if kind != ContextKind::Usage
            && let Some(clean) = clean(&value)
        {
            error.insert(kind, clean);
        }
    }
    let source = std::error::Error::source(&error).map(ToString::to_string);
    let rendered = error.render();
    let mut text = if colour { rendered.ansi().to_string() } else { rendered.to_string() };
    if let Some(source) = source.filter(|source| source.contains(is_control_or_bidi)) {
        text = text.replace(&source, &sanitised(&source));
    }
    with_colours(&text)
}

/// A part of an error with its escapes; `None` where nothing has to be escaped.
fn clean(value: &ContextValue) -> Option<ContextValue> {
    let styled = |text: &StyledStr| StyledStr::from(sanitised(&text.to_string()).into_owned());
    let is_foul = |text: &StyledStr| {
        text.to_string().contains(is_control_or_bidi)
            || with_colours(&text.ansi().to_string()) != text.ansi().to_string()
    };
    Some(match value {
        ContextValue::String(text) if text.contains(is_control_or_bidi) => {
            ContextValue::String(sanitised(text).into_owned())
        }
        ContextValue::Strings(texts) if texts.iter().any(|text| text.contains(is_control_or_bidi)) => {
            ContextValue::Strings(texts.iter().map(|text| sanitised(text).into_owned()).collect())
        }
        ContextValue::StyledStr(text) if is_foul(text) => ContextValue::StyledStr(styled(text)),
        ContextValue::StyledStrs(texts) if texts.iter().any(is_foul) => {
            ContextValue::StyledStrs(texts.iter().map(styled).collect())
        }
        _ => return None,
    })
}

/// The text with everything escaped but line breaks and codes for colours.
fn with_colours(text: &str) -> String {
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
        let mut visible = Visible::new(&mut out);
        pieces.iter().for_each(|piece| visible.write_all(piece).unwrap());
        visible.flush().unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Would catch a character or a line break that is escaped because it comes in two pieces, and a control that is not.
    #[test]
    fn what_comes_in_pieces_is_escaped_as_a_whole() {
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

    /// Would catch a part of a message of clap's that repeats what was typed as it is.
    #[test]
    fn wrong_usage_repeats_nothing_that_acts() {
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
                let text = usage(error, colour);
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
