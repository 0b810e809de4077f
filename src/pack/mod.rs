//! The data: a pack is a folder of CSV tables with a descriptor, bundled in the binary or given by the user.
//!
//! Owns reading, overlays, checks and where each row came from. A table is read when it is first asked for and kept.
//! Refuses to price, to match names, or to know what country or industry a pack is about.

mod bundled;
mod cell_cache;
mod cell_columns;
#[cfg(test)]
mod cell_columns_writer;
mod cells;
mod check;
pub mod convention;
pub(crate) mod delimited;
mod descriptor;
mod error;
mod file;
#[cfg(test)]
mod generated;
mod labels;
mod layer;
mod market_cells;
mod near_bundle;
mod overlaid;
mod package;
mod published_cell;
mod ragged;
mod raw;
mod raw_file;
mod record;
mod records;
mod scaffold;
pub mod section;
mod semicolons;
mod spelling;
mod states;
mod table;
mod table_list;
mod tables;
mod text;
mod typed_rows;
pub mod wording_id;
mod writer;

pub use check::{check, warnings};
pub use descriptor::{Descriptor, FieldSchema, TableDescription, TableSchema, table_description};
pub use error::{DataError, Fault};
pub use labels::Labels;
pub use layer::{PackFile, is_overlay_folder};
pub(crate) use market_cells::CellKey;
pub use market_cells::RoleCells;
pub use package::Pack;
pub use published_cell::PublishedCell;
pub use raw::{RawRow, RawRows};
pub use record::{Origin, Record};
pub use records::*;
pub use scaffold::{skeleton, with_tables};
pub(crate) use spelling::{LETTERS_PER_MISTAKE_AMONG_FEW, nearest as nearest_spelling};
pub use table::PackTable;
pub use text::PackText;
pub use writer::{PackAbout, TableText, computed_pack, id_of};
