//! Names without a flag: `payband benchmark "Cloud Architect" Shanghai`.

use clap_complete::engine::ArgValueCompleter;

use super::cells::CellArgs;
use super::completion_candidates;
use super::failure::Failure;

/// A role and a city without their flags. Beside `--role`, one name is the city.
///
/// The command that has them must not require `--role` unless `name` is absent.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "What to price")]
pub(super) struct NameArgs {
    /// Role, as with --role; beside --role, the city.
    #[arg(value_name = "ROLE", add = ArgValueCompleter::new(completion_candidates::roles_and_cities))]
    name: Option<String>,
    /// City, as with --city.
    #[arg(value_name = "CITY", add = ArgValueCompleter::new(completion_candidates::cities))]
    second: Option<String>,
}

impl NameArgs {
    /// The same cells with these names among them.
    ///
    /// # Errors
    /// Wrong usage where a name without a flag has no place left.
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
