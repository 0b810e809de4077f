//! Whole pictures and pages, kept in `tests/golden/pages`. The style and the script that every page embeds stand there once.
//!
//! Would catch: a bar that moves, a label, note or source that goes missing, and markup that changes unseen.

use crate::golden_files::compare;
use crate::sandbox::{Sandbox, payband};

/// Each kind of picture, with the arguments that make it.
pub(crate) const PICTURES: [(&str, &str); 7] = [
    ("salary", "chart salary"),
    ("growth", "chart growth"),
    ("workforce", "chart workforce"),
    ("automation", "chart automation"),
    ("ranges", "chart ranges -c Shanghai -l senior"),
    ("ladder", "chart ladder -r 'Cloud Architect'"),
    ("marks", "chart ranges -r 'AI Researcher' -r 'Cloud Architect' -c Suzhou -c Shanghai -l mid"),
];

#[test]
fn pictures_as_files_and_in_a_terminal() {
    let sandbox = Sandbox::new();
    for (kind, line) in PICTURES {
        sandbox.payband(&format!("{line} -o picture.svg")).prints("");
        compare(&format!("pages/{kind}.svg"), &sandbox.read("picture.svg"));
        let (text, said) = payband(line).env("COLUMNS", "80").streams();
        assert_eq!(said, "", "{line}");
        compare(&format!("pages/{kind}.txt"), &text);
    }
}

#[test]
fn the_market_and_a_brief_as_pages() {
    let sandbox = Sandbox::new();
    for (name, line) in [("market", "report"), ("brief", "report -r 'Cloud Architect' -c Shanghai")] {
        sandbox.payband(&format!("{line} -o page.html")).prints("");
        let page = sandbox.read("page.html");
        let (page, style) = without(&page, "<style>\n", "</style>\n");
        let (page, script) = without(&page, "<script>\n", "</script>\n");
        compare(&format!("pages/{name}.html"), &page);
        compare("pages/page.css", &style);
        compare(&format!("pages/{name}.js"), &script);
    }
    sandbox.payband("report -r 'Cloud Architect' -c Shanghai -o page.md").prints("");
    compare("pages/brief.md", &sandbox.read("page.md"));
}

/// The page without what stands between two tags, and that.
fn without(page: &str, start: &str, end: &str) -> (String, String) {
    let (before, rest) = page.split_once(start).unwrap();
    let (inner, after) = rest.split_once(end).unwrap();
    (format!("{before}{start}{end}{after}"), inner.to_owned())
}
