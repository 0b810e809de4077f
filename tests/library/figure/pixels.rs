//! PNG, drawn with the fonts of this machine.

use payband::figure::{Caption, Chart, Fonts, PngError, Scatter, png, scene};

use super::sample::{all, growth};
use crate::skipped::skip;

/// The installed fonts. Without any, it prints that the test is skipped and returns `None`, or fails if `CI` is set.
fn fonts() -> Option<Fonts> {
    let fonts = Fonts::system();
    if fonts.is_empty() {
        skip("no figure was drawn as PNG", "no font is installed");
        return None;
    }
    Some(fonts)
}

#[test]
fn every_chart_draws_or_names_the_font_that_it_needs() {
    let Some(fonts) = fonts() else { return };
    // Glyphs and layout do not depend on the scale. Pictures that somebody looks at are drawn in full.
    let folder = std::env::var_os("PAYBAND_FIGURES");
    let scale = if folder.is_some() { 1.0 } else { 0.25 };
    for ((name, chart), width) in all().into_iter().flat_map(|example| [(example.clone(), 640), (example, 960)]) {
        match png(&scene(&chart, width), scale, &fonts) {
            Ok(bytes) => {
                assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "{name}");
                if let Some(folder) = &folder {
                    std::fs::write(std::path::Path::new(folder).join(format!("{name}-{width}.png")), bytes).unwrap();
                }
            }
            Err(error @ PngError::NoGlyph(_)) => {
                assert!(error.hint().unwrap().contains("fonts-noto-cjk"), "{name}: {error}");
                skip("no figure was drawn as PNG", &format!("{name}: {error}"));
            }
            Err(error) => panic!("{name}: {error}"),
        }
    }
}

#[test]
fn the_scale_multiplies_the_pixels() {
    let Some(fonts) = fonts() else { return };
    let scene = scene(&growth(), 640);
    let size = |scale: f32| {
        let bytes = png(&scene, scale, &fonts).unwrap();
        let at = |start: usize| u32::from_be_bytes(bytes[start..start + 4].try_into().unwrap());
        (f64::from(at(16)), f64::from(at(20)))
    };
    assert_eq!(size(1.0), (scene.width, scene.height));
    assert_eq!(size(2.0), (scene.width * 2.0, scene.height * 2.0));
}

#[test]
fn a_character_that_no_font_has_is_an_error_and_never_a_box() {
    let Some(fonts) = fonts() else { return };
    let caption = Caption { title: "Pay of \u{10fffd}".into(), ..Caption::default() };
    let error = png(&scene(&Chart::Scatter(Scatter { caption, ..Scatter::default() }), 640), 1.0, &fonts).unwrap_err();
    assert!(error.to_string().ends_with("(U+10FFFD)"), "{error}");
    assert!(error.hint().unwrap().contains("write .svg"), "{error}");
}
