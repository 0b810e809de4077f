//! `payband roles --budget`: the roles and levels whose market range a budget reaches.

use std::env;

use crate::answer::{Answer, Note};
use crate::cli::args::cells::CellArgs;
use crate::cli::args::given_pay::GivenPay;
use crate::cli::args::pricing::PricingArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quotes::quotes;
use crate::pack::Pack;
use crate::pricing::{Cell, Offer, Options, Pricer, has_price};
use crate::views::{self, BudgetRow};

/// A budget, and which roles, cities and levels to look among.
#[derive(Debug, clap::Args)]
pub(super) struct BudgetArgs {
    /// List the roles and levels whose market range starts at this pay or below (90000, ¥650,000, ¥40k/month), in its currency
    /// and period.
    // The pay reader refuses a minus sign: the error of clap would repeat the amount, which is confidential.
    #[arg(long, value_name = "PAY", allow_hyphen_values = true)]
    budget: Option<String>,
    #[command(flatten)]
    cells: CellArgs,
    #[command(flatten)]
    pricing: PricingArgs,
}

/// Options that need `--budget`. Options that a variable may set for every command are not among them:
/// [`BudgetArgs::refuse_pricing_options`] checks those.
const ONLY_WITH_BUDGET: [&str; 13] = [
    "role",
    "city",
    "level",
    "years",
    "domain_years",
    "retention",
    "city_premium",
    "foreign_hire",
    "segment",
    "published_only",
    "min_grade",
    "on",
    "fx",
];

/// Makes an option of [`ONLY_WITH_BUDGET`] require `--budget`.
pub(super) fn require_budget(arg: clap::Arg) -> clap::Arg {
    if ONLY_WITH_BUDGET.contains(&arg.get_id().as_str()) { arg.required(false).requires("budget") } else { arg }
}

impl BudgetArgs {
    /// The answer; `None` without `--budget`. `roles` returns the ids of the roles to look among when `--role` names none.
    pub(in crate::cli) fn answer(
        &self,
        context: &Context,
        roles: impl FnOnce() -> Result<Vec<String>, Failure>,
    ) -> Result<Option<Answer>, Failure> {
        let Some(text) = &self.budget else {
            self.refuse_pricing_options()?;
            return Ok(None);
        };
        let pack = &context.pack;
        let mut cells = self.cells.clone();
        if cells.role.is_empty() {
            cells.role = roles()?;
            if let Some(min_grade) = self.pricing.min_grade() {
                let table = pack.roles()?;
                let mut accepted = Vec::new();
                for role in cells.role.iter().filter_map(|id| table.get(id)) {
                    if has_price(pack, role, Some(min_grade))? {
                        accepted.push(role.id.owned());
                    }
                }
                cells.role = accepted;
            }
        }
        let request = cells.resolve(pack, &self.pricing)?;
        let given_options = request.options(context, &self.pricing)?;
        let mut given = GivenPay::read(context, &given_options, "--budget", text)?;
        let mut notes = request.notes;
        let high = given.annual.high.ok_or_else(|| {
            Failure::usage("--budget has no upper end").hint("give the most that can be paid, like 90000 or ¥40k/month")
        })?;
        if given.annual.low.is_some_and(|low| low < high) {
            notes.push(Note::warning("--budget is a range: its high end counts"));
        }
        given.annual.low = Some(high);
        notes.extend(given.notes());
        let options = self.pricing.in_unit_of(context, &given.pay, given_options);
        notes.extend(self.pricing.warnings(pack, &options, given.needs_months())?);
        let rows = budget_rows(pack, options, &given, &request.cells, &mut notes)?;
        let mut answer = views::budget(pack, rows, context.console.about_today()?)?;
        answer.notes.splice(0..0, notes);
        Ok(Some(answer))
    }

    /// Refuses pricing options without a budget, because the catalogue lists medians as they are published.
    fn refuse_pricing_options(&self) -> Result<(), Failure> {
        match self.pricing.first_given(|variable| env::var_os(variable).is_some()) {
            Some(option) => Err(Failure::usage(format!("{option} goes with --budget"))
                .hint("the catalogue lists medians as they are published; `payband benchmark` prices them")),
            None => Ok(()),
        }
    }
}

/// The price of each cell, compared with the budget.
fn budget_rows(
    pack: &Pack,
    options: Options,
    given: &GivenPay<'_>,
    cells: &[Cell],
    notes: &mut Vec<Note>,
) -> Result<Vec<BudgetRow>, Failure> {
    let pricer = Pricer::new(pack, options.clone())?;
    let exchange = pricer.exchange();
    let mut rows = Vec::new();
    for quote in quotes(&pricer, cells, true, notes)? {
        if let Some(offer) = Offer::against(&quote, &given.annual, &exchange)? {
            rows.push(BudgetRow { quote, offer });
        }
    }
    let offers: Vec<_> = rows.iter().map(|row| (&row.quote, &row.offer)).collect();
    notes.extend(given.implausible(pack, &options, &exchange, &offers)?);
    if cells.is_empty() {
        notes.push(Note::warning("no role with a price matches").advising("`payband roles` lists them"));
    }
    Ok(rows)
}
