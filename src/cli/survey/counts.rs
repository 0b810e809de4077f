//! Tables of counts: written for one file, and added to those of others.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::destination::{require_no_table, write_failure};
use crate::cli::output::file_id::{FileId, folder_of, resolve_links};
use crate::cli::output::temporary_file::TemporaryFile;
use crate::money::grouped;
use crate::survey::{CountsError, SurveyCounts};

/// Fails where a table of counts cannot be written to a path. `input` is the file that is counted.
pub(super) fn require_new_table(context: &Context, path: &Path, input: Option<&FileId>) -> Result<(), Failure> {
    require_no_table(&context.pack, path)?;
    if path == Path::new("-") || fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(Failure::usage(format!("--partial {}: give the name of a file", path.display())));
    }
    if input.is_some() && FileId::of(path).as_ref() == input {
        return Err(Failure::usage(format!("--partial {} is the file that is counted", path.display()))
            .hint("name another file"));
    }
    Ok(())
}

/// Writes a table of counts that only its owner may read.
pub(super) fn write_counts(context: &Context, path: &Path, counts: SurveyCounts) -> Result<(), Failure> {
    let failure = |error| write_failure(path, error);
    let rows = counts.rows();
    let target = resolve_links(path);
    let temporary = TemporaryFile::create_in(folder_of(&target)).map_err(failure)?;
    let mut sink = BufWriter::new(temporary.as_file());
    counts.write(&mut sink).map_err(|error| match error {
        CountsError::Io(error) => failure(error),
        other => Failure::failed(other),
    })?;
    sink.flush().map_err(failure)?;
    drop(sink);
    temporary.as_file().sync_all().map_err(failure)?;
    temporary.persist(&target).map_err(failure)?;
    let name = path.display();
    context.console.message(&format!("note: {} rows are counted in {name}", grouped(rows.into(), 0)));
    context.console.message(&format!("warning: {name} holds the pay of single people; only its owner may read it"));
    Ok(())
}

/// Reads tables of counts, and adds them.
pub(super) fn read_counts(context: &Context, paths: &[PathBuf]) -> Result<SurveyCounts, Failure> {
    let mut all: Option<SurveyCounts> = None;
    let mut seen: Vec<FileId> = Vec::new();
    for path in paths {
        let cannot_add = |error: CountsError| {
            let hint = match &error {
                CountsError::NoCounts | CountsError::Version(_) => "make one with --partial",
                CountsError::Differs { name, .. } if name == "pay unit" => {
                    "count all files with the same --pay-currency and --pay-period"
                }
                CountsError::Differs { .. } => "count all files in the same way, and with the same pack",
                CountsError::Line { .. } => "make the table again with --partial",
                CountsError::CountedTwice { .. } => "leave one of the tables out: its rows would count twice",
                CountsError::Io(_) => "name a table of counts that you may read",
            };
            Failure::failed(error).context(format!("{} cannot be added", path.display())).hint(hint)
        };
        let file = File::open(path).map_err(|error| cannot_add(error.into()))?;
        if let Some(id) = FileId::of(path) {
            if seen.contains(&id) {
                return Err(Failure::usage(format!("{} is named twice", path.display()))
                    .hint("name each table once: its rows would count twice"));
            }
            seen.push(id);
        }
        let counts = SurveyCounts::read(BufReader::with_capacity(1 << 17, file)).map_err(cannot_add)?;
        match &mut all {
            Some(all) => all.merge(counts).map_err(cannot_add)?,
            None => all = Some(counts),
        }
    }
    let all = all.ok_or_else(|| Failure::usage("--merge needs a table of counts"))?;
    if let Some(pack) = all.terms.other_pack(&context.pack)? {
        return Err(Failure::failed(anyhow::anyhow!("the tables were made with {pack}, or with other overlays of it"))
            .hint("use the same with --pack and --overlay"));
    }
    Ok(all)
}
