//! The text styles of tables and charts: bold headings, dim notes, yellow warnings, and a colour for each series of a chart.

use anstyle::{AnsiColor, Style};

/// A series of a chart, which decides the colour of its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Series {
    First,
    Second,
}

/// Styles text with ANSI codes, or returns it unchanged where the screen has no colour. Wrap text before styling it, because
/// the codes would count as width.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Styler {
    colour: bool,
}

impl Styler {
    pub(crate) fn new(colour: bool) -> Self {
        Styler { colour }
    }

    /// The style of titles and headings.
    pub(crate) fn heading(self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    /// The style of notes and rules.
    pub(crate) fn dimmed(self, text: &str) -> String {
        self.styled(Style::new().dimmed(), text)
    }

    /// The style of the label of a warning.
    pub(crate) fn warning(self, text: &str) -> String {
        self.styled(AnsiColor::Yellow.on_default(), text)
    }

    /// The style of the marks of a series; blanks are not styled.
    pub(crate) fn series(self, series: Series, marks: &str) -> String {
        let colour = match series {
            Series::First => AnsiColor::Cyan,
            Series::Second => AnsiColor::Yellow,
        };
        if marks.trim().is_empty() { marks.to_owned() } else { self.styled(colour.on_default(), marks) }
    }

    fn styled(self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
