//! Role and city as positional arguments: `payband benchmark "Cloud Architect" Shanghai`.

use clap_complete::engine::ArgValueCompleter;

use super::cells::CellArgs;
use super::completion_candidates;
use super::failure::Failure;

/// A role and a city as positional arguments. With `--role`, the only positional argument is the city.
///
/// A command with these arguments must require `--role` only when `name` is absent.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "What to price")]
pub(super) struct PositionalArgs {
    /// Role, as with --role; if --role is given, the city.
    #[arg(value_name = "ROLE", add = ArgValueCompleter::new(completion_candidates::roles_and_cities))]
    name: Option<String>,
    /// City, as with --city.
    #[arg(value_name = "CITY", add = ArgValueCompleter::new(completion_candidates::cities))]
    second: Option<String>,
}

impl PositionalArgs {
    /// The cells with these names added.
    ///
    /// # Errors
    /// A usage error when role and city are given already.
    pub(super) fn added_to(&self, cells: &CellArgs) -> Result<CellArgs, Failure> {
        let given = match (cells.role.is_empty(), cells.city.is_empty()) {
            (false, false) => "--role and --city are given",
            (true, false) => "--city is given",
            _ => "--role is given, and one name beside it is the city",
        };
        let mut cells = cells.clone();
        let mut names = self.name.iter().chain(&self.second);
        if cells.role.is_empty() {
            cells.role.extend(names.next().cloned());
        }
        if cells.city.is_empty() {
            cells.city.extend(names.next().cloned());
        }
        match names.next() {
            None => Ok(cells),
            Some(name) => Err(Failure::usage(format!("\"{name}\" is one name too many: {given}"))
                .hint("write a role and a city without flags, or each with its flag; a flag may be repeated")),
        }
    }
}
