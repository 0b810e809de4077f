//! A headless Chromium, driven through chromedriver: the W3C WebDriver protocol is JSON over plain HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tempfile::TempDir;

/// One browser at a time: several at once on a small machine only wait for each other.
static ALONE: Mutex<()> = Mutex::new(());

/// A browser with one window, and an empty profile that goes with it.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    /// The path of the session: `/session/<id>`.
    session: String,
    _profile: TempDir,
    _alone: MutexGuard<'static, ()>,
}

/// A program that is on the path.
fn found(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// Whether all of these programs are here; said on standard error where they are not. Under `CI` that fails instead.
pub(crate) fn has(programs: &[&str]) -> bool {
    let missing: Vec<&str> = programs.iter().copied().filter(|name| !found(name)).collect();
    if missing.is_empty() {
        return true;
    }
    let wanted = format!("no {}; apt-get install chromium chromium-driver poppler-utils", missing.join(", no "));
    assert!(std::env::var_os("CI").is_none_or(|value| value.is_empty()), "{wanted}");
    // The test harness swallows what the print macros write, so this goes out directly.
    std::io::stderr().write_all(format!("SKIPPED: no page was opened in a browser: {wanted}\n").as_bytes()).unwrap();
    false
}

impl Browser {
    /// Starts one; `None`, out loud, where there is none.
    pub(crate) fn start() -> Option<Self> {
        if !has(&["chromium", "chromedriver"]) {
            return None;
        }
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
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
        // Whoever writes to a pipe that nobody reads stands still.
        std::thread::spawn(move || lines.for_each(drop));
        let mut browser = Browser {
            driver,
            port: port.expect("chromedriver names its port"),
            session: String::new(),
            _profile: profile,
            _alone: alone,
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

    /// One request; the value of the answer.
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
        // The driver keeps the connection open, so the length says where the answer ends.
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

    /// Opens a file, with nothing of the page before it in the logs.
    pub(crate) fn open(&self, page: &Path) {
        self.post("/url", &json!({"url": "about:blank"}));
        self.log("browser");
        self.log("performance");
        self.post("/url", &json!({"url": format!("file://{}", page.display())}));
    }

    /// What a function body returns, run in the page.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// A click of the mouse in the middle of an element, which has to be visible and not covered.
    pub(crate) fn click(&self, selector: &str) {
        let element = self.post("/element", &json!({"using": "css selector", "value": selector}));
        let id = element.as_object().unwrap().values().next().unwrap().as_str().unwrap();
        self.post(&format!("/element/{id}/click"), &json!({}));
    }

    /// Keys, pressed one after another.
    pub(crate) fn press(&self, keys: &str) {
        let actions: Vec<Value> =
            keys.chars().flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key}))).collect();
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}));
    }

    /// A command of the DevTools protocol.
    pub(crate) fn devtools(&self, command: &str, arguments: Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": arguments}))
    }

    /// How wide and high the page is drawn, in CSS pixels, whatever the smallest size of a window.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size);
    }

    /// `screen` or `print`, `light` or `dark`.
    pub(crate) fn medium(&self, medium: &str, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.devtools("Emulation.setEmulatedMedia", json!({"media": medium, "features": features}));
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        self.post("/se/log", &json!({"type": kind})).as_array().unwrap().clone()
    }

    /// What the console says since the page was opened, from warnings on.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let serious = |entry: &Value| matches!(entry["level"].as_str(), Some("WARNING" | "SEVERE"));
        self.log("browser").iter().filter(|entry| serious(entry)).map(|entry| entry["message"].to_string()).collect()
    }

    /// The addresses asked for since the page was opened.
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

    /// The page as it goes to a printer.
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
            // After a panic an answer is not worth another.
            let _ = stream.write_all(format!("DELETE {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", self.session).as_bytes());
            let _ = stream.read(&mut [0; 1]);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Bytes from base64.
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
