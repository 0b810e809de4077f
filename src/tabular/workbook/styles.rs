//! The number formats of a workbook's cells.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::Event;

use super::error::WorkbookError;
use super::number_format::NumberFormat;
use super::package::Package;
use super::xml::{Xml, attribute, attribute_text};
use crate::tabular::limits::MAX_STYLES;

/// The number format of each cell style.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// For each style the index of its format.
    styles: Vec<usize>,
    formats: Vec<NumberFormat>,
    codes: Vec<String>,
}

impl Styles {
    pub(super) fn read(package: &mut Package<'_>, name: Option<&str>) -> Result<Self, WorkbookError> {
        let Some(part) = package.part(name.unwrap_or("xl/styles.xml"))? else { return Ok(Styles::default()) };
        let (mut xml, mut is_cell_style) = (Xml::new(part), false);
        let mut own: HashMap<u32, String> = HashMap::new();
        let mut ids: Vec<u32> = Vec::new();
        loop {
            match xml.next()? {
                Event::Start(tag) | Event::Empty(tag) => {
                    let attributes = tag.attributes_raw();
                    let id = || attribute(attributes, "numFmtId").and_then(|id| id.parse().ok());
                    match tag.local_name().as_ref() {
                        "numFmt" if own.len() < MAX_STYLES => {
                            if let (Some(id), Some(code)) = (id(), attribute_text(attributes, "formatCode")) {
                                let code = if NumberFormat::is_too_long(&code) { "General".to_owned() } else { code };
                                own.insert(id, code);
                            }
                        }
                        "cellXfs" => is_cell_style = true,
                        "xf" if is_cell_style && ids.len() < MAX_STYLES => ids.push(id().unwrap_or_default()),
                        _ => {}
                    }
                }
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => is_cell_style = false,
                Event::End(tag) if tag.local_name().as_ref() == "styleSheet" => break,
                Event::Eof => break,
                _ => {}
            }
        }
        let mut places: HashMap<u32, usize> = HashMap::new();
        let mut styles = Styles::default();
        for id in ids {
            let place = *places.entry(id).or_insert_with(|| {
                let code = own.get(&id).map_or_else(|| built_in(id), String::as_str);
                styles.formats.push(NumberFormat::parse(code));
                styles.codes.push(code.to_owned());
                styles.formats.len() - 1
            });
            styles.styles.push(place);
        }
        Ok(styles)
    }

    /// The format of a style, and its index.
    pub(super) fn format(&self, style: usize) -> Option<(usize, &NumberFormat)> {
        let place = *self.styles.get(style)?;
        Some((place, self.formats.get(place)?))
    }

    /// The codes of the formats, by their indexes.
    pub(super) fn codes(&self) -> Arc<[String]> {
        self.codes.clone().into()
    }
}

/// The code of a format that need not be listed (ECMA-376, 18.8.30). Those that depend on the country, such as 5 to 8 and 42, are
/// without a sign of a currency.
fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 5 | 6 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 7 | 8 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy\\-mm\\-dd",
        18..=21 | 32..=35 | 45 | 47 | 55 | 56 => "h:mm:ss",
        22 => "yyyy\\-mm\\-dd\\ h:mm",
        46 => "[h]:mm:ss",
        49 => "@",
        _ => "General",
    }
}
