//! `payband pack`: list, show, check and export packs.

use std::fs;
use std::path::PathBuf;

use clap::{Subcommand, ValueHint};
use clap_complete::engine::ArgValueCandidates;

use super::completion_candidates;
use super::context::Context;
use super::destination::{require_no_table, write_folder};
use super::failure::Failure;
use super::output::OutputArgs;
use super::stdout::write_stdout;
use crate::names;
use crate::pack::{Pack, check, is_overlay_folder, warnings};
use crate::views;

/// List, show, check and export the pack: the tables that prices are computed from.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the tables of the pack with their numbers of rows
    List(ListArgs),
    /// Show the rows of a table, or the rows with a key
    Show(ShowArgs),
    /// List every fault of the pack and its overlays with file, line, column, value and remedy
    Check(CheckArgs),
    /// Copy the tables of the pack into a folder, to read them or to begin a pack of your own
    Export(ExportArgs),
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband pack show salaries
  payband pack show levels senior
  payband --overlay ./ours pack show geo_differentials")]
struct ShowArgs {
    /// Name of the table, as `pack list` shows it.
    #[arg(value_name = "TABLE", add = ArgValueCandidates::new(completion_candidates::tables))]
    table: String,
    /// Value of the first key column of the rows to show.
    #[arg(value_name = "KEY")]
    key: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// Folder of the pack to check, together with the overlays in use; or of an overlay [default: the pack in use].
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct ExportArgs {
    /// Folder to write to; created if it does not exist.
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    /// Overwrite existing files.
    #[arg(long)]
    force: bool,
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        match &self.command {
            Command::List(args) => args.output.print(context, "pack list", views::pack_tables(&context.pack)?),
            Command::Show(args) => args.run(context),
            Command::Check(args) => args.run(context),
            Command::Export(args) => args.run(context),
        }
    }
}

impl ShowArgs {
    fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let Some(table) = Pack::table_names().find(|name| *name == self.table) else {
            let all: Vec<&str> = Pack::table_names().collect();
            return Err(Failure::failed(anyhow::anyhow!("no table is called \"{}\"", self.table))
                .hint(format!("the tables are {}", all.join(", "))));
        };
        let answer = views::table_rows(pack, table, self.key.as_deref())?;
        if let (Some(key), true) = (&self.key, answer.table.rows.is_empty()) {
            return Err(Failure::failed(anyhow::anyhow!("{table} has no row \"{key}\""))
                .hint(format!("`payband pack show {table}` lists them")));
        }
        self.output.print(context, "pack show", answer)
    }
}

impl CheckArgs {
    fn run(&self, context: &Context) -> Result<(), Failure> {
        let other;
        let pack = match &self.folder {
            None => &context.pack,
            Some(folder) => {
                let named = if is_overlay_folder(folder) {
                    let name = folder.display();
                    context.console.message(&format!(
                        "note: {name} looks like an overlay and is checked as one (`payband --overlay {name} pack check`)"
                    ));
                    context.pack.overlaid(folder)?
                } else {
                    context.pack.rebased(folder)?
                };
                other = named.as_of(context.console.about_today()?);
                &other
            }
        };
        let mut found = check(pack);
        if found.is_empty() {
            found.extend(names::collisions(pack)?);
            for warning in warnings(pack)? {
                context.console.message(&format!("warning: {warning}\n  {}", warning.remedy));
            }
        }
        if found.is_empty() {
            let descriptor = pack.descriptor()?;
            let tables = Pack::table_names().count();
            return write_stdout(
                format!("{} {}: {tables} tables are sound\n", descriptor.name, descriptor.version).as_bytes(),
            );
        }
        let mut text = String::new();
        for error in &found {
            text.push_str(&format!("{error}\n  {}\n", error.remedy));
        }
        write_stdout(text.as_bytes())?;
        let (count, noun) = (found.len(), if found.len() == 1 { "problem" } else { "problems" });
        Err(Failure::failed(anyhow::anyhow!("the pack has {count} {noun}")))
    }
}

impl ExportArgs {
    fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        for table in pack.paths().iter().filter(|table| !table.is_overlay) {
            if fs::symlink_metadata(&table.path).is_ok_and(|found| found.is_symlink()) {
                let path = table.path.display();
                return Err(Failure::failed(anyhow::anyhow!(
                    "{path} is a link, and only files of the pack are copied"
                ))
                .hint("put a copy of the file in its place"));
            }
        }
        let files = pack.files()?;
        if pack.has_overlays() {
            context.console.message("note: the pack itself is copied, without its overlays");
        }
        let is_there = |name: &str| fs::symlink_metadata(self.folder.join(name)).is_ok();
        if !self.force
            && let Some((name, _)) = files.iter().find(|(name, _)| is_there(name))
        {
            return Err(Failure::failed(anyhow::anyhow!("{} is there already", self.folder.join(name).display()))
                .hint("choose another folder, or add --force to overwrite"));
        }
        for (name, _) in &files {
            require_no_table(pack, &self.folder.join(name))?;
        }
        let files: Vec<_> = files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        write_folder(&self.folder, &files)?;
        context.console.message(&format!("{} files written to {}", files.len(), self.folder.display()));
        Ok(())
    }
}
