//! A client of chromedriver, which drives headless Chromium by the W3C WebDriver protocol: JSON over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::skipped::skip;

/// Held while a browser runs: on a machine of two cores several browsers are no faster than one.
static BROWSER_RUNS: Mutex<()> = Mutex::new(());

/// A browser with one window. Its profile is empty at first, and is removed when this is dropped.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    /// The path of the session: `/session/<id>`.
    session: String,
    _profile: TempDir,
    _lock: MutexGuard<'static, ()>,
}

/// Whether a program is in a folder of `PATH`.
fn is_installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// Whether all of these programs are installed. If not, the test is skipped.
pub(crate) fn has(programs: &[&str]) -> bool {
    let missing: Vec<&str> = programs.iter().copied().filter(|name| !is_installed(name)).collect();
    if missing.is_empty() {
        return true;
    }
    let missing = format!("no {}; apt-get install chromium chromium-driver poppler-utils", missing.join(", no "));
    skip("no page was opened in a browser", &missing);
    false
}

impl Browser {
    /// Starts a browser; `None` if none is installed. The test is then skipped.
    pub(crate) fn start() -> Option<Self> {
        if !has(&["chromium", "chromedriver"]) {
            return None;
        }
        let lock = BROWSER_RUNS.lock().unwrap_or_else(PoisonError::into_inner);
        let profile = TempDir::new().unwrap();
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines
            .find_map(|line| line.unwrap().split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
        // The rest of the output is read and dropped: chromedriver would block once the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        let mut browser = Browser {
            driver,
            port: port.expect("chromedriver names its port"),
            session: String::new(),
            _profile: profile,
            _lock: lock,
        };
        let flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-device-scale-factor=1",
            "--hide-scrollbars",
            "--lang=en-US",
        ];
        let folder = format!("--user-data-dir={}", browser._profile.path().display());
        let args: Vec<&str> = flags.iter().copied().chain([folder.as_str()]).collect();
        let opened = browser.send(
            "POST",
            "/session",
            &json!({"capabilities": {"alwaysMatch": {
                "browserName": "chrome",
                "goog:chromeOptions": {"args": args},
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            }}}),
        );
        browser.session = format!("/session/{}", opened["sessionId"].as_str().unwrap());
        Some(browser)
    }

    /// Sends a request, and returns the value of the response.
    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(120))).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).unwrap();
        // The driver keeps the connection open, so the end of the response is known by its length alone.
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            match line.trim_end().to_ascii_lowercase().split_once(':') {
                Some(("content-length", value)) => length = value.trim().parse().unwrap(),
                Some(_) => {}
                None if line.trim_end().is_empty() => break,
                None => {}
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).unwrap();
        let mut answer: Value = serde_json::from_slice(&answer).unwrap();
        let value = answer["value"].take();
        assert!(value.get("error").is_none(), "{method} {path}: {value}");
        value
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.send("POST", &format!("{}{path}", self.session), body)
    }

    /// Opens a file. The logs of the page before it are emptied.
    pub(crate) fn open(&self, page: &Path) {
        self.post("/url", &json!({"url": "about:blank"}));
        self.log("browser");
        self.log("performance");
        self.post("/url", &json!({"url": format!("file://{}", page.display())}));
    }

    /// Runs the body of a JavaScript function in the page, and returns its result.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Clicks the middle of an element, which must be visible and not covered.
    pub(crate) fn click(&self, selector: &str) {
        let element = self.post("/element", &json!({"using": "css selector", "value": selector}));
        let id = element.as_object().unwrap().values().next().unwrap().as_str().unwrap();
        self.post(&format!("/element/{id}/click"), &json!({}));
    }

    /// Presses keys one after another.
    pub(crate) fn press(&self, keys: &str) {
        let actions: Vec<Value> =
            keys.chars().flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key}))).collect();
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}));
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub(crate) fn devtools(&self, command: &str, arguments: Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": arguments}))
    }

    /// Sets the width and height at which the page is laid out, in CSS pixels. They may be smaller than a window can be.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size);
    }

    /// Sets the medium (`screen` or `print`) and the colour scheme (`light` or `dark`).
    pub(crate) fn medium(&self, medium: &str, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.devtools("Emulation.setEmulatedMedia", json!({"media": medium, "features": features}));
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        self.post("/se/log", &json!({"type": kind})).as_array().unwrap().clone()
    }

    /// The warnings and errors in the console since the page was opened.
    pub(crate) fn console_errors(&self) -> Vec<String> {
        let serious = |entry: &Value| matches!(entry["level"].as_str(), Some("WARNING" | "SEVERE"));
        self.log("browser").iter().filter(|entry| serious(entry)).map(|entry| entry["message"].to_string()).collect()
    }

    /// The URLs requested since the page was opened.
    pub(crate) fn requests(&self) -> Vec<String> {
        let mut out = Vec::new();
        for entry in self.log("performance") {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            if event["message"]["method"] == "Network.requestWillBeSent" {
                out.push(event["message"]["params"]["request"]["url"].as_str().unwrap().to_owned());
            }
        }
        out
    }

    /// The page as a PDF file.
    pub(crate) fn pdf(&self) -> Vec<u8> {
        let printed = self.devtools("Page.printToPDF", json!({"preferCSSPageSize": true}));
        bytes(printed["data"].as_str().unwrap())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.send("DELETE", &self.session, &Value::Null);
        } else if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            // After a panic the session ends without a check of the response, because a second panic would abort the process.
            let _ = stream.write_all(format!("DELETE {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", self.session).as_bytes());
            let _ = stream.read(&mut [0; 1]);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Decodes base64.
fn bytes(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut out = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four.iter().fold(0_u32, |bits, letter| bits << 6 | u32::from(value(*letter)));
        let bits = bits << (6 * (4 - four.len()));
        out.extend(&bits.to_be_bytes()[1..four.len()]);
    }
    out
}
