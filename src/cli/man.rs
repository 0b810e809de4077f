//! `payband man`: manual pages.

use std::path::PathBuf;

use clap::ValueHint;

use super::context::Context;
use super::failure::Failure;
use super::output::destination::write_folder;
use super::output::file_id::resolve_links;
use super::output::stdout::write_stdout;
use crate::names::nearest_hint;

/// Manual pages, with the same text as --help.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband man | man -l -
  payband man benchmark | man -l -
  payband man --output ~/.local/share/man/man1")]
pub(super) struct Args {
    /// The command whose page to print [default: payband itself].
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write every page into this folder instead of printing one.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    output: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pages = pages((context.help_grammar)(false))?;
        if let Some(folder) = &self.output {
            let files: Vec<_> = pages.into_iter().map(|(name, page)| (format!("{name}.1"), page)).collect();
            write_folder(&resolve_links(folder), &files)?;
            context.console.message(&format!("{} pages written to {}", files.len(), folder.display()));
            return Ok(());
        }
        let wanted = match &self.command {
            Some(command) => format!("payband-{}", command.trim().replace(' ', "-")),
            None => "payband".to_owned(),
        };
        match pages.iter().find(|(name, _)| *name == wanted) {
            Some((_, page)) => write_stdout(page),
            None => {
                let known: Vec<&str> = pages.iter().filter_map(|(name, _)| name.strip_prefix("payband-")).collect();
                let command = self.command.as_deref().unwrap_or_default();
                Err(Failure::usage(format!("no command is called \"{command}\""))
                    .hint_from(nearest_hint(command, known.iter().copied()))
                    .hint(format!("the commands with a page are {}", known.join(", "))))
            }
        }
    }
}

/// Every page with its name; the first is that of the program itself.
fn pages(grammar: clap::Command) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut root = grammar.disable_help_subcommand(true);
    root.build();
    let mut out = Vec::new();
    collect(&root, "payband", &mut out)?;
    Ok(out)
}

fn collect(command: &clap::Command, name: &str, out: &mut Vec<(String, Vec<u8>)>) -> Result<(), Failure> {
    let titled = command.clone().name(name.to_owned()).version(env!("CARGO_PKG_VERSION"));
    let mut page = Vec::new();
    clap_mangen::Man::new(titled).render(&mut page).map_err(Failure::failed)?;
    out.push((name.to_owned(), page));
    for inner in command.get_subcommands() {
        collect(inner, &format!("{name}-{}", inner.get_name()), out)?;
    }
    Ok(())
}
