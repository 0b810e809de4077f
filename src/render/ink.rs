//! The few colours there are: bold headings, dim notes, yellow warnings.

use anstyle::{AnsiColor, Style};

/// Styles text, or leaves it as it is. Used on whole lines after they were wrapped, so that no width counts a code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ink {
    colour: bool,
}

impl Ink {
    pub(crate) fn new(colour: bool) -> Self {
        Ink { colour }
    }

    /// A title or a heading.
    pub(crate) fn heading(self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    /// What stands back: notes and rules.
    pub(crate) fn quiet(self, text: &str) -> String {
        self.styled(Style::new().dimmed(), text)
    }

    /// What must not be overlooked.
    pub(crate) fn warning(self, text: &str) -> String {
        self.styled(AnsiColor::Yellow.on_default(), text)
    }

    fn styled(self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
