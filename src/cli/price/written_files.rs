//! Checks that the files a run writes are neither its inputs nor each other.

use std::path::{Path, PathBuf};

use super::unmatched;
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::file::input::OpenedInput;
use crate::cli::output::destination::{require_no_table, require_no_table_on_stdout};
use crate::cli::output::file_id::FileId;
use crate::cli::output::stdout;

/// The files that a run writes.
pub(in crate::cli) struct WrittenFiles<'a> {
    /// `-o`; `None` for standard output.
    pub(in crate::cli) rows: Option<&'a Path>,
    /// `--unmatched`.
    pub(in crate::cli) unmatched: Option<&'a Path>,
}

impl WrittenFiles<'_> {
    /// Checks that no file is the input, a table that the prices come from, or the target of two results. Files are compared by
    /// device and inode, whatever their paths.
    ///
    /// # Errors
    /// A wrong usage that names the file; or a failure if an existing table of `--unmatched` cannot be read.
    pub(in crate::cli) fn require_apart(&self, context: &Context, input: &OpenedInput) -> Result<(), Failure> {
        let tables = self.unmatched.map(unmatched::paths).unwrap_or_default();
        let named = self.rows.map(Path::to_owned).into_iter().chain(tables.iter().cloned());
        for path in named {
            if input.id.is_some() && FileId::of(&path) == input.id {
                return Err(Failure::usage(format!("{} is the input itself", path.display()))
                    .hint("name another file to write to"));
            }
        }
        if self.rows.is_none() {
            stdout::require_open()?;
            if input.id.is_some() && FileId::of_stdout() == input.id {
                return Err(
                    Failure::usage("standard output is the input itself").hint("write to another file, or use -o")
                );
            }
        }
        self.require_one_file_each(&tables)?;
        match self.rows {
            Some(path) => require_no_table(&context.pack, path)?,
            None => require_no_table_on_stdout(&context.pack)?,
        }
        if let Some(path) = self.unmatched {
            unmatched::require_usable(context, path)?;
        }
        Ok(())
    }

    fn require_one_file_each(&self, tables: &[PathBuf]) -> Result<(), Failure> {
        let rows = match self.rows {
            Some(path) => FileId::of(path),
            None => FileId::of_stdout(),
        };
        let ids: Vec<FileId> = tables.iter().filter_map(|path| FileId::of(path)).collect();
        if rows.is_some_and(|rows| ids.contains(&rows)) {
            return Err(Failure::usage("the rows and the unmatched names would go into the same file")
                .hint("name another file with --unmatched"));
        }
        if ids.iter().enumerate().any(|(at, id)| ids.iter().skip(at + 1).any(|other| other == id)) {
            return Err(Failure::usage("two tables of --unmatched would go into the same file")
                .hint("name another folder with --unmatched"));
        }
        Ok(())
    }
}
