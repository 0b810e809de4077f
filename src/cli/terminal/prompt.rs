//! A list in the terminal from which the user chooses; typing searches it.

use std::fmt::Write as _;
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use dialoguer::console::{Key, Term, set_colors_enabled_stderr, truncate_str};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

use super::signals::{CbreakMode, Signals};
use crate::cli::failure::{Exit, Failure};
use crate::screen::sanitised;

/// Time between two checks for signals.
const SIGNAL_POLL_INTERVAL: Duration = Duration::from_millis(20);
/// Most lines of a list that are shown at once.
const MAX_LISTED: usize = 12;
/// Lines and columns of a terminal that does not report them.
const DEFAULT_SIZE: (usize, usize) = (24, 80);
/// Lines beside the list: the prompt, and one for the cursor below.
const OTHER_LINES: usize = 2;

/// Asks in the terminal. Until this is dropped, signals are caught and typed keys are not echoed.
pub(in crate::cli) struct Prompts {
    /// Dropped before `signals`, so that the terminal mode is restored while signals are still caught.
    _keys: CbreakMode,
    signals: Signals,
    reader: KeyReader,
    terminal: Term,
    theme: Box<dyn Theme>,
}

/// The typed text, the lines that match it, and the line that is selected.
#[derive(Debug, Default)]
struct ListState {
    typed: Vec<char>,
    /// Index in `typed` at which the next letter is inserted.
    cursor: usize,
    /// Indexes of the lines that match the typed text, the best first.
    fitting: Vec<usize>,
    /// Index in `fitting` of the line that the return key chooses.
    chosen: usize,
    /// Index in `fitting` of the first line that is shown.
    first: usize,
}

/// How a question ends.
enum Outcome {
    Chosen(usize),
    Cancelled,
}

impl Prompts {
    pub(in crate::cli) fn new(coloured: bool) -> io::Result<Self> {
        // Signals first, so that one cannot end the process before the terminal mode is restored.
        let signals = Signals::catch()?;
        let keys = CbreakMode::enter();
        set_colors_enabled_stderr(coloured);
        let terminal = Term::buffered_stderr();
        let theme: Box<dyn Theme> = if coloured { Box::new(ColorfulTheme::default()) } else { Box::new(SimpleTheme) };
        Ok(Prompts { _keys: keys, signals, reader: KeyReader::new(terminal.clone()), terminal, theme })
    }

    /// Asks to choose a line of a list and returns its index. `find` returns the indexes of the lines that match a typed text,
    /// the best first.
    ///
    /// # Errors
    /// A failure that ends the program like an interrupt, after a signal or the escape key; or an error of the terminal.
    pub(in crate::cli) fn choose(
        &self,
        what: &str,
        labels: &[String],
        find: impl Fn(&str) -> Result<Vec<usize>, Failure>,
    ) -> Result<usize, Failure> {
        let labels: Vec<String> = labels.iter().map(|label| sanitised(label).to_string()).collect();
        let mut drawn = 0;
        match self.ask(&format!("{what} (type to search)"), &labels, find, &mut drawn) {
            Ok(Outcome::Chosen(at)) => Ok(at),
            failed => {
                // The list stays on the screen, with the cursor below it.
                let _ = self.terminal.show_cursor();
                let _ = self.terminal.write_line("");
                let _ = self.terminal.flush();
                Err(failed.err().unwrap_or_else(|| Failure::stopped(Exit::Interrupted)))
            }
        }
    }

    fn ask(
        &self,
        prompt: &str,
        labels: &[String],
        find: impl Fn(&str) -> Result<Vec<usize>, Failure>,
        drawn: &mut usize,
    ) -> Result<Outcome, Failure> {
        let failed = |error| self.signals.failure(error);
        self.terminal.hide_cursor().map_err(failed)?;
        let mut state = ListState { fitting: find("")?, ..ListState::default() };
        loop {
            self.draw(prompt, labels, &mut state, drawn).map_err(failed)?;
            match self.reader.key(&self.signals)? {
                Key::Escape => return Ok(Outcome::Cancelled),
                Key::Enter => {
                    if let Some(at) = state.fitting.get(state.chosen).copied() {
                        self.show_choice(prompt, labels.get(at).map_or("", String::as_str), drawn).map_err(failed)?;
                        return Ok(Outcome::Chosen(at));
                    }
                }
                key => {
                    if state.press(&key) {
                        state.fitting = find(&state.text())?;
                        (state.chosen, state.first) = (0, 0);
                    }
                }
            }
        }
    }

    /// Draws the list over the `drawn` lines that were drawn before.
    fn draw(&self, prompt: &str, labels: &[String], state: &mut ListState, drawn: &mut usize) -> io::Result<()> {
        let (height, width) = self.size();
        let shown = height.saturating_sub(OTHER_LINES).clamp(1, MAX_LISTED);
        state.scroll(shown);
        let mut lines = vec![self.prompt_line(prompt, state)];
        for (index, at) in state.fitting.iter().enumerate().skip(state.first).take(shown) {
            let label = labels.get(*at).map_or("", String::as_str);
            let mut line = String::new();
            let _ = self.theme.format_select_prompt_item(&mut line, label, index == state.chosen);
            lines.push(line);
        }
        if state.fitting.is_empty() {
            lines.push(format!("  nothing matches \"{}\"", sanitised(&state.text())));
        }
        self.terminal.clear_last_lines(*drawn)?;
        for line in &lines {
            // The terminal would wrap a longer line into two, of which only one would be cleared.
            self.terminal.write_line(&truncate_str(line, width.saturating_sub(1), "…"))?;
        }
        *drawn = lines.len();
        self.terminal.flush()
    }

    fn prompt_line(&self, prompt: &str, state: &ListState) -> String {
        let (before, after) = state.typed.split_at(state.cursor.min(state.typed.len()));
        let (before, after): (String, String) = (before.iter().collect(), after.iter().collect());
        let mut line = String::new();
        let _ = self.theme.format_select_prompt(&mut line, prompt);
        let _ = write!(line, " {}|{}", sanitised(&before), sanitised(&after));
        line
    }

    /// Replaces the list by the chosen line.
    fn show_choice(&self, prompt: &str, label: &str, drawn: &mut usize) -> io::Result<()> {
        self.terminal.clear_last_lines(*drawn)?;
        *drawn = 0;
        let mut line = String::new();
        let _ = self.theme.format_input_prompt_selection(&mut line, prompt, label);
        self.terminal.write_line(&line)?;
        self.terminal.show_cursor()?;
        self.terminal.flush()
    }

    /// Lines and columns of the terminal.
    fn size(&self) -> (usize, usize) {
        let (height, width) = self.terminal.size();
        match (usize::from(height), usize::from(width)) {
            (0, _) | (_, 0) => DEFAULT_SIZE,
            size => size,
        }
    }
}

impl ListState {
    fn text(&self) -> String {
        self.typed.iter().collect()
    }

    /// Handles a key; returns whether the typed text has changed.
    fn press(&mut self, key: &Key) -> bool {
        match key {
            Key::Char(letter) if !letter.is_control() => {
                self.typed.insert(self.cursor, *letter);
                self.cursor += 1;
                return true;
            }
            Key::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.typed.remove(self.cursor);
                return true;
            }
            Key::Del if self.cursor < self.typed.len() => {
                self.typed.remove(self.cursor);
                return true;
            }
            Key::ArrowLeft => self.cursor = self.cursor.saturating_sub(1),
            Key::ArrowRight => self.cursor = (self.cursor + 1).min(self.typed.len()),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.typed.len(),
            Key::ArrowDown | Key::Tab => {
                self.chosen = if self.chosen + 1 < self.fitting.len() { self.chosen + 1 } else { 0 };
            }
            Key::ArrowUp | Key::BackTab => {
                self.chosen = self.chosen.checked_sub(1).unwrap_or(self.fitting.len().saturating_sub(1));
            }
            _ => {}
        }
        false
    }

    /// Scrolls so that the chosen line is among the `shown` lines.
    fn scroll(&mut self, shown: usize) {
        if self.chosen < self.first {
            self.first = self.chosen;
        } else if self.chosen >= self.first + shown {
            self.first = self.chosen + 1 - shown;
        }
    }
}

/// Reads keys on a thread of its own, one for each request. A blocking read cannot be interrupted safely, so after a signal the
/// thread is abandoned.
struct KeyReader {
    ask: Sender<()>,
    keys: Receiver<io::Result<Key>>,
}

impl KeyReader {
    fn new(terminal: Term) -> Self {
        let (ask, asked) = mpsc::channel();
        let (send, keys) = mpsc::channel();
        thread::spawn(move || {
            for () in asked {
                // After a signal nobody receives.
                if send.send(terminal.read_key()).is_err() {
                    break;
                }
            }
        });
        KeyReader { ask, keys }
    }

    /// The next key.
    ///
    /// # Errors
    /// After a signal, or when the terminal cannot be read.
    fn key(&self, signals: &Signals) -> Result<Key, Failure> {
        let gone = || Failure::failed(anyhow::anyhow!("cannot ask on this terminal"));
        self.ask.send(()).map_err(|_| gone())?;
        loop {
            match self.keys.recv_timeout(SIGNAL_POLL_INTERVAL) {
                Ok(Err(error)) => return Err(signals.failure(error)),
                Ok(Ok(key)) => return signals.stop().map_or(Ok(key), Err),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(failure) = signals.stop() {
                        // The signal may have interrupted the read too: wait until it has restored its terminal mode.
                        let _ = self.keys.recv_timeout(SIGNAL_POLL_INTERVAL);
                        return Err(failure);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Err(gone()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(keys: &[Key]) -> ListState {
        let mut state = ListState { fitting: (0..20).collect(), ..ListState::default() };
        for key in keys {
            state.press(key);
            state.scroll(5);
        }
        state
    }

    #[test]
    fn what_is_typed_can_be_edited_anywhere() {
        let letters = |text: &str| text.chars().map(Key::Char).collect::<Vec<_>>();
        let typed = |keys: &[Key]| pressed(keys).text();
        assert_eq!(typed(&[letters("云架x"), vec![Key::Backspace]].concat()), "云架");
        assert_eq!(typed(&[letters("cd"), vec![Key::Home, Key::Del, Key::Char('b')]].concat()), "bd");
        assert_eq!(
            typed(&[letters("ac"), vec![Key::ArrowLeft, Key::Char('b'), Key::End], letters("d")].concat()),
            "abcd"
        );
        assert_eq!(typed(&[Key::Backspace, Key::Del, Key::ArrowLeft, Key::ArrowRight, Key::Char('\u{7}')]), "");
    }

    #[test]
    fn the_arrows_go_round_and_what_is_chosen_is_shown() {
        let at = |keys: &[Key]| {
            let state = pressed(keys);
            (state.chosen, state.first)
        };
        assert_eq!(at(&[Key::ArrowDown, Key::ArrowDown, Key::ArrowUp]), (1, 0));
        assert_eq!(at(&vec![Key::ArrowDown; 5]), (5, 1));
        assert_eq!(at(&[Key::ArrowUp]), (19, 15));
        assert_eq!(at(&[Key::ArrowUp, Key::ArrowDown]), (0, 0));
        let mut nothing = ListState::default();
        nothing.press(&Key::ArrowUp);
        nothing.press(&Key::ArrowDown);
        nothing.scroll(5);
        assert_eq!((nothing.chosen, nothing.first), (0, 0));
    }
}
