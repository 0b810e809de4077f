//! Runs payband in a folder of its own, with a fixed date and only the variables that the test sets.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// The hint for a title that is unlike any of the pack.
pub(crate) const COVERED: &str = "hint: china-healthcare-it-2025 has 62 roles with a price (China, healthcare IT, 2025); \
                           `payband roles` lists them\n";

/// The day of all tests, less than a month after the medians' effective date.
pub(crate) const TODAY: &str = "2025-12-01";

/// A folder that payband runs in, removed after the test.
pub(crate) struct Sandbox(TempDir);

impl Sandbox {
    pub(crate) fn new() -> Self {
        Sandbox(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        String::from_utf8(fs::read(self.path(name)).unwrap()).unwrap()
    }

    /// Every file in the folder, so that a test states what is left.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// A copy of the bundled pack in a folder, to break.
    pub(crate) fn with_pack(&self, folder: &str) -> &Self {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs/china-healthcare-it-2025");
        for entry in fs::read_dir(data).unwrap() {
            let entry = entry.unwrap();
            // The folder `language` holds words for all packs and is not part of one.
            if entry.file_type().unwrap().is_dir() {
                continue;
            }
            let name = entry.file_name().into_string().unwrap();
            self.write(&format!("{folder}/{name}"), fs::read(entry.path()).unwrap());
        }
        self
    }

    /// A process that the test can interact with while it runs.
    pub(crate) fn process(&self, line: &str) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_payband"));
        command.env_clear().env("PAYBAND_TODAY", TODAY).current_dir(self.0.path()).args(words(line));
        command
    }

    /// Runs a shell line with `payband` in it, in this folder: exit code and the two streams.
    #[cfg(unix)]
    pub(crate) fn shell(&self, line: &str) -> (Option<i32>, String, String) {
        let line = line.replace("payband", &format!("'{}'", env!("CARGO_BIN_EXE_payband")));
        let output = std::process::Command::new("sh")
            .args(["-c", &line])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("PAYBAND_TODAY", TODAY)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    /// The file that a run has begun in this folder, with or without a name.
    #[cfg(unix)]
    pub(crate) fn begun_file(&self, child: &std::process::Child) -> Option<fs::Metadata> {
        let folder = self.path("").canonicalize().unwrap();
        let is_of_output = |path: &std::path::Path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            path.parent() == Some(folder.as_path()) && (name.starts_with(".payband-") || name.ends_with(" (deleted)"))
        };
        // Where the system tells what a process has open, also files without a name.
        if let Ok(open) = fs::read_dir(format!("/proc/{}/fd", child.id())) {
            let mut open = open.filter_map(Result::ok).map(|entry| entry.path());
            let found = open.find(|path| fs::read_link(path).is_ok_and(|file| is_of_output(&file)))?;
            return fs::metadata(found).ok();
        }
        let begun = self.files().into_iter().find(|name| name.starts_with(".payband-"))?;
        fs::metadata(self.path(&begun)).ok()
    }

    /// A run of payband in this folder. Arguments are separated by blanks; one with blanks is in single quotes.
    pub(crate) fn payband(&self, line: &str) -> Run<'_> {
        Run { sandbox: Some(self), command: command(self, line), line: line.to_owned(), _own: None }
    }
}

/// A run in a sandbox of its own.
pub(crate) fn payband(line: &str) -> Run<'static> {
    let own = Sandbox::new();
    Run { sandbox: None, command: command(&own, line), line: line.to_owned(), _own: Some(own) }
}

fn command(sandbox: &Sandbox, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_payband"));
    command.env_clear().env("PAYBAND_TODAY", TODAY).current_dir(sandbox.0.path()).args(words(line));
    command.timeout(std::time::Duration::from_secs(60));
    command
}

fn words(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, piece) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            out.push(piece.to_owned());
        } else {
            out.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    out
}

/// A run that has not started yet.
pub(crate) struct Run<'s> {
    sandbox: Option<&'s Sandbox>,
    command: Command,
    line: String,
    _own: Option<Sandbox>,
}

/// How a run ended, and what it wrote.
#[derive(PartialEq, Eq)]
struct Ending {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl std::fmt::Display for Ending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Ending { code, stdout, stderr } = self;
        write!(f, "exit code {code:?}\n--- stdout\n{stdout}--- stderr\n{stderr}---")
    }
}

impl Run<'_> {
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    fn end(&mut self) -> Ending {
        let output = self.command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        Ending { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Sets standard input.
    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.command.write_stdin(bytes);
        self
    }

    /// Exit code, standard output as it is, and standard error.
    pub(crate) fn raw(mut self) -> (Option<i32>, Vec<u8>, String) {
        let output = self.command.output().unwrap();
        (output.status.code(), output.stdout, String::from_utf8(output.stderr).unwrap())
    }

    /// Runs, and compares exit code and streams. `PATH` in an expected text stands for the folder of the sandbox.
    pub(crate) fn ends(mut self, code: i32, stdout: &str, stderr: &str) {
        let actual = self.end();
        let here = |text: &str| match self.sandbox {
            Some(sandbox) => text.replace("PATH", &sandbox.0.path().display().to_string()),
            None => text.to_owned(),
        };
        let expected = Ending { code: Some(code), stdout: here(stdout), stderr: here(stderr) };
        assert!(actual == expected, "payband {}\nshould end with {expected}\nand ends with {actual}", self.line);
    }

    /// Succeeds with this output and empty standard error.
    pub(crate) fn prints(self, stdout: &str) {
        self.ends(0, stdout, "");
    }

    /// Fails with exit code 1.
    pub(crate) fn fails(self, stderr: &str) {
        self.ends(1, "", stderr);
    }

    /// Fails with exit code 2.
    pub(crate) fn misuses(self, stderr: &str) {
        self.ends(2, "", stderr);
    }

    /// Succeeds with one JSON document and empty standard error.
    pub(crate) fn json(mut self) -> serde_json::Value {
        let Ending { code, stdout, stderr } = self.end();
        assert_eq!((code, stderr.as_str()), (Some(0), ""), "payband {}", self.line);
        serde_json::from_str(&stdout).unwrap()
    }

    /// Bytes on standard output of a run that succeeds with empty standard error.
    pub(crate) fn bytes(mut self) -> Vec<u8> {
        let output = self.command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), said.as_ref()), (Some(0), ""), "payband {}", self.line);
        output.stdout
    }

    /// Exit code and the two streams, for tests that state parts of them.
    pub(crate) fn fallible(mut self) -> (Option<i32>, String, String) {
        let Ending { code, stdout, stderr } = self.end();
        (code, stdout, stderr)
    }

    /// The two streams of a run that succeeds.
    pub(crate) fn streams(mut self) -> (String, String) {
        let Ending { code, stdout, stderr } = self.end();
        assert_eq!(code, Some(0), "payband {}\n{stderr}", self.line);
        (stdout, stderr)
    }
}
