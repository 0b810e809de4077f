//! A scene as PNG, drawn with the fonts of the machine.
//!
//! A missing glyph would come out as an empty box. The renderer asks [`Fonts`] for a face whenever its own lacks a
//! character, so what is asked for and not found is exactly what would be a box: then there is no picture but an error that
//! names the character and the font to install.

mod error;
mod fonts;

pub use error::PngError;
pub use fonts::Fonts;

use resvg::tiny_skia::{Pixmap, Transform};

use super::scene::Scene;
use super::svg::{SvgTarget, svg};

/// A larger picture is refused: this one already takes 256 MB of memory.
const MOST_PIXELS: f64 = 64e6;

/// Draws a scene as PNG on a light background, at a scale of 1 one pixel of the file for one of the scene; 2 for print and
/// sharp screens.
///
/// # Errors
/// [`PngError`] when no font can draw a character, the picture is too large, or a library refuses.
pub fn png(scene: &Scene, scale: f32, fonts: &Fonts) -> Result<Vec<u8>, PngError> {
    let size = |length: f64| (length * f64::from(scale)).ceil();
    let (width, height) = (size(scene.width), size(scene.height));
    let is_drawable = width >= 1.0 && height >= 1.0 && width * height <= MOST_PIXELS;
    let pixmap = is_drawable.then(|| Pixmap::new(width as u32, height as u32)).flatten();
    let mut pixmap = pixmap.ok_or(PngError::Size(width, height))?;
    let tree = fonts.tree(&svg(scene, SvgTarget::File))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| PngError::Encoding(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::chart::{Caption, Chart, Scatter};
    use crate::figure::layout::scene;

    fn titled(title: &str) -> Scene {
        let caption = Caption { title: title.into(), ..Caption::default() };
        scene(&Chart::Scatter(Scatter { caption, ..Scatter::default() }), 600)
    }

    #[test]
    fn without_fonts_there_is_an_error_and_no_picture() {
        let error = png(&titled("Pay"), 1.0, &Fonts::none()).unwrap_err();
        assert!(matches!(error, PngError::NoFont), "{error}");
        assert!(error.hint().unwrap().contains("fonts-dejavu-core"));
    }

    #[test]
    fn absurd_sizes_are_refused_before_memory_is_taken() {
        for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e9] {
            let error = png(&titled("Pay"), scale, &Fonts::none()).unwrap_err();
            assert!(matches!(error, PngError::Size(..)), "{scale}: {error}");
        }
    }
}
