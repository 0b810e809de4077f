//! The canvas of characters on which a chart is drawn, line by line.

use crate::screen::{Screen, Series, Styler, hanging, width, wrapped};

/// The width of a chart where the screen has none.
const DEFAULT_COLUMNS: usize = 80;
const MAX_COLUMNS: usize = 160;

/// Lines of characters for a screen.
pub(super) struct TextCanvas<'a> {
    screen: &'a Screen,
    pub(super) styler: Styler,
    /// The number of columns in a line.
    pub(super) columns: usize,
    out: String,
}

impl<'a> TextCanvas<'a> {
    pub(super) fn new(screen: &'a Screen) -> Self {
        let columns = screen.columns().unwrap_or(DEFAULT_COLUMNS).min(MAX_COLUMNS);
        TextCanvas { screen, styler: Styler::new(screen.colour), columns, out: String::new() }
    }

    /// A text on one line, sanitised where the screen asks for it.
    pub(super) fn one_line(&self, text: &str) -> String {
        let line = text.replace(['\n', '\r', '\t'], " ");
        self.screen.sanitised(&line).into_owned()
    }

    /// The lines of a text, none wider than `limit` and at most `max_lines`, with `…` where the text was cut.
    pub(super) fn fitted(&self, text: &str, limit: usize, max_lines: usize) -> Vec<String> {
        let text = self.one_line(text);
        let mut lines: Vec<String> =
            wrapped(text.trim(), limit).into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        if lines.len() > max_lines {
            lines.truncate(max_lines);
            if let Some(last) = lines.last_mut() {
                while width(last) + 1 > limit && last.pop().is_some() {}
                *last = format!("{}…", last.trim_end());
            }
        }
        lines
    }

    /// Like [`fitted`](TextCanvas::fitted), with marks after the last line that are never cut.
    pub(super) fn fitted_with_marks(&self, text: &str, marks: &str, limit: usize, max_lines: usize) -> Vec<String> {
        let mut lines = self.fitted(text, limit, max_lines);
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

    /// The number of lines so far.
    pub(super) fn lines(&self) -> usize {
        self.out.matches('\n').count()
    }

    /// Adds an empty line, except at the top.
    pub(super) fn blank(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// Adds a paragraph with a hanging `bullet`, unless the text is empty.
    pub(super) fn prose(&mut self, bullet: &str, text: &str, styled: impl Fn(Styler, &str) -> String) {
        if text.is_empty() {
            return;
        }
        let text = self.one_line(text);
        let limit = self.screen.prose_columns().unwrap_or(DEFAULT_COLUMNS);
        for line in hanging(bullet, &text, width(bullet), Some(limit)) {
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

/// A text with blanks before it, up to a width.
pub(super) fn pad_left(text: &str, columns: usize) -> String {
    " ".repeat(columns.saturating_sub(width(text))) + text
}

/// A text with blanks after it, up to a width.
pub(super) fn pad_right(text: &str, columns: usize) -> String {
    text.to_owned() + &" ".repeat(columns.saturating_sub(width(text)))
}

/// The width of the widest text.
pub(super) fn max_width<'t>(texts: impl Iterator<Item = &'t String>) -> usize {
    texts.map(|text| width(text)).max().unwrap_or(0)
}
