//! The imprint of a page.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::page::Imprint;

/// The date, and the versions of program and pack, for a page.
pub(in crate::cli) fn imprint(context: &Context) -> Result<Imprint, Failure> {
    let pack = context.pack.descriptor()?;
    let overlays = if context.pack.has_overlays() { ", with overlays" } else { "" };
    Ok(Imprint {
        on: context.console.today()?,
        program: format!("payband {}", env!("CARGO_PKG_VERSION")),
        pack: format!("{} {}{overlays}", pack.name, pack.version),
    })
}
