//! Roles and cities as positional arguments: `payband benchmark "Cloud Architect" Shanghai`.

use clap_complete::engine::ArgValueCompleter;

use super::cells::{CellArgs, Cells};
use super::pricing::PricingArgs;
use crate::cli::failure::Failure;
use crate::cli::names::completion_candidates;
use crate::cli::names::name_list::is_versus;
use crate::cli::names::place_in_role::is_unknown_role;
use crate::cli::names::resolve_places::AllowedCities;
use crate::cli::names::role_or_city::{RoleOrCity, kinds};
use crate::pack::Pack;

/// A role and a city as positional arguments. With `--role`, the only positional argument is the city.
///
/// A command with these arguments must require `--role` only when `name` is absent.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "What to price")]
pub(in crate::cli) struct PositionalArgs {
    /// Role, as with --role; if --role is given, the city.
    #[arg(value_name = "ROLE", add = ArgValueCompleter::new(completion_candidates::roles_and_cities))]
    name: Option<String>,
    /// City, as with --city.
    #[arg(value_name = "CITY", add = ArgValueCompleter::new(completion_candidates::cities))]
    second: Option<String>,
}

impl PositionalArgs {
    /// Resolves the cells with these names added. A city before a role is understood too.
    ///
    /// # Errors
    /// As for [`CellArgs::resolve`]; a usage error when role and city are given already.
    pub(in crate::cli) fn resolve(
        &self,
        pack: &Pack,
        cells: &CellArgs,
        pricing: &PricingArgs,
    ) -> Result<Cells, Failure> {
        self.added_to(cells)?.resolve(pack, pricing).or_else(|failure| match self.exchanged(pack, cells, &failure) {
            Some(cells) => cells.resolve(pack, pricing),
            None => Err(failure),
        })
    }

    /// The cells with the two names in the other order, where the first is no role and a city, and the second no city.
    fn exchanged(&self, pack: &Pack, cells: &CellArgs, failure: &Failure) -> Option<CellArgs> {
        let (Some(first), Some(second)) = (&self.name, &self.second) else { return None };
        if !is_unknown_role(failure) || !cells.role.is_empty() || !cells.city.is_empty() {
            return None;
        }
        let kinds = kinds(pack, &[first.clone(), second.clone()], AllowedCities::Known).ok()?;
        let is_exchanged = kinds == [RoleOrCity::City, RoleOrCity::Role];
        is_exchanged.then(|| CellArgs { role: vec![second.clone()], city: vec![first.clone()], ..cells.clone() })
    }

    /// The cells with these names added.
    ///
    /// # Errors
    /// A usage error when role and city are given already.
    fn added_to(&self, cells: &CellArgs) -> Result<CellArgs, Failure> {
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

/// Roles and cities as positional arguments in any order.
///
/// A command with these arguments must require `--role` only when `names` is absent.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "What to price")]
pub(in crate::cli) struct RolesAndCities {
    /// Roles and cities, as with --role and --city, in any order: a name that the pack knows as a city is one. If --role is
    /// given, cities only; if --city is given, roles only.
    #[arg(value_name = "ROLE|CITY", add = ArgValueCompleter::new(completion_candidates::roles_and_cities))]
    names: Vec<String>,
}

impl RolesAndCities {
    /// The cells with these names added.
    ///
    /// # Errors
    /// A usage error when roles and cities are given already, or when all names are cities and no role is given. An error when a
    /// name is neither a role nor a city.
    pub(in crate::cli) fn added_to(
        &self,
        pack: &Pack,
        cells: &CellArgs,
        cities: AllowedCities,
    ) -> Result<CellArgs, Failure> {
        let names: Vec<String> = self.names.iter().filter(|name| !is_versus(name)).cloned().collect();
        let Some(first) = names.first() else { return Ok(cells.clone()) };
        let kinds = match (cells.role.is_empty(), cells.city.is_empty()) {
            (false, false) => {
                return Err(Failure::usage(format!("\"{first}\" is one name too many: --role and --city are given"))
                    .hint("write roles and cities without flags, or each with its flag; a flag may be repeated"));
            }
            (false, true) => vec![RoleOrCity::City; names.len()],
            (true, false) => vec![RoleOrCity::Role; names.len()],
            (true, true) => kinds(pack, &names, cities)?,
        };
        let mut cells = cells.clone();
        for (name, kind) in names.iter().zip(kinds) {
            match kind {
                RoleOrCity::Role => cells.role.push(name.clone()),
                RoleOrCity::City => cells.city.push(name.clone()),
            }
        }
        if cells.role.is_empty() {
            let named = if names.len() == 1 { "a city is named" } else { "cities are named" };
            return Err(Failure::usage(format!("{named}, and no role"))
                .hint("name a role too, as in `payband compare ROLE CITY CITY`"));
        }
        Ok(cells)
    }
}
