//! `payband pack`: list, show, check, begin, extend and export packs.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueHint};
use clap_complete::engine::ArgValueCandidates;

use super::context::Context;
use super::failure::Failure;
use super::names::completion_candidates;
use super::output::args::OutputArgs;
use super::output::destination::{require_no_table, write_folder};
use super::output::stdout::write_stdout;
use crate::names::{self, one_of};
use crate::pack::{Pack, check, is_overlay_folder, skeleton, warnings, with_tables};
use crate::shell::shell_quoted;
use crate::views;

/// List, show, check, begin, extend and export packs: the tables that prices are computed from.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: PackCommand,
}

#[derive(Debug, Subcommand)]
enum PackCommand {
    /// List the bundled packs and overlays and the pack in use: market, date, what they hold
    List(ListArgs),
    /// List the tables of the pack, or show the rows of one
    Show(ShowArgs),
    /// List every fault of the pack and its overlays with file, line, column, value and remedy
    Check(CheckArgs),
    /// Begin a pack of your own: a descriptor and the tables that it needs
    New(NewArgs),
    /// Add tables to a pack of your own
    Add(AddArgs),
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
  payband pack show
  payband pack show salaries
  payband pack show levels senior
  payband --overlay ./ours pack show geo_differentials")]
struct ShowArgs {
    /// Name of the table [default: a list of the tables].
    #[arg(value_name = "TABLE", add = ArgValueCandidates::new(completion_candidates::tables))]
    table: Option<String>,
    /// Value of the first key column of the rows to show.
    #[arg(value_name = "KEY")]
    key: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// Name or folder of the pack to check, together with the overlays in use; or folder of an overlay [default: the pack in use].
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  payband pack new ours --title \"Clinics in Germany\"")]
struct NewArgs {
    /// Folder to make. Its name is the name of the pack.
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    /// Title of the pack for people [default: the name of the folder].
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  payband pack add ours levels cities geo_differentials")]
struct AddArgs {
    /// Folder of the pack.
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    /// Tables to add. A file that is there already is not changed.
    #[arg(value_name = "TABLE", required = true, add = ArgValueCandidates::new(completion_candidates::tables))]
    tables: Vec<String>,
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
            PackCommand::List(args) => args.run(context),
            PackCommand::Show(args) => args.run(context),
            PackCommand::Check(args) => args.run(context),
            PackCommand::New(args) => args.run(context),
            PackCommand::Add(args) => args.run(context),
            PackCommand::Export(args) => args.run(context),
        }
    }
}

impl ListArgs {
    fn run(&self, context: &Context) -> Result<(), Failure> {
        let mut packs = Vec::new();
        for name in Pack::bundled_names() {
            packs.push(Pack::open(Some(Path::new(name)), &[] as &[&Path])?);
        }
        let own = context.pack.without_overlays();
        let in_use = if own.is_bundled() {
            let name = &own.descriptor()?.name;
            Pack::bundled_names().position(|bundled| bundled == name)
        } else {
            packs.push(own);
            None
        };
        let in_use = in_use.unwrap_or(packs.len().saturating_sub(1));
        let mut overlays = Vec::new();
        for name in Pack::bundled_overlays() {
            overlays.push((name, Pack::open(None, &[Path::new(name)])?));
        }
        self.output.print(context, "pack list", views::packs(&packs, in_use, &overlays, &context.pack)?)
    }
}

impl NewArgs {
    fn run(&self, context: &Context) -> Result<(), Failure> {
        let shown = self.folder.display();
        if fs::symlink_metadata(&self.folder).is_ok() {
            return Err(Failure::failed(anyhow::anyhow!("{shown} is there already"))
                .hint("choose another folder; `payband pack add DIR TABLE` adds tables to a pack"));
        }
        let folder_name = self.folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let name = pack_name(&folder_name);
        let title = self.title.as_deref().unwrap_or(&folder_name);
        let files: Vec<_> = skeleton(&name, title)?.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        write_folder(&self.folder, &files)?;
        let named = if name == folder_name { String::new() } else { format!(" (its name is {name})") };
        let argument = shell_quoted(&shown.to_string());
        context.console.message(&format!(
            "{shown}{named}: fill in roles.csv and salaries.csv, then `payband pack check {argument}`"
        ));
        Ok(())
    }
}

/// The name of a pack in a folder: its letters and digits in lower case, with hyphens between.
fn pack_name(folder: &str) -> String {
    let words = folder.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if name.is_empty() { "pack".to_owned() } else { name }
}

impl AddArgs {
    fn run(&self, context: &Context) -> Result<(), Failure> {
        let mut tables = Vec::new();
        for wanted in &self.tables {
            let table = known_table(wanted)?;
            let path = self.folder.join(format!("{table}.csv"));
            if fs::symlink_metadata(&path).is_err() && !tables.contains(&table) {
                tables.push(table);
            }
        }
        let path = self.folder.join("datapackage.json");
        let descriptor = fs::read_to_string(&path).map(without_byte_order_mark).map_err(|error| {
            Failure::failed(error)
                .context(format!("cannot read {}", path.display()))
                .hint("name the folder of a pack; `payband pack new DIR` makes one")
        })?;
        let listed: Vec<&str> = self.tables.iter().map(|table| known_table(table)).collect::<Result<_, _>>()?;
        let files = with_tables(&descriptor, &listed)?;
        let is_new = |name: &str| name.strip_suffix(".csv").is_none_or(|table| tables.contains(&table));
        let files: Vec<_> =
            files.into_iter().filter(|(name, _)| is_new(name)).map(|(name, text)| (name, text.into_bytes())).collect();
        write_folder(&self.folder, &files)?;
        context.console.message(&match tables.as_slice() {
            [] => {
                format!("{}: the files are there already; their schemas are in the descriptor", self.folder.display())
            }
            added => format!("{}: added {}", self.folder.display(), added.join(", ")),
        });
        Ok(())
    }
}

/// A text without the byte order mark that some editors write.
fn without_byte_order_mark(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    text
}

/// The table of a name.
fn known_table(name: &str) -> Result<&'static str, Failure> {
    let wanted = name.strip_suffix(".csv").unwrap_or(name);
    let all: Vec<&str> = Pack::table_names().collect();
    one_of("table", wanted, all.iter().copied())
        .map_err(|error| Failure::of_list(error, format!("the tables are {}", all.join(", "))))
}

impl ShowArgs {
    fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let Some(table) = &self.table else {
            return self.output.print(context, "pack show", views::pack_tables(pack)?);
        };
        let table = known_table(table)?;
        let answer = views::table_rows(pack, table, self.key.as_deref())?;
        if let (Some(key), true) = (&self.key, answer.table.rows.is_empty()) {
            return Err(Failure::failed(anyhow::anyhow!("{table} has no row \"{key}\""))
                .hint(format!("`payband pack show {table}` lists them")));
        }
        if answer.table.rows.is_empty() {
            return Err(Failure::failed(anyhow::anyhow!("the pack has no rows of {table}"))
                .hint("`payband pack show` lists the tables that have rows"));
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
                    let name = shell_quoted(&folder.display().to_string());
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
            let tables = pack.own_tables().count();
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
