//! `payband roles`: the catalogue.

mod budget;

use clap_complete::engine::ArgValueCompleter;

use super::context::Context;
use super::failure::Failure;
use super::names::completion_candidates;
use super::output::args::OutputArgs;
use crate::names::{NameWords, Places, one_of};
use crate::pack::{DataError, Pack};
use crate::shell::shell_quoted;
use crate::views;
use crate::views::RoleFilter;
use budget::{BudgetArgs, require_budget};

/// The catalogue of roles: area, published median, growth, and the role that prices those without a median.
///
/// The kind of a role says what the report has on it: `benchmark` roles have a published median; `covered` and `adjacent` roles
/// are priced from the median of the closest benchmark role with an adjustment, and so are some that are only `mentioned`;
/// `emerging` roles have no price.
///
/// With --budget, the roles and levels whose market range starts at the budget or below: first those with a mid at the budget or
/// below, the nearest first, then those with a mid above it; roles of match grade D last. A table has the first level of each role.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband roles
  payband roles data
  payband roles 架构师
  payband roles --area cybersecurity
  payband roles --all
  payband roles --budget \"¥40k/month\" --city Shanghai")]
#[command(mut_args(require_budget))]
pub(super) struct Args {
    /// Words to search for, all of which must be found: whole words or their beginnings in titles, ids and areas, whole words
    /// in aliases, any part of a Chinese name.
    #[arg(value_name = "TEXT", add = ArgValueCompleter::new(completion_candidates::every_role))]
    text: Vec<String>,
    /// Only roles of this area: engineering, data, ai, cybersecurity, product.
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// Also roles without a price: emerging ones and those that the source only names. A search finds them without this option.
    #[arg(long)]
    all: bool,
    /// Only roles with a price, also in a search.
    #[arg(long, conflicts_with = "all")]
    priced: bool,
    #[command(flatten)]
    budget: BudgetArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let mut area = None;
        if let Some(wanted) = &self.area {
            let mut areas: Vec<&str> = pack.roles()?.iter().map(|role| role.area.as_str()).collect();
            areas.sort_unstable();
            areas.dedup();
            let found = one_of("area", wanted, areas.iter().copied())
                .map_err(|error| Failure::of_list(error, format!("the areas are {}", areas.join(", "))));
            area = Some(found?.to_owned());
        }
        let priced = self.priced || self.text.is_empty() && !self.all;
        let filter = RoleFilter { text: self.text.clone(), area, priced };
        let among = || {
            let found = views::matching_roles(pack, &RoleFilter { priced: true, ..filter.clone() })?;
            if !found.is_empty() {
                return Ok(found);
            }
            match self.place(pack)? {
                Some(place) => Err(Failure::failed(anyhow::anyhow!("no role is called \"{place}\""))
                    .hint(format!("\"{place}\" is a place: --city {}", shell_quoted(&place)))),
                None => Ok(found),
            }
        };
        let answer = match self.budget.answer(context, among)? {
            Some(answer) => answer,
            None => views::roles(pack, &filter)?,
        };
        self.output.print(context, "roles", answer)
    }

    /// The words to search for, or else the first of them, if that is a place.
    fn place(&self, pack: &Pack) -> Result<Option<String>, DataError> {
        let words = NameWords::default();
        let places = Places::new(pack, &words)?;
        for text in std::iter::once(self.text.join(" ")).chain(self.text.iter().cloned()) {
            if !places.meant(&text)?.is_empty() {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }
}
