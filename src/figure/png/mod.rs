//! Draws a scene as PNG with the fonts of the machine.
//!
//! resvg draws a missing glyph as an empty box. It asks [`Fonts`] for another face whenever a face lacks a character; where none
//! has it, the result is an error that names the character and a font to install.

mod error;
mod fonts;

pub use error::PngError;
pub use fonts::Fonts;

use resvg::tiny_skia::{Pixmap, Transform};

use super::scene::Scene;
use super::svg::{SvgTarget, svg};

/// The most pixels of a picture. They take 256 MB of memory.
const MAX_PIXELS: f64 = 64e6;

/// Draws a scene as PNG on a light background. `scale` is the number of pixels in the file for each pixel of the scene: 1, or 2
/// for print and for screens of high resolution.
///
/// # Errors
/// [`PngError`] when no font has a character, or the picture is too large, or resvg fails.
pub fn png(scene: &Scene, scale: f32, fonts: &Fonts) -> Result<Vec<u8>, PngError> {
    let size = |length: f64| (length * f64::from(scale)).ceil();
    let (width, height) = (size(scene.width), size(scene.height));
    let is_drawable = width >= 1.0 && height >= 1.0 && width * height <= MAX_PIXELS;
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
