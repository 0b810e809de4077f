//! Writes a scene as SVG: a file of its own, or a part of an HTML page that takes its colours from the page.
//!
//! Primitives have classes, and one set of rules styles both. A file contains the rules with the light colours in place of custom
//! properties, because not every SVG reader supports these.

use std::fmt::Write as _;

use super::scene::{Anchor, Primitive, Scene, TextLine};
use crate::xml::is_noncharacter;

/// The style sheet of an HTML page with charts: light, dark where the reader prefers that, and light in print. A page with another
/// background sets `--figure-paper` to its colour.
pub const STYLESHEET: &str = concat!(
    ".figure {\n  max-width: 100%;\n  height: auto;\n",
    include_str!("light.css"),
    "}\n@media (prefers-color-scheme: dark) { .figure {\n",
    include_str!("dark.css"),
    "} }\n@media print { .figure {\n",
    include_str!("light.css"),
    "} }\n",
    include_str!("primitives.css"),
);

const LIGHT: &str = include_str!("light.css");
const RULES: &str = include_str!("primitives.css");

/// The document that an SVG is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SvgTarget<'a> {
    /// A file of its own, with colours, fonts and a light background.
    File,
    /// An HTML page with [`STYLESHEET`].
    Page {
        /// The start of the ids of its title and description, unique in the page. Characters other than ASCII letters, digits,
        /// `-` and `_` become `-`.
        id: &'a str,
    },
}

/// Writes a scene as SVG. Equal scenes give equal bytes. Positions are rounded to hundredths of a pixel.
#[must_use]
pub fn svg(scene: &Scene, target: SvgTarget) -> String {
    let (width, height) = (number(scene.width), number(scene.height));
    let id = match target {
        SvgTarget::File => "figure".to_owned(),
        SvgTarget::Page { id } => {
            id.chars().map(|c| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '-' }).collect()
        }
    };
    let mut out = String::with_capacity(4096);
    let declaration = if target == SvgTarget::File { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" } else { "" };
    let namespace = if target == SvgTarget::File { " xmlns=\"http://www.w3.org/2000/svg\"" } else { "" };
    let mut named = format!("{id}-title");
    if !scene.description.is_empty() {
        let _ = write!(named, " {id}-description");
    }
    let _ = writeln!(
        out,
        "{declaration}<svg{namespace} class=\"figure\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"{named}\">"
    );
    let _ = writeln!(out, "<title id=\"{id}-title\">{}</title>", escaped(&scene.title));
    if !scene.description.is_empty() {
        let _ = writeln!(out, "<desc id=\"{id}-description\">{}</desc>", escaped(&scene.description));
    }
    if target == SvgTarget::File {
        let _ = writeln!(out, "<style>\n{}</style>", standalone_rules());
    }
    let _ = writeln!(out, "<rect class=\"figure-paper\" width=\"{width}\" height=\"{height}\"/>");
    for primitive in &scene.primitives {
        out.push_str(&element(primitive));
        out.push('\n');
    }
    out.push_str("</svg>\n");
    out
}

fn element(primitive: &Primitive) -> String {
    match primitive {
        Primitive::Rect(area, style) => format!(
            "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            style.class(),
            number(area.left),
            number(area.top),
            number(area.width),
            number(area.height)
        ),
        Primitive::Line(from, to, style) => format!(
            "<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            style.class(),
            number(from.0),
            number(from.1),
            number(to.0),
            number(to.1)
        ),
        Primitive::Circle((x, y), radius, style) => {
            format!(
                "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                style.class(),
                number(*x),
                number(*y),
                number(*radius)
            )
        }
        Primitive::Polygon(corners, style) => {
            let corners: Vec<String> = corners.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
            format!("<polygon class=\"{}\" points=\"{}\"/>", style.class(), corners.join(" "))
        }
        Primitive::Text(text) => text_element(text),
    }
}

fn text_element(text: &TextLine) -> String {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    format!(
        "<text class=\"{}\" x=\"{}\" y=\"{}\"{anchor}>{}</text>",
        text.style.class(),
        number(text.x),
        number(text.y),
        escaped(&text.text)
    )
}

/// The rules with the light colours in place of the custom properties.
fn standalone_rules() -> String {
    let mut rules = RULES.to_owned();
    for line in LIGHT.lines() {
        if let Some((name, value)) = line.trim().trim_end_matches(';').split_once(": ") {
            rules = rules.replace(&format!("var({name})"), value);
        }
    }
    rules
}

/// A length, rounded to hundredths of a pixel; 0 where it is not finite.
fn number(length: f64) -> String {
    let rounded = (length * 100.0).round() / 100.0;
    if !rounded.is_finite() || rounded == 0.0 {
        return "0".to_owned();
    }
    format!("{rounded}")
}

/// Text for XML 1.0: markup is escaped, and characters that XML forbids are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            forbidden if forbidden.is_control() || is_noncharacter(forbidden) => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::scene::DrawStyle;

    #[test]
    fn markup_is_escaped_and_what_xml_forbids_is_left_out() {
        assert_eq!(escaped("R&D <b> \"x\""), "R&amp;D &lt;b&gt; &quot;x&quot;");
        assert_eq!(escaped("a\u{1b}[2J\u{0}b\u{ffff}c\u{fffe}\u{fdd0}\u{1ffff}\td"), "a[2Jbc d");
        assert_eq!(escaped("医疗云"), "医疗云");
    }

    #[test]
    fn lengths_are_short_and_never_nan() {
        assert_eq!(number(12.3456), "12.35");
        assert_eq!(number(-0.001), "0");
        assert_eq!(number(f64::NAN), "0");
        assert_eq!(number(640.0), "640");
    }

    #[test]
    fn a_file_needs_no_custom_property_and_a_page_only_those_of_the_sheet() {
        let rules = standalone_rules();
        assert!(!rules.contains("var("), "{rules}");
        for property in RULES.split("var(").skip(1).filter_map(|rest| rest.split(')').next()) {
            for (name, colours) in [("light", LIGHT), ("dark", include_str!("dark.css"))] {
                assert!(colours.contains(&format!("{property}: ")), "{name} has no {property}");
            }
        }
    }

    /// The relative luminance of a colour of the style sheet, from 0 to 1, as WCAG defines it.
    fn luminance(sheet: &str, name: &str) -> f64 {
        let hex = sheet.split(&format!("--figure-{name}: #")).nth(1).unwrap();
        let channel = |at: usize| {
            let share = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
    }

    #[test]
    fn words_and_marks_can_be_read_and_series_told_apart_without_colour() {
        for sheet in [LIGHT, include_str!("dark.css")] {
            let contrast = |one: &str, other: &str| {
                let (one, other) = (luminance(sheet, one) + 0.05, luminance(sheet, other) + 0.05);
                one.max(other) / one.min(other)
            };
            let pairs = [
                ("ink", "paper", 7.0),
                ("quiet", "paper", 4.5),
                ("first", "paper", 3.0),
                ("second", "paper", 3.0),
                ("first", "second", 2.0),
                // The mid stands on a gap of paper, and dashes on a tint.
                ("mid", "paper", 3.0),
                ("first", "tint", 3.0),
                ("base", "paper", 3.0),
            ];
            for (one, other, least) in pairs {
                let reached = contrast(one, other);
                assert!(reached >= least, "{one} on {other}: {reached:.2} < {least}");
            }
        }
    }

    #[test]
    fn the_sheet_has_the_sizes_that_texts_are_measured_in() {
        // Of all rules that name a class, the last one with the property counts.
        let declared = |class: &str, property: &str| {
            let rules = RULES.lines().filter_map(|line| line.split_once('{'));
            let naming = rules.filter(|(selectors, _)| {
                selectors.trim() == ".figure text"
                    || selectors.split(',').any(|one| one.trim().ends_with(&format!(".{class}")))
            });
            let values = naming.filter_map(|(_, body)| body.split(&format!("{property}: ")).nth(1));
            values.filter_map(|rest| rest.split([';', '}']).next()).next_back().map(str::trim)
        };
        let inks = [
            DrawStyle::Title,
            DrawStyle::Subtitle,
            DrawStyle::Heading,
            DrawStyle::GroupHeading,
            DrawStyle::Label,
            DrawStyle::Value,
            DrawStyle::Strong,
            DrawStyle::Tick,
            DrawStyle::Note,
        ];
        for style in inks {
            let face = style.face();
            assert_eq!(declared(style.class(), "font-size"), Some(format!("{}px", face.size).as_str()), "{style:?}");
            assert_eq!(declared(style.class(), "font-weight") == Some("700"), face.bold, "{style:?}");
            assert!(face.size >= 11.0, "{style:?} cannot be read");
        }
    }
}
