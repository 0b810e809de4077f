//! The fonts of the machine, and the choice of a face for each character.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use resvg::usvg;
use resvg::usvg::fontdb::{Database, FaceInfo, Family, ID, Query, Stretch, Style, Weight};
use skrifa::{FontRef, MetadataProvider};

use super::error::PngError;

/// The preferred sans serif families: those of the style sheet, then common ones.
const FAMILIES: &[&str] = &[
    "Noto Sans",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "Segoe UI",
    "Helvetica Neue",
    "Arial",
    "Liberation Sans",
    "DejaVu Sans",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Hiragino Sans GB",
    "SimHei",
];

/// A database of fonts.
#[derive(Debug, Clone)]
pub struct Fonts {
    database: Arc<Database>,
}

impl Fonts {
    /// Loads the installed fonts. This takes a few milliseconds for ten families, and most of a second for a thousand: call it
    /// once, and only for a PNG.
    #[must_use]
    pub fn system() -> Fonts {
        let mut database = Database::new();
        database.load_system_fonts();
        Fonts { database: Arc::new(database) }
    }

    #[cfg(test)]
    pub(super) fn none() -> Fonts {
        Fonts { database: Arc::new(Database::new()) }
    }

    /// Whether there is no font.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.database.is_empty()
    }

    /// Reads an SVG, with a face for every text.
    pub(super) fn tree(&self, svg: &str) -> Result<usvg::Tree, PngError> {
        if self.is_empty() {
            return Err(PngError::NoFont);
        }
        let missing = Mutex::new(BTreeSet::new());
        let has_no_base = AtomicBool::new(false);
        let tree = {
            let options = usvg::Options {
                fontdb: Arc::clone(&self.database),
                font_resolver: usvg::FontResolver {
                    select_font: Box::new(|font, database| {
                        let found = base(database, font.weight());
                        if found.is_none() {
                            has_no_base.store(true, Ordering::Relaxed);
                        }
                        found
                    }),
                    select_fallback: Box::new(|character, used, database| {
                        let found = fallback(database, character, used);
                        if found.is_none() {
                            missing.lock().unwrap_or_else(PoisonError::into_inner).insert(character);
                        }
                        found
                    }),
                },
                ..usvg::Options::default()
            };
            usvg::Tree::from_str(svg, &options)?
        };
        let missing = missing.into_inner().unwrap_or_else(PoisonError::into_inner);
        match (has_no_base.into_inner(), missing.is_empty()) {
            (true, _) => Err(PngError::NoFont),
            (false, false) => Err(PngError::NoGlyph(missing)),
            (false, true) => Ok(tree),
        }
    }
}

/// The face for a text, as long as the face has its characters.
fn base(database: &Database, weight: u16) -> Option<ID> {
    let named = FAMILIES.iter().find_map(|family| {
        let families = [Family::Name(family)];
        let weight = Weight(weight);
        database.query(&Query { families: &families, weight, stretch: Stretch::Normal, style: Style::Normal })
    });
    named.filter(|id| has_outline(database, *id, 'a')).or_else(|| best(database, 'a', weight, &[]))
}

/// The face for a character that the faces in use lack, in the weight of the first of them.
fn fallback(database: &Database, character: char, used: &[ID]) -> Option<ID> {
    let weight = used.first().and_then(|id| database.face(*id)).map_or(400, |face| face.weight.0);
    best(database, character, weight, used)
}

/// The best face with a character.
fn best(database: &Database, character: char, weight: u16, used: &[ID]) -> Option<ID> {
    let mut faces: Vec<&FaceInfo> = database.faces().filter(|face| !used.contains(&face.id)).collect();
    faces.sort_by_key(|face| rank(face, weight));
    faces.into_iter().map(|face| face.id).find(|id| has_outline(database, *id, character))
}

/// The rank of a face, the best first: by family, then by style and weight.
fn rank(face: &FaceInfo, weight: u16) -> (usize, bool, bool, u16) {
    let named = |family: &&str| face.families.iter().any(|(name, _)| name == *family);
    let family = FAMILIES.iter().position(named).unwrap_or_else(|| {
        let is_odd = face.monospaced || face.families.iter().any(|(name, _)| name.contains("Serif"));
        FAMILIES.len() + usize::from(is_odd)
    });
    (family, face.style != Style::Normal, face.stretch != Stretch::Normal, face.weight.0.abs_diff(weight))
}

/// Whether a face has an outline for a character. resvg does not draw the bitmaps of some emoji fonts.
fn has_outline(database: &Database, id: ID, character: char) -> bool {
    let drawn = database.with_face_data(id, |data, index| {
        let font = FontRef::from_index(data, index).ok()?;
        let glyph = font.charmap().map(character)?;
        font.outline_glyphs().get(glyph).map(|_| ()).or_else(|| font.color_glyphs().get(glyph).map(|_| ()))
    });
    drawn.flatten().is_some()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use skrifa::instance::{LocationRef, Size};

    use super::*;
    use crate::figure::face::Face;

    #[test]
    fn no_usual_font_is_wider_than_the_layout_reckons() {
        let fonts = Fonts::system();
        let known = |face: &&FaceInfo| {
            let is_named = face.families.iter().any(|(name, _)| FAMILIES.contains(&name.as_str()));
            is_named && face.style == Style::Normal && face.stretch == Stretch::Normal && face.weight <= Weight::BOLD
        };
        let faces: Vec<&FaceInfo> = fonts.database.faces().filter(known).collect();
        if faces.is_empty() {
            assert!(std::env::var_os("CI").is_none_or(|value| value.is_empty()), "no usual font is installed");
            // The test harness swallows what the print macros write, so this goes out directly.
            std::io::stderr().write_all(b"SKIPPED: no usual font is installed, so no width was held to one\n").unwrap();
        }
        let characters = (' '..='~').chain('\u{a1}'..='\u{ff}').chain("–—…“”‘’≥≤−≈→←€₩云医，。（）％".chars());
        let mut wider = Vec::new();
        for (info, character) in faces.iter().flat_map(|info| characters.clone().map(move |c| (info, c))) {
            let reckoned = Face { size: 1000.0, bold: info.weight > Weight::MEDIUM }.width(&character.to_string());
            let advance = fonts.database.with_face_data(info.id, |data, index| {
                let font = FontRef::from_index(data, index).ok()?;
                let glyph = font.charmap().map(character)?;
                font.glyph_metrics(Size::new(1000.0), LocationRef::default()).advance_width(glyph)
            });
            let advance = f64::from(advance.flatten().unwrap_or_default());
            if advance > reckoned {
                wider.push(format!("{character} in {}: {advance} > {reckoned}", info.post_script_name));
            }
        }
        assert!(wider.is_empty(), "{wider:#?}");
    }
}
