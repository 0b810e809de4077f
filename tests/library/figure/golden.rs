//! What each chart looks like, kept in `tests/golden/figure`.

use payband::figure::{SvgTarget, scene, svg, terminal};
use payband::screen::Screen;

use super::sample::{all, growth, ladder, medians};
use crate::golden_files::compare;

#[test]
fn files_at_the_width_of_a_page_of_half_a_page_and_of_a_phone() {
    for (name, chart) in all() {
        for width in [360, 640, 960] {
            compare(&format!("figure/{name}-{width}.svg"), &svg(&scene(&chart, width), SvgTarget::File));
        }
    }
}

#[test]
fn a_figure_inside_a_page() {
    compare("figure/growth-page.html", &svg(&scene(&growth(), 640), SvgTarget::Page { id: "pay against growth" }));
}

#[test]
fn terminals_narrow_usual_and_wide() {
    for (name, chart) in all() {
        for width in [30, 60, 80, 160] {
            let screen = Screen { width: Some(width), colour: false, sanitise: true };
            compare(&format!("figure/{name}-{width}.txt"), &terminal(&chart, &screen));
        }
    }
}

#[test]
fn terminals_in_colour() {
    for (name, chart) in [("medians", medians()), ("ladder", ladder())] {
        let screen = Screen { width: Some(80), colour: true, sanitise: true };
        compare(&format!("figure/{name}-80-colour.txt"), &terminal(&chart, &screen));
    }
}
