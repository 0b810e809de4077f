//! The lines of characters on which a chart is drawn.

use crate::screen::{Screen, Series, Styler, hanging, width, wrapped};

/// How wide a chart is when nobody says how wide the screen is.
const USUAL: usize = 80;
/// A wider chart is no easier to read.
const WIDEST: usize = 160;

/// What is written on, line by line.
pub(super) struct TextCanvas<'a> {
    screen: &'a Screen,
    pub(super) styler: Styler,
    /// How many columns a line has.
    pub(super) columns: usize,
    out: String,
}

impl<'a> TextCanvas<'a> {
    pub(super) fn new(screen: &'a Screen) -> Self {
        let columns = screen.columns().unwrap_or(USUAL).min(WIDEST);
        TextCanvas { screen, styler: Styler::new(screen.colour), columns, out: String::new() }
    }

    /// A text on one line, as this screen may be sent it.
    pub(super) fn shown(&self, text: &str) -> String {
        let line = text.replace(['\n', '\r', '\t'], " ");
        self.screen.sanitised(&line).into_owned()
    }

    /// The lines of a text, none wider than `limit`; at most `most`, with … where something was left out.
    pub(super) fn fitted(&self, text: &str, limit: usize, most: usize) -> Vec<String> {
        let text = self.shown(text);
        let mut lines: Vec<String> =
            wrapped(text.trim(), limit).into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while width(last) + 1 > limit && last.pop().is_some() {}
                *last = format!("{}…", last.trim_end());
            }
        }
        lines
    }

    /// The same with marks behind the last line, which make way for nothing.
    pub(super) fn fitted_with_marks(&self, text: &str, marks: &str, limit: usize, most: usize) -> Vec<String> {
        let mut lines = self.fitted(text, limit, most);
        let Some(last) = lines.last_mut() else { return vec![marks.to_owned()] };
        if width(last) + width(marks) > limit {
            while width(last) + 1 + width(marks) > limit && last.pop().is_some() {}
            *last = format!("{}…", last.trim_end_matches([' ', '…']));
        }
        last.push_str(marks);
        lines
    }

    pub(super) fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end_matches(' '));
        self.out.push('\n');
    }

    /// An empty line, unless there is nothing above it to part from.
    pub(super) fn blank(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// A paragraph, with a mark that hangs before it; none when there are no words.
    pub(super) fn prose(&mut self, mark: &str, text: &str, styled: impl Fn(Styler, &str) -> String) {
        if text.is_empty() {
            return;
        }
        let text = self.shown(text);
        let limit = self.screen.prose_columns().unwrap_or(USUAL);
        for line in hanging(mark, &text, width(mark), Some(limit)) {
            let line = styled(self.styler, &line);
            self.line(&line);
        }
    }

    /// Marks in the colour of their series.
    pub(super) fn coloured(&self, series: Series, marks: &str) -> String {
        self.styler.series(series, marks)
    }

    /// All lines so far.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// A text with blanks up to a width, before it or after it.
pub(super) fn pad_left(text: &str, columns: usize) -> String {
    " ".repeat(columns.saturating_sub(width(text))) + text
}

pub(super) fn pad_right(text: &str, columns: usize) -> String {
    text.to_owned() + &" ".repeat(columns.saturating_sub(width(text)))
}

/// The widest of several texts.
pub(super) fn max_width<'t>(texts: impl Iterator<Item = &'t String>) -> usize {
    texts.map(|text| width(text)).max().unwrap_or(0)
}
