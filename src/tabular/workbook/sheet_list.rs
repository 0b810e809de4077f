//! The sheets of a workbook, and the parts that hold them.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::error::WorkbookError;
use super::package::Package;
use super::xml::{CUT_OFF, Xml, attribute, attribute_text};
use crate::tabular::limits::MAX_SHEETS;

/// A sheet with cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) is_visible: bool,
    /// The part of its cells; `None` for a sheet that has none, such as a chart.
    pub(super) part: Option<String>,
}

/// The structure of a workbook.
#[derive(Debug)]
pub(super) struct SheetList {
    pub(super) sheets: Vec<Sheet>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
    pub(super) strings_part: Option<String>,
    pub(super) styles_part: Option<String>,
}

/// A part that another part refers to.
struct Relationship {
    /// The last segment of the type: `worksheet`, `styles`.
    kind: String,
    part: String,
}

impl SheetList {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, WorkbookError> {
        let workbook = relationships(package, "_rels/.rels", "")?
            .into_values()
            .find(|relationship| relationship.kind == "officeDocument" && package.has(&relationship.part))
            .map_or_else(|| "xl/workbook.xml".to_owned(), |relationship| relationship.part);
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let related = relationships(package, &joined(folder, &format!("_rels/{file}.rels")), folder)?;
        let part_of = |kind: &str| related.values().find(|found| found.kind == kind).map(|found| found.part.clone());
        let (strings_part, styles_part) = (part_of("sharedStrings"), part_of("styles"));
        let Some(part) = package.part(&workbook)? else {
            return Err(WorkbookError::Damaged("it has no list of sheets"));
        };
        let (mut xml, mut sheets, mut is_1904) = (Xml::new(part), Vec::new(), false);
        loop {
            match xml.next()? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "sheet" => {
                        if sheets.len() == MAX_SHEETS {
                            return Err(WorkbookError::TooLarge("it has more than 10,000 sheets"));
                        }
                        let attributes = tag.attributes_raw();
                        let target = attribute(attributes, "id").and_then(|id| related.get(id));
                        sheets.push(Sheet {
                            name: attribute_text(attributes, "name").unwrap_or_default(),
                            is_visible: !attribute(attributes, "state").is_some_and(|state| state.ends_with("idden")),
                            part: target.filter(|target| target.kind == "worksheet").map(|target| target.part.clone()),
                        });
                    }
                    "workbookPr" => {
                        is_1904 = matches!(attribute(tag.attributes_raw(), "date1904"), Some("1" | "true" | "on"));
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "workbook" => break,
                Event::Eof => return Err(CUT_OFF),
                _ => {}
            }
        }
        Ok(SheetList { sheets, is_1904, strings_part, styles_part })
    }
}

/// The parts that a part refers to, by their ids. `folder` is that of the part.
fn relationships(
    package: &mut Package<'_>,
    name: &str,
    folder: &str,
) -> Result<HashMap<String, Relationship>, WorkbookError> {
    let mut found = HashMap::new();
    let Some(part) = package.part(name)? else { return Ok(found) };
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Relationship" => {
                let attributes = tag.attributes_raw();
                let of = |name| attribute_text(attributes, name);
                let (Some(id), Some(kind), Some(target)) = (of("Id"), of("Type"), of("Target")) else { continue };
                if found.len() == MAX_SHEETS {
                    return Err(WorkbookError::TooLarge("it has more than 10,000 parts"));
                }
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                found.insert(id, Relationship { kind, part: joined(folder, &target) });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The name of a part that is given relative to a folder, or from the root where it begins with a slash.
fn joined(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(target) => target.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut segments = Vec::new();
    for segment in whole.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}
