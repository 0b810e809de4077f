//! The screen that text is written for: its width, its colours, and the characters that a terminal must not receive.
//!
//! Owns line wrapping, text styles and sanitising, for tables and for charts. It reads neither the terminal nor the
//! environment: the caller says what the screen is.

mod sanitise;
mod style;
mod wrap;

pub use sanitise::sanitised;
pub(crate) use sanitise::{is_control_or_bidi, sanitised_lines};
pub(crate) use style::{Series, Styler};
pub(crate) use wrap::{hanging, longest_unbreakable, max_width, width, wrapped, wrapped_by};

use std::borrow::Cow;

/// What a text is written for: a terminal, a pipe or a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Screen {
    /// The number of columns in a line; `None` for a pipe or a file, where no line is wrapped. Less than 20 counts as 20.
    pub width: Option<usize>,
    /// Whether to write colours, as ANSI codes.
    pub colour: bool,
    /// Whether the output is a terminal, so that control and bidi characters in text must be escaped.
    pub sanitise: bool,
}

impl Screen {
    const MIN_COLUMNS: usize = 20;
    /// The longest line of prose. It is the width at which clap wraps help.
    const MAX_PROSE_COLUMNS: usize = 100;

    /// The number of columns for a table; `None` for no limit.
    pub(crate) fn columns(&self) -> Option<usize> {
        self.width.map(|width| width.max(Screen::MIN_COLUMNS))
    }

    /// The number of columns for prose; `None` for no limit.
    pub(crate) fn prose_columns(&self) -> Option<usize> {
        self.columns().map(|width| width.min(Screen::MAX_PROSE_COLUMNS))
    }

    /// The text, sanitised where the screen asks for it. Line breaks stay.
    pub(crate) fn sanitised<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.sanitise { sanitised_lines(text) } else { Cow::Borrowed(text) }
    }
}
