//! The HTML pages in headless Chromium, driven by chromedriver, and the PDF files that it prints, read by pdftotext.
//!
//! Would catch: an error of a script, a request to the network, a missing section or caveat, a picture without a text alternative,
//! a column that does not sort or sorts numbers as text, a table that needs JavaScript, text with too little contrast in the dark
//! colour scheme, a page wider than the screen of a phone, and a table or row that is cut in print. The programs that are needed:
//! `apt-get install chromium chromium-driver poppler-utils fonts-noto-cjk fonts-dejavu-core`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod accessible;
mod calculator;
mod layout;
mod paper;
#[path = "../run_payband/mod.rs"]
mod run_payband;
#[path = "../skipped/mod.rs"]
mod skipped;
mod sorting;
mod webdriver;

use std::path::{Path, PathBuf};

use run_payband::payband;
use serde_json::Value;
use tempfile::TempDir;
use webdriver::Browser;

/// The pages that are tested, by name, with the arguments that write them.
const PAGES: [(&str, &[&str]); 3] = [
    ("market", &["report"]),
    ("brief", &["report", "--role", "Cloud Architect", "--city", "Shanghai"]),
    ("brief of one level", &["report", "--role", "数据科学家", "--level", "senior", "--currency", "CNY"]),
];

/// A page in a folder that is removed when this is dropped.
pub(crate) struct Written {
    _folder: TempDir,
    pub(crate) page: PathBuf,
}

/// Writes a page.
pub(crate) fn written(args: &[&str]) -> Written {
    let folder = tempfile::tempdir().unwrap();
    payband(folder.path(), &[args, &["-o", "page.html"]].concat());
    let page = folder.path().join("page.html");
    Written { _folder: folder, page }
}

/// Further pages: of a payroll with more groups than its picture has rows, of a pack of percentiles, and with an offer.
pub(crate) fn more_pages() -> Vec<(&'static str, Written)> {
    let folder = tempfile::tempdir().unwrap();
    let roles = ["Cloud Architect", "数据科学家", "Software Engineer", "AI Researcher", "Barista"];
    let places = ["上海", "Beijing", "Suzhou"];
    let mut file = "title,city,level,salary\n".to_owned();
    for (at, role) in roles.iter().enumerate() {
        for (nth, city) in places.iter().enumerate() {
            for (step, level) in ["entry", "senior"].iter().enumerate() {
                let salary = 250_000 + 61_000 * at + 23_000 * nth + 170_000 * step;
                file.push_str(&format!("{role},{city},{level},\"¥{salary}\"\n"));
            }
        }
    }
    std::fs::write(folder.path().join("工资.csv"), file).unwrap();
    payband(folder.path(), &["price", "工资.csv", "-q", "-o", "page.html"]);
    let page = folder.path().join("page.html");
    vec![
        ("payroll", Written { _folder: folder, page }),
        ("percentiles", written(&["--pack", "us-oews-2025", "report"])),
        (
            "offer",
            written(&["report", "-r", "Cloud Architect", "-c", "Shanghai", "-l", "senior", "--salary", "¥5万 x 14"]),
        ),
    ]
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

#[test]
fn no_page_logs_an_error_or_requests_anything() {
    let Some(browser) = Browser::start() else { return };
    for (name, args) in PAGES {
        let written = written(args);
        browser.open(&written.page);
        assert_eq!(browser.console_errors(), Vec::<String>::new(), "{name}");
        assert_eq!(browser.requests(), [format!("file://{}", written.page.display())], "{name}");
        // The content security policy blocks requests, also those that a later change of the page might add.
        let blocked = browser.run(
            "return new Promise(done => {
                 document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
                 new Image().src = 'http://127.0.0.1:9/pixel.png';
                 setTimeout(() => done('not blocked'), 5000);
             })",
        );
        assert_eq!(blocked, "img-src", "{name}");
    }
    // Errors and requests of a page that has some are reported.
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    std::fs::write(&page, "<img src=\"http://127.0.0.1:9/pixel.png\"><script>console.warn('w'); x.y</script>").unwrap();
    browser.open(&page);
    let errors = browser.console_errors().join("\n");
    assert!(errors.contains("\\\"w\\\"") && errors.contains("x is not defined"), "{errors}");
    assert!(browser.requests().iter().any(|url| url == "http://127.0.0.1:9/pixel.png"));
}

#[test]
fn every_section_is_there_with_its_heading_its_rows_and_its_caveats() {
    let Some(browser) = Browser::start() else { return };
    let written = written(&["report"]);
    browser.open(&written.page);
    let sections = csv::Reader::from_path(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs/china-healthcare-it-2025/sections.csv"),
    )
    .unwrap()
    .into_records()
    .map(Result::unwrap)
    .collect::<Vec<_>>();
    assert_eq!(sections.len(), 13);
    let text = browser.run("return document.querySelector('main').innerText.toLowerCase()");
    let text = text.as_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut with_caveats = 0;
    for section in &sections {
        let (id, title) = (&section[0], &section[1]);
        let seen = browser.run(&format!(
            "const section = document.querySelector('section#{id}');
             if (!section) return null;
             const linked = [...section.querySelectorAll('.caveats a')].map(link => link.getAttribute('href'));
             return {{
                 heading: section.querySelector('h2').innerText,
                 caveats: linked,
                 dangling: linked.filter(href => !document.querySelector(href)?.nextElementSibling?.innerText),
                 listed: document.querySelector('nav a[href=\"#{id}\"]')?.innerText,
             }}",
        ));
        assert_eq!(seen["heading"], title, "{id}");
        assert_eq!(seen["listed"], title, "{id}");
        assert_eq!(seen["dangling"], Value::Array(Vec::new()), "{id}");
        // The page has every row of `payband market SECTION`.
        let json = payband(folder.path(), &["market", id, "--format", "json"]);
        let json: Value = serde_json::from_slice(&json).unwrap();
        let rows = json["rows"].as_array().unwrap();
        assert!(!rows.is_empty(), "{id}");
        for row in rows {
            let subject = row["subject"].as_str().unwrap_or_default();
            // The page shows a skill or role of several sections once, so that the whole page is searched.
            assert!(subject.is_empty() || text.contains(&subject.to_lowercase()), "{id}: no {subject}");
        }
        for note in json["notes"].as_array().unwrap().iter().filter(|note| note["kind"] == "caveat") {
            let wanted = format!("#caveat-{}", note["id"].as_str().unwrap());
            assert!(strings(&seen["caveats"]).contains(&wanted.as_str()), "{id}: no {wanted} in {seen}");
            with_caveats += 1;
        }
    }
    assert!(with_caveats >= 10, "{with_caveats} caveats only");
}

#[test]
fn pictures_are_in_the_page_and_say_in_words_what_they_show() {
    let Some(browser) = Browser::start() else { return };
    for ((name, args), pictures) in PAGES.into_iter().zip([6, 1, 2]) {
        let written = written(args);
        browser.open(&written.page);
        let seen = browser.run(
            "const name = picture => picture.getAttribute('aria-label')
                 ?? picture.getAttribute('aria-labelledby').split(' ').map(id => document.getElementById(id).textContent).join('. ');
             return {
                 elsewhere: document.querySelectorAll('img, object, embed, iframe, image, use, link[rel=stylesheet]').length,
                 pictures: [...document.querySelectorAll('[role=img]')].filter(picture => picture.checkVisibility()).map(picture => ({
                     name: name(picture),
                     drawn: picture.querySelectorAll('text, span').length,
                     height: picture.getBoundingClientRect().height,
                 })),
                 twice: [...document.querySelectorAll('[id]')].map(one => one.id)
                     .filter((id, at, all) => all.indexOf(id) !== at),
             }",
        );
        assert_eq!(seen["elsewhere"], 0, "{name}");
        assert_eq!(seen["twice"], Value::Array(Vec::new()), "{name}: ids");
        let drawn = seen["pictures"].as_array().unwrap();
        assert_eq!(drawn.len(), pictures, "{name}: {seen}");
        for picture in drawn {
            assert!(picture["name"].as_str().unwrap().len() > 60, "{name}: {picture}");
            assert!(
                picture["drawn"].as_u64() >= Some(4) && picture["height"].as_f64() > Some(80.0),
                "{name}: {picture}"
            );
        }
    }
}

#[test]
fn without_javascript_the_page_has_the_same_text() {
    let Some(browser) = Browser::start() else { return };
    // The text as it is laid out, without the calculator and the search, which need JavaScript.
    let text = "const hidden = [...document.querySelectorAll('#calculator, nav form')];
        const shown = hidden.map(one => one.checkVisibility());
        hidden.forEach(one => one.style.display = 'none');
        const noscript = document.querySelector('#ranges');
        const table = noscript?.innerText ?? '';
        noscript?.style.setProperty('display', 'none');
        return [document.body.innerText, document.querySelectorAll('th button').length, shown.includes(true), table]";
    for (name, args) in PAGES {
        let written = written(args);
        browser.open(&written.page);
        let with = browser.run(text);
        browser.devtools("Emulation.setScriptExecutionDisabled", serde_json::json!({"value": true}));
        browser.open(&written.page);
        let without = browser.run(text);
        browser.devtools("Emulation.setScriptExecutionDisabled", serde_json::json!({"value": false}));
        assert_eq!(without[0].as_str().map(squeezed), with[0].as_str().map(squeezed), "{name}");
        assert_eq!(without[1], 0, "{name}: the script has run");
        assert_eq!(with[1].as_u64() > Some(0), name == "market", "{name}");
        assert_eq!(
            (&with[2], &without[2]),
            (&(name == "market").into(), &false.into()),
            "{name}: calculator and search"
        );
        // Without JavaScript, a table has the prices of the calculator.
        let prices = without[3].as_str().unwrap();
        assert_eq!(prices.contains("94,250"), name == "market", "{name}: {prices}");
        assert_eq!(with[3], "", "{name}");
    }
}

/// A text with single spaces between its words: hidden elements leave blank lines.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts whose contrast with their background is below 4.5 to 1, the minimum of WCAG 2.2 (1.4.3).
const LOW_CONTRAST: &str = "
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const pixel = colour => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data;
    };
    const light = colour => {
        const [r, g, b] = [...pixel(colour)].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = element => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (pixel(colour)[3] > 0) return light(colour);
        }
        return 1;
    };
    const found = [];
    let read = 0;
    for (const element of document.body.querySelectorAll('*')) {
        if (!element.checkVisibility({visibilityProperty: true}) || element.closest('title, desc, script, option')) continue;
        if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
        const style = getComputedStyle(element);
        const ink = light(element instanceof SVGElement ? style.fill : style.color);
        const paper = behind(element);
        const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        read += 1;
        if (ratio < 4.5) found.push(`${ratio.toFixed(1)}: ${element.tagName} ${element.textContent.trim()}`);
    }
    return {read, found, paper: behind(document.body)}";

#[test]
fn all_text_has_contrast_in_the_light_and_the_dark_scheme() {
    let Some(browser) = Browser::start() else { return };
    for (name, args) in PAGES {
        let written = written(args);
        for (scheme, paper) in [("light", 0.9..=1.0), ("dark", 0.0..=0.03)] {
            browser.medium("screen", scheme);
            browser.open(&written.page);
            let seen = browser.run(LOW_CONTRAST);
            assert_eq!(seen["found"], Value::Array(Vec::new()), "{name}, {scheme}");
            assert!(paper.contains(&seen["paper"].as_f64().unwrap()), "{name}, {scheme}: {}", seen["paper"]);
            assert!(seen["read"].as_u64() > Some(100), "{name}, {scheme}: {seen}");
        }
    }
}

#[test]
fn the_page_itself_never_scrolls_sideways() {
    let Some(browser) = Browser::start() else { return };
    for (name, args) in PAGES {
        let written = written(args);
        browser.open(&written.page);
        for width in [360, 800, 1400] {
            browser.resize(width, 900);
            // A table that is too wide scrolls by itself, and can then be reached by keyboard.
            let seen = browser.run(
                "const page = document.documentElement;
                 const wide = [...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth);
                 return {
                     width: page.clientWidth,
                     needed: page.scrollWidth,
                     stuck: wide.filter(one => one.tabIndex !== 0).map(one => one.innerText.slice(0, 80)),
                 }",
            );
            assert_eq!(seen["width"], width, "{name}");
            assert!(seen["needed"].as_u64() <= seen["width"].as_u64(), "{name}: {seen}");
            assert_eq!(seen["stuck"], Value::Array(Vec::new()), "{name} at {width}: tables that no key can scroll");
        }
    }
}
