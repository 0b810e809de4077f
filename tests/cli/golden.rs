//! Whole charts and pages, kept in `tests/golden/pages`. `PAYBAND_BLESS=1 cargo test --test cli golden` rewrites the files;
//! read the diff and look at them.
//!
//! Would catch: a bar that moves, a label, note or source that goes missing, and markup that changes unseen.

use std::path::Path;

use crate::sandbox::{Sandbox, payband};

fn compare(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pages").join(name);
    if std::env::var_os("PAYBAND_BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let at = expected.lines().zip(actual.lines()).position(|(one, other)| one != other);
    assert!(
        actual == expected,
        "{} differs, from line {:?} on; PAYBAND_BLESS=1 writes it anew",
        path.display(),
        at.map(|at| at + 1)
    );
}

/// Each kind of chart, with the arguments that draw it.
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
        compare(&format!("{kind}.svg"), &sandbox.read("picture.svg"));
        let (text, said) = payband(line).env("COLUMNS", "80").streams();
        assert_eq!(said, "", "{line}");
        compare(&format!("{kind}.txt"), &text);
    }
}

#[test]
fn the_market_and_a_brief_as_pages() {
    let sandbox = Sandbox::new();
    for (name, line) in [("market", "report"), ("brief", "report -r 'Cloud Architect' -c Shanghai")] {
        sandbox.payband(&format!("{line} -o page.html")).prints("");
        compare(&format!("{name}.html"), &sandbox.read("page.html"));
    }
    sandbox.payband("report -r 'Cloud Architect' -c Shanghai -o page.md").prints("");
    compare("brief.md", &sandbox.read("page.md"));
}
