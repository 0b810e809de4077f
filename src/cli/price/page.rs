//! The page of `price -o FILE.html`: where the pay of the file stands, instead of the rows.

use std::path::Path;

use crate::answer::Answer;
use crate::brief;
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::output::destination::write_file;
use crate::cli::output::imprint::imprint;
use crate::payroll::Tally;
use crate::pricing::Quote;
use crate::render::{PageFormat, page};
use crate::views::SummaryUnit;

/// The counts of a file, and the prices of its cells with their notes and sources.
pub(super) struct PagePrices<'a> {
    /// What messages call the file.
    pub(super) name: &'a str,
    pub(super) tally: &'a Tally,
    pub(super) quotes: &'a [Quote],
    pub(super) about: &'a Answer,
    pub(super) unit: SummaryUnit,
}

/// Writes the page.
///
/// # Errors
/// When the file has no pay that was compared, or the page cannot be written.
pub(super) fn write(context: &Context, path: &Path, prices: &PagePrices<'_>) -> Result<(), Failure> {
    let PagePrices { name, tally, quotes, about, unit } = *prices;
    if tally.cells.values().all(|cell| cell.compared == 0) {
        return Err(nothing_compared(name));
    }
    let file = Path::new(name).file_name().map_or_else(|| name.into(), |file| file.to_string_lossy());
    let made = brief::payroll(&context.pack, &file, tally, quotes, about, unit, imprint(context)?)?;
    write_file(&context.pack, path, &page(&made, PageFormat::Html)?)
}

/// The failure of a picture of a file without pay that was compared.
pub(in crate::cli) fn nothing_compared(name: &str) -> Failure {
    Failure::failed(anyhow::anyhow!("{name}: no pay was compared with the market, so there is nothing to draw"))
        .hint("the messages above say why; `payband price` writes the reason beside each row")
}
