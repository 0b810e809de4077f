//! What each chart looks like, kept in `tests/golden/figure`. `PAYBAND_BLESS=1 cargo test --test figure` writes the files
//! anew; then open them.

use std::path::Path;

use payband::figure::{Setting, scene, svg, terminal};
use payband::screen::Screen;

use crate::sample::{all, growth, ladder, medians};

fn compare(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/figure").join(name);
    if std::env::var_os("PAYBAND_BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(actual == expected, "{} differs; it is\n{actual}", path.display());
}

#[test]
fn files_at_the_width_of_a_page_and_of_half_a_page() {
    for (name, chart) in all() {
        for width in [640, 960] {
            compare(&format!("{name}-{width}.svg"), &svg(&scene(&chart, width), Setting::File));
        }
    }
}

#[test]
fn a_figure_inside_a_page() {
    compare("growth-page.html", &svg(&scene(&growth(), 640), Setting::Page { id: "pay against growth" }));
}

#[test]
fn terminals_narrow_usual_and_wide() {
    for (name, chart) in all() {
        for width in [30, 60, 80, 160] {
            let screen = Screen { width: Some(width), colour: false, sanitise: true };
            compare(&format!("{name}-{width}.txt"), &terminal(&chart, &screen));
        }
    }
}

#[test]
fn terminals_in_colour() {
    for (name, chart) in [("medians", medians()), ("ladder", ladder())] {
        let screen = Screen { width: Some(80), colour: true, sanitise: true };
        compare(&format!("{name}-80-colour.txt"), &terminal(&chart, &screen));
    }
}
