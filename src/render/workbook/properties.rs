//! The document properties of a workbook.

use jiff::civil::Date;
use rust_xlsxwriter as xlsx;

use crate::xml::without_noncharacters;

/// The document properties of a workbook.
#[derive(Debug, Clone, Default)]
pub struct Properties {
    /// The title.
    pub title: String,
    /// The program, the pack and its version, in one line.
    pub comment: String,
    /// The creation date.
    pub created: Date,
}

/// The properties for the writer.
pub(super) fn properties_of(properties: &Properties) -> xlsx::DocProperties {
    xlsx::DocProperties::new()
        .set_title(without_noncharacters(&properties.title).as_ref())
        .set_author("payband")
        .set_comment(without_noncharacters(&properties.comment).as_ref())
        .set_creation_datetime(&properties.created)
}
