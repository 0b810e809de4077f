//! The pages checked by axe-core against the rules of WCAG.
//!
//! To install it: `npm install --prefix target/ci-npm axe-core`.

use std::path::Path;

use serde_json::Value;

use crate::skipped::skip;
use crate::webdriver::Browser;
use crate::{PAGES, more_pages, written};

/// Catches a control without a name, a picture without a text alternative, a skipped level of headings, and low contrast.
#[test]
fn axe_finds_no_violation() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/ci-npm/node_modules/axe-core/axe.min.js");
    let Ok(axe) = std::fs::read_to_string(&path) else {
        return skip("no page was checked by axe-core", "npm install --prefix target/ci-npm axe-core");
    };
    let Some(browser) = Browser::start() else { return };
    for (name, written) in PAGES.map(|(name, args)| (name, written(args))).into_iter().chain(more_pages()) {
        for (width, scheme) in [(375, "light"), (1280, "dark")] {
            browser.medium("screen", scheme);
            browser.resize(width, 900);
            browser.open(&written.page);
            let seen = browser.run(&format!(
                "{axe}; return axe.run(document, {{resultTypes: ['violations']}}).then(found => found.violations.map(one =>
                     [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 160))]))"
            ));
            assert_eq!(seen, Value::Array(Vec::new()), "{name} at {width}, {scheme}");
        }
    }
}
