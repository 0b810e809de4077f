//! `payband roles`: the catalogue.

use clap_complete::engine::ArgValueCompleter;

use super::budget::{BudgetArgs, beside_budget};
use super::completion_candidates;
use super::context::Context;
use super::failure::Failure;
use super::output::OutputArgs;
use crate::views;
use crate::views::RoleFilter;

/// The catalogue of roles: area, median, growth, what prices them.
///
/// With --budget, the roles and levels whose market range the budget reaches: first those within whose range it lies, then
/// those whose range it exceeds, the highest paid first.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband roles
  payband roles data
  payband roles 架构师
  payband roles --area cybersecurity --priced
  payband roles --budget \"¥40k/month\" --city Shanghai")]
#[command(mut_args(beside_budget))]
pub(super) struct Args {
    /// Words to look for: whole or as beginnings in titles, ids and areas, as parts in Chinese, whole in other names. All of
    /// them must be there.
    #[arg(value_name = "TEXT", add = ArgValueCompleter::new(completion_candidates::every_role))]
    text: Vec<String>,
    /// Only roles of this area: engineering, data, ai, cybersecurity, product.
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// Only roles with a price.
    #[arg(long)]
    priced: bool,
    #[command(flatten)]
    budget: BudgetArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        if let Some(area) = &self.area {
            let mut areas: Vec<&str> = pack.roles()?.iter().map(|role| role.area.as_str()).collect();
            areas.sort_unstable();
            areas.dedup();
            if !areas.iter().any(|known| known.eq_ignore_ascii_case(area)) {
                return Err(Failure::failed(anyhow::anyhow!("no area is called \"{area}\""))
                    .hint(format!("the areas are {}", areas.join(", "))));
            }
        }
        let filter = RoleFilter { text: self.text.clone(), area: self.area.clone(), priced: self.priced };
        let among = || Ok(views::matching_roles(pack, &RoleFilter { priced: true, ..filter.clone() })?);
        let answer = match self.budget.answer(context, among)? {
            Some(answer) => answer,
            None => views::roles(pack, &filter)?,
        };
        self.output.print(context, "roles", answer)
    }
}
