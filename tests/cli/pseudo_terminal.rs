//! A program at a pseudo-terminal, and the person in front of it.

use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::retry_on_intr;
use rustix::process::{Pid, Signal, ioctl_tiocsctty, kill_process, setsid};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{InputModes, LocalModes, OptionalActions, Termios, Winsize, tcgetattr, tcsetattr, tcsetwinsize};

pub(crate) const PAYBAND: &str = env!("CARGO_BIN_EXE_payband");
/// Far longer than anything here takes, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program that sits at a terminal, and the person in front of it.
pub(crate) struct Terminal {
    person: OwnedFd,
    /// Kept open, so that what the program wrote last can be read after it has ended, and the input mode looked at.
    program: OwnedFd,
    child: Child,
    seen: Vec<u8>,
    /// How much of it has been waited for.
    read_on: usize,
    mode_before: Termios,
}

/// How it ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    /// Everything that was shown, control sequences included.
    pub(crate) raw: String,
}

impl Terminal {
    /// Starts a program in a window of so many columns and lines.
    pub(crate) fn open(columns: u16, lines: u16, program: &str, args: &[&str], environment: &[(&str, &str)]) -> Self {
        let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        rustix::io::fcntl_setfd(&person, rustix::io::FdFlags::CLOEXEC).unwrap();
        grantpt(&person).unwrap();
        unlockpt(&person).unwrap();
        let name = ptsname(&person, Vec::new()).unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let slave = rustix::fs::open(name, flags, Mode::empty()).unwrap();
        tcsetwinsize(&slave, Winsize { ws_col: columns, ws_row: lines, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        // As terminal windows do: one backspace takes away one letter, not one byte.
        let mut mode_before = tcgetattr(&slave).unwrap();
        mode_before.input_modes |= InputModes::IUTF8;
        tcsetattr(&slave, OptionalActions::Now, &mode_before).unwrap();

        let stream = || slave.try_clone().unwrap();
        let mut command = Command::new(program);
        command.args(args).stdin(stream()).stdout(stream()).stderr(stream());
        command.env_clear().env("PAYBAND_TODAY", "2025-12-01").env("TERM", "xterm-256color");
        command.envs(environment.iter().copied());
        let child = at_its_own_terminal(&mut command).spawn().unwrap();
        Terminal { person, program: slave, child, seen: Vec::new(), read_on: 0, mode_before }
    }

    pub(crate) fn payband(columns: u16, args: &[&str], environment: &[(&str, &str)]) -> Self {
        Terminal::open(columns, 30, PAYBAND, args, environment)
    }

    /// Takes what the program has written, waiting for it a little.
    fn read(&mut self) -> bool {
        let wait = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
        let mut ready = [PollFd::new(&self.person, PollFlags::IN)];
        // Threads are interrupted where another test limits the resources of the process.
        if retry_on_intr(|| poll(&mut ready, Some(&wait))).unwrap() == 0 {
            return false;
        }
        let mut buffer = [0; 4096];
        let count = retry_on_intr(|| rustix::io::read(&self.person, &mut buffer)).unwrap();
        self.seen.extend_from_slice(&buffer[..count]);
        true
    }

    /// Waits until a text is shown after what was waited for before.
    pub(crate) fn shows(&mut self, text: &str) {
        let start = Instant::now();
        loop {
            let rest = &self.seen[self.read_on..];
            if let Some(at) = rest.windows(text.len()).position(|piece| piece == text.as_bytes()) {
                self.read_on += at + text.len();
                return;
            }
            if !self.read() && start.elapsed() > PATIENCE {
                panic!("\"{text}\" was never shown, but\n{}", String::from_utf8_lossy(&self.seen));
            }
        }
    }

    pub(crate) fn types(&self, keys: &str) {
        let mut rest = keys.as_bytes();
        while !rest.is_empty() {
            let count = retry_on_intr(|| rustix::io::write(&self.person, rest)).unwrap();
            rest = &rest[count..];
        }
    }

    /// Waits until the program reads keys one by one, as it does at a prompt.
    pub(crate) fn waits_for_a_key(&mut self) {
        let start = Instant::now();
        while tcgetattr(&self.program).unwrap().local_modes.contains(LocalModes::ISIG) {
            assert!(start.elapsed() < PATIENCE, "no key is waited for: {}", String::from_utf8_lossy(&self.seen));
            self.read();
        }
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    fn status(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "it does not end: {}", String::from_utf8_lossy(&self.seen));
            self.read();
        }
    }

    /// Waits for the end, and holds the terminal to be as it was: lines are edited and shown, the cursor is visible.
    pub(crate) fn ends(mut self) -> Ended {
        let code = self.status().code();
        while self.read() {}
        let raw = String::from_utf8(std::mem::take(&mut self.seen)).unwrap();
        let mode = tcgetattr(&self.program).unwrap();
        assert_eq!(mode.local_modes, self.mode_before.local_modes, "the input mode is not put back");
        assert_eq!(mode.input_modes, self.mode_before.input_modes);
        assert_eq!(mode.output_modes, self.mode_before.output_modes);
        let (shown, hidden) = (raw.rfind("\u{1b}[?25h"), raw.rfind("\u{1b}[?25l"));
        assert!(shown >= hidden, "the cursor is left hidden: {raw:?}");
        Ended { code, raw }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The same command with its standard input as its controlling terminal, as a shell in a window has it.
#[expect(unsafe_code, reason = "std has no safe way to start a session")]
fn at_its_own_terminal(command: &mut Command) -> &mut Command {
    // SAFETY: between fork and exec only two system calls are made, both on their own safe to make there.
    unsafe {
        command.pre_exec(|| {
            setsid()?;
            ioctl_tiocsctty(std::io::stdin().as_fd())?;
            Ok(())
        })
    }
}

impl Ended {
    /// What stays on the screen after the last prompt: control sequences taken away.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        let mut letters = self.raw.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\u{1b}' => {
                    letters.next();
                    letters.by_ref().find(|letter| ('@'..='~').contains(letter));
                }
                '\r' => {}
                _ => out.push(letter),
            }
        }
        out
    }

    /// The part of it from the title of a table on.
    pub(crate) fn from(&self, title: &str) -> String {
        let text = self.text();
        let at = text.rfind(title).unwrap_or_else(|| panic!("no \"{title}\" in {text}"));
        text[at..].to_owned()
    }
}
